//! Builds and measures what is shipped. `make pkg` and `make size` call it with the right tools on
//! `PATH` (see scripts/with).

mod built;
mod bundle;
mod embed;
mod guide;
mod manifest;
mod module;
mod pkg;
mod project;
mod readme;
mod run;
mod scripts;
mod size;
mod texts;
mod types;

use std::process::ExitCode;

const USAGE: &str = "\
Usage: samtycke-xtask pkg | scripts | guide | size [--check]

  pkg           builds pkg/: the scripts, their later parts, the languages, the types
  scripts       builds pkg/ from the modules of the last `pkg`
  guide         writes the tables of fields in docs/declaration.md
  size          prints what a visitor downloads
  size --check  fails above the budget, or if README.md gives other sizes";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        ["pkg"] => pkg::pkg(pkg::Modules::Build),
        ["scripts"] => pkg::pkg(pkg::Modules::Keep),
        ["guide"] => guide::guide(),
        ["size"] => size::size(false),
        ["size", "--check"] => size::size(true),
        _ => Err(USAGE.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}
