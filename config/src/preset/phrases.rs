//! What presets say to visitors, in other languages than English: `presets/phrases/`, a file a language.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::language::{is_read, primary};

macro_rules! files {
    ($($tag:literal)*) => {
        &[$(($tag, include_str!(concat!("../../../presets/phrases/", $tag, ".json")))),*]
    };
}

/// As with the words of the banner, `samtycke.dev.js` has few languages.
#[cfg(not(feature = "all-languages"))]
const FILES: &[(&str, &str)] = files! { "sv" };

#[cfg(feature = "all-languages")]
const FILES: &[(&str, &str)] = files! {
    "ar" "bg" "cs" "da" "de" "el" "es" "et" "fi" "fr" "ga" "hr" "hu" "is" "it" "lt" "lv" "mt" "nb" "nl" "nn"
    "pl" "pt" "ro" "sk" "sl" "sv" "tr" "uk"
};

static PHRASES: LazyLock<Vec<(&str, Map<String, Value>)>> = LazyLock::new(|| {
    let read = |text| serde_json::from_str(text).expect("a file of presets/phrases/ is JSON");
    FILES.iter().map(|(tag, text)| (*tag, read(text))).collect()
});

/// Languages with phrases beside English.
pub fn languages() -> impl Iterator<Item = &'static str> + Clone {
    FILES.iter().map(|(tag, _)| *tag)
}

/// An English phrase in a language; the phrase itself in English.
pub fn phrase<'a>(english: &'a str, tag: &str) -> Option<&'a str> {
    if is_read("en", tag) {
        return Some(english);
    }
    // Readers of nynorsk get bokmål only where there is nothing of their own.
    let is_same = |one: &str| primary(one).eq_ignore_ascii_case(primary(tag));
    let mut read: Vec<_> = PHRASES.iter().filter(|(one, _)| is_read(one, tag)).collect();
    read.sort_by_key(|(one, _)| !is_same(one));
    let (_, phrases) = read.first()?;
    phrases.get(english).and_then(Value::as_str)
}
