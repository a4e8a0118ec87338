//! Browsers that speak for their user: Do Not Track and Global Privacy Control.

use samtycke_e2e::Vendor::Zendesk;
use samtycke_e2e::{Browser, Setup, Visit};

const DO_NOT_TRACK: Setup = Setup { do_not_track: true, ..Setup::PLAIN };
const GLOBAL_PRIVACY_CONTROL: Setup = Setup { global_privacy_control: true, ..Setup::PLAIN };

const YES: &str = "1.1.TIME.AAAAAAAAQACAAAAAAAAAAA.all.functional-analytics-marketing";

pub fn do_not_track_lets_in_the_chat_alone(browser: Browser) {
    let visit = Visit::with(browser, DO_NOT_TRACK);
    visit.go("/");
    assert_eq!(visit.eval("navigator.doNotTrack"), "1");
    only_the_chat(&visit);
}

pub fn global_privacy_control_lets_in_the_chat_alone(browser: Browser) {
    let visit = Visit::with(browser, GLOBAL_PRIVACY_CONTROL);
    visit.go("/");
    assert_eq!(visit.eval("navigator.globalPrivacyControl"), true);
    only_the_chat(&visit);
}

#[track_caller]
fn only_the_chat(visit: &Visit) {
    visit.expect_fetched(&[Zendesk]);
    visit.settle();
    assert_eq!(visit.fetched(), [Zendesk]);
    assert!(!visit.has_banner());
    assert_eq!(visit.cookie_names(), ["__zlcmid"]);
    assert_eq!(visit.eval("samtycke.consent().decided"), false);
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
    assert!(text.contains("these stay off: Analytics, Marketing."), "{text}");
    for name in ["Analytics", "Marketing"] {
        let switch = visit.switch(name);
        assert_eq!((switch.is_on(), switch.is_enabled()), (false, false), "{name}");
        let reason =
            switch.eval("document.getElementById(it.getAttribute('aria-describedby')).textContent");
        assert_eq!(reason, "Off because of your browser's signal");
    }
    let functional = visit.switch("Functional");
    assert_eq!((functional.is_on(), functional.is_enabled()), (true, true));
}

pub fn a_stored_yes_is_limited_and_stays(browser: Browser) {
    let visit = Visit::with(browser, DO_NOT_TRACK);
    visit.go("/samtycke.json");
    let yes = YES.replace("TIME", &visit.eval("Math.floor(Date.now() / 1000) - 60").to_string());
    visit.set_cookie("samtycke", &yes);
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
    visit.expect_fetched(&[Zendesk]);
}

pub fn a_no_under_a_signal_takes_the_chat_away(browser: Browser) {
    let visit = Visit::with(browser, DO_NOT_TRACK);
    visit.go("/");
    visit.expect_fetched(&[Zendesk]);
    visit.wait("document.cookie.includes('__zlcmid')");
    visit.open_settings();
    visit.site.clear_calls();
    visit.reloading(|| visit.dialog_button("Reject all").click());
    visit.nobody_called();
    assert_eq!(visit.cookie_names(), ["samtycke"]);
}
