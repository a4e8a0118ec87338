//! The small parts: JSON, base64url, patterns, lifetimes, languages, signals and words.

use proptest::prelude::*;
use samtycke::model::base64url;
use samtycke::model::document::{Kind, Value};
use samtycke::model::language::{choose, is_tag, runs_right_to_left};
use samtycke::model::lifetime::Lifetime;
use samtycke::model::pattern::matches;
use samtycke::model::read::read;
use samtycke::model::record::is_id;
use samtycke::model::signals::Signals;
use samtycke::model::texts::{BUILT_IN, Key, TABLE, fill, of_category};
use samtycke::model::write;
use serde_json::json;

use crate::util::{billogram, page_for};

fn settings() -> ProptestConfig {
    ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() }
}

/// Whether a document holds what another reader found in the same text.
fn same(ours: &Value, theirs: &serde_json::Value) -> bool {
    match theirs {
        serde_json::Value::Null => ours.kind == Kind::Missing && !ours.is_there(),
        serde_json::Value::Bool(on) => ours.kind == Kind::Flag && ours.flag(!on) == *on,
        serde_json::Value::Number(number) => {
            match number.as_u64().and_then(|n| u32::try_from(n).ok()) {
                Some(number) => ours.whole() == Some(number),
                None => ours.kind == Kind::Number && ours.whole().is_none(),
            }
        }
        serde_json::Value::String(text) => ours.kind == Kind::Text && ours.text() == text,
        serde_json::Value::Array(items) => {
            ours.kind == Kind::List
                && ours.items.len() == items.len()
                && ours.items.iter().zip(items).all(|(ours, theirs)| same(ours, theirs))
        }
        serde_json::Value::Object(fields) => {
            ours.kind == Kind::Object
                && ours.items.len() == fields.len()
                && fields.iter().all(|(name, theirs)| same(ours.get(name), theirs))
        }
    }
}

