//! What axe-core finds, and what assistive technology is told.

use samtycke_e2e::{Browser, Setup, TAG, Told, Visit, sound_page};
use serde_json::{Value, json};

/// A language from right to left, which only the configuration has.
pub(crate) fn speak_arabic(config: &mut Value) {
    config["texts"]["ar"] = json!({
        "title": "نحن نستخدم ملفات تعريف الارتباط",
        "intro": "تود {controller} والأطراف الثالثة تخزين ملفات تعريف الارتباط للأغراض التالية: {purposes}. نحتفظ بإجابتك لمدة {days} يومًا ويمكنك تغييرها في أي وقت.",
        "policy": "سياسة ملفات تعريف الارتباط",
        "accept": "قبول الكل",
        "reject": "رفض الكل",
        "settings": "الإعدادات",
        "settingsTitle": "إعدادات ملفات تعريف الارتباط",
        "necessary": "ضرورية",
        "functional": "وظيفية",
        "analytics": "تحليلات",
        "marketing": "تسويق",
        "settingsIntro": "اختر ما يجوز تخزينه وقراءته في متصفحك.",
        "save": "حفظ الاختيارات",
        "close": "إغلاق دون حفظ",
        "alwaysOn": "مفعلة دائمًا",
        "services": "الخدمات وملفات تعريف الارتباط",
        "provider": "المزود",
        "privacy": "سياسة الخصوصية"
    });
}

/// Each language with its direction.
pub(crate) const DIRECTIONS: [(&str, &str); 2] = [("en", "ltr"), ("ar", "rtl")];

/// Each theme that a site can choose; `auto` is one of them, as the system is.
const THEMES: [&str; 2] = ["light", "dark"];

/// What axe-core cannot decide by itself, and what of it was decided otherwise.
const UNDECIDED: [(&str, &str); 2] = [
    // Only says that a page has hidden parts; the tests show ours one by one.
    ("hidden-content", ""),
    // What lies under the buttons until it is scrolled to: `looks` computes its contrast.
    ("color-contrast", "overlapped by another element"),
];

/// Nothing is wrong, and nothing undecided; and the rules did see what they should.
#[track_caller]
fn flawless(visit: &Visit, state: &str, rules: &[&str]) {
    let findings = visit.findings();
    assert_eq!(findings.violations, json!([]), "{state}");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
    for finding in findings.incomplete.as_array().into_iter().flatten() {
        let (rule, why) = (text(&finding[0]), text(&finding[2]));
        let known = UNDECIDED.iter().any(|(one, part)| rule.starts_with(one) && why.contains(part));
        assert!(known, "{state}: {finding}");
    }
    for rule in rules {
        assert!(findings.passes.iter().any(|one| one == rule), "{state}: {rule} saw nothing");
    }
}

pub fn axe_finds_nothing_in_any_banner(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(speak_arabic);
    for theme in THEMES {
        for layout in ["box", "bar"] {
            for position in ["bottom", "top", "center"] {
                let block = position == "center";
                visit.site.edit_config(|config| {
                    config["ui"] = json!({"theme": theme, "layout": layout, "position": position, "block": block});
                });
                for (language, direction) in DIRECTIONS {
                    visit.go_to_page(&sound_page(language, direction, TAG, ""));
                    assert_eq!(visit.banner().style("direction"), direction);
                    let state = format!("{theme} {layout} {position} {direction}");
                    flawless(&visit, &state, &["color-contrast", "region", "target-size"]);
                    visit.picture(&format!("banner-{}", state.replace(' ', "-")));
                }
            }
        }
    }
}

pub fn axe_finds_nothing_in_the_settings(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(speak_arabic);
    for theme in THEMES {
        visit.site.edit_config(|config| config["ui"] = json!({"theme": theme}));
        for (language, direction) in DIRECTIONS {
            visit.go_to_page(&sound_page(language, direction, TAG, ""));
            visit.banner();
            visit.run("samtycke.settings()");
            assert_eq!(visit.dialog().style("direction"), direction);
            let rules = ["button-name", "label", "target-size"];
            flawless(&visit, &format!("settings {theme} {direction}"), &rules);
            // Its contrast rule passes over a dialog from right to left, so it is computed here.
            assert_eq!(visit.below(4.5, "texts('#samtycke dialog')", 15), [json!(null); 0]);
            visit.picture(&format!("settings-{theme}-{direction}"));
            visit.unfold();
            visit.run("document.querySelector('#samtycke dialog').scrollTo(0, 0)");
            flawless(
                &visit,
                &format!("settings {theme} {direction}, unfolded"),
                &["scope-attr-valid"],
            );
            visit.picture(&format!("settings-unfolded-{theme}-{direction}"));
        }
    }
}

pub fn axe_finds_nothing_under_a_signal(browser: Browser) {
    let visit = Visit::with(browser, Setup { do_not_track: true, ..Setup::PLAIN });
    visit.go("/");
    visit.open_settings();
    flawless(&visit, "settings under a signal", &["color-contrast", "label"]);
    visit.picture("settings-signal");
}

