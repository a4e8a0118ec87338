//! Looks at the banner itself, of any vendor: its controls as they are shown, and what pressing them does.

mod layers;
mod rules;
mod words;

use std::collections::BTreeSet;
use std::time::Duration;

use serde::Serialize;
use serde_json::{Value, json};

use crate::drive::Drive;
use crate::measure::Measure;
use crate::state::Moment;

pub(crate) use layers::{Found, Layer};
use words::words;

/// How long a page has to show what was asked for.
const MOMENT: Duration = Duration::from_millis(400);

/// How long a page has to take another look, which is measured with its animations at their end.
const BEAT: Duration = Duration::from_millis(60);

/// The sizes of window in which a refusal has to be in view (EDPB Cookie Banner Taskforce 12–14).
const WIDE: (u32, u32) = (1280, 800);
const NARROW: (u32, u32) = (320, 568);

/// Something about the banner that is not as it has to be.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Measured {
    /// What.
    pub measure: Measure,
    /// What was measured, in a sentence.
    pub detail: String,
    /// The page.
    pub page: String,
}

impl Drive<'_> {
    /// Everything about the banner that a machine can measure.
    ///
    /// # Errors
    /// The page does not open, or has no banner.
    pub(crate) fn measure_banner(&mut self) -> Result<(), String> {
        self.enter(Moment::Before);
        self.enter_page("entry page")?;
        self.snapshot()?;
        let first = self.find()?;
        let Some(layer) = first.top().cloned() else {
            return Err("no banner was found on the page by its words".into());
        };
        self.note_all(layers::first_layer(&layer, &first, self.declaration));
        self.in_other_looks()?;
        self.without_an_answer()?;
        self.closing(&layer)?;
        self.second_layer(&layer)?;
        let refusing = self.refusing()?;
        self.accepting(refusing)
    }

    /// Finds the banners of the page.
    pub(crate) fn find(&mut self) -> Result<Found, String> {
        let found = self.tab.evaluate(&format!("({FIND})({}, null)", words()))?;
        serde_json::from_value(found).map_err(|error| error.to_string())
    }

    /// Presses the first control with a meaning, such as `no`. False without one.
    pub(crate) fn press(&mut self, meaning: &str) -> Result<bool, String> {
        let pressed = self.tab.evaluate(&format!("({FIND})({}, {})", words(), json!(meaning)))?;
        self.settle(MOMENT)?;
        Ok(pressed == true)
    }

    /// Puts the keyboard on the first control with a meaning, as somebody does who uses no pointer.
    fn focus(&mut self, meaning: &str) -> Result<(), String> {
        let act = format!("({FIND})({}, {}, true)", words(), json!(meaning));
        self.tab.evaluate(&act)?;
        self.settle(BEAT)
    }

    /// The same, and again where the banner is still there: some listen only a while after they came.
    fn press_twice(&mut self, meaning: &str) -> Result<bool, String> {
        let is_pressed = self.press(meaning)?;
        if is_pressed && self.is_asked()? {
            self.settle(MOMENT * 2)?;
            self.press(meaning)?;
        }
        Ok(is_pressed)
    }

    fn note(&mut self, measure: Measure, detail: impl Into<String>) {
        let page = self.tab.told().url.clone();
        self.look.measured.push(Measured { measure, detail: detail.into(), page });
    }

    fn note_all(&mut self, all: Vec<(Measure, String)>) {
        for (measure, detail) in all {
            self.note(measure, detail);
        }
    }

    /// The entry page in a browser that knows nothing of it.
    fn fresh(&mut self, what: &str) -> Result<(), String> {
        self.tab.forget(&self.options.url)?;
        self.enter_page(what)
    }

    fn enter_page(&mut self, what: &str) -> Result<(), String> {
        let entry = self.options.url.clone();
        self.open(Some(&entry), what)?;
        self.settle(self.options.watch.min(Duration::from_secs(2)))
    }

    /// On a phone, in the dark theme, with forced colours, under the pointer and with the keyboard on it.
    fn in_other_looks(&mut self) -> Result<(), String> {
        self.resize(Some(NARROW))?;
        if let Some(layer) = self.find()?.top() {
            self.note_all(layers::in_view(layer, NARROW));
        }
        self.resize(None)?;
        // What has the keyboard looks different.
        self.tab.evaluate(BLUR)?;
        for (name, value, when) in [
            ("prefers-color-scheme", "dark", "in the dark theme"),
            ("forced-colors", "active", "with forced colours"),
        ] {
            let media = |value: &str| json!({"features": [{"name": name, "value": value}]});
            self.tab.page_command("Emulation.setEmulatedMedia", media(value))?;
            self.settle(BEAT)?;
            if let Some(layer) = self.find()?.top() {
                self.note_all(layers::alike(layer, when));
            }
            self.tab.page_command("Emulation.setEmulatedMedia", media(""))?;
        }
        self.settle(BEAT)?;
        self.in_use()
    }

    /// Yes and no while each is pointed at, or has the keyboard.
    fn in_use(&mut self) -> Result<(), String> {
        let mut pointed = Vec::new();
        let mut focused = Vec::new();
        for meaning in ["yes", "no"] {
            let Some(layer) = self.find()?.top().cloned() else { return Ok(()) };
            let Some(control) = layer.control(meaning) else { return Ok(()) };
            self.point(control.centre())?;
            pointed.extend(self.find()?.top().cloned());
            self.point((0.0, 0.0))?;
            self.focus(meaning)?;
            focused.extend(self.find()?.top().cloned());
        }
        if let [yes, no] = &pointed[..] {
            self.note_all(layers::alike(&yes.with("no", no), "under the pointer"));
        }
        if let [yes, no] = &focused[..] {
            self.note_all(layers::alike_in_focus(&yes.with("no", no)));
        }
        self.tab.evaluate(BLUR)?;
        Ok(())
    }

    fn point(&mut self, (x, y): (f64, f64)) -> Result<(), String> {
        let to = json!({"type": "mouseMoved", "x": x, "y": y});
        self.tab.page_command("Input.dispatchMouseEvent", to)?;
        self.settle(BEAT)
    }

    fn resize(&mut self, size: Option<(u32, u32)>) -> Result<(), String> {
        match size {
            Some((width, height)) => {
                let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": true});
                self.tab.page_command("Emulation.setDeviceMetricsOverride", metrics)?
            }
            None => self.tab.page_command("Emulation.clearDeviceMetricsOverride", json!({}))?,
        };
        self.settle(MOMENT)
    }

    /// Scrolling, Escape, a press beside the banner and going on are no yes (EDPB Guidelines 05/2020 §86).
    fn without_an_answer(&mut self) -> Result<(), String> {
        self.tab.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")?;
        self.settle(MOMENT)?;
        if !self.is_asked()? {
            self.note(Measure::GoesByItself, "it is gone once the page was scrolled");
            self.fresh("after scrolling")?;
        }
        let known = self.hosts();
        for kind in ["keyDown", "keyUp"] {
            let key = json!({"type": kind, "key": "Escape", "code": "Escape", "windowsVirtualKeyCode": 27});
            self.tab.page_command("Input.dispatchKeyEvent", key)?;
        }
        self.settle(MOMENT)?;
        self.is_no_yes("Escape", &known)?;
        if let Some([x, y]) = self.find()?.beside {
            for kind in ["mousePressed", "mouseReleased"] {
                let press =
                    json!({"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1});
                self.tab.page_command("Input.dispatchMouseEvent", press)?;
            }
            self.settle(MOMENT)?;
            self.is_no_yes("a press beside it", &known)?;
        }
        if let Some(page) = self.options.pages.first().cloned() {
            self.open(Some(&page), "going on")?;
            self.settle(MOMENT)?;
            self.is_no_yes("going on to another page", &known)?;
            self.fresh("after going on")?;
        }
        Ok(())
    }

    /// Looks whether a banner that is gone has taken something for a yes: then more is contacted than the hosts that were
    /// `known` before it.
    fn is_no_yes(&mut self, what: &str, known: &BTreeSet<String>) -> Result<(), String> {
        if self.is_asked()? {
            return Ok(());
        }
        self.enter_page(&format!("after {what}"))?;
        let new: Vec<String> = self.hosts().difference(known).cloned().collect();
        if !new.is_empty() && !self.is_asked()? {
            let detail = format!("{what} is taken for a yes: {} is contacted then", new.join(", "));
            self.note(Measure::GoesByItself, detail);
        }
        self.fresh(&format!("after {what}"))
    }

    /// Everything that was contacted until now.
    fn hosts(&mut self) -> BTreeSet<String> {
        self.tab.told().network.requests.iter().map(|one| one.host.clone()).collect()
    }

    /// An X is a refusal, and is kept (Garante 231/2021). What loads after it is found like what loads after a no.
    fn closing(&mut self, first: &Layer) -> Result<(), String> {
        if first.control("close").is_none() {
            return Ok(());
        }
        self.fresh("before the X")?;
        self.enter(Moment::Refused);
        self.press_twice("close")?;
        self.open(None, "reload after the X")?;
        self.settle(MOMENT * 2)?;
        if self.is_asked()? {
            self.note(Measure::CloseNotKept, "it asks again after a reload");
        }
        self.enter(Moment::Before);
        self.fresh("after the X")
    }

    /// The settings, if the banner leads to some.
    fn second_layer(&mut self, first: &Layer) -> Result<(), String> {
        if first.control("settings").is_none() || !self.press("settings")? {
            return Ok(());
        }
        // Some draw what is folded away when it is opened.
        self.press("unfold")?;
        if let Some(layer) = self.find()?.top() {
            self.note_all(layers::second_layer(layer, self.declaration));
        }
        self.saving()
    }

    /// What is saved is what the switches showed (GDPR art. 4(11)): one is moved, and looked at again after a reload.
    fn saving(&mut self) -> Result<(), String> {
        // Whatever it switches on may load.
        self.enter(Moment::All);
        let is_moved = self.press("switch")?;
        let shown = self.find()?.top().map(|layer| layer.on.clone());
        if is_moved && self.press("save")? {
            self.open(None, "reload after saving")?;
            self.settle(MOMENT * 2)?;
            if !self.is_asked()?
                && self.press("back")?
                && (self.has_switches()? || self.press("settings")?)
            {
                self.press("unfold")?;
                let kept = self.find()?.top().map(|layer| layer.on.clone());
                if let (Some(shown), Some(kept)) = (shown, kept)
                    && shown != kept
                {
                    let list = |names: &[String]| match names {
                        [] => "nothing".into(),
                        _ => names.join(", "),
                    };
                    let detail = format!("saved: {}; later on: {}", list(&shown), list(&kept));
                    self.note(Measure::SavedOtherwise, detail);
                }
            }
        }
        self.enter(Moment::Before);
        Ok(())
    }

    fn has_switches(&mut self) -> Result<bool, String> {
        Ok(self.find()?.top().is_some_and(|layer| layer.switches > 0))
    }

    /// Says no. The answer is how many presses it took; nothing where there was no way.
    fn refusing(&mut self) -> Result<Option<usize>, String> {
        self.fresh("before a no")?;
        self.enter(Moment::Refused);
        let presses = match self.press_twice("no")? {
            true => 1,
            false if self.press("settings")? && self.press_twice("no")? => 2,
            false => {
                self.note(
                    Measure::NoRefusal,
                    "neither the banner nor its settings have a control that says no",
                );
                return Ok(None);
            }
        };
        if self.is_asked()? {
            self.note(Measure::RefusalNotFinal, "it is still there after the no");
        }
        self.open(None, "reload after a no")?;
        self.settle(MOMENT * 2)?;
        if self.is_asked()? {
            self.note(Measure::AsksAgain, "it asks again after a reload");
        }
        Ok(Some(presses))
    }

    /// Says yes, and looks for the way back on each page.
    fn accepting(&mut self, refusing: Option<usize>) -> Result<(), String> {
        self.fresh("before a yes")?;
        self.enter(Moment::All);
        if !self.press_twice("yes")? {
            return Err(
                "the banner has no control that says yes, so no withdrawal was tried".into()
            );
        }
        if refusing.is_some_and(|presses| presses > 1) {
            self.note(Measure::RefusalTakesMore, "a yes takes 1 press, a no takes 2");
        }
        let pages = self.options.pages.clone();
        for page in pages {
            self.open(Some(&page), "the way back")?;
            self.settle(MOMENT)?;
            if self.find()?.back.is_empty() {
                self.note(Measure::NoWayBack, "no control on it leads back to the choice");
            }
        }
        let entry = self.options.url.clone();
        self.open(Some(&entry), "the way back")?;
        self.settle(MOMENT)?;
        if !self.press("back")? {
            self.note(Measure::NoWayBack, "no control on it leads back to the choice");
            return Ok(());
        }
        let dialogs = self.tab.told().dialogs;
        // A control may withdraw by itself; and where there is no refusal at all, that has been said.
        if refusing.is_some() && self.is_asked()? && !self.press("no")? {
            self.press("settings")?;
            let told = match self.press("no")? {
                true => "a yes takes 1 press, a withdrawal 3",
                false => "the control on the page leads to no refusal",
            };
            self.note(Measure::WithdrawalTakesMore, told);
        }
        if self.tab.told().dialogs > dialogs {
            self.note(Measure::AsksWhetherSure, "the browser asks back after the withdrawal");
        }
        Ok(())
    }

    /// Answers the banner of another vendor, by a rule of autoconsent or else by its words: `true` is a yes to
    /// everything.
    ///
    /// # Errors
    /// The page has no banner that is known by rules or words, or it stays.
    pub(crate) fn answer(&mut self, is_yes: bool) -> Result<(), String> {
        let word = if is_yes { "yes" } else { "no" };
        let mut by = Vec::from_iter(self.answer_by_rules(is_yes)?);
        // A rule may press before a banner listens.
        if by.is_empty() || self.is_asked()? {
            if self.press(word)? || (self.press("settings")? && self.press(word)?) {
                by.push("its words".into());
            }
            // In some dialogs an answer moves switches alone.
            if !by.is_empty() && self.is_asked()? {
                self.press("save")?;
            }
        }
        if by.is_empty() {
            return Err(format!(
                "the page has no Samtycke, and no banner was found by autoconsent's rules, nor a control that says {word} by its words"
            ));
        }
        let by = by.join(" and ");
        let page = self.tab.told().url.clone();
        self.look.pages.push((page, format!("the banner answered with {word}, by {by}")));
        match self.is_asked()? {
            false => Ok(()),
            true => Err(format!("the banner is still there after its {word}, by {by}")),
        }
    }

    /// Whether a banner is on the page.
    fn is_asked(&mut self) -> Result<bool, String> {
        Ok(!self.find()?.boxes.is_empty())
    }
}

const FIND: &str = include_str!("find.js");

/// Takes the keyboard from whatever has it, in shadow roots too.
const BLUR: &str =
    "for (let one = document.activeElement; one; one = one.shadowRoot?.activeElement) one.blur()";

/// All strings of a value of the declaration: a text in each language.
fn strings(value: &impl Serialize) -> Vec<String> {
    fn collect(value: &Value, into: &mut Vec<String>) {
        match value {
            Value::String(text) => into.push(text.clone()),
            Value::Object(fields) => fields.values().for_each(|one| collect(one, into)),
            _ => {}
        }
    }
    let mut all = Vec::new();
    collect(&serde_json::to_value(value).unwrap_or_default(), &mut all);
    all
}
