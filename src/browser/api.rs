//! `window.samtycke`, and the same functions from the ES module. Only translates.

use wasm_bindgen::prelude::*;

use super::page;
use super::visit::{self, act, complain};
use crate::model::address::Page;
use crate::model::document::{Kind, Value};
use crate::model::lanes::Gate;
use crate::model::parts::parts;
use crate::model::signals::Signals;
use crate::model::state::{Action, Say, Surface};
use crate::model::{problems, read, receipts};

/// Starts under a configuration: an object, or its JSON text. A second call changes nothing.
///
/// Throws an `Error` that lists every problem of the configuration with its path; nothing
/// third-party is loaded then, and the page stays as it was.
#[wasm_bindgen]
pub fn init(
    #[wasm_bindgen(unchecked_param_type = "Config | string")] config: JsValue,
) -> Result<(), JsError> {
    if visit::has_started() {
        complain(&["it runs already; the second `init` was ignored."]);
        return Ok(());
    }
    let Ok(text) = page::json(config) else {
        let message = "the configuration holds a function or itself, so it is no plain data; nothing third-party is loaded.";
        visit::report("configuration", &[message]);
        return Err(JsError::new(message));
    };
    let facts = page::facts();
    let facts: Vec<&str> = parts(&facts, b'\n').collect();
    let page = Page { origin: facts[0].into(), host: facts[1].into(), languages: facts[3].into() };
    match read::read(&text, &page) {
        Ok(config) => {
            visit::start(config, &text, &facts);
            Ok(())
        }
        Err(problems) => {
            let message = problems::describe(&problems);
            visit::report("configuration", &[&message]);
            Err(JsError::new(&message))
        }
    }
}

/// Do Not Track in its three spellings, and Global Privacy Control.
pub fn signals(facts: &[&str]) -> Signals {
    Signals::read([facts[4], facts[5], facts[6]], facts[7])
}

/// Whether a category or a service is granted now. Before `init` nothing is; an id that is unknown
/// is not, and is named on the console.
#[wasm_bindgen]
pub fn has(id: &str) -> bool {
    let granted =
        visit::with(|visit| visit.state.gate(id).map(|gate| visit.state.is_granted(gate)));
    if granted == Some(None) {
        visit::unknown(id);
    }
    granted.flatten() == Some(true)
}

/// What is granted now, and how that came.
#[wasm_bindgen(unchecked_return_type = "Consent")]
pub fn consent() -> JsValue {
    page::parse(&visit::snapshot())
}

/// Grants these categories and services and leaves all others as they are; without ids, all.
#[wasm_bindgen]
pub fn accept(#[wasm_bindgen(unchecked_optional_param_type = "string | string[]")] ids: JsValue) {
    decide(ids, Some(true));
}

/// Refuses these categories and services and leaves all others as they are; without ids, all.
#[wasm_bindgen]
pub fn reject(#[wasm_bindgen(unchecked_optional_param_type = "string | string[]")] ids: JsValue) {
    decide(ids, Some(false));
}

/// Grants and refuses by id, and leaves all others as they are.
#[wasm_bindgen]
pub fn set(#[wasm_bindgen(unchecked_param_type = "{ [id: string]: boolean }")] choices: JsValue) {
    decide(choices, None);
}

/// Takes back every consent.
#[wasm_bindgen]
pub fn withdraw() {
    decide(JsValue::UNDEFINED, Some(false));
}

/// Shows the banner.
#[wasm_bindgen]
pub fn open() {
    started_act(Action::Open(Surface::Banner));
}

/// Shows the settings.
#[wasm_bindgen]
pub fn settings() {
    started_act(Action::Open(Surface::Settings));
}

/// Takes the banner and the settings away; nothing is decided by it.
#[wasm_bindgen]
pub fn close() {
    started_act(Action::Close(Surface::Settings));
    started_act(Action::Close(Surface::Banner));
}

/// A promise that is kept once a category or a service is granted.
#[wasm_bindgen(unchecked_return_type = "Promise<void>")]
pub fn when(#[wasm_bindgen(unchecked_param_type = "string")] id: JsValue) -> JsValue {
    // For the warning, where the id is unknown.
    has(&id.as_string().unwrap_or_default());
    page::when(id)
}

/// Calls a function on every `ready`, `change`, `open`, `close` or `error`, and returns one that
/// stops it. Where `ready` has been, it is called at once.
#[wasm_bindgen(unchecked_return_type = "() => void")]
pub fn on(
    #[wasm_bindgen(
        unchecked_param_type = "\"ready\" | \"change\" | \"open\" | \"close\" | \"error\""
    )]
    event: JsValue,
    #[wasm_bindgen(unchecked_param_type = "(detail: any) => void")] listener: JsValue,
) -> JsValue {
    page::on(event, listener)
}

/// The decisions made in this browser, newest first.
#[wasm_bindgen(unchecked_return_type = "Consent[]")]
pub fn receipts() -> JsValue {
    page::parse(receipts::read(&page::stored(receipts::KEY)))
}

fn started() -> bool {
    let started = visit::has_started();
    if !started {
        complain(&[
            "there is no configuration yet, so nothing can be shown or decided; wait for the \"ready\" event.",
        ]);
    }
    started
}

fn started_act(action: Action) {
    if started() {
        act(action);
    }
}

/// Decides by code: an id or a list of ids and what is said of them, or an object of id → answer.
/// Nothing at all is every id. Ids that are not known are named on the console.
fn decide(ids: JsValue, answer: Option<bool>) {
    if !started() {
        return;
    }
    if ids.is_undefined() && answer.is_some() {
        let say = if answer == Some(true) { Say::All } else { Say::Nothing };
        return visit::decide(say, true);
    }
    let mut these: Vec<(Gate, bool)> = Vec::new();
    let mut named = |id: &str, on| match visit::gate(id) {
        Some(gate) => these.push((gate, on)),
        None => visit::unknown(id),
    };
    match ids.as_string() {
        Some(id) => named(&id, answer == Some(true)),
        None => {
            let text = page::json(ids).unwrap_or_default();
            for item in Value::parse(&text).iter().flat_map(|value| &value.items) {
                match answer {
                    Some(on) if item.kind == Kind::Text => named(item.text(), on),
                    Some(_) => {}
                    // Anything but `true` is no yes.
                    None => named(&item.name, item.flag(false)),
                }
            }
        }
    }
    visit::decide(Say::These(&these), true);
}
