//! The rules that tools get from `rules/`, against the formats as their projects document them. That
//! they work is tested in browsers (`tests/e2e/tests/refusers.rs`).

use std::fs;

use serde_json::Value;

/// Fields that an object has to have, and those that it may have.
type Fields = (&'static [&'static str], &'static [&'static str]);

/// The parts of Consent-O-Matic's actions: by type, as its README and `rules.schema.json` have them.
const ACTIONS: [(&str, Fields); 9] = [
    ("click", (&["type", "target"], &["parent", "openInTab"])),
    ("list", (&["type", "actions"], &[])),
    ("consent", (&["type", "consents"], &[])),
    ("ifcss", (&["type", "target"], &["parent", "trueAction", "falseAction"])),
    ("waitcss", (&["type", "target"], &["parent", "retries", "waitTime", "negated"])),
    ("foreach", (&["type", "target", "action"], &["parent"])),
    ("wait", (&["type", "waitTime"], &[])),
    ("hide", (&["type", "target"], &["parent"])),
    ("close", (&["type"], &[])),
];

#[test]
fn the_rule_for_consent_o_matic_is_of_its_format() {
    let rules = read("consent-o-matic");
    for rule in object(&rules).values() {
        has(rule, (&["detectors", "methods"], &[]));
        for detector in items(&rule["detectors"]) {
            has(detector, (&["presentMatcher", "showingMatcher"], &[]));
            object(detector).values().for_each(matcher);
        }
        for method in items(&rule["methods"]) {
            has(method, (&["name", "action"], &[]));
            let name = method["name"].as_str().unwrap_or_default();
            assert!(
                ["HIDE_CMP", "OPEN_OPTIONS", "DO_CONSENT", "SAVE_CONSENT"].contains(&name),
                "{name}"
            );
            action(&method["action"]);
        }
    }
}

#[test]
fn the_rule_for_autoconsent_is_of_its_format() {
    let rule = read("autoconsent");
    let lists: Fields = (&["name", "detectCmp", "detectPopup", "optOut", "optIn"], &["test"]);
    has(&rule, lists);
    for (_, steps) in object(&rule).iter().filter(|(name, _)| *name != "name") {
        for step in items(steps) {
            has(step, (&[], &["exists", "visible", "check", "waitForThenClick", "cookieContains"]));
            assert!(object(step).values().all(Value::is_string), "{step}");
        }
    }
}

#[track_caller]
fn action(json: &Value) {
    let kind = json["type"].as_str().unwrap_or_default();
    let known = ACTIONS.iter().find(|(name, _)| *name == kind);
    has(json, known.unwrap_or_else(|| panic!("no action is called {kind}: {json}")).1);
    for (name, part) in object(json) {
        match name.as_str() {
            "target" | "parent" => selection(part),
            "action" | "trueAction" | "falseAction" => action(part),
            "actions" => items(part).iter().for_each(action),
            "consents" => items(part).iter().for_each(consent),
            "retries" | "waitTime" => assert!(part.is_u64(), "{json}"),
            "openInTab" | "negated" => assert!(part.is_boolean(), "{json}"),
            _ => {}
        }
    }
}

#[track_caller]
fn consent(json: &Value) {
    has(json, (&["type"], &["matcher", "toggleAction", "trueAction", "falseAction"]));
    let purpose = json["type"].as_str().unwrap_or_default();
    assert!(["D", "A", "B", "E", "F", "X"].contains(&purpose), "{json}");
    // A toggle and what tells where it stands, or a button for each answer.
    let toggle = json["matcher"].is_object() && json["toggleAction"].is_object();
    let buttons = json["trueAction"].is_object() && json["falseAction"].is_object();
    assert!(toggle || buttons, "{json}");
    for (name, part) in object(json) {
        match name.as_str() {
            "type" => {}
            "matcher" => matcher(part),
            _ => action(part),
        }
    }
}

#[track_caller]
fn matcher(json: &Value) {
    has(json, (&["type", "target"], &["parent"]));
    assert!(["css", "checkbox"].contains(&json["type"].as_str().unwrap_or_default()), "{json}");
    object(json).iter().filter(|(name, _)| *name != "type").for_each(|(_, part)| selection(part));
}

#[track_caller]
fn selection(json: &Value) {
    has(json, (&["selector"], &["textFilter", "displayFilter", "iframeFilter"]));
    assert!(json["selector"].is_string(), "{json}");
    // Texts are in the visitor's language.
    assert!(json["textFilter"].is_null(), "{json}");
}

#[track_caller]
fn has(json: &Value, (needed, allowed): Fields) {
    let names: Vec<&str> = object(json).keys().map(String::as_str).collect();
    let lacking: Vec<_> = needed.iter().filter(|name| !names.contains(name)).collect();
    let unknown: Vec<_> =
        names.iter().filter(|name| !needed.contains(name) && !allowed.contains(name)).collect();
    assert!(lacking.is_empty() && unknown.is_empty(), "{lacking:?}, {unknown:?}: {json}");
}

#[track_caller]
fn object(json: &Value) -> &serde_json::Map<String, Value> {
    json.as_object().unwrap_or_else(|| panic!("no object: {json}"))
}

#[track_caller]
fn items(json: &Value) -> &[Value] {
    json.as_array().unwrap_or_else(|| panic!("no list: {json}"))
}

#[track_caller]
fn read(name: &str) -> Value {
    let text = fs::read_to_string(format!("rules/{name}.json")).expect("the file is there");
    serde_json::from_str(&text).expect("the file is JSON")
}
