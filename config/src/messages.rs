//! Problems in words: what was found and what was expected.

use serde_json::Value;

use crate::schema::Kind;
use crate::spelling::{either, suggestion};

/// Characters of a found string that a message shows.
const SHOWN: usize = 60;

/// A field that the schema does not have.
pub fn unknown_field(name: &str, known: impl Iterator<Item = &'static str>) -> String {
    let known: Vec<&str> = known.collect();
    match suggestion(name, known.iter().copied()).as_str() {
        "" => format!("unknown field; expected {}", either(known.into_iter())),
        hint => format!("unknown field{hint}"),
    }
}

/// Answers of which one would be taken more easily than the other.
pub fn unequal(yes: &str, no: &str) -> String {
    format!(
        "\"{yes}\" (accept) and \"{no}\" (reject) are not equal answers; expected two that differ, neither over three times as long as the other"
    )
}

/// A value of another type.
pub fn expected(what: &str, found: &Value) -> String {
    format!("expected {what}, not {}", shown(found))
}

/// A value that its field cannot hold.
pub fn misfit(kind: Kind, value: &Value, categories: &[&str]) -> String {
    let not = |what: &str, hint: &str| format!("{} is not {what}{hint}", shown(value));
    match kind {
        Kind::Flag => expected("true or false", value),
        Kind::Whole(least, most) => {
            expected(&format!("a whole number from {least} to {most}"), value)
        }
        Kind::AnyString => expected("a string", value),
        Kind::Word | Kind::Text => expected("a text that is not empty", value),
        Kind::Link => not("a web address", "; expected https, http, or a path of this site"),
        Kind::Source => format!("{} is neither https nor of this page's origin", shown(value)),
        Kind::Id => not(
            "an id",
            "; expected a lower-case letter, then lower-case letters, digits and \"_\", at most 32",
        ),
        Kind::Category | Kind::Categories => not("a category", &one_of(value, categories)),
        Kind::Lifetime => not(
            "a lifetime",
            "; expected \"session\", \"persistent\" or an ISO 8601 duration such as \"P2Y\" or \"PT30M\"",
        ),
        Kind::OneOf(words) => not("known", &one_of(value, words)),
        Kind::List(_) => expected("a list", value),
        Kind::Named(_) | Kind::ByLanguage(_) | Kind::Words | Kind::Object(_) => {
            expected("an object", value)
        }
    }
}

/// The word that was probably meant, else all that could be.
fn one_of(value: &Value, words: &[&str]) -> String {
    match suggestion(value.as_str().unwrap_or(""), words.iter().copied()) {
        hint if !hint.is_empty() => hint,
        _ if words.is_empty() => "; there is none".into(),
        _ => format!("; expected {}", either(words.iter().copied())),
    }
}

/// A value as it is in the declaration. Of a long one the beginning or the type.
fn shown(value: &Value) -> String {
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
