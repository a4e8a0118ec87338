//! What visitors read: vague or pushing words (rule 24), and placeholders that nothing replaces.

use std::sync::LazyLock;

use indexmap::IndexMap;
use serde::Deserialize;

use super::Warnings;
use super::refusal;
use crate::code::Code;
use crate::data;
use crate::declaration::Declaration;
use crate::language::is_read;
use crate::texts;
use crate::values::Text;

/// Phrases by language, in lower case.
pub(super) type Phrases = IndexMap<String, Vec<String>>;

#[derive(Debug, Deserialize)]
pub(super) struct Lists {
    vague: Phrases,
    pushing: Phrases,
    /// Words for yes, for the settings, and for an answer at another time.
    pub(super) unclear: Phrases,
    /// Words for no.
    pub(super) no: Phrases,
}

pub(super) static LISTS: LazyLock<Lists> =
    LazyLock::new(|| data::read(include_str!("../../data/words.json")));

pub(super) fn look(declaration: &Declaration, warnings: &mut Warnings) {
    for (language, words) in &declaration.texts {
        for (key, word) in &words.0 {
            let path = format!("texts.{language}.{key}");
            vague(&path, Some(language), word, warnings);
            pushing(&path, Some(language), word, warnings);
            placeholders(&path, key, word, warnings);
            if key == "reject" {
                refusal::look(&path, language, word, warnings);
            }
        }
    }
    for (index, category) in declaration.categories.iter().enumerate() {
        let path = format!("categories[{index}].description");
        each(&path, category.description.as_ref(), vague, warnings);
        each(&path, category.description.as_ref(), pushing, warnings);
    }
    // A reason says what does not work without the service, and a purpose what it does: neither asks for a yes.
    for (index, service) in declaration.services.iter().enumerate() {
        each(&format!("services[{index}].reason"), service.reason.as_ref(), vague, warnings);
        for (number, cookie) in service.cookies.iter().enumerate() {
            let path = format!("services[{index}].cookies[{number}].purpose");
            each(&path, Some(&cookie.purpose), vague, warnings);
        }
    }
}

/// Looks at a text in a language; in all where it is not known.
type Look = fn(&str, Option<&str>, &str, &mut Warnings);

fn each(path: &str, text: Option<&Text>, look: Look, warnings: &mut Warnings) {
    match text {
        None => {}
        Some(Text::Same(text)) => look(path, None, text, warnings),
        Some(Text::Each(texts)) => {
            for (language, text) in texts {
                look(&format!("{path}.{language}"), Some(language), text, warnings);
            }
        }
    }
}

/// The lists of a language, and of those that its readers read; of all languages where it is not known.
pub(super) fn lists<'a>(all: &'a Phrases, language: Option<&str>) -> impl Iterator<Item = &'a str> {
    let of_it =
        move |(one, _): &(&String, &Vec<String>)| language.is_none_or(|tag| is_read(one, tag));
    all.iter().filter(of_it).flat_map(|(_, phrases)| phrases.iter().map(String::as_str))
}

/// The first phrase of a list that a text has.
fn first<'a>(all: &'a Phrases, language: Option<&str>, text: &str) -> Option<&'a str> {
    let text = plain(text);
    lists(all, language).find(|phrase| has_phrase(&text, phrase))
}

/// A text as the lists have it: in lower case, with straight apostrophes. The Turkish İ leaves a dot of its own behind its i.
pub(super) fn plain(text: &str) -> String {
    text.to_lowercase().replace('’', "'").replace("i\u{307}", "i")
}

fn vague(path: &str, language: Option<&str>, text: &str, warnings: &mut Warnings) {
    if let Some(phrase) = first(&LISTS.vague, language, text) {
        let message = format!("\"{phrase}\" says too little; say what is stored, and what for");
        warnings.add(Code::VagueWords, path, message);
    }
}

fn pushing(path: &str, language: Option<&str>, text: &str, warnings: &mut Warnings) {
    if let Some(phrase) = first(&LISTS.pushing, language, text) {
        let message = format!(
            "\"{phrase}\" pushes visitors; a question with two equal answers needs no reasons for one"
        );
        warnings.add(Code::PushingWords, path, message);
    }
}

/// Whether a phrase is there as words of its own.
pub(super) fn has_phrase(text: &str, phrase: &str) -> bool {
    place(text, phrase).is_some()
}

/// Where a phrase begins that is there as words of its own.
pub(super) fn place(text: &str, phrase: &str) -> Option<usize> {
    let mut found = text.match_indices(phrase);
    let is_whole = |(start, found): &(usize, &str)| {
        let before = text[..*start].chars().next_back();
        let after = text[start + found.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    };
    found.find(is_whole).map(|(start, _)| start)
}

fn placeholders(path: &str, key: &str, word: &str, warnings: &mut Warnings) {
    let known = texts::placeholders(texts::built_in("en", key));
    for name in texts::placeholders(word) {
        if !known.contains(&name) {
            let what = match known.as_slice() {
                [] => "this text has none".into(),
                known => format!("expected {}", known.join(", ")),
            };
            let message = format!("\"{name}\" stays as it is written; {what}");
            warnings.add(Code::UnknownPlaceholder, path, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_in_lower_case_and_name_each_phrase_once() {
        for lists in [&LISTS.vague, &LISTS.pushing, &LISTS.unclear, &LISTS.no] {
            for (language, phrases) in lists {
                for (index, phrase) in phrases.iter().enumerate() {
                    assert_eq!(*phrase, plain(phrase), "{language}");
                    assert!(!phrases[..index].contains(phrase), "{language}: {phrase}");
                }
            }
            // Only the program has all languages.
            assert!(texts::languages().all(|tag| lists.contains_key(tag)));
            if cfg!(feature = "all-languages") {
                assert_eq!(lists.len(), texts::languages().count());
            }
        }
    }

    #[test]
    fn norwegian_is_looked_at_in_both_its_forms() {
        for (language, text) in
            [("no", "En bedre opplevelse"), ("nn", "Ei betre oppleving"), ("no-NO", "Mellom anna")]
        {
            assert!(first(&LISTS.vague, Some(language), text).is_some(), "{language}: {text}");
        }
        assert!(first(&LISTS.vague, Some("sv"), "En bedre opplevelse").is_none());
    }
}
