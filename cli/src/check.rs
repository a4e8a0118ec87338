//! `samtycke check`.

use clap::{Args, ValueEnum};
use samtycke_config::{Report, Severity, read};
use serde_json::json;

use crate::{Outcome, System, input, render, sarif};

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

pub fn run(arguments: &Arguments, system: &dyn System) -> Result<Outcome, String> {
    let input = input::read(arguments.path.as_deref(), system)?;
    let page = input::page(arguments.site.as_deref())?;
    let report = read(&input.text, &page);
    if arguments.json {
        system.print(&format!("{:#}\n", as_json(&input, &report)));
    } else if arguments.sarif {
        system.print(&format!("{:#}\n", sarif::of(&input, &report)));
    } else {
        render::print(&input, &report, system);
    }
    let is_denied = arguments.deny == Some(Deny::Warnings) && !report.problems.is_empty();
    Ok(if is_denied || !report.is_accepted() { Outcome::Problems } else { Outcome::Clean })
}

fn as_json(input: &input::Input, report: &Report) -> serde_json::Value {
    let all = |problems: &[samtycke_config::Problem]| -> Vec<serde_json::Value> {
        problems.iter().map(|problem| located(&input.text, problem)).collect()
    };
    let allowed: Vec<serde_json::Value> = report
        .allowed
        .iter()
        .map(|one| {
            let mut value = located(&input.text, &one.warning);
            value["reason"] = json!(one.reason);
            value
        })
        .collect();
    let count = |severity| report.problems.iter().filter(|one| one.severity == severity).count();
    json!({
        "file": input.name,
        "accepted": report.is_accepted(),
        "problems": count(Severity::Problem),
        "warnings": count(Severity::Warning),
        "findings": all(&report.problems),
        "allowed": allowed,
    })
}

fn located(text: &str, problem: &samtycke_config::Problem) -> serde_json::Value {
    let mut value = serde_json::to_value(problem).unwrap_or_default();
    if let Some(range) = &problem.range {
        let (line, column) = samtycke_config::source::line_and_column(text, range.start);
        let (end_line, end_column) = samtycke_config::source::line_and_column(text, range.end);
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
