//! What comes out is never worse than what is said of it.

mod random;
mod words;

use samtycke_config::{Code, read};
use serde_json::json;

use super::gaps::filled;
use super::text::{PAGE, links, plain};
use super::{Imported, Rival, import, known};

const RIVALS: [Rival; 4] =
    [Rival::VanillaCookieconsent, Rival::Klaro, Rival::Orejime, Rival::Tarteaucitron];

const FILES: [&str; 4] = [
    include_str!("../../tests/import/vanilla-cookieconsent.json"),
    include_str!("../../tests/import/klaro.json"),
    include_str!("../../tests/import/orejime.json"),
    include_str!("../../tests/import/tarteaucitron.json"),
];

/// The gaps that are announced are the problems of the check, and nothing is wrong but what is missing.
fn announces_its_problems(imported: &Imported) {
    let problems = read(&format!("{:#}", imported.declaration), &PAGE).problems;
    let problems: Vec<_> = problems.into_iter().filter(|problem| !problem.is_warning()).collect();
    let is_announced = |path: &str| {
        let start = format!("{path}: ");
        imported.gaps.iter().any(|gap| gap.starts_with(&start))
    };
    for problem in &problems {
        let is_gap = matches!(
            problem.code,
            Code::MissingField | Code::MissingReason | Code::TrackerRequired
        );
        assert!(is_gap || is_of_size(problem.code), "{problem}\n{:#}", imported.declaration);
        assert!(is_announced(&problem.path), "{problem} is not announced");
    }
    let left = read(&filled(&imported.declaration, &problems).to_string(), &PAGE);
    for problem in left.problems.iter().filter(|problem| !problem.is_warning()) {
        // Only the site can say where a tracker belongs that was always granted.
        let is_told = problem.code == Code::TrackerRequired && is_announced(&problem.path);
        assert!(is_told || is_of_size(problem.code), "{problem}\n{:#}", imported.declaration);
    }
}

/// Problems of a configuration that is larger than a cookie has room for.
fn is_of_size(code: Code) -> bool {
    matches!(code, Code::TooMany | Code::LongCookie)
}

#[test]
fn each_banner_is_known_by_its_shape() {
    for (rival, text) in RIVALS.into_iter().zip(FILES) {
        let imported = import("it.json", text, None, None).expect("it is imported");
        assert_eq!(imported.rival, rival);
        assert!(imported.is_guessed);
    }
    for text in ["{}", "[]", "1", "", "{\"controller\": {}}", "{\"services\": {}}"] {
        assert!(import("it.json", text, None, None).is_err(), "{text}");
    }
}

