//! The keyboard and the tabs of a visit.

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::element::Element;
use crate::visit::{Visit, found};

/// The Tab key, as WebDriver writes it.
pub const TAB_KEY: &str = "\u{E004}";
/// The Enter key.
pub const ENTER: &str = "\u{E007}";
/// The Shift key.
pub const SHIFT: &str = "\u{E008}";
/// The Escape key.
pub const ESCAPE: &str = "\u{E00C}";
/// The space bar.
pub const SPACE: &str = " ";

impl Visit {
    /// Presses keys one after the other, on whatever has the focus; special keys as WebDriver
    /// writes them.
    #[track_caller]
    pub fn press(&self, keys: &[&str]) {
        let mut actions = Vec::new();
        for key in keys {
            actions.push(json!({"type": "keyDown", "value": key}));
            actions.push(json!({"type": "keyUp", "value": key}));
        }
        let keyboard = json!({"type": "key", "id": "keyboard", "actions": actions});
        found(self.session().post("actions", json!({"actions": [keyboard]})));
    }

    /// Presses keys together: each goes down in order, then up in reverse.
    #[track_caller]
    pub fn chord(&self, keys: &[&str]) {
        let down = keys.iter().map(|key| json!({"type": "keyDown", "value": key}));
        let up = keys.iter().rev().map(|key| json!({"type": "keyUp", "value": key}));
        let actions: Vec<Value> = down.chain(up).collect();
        let keyboard = json!({"type": "key", "id": "keyboard", "actions": actions});
        found(self.session().post("actions", json!({"actions": [keyboard]})));
    }

    /// Moves the mouse over an element.
    #[track_caller]
    pub fn hover(&self, element: &Element) {
        let there = json!({"type": "pointerMove", "x": 0, "y": 0, "origin": element.reference});
        let mouse = json!({"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": [there]});
        found(self.session().post("actions", json!({"actions": [mouse]})));
    }

    /// The window that is driven.
    #[track_caller]
    pub fn window(&self) -> String {
        found(self.session().get("window")).as_str().unwrap_or_default().into()
    }

    /// Opens another tab and drives it.
    #[track_caller]
    pub fn new_tab(&self) {
        let tab = found(self.session().post("window/new", json!({"type": "tab"})));
        self.switch_to(tab["handle"].as_str().unwrap_or_default());
    }

    /// Drives another tab, which comes to the front.
    #[track_caller]
    pub fn switch_to(&self, window: &str) {
        found(self.session().post("window", json!({"handle": window})));
        if self.browser() == Browser::Chromium {
            // Its driver talks to another tab and leaves it where it is.
            found(self.session().devtools("Page.bringToFront", json!({})));
        }
    }
}
