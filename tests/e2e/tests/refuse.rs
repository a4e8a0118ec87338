//! A no to everything.

use samtycke_e2e::{Browser, Visit};

pub fn nobody_is_called(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.refuse();
    visit.nobody_called();
    assert_eq!(visit.cookie_names(), ["samtycke"]);
    assert_eq!(visit.eval("document.getElementById('measured').textContent"), "page not measured");
}

pub fn the_cookie_says_none(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.refuse();
    let choice = visit.choice();
    assert_eq!((choice.how.as_str(), choice.granted.as_str()), ("none", "_"));
    assert_eq!(choice.services, "");
}

pub fn the_banner_stays_away(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.refuse();
    visit.go("/help");
    visit.nobody_called();
    assert!(!visit.has_banner());
    assert_eq!(visit.eval("samtycke.consent().decided"), true);
}

pub fn the_settings_refuse_too(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.banner_button("Settings").click();
    visit.dialog_button("Reject all").click();
    visit.no_dialog();
    visit.no_banner();
    assert_eq!(visit.choice().how, "none");
    visit.nobody_called();
}
