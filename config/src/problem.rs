//! What is wrong with a declaration, and where.

use std::fmt;

use serde::Serialize;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Where, such as `services[2].category`. Empty for the whole declaration.
    pub path: String,
    /// What was found and what was expected.
    pub message: String,
}

impl Problem {
    /// A problem at a path.
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Problem {
        Problem { path: path.into(), message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let path = if self.path.is_empty() { "declaration" } else { &self.path };
        write!(out, "{path}: {}", self.message)
    }
}

/// All problems as one text, a line each.
pub fn describe(problems: &[Problem]) -> String {
    let mut text = String::from("the declaration is wrong, so nothing third-party is loaded:");
    for problem in problems {
        text.push_str(&format!("\n- {problem}"));
    }
    text
}
