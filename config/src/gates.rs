//! Gates: the categories and services of a declaration.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::checker::Checker;
use crate::code::Code::{MissingField, TakenId, TooMany};
use crate::preset;

/// The most categories.
pub const MOST_CATEGORIES: usize = 32;
/// The most categories and services together.
pub const MOST_GATES: usize = 1024;
/// The most bytes of all ids, each with a separator.
pub const MOST_ID_BYTES: usize = 16_384;

/// The categories whose name and description are built in.
pub const BUILT_IN: [&str; 4] = ["necessary", "functional", "analytics", "marketing"];

/// A category or a service.
#[derive(Clone, Debug)]
pub struct Gate<'a> {
    /// Its id; empty where it has none.
    pub id: &'a str,
    /// What the declaration says of it.
    pub value: &'a Value,
    /// Whether it is a service.
    pub is_service: bool,
    /// Whether it is always granted. A service is if all its categories are.
    pub required: bool,
}

/// All gates of a declaration: the categories, then the services.
pub fn gates(declaration: &Value) -> Vec<Gate<'_>> {
    let mut gates: Vec<Gate> = named_categories(declaration)
        .into_iter()
        .map(|(id, value)| Gate {
            id,
            value,
            is_service: false,
            required: value["required"] == true,
        })
        .collect();
    let required: Vec<&str> =
        gates.iter().filter(|gate| gate.required).map(|gate| gate.id).collect();
    for value in items(declaration, "services") {
        let ids = categories_of(value);
        let is_required = !ids.is_empty() && ids.iter().all(|id| required.contains(id));
        let id = string(value, "id");
        gates.push(Gate { id, value, is_service: true, required: is_required });
    }
    gates
}

/// The categories with their ids. A list of ids, and an object of them, are wrong, and say which ones there are all the same.
fn named_categories(declaration: &Value) -> Vec<(&str, &Value)> {
    match &declaration["categories"] {
        Value::Array(list) => {
            list.iter().map(|one| (one.as_str().unwrap_or(string(one, "id")), one)).collect()
        }
        Value::Object(fields) => fields.iter().map(|(id, one)| (id.as_str(), one)).collect(),
        _ => Vec::new(),
    }
}

/// The ids of the categories among gates.
pub fn category_ids<'a>(gates: &[Gate<'a>]) -> Vec<&'a str> {
    gates.iter().filter(|gate| !gate.is_service).map(|gate| gate.id).collect()
}

/// The ids that a service names as its categories.
pub(crate) fn categories_of(service: &Value) -> Vec<&str> {
    match &service["category"] {
        Value::Array(ids) => ids.iter().filter_map(Value::as_str).collect(),
        id => id.as_str().into_iter().collect(),
    }
}

/// The items of a list; none where there is no list.
pub fn items<'a>(value: &'a Value, field: &str) -> &'a [Value] {
    value[field].as_array().map_or(&[], Vec::as_slice)
}

/// A string, or an empty one if the field is missing.
pub fn string<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or("")
}

/// Notes what is wrong with the gates as a whole: their number, and ids that are taken.
pub fn check(checker: &mut Checker, declaration: &Value, gates: &[Gate]) {
    let categories = gates.iter().filter(|gate| !gate.is_service).count();
    if declaration["categories"] == json!([]) {
        checker.note_at(MissingField, "categories", "expected at least one");
    }
    if categories > MOST_CATEGORIES {
        let message = format!("expected at most {MOST_CATEGORIES} categories, not {categories}");
        checker.note_at(TooMany, "categories", message);
    }
    let count = gates.len();
    let bytes: usize = gates.iter().map(|gate| gate.id.len() + 1).sum();
    if count > MOST_GATES {
        let message =
            format!("expected at most {MOST_GATES} categories and services together, not {count}");
        checker.note_at(TooMany, "services", message);
    } else if bytes > MOST_ID_BYTES {
        let message = format!(
            "expected at most {MOST_ID_BYTES} bytes of ids and a separator for each, not {bytes}; use shorter ids"
        );
        checker.note_at(TooMany, "services", message);
    }
    let mut taken = HashSet::new();
    for (number, gate) in gates.iter().enumerate() {
        let is_new = gate.id.is_empty() || taken.insert(gate.id);
        let (list, index) = if gate.is_service {
            ("services", number - categories)
        } else {
            ("categories", number)
        };
        checker.field(list, |checker| {
            checker.item(index, |checker| {
                if !is_new && gate.value.is_object() {
                    checker.note_at(TakenId, "id", taken_id(gate, &gates[..number]));
                }
                let is_listed = declaration["categories"].is_array();
                if !gate.is_service && is_listed && !BUILT_IN.contains(&gate.id) {
                    has_words(checker, gate.value);
                }
            });
        });
    }
}

/// Why an id cannot be used twice, and what to do about it.
fn taken_id(gate: &Gate, before: &[Gate]) -> String {
    let id = gate.id;
    let preset = gate.value["preset"].as_str().and_then(preset::find);
    // A preset gives its services the same id.
    let is_of_preset = preset.is_some_and(|preset| preset.service_id() == id);
    let is_same = |other: &Gate| other.id == id && other.value["preset"] == gate.value["preset"];
    if is_of_preset && before.iter().any(is_same) {
        return format!(
            "another service of this preset has the id \"{id}\"; give this one an \"id\" of its own"
        );
    }
    format!("\"{id}\" is taken; categories and services share their ids")
}

/// Notes the name and description that a category of the site's own has to bring.
fn has_words(checker: &mut Checker, category: &Value) {
    for field in ["name", "description"] {
        if category.is_object() && category.get(field).is_none() {
            let built_in = crate::spelling::either(BUILT_IN.into_iter());
            checker.note_at(
                MissingField,
                field,
                format!("missing; only {built_in} have it built in"),
            );
        }
    }
}
