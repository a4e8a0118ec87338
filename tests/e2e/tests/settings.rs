//! The settings: a choice by category and by service.

use samtycke_e2e::Vendor::{Google, Pardot};
use samtycke_e2e::{Browser, ESCAPE, TAG, Visit, page, sound_page};

const OPTIONAL: [&str; 3] = ["Functional", "Analytics", "Marketing"];

pub fn every_switch_is_off_at_first(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.banner_button("Settings").click();
    let dialog = visit.dialog();
    assert_eq!((dialog.role().as_str(), dialog.name().as_str()), ("dialog", "Cookie settings"));
    assert_eq!(dialog.eval("it.matches(':modal')"), true);
    for name in OPTIONAL {
        let switch = visit.switch(name);
        assert_eq!((switch.is_on(), switch.is_enabled()), (false, true), "{name}");
    }
    let necessary = visit.switch("Necessary");
    assert_eq!((necessary.is_on(), necessary.is_enabled()), (true, false));
    visit.unfold();
    for name in ["Zendesk chat", "Google Analytics 4", "Pardot, third party", "Pardot, first party"]
    {
        assert!(!visit.switch(name).is_on(), "{name}");
    }
}

pub fn only_what_is_switched_on_is_called(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    choose_analytics(&visit);
    let choice = visit.choice();
    assert_eq!((choice.how.as_str(), choice.granted.as_str()), ("some", "analytics"));
    assert_eq!(choice.services, "");
    visit.expect_fetched(&[Google]);
    assert!(visit.site.calls().iter().all(|call| call.vendor == Google));
}

pub fn the_switches_stand_as_they_were_left(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    choose_analytics(&visit);
    visit.go("/help");
    visit.ready();
    assert!(!visit.has_banner());
    visit.open_settings();
    let stand = OPTIONAL.map(|name| visit.switch(name).is_on());
    assert_eq!(stand, [false, true, false]);
    visit.unfold();
    assert!(visit.switch("Google Analytics 4").is_on());
}

fn choose_analytics(visit: &Visit) {
    visit.banner_button("Settings").click();
    visit.switch("Analytics").click();
    visit.dialog_button("Save choices").click();
    visit.no_dialog();
    visit.no_banner();
}

pub fn escape_closes_without_saving(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    let opener = visit.banner_button("Settings");
    opener.click();
    assert_eq!(visit.dialog().eval("it.contains(document.activeElement)"), true);
    // The banner's answers are not seen beside those of the settings.
    assert!(!opener.is_hit());
    assert_eq!(opener.style("visibility"), "hidden");
    visit.switch("Marketing").click();
    visit.press(&[ESCAPE]);
    visit.no_dialog();
    assert!(opener.has_focus());
    assert_eq!(visit.choice_text(), None);
    assert!(visit.has_banner());

    let opener = visit.find("footer [data-samtycke-click=settings]");
    opener.click();
    assert!(!visit.switch("Marketing").is_on());
    visit.dialog_button("Close without saving").click();
    visit.no_dialog();
    assert!(opener.has_focus());
    visit.nobody_called();
}

pub fn one_service_can_be_left_out(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| config["services"][4]["id"] = "go".into());
    visit.go("/");
    visit.banner_button("Settings").click();
    visit.switch("Marketing").click();
    visit.unfold();
    assert!(visit.switch("Pardot, first party").is_on());
    visit.switch("Pardot, first party").click();
    assert!(visit.switch("Pardot, third party").is_on());
    visit.dialog_button("Save choices").click();
    visit.no_banner();
    let choice = visit.choice();
    assert_eq!((choice.granted.as_str(), choice.services.as_str()), ("marketing", "~go"));
    visit.expect_fetched(&[Pardot]);
    assert_eq!(visit.eval("samtycke.has('marketing')"), true);
    assert_eq!(visit.eval("samtycke.has('go')"), false);
    visit.site.clear_calls();
    visit.go("/help");
    visit.expect_fetched(&[Pardot]);
}

