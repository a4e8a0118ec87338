//! The keyboard alone, with real keys.
//!
//! The tests of the settings recast those of the W3C's ARIA Authoring Practices Guide for a modal dialog
//! (`dialog-modal_dialog.js`): role, name and modality, Tab and Shift+Tab in a circle, Escape from every
//! element.

use samtycke_e2e::{Browser, ENTER, ESCAPE, Element, SHIFT, SPACE, TAB_KEY, TAG, Visit, page};
use serde_json::json;

const BACK: [char; 2] = [SHIFT, TAB_KEY];

/// What can have the focus in the settings as they open, in order.
const STOPS: [&str; 14] = [
    "Close without saving",
    "Cookie policy",
    "privacy@billogram.com",
    "Services: 1, cookies: 2",
    "Functional",
    "Services: 1, cookies: 11",
    "Analytics",
    "Services: 1, cookies: 2",
    "Marketing",
    "Services: 2, cookies: 14",
    "Privacy policy: Teamtailor",
    "Reject all",
    "Accept all",
    "Save choices",
];

/// Goes forward until what has the focus has this name.
#[track_caller]
fn tab_to<'a>(visit: &'a Visit, name: &str, most: usize) -> Element<'a> {
    let mut seen = Vec::new();
    for _ in 0..most {
        visit.press(&[TAB_KEY]);
        let focused = visit.focused();
        let found = called(&focused);
        if found == name {
            return focused;
        }
        seen.push(found);
    }
    panic!("{name} was not among {seen:?}");
}

/// The name of what has the focus; empty where the browser's own controls have it.
#[track_caller]
fn called(focused: &Element) -> String {
    // Firefox names a summary by nothing, so its text is taken.
    match focused.eval("it.matches('body, html') ? 'body' : it.localName") {
        tag if tag == "body" => String::new(),
        tag if tag == "summary" => focused.text(),
        _ => focused.name(),
    }
}

/// Opens the settings with the keyboard, from the banner.
#[track_caller]
fn open(visit: &Visit) {
    visit.go("/");
    visit.banner();
    tab_to(visit, "Settings", 5);
    visit.press(&[ENTER]);
    visit.dialog();
    visit.wait("document.activeElement.closest('dialog')");
}

pub fn the_banner_comes_first_and_holds_nobody(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.banner();
    for name in ["Cookie policy", "Settings", "Reject all", "Accept all", "Billogram", "Home"] {
        visit.press(&[TAB_KEY]);
        assert_eq!(called(&visit.focused()), name);
    }
    for name in ["Billogram", "Accept all", "Reject all", "Settings", "Cookie policy"] {
        visit.chord(&BACK);
        assert_eq!(called(&visit.focused()), name);
    }
    // Escape is no answer.
    visit.press(&[ESCAPE]);
    visit.settle();
    assert!(visit.has_banner());
    assert_eq!(visit.choice_text(), None);
}

pub fn the_banner_refuses_with_either_key(browser: Browser) {
    for key in [ENTER, SPACE] {
        let visit = Visit::new(browser);
        visit.go("/");
        visit.banner();
        tab_to(&visit, "Reject all", 3);
        visit.press(&[key]);
        visit.no_banner();
        assert_eq!(visit.choice().how, "none");
    }
}

pub fn tab_goes_round_in_the_settings(browser: Browser) {
    let visit = Visit::new(browser);
    open(&visit);
    let dialog = visit.dialog();
    assert_eq!((dialog.role().as_str(), dialog.name().as_str()), ("dialog", "Cookie settings"));
    assert_eq!(dialog.eval("it.matches(':modal')"), true);
    for round in 0..2 {
        for name in STOPS {
            assert_eq!(called(&visit.focused()), name, "in round {round}");
            forward(&visit, &[TAB_KEY]);
        }
    }
}

pub fn shift_and_tab_go_round_backwards(browser: Browser) {
    let visit = Visit::new(browser);
    open(&visit);
    assert_eq!(called(&visit.focused()), STOPS[0]);
    for round in 0..2 {
        for name in STOPS.iter().rev() {
            forward(&visit, &BACK);
            assert_eq!(called(&visit.focused()), *name, "in round {round}");
        }
    }
}

/// Goes one element on. The focus is always seen: it never rests on the page's body.
#[track_caller]
fn forward(visit: &Visit, keys: &[char]) {
    visit.chord(keys);
    // The settings themselves take the focus too, since arrow keys scroll them.
    if visit.focused().eval("it.matches('dialog')") == true {
        visit.chord(keys);
    }
    let inside = visit.focused().eval("Boolean(it.closest('dialog'))");
    assert_eq!(inside, true, "{} is outside", visit.focused().name());
}

