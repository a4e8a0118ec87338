//! A site's declaration: its types, its check, and what follows from it.
//!
//! A declaration is accepted whole or refused whole. [`check`] lists every problem with its path; [`read`]
//! also gives warnings, and where in the text each is. [`declaration`] names every field once: the JSON
//! Schema, the TypeScript types and the tables of the check come from it.
//!
//! ```
//! use samtycke_config::{Page, check};
//!
//! let page = Page { origin: "https://www.example.com", host: "www.example.com", secure: true };
//! let problems = check(r#"{"version": 1, "categorys": [{"id": "analytics"}]}"#, &page);
//! let paths: Vec<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
//! assert_eq!(paths, ["categorys", "controller"]);
//! assert_eq!(problems[0].message, "unknown field; did you mean \"categories\"?");
//! ```
#![forbid(unsafe_code)]

pub mod address;
mod checker;
mod choices;
pub mod code;
mod consequences;
mod cookie;
mod data;
pub mod declaration;
pub mod expression;
pub mod gates;
pub mod id;
pub mod language;
pub mod length;
pub mod lifetime;
mod likely;
#[cfg(feature = "all-languages")]
pub mod lookup;
pub mod markup;
mod mended;
mod messages;
pub mod normal;
pub mod pattern;
mod places;
pub mod preset;
pub mod problem;
pub mod purpose;
pub mod report;
mod respell;
pub mod schema;
mod script;
mod service;
mod shape;
pub mod source;
pub mod spelling;
mod stand_in;
pub mod steps;
pub mod texts;
#[cfg(feature = "build")]
pub mod tree;
pub mod values;
pub mod warnings;

pub use address::Page;
pub use code::{Code, Severity};
pub use declaration::Declaration;
pub use problem::{Problem, describe};
pub use report::{Report, read, read_beside, read_value};
use serde_json::Value;
use source::Source;
pub use warnings::Beside;

use checker::Checker;
use mended::Mended;
use respell::Respelt;

/// Checks a declaration in JSON for a page. An accepted declaration has no problems; warnings are left out.
///
/// Text that is not JSON is one problem of the whole. Comments and trailing commas are allowed.
pub fn check(json: &str, page: &Page) -> Vec<Problem> {
    match Source::parse(json) {
        Ok(source) => check_known(&source.value, page, source.problems),
        Err(problem) => vec![problem],
    }
}

/// Checks a declaration that has been read already. Its presets are checked as what they expand to.
pub fn check_value(declaration: &Value, page: &Page) -> Vec<Problem> {
    check_known(declaration, page, Vec::new())
}

/// Checks a declaration of which some problems are known.
fn check_known(declaration: &Value, page: &Page, mut problems: Vec<Problem>) -> Vec<Problem> {
    let respelt = Respelt::of(declaration);
    let (expanded, of_presets) = preset::expand(&respelt.value);
    problems.extend(of_presets);
    let mut problems = check_expanded(&expanded, page, problems);
    respelt.finish(&mut problems);
    problems
}

/// Checks a declaration whose presets are expanded, of which these problems are known. What depends on a problem is left out.
pub(crate) fn check_expanded(
    declaration: &Value,
    page: &Page,
    mut problems: Vec<Problem>,
) -> Vec<Problem> {
    let gates = gates::gates(declaration);
    let mut checker = Checker::new(page, gates::category_ids(&gates));
    shape::check(&mut checker, declaration);
    cookie::check(&mut checker, &declaration["cookie"]);
    gates::check(&mut checker, declaration, &gates);
    service::check(&mut checker, declaration, &gates);
    problems.append(&mut checker.problems);
    let is_list = declaration["categories"].is_array();
    consequences::of_categories(&mut problems, &gates, is_list);
    if problems.is_empty()
        && let Err(error) = typed(declaration)
    {
        // The tables of the check come from the types, so this is a fault of ours.
        problems.push(Problem::new(Code::WrongType, "", error.to_string()));
    }
    let Some(mended) = Mended::of(declaration, &problems) else {
        return problems;
    };
    // Ids and categories have to be right before the cookie's length means anything.
    if mended.is_whole(&["version", "categories", "services"]) {
        length::check(&mut checker, declaration, &gates);
    }
    let found = [
        warnings::vendors_required(&mended.declaration),
        warnings::theme(&mended.declaration),
        warnings::check_exceptions(&mended.declaration),
        warnings::check_ignores(&mended.declaration),
    ];
    let sure = found.into_iter().flatten().filter(|one| mended.is_sure(one));
    problems.append(&mut checker.problems);
    problems.extend(sure);
    consequences::of_trackers(&mut problems, &gates);
    problems
}

/// A declaration as its types.
fn typed(declaration: &Value) -> Result<Declaration, serde_json::Error> {
    let mut value = declaration.clone();
    normal::whole_numbers(&mut value);
    serde_json::from_value(value)
}
