//! The language of the banner and the settings: likely scripts, macrolanguages, old tags, and changes while
//! the page is open (R20, C18).

use samtycke_e2e::{Browser, TAG, Visit, page, sound_page};
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
    (&["de"], "de_AT", "de"),
    (&["sr-Cyrl"], "sr-Latn", "en"),
    (&["fr"], "xx-nonsense-!", "en"),
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

/// Long words break instead of leaving the screen (R16).
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
