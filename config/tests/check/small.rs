//! The small parts: patterns, lifetimes, language tags, ids, words and suggestions.

use std::path::Path;

use proptest::prelude::*;
use samtycke_config::id::is_id;
use samtycke_config::language::{is_tag, primary};
use samtycke_config::lifetime::{days, is_duration, is_lifetime, of_words};
use samtycke_config::pattern::matches;
use samtycke_config::spelling::{either, nearest};
use samtycke_config::texts;

fn settings() -> ProptestConfig {
    ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() }
}

/// Every way in which a pattern may fit a name, tried one by one.
fn fits(pattern: &[char], name: &[char]) -> bool {
    match pattern.split_first() {
        None => name.is_empty(),
        Some(('*', rest)) => (0..=name.len()).any(|taken| fits(rest, &name[taken..])),
        Some((letter, rest)) => name.first() == Some(letter) && fits(rest, &name[1..]),
    }
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn a_pattern_fits_what_trying_everything_finds(pattern in "[ab*é]{0,7}", name in "[abé]{0,9}") {
        let (letters, of_name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
        prop_assert_eq!(matches(&pattern, &name), fits(&letters, &of_name));
    }

    #[test]
    fn ids_are_what_the_grammar_says(text in "[a-c_0-9A]{0,34}|\\PC{0,3}") {
        let mut letters = text.chars();
        let first = letters.next().is_some_and(|c| c.is_ascii_lowercase());
        let rest = letters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        prop_assert_eq!(is_id(&text), first && rest && text.len() <= 32);
    }

    #[test]
    fn a_duration_is_its_counts_in_order(
        date in prop::array::uniform4(prop::option::of(0_u32..100)), time in prop::array::uniform3(prop::option::of(0_u32..100)),
    ) {
        let written = |counts: &[Option<u32>], units: &str| -> String {
            let each = counts.iter().zip(units.chars());
            each.filter_map(|(count, unit)| count.map(|count| format!("{count}{unit}"))).collect()
        };
        let seconds = written(&time, "HMS");
        let text = format!("P{}{}{seconds}", written(&date, "YMWD"), if seconds.is_empty() { "" } else { "T" });
        let lasts = date.iter().chain(&time).flatten().any(|count| *count > 0);
        prop_assert_eq!(is_duration(&text), lasts, "{}", text);
    }
}

#[test]
fn a_star_in_a_pattern_is_any_run_of_characters() {
    for (pattern, name) in [
        ("_ga", "_ga"),
        ("_ga_*", "_ga_"),
        ("_ga_*", "_ga_9XK2"),
        ("*_id", "visitor_id"),
        ("a*b*c", "a1b2c"),
        ("a**b", "ab"),
        ("*", ""),
        ("*a", "aaa"),
    ] {
        assert!(matches(pattern, name), "{pattern} {name}");
    }
    for (pattern, name) in [
        ("_ga", "_gat"),
        ("_ga", "_GA"),
        ("_ga_*", "_ga"),
        ("_ga", ""),
        ("", "x"),
        ("a*b", "ac"),
        ("a?c", "abc"),
        ("a.c", "abc"),
    ] {
        assert!(!matches(pattern, name), "{pattern} {name}");
    }
}

#[test]
fn a_pattern_of_stars_is_no_trap() {
    let pattern = "*a".repeat(200) + "b";
    let name = "a".repeat(20_000);
    assert!(!matches(&pattern, &name) && matches(&pattern, &(name + "b")));
}

#[test]
fn a_lifetime_is_a_duration_to_the_letter() {
    for wrong in [
        "",
        "P",
        "PT",
        "P1",
        "1Y",
        "P1Y1Y",
        "P1M1Y",
        "P1H",
        "PT1Y",
        "PT1D",
        "P1YT",
        "PT1H1H",
        "PT1M1H",
        "P-1Y",
        "P+1Y",
        "P1.5Y",
        "p1y",
        "P1y",
        " P1Y",
        "P1Y ",
        "P0D",
        "PT0S",
        "P99999999999Y",
        "PTT1H",
        "T1H",
        "P1Q",
        "Session",
        "P1TH",
        "PY",
        "PT1HT1M",
        "P²Y",
    ] {
        assert!(!is_lifetime(wrong), "{wrong}");
    }
    for right in [
        "P1Y2M3W4DT5H6M7S",
        "P2Y",
        "PT30M",
        "P13M",
        "P1W",
        "P0Y3M",
        "P999999999Y",
        "session",
        "persistent",
    ] {
        assert!(is_lifetime(right), "{right}");
    }
    assert!(!is_duration("session") && !is_duration("persistent"));
}

#[test]
fn a_duration_has_as_many_days_as_its_calendar() {
    for (text, expected) in [
        ("P13M", 396),
        ("P12M", 365),
        ("P1Y", 365),
        ("P2Y", 730),
        ("P1Y1M", 396),
        ("P1M", 31),
        ("P6M", 183),
        ("P2W3D", 17),
        ("P400D", 400),
        ("P400DT1S", 401),
        ("PT24H", 1),
        ("PT9601H", 401),
        ("PT30M", 1),
    ] {
        assert_eq!(days(text), Some(expected), "{text}");
    }
    assert_eq!([days("session"), days("persistent"), days("P0D")], [None; 3]);
    assert!(days("P999999999Y999999999M999999999DT999999999H").is_some());
}

#[test]
fn a_language_tag_has_its_shape() {
    for right in ["en", "sv-SE", "ckb", "zh-Hant-TW", "de-CH-1996", "es-419"] {
        assert!(is_tag(right), "{right}");
    }
    for wrong in ["", "e", "engl", "en_US", "en-", "-en", "e1", "en-ninechars", "sv SE", "åä"] {
        assert!(!is_tag(wrong), "{wrong}");
    }
    assert_eq!([primary("pt-BR"), primary("sv"), primary("")], ["pt", "sv", ""]);
}

#[test]
fn a_suggestion_is_near() {
    let known = || ["analytics", "marketing"].into_iter();
    assert_eq!(nearest("marketng", known()), Some("marketing"));
    assert_eq!(nearest("Analytic", known()), Some("analytics"));
    assert_eq!(nearest("anlaytics", known()), Some("analytics"));
    assert_eq!([nearest("social", known()), nearest("x", [].into_iter())], [None, None]);
}

/// Comparing costs the product of both lengths, and a declaration may hold a megabyte where a word belongs.
#[test]
fn a_word_of_a_megabyte_is_near_to_nothing() {
    let word = "analytics".repeat(100_000);
    let start = std::time::Instant::now();
    for _ in 0..1000 {
        assert_eq!(nearest(&word, ["analytics"].into_iter()), None);
    }
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}

#[test]
fn words_are_listed_as_in_a_sentence() {
    assert_eq!(either(["a", "b", "c"].into_iter()), "\"a\", \"b\" or \"c\"");
    assert_eq!([either(["a"].into_iter()), either([].into_iter())], ["\"a\"", ""]);
}

#[test]
fn the_check_knows_every_file_of_words() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../texts");
    let files =
        std::fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").file_name());
    let mut files: Vec<String> =
        files.map(|name| name.to_string_lossy().replace(".json", "")).collect();
    files.sort();
    let mut known: Vec<&str> = texts::languages().collect();
    assert_eq!(known[0], "en");
    known.sort_unstable();
    if !cfg!(feature = "all-languages") {
        files.retain(|language| ["en", "sv"].contains(&language.as_str()));
    }
    assert_eq!(known, files);
}

