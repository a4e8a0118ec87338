//! Hostile and careless pages and browsers: nothing leaks, no choice is lost, nothing is granted without
//! a yes, and the banner can be answered or the console says why not.

mod configurations;
mod redefined;

use samtycke_e2e::Vendor::{Google, Pardot, PardotGo, Zendesk};
use samtycke_e2e::{Browser, ESCAPE, TAG, Visit, page};
use serde_json::json;

pub use configurations::*;
pub use redefined::*;

/// Cookies that cannot be read or written, and no storage at all.
pub fn a_browser_that_keeps_nothing_grants_nothing(browser: Browser) {
    let block = "<script>
        const refuse = () => { throw new DOMException('blocked', 'SecurityError'); };
        Object.defineProperty(Document.prototype, 'cookie', {get: refuse, set: refuse});
        for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
            Object.defineProperty(window, name, {get: refuse});
        </script>";
    let visit = Visit::new(browser);
    for answer in ["Accept all", "Reject all"] {
        visit.go_to_page(&page(&format!("{block}{TAG}"), ""));
        visit.banner_button(answer).click();
        visit.no_banner();
        visit.wait("heard.some(([name, problem]) => problem.code === 'cookie')");
        assert_eq!(visit.eval("samtycke.has('analytics')"), false, "{answer}");
        assert_eq!(visit.eval("samtycke.receipts()"), json!([]));
        visit.nobody_called();
    }
}

/// A clock that is set: what the page's `Date.now` says, in hours from now.
fn at(hours: i64) -> String {
    format!(
        "<script>{{ const now = Date.now; Date.now = () => now() + {hours} * 3600000; }}</script>{TAG}"
    )
}

pub fn a_clock_that_is_set_loses_no_choice(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, ""));
    visit.accept();
    visit.expect_call(Google, "/g/collect");
    let yes = visit.choice_text();
    let asked = |hours: i64| {
        visit.go_to_page(&page(&at(hours), ""));
        visit.ready();
        visit.has_banner()
    };
    for hours in [-1, -23, 1, 24 * 179] {
        assert!(!asked(hours), "{hours} hours off");
        assert_eq!(visit.eval("samtycke.has('analytics')"), true);
    }
    // From the future: asked, and nothing is granted; the cookie stays.
    for hours in [-26, -24 * 365 * 30] {
        assert!(asked(hours), "{hours} hours off");
        visit.site.clear_calls();
        assert_eq!(visit.eval("samtycke.has('analytics')"), false);
        visit.nobody_called();
    }
    assert_eq!(visit.choice_text(), yes);
    // A no under a wrong clock holds under the right one, or it is asked again: never the old yes.
    assert!(asked(-26));
    visit.refuse();
    assert_eq!(visit.eval("samtycke.has('analytics')"), false);
    assert!(!asked(0));
    visit.site.clear_calls();
    assert_eq!(visit.choice().how, "none");
    visit.nobody_called();
    // A yes that has run out under a clock that is ahead grants nothing.
    for hours in [24 * 181, 24 * 365 * 100] {
        visit.store_choice("all", "functional-analytics-marketing", 60);
        assert!(asked(hours), "{hours} hours off");
        assert_eq!(visit.eval("samtycke.has('analytics')"), false);
        visit.nobody_called();
    }
}

/// Hides from the page that it was away, and that another window has kept a receipt, so that it
/// decides on what it knew. Nor does it look by itself after a while.
const UNAWARE: &str = "<script>
    window.BroadcastChannel = undefined;
    Object.defineProperty(document, 'hidden', {value: false});
    const later = setTimeout;
    window.setTimeout = (act, time = 0, ...more) => later((...all) => time > 2000 && window.unaware || act(...all), time, ...more);
    for (const name of ['visibilitychange', 'pageshow', 'storage'])
        window.addEventListener(name, (event) => window.unaware && event.stopImmediatePropagation(), true);
    </script>";

pub fn of_two_tabs_the_last_word_counts(browser: Browser) {
    for (first_says, last_says) in [("Accept all", "Reject all"), ("Reject all", "Accept all")] {
        let visit = Visit::new(browser);
        let html = page(&format!("{UNAWARE}{TAG}"), "");
        visit.go_to_page(&html);
        visit.banner();
        let first = visit.window();
        visit.new_tab();
        visit.go_to_page(&html);
        visit.banner();
        visit.run("window.unaware = true");
        let last = visit.window();
        visit.switch_to(&first);
        visit.banner_button(first_says).click();
        visit.no_banner();
        visit.switch_to(&last);
        // It has not heard of the other's answer, and still asks.
        visit.banner_button(last_says).click();
        visit.no_banner();
        let yes = last_says == "Accept all";
        let how = if yes { "all" } else { "none" };
        assert_eq!(visit.choice().how, how);
        assert_eq!(visit.eval("samtycke.has('analytics')"), yes);
        visit.switch_to(&first);
        visit.wait(&format!("window.samtycke && samtycke.has('analytics') === {yes}"));
        visit.settle();
        assert_eq!(visit.choice().how, how);
        assert_eq!(visit.eval("samtycke.has('analytics')"), yes);
        visit.site.clear_calls();
        visit.go_to_page(&html);
        visit.ready();
        assert!(!visit.has_banner());
        if yes {
            visit.expect_call(Google, "/g/collect");
        } else {
            visit.nobody_called();
        }
    }
}

