//! The language of the banner and the settings: likely scripts, macrolanguages, old tags, and changes while
//! the page is open.

use samtycke_e2e::{BANNER, Browser, CONFIGURED, DIALOG, TAG, Visit, page, sound_page};
use serde_json::{Value, json};

/// The languages of a site, the tag of a page, and the language that its visitor gets.
const CASES: &[(&[&str], &str, &str)] = &[
    (&["zh-Hans", "zh-Hant"], "zh-Hant-TW", "zh-Hant"),
    (&["zh-Hans", "zh-Hant"], "zh-TW", "zh-Hant"),
    (&["zh-Hans", "zh-Hant"], "zh-CN", "zh-Hans"),
    (&["zh-Hans", "zh-Hant"], "zh", "zh-Hans"),
    (&["sr-Cyrl", "sr-Latn"], "sr-Latn-RS", "sr-Latn"),
    (&["sr-Cyrl", "sr-Latn"], "sr", "sr-Cyrl"),
    (&["no"], "nb", "no"),
    (&["no"], "nb-NO", "no"),
    (&["nb"], "no", "nb"),
    (&["he"], "iw", "he"),
    (&["pt"], "pt-BR", "pt"),
    (&["pt-BR", "pt-PT"], "pt-PT", "pt-PT"),
    (&["zh"], "zh-SG", "zh"),
    (&["de"], "de_AT", "de"),
    (&["sr-Cyrl"], "sr-Latn", "en"),
    (&["fr"], "xx-nonsense-!", "en"),
];

/// The tag of a page of a site without words of its own, and what its visitor reads.
const BUILT_IN: &[(&str, &str, &str)] = &[
    ("de-AT", "de", "Alle ablehnen"),
    ("nb", "nb", "Avvis alle"),
    ("no", "nb", "Godta alle"),
    ("nn-NO", "nn", "Innstillingar"),
    ("pt-BR", "pt", "Rejeitar tudo"),
    ("zh", "en", "Reject all"),
];

pub fn the_visitor_gets_the_language_that_is_there(browser: Browser) {
    let visit = Visit::new(browser);
    for (languages, tag, expected) in CASES {
        visit.site.edit_config(|config| {
            let words = languages.iter().map(|one| ((*one).into(), json!({"title": one})));
            config["texts"] = Value::Object(words.collect());
        });
        visit.go_to_page(&sound_page(tag, "ltr", TAG, ""));
        let title = visit.banner().name();
        let expected = if *expected == "en" { "We use cookies" } else { expected };
        assert_eq!(title, expected, "{languages:?} on {tag}");
    }
}

/// `Intl` counts days of 24 hours in Norwegian, by every tag of it.
pub fn days_are_those_that_people_count(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| {
        config["cookie"] = json!({"days": 365, "refusalDays": 180});
        config["texts"] = json!({"no": {"title": "Vi bruker", "intro": "{days}"}});
    });
    visit.go_to_page(&sound_page("nb", "ltr", TAG, ""));
    let text = visit.banner().text();
    assert!(text.contains("dager") && !text.contains("døgn"), "{text}");
}

pub fn an_empty_table_is_none(browser: Browser) {
    let visit = Visit::new(browser);
    for texts in [json!({}), json!({"sv": {}}), json!({"de": {}})] {
        visit.site.edit_config(|config| config["texts"] = texts.clone());
        visit.go_to_page(&sound_page("sv", "ltr", TAG, ""));
        assert_eq!(visit.banner().name(), "Vi använder cookies", "{texts}");
    }
}

/// The direction follows the script, not the language.
pub fn the_direction_follows_the_script(browser: Browser) {
    let visit = Visit::new(browser);
    for (tag, direction) in [
        ("az-Arab", "rtl"),
        ("az", "ltr"),
        ("ku-Arab", "rtl"),
        ("ks-Deva", "ltr"),
        ("ar", "rtl"),
        ("he", "rtl"),
    ] {
        visit.site.edit_config(|config| {
            config["texts"] = json!({tag: {"title": "title"}});
        });
        visit.go_to_page(&sound_page(tag, "ltr", TAG, ""));
        assert_eq!(visit.banner().style("direction"), direction, "{tag}");
    }
}

