//! `samtycke audit` in the npm package, which has no way to drive a browser.

use clap::Args;

use crate::{Outcome, System};

/// Whatever is given.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The arguments of the native program
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    _given: Vec<String>,
}

/// Says where the command is to be had.
pub fn run(_: &Arguments, _: &dyn System) -> Result<Outcome, String> {
    Err("`audit` drives a browser, which only the native program can: run `cargo install --path cli` in Samtycke's repository.".into())
}
