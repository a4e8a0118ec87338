//! The schema and what reads the configuration know the same fields.

use std::collections::BTreeSet;

use samtycke::model::read::read;
use samtycke::model::schema::{ALL, CONFIG, Kind, Table, type_of};
use serde_json::{Value, json};

use crate::util::{config, page, problems};

/// A configuration with every field there is.
fn full() -> Value {
    json!({
        "version": 1,
        "controller": {"name": "Example", "policyUrl": "/policy", "contact": "privacy@example.com"},
        "cookie": {"name": "choice", "days": 30, "domain": "example.com", "path": "/", "sameSite": "Lax", "secure": true},
        "signals": {
            "doNotTrack": {"allow": ["chat"], "binding": true},
            "globalPrivacyControl": {"allow": ["chat"], "binding": false},
        },
        "categories": [
            {"id": "chat", "required": false, "name": "Chat", "description": "Talks to you"},
            {"id": "analytics", "required": false, "name": "Counting", "description": "Counts you"},
        ],
        "services": [{
            "id": "helper", "category": "chat", "name": "Helper", "provider": "Help Inc.", "policyUrl": "https://help.example",
            "scripts": [
                {"src": "https://help.example/x.js", "async": true, "defer": true, "type": "module", "integrity": "sha256-x",
                 "crossorigin": "anonymous", "referrerpolicy": "origin", "attributes": {"id": "x"}},
                {"inline": "x()"},
            ],
            "cookies": [{"name": "x", "kind": "localStorage", "party": "first", "host": "example.com", "lifetime": "P1Y", "purpose": "Helps"}],
        }],
        "external": [{"name": "Jobs", "host": "jobs.example", "policyUrl": "https://jobs.example", "description": "Work here"}],
        "texts": {"en": {"title": "We use cookies"}},
        "ui": {"layout": "box", "position": "top", "theme": "dark", "reopen": true, "block": true, "reload": false},
    })
}

/// A field: its table, its name, its kind, whether it is needed, the JSON pointer of the object
/// that holds it, and the path that a problem would name.
type Place = (&'static str, &'static str, Kind, bool, String, String);

/// Every field of the whole configuration that the schema leads to.
fn places(json: &Value, table: &'static Table, pointer: &str, path: &str, found: &mut Vec<Place>) {
    for field in table.fields {
        let here = format!("{pointer}/{}", field.name);
        let at = if path.is_empty() { field.name.into() } else { format!("{path}.{}", field.name) };
        let Some(value) = json.pointer(&here) else { continue };
        found.push((
            table.interface,
            field.name,
            field.kind,
            field.needed,
            pointer.into(),
            at.clone(),
        ));
        match field.kind {
            Kind::Object(inner) => places(json, inner, &here, &at, found),
            Kind::List(Kind::Object(inner)) => {
                for index in 0..value.as_array().map_or(0, Vec::len) {
                    places(
                        json,
                        inner,
                        &format!("{here}/{index}"),
                        &format!("{at}[{index}]"),
                        found,
                    );
                }
            }
            _ => {}
        }
    }
}

fn all_places() -> Vec<Place> {
    let mut found = Vec::new();
    places(&full(), &CONFIG, "", "", &mut found);
    found
}

fn object<'v>(json: &'v mut Value, pointer: &str) -> &'v mut serde_json::Map<String, Value> {
    json.pointer_mut(pointer).and_then(Value::as_object_mut).expect("an object")
}

#[track_caller]
fn refused_at(json: &Value, path: &str) {
    let found = problems(json);
    let there = found.iter().any(|problem| problem.path == path);
    assert!(there || !cfg!(feature = "messages"), "{path}: {found:?}");
}

/// Something that no field of this kind may hold.
fn wrong(kind: Kind) -> Value {
    match kind {
        Kind::Flag
        | Kind::Whole(..)
        | Kind::List(_)
        | Kind::Object(_)
        | Kind::Map(_)
        | Kind::Languages(_)
        | Kind::Texts => json!("x"),
        Kind::Word | Kind::Any | Kind::Text | Kind::Link | Kind::Address => json!(7),
        Kind::Id | Kind::Category | Kind::Lifetime | Kind::OneOf(_) => json!("Not This"),
    }
}

