//! Browsers that send a signal for their user: Do Not Track and Global Privacy Control. A signal is a no.

use samtycke_e2e::Vendor::Zendesk;
use samtycke_e2e::{Browser, REOPEN, Setup, Visit};
use serde_json::json;

const DO_NOT_TRACK: Setup = Setup { do_not_track: true, ..Setup::PLAIN };
const GLOBAL_PRIVACY_CONTROL: Setup = Setup { global_privacy_control: true, ..Setup::PLAIN };

pub fn do_not_track_is_a_no(browser: Browser) {
    let visit = Visit::with(browser, DO_NOT_TRACK);
    visit.go("/");
    assert_eq!(visit.eval("navigator.doNotTrack"), "1");
    nothing_loads_and_nobody_is_asked(&visit);
}

pub fn global_privacy_control_is_a_no(browser: Browser) {
    let visit = Visit::with(browser, GLOBAL_PRIVACY_CONTROL);
    visit.go("/");
    assert_eq!(visit.eval("navigator.globalPrivacyControl"), true);
    nothing_loads_and_nobody_is_asked(&visit);
}

#[track_caller]
fn nothing_loads_and_nobody_is_asked(visit: &Visit) {
    visit.nobody_called();
    assert!(!visit.has_banner());
    assert_eq!(visit.cookie_names(), [""; 0]);
    assert_eq!(visit.keys("localStorage"), [""; 0]);
    let consent = visit.eval("samtycke.consent()");
    assert_eq!((&consent["decided"], &consent["granted"]), (&json!(false), &json!(["necessary"])));
}

/// Rule 50: without a click the page says that the signal is followed, and offers the settings beside it.
pub fn the_page_shows_that_a_signal_is_followed(browser: Browser) {
    let visit = Visit::with(browser, DO_NOT_TRACK);
    visit.go("/");
    let line = visit.find(&format!("{REOPEN} p.samtycke-honoured"));
    assert_eq!(line.text(), "We follow your browser's privacy signal.");
    assert_eq!(line.eval("it.checkVisibility()"), true);
    visit.named(REOPEN, "button", "Cookie settings").click();
    visit.dialog();
    visit.dialog_button("Close without saving").click();
    visit.no_dialog();
    visit.nobody_called();
}

pub fn the_settings_say_why(browser: Browser) {
    let visit = Visit::with(browser, DO_NOT_TRACK);
    visit.go("/");
    says_why(&visit, "Do Not Track");
}

pub fn the_settings_say_why_of_global_privacy_control(browser: Browser) {
    let visit = Visit::with(browser, GLOBAL_PRIVACY_CONTROL);
    visit.go("/");
    says_why(&visit, "Global Privacy Control");
}

#[track_caller]
fn says_why(visit: &Visit, signal: &str) {
    visit.ready();
    visit.open_settings();
    let text = visit.dialog().text();
    assert!(text.contains(&format!("Your browser sends a {signal} signal")), "{text}");
    assert!(text.contains("these stay off: Analytics and Marketing."), "{text}");
    for name in ["Analytics", "Marketing"] {
        let switch = visit.switch(name);
        assert_eq!((switch.is_on(), switch.is_enabled()), (false, false), "{name}");
        let reason =
            switch.eval("document.getElementById(it.getAttribute('aria-describedby')).textContent");
        assert_eq!(reason, "Off because of your browser's signal");
    }
    // A binding signal leaves this to the visitor's own act, and does not switch it on.
    let functional = visit.switch("Functional");
    assert_eq!((functional.is_on(), functional.is_enabled()), (false, true));
}

pub fn the_visitor_may_still_let_in_the_chat(browser: Browser) {
    let visit = Visit::with(browser, DO_NOT_TRACK);
    visit.go("/");
    visit.ready();
    visit.open_settings();
    visit.switch("Functional").click();
    visit.dialog_button("Save choices").click();
    visit.no_dialog();
    visit.expect_fetched(&[Zendesk]);
    assert_eq!((visit.choice().how, visit.choice().granted), ("some".into(), "functional".into()));
}

pub fn a_stored_yes_is_limited_and_stays(browser: Browser) {
    let visit = Visit::with(browser, DO_NOT_TRACK);
    let yes = visit.store_choice("all", "functional-analytics-marketing", 60);
    visit.go("/");
    visit.expect_fetched(&[Zendesk]);
    assert!(!visit.has_banner());
    assert_eq!(visit.choice_text(), Some(yes));
    assert_eq!(visit.eval("samtycke.has('analytics')"), false);
}

pub fn a_yes_to_all_is_a_yes_to_what_is_left(browser: Browser) {
    let visit = Visit::with(browser, DO_NOT_TRACK);
    visit.go("/");
    visit.ready();
    visit.open_settings();
    visit.dialog_button("Accept all").click();
    visit.no_dialog();
    let choice = visit.choice();
    assert_eq!((choice.how.as_str(), choice.granted.as_str()), ("some", "functional"));
    // The categories that are ruled out are not answered.
    assert_eq!(choice.asked[1..], ["AAA", "AAA"]);
    visit.expect_fetched(&[Zendesk]);
}

pub fn a_signal_that_binds_nobody_leaves_all_to_the_visitor(browser: Browser) {
    let visit = Visit::with(browser, GLOBAL_PRIVACY_CONTROL);
    visit.site.edit_config(|config| {
        config["signals"] = json!({"globalPrivacyControl": {"binding": false}});
    });
    visit.go("/");
    nothing_loads_and_nobody_is_asked(&visit);
    visit.open_settings();
    assert!(visit.switch("Analytics").is_enabled());
    visit.dialog_button("Accept all").click();
    visit.no_dialog();
    assert_eq!(visit.choice().granted, "functional-analytics-marketing");
    visit.wait("samtycke.has('analytics')");
    // Nothing is kept off any more, so the page does not say that the signal is followed.
    visit.wait("document.querySelector('.samtycke-reopen')");
    assert_eq!(visit.all(".samtycke-honoured").len(), 0);
    visit.go("/");
    visit.wait("document.querySelector('.samtycke-reopen')");
    assert_eq!(visit.all(".samtycke-honoured").len(), 0);
}

pub fn a_no_under_a_signal_takes_the_chat_away(browser: Browser) {
    let visit = Visit::with(browser, DO_NOT_TRACK);
    visit.store_choice("all", "functional-analytics-marketing", 60);
    visit.go("/");
    visit.expect_fetched(&[Zendesk]);
    visit.wait("document.cookie.includes('__zlcmid')");
    visit.open_settings();
    visit.site.clear_calls();
    visit.reloading(|| visit.dialog_button("Reject all").click());
    visit.nobody_called();
    assert_eq!(visit.cookie_names(), ["samtycke"]);
}
