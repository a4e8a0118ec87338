//! Fields that an object does not have, and fields that it lacks.

use super::meaning;
use crate::spelling::{Guess, either, guess, nearest};

/// What other formats and other versions of a field's name call it.
const SYNONYMS: &[(&str, &str)] = &[
    ("title", "name"),
    ("label", "name"),
    ("url", "src"),
    ("url", "policyUrl"),
    ("privacyUrl", "policyUrl"),
    ("privacyPolicy", "policyUrl"),
    ("privacyPolicyUrl", "policyUrl"),
    ("expires", "lifetime"),
    ("expiry", "lifetime"),
    ("duration", "lifetime"),
    ("expiration", "lifetime"),
    ("maxAge", "lifetime"),
    ("retention", "lifetime"),
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
    ("acceptAll", "accept"),
    ("allowAll", "accept"),
    ("agree", "accept"),
    ("rejectAll", "reject"),
    ("declineAll", "reject"),
    ("denyAll", "reject"),
    ("decline", "reject"),
    ("refuse", "reject"),
    ("preferences", "settings"),
    ("description", "intro"),
    ("text", "intro"),
    ("body", "intro"),
    ("heading", "title"),
    ("headline", "title"),
    ("description", "purpose"),
    ("mandatory", "required"),
    ("options", "with"),
    ("expiresAfterDays", "days"),
    ("backgroundColor", "background"),
    ("banner", "ui"),
];

/// As many names are listed; of more than [`MOST`] only the first [`FEW`].
const MOST: usize = 15;
const FEW: usize = 8;

/// A key that no text has.
pub fn unknown_key<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Guess {
    unknown(name, known.collect(), "texts/en.json has them all")
}

/// A field that the schema does not have. `known` are those of its object.
pub fn unknown_field<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Guess {
    unknown(name, known.collect(), "docs/declaration.md has them all")
}

/// The first names of a list, and how many others there are.
pub fn few(names: &[&str]) -> Option<(String, usize)> {
    let shown = names.get(..FEW).filter(|_| names.len() > MOST)?;
    Some((shown.join(", "), names.len() - FEW))
}

fn unknown(name: &str, known: Vec<&str>, all: &str) -> Guess {
    // What is called so elsewhere is not nearer to another name that is only spelt like it.
    let is_called =
        |(word, field): &&(&str, &str)| word.eq_ignore_ascii_case(name) && known.contains(field);
    if let Some((_, field)) = SYNONYMS.iter().find(is_called) {
        return meaning("unknown field".into(), (*field).into());
    }
    let others = match known.len() > MOST {
        true => {
            let first = known[..FEW].iter().map(|one| format!("\"{one}\"")).collect::<Vec<_>>();
            format!("; expected {} or one of {} more: {all}", first.join(", "), known.len() - FEW)
        }
        false => format!("; expected {}", either(known.iter().copied())),
    };
    let close = guess("unknown field", name, known.iter().copied(), &others);
    if close.meant.is_some() {
        return close;
    }
    synonym("unknown field", name, &known, SYNONYMS).unwrap_or(close)
}

/// The known name of what is called `name` elsewhere, by words that are spelt nearly like it.
pub fn synonym(
    message: &str,
    name: &str,
    known: &[&str],
    synonyms: &[(&str, &str)],
) -> Option<Guess> {
    let (_, field) = synonyms.iter().find(|(word, field)| {
        known.contains(field) && nearest(name, [*word].into_iter()).is_some()
    })?;
    Some(meaning(message.into(), (*field).into()))
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
