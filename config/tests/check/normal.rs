//! The normal form says the same as its source, and is its own normal form.

use proptest::prelude::*;
use samtycke_config::{Declaration, normal, read};
use serde_json::{Value, json};

use crate::site::{billogram, page};

/// A declaration with what the first site's does not have.
fn source() -> Value {
    let mut declaration = billogram();
    declaration["$schema"] = json!("https://example.com/schema.json");
    declaration["cookie"] = json!({"name": "samtycke", "days": 90, "path": "/"});
    declaration["languages"] = json!(["sv", "en"]);
    declaration["texts"] = json!({"sv": {"title": "Kakor"}, "en": {}});
    declaration["ui"] =
        json!({"theme": "auto", "colors": {"button": "#123"}, "darkColors": {"button": "#b9c8ff"}});
    declaration["exceptions"] = json!([{"code": "one-signal", "reason": "Agreed"}]);
    declaration["services"][2]["category"] = json!(["marketing", "analytics"]);
    declaration
}

/// Values that some fields hold: defaults, neighbours of defaults, and others.
const VALUES: &str = r##"[
    null, true, false, 0, 1, 1.0, 180, 180.0, 1e2, 400, "", "x", "en", "samtycke", "/", "Lax", "Strict", "auto", "dark", "icon", "topEnd", "box", "first", "third",
    "cookie", "pixel", "session", "P1Y", "#fff", "analytics", "marketing", "necessary", [], {}, ["functional"], ["marketing", "analytics"],
    {"en": "x"}, {"allow": []}, {"allow": ["functional"], "binding": true}, {"binding": false}, {"colors": {}}, [{"inline": "x()"}]
]"##;

const FIELDS: &str = "required revision description provider policyUrl reason scripts cookies host httpOnly lifetime async defer type \
    crossorigin referrerpolicy attributes cookie signals doNotTrack globalPrivacyControl allow binding languages services external texts ui \
    layout position theme colors darkColors reopen reopenAs reopenPosition block reload exceptions domain sameSite secure days refusalDays $schema contact";

fn holders(value: &mut Value, index: usize) -> Option<&mut Value> {
    fn pointers(value: &Value, at: String, found: &mut Vec<String>) {
        if value.is_object() {
            found.push(at.clone());
        }
        for (name, value) in value.as_object().into_iter().flatten() {
            pointers(value, format!("{at}/{name}"), found);
        }
        for (index, value) in value.as_array().into_iter().flatten().enumerate() {
            pointers(value, format!("{at}/{index}"), found);
        }
    }
    let mut found = Vec::new();
    pointers(value, String::new(), &mut found);
    value.pointer_mut(&found[index % found.len()])
}

/// What a page reads of a declaration; without what only the check and editors do.
fn meaning(declaration: &Declaration) -> Declaration {
    Declaration { schema: None, exceptions: Vec::new(), ..declaration.clone() }
}

fn settings() -> ProptestConfig {
    ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn the_normal_form_says_the_same(
        changes in prop::collection::vec((0_usize..1000, 0_usize..1000, 0_usize..1000), 0..3),
    ) {
        let values: Vec<Value> = serde_json::from_str(VALUES).expect("JSON");
        let fields: Vec<&str> = FIELDS.split_whitespace().collect();
        let mut source = source();
        for (holder, field, value) in changes {
            let object = holders(&mut source, holder).and_then(Value::as_object_mut);
            let object = object.expect("an object");
            // A field that is there already, or any.
            let present = object.keys().nth(field % (object.len() + 1)).cloned();
            let name = present.unwrap_or_else(|| fields[field % fields.len()].into());
            object.insert(name, values[value % values.len()].clone());
        }
        let Some(declaration) = read(&source.to_string(), &page()).declaration else {
            return Ok(());
        };
        let form = normal::form(&declaration);
        let again = read(&form.to_string(), &page());
        prop_assert!(again.declaration.is_some(), "{form}: {:?}", again.problems);
        let again = again.declaration.expect("accepted");
        prop_assert_eq!(meaning(&again), meaning(&declaration));
        prop_assert_eq!(normal::form(&again), form);
    }
}

#[test]
fn the_normal_form_leaves_out_what_need_not_be_said() {
    let declaration = read(&source().to_string(), &page()).declaration.expect("accepted");
    let form = normal::form(&declaration);
    assert_eq!([&form["$schema"], &form["exceptions"], &form["cookie"]["name"]], [&Value::Null; 3]);
    assert_eq!(form["cookie"], json!({"days": 90}));
    assert_eq!(
        form["ui"],
        json!({"colors": {"button": "#123"}, "darkColors": {"button": "#b9c8ff"}})
    );
}
