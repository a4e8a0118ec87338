//! What is granted, rule by rule.

use samtycke::model::grants::{Grants, decide};
use samtycke::model::signals::Signals;
use serde_json::{Value, json};

use crate::util::{DNT, GPC, SILENT, changed, choice, config, ids};

const BOTH: Signals = Signals { do_not_track: true, global_privacy_control: true };

fn decided(rules: &Value, signals: Signals, stored: Option<&str>) -> (Vec<String>, Grants) {
    let config = config(&changed(|json| json["signals"] = rules.clone()));
    let record = stored.map(|rest| choice(&config, rest));
    let grants = decide(&config, record.as_ref(), signals);
    (ids(&config), grants)
}

fn named(ids: &[String], on: &[bool]) -> String {
    let on = ids.iter().zip(on).filter(|(_, on)| **on).map(|(id, _)| id.as_str());
    on.collect::<Vec<_>>().join(" ")
}

/// Under these rules and signals, with this choice: the categories granted, those ruled out, and
/// whether the visitor is asked.
#[track_caller]
fn decides(rules: Value, signals: Signals, stored: Option<&str>, expected: (&str, &str, bool)) {
    let (ids, grants) = decided(&rules, signals, stored);
    let off = &grants.ruled_out;
    // A service is ruled out with its category.
    assert_eq!(off[4..], [off[0], off[1], off[2], off[2], off[3], off[3]]);
    let found = (named(&ids[..4], &grants.on), named(&ids[..4], off), grants.ask);
    assert_eq!(found, (expected.0.into(), expected.1.into(), expected.2));
}

/// The services granted.
#[track_caller]
fn serves(rules: Value, signals: Signals, stored: Option<&str>, expected: &str) {
    let (ids, grants) = decided(&rules, signals, stored);
    assert_eq!(named(&ids[4..], &grants.on[4..]), expected);
}

#[test]
fn without_choice_and_signal_only_what_is_required_is_granted_and_the_visitor_is_asked() {
    decides(json!({}), SILENT, None, ("necessary", "", true));
    decides(Value::Null, SILENT, None, ("necessary", "", true));
    serves(json!({}), SILENT, None, "site");
}

#[test]
fn a_choice_grants_what_it_names_and_ends_the_asking() {
    decides(json!({}), SILENT, Some("none._"), ("necessary", "", false));
    decides(json!({}), SILENT, Some("some.analytics"), ("necessary analytics", "", false));
    decides(
        json!({}),
        SILENT,
        Some("some.functional-marketing"),
        ("necessary functional marketing", "", false),
    );
    decides(
        json!({}),
        SILENT,
        Some("all.functional-analytics-marketing"),
        ("necessary functional analytics marketing", "", false),
    );
    decides(json!({}), SILENT, Some("all._"), ("necessary", "", false));
}

#[test]
fn a_choice_grants_the_services_of_its_categories_but_for_the_exceptions() {
    serves(json!({}), SILENT, Some("some.analytics"), "site ga clarity");
    serves(json!({}), SILENT, Some("some.analytics.~ga"), "site clarity");
    serves(json!({}), SILENT, Some("some._.+ga"), "site ga");
    serves(json!({}), SILENT, Some("some.analytics.~site"), "site ga clarity");
}

#[test]
fn a_category_that_was_not_asked_about_is_not_granted() {
    let config = config(&changed(|json| {
        json["categories"]
            .as_array_mut()
            .unwrap()
            .push(json!({"id": "social", "name": "s", "description": "s"}));
        json["services"]
            .as_array_mut()
            .unwrap()
            .push(json!({"id": "wall", "name": "w", "category": "social"}));
    }));
    let record = choice(&config, "all.functional-analytics-marketing");
    let grants = decide(&config, Some(&record), SILENT);
    let granted = |id: &str| grants.on[config.gate(id).expect("a gate of that id")];
    assert!(!granted("social") && !granted("wall") && granted("marketing"));
}

