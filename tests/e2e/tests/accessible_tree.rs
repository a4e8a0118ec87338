//! The accessibility tree: what assistive technology is told, in order. Chromium alone can show it whole.

use samtycke_e2e::{Browser, TAG, Told, Visit, page};

/// A role, a name, and states.
type Expected = (&'static str, &'static str, &'static [&'static str]);

/// The tree has these, each behind the one before.
#[track_caller]
fn is_told(told: &[Told], expected: &[Expected]) {
    let mut rest = told.iter();
    for (role, name, states) in expected {
        let one = rest.find(|one| one.role == *role && one.name == *name);
        let Some(one) = one else { panic!("no {role} \"{name}\" in its place among {told:#?}") };
        for state in *states {
            assert!(one.states.iter().any(|found| found == state), "{state} of {one:?}");
        }
    }
}

pub fn the_banner_is_in_reading_order(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.banner();
    is_told(
        &visit.accessibility_tree(),
        &[
            ("region", "We use cookies", &[]),
            ("heading", "We use cookies", &["level=2"]),
            ("link", "Cookie policy", &["focusable=true"]),
            ("button", "Settings", &["focusable=true"]),
            ("button", "Reject all", &["focusable=true"]),
            ("button", "Accept all", &["focusable=true"]),
            // The page's own header.
            ("banner", "", &[]),
        ],
    );
}

pub fn the_settings_are_in_reading_order_with_their_states(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.banner_button("Settings").click();
    visit.switch("Analytics").click();
    let told = visit.accessibility_tree();
    is_told(
        &told,
        &[
            ("dialog", "Cookie settings", &["modal=true"]),
            ("heading", "Cookie settings", &["level=2"]),
            ("button", "Close without saving", &["focusable=true"]),
            ("switch", "Necessary", &["checked=true", "disabled=true"]),
            ("switch", "Functional", &["checked=false"]),
            ("switch", "Analytics", &["checked=true"]),
            ("switch", "Marketing", &["checked=false"]),
            ("button", "Reject all", &[]),
            ("button", "Accept all", &[]),
            ("button", "Save choices", &[]),
        ],
    );
    let fixed = told.iter().find(|one| one.name == "Necessary" && one.role == "switch");
    assert_eq!(fixed.map(|one| one.description.as_str()), Some("Always on"));
    // What lies behind a modal dialog is not told.
    for name in ["We use cookies", "Home", "Ask again"] {
        assert!(!told.iter().any(|one| one.name == name), "{name} is told behind the settings");
    }
}

pub fn the_tables_are_tables(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, "<div data-samtycke-declaration></div>"));
    visit.find("[data-samtycke-declaration] table");
    is_told(
        &visit.accessibility_tree(),
        &[
            ("heading", "Necessary", &["level=3"]),
            ("heading", "Your cookie choice", &["level=4"]),
            ("region", "Your cookie choice", &[]),
            ("table", "", &[]),
            ("columnheader", "Name", &[]),
            ("columnheader", "Purpose", &[]),
            ("rowheader", "samtycke", &[]),
            ("heading", "Sites that ask you themselves", &["level=3"]),
        ],
    );
}
