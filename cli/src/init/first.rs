//! A first declaration: its categories, and our own cookie.

use samtycke_config::texts;
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
        "services": [own(answers)],
    });
    format!("{declaration:#}\n")
}

/// What we store ourselves, in the words of the settings.
fn own(answers: &Answers) -> Value {
    let text = |key: &str| match answers.languages.as_slice() {
        [language] => Value::from(texts::built_in(language, key)),
        languages => languages
            .iter()
            .map(|language| (language.clone(), texts::built_in(language, key).into()))
            .collect::<serde_json::Map<String, Value>>()
            .into(),
    };
    let stored = |name: &str, kind: &str, lifetime: &str| {
        json!({
            "name": name, "kind": kind, "party": "first", "lifetime": lifetime,
            "purpose": text("necessaryIntro"),
        })
    };
    // Receipts are of a yes, so there are none where nothing is asked.
    let receipts = stored("samtycke.receipts", "localStorage", "persistent");
    let cookies: Vec<Value> = std::iter::once(stored("samtycke", "cookie", "P180D"))
        .chain((!answers.categories.is_empty()).then_some(receipts))
        .collect();
    json!({
        "id": "samtycke",
        "category": "necessary",
        "name": text("settingsTitle"),
        "provider": answers.name,
        "policyUrl": answers.policy_url,
        "reason": text("necessaryIntro"),
        "cookies": cookies,
    })
}