#[test]
fn by_default_a_signal_allows_nothing_and_binds() {
    for rules in [Value::Null, json!({}), json!({"doNotTrack": {}, "globalPrivacyControl": {}})] {
        for signals in [DNT, GPC, BOTH] {
            decides(
                rules.clone(),
                signals,
                None,
                ("necessary", "functional analytics marketing", false),
            );
            decides(
                rules.clone(),
                signals,
                Some("all.functional-analytics-marketing"),
                ("necessary", "functional analytics marketing", false),
            );
        }
    }
}

#[test]
fn without_a_choice_a_signal_grants_what_it_allows_and_nobody_is_asked() {
    let rules = json!({"doNotTrack": {"allow": ["functional"]}});
    decides(rules.clone(), DNT, None, ("necessary functional", "analytics marketing", false));
    serves(rules, DNT, None, "site zendesk");
    let rules = json!({"doNotTrack": {"allow": ["functional", "necessary"], "binding": false}});
    decides(rules, DNT, None, ("necessary functional", "", false));
}

#[test]
fn a_binding_signal_limits_a_choice_to_what_it_allows() {
    let rules = json!({"doNotTrack": {"allow": ["functional"], "binding": true}});
    decides(
        rules.clone(),
        DNT,
        Some("all.functional-analytics-marketing"),
        ("necessary functional", "analytics marketing", false),
    );
    decides(
        rules.clone(),
        DNT,
        Some("some.analytics"),
        ("necessary", "analytics marketing", false),
    );
    serves(rules.clone(), DNT, Some("some.functional-analytics.+pardot"), "site zendesk");
    serves(rules, DNT, Some("some.functional.~zendesk"), "site");
}

#[test]
fn what_a_signal_allows_is_not_granted_against_a_choice() {
    let rules = json!({"doNotTrack": {"allow": ["functional"]}});
    decides(rules, DNT, Some("none._"), ("necessary", "analytics marketing", false));
}

#[test]
fn a_signal_that_does_not_bind_leaves_a_choice_as_it_is() {
    let rules = json!({"globalPrivacyControl": {"binding": false}});
    decides(rules.clone(), GPC, Some("some.marketing"), ("necessary marketing", "", false));
    serves(rules.clone(), GPC, Some("some._.+ga"), "site ga");
    decides(rules, GPC, None, ("necessary", "", false));
}

#[test]
fn a_rule_is_for_its_own_signal() {
    let rules = json!({"doNotTrack": {"allow": ["functional"]}});
    decides(rules.clone(), GPC, None, ("necessary", "functional analytics marketing", false));
    let rules = json!({"globalPrivacyControl": {"allow": ["analytics"], "binding": false}});
    decides(rules, SILENT, None, ("necessary", "", true));
}

#[test]
fn of_two_signals_both_have_to_allow() {
    let rules = json!({"doNotTrack": {"allow": ["functional", "analytics"]}, "globalPrivacyControl": {"allow": ["analytics"]}});
    decides(rules.clone(), BOTH, None, ("necessary analytics", "functional marketing", false));
    decides(
        rules.clone(),
        BOTH,
        Some("all.functional-analytics-marketing"),
        ("necessary analytics", "functional marketing", false),
    );
    decides(rules, DNT, None, ("necessary functional analytics", "marketing", false));
}

#[test]
fn of_two_signals_the_one_that_binds_rules_out() {
    let rules = json!({"doNotTrack": {"allow": ["functional"]}, "globalPrivacyControl": {"allow": [], "binding": false}});
    decides(
        rules.clone(),
        BOTH,
        Some("all.functional-analytics-marketing"),
        ("necessary functional", "analytics marketing", false),
    );
    decides(rules, BOTH, None, ("necessary", "analytics marketing", false));
}

#[test]
fn what_is_required_is_never_ruled_out() {
    let (ids, grants) = decided(&json!({}), BOTH, Some("none._"));
    assert_eq!(named(&ids[4..], &grants.on[4..]), "site");
    assert!(!grants.ruled_out[0]);
}
