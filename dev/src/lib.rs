//! The declaration check as WebAssembly, for `samtycke.dev.js`: a declaration comes in as a JavaScript
//! value, and its problems go back as one.
#![cfg(target_arch = "wasm32")]
#![forbid(unsafe_code)]

mod reader;

use samtycke_config::source::Source;
use samtycke_config::{Page, Problem, check as check_text, check_value, preset};
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

/// A declaration with its presets expanded: what the page runs under. `declaration` is right.
///
/// # Errors
/// None in practice: a right declaration is plain data.
#[wasm_bindgen]
pub fn expand(declaration: &JsValue) -> Result<JsValue, JsValue> {
    let read = match declaration.as_string() {
        Some(json) => Source::parse(&json).ok().map(|source| source.value),
        None => reader::read(declaration).ok(),
    };
    let Some(read) = read else { return Ok(declaration.clone()) };
    let (mut expanded, _) = preset::expand(&read);
    for service in expanded["services"].as_array_mut().into_iter().flatten() {
        if let Some(fields) = service.as_object_mut() {
            fields.shift_remove("preset");
            fields.shift_remove("with");
        }
    }
    Ok(expanded.serialize(&Serializer::json_compatible())?)
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
