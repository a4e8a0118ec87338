//! The tools that refuse on visitors' behalf: autoconsent by its heuristics, as the extension that
//! it ships, and by our rule; Consent-O-Matic's engine by our rule.

use std::thread;
use std::time::{Duration, Instant};

use samtycke_e2e::Vendor::{Google, Pardot, PardotGo, Zendesk};
use samtycke_e2e::{Browser, Engine, Extension, Setup, Visit};
use serde_json::{Value, json};

/// The languages that the library speaks.
const LANGUAGES: [&str; 2] = ["en", "sv"];

pub fn heuristics_refuse_in_each_language_and_layout(browser: Browser) {
    let visit = Visit::new(browser);
    for ui in [
        json!({"layout": "box"}),
        json!({"layout": "box", "position": "top", "theme": "dark"}),
        json!({"layout": "dialog"}),
        json!({"layout": "bar"}),
        json!({"layout": "bar", "position": "top", "reopen": true}),
    ] {
        visit.site.edit_config(|config| config["ui"] = ui);
        for language in LANGUAGES {
            visit.go_with(Engine::Heuristics, language, "optOut", &json!({}));
            let done = visit.events_of("autoconsentDone");
            assert_eq!(
                (&done["cmp"], &done["totalClicks"]),
                (&json!("HEURISTIC-REJECT"), &json!(1))
            );
            assert_eq!(visit.events_of("selfTestResult")["result"], true);
            refused(&visit, "none", "reject");
            visit.forget_choice();
        }
    }
}

pub fn the_extension_refuses_in_each_language(browser: Browser) {
    let setup = Setup { extension: Some(Extension::Autoconsent), ..Setup::default() };
    let visit = Visit::with(browser, setup);
    for language in LANGUAGES {
        // On a page that comes before it has read its rules, a fresh extension does nothing.
        let start = Instant::now();
        while visit.choice_text().is_none() && start.elapsed() < Duration::from_secs(20) {
            visit.go_counting(language, "");
            thread::sleep(Duration::from_secs(3));
        }
        refused(&visit, "none", "reject");
        visit.forget_choice();
    }
}

pub fn our_rule_for_autoconsent_refuses(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_with(Engine::Rules, "sv", "optOut", &json!({"autoconsent": [rule("autoconsent")]}));
    let done = visit.events_of("autoconsentDone");
    assert_eq!((&done["cmp"], &done["totalClicks"]), (&json!("samtycke"), &json!(1)));
    assert_eq!(visit.events_of("selfTestResult")["result"], true);
    assert_eq!(visit.eval("told.filter(({type}) => type == 'autoconsentError')"), json!([]));
    refused(&visit, "none", "reject");
}

pub fn our_rule_for_autoconsent_accepts(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_with(Engine::Rules, "sv", "optIn", &json!({"autoconsent": [rule("autoconsent")]}));
    assert_eq!(visit.events_of("optInResult")["result"], true);
    visit.no_banner();
    assert_eq!(visit.eval("clicks"), json!(["accept"]));
    assert_eq!(visit.choice().how, "all");
    visit.expect_fetched(&[Google, Pardot, PardotGo, Zendesk]);
    // Its self-test is of a no.
    assert_eq!(visit.events_of("selfTestResult")["result"], false);
}

pub fn our_rule_for_consent_o_matic_refuses(browser: Browser) {
    let visit = Visit::new(browser);
    for language in LANGUAGES {
        let rules = consent_o_matic();
        visit.go_with(Engine::ConsentOMatic, language, "optOut", &rules);
        assert_eq!(visit.events_of("autoconsentDone")["cmp"], "com_samtycke");
        visit.no_dialog();
        refused(&visit, "none", "settings save");
        visit.forget_choice();
    }
}

pub fn our_rule_for_consent_o_matic_says_yes_by_purpose(browser: Browser) {
    let visit = Visit::new(browser);
    for (purpose, category, vendors) in [
        ("A", "functional", vec![Zendesk]),
        ("B", "analytics", vec![Google]),
        ("F", "marketing", vec![Pardot, PardotGo]),
    ] {
        // The engine is told of all purposes or none: so the rule is cut down to one.
        let mut rules = consent_o_matic();
        let consents = rules.pointer_mut("/consentomatic/samtycke/methods/1/action/consents");
        let consents = consents.and_then(Value::as_array_mut).expect("a list of consents");
        consents.retain(|consent| consent["type"] == purpose);
        visit.site.clear_calls();
        visit.go_with(Engine::ConsentOMatic, "en", "optIn", &rules);
        assert_eq!(visit.events_of("optInResult")["result"], true);
        visit.no_banner();
        // Between them it clicks the switch.
        assert_eq!(visit.eval("clicks"), json!(["settings", null, "save"]));
        let choice = visit.choice();
        assert_eq!((choice.how.as_str(), choice.granted.as_str()), ("some", category));
        visit.expect_fetched(&vendors);
        visit.forget_choice();
    }
}

/// A no to everything has been said, in this way and by these clicks: seen from outside, and
/// remembered.
#[track_caller]
fn refused(visit: &Visit, how: &str, clicks: &str) {
    visit.no_banner();
    let clicks: Vec<&str> = clicks.split(' ').collect();
    assert_eq!(visit.eval("clicks"), json!(clicks));
    let choice = visit.choice();
    assert_eq!((choice.how.as_str(), choice.granted.as_str()), (how, "_"));
    visit.nobody_called();
    let stored = visit.choice_text();
    visit.go("/help");
    visit.nobody_called();
    assert!(!visit.has_banner());
    assert_eq!(visit.choice_text(), stored);
}

/// Our rule for Consent-O-Matic, and none for autoconsent itself.
#[track_caller]
fn consent_o_matic() -> Value {
    json!({"autoconsent": [], "consentomatic": rule("consent-o-matic")})
}

/// A rule that the project offers.
#[track_caller]
fn rule(name: &str) -> Value {
    let path = format!("{}/../../rules/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}
