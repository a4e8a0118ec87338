//! What visitors read: vague or pushing words, and refusals that do not say no (rules 24 and 25).

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Warnings;
use crate::code::Code;
use crate::data;
use crate::declaration::Declaration;
use crate::language::primary;
use crate::texts;
use crate::values::Text;

/// Phrases by language, in lower case.
type Phrases = HashMap<String, Vec<String>>;

#[derive(Debug, Deserialize)]
struct Lists {
    vague: Phrases,
    pushing: Phrases,
    unclear: Phrases,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| data::read(include_str!("../../data/words.json")));

pub(super) fn look(declaration: &Declaration, warnings: &mut Warnings) {
    for (language, words) in &declaration.texts {
        for (key, word) in &words.0 {
            let path = format!("texts.{language}.{key}");
            vague(&path, Some(language), word, warnings);
            pushing(&path, Some(language), word, warnings);
            placeholders(&path, key, word, warnings);
            if key == "reject" {
                refusal(&path, language, word, warnings);
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

/// The lists of a language; of all languages where it is not known.
fn lists<'a>(all: &'a Phrases, language: Option<&str>) -> impl Iterator<Item = &'a str> {
    let tag = language.map(|tag| primary(tag).to_ascii_lowercase());
    let of_it =
        move |(one, _): &(&String, &Vec<String>)| tag.as_ref().is_none_or(|tag| *one == tag);
    all.iter().filter(of_it).flat_map(|(_, phrases)| phrases.iter().map(String::as_str))
}

/// The first phrase of a list that a text has.
fn first<'a>(all: &'a Phrases, language: Option<&str>, text: &str) -> Option<&'a str> {
    let lower = text.to_lowercase();
    lists(all, language).find(|phrase| has_phrase(&lower, phrase))
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
fn has_phrase(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(start, found)| {
        let before = text[..start].chars().next_back();
        let after = text[start + found.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

fn refusal(path: &str, language: &str, word: &str, warnings: &mut Warnings) {
    let plain = word.trim().trim_end_matches(['.', '!', '…']).to_lowercase();
    let mut unclear =
        lists(&LISTS.unclear, Some(language)).chain(lists(&LISTS.unclear, Some("en")));
    if unclear.any(|one| one == plain) {
        let built_in = texts::built_in(language, "reject");
        warnings.add(
            Code::UnclearRefusal,
            path,
            format!("\"{word}\" does not say no; write what it does, such as \"{built_in}\""),
        );
    }
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
        for lists in [&LISTS.vague, &LISTS.pushing, &LISTS.unclear] {
            for (language, phrases) in lists {
                for (index, phrase) in phrases.iter().enumerate() {
                    assert_eq!(*phrase, phrase.to_lowercase(), "{language}");
                    assert!(!phrases[..index].contains(phrase), "{language}: {phrase}");
                }
            }
        }
        // A language with one list has all of them.
        assert!(LISTS.vague.keys().all(|tag| LISTS.pushing.contains_key(tag)));
        assert!(LISTS.vague.keys().all(|tag| LISTS.unclear.contains_key(tag)));
    }

    #[test]
    fn a_refusal_that_says_yes_or_leads_elsewhere_is_unclear() {
        let is_unclear = |language: &str, word: &str| {
            let mut warnings = Warnings(Vec::new());
            refusal("texts.reject", language, word, &mut warnings);
            !warnings.0.is_empty()
        };
        for (language, word) in [
            ("en", "Agree"),
            ("en", "Cookie settings"),
            ("it", "Più tardi"),
            ("pl", "Rozumiem"),
            ("tr", "Tamam"),
            ("hu", "Később"),
            ("el", "Εντάξει"),
            ("bg", "Разбрах"),
            ("lt", "Sutinku"),
        ] {
            assert!(is_unclear(language, word), "{language}: {word}");
        }
        for (language, word) in
            [("en", "Reject"), ("en", "No"), ("it", "Rifiuta"), ("pl", "Odrzuć")]
        {
            assert!(!is_unclear(language, word), "{language}: {word}");
        }
    }
}
