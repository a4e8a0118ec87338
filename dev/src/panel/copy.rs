//! Copies a text: by the clipboard, or by hand where a page may not use it.

use js_sys::Promise;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::Clipboard;

use super::dom::{property, window};

/// Copies a text, and calls `done` with whether it was.
pub fn copy(text: &str, done: impl Fn(bool) + Clone + 'static) {
    // Only secure pages have a clipboard.
    let Some(clipboard) = property(&window().navigator(), "clipboard") else { return done(false) };
    let promise: Promise = clipboard.unchecked_ref::<Clipboard>().write_text(text);
    let (well, badly) = (done.clone(), done);
    let well = Closure::once_into_js(move |_: JsValue| well(true));
    let badly = Closure::once_into_js(move |_: JsValue| badly(false));
    // By Reflect, since a page may have put something else in the clipboard's place.
    let then = property(&promise, "then").and_then(|then| then.dyn_into::<js_sys::Function>().ok());
    if let Some(then) = then {
        let _ = then.call2(&promise, &well, &badly);
    }
}
