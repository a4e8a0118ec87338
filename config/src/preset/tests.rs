use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use regex_lite::Regex;
use serde_json::{Value, json};

use super::{Shape, all, expand, json_schema, phrase, phrase_languages};
use crate::pattern::matches;
use crate::values::Text;
use crate::{Page, Problem, normal, read};

const PAGE: Page =
    Page { origin: "https://www.example.com", host: "www.example.com", secure: true };

/// The preset of what Samtycke itself stores.
const OWN: &str = "samtycke";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../presets")
}

/// A site with one service.
fn site(service: Value) -> Value {
    json!({
        "version": 1,
        "controller": {"name": "Example", "policyUrl": "/policy"},
        "languages": ["en"],
        "categories": [{"id": "necessary", "required": true}, {"id": "functional"}, {"id": "analytics"}, {"id": "marketing"}],
        "services": [service],
    })
}

fn problems(service: Value) -> Vec<String> {
    let report = read(&site(service).to_string(), &PAGE);
    let told = |problem: &Problem| format!("{}: {}", problem.path, problem.message);
    report.problems.iter().filter(|one| !one.is_warning()).map(told).collect()
}

#[test]
fn there_are_many_and_each_file_is_one() {
    assert!(all().len() >= 60, "{}", all().len());
    let files = std::fs::read_dir(folder()).expect("a folder");
    let names: BTreeSet<String> = files
        .filter_map(|file| file.ok()?.file_name().to_str()?.strip_suffix(".json").map(String::from))
        .filter(|name| name != "schema")
        .collect();
    let ids: BTreeSet<String> = all().iter().map(|preset| preset.id.clone()).collect();
    assert_eq!(names, ids);
    assert!(all().is_sorted_by_key(|preset| &preset.id));
}

#[test]
fn each_says_when_and_where_its_facts_were_read() {
    for preset in all() {
        assert!(
            Regex::new(r"^20\d\d-\d\d-\d\d$").unwrap().is_match(&preset.checked),
            "{}",
            preset.id
        );
        assert!(
            !preset.sources.is_empty()
                && (preset.policy_url.starts_with("https://") || preset.id == OWN),
            "{}",
            preset.id
        );
        assert_eq!(preset.category == "necessary", preset.reason.is_some(), "{}", preset.id);
    }
    let host = Regex::new(r"^(\{[a-z]+\}|[a-z0-9-]+(\.[a-z0-9-]+)+)$").unwrap();
    for stored in all().iter().flat_map(|preset| &preset.cookies) {
        assert!(stored.host.as_ref().is_none_or(|one| host.is_match(one)), "{:?}", stored.host);
    }
    let ranks: BTreeSet<u8> =
        all().iter().map(|preset| preset.rank).filter(|rank| *rank > 0).collect();
    assert_eq!(ranks, (1..=20).collect());
}

#[test]
fn no_name_means_two_presets() {
    let mut seen = BTreeSet::new();
    for name in all().iter().flat_map(|preset| &preset.names) {
        assert!(seen.insert(name), "{name}");
        assert!(
            name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()),
            "{name}"
        );
    }
}

#[test]
fn each_option_has_a_pattern_and_an_example_that_fits() {
    for preset in all() {
        for (name, rule) in &preset.options {
            let of = format!("{} {name}", preset.id);
            assert!(rule.doc.ends_with('.'), "{of}");
            assert!(!rule.needed || !rule.example.is_empty(), "{of}");
            if matches!(rule.shape, Shape::Text | Shape::List) {
                let pattern = Regex::new(&format!("^(?:{})$", rule.pattern)).expect("a pattern");
                assert!(!rule.pattern.is_empty() && pattern.is_match(&rule.example), "{of}");
                assert!(!pattern.is_match("a\"b") && !pattern.is_match("\n"), "{of}");
            }
        }
    }
}

