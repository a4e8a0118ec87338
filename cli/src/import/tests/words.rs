//! Languages and names.

use serde_json::{Value, json};

use crate::import::tests::announces_its_problems;
use crate::import::{Imported, Rival, import};

fn of(text: &Value, from: Rival, language: Option<&str>) -> Imported {
    let imported =
        import("it.json", &text.to_string(), Some(from), language).expect("it is imported");
    announces_its_problems(&imported);
    imported
}

fn own(imported: &Imported) -> &Value {
    let services = imported.declaration["services"].as_array().expect("services");
    services.last().expect("our own is the last")
}

#[test]
fn our_own_service_is_in_the_languages_of_the_site() {
    let services = json!([{"name": "youtube", "purposes": ["marketing"]}]);
    let one = json!({"services": services, "translations": {"sv": {}, "zz": {}}});
    for (text, language) in [(&one, None), (&json!({"services": services}), Some("sv"))] {
        let imported = of(text, Rival::Klaro, language);
        assert_eq!(imported.declaration["languages"], json!(["sv"]));
        assert_eq!(own(&imported)["name"], "Ditt cookieval");
        assert!(own(&imported)["reason"].as_str().is_some_and(|text| text.starts_with("Utan")));
        assert!(imported.notes.iter().all(|note| !note.contains("translate them")));
    }
    let both = json!({"services": services, "lang": "sv", "translations": {"en": {}, "sv": {}}});
    let imported = of(&both, Rival::Klaro, None);
    assert_eq!(imported.declaration["languages"], json!(["sv", "en"]));
    assert_eq!(own(&imported)["name"], json!({"sv": "Ditt cookieval", "en": "Your cookie choice"}));
    let none = of(&json!({"services": services}), Rival::Klaro, None);
    assert_eq!(none.declaration["languages"], Value::Null);
    assert!(none.notes.iter().any(|note| note.contains("translate them")));
}

#[test]
fn a_known_vendor_has_its_name_where_there_is_no_title() {
    let text = json!({"services": [
        {"name": "google-tag-manager", "required": true},
        {"name": "matomo", "title": "Counter", "purposes": ["analytics"]},
        {"name": "own-thing", "purposes": ["analytics"]},
    ]});
    let imported = of(&text, Rival::Klaro, Some("en"));
    let services = imported.declaration["services"].as_array().expect("services");
    let names: Vec<&Value> = services.iter().map(|one| &one["name"]).collect();
    assert_eq!(names[..3], ["Google Tag Manager", "Counter", "own-thing"]);
    assert!(imported.gaps.iter().any(|gap| gap.contains("not necessary: a tag manager")));
}

#[test]
fn entities_become_signs_and_others_are_said() {
    let text = json!({
        "services": [],
        "translations": {"fr": {"consentNotice": {"title": "Param&egrave;tres de l&rsquo;essentiel", "learnMore": "G&eacute;rer &wrong; &#8217;"}}},
    });
    let imported = of(&text, Rival::Klaro, None);
    assert_eq!(imported.declaration["texts"]["fr"]["title"], "Paramètres de l’essentiel");
    assert_eq!(imported.declaration["texts"]["fr"]["settings"], "Gérer &wrong; ’");
    let told = imported
        .notes
        .iter()
        .filter(|note| note.contains("holds &wrong;, which stands for no sign"));
    assert_eq!(told.count(), 1, "{:#?}", imported.notes);
}

#[test]
fn a_category_without_words_is_a_gap() {
    let sections = json!([{"linkedCategory": "social", "title": "Social", "description": "x"}]);
    let text = json!({
        "categories": {"necessary": {"readOnly": true}, "social": {}, "fonctionnalité": {}},
        "language": {"default": "en", "translations": {"en": {"preferencesModal": {"sections": sections}}}},
    });
    let imported = of(&text, Rival::VanillaCookieconsent, None);
    let ids: Vec<&Value> = imported.declaration["categories"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|one| &one["id"])
        .collect();
    assert_eq!(ids, ["necessary", "social", "fonctionnalite"]);
    let named: Vec<_> =
        imported.gaps.iter().filter(|gap| gap.contains(".name: the name that")).collect();
    assert_eq!(named.len(), 1, "{:#?}", imported.gaps);
    assert!(named[0].starts_with("categories[2].name: "), "{}", named[0]);
}

#[test]
fn of_two_links_the_one_to_the_cookies_is_the_policy() {
    for (footer, expected) in [
        ("<a href='/privacy-policy'>Privacy</a> <a href='/cookies'>More</a>", "/cookies"),
        ("<a href='/legal/1'>Integritetspolicy</a> <a href='/legal/2'>Om kakor</a>", "/legal/2"),
        ("<a href='/imprint'>Imprint</a> <a href='/legal/2'>Datenschutz</a>", "/legal/2"),
    ] {
        let text = json!({
            "categories": {"necessary": {}},
            "language": {"translations": {"en": {"consentModal": {"footer": footer}}}},
        });
        let imported = of(&text, Rival::VanillaCookieconsent, None);
        assert_eq!(imported.declaration["controller"]["policyUrl"]["en"], expected, "{footer}");
    }
}
