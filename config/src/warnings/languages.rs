//! Languages that the site offers in part (rule 26).

use std::collections::BTreeSet;

use super::Warnings;
use crate::code::Code;
use crate::declaration::{Declaration, Service};
use crate::language::is_read;
use crate::likely::of_country;
use crate::messages::few;
use crate::problem::Problem;
use crate::texts;
use crate::values::Text;

pub(super) fn look(declaration: &Declaration, warnings: &mut Warnings) {
    let places = places(declaration);
    look_at_same(declaration, &places, warnings);
    for language in declaration.spoken() {
        // What is there of it, only the program knows.
        if texts::is_elsewhere(&language) {
            continue;
        }
        let words = missing_words(declaration, &language);
        if let Some(meant) = of_country(&language).filter(|_| !words.is_empty()) {
            let message = format!(
                "\"{language}\" is the code of a country; did you mean the language \"{meant}\"?"
            );
            let place = place_of(declaration, &places, &language);
            let problem = Problem::new(Code::HalfTranslated, place, message);
            warnings.0.push(Problem { is_of_name: true, ..problem });
            continue;
        }
        for missing in without(&places, &language).chunk_by(|one, other| item(one) == item(other)) {
            let has_preset =
                service(declaration, missing[0]).is_some_and(|one| one.preset.is_some());
            let hint = if has_preset {
                "; the preset has none, so write these fields yourself"
            } else {
                ""
            };
            warnings.add(
                Code::HalfTranslated,
                missing[0],
                format!(
                    "no text in \"{language}\", so its visitors read another language: {}{hint}",
                    missing.join(", ")
                ),
            );
        }
        if !words.is_empty() {
            let count = words.len();
            let few = few(&words);
            let named = match &few {
                Some((first, others)) => {
                    format!("{first} and {others} more; texts/en.json has them all")
                }
                None => words.join(", "),
            };
            let message = format!(
                "\"{language}\" is not built in, and {count} of its words are missing: {named}"
            );
            let mut problem = Problem::new(Code::HalfTranslated, "texts", message);
            if few.is_some() {
                problem.all = words.into_iter().map(String::from).collect();
            }
            warnings.0.push(problem);
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

/// The words that a language lacks which is not built in, by their keys.
fn missing_words(declaration: &Declaration, language: &str) -> Vec<&'static str> {
    if texts::languages().any(|tag| is_read(tag, language)) {
        return Vec::new();
    }
    let own = declaration.texts.iter().find(|(tag, _)| is_read(tag, language));
    texts::needed().filter(|key| own.is_none_or(|(_, words)| !words.0.contains_key(*key))).collect()
}

/// Where a declaration first names a language.
fn place_of(declaration: &Declaration, places: &[(String, &Text)], language: &str) -> String {
    let is_named = |text: &Text| matches!(text, Text::Each(texts) if texts.contains_key(language));
    if declaration.languages.iter().any(|tag| tag.to_string() == language) {
        "languages".into()
    } else if declaration.texts.contains_key(language) {
        format!("texts.{language}")
    } else {
        let found = places.iter().find(|(_, text)| is_named(text));
        found.map_or_else(|| "languages".into(), |(path, _)| format!("{path}.{language}"))
    }
}

/// The item of a list that a path is in, or else the field of the declaration.
fn item(path: &str) -> &str {
    path.split('.').next().unwrap_or(path)
}

/// The service that a path is in.
fn service<'a>(declaration: &'a Declaration, path: &str) -> Option<&'a Service> {
    let index = item(path).strip_prefix("services[")?.strip_suffix(']')?;
    declaration.services.get(index.parse::<usize>().ok()?)
}

/// Notes sentences that are there once, where the site speaks several languages.
fn look_at_same(declaration: &Declaration, places: &[(String, &Text)], warnings: &mut Warnings) {
    let mut languages = declaration.spoken();
    // The code of a country is named by itself.
    languages.retain(|tag| of_country(tag).is_none());
    let is_one = languages.iter().all(|tag| is_read(tag, &languages[0]));
    // Of a preset the program may have more.
    if is_one || languages.iter().any(|tag| texts::is_elsewhere(tag)) {
        return;
    }
    // Names of people, companies and products are the same in each language.
    let is_sentence = |path: &str| {
        path.ends_with(".description")
            || path.ends_with(".purpose")
            || path.starts_with("services") && path.ends_with(".reason")
            || path.starts_with("categories") && path.ends_with(".name")
    };
    let same: Vec<&str> = places
        .iter()
        .filter(|(path, text)| matches!(text, Text::Same(_)) && is_sentence(path))
        .map(|(path, _)| path.as_str())
        .collect();
    let quoted: Vec<String> = languages.iter().map(|tag| format!("\"{tag}\"")).collect();
    for same in same.chunk_by(|one, other| item(one) == item(other)) {
        warnings.add(
            Code::HalfTranslated,
            same[0],
            format!(
                "one text for {}, so some visitors read another language: {}",
                quoted.join(" and "),
                same.join(", ")
            ),
        );
    }
}

/// Every text for visitors that may be there by language.
pub(super) fn places(declaration: &Declaration) -> Vec<(String, &Text)> {
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
        // What the preset of our own cookie has from the controller is told there.
        let is_own = |text: &&Text| {
            let controller = &declaration.controller;
            let of_controller = [&controller.name, &controller.policy_url.0];
            one.preset.is_none() || !of_controller.contains(text)
        };
        found.push((at("name"), &one.name));
        found.extend(one.provider.iter().filter(is_own).map(|text| (at("provider"), text)));
        let policy = one.policy_url.iter().map(|link| &link.0);
        found.extend(policy.filter(is_own).map(|link| (at("policyUrl"), link)));
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
