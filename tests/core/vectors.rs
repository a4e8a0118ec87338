//! `tests/vectors/cookie.json`, which readers in every language have to agree on: read by the core,
//! by the model and by the reader for servers.

use std::collections::BTreeMap;

use samtycke::consent::{By, NamedSet, What, status};
use samtycke::server;
use samtycke_simulator::model::Model;
use samtycke_simulator::{Brain, Category, Declaration, RealCore, Service};
use serde_json::Value;

fn vectors() -> Value {
    serde_json::from_str(include_str!("../vectors/cookie.json")).unwrap()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("{key} is no list in {value}"))
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} is no text in {value}"))
}

fn number(value: &Value, key: &str) -> u32 {
    value[key].as_u64().unwrap_or_else(|| panic!("{key} is no number in {value}")) as u32
}

fn texts(value: &Value, key: &str) -> Vec<String> {
    list(value, key).iter().map(|text| text.as_str().unwrap().into()).collect()
}

fn declaration(vectors: &Value, name: &str) -> Declaration {
    let declared = &vectors["declarations"][name];
    let category = |category: &Value| Category {
        id: text(category, "id").into(),
        required: category["required"].as_bool().unwrap(),
        revision: number(category, "revision"),
        allowed: [false, false],
    };
    let service = |service: &Value| Service {
        id: text(service, "id").into(),
        categories: texts(service, "category"),
    };
    Declaration {
        version: number(declared, "version"),
        days: number(declared, "days"),
        refusal_days: number(declared, "refusalDays"),
        categories: list(declared, "categories").iter().map(category).collect(),
        services: list(declared, "services").iter().map(service).collect(),
    }
}

/// A case as every reader has to read it.
struct Case {
    why: String,
    declaration: Declaration,
    cookies: Vec<String>,
    now: u32,
    choice: Value,
    rewrite: Option<String>,
}

fn cases() -> Vec<Case> {
    let vectors = vectors();
    let now = number(&vectors, "now");
    let case = |case: &Value| Case {
        why: text(case, "why").into(),
        declaration: declaration(&vectors, text(case, "declaration")),
        cookies: texts(case, "cookies"),
        now: case.get("now").map_or(now, |_| number(case, "now")),
        choice: case["choice"].clone(),
        rewrite: case.get("rewrite").map(|_| text(case, "rewrite").into()),
    };
    let invalid = |case: &Value| Case {
        why: text(case, "why").into(),
        declaration: declaration(&vectors, "base"),
        cookies: vec![text(case, "value").into()],
        now,
        choice: Value::Null,
        rewrite: None,
    };
    let cases = list(&vectors, "cases").iter().map(case);
    cases.chain(list(&vectors, "invalid").iter().map(invalid)).collect()
}

impl Case {
    /// The gates that are granted beyond the required ones.
    fn granted(&self) -> Vec<String> {
        if self.choice.is_null() { Vec::new() } else { texts(&self.choice, "granted") }
    }

    fn answered(&self) -> BTreeMap<String, bool> {
        let answered = self.choice["answered"].as_object();
        let pairs = answered.into_iter().flatten();
        pairs.map(|(id, yes)| (id.clone(), yes.as_bool().unwrap())).collect()
    }

    fn is_required(&self, id: &str) -> bool {
        let service = self.declaration.services.iter().find(|service| service.id == id);
        let ids = service
            .map_or(vec![id], |service| service.categories.iter().map(String::as_str).collect());
        self.declaration
            .categories
            .iter()
            .filter(|category| ids.contains(&category.id.as_str()))
            .all(|category| category.required)
    }
}

