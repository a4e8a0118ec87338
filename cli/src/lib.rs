//! `samtycke`: what a site's declaration says, and what is wrong with it. [`run`] is the whole program over a
//! [`System`], so the native program and the one in the npm package are one source.
#![forbid(unsafe_code)]

#[cfg(not(target_arch = "wasm32"))]
mod audit;
#[cfg(target_arch = "wasm32")]
#[path = "audit/elsewhere.rs"]
mod audit;
mod build;
mod check;
mod explain;
mod import;
mod init;
mod input;
mod memory;
#[cfg(target_arch = "wasm32")]
mod node;
mod pages;
mod policy;
mod presets;
mod render;
mod sarif;
mod system;
mod verify;

pub use memory::Memory;
pub use system::{Output, System};

use clap::{Parser, Subcommand};

/// Checks the declaration of a site's consent banner.
#[derive(Debug, Parser)]
#[command(
    name = "samtycke",
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
    /// Looks with a browser whether a site does what its declaration says
    #[cfg_attr(target_arch = "wasm32", command(hide = true))]
    Audit(audit::Arguments),
    /// Makes the script of a site, with its declaration and its words inside
    Build(build::Arguments),
    /// Lists every problem and warning of a declaration
    Check(check::Arguments),
    /// Explains a problem or warning at length
    Explain(explain::Arguments),
    /// Makes a declaration from the configuration of another banner
    Import(import::Arguments),
    /// Prints the JSON Schema of a declaration, for editors
    #[command(after_help = "Example:\n  samtycke schema > samtycke.schema.json")]
    Schema,
    /// Writes the cookie section of the site's policy
    Policy(policy::Arguments),
    /// Lists the vendors that a declaration can name, and shows what each expands to
    Presets(presets::Arguments),
    /// Writes a first declaration
    Init(init::Arguments),
    /// Checks whether the evidence of an audit is as it was written
    Verify(verify::Arguments),
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Nothing is wrong.
    Clean,
    /// Something is wrong with the declaration, or with the site.
    Problems,
    /// Something could not be looked at.
    #[cfg_attr(target_arch = "wasm32", expect(dead_code))]
    NotLooked,
}

/// Runs the program with its arguments, the first of which is its name. Returns the exit status: 0 nothing
/// is wrong, 1 something is wrong with the declaration or the site, 2 the command could not run, 3 an audit could
/// not look somewhere.
pub fn run(arguments: &[String], system: &dyn System) -> u8 {
    let status = status(arguments, system);
    match system.lost() {
        Some(error) => {
            system.warn(&format!("samtycke: standard output cannot be written: {error}.\n"));
            2
        }
        None => status,
    }
}

fn status(arguments: &[String], system: &dyn System) -> u8 {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(told) => return show(&told, system),
    };
    let outcome = match arguments.command {
        Command::Audit(arguments) => audit::run(&arguments, system),
        Command::Build(arguments) => build::run(&arguments, system),
        Command::Check(arguments) => check::run(&arguments, system),
        Command::Explain(arguments) => explain::run(&arguments, system),
        Command::Import(arguments) => import::run(&arguments, system),
        Command::Init(arguments) => init::run(&arguments, system),
        Command::Policy(arguments) => policy::run(&arguments, system),
        Command::Presets(arguments) => presets::run(&arguments, system),
        Command::Verify(arguments) => verify::run(&arguments, system),
        Command::Schema => {
            system.print(&format!("{:#}\n", samtycke_config::schema::json_schema()));
            Ok(Outcome::Clean)
        }
    };
    match outcome {
        Ok(Outcome::Clean) => 0,
        Ok(Outcome::Problems) => 1,
        Ok(Outcome::NotLooked) => 3,
        Err(error) => {
            system.warn(&format!("samtycke: {error}\n"));
            2
        }
    }
}

/// Shows help, the version, or what is wrong with the arguments.
fn show(told: &clap::Error, system: &dyn System) -> u8 {
    let styled = told.render();
    let output = if told.use_stderr() { Output::Error } else { Output::Standard };
    let has_colour = system.has_colour(output);
    let text = if has_colour { styled.ansi().to_string() } else { styled.to_string() };
    match output {
        Output::Standard => {
            system.print(&text);
            0
        }
        Output::Error => {
            system.warn(&text);
            2
        }
    }
}
