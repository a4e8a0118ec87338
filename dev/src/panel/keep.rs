//! What the inspector keeps for the tab, and what is done of it before the runtime starts.

use gloo_storage::{SessionStorage, Storage as _};
use js_sys::{Object, Reflect};
use serde_json::Value;
use wasm_bindgen::prelude::*;

use super::dom::window;
use crate::pretend::{KEY, Kept, SLOW};

/// Whether there is storage; gloo-storage throws where it is blocked.
fn is_there() -> bool {
    matches!(window().session_storage(), Ok(Some(_)))
}

/// What was kept; the default where nothing was, or nothing can be read.
pub fn load() -> Kept {
    let kept = if is_there() { SessionStorage::get(KEY).ok() } else { None };
    kept.and_then(|kept: Value| serde_json::from_value(kept).ok()).unwrap_or_default()
}

/// Keeps it, and says whether the browser did.
pub fn save(kept: &Kept) -> bool {
    is_there() && SessionStorage::set(KEY, kept).is_ok()
}

/// Puts what is pretended in effect: signals are set on `navigator`, for the page and third parties too. The rest is
/// for the page layer: `{version, slow}`, how much higher the version is, and a delay in milliseconds.
///
/// Has to be called before the runtime starts.
///
/// # Errors
/// None in practice.
#[wasm_bindgen]
pub fn pretend() -> Result<JsValue, JsValue> {
    let kept = load();
    let navigator = window().navigator();
    for (id, name, value) in
        [("gpc", "globalPrivacyControl", JsValue::TRUE), ("dnt", "doNotTrack", "1".into())]
    {
        if kept.is_on(id) {
            let property = Object::new();
            Reflect::set(&property, &"value".into(), &value)?;
            Reflect::set(&property, &"configurable".into(), &JsValue::TRUE)?;
            Reflect::define_property(&navigator, &name.into(), &property)?;
        }
    }
    let rest = Object::new();
    let slow = if kept.is_on("slow") { SLOW } else { 0 };
    Reflect::set(&rest, &"version".into(), &u32::from(kept.is_on("version")).into())?;
    Reflect::set(&rest, &"slow".into(), &slow.into())?;
    Ok(rest.into())
}
