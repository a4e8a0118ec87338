//! The small parts: JSON, base64url, patterns, lifetimes, languages, signals and words.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use samtycke::model::base64url;
use samtycke::model::json::{MISSING, Value, canonical};
use samtycke::model::language::{choose, is_tag, runs_right_to_left};
use samtycke::model::lifetime::{duration, is_lifetime, words};
use samtycke::model::pattern::matches;
use samtycke::model::record::is_id;
use samtycke::model::signals::Signals;
use samtycke::model::texts;
use samtycke::model::write;
use serde_json::json;

use crate::util::{billogram, document, escaped, layer, page_for, read_for};

fn settings() -> ProptestConfig {
    ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() }
}

/// Whether a tree holds what another reader found in the same text, strings as they are escaped.
fn same(ours: &Value, theirs: &serde_json::Value) -> bool {
    let plain = |kind: u8| ours.kind == kind && ours.items.is_empty();
    match theirs {
        serde_json::Value::Null => plain(b'n') && !ours.is_there() && ours.text.is_empty(),
        serde_json::Value::Bool(on) => {
            plain(if *on { b't' } else { b'f' })
                && ours.is_true() == *on
                && ours.text == on.to_string()
        }
        serde_json::Value::Number(number) => {
            let whole = number.as_u64().filter(|number| *number < 1_000_000_000_000_000);
            plain(number.to_string().as_bytes()[0])
                && ours.text == number.to_string()
                && ours.whole() == whole
                && ours.string().is_empty()
        }
        serde_json::Value::String(text) => {
            plain(b'"') && ours.text == escaped(text) && ours.string() == ours.text
        }
        serde_json::Value::Array(items) => {
            (ours.kind, ours.text) == (b'[', "")
                && ours.items.len() == items.len()
                && ours.items.iter().zip(items).all(|(ours, theirs)| same(ours, theirs))
                && ours.items.iter().all(|item| item.name.is_empty())
                && (0..items.len()).all(|number| ours.item(number) == &ours.items[number])
                && ours.item(items.len()) == &MISSING
        }
        serde_json::Value::Object(fields) => {
            (ours.kind, ours.text) == (b'{', "")
                && ours.items.len() == fields.len()
                && ours
                    .items
                    .iter()
                    .zip(fields)
                    .all(|(ours, (name, theirs))| ours.name == escaped(name) && same(ours, theirs))
                && fields.iter().all(|(name, theirs)| same(ours.get(&escaped(name)), theirs))
        }
    }
}

/// How many values a tree has, and how deep it is; each piece of it stands in the text.
fn measured(value: &Value, text: &str) -> (usize, usize) {
    let within =
        |piece: &str| piece.is_empty() || text.as_bytes().as_ptr_range().contains(&piece.as_ptr());
    assert!(within(value.text) && within(value.name));
    let inside = value.items.iter().map(|item| measured(item, text));
    inside.fold((1, 1), |(count, depth), (more, deep)| (count + more, depth.max(deep + 1)))
}

/// Reads whatever it is, within bounds.
fn survives(text: &str) {
    let began = Instant::now();
    let value = Value::parse(text);
    let (count, depth) = measured(&value, text);
    assert!(depth <= 33, "{depth}");
    assert!(count <= text.len() + 1, "{count} values in {} bytes", text.len());
    assert!(began.elapsed() < Duration::from_secs(5));
}

