//! What code of the page sees of a visit, and what is kept of its decisions.

use proptest::prelude::*;
use samtycke::model::signals::Signals;
use samtycke::model::snapshot::{BEFORE_INIT, write};
use samtycke::model::{receipts, state::Surface};
use serde_json::{Value, json};

use crate::util::{DNT, ID, Jar, NOW, SILENT, Visit, billogram, config, value};

fn seen(visit: &Visit) -> Value {
    serde_json::from_str(&write(&visit.state)).expect("a snapshot is JSON")
}

fn open(signals: Signals, stored: &str) -> Visit {
    Visit::open(config(&billogram()), signals, Jar::with(&value(stored)))
}

#[test]
fn before_a_choice_much_is_null() {
    assert_eq!(
        seen(&Visit::first()),
        json!({
            "version": 3, "decided": false, "granted": ["necessary"],
            "denied": ["functional", "analytics", "marketing"],
            "services": {"site": true, "zendesk": false, "ga": false, "clarity": false, "pardot": false, "linkedin": false},
            "signal": null, "id": null, "time": null, "how": null, "language": "en",
        })
    );
}

#[test]
fn a_choice_is_told_with_who_when_and_how() {
    assert_eq!(
        seen(&open(SILENT, "some.analytics.~ga")),
        json!({
            "version": 3, "decided": true, "granted": ["necessary", "analytics"],
            "denied": ["functional", "marketing"],
            "services": {"site": true, "zendesk": false, "ga": false, "clarity": true, "pardot": false, "linkedin": false},
            "signal": null, "id": ID, "time": NOW, "how": "some", "language": "en",
        })
    );
}

#[test]
fn what_is_told_is_what_is_in_effect() {
    let visit = open(DNT, "all.functional-analytics-marketing");
    let seen = seen(&visit);
    assert_eq!(
        (&seen["granted"], &seen["how"]),
        (&json!(["necessary", "functional"]), &json!("all"))
    );
    assert_eq!(seen["signal"], "doNotTrack");
    let both = Signals { do_not_track: true, global_privacy_control: true };
    assert_eq!(self::seen(&open(both, "none._"))["signal"], "globalPrivacyControl");
}

#[test]
fn everything_granted_leaves_nothing_denied() {
    let seen = seen(&open(SILENT, "all.functional-analytics-marketing"));
    assert_eq!((&seen["denied"], seen["granted"].as_array().unwrap().len()), (&json!([]), 4));
}

#[test]
fn a_site_without_services_has_an_empty_object_of_them() {
    let mut json = billogram();
    json["services"] = json!([]);
    let visit = Visit::open(config(&json), SILENT, Jar::empty());
    assert_eq!(seen(&visit)["services"], json!({}));
}

#[test]
fn before_the_start_there_are_the_same_fields() {
    let before: Value = serde_json::from_str(BEFORE_INIT).unwrap();
    let fields = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(fields(&before), fields(&seen(&Visit::first())));
    assert_eq!(
        (&before["decided"], &before["granted"], &before["version"]),
        (&json!(false), &json!([]), &Value::Null)
    );
}

#[test]
fn open_settings_change_nothing_that_is_told() {
    let mut visit = open(SILENT, "none._");
    let before = seen(&visit);
    visit.settings();
    visit.turn("analytics", true);
    assert!(visit.state.shown.contains(&Surface::Settings));
    assert_eq!(seen(&visit), before);
}

fn list(stored: &str) -> Vec<Value> {
    serde_json::from_str(receipts::read(stored)).expect("receipts are a JSON list")
}

#[test]
fn receipts_are_kept_newest_first() {
    let receipt = |n: u32| {
        write(&open(SILENT, "none._").state).replace("\"version\":3", &format!("\"version\":{n}"))
    };
    let stored = (1..=3).fold(String::new(), |stored, n| receipts::add(&stored, &receipt(n)));
    let versions: Vec<u64> =
        list(&stored).iter().filter_map(|one| one["version"].as_u64()).collect();
    assert_eq!(versions, [3, 2, 1]);
}

#[test]
fn the_oldest_receipts_give_way_and_only_they() {
    let receipt = write(&open(SILENT, "all.functional-analytics-marketing").state);
    let mut stored = String::new();
    for n in 0..500 {
        stored =
            receipts::add(&stored, &receipt.replace("\"version\":3", &format!("\"version\":{n}")));
        assert!(stored.len() < 20_000);
    }
    let versions: Vec<u64> =
        list(&stored).iter().filter_map(|one| one["version"].as_u64()).collect();
    assert!(versions.len() >= 20, "only {} are kept", versions.len());
    assert!(
        versions.iter().rev().zip(500 - versions.len() as u64..).all(|(version, n)| *version == n)
    );
}

#[test]
fn what_is_stored_under_our_key_and_is_no_list_is_left_behind() {
    for stored in ["", "null", "{}", "[", "[1,]", "x", "\"[]\"", "[1] [2]", "[1]x", "[\"\u{1}\"]"] {
        assert_eq!(receipts::read(stored), "[]", "{stored}");
        assert_eq!(receipts::add(stored, "{\"a\":1}"), "[{\"a\":1}]", "{stored}");
    }
    for empty in ["[]", "[ ]", "[\n]"] {
        assert_eq!(list(&receipts::add(empty, "{}")), [json!({})], "{empty:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_was_stored_the_new_receipt_comes_first(stored in "[\\[\\]{},:\"a1 \n]{0,30}|\\PC{0,20}") {
        let read = list(&receipts::add(&stored, "{\"new\":true}"));
        prop_assert_eq!(&read[0], &json!({"new": true}));
    }
}
