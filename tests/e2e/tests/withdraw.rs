//! A yes that is taken back.

use samtycke_e2e::Vendor::{Google, Pardot, PardotGo, Zendesk};
use samtycke_e2e::{Browser, Visit};

/// What the third parties have set on the parent of the site's host.
const THEIRS: [&str; 11] = [
    "__zlcmid",
    "_ga",
    "_ga_0000000000",
    "lpv1041001",
    "lpv1041002",
    "pi_opt_in1041001",
    "pi_opt_in1041002",
    "visitor_id1041001",
    "visitor_id1041001-hash",
    "visitor_id1041002",
    "visitor_id1041002-hash",
];

/// A visitor who has said yes, and whose browser holds all that comes of it, beside what the site
/// itself has stored.
fn after_a_yes(browser: Browser) -> Visit {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.accept();
    visit.expect_call(Google, "/g/collect");
    visit.expect_call(Pardot, "/analytics");
    visit.expect_call(PardotGo, "/analytics");
    visit.expect_call(Zendesk, "/ekr");
    visit.wait("localStorage.getItem('ZD-store')");
    visit.run(
        "document.cookie = '_ga=on-the-host-alone; path=/';
        document.cookie = 'own=1; path=/';
        document.cookie = 'parents=1; path=/; domain=billogram.localhost';
        localStorage.setItem('own', '1');
        sessionStorage.setItem('own', '1');",
    );
    let names = visit.cookie_names();
    for name in THEIRS {
        assert!(names.iter().any(|one| one == name), "{name} in {names:?}");
    }
    assert_eq!(visit.cookies("_ga").len(), 2);
    visit.site.clear_calls();
    visit
}

fn all_is_gone(visit: &Visit) {
    visit.nobody_called();
    assert_eq!(visit.cookie_names(), ["own", "parents", "samtycke"]);
    assert_eq!(visit.keys("localStorage"), ["own", "samtycke.receipts"]);
    assert_eq!(visit.keys("sessionStorage"), ["own"]);
    assert_eq!(visit.choice().granted, "_");
    assert!(!visit.has_banner());
    assert_eq!(visit.eval("window.standIns === undefined"), true);
}

pub fn the_settings_take_everything_back(browser: Browser) {
    let visit = after_a_yes(browser);
    visit.open_settings();
    visit.reloading(|| visit.dialog_button("Reject all").click());
    all_is_gone(&visit);
    assert_eq!(visit.choice().how, "none");
}

pub fn a_button_of_the_page_takes_everything_back(browser: Browser) {
    let visit = after_a_yes(browser);
    visit.run(
        "const button = document.createElement('button');
        button.dataset.samtyckeClick = 'withdraw';
        button.append(document.createElement('em'));
        button.firstChild.append('Withdraw');
        document.querySelector('main').prepend(button);",
    );
    visit.reloading(|| visit.find("main button em").click());
    all_is_gone(&visit);
    assert_eq!(visit.choice().how, "none");
}

pub fn code_takes_everything_back(browser: Browser) {
    let visit = after_a_yes(browser);
    visit.withdraw_and_reload();
    all_is_gone(&visit);
    assert_eq!(visit.choice().how, "none");
}

pub fn what_was_not_taken_back_stays(browser: Browser) {
    let visit = after_a_yes(browser);
    visit.open_settings();
    visit.switch("Analytics").click();
    visit.switch("Functional").click();
    visit.reloading(|| visit.dialog_button("Save choices").click());
    visit.expect_fetched(&[Pardot, PardotGo]);
    let names = visit.cookie_names();
    let is_marketing = |name: &&str| name.contains("1041");
    let mut left: Vec<&str> = THEIRS.into_iter().filter(is_marketing).collect();
    left.extend(["own", "parents", "samtycke"]);
    left.sort();
    assert_eq!(names, left);
}

pub fn cookies_of_deeper_paths_go_too(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/help");
    visit.accept();
    visit.expect_call(Google, "/g/collect");
    visit.run(
        "document.cookie = '_ga=1; path=/help';
        document.cookie = '_ga_1=1; path=/help; domain=billogram.localhost';",
    );
    visit.open_settings();
    visit.reloading(|| visit.dialog_button("Reject all").click());
    visit.ready();
    assert_eq!(visit.cookie_names(), ["samtycke"]);
}

pub fn a_no_to_what_never_ran_does_not_reload(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.run("window.isOld = true");
    visit.refuse();
    visit.open_settings();
    visit.dialog_button("Reject all").click();
    visit.no_dialog();
    visit.settle();
    assert_eq!(visit.eval("window.isOld"), true);
}

/// Every path that the page has been on counts, however it came there.
pub fn cookies_of_paths_that_code_has_moved_to_go_too(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/help");
    visit.accept();
    visit.expect_call(Google, "/g/collect");
    visit.run(
        "history.pushState({}, '', '/shop/cart');
        document.cookie = '_ga=1; path=/shop';
        document.cookie = '_ga=2; path=/shop/cart';
        document.body.append('moved');",
    );
    visit.settle();
    visit.run("history.replaceState({}, '', '/shop/till'); document.body.append('moved')");
    visit.settle();
    for path in ["/shop/cart/item", "/shop/till"] {
        visit.site.replace(path, "text/html", 200, "<!doctype html><title>Item</title>");
    }
    visit.open_settings();
    visit.reloading(|| visit.dialog_button("Reject all").click());
    visit.go("/shop/cart/item");
    assert_eq!(visit.cookie_names(), ["samtycke"]);
}

/// Leftovers from before Samtycke, or of a service whose yes ran out, go at the next start (rule 43).
pub fn leftovers_of_earlier_times_go_at_a_start(browser: Browser) {
    let visit = Visit::new(browser);
    for decided in ["", "none"] {
        visit.go("/nothing");
        if !decided.is_empty() {
            visit.store_choice("none", "_", 60);
        }
        visit.run(
            "document.cookie = '_ga=old; path=/';
            document.cookie = '_ga_1=old; path=/; domain=billogram.localhost';
            document.cookie = 'own=1; path=/';
            localStorage.setItem('ZD-store', 'old');
            localStorage.setItem('own', '1');",
        );
        visit.go("/help");
        visit.ready();
        let own: &[&str] = if decided.is_empty() { &["own"] } else { &["own", "samtycke"] };
        assert_eq!(visit.cookie_names(), own);
        assert_eq!(visit.keys("localStorage"), ["own"]);
        visit.nobody_called();
    }
}
