//! Languages that the site offers in part (rule 26).

use std::collections::BTreeSet;

use super::Warnings;
use crate::code::Code;
use crate::declaration::Declaration;
use crate::language::is_read;
use crate::texts;
use crate::values::Text;

/// As many missing places are named.
const NAMED: usize = 8;

pub(super) fn look(declaration: &Declaration, warnings: &mut Warnings) {
    let places = places(declaration);
    for language in declaration.spoken() {
        let missing = without(&places, &language);
        if let Some(first) = missing.first() {
            warnings.add(
                Code::HalfTranslated,
                *first,
                format!(
                    "no text in \"{language}\", so its visitors read another language: {}",
                    listed(&missing)
                ),
            );
        }
        if !texts::languages().any(|tag| is_read(tag, &language)) {
            let own = declaration.texts.iter().find(|(tag, _)| is_read(tag, &language));
            let missing: Vec<&str> = texts::needed()
                .filter(|key| own.is_none_or(|(_, words)| !words.0.contains_key(*key)))
                .collect();
            if !missing.is_empty() {
                let count = missing.len();
                warnings.add(
                    Code::HalfTranslated,
                    "texts",
                    format!(
                        "\"{language}\" is not built in, and {count} of its words are missing: {}",
                        listed(&missing)
                    ),
                );
            }
        }
    }
}

/// The paths of the texts that a language has no translation of: its visitors read them in another one.
pub fn untranslated(declaration: &Declaration, language: &str) -> Vec<String> {
    without(&places(declaration), language).into_iter().map(String::from).collect()
}

fn without<'a>(places: &'a [(String, &Text)], language: &str) -> Vec<&'a str> {
    let is_without = |text: &Text| match text {
        Text::Same(_) => false,
        Text::Each(texts) => !texts.keys().any(|tag| is_read(tag, language)),
    };
    places.iter().filter(|(_, text)| is_without(text)).map(|(path, _)| path.as_str()).collect()
}

/// All that is missing, or the first of many and how many more there are.
fn listed(missing: &[&str]) -> String {
    let list = missing[..missing.len().min(NAMED)].join(", ");
    match missing.len().saturating_sub(NAMED) {
        0 => list,
        more => format!("{list} and {more} more"),
    }
}

/// Every text for visitors that may be there by language.
fn places(declaration: &Declaration) -> Vec<(String, &Text)> {
    let mut found = vec![("controller.name".to_string(), &declaration.controller.name)];
    found.push(("controller.policyUrl".into(), &declaration.controller.policy_url.0));
    found.extend(
        declaration.controller.contact.iter().map(|text| ("controller.contact".into(), text)),
    );
    for (index, one) in declaration.categories.iter().enumerate() {
        let at = |field: &str| format!("categories[{index}].{field}");
        found.extend(one.name.iter().map(|text| (at("name"), text)));
        found.extend(one.description.iter().map(|text| (at("description"), text)));
    }
    for (index, one) in declaration.services.iter().enumerate() {
        let at = |field: &str| format!("services[{index}].{field}");
        found.push((at("name"), &one.name));
        found.extend(one.provider.iter().map(|text| (at("provider"), text)));
        found.extend(one.policy_url.iter().map(|link| (at("policyUrl"), &link.0)));
        found.extend(one.reason.iter().map(|text| (at("reason"), text)));
        for (number, cookie) in one.cookies.iter().enumerate() {
            found.push((at(&format!("cookies[{number}].purpose")), &cookie.purpose));
        }
    }
    for (index, one) in declaration.external.iter().enumerate() {
        let at = |field: &str| format!("external[{index}].{field}");
        found.push((at("name"), &one.name));
        found.extend(one.policy_url.iter().map(|link| (at("policyUrl"), &link.0)));
        found.extend(one.description.iter().map(|text| (at("description"), text)));
    }
    // The policy shows them.
    for (index, one) in declaration.exceptions.iter().enumerate() {
        found.push((format!("exceptions[{index}].reason"), &one.reason));
    }
    found
}

impl Declaration {
    /// The languages that the site speaks: those that it names, else those of its texts, and English.
    pub fn spoken(&self) -> Vec<String> {
        if !self.languages.is_empty() {
            return self.languages.iter().map(|tag| tag.to_string()).collect();
        }
        let mut tags: BTreeSet<String> = self.texts.keys().cloned().collect();
        for (_, text) in places(self) {
            if let Text::Each(texts) = text {
                tags.extend(texts.keys().cloned());
            }
        }
        tags.insert("en".into());
        tags.into_iter().collect()
    }
}
