//! A first declaration: its categories, and our own cookie.

use serde_json::{Value, json};

use super::answers::Answers;

/// The text of a declaration that the check accepts.
pub fn declaration(answers: &Answers) -> String {
    let mut controller = json!({ "name": answers.name, "policyUrl": answers.policy_url });
    if !answers.contact.is_empty() {
        controller["contact"] = answers.contact.clone().into();
    }
    let optional = answers.categories.iter().map(|id| json!({ "id": id }));
    let categories: Vec<Value> =
        std::iter::once(json!({ "id": "necessary", "required": true })).chain(optional).collect();
    let declaration = json!({
        "$schema": "./samtycke.schema.json",
        "version": 1,
        "controller": controller,
        "languages": answers.languages,
        "categories": categories,
        "services": [{ "preset": "samtycke" }],
    });
    format!("{declaration:#}\n")
}