fn values() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(|on| json!(on)),
        any::<u32>().prop_map(|number| json!(number)),
        any::<i64>().prop_map(|number| json!(number)),
        // No other reader agrees on the last digit of all of them.
        any::<i32>().prop_map(|number| json!(f64::from(number) / 8.0)),
        prop::sample::select(vec![1.5e300, -2.5e-9, 1e15, 0.1]).prop_map(|number| json!(number)),
        ".{0,8}".prop_map(|text| json!(text)),
    ];
    leaf.prop_recursive(4, 30, 5, |inner| {
        let object = prop::collection::btree_map(".{0,4}", inner.clone(), 0..5);
        prop_oneof![
            prop::collection::vec(inner, 0..5).prop_map(serde_json::Value::from),
            object.prop_map(|fields| fields.into_iter().collect()),
        ]
    })
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
    fn json_is_read_as_another_reader_reads_it(value in values(), pretty in any::<bool>()) {
        let text = if pretty { format!("{value:#}") } else { value.to_string() };
        let text = canonical(&text).expect("JSON");
        prop_assert_eq!(&text, &value.to_string());
        let ours = Value::parse(&text);
        prop_assert!(same(&ours, &value), "{} as {:?}", text, ours);
        survives(&text);
    }

    #[test]
    fn json_that_is_broken_is_read_somehow(
        value in values(), at in any::<prop::sample::Index>(), letter in "[\\[\\]{}\",:0-9.eE+tn \\\\-]?", keep in any::<bool>(),
    ) {
        let mut letters: Vec<String> = value.to_string().chars().map(String::from).collect();
        let at = at.index(letters.len());
        letters[at] = if keep { format!("{letter}{}", letters[at]) } else { letter };
        survives(&letters.concat());
        survives(&letters[..at].concat());
        survives(&letters[at..].concat());
    }

    #[test]
    fn no_text_breaks_the_json_reader(text in any::<String>(), marks in "[\\[\\]{}\",:\\\\é\0n1 ]{0,60}") {
        survives(&text);
        survives(&marks);
        survives(&format!("{marks}{text}"));
    }

    #[test]
    fn no_nesting_breaks_the_json_reader(
        opens in prop::collection::vec(prop::sample::select(vec!["[", "{", "{\"a\":", "[1,", "[\"", "]", "}", ",", "\"a\":"]), 0..200),
    ) {
        survives(&opens.concat());
    }

    #[test]
    fn a_list_of_written_strings_reads_as_it_was(list in prop::collection::vec(any::<String>(), 0..5)) {
        let mut out = String::from("[");
        for text in &list {
            write::item(&mut out, &escaped(text));
        }
        out.push(']');
        prop_assert_eq!(serde_json::from_str::<Vec<String>>(&out).ok(), Some(list));
    }

    #[test]
    fn a_number_is_read_to_the_letter(text in "0?[0-9]{0,17}|[0-9]{0,3}[+. eE_-]?[0-9]{0,3}|\\PC{0,3}") {
        let to_the_letter = |number: &u64| number.to_string() == text && text.len() <= 15;
        prop_assert_eq!(write::read_whole(&text), text.parse().ok().filter(to_the_letter));
    }

    #[test]
    fn a_written_number_reads_as_it_was(number in any::<u64>()) {
        let mut out = String::new();
        write::whole(&mut out, number);
        prop_assert_eq!(out, number.to_string());
    }

    #[test]
    fn bytes_come_back_from_base64url(bytes in prop::collection::vec(any::<u8>(), 0..50)) {
        let mut letters = String::new();
        base64url::encode(&mut letters, &bytes);
        prop_assert_eq!(letters.len(), (bytes.len() * 4).div_ceil(3));
        prop_assert_eq!(base64url::decode(&letters), Some(bytes));
    }

    #[test]
    fn each_letter_of_base64url_counts(text in "[A-Za-z0-9_=+/-]{0,12}|\\PC{0,4}") {
        if let Some(bytes) = base64url::decode(&text) {
            let mut letters = String::new();
            base64url::encode(&mut letters, &bytes);
            prop_assert_eq!(letters, text);
        }
    }

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
}