pub fn one_service_can_be_taken_alone(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.banner_button("Settings").click();
    visit.unfold();
    visit.switch("Pardot, third party").click();
    assert!(!visit.switch("Marketing").is_on());
    visit.dialog_button("Save choices").click();
    visit.no_banner();
    let choice = visit.choice();
    assert_eq!(choice.granted, "_");
    // A bit for each service is shorter here than `+pardot`.
    assert!(choice.services.starts_with('*'), "{choice:?}");
    assert_eq!(choice.asked, samtycke_e2e::cookie::asked(&visit.site.config()));
    visit.expect_fetched(&[Pardot]);
    visit.site.clear_calls();
    visit.go("/help");
    visit.expect_fetched(&[Pardot]);
}

pub fn the_tables_list_every_cookie(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.banner_button("Settings").click();
    visit.unfold();
    every_cookie(&visit, "samtycke-root .samtycke-settings");
    let table = visit.named("samtycke-root .samtycke-settings", "table", "");
    assert_eq!(
        table.eval("[...it.querySelectorAll('thead th')].map(cell => cell.textContent)"),
        serde_json::json!(["Name", "Kind", "Set by", "Storage time", "Purpose"])
    );
}

pub fn what_a_category_holds_is_counted(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    let config = visit.site.config();
    visit.banner_button("Settings").click();
    visit.dialog();
    let mut counted = Vec::new();
    for category in config["categories"].as_array().into_iter().flatten() {
        let services = config["services"].as_array().into_iter().flatten();
        let own: Vec<_> = services.filter(|one| one["category"] == category["id"]).collect();
        let cookies = own.iter().filter_map(|one| one["cookies"].as_array()).map(Vec::len);
        counted.push(format!("Services: {}, cookies: {}", own.len(), cookies.sum::<usize>()));
    }
    let shown = visit.eval(
        "[...document.querySelectorAll('samtycke-root summary')].map(one => one.textContent)",
    );
    assert_eq!(shown, serde_json::json!(counted));
}

pub fn addresses_are_links(browser: Browser) {
    let visit = Visit::new(browser);
    let contact = "Anna, anna@billogram.com, or https://www.billogram.com/privacy.";
    visit.site.edit_config(|config| config["controller"]["contact"] = contact.into());
    visit.go("/");
    visit.banner_button("Settings").click();
    visit.dialog();
    let links = visit.eval(
        "[...document.querySelectorAll('samtycke-root .samtycke-settings > p:nth-of-type(2) a')].map(one => one.href)",
    );
    let expected = ["mailto:anna@billogram.com", "https://www.billogram.com/privacy"];
    assert_eq!(links, serde_json::json!(expected));
    let text = visit.eval(
        "document.querySelector('samtycke-root .samtycke-settings > p:nth-of-type(2)').textContent",
    );
    assert_eq!(text, format!("Contact: {contact}"));
}

/// The declaration comes after the page, to a visitor who has refused: nothing happens on the page any more, and its
/// tables are there all the same.
pub fn the_tables_are_there_however_late_the_declaration(browser: Browser) {
    let visit = Visit::new(browser);
    // Nothing else changes the page: no chat has a stand-in, nothing is told.
    visit.site.edit_config(|config| {
        config["services"] = serde_json::json!([config["services"][0]]);
        config["ui"] = serde_json::json!({});
    });
    visit.go("/");
    visit.refuse();
    visit.site.hold("/samtycke.json");
    // With a way back of its own the page gets no button, whose coming would be a change.
    let link = "<a href=\"#samtycke-settings\">Settings</a>";
    visit.go_to_page(&page(TAG, &format!("{link}<div data-samtycke-declaration></div>")));
    visit.wait("document.readyState === 'complete' && performance.now() > 500");
    // A built site has its declaration all along.
    let is_late = visit.eval("samtycke.consent().version === null");
    assert_eq!(is_late, !visit.is_built());
    visit.site.release("/samtycke.json");
    visit.find("[data-samtycke-declaration] table");
    assert!(!visit.has_banner());
}

pub fn the_tables_of_a_page_list_every_cookie(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, "<div data-samtycke-declaration></div>"));
    visit.find("[data-samtycke-declaration] table");
    every_cookie(&visit, "[data-samtycke-declaration]");
}

