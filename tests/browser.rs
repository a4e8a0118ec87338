//! The module in a real page, through the functions of `window.samtycke`: what crosses between Rust
//! and JavaScript, looked at with other readers than our own.
#![cfg(target_arch = "wasm32")]

use std::collections::BTreeMap;

use gloo_storage::{LocalStorage, Storage};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// `src/browser/`, bundled by `make pkg`.
#[allow(missing_docs)]
mod api {
    use super::*;

    #[wasm_bindgen(module = "/target/wasm/script/api.js")]
    extern "C" {
        pub fn attach(act: JsValue, folder: &str);
        #[wasm_bindgen(catch)]
        pub fn init(config: JsValue) -> Result<(), JsValue>;
        pub fn has(id: &str) -> bool;
        pub fn consent() -> JsValue;
        pub fn accept(ids: JsValue);
        pub fn reject(ids: JsValue);
        pub fn set(choices: JsValue);
        pub fn settings();
        pub fn close();
        pub fn when(id: &str) -> js_sys::Promise;
        pub fn on(event: &str, listener: JsValue) -> JsValue;
        pub fn receipts() -> JsValue;
    }
}

/// The second layer, at an address that needs no server.
fn folder() -> String {
    let layer = js_sys::encode_uri_component(include_str!("../pkg/samtycke.en.json"));
    // What is put behind the folder's address, the file's name, is not sent.
    format!("data:application/json,{}#", String::from(layer))
}

/// The snapshot as the TypeScript types say it is.
#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Consent {
    version: Option<u32>,
    decided: bool,
    granted: Vec<String>,
    denied: Vec<String>,
    services: BTreeMap<String, bool>,
    signal: Option<String>,
    id: Option<String>,
    time: Option<f64>,
    how: Option<String>,
    language: Option<String>,
}

#[derive(Serialize)]
struct Controller {
    name: &'static str,
    #[serde(rename = "policyUrl")]
    policy_url: &'static str,
}

#[derive(Serialize)]
struct Category {
    id: &'static str,
    required: bool,
}

#[derive(Serialize)]
struct Service {
    id: &'static str,
    category: &'static str,
    name: BTreeMap<&'static str, &'static str>,
}

#[derive(Serialize)]
struct Config {
    version: u32,
    controller: Controller,
    categories: Vec<Category>,
    services: Vec<Service>,
}

fn config() -> JsValue {
    let config = Config {
        version: 2,
        controller: Controller { name: "Example", policy_url: "/cookies" },
        categories: vec![
            Category { id: "necessary", required: true },
            Category { id: "functional", required: false },
            Category { id: "analytics", required: false },
        ],
        services: vec![Service {
            id: "counter",
            category: "analytics",
            name: BTreeMap::from([("en", "Counter"), ("sv", "Räknare")]),
        }],
    };
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    config.serialize(&serializer).expect("plain data")
}

fn consent() -> Consent {
    serde_wasm_bindgen::from_value(api::consent()).expect("the documented shape")
}

fn document() -> web_sys::HtmlDocument {
    web_sys::window().and_then(|window| window.document()).expect("a document").unchecked_into()
}