pub fn axe_finds_nothing_in_the_declaration(browser: Browser) {
    for dark in [false, true] {
        let visit = Visit::with(browser, Setup { dark, ..Setup::PLAIN });
        visit.site.edit_config(speak_arabic);
        assert_eq!(visit.eval("matchMedia('(prefers-color-scheme: dark)').matches"), dark);
        for (language, direction) in DIRECTIONS {
            let place = "<h2>Cookies</h2><div data-samtycke-declaration></div>";
            visit.go_to_page(&sound_page(language, direction, TAG, place));
            visit.refuse_in(language);
            visit.find("[data-samtycke-declaration] table");
            let theme = if dark { "dark" } else { "light" };
            flawless(&visit, &format!("declaration {theme} {direction}"), &["heading-order"]);
            visit.picture(&format!("declaration-{theme}-{direction}"));
        }
    }
}

pub fn axe_finds_nothing_on_the_policy_page(browser: Browser) {
    for dark in [false, true] {
        let visit = Visit::with(browser, Setup { dark, ..Setup::PLAIN });
        visit.go("/cookies");
        visit.find("[data-samtycke-declaration] table");
        // The banner as the system's theme has it, over a page with a look of its own.
        flawless(&visit, "policy page", &["color-contrast", "heading-order"]);
        visit.picture(if dark { "policy-dark" } else { "policy-light" });
    }
}

pub fn axe_finds_nothing_in_the_floating_button(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(speak_arabic);
    for theme in THEMES {
        visit.site.edit_config(|config| config["ui"] = json!({"theme": theme, "reopen": true}));
        for (language, direction) in DIRECTIONS {
            visit.go_to_page(&sound_page(language, direction, TAG, ""));
            visit.refuse_in(language);
            visit.find("#samtycke .samtycke-reopen button");
            flawless(&visit, &format!("button {theme} {direction}"), &["color-contrast", "region"]);
            visit.picture(&format!("reopen-{theme}-{direction}"));
        }
    }
}

trait Refuse {
    fn refuse_in(&self, language: &str);
}

impl Refuse for Visit {
    /// Says no, where it has not been said.
    fn refuse_in(&self, language: &str) {
        self.ready();
        if self.has_banner() {
            self.banner_button(if language == "ar" { "رفض الكل" } else { "Reject all" }).click();
            self.no_banner();
        }
    }
}

/// A role, a name, and states.
type Expected = (&'static str, &'static str, &'static [&'static str]);

#[track_caller]
fn is_told(told: &[Told], expected: &[Expected]) {
    // Each behind the one before.
    let mut rest = told.iter();
    for (role, name, states) in expected {
        let one = rest.find(|one| one.role == *role && one.name == *name);
        let Some(one) = one else { panic!("no {role} \"{name}\" in its place among {told:#?}") };
        for state in *states {
            assert!(one.states.iter().any(|found| found == state), "{state} of {one:?}");
        }
    }
}

pub fn the_banner_is_told_in_reading_order(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    let banner = visit.banner();
    assert_eq!((banner.role().as_str(), banner.name().as_str()), ("region", "We use cookies"));
    for name in ["Reject all", "Accept all", "Settings"] {
        visit.banner_button(name);
    }
    visit.named(".samtycke-box", "link", "Cookie policy");
    let Some(told) = visit.told() else { return };
    is_told(
        &told,
        &[
            ("region", "We use cookies", &[]),
            ("heading", "We use cookies", &["level=2"]),
            ("link", "Cookie policy", &["focusable=true"]),
            ("button", "Reject all", &["focusable=true"]),
            ("button", "Accept all", &["focusable=true"]),
            ("button", "Settings", &["focusable=true"]),
            ("banner", "", &[]),
        ],
    );
}

pub fn the_settings_are_told_with_their_states(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.banner_button("Settings").click();
    visit.switch("Analytics").click();
    let dialog = visit.dialog();
    assert_eq!((dialog.role().as_str(), dialog.name().as_str()), ("dialog", "Cookie settings"));
    for (name, on, enabled) in
        [("Necessary", true, false), ("Functional", false, true), ("Analytics", true, true)]
    {
        let switch = visit.switch(name);
        assert_eq!((switch.is_on(), switch.is_enabled()), (on, enabled), "{name}");
    }
    let Some(told) = visit.told() else { return };
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

pub fn the_floating_button_is_told(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| config["ui"] = json!({"reopen": true}));
    visit.go("/");
    visit.refuse();
    let button = visit.named(".samtycke-reopen", "button", "Cookie settings");
    button.click();
    visit.dialog();
    visit.dialog_button("Close without saving").click();
    visit.no_dialog();
    assert!(visit.named(".samtycke-reopen", "button", "Cookie settings").has_focus());
}

pub fn the_tables_are_told_as_tables(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/cookies");
    visit.find("[data-samtycke-declaration] table");
    let Some(told) = visit.told() else { return };
    is_told(
        &told,
        &[
            ("heading", "Necessary", &["level=3"]),
            ("heading", "Your cookie choice", &["level=4"]),
            ("region", "Your cookie choice", &["focusable=true"]),
            ("table", "", &[]),
            ("columnheader", "Name", &[]),
            ("columnheader", "Purpose", &[]),
            ("rowheader", "samtycke", &[]),
            ("heading", "Sites that ask you themselves", &["level=3"]),
        ],
    );
}