/// Every value that an option can have, one at a time.
fn variants(preset: &super::Preset) -> Vec<Value> {
    let mut variants = vec![preset.example()];
    for (name, rule) in &preset.options {
        let values: Vec<Value> = match rule.shape {
            Shape::Flag => vec![true.into(), false.into()],
            Shape::Choice => rule.choices.iter().map(|choice| choice.clone().into()).collect(),
            Shape::Category => vec!["functional".into()],
            Shape::Text => vec![rule.example.clone().into()],
            Shape::List => vec![json!([rule.example])],
            Shape::Number => vec![500.into()],
        };
        for value in values {
            let mut options = preset.example();
            options[name] = value;
            variants.push(options);
        }
    }
    variants
}

#[test]
fn each_expands_to_a_service_that_the_check_accepts_with_any_option() {
    for preset in all() {
        for with in variants(preset) {
            let found = problems(json!({"preset": preset.id, "with": with}));
            assert!(found.is_empty(), "{} {with}: {found:?}", preset.id);
        }
    }
}

#[test]
fn each_expands_to_a_declaration_that_the_check_accepts_without_its_preset() {
    for preset in all() {
        let has_regions = preset.options.contains_key("elsewhere");
        let mut variants = variants(preset);
        if has_regions {
            for (mode, elsewhere) in
                [("basic", "granted"), ("advanced", "granted"), ("advanced", "choice")]
            {
                let mut with = preset.example();
                // Consent Mode alone loads nothing, and has no mode.
                if preset.options.contains_key("mode") {
                    with["mode"] = mode.into();
                }
                with["region"] = json!(["SE"]);
                with["elsewhere"] = elsewhere.into();
                variants.push(with);
            }
        }
        for with in variants {
            let told = |value: &Value| {
                let report = read(&value.to_string(), &PAGE);
                let declaration = report
                    .declaration
                    .unwrap_or_else(|| panic!("{} {with}: {:?}", preset.id, report.problems));
                let is_it = |one: &&Problem| one.code == crate::Code::AdvancedConsent;
                let count = report.problems.iter().filter(is_it).count();
                (normal::without_presets(&declaration), count)
            };
            let (plain, warned) = told(&site(json!({"preset": preset.id, "with": with})));
            let (_, of_plain) = told(&plain);
            assert!((warned > 0) == (of_plain > 0) && of_plain >= warned, "{} {with}", preset.id);
        }
    }
}

#[test]
fn a_required_tag_is_accepted_only_while_it_waits_for_a_yes() {
    let plain = |change: &dyn Fn(&mut Value)| {
        let with = json!({"id": "G-ABCDE12345", "mode": "advanced"});
        let site = site(json!({"preset": "google-analytics-4", "with": with}));
        let declaration = read(&site.to_string(), &PAGE).declaration.expect("it is accepted");
        let mut plain = normal::without_presets(&declaration);
        let tag = &mut plain["services"][1];
        assert_eq!(tag["category"], "necessary");
        change(tag);
        read(&plain.to_string(), &PAGE).is_accepted()
    };
    assert!(plain(&|_| {}));
    let default = "/consent/default/1/args/2";
    let changes: &[&dyn Fn(&mut Value)] = &[
        &|tag| tag["consent"]["default"] = json!([]),
        &|tag| tag.pointer_mut(default).unwrap()["region"] = json!(["SE"]),
        &|tag| tag.pointer_mut(default).unwrap()["ad_storage"] = "granted".into(),
        &|tag| {
            tag.pointer_mut(default).unwrap()["analytics_storage"]["@granted"] = "necessary".into()
        },
        &|tag| tag.pointer_mut(default).unwrap()["analytics_storage"]["no"] = "granted".into(),
        &|tag| {
            drop(tag.pointer_mut(default).unwrap().as_object_mut().unwrap().remove("ad_user_data"))
        },
        &|tag| {
            tag["scripts"]
                .as_array_mut()
                .unwrap()
                .push(json!({"inline": "gtag('consent', 'update', {})"}))
        },
        &|tag| {
            tag["scripts"]
                .as_array_mut()
                .unwrap()
                .push(json!({"src": "https://connect.facebook.net/x.js"}))
        },
        &|tag| {
            tag["scripts"][0]["steps"] =
                json!([{"call": "gtag", "args": ["consent", "update", {"ad_storage": "granted"}]}])
        },
        &|tag| tag["cookies"] = json!([{"name": "_ga", "kind": "cookie", "party": "first", "lifetime": "P1D", "purpose": "x"}]),
    ];
    for (number, change) in changes.iter().enumerate() {
        assert!(!plain(change), "{number}");
    }
}

