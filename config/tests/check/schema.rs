//! The schema and the check know the same fields.

use std::collections::BTreeSet;

use samtycke_config::schema::{Field, Kind, Table, WHOLE, table_of, tables};
use serde_json::{Map, Value, json};

use crate::site::{accepted, problems};

/// A declaration with every field.
fn full() -> Value {
    json!({
        "$schema": "https://example.com/samtycke.schema.json",
        "version": 1,
        "controller": {"name": "Example", "policyUrl": "/policy", "contact": "privacy@example.com"},
        "cookie": {"name": "choice", "days": 30, "refusalDays": 200, "domain": "example.com", "path": "/", "sameSite": "Lax", "secure": true},
        "signals": {
            "doNotTrack": {"allow": ["chat"], "binding": true},
            "globalPrivacyControl": {"allow": ["chat"], "binding": false},
        },
        "categories": [
            {"id": "chat", "required": false, "revision": 2, "name": "Chat", "description": "Talks to you"},
            {"id": "analytics", "required": false, "revision": 0, "name": "Counting", "description": "Counts you"},
        ],
        "services": [{
            "id": "helper", "category": "chat", "name": "Helper", "provider": "Help Inc.", "policyUrl": "https://help.example", "reason": "Helps",
            "scripts": [
                {"src": "https://help.example/x.js", "async": true, "defer": true, "type": "module", "integrity": "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                 "crossorigin": "anonymous", "referrerpolicy": "origin", "attributes": {"id": "x"}},
                {"inline": "x()"},
                {"steps": [
                    {"let": "a", "be": 1},
                    {"set": "a", "be": 1, "during": "help.example"},
                    {"queue": "b", "into": "a", "as": "array", "handoff": "c", "extra": {"d": 1}, "alias": ["e"], "self": ["f"]},
                    {"queue": "b", "on": "a"},
                    {"methods": ["track"], "of": "a"},
                    {"call": "b", "args": [1]},
                    {"push": "a", "items": [1]},
                    {"construct": "B", "into": "a", "args": [1]},
                ], "once": "x"},
            ],
            "consent": {
                "group": "helpers",
                "default": [{"let": "a", "be": 1}],
                "update": [{"call": "b", "args": [{"@granted": "chat", "yes": 1, "no": 0}]}],
                "withdraw": [{"call": "b"}],
                "grant": [{"call": "b"}],
            },
            "cookies": [{"name": "x", "kind": "localStorage", "party": "first", "host": "example.com", "httpOnly": false, "keep": false, "lifetime": "P1Y", "purpose": "Helps"}],
            "embeds": ["https://help.example/embed/*"],
            "rewrites": {"https://help.example/": "https://cookieless.help.example/"},
            "chat": [{"call": "b"}],
        }, {"preset": "vimeo", "with": {"api": true}, "category": "chat"}],
        "external": [{"name": "Jobs", "host": "jobs.example", "policyUrl": "https://jobs.example", "description": "Work here"}],
        "languages": ["en"],
        "texts": {"en": {"title": "We use cookies"}},
        "ignores": [{"code": "undeclared-host", "subject": "*.example", "reason": "Agreed", "until": "2027-01-31"}],
        "exceptions": [{"code": "long-consent", "path": "cookie.days", "reason": "Agreed"}],
        "ui": {"layout": "box", "position": "top", "theme": "dark", "reopen": true, "reopenAs": "icon", "reopenPosition": "topEnd", "block": true, "reload": false,
               "colors": {"background": "#fff", "text": "#000000", "line": "#888", "button": "#123456", "buttonText": "#FFF"},
               "darkColors": {"background": "#eee", "text": "#111", "line": "#888", "button": "#234567", "buttonText": "#fff"}},
    })
}

/// A field of the declaration.
#[derive(Clone)]
struct Place {
    table: &'static str,
    field: &'static Field,
    /// The JSON pointer of the object that holds it.
    pointer: String,
    /// The path of a problem with it.
    path: String,
}

/// Every field that the schema leads to from an object.
fn places(value: &Value, table: &'static Table, pointer: &str, path: &str, found: &mut Vec<Place>) {
    for field in &table.fields {
        let here = format!("{pointer}/{}", field.name);
        let at = format!("{path}{}{}", if path.is_empty() { "" } else { "." }, field.name);
        let Some(inner) = value.pointer(&here) else { continue };
        found.push(Place { table: &table.name, field, pointer: pointer.into(), path: at.clone() });
        let object = match &field.kind {
            Kind::List(item) => &**item,
            kind => kind,
        };
        let Kind::Object(name) = object else { continue };
        let table = table_of(name);
        match &field.kind {
            Kind::Object(_) => places(value, table, &here, &at, found),
            _ => {
                for index in 0..inner.as_array().map_or(0, Vec::len) {
                    places(
                        value,
                        table,
                        &format!("{here}/{index}"),
                        &format!("{at}[{index}]"),
                        found,
                    );
                }
            }
        }
    }
}

fn all_places() -> Vec<Place> {
    let mut found = Vec::new();
    places(&full(), table_of(WHOLE), "", "", &mut found);
    found
}

/// The full declaration with another object at a place.
fn with(place: &Place, change: impl FnOnce(&mut Map<String, Value>)) -> Value {
    let mut declaration = full();
    let object = declaration.pointer_mut(&place.pointer).and_then(Value::as_object_mut);
    change(object.expect("an object"));
    declaration
}

#[track_caller]
fn refused_at(declaration: &Value, path: &str) {
    let found = problems(declaration);
    assert!(found.iter().any(|problem| problem.path == path), "{path}: {found:?}");
}

/// Whether a field can be left out. A script has `src`, `inline` or `steps`, a step one verb and what that
/// needs; options go with a preset; the first category has no words built in.
fn can_be_left_out(place: &Place) -> bool {
    let is_word = place.path.starts_with("categories[0]")
        && ["name", "description"].contains(&place.field.name.as_str());
    let name = place.field.name.as_str();
    let may_miss = match place.table {
        "Step" => ["args", "as", "during", "handoff", "extra", "alias", "self"].contains(&name),
        _ => !["src", "inline", "steps", "preset"].contains(&name),
    };
    !place.field.needed && !is_word && may_miss
}

/// Something that no field of this kind holds.
fn wrong(kind: &Kind) -> Value {
    match kind {
        Kind::AnyString | Kind::Word | Kind::Text | Kind::Link | Kind::Source => json!(7),
        Kind::Id
        | Kind::Category
        | Kind::Categories
        | Kind::Lifetime
        | Kind::Language
        | Kind::OneOf(_) => {
            json!("Not This")
        }
        _ => json!("x"),
    }
}

#[test]
fn the_whole_declaration_is_accepted_and_has_every_field() {
    accepted(&full());
    let here: BTreeSet<(&str, &str)> =
        all_places().iter().map(|place| (place.table, place.field.name.as_str())).collect();
    let known = tables().iter().flat_map(|table| {
        table.fields.iter().map(|field| (table.name.as_str(), field.name.as_str()))
    });
    assert_eq!(here, known.collect());
}

#[test]
fn every_field_is_looked_at() {
    // Every value fits a field that takes any.
    for place in all_places().into_iter().filter(|place| place.field.kind != Kind::Any) {
        for value in [wrong(&place.field.kind), Value::Null] {
            let declaration = with(&place, |object| {
                object.insert(place.field.name.clone(), value);
            });
            refused_at(&declaration, &place.path);
        }
    }
}

#[test]
fn every_object_refuses_a_field_that_it_does_not_know() {
    for place in all_places() {
        let declaration = with(&place, |object| {
            object.insert("nonsense".into(), json!("x"));
        });
        let holder = place.path.strip_suffix(&place.field.name).expect("the field's name");
        refused_at(&declaration, &format!("{holder}nonsense"));
    }
}

#[test]
fn a_field_that_is_needed_cannot_be_left_out_and_all_others_can() {
    // A preset gives what its service leaves out.
    for place in all_places().into_iter().filter(|place| !place.path.starts_with("services[1]")) {
        let declaration = with(&place, |object| {
            object.remove(&place.field.name);
        });
        if place.field.needed {
            refused_at(&declaration, &place.path);
        } else if can_be_left_out(&place) {
            accepted(&declaration);
        } else {
            problems(&declaration);
        }
    }
}

#[test]
fn a_number_is_refused_on_either_side_of_its_bounds() {
    let mut seen = 0;
    for place in all_places() {
        let Kind::Whole(least, most) = place.field.kind else { continue };
        let set = |number: Value| {
            with(&place, |object| {
                object.insert(place.field.name.clone(), number);
            })
        };
        accepted(&set(json!(least)));
        accepted(&set(json!(most)));
        for number in
            [json!(least as i64 - 1), json!(most + 1), json!(least as f64 + 0.5), json!(1e300)]
        {
            refused_at(&set(number), &place.path);
        }
        seen += 1;
    }
    assert_eq!(seen, 5);
}

#[test]
fn each_of_the_words_for_a_field_is_accepted() {
    let mut seen = 0;
    for place in all_places() {
        let Kind::OneOf(words) = &place.field.kind else { continue };
        for word in words {
            accepted(&with(&place, |object| {
                object.insert(place.field.name.clone(), json!(word));
            }));
            seen += 1;
        }
    }
    assert_eq!(seen, 3 + 2 + 2 + 7 + 2 + 3 + 5 + 3 + 2 + 2 + 4);
}

#[test]
fn every_field_and_table_is_explained_and_named_once() {
    let names: BTreeSet<&str> = tables().iter().map(|table| table.name.as_str()).collect();
    assert_eq!(names.len(), tables().len());
    for table in tables() {
        let names: BTreeSet<&str> = table.fields.iter().map(|field| field.name.as_str()).collect();
        assert!(names.len() == table.fields.len() && table.doc.ends_with('.'), "{}", table.name);
        for field in &table.fields {
            assert!(field.doc.ends_with(['.', '?']) && !field.doc.contains("*/"), "{}", field.name);
        }
    }
}

#[test]
fn kinds_read_as_typescript() {
    let of = |name: &str| {
        let field =
            tables().iter().flat_map(|table| &table.fields).find(|field| field.name == name);
        field.expect("a field of that name").kind.type_script()
    };
    for (name, expected) in [
        ("$schema", "string"),
        ("version", "number"),
        ("policyUrl", "Text"),
        ("reason", "Text"),
        ("category", "string | string[]"),
        ("services", "Service[]"),
        ("allow", "string[]"),
        ("party", "\"first\" | \"third\""),
        ("attributes", "{ [name: string]: string }"),
        ("texts", "{ [language: string]: Texts }"),
        ("controller", "Controller"),
        ("reload", "boolean"),
        ("lifetime", "string"),
        ("darkColors", "Colors"),
        ("buttonText", "string"),
    ] {
        assert_eq!(of(name), expected, "{name}");
    }
}
