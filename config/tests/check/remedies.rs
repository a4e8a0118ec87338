//! Messages name the right place and a remedy that works.

use samtycke_config::source::line_and_column;
use samtycke_config::{Code, Problem, read};
use serde_json::{Value, json};

use crate::site::{accepted, changed, page, problems};

fn of_code(found: &[Problem], code: Code) -> Vec<&Problem> {
    found.iter().filter(|one| one.code == code).collect()
}

fn services(services: Value) -> Value {
    changed(|c| c["services"].as_array_mut().expect("a list").extend(list(services)))
}

fn list(value: Value) -> Vec<Value> {
    value.as_array().cloned().expect("a list")
}

#[test]
fn a_built_in_category_that_is_missing_is_added() {
    let site = |categories: Value, category: &str| {
        json!({
            "version": 1,
            "controller": {"name": "A", "policyUrl": "/p"},
            "categories": categories,
            "services": [{"id": "a", "category": category, "name": "A"}, {"preset": "youtube"}],
        })
    };
    let told = |declaration: Value| -> Vec<String> {
        problems(&declaration).iter().map(|one| one.message.clone()).collect()
    };
    let functional = json!([{"id": "necessary", "required": true}, {"id": "analytics"}]);
    let messages = told(site(functional, "functional"));
    assert_eq!(
        messages,
        [
            "\"youtube\" belongs to the category \"marketing\", which the site does not have; add {\"id\": \"marketing\"} to \"categories\", or say which one by \"category\": \"necessary\" or \"analytics\"",
            "\"functional\" is not a category of this site; add {\"id\": \"functional\"} to \"categories\", or write \"necessary\" or \"analytics\"",
        ]
    );
    let own = json!([
        {"id": "statistics", "name": "Statistics", "description": "Counts visits."},
        {"id": "ads", "name": "Ads", "description": "Shows ads."},
    ]);
    let messages = told(site(own, "analytics"));
    assert!(
        messages[0].ends_with("by \"category\": \"ads\", which means the same"),
        "{messages:?}"
    );
    assert_eq!(messages[1], "\"analytics\" is not a category; did you mean \"statistics\"?");
}

#[test]
fn no_id_is_told_that_nobody_has_written() {
    let found = problems(&services(json!([
        {"preset": "google-analytics-4"},
        {"preset": "google-analytics-4", "with": {"id": "UA-1"}},
        {"preset": "nothing-like-it"},
        {"preset": "nothing-like-it"},
    ])));
    let taken = of_code(&found, Code::TakenId);
    assert_eq!(taken.len(), 1, "{found:?}");
    assert_eq!(taken[0].path, "services[7].id");
    assert_eq!(
        taken[0].message,
        "another service of this preset has the id \"google_analytics_4\"; give this one an \"id\" of its own"
    );
    accepted(&services(json!([
        {"preset": "google-analytics-4", "with": {"id": "G-ABCDE12345"}},
        {"preset": "google-analytics-4", "with": {"id": "G-ABCDE12346"}, "id": "second"},
    ])));
}

#[test]
fn a_misspelt_option_is_not_that_of_another_service() {
    let found = problems(&services(json!([
        {"preset": "hotjar", "with": {"idd": 1}},
        {"preset": "google-tag-manager"},
    ])));
    let paths: Vec<&str> = found.iter().map(|one| one.path.as_str()).collect();
    assert_eq!(paths, ["services[6].with.idd", "services[7].with.id"]);
}

