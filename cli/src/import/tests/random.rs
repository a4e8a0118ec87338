//! Whatever goes in.

use proptest::prelude::*;
use serde_json::Value;

use super::{FILES, RIVALS, announces_its_problems};
use crate::import::import;

/// Names that the readers look for, and others.
fn name() -> impl Strategy<Value = String> {
    const NAMES: &[&str] = &[
        "categories",
        "services",
        "apps",
        "purposes",
        "job",
        "language",
        "translations",
        "cookies",
        "autoClear",
        "name",
        "title",
        "description",
        "consentModal",
        "preferencesModal",
        "sections",
        "linkedCategory",
        "cookieTable",
        "headers",
        "body",
        "footer",
        "cookie",
        "expiresAfterDays",
        "duration",
        "domain",
        "path",
        "sameSite",
        "secure",
        "id",
        "isMandatory",
        "required",
        "readOnly",
        "type",
        "uri",
        "text",
        "privacyUrl",
        "privacyPolicyUrl",
        "en",
        "de",
        "zz",
        "pt_BR",
        "necessary",
        "analytics",
        "ads",
        "acceptAllBtn",
        "acceptNecessaryBtn",
        "label",
        "pattern",
        "revision",
        "cookieName",
        "banner",
        "accept",
        "decline",
    ];
    prop_oneof![4 => proptest::sample::select(NAMES).prop_map(String::from), 1 => "\\PC{0,40}"]
}

fn text() -> impl Strategy<Value = Value> {
    const TEXTS: &[&str] = &[
        "necessary",
        "analytics",
        "ads",
        "Google Analytics 4",
        "youtube",
        "_ga",
        "/^_ga/",
        "/(a|b/",
        "^x.*",
        "*",
        "samtycke",
        "sam*",
        "<a href='/privacy'>Privacy</a>",
        "<a href=\"javascript:x\">",
        "1 year",
        "session",
        "None",
        "strict",
        "/x y",
        "#",
        "å",
        "OK",
    ];
    prop_oneof![3 => proptest::sample::select(TEXTS).prop_map(Value::from), 1 => "\\PC{0,20}".prop_map(Value::from)]
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        4 => text(),
        1 => any::<bool>().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => proptest::num::f64::NORMAL.prop_map(Value::from),
        1 => Just(Value::Null),
    ];
    leaf.prop_recursive(6, 64, 8, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            proptest::collection::vec((name(), inner), 0..8)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// All places of a value, as JSON pointers.
fn places(value: &Value, at: &str, all: &mut Vec<String>) {
    all.push(at.into());
    let escaped = |name: &str| name.replace('~', "~0").replace('/', "~1");
    match value {
        Value::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(index, item)| places(item, &format!("{at}/{index}"), all));
        }
        Value::Object(fields) => {
            fields
                .iter()
                .for_each(|(name, item)| places(item, &format!("{at}/{}", escaped(name)), all));
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_json_makes_it_panic_or_lie(value in json(), rival in proptest::sample::select(&RIVALS[..])) {
        if let Ok(imported) = import("it.json", &value.to_string(), Some(rival), Some("en")) {
            announces_its_problems(&imported);
        }
    }

    #[test]
    fn nor_does_a_real_file_with_something_else_in_it(
        file in 0usize..4,
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), json()), 1..4),
    ) {
        let text: String = FILES[file].lines().filter(|line| !line.starts_with("//")).collect();
        let mut value: Value = serde_json::from_str(&text).expect("JSON");
        for (index, with) in changes {
            let mut all = Vec::new();
            places(&value, "", &mut all);
            if let Some(place) = value.pointer_mut(&all[index.index(all.len())]) {
                *place = with;
            }
        }
        if let Ok(imported) = import("it.json", &value.to_string(), Some(RIVALS[file]), None) {
            announces_its_problems(&imported);
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,80}") {
        let _ = import("it.json", &text, None, None);
    }
}
