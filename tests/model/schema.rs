//! The schema and what reads the configuration know the same fields.

use std::collections::BTreeSet;

use samtycke::model::jar;
use samtycke::model::record::How;
use samtycke::model::schema::{DOCS, Field, fields, type_of};
use samtycke::model::state::Surface;
use samtycke::model::view::{declaration, surface};
use serde_json::{Value, json};

use crate::util::{DNT, Jar, Visit, config, made, page, problems, read_for};

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
            "cookies": [{"name": "x", "kind": "localStorage", "party": "first", "host": "example.com", "httpOnly": false, "lifetime": "P1Y", "purpose": "Helps"}],
        }],
        "external": [{"name": "Jobs", "host": "jobs.example", "policyUrl": "https://jobs.example", "description": "Work here"}],
        "texts": {"en": {"title": "We use cookies"}},
        "ui": {"layout": "box", "position": "top", "theme": "dark", "reopen": true, "block": true, "reload": false},
    })
}

/// The names of all tables.
fn tables() -> Vec<&'static str> {
    DOCS.iter().filter(|doc| doc.field.is_empty()).map(|doc| doc.table).collect()
}

fn fields_of(name: &str) -> Vec<Field> {
    fields(&format!("{{{name}"))
}

/// A field: its table, its name, its kind, whether it is needed, the JSON pointer of the object
/// that holds it, and the path that a problem would name.
type Place = (&'static str, &'static str, &'static str, bool, String, String);

/// Every field of the whole configuration that the schema leads to.
fn places(json: &Value, table: &'static str, pointer: &str, path: &str, found: &mut Vec<Place>) {
    for Field { name, kind, needed } in fields_of(table) {
        let here = format!("{pointer}/{name}");
        let at = if path.is_empty() { name.into() } else { format!("{path}.{name}") };
        let Some(value) = json.pointer(&here) else { continue };
        found.push((table, name, kind, needed, pointer.into(), at.clone()));
        if let Some(inner) = kind.strip_prefix('{') {
            places(json, inner, &here, &at, found);
        }
        if let Some(inner) = kind.strip_prefix("[{") {
            for index in 0..value.as_array().map_or(0, Vec::len) {
                places(json, inner, &format!("{here}/{index}"), &format!("{at}[{index}]"), found);
            }
        }
    }
}

fn all_places() -> Vec<Place> {
    let mut found = Vec::new();
    places(&full(), "Config", "", "", &mut found);
    found
}

fn object<'v>(json: &'v mut Value, pointer: &str) -> &'v mut serde_json::Map<String, Value> {
    json.pointer_mut(pointer).and_then(Value::as_object_mut).expect("an object")
}

#[track_caller]
fn refused_at(json: &Value, path: &str) {
    let found = problems(json);
    let there = found.iter().any(|problem| problem.path() == path);
    assert!(there || !cfg!(feature = "messages"), "{path}: {found:?}");
}

/// Something that no field of this kind may hold.
fn wrong(kind: &str) -> Value {
    match kind.as_bytes()[0] {
        b'?' | b'#' | b'[' | b'{' | b'*' | b'@' | b'%' => json!("x"),
        b'w' | b's' | b't' | b'l' | b'u' => json!(7),
        b'i' | b'c' | b'd' | b'|' => json!("Not This"),
        _ => panic!("no kind: {kind}"),
    }
}

#[test]
fn the_whole_configuration_is_accepted_and_has_every_field() {
    config(&full());
    let here: BTreeSet<(&str, &str)> =
        all_places().iter().map(|place| (place.0, place.1)).collect();
    let known = tables()
        .into_iter()
        .flat_map(|table| fields_of(table).into_iter().map(move |field| (table, field.name)));
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
            assert!(read_for(&json, &page()).is_ok(), "{path}");
        }
    }
}

#[test]
fn a_number_is_refused_on_either_side_of_its_bounds() {
    for (_, name, kind, _, pointer, path) in all_places() {
        let Some(bounds) = kind.strip_prefix('#') else { continue };
        let bounds = bounds.split_once('-').expect("two bounds");
        let [least, most] = [bounds.0, bounds.1].map(|bound| bound.parse::<i64>().unwrap());
        for (number, good) in [(least - 1, false), (least, true), (most, true), (most + 1, false)] {
            let mut json = full();
            object(&mut json, &pointer).insert(name.into(), json!(number));
            assert_eq!(read_for(&json, &page()).is_ok(), good, "{path}: {number}");
        }
    }
}