/// `lang` changes while the banner or the settings are shown, and `setLanguage` decides over it.
pub fn the_language_changes_live(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, ""));
    visit.banner_button("Reject all");
    visit.run("document.documentElement.lang = 'sv'");
    visit.banner_button("Neka alla");
    assert_eq!(visit.banner().eval("it.lang"), "sv");
    visit.banner_button("Inställningar").click();
    assert_eq!(visit.dialog().name(), "Cookieinställningar");
    visit.run("document.documentElement.lang = 'en'");
    visit.wait("document.querySelector('samtycke-root dialog')?.lang === 'en'");
    visit.dialog_button("Close without saving").click();
    visit.no_dialog();
    visit.run("samtycke.setLanguage('sv-FI')");
    visit.banner_button("Neka alla");
    visit.run("document.documentElement.lang = 'de'");
    visit.banner_button("Neka alla").click();
    visit.no_banner();
    assert_eq!(visit.choice().how, "none");
    assert_eq!(visit.eval("samtycke.consent().language"), "sv");
}

/// XHTML names its language in another attribute.
pub fn xml_lang_counts(browser: Browser) {
    let visit = Visit::new(browser);
    let xhtml = format!(
        "<html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"sv\"><head><title>Sida</title>{TAG}</head><body><h1>Sida</h1></body></html>"
    );
    visit.site.replace("/page.xhtml", "application/xhtml+xml", 200, xhtml);
    visit.go("/page.xhtml");
    assert_eq!(visit.banner().name(), "Vi använder cookies");
    visit.banner_button("Inställningar").click();
    visit.dialog_button("Neka alla").click();
    visit.no_dialog();
    assert_eq!(visit.choice().how, "none");
}

/// Long words break instead of leaving the screen.
pub fn long_words_stay_on_the_screen(browser: Browser) {
    let visit = Visit::new(browser);
    let word = "Auftragsverarbeitungsvertragsunterzeichnungsberechtigungsnachweisformular";
    visit.site.edit_config(|config| {
        config["texts"] = json!({"de": {"intro": format!("Der {word} gilt."), "title": word}});
        config["services"][2]["name"] = word.into();
    });
    visit.site.replace("/page", "text/html; charset=utf-8", 200, sound_page("de", "ltr", TAG, ""));
    visit.go_small("/page", 320, 640);
    visit.banner();
    assert_eq!(visit.measure(&format!("lost('{}')", samtycke_e2e::BANNER)), json!([]));
    visit.run("samtycke.settings()");
    visit.dialog();
    visit.unfold();
    assert_eq!(visit.measure(&format!("lost('{}')", samtycke_e2e::DIALOG)), json!([]));
}

const CONFIG: &str = "/samtycke.json";
const GERMAN: &str = "/samtycke.de.json";
const SETTINGS: &str = "/samtycke.settings.js";

/// A page in a language.
fn speaking(tag: &str) -> String {
    page(TAG, "").replace("lang=\"en\"", &format!("lang=\"{tag}\""))
}

/// The problems that the page has heard of with this code.
fn problems(visit: &Visit, code: &str) -> Value {
    visit.eval(&format!(
        "(window.heard ?? []).filter(([name, problem]) => name === 'error' && problem.code === '{code}').length"
    ))
}

/// The paths of our files that the site was asked for, once each, in order.
fn fetched(visit: &Visit) -> Vec<String> {
    let calls = visit.site.first_party_calls().into_iter().map(|call| call.path);
    calls.filter(|path| path.starts_with("/samtycke.")).collect()
}

/// A German page asks for its words beside the declaration, and once.
pub fn words_come_beside_the_declaration(browser: Browser) {
    let visit = Visit::new(browser);
    // Nothing waits for the declaration: the words are asked for while it does not come.
    visit.site.hold(CONFIG);
    visit.go_to_page(&speaking("de"));
    for path in [CONFIG, GERMAN, SETTINGS] {
        visit.expect_own_call(path);
    }
    drop(visit);

    let visit = Visit::new(browser);
    visit.go_to_page(&speaking("de"));
    assert_eq!(visit.banner().name(), "Wir verwenden Cookies");
    assert_eq!(visit.banner().eval("it.lang"), "de");
    visit.banner_button("Einstellungen").click();
    assert_eq!(visit.dialog().name(), "Cookie-Einstellungen");
    visit.dialog_button("Auswahl speichern");
    visit.dialog_button("Alle ablehnen").click();
    visit.no_dialog();
    assert_eq!(visit.choice().how, "none");
    let mut files = fetched(&visit);
    files.sort();
    // The steps of the declaration come with the messages.
    assert_eq!(files, [GERMAN, CONFIG, "/samtycke.messages.js", "/samtycke.min.js", SETTINGS]);
    assert_eq!(visit.eval("said"), json!([]));
    // Who has decided needs no words.
    visit.site.clear_calls();
    visit.go_to_page(&page(TAG, "<a href=\"#samtycke-settings\">Cookies</a>"));
    visit.run("document.documentElement.lang = 'de'");
    visit.settle();
    assert!(!fetched(&visit).contains(&GERMAN.to_string()));
}