/// Starts once for all tests of this page, which they share, and forgets what was decided.
fn start() {
    if consent().version.is_none() {
        let act = Closure::<dyn FnMut(u32, u32, String) -> String>::new(samtycke::act);
        api::attach(act.into_js_value(), &folder());
        assert!(!api::has("necessary"));
        assert_eq!(consent().granted, Vec::<String>::new());
        let wrong = js_sys::JSON::parse(r#"{"version": 1, "categorys": []}"#).expect("JSON");
        let error = js_sys::Error::from(api::init(wrong).expect_err("it is wrong"));
        assert!(String::from(error.message()).contains("nothing third-party is loaded"));
        // JSON knows no functions: what leaves them out silently would hide a mistake.
        let odd = config();
        let function = js_sys::Function::new_no_args("");
        js_sys::Reflect::set(&odd, &"onAccept".into(), &function).expect("an object");
        assert!(api::init(odd).is_err());
        assert_eq!(consent().version, None);
        api::init(config()).expect("it is right");
    }
    api::reject(JsValue::UNDEFINED);
}

#[wasm_bindgen_test]
fn a_second_init_changes_nothing() {
    start();
    let other = js_sys::JSON::parse(r#"{"version": 7}"#).expect("JSON");
    api::init(other).expect("ignored");
    assert_eq!(consent().version, Some(2));
}

#[wasm_bindgen_test]
fn a_decision_is_in_the_cookie_and_in_the_snapshot_at_once() {
    start();
    api::accept("analytics".into());
    assert!(api::has("analytics") && api::has("counter") && !api::has("functional"));
    let consent = consent();
    assert_eq!(consent.granted, ["necessary", "analytics"]);
    assert_eq!(consent.denied, ["functional"]);
    assert_eq!(consent.services, BTreeMap::from([("counter".into(), true)]));
    assert_eq!((consent.decided, consent.how.as_deref()), (true, Some("api")));
    let cookie = document().cookie().expect("cookies are on");
    let (id, time) = (consent.id.expect("an id"), consent.time.expect("a time"));
    assert!(cookie.contains(&format!("samtycke=1.2.{time}.{id}.api.analytics")), "{cookie}");
}

#[wasm_bindgen_test]
fn ids_come_as_a_list_too_and_unknown_ones_grant_nothing() {
    start();
    let ids = js_sys::Array::of2(&"functional".into(), &"functionel".into());
    api::accept(ids.into());
    assert_eq!(consent().granted, ["necessary", "functional"]);
    assert!(!api::has("functionel"));
}

#[wasm_bindgen_test]
fn only_true_is_a_yes() {
    start();
    let choices = js_sys::JSON::parse(r#"{"analytics": true, "counter": false, "functional": 1}"#);
    api::set(choices.expect("JSON"));
    assert!(api::has("analytics") && !api::has("counter") && !api::has("functional"));
}

#[wasm_bindgen_test]
fn receipts_are_kept_newest_first() {
    start();
    api::accept(JsValue::UNDEFINED);
    let receipts: Vec<Consent> =
        serde_wasm_bindgen::from_value(api::receipts()).expect("the documented shape");
    assert_eq!(receipts[0], consent());
    assert_eq!(receipts[1].how.as_deref(), Some("api"));
    let stored: String =
        LocalStorage::raw().get_item("samtycke.receipts").expect("readable").expect("kept");
    assert!(stored.starts_with("[{\"version\":2,\"decided\":true"));
}

#[wasm_bindgen_test]
async fn a_promise_is_kept_once_granted() {
    start();
    let promise = api::when("counter");
    api::accept("counter".into());
    wasm_bindgen_futures::JsFuture::from(promise).await.expect("kept");
    assert!(api::has("counter") && !api::has("analytics"));
}

#[wasm_bindgen_test]
fn a_listener_that_throws_stops_nothing_and_one_can_be_taken_away() {
    start();
    let calls = js_sys::Array::new();
    let listener = {
        let calls = calls.clone();
        Closure::<dyn FnMut(JsValue)>::new(move |detail: JsValue| {
            calls.push(&detail);
        })
    };
    let thrower = js_sys::Function::new_no_args("throw new Error('of the page')");
    api::on("change", thrower.into());
    let stop = api::on("change", listener.as_ref().clone());
    api::accept(JsValue::UNDEFINED);
    assert_eq!(calls.length(), 1);
    let told: Consent = serde_wasm_bindgen::from_value(calls.get(0)).expect("the snapshot");
    assert_eq!(told, consent());
    let _ = stop.unchecked_into::<js_sys::Function>().call0(&JsValue::UNDEFINED);
    api::reject(JsValue::UNDEFINED);
    assert_eq!(calls.length(), 1);
}

#[wasm_bindgen_test]
async fn the_settings_come_and_go_under_one_root() {
    start();
    let opened = js_sys::Promise::new(&mut |resolve, _| {
        api::on("open", resolve.into());
    });
    api::settings();
    wasm_bindgen_futures::JsFuture::from(opened).await.expect("they open");
    let find = |selector: &str| document().query_selector(selector).expect("a selector");
    let dialog = find("#samtycke > dialog[open]").expect("the dialog");
    assert!(dialog.query_selector("input[name=analytics]").expect("a selector").is_some());
    assert_eq!(document().query_selector_all("#samtycke").expect("a selector").length(), 1);
    api::close();
    assert!(find("#samtycke > dialog").is_none());
}

#[wasm_bindgen_test]
fn any_text_of_the_page_crosses_and_comes_back() {
    start();
    // Half a surrogate pair, which UTF-8 has no bytes for, and what JSON escapes.
    let odd = js_sys::JSON::parse(r#"["\ud800", "\"\\\u0000", "åäö🍪"]"#).expect("JSON");
    api::accept(odd);
    assert_eq!(consent().granted, ["necessary"]);
    assert!(!api::has("\u{0}\"\\"));
}