#[test]
fn words_are_built_in_by_language() {
    assert_eq!(texts::built_in("en-GB", "accept"), "Accept all");
    assert_eq!(texts::built_in("SV-fi", "reject"), "Neka alla");
    assert_eq!(texts::built_in("ja", "save"), "Save choices");
    if cfg!(feature = "all-languages") {
        assert_eq!(texts::built_in("no-NO", "reject"), "Avvis alle");
    }
    assert_eq!(texts::built_in("en", "banner"), "");
    let keys: Vec<&str> = texts::keys().collect();
    assert!(
        ["title", "necessary", "marketingIntro", "persistent"].iter().all(|key| keys.contains(key))
    );
}

#[test]
fn lifetimes_are_read_from_words() {
    let read = [
        ("1 year", "P1Y"),
        ("2 Jahre", "P2Y"),
        ("30 minutes", "PT30M"),
        ("6 mois", "P6M"),
        ("13 months", "P13M"),
        ("1 day", "P1D"),
        ("Session", "session"),
        ("24 hours", "PT24H"),
        ("10 secondes", "PT10S"),
        ("P1Y", "P1Y"),
        ("2 år", "P2Y"),
        ("1 an", "P1Y"),
        ("p1y", "P1Y"),
        ("30 min", "PT30M"),
    ];
    for (words, duration) in read {
        assert_eq!(of_words(words).as_deref(), Some(duration), "{words}");
    }
    for words in ["", "year", "0 days", "1 year or less", "until midnight", "-1 day", "1"] {
        assert_eq!(of_words(words), None, "{words}");
    }
}
