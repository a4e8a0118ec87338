//! What axe-core finds.

use samtycke_e2e::{BANNER, Browser, DIALOG, PLACES, REOPEN, Setup, TAG, Visit, sound_page};
use serde_json::{Value, json};

/// A language from right to left, which only the declaration has.
pub(crate) fn speak_arabic(config: &mut Value) {
    config["texts"]["ar"] = json!({
        "title": "نحن نستخدم ملفات تعريف الارتباط",
        "intro": "تود {controller} والأطراف الثالثة تخزين ملفات تعريف الارتباط للأغراض التالية: {purposes}. نحتفظ بإجابتك لمدة {days} ويمكنك تغييرها في أي وقت.",
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

/// Findings that axe-core leaves undecided, and other tests decide.
const UNDECIDED: [(&str, &str); 3] = [
    // Only says that a page has hidden parts.
    ("hidden-content", ""),
    // Text that lies under the buttons until it is scrolled: `looks` computes its contrast.
    ("color-contrast", "overlapped by another element"),
    // It looks for backgrounds below `<body>` alone; the contrast of what lies beside is measured here.
    ("color-contrast", "Unable to determine contrast ratio"),
];

/// Nothing is wrong or undecided, and these rules applied.
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

/// The contrast of every text is at least 4.5 : 1.
#[track_caller]
fn contrasts(visit: &Visit, scope: &str, count: usize) {
    assert_eq!(visit.below(4.5, &format!("texts('{scope}')"), count), [json!(null); 0], "{scope}");
}

pub fn axe_finds_nothing_in_any_banner(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(speak_arabic);
    for theme in THEMES {
        for (layout, position) in PLACES {
            let block = position == "center";
            visit.site.edit_config(|config| {
                config["ui"] = json!({"theme": theme, "layout": layout, "position": position, "block": block});
            });
            for (language, direction) in DIRECTIONS {
                visit.go_to_page(&sound_page(language, direction, TAG, ""));
                assert_eq!(visit.banner().style("direction"), direction);
                let state = format!("{theme} {layout} {position} {direction}");
                // A modal banner hides the regions of the page.
                let is_modal = block || layout == "dialog";
                let rules: &[&str] =
                    if is_modal { &["target-size"] } else { &["region", "target-size"] };
                flawless(&visit, &state, rules);
                contrasts(&visit, BANNER, 6);
                visit.picture(&format!("banner-{}", state.replace(' ', "-")));
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
            contrasts(&visit, DIALOG, 15);
            visit.picture(&format!("settings-{theme}-{direction}"));
            visit.unfold();
            visit.run("document.querySelector('samtycke-root .samtycke-settings').scrollTo(0, 0)");
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
    flawless(&visit, "settings under a signal", &["label"]);
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
        visit.find("main .samtycke-policy table");
        // The banner in the system's theme, over a page with a look of its own.
        flawless(&visit, "policy page", &["color-contrast"]);
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
            visit.find("samtycke-root .samtycke-reopen button");
            flawless(&visit, &format!("button {theme} {direction}"), &["region"]);
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

pub fn the_floating_button_leads_to_the_settings_and_back(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| config["ui"] = json!({"reopen": true}));
    visit.go("/");
    visit.refuse();
    visit.named(REOPEN, "button", "Cookie settings").click();
    visit.dialog();
    visit.dialog_button("Close without saving").click();
    visit.no_dialog();
    assert!(visit.named(REOPEN, "button", "Cookie settings").has_focus());
}
