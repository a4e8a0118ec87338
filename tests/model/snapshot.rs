//! What the page needs to know of a visit for `samtycke.consent()`.

use samtycke::model::signals::Signals;
use samtycke::model::snapshot::write;
use samtycke::model::state::Surface;
use serde_json::{Value, json};

use crate::util::{
    DNT, ID, Jar, NOW, SILENT, Say, Visit, billogram, config, page_for, read_for, value,
};

/// `[time, id, how, signal, language, granted]`.
fn seen(visit: &Visit) -> Value {
    let seen: Value = serde_json::from_str(&write(&visit.state)).expect("a snapshot is JSON");
    assert_eq!(seen.as_array().map(Vec::len), Some(6));
    seen
}

fn open(signals: Signals, stored: &str) -> Visit {
    Visit::open(config(&billogram()), signals, Jar::with(&value(stored)))
}

#[test]
fn before_a_choice_much_is_null() {
    assert_eq!(seen(&Visit::first()), json!([null, null, null, null, "en", ["necessary", "site"]]));
}

#[test]
fn a_choice_is_told_with_who_when_and_how() {
    assert_eq!(
        seen(&open(SILENT, "some.analytics.~ga")),
        json!([NOW, ID, "some", null, "en", ["necessary", "analytics", "site", "clarity"]])
    );
    for (stored, how) in [("none._", "none"), ("all.analytics", "all"), ("api.analytics", "api")] {
        assert_eq!(seen(&open(SILENT, stored))[2], how);
    }
}

#[test]
fn what_is_told_is_what_is_in_effect() {
    let visit = open(DNT, "all.functional-analytics-marketing");
    let seen = seen(&visit);
    assert_eq!(
        (&seen[5], &seen[2]),
        (&json!(["necessary", "functional", "site", "zendesk"]), &json!("all"))
    );
    assert_eq!(seen[3], "doNotTrack");
    let both = Signals { do_not_track: true, global_privacy_control: true };
    assert_eq!(self::seen(&open(both, "none._"))[3], "globalPrivacyControl");
}

#[test]
fn everything_granted_leaves_nothing_out() {
    let visit = open(SILENT, "all.functional-analytics-marketing");
    assert_eq!(seen(&visit)[5], json!(crate::util::ids(&visit.state.config)));
}

#[test]
fn a_site_without_services_has_none_and_nothing_granted_is_an_empty_list() {
    let mut json = billogram();
    json["services"] = json!([]);
    let visit = Visit::open(config(&json), SILENT, Jar::empty());
    assert_eq!(seen(&visit)[5], json!(["necessary"]));
    json["categories"][0] = json!({"id": "necessary"});
    let visit = Visit::open(config(&json), SILENT, Jar::empty());
    assert_eq!(seen(&visit)[5], json!([]));
}

#[test]
fn the_language_is_the_one_that_visitors_are_spoken_to_in() {
    let config = read_for(&billogram(), &page_for(&["sv-FI", "en"])).unwrap();
    assert_eq!(seen(&Visit::open(config, SILENT, Jar::empty()))[4], "sv");
}

#[test]
fn a_decision_is_told_once_it_is_stored() {
    let mut visit = Visit::first();
    visit.now = NOW + 7;
    visit.say(Say::Nothing);
    assert_eq!(
        seen(&visit),
        json!([NOW + 7, "BwcHBwcHRweHBwcHBwcHBw", "none", null, "en", ["necessary", "site"]])
    );
}

#[test]
fn open_settings_change_nothing_that_is_told() {
    let mut visit = open(SILENT, "none._");
    let before = seen(&visit);
    visit.settings();
    visit.turn("analytics", true);
    assert!(visit.shown().contains(&Surface::Settings));
    assert_eq!(seen(&visit), before);
}