#[test]
fn nothing_is_left_of_a_placeholder() {
    for preset in all() {
        for with in variants(preset) {
            let (expanded, _) = expand(&site(json!({"preset": preset.id, "with": with})));
            let mut service = expanded["services"].clone();
            service[0].as_object_mut().unwrap().remove("with");
            let left = Regex::new(r"\{[a-z][A-Za-z_]*(:[0-9]+)?\}").unwrap();
            assert!(!left.is_match(&service.to_string()), "{} {with}: {service}", preset.id);
        }
    }
}

#[test]
fn what_we_store_ourselves_is_as_the_site_has_it() {
    let expanded = |change: &dyn Fn(&mut Value)| {
        let mut site = site(json!({"preset": OWN}));
        change(&mut site);
        let report = read(&site.to_string(), &PAGE);
        assert!(report.problems.is_empty(), "{:?}", report.problems);
        expand(&site).0["services"][0].clone()
    };
    let plain = expanded(&|_| {});
    assert_eq!(plain["provider"], "Example");
    assert_eq!(plain["policyUrl"], "/policy");
    assert_eq!(plain["cookies"][0]["name"], "samtycke");
    assert_eq!(plain["cookies"][0]["lifetime"], "P180D");
    assert_eq!(plain["cookies"][1]["name"], "samtycke.receipts");

    let other = expanded(&|site| {
        site["languages"] = json!(["sv", "en"]);
        site["controller"]["policyUrl"] = json!({"sv": "/kakor", "en": "/cookies"});
        site["cookie"] = json!({"name": "val", "days": 90, "refusalDays": 365});
        site["categories"][0]["id"] = "needed".into();
        site["categories"][0]["name"] = json!({"sv": "Behövs", "en": "Needed"});
        site["categories"][0]["description"] = json!({"sv": "Behövs.", "en": "Needed."});
    });
    assert_eq!(other["category"], "needed");
    assert_eq!(other["name"]["sv"], "Ditt cookieval");
    assert_eq!(other["policyUrl"], json!({"sv": "/kakor", "en": "/cookies"}));
    assert_eq!(other["cookies"][0]["name"], "val");
    assert_eq!(other["cookies"][0]["lifetime"], "P365D");

    // Receipts are of a yes, so there are none where nothing is asked.
    let asks_nothing = expanded(&|site| {
        site["categories"].as_array_mut().unwrap().truncate(1);
    });
    assert_eq!(asks_nothing["cookies"].as_array().map(Vec::len), Some(1));
}

#[test]
fn the_cookies_of_a_pardot_account_are_those_of_its_true_number() {
    let names = |account: &str| -> Vec<String> {
        let with = json!({"accountId": account, "campaignId": "27001", "host": "go.example.com"});
        let (expanded, _) = expand(&site(json!({"preset": "pardot", "with": with})));
        let cookies = expanded["services"][0]["cookies"].as_array().unwrap();
        let own = cookies.iter().filter(|one| one["party"] == "first");
        own.map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    };
    let covers = |account: &str, name: &str| names(account).iter().any(|one| matches(one, name));
    for name in ["visitor_id1040001", "visitor_id1040001-hash", "pi_opt_in1040001", "lpv1040001"] {
        assert!(covers("1041001", name), "{name}");
        assert!(!covers("1041002", name), "{name} is of another account");
    }
    for name in ["visitor_id", "lpv_last_page", "lpv", "pi_opt_in"] {
        assert!(!covers("1041001", name), "{name} is of the site");
    }
}

