//! Draws the sections of the panel, and only those again that have changed.

use web_sys::{Element, Node};

use super::dom::{append, around, element};
use crate::view::{Row, Section};

/// A section on the page.
pub struct Drawn {
    fold: Element,
    sum: Element,
    body: Element,
    /// What it shows now.
    shown: Option<Section>,
}

impl Drawn {
    /// An empty section.
    pub fn new(section: &Section, is_open: bool) -> Drawn {
        let sum: Element = element("span", &[("class", "sum")], "");
        let body: Element = element("div", &[("class", "body")], "");
        let fold = fold(section.id, section.title, &sum, &body, is_open);
        Drawn { fold, sum, body, shown: None }
    }

    /// Where it is.
    pub fn node(&self) -> &Node {
        &self.fold
    }

    /// Shows a section, if it is another one.
    pub fn show(&mut self, section: Section) {
        if self.shown.as_ref() == Some(&section) {
            return;
        }
        self.fold.set_attribute("data-tone", section.tone().name()).unwrap_or_default();
        self.sum.set_text_content(Some(&section.sum));
        self.body.set_text_content(None);
        if section.rows.is_empty() {
            append(&self.body, &element::<Element>("p", &[("class", "empty")], section.empty));
        } else {
            let list: Element = element("ul", &[], "");
            section.rows.iter().for_each(|row| append(&list, &line(row)));
            append(&self.body, &list);
        }
        self.shown = Some(section);
    }
}

/// A part of the panel that can be folded.
pub fn fold(id: &str, title: &str, sum: &Element, body: &Element, is_open: bool) -> Element {
    let heading: Element = element("h3", &[], title);
    let summary: Element = around("summary", &[], &[&heading, sum]);
    let fold: Element =
        around("details", &[("class", "section"), ("data-section", id)], &[&summary, body]);
    if is_open {
        fold.set_attribute("open", "").unwrap_or_default();
    }
    fold
}

fn line(row: &Row) -> Element {
    let head: Element = element("p", &[("class", "head")], "");
    append(&head, &element::<Element>("code", &[], &row.title));
    if !row.tag.is_empty() {
        append(&head, &element::<Element>("span", &[("class", "tag")], &row.tag));
    }
    let item: Element = around("li", &[("data-tone", row.tone.name())], &[&head]);
    if !row.text.is_empty() {
        append(&item, &element::<Element>("p", &[], &row.text));
    }
    item
}
