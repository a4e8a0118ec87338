//! The declaration check as WebAssembly, for `samtycke.dev.js`: a declaration comes in as a JavaScript
//! value, and its problems go back as one.
#![cfg(target_arch = "wasm32")]
#![forbid(unsafe_code)]

mod reader;

use samtycke_config::{Page, Problem, check as check_text, check_value};
use serde::Serialize as _;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// Lists the problems of a declaration as `{path, message}[]`; none where it is right.
///
/// `declaration` is an object, or its JSON. `origin` and `host` are `location.origin` and
/// `location.hostname`, and `secure` says whether the page is https.
///
/// # Errors
/// None in practice: problems are plain strings.
#[wasm_bindgen]
pub fn check(
    declaration: &JsValue,
    origin: &str,
    host: &str,
    secure: bool,
) -> Result<JsValue, JsValue> {
    let page = Page { origin, host, secure };
    Ok(problems(declaration, &page).serialize(&Serializer::json_compatible())?)
}

fn problems(declaration: &JsValue, page: &Page) -> Vec<Problem> {
    if let Some(json) = declaration.as_string() {
        return check_text(&json, page);
    }
    match reader::read(declaration) {
        Ok(declaration) => check_value(&declaration, page),
        Err(problems) => problems,
    }
}