/// The section that `samtycke policy` writes, in the language of each page, without any script.
pub fn the_policy_pages_list_every_cookie(browser: Browser) {
    let visit = Visit::new(browser);
    for (path, language, why, open) in [
        ("/cookies", "en", "Why we use cookies", "Open the cookie settings"),
        ("/kakor", "sv", "Varför vi använder cookies", "Öppna cookieinställningarna"),
    ] {
        visit.go(path);
        let section = visit.find("main .samtycke-policy");
        assert_eq!(section.eval("it.lang"), language);
        assert_eq!(section.eval("it.querySelector('#cookies-why h3').textContent"), why);
        let mut declared = declared(&visit, language);
        declared.sort();
        let shown = section.eval(
            "[...it.querySelectorAll('tbody th[scope=row]')].map(cell =>
                cell.textContent + ': ' + cell.parentElement.lastElementChild.textContent)",
        );
        let mut shown: Vec<String> = serde_json::from_value(shown).expect("strings");
        shown.sort();
        assert_eq!(shown, declared, "{path}");
        visit.named("main .samtycke-policy", "button", open).click();
        visit.dialog();
    }
}

/// Makes garbage; after some rounds of it a browser collects.
const GARBAGE: &str = "{
    for (let count = 0; count < 40; count++) new Uint8Array(1 << 20).fill(1);
    for (let count = 0; count < 100000; count++) ({ count: [count] });
}";

/// A script that comes late is taken, also where a browser has collected garbage meanwhile: WebKit forgets the
/// listeners of an element that no document and no code holds.
pub fn they_come_though_garbage_is_collected(browser: Browser) {
    const PART: &str = "/samtycke.settings.js";
    let visit = Visit::new(browser);
    visit.site.hold(PART);
    visit.go("/");
    visit.banner();
    visit.expect_own_call(PART);
    for _ in 0..10 {
        visit.run(GARBAGE);
    }
    visit.site.release(PART);
    visit.banner_button("Settings").click();
    visit.dialog_button("Reject all").click();
    assert_eq!(visit.choice().how, "none");
}

/// The names and purposes of all that is declared, in order.
fn declared(visit: &Visit, language: &str) -> Vec<String> {
    let config = visit.site.config();
    let mut declared = Vec::new();
    for service in config["services"].as_array().into_iter().flatten() {
        for cookie in service["cookies"].as_array().into_iter().flatten() {
            let purpose = cookie["purpose"][language].as_str().unwrap_or_default();
            declared.push(format!("{}: {purpose}", cookie["name"].as_str().unwrap_or_default()));
        }
    }
    declared
}

#[track_caller]
fn every_cookie(visit: &Visit, scope: &str) {
    let declared = declared(visit, "en");
    let shown = visit.eval(&format!(
        "[...document.querySelectorAll('{scope} tbody tr')].map(row =>
            row.querySelector('th').textContent + ': ' + row.lastElementChild.textContent)"
    ));
    assert_eq!(shown, serde_json::json!(declared));
    let text = visit.eval(&format!("document.querySelector('{scope}').textContent"));
    let text = text.as_str().unwrap_or_default();
    for part in ["Teamtailor", "career.billogram.com", "Salesforce, Inc.", "30 minutes", "400 days"]
    {
        assert!(text.contains(part), "{part}");
    }
}

/// Settings that come after the visitor has answered, or after `close()`, are not shown, nor is the banner in their place.
pub fn settings_that_come_too_late_stay_away(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.hold("/samtycke.settings.js");
    visit.go_to_page(&page(TAG, ""));
    visit.banner_button("Settings").click();
    visit.banner_button("Reject all").click();
    visit.no_banner();
    visit.run("samtycke.settings(); samtycke.close()");
    // Longer than anybody waits for the settings.
    std::thread::sleep(std::time::Duration::from_secs(4));
    assert!(!visit.has_banner() && !visit.has_dialog());
    visit.site.release("/samtycke.settings.js");
    visit.settle();
    assert!(!visit.has_banner() && !visit.has_dialog());
    visit.run("samtycke.settings()");
    visit.dialog();
}

