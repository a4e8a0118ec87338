//! All that is to be said of a declaration's text.

use serde_json::Value;

use crate::declaration::Declaration;
use crate::mended::{Mended, compares};
use crate::problem::Problem;
use crate::respell::Respelt;
use crate::source::Source;
use crate::warnings::{self, Allowed, Beside};
use crate::{Page, check_expanded, preset, typed};

/// What a check found.
#[derive(Clone, Debug)]
pub struct Report {
    /// Problems and warnings, in the order of the text.
    pub problems: Vec<Problem>,
    /// Warnings that the declaration allows, each with its reason.
    pub allowed: Vec<Allowed>,
    /// The declaration, unless there is a problem.
    pub declaration: Option<Declaration>,
    /// Whether warnings were looked for, but for places with problems.
    pub is_looked_through: bool,
}

impl Report {
    /// Whether the declaration is accepted.
    pub fn is_accepted(&self) -> bool {
        self.declaration.is_some()
    }
}

/// Reads a declaration in JSON for a page: problems, warnings, and where each is.
pub fn read(text: &str, page: &Page) -> Report {
    read_beside(text, page, &Beside::default())
}

/// [`read`], with what is known beside the declaration: the pages that it is for, and the one before it.
pub fn read_beside(text: &str, page: &Page, beside: &Beside) -> Report {
    let source = match Source::parse(text) {
        Ok(source) => source,
        Err(problem) => {
            return Report {
                problems: vec![problem],
                allowed: Vec::new(),
                declaration: None,
                is_looked_through: false,
            };
        }
    };
    let mut report = of_value(&source.value, page, beside, source.problems.clone());
    let warnings = report.allowed.iter_mut().map(|one| &mut one.warning);
    report.problems.iter_mut().chain(warnings).for_each(|problem| source.locate(problem));
    report.problems.sort_by_key(|one| one.range.as_ref().map(|range| range.start));
    report
}

/// The same for a declaration that has been read already: nothing has a place in a text.
pub fn read_value(value: &Value, page: &Page) -> Report {
    of_value(value, page, &Beside::default(), Vec::new())
}

fn of_value(value: &Value, page: &Page, beside: &Beside, mut problems: Vec<Problem>) -> Report {
    let respelt = Respelt::of(value);
    let (expanded, of_presets) = preset::expand(&respelt.value);
    problems.extend(of_presets);
    let problems = check_expanded(&expanded, page, problems);
    let mut report = with_warnings(&expanded, page, beside, problems);
    if !respelt.problems.is_empty() {
        report.declaration = None;
    }
    respelt.finish(&mut report.problems);
    report.allowed.iter_mut().for_each(|one| respelt.locate(&mut one.warning));
    report
}

fn with_warnings(
    value: &Value,
    page: &Page,
    beside: &Beside,
    mut problems: Vec<Problem>,
) -> Report {
    let declaration = if problems.is_empty() { typed(value).ok() } else { None };
    let mut allowed = Vec::new();
    let mut is_looked_through = true;
    if let Some(declaration) = &declaration {
        (problems, allowed) =
            warnings::allow(declaration, page, beside, warnings::of(declaration, page, beside));
    } else if let Some(mended) = Mended::of(value, &problems) {
        let mut found = warnings::of(&mended.declaration, page, beside);
        found.retain(|warning| !compares(warning.code));
        let compared = warnings::of(&mended.comparable, page, beside).into_iter();
        found.extend(compared.filter(|warning| compares(warning.code)));
        found.retain(|warning| mended.is_sure(warning));
        let left;
        (left, allowed) = warnings::allow(&mended.declaration, page, beside, found);
        problems.extend(left.into_iter().filter(|warning| mended.is_sure(warning)));
    } else {
        is_looked_through = false;
    }
    Report { problems, allowed, declaration, is_looked_through }
}
