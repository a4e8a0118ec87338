//! Something is new since the last answer: only that category is asked about, and the answer leaves the
//! rest as it was.

use samtycke_e2e::Vendor::{Google, Pardot, PardotGo, Zendesk};
use samtycke_e2e::{Browser, Visit, cookie};
use serde_json::json;

/// Changes that ask again about analytics alone.
fn changes() -> [fn(&mut serde_json::Value); 2] {
    [
        |config| config["categories"][2]["revision"] = 1.into(),
        |config| {
            let services = config["services"].as_array_mut().expect("a list of services");
            services.push(json!({"id": "heatmap", "category": "analytics", "name": "Heat map", "provider": "Heat AB"}));
        },
    ]
}

/// A visitor who has accepted everything, and the site after a change.
#[track_caller]
fn after_a_change(browser: Browser, change: fn(&mut serde_json::Value)) -> Visit {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.accept();
    visit.expect_fetched(&[Google, Pardot, PardotGo, Zendesk]);
    visit.wait("document.cookie.includes('_ga=')");
    visit.site.edit_config(change);
    visit.site.clear_calls();
    visit.go("/help");
    visit
}

pub fn only_what_is_new_is_asked_about(browser: Browser) {
    for change in changes() {
        let visit = after_a_change(browser, change);
        let words = visit.banner().text();
        assert!(words.contains("New since your last answer: Analytics."), "{words}");
        // The rest is granted still, and the voided yes is out of the cookie at once.
        visit.expect_fetched(&[Pardot, PardotGo, Zendesk]);
        assert_eq!(visit.eval("samtycke.has('analytics')"), false);
        let choice = visit.choice();
        assert_eq!(choice.granted, "functional-marketing");
        let mut asked = cookie::asked(&visit.site.config());
        asked[1] = "AAA".into();
        assert_eq!(choice.asked, asked);
        // Its data goes with it.
        assert!(!visit.cookie_names().iter().any(|name| name == "_ga"));
    }
}

/// What was answered meanwhile by other means is not asked about any more: the banner says what its no would refuse.
pub fn the_banner_follows_what_was_answered_meanwhile(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    assert!(visit.banner().text().contains("Analytics"));
    visit.run("samtycke.accept('analytics')");
    visit.wait("!document.querySelector('.samtycke-banner').textContent.includes('Analytics')");
    visit.refuse();
    assert_eq!(visit.choice().granted, "analytics");
}

pub fn a_yes_there_adds_to_the_rest(browser: Browser) {
    for change in changes() {
        let visit = after_a_change(browser, change);
        visit.accept();
        let choice = visit.choice();
        assert_eq!(choice.granted, "functional-analytics-marketing");
        assert_eq!(choice.asked, cookie::asked(&visit.site.config()));
        visit.expect_fetched(&[Google, Pardot, PardotGo, Zendesk]);
        visit.go("/");
        visit.ready();
        assert!(!visit.has_banner());
    }
}

pub fn a_no_there_leaves_the_rest(browser: Browser) {
    for change in changes() {
        let visit = after_a_change(browser, change);
        visit.run("window.isOld = true");
        visit.refuse();
        let choice = visit.choice();
        assert_eq!(
            (choice.how.as_str(), choice.granted.as_str()),
            ("some", "functional-marketing")
        );
        assert_eq!(choice.asked, cookie::asked(&visit.site.config()));
        visit.settle();
        assert_eq!(visit.eval("window.isOld"), true);
        visit.site.clear_calls();
        visit.go("/");
        visit.expect_fetched(&[Pardot, PardotGo, Zendesk]);
        assert!(!visit.has_banner());
    }
}

/// A no stands for its own time, whatever changed.
pub fn a_no_is_not_asked_about_again(browser: Browser) {
    for change in changes() {
        let visit = Visit::new(browser);
        visit.go("/");
        visit.refuse();
        visit.site.edit_config(change);
        visit.go("/help");
        visit.nobody_called();
        assert!(!visit.has_banner());
        // A no in a choice of some, too.
        visit.store_choice("some", "marketing", 60);
        visit.site.edit_config(|config| config["categories"][2]["revision"] = 9.into());
        visit.go("/help");
        visit.ready();
        assert!(!visit.has_banner());
    }
}

/// A yes runs out before a no does, and the other way round.
pub fn yes_and_no_live_as_long_as_the_site_says(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| config["cookie"] = json!({"days": 30, "refusalDays": 200}));
    let day = samtycke_e2e::DAY as i64;
    for (age, is_asked) in [(29, false), (31, true)] {
        visit.store_choice("some", "analytics", age * day);
        visit.site.clear_calls();
        visit.go("/help");
        visit.ready();
        assert_eq!(visit.has_banner(), is_asked, "after {age} days");
        if is_asked {
            let words = visit.banner().text();
            assert!(words.contains("Analytics") && !words.contains("Marketing"), "{words}");
            visit.nobody_called();
        }
    }
    visit.store_choice("none", "_", 199 * day);
    visit.go("/help");
    visit.nobody_called();
    assert!(!visit.has_banner());
}