/// The tables of a page follow its language, and those that an earlier run has drawn are drawn again.
pub fn the_tables_of_a_page_speak_its_language(browser: Browser) {
    let visit = Visit::new(browser);
    let saved = "<div id=\"saved\" data-samtycke-declaration><div class=\"samtycke-declaration\" lang=\"en\">Old</div></div>
        <div id=\"own\" data-samtycke-declaration><p>Ours</p></div><div id=\"place\" data-samtycke-declaration></div>";
    visit.go_to_page(&page(TAG, saved));
    visit.find("#place table");
    visit.find("#saved table");
    assert_eq!(visit.eval("saved.textContent.includes('Old')"), false);
    assert_eq!(visit.eval("own.innerHTML"), "<p>Ours</p>");
    visit.run("samtycke.setLanguage('sv')");
    for id in ["place", "saved"] {
        visit.wait(&format!("document.querySelector('#{id} .samtycke-declaration').lang === 'sv'"));
        assert_eq!(visit.eval(&format!("{id}.childElementCount")), 1);
    }
}

/// A change of the language while the settings are open moves no switch.
pub fn a_change_of_language_moves_no_switch(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, ""));
    visit.banner_button("Settings").click();
    visit.switch("Analytics").click();
    visit.run("samtycke.setLanguage('sv')");
    visit.wait("document.querySelector('samtycke-root dialog')?.lang === 'sv'");
    visit.dialog_button("Spara val");
    assert_eq!(
        visit.eval("document.querySelector('samtycke-root input[name=analytics]').checked"),
        true
    );
    visit.dialog_button("Stäng utan att spara").click();
    visit.no_dialog();
    assert_eq!(visit.choice_text(), None);
    // Opened once more, they say what is granted.
    visit.run("samtycke.settings()");
    visit.dialog();
    assert_eq!(
        visit.eval("document.querySelector('samtycke-root input[name=analytics]').checked"),
        false
    );
}

/// A page that resets what browsers give tables does not run its columns together. A table that does not scroll is no stop
/// of the keyboard, and at 320 pixels each cell is a line.
pub fn the_tables_of_a_page_can_be_read_under_a_reset(browser: Browser) {
    let visit = Visit::new(browser);
    let reset = "<style>* { margin: 0; padding: 0 } table { border-collapse: collapse } th { text-align: center }</style>";
    let page = page(&format!("{reset}{TAG}"), "<div data-samtycke-declaration></div>");
    visit.site.replace("/tables", "text/html; charset=utf-8", 200, page);
    for (width, is_row) in [(1000, true), (320, false)] {
        visit.go_small("/tables", width, 700);
        let cell = visit.find("[data-samtycke-declaration] tbody th");
        assert_eq!(cell.style("text-align"), "start");
        assert_ne!(cell.style("padding-left"), "0px");
        let beside =
            "it.nextElementSibling.getBoundingClientRect().top < it.getBoundingClientRect().bottom";
        assert_eq!(cell.eval(beside), is_row, "{width}");
        visit.wait("!document.querySelector('[data-samtycke-declaration] [tabindex]')");
        let wide = "[...document.querySelectorAll('.samtycke-scroll')].some(one => one.scrollWidth > one.clientWidth)";
        assert_eq!(visit.eval(wide), false, "{width}");
    }
}

/// Names of cookies are read from left to right in Arabic too: `_ga`, not `ga_`.
pub fn names_of_cookies_keep_their_order(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| config["languages"] = serde_json::json!(["en", "ar"]));
    let place = "<div data-samtycke-declaration></div>";
    visit.go_to_page(&sound_page("ar", "rtl", TAG, place));
    visit.run("samtycke.settings()");
    visit.dialog();
    visit.unfold();
    for scope in ["[data-samtycke-declaration]", "samtycke-root"] {
        let order = format!(
            "[...document.querySelectorAll('{scope} tbody th')].filter(one => one.textContent[0] == '_').map((one) => {{
                const range = document.createRange()
                const [first, second] = [0, 1].map((at) => {{
                    const text = document.createTreeWalker(one, NodeFilter.SHOW_TEXT).nextNode()
                    range.setStart(text, at)
                    range.setEnd(text, at + 1)
                    return range.getBoundingClientRect().left
                }})
                return first < second
            }})"
        );
        let order = visit.eval(&order);
        let order = order.as_array().expect("names");
        assert!(!order.is_empty() && order.iter().all(|one| one == true), "{scope}: {order:?}");
    }
}
