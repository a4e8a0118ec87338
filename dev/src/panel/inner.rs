//! The state of the panel, and what its controls do.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, HtmlInputElement};

use super::controls::Controls;
use super::dom::{document, window};
use super::parts::Parts;
use super::sections::Drawn;
use super::{boxes, copy, keep, overlay};
use crate::check::found;
use crate::facts::Facts;
use crate::note::Note;
use crate::place;
use crate::pretend::Kept;
use crate::view::{issue, view};

/// The panel's parts and state.
pub struct Inner {
    /// The elements that are filled or heard later.
    pub parts: Parts,
    /// The controls of what is pretended.
    pub controls: RefCell<Option<Controls>>,
    /// The sections that are drawn.
    pub sections: RefCell<Vec<Drawn>>,
    /// The page as it was told last.
    pub facts: RefCell<Facts>,
    /// The problems that the overlay has shown.
    pub told: RefCell<Vec<Note>>,
    /// What is kept for the tab.
    pub kept: RefCell<Kept>,
    /// What had the focus before the panel opened.
    pub before: RefCell<Option<HtmlElement>>,
    /// What the page does for the panel.
    pub act: Function,
}

impl Inner {
    /// Makes the parts, empty and closed.
    ///
    /// # Errors
    /// The browser lacks what the parts need.
    pub fn new(act: Function) -> Result<Inner, JsValue> {
        Ok(Inner {
            parts: Parts::new()?,
            controls: RefCell::default(),
            sections: RefCell::default(),
            facts: RefCell::default(),
            told: RefCell::default(),
            kept: RefCell::new(keep::load()),
            before: RefCell::default(),
            act,
        })
    }

    /// Opens the panel. Opened by the visitor, it takes the focus.
    pub fn open(&self, takes_focus: bool) {
        let active = document().active_element().filter(|one| *one != *self.parts.host);
        let active = active.filter(|one| one.tag_name() != "BODY");
        self.before.replace(active.and_then(|one| one.dyn_into().ok()));
        self.parts.panel.set_hidden(false);
        self.parts.corner.set_hidden(true);
        self.kept.borrow_mut().open = true;
        keep::save(&self.kept.borrow());
        self.place();
        if takes_focus {
            let _ = self.parts.panel.focus();
            self.call("look");
        }
    }

    /// Closes the panel; the focus goes back to where it was.
    pub fn close(&self) {
        self.parts.panel.set_hidden(true);
        self.parts.corner.set_hidden(false);
        self.parts.by_hand.set_hidden(true);
        self.parts.said.set_text_content(None);
        self.kept.borrow_mut().open = false;
        keep::save(&self.kept.borrow());
        let before = self.before.take().unwrap_or_else(|| self.parts.corner.clone());
        let _ = before.focus();
    }

    /// Draws what has changed.
    pub fn draw(&self) {
        let facts = self.facts.borrow();
        let view = view(&facts, &found());
        self.parts.status.set_text_content(Some(&view.status));
        let told = match view.findings {
            0 => "no findings".into(),
            1 => "1 finding".into(),
            count => format!("{count} findings"),
        };
        let name = format!("Samtycke inspector: {told}");
        let tone = if view.is_bad {
            "bad"
        } else if view.findings > 0 {
            "odd"
        } else {
            "plain"
        };
        let _ = self.parts.corner.set_attribute("aria-label", &name);
        let _ = self.parts.corner.set_attribute("data-tone", tone);
        let number = if view.findings > 0 { view.findings.to_string() } else { String::new() };
        self.parts.count.set_text_content(Some(&number));
        let controls = self.controls.borrow();
        let mut sections = self.sections.borrow_mut();
        for (at, section) in view.sections.into_iter().enumerate() {
            if sections.len() == at {
                let drawn = Drawn::new(&section, at < 2);
                let next = controls.as_ref().map(|controls| controls.node());
                let _ = self.parts.scroll.insert_before(drawn.node(), next);
                sections.push(drawn);
            }
            sections[at].show(section);
        }
        if let Some(controls) = controls.as_ref() {
            controls.show(&self.kept.borrow(), facts.choice.is_some(), facts.site.is_some());
        }
        self.place();
    }

    /// Shows the overlay once for each wrong declaration.
    pub fn tell_problems(inner: &Rc<Inner>) {
        let problems = found().problems;
        if problems.is_empty()
            || !inner.parts.host.is_connected()
            || *inner.told.borrow() == problems
        {
            return;
        }
        let here = inner.clone();
        overlay::show(&inner.parts.shadow, &problems, move || here.copy());
        inner.told.replace(problems);
    }

    /// Switches something that is pretended, and loads the page again.
    pub fn toggle(&self, id: &str, input: &HtmlInputElement) {
        let mut kept = self.kept.borrow().clone();
        kept.toggle(id);
        kept.focus = id.into();
        if keep::save(&kept) {
            let _ = window().location().reload();
            return;
        }
        input.set_checked(!input.checked());
        self.say("This browser keeps nothing for the tab, so nothing can be pretended.");
    }

    /// Has the page do something, and keeps where the focus was.
    pub fn press(&self, id: &str) {
        self.kept.borrow_mut().focus = id.into();
        keep::save(&self.kept.borrow());
        self.call(id);
    }

    fn call(&self, what: &str) {
        let _ = self.act.call1(&JsValue::UNDEFINED, &what.into());
    }

    /// Copies the findings, or shows them to be copied by hand.
    pub fn copy(&self) {
        let text = issue(&self.facts.borrow(), &found(), &self.kept.borrow().names());
        let (said, by_hand) = (self.parts.said.clone(), self.parts.by_hand.clone());
        by_hand.set_value(&text);
        copy::copy(&text, move |is_done| {
            by_hand.set_hidden(is_done);
            said.set_text_content(Some(match is_done {
                true => "Copied.",
                false => {
                    "The page may not use the clipboard. Copy the text with Ctrl+C or Command+C."
                }
            }));
            if !is_done {
                let _ = by_hand.focus();
                by_hand.select();
            }
        });
    }

    fn say(&self, text: &str) {
        self.parts.said.set_text_content(Some(text));
    }

    /// Puts panel and button where nothing else of ours is.
    pub fn place(&self) {
        let ((width, height), taken) = (boxes::screen(), boxes::taken());
        boxes::set(&self.parts.panel, place::panel(width, height, &taken));
        boxes::set(&self.parts.corner, place::corner(width, height, 44.0, &taken));
    }
}
