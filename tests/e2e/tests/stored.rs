//! Choices that count, and those that do not: another version, expired, or not to the letter.

use samtycke_e2e::Vendor::{Google, Pardot, PardotGo, Zendesk};
use samtycke_e2e::{Browser, Visit};

const YES: &str = "1.1.TIME.AAAAAAAAQACAAAAAAAAAAA.all.functional-analytics-marketing";

const DAY: i64 = 86_400;

fn aged(value: &str, seconds: i64, visit: &Visit) -> String {
    let now = visit.eval("Math.floor(Date.now() / 1000)").as_i64().unwrap_or(0);
    value.replace("TIME", &(now - seconds).to_string())
}

pub fn a_choice_as_documented_counts(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/samtycke.json");
    let yes = aged(YES, 179 * DAY, &visit);
    visit.set_cookie("samtycke", &yes);
    visit.go("/");
    visit.expect_fetched(&[Google, Pardot, PardotGo, Zendesk]);
    assert!(!visit.has_banner());
    assert_eq!(visit.choice_text(), Some(yes));
}

#[track_caller]
fn asks_again(browser: Browser, values: &[(&str, i64)]) {
    let visit = Visit::new(browser);
    visit.go("/samtycke.json");
    for (value, age) in values {
        let value = aged(value, *age, &visit);
        visit.set_cookie("samtycke", &value);
        visit.go("/help");
        visit.ready();
        assert!(visit.has_banner(), "not asked after {value}");
        assert_eq!(visit.eval("samtycke.consent().decided"), false, "{value}");
    }
    visit.nobody_called();
}

pub fn a_tampered_choice_asks_again(browser: Browser) {
    asks_again(
        browser,
        &[
            ("", 0),
            ("yes", 0),
            ("1.1.TIME.AAAAAAAAQACAAAAAAAAAAA.all.functional-analytics-marketing.", 0),
            ("1.1.TIME.AAAAAAAAQACAAAAAAAAAAA.ALL.functional-analytics-marketing", 0),
            ("1.1.TIME.AAAAAAAAQACAAAAAAAAAAA.all.functional--marketing", 0),
            ("1.1.TIME.AAAAAAAAQACAAAAAAAAAA!.all.functional-analytics-marketing", 0),
            ("1.1.0TIME.AAAAAAAAQACAAAAAAAAAAA.all.functional-analytics-marketing", 0),
            ("1.1.TIME.AAAAAAAAQACAAAAAAAAAAA.all.functional-analytics-marketing.-pardot", 0),
        ],
    );
}

pub fn a_truncated_choice_asks_again(browser: Browser) {
    asks_again(
        browser,
        &[
            ("1.1.TIME.AAAAAAAAQACAAAAAAAAAAA.all.", 0),
            ("1.1.TIME.AAAAAAAAQACAAAAAAAAAAA.all", 0),
            ("1.1.TIME.AAAAAAAAQACAA", 0),
            ("1.1.TIME", 0),
            ("1", 0),
        ],
    );
}

pub fn an_expired_choice_asks_again(browser: Browser) {
    asks_again(browser, &[(YES, 181 * DAY), (YES, 5000 * DAY)]);
}

pub fn a_choice_from_the_future_asks_again(browser: Browser) {
    asks_again(browser, &[(YES, -2 * DAY), (YES, -900 * DAY)]);
}

pub fn a_choice_of_another_version_asks_again(browser: Browser) {
    let other = |head: &str| YES.replacen("1.1.", head, 1);
    asks_again(browser, &[(&other("1.2."), 0), (&other("1.0."), 0), (&other("2.1."), 0)]);
}

pub fn a_new_version_asks_everyone_again(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.accept();
    visit.expect_fetched(&[Google, Pardot, PardotGo, Zendesk]);
    visit.site.edit_config(|config| config["version"] = 2.into());
    visit.site.clear_calls();
    visit.go("/help");
    visit.banner();
    visit.nobody_called();

    visit.refuse();
    assert_eq!((visit.choice().version, visit.choice().granted.as_str()), (2, "_"));
    // What the old yes had left behind goes with the no.
    assert_eq!(visit.cookie_names(), ["samtycke"]);
    visit.nobody_called();
}