fn check<B: Brain>(case: &Case) {
    let mut page = B::declare(&case.declaration);
    for cookie in &case.cookies {
        page.candidate(cookie, case.now);
    }
    let told = page.start(0);
    let mut granted = Vec::new();
    for (gate, id) in (0..).zip(case.declaration.ids()) {
        let is_granted = page.holds(NamedSet::Granted, gate);
        if case.is_required(id) {
            assert!(is_granted, "{id}: {}", case.why);
        } else if is_granted {
            granted.push(id.to_string());
        }
    }
    granted.sort();
    assert_eq!(granted, case.granted(), "{}", case.why);
    let answered = case.answered();
    let is_open = |category: &Category| !category.required && !answered.contains_key(&category.id);
    for (gate, category) in (0..).zip(&case.declaration.categories) {
        assert_eq!(page.holds(NamedSet::Asked, gate), is_open(category), "{}", case.why);
    }
    let asks = case.declaration.categories.iter().any(is_open);
    assert_eq!(told & status::ASK != 0, asks, "{}", case.why);
    let value = page.value();
    let fields: Vec<&str> = value.as_deref().unwrap_or_default().split('.').collect();
    if case.choice.is_null() {
        assert_eq!(value, None, "{}", case.why);
    } else {
        assert_eq!(fields[2], number(&case.choice, "time").to_string(), "{}", case.why);
        assert_eq!(fields[3], case.choice["id"].as_str().unwrap_or("_"), "{}", case.why);
        assert_eq!(fields[4], text(&case.choice, "how"), "{}", case.why);
    }
    let rewritten = (told & status::REWRITE != 0).then(|| value.clone().unwrap_or_default());
    assert_eq!(rewritten, case.rewrite, "{}", case.why);
    // What is written reads the same.
    if let Some(value) = value {
        let mut again = B::declare(&case.declaration);
        again.candidate(&value, case.now);
        assert_eq!(again.start(0) & status::REWRITE, 0, "{}", case.why);
        assert_eq!(again.value(), Some(value), "{}", case.why);
    }
}

#[test]
fn the_core_reads_every_vector() {
    cases().iter().for_each(check::<RealCore>);
}

#[test]
fn the_model_reads_every_vector() {
    cases().iter().for_each(check::<Model>);
}

fn for_servers(declaration: &Declaration) -> server::Declaration {
    let mut declared = server::Declaration::new(declaration.version);
    declared.cookie("samtycke", declaration.days, declaration.refusal_days);
    for category in &declaration.categories {
        if category.required {
            declared.required(&category.id);
        } else {
            declared.category(&category.id, category.revision);
        }
    }
    for service in &declaration.services {
        let categories: Vec<&str> = service.categories.iter().map(String::as_str).collect();
        declared.service(&service.id, &categories);
    }
    declared
}

#[test]
fn servers_read_every_vector() {
    // A semicolon or a space ends or precedes a value in a header.
    for case in cases().iter().filter(|case| case.cookies.iter().all(|one| one.trim() == one)) {
        let declared = for_servers(&case.declaration);
        let pairs: Vec<String> =
            case.cookies.iter().map(|value| format!("samtycke={value}")).collect();
        let choice = declared.read(&pairs.join("; "), case.now);
        assert_eq!(choice.is_none(), case.choice.is_null(), "{}", case.why);
        let Some(choice) = choice else { continue };
        for id in case.declaration.ids() {
            let is_granted = case.is_required(id) || case.granted().iter().any(|one| one == id);
            assert_eq!(choice.is_granted(id), is_granted, "{id}: {}", case.why);
        }
        let answered = case.answered();
        for category in &case.declaration.categories {
            let is_answered = answered.contains_key(&category.id);
            assert_eq!(choice.is_answered(&category.id), is_answered, "{}", case.why);
        }
        assert_eq!(choice.time(), number(&case.choice, "time"), "{}", case.why);
        assert_eq!(choice.how().name(), text(&case.choice, "how"), "{}", case.why);
        assert_eq!(choice.id().is_some(), case.choice["id"].is_string(), "{}", case.why);
        assert!(!choice.is_granted("undeclared") && !choice.is_answered("undeclared"));
    }
}

#[test]
fn servers_find_the_values_in_a_header() {
    let vectors = vectors();
    let declared = for_servers(&declaration(&vectors, "base"));
    let now = number(&vectors, "now");
    let said = |header: &str| {
        let choice = declared.read(header, now)?;
        Some((choice.time(), choice.how(), choice.id(), choice.is_granted("ga")))
    };
    for case in list(&vectors, "headers") {
        let plain: Vec<String> =
            texts(case, "values").iter().map(|value| format!("samtycke={value}")).collect();
        assert_eq!(said(text(case, "header")), said(&plain.join("; ")), "{case}");
        assert_eq!(said(text(case, "header")).is_some(), !plain.is_empty(), "{case}");
    }
}

#[test]
fn refusals_of_a_day_are_the_same() {
    let vectors = vectors();
    for case in list(&vectors, "refusals") {
        for (number, time) in list(case, "times").iter().enumerate() {
            let mut page = RealCore::declare(&declaration(&vectors, text(case, "declaration")));
            page.start(0);
            let now = time.as_u64().unwrap() as u32;
            let value = page.decide(What::None, By::Visitor, now, [number as u8; 16]);
            assert_eq!(value.as_deref(), Some(text(case, "value")), "{case}");
        }
    }
}
