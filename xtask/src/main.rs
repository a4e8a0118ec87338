//! Builds and measures what is shipped. `make pkg` and `make size` call it with the right tools on
//! `PATH` (see scripts/with).

mod abi;
mod embed;
mod manifest;
mod pkg;
mod project;
mod readme;
mod run;
mod script;
mod size;
mod types;

use std::process::ExitCode;

const USAGE: &str = "\
Usage: samtycke-xtask pkg | size [--check]

  pkg           builds pkg/: the ES module, the classic scripts, the second layers
  size          prints what a visitor downloads
  size --check  fails above the budget, or where README.md says something else";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        ["pkg"] => pkg::pkg(),
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
