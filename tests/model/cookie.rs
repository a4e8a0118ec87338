//! The cookie, value by value: the vectors that readers in any language are tested on.

use samtycke::model::config::Config;
use samtycke::model::jar;
use samtycke::model::record::{How, Record, check};
use serde_json::{Value, json};

use crate::util::{DAY, ID, NOW, billogram, changed, config, ids, made, value};

const VECTORS: &str = include_str!("../vectors/cookie.json");

fn vectors() -> Value {
    serde_json::from_str(VECTORS).expect("the vectors are JSON")
}

fn list<'v>(vectors: &'v Value, name: &str) -> &'v [Value] {
    vectors[name].as_array().expect("a list of cases")
}

fn text<'v>(case: &'v Value, name: &str) -> &'v str {
    case[name].as_str().expect("a text")
}

/// The vectors' configuration, with the words that a whole one needs.
fn configured(vectors: &Value) -> Config<'static> {
    let given = &vectors["config"];
    let mut json = json!({
        "version": given["version"],
        "controller": {"name": "Example", "policyUrl": "/policy"},
        "cookie": {"name": given["name"], "days": given["days"]},
        "categories": given["categories"],
        "services": given["services"],
    });
    for service in json["services"].as_array_mut().expect("a list of services") {
        service["name"] = service["id"].clone();
    }
    config(&json)
}

fn how(case: &Value) -> How {
    match text(case, "how") {
        "all" => How::All,
        "none" => How::None,
        "some" => How::Some,
        "api" => How::Api,
        other => panic!("no way to choose: {other}"),
    }
}

fn on(ids: &[String], on: &[bool]) -> Value {
    ids.iter().cloned().zip(on.iter().map(|on| Value::Bool(*on))).collect()
}

#[test]
fn the_vectors_are_many_and_each_says_why() {
    let vectors = vectors();
    for (name, least) in [("valid", 25), ("invalid", 60), ("jars", 20)] {
        let cases = list(&vectors, name);
        assert!(cases.len() >= least, "{name} has {}", cases.len());
        assert!(cases.iter().all(|case| !text(case, "why").is_empty()));
    }
}

#[test]
fn a_valid_value_grants_what_it_names() {
    let vectors = vectors();
    let (config, now) = (configured(&vectors), vectors["now"].as_u64().unwrap());
    for case in list(&vectors, "valid") {
        let (value, why) = (text(case, "value"), text(case, "why"));
        let record = Record::parse(value, &config).unwrap_or_else(|| panic!("{why}: {value}"));
        assert!(record.is_current(&config, now), "{why}: {value}");
        let ids = ids(&config);
        assert_eq!(record.on.len(), ids.len());
        let (categories, services) = ids.split_at(config.categories);
        let (of_categories, of_services) = record.on.split_at(config.categories);
        assert_eq!(on(categories, of_categories), case["categories"], "{why}: {value}");
        assert_eq!(on(services, of_services), case["services"], "{why}: {value}");
        assert_eq!(record.how, how(case), "{why}");
        assert_eq!(
            (Some(record.time), record.id.as_str()),
            (case["time"].as_u64(), text(case, "id"))
        );
    }
}

#[test]
fn a_valid_value_is_found_in_a_jar_and_written_so_that_it_means_the_same() {
    let vectors = vectors();
    let (config, now) = (configured(&vectors), vectors["now"].as_u64().unwrap());
    for case in list(&vectors, "valid") {
        let value = text(case, "value");
        let found = jar::find(&config, &format!("a=1; samtycke={value}; b=2"), now).unwrap();
        assert_eq!(Record::parse(value, &config), Some(found.clone()));
        assert_eq!(Record::parse(&found.write(&config), &config), Some(found), "{value}");
    }
}

#[test]
fn an_invalid_value_counts_as_no_choice() {
    let vectors = vectors();
    let (config, now) = (configured(&vectors), vectors["now"].as_u64().unwrap());
    for case in list(&vectors, "invalid") {
        let (value, why) = (text(case, "value"), text(case, "why"));
        let record = Record::parse(value, &config).filter(|record| record.is_current(&config, now));
        assert_eq!(record, None, "{why}: {value:?}");
        assert_eq!(jar::find(&config, &format!("samtycke={value}"), now), None, "{why}: {value:?}");
    }
}

#[test]
fn of_a_whole_jar_the_newest_valid_value_counts() {
    let vectors = vectors();
    let (config, now) = (configured(&vectors), vectors["now"].as_u64().unwrap());
    for case in list(&vectors, "jars") {
        let found = jar::find(&config, text(case, "cookies"), now);
        let wanted = case["found"].as_str().and_then(|value| Record::parse(value, &config));
        assert_eq!(wanted.is_some(), case["found"].is_string());
        assert_eq!(found, wanted, "{}", text(case, "why"));
    }
}

#[test]
fn a_value_is_read_to_the_letter_where_no_jar_trims_it() {
    let config = config(&billogram());
    let good = value("some.analytics");
    assert!(Record::parse(&good, &config).is_some());
    for bad in [format!("{good} "), format!(" {good}"), format!("{good};"), format!("{good}\0")] {
        assert_eq!(Record::parse(&bad, &config), None, "{bad:?}");
    }
}

#[test]
fn a_choice_counts_from_a_day_ahead_until_its_days_are_over() {
    let config = config(&changed(|json| json["cookie"] = json!({"days": 30})));
    let current = |time: u64| {
        let record = Record::parse(&format!("1.3.{time}.{ID}.none._"), &config).unwrap();
        record.is_current(&config, NOW)
    };
    assert!(current(NOW + DAY) && !current(NOW + DAY + 1));
    assert!(current(NOW - 30 * DAY) && !current(NOW - 30 * DAY - 1));
}

#[test]
fn required_categories_are_not_written() {
    let config = config(&billogram());
    let record = made(How::All, &[true; 4], &[true; 6]);
    assert_eq!(record.write(&config), value("all.functional-analytics-marketing"));
}

#[test]
fn exceptions_are_named_while_that_is_shorter() {
    let config = config(&billogram());
    let write = |services: [bool; 6]| {
        let on = [true, true, true, false];
        made(How::Some, &on, &services).write(&config)
    };
    // Bits would take a star and four letters.
    assert_eq!(
        write([true, true, false, true, false, false]),
        value("some.functional-analytics.~ga")
    );
    assert!(write([true, true, true, false, false, false]).contains(".functional-analytics.*"));
    assert!(write([true, true, false, true, true, false]).contains(".functional-analytics.*"));
}

#[test]
fn the_check_changes_with_every_id_and_with_the_order() {
    let of = |ids: &[&str]| {
        check(&config(&changed(|json| {
            let service = |id: &&str| json!({"id": id, "category": "analytics", "name": "x"});
            json["services"] = ids.iter().map(service).collect();
        })))
    };
    // FNV-1a over "ga,clarity,", computed apart.
    assert_eq!(of(&["ga", "clarity"]), CHECK_OF_GA_CLARITY);
    let others =
        [of(&["clarity", "ga"]), of(&["ga"]), of(&["gaclarity"]), of(&["g", "aclarity"]), of(&[])];
    assert!(others.iter().all(|other| *other != CHECK_OF_GA_CLARITY));
}

const CHECK_OF_GA_CLARITY: [u8; 2] = [0x4B, 0x9E];