#[test]
fn the_whole_configuration_is_accepted_and_has_every_field() {
    config(&full());
    let here: BTreeSet<(&str, &str)> =
        all_places().iter().map(|place| (place.0, place.1)).collect();
    let known =
        ALL.iter().flat_map(|table| table.fields.iter().map(|field| (table.interface, field.name)));
    assert_eq!(here, known.collect());
}

#[test]
fn every_field_is_looked_at() {
    for (_, name, kind, _, pointer, path) in all_places() {
        let mut json = full();
        object(&mut json, &pointer).insert(name.into(), wrong(kind));
        refused_at(&json, &path);
    }
}

#[test]
fn every_object_refuses_a_field_that_it_does_not_know() {
    for (_, _, _, _, pointer, path) in all_places() {
        let mut json = full();
        object(&mut json, &pointer).insert("nonsense".into(), json!("x"));
        let holder =
            path.rsplit_once('.').map_or(String::new(), |(holder, _)| format!("{holder}."));
        refused_at(&json, &format!("{holder}nonsense"));
    }
}

#[test]
fn a_field_that_is_needed_cannot_be_left_out_and_all_others_can() {
    for (_, name, _, needed, pointer, path) in all_places() {
        // One of the two has to be there; names and descriptions are built in for some alone.
        let depends = ["src", "inline"].contains(&name) || path.starts_with("categories[0]");
        let mut json = full();
        object(&mut json, &pointer).remove(name);
        if needed {
            refused_at(&json, &path);
        } else if !depends {
            assert!(read(&json.to_string(), &page()).is_ok(), "{path}");
        }
    }
}

#[test]
fn a_number_is_refused_on_either_side_of_its_bounds() {
    for (_, name, kind, _, pointer, path) in all_places() {
        let Kind::Whole(least, most) = kind else { continue };
        for (number, good) in [
            (i64::from(least) - 1, false),
            (least.into(), true),
            (most.into(), true),
            (i64::from(most) + 1, false),
        ] {
            let mut json = full();
            object(&mut json, &pointer).insert(name.into(), json!(number));
            assert_eq!(read(&json.to_string(), &page()).is_ok(), good, "{path}: {number}");
        }
    }
}

#[test]
fn each_of_the_words_for_a_field_is_accepted() {
    for (_, name, kind, _, pointer, path) in all_places() {
        let Kind::OneOf(words) = kind else { continue };
        for word in words {
            let mut json = full();
            object(&mut json, &pointer).insert(name.into(), json!(word));
            assert!(read(&json.to_string(), &page()).is_ok(), "{path}: {word}");
        }
    }
}

#[test]
fn every_field_and_table_is_explained_and_named_once() {
    for table in ALL {
        let names: BTreeSet<&str> = table.fields.iter().map(|field| field.name).collect();
        assert_eq!(names.len(), table.fields.len(), "{}", table.interface);
        assert!(table.doc.ends_with('.'), "{}", table.interface);
        assert!(table.fields.iter().all(|field| field.doc.ends_with('.')), "{}", table.interface);
    }
    let interfaces: BTreeSet<&str> = ALL.iter().map(|table| table.interface).collect();
    assert_eq!(interfaces.len(), ALL.len());
}

#[test]
fn types_read_as_typescript() {
    let type_of_field = |name: &str| {
        let field = ALL.iter().flat_map(|table| table.fields).find(|field| field.name == name);
        type_of(field.expect("a field of that name").kind)
    };
    assert_eq!(type_of_field("version"), "number");
    assert_eq!(type_of_field("policyUrl"), "Text");
    assert_eq!(type_of_field("services"), "Service[]");
    assert_eq!(type_of_field("allow"), "string[]");
    assert_eq!(type_of_field("party"), "\"first\" | \"third\"");
    assert_eq!(type_of_field("attributes"), "{ [name: string]: string }");
    assert_eq!(type_of_field("texts"), "{ [language: string]: Texts }");
}