#[test]
fn each_of_the_words_for_a_field_is_accepted() {
    for (_, name, kind, _, pointer, path) in all_places() {
        let Some(words) = kind.strip_prefix('|') else { continue };
        assert!(words.split(' ').all(|word| !word.is_empty()));
        for word in words.split(' ') {
            let mut json = full();
            object(&mut json, &pointer).insert(name.into(), json!(word));
            assert!(read_for(&json, &page()).is_ok(), "{path}: {word}");
        }
    }
}

#[test]
fn the_numbers_words_and_tables_that_are_looked_up_are_there() {
    let kinds: Vec<&str> = all_places().iter().map(|place| place.2).collect();
    let begin = |with: char| kinds.iter().filter(|kind| kind.starts_with(with)).count();
    assert_eq!(['#', '|', '{', '[', '@', '*'].map(begin), [2, 8, 6, 7, 1, 1]);
    assert!(fields_of("Nonsense").is_empty() && fields_of("").is_empty());
}

#[test]
fn every_field_and_table_is_explained_and_named_once() {
    for table in tables() {
        let fields = fields_of(table);
        let names: BTreeSet<&str> = fields.iter().map(|field| field.name).collect();
        assert!(names.len() == fields.len() && !fields.is_empty(), "{table}");
        let explained: Vec<&str> =
            DOCS.iter().filter(|doc| doc.table == table).map(|doc| doc.field).collect();
        let known: Vec<&str> = fields.iter().map(|field| field.name).collect();
        assert_eq!((explained[0], &explained[1..]), ("", known.as_slice()), "{table}");
    }
    assert!(DOCS.iter().all(|doc| doc.doc.ends_with('.')));
    assert!(DOCS.iter().all(|doc| tables().contains(&doc.table)));
    assert_eq!(tables().iter().collect::<BTreeSet<_>>().len(), tables().len());
}

#[test]
fn types_read_as_typescript() {
    let type_of_field = |name: &str| {
        let field = tables().into_iter().flat_map(fields_of).find(|field| field.name == name);
        type_of(field.expect("a field of that name").kind)
    };
    assert_eq!(type_of_field("version"), "number");
    assert_eq!(type_of_field("policyUrl"), "Text");
    assert_eq!(type_of_field("services"), "Service[]");
    assert_eq!(type_of_field("allow"), "string[]");
    assert_eq!(type_of_field("party"), "\"first\" | \"third\"");
    assert_eq!(type_of_field("attributes"), "{ [name: string]: string }");
    assert_eq!(type_of_field("texts"), "{ [language: string]: Texts }");
    assert_eq!(type_of_field("controller"), "Controller");
    assert_eq!(type_of_field("reload"), "boolean");
    assert_eq!(type_of_field("lifetime"), "string");
}

/// Everything that visitors, servers and code of the page get from a configuration.
fn all_of(json: &Value) -> (Vec<String>, String, Vec<bool>) {
    let config = config(json);
    let record = made(How::All, &[true; 2], &[true]);
    let line = jar::line(&config, &record);
    let mut visit = Visit::open(config, DNT, Jar::empty());
    visit.settings();
    let state = &visit.state;
    let mut drawn: Vec<String> = [Surface::Banner, Surface::Settings, Surface::Reopen]
        .map(|what| surface(state, what))
        .into();
    drawn.push(declaration(state));
    (drawn, line, state.grants.on.clone())
}

#[test]
fn null_reads_as_what_is_left_out() {
    for (_, name, _, needed, pointer, path) in all_places() {
        // One of the two has to be there; names and descriptions are built in for some alone.
        let depends = ["src", "inline"].contains(&name) || path.starts_with("categories[0]");
        if needed || depends || path.starts_with("categories[1]") {
            continue;
        }
        let (mut without, mut null) = (full(), full());
        object(&mut without, &pointer).remove(name);
        object(&mut null, &pointer).insert(name.into(), Value::Null);
        assert_eq!(all_of(&null), all_of(&without), "{path}");
    }
}