#[test]
fn a_wrong_name_of_an_entry_is_underlined_and_not_its_value() {
    for (text, at, marked) in [
        (
            r#"{"services": [{"provider": {"english": "A"}}]}"#,
            "services[0].provider.english",
            "\"english\"",
        ),
        (r#"{"texts": {"english": {"reject": "No"}}}"#, "texts.english", "\"english\""),
        (
            r#"{"services": [{"scripts": [{"attributes": {"onload": "x()"}}]}]}"#,
            "services[0].scripts[0].attributes.onload",
            "\"onload\"",
        ),
        (
            r#"{"services": [{"rewrites": {"http://a.example/": "https://b.example/"}}]}"#,
            "services[0].rewrites.http://a.example/",
            "\"http://a.example/\"",
        ),
        (
            r#"{"services": [{"rewrites": {"https://a.example/": "http://b.example/"}}]}"#,
            "services[0].rewrites.https://a.example/",
            "\"http://b.example/\"",
        ),
    ] {
        let report = read(text, &page());
        let found = report.problems.iter().find(|one| one.path == at);
        let range = found.and_then(|one| one.range.clone()).expect(at);
        assert_eq!(&text[range.clone()], marked, "{at}");
        assert_eq!(line_and_column(text, range.start).1, range.start + 1);
    }
}

#[test]
fn words_without_a_language_are_one_problem() {
    let found = problems(&changed(|c| c["texts"] = json!({"reject": "No", "accept": "Yes"})));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].path, "texts");
    assert_eq!(found[0].message, "texts are by language: {\"en\": {\"reject\": …, \"accept\": …}}");
}

#[test]
fn a_tag_manager_on_the_sites_own_host_is_one() {
    for src in ["https://sgtm.example.com/gtm.js?id=GTM-ABC", "/gtag/js?id=G-ABC"] {
        let found = problems(&services(json!([
            {"id": "own", "category": "necessary", "name": "Own", "reason": "x", "scripts": [{"src": src}]},
        ])));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(
            (found[0].code, &*found[0].path),
            (Code::TrackerRequired, "services[6].category")
        );
        assert!(found[0].message.contains("known by its script's path"), "{found:?}");
    }
}

#[test]
fn a_tag_manager_is_known_by_any_spelling_of_its_name_and_by_its_id() {
    for (id, name) in [("own", "google-tag-manager"), ("own", "GoogleTagManager"), ("gtm", "Tags")]
    {
        let found = problems(&services(json!([
            {"id": id, "category": "necessary", "name": name, "reason": "x"},
        ])));
        let places: Vec<_> = found.iter().map(|one| (one.code, &*one.path)).collect();
        assert_eq!(places, [(Code::TrackerRequired, "services[6].category")], "{id} {name}");
    }
}

#[test]
fn a_long_list_is_named_in_part_and_there_in_whole() {
    let declaration = changed(|c| c["languages"] = json!(["en", "eo"]));
    let report = read(&declaration.to_string(), &page());
    let found = report.problems.iter().find(|one| one.path == "texts").expect("words are missing");
    assert!(found.all.len() > 60 && found.all.contains(&"reject".to_string()), "{found:?}");
    assert!(found.message.contains(&format!("{} more", found.all.len() - 8)), "{found:?}");
    let found = problems(&changed(|c| c["texts"] = json!({"en": {"zzzz": "x"}})));
    assert!(found[0].message.len() < 200, "{found:?}");
}

#[test]
fn a_name_that_is_partly_of_statistics_is_doubtful_and_no_problem() {
    let doubtful = |service: Value| {
        let mut service = service;
        for (name, value) in [("id", "own"), ("category", "necessary"), ("reason", "x")] {
            if service.get(name).is_none() {
                service[name] = json!(value);
            }
        }
        let declaration = services(json!([service]));
        accepted(&declaration);
        let report = read(&declaration.to_string(), &page());
        !of_code(&report.problems, Code::DoubtfulNecessity).is_empty()
    };
    for service in [
        json!({"name": "Our own visitor statistics"}),
        json!({"name": {"en": "Counter", "sv": "Besöksstatistik"}}),
        json!({"name": "Counter", "id": "own_statistics"}),
        json!({"name": "Ads of partners"}),
    ] {
        assert!(doubtful(service.clone()), "{service}");
    }
    for service in [
        json!({"name": "Basket"}),
        json!({"name": "Performance of the shop"}),
        json!({"name": "Our own visitor statistics", "category": "analytics"}),
    ] {
        assert!(!doubtful(service.clone()), "{service}");
    }
}
