//! The check in a browser: JavaScript values in and out.
#![cfg(target_arch = "wasm32")]

use serde::Deserialize;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Problem {
    code: String,
    path: String,
    place: String,
    message: String,
    meant: Option<String>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Found {
    problems: Vec<Problem>,
    warnings: Vec<Problem>,
}

/// A right declaration, changed by code that calls it `site`.
fn declaration(change: &str) -> JsValue {
    let code = format!(
        "const site = {{
            version: 1,
            controller: {{ name: 'Example', policyUrl: '/cookies' }},
            categories: [{{ id: 'necessary', required: true }}, {{ id: 'analytics' }}],
            services: [{{ id: 'counter', category: 'analytics', name: {{ en: 'Counter', sv: 'Räknare' }} }}],
        }}
        {change}
        return site"
    );
    js_sys::Function::new_no_args(&code).call0(&JsValue::UNDEFINED).expect("code that runs")
}

fn found(declaration: &JsValue) -> Found {
    let found =
        samtycke_dev::check(declaration, "https://www.example.com", "www.example.com", true);
    serde_wasm_bindgen::from_value(found.expect("two lists")).expect("two lists")
}

fn check(declaration: &JsValue) -> Vec<Problem> {
    found(declaration).problems
}

#[track_caller]
fn refused(change: &str, path: &str, words: &str) {
    let found = check(&declaration(change));
    assert_eq!(found.len(), 1, "{change}: {found:?}");
    assert_eq!(found[0].path, path, "{change}: {found:?}");
    assert!(found[0].message.contains(words), "{change}: {found:?}");
}

#[wasm_bindgen_test]
fn a_right_declaration_has_no_problems() {
    for change in [
        "",
        "site.cookie = { days: 200, domain: undefined }",
        "site.version = 4294967295",
        "site.ui = Object.assign(Object.create(null), { layout: 'bar' })",
        "site.categories = new Proxy(site.categories, {})",
        "const frame = document.body.appendChild(document.createElement('iframe')); site.services = frame.contentWindow.Array.from(site.services); frame.remove()",
        "Object.freeze(site)",
        // The same object at two places is no circle.
        "const rule = { allow: ['analytics'] }; site.signals = { doNotTrack: rule, globalPrivacyControl: rule }",
        "const frame = document.body.appendChild(document.createElement('iframe')); site.ui = new frame.contentWindow.Object(); frame.remove()",
        "site.controller.name = '\\ud800'",
    ] {
        assert_eq!(check(&declaration(change)), [], "{change}");
    }
}

#[wasm_bindgen_test]
fn a_declaration_may_be_json() {
    let json = js_sys::JSON::stringify(&declaration("")).expect("JSON");
    assert_eq!(check(&json.into()), []);
    let json = js_sys::JSON::stringify(&declaration("site.version = -1")).expect("JSON");
    assert_eq!(check(&json.into())[0].path, "version");
    assert!(check(&"{".into())[0].message.starts_with("not JSON: "));
    // Comments are for `samtycke build`; the page reads JSON.
    assert_eq!(check(&"// a comment\n{}".into())[0].code, "missing-field");
    let text = js_sys::JSON::stringify(&declaration("")).expect("JSON");
    let commented = check(&format!("// a comment\n{text}").into());
    assert_eq!((commented.len(), commented[0].code.as_str()), (1, "not-json"));
}

#[wasm_bindgen_test]
fn a_text_has_places() {
    let text = "{\n  \"version\": 1,\n  \"categorys\": []\n}";
    let found = check(&text.into());
    let misspelt = found.iter().find(|one| one.path == "categorys").expect("it is named");
    assert_eq!(misspelt.place, "line 3, column 3");
    assert_eq!(misspelt.meant.as_deref(), Some("categories"));
    assert_eq!(check(&declaration("site.categorys = []"))[0].place, "");
}

#[wasm_bindgen_test]
fn what_works_has_warnings_alone() {
    let found = found(&declaration("site.cookie = { days: 300 }"));
    assert_eq!(found.problems, []);
    let codes: Vec<&str> = found.warnings.iter().map(|one| one.code.as_str()).collect();
    assert!(codes.contains(&"long-consent"), "{codes:?}");
}

