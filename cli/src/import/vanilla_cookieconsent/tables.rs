//! The tables of cookies.

use std::collections::HashMap;

use samtycke_config::lifetime::of_words;
use serde_json::{Map, json};

use super::{Services, own_service};
use crate::import::draft::Draft;
use crate::import::file::Node;
use crate::import::stored::host;
use crate::import::text as texts;

/// Fields of our cookies, by what a table's columns are called.
const COLUMNS: &[(&str, &[&str])] = &[
    ("name", &["name", "cookie"]),
    ("host", &["domain", "host"]),
    ("service", &["service", "provider"]),
    ("lifetime", &["lifetime", "expiration", "expires", "duration", "expiry", "retention"]),
    ("purpose", &["purpose", "description", "desc"]),
];

pub fn rows(table: &Node, category: &str, tag: &str, draft: &mut Draft, services: &mut Services) {
    let headers = table.get("headers");
    let mut columns: HashMap<&str, &str> = HashMap::new();
    for (key, header) in headers.iter().flat_map(Node::fields) {
        let is = |word: &str| {
            key.eq_ignore_ascii_case(word)
                || header.string().is_some_and(|text| text.eq_ignore_ascii_case(word))
        };
        match COLUMNS.iter().find(|(_, words)| words.iter().any(|word| is(word))) {
            Some((field, _)) => {
                columns.entry(field).or_insert(key);
            }
            None => header.note("a column that has no counterpart; left out"),
        }
    }
    for row in table.get("body").map(|node| node.items()).unwrap_or_default() {
        row.take();
        let cell = |field: &str| columns.get(field).and_then(|key| row.get(key));
        let Some(name) = cell("name").filter(|name| name.string().is_some()) else {
            row.note("no column of it is known to be the cookie's name; left out");
            continue;
        };
        if name.string().is_some_and(|name| name.trim() == "cc_cookie") {
            row.note("the other banner's own cookie; Samtycke's is declared in its place");
            continue;
        }
        let label = cell("service").and_then(|service| service.string().map(texts::plain));
        let owner = label.and_then(|label| services.get(&(category.into(), label)).copied());
        let owner = owner.or_else(|| draft.owner_of(&name, category));
        let number = owner.unwrap_or_else(|| own_service(category, &row, draft, services));
        let mut others = Map::new();
        host(cell("host"), &mut others);
        if let Some(purpose) = cell("purpose").and_then(|purpose| purpose.words()) {
            others.insert("purpose".into(), json!({ tag: purpose }));
        }
        if let Some(life) = cell("lifetime").filter(|life| life.string().is_some()) {
            match life.string().and_then(of_words) {
                Some(life) => {
                    others.insert("lifetime".into(), json!(life));
                }
                None => {
                    life.note("not read as a lifetime; write one such as \"P1Y\" or \"session\"")
                }
            }
        }
        draft.stored(number, &name, &others);
    }
}