/// A hidden tab, or a visible frame, that has not heard of a refusal does not undo it.
pub fn a_stale_tab_does_not_undo_a_refusal(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| config["ui"] = json!({"reload": false}));
    let html = page(&format!("{UNAWARE}{TAG}"), "");
    visit.go_to_page(&html);
    visit.banner();
    visit.run("samtycke.accept('analytics')");
    visit.settle();
    visit.run("window.unaware = true");
    let stale = visit.window();
    visit.new_tab();
    visit.go("/help");
    visit.ready();
    visit.run("samtycke.reject()");
    let front = visit.window();
    visit.switch_to(&stale);
    visit.run("samtycke.accept('marketing')");
    let choice = visit.choice();
    assert_eq!(choice.granted, "marketing");
    assert_eq!(
        visit.eval("[samtycke.has('analytics'), samtycke.has('marketing')]"),
        json!([false, true])
    );
    // A tag that comes into the stale page does not run by the old yes.
    visit.switch_to(&front);
    visit.run("samtycke.reject()");
    visit.switch_to(&stale);
    visit.run("samtycke.set({functional: true})");
    assert_eq!(visit.choice().granted, "functional");
}

pub fn a_page_that_never_tires_of_taking_it_away_still_works(browser: Browser) {
    let tireless = "<script>
        new MutationObserver(() => document.querySelector('samtycke-root')?.remove())
            .observe(document, {childList: true, subtree: true});
        </script>";
    let visit = Visit::new(browser);
    visit.go_to_page(&page(&format!("{tireless}{TAG}"), ""));
    visit.settle();
    visit.run("document.body.append('more')");
    assert!(!visit.has_banner());
    assert_eq!(visit.eval("samtycke.has('analytics')"), false);
    visit.nobody_called();
    visit.run("samtycke.reject()");
    assert_eq!(visit.choice().granted, "_");
}

pub fn settings_that_the_page_takes_away_save_nothing(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, "<p id=\"there\"></p>"));
    visit.banner_button("Settings").click();
    visit.switch("Analytics").click();
    visit.run("document.querySelector('samtycke-root').remove()");
    visit.no_dialog();
    assert_eq!(visit.choice_text(), None);
    // They open anew, with the switches off.
    visit.run("samtycke.settings()");
    assert!(!visit.switch("Analytics").is_on());
    // Moved while they are open, they are no longer modal, and still say what they said.
    visit.switch("Analytics").click();
    visit.run("document.getElementById('there').append(document.querySelector('samtycke-root'))");
    assert!(visit.switch("Analytics").is_on());
    assert_eq!(visit.choice_text(), None);
    visit.run("document.querySelector('samtycke-root .samtycke-settings .samtycke-buttons > :last-child').click()");
    visit.no_dialog();
    let choice = visit.choice();
    assert_eq!((choice.how.as_str(), choice.granted.as_str()), ("some", "analytics"));
    visit.press(&[ESCAPE]);
}

/// Elements of the page with names that scripts look for.
pub fn names_of_the_page_are_not_taken_for_ours(browser: Browser) {
    let names =
        "<form id=\"samtycke\" name=\"samtycke\"><input name=\"has\"><input name=\"querySelector\">
        <input name=\"matches\"><input name=\"analytics\" type=\"checkbox\"></form>
        <img name=\"cookie\" alt=\"\"><img name=\"title\" alt=\"\">
        <a id=\"samtyckeConfig\" href=\"https://example.com\"></a>";
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, names));
    visit.banner();
    assert_eq!(visit.eval("document.querySelectorAll('form .samtycke-banner').length"), 0);
    visit.nobody_called();
    visit.accept();
    // What they do then is theirs: some look for `document.cookie` and find the image.
    visit.expect_fetched(&[Google, Pardot, PardotGo, Zendesk]);
    assert_eq!(visit.choice().how, "all");
    visit.reloading(|| visit.run("samtycke.withdraw()"));
    assert_eq!(visit.choice().granted, "_");
    assert_eq!(visit.cookie_names(), ["samtycke"]);
    visit.ready();
    assert!(!visit.has_banner(), "a stored choice is read");
}

const HARD: &str = "<style>
    * { all: unset !important; display: none !important; position: static !important }
    button, dialog, div, p, section { opacity: 0 !important; visibility: hidden !important;
        width: 0 !important; height: 0 !important; transform: scale(0) !important;
        pointer-events: none !important; clip-path: circle(0) !important; color: white !important;
        z-index: -1 !important; font-size: 0 !important; filter: opacity(0) !important }
    html, body, h1 { display: block !important }
    html samtycke-root [data-samtycke-click] { content-visibility: hidden !important;
        margin: -9999px !important; user-select: none !important; animation: none !important }
    dialog::backdrop { display: none !important }
    </style>";

pub fn hard_styles_of_the_page_leave_the_banner_as_it_is(browser: Browser) {
    let visit = Visit::new(browser);
    let look = |head: &str| {
        visit.go_to_page(&page(head, ""));
        let buttons = ["Reject all", "Accept all", "Settings"].map(|name| {
            let button = visit.banner_button(name);
            [
                "color",
                "background-color",
                "font-size",
                "opacity",
                "visibility",
                "display",
                "clip-path",
                "filter",
                "transform",
                "pointer-events",
                "width",
                "height",
                "content-visibility",
                "margin-top",
            ]
            .map(|property| button.style(property))
        });
        (buttons, visit.banner().rect())
    };
    let plain = look(TAG);
    assert_eq!(look(&format!("{HARD}{TAG}")), plain);
    visit.banner_button("Settings").click();
    visit.switch("Analytics").click();
    visit.dialog_button("Save choices").click();
    visit.no_dialog();
    assert_eq!(visit.choice().granted, "analytics");
}
