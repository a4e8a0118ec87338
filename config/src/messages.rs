//! Problems in words: what was found and what was expected.

mod fields;

pub use fields::{few, missing, synonym, unknown_field, unknown_key};
use serde_json::Value;

use crate::address::{
    ANYWHERE, flaw, is_bare_host, is_for_link, is_for_script, is_relative, rooted,
};
use crate::choices::{category, choice};
use crate::code::Code;
use crate::id::as_id;
use crate::likely;
use crate::schema::Kind;
use crate::shape::is_colour;
use crate::spelling::Guess;

/// Characters of a found string that a message shows.
const SHOWN: usize = 60;

/// Answers of which one would be taken more easily than the other.
pub fn unequal(yes: &str, no: &str) -> String {
    format!(
        "\"{yes}\" (accept) and \"{no}\" (reject) are not equal answers; expected two that differ, neither over three times as long as the other"
    )
}

/// A message, with what was probably meant.
pub fn meaning(message: String, meant: String) -> Guess {
    Guess { message: format!("{message}; did you mean \"{meant}\"?"), meant: Some(meant) }
}

/// [`meaning`], or what was expected where nothing is near.
pub fn meaning_or(message: String, meant: Option<String>, expected: &str) -> Guess {
    match meant {
        Some(meant) => meaning(message, meant),
        None => Guess { message: format!("{message}; {expected}"), meant: None },
    }
}

/// A value of another type.
pub fn expected(what: &str, found: &Value) -> Guess {
    Guess { message: format!("expected {what}, not {}", shown(found)), meant: None }
}

/// A value that its field cannot hold.
pub fn misfit(kind: &Kind, value: &Value, categories: &[&str]) -> (Code, Guess) {
    let is_not = |what: &str| format!("{} is not {what}", shown(value));
    let text = value.as_str();
    match kind {
        Kind::Flag => (Code::WrongType, expected("true or false", value)),
        // Whatever the number: -1 and 100.0 are as much too short as 100 is.
        Kind::Whole(180, most) if value.as_f64().is_some_and(|days| days < 180.0) => {
            let mut guess = expected(&format!("a whole number from 180 to {most}"), value);
            guess.message.push_str("; nobody is asked again for six months after a no");
            (Code::ShortRefusal, guess)
        }
        Kind::Whole(least, most) => {
            let code = if value.is_number() { Code::WrongValue } else { Code::WrongType };
            (code, expected(&format!("a whole number from {least} to {most}"), value))
        }
        Kind::AnyString => (Code::WrongType, expected("a string", value)),
        Kind::Word | Kind::Text => {
            let code = if text.is_some() { Code::WrongValue } else { Code::WrongType };
            (code, expected("a text that is not empty", value))
        }
        Kind::Link | Kind::Source => (Code::WrongAddress, address(kind, value)),
        Kind::Id => (Code::WrongId, id(value)),
        Kind::Category | Kind::Categories => (Code::UnknownCategory, category(value, categories)),
        Kind::Lifetime => {
            let expected = "expected \"session\", \"persistent\" or an ISO 8601 duration such as \"P2Y\" or \"PT30M\"";
            let guess = meaning_or(is_not("a lifetime"), likely::lifetime(value), expected);
            (Code::WrongLifetime, guess)
        }
        Kind::Language => {
            let meant = text.and_then(likely::language);
            let expected = "expected one such as \"en\" or \"pt-BR\"";
            (Code::WrongLanguage, meaning_or(is_not("a language tag"), meant, expected))
        }
        Kind::Color => {
            let expected = "expected one such as \"#1f3a8a\", of three or six hexadecimal digits";
            let digits = text.map(|text| format!("#{}", text.trim())).filter(|one| is_colour(one));
            (Code::WrongValue, meaning_or(is_not("a colour"), digits, expected))
        }
        Kind::Date => {
            let expected = "expected one such as \"2027-01-31\"";
            (Code::WrongValue, meaning_or(is_not("a day"), None, expected))
        }
        Kind::OneOf(words) => (Code::WrongValue, choice(value, words)),
        Kind::List(_) => (Code::WrongType, expected("a list", value)),
        // Every value fits `Any`.
        Kind::Any | Kind::Named(_) | Kind::ByLanguage(_) | Kind::Words | Kind::Object(_) => {
            (Code::WrongType, expected("an object", value))
        }
    }
}

/// An address that a link or a script cannot have.
fn address(kind: &Kind, value: &Value) -> Guess {
    let found = shown(value);
    let text = value.as_str();
    if let Some(host) = text.filter(|text| is_bare_host(text) && flaw(text).is_none()) {
        return meaning(format!("{found} is a path of this site"), format!("https://{host}"));
    }
    let is_right = |one: &str| match kind {
        Kind::Link => is_for_link(one, &ANYWHERE),
        _ => is_for_script(one, &ANYWHERE),
    };
    let relative = text.filter(|text| *kind == Kind::Link && is_right(text) && is_relative(text));
    if let Some(path) = relative {
        return meaning(format!("{found} is another address on each page"), rooted(path));
    }
    let meant = text.and_then(|text| likely::address(text, is_right));
    if *kind == Kind::Link {
        let expected = "expected https, http, or a path of this site";
        return meaning_or(format!("{found} is not a web address"), meant, expected);
    }
    let why = text.and_then(flaw).unwrap_or("is neither https nor of this page's origin");
    let message = format!("{found} {why}");
    match meant {
        Some(meant) => meaning(message, meant),
        None => Guess { message, meant: None },
    }
}

fn id(value: &Value) -> Guess {
    let message = format!("{} is not an id", shown(value));
    let expected =
        "expected a lower-case letter, then lower-case letters, digits and \"_\", at most 32";
    meaning_or(message, value.as_str().and_then(as_id), expected)
}

/// A text as it is in the declaration. Of a long one the beginning.
pub fn quoted(text: &str) -> String {
    shown(&text.into())
}

/// A value as it is in the declaration. Of a long one the beginning or the type.
pub fn shown(value: &Value) -> String {
    match value {
        Value::Array(_) => "a list".into(),
        Value::Object(_) => "an object".into(),
        Value::String(text) if text.chars().count() > SHOWN => {
            let start: String = text.chars().take(SHOWN).collect();
            format!("{}…", Value::from(start))
        }
        _ => value.to_string(),
    }
}
