//! Stored choices: those that count, and those that do not.

use samtycke_e2e::Vendor::{Google, Pardot, PardotGo, Zendesk};
use samtycke_e2e::{Browser, DAY, Visit, cookie};

const ALL: &str = "functional-analytics-marketing";

const DAYS: i64 = DAY as i64;

pub fn a_choice_as_documented_counts(browser: Browser) {
    let visit = Visit::new(browser);
    let yes = visit.store_choice("all", ALL, 179 * DAYS);
    visit.go("/");
    visit.expect_fetched(&[Google, Pardot, PardotGo, Zendesk]);
    assert!(!visit.has_banner());
    assert_eq!(visit.choice_text(), Some(yes));
}

pub fn a_refusal_as_documented_counts(browser: Browser) {
    let visit = Visit::new(browser);
    let no = visit.store_choice("none", "_", 178 * DAYS);
    visit.go("/");
    visit.nobody_called();
    assert!(!visit.has_banner());
    assert_eq!(visit.choice_text(), Some(no));
}

/// Stores each value and looks whether the next page asks.
#[track_caller]
fn asks_again(visit: &Visit, values: &[String]) {
    visit.go("/nothing");
    for value in values {
        visit.set_cookie("samtycke", value);
        visit.go("/help");
        visit.ready();
        assert!(visit.has_banner(), "not asked after {value}");
        assert_eq!(visit.eval("samtycke.consent().decided"), false, "{value}");
    }
    visit.nobody_called();
}

pub fn a_tampered_choice_asks_again(browser: Browser) {
    let visit = Visit::new(browser);
    let yes = visit.made_choice("all", ALL, 60).value();
    let no = visit.made_choice("none", "_", 60).value();
    let change = |value: &str, from: &str, to: &str| value.replacen(from, to, 1);
    asks_again(
        &visit,
        &[
            String::new(),
            "yes".into(),
            format!("{yes}."),
            format!("{yes}.-pardot"),
            change(&yes, ".all.", ".ALL."),
            change(&yes, "-analytics", "-"),
            change(&yes, "AAA.all", "AA!.all"),
            change(&yes, "1.1.", "1.1.0"),
            change(&no, "._.none", ".AAAAAAAAQACAAAAAAAAAAA.none"),
            change(&no, ".none.", ".all."),
            format!("{no}.+pardot"),
        ],
    );
}

pub fn a_truncated_choice_asks_again(browser: Browser) {
    let visit = Visit::new(browser);
    let yes = visit.made_choice("all", ALL, 60).value();
    let parts: Vec<&str> = yes.split('.').collect();
    let cut = |count: usize| parts[..count].join(".");
    asks_again(&visit, &[cut(6) + ".", cut(6), cut(5), cut(3), cut(1)]);
}

pub fn an_expired_choice_asks_again(browser: Browser) {
    let visit = Visit::new(browser);
    let old = |how, granted, days| visit.made_choice(how, granted, days * DAYS).value();
    asks_again(&visit, &[old("all", ALL, 181), old("all", ALL, 5000), old("none", "_", 182)]);
}

pub fn a_choice_from_the_future_asks_again(browser: Browser) {
    let visit = Visit::new(browser);
    let early = |days: i64| visit.made_choice("all", ALL, -days * DAYS).value();
    asks_again(&visit, &[early(2), early(900)]);
}

pub fn a_yes_of_another_version_asks_again(browser: Browser) {
    let visit = Visit::new(browser);
    let yes = visit.made_choice("all", ALL, 60).value();
    let other = |head: &str| yes.replacen("1.1.", head, 1);
    asks_again(&visit, &[other("1.2."), other("1.0."), other("2.1.")]);
}

pub fn a_new_version_voids_every_yes(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.accept();
    visit.expect_fetched(&[Google, Pardot, PardotGo, Zendesk]);
    visit.site.edit_config(|config| config["version"] = 2.into());
    visit.site.clear_calls();
    visit.go("/help");
    visit.banner();
    visit.nobody_called();
    // What the old yes left behind is gone, and so is the yes (rule 43).
    assert_eq!(visit.cookie_names(), [""; 0]);

    visit.refuse();
    assert_eq!((visit.choice().version, visit.choice().granted.as_str()), (2, "_"));
    visit.nobody_called();
}