/// English and Swedish need no file for the banner.
pub fn two_languages_need_no_file(browser: Browser) {
    let visit = Visit::new(browser);
    for part in [SETTINGS, "/samtycke.en.json", "/samtycke.sv.json"] {
        visit.site.replace(part, "text/plain", 404, "");
    }
    for (tag, title) in [("en", "We use cookies"), ("sv-FI", "Vi använder cookies")] {
        visit.go_to_page(&speaking(tag));
        assert_eq!(visit.banner().name(), title);
        assert_eq!(problems(&visit, "language"), 0);
    }
}

/// The words of the declaration win, and where they are all of the banner's it needs no file.
pub fn words_of_the_declaration_win(browser: Browser) {
    let visit = Visit::new(browser);
    let mut config = visit.site.config();
    config["texts"] = json!({"de": {"accept": "Ja, alle", "reject": "Nein, keine"}});
    let configured = |config: &Value| {
        speaking("de")
            .replace(TAG, &format!("<script>window.samtyckeConfig = {config}</script>{CONFIGURED}"))
    };
    visit.go_to_page(&configured(&config));
    visit.banner_button("Nein, keine");
    assert_eq!(visit.banner().name(), "Wir verwenden Cookies");

    visit.site.hold(GERMAN);
    let built: Value = serde_json::from_str(
        &std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../texts/de.json"))
            .expect("texts/de.json"),
    )
    .expect("JSON");
    config["texts"] = json!({"de": built["banner"]});
    visit.go_to_page(&configured(&config));
    // Not after the time that it would wait for the file.
    assert_eq!(problems(&visit, "language"), 0);
    assert_eq!(visit.banner().name(), "Wir verwenden Cookies");
    assert_eq!(problems(&visit, "language"), 0);
}

/// Words of another build, or none, or such that hang: the banner is in English, with one message.
pub fn without_the_words_the_banner_is_english(browser: Browser) {
    let visit = Visit::new(browser);
    let whole = visit.own("samtycke.de.json");
    for (status, body) in [
        (200, whole.replace("Alle ablehnen", "Alle akzeptieren")),
        (200, visit.own("samtycke.fr.json")),
        (200, "[]".into()),
        (404, String::new()),
    ] {
        visit.site.replace(GERMAN, "application/json", status, body);
        visit.go_to_page(&speaking("de"));
        english(&visit);
    }
    visit.site.replace(GERMAN, "application/json", 200, whole);
    visit.go_to_page(&speaking("de"));
    visit.banner_button("Alle ablehnen");
    visit.site.hold(GERMAN);
    visit.go_to_page(&speaking("de"));
    english(&visit);
}

#[track_caller]
fn english(visit: &Visit) {
    visit.banner_button("Reject all");
    assert_eq!(visit.banner().eval("it.lang"), "en");
    visit.wait("heard.some(([name, problem]) => name === 'error' && problem.code === 'language')");
    assert_eq!(problems(visit, "language"), 1);
    assert_eq!(visit.eval("said.length"), 1);
    visit.banner_button("Settings").click();
    visit.dialog_button("Reject all").click();
    assert_eq!(visit.choice().how, "none");
    visit.run("document.cookie = 'samtycke=; Max-Age=0; Path=/'");
}

/// Names the languages of the site, which a built one has in its script. Others fetch what they need.
fn speak(visit: &Visit, languages: &[&str]) {
    visit.site.edit_config(|config| config["languages"] = json!(languages));
}

/// A site that is built without English speaks its first language where no other fits, in the banner and in
/// the settings.
pub fn without_english_the_first_language_speaks(browser: Browser) {
    let visit = Visit::new(browser);
    for languages in [&["sv", "de"][..], &["sv"]] {
        speak(&visit, languages);
        visit.go_to_page(&speaking("ja"));
        assert_eq!(visit.banner().name(), "Vi använder cookies", "{languages:?}");
        assert_eq!(visit.banner().eval("it.lang"), "sv", "{languages:?}");
        visit.banner_button("Inställningar").click();
        assert_eq!(visit.dialog().name(), "Cookieinställningar", "{languages:?}");
        visit.dialog_button("Stäng utan att spara").click();
        visit.no_dialog();
        assert_eq!(visit.eval("samtycke.consent().language"), "sv", "{languages:?}");
        assert!(!fetched(&visit).contains(&"/samtycke.en.json".to_string()), "{languages:?}");
        assert_eq!(visit.eval("said"), json!([]), "{languages:?}");
    }
    // Where one fits it is spoken, in a site of several.
    speak(&visit, &["sv", "de"]);
    visit.go_to_page(&speaking("de-AT"));
    visit.banner_button("Alle ablehnen");
}