#[test]
fn every_phrase_has_its_translations_and_no_translation_is_left_over() {
    let further = |preset: &'static super::Preset| {
        preset.also.iter().flat_map(|one| ["name", "reason"].map(|field| one.0[field].as_str()))
    };
    let phrases = |most: u8| -> BTreeSet<&str> {
        let chosen = all()
            .iter()
            .filter(|preset| (1..=most).contains(&preset.rank) || most == 255 || preset.id == OWN);
        chosen
            .flat_map(|preset| {
                let purposes = preset.cookies.iter().map(|stored| Some(stored.purpose.as_str()));
                let name = match &preset.name {
                    Text::Same(name) if preset.id == OWN => Some(name.as_str()),
                    _ => None,
                };
                purposes.chain([name, preset.reason.as_deref()]).chain(further(preset)).flatten()
            })
            .collect()
    };
    for tag in phrase_languages() {
        let expected = phrases(if tag == "sv" { 255 } else { 20 });
        let missing: Vec<&&str> =
            expected.iter().filter(|english| phrase(english, tag).is_none()).collect();
        assert!(missing.is_empty(), "{tag}: {missing:#?}");
        let file = std::fs::read_to_string(folder().join(format!("phrases/{tag}.json"))).unwrap();
        let file: serde_json::Map<String, Value> = serde_json::from_str(&file).unwrap();
        let all = phrases(255);
        for english in file.keys() {
            assert!(all.contains(english.as_str()), "{tag}: nothing says {english:?}");
        }
    }
}

// Nynorsk is one of the languages that only the program holds.
#[cfg(feature = "all-languages")]
#[test]
fn readers_of_nynorsk_get_their_own_phrases() {
    let of = |tag| phrase("Keeps what you have said yes and no to.", tag);
    assert_eq!(of("nn"), Some("Lagrar kva du har sagt ja og nei til."));
    assert_eq!(of("nn-NO"), of("nn"));
    assert_eq!(of("no"), of("nb"));
}

#[test]
fn the_schema_of_the_folder_is_current() {
    let file = folder().join("schema.json");
    let expected = format!("{:#}\n", json_schema());
    if std::env::var_os("SNAPSHOTS").is_some_and(|what| what == "overwrite") {
        std::fs::write(&file, &expected).unwrap();
    }
    assert_eq!(std::fs::read_to_string(file).unwrap(), expected, "SNAPSHOTS=overwrite writes it");
}

