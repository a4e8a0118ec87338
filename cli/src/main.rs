//! `samtycke`: what a site's declaration says, and what is wrong with it.
#![forbid(unsafe_code)]

mod check;
mod explain;
mod input;
mod render;
mod sarif;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Checks the declaration of a site's consent banner.
#[derive(Debug, Parser)]
#[command(
    version,
    max_term_width = 100,
    after_help = "Example:\n  samtycke check www/samtycke.json --site https://www.example.com"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Lists every problem and warning of a declaration
    Check(check::Arguments),
    /// Explains a problem or warning at length
    Explain(explain::Arguments),
    /// Prints the JSON Schema of a declaration, for editors
    Schema,
}

/// How a command ended.
enum Outcome {
    /// Nothing is wrong.
    Clean,
    /// Something is wrong with the declaration.
    Problems,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Check(arguments) => check::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Schema => {
            anstream::println!("{:#}", samtycke_config::schema::json_schema());
            Ok(Outcome::Clean)
        }
    };
    match outcome {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Problems) => ExitCode::from(1),
        Err(error) => {
            anstream::eprintln!("samtycke: {error}");
            ExitCode::from(2)
        }
    }
}
