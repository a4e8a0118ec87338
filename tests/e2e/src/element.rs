//! An element of a page, as WebDriver and assistive technology see it.

use serde_json::{Value, json};

use crate::visit::{Visit, found};

/// What WebDriver calls a reference to an element.
const REFERENCE: &str = "element-6066-11e4-a52e-4f735466cecf";

/// An element of the page of a [`Visit`].
#[derive(Clone, Debug)]
pub struct Element<'a> {
    pub(crate) visit: &'a Visit,
    pub(crate) reference: Value,
}

impl Element<'_> {
    fn path(&self, what: &str) -> String {
        let id = self.reference[REFERENCE].as_str().unwrap_or_default();
        format!("element/{id}/{what}")
    }

    #[track_caller]
    fn get(&self, what: &str) -> Value {
        found(self.visit.session().get(&self.path(what)))
    }

    /// Its role in the accessibility tree.
    #[track_caller]
    pub fn role(&self) -> String {
        text(self.get("computedrole"))
    }

    /// Its name in the accessibility tree.
    #[track_caller]
    pub fn name(&self) -> String {
        text(self.get("computedlabel"))
    }

    /// The text that is seen.
    #[track_caller]
    pub fn text(&self) -> String {
        text(self.get("text"))
    }

    /// Whether it can be used.
    #[track_caller]
    pub fn is_enabled(&self) -> bool {
        self.get("enabled") == true
    }

    /// Whether it is a switch that is on.
    #[track_caller]
    pub fn is_on(&self) -> bool {
        self.get("selected") == true
    }

    /// Whether it has the focus.
    #[track_caller]
    pub fn has_focus(&self) -> bool {
        self.eval("it === document.activeElement") == true
    }

    /// A value of its computed style.
    #[track_caller]
    pub fn style(&self, property: &str) -> String {
        text(self.get(&format!("css/{property}")))
    }

    /// Where it is on the page: `x`, `y`, `width`, `height`.
    #[track_caller]
    pub fn rect(&self) -> Value {
        self.get("rect")
    }

    /// The value of an expression in which it is called `it`.
    #[track_caller]
    pub fn eval(&self, expression: &str) -> Value {
        let script = format!("const it = arguments[0]; return ({expression});");
        let body = json!({"script": script, "args": [self.reference]});
        found(self.visit.session().post("execute/sync", body))
    }

    /// Clicks it as a hand does.
    #[track_caller]
    pub fn click(&self) {
        // The driver scrolls no further than it must, and then something may lie over it.
        self.eval("it.scrollIntoView({block: 'center', behavior: 'instant'})");
        found(self.visit.session().post(&self.path("click"), json!({})));
    }
}

fn text(value: Value) -> String {
    value.as_str().unwrap_or_default().into()
}
