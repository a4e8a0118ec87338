//! An element of a page, as WebDriver and assistive technology see it.

use serde_json::{Value, json};

use crate::session::command;
use crate::visit::{Visit, found};

/// An element of the page of a [`Visit`].
#[derive(Clone, Debug)]
pub struct Element<'a> {
    pub(crate) visit: &'a Visit,
    pub(crate) node: fantoccini::elements::Element,
}

/// Where an element is on the page, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// From the left edge.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

impl Element<'_> {
    // The client has no call for what the accessibility tree says.
    #[track_caller]
    fn computed(&self, what: &str) -> String {
        let id = self.node.element_id();
        let text = found(self.visit.session().get(&format!("element/{id}/{what}")));
        text.as_str().unwrap_or_default().into()
    }

    /// Its role in the accessibility tree.
    #[track_caller]
    pub fn role(&self) -> String {
        self.computed("computedrole")
    }

    /// Its name in the accessibility tree.
    #[track_caller]
    pub fn name(&self) -> String {
        self.computed("computedlabel")
    }

    /// The visible text.
    #[track_caller]
    pub fn text(&self) -> String {
        found(command(self.node.text()))
    }

    /// Whether it can be used.
    #[track_caller]
    pub fn is_enabled(&self) -> bool {
        found(command(self.node.is_enabled()))
    }

    /// Whether it is a switch that is on.
    #[track_caller]
    pub fn is_on(&self) -> bool {
        found(command(self.node.is_selected()))
    }

    /// Whether it has the focus.
    #[track_caller]
    pub fn has_focus(&self) -> bool {
        self.eval("it === document.activeElement") == true
    }

    /// A value of its computed style.
    #[track_caller]
    pub fn style(&self, property: &str) -> String {
        found(command(self.node.css_value(property)))
    }

    /// Where it is on the page.
    #[track_caller]
    pub fn rect(&self) -> Rect {
        let (x, y, width, height) = found(command(self.node.rectangle()));
        Rect { x, y, width, height }
    }

    /// The value of an expression that calls the element `it`.
    #[track_caller]
    pub fn eval(&self, expression: &str) -> Value {
        self.eval_after("", expression)
    }

    /// The same, behind statements.
    #[track_caller]
    pub(crate) fn eval_after(&self, statements: &str, expression: &str) -> Value {
        let script = format!("{statements}\nconst it = arguments[0]; return ({expression});");
        let client = &self.visit.session().client;
        found(command(client.execute(&script, vec![json!(self.node)])))
    }

    /// Clicks it with the mouse.
    #[track_caller]
    pub fn click(&self) {
        // The driver scrolls no further than it must, and then something may lie over it.
        self.eval("it.scrollIntoView({block: 'center', behavior: 'instant'})");
        found(command(self.node.click()));
    }
}
