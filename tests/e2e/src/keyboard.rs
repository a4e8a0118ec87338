//! The keyboard, the mouse and the tabs of a visit.

use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MouseActions, PointerAction, WheelAction, WheelActions,
};
use fantoccini::wd::WindowHandle;
use serde_json::json;

use crate::browser::Browser;
use crate::element::Element;
use crate::session::command;
use crate::visit::{Visit, found};

/// The Tab key, as WebDriver writes it.
pub const TAB_KEY: char = '\u{E004}';
/// The Enter key.
pub const ENTER: char = '\u{E007}';
/// The Shift key.
pub const SHIFT: char = '\u{E008}';
/// The Alt key.
pub const ALT: char = '\u{E00A}';
/// The Escape key.
pub const ESCAPE: char = '\u{E00C}';
/// The Page Down key.
pub const PAGE_DOWN: char = '\u{E00F}';
/// The space bar.
pub const SPACE: char = ' ';

impl Visit {
    /// Presses keys one after the other on the element that has the focus.
    #[track_caller]
    pub fn press(&self, keys: &[char]) {
        let press =
            |value: &char| [KeyAction::Down { value: *value }, KeyAction::Up { value: *value }];
        self.type_keys(keys.iter().flat_map(press));
    }

    /// Presses keys together: each goes down in order, then up in reverse.
    #[track_caller]
    pub fn chord(&self, keys: &[char]) {
        let down = keys.iter().map(|value| KeyAction::Down { value: *value });
        let up = keys.iter().rev().map(|value| KeyAction::Up { value: *value });
        self.type_keys(down.chain(up));
    }

    #[track_caller]
    fn type_keys(&self, actions: impl Iterator<Item = KeyAction>) {
        let keyboard = actions.fold(KeyActions::new("keyboard".into()), KeyActions::then);
        found(command(self.session().client.perform_actions(keyboard)));
    }

    /// Turns the wheel over the middle of the page, by this many pixels. WebKit's driver has no wheel,
    /// so there it presses Page Down.
    #[track_caller]
    pub fn wheel(&self, pixels: i64) {
        if self.browser() == Browser::WebKit {
            return self.press(&[PAGE_DOWN]);
        }
        let turn =
            WheelAction::Scroll { duration: None, x: 600, y: 400, delta_x: 0, delta_y: pixels };
        let mut wheel = WheelActions::new("wheel".into());
        wheel.push(turn);
        found(command(self.session().client.perform_actions(wheel)));
    }

    /// Moves the mouse over an element.
    #[track_caller]
    pub fn hover(&self, element: &Element) {
        let there = PointerAction::MoveToElement {
            element: element.node.clone(),
            duration: None,
            x: 0.0,
            y: 0.0,
        };
        let mouse = MouseActions::new("mouse".into()).then(there);
        found(command(self.session().client.perform_actions(mouse)));
    }

    /// The window that is driven.
    #[track_caller]
    pub fn window(&self) -> WindowHandle {
        found(command(self.session().client.window()))
    }

    /// Opens another tab and drives it.
    #[track_caller]
    pub fn new_tab(&self) {
        self.seem_hidden(true);
        self.open_and_drive(true);
    }

    /// Opens a window beside the present one, which stays visible, and drives it.
    #[track_caller]
    pub fn new_window(&self) {
        self.open_and_drive(false);
    }

    #[track_caller]
    fn open_and_drive(&self, as_tab: bool) {
        let window = found(command(self.session().client.new_window(as_tab)));
        self.switch_to(&window.handle);
    }

    /// Drives another tab, which comes to the front.
    #[track_caller]
    pub fn switch_to(&self, window: &WindowHandle) {
        found(command(self.session().client.switch_to_window(window.clone())));
        if self.browser() == Browser::Chromium {
            // Its driver talks to another tab and leaves it where it is.
            found(self.session().devtools("Page.bringToFront", json!({})));
        }
        self.seem_hidden(false);
    }

    /// Drives the page in a frame until another page is opened.
    #[track_caller]
    pub fn enter(&self, frame: &Element) {
        found(command(frame.node.enter_frame()));
    }

    /// Drives the whole page again.
    #[track_caller]
    pub fn leave_frame(&self) {
        found(command(self.session().client.enter_parent_frame()));
    }

    /// Tells a page in WebKit that its tab went behind another or came to the front, which WebKit's
    /// driver does not.
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