#[wasm_bindgen_test]
fn every_problem_comes_back_with_its_path() {
    let found = check(&declaration(
        "site.categorys = []; site.services[0].category = 'analytcs'; site.cookie = { days: 1.5 }",
    ));
    let found: Vec<String> =
        found.into_iter().map(|one| format!("{}: {}", one.path, one.message)).collect();
    assert_eq!(
        found,
        [
            "categorys: unknown field; did you mean \"categories\"?",
            "cookie.days: expected a whole number from 1 to 400, not 1.5",
            "services[0].category: \"analytcs\" is not a category; did you mean \"analytics\"?",
        ]
    );
}

#[wasm_bindgen_test]
fn what_is_not_data_is_a_problem_at_its_place() {
    refused("site.onAccept = () => {}", "onAccept", "not a function");
    refused("site.version = 1n", "version", "not a BigInt");
    refused("site.version = NaN", "version", "expected a number, not NaN");
    refused("site.version = Infinity", "version", "not inf");
    refused("site.ui = Symbol('x')", "ui", "not a symbol");
    refused("site.categories[1] = undefined", "categories[1]", "not undefined");
    refused("site.texts = new Map()", "texts", "not an object of the class Map");
    refused("site.cookie = new Date()", "cookie", "the class Date");
    refused("site.cookie = new (class extends Array {})()", "cookie", "not a list");
    refused("site.ui = document.body", "ui", "the class HTMLBodyElement");
    refused("site.version = new Number(1)", "version", "the class Number");
}

#[wasm_bindgen_test]
fn what_throws_is_a_problem_at_its_place() {
    refused(
        "Object.defineProperty(site, 'ui', { enumerable: true, get() { throw new Error('broken') } })",
        "ui",
        "cannot be read: broken",
    );
    refused(
        "Object.defineProperty(site.services, 0, { get() { throw 'odd' } })",
        "services[0]",
        "cannot be read: odd",
    );
    refused("site.ui = { get layout() { throw null } }", "ui.layout", "its getter throws");
    refused("site.ui = new Proxy({}, { ownKeys() { throw 1 } })", "ui", "cannot be listed");
    refused(
        "site.ui = new Proxy({}, { getPrototypeOf() { throw 1 } })",
        "ui",
        "a proxy that throws",
    );
    refused(
        "const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); site.ui = proxy",
        "ui",
        "expected a plain object",
    );
}

#[wasm_bindgen_test]
fn a_list_that_throws_is_a_problem() {
    refused(
        "site.services = new Proxy([], { get() { throw 'odd' } })",
        "services",
        "cannot be read: odd",
    );
    refused(
        "site.services = new Proxy([], { get: () => ({}) })",
        "services",
        "fewer than 1000000 items",
    );
}

#[wasm_bindgen_test]
fn what_has_no_end_is_a_problem() {
    refused("site.ui = site", "ui", "holds itself");
    refused("site.services[0].scripts = [site.services]", "services[0].scripts[0]", "holds itself");
    refused(
        "const deep = () => ({ get ui() { return deep() } }); site.ui = deep()",
        &["ui"; 32].join("."),
        "at most 32 values",
    );
    refused("site.services.length = 4294967295", "services", "fewer than 1000000 items");
    // Ten times ten times ten …: each object only once, but on a thousand million ways.
    let found = check(&declaration(
        "let many = {}; for (let i = 0; i < 9; i++) many = Array(10).fill(many); site.services = many",
    ));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].message.contains("fewer than 1000000 values"), "{found:?}");
}

#[wasm_bindgen_test]
fn what_is_not_an_object_is_a_problem_of_the_whole() {
    for value in [JsValue::NULL, JsValue::from(7), JsValue::TRUE, js_sys::Array::new().into()] {
        let found = check(&value);
        assert!(found.len() == 1 && found[0].path == "declaration", "{value:?}: {found:?}");
        assert!(found[0].message.starts_with("expected an object"), "{found:?}");
    }
    assert_eq!(check(&JsValue::UNDEFINED)[0].message, "expected data, not undefined");
}

#[wasm_bindgen_test]
fn the_page_is_that_of_the_declaration() {
    let declaration = declaration("site.cookie = { domain: 'example.org' }");
    let found = samtycke_dev::check(&declaration, "https://a.example.org", "a.example.org", true);
    let found: Found =
        serde_wasm_bindgen::from_value(found.expect("two lists")).expect("two lists");
    assert_eq!(found.problems, []);
    assert_eq!(check(&declaration)[0].path, "cookie.domain");
}
