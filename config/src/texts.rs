//! The built-in words shown to visitors, as far as the check needs them.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::language::{is_read, primary};

type Words = Map<String, Value>;

/// Gives the tags of all files of `texts/` to a macro. English is the fallback and comes first.
macro_rules! of_all_languages {
    ($macro:ident) => {
        $macro! {
            "en" "ar" "bg" "cs" "da" "de" "el" "es" "et" "fi" "fr" "ga" "hr" "hu" "is" "it" "lt" "lv" "mt" "nb"
            "nl" "nn" "pl" "pt" "ro" "sk" "sl" "sv" "tr" "uk"
        }
    };
}

macro_rules! list {
    ($($tag:literal)*) => {
        &[$($tag),*]
    };
}

/// The files of `texts/`, by language.
macro_rules! files {
    ($($tag:literal)*) => {
        &[$(($tag, include_str!(concat!("../../texts/", $tag, ".json")))),*]
    };
}

/// Those of the scripts that pages load. The program has all languages; `samtycke.dev.js` stays small.
#[cfg(not(feature = "all-languages"))]
const FILES: &[(&str, &str)] = files! { "en" "sv" };

#[cfg(feature = "all-languages")]
const FILES: &[(&str, &str)] = of_all_languages!(files);

/// The tables of each file.
static TABLES: LazyLock<Vec<(&str, Map<String, Value>)>> = LazyLock::new(|| {
    let read = |file| serde_json::from_str(file).unwrap_or_default();
    FILES.iter().map(|(language, file)| (*language, read(file))).collect()
});

static BUILT_IN: LazyLock<Vec<(&str, Words)>> =
    LazyLock::new(|| TABLES.iter().map(|(language, tables)| (*language, words(tables))).collect());

/// The words of all tables of a language.
fn words(tables: &Map<String, Value>) -> Words {
    let words = tables.values().filter_map(Value::as_object).flatten();
    words.map(|(key, word)| (key.clone(), word.clone())).collect()
}

/// A table of a language's file, such as `banner`. Of a language without a file, the English one.
///
/// # Panics
/// No file has a table of that name.
pub fn table(language: &str, name: &str) -> &'static Words {
    let of = |tag| TABLES.iter().find(|(one, _)| *one == tag);
    let (_, tables) = of(language).unwrap_or(&TABLES[0]);
    tables[name].as_object().expect("every file has every table")
}

/// The languages that pages are spoken to in, of which `samtycke.dev.js` has only some words.
const TAGS: &[&str] = of_all_languages!(list);

/// Whether a language has built-in words that are not here, but in the program.
pub fn is_elsewhere(tag: &str) -> bool {
    let is_among = |tags: &[&str]| tags.iter().any(|one| is_read(one, tag));
    is_among(TAGS) && !is_among(&languages().collect::<Vec<_>>())
}

/// The languages with built-in words.
pub fn languages() -> impl Iterator<Item = &'static str> + Clone {
    FILES.iter().map(|(language, _)| *language)
}

/// Parts of sentences that a browser forms by itself, if more slowly, where a language has none.
const FORMED: [&str; 2] = ["and", "days"];

/// Every key of a text that a language needs.
pub fn needed() -> impl Iterator<Item = &'static str> {
    keys().filter(|key| !FORMED.contains(key))
}

/// Every key of a text.
pub fn keys() -> impl Iterator<Item = &'static str> {
    BUILT_IN[0].1.keys().map(String::as_str)
}

/// A built-in text in a language, or in one that its readers read, else in English; empty for an unknown key.
pub fn built_in(language: &str, key: &str) -> &'static str {
    let is_of = |(one, _): &&(&str, Words)| one.eq_ignore_ascii_case(primary(language));
    let is_like = |(one, _): &&(&str, Words)| is_read(one, language);
    let found = BUILT_IN.iter().find(is_of).or_else(|| BUILT_IN.iter().find(is_like));
    let (_, words) = found.unwrap_or(&BUILT_IN[0]);
    words.get(key).and_then(Value::as_str).unwrap_or("")
}

/// Whether a language, or a wider one, has built-in words.
pub fn has_language(language: &str) -> bool {
    languages().any(|one| one.eq_ignore_ascii_case(primary(language)))
}

/// The placeholders of a text, as `{days}`, in order of their names.
pub fn placeholders(text: &str) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for (start, _) in text.match_indices('{') {
        let rest = &text[start + 1..];
        let length = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        if length > 0 && rest[length..].starts_with('}') {
            names.push(&text[start..start + length + 2]);
        }
    }
    names.sort_unstable();
    names
}

#[cfg(all(test, feature = "all-languages"))]
mod tests {
    use super::*;

    #[test]
    fn the_program_has_every_language() {
        assert_eq!(languages().collect::<Vec<_>>(), TAGS);
        assert!(!is_elsewhere("de") && !is_elsewhere("eo"));
    }
}
