//! A yes to everything.

use samtycke_e2e::Vendor::{Google, Pardot, PardotGo, Zendesk};
use samtycke_e2e::{Browser, DAY, Visit, cookie, now};
use serde_json::json;

const EVERYONE: [samtycke_e2e::Vendor; 4] = [Google, Pardot, PardotGo, Zendesk];

pub fn everyone_is_called_once(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.accept();
    visit.expect_fetched(&EVERYONE);
    visit.wait("document.getElementById('measured').textContent === 'page measured'");
    assert!(!visit.has_dialog());
}

pub fn the_cookie_says_all(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    let before = now();
    visit.accept();
    let choice = visit.choice();
    assert_eq!((choice.version, choice.how.as_str()), (1, "all"));
    assert_eq!(choice.granted, "functional-analytics-marketing");
    assert_eq!(choice.services, "");
    assert_eq!(choice.asked, cookie::asked(&visit.site.config()));
    assert!((before..=now()).contains(&choice.time), "{choice:?}");
    let cookie = &visit.cookies("samtycke")[0];
    assert_eq!(cookie.path(), Some("/"));
    assert_eq!(cookie.same_site().map(|site| site.to_string()).as_deref(), Some("Lax"));
    assert_eq!(cookie.secure(), Some(false));
    assert_eq!(cookie.domain(), Some("www.billogram.localhost"));
    let end = cookie.expires_datetime().map_or(0, |time| time.unix_timestamp());
    let days = (end - before as i64) as f64 / DAY as f64;
    assert!((179.9..180.1).contains(&days), "{days} days");
}

pub fn the_scripts_of_a_service_run_in_order(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.accept();
    // Each script reads what the service's inline one has set before it.
    visit.expect_call(Pardot, "/analytics?account_id=1041001&campaign_id=27001");
    visit.expect_call(PardotGo, "/analytics?account_id=1041002&campaign_id=27002");
    visit.expect_call(Google, "/g/collect?v=2&tid=G-0000000000");
    visit.expect_call(Zendesk, "/ekr/snippet.js?key=");
    visit.wait("document.getElementById('stand-in-chat')");
}

pub fn the_next_page_does_not_ask(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.accept();
    let stored = visit.choice_text();
    visit.expect_fetched(&EVERYONE);
    visit.site.clear_calls();
    visit.go("/help");
    visit.expect_fetched(&EVERYONE);
    visit.ready();
    assert!(!visit.has_banner());
    assert_eq!(visit.choice_text(), stored);
}

pub fn a_receipt_is_kept(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.accept();
    visit.wait("samtycke.receipts().length");
    let receipts = visit.eval("samtycke.receipts()");
    assert_eq!(receipts.as_array().map(Vec::len), Some(1));
    assert_eq!(receipts[0]["value"], json!(visit.choice_text()));
    assert_eq!(receipts[0]["language"], "en");
}

/// What may remain is in the newest receipt alone, so hundreds of services leave room for those before it.
pub fn receipts_of_many_services_are_kept(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| {
        let far = json!([{"name": "far", "kind": "cookie", "party": "third", "host": "vendor.test", "lifetime": "P1D", "purpose": "Counts."}]);
        let services = (0..300).map(|number| json!({"id": format!("service_number_{number}"), "category": "analytics", "name": "One", "cookies": far}));
        config["services"] = services.collect();
        config["ui"] = json!({"reload": false});
    });
    visit.go_to_page(&samtycke_e2e::page(samtycke_e2e::TAG, ""));
    visit.ready();
    visit.run("for (let turn = 0; turn < 5; turn++) samtycke.accept(), samtycke.withdraw()");
    visit.wait("samtycke.receipts().length === 10");
    let remains = visit.eval("samtycke.receipts().map(({remains}) => remains.length)");
    assert_eq!(remains, json!([300, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
    assert_eq!(visit.eval("samtycke.consent().remains.length"), 300);
}

pub fn a_receipt_is_kept_whatever_the_random_id(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.banner();
    // The id begins with the sign for none.
    visit.run("crypto.getRandomValues = (bytes) => bytes.fill(255)");
    visit.accept();
    visit.wait("samtycke.receipts().length == 1");
    assert!(visit.eval("samtycke.consent().id").as_str().is_some_and(|id| id.starts_with('_')));
    visit.reloading(|| visit.run("setTimeout(() => samtycke.withdraw())"));
    visit.wait("samtycke.receipts().length == 2");
}

pub fn a_click_made_by_script_counts(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.banner();
    visit.run("document.querySelector('samtycke-root [data-samtycke-click=accept]').click()");
    visit.no_banner();
    assert_eq!(visit.choice().how, "all");
}