/// Klaro reads `privacyPolicy` of the configuration before the addresses in the texts.
#[test]
fn the_policy_of_klaro_is_that_of_the_configuration_or_of_each_language() {
    let texts = r#""translations": {"sv": {"privacyPolicyUrl": "/integritet"}}, "services": []"#;
    for (policy, expected) in [
        (r#""privacyPolicy": "/privacy","#, json!("/privacy")),
        (
            r#""privacyPolicy": {"default": "/privacy", "sv": "/policy"},"#,
            json!({"sv": "/policy", "en": "/privacy"}),
        ),
        ("", json!({"sv": "/integritet"})),
    ] {
        let text = format!("{{{policy} {texts}}}");
        let imported = import("it.json", &text, None, None).expect("it is imported");
        assert_eq!(imported.declaration["controller"]["policyUrl"], expected, "{text}");
        let is_told = imported.notes.iter().any(|note| note.contains("as Klaro does"));
        assert_eq!(is_told, !policy.is_empty(), "{:?}", imported.notes);
        announces_its_problems(&imported);
    }
}

#[test]
fn the_yes_of_klaros_notice_is_taken_where_its_settings_have_none() {
    let accept = |texts: &str| {
        let text = format!(r#"{{"translations": {{"en": {{{texts}}}}}, "services": []}}"#);
        let imported = import("it.json", &text, None, None).expect("it is imported");
        imported.declaration["texts"]["en"]["accept"].as_str().map(String::from)
    };
    let no = r#""decline": "No thanks""#;
    assert_eq!(accept(&format!(r#""ok": "Yes thanks", {no}"#)).as_deref(), Some("Yes thanks"));
    let both = format!(r#""ok": "Yes thanks", "acceptAll": "Yes to all", {no}"#);
    assert_eq!(accept(&both).as_deref(), Some("Yes to all"));
    assert_eq!(accept(r#""ok": "Yes thanks""#), None);
}

#[test]
fn a_required_tracker_is_named() {
    let text = r#"{"services": [{"name": "matomo", "required": true}, {"name": "session", "required": true}]}"#;
    let imported = import("it.json", text, None, None).expect("it is imported");
    let named: Vec<&String> =
        imported.notes.iter().filter(|note| note.contains("so that they are asked")).collect();
    assert_eq!(named.len(), 1, "{:?}", imported.notes);
    assert!(named[0].starts_with("it.json:1:15 services[0]: is granted always"), "{}", named[0]);
    assert!(
        imported.gaps.iter().any(|gap| gap.starts_with("services[0].category: Matomo ")),
        "{:?}",
        imported.gaps
    );
}

/// The categories of an import, each with whether it is required, and each service with its category.
struct Placed {
    categories: Vec<(String, bool)>,
    services: Vec<(String, String)>,
    imported: Imported,
}

fn placed(text: &str) -> Placed {
    let imported = import("it.json", text, None, None).expect("it is imported");
    announces_its_problems(&imported);
    let list = |name: &str| imported.declaration[name].as_array().cloned().unwrap_or_default();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let categories =
        list("categories").iter().map(|one| (text(&one["id"]), one["required"] == true)).collect();
    let services =
        list("services").iter().map(|one| (text(&one["id"]), text(&one["category"]))).collect();
    Placed { categories, services, imported }
}

#[test]
fn a_mandatory_group_of_orejime_can_be_refused() {
    let text = r#"{"privacyPolicyUrl": "/p", "purposes": [
        {"id": "mygrp", "title": "G", "isMandatory": true, "purposes": [{"id": "c1", "title": "C", "cookies": ["c1"]}]},
        {"id": "necessary", "isMandatory": true, "purposes": [
            {"id": "c2", "cookies": ["c2"], "isMandatory": true},
            {"id": "in", "purposes": [{"id": "c3", "isMandatory": true}, {"id": "c4"}]}
        ]},
        {"id": "kept", "purposes": [{"id": "c5", "isMandatory": true}]},
        {"id": "c6", "isMandatory": true, "purposes": [], "cookies": ["c6"]}
    ]}"#;
    let Placed { categories, services, imported } = placed(text);
    let is_asked = |id: &str| {
        let (_, category) = services.iter().find(|(one, _)| one == id).expect("a service");
        categories.iter().any(|(one, required)| one == category && !required)
    };
    assert!(is_asked("c1") && is_asked("c4") && is_asked("c6_2"), "{services:?} {categories:?}");
    assert!(!is_asked("c2") && !is_asked("c3") && !is_asked("c5"), "{services:?} {categories:?}");
    assert!(categories.contains(&("kept".into(), true)), "{categories:?}");
    let is_told = |note: &&String| note.contains("purposes[0].isMandatory: Orejime reads it");
    assert!(imported.notes.iter().any(|note| is_told(&note)), "{:#?}", imported.notes);
}

#[test]
fn a_mandatory_purpose_without_others_is_required() {
    let Placed { categories, .. } =
        placed(r#"{"purposes": [{"id": "necessary", "isMandatory": true, "cookies": []}]}"#);
    assert_eq!(categories, [("necessary".into(), true)]);
}

#[test]
fn a_service_that_was_asked_about_enters_no_required_category() {
    let text = r#"{"purposes": [
        {"id": "functional", "isMandatory": true, "cookies": []},
        {"id": "OpenStreetMap"}, {"id": "SoundCloud"}, {"id": "functional", "cookies": ["a"]}
    ]}"#;
    let Placed { categories, services, imported } = placed(text);
    assert!(categories.contains(&("functional".into(), true)), "{categories:?}");
    assert!(categories.contains(&("functional_2".into(), false)), "{categories:?}");
    let asked = services.iter().filter(|(id, _)| id != "samtycke");
    assert!(asked.clone().count() == 3 && asked.clone().all(|(_, at)| at == "functional_2"));
    let told = imported.notes.iter().filter(|note| note.contains("it is in \"functional_2\""));
    assert_eq!(told.count(), 3, "{:#?}", imported.notes);
}

#[test]
fn advertising_that_nobody_could_refuse_can_be_refused_here() {
    let text = r#"{"purposes": [{"id": "marketing", "isMandatory": true, "cookies": ["a"]}]}"#;
    let Placed { categories, imported, .. } = placed(text);
    assert!(categories.contains(&("marketing".into(), false)), "{categories:?}");
    let is_told = |note: &String| note.contains("cannot be refused there, and can be here");
    assert!(imported.notes.iter().any(is_told), "{:#?}", imported.notes);
}

#[test]
fn what_a_service_declares_is_cleared_by_it_alone() {
    let text = r#"{"categories": {"analytics": {
        "autoClear": {"cookies": [{"name": "/^_ga/"}, {"name": "_gid"}, {"name": "/^(_ga_1|_clck)$/"}]},
        "services": {"ga": {"label": "Counter", "cookies": [{"name": "/^_ga/"}]}}
    }}}"#;
    let imported = import("it.json", text, None, Some("en")).expect("it is imported");
    let names = |number: usize| -> Vec<&str> {
        let cookies = imported.declaration["services"][number]["cookies"].as_array();
        cookies.into_iter().flatten().filter_map(|one| one["name"].as_str()).collect()
    };
    assert_eq!(imported.declaration["services"][1]["name"], "analytics cookies");
    assert!(names(0).contains(&"_ga*"), "{:#}", imported.declaration);
    assert_eq!(names(1), ["_gid", "_clck"]);
}

#[test]
fn known_purposes_are_in_the_language_of_the_site() {
    let text = r#"{"services": [{"name": "youtube", "purposes": ["marketing"]}]}"#;
    let purposes = |language: &str| {
        let imported = import("it.json", text, Some(Rival::Klaro), Some(language));
        imported.expect("it is imported").declaration["services"][0]["cookies"].clone()
    };
    let (english, french) = (purposes("en"), purposes("fr"));
    for (one, other) in
        english.as_array().expect("a list").iter().zip(french.as_array().expect("a list"))
    {
        let purpose = one["purpose"].as_str().expect("a purpose");
        assert_eq!(other["purpose"].as_str(), samtycke_config::preset::phrase(purpose, "fr"));
        assert_ne!(one["purpose"], other["purpose"]);
    }
}

#[test]
fn a_host_that_is_left_out_is_said() {
    let text = r#"{"services": [{"name": "a", "purposes": ["analytics"], "cookies": [["b", "/", "a.example"], ["b", "/", "b.example"]]}]}"#;
    let imported = import("it.json", text, Some(Rival::Klaro), Some("en")).expect("it is imported");
    let is_told = |note: &String| {
        note.contains("\"b\" is declared with the host a.example; b.example is left out")
    };
    assert!(imported.notes.iter().any(is_told), "{:#?}", imported.notes);
}

#[test]
fn a_required_service_with_a_trackers_cookie_is_a_gap() {
    let text = r#"{"services": [{"name": "shop", "required": true, "cookies": ["_ga"]}, {"name": "other"}]}"#;
    let imported = import("it.json", text, Some(Rival::Klaro), None).expect("it is imported");
    announces_its_problems(&imported);
    let is_named = |gap: &String| gap.contains(".category: ") && gap.contains("Google Analytics");
    assert!(imported.gaps.iter().any(is_named), "{:#?}", imported.gaps);
}

#[test]
fn gaps_once_filled_leave_an_accepted_declaration() {
    for text in FILES {
        let imported = import("it.json", text, None, Some("en")).expect("it is imported");
        announces_its_problems(&imported);
        let mut gaps = read(&format!("{:#}", imported.declaration), &PAGE).problems;
        gaps.retain(|problem| !problem.is_warning());
        assert_eq!(imported.gaps.len(), gaps.len(), "{:#?}", imported.gaps);
        let whole = read(&filled(&imported.declaration, &gaps).to_string(), &PAGE);
        assert!(whole.is_accepted(), "{:?}", whole.problems);
    }
}

#[test]
fn what_is_known_of_services_is_right() {
    for known in known::all() {
        let declaration = json!({
            "version": 1,
            "controller": {"name": "A", "policyUrl": "/"},
            "categories": [{"id": known.category, "required": known.category == "necessary"}],
            "services": [{
                "id": "it", "category": known.category, "name": known.name, "provider": known.provider,
                "policyUrl": known.policy_url, "reason": "x", "cookies": known.cookies,
            }],
        });
        let report = read(&declaration.to_string(), &PAGE);
        assert!(report.is_accepted(), "{}: {:?}", known.name, report.problems);
    }
}

#[test]
fn each_banner_gets_the_cookies_of_known_services() {
    let texts = [
        r#"{"categories": {"marketing": {"services": {"youtube": {"label": "YouTube"}}}, "analytics": {"services": {"ga": {"label": "Google Analytics", "cookies": [{"name": "/^_ga/"}]}}}}}"#,
        r#"{"services": [{"name": "youtube", "purposes": ["marketing"]}, {"name": "google-analytics", "purposes": ["analytics"], "cookies": ["/^_ga/"]}]}"#,
        r#"{"purposes": [{"id": "youtube", "title": "YouTube"}, {"id": "google-analytics", "cookies": ["/^_ga/"]}]}"#,
        r#"{"job": ["youtube"], "privacyUrl": "/p", "hashtag": "x"}"#,
    ];
    for (rival, text) in RIVALS.into_iter().zip(texts) {
        let imported = import("it.json", text, Some(rival), Some("en")).expect("it is imported");
        announces_its_problems(&imported);
        let services = imported.declaration["services"].as_array().expect("services");
        let names = |provider: &str| -> Vec<&str> {
            let service = services
                .iter()
                .find(|one| one["name"].to_string().to_lowercase().contains(provider));
            let cookies = service.and_then(|one| one["cookies"].as_array());
            cookies.into_iter().flatten().filter_map(|one| one["name"].as_str()).collect()
        };
        assert!(names("youtube").contains(&"VISITOR_INFO1_LIVE"), "{rival:?} {services:#?}");
        if rival != Rival::Tarteaucitron {
            let is_told = |note: &String| note.contains("added what YouTube");
            assert!(imported.notes.iter().any(is_told), "{:#?}", imported.notes);
            // What a pattern of the site covers is not there twice.
            let found = names("analytics");
            assert!(found.contains(&"_ga*") && !found.contains(&"_ga_*"), "{rival:?} {found:?}");
        }
        let left = read(&imported.declaration.to_string(), &PAGE);
        assert!(left.problems.iter().all(|one| one.code != Code::LongLifetime));
        let filled = filled(&imported.declaration, &left.problems);
        let codes: Vec<_> =
            read(&filled.to_string(), &PAGE).problems.iter().map(|one| one.code).collect();
        assert!(!codes.contains(&Code::LongLifetime), "{rival:?}");
    }
}

#[test]
fn only_a_domain_is_taken_for_one() {
    for (domain, taken) in
        [("example.com", true), ("location.hostname", false), ("com", false), ("a b", false)]
    {
        let text = json!({"categories": {"analytics": {}}, "cookie": {"domain": domain, "name": "__http-x"}});
        let imported = import("it.json", &text.to_string(), None, None).expect("it is imported");
        announces_its_problems(&imported);
        assert_eq!(imported.declaration["cookie"]["domain"].is_string(), taken, "{domain}");
    }
}

#[test]
fn only_hosts_are_taken_for_hosts() {
    let row =
        |domain: &str| json!({"name": format!("c{}", domain.len()), "domain": domain, "desc": "x"});
    let domains =
        [".example.com", "Google Analytics", "location.hostname", "Google", "https://a.example"];
    let text = json!({
        "categories": {"analytics": {}},
        "language": {"default": "en", "translations": {"en": {"preferencesModal": {"sections": [
            {"linkedCategory": "analytics", "cookieTable": {
                "headers": {"name": "Name", "domain": "Domain", "desc": "Description"},
                "body": domains.map(row),
            }},
        ]}}}},
    });
    let imported = import("it.json", &text.to_string(), None, None).expect("it is imported");
    announces_its_problems(&imported);
    let cookies = imported.declaration["services"][0]["cookies"].as_array().expect("cookies");
    let hosts: Vec<_> = cookies.iter().filter_map(|one| one["host"].as_str()).collect();
    assert_eq!((cookies.len(), hosts), (4, vec![".example.com"]));
    for domain in &domains[1..] {
        let told = format!("\"{domain}\" is not a host; left out");
        assert!(imported.notes.iter().any(|note| note.contains(&told)), "{:#?}", imported.notes);
    }
}

#[test]
fn texts_lose_their_markup() {
    assert_eq!(plain("<a href=\"/x\">Google\n  Analytics</a>  4"), "Google Analytics 4");
    assert_eq!(plain("1 < 2 &amp; a<br>b <unclosed"), "1 < 2 & a b <unclosed");
    assert_eq!(
        links("<a href=\"#a\">A</a> <a class='b' href='/privacy'>B</a> <a href=c>"),
        [("#a".into(), "A".into()), ("/privacy".into(), "B".into())] as [(String, String); 2]
    );
    assert_eq!(
        plain("Param&egrave;tres &#8217; l&rsquo;essentiel&nbsp;&#x20AC;"),
        "Paramètres ’ l’essentiel €"
    );
    assert_eq!(plain("&lt;b&gt; R&D &wrongname;"), "<b> R&D &wrongname;");
}
