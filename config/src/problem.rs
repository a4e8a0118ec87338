//! What is wrong with a declaration, and where.

use std::fmt;
use std::ops::Range;

use serde::Serialize;

use crate::code::{Code, Severity};

/// One thing that is wrong, or that a rule or a visitor may object to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Its kind.
    pub code: Code,
    /// Whether the declaration is refused for it.
    pub severity: Severity,
    /// Where, such as `services[2].category`. Empty for the whole declaration.
    pub path: String,
    /// What was found and what was expected.
    pub message: String,
    /// The word that was probably meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meant: Option<String>,
    /// All of what the message names in part.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub all: Box<[String]>,
    /// Whether the name of the field is wrong, not its value.
    #[serde(skip)]
    pub is_of_name: bool,
    /// The bytes of the file that it is about; none for a declaration that is no text.
    #[serde(skip)]
    pub range: Option<Range<usize>>,
}

impl Problem {
    /// A problem or warning at a path.
    pub fn new(code: Code, path: impl Into<String>, message: impl Into<String>) -> Problem {
        let (path, message) = (path.into(), message.into());
        let is_of_name = code == Code::UnknownField;
        let severity = code.severity();
        let all = Box::default();
        Problem { code, severity, path, message, meant: None, all, is_of_name, range: None }
    }

    /// Whether the declaration works all the same.
    pub fn is_warning(&self) -> bool {
        self.severity == Severity::Warning
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
