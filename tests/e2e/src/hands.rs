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

    /// Turns the wheel over the middle of the page, by this many pixels. WebKit's driver has no wheel;
    /// there it is a page down.
    #[track_caller]
    pub fn wheel(&self, pixels: i32) {
        if self.browser() == Browser::WebKit {
            return self.press(&["\u{E00F}"]);
        }
        let turn = json!({"type": "scroll", "x": 600, "y": 400, "deltaX": 0, "deltaY": pixels});
        let wheel = json!({"type": "wheel", "id": "wheel", "actions": [turn]});
        found(self.session().post("actions", json!({"actions": [wheel]})));
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
        self.seem_hidden(true);
        self.open_and_drive("tab");
    }

    /// Opens a window beside the one that is there, which stays visible, and drives it.
    #[track_caller]
    pub fn new_window(&self) {
        self.open_and_drive("window");
    }

    #[track_caller]
    fn open_and_drive(&self, kind: &str) {
        let tab = found(self.session().post("window/new", json!({"type": kind})));
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
        self.seem_hidden(false);
    }

    /// Drives the page in a frame, until another page is gone to.
    #[track_caller]
    pub fn enter(&self, frame: &Element) {
        found(self.session().post("frame", json!({"id": frame.reference})));
    }

    /// Stands in for what WebKit's driver leaves out: that a tab goes behind another, or comes to
    /// the front, and its page is told.
    #[track_caller]
    fn seem_hidden(&self, hidden: bool) {
        if self.browser() == Browser::WebKit {
            self.run(&format!(
                "if (Object.hasOwn(document, 'hidden') !== {hidden}) {{
                    const values = {{hidden: true, visibilityState: 'hidden'}};
                    for (const [name, value] of Object.entries(values)) {{
                        if ({hidden}) Object.defineProperty(document, name, {{configurable: true, value}});
                        else delete document[name];
                    }}
                    document.dispatchEvent(new Event('visibilitychange', {{bubbles: true}}));
                }}"
            ));
        }
    }
}
