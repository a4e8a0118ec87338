//! What `samtycke policy` prints. The snapshots are read by people: `SNAPSHOTS=overwrite cargo test -p samtycke-cli`
//! writes them anew.

mod policy {
    mod hostile;
    mod program;
    mod snapshots;
}

use std::path::{Path, PathBuf};

use snapbox::cmd::{Command, cargo_bin};

/// The program, in the folder of these tests.
fn samtycke() -> Command {
    Command::new(cargo_bin!("samtycke")).current_dir(tests())
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// What the program prints for a declaration.
fn policy(declaration: &str, arguments: &[&str]) -> String {
    let command = samtycke().args(["policy", "-"]).args(arguments).stdin(declaration);
    let output = command.assert().code(0).get_output().stdout.clone();
    String::from_utf8(output).expect("UTF-8")
}

/// The declaration of the demo site.
fn billogram() -> String {
    std::fs::read_to_string(tests().join("../../www/samtycke.json")).expect("it is there")
}

/// Every language that there are words in.
fn languages() -> Vec<String> {
    let files = std::fs::read_dir(tests().join("../../texts")).expect("it is there");
    let name = |path: PathBuf| path.file_stem().expect("a name").to_string_lossy().into_owned();
    files.map(|file| name(file.expect("a file").path())).collect()
}
