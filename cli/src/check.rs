//! `samtycke check`.

use clap::{Args, ValueEnum};
use samtycke_config::source::line_and_column;
use samtycke_config::warnings::{Again, Allowed, asked_again};
use samtycke_config::{Beside, Declaration, Problem, Report, Severity, read, read_beside};
use serde_json::json;

use crate::input::{self, Input};
use crate::pages::{self, Page};
use crate::{Outcome, Output, System, render, sarif};

/// Options of `check`.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 nothing is wrong, 1 something is, 2 the check could not run.\n\nExample:\n  samtycke check www/samtycke.json --site https://www.example.com --deny warnings"
)]
pub struct Arguments {
    /// The declaration; `-` for standard input [default: samtycke.json, public/… or www/…]
    path: Option<String>,
    /// The site's address, for the cookie's domain and addresses without https
    #[arg(long, value_name = "URL")]
    site: Option<String>,
    /// Reads the gates in this page, or in all pages below this folder; can be given several times
    #[arg(long, value_name = "PATH")]
    html: Vec<String>,
    /// Says what changes for visitors who have answered this declaration
    #[arg(long, value_name = "FILE")]
    previous: Option<String>,
    /// Prints the result as JSON
    #[arg(long, conflicts_with = "sarif")]
    json: bool,
    /// Prints the result as SARIF 2.1.0, for code scanning
    #[arg(long)]
    sarif: bool,
    /// Makes warnings count as problems
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Option<Deny>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Deny {
    Warnings,
}

/// What was found in the declaration and in the pages.
struct Checked {
    input: Input,
    report: Report,
    /// Pages, each with its problems.
    pages: Vec<(Page, Vec<Problem>)>,
    /// What the change asks visitors again about, if there was a previous declaration.
    again: Option<Vec<Again>>,
}

impl Checked {
    /// Everything found, with the file that it was found in.
    fn findings(&self) -> Vec<(&Input, &Problem)> {
        let of_pages = self
            .pages
            .iter()
            .flat_map(|(page, problems)| problems.iter().map(|one| (&page.input, one)));
        self.report.problems.iter().map(|one| (&self.input, one)).chain(of_pages).collect()
    }
}

pub fn run(arguments: &Arguments, system: &dyn System) -> Result<Outcome, String> {
    let checked = check(arguments, system)?;
    let findings = checked.findings();
    if arguments.json {
        system.print(&format!("{:#}\n", as_json(&checked)));
    } else if arguments.sarif {
        system.print(&format!("{:#}\n", sarif::of(&findings)));
    } else {
        print(&checked, system);
    }
    let is_denied = arguments.deny == Some(Deny::Warnings);
    let is_wrong = findings.iter().any(|(_, one)| is_denied || !one.is_warning());
    Ok(if is_wrong { Outcome::Problems } else { Outcome::Clean })
}

fn check(arguments: &Arguments, system: &dyn System) -> Result<Checked, String> {
    let input = input::read(arguments.path.as_deref(), system)?;
    let site = input::page(arguments.site.as_deref())?;
    let pages = pages::read(&arguments.html, system)?;
    let previous = arguments.previous.as_deref().map(|path| {
        let old = input::read(Some(path), system)?;
        read(&old.text, &site)
            .declaration
            .ok_or_else(|| format!("{path} is refused itself. `samtycke check {path}` says why."))
    });
    let beside = Beside {
        gates: (!pages.is_empty()).then(|| pages.iter().flat_map(Page::gates).collect()),
        previous: previous.transpose()?,
    };
    let report = read_beside(&input.text, &site, &beside);
    let of_declaration = |declaration: &Declaration| {
        let again = beside.previous.as_ref().map(|old| asked_again(declaration, old));
        let problems = pages.iter().map(|page| page.problems(declaration, &site));
        (again, problems.collect())
    };
    // Without ids nothing can be said of the pages.
    let (again, problems): (_, Vec<_>) =
        report.declaration.as_ref().map_or((None, Vec::new()), of_declaration);
    Ok(Checked { input, report, pages: pages.into_iter().zip(problems).collect(), again })
}

fn print(checked: &Checked, system: &dyn System) {
    for (page, problems) in &checked.pages {
        for problem in problems {
            system.print(&format!(
                "{}\n\n",
                render::problem(&page.input, problem, Output::Standard, system)
            ));
        }
    }
    // The counts come last, where they are seen.
    render::print(&checked.input, &checked.report, system);
    if !checked.pages.is_empty() {
        let count = checked.pages.iter().map(|(_, problems)| problems.len()).sum();
        let told = render::number(count, "problem");
        let pages = render::number(checked.pages.len(), "page");
        system.print(&format!("{pages} with the gates of the declaration ({told})\n"));
    }
    match checked.again.as_deref() {
        None => {}
        Some([]) => system.print("nobody is asked again: every answer stays\n"),
        Some(again) => {
            system.print("visitors are asked again about:\n");
            for one in again {
                system.print(&format!("  {}: {}\n", one.category, one.reason));
            }
        }
    }
}

fn as_json(checked: &Checked) -> serde_json::Value {
    let Checked { input, report, again, .. } = checked;
    let findings = checked.findings();
    let count = |severity| findings.iter().filter(|(_, one)| one.severity == severity).count();
    let of_allowed = |one: &Allowed| {
        let mut value = located(input, &one.warning);
        value["reason"] = json!(one.reason);
        value
    };
    let mut value = json!({
        "file": input.name,
        "accepted": report.is_accepted(),
        "problems": count(Severity::Problem),
        "warnings": count(Severity::Warning),
        "findings": findings.iter().map(|(input, one)| located(input, one)).collect::<Vec<_>>(),
        "allowed": report.allowed.iter().map(of_allowed).collect::<Vec<_>>(),
    });
    if let Some(again) = again {
        value["askedAgain"] = json!(again);
    }
    value
}

fn located(input: &Input, problem: &Problem) -> serde_json::Value {
    let mut value = serde_json::to_value(problem).unwrap_or_default();
    value["file"] = json!(input.name);
    if let Some(range) = &problem.range {
        let (line, column) = line_and_column(&input.text, range.start);
        let (end_line, end_column) = line_and_column(&input.text, range.end);
        value["line"] = json!(line);
        value["column"] = json!(column);
        value["endLine"] = json!(end_line);
        value["endColumn"] = json!(end_column);
    }
    if !problem.code.rules().is_empty() {
        value["rules"] = json!(problem.code.rules());
    }
    value
}
