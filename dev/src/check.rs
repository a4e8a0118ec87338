//! The check, for the page: a declaration comes in as a JavaScript value or its text, and what is wrong
//! with it goes back as values.

use std::cell::RefCell;

use samtycke_config::{Page, preset};
use serde::Serialize as _;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::note::Notes;
use crate::reader;

/// The schema of a declaration; build.rs writes it.
const SCHEMA: &str = include_str!(concat!(env!("OUT_DIR"), "/schema.json"));

thread_local! {
    /// What the last check found, for the inspector.
    static FOUND: RefCell<Notes> = RefCell::default();
}

/// Checks a declaration: `{problems, warnings}`, of `{code, path, place, message, meant}` each. Both lists
/// are empty where nothing is wrong.
///
/// `declaration` is an object, or its text. `origin` and `host` are `location.origin` and
/// `location.hostname`, and `secure` says whether the page is https.
///
/// # Errors
/// None in practice: what was found is plain strings.
#[wasm_bindgen]
pub fn check(
    declaration: &JsValue,
    origin: &str,
    host: &str,
    secure: bool,
) -> Result<JsValue, JsValue> {
    samtycke_config::schema::give(SCHEMA);
    let notes = notes(declaration, &Page { origin, host, secure });
    let told = notes.serialize(&Serializer::json_compatible())?;
    FOUND.set(notes);
    Ok(told)
}

/// A declaration with its presets expanded: what the page runs under. One that is not right stays as it is.
///
/// # Errors
/// None in practice: a right declaration is plain data.
#[wasm_bindgen]
pub fn expand(declaration: &JsValue) -> Result<JsValue, JsValue> {
    samtycke_config::schema::give(SCHEMA);
    let Ok(read) = reader::read(declaration) else { return Ok(declaration.clone()) };
    let (mut expanded, _) = preset::expand(&read);
    for service in expanded["services"].as_array_mut().into_iter().flatten() {
        if let Some(fields) = service.as_object_mut() {
            fields.shift_remove("preset");
            fields.shift_remove("with");
        }
    }
    Ok(expanded.serialize(&Serializer::json_compatible())?)
}

fn notes(declaration: &JsValue, page: &Page) -> Notes {
    if let Some(text) = declaration.as_string() {
        return Notes::of_text(&text, page, js_sys::JSON::parse(&text).is_ok());
    }
    match reader::read(declaration) {
        Ok(value) => Notes::of_value(&value, page),
        Err(problems) => Notes::of_problems(&problems),
    }
}

/// What the last check found.
pub fn found() -> Notes {
    FOUND.with_borrow(Notes::clone)
}
