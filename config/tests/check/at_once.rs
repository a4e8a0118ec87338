//! One mistake hides no other, and makes no second one.

use samtycke_config::read;
use serde_json::{Value, json};

use crate::site::{billogram, changed, page};

/// Problems and warnings as `code path`.
fn told(declaration: &Value) -> Vec<String> {
    let report = read(&declaration.to_string(), &page());
    assert!(!report.is_accepted(), "{:?}", report.problems);
    report.problems.iter().map(|one| format!("{} {}", one.code.name(), one.path)).collect()
}

/// What is told of one declaration and not of the other, in which a misspelt field has its right name.
fn added(declaration: &Value, other: &Value, (misspelt, right): (&str, &str)) -> Vec<String> {
    let report = read(&other.to_string(), &page());
    let before: Vec<String> =
        report.problems.iter().map(|one| format!("{} {}", one.code.name(), one.path)).collect();
    let is_new = |one: &String| {
        let (code, path) = one.split_once(' ').expect("a code and a path");
        !before.contains(&format!("{code} {}", path.replace(misspelt, right)))
    };
    told(declaration).into_iter().filter(is_new).collect()
}

/// No field is misspelt.
const SAME: (&str, &str) = ("?", "?");

/// A field under another name, in its place.
fn rename(object: &mut Value, from: &str, to: &str) {
    let fields = object.as_object_mut().expect("an object");
    *fields = std::mem::take(fields)
        .into_iter()
        .map(|(name, value)| (if name == from { to.into() } else { name }, value))
        .collect();
}

#[test]
fn a_misspelt_field_of_a_cookie_hides_nothing_of_another() {
    let wrong = changed(|c| {
        rename(&mut c["services"][2]["cookies"][0], "purpose", "purpos");
        c["services"][2]["cookies"][1]["kind"] = json!("cookies");
        c["services"][2]["cookies"][1]["party"] = json!("third");
    });
    let found = told(&wrong);
    for line in [
        "unknown-field services[2].cookies[0].purpos",
        "long-lifetime services[2].cookies[0].lifetime",
        "wrong-value services[2].cookies[1].kind",
        "missing-host services[2].cookies[1].host",
    ] {
        assert!(found.iter().any(|one| one == line), "{line} is not in {found:#?}");
    }
}

#[test]
fn a_bad_name_of_a_cookie_hides_no_tracker() {
    let found = told(&changed(|c| {
        c["services"][2]["category"] = json!("necessary");
        c["services"][2]["cookies"][1]["name"] = json!("a b");
    }));
    for line in ["wrong-name services[2].cookies[1].name", "tracker-required services[2].category"]
    {
        assert!(found.iter().any(|one| one == line), "{line} is not in {found:#?}");
    }
}

#[test]
fn what_is_in_a_misspelt_list_is_checked_under_the_name_that_was_meant() {
    let right = billogram();
    for (name, misspelt) in [
        ("services", "servises"),
        ("categories", "catagories"),
        ("controller", "controler"),
        ("signals", "signal"),
        ("external", "externals"),
    ] {
        let wrong = changed(|c| rename(c, name, misspelt));
        // Nothing else is wrong for it.
        let found = added(&wrong, &right, (misspelt, name));
        assert_eq!(found, [format!("unknown-field {misspelt}")]);
    }
    let found = told(&changed(|c| {
        c["services"][2]["category"] = json!("necessary");
        c["services"][3]["category"] = json!("marketng");
        c["services"][4]["scripts"][1]["src"] = json!("//pi.pardot.com/pd.js");
        rename(&mut c["services"][5]["cookies"][0], "lifetime", "expires");
        c["services"][5]["cookies"][0]["expires"] = json!("2 years");
        rename(c, "services", "servises");
    }));
    for line in [
        "unknown-field servises",
        "tracker-required servises[2].category",
        "unknown-category servises[3].category",
        "wrong-address servises[4].scripts[1].src",
        "unknown-field servises[5].cookies[0].expires",
        "wrong-lifetime servises[5].cookies[0].expires",
    ] {
        assert!(found.iter().any(|one| one == line), "{line} is not in {found:#?}");
    }
    assert!(!found.iter().any(|one| one.contains(" services")), "{found:#?}");
}

#[test]
fn a_category_with_a_title_has_a_name() {
    let with = |category: Value| {
        changed(|c| {
            let mut category = category;
            c["languages"] = json!(["en"]);
            category["id"] = json!("ads_of_partners");
            category["description"] = json!("Ads.");
            c["categories"].as_array_mut().expect("a list").push(category);
        })
    };
    let right = with(json!({"name": "Ads"}));
    let title = with(json!({"title": "Ads"}));
    assert_eq!(added(&title, &right, ("title", "name")), ["unknown-field categories[4].title"]);
    let list = with(json!({"title": ["Ads"]}));
    assert_eq!(added(&list, &right, ("title", "name")), ["unknown-field categories[4].title"]);
}

#[test]
fn what_depends_on_a_wrong_required_is_not_told() {
    let site = |required: Value| {
        changed(|c| {
            c["categories"][0]["required"] = required;
            c["services"][0] = json!({"preset": "samtycke"});
        })
    };
    let right = site(json!(true));
    assert_eq!(added(&site(json!("true")), &right, SAME), ["wrong-type categories[0].required"]);
    let misspelt = changed(|c| rename(&mut c["categories"][0], "required", "requird"));
    assert_eq!(
        added(&misspelt, &billogram(), ("requird", "required")),
        ["unknown-field categories[0].requird"]
    );
    let unknown = changed(|c| c["services"][0]["category"] = json!("necesary"));
    let found = added(&unknown, &billogram(), SAME);
    assert!(!found.iter().any(|one| one.starts_with("own-cookie ")), "{found:?}");
}

#[test]
fn a_tracker_without_a_reason_is_told_that_none_will_do() {
    for preset in [
        json!({"preset": "hotjar", "with": {"id": 1234567}}),
        json!({"preset": "google-analytics-4", "with": {"id": "G-ABCDE12345"}}),
        json!({"preset": "google-tag-manager", "with": {"id": "GTM-ABCDEF"}}),
    ] {
        let site = |more: Value| {
            changed(|c| {
                let mut service = preset.clone();
                for (name, value) in more.as_object().expect("fields") {
                    service[name] = value.clone();
                }
                c["services"].as_array_mut().expect("a list").push(service);
            })
        };
        let required = site(json!({"category": "necessary"}));
        let found = told(&required);
        let of_it = |one: &&String| !one.starts_with("long-") && one.contains("services[6]");
        let found: Vec<&String> = found.iter().filter(of_it).collect();
        assert!(
            found.iter().any(|one| *one == "tracker-required services[6].category"),
            "{found:?}"
        );
        assert!(!found.iter().any(|one| one.starts_with("missing-reason")), "{found:?}");
        // Its options hide nothing either.
        let found = told(&site(json!({"category": "necessary", "with": {"idd": 1}})));
        assert!(
            found.iter().any(|one| one == "tracker-required services[6].category"),
            "{found:?}"
        );
    }
    let found = told(&changed(|c| c["categories"][2]["required"] = json!(true)));
    assert!(found.iter().any(|one| one == "tracker-required categories[2].required"), "{found:?}");
    assert!(!found.iter().any(|one| one.starts_with("missing-reason")), "{found:?}");
    // What is not known to follow anybody still needs one.
    let found = told(&changed(|c| {
        c["services"][1]["category"] = json!("necessary");
        c["services"][1]["scripts"] = json!([]);
    }));
    assert!(found.iter().any(|one| one == "missing-reason services[1].reason"), "{found:?}");
}