pub fn escape_leaves_the_settings_from_anywhere(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.banner();
    tab_to(&visit, "Settings", 5);
    for (steps, name) in STOPS.iter().enumerate() {
        visit.press(&[ENTER]);
        visit.wait("document.activeElement.closest('dialog')");
        for _ in 0..steps {
            visit.press(&[TAB_KEY]);
        }
        assert_eq!(called(&visit.focused()), *name);
        visit.press(&[ESCAPE]);
        visit.no_dialog();
        assert_eq!(called(&visit.focused()), "Settings", "the focus goes back to the opener");
    }
    visit.nobody_called();
    assert_eq!(visit.choice_text(), None);
}

pub fn the_focus_goes_back_to_the_opener(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.refuse();
    // Each way out that leaves the page as it is.
    for way in ["Close without saving", "Save choices", "Reject all", "Accept all"] {
        let opener = visit.find("footer [data-samtycke-click=settings]");
        opener.eval("it.focus()");
        visit.press(&[SPACE]);
        visit.wait("document.activeElement.closest('dialog')");
        if called(&visit.focused()) != way {
            tab_to(&visit, way, STOPS.len());
        }
        visit.press(&[SPACE]);
        visit.no_dialog();
        assert!(opener.has_focus(), "after {way}");
    }
}

/// Goes on to the services of a category, and shows them.
#[track_caller]
fn unfold(visit: &Visit) {
    visit.press(&[TAB_KEY, ENTER]);
    visit.wait("document.activeElement.matches('details[open] > summary:not(:only-child)')");
}

pub fn nothing_is_lost_on_save(browser: Browser) {
    let visit = Visit::new(browser);
    let form = "<svg width=\"1\" height=\"3000\"></svg><label>Your name <input id=\"yours\"></label>
        <button data-samtycke-click=\"settings\">Cookies here</button><svg width=\"1\" height=\"3000\"></svg>";
    visit.go_to_page(&page(TAG, form));
    visit.banner();
    visit.find("#yours").eval("it.focus()");
    visit.press(&['A', 'd', 'a', TAB_KEY]);
    let at = visit.eval("Math.round(scrollY)");
    assert!(at.as_f64() > Some(1000.0), "{at}");
    visit.press(&[ENTER]);
    visit.wait("document.activeElement.closest('dialog')");
    tab_to(&visit, "Analytics", 6);
    visit.press(&[SPACE]);
    assert!(visit.focused().is_on() && visit.focused().name() == "Analytics", "the focus stays");
    unfold(&visit);
    tab_to(&visit, "Google Analytics 4", 1);
    tab_to(&visit, "Marketing", 5);
    visit.press(&[SPACE, SPACE]);
    tab_to(&visit, "Save choices", 8);
    visit.press(&[ENTER]);
    visit.no_dialog();
    visit.no_banner();
    let choice = visit.choice();
    assert_eq!((choice.granted.as_str(), choice.services.as_str()), ("analytics", ""));
    assert_eq!(visit.eval("yours.value"), "Ada");
    // Where the visitor was is still on the screen.
    let seen = "(({top, bottom}) => top >= 0 && bottom <= innerHeight)(it.getBoundingClientRect())";
    assert_eq!(visit.find("#yours").eval(seen), true);
    assert_eq!(called(&visit.focused()), "Cookies here");
    visit.wait("heard.some(one => one[0] === 'change')");
    assert_eq!(
        visit.eval("heard.map(one => one[0])"),
        json!(["open", "ready", "open", "close", "close", "change"])
    );
}

pub fn the_keyboard_chooses_one_service(browser: Browser) {
    let visit = Visit::new(browser);
    open(&visit);
    tab_to(&visit, "Analytics", 12);
    visit.press(&[SPACE]);
    assert!(visit.switch("Analytics").is_on());
    unfold(&visit);
    tab_to(&visit, "Google Analytics 4", 1);
    visit.press(&[SPACE]);
    assert!(!visit.switch("Google Analytics 4").is_on());
    visit.press(&[SPACE]);
    tab_to(&visit, "Save choices", 30);
    visit.press(&[ENTER]);
    visit.no_dialog();
    assert_eq!(visit.choice().granted, "analytics");
    assert_eq!(visit.choice().services, "");
}

pub fn the_focus_is_never_hidden(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.banner_button("Settings").click();
    visit.dialog();
    visit.run(
        "for (const fold of document.querySelectorAll('samtycke-root details')) fold.open = true",
    );
    // WCAG 2.2, 2.4.11: there and back again; and the focus is shown.
    let mut met = 0;
    for keys in [[TAB_KEY].as_slice(), &BACK] {
        for _ in 0..25 {
            visit.chord(keys);
            let focused = visit.focused();
            if focused.eval("it === document.body") == true {
                continue;
            }
            met += 1;
            let seen = "(() => {
                const {left, right, top, bottom} = it.getBoundingClientRect();
                const x = (left + right) / 2;
                return [top + 2, (top + bottom) / 2, bottom - 2].some(y => {
                    const over = document.elementFromPoint(x, y);
                    return over && (it.contains(over) || over.contains(it));
                });
            })()";
            assert_eq!(focused.eval(seen), true, "{} is hidden", focused.name());
        }
    }
    assert!(met > 30, "{met}");
}
