//! Checks a site's declaration.
//!
//! A declaration is accepted whole or refused whole. [`check`] lists every problem with its path.
//! [`schema`] names every field once: the check and the TypeScript types follow it.
//!
//! ```
//! use samtycke_config::{Page, check};
//!
//! let page = Page { origin: "https://www.example.com", host: "www.example.com", secure: true };
//! let problems = check(r#"{"version": 1, "categorys": []}"#, &page);
//! let paths: Vec<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
//! assert_eq!(paths, ["categorys", "controller", "categories"]);
//! assert_eq!(problems[0].message, "unknown field; did you mean \"categories\"?");
//! ```
#![forbid(unsafe_code)]

pub mod address;
mod checker;
mod cookie;
pub mod gates;
pub mod id;
pub mod language;
pub mod length;
pub mod lifetime;
mod messages;
pub mod pattern;
pub mod problem;
pub mod schema;
mod service;
mod shape;
pub mod spelling;
pub mod texts;

pub use address::Page;
pub use problem::{Problem, describe};
use serde_json::Value;

use checker::Checker;

/// Checks a declaration in JSON for a page. An accepted declaration has no problems.
///
/// Text that is not JSON is one problem of the whole. Of two fields with the same name the last one
/// counts, as it does for `JSON.parse`.
pub fn check(json: &str, page: &Page) -> Vec<Problem> {
    match serde_json::from_str(json) {
        Ok(declaration) => check_value(&declaration, page),
        Err(error) => vec![Problem::new("", format!("not JSON: {error}"))],
    }
}

/// Checks a declaration that has been read already.
pub fn check_value(declaration: &Value, page: &Page) -> Vec<Problem> {
    let gates = gates::gates(declaration);
    let mut checker = Checker::new(page, gates::category_ids(&gates));
    shape::check(&mut checker, declaration);
    cookie::check(&mut checker, &declaration["cookie"]);
    gates::check(&mut checker, declaration, &gates);
    service::check(&mut checker, declaration, &gates);
    // Ids and categories have to be right before the cookie's length means anything.
    if checker.problems.is_empty() {
        length::check(&mut checker, declaration, &gates);
    }
    checker.problems
}