#[test]
fn a_mistake_is_told_where_it_is() {
    for (service, expected) in [
        (
            json!({"preset": "google-analytics"}),
            "services[0].preset: \"google-analytics\" is not a preset; did you mean \"google-analytics-4\"?",
        ),
        (
            json!({"preset": "gtm"}),
            "services[0].preset: \"gtm\" is not a preset; did you mean \"google-tag-manager\"?",
        ),
        (
            json!({"preset": "nothing-like-it-at-all"}),
            "services[0].preset: \"nothing-like-it-at-all\" is not a preset; `samtycke presets` lists them all",
        ),
        (
            json!({"preset": 7, "id": "a", "category": "analytics", "name": "A"}),
            "services[0].preset: expected a text that is not empty, not 7",
        ),
        (
            json!({"preset": "meta-pixel"}),
            "services[0].with.id: missing; the preset \"meta-pixel\" needs it, such as \"123456789012345\": The id that the vendor's snippet has.",
        ),
        (
            json!({"preset": "meta-pixel", "with": {"id": "12"}}),
            "services[0].with.id: \"12\" is not what this option takes; expected one such as \"123456789012345\"",
        ),
        (
            json!({"preset": "meta-pixel", "with": {"ids": "123456789012345"}}),
            "services[0].with.ids: \"meta-pixel\" has no such option; did you mean \"id\"?",
        ),
        (
            json!({"preset": "google-analytics-4", "with": {"id": "G-ABCDE12345", "mode": "fast"}}),
            "services[0].with.mode: \"fast\" is not known; expected \"basic\" or \"advanced\"",
        ),
        (
            json!({"preset": "google-analytics-4", "with": {"id": "G-ABCDE12345", "region": ["NO", "UK"]}}),
            "services[0].with.region: \"UK\" is not known; the United Kingdom is \"GB\"",
        ),
        (
            json!({"preset": "google-analytics-4", "with": {"id": "G-ABCDE12345", "ad_storage": "ads"}}),
            "services[0].with.ad_storage: \"ads\" is not a category that visitors answer; expected \"functional\", \"analytics\" or \"marketing\"",
        ),
        (
            json!({"preset": "google-analytics-4", "with": {"id": "G-ABCDE12345", "ad_storage": "necessary"}}),
            "services[0].with.ad_storage: \"necessary\" is not a category that visitors answer; expected \"functional\", \"analytics\" or \"marketing\"",
        ),
        (
            json!({"preset": "meta-pixel", "with": {"id": "123456789012345"}, "category": "ads"}),
            "services[0].category: \"ads\" is not a category; did you mean \"marketing\"?",
        ),
    ] {
        assert_eq!(problems(service), [expected]);
    }
}

#[test]
fn services_of_a_group_that_say_different_things_are_named() {
    let told = |services: Value| -> Vec<String> {
        let mut site = site(json!({}));
        site["services"] = services;
        let report = read(&site.to_string(), &PAGE);
        assert!(report.is_accepted(), "{:?}", report.problems);
        let is_it = |one: &&Problem| one.code == crate::Code::DifferentConsent;
        let found = report.problems.iter().filter(is_it);
        found.map(|one| format!("{}: {}", one.path, one.message)).collect()
    };
    let with = |preset: &str, more: Value| {
        let mut with = super::find(preset).unwrap().example();
        with.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({"preset": preset, "with": with})
    };
    let of_google = all().iter().filter(|preset| {
        preset.consent.as_ref().is_some_and(|consent| consent.0["group"] == "google")
    });
    let same: Vec<Value> = of_google.map(|preset| with(&preset.id, json!({}))).collect();
    assert!(same.len() >= 5, "{}", same.len());
    assert_eq!(told(json!(same)), [""; 0]);

    let [analytics, ads] = ["google-analytics-4", "google-ads"];
    let region = json!({"region": ["SE"], "event": "decided"});
    assert_eq!(told(json!([with(analytics, region.clone()), with(ads, region.clone())])), [""; 0]);
    let start = "\"google_analytics_4\" and \"google_ads\" tell their vendor different things, and the first that runs decides for both (they are of the group \"google\"); give them the same";
    assert_eq!(
        told(json!([with(analytics, region.clone()), with(ads, json!({}))])),
        [format!("services[1].with: {start} options: region, event")]
    );
    assert_eq!(
        told(json!([
            with(analytics, json!({})),
            with(ads, json!({"ad_personalization": "functional"}))
        ])),
        [format!("services[1].with.ad_personalization: {start} options: ad_personalization")]
    );
    // What a preset brings along says what its service says.
    let advanced = with(ads, json!({"mode": "advanced", "event": "decided"}));
    assert_eq!(told(json!([with(analytics, json!({})), advanced])).len(), 1);
    let plain = |id: &str, item: u8| {
        let steps = json!([{"push": "queue", "items": [item]}]);
        json!({"id": id, "category": "marketing", "name": "A", "provider": "A", "consent": {"group": "a", "update": steps}})
    };
    assert_eq!(told(json!([plain("a", 1), plain("b", 1)])), [""; 0]);
    let found = told(json!([plain("a", 1), plain("b", 2)]));
    assert!(found[0].starts_with("services[1].consent: ") && found[0].ends_with("the same steps"));
}

