//! The key that opens and closes the panel.

use wasm_bindgen::JsCast as _;
use web_sys::{HtmlElement, KeyboardEvent};

/// Its name, as `aria-keyshortcuts` has it.
pub const KEY: &str = "Alt+Shift+Y";

/// Whether a key is ours: not where somebody types, where macOS has a letter on it.
pub fn is_ours(event: &KeyboardEvent) -> bool {
    let is_key = event.alt_key() && event.shift_key() && !event.ctrl_key() && !event.meta_key();
    if !is_key || event.code() != "KeyY" || event.default_prevented() {
        return false;
    }
    let target = event.composed_path().get(0).dyn_into::<HtmlElement>();
    !target.is_ok_and(|one| {
        let is_field = ["TEXTAREA", "SELECT"].contains(&one.tag_name().as_str());
        let is_text = one.tag_name() == "INPUT"
            && !["checkbox", "radio", "button", "submit"]
                .contains(&one.get_attribute("type").unwrap_or_default().as_str());
        // Our own text is there to be copied.
        (is_field && !one.has_attribute("readonly")) || is_text || one.is_content_editable()
    })
}