pub fn a_new_version_leaves_a_no(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.refuse();
    visit.site.edit_config(|config| config["version"] = 2.into());
    visit.go("/help");
    visit.nobody_called();
    assert!(!visit.has_banner());
}

/// Two valid cookies of our name, as after `cookie.domain` was added: what one denies is denied.
pub fn of_twin_cookies_the_no_counts_and_one_is_left(browser: Browser) {
    let visit = Visit::new(browser);
    let yes = visit.made_choice("all", ALL, 60).value();
    // A clock that was wrong set the yes in the future.
    let future = visit.made_choice("all", ALL, -3600).value();
    let no = visit.made_choice("none", "_", 30).value();
    for yes in [yes, future] {
        for (host, parent) in [(&yes, &no), (&no, &yes)] {
            visit.go("/nothing");
            visit.run(&format!(
                "document.cookie = 'samtycke={host}; path=/';
                document.cookie = 'samtycke={parent}; path=/; domain=billogram.localhost';"
            ));
            assert_eq!(visit.cookies("samtycke").len(), 2);
            visit.go("/");
            visit.nobody_called();
            assert_eq!(visit.eval("samtycke.has('analytics')"), false);
            assert!(!visit.has_banner());
            visit.open_settings();
            visit.switch("Functional").click();
            visit.dialog_button("Save choices").click();
            visit.no_dialog();
            visit.expect_fetched(&[Zendesk]);
            assert_eq!(visit.choice().granted, "functional");
            visit.reloading(|| visit.run("samtycke.reject()"));
            assert_eq!(visit.choice().how, "none");
            for domain in ["", "; domain=billogram.localhost"] {
                visit.run(&format!("document.cookie = 'samtycke=; max-age=0; path=/{domain}'"));
            }
            visit.site.clear_calls();
        }
    }
}

/// A visit answers nothing: what another site below the same domain has asked about stays as it was left.
pub fn a_visit_leaves_the_cookie_of_another_declaration(browser: Browser) {
    let visit = Visit::new(browser);
    let other = visit.made_choice("all", ALL, 60).value().replacen("1.1.", "1.7.", 1);
    visit.go("/nothing");
    visit.run(&format!("document.cookie = 'samtycke={other}; path=/; domain=billogram.localhost'"));
    visit.go("/");
    visit.banner();
    visit.settle();
    let left = visit.eval("document.cookie");
    assert!(left.as_str().is_some_and(|left| left.contains(&other)), "{left}");
    assert_eq!(visit.eval("samtycke.has('analytics')"), false);
    visit.nobody_called();
}

/// A refusal is the same for everybody who refuses on a day.
pub fn a_refusal_identifies_nobody(browser: Browser) {
    let mut values = Vec::new();
    for _ in 0..2 {
        let visit = Visit::new(browser);
        visit.go("/");
        visit.refuse();
        let choice = visit.choice();
        assert_eq!((choice.id.as_str(), choice.time % DAY), ("_", 0));
        assert_eq!(choice.asked, cookie::asked(&visit.site.config()));
        assert_eq!(visit.keys("localStorage"), [""; 0]);
        values.push(visit.choice_text());
    }
    assert_eq!(values[0], values[1]);
}

/// A value that takes more bytes than it has characters reaches no further into the core than its room.
pub fn a_value_of_other_characters_asks_again(browser: Browser) {
    let visit = Visit::new(browser);
    let yes = visit.made_choice("all", ALL, 60).value();
    for (character, count) in [("\u{FFFF}", 512), ("€", 512), ("é", 512), ("€", 512 - yes.len())]
    {
        visit.go("/nothing");
        let start = if count < 512 { yes.as_str() } else { "" };
        visit.run(&format!(
            "document.cookie = 'samtycke={start}' + '{character}'.repeat({count}) + '; Path=/'"
        ));
        // WebKit ends a value at the first of them.
        if visit.choice_text().as_deref() == Some(yes.as_str()) {
            continue;
        }
        visit.go("/help");
        visit.ready();
        assert!(visit.has_banner(), "not asked after {start} and {count} of {character:?}");
        assert_eq!(visit.eval("samtycke.consent().granted"), serde_json::json!(["necessary"]));
    }
    assert_eq!(visit.site.calls(), []);
}