#[test]
fn the_union_is_no_region_and_its_countries_are() {
    let mut count = 0;
    for preset in all().iter().filter(|preset| preset.options.contains_key("region")) {
        let mut with = preset.example();
        with["region"] = json!(["EU"]);
        let found = problems(json!({"preset": preset.id, "with": with}));
        if preset.options["region"].shape != Shape::List {
            continue;
        }
        count += 1;
        let start = "services[0].with.region: \"EU\" is not known; list its countries: ";
        let Some(countries) = found[0].strip_prefix(start) else { panic!("{found:?}") };
        let countries: Value = serde_json::from_str(&format!("[{countries}]")).unwrap();
        assert_eq!(countries.as_array().map(Vec::len), Some(27), "{}", preset.id);
        with["region"] = countries;
        assert!(problems(json!({"preset": preset.id, "with": with})).is_empty(), "{}", preset.id);
    }
    assert!(count >= 5, "{count}");
}

#[test]
fn a_number_does_for_digits_and_fields_of_the_site_win() {
    let service = json!({"preset": "meta-pixel", "with": {"id": 123456789012345_u64}, "id": "meta", "name": "Adverts", "cookies": []});
    let (expanded, found) = expand(&site(service));
    assert!(found.is_empty());
    let service = &expanded["services"][0];
    assert_eq!(
        [&service["id"], &service["name"], &service["cookies"]],
        [&json!("meta"), &json!("Adverts"), &json!([])]
    );
    assert_eq!(service["scripts"][0]["steps"][2]["args"], json!(["init", "123456789012345"]));
}

#[test]
fn two_services_of_a_preset_share_the_tag_that_loads_before_a_choice() {
    let two = |second: Value| {
        let with = json!({"id": "G-ABCDE12345", "mode": "advanced"});
        let mut site = site(json!({"preset": "google-analytics-4", "with": with}));
        let other = json!({"preset": "google-analytics-4", "id": "second", "with": second});
        site["services"].as_array_mut().unwrap().push(other);
        site
    };
    let shared = two(json!({"id": "G-BBBBB12345", "mode": "advanced"}));
    let report = read(&shared.to_string(), &PAGE);
    assert!(report.is_accepted(), "{:?}", report.problems);
    let (expanded, _) = expand(&shared);
    let services = expanded["services"].as_array().unwrap();
    let ids: Vec<&str> = services.iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(ids[1..], ["second", "google_tag_analytics"]);
    let scripts = services[2]["scripts"].as_array().unwrap();
    let configured: Vec<&Value> =
        scripts.iter().map(|script| &script["steps"][0]["args"][1]).collect();
    assert!(configured.contains(&&json!("G-ABCDE12345")), "{configured:?}");
    assert!(configured.contains(&&json!("G-BBBBB12345")), "{configured:?}");
    assert_eq!(scripts.iter().filter(|script| script.get("src").is_some()).count(), 1);

    let (expanded, found) =
        expand(&two(json!({"id": "G-BBBBB12345", "mode": "advanced", "event": "other"})));
    assert_eq!(expanded["services"].as_array().unwrap().len(), 3);
    let told: Vec<String> =
        found.iter().map(|one| format!("{}: {}", one.path, one.message)).collect();
    assert_eq!(
        told,
        [
            "services[1].with: brings the service \"google_tag_analytics\" along, as another service does that tells its vendor something else; give both the same options, apart from their ids"
        ]
    );
}

#[test]
fn what_a_site_has_no_category_for_is_never_granted() {
    let mut site = site(json!({"preset": "google-analytics-4", "with": {"id": "G-ABCDE12345"}}));
    site["categories"] = json!([{"id": "analytics"}]);
    let (expanded, found) = expand(&site);
    assert!(found.is_empty(), "{found:?}");
    let types = &expanded["services"][0]["consent"]["update"][0]["args"][2];
    assert_eq!(types["ad_storage"], "denied");
    assert_eq!(types["analytics_storage"]["@granted"], "analytics");
}

