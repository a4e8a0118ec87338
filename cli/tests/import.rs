//! A real configuration of each other banner, and what becomes of it. The snapshots are read by people:
//! `SNAPSHOTS=overwrite cargo test -p samtycke-cli --test import` writes them again.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use samtycke_config::{Page, read};
use snapbox::cmd::{Command, cargo_bin};
use snapbox::{Data, assert_data_eq};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import")
}

fn samtycke(arguments: &[&str]) -> Command {
    Command::new(cargo_bin!("samtycke")).current_dir(folder()).args(arguments)
}

fn imports(name: &str) {
    let output = samtycke(&["import", &format!("{name}.json"), "--language", "en"])
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{name}");
    let declaration = String::from_utf8(output.stdout).expect("UTF-8");
    let told = String::from_utf8(output.stderr).expect("UTF-8");
    assert_data_eq!(
        declaration.clone(),
        Data::read_from(&folder().join(format!("{name}.declaration.txt")), None)
    );
    assert_data_eq!(
        told.clone(),
        Data::read_from(&folder().join(format!("{name}.told.txt")), None)
    );
    let (_, gaps) = told.split_once("To fill in, in the declaration:\n").expect("gaps");
    let announced: BTreeSet<&str> =
        gaps.lines().filter_map(|line| Some(line.trim().split_once(": ")?.0)).collect();
    let page = Page { origin: "https://", host: "", secure: true };
    let problems = read(&declaration, &page).problems;
    let found = problems.iter().filter(|problem| !problem.is_warning());
    let found: BTreeSet<&str> = found.map(|problem| problem.path.as_str()).collect();
    assert_eq!(announced, found, "{name}");
}

#[test]
fn vanilla_cookieconsent() {
    imports("vanilla-cookieconsent");
}

#[test]
fn klaro() {
    imports("klaro");
}

#[test]
fn orejime() {
    imports("orejime");
}

#[test]
fn tarteaucitron() {
    imports("tarteaucitron");
}

#[test]
fn the_declaration_goes_to_a_file_that_the_check_explains() {
    let made = std::env::temp_dir().join(format!("samtycke-import-{}.json", std::process::id()));
    let path = made.to_str().expect("UTF-8");
    let output = samtycke(&["import", "klaro.json", "--from", "klaro", "-o", path])
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stdout.is_empty());
    let told = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(told.starts_with("klaro.json: read as a configuration of klaro\n"), "{told}");
    assert!(told.contains(&format!("To fill in, in {path}:")), "{told}");
    let check = samtycke(&["check", path]).output().expect("it runs");
    samtycke(&["import", "klaro.json", "-o", path]).assert().code(2).stderr_eq(format!(
        "samtycke: {path} is there already. Name another file with -o, or delete it.\n"
    ));
    std::fs::remove_file(&made).expect("it was written");
    assert_eq!(check.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&check.stdout).contains("controller.name: missing"));
}

#[test]
fn what_cannot_be_imported_says_so() {
    let says = |input: &str, arguments: &[&str], told: &str| {
        let all = [&["import", "-"], arguments].concat();
        samtycke(&all).stdin(input).assert().code(2).stderr_eq(format!("samtycke: {told}\n"));
    };
    says(
        "{}",
        &[],
        "standard input looks like no configuration of vanilla-cookieconsent 3, klaro, orejime 3 or tarteaucitron. Name the banner with --from.",
    );
    says("[]", &[], "standard input holds no configuration: expected an object.");
    says(
        "{\"controller\": {}}",
        &[],
        "standard input is a declaration of Samtycke already. Check it with: samtycke check",
    );
    says(
        "var klaroConfig = {}",
        &[],
        "standard input is not JSON: Unexpected word at line 1 column 1. docs/coming-from.md shows how to export a configuration.",
    );
    says(
        "{}",
        &["--language", "english!"],
        "\"english!\" is not a language tag. Write one such as \"en\" or \"pt-BR\".",
    );
}