/// The built-in languages are looked up like those of a site.
pub fn built_in_languages_are_looked_up(browser: Browser) {
    let visit = Visit::new(browser);
    speak(&visit, &["en", "de", "nb", "nn", "pt"]);
    for (tag, language, button) in BUILT_IN {
        visit.go_to_page(&speaking(tag));
        visit.banner_button(button);
        assert_eq!(visit.banner().eval("it.lang"), *language, "{tag}");
    }
}

/// Waits until what was shown is drawn in a language: what was there before goes stale.
#[track_caller]
fn speaks(visit: &Visit, scope: &str, tag: &str) {
    visit.wait(&format!("document.querySelector('{scope}')?.lang == '{tag}'"));
}

/// A page changes to a language that has to be fetched.
pub fn a_fetched_language_comes_live(browser: Browser) {
    let visit = Visit::new(browser);
    speak(&visit, &["en", "ar", "fi"]);
    visit.go_to_page(&page(TAG, ""));
    visit.banner_button("Reject all");
    visit.run("document.documentElement.lang = 'ar'");
    speaks(&visit, BANNER, "ar");
    visit.banner_button("رفض الكل");
    assert_eq!(visit.banner().style("direction"), "rtl");
    visit.banner_button("الإعدادات").click();
    assert_eq!(visit.dialog().style("direction"), "rtl");
    visit.run("samtycke.setLanguage('fi')");
    speaks(&visit, DIALOG, "fi");
    visit.dialog_button("Sulje tallentamatta").click();
    visit.no_dialog();
    visit.banner_button("Hylkää kaikki").click();
    visit.no_banner();
    assert_eq!(visit.eval("samtycke.consent().language"), "fi");
}

/// Every language shows its whole banner and dialog on the narrowest screen, with answers of one size. The
/// pictures in target/ are for a person.
pub fn every_language_fits(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&sound_page("en", "ltr", TAG, ""));
    visit.go_small("/page", 320, 640);
    visit.banner();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../texts");
    let files = std::fs::read_dir(folder).expect("texts/").map(|file| file.expect("a file"));
    let mut tags: Vec<String> = files
        .map(|file| file.file_name().to_string_lossy().trim_end_matches(".json").to_string())
        .collect();
    tags.sort();
    assert_eq!(tags.len(), 30);
    for tag in tags {
        visit.run(&format!("samtycke.setLanguage('{tag}')"));
        speaks(&visit, BANNER, &tag);
        whole(&visit, BANNER, &tag);
        visit.run(&format!("document.querySelector('{BANNER}').scrollTo(0, 0)"));
        visit.picture(&format!("language-{tag}-banner"));
        visit.run("samtycke.settings()");
        speaks(&visit, DIALOG, &tag);
        whole(&visit, DIALOG, &tag);
        visit.run(&format!("document.querySelector('{DIALOG}').scrollTo(0, 0)"));
        visit.picture(&format!("language-{tag}-settings"));
        visit.run(&format!("document.querySelector('{DIALOG}').scrollTo(0, 99999)"));
        visit.picture(&format!("language-{tag}-answers"));
        visit.run(&format!("document.querySelector('{DIALOG}').close()"));
        visit.no_dialog();
    }
    assert_eq!(problems(&visit, "language"), 0);
}

/// Nothing is lost, no text is cut, and yes and no are of one size and in one row.
#[track_caller]
fn whole(visit: &Visit, scope: &str, state: &str) {
    assert_eq!(visit.measure(&format!("lost('{scope}')")), json!([]), "{state} {scope}");
    let sizes = visit.eval(&format!(
        "['reject', 'accept'].map(one => document.querySelector('{scope} [data-samtycke-click=' + one + ']'))
            .map(one => [one.offsetWidth, one.offsetHeight, one.scrollWidth > one.clientWidth, one.offsetTop])"
    ));
    assert_eq!(sizes[0], sizes[1], "{state} {scope}");
    assert_eq!(sizes[0][2], false, "{state} {scope}");
}

/// Who waits for `setLanguage` finds its words shown.
pub fn a_language_is_there_when_it_is_said(browser: Browser) {
    let visit = Visit::new(browser);
    speak(&visit, &["en", "fi"]);
    visit.go_to_page(&page(TAG, ""));
    visit.banner_button("Reject all");
    visit.run(&format!(
        "samtycke.setLanguage('fi').then(() => window.spoken = document.querySelector('{BANNER}').lang)"
    ));
    visit.wait("window.spoken");
    assert_eq!(visit.eval("spoken"), "fi");
}
