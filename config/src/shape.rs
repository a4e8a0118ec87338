//! Whether a declaration has the shape that the schema says, field by field.

use std::collections::HashSet;

use serde_json::Value;

use crate::address::{is_bare_host, is_for_link, is_for_script, is_path_of_bare_host, is_relative};
use crate::checker::Checker;
use crate::code::Code;
use crate::id::is_id;
use crate::language::is_tag;
use crate::lifetime::is_lifetime;
use crate::messages;
use crate::respell;
use crate::schema::{Kind, Table, WHOLE, table_of};
use crate::texts;

/// Notes everything that does not fit the schema.
pub fn check(checker: &mut Checker, declaration: &Value) {
    object(checker, declaration, table_of(WHOLE));
}

fn object(checker: &mut Checker, value: &Value, table: &Table) {
    let Some(found) = value.as_object() else {
        return checker.note_guess(Code::WrongType, messages::expected("an object", value));
    };
    let mut meant = Vec::new();
    for name in found.keys() {
        if !table.fields.iter().any(|field| field.name == *name) {
            let guess = respell::unknown(name, found, table);
            meant.extend(guess.meant.clone());
            checker.field(name, |checker| checker.note_guess(Code::UnknownField, guess));
        }
    }
    for field in &table.fields {
        match found.get(&field.name) {
            Some(value) => checker.field(&field.name, |checker| one(checker, value, &field.kind)),
            // It is there, under a name that is nearly right.
            None if !field.needed || meant.contains(&field.name) => {}
            None => {
                let message = messages::missing(&table.name, &field.name, &checker.categories);
                checker.note_at(Code::MissingField, &field.name, message);
            }
        }
    }
}

fn one(checker: &mut Checker, value: &Value, kind: &Kind) {
    match kind {
        Kind::List(item) => list(checker, value, item),
        Kind::Categories if value.is_array() => categories(checker, value),
        Kind::Object(name) => object(checker, value, table_of(name)),
        Kind::Named(_) | Kind::ByLanguage(_) | Kind::Words if !value.is_object() => {
            checker.note_guess(Code::WrongType, messages::expected("an object", value));
        }
        Kind::Named(kind) => fields(checker, value, |checker, _, value| one(checker, value, kind)),
        Kind::ByLanguage(kind) => by_language(checker, value, kind),
        // Its language is known one step further up.
        Kind::Words => {}
        Kind::Text if value.is_object() => by_language(checker, value, &Kind::Word),
        Kind::Link if value.is_object() => by_language(checker, value, &Kind::Link),
        _ if fits(checker, value, kind) => {}
        _ => misfit(checker, value, kind),
    }
}

fn misfit(checker: &mut Checker, value: &Value, kind: &Kind) {
    let (code, guess) = messages::misfit(kind, value, &checker.categories);
    checker.note_guess(code, guess);
}

/// Whether a value that holds no others is right.
fn fits(checker: &Checker, value: &Value, kind: &Kind) -> bool {
    let text = value.as_str();
    let is = |test: fn(&str) -> bool| text.is_some_and(test);
    match kind {
        Kind::Flag => value.is_boolean(),
        Kind::Whole(least, most) => {
            let is_within = |number: f64| number >= *least as f64 && number <= *most as f64;
            value.as_f64().is_some_and(|number| number.fract() == 0.0 && is_within(number))
        }
        Kind::AnyString => text.is_some(),
        Kind::Word | Kind::Text => is(|text| !text.trim().is_empty()),
        Kind::Link => text.is_some_and(|text| {
            is_for_link(text, checker.page) && !is_bare_host(text) && !is_relative(text)
        }),
        Kind::Source => text
            .is_some_and(|text| is_for_script(text, checker.page) && !is_path_of_bare_host(text)),
        Kind::Id => is(is_id),
        Kind::Category | Kind::Categories => {
            text.is_some_and(|text| checker.categories.contains(&text))
        }
        Kind::Lifetime => is(is_lifetime),
        Kind::Language => is(is_tag),
        Kind::Color => is(is_colour),
        Kind::Date => is(is_day),
        Kind::OneOf(words) => text.is_some_and(|text| words.iter().any(|word| word == text)),
        Kind::Any => true,
        _ => false,
    }
}

/// Only digits, which cannot fetch anything, and whose contrast is known.
pub(crate) fn is_colour(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|digits| {
        matches!(digits.len(), 3 | 6) && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
    })
}

/// A day of the calendar: month and day with two digits.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str, digits: usize| {
        let is_number = part.len() == digits && part.bytes().all(|one| one.is_ascii_digit());
        part.parse::<u32>().ok().filter(|_| is_number)
    };
    let [year, month, day] = parts.as_slice() else { return false };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2))
    else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(is_leap),
        _ => 0,
    };
    (1..=last).contains(&day)
}

