//! Problems in words: what was found and what was expected.

use serde_json::Value;

use crate::address::is_bare_host;
use crate::choices::{category, choice};
use crate::code::Code;
use crate::id::as_id;
use crate::schema::Kind;
use crate::spelling::{Guess, either, guess};

/// Characters of a found string that a message shows.
const SHOWN: usize = 60;

/// What other formats and other versions of a field's name call it.
const SYNONYMS: &[(&str, &str)] = &[
    ("title", "name"),
    ("label", "name"),
    ("url", "src"),
    ("url", "policyUrl"),
    ("privacyUrl", "policyUrl"),
    ("privacyPolicy", "policyUrl"),
    ("expires", "lifetime"),
    ("expiry", "lifetime"),
    ("duration", "lifetime"),
    ("maxAge", "lifetime"),
    ("code", "inline"),
    ("storage", "cookies"),
    ("vendor", "provider"),
    ("company", "provider"),
    ("purposes", "categories"),
    ("type", "kind"),
    ("domain", "host"),
    ("gpc", "globalPrivacyControl"),
    ("dnt", "doNotTrack"),
    ("translations", "texts"),
    ("expiration", "days"),
];

/// A field that the schema does not have. `known` are those of its object.
pub fn unknown_field<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Guess {
    let known: Vec<&str> = known.collect();
    let others = format!("; expected {}", either(known.iter().copied()));
    let close = guess("unknown field", name, known.iter().copied(), &others);
    if close.meant.is_some() {
        return close;
    }
    // The word that people use for it elsewhere, if it is spelt nearly right.
    let meant = SYNONYMS.iter().find(|(word, field)| {
        known.contains(field) && crate::spelling::nearest(name, [*word].into_iter()).is_some()
    });
    match meant {
        Some((_, field)) => Guess {
            message: format!("unknown field; did you mean \"{field}\"?"),
            meant: Some((*field).into()),
        },
        None => close,
    }
}

/// What belongs in a field that has to be there, by the name of its table; with the rule where one asks for it.
const NEEDED: &[(&str, &str, &str)] = &[
    ("Declaration", "version", "a whole number, such as 1"),
    (
        "Declaration",
        "controller",
        "who runs the site, such as {\"name\": \"Example AB\", \"policyUrl\": \"/cookies\"}",
    ),
    (
        "Declaration",
        "categories",
        "the purposes, such as [{\"id\": \"necessary\", \"required\": true}, {\"id\": \"analytics\"}]",
    ),
    ("Controller", "name", "who runs the site, such as \"Example AB\" (rule 22)"),
    ("Controller", "policyUrl", "the address of the cookie policy, such as \"/cookies\" (rule 22)"),
    ("Category", "id", "an id, such as \"analytics\""),
    ("Service", "id", "an id, such as \"matomo\""),
    ("Service", "category", "the category that visitors answer for it, such as \"analytics\""),
    ("Service", "name", "its name in the settings, such as \"Matomo\""),
    ("Cookie", "name", "its name, such as \"_pk_id*\""),
    ("Cookie", "kind", "where it is stored, such as \"cookie\" or \"localStorage\""),
    (
        "Cookie",
        "party",
        "whose host sets it, such as \"first\" for the site's own, or \"third\" with that host in \"host\" (rule 59)",
    ),
    (
        "Cookie",
        "lifetime",
        "how long it is kept, such as \"P1Y\", \"PT30M\" or \"session\" (rule 59)",
    ),
    ("Cookie", "purpose", "what it is for, such as \"Tells one visitor from another.\" (rule 59)"),
    ("External", "name", "its name, such as \"Jobs Ltd\""),
    ("External", "host", "its host, such as \"jobs.example.com\""),
    ("Exception", "code", "the code of a warning, such as \"long-consent\""),
    (
        "Exception",
        "reason",
        "why the warning does not apply, such as \"Agreed with the authority.\"",
    ),
    ("Ignore", "code", "the code of a finding, such as \"undeclared-host\""),
    ("Ignore", "reason", "why the finding does not count, such as \"Goes with the relaunch.\""),
    ("Ignore", "until", "the last day on which it does not count, such as \"2027-01-31\""),
];