fn values() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(|on| json!(on)),
        any::<u32>().prop_map(|number| json!(number)),
        any::<i64>().prop_map(|number| json!(number)),
        any::<f32>().prop_map(|number| json!(number)),
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
        let ours = Value::parse(&text);
        prop_assert!(ours.as_ref().is_ok_and(|ours| same(ours, &value)), "{} as {:?}", text, ours);
    }

    #[test]
    fn what_is_no_json_elsewhere_is_none_here(
        value in values(), at in any::<prop::sample::Index>(), letter in "[\\[\\]{}\",:0-9.eE+tn \\\\-]?", keep in any::<bool>(),
    ) {
        let mut letters: Vec<String> = value.to_string().chars().map(String::from).collect();
        let at = at.index(letters.len());
        letters[at] = if keep { format!("{letter}{}", letters[at]) } else { letter };
        let text = letters.concat();
        if let Ok(ours) = Value::parse(&text) {
            // Numbers beyond its own are an error to the other reader alone.
            match serde_json::from_str(&text) {
                Ok(theirs) => prop_assert!(same(&ours, &theirs), "{} as {:?}", text, ours),
                Err(error) => prop_assert!(error.to_string().contains("out of range"), "{}", text),
            }
        }
    }

    #[test]
    fn no_text_breaks_the_json_reader(text in any::<String>()) {
        if let Err(at) = Value::parse(&text) {
            prop_assert!(at <= text.len() + 1);
        }
    }

    #[test]
    fn a_written_string_reads_as_it_was(text in "\\PC{0,20}") {
        let mut out = String::new();
        write::json_string(&mut out, &text);
        prop_assert_eq!(serde_json::from_str::<String>(&out).ok(), Some(text));
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
fn json_is_refused_where_it_ends_to_be_json() {
    for (text, at) in [
        ("", 0),
        ("nul", 3),
        ("[1,]", 3),
        ("[1 2]", 3),
        ("{\"a\":1,}", 7),
        ("{a:1}", 1),
        ("01", 2),
        ("-", 1),
        ("1.", 2),
        ("1e", 2),
        ("+1", 0),
        ("\"\t\"", 1),
        ("\"\\x\"", 3),
        ("\"\\u12g4\"", 5),
        ("[] x", 3),
        ("{\"a\":1,\"a\":2}", 7),
        ("'a'", 0),
        ("\"", 1),
        ("tru e", 3),
        ("1\0", 1),
    ] {
        assert_eq!(Value::parse(text).err(), Some(at), "{text:?}");
    }
}

#[test]
fn json_escapes_are_read() {
    let text = |json: &str| Value::parse(json).map(|value| value.text().to_string());
    assert_eq!(text(r#""\"\\\/\b\f\n\r\t""#).as_deref(), Ok("\"\\/\u{8}\u{c}\n\r\t"));
    assert_eq!(text(r#""\u00e5\u00C5\ud83c\udf6a""#).as_deref(), Ok("åÅ🍪"));
    assert_eq!(text(r#""\udf6a""#).as_deref(), Ok("\u{fffd}"));
    assert!(text(r#""\ud83c\u0041""#).is_err());
}

#[test]
fn json_may_be_nested_deep_and_no_deeper() {
    let nested = |depth: usize| Value::parse(&("[".repeat(depth) + &"]".repeat(depth))).is_ok();
    assert!(nested(32) && !nested(33) && !nested(1_000_000));
}

#[test]
fn a_field_that_is_missing_reads_as_nothing() {
    let value = Value::parse(r#"{"a": {"b": null}, "n": 4294967296, "m": -1, "f": 1.5}"#).unwrap();
    assert!(value.get("a").is_there() && !value.get("a").get("b").is_there());
    assert_eq!((value.get("x").get("y").text(), value.get("x").item(3).whole()), ("", None));
    assert!(value.get("x").flag(true) && !value.get("x").flag(false) && value.get("n").flag(true));
    assert!(
        ["n", "m", "f"]
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
    let config = read(&billogram().to_string(), &page_for(&[language])).unwrap();
    Lifetime::parse(lifetime).unwrap().words(&config)
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
        assert_eq!(
            (in_words(lifetime, "en").as_str(), in_words(lifetime, "sv").as_str()),
            (english, swedish)
        );
    }
    let config = read(&billogram().to_string(), &page_for(&["en"])).unwrap();
    assert_eq!(Lifetime::UntilDeleted.words(&config), "Until you delete it");
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
        assert_eq!(Lifetime::parse(wrong), None, "{wrong}");
    }
    assert_eq!(Lifetime::parse("P1Y2M3W4DT5H6M7S"), Some(Lifetime::Lasting([1, 2, 3, 4, 5, 6, 7])));
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
    assert!(
        tracks(["1", "", ""])
            && tracks(["unspecified", "1", ""])
            && tracks(["", "", "1"])
            && tracks(["yes", "", ""])
    );
    assert!(
        !tracks(["0", "null", "undefined"])
            && !tracks(["no", "unspecified", "true"])
            && !tracks(["11", " 1", "Yes"])
    );
    let controls = |gpc| Signals::read(["", "", ""], gpc).global_privacy_control;
    assert!(controls("true") && controls("1"));
    assert!(
        !controls("false")
            && !controls("undefined")
            && !controls("")
            && !controls("0")
            && !controls("null")
    );
    assert_eq!(
        Signals::read(["1", "", ""], "false"),
        Signals { do_not_track: true, global_privacy_control: false }
    );
}

#[test]
fn the_signal_with_the_law_behind_it_is_named_first() {
    let name = |dnt: &str, gpc: &str| Signals::read([dnt, "", ""], gpc).name();
    assert_eq!(name("1", "true"), Some("globalPrivacyControl"));
    assert_eq!(
        (name("1", ""), name("", "true"), name("0", "false")),
        (Some("doNotTrack"), Some("globalPrivacyControl"), None)
    );
}

/// Every text there is.
const KEYS: &[Key] = &[
    Key::Title,
    Key::Intro,
    Key::Policy,
    Key::Accept,
    Key::Reject,
    Key::Settings,
    Key::SettingsTitle,
    Key::SettingsIntro,
    Key::Contact,
    Key::Save,
    Key::Close,
    Key::AlwaysOn,
    Key::DoNotTrack,
    Key::GlobalPrivacyControl,
    Key::SignalRulesOut,
    Key::RuledOut,
    Key::Services,
    Key::Provider,
    Key::Privacy,
    Key::Name,
    Key::Kind,
    Key::Host,
    Key::Lifetime,
    Key::Purpose,
    Key::Cookie,
    Key::LocalStorage,
    Key::SessionStorage,
    Key::IndexedDb,
    Key::Pixel,
    Key::FirstParty,
    Key::ThirdParty,
    Key::Session,
    Key::UntilDeleted,
    Key::Units,
    Key::External,
    Key::Necessary,
    Key::Functional,
    Key::Analytics,
    Key::Marketing,
    Key::NecessaryIntro,
    Key::FunctionalIntro,
    Key::AnalyticsIntro,
    Key::MarketingIntro,
];

/// Texts that read alike in both languages.
const ALIKE: [&str; 2] = ["cookie", "pixel"];

#[test]
fn every_text_has_a_name_and_both_languages() {
    let names: Vec<&str> = KEYS.iter().map(|key| key.name()).collect();
    assert_eq!(names, TABLE.fields.iter().map(|field| field.name).collect::<Vec<_>>());
    for key in KEYS {
        let [english, swedish] = BUILT_IN.map(|language| key.built_in(language));
        assert!(!english.trim().is_empty() && !swedish.trim().is_empty(), "{}", key.name());
        assert_eq!(english == swedish, ALIKE.contains(&key.name()), "{}: {english}", key.name());
    }
}

#[test]
fn both_languages_fill_in_the_same_values() {
    for key in KEYS {
        let [english, swedish] = BUILT_IN.map(|language| {
            let mut names: Vec<&str> = key
                .built_in(language)
                .split('{')
                .skip(1)
                .filter_map(|rest| Some(rest.split_once('}')?.0))
                .collect();
            names.sort_unstable();
            names
        });
        assert_eq!(english, swedish, "{}", key.name());
        assert!(
            english.iter().all(|name| ["controller", "purposes", "days"].contains(name)),
            "{}",
            key.name()
        );
    }
}

#[test]
fn the_first_layer_names_purposes_third_parties_the_time_and_the_way_back() {
    let [english, swedish] = BUILT_IN.map(|language| Key::Intro.built_in(language));
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
    for language in BUILT_IN {
        assert_eq!(
            Key::Units.built_in(language).split('|').filter(|unit| !unit.is_empty()).count(),
            14
        );
    }
}

#[test]
fn a_region_reads_its_language_and_any_other_english() {
    for (language, text) in [
        ("sv-FI", "Neka alla"),
        ("sv", "Neka alla"),
        ("en-GB", "Reject all"),
        ("ar", "Reject all"),
        ("sva", "Reject all"),
        ("", "Reject all"),
    ] {
        assert_eq!(Key::Reject.built_in(language), text, "{language}");
    }
}

#[test]
fn the_four_known_categories_have_words() {
    for (id, name, about) in [
        ("necessary", Key::Necessary, Key::NecessaryIntro),
        ("functional", Key::Functional, Key::FunctionalIntro),
        ("analytics", Key::Analytics, Key::AnalyticsIntro),
        ("marketing", Key::Marketing, Key::MarketingIntro),
    ] {
        assert_eq!(of_category(id), Some((name, about)));
    }
    assert_eq!(of_category("social"), None);
}

#[test]
fn values_are_put_in_place_of_their_names() {
    let values = [("a", "1"), ("ab", "{a}"), ("å", "ö")];
    for (text, filled) in [
        ("", ""),
        ("x", "x"),
        ("{a}", "1"),
        ("{a}{a} {ab}", "11 {a}"),
        ("{b}", "{b}"),
        ("{a", "{a"),
        ("a}", "a}"),
        ("{{a}}", "{1}"),
        ("{å}å", "öå"),
        ("{ a}", "{ a}"),
    ] {
        assert_eq!(fill(text, &values), filled, "{text}");
    }
}