fn list(checker: &mut Checker, value: &Value, kind: &Kind) {
    let Some(items) = value.as_array() else {
        return checker.note_guess(Code::WrongType, messages::expected("a list", value));
    };
    let mut tags = HashSet::new();
    for (index, item) in items.iter().enumerate() {
        checker.item(index, |checker| {
            one(checker, item, kind);
            // Tags have no case (RFC 5646, section 2.1.1).
            let tag = item.as_str().filter(|_| *kind == Kind::Language);
            if tag.is_some_and(|tag| !tags.insert(tag.to_ascii_lowercase())) {
                checker.note(Code::WrongLanguage, format!("{item} is named twice"));
            }
        });
    }
}

/// The categories of a service, where they are a list.
fn categories(checker: &mut Checker, value: &Value) {
    list(checker, value, &Kind::Category);
    let items = value.as_array().map_or(&[][..], Vec::as_slice);
    if items.is_empty() {
        checker.note(Code::MissingField, "expected at least one category");
    }
    for (index, item) in items.iter().enumerate() {
        if items[..index].contains(item) {
            checker.item(index, |checker| {
                checker.note(Code::WrongValue, format!("{item} is named twice"))
            });
        }
    }
}

fn fields(checker: &mut Checker, value: &Value, mut look: impl FnMut(&mut Checker, &str, &Value)) {
    for (name, value) in value.as_object().into_iter().flatten() {
        checker.field(name, |checker| look(checker, name, value));
    }
}

fn by_language(checker: &mut Checker, value: &Value, kind: &Kind) {
    if *kind == Kind::Words && note_words_of_no_language(checker, value) {
        return;
    }
    fields(checker, value, |checker, tag, value| {
        if !is_tag(tag) {
            let (code, guess) = messages::misfit(&Kind::Language, &tag.into(), &checker.categories);
            checker.note_guess_of_name(code, guess);
        }
        match kind {
            Kind::Words => words(checker, tag, value),
            // Addresses by language do not nest.
            Kind::Link if value.is_object() => {
                misfit(checker, value, &Kind::Link);
            }
            _ => one(checker, value, kind),
        }
    });
    if value.as_object().is_some_and(serde_json::Map::is_empty) {
        checker.note(Code::MissingField, "expected at least one language");
    }
}

/// As many words are named.
const NAMED: usize = 5;

/// Notes words that belong to no language. Returns whether there are any.
fn note_words_of_no_language(checker: &mut Checker, value: &Value) -> bool {
    let entries = value.as_object().into_iter().flatten();
    // With an object the languages may be within; a key such as `why` is a language tag too.
    let is_word = |(name, value): &(&String, &Value)| {
        (value.is_string() || (value.is_object() && !is_tag(name)))
            && texts::keys().any(|key| key == name.as_str())
    };
    let words: Vec<(&String, &Value)> = entries.filter(is_word).collect();
    let Some((_, first)) = words.first() else { return false };
    let inner = first.as_object().and_then(|texts| texts.keys().find(|tag| is_tag(tag)));
    let language = inner.map_or("en", String::as_str);
    let mut named: Vec<String> =
        words.iter().take(NAMED).map(|(name, _)| format!("\"{name}\": …")).collect();
    if words.len() > NAMED {
        named.push("…".into());
    }
    let named = named.join(", ");
    let message = format!("texts are by language: {{\"{language}\": {{{named}}}}}");
    checker.note(Code::WrongLanguage, message);
    true
}

/// Words in place of the built-in ones of a language.
fn words(checker: &mut Checker, language: &str, value: &Value) {
    one(checker, value, &Kind::Words);
    fields(checker, value, |checker, key, value| {
        if !texts::keys().any(|known| known == key) {
            checker.note_guess(Code::UnknownField, messages::unknown_key(key, texts::keys()));
        }
        one(checker, value, &Kind::Word);
    });
    // The page takes the words of one language here, and the built-in ones for what they leave out.
    let word = |key| value[key].as_str().unwrap_or_else(|| texts::built_in(language, key));
    let (yes, no) = (word("accept"), word("reject"));
    let [yes_length, no_length] = [yes, no].map(|word| word.trim().chars().count());
    // What is blank has been noted. Three times as long is too much even for a few invisible
    // characters in place of a word.
    let is_blank = yes_length == 0 || no_length == 0;
    let is_longer = yes_length > 3 * no_length || no_length > 3 * yes_length;
    if !is_blank && (plain(yes) == plain(no) || is_longer) {
        checker.note(Code::UnequalAnswers, messages::unequal(yes, no));
    }
}

/// A word as visitors compare it: "OK" and "ok!" are the same answer. Signs count where there is nothing else.
fn plain(word: &str) -> String {
    let lower = word.trim().to_lowercase();
    let letters: String = lower.chars().filter(|letter| letter.is_alphanumeric()).collect();
    if letters.is_empty() { lower } else { letters }
}
