//! Texts with tags or entities: visitors would read their signs.

use super::Warnings;
use super::languages::places;
use crate::code::Code;
use crate::declaration::Declaration;
use crate::markup::{first, plain};
use crate::problem::Problem;
use crate::values::Text;

/// The most characters of a text that a message offers.
const OFFERED: usize = 60;

pub(super) fn look(declaration: &Declaration, warnings: &mut Warnings) {
    for (path, text) in places(declaration) {
        match text {
            // Signs of an address are its own.
            _ if path.ends_with(".policyUrl") => {}
            Text::Same(text) => one(&path, text, warnings),
            Text::Each(texts) => {
                for (language, text) in texts {
                    one(&format!("{path}.{language}"), text, warnings);
                }
            }
        }
    }
    for (language, words) in &declaration.texts {
        for (key, word) in &words.0 {
            one(&format!("texts.{language}.{key}"), word, warnings);
        }
    }
}

fn one(path: &str, text: &str, warnings: &mut Warnings) {
    let Some(sign) = first(text) else { return };
    let plain = plain(text);
    let is_offered =
        !plain.is_empty() && plain.chars().count() <= OFFERED && first(&plain).is_none();
    let mut message =
        format!("visitors would read \"{sign}\" as it is, since no text becomes HTML");
    message += &if is_offered {
        format!("; did you mean \"{plain}\"?")
    } else {
        "; write the words and signs alone".into()
    };
    let mut problem = Problem::new(Code::MarkupInText, path, message);
    problem.meant = is_offered.then_some(plain);
    warnings.0.push(problem);
}