#[test]
fn no_consent_type_is_granted_by_a_required_category() {
    let options = |preset: &'static super::Preset| {
        preset.options.iter().filter(|(_, rule)| rule.shape == Shape::Category)
    };
    let mut count = 0;
    for preset in all() {
        for (name, rule) in options(preset) {
            count += 1;
            let mut with = preset.example();
            with[name] = "necessary".into();
            let found = problems(json!({"preset": preset.id, "with": with}));
            assert!(found[0].contains("not a category that visitors answer"), "{}", preset.id);
            let mut site = site(json!({"preset": preset.id, "with": preset.example()}));
            let usual = rule.default.as_ref().expect("a category").0.clone();
            for category in site["categories"].as_array_mut().expect("categories") {
                if category["id"] == usual {
                    category["required"] = true.into();
                }
            }
            let (_, found) = expand(&site);
            let is_it = |one: &Problem| one.path.ends_with(&format!(".with.{name}"));
            assert!(found.iter().any(is_it), "{} {name}: {found:?}", preset.id);
        }
    }
    assert!(count >= 30, "{count}");
}

#[test]
fn a_source_with_an_option_is_an_origin() {
    let sources = |preset: &str, with: Value| {
        let sources = super::find(preset).expect("a preset").loaded_hosts(&with);
        let named = sources.into_iter().map(|(name, sources)| format!("{name} {}", sources[0]));
        named.collect::<Vec<_>>()
    };
    let with = json!({"url": "https://www.example.com/matomo", "siteId": "1"});
    let of_matomo = ["script-src", "connect-src", "img-src"];
    let own = of_matomo.map(|name| format!("{name} https://www.example.com"));
    assert_eq!(sources("matomo", with), own);
    let with = json!({"websiteId": "x", "src": "https://a.example:8443/u.js?v=1"});
    let own = ["script-src", "connect-src"].map(|name| format!("{name} https://a.example:8443"));
    assert_eq!(sources("umami", with), own);
    // Others keep the path that they have.
    assert_eq!(
        sources("google-recaptcha", json!({}))[0],
        "script-src https://www.google.com/recaptcha/"
    );
}

#[test]
fn presets_of_the_required_category_load_nothing() {
    for preset in all().iter().filter(|preset| preset.category == "necessary") {
        let (expanded, _) = expand(&site(json!({"preset": preset.id, "with": preset.example()})));
        let scripts = expanded["services"][0]["scripts"].as_array().into_iter().flatten();
        assert_eq!(
            scripts.filter(|script| script.get("src").is_some()).count(),
            0,
            "{}",
            preset.id
        );
    }
}

#[test]
fn names_that_may_be_the_sites_own_are_never_deleted() {
    for preset in all() {
        for with in variants(preset) {
            let (expanded, _) = expand(&site(json!({"preset": preset.id, "with": with})));
            for stored in expanded["services"][0]["cookies"].as_array().into_iter().flatten() {
                let name = stored["name"].as_str().unwrap();
                let fixed = name.split('*').map(str::len).max().unwrap_or_default();
                let is_kept = stored["keep"] == true || stored["party"] == "third";
                assert!(
                    is_kept || !name.contains('*') || (fixed >= 3 && !name.starts_with('*')),
                    "{}: {name}",
                    preset.id
                );
            }
            for stored in
                preset.cookies.iter().filter(|stored| stored.wide && stored.when.is_empty())
            {
                let cookies = expanded["services"][0]["cookies"].as_array().unwrap();
                let one = cookies
                    .iter()
                    .find(|one| one["name"] == stored.name.as_str())
                    .expect("it is declared");
                assert_eq!(one["keep"], true, "{}: {}", preset.id, stored.name);
            }
        }
    }
}
