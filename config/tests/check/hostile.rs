//! Declarations that mean harm: large, deep, odd or broken. They are refused or accepted, and nothing
//! panics.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use samtycke_config::{check, describe};
use serde_json::{Value, json};

use crate::site::{accepted, billogram, changed, page, problems};

/// Texts that would do something if they were read as anything but texts.
const ODD: &[&str] = &[
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "\u{202e}sdrawkcab\u{2066}\u{2069}\u{200f}",
    "\"],[\"script\",{},\"alert(1)",
    "\u{0}\u{1}\u{1f}\u{7f}\u{85}\u{feff}\u{2028}\u{2029}\u{fffe}\u{10ffff}",
];

fn settings() -> ProptestConfig {
    ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() }
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(|on| json!(on)),
        any::<i64>().prop_map(|number| json!(number)),
        any::<f64>().prop_map(|number| json!(number)),
        ".{0,8}".prop_map(|text| json!(text)),
        prop::sample::select(ODD).prop_map(|text| json!(text)),
    ];
    leaf.prop_recursive(3, 20, 5, |inner| {
        let names = prop_oneof![".{0,4}", "id|name|en|src|category|days|accept"];
        let object = prop::collection::btree_map(names, inner.clone(), 0..5);
        prop_oneof![
            prop::collection::vec(inner, 0..5).prop_map(Value::from),
            object.prop_map(|fields| fields.into_iter().collect()),
        ]
    })
}

/// The pointers of every value within another.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.into());
    for (name, value) in value.as_object().into_iter().flatten() {
        pointers(value, &format!("{at}/{name}"), found);
    }
    for (index, value) in value.as_array().into_iter().flatten().enumerate() {
        pointers(value, &format!("{at}/{index}"), found);
    }
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn no_text_breaks_the_check(text in any::<String>()) {
        prop_assert!(!check(&text, &page()).is_empty());
    }

    #[test]
    fn no_value_anywhere_breaks_the_check(place in any::<prop::sample::Index>(), value in values()) {
        let mut declaration = billogram();
        let mut places = Vec::new();
        pointers(&declaration, "", &mut places);
        *declaration.pointer_mut(&places[place.index(places.len())]).expect("there") = value;
        let found = check(&declaration.to_string(), &page());
        prop_assert_eq!(describe(&found).matches("\n- ").count() >= found.len(), true);
    }
}

#[test]
fn five_megabytes_are_read() {
    let declaration = changed(|declaration| {
        let services = declaration["services"].as_array_mut().expect("a list");
        for number in 0..500 {
            let name = ODD.concat().repeat(90);
            services.push(
                json!({"id": format!("service_{number}"), "name": name, "category": "marketing"}),
            );
        }
    });
    assert!(declaration.to_string().len() > 5_000_000, "{}", declaration.to_string().len());
    accepted(&declaration);
}

#[test]
fn many_mistakes_are_found_in_little_time() {
    let declaration = changed(|declaration| {
        let services = declaration["services"].as_array_mut().expect("a list");
        for _ in 0..4_000 {
            services.push(json!({"id": "same", "naem": "x", "category": "marketng"}));
        }
    });
    let start = Instant::now();
    assert!(problems(&declaration).len() > 11_000);
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

#[test]
fn no_depth_is_a_declaration_or_a_panic() {
    for depth in [1, 30, 100, 127, 128, 10_000, 1_000_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]")] {
            let deep = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            for part in ["services", "categories", "texts", "controller", "ui", "version"] {
                let text = changed(|declaration| declaration[part] = json!("HERE"));
                let text = text.to_string().replace("\"HERE\"", &deep);
                assert!(!check(&text, &page()).is_empty(), "{part} {depth}");
            }
        }
    }
}

#[test]
fn texts_for_visitors_may_be_odd() {
    let mut declaration = billogram();
    let mut places = Vec::new();
    pointers(&declaration, "", &mut places);
    let is_text = |place: &&String| {
        ["/description", "/purpose", "/provider", "/contact", "/reason"]
            .iter()
            .any(|end| place.ends_with(end))
    };
    let places: Vec<String> = places.iter().filter(is_text).cloned().collect();
    assert!(places.len() > 10, "{places:?}");
    for place in places {
        for text in ODD {
            *declaration.pointer_mut(&place).expect("there") = json!(text);
            accepted(&declaration);
        }
    }
}

#[test]
fn addresses_that_are_code_are_refused_wherever_they_are() {
    for address in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "\u{1}javascript:alert(1)",
        "data:text/html;base64,AAAA",
        "vbscript:x",
        "blob:https://www.example.com/1",
        "about:blank",
        "//example.com/a.js",
        "\\\\example.com/a.js",
        "https:\\\\example.com",
        "https://",
    ] {
        for place in [
            "/controller/policyUrl",
            "/controller/policyUrl/en",
            "/services/1/policyUrl",
            "/services/1/scripts/0/src",
            "/external/0/policyUrl",
        ] {
            let declaration = changed(|declaration| {
                *declaration.pointer_mut(place).expect("there") = json!(address);
            });
            let path = place[1..].replace("/1", "[1]").replace("/0", "[0]").replace('/', ".");
            let found = problems(&declaration);
            assert_eq!(found.iter().map(|one| one.path.as_str()).collect::<Vec<_>>(), [path]);
        }
    }
}

#[test]
fn half_a_text_is_not_json() {
    let text = billogram().to_string();
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)).step_by(3) {
        let found = check(&text[..end], &page());
        assert!(found.len() == 1 && found[0].message.starts_with("not JSON: "), "{end}");
    }
}