#[test]
fn what_is_no_json_is_told_where_text_is_made_canonical() {
    for text in [
        "",
        "nul",
        "[1,]",
        "[1 2]",
        "{\"a\":1,}",
        "{a:1}",
        "01",
        "-",
        "1.",
        "1e",
        "+1",
        "\"\t\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "[] x",
        "'a'",
        "\"",
        "tru e",
        "1\0",
        "\"\\ud83c\\u0041\"",
    ] {
        assert!(canonical(text).is_err(), "{text:?}");
        survives(text);
    }
    let error = canonical("{\"version\": 1,\n  controller: {}}").unwrap_err();
    assert_eq!((error.line(), error.column()), (2, 3));
}

#[test]
fn json_is_made_canonical_as_javascript_would_write_it() {
    for (text, canonical_text) in [
        (" { \"b\" : [ 1 , true ] ,\n\t\"a\":null } ", "{\"b\":[1,true],\"a\":null}"),
        (r#""\u0061\u00e5\/\ud83c\udf6a""#, r#""aå/🍪""#),
        (r#""\u0022\u005c\u0008\u000C\u000a\u000D\u0009""#, r#""\"\\\b\f\n\r\t""#),
        (r#""\u0000\u001F\u007f""#, "\"\\u0000\\u001f\u{7f}\""),
        ("{\"a\":1,\"b\":2,\"a\":3}", "{\"a\":3,\"b\":2}"),
    ] {
        assert_eq!(canonical(text).as_deref().ok(), Some(canonical_text), "{text}");
        assert_eq!(canonical(canonical_text).as_deref().ok(), Some(canonical_text));
    }
}

#[test]
fn json_strings_stay_as_they_are_escaped() {
    for text in
        [r#"\""#, r#"\\"#, r#"\\\""#, r#"a\u0000\ud800b"#, "", "å🍪", "[{,:}]", "'", "\\\\\\\\"]
    {
        let list = format!("[\"{text}\",{{\"{text}\":\"{text}\"}},7]");
        let value = Value::parse(&list);
        assert_eq!(value.items.len(), 3, "{list}");
        assert_eq!(value.item(0).text, text);
        assert_eq!((value.item(1).items[0].name, value.item(1).get(text).text), (text, text));
        assert_eq!(value.item(2).whole(), Some(7));
    }
}

#[test]
fn json_may_be_nested_deep_and_is_cut_off_deeper() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        for depth in [1, 31, 32, 33, 34, 1000, 1_000_000] {
            let text = open.repeat(depth) + "7" + &close.repeat(depth);
            let value = Value::parse(&text);
            survives(&text);
            let mut at = &value;
            let mut found = 0;
            while matches!(at.kind, b'[' | b'{') && !at.items.is_empty() {
                (at, found) = (at.item(0), found + 1);
            }
            assert_eq!(found, depth.min(32), "{depth}");
            assert_eq!(at.whole(), if depth <= 32 { Some(7) } else { None }, "{depth}");
        }
        survives(&open.repeat(1_000_000));
    }
}

#[test]
fn a_field_that_is_missing_reads_as_nothing() {
    let text =
        r#"{"a":{"b":null},"n":4294967296,"m":-1,"f":1.5,"s":"7","t":"true","l":1000000000000000}"#;
    let value = Value::parse(text);
    assert!(value.get("a").is_there() && !value.get("a").get("b").is_there());
    let missing = value.get("x").get("y");
    assert_eq!((missing, missing.text, missing.string(), missing.kind), (&MISSING, "", "", 0));
    assert_eq!((value.get("x").item(3).whole(), value.get("a").item(7)), (None, &MISSING));
    assert!(!missing.is_there() && !missing.is_true() && !MISSING.is_there());
    // A string is no number and no flag.
    assert!(!value.get("t").is_true() && value.get("t").string() == "true");
    assert_eq!((value.get("n").whole(), value.get("n").string()), (Some(4_294_967_296), ""));
    assert!(
        ["m", "f", "s", "l", "a"]
            .iter()
            .all(|name| value.get(name).whole().is_none() && value.get(name).is_there())
    );
}

#[test]
fn base64url_is_that_of_the_rfc() {
    for (bytes, letters) in [
        ("", ""),
        ("f", "Zg"),
        ("fo", "Zm8"),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg"),
        ("fooba", "Zm9vYmE"),
        ("foobar", "Zm9vYmFy"),
    ] {
        let mut out = String::new();
        base64url::encode(&mut out, bytes.as_bytes());
        assert_eq!(out, letters);
    }
    assert_eq!(base64url::decode("-_-_"), Some(vec![0xFB, 0xFF, 0xBF]));
    for wrong in ["Z", "Zh", "Zm9", "Zg==", "Zm+v", "Zm/v", "Zm 9v", "Zm9vY"] {
        assert_eq!(base64url::decode(wrong), None, "{wrong}");
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
    assert!(
        !matches(&pattern, &"a".repeat(20_000)) && matches(&pattern, &("a".repeat(20_000) + "b"))
    );
}

fn in_words(lifetime: &str, language: &str) -> String {
    kept_for(&json!({"kind": "cookie", "lifetime": lifetime}), language)
}

/// How long something is kept, in words.
fn kept_for(cookie: &serde_json::Value, language: &str) -> String {
    let config = read_for(&billogram(), &page_for(&[language])).unwrap();
    let mut out = String::new();
    words(&mut out, document(cookie), &config, layer(language).get("texts"));
    out
}

#[test]
fn a_lifetime_is_told_in_words() {
    for (lifetime, english, swedish) in [
        ("P2Y", "2 years", "2 år"),
        ("P1Y", "1 year", "1 år"),
        ("P1M", "1 month", "1 månad"),
        ("P13M", "13 months", "13 månader"),
        ("P1W", "1 week", "1 vecka"),
        ("P2W", "2 weeks", "2 veckor"),
        ("P1D", "1 day", "1 dag"),
        ("P180D", "180 days", "180 dagar"),
        ("PT1H", "1 hour", "1 timme"),
        ("PT24H", "24 hours", "24 timmar"),
        ("PT1M", "1 minute", "1 minut"),
        ("PT30M", "30 minutes", "30 minuter"),
        ("PT1S", "1 second", "1 sekund"),
        ("PT10S", "10 seconds", "10 sekunder"),
        ("P1Y6M", "1 year, 6 months", "1 år, 6 månader"),
        ("P1DT12H", "1 day, 12 hours", "1 dag, 12 timmar"),
        ("P0Y3M", "3 months", "3 månader"),
        ("session", "Until you close the browser", "Tills du stänger webbläsaren"),
    ] {
        assert!(is_lifetime(lifetime), "{lifetime}");
        assert_eq!(
            (in_words(lifetime, "en").as_str(), in_words(lifetime, "sv").as_str()),
            (english, swedish)
        );
    }
    for (kind, words) in [
        ("localStorage", "Until you delete it"),
        ("indexedDb", "Until you delete it"),
        ("pixel", "Until you delete it"),
        ("sessionStorage", "Until you close the browser"),
    ] {
        assert_eq!(kept_for(&json!({"kind": kind}), "en"), words, "{kind}");
        assert_eq!(kept_for(&json!({"kind": kind, "lifetime": "P1D"}), "en"), "1 day", "{kind}");
    }
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
    ] {
        assert_eq!(duration(wrong), None, "{wrong}");
        assert!(!is_lifetime(wrong), "{wrong}");
    }
    assert_eq!(duration("P1Y2M3W4DT5H6M7S"), Some([1, 2, 3, 4, 0, 5, 6, 7]));
    assert_eq!(duration("session"), None);
}

#[test]
fn the_first_language_that_is_wanted_and_offered_is_chosen() {
    for (wanted, offered, chosen) in [
        ("sv", &["en", "sv"][..], "sv"),
        ("sv-FI,en", &["en", "sv"], "sv"),
        ("SV-se", &["en", "sv"], "sv"),
        ("de,sv,en", &["en", "sv"], "sv"),
        ("de,fr", &["en", "sv"], "en"),
        ("", &["en", "sv"], "en"),
        ("pt", &["en", "pt-BR"], "pt-BR"),
        ("pt-PT", &["en", "pt-BR", "pt"], "pt"),
        ("pt-BR", &["pt", "pt-BR"], "pt-BR"),
        ("pt-PT", &["en", "pt-BR"], "pt-BR"),
        ("s", &["en", "sv"], "en"),
        ("svx", &["en", "sv"], "en"),
        (",sv", &["en", "sv"], "sv"),
    ] {
        assert_eq!(choose(wanted, offered), chosen, "{wanted} of {offered:?}");
    }
}

#[test]
fn a_language_tag_has_its_shape() {
    assert!(
        ["en", "sv-SE", "ckb", "zh-Hant-TW", "de-CH-1996", "es-419"].iter().all(|tag| is_tag(tag))
    );
    for wrong in ["", "e", "engl", "en_US", "en-", "-en", "e1", "en-ninechars", "sv SE", "åä"] {
        assert!(!is_tag(wrong), "{wrong}");
    }
}

#[test]
fn some_languages_run_from_right_to_left() {
    assert!(["ar", "he", "fa-IR", "UR", "ckb"].iter().all(|tag| runs_right_to_left(tag)));
    assert!(!["en", "sv", "arn", "", "de-AR"].iter().any(|tag| runs_right_to_left(tag)));
}

#[test]
fn signals_are_read_in_every_spelling() {
    let tracks = |dnt| Signals::read(dnt, "").do_not_track;
    assert!(tracks("1,,") && tracks("unspecified,1,") && tracks(",,1") && tracks("yes,,"));
    assert!(!tracks("0,null,undefined") && !tracks("no,unspecified,true") && !tracks("11, 1,Yes"));
    let controls = |gpc| Signals::read(",,", gpc).global_privacy_control;
    assert!(controls("true") && controls("1"));
    assert!(
        !controls("false")
            && !controls("undefined")
            && !controls("")
            && !controls("0")
            && !controls("null")
    );
    assert_eq!(
        Signals::read("1,,", "false"),
        Signals { do_not_track: true, global_privacy_control: false }
    );
}

#[test]
fn the_signal_with_the_law_behind_it_is_named_first() {
    let name = |dnt: &str, gpc: &str| Signals::read(&format!("{dnt},,"), gpc).name();
    assert_eq!(name("1", "true"), "globalPrivacyControl");
    assert_eq!(
        (name("1", ""), name("", "true"), name("0", "false")),
        ("doNotTrack", "globalPrivacyControl", "")
    );
}

const ENGLISH: &str = include_str!("../../src/texts/en.json");
const SWEDISH: &str = include_str!("../../src/texts/sv.json");

/// Texts that read alike in both languages.
const ALIKE: [&str; 2] = ["cookie", "pixel"];

type Texts = serde_json::Map<String, serde_json::Value>;

/// The texts of a part in English and in Swedish.
fn part(name: &str) -> [Texts; 2] {
    [ENGLISH, SWEDISH].map(|texts| {
        let texts: serde_json::Value = serde_json::from_str(texts).expect("JSON");
        texts[name].as_object().expect("an object of texts").clone()
    })
}

/// Every key with its text in English and in Swedish.
fn all_texts() -> Vec<(String, [String; 2])> {
    let mut all = Vec::new();
    for [english, swedish] in ["first", "more"].map(part) {
        for (key, text) in &english {
            let texts = [text, &swedish[key]].map(|text| text.as_str().expect("a text").into());
            all.push((key.clone(), texts));
        }
    }
    all
}

/// A text as the module and the second layer have it.
fn built_in(language: &str, key: &str) -> String {
    let text = match texts::first(language, key) {
        "" => layer(language).get("texts").get(key).string(),
        text => text,
    };
    serde_json::from_str(&format!("\"{text}\"")).expect("a JSON string")
}

#[test]
fn every_text_has_a_name_and_both_languages() {
    assert_eq!(texts::LANGUAGES, "en sv");
    for [english, swedish] in ["first", "more"].map(part) {
        // In the same order too: the first layer is told apart by place.
        assert!(english.keys().eq(swedish.keys()));
    }
    let all = all_texts();
    assert_eq!(texts::keys(), all.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>());
    for (key, [english, swedish]) in &all {
        assert!(texts::is_key(key), "{key}");
        assert_eq!(all.iter().filter(|(one, _)| one == key).count(), 1, "{key}");
        assert!(!english.trim().is_empty() && !swedish.trim().is_empty(), "{key}");
        assert_eq!(english == swedish, ALIKE.contains(&key.as_str()), "{key}: {english}");
    }
    assert!(!texts::is_key("") && !texts::is_key("Title") && !texts::is_key("title|intro"));
}

#[test]
fn every_text_is_told_as_it_is_written() {
    for (key, [english, swedish]) in all_texts() {
        assert_eq!((built_in("en", &key), built_in("sv", &key)), (english, swedish));
    }
    let layers: serde_json::Value = serde_json::from_str(texts::LAYERS).expect("JSON");
    let languages: Vec<&str> = texts::LANGUAGES.split(' ').collect();
    assert!(layers.as_object().expect("an object").keys().eq(&languages));
}

#[test]
fn both_languages_fill_in_the_same_values() {
    for (key, texts) in all_texts() {
        let [english, swedish] = texts.each_ref().map(|text| {
            let mut names: Vec<&str> =
                text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect();
            names.sort_unstable();
            names
        });
        assert_eq!(english, swedish, "{key}");
        assert!(
            english.iter().all(|name| ["controller", "purposes", "days"].contains(name)),
            "{key}"
        );
    }
}

#[test]
fn the_first_layer_names_purposes_third_parties_the_time_and_the_way_back() {
    let [english, swedish] = ["en", "sv"].map(|language| texts::first(language, "intro"));
    assert!(
        ["{controller}", "third parties", "{purposes}", "{days} days", "change it at any time"]
            .iter()
            .all(|part| english.contains(part))
    );
    assert!(
        ["{controller}", "tredje parter", "{purposes}", "{days} dagar", "när som helst ändra"]
            .iter()
            .all(|part| swedish.contains(part))
    );
}

#[test]
fn units_come_in_pairs() {
    for language in ["en", "sv"] {
        let units = built_in(language, "units");
        assert_eq!(units.split('|').filter(|unit| !unit.is_empty()).count(), 14);
        assert_eq!(units.split('|').count(), 14);
    }
}

#[test]
fn a_region_reads_its_language_and_any_other_english() {
    for (wanted, text, language) in [
        ("sv-FI", "Neka alla", "sv"),
        ("sv", "Neka alla", "sv"),
        ("SV", "Neka alla", "sv"),
        ("en-GB", "Reject all", "en"),
        ("ar", "Reject all", "en"),
        ("sva", "Reject all", "en"),
        ("", "Reject all", "en"),
    ] {
        assert_eq!(texts::first(wanted, "reject"), text, "{wanted}");
        assert_eq!(texts::language(wanted), language, "{wanted}");
        assert!(texts::first_layer(wanted).contains(text));
    }
    assert_eq!(texts::first("en", "save"), "", "of the second layer");
}

#[test]
fn the_four_known_categories_have_words() {
    for id in ["necessary", "functional", "analytics", "marketing"] {
        assert!(texts::is_key(id) && texts::is_key(&format!("{id}Intro")), "{id}");
        // The banner names them before the second layer is there.
        assert!(!texts::first("en", id).is_empty(), "{id}");
    }
    assert!(!texts::is_key("social") && !texts::is_key("socialIntro"));
}
