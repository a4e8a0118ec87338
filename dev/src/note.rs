//! What the check says of the declaration, ready to be shown.

use samtycke_config::source::line_and_column;
use samtycke_config::{Code, Page, Problem, Report, read, read_value};
use serde::Serialize;

/// A problem or a warning.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Note {
    /// Its kind.
    pub code: Code,
    /// Where, such as `services[2].category`.
    pub path: String,
    /// Line and column in the text; empty for a declaration that is no text.
    pub place: String,
    /// What was found and what was expected.
    pub message: String,
    /// The word that was probably meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meant: Option<String>,
}

/// What the check says: problems, or warnings where there is no problem.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Notes {
    /// Why the declaration is refused.
    pub problems: Vec<Note>,
    /// What a rule or a visitor may object to.
    pub warnings: Vec<Note>,
}

impl Notes {
    /// Checks the text of a declaration. The page reads JSON alone, so comments are a problem here that
    /// they are not for `samtycke build`; `is_json` says whether the browser could read it.
    pub fn of_text(text: &str, page: &Page, is_json: bool) -> Notes {
        let report = read(text, page);
        let mut notes = Notes::new(&report, Some(text));
        if !is_json && notes.problems.is_empty() {
            let message =
                "comments and trailing commas are for samtycke build; the page reads plain JSON";
            let problem = Problem::new(Code::NotJson, "", message);
            notes = Notes { problems: vec![note(&problem, None)], warnings: Vec::new() };
        }
        notes
    }

    /// Checks a declaration that is a value.
    pub fn of_value(value: &serde_json::Value, page: &Page) -> Notes {
        Notes::new(&read_value(value, page), None)
    }

    /// Problems that were found before there was a declaration to check.
    pub fn of_problems(problems: &[Problem]) -> Notes {
        let problems = problems.iter().map(|problem| note(problem, None)).collect();
        Notes { problems, warnings: Vec::new() }
    }

    fn new(report: &Report, text: Option<&str>) -> Notes {
        // A page does not know what other pages gate, nor what code puts into it later: `samtycke check --html` looks at all.
        let told = report.problems.iter().filter(|problem| problem.code != Code::UngatedService);
        let (warnings, problems): (Vec<&Problem>, Vec<&Problem>) =
            told.partition(|problem| problem.is_warning());
        let notes = |list: Vec<&Problem>| list.into_iter().map(|one| note(one, text)).collect();
        Notes { problems: notes(problems), warnings: notes(warnings) }
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.problems.is_empty() && self.warnings.is_empty()
    }
}

fn note(problem: &Problem, text: Option<&str>) -> Note {
    let place = problem.range.as_ref().zip(text).map(|(range, text)| {
        let (line, column) = line_and_column(text, range.start);
        format!("line {line}, column {column}")
    });
    let path = if problem.path.is_empty() { "declaration" } else { &problem.path };
    Note {
        code: problem.code,
        path: path.into(),
        place: place.unwrap_or_default(),
        message: problem.message.clone(),
        meant: problem.meant.clone(),
    }
}
