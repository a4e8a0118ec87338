//! `samtycke explain`.

use clap::Args;
use samtycke_config::{Code, Severity, spelling};

use crate::{Outcome, System};

/// Options of `explain`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  samtycke explain long-consent\n  samtycke explain rule-32")]
pub struct Arguments {
    /// The code of a problem or warning, or a rule such as rule-32; without one, all codes are listed
    code: Vec<String>,
}

/// The table of the legal rules.
const RULES: &str = include_str!("../../docs/rules.md");

/// A row of the table.
struct Rule {
    number: &'static str,
    text: &'static str,
    source: &'static str,
}

pub fn run(arguments: &Arguments, system: &dyn System) -> Result<Outcome, String> {
    let name = arguments.code.join(" ");
    if name.is_empty() {
        for (severity, title) in [(Severity::Problem, "Problems"), (Severity::Warning, "Warnings")]
        {
            system.print(&format!("{title}:\n"));
            for code in Code::ALL.iter().filter(|code| code.severity() == severity) {
                system.print(&format!("  {}\n", code.name()));
            }
        }
        return Ok(Outcome::Clean);
    }
    if let Some(number) = number(&name) {
        system.print(&explained(number)?);
        return Ok(Outcome::Clean);
    }
    let Some(code) = Code::of(&name) else {
        let names = Code::ALL.iter().map(|code| code.name());
        let unknown = format!("\"{name}\" is not a code");
        let otherwise = "; `samtycke explain` lists them";
        return Err(spelling::guess(&unknown, &name, names, otherwise).message);
    };
    let kind = if code.severity() == Severity::Problem { "problem" } else { "warning" };
    let rules = match named(code.rules()) {
        rules if rules.is_empty() => rules,
        rules => format!(", {rules}"),
    };
    system.print(&format!(
        "{} ({kind}{rules})\n\n{}\n",
        code.name(),
        without_links(code.explain())
    ));
    Ok(Outcome::Clean)
}

/// Rules, as in `rule 32` or `rules 23, 59`; an empty text for no rules.
pub fn named(rules: &str) -> String {
    match rules {
        "" => String::new(),
        one if !one.contains(',') => format!("rule {one}"),
        several => format!("rules {several}"),
    }
}

/// The number of a rule: `59`, `rule-59` or `rule 59`.
fn number(name: &str) -> Option<&str> {
    let rest = name.strip_prefix("rule").map_or(name, |rest| rest.trim_start_matches(['-', ' ']));
    let is_number = !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(rest)
}

/// The rules of the table, in order.
fn rules() -> impl Iterator<Item = Rule> {
    RULES.lines().filter_map(|line| {
        let row = line.strip_prefix("| ")?.strip_suffix(" |")?;
        let mut cells = row.splitn(3, " | ");
        let [number, text, source] = [cells.next()?, cells.next()?, cells.next()?];
        number.parse::<u8>().ok()?;
        Some(Rule { number, text, source })
    })
}

/// A rule, its source, and what of the check follows it.
fn explained(number: &str) -> Result<String, String> {
    let Some(rule) = rules().find(|rule| rule.number == number) else {
        let all: Vec<&str> = rules().map(|rule| rule.number).collect();
        return Err(format!("there is no rule {number}; the rules are {}", all.join(", ")));
    };
    let is_of_it = |code: &&Code| code.rules().split(", ").any(|one| one == number);
    let codes: Vec<&str> = Code::ALL.iter().filter(is_of_it).map(|code| code.name()).collect();
    let follows = match codes.as_slice() {
        [] => "The check of a declaration does not look at it.".to_owned(),
        codes => format!("Problems and warnings: {}", codes.join(", ")),
    };
    Ok(format!("rule {number}\n\n{}\n\nSource: {}\n\n{follows}\n", rule.text, rule.source))
}

/// Markdown with the texts of its links alone: the files that they lead to are not everywhere where the program is.
pub fn without_links(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, link)) = rest.split_once('[') {
        plain.push_str(before);
        let parts = link.split_once("](").and_then(|(shown, after)| {
            let (address, after) = after.split_once(')')?;
            let is_file = address.ends_with(".md") || address.ends_with(".json");
            (is_file && !shown.contains('[')).then_some((shown, after))
        });
        match parts {
            Some((shown, after)) => {
                plain.push_str(shown);
                rest = after;
            }
            None => {
                plain.push('[');
                rest = link;
            }
        }
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_that_a_code_names_is_in_the_table() {
        let known: Vec<&str> = rules().map(|rule| rule.number).collect();
        assert!(known.len() > 40, "{known:?}");
        for code in Code::ALL {
            for number in code.rules().split(", ").filter(|number| !number.is_empty()) {
                assert!(known.contains(&number), "{}: {number}", code.name());
            }
        }
    }

    #[test]
    fn explanations_have_no_links() {
        for code in Code::ALL {
            let text = without_links(code.explain());
            assert!(!text.contains("]("), "{}: {text}", code.name());
        }
        assert_eq!(without_links("[a] of [rule\n1](rules.md), [{}](x)"), "[a] of rule\n1, [{}](x)");
    }

    #[test]
    fn a_rule_has_a_number() {
        for name in ["59", "rule-59", "rule 59", "rule59"] {
            assert_eq!(number(name), Some("59"), "{name}");
        }
        for name in ["", "rule", "long-consent", "5a"] {
            assert_eq!(number(name), None, "{name}");
        }
        assert_eq!(named("32"), "rule 32");
        assert_eq!(named("23, 59"), "rules 23, 59");
    }
}
