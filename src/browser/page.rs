//! The page, as the module sees it: what page.js offers, each by its name there.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/browser/page.js")]
extern "C" {
    /// Where the page is, the languages wanted, and the signals, one a line.
    pub fn facts() -> String;
    /// Seconds since 1970.
    pub fn now() -> f64;
    /// 32 random bits.
    pub fn random() -> u32;
    /// `document.cookie`; empty where the browser denies it.
    pub fn cookies() -> String;
    /// Assigns a line to `document.cookie`.
    #[wasm_bindgen(js_name = setCookie)]
    pub fn set_cookie(line: &str);
    /// A text of `localStorage`; empty where there is none, or it is blocked.
    pub fn stored(key: &str) -> String;
    /// Writes a text to `localStorage`; whether the browser took it.
    pub fn store(key: &str, text: &str) -> bool;
    /// The names of what a storage holds, with a NUL between.
    pub fn stores(kind: &str) -> String;
    /// Deletes one thing from a storage.
    pub fn unstore(kind: &str, name: &str);
    /// JSON as a value. The text is the model's own.
    pub fn parse(text: &str) -> JsValue;
    /// A value as JSON; throws where there is a function or a cycle in it.
    #[wasm_bindgen(catch)]
    pub fn json(value: JsValue) -> Result<String, JsValue>;
    /// Reports on the console, once, and with a code to `error` listeners.
    pub fn report(code: &str, message: &str);
    /// Tells listeners of an event; the text is the snapshot.
    pub fn tell(event: &str, snapshot: &str);
    /// A promise that is kept once the id is granted.
    pub fn when(id: JsValue) -> JsValue;
    /// Adds a listener and returns the function that takes it away.
    pub fn on(event: JsValue, listener: JsValue) -> JsValue;
    /// Runs a service's script, both by number.
    #[wasm_bindgen(js_name = runDeclared)]
    pub fn run_declared(number: u32, service: u32, script: u32);
    /// Runs a gated tag.
    #[wasm_bindgen(js_name = runTag)]
    pub fn run_tag(number: u32, tag: u32);
    /// Shows a surface; the text is the view's.
    pub fn show(surface: u32, text: &str);
    /// Takes a surface away.
    pub fn hide(surface: u32);
    /// Sets the switches: on, whose name stands between the commas.
    pub fn align(names: &str);
    /// Fills the places for the declaration.
    pub fn declare(text: &str);
    /// Loads the page anew.
    pub fn reload();
    /// Connects: the listener gets what happens, under a configuration, with our style.
    pub fn connect(listener: JsValue, config: &str, style: &str);
    /// Finds what of the page is there already.
    pub fn look();
}
