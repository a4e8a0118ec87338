//! `samtycke explain`.

use clap::Args;
use samtycke_config::{Code, Severity, spelling};

use crate::{Outcome, System};

/// Options of `explain`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  samtycke explain long-consent")]
pub struct Arguments {
    /// The code of a problem or warning; without one, all of them are listed
    code: Option<String>,
}

pub fn run(arguments: &Arguments, system: &dyn System) -> Result<Outcome, String> {
    let Some(name) = &arguments.code else {
        for (severity, title) in [(Severity::Problem, "Problems"), (Severity::Warning, "Warnings")]
        {
            system.print(&format!("{title}:\n"));
            for code in Code::ALL.iter().filter(|code| code.severity() == severity) {
                system.print(&format!("  {}\n", code.name()));
            }
        }
        return Ok(Outcome::Clean);
    };
    let Some(code) = Code::of(name) else {
        let names = Code::ALL.iter().map(|code| code.name());
        let unknown = format!("\"{name}\" is not a code");
        let otherwise = "; `samtycke explain` lists them";
        return Err(spelling::guess(&unknown, name, names, otherwise).message);
    };
    let kind = if code.severity() == Severity::Problem { "problem" } else { "warning" };
    let rules = match code.rules() {
        "" => String::new(),
        rules => format!(", rules {rules}"),
    };
    system.print(&format!("{} ({kind}{rules})\n\n{}\n", code.name(), code.explain()));
    Ok(Outcome::Clean)
}
