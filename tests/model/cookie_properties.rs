//! The cookie, for all choices and for all texts.

use proptest::prelude::*;
use samtycke::model::config::Config;
use samtycke::model::jar;
use samtycke::model::record::{How, LONGEST, Record};
use serde_json::{Value, json};

use crate::util::{ID, NOW, billogram, config, made, page, problems, read_for, value};

fn settings() -> ProptestConfig {
    ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() }
}

/// A configuration with these categories and as many services, spread over them.
fn site(categories: &[String], services: &[String]) -> Value {
    let category = |id: &String| json!({"id": id, "name": "n", "description": "d"});
    let service = |(index, id): (usize, &String)| json!({"id": id, "name": "n", "category": categories[index % categories.len()]});
    json!({
        "version": 3,
        "controller": {"name": "Example", "policyUrl": "/policy"},
        "categories": categories.iter().map(category).collect::<Vec<_>>(),
        "services": services.iter().enumerate().map(service).collect::<Vec<_>>(),
    })
}

/// A configuration of up to 6 categories and 40 services that is accepted, and a choice for it.
fn choices() -> impl Strategy<Value = (Config<'static>, Vec<bool>, Vec<bool>)> {
    let ids = prop::collection::btree_set("[a-z][a-z0-9_]{0,31}", 1..46);
    let shuffled = ids.prop_map(|ids| ids.into_iter().collect::<Vec<_>>()).prop_shuffle();
    (shuffled, 1..6_usize, prop::collection::vec(any::<bool>(), 46)).prop_filter_map(
        "too long",
        |(ids, split, on)| {
            let (categories, services) = ids.split_at(split.min(ids.len()));
            let config = read_for(&site(categories, services), &page()).ok()?;
            let (some, rest) = on.split_at(categories.len());
            Some((config, some.to_vec(), rest[..services.len()].to_vec()))
        },
    )
}

fn is_cookie_octet(byte: u8) -> bool {
    matches!(byte, 0x21 | 0x23..=0x2B | 0x2D..=0x3A | 0x3C..=0x5B | 0x5D..=0x7E)
}

/// What a value says, if it says anything, is what is written for it.
fn means_the_same(text: &str) -> Result<(), TestCaseError> {
    let config = config(&billogram());
    if let Some(record) = Record::parse(text, &config) {
        let written = record.write(&config);
        prop_assert_eq!(Record::parse(&written, &config), Some(record), "{} as {}", text, written);
        prop_assert!(text.bytes().all(is_cookie_octet) && text.len() <= LONGEST, "{}", text);
    }
    Ok(())
}

/// Values that are valid for the site of the tests.
fn valid() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        value("all.functional-analytics-marketing"),
        value("none._"),
        value("some.functional-analytics.~ga"),
        value("some._.+ga~pardot"),
        value("some.analytics.*Q29va2ll"),
        value("api.marketing"),
    ])
}

/// What may stand in a jar, our cookie among it.
fn pairs() -> impl Strategy<Value = String> {
    let ours = valid().prop_map(|value| format!("samtycke={value}; "));
    let almost = "samtycke=[0-9a-z.~+-]{0,60};? ?";
    let other = "\\PC{0,9};";
    prop::collection::vec(prop_oneof![ours, almost, other], 0..5).prop_map(|pairs| pairs.concat())
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn every_choice_is_read_as_it_was_made((config, categories, services) in choices()) {
        let record = made(How::Some, &categories, &services);
        prop_assert_eq!(Record::parse(&record.write(&config), &config), Some(record));
    }

    #[test]
    fn every_choice_fits_and_needs_no_encoding((config, categories, services) in choices()) {
        let record = Record { time: 999_999_999_999, ..made(How::Some, &categories, &services) };
        let value = record.write(&config);
        prop_assert!(value.len() <= LONGEST, "{} bytes", value.len());
        prop_assert!(value.bytes().all(is_cookie_octet), "{}", value);
    }

    #[test]
    fn three_hundred_services_never_overflow(on in prop::collection::vec(any::<bool>(), 300)) {
        let ids: Vec<String> = (0..300).map(|n| format!("service_with_quite_a_long_id_{n}")).collect();
        let categories: Vec<String> = ["functional", "analytics", "marketing"].map(String::from).into();
        let config = config(&site(&categories, &ids));
        let record = made(How::Some, &on[..3], &on);
        let value = record.write(&config);
        prop_assert!(value.len() <= LONGEST, "{} bytes", value.len());
        prop_assert_eq!(Record::parse(&value, &config), Some(record));
    }

    #[test]
    fn no_text_panics_and_what_reads_is_written_alike(text in any::<String>()) {
        means_the_same(&text)?;
    }

    #[test]
    fn a_value_with_some_characters_changed_reads_alike_or_not_at_all(
        good in valid(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), "[ -~]|\\PC"), 1..4),
    ) {
        let mut letters: Vec<String> = good.chars().map(String::from).collect();
        for (at, letter) in changes {
            let at = at.index(letters.len());
            letters[at] = letter;
        }
        let text = letters.concat();
        means_the_same(&text)?;
    }

    #[test]
    fn a_value_that_was_cut_or_spliced_reads_alike_or_not_at_all(
        (one, other) in (valid(), valid()),
        (from, to) in (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
    ) {
        let text = format!("{}{}", &one[..from.index(one.len())], &other[to.index(other.len())..]);
        means_the_same(&text)?;
    }

    #[test]
    fn a_jar_of_anything_gives_a_choice_of_its_own_or_none(text in pairs()) {
        let config = config(&billogram());
        if let Some(record) = jar::find(&config, &text, NOW) {
            let ours = |pair: &str| pair.trim().strip_prefix("samtycke=").map(String::from);
            let values: Vec<String> = text.split(';').filter_map(ours).collect();
            prop_assert!(values.iter().any(|value| Record::parse(value, &config) == Some(record.clone())));
        }
    }
}

#[test]
fn a_site_whose_longest_choice_is_512_bytes_is_accepted_and_none_beyond() {
    // Everything but the categories of the longest value, whose bits take a dot and five characters.
    let rest = format!("1.3.999999999999.{ID}.some.").len() + 6;
    let mut left = LONGEST - rest;
    let mut categories: Vec<String> = Vec::new();
    while left > 40 {
        categories.push(format!("c{:0>30}", categories.len()));
        left -= 32;
    }
    categories.push("d".repeat(left));
    let services = [String::from("a_service_with_a_long_id")];
    let fits = config(&site(&categories, &services));
    let off = made(How::Some, &vec![true; categories.len()], &[false]);
    assert_eq!(Record { time: 999_999_999_999, ..off }.write(&fits).len(), LONGEST);
    categories.last_mut().unwrap().push('d');
    let problems = problems(&site(&categories, &services));
    assert!(problems[0].what().contains("513 bytes") || !cfg!(feature = "messages"));
}