/// A field that has to be there. `categories` are the ids of the site's own.
pub fn missing(table: &str, field: &str, categories: &[&str]) -> String {
    if (table, field) == ("Service", "category") && !categories.is_empty() {
        return format!("missing; expected {}", either(categories.iter().copied()));
    }
    match NEEDED.iter().find(|(of, name, _)| (*of, *name) == (table, field)) {
        Some((.., what)) => format!("missing; expected {what}"),
        None => "missing".into(),
    }
}

/// Answers of which one would be taken more easily than the other.
pub fn unequal(yes: &str, no: &str) -> String {
    format!(
        "\"{yes}\" (accept) and \"{no}\" (reject) are not equal answers; expected two that differ, neither over three times as long as the other"
    )
}

/// A value of another type.
pub fn expected(what: &str, found: &Value) -> Guess {
    Guess { message: format!("expected {what}, not {}", shown(found)), meant: None }
}

/// A value that its field cannot hold.
pub fn misfit(kind: &Kind, value: &Value, categories: &[&str]) -> (Code, Guess) {
    let not = |what: &str, hint: &str| Guess {
        message: format!("{} is not {what}{hint}", shown(value)),
        meant: None,
    };
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
        Kind::Link | Kind::Source if text.is_some_and(is_bare_host) => {
            let meant = format!("https://{}", text.unwrap_or_default());
            let message =
                format!("{} is a path of this site; did you mean \"{meant}\"?", shown(value));
            (Code::WrongAddress, Guess { message, meant: Some(meant) })
        }
        Kind::Link => (
            Code::WrongAddress,
            not("a web address", "; expected https, http, or a path of this site"),
        ),
        Kind::Source => (
            Code::WrongAddress,
            Guess {
                message: format!("{} is neither https nor of this page's origin", shown(value)),
                meant: None,
            },
        ),
        Kind::Id => (Code::WrongId, id(value)),
        Kind::Category | Kind::Categories => (Code::UnknownCategory, category(value, categories)),
        Kind::Lifetime => (
            Code::WrongLifetime,
            not(
                "a lifetime",
                "; expected \"session\", \"persistent\" or an ISO 8601 duration such as \"P2Y\" or \"PT30M\"",
            ),
        ),
        Kind::Language => (
            Code::WrongLanguage,
            not("a language tag", "; expected one such as \"en\" or \"pt-BR\""),
        ),
        Kind::Color => (
            Code::WrongValue,
            not(
                "a colour",
                "; expected one such as \"#1f3a8a\", of three or six hexadecimal digits",
            ),
        ),
        Kind::Date => (Code::WrongValue, not("a day", "; expected one such as \"2027-01-31\"")),
        Kind::OneOf(words) => (Code::WrongValue, choice(value, words)),
        Kind::List(_) => (Code::WrongType, expected("a list", value)),
        // Every value fits `Any`.
        Kind::Any | Kind::Named(_) | Kind::ByLanguage(_) | Kind::Words | Kind::Object(_) => {
            (Code::WrongType, expected("an object", value))
        }
    }
}

fn id(value: &Value) -> Guess {
    let message = format!("{} is not an id", shown(value));
    match value.as_str().and_then(as_id) {
        Some(id) => {
            Guess { message: format!("{message}; did you mean \"{id}\"?"), meant: Some(id) }
        }
        None => Guess {
            message: format!(
                "{message}; expected a lower-case letter, then lower-case letters, digits and \"_\", at most 32"
            ),
            meant: None,
        },
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::tables;

    #[test]
    fn every_field_that_is_needed_says_what_belongs_there() {
        for table in tables() {
            for field in table.fields.iter().filter(|field| field.needed) {
                let message = missing(&table.name, &field.name, &[]);
                assert!(message.contains("such as"), "{}.{}: {message}", table.name, field.name);
            }
        }
        assert_eq!(missing("Service", "category", &["a", "b"]), "missing; expected \"a\" or \"b\"");
        assert!(missing("Cookie", "lifetime", &[]).contains("such as \"P1Y\""));
    }
}
