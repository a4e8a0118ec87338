//! Each planted mistake is found, and named with its place and what to do. The snapshots are read by people:
//! `SNAPSHOTS=overwrite cargo test -p samtycke-cli` writes them anew.

use std::fs;
use std::path::Path;

use snapbox::cmd::{Command, cargo_bin};
use snapbox::{Data, assert_data_eq};

fn samtycke() -> Command {
    Command::new(cargo_bin!("samtycke"))
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes"))
}

#[test]
fn every_mistake_is_named_with_its_place() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes");
    let mut count = 0;
    for file in fs::read_dir(&folder).expect("the folder is there") {
        let path = file.expect("a file").path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let arguments = ["check", &name, "--site", "https://www.example.com", "--deny", "warnings"];
        let output = samtycke().args(arguments).output().expect("it runs");
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_data_eq!(told, Data::read_from(&path.with_extension("txt"), None));
        let is_right = ["right.json", "comments.json", "exception.json"].contains(&name.as_str());
        assert_eq!(output.status.code(), Some(i32::from(!is_right)), "{name}");
        count += usize::from(!is_right);
    }
    assert!(count >= 60, "{count} mistakes");
}

#[test]
fn the_demo_site_is_right() {
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("../www/samtycke.json");
    samtycke().arg("check").arg(site).assert().code(0);
}

#[test]
fn what_cannot_be_run_says_so() {
    samtycke().args(["check", "nowhere.json"]).assert().code(2).stderr_eq(
        "samtycke: nowhere.json cannot be read: No such file or directory (os error 2).\n",
    );
    samtycke()
        .args(["explain", "lnog-consent"])
        .assert()
        .code(2)
        .stderr_eq("samtycke: \"lnog-consent\" is not a code; did you mean \"long-consent\"?\n");
}

#[test]
fn programs_get_json_and_sarif() {
    let run = |format: &str| {
        let arguments = ["check", "category-swapped.json", format];
        let output = samtycke().args(arguments).assert().code(1).get_output().stdout.clone();
        serde_json::from_slice::<serde_json::Value>(&output).expect("JSON")
    };
    let report = run("--json");
    assert_eq!(report["accepted"], false);
    let found = &report["findings"][0];
    assert_eq!(
        [&found["code"], &found["path"], &found["meant"]],
        ["unknown-category", "services[1].category", "analytics"]
    );
    assert!(found["line"].as_u64() > Some(1) && found["column"].as_u64() > Some(1), "{found}");
    let report = run("--sarif");
    let result = &report["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "unknown-category");
    let region = &result["locations"][0]["physicalLocation"]["region"];
    assert_eq!(region["startLine"], found["line"]);
}
