//! The five questions of `init`.

use super::answers::{Answers, categories, contact, languages, name, policy_url};
use crate::System;

/// What holds where a person answers nothing.
const POLICY_URL: &str = "/cookies";
const LANGUAGE: &str = "en";

/// What is known without a question.
#[derive(Clone, Debug, Default)]
pub struct Given {
    pub name: Option<String>,
    pub policy_url: Option<String>,
    pub contact: Option<String>,
    pub languages: Option<Vec<String>>,
    pub categories: Option<Vec<String>>,
}

/// The answers, if nothing is left to ask.
pub fn complete(given: &Given) -> Option<Answers> {
    let Given { name, policy_url, contact, languages, categories } = given.clone();
    Some(Answers {
        name: name?,
        policy_url: policy_url?,
        contact: contact?,
        languages: languages?,
        categories: categories?,
    })
}

/// Takes for granted what is not given.
///
/// # Errors
/// There is no name, which nobody can guess.
pub fn assume(given: Given) -> Result<Answers, String> {
    Ok(Answers {
        name: given.name.ok_or("--yes needs --name: who is responsible for the site.")?,
        policy_url: given.policy_url.unwrap_or_else(|| POLICY_URL.into()),
        contact: given.contact.unwrap_or_default(),
        languages: given.languages.unwrap_or_else(|| vec![LANGUAGE.into()]),
        categories: given.categories.unwrap_or_default(),
    })
}

/// Asks for what is not given.
///
/// # Errors
/// Nobody can be asked. The message names the flags that take the place of the questions.
pub fn ask(given: Given, system: &dyn System) -> Result<Answers, String> {
    let nobody = missing(&given);
    let mut asker = Asker { system, number: 0, nobody: &nobody };
    Ok(Answers {
        name: asker.one(given.name, "Who is responsible for the site (company or person)?", "", name)?,
        policy_url: asker.one(
            given.policy_url,
            "What is the address of its cookie policy?",
            POLICY_URL,
            policy_url,
        )?,
        contact: asker.one(
            given.contact,
            "How do visitors reach you about their data, for instance an e-mail address? Enter leaves it out.",
            "",
            contact,
        )?,
        languages: asker.one(
            given.languages,
            "Which languages does the site speak (tags, with commas)?",
            LANGUAGE,
            languages,
        )?,
        categories: asker.one(
            given.categories,
            "What does it use besides what is necessary: functional (such as a chat), analytics, marketing? Enter for none.",
            "",
            categories,
        )?,
    })
}

struct Asker<'a> {
    system: &'a dyn System,
    /// The number of the last question.
    number: u8,
    /// What is said if nobody answers.
    nobody: &'a str,
}

impl Asker<'_> {
    /// An answer that is right: the question comes again until there is one.
    fn one<T>(
        &mut self,
        given: Option<T>,
        question: &str,
        usual: &str,
        read: fn(&str) -> Result<T, String>,
    ) -> Result<T, String> {
        self.number += 1;
        if let Some(given) = given {
            return Ok(given);
        }
        let usual_shown = if usual.is_empty() { String::new() } else { format!(" [{usual}]") };
        let prompt = format!("{}/5 {question}{usual_shown}\n> ", self.number);
        loop {
            let line = self.system.ask(&prompt).ok_or(self.nobody)?;
            let line = if line.trim().is_empty() { usual } else { &line };
            match read(line) {
                Ok(answer) => return Ok(answer),
                Err(wrong) => {
                    let end = if wrong.ends_with(['.', '?']) { "" } else { "." };
                    self.system.warn(&format!("  {wrong}{end}\n"));
                }
            }
        }
    }
}

/// What to write where nobody can be asked.
fn missing(given: &Given) -> String {
    let flags = [
        ("--name NAME", given.name.is_none()),
        ("--policy-url URL", given.policy_url.is_none()),
        ("--contact CONTACT", given.contact.is_none()),
        ("--language TAG", given.languages.is_none()),
        ("--category ID", given.categories.is_none()),
    ];
    let missing: Vec<&str> =
        flags.into_iter().filter(|(_, is_missing)| *is_missing).map(|(flag, _)| flag).collect();
    let name = if given.name.is_none() { "--yes --name NAME" } else { "--yes" };
    format!(
        "there is no terminal to ask on. Give {}; or {name}, which takes what is usual for the rest.",
        missing.join(", ")
    )
}
