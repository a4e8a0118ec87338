//! What `samtycke presets` lists, shows and expands, and what a build makes of a preset.

use serde_json::{Value, json};
use snapbox::cmd::{Command, OutputAssert, cargo_bin};

fn samtycke(arguments: &[&str]) -> OutputAssert {
    Command::new(cargo_bin!("samtycke")).args(arguments).assert()
}

fn json_of(arguments: &[&str]) -> Value {
    let output = samtycke(arguments).code(0).get_output().stdout.clone();
    serde_json::from_slice(&output).expect("JSON")
}

fn site(service: Value) -> String {
    json!({
        "version": 1,
        "controller": {"name": "Example", "policyUrl": "/policy"},
        "categories": [{"id": "necessary", "required": true}, {"id": "analytics"}, {"id": "marketing"}],
        "services": [service],
    })
    .to_string()
}

#[test]
fn all_are_listed() {
    let list = json_of(&["presets", "--json"]);
    let list = list.as_array().expect("a list");
    assert!(list.len() >= 60, "{}", list.len());
    let meta = list.iter().find(|one| one["id"] == "meta-pixel").expect("it is there");
    assert_eq!([&meta["category"], &meta["checked"]], ["marketing", "2026-11-25"]);
    let told = samtycke(&["presets"]).code(0).get_output().stdout.clone();
    assert_eq!(String::from_utf8(told).expect("UTF-8").lines().count(), list.len());
}

#[test]
fn hosts_have_the_options_filled_in() {
    let arguments = ["presets", "show", "pardot", "--with", "host=go.x.example"];
    let told = samtycke(&arguments).code(0).get_output().stdout.clone();
    let told = String::from_utf8(told).expect("UTF-8");
    assert!(told.contains("script-src https://go.x.example https://pi.pardot.com\n"), "{told}");
    let (hosts, _) = told.split_once("\nSources:").expect("sources");
    assert!(!hosts.contains("{host}"), "{hosts}");
}

#[test]
fn one_is_shown_with_its_options() {
    let service = json_of(&[
        "presets",
        "show",
        "hotjar",
        "--with",
        "id=7654321",
        "--with",
        "version=7",
        "--json",
    ]);
    let settings = &service["scripts"][0]["steps"][0];
    assert_eq!(*settings, json!({"set": "_hjSettings", "be": {"hjid": 7_654_321, "hjsv": 7}}));
    assert_eq!(service["scripts"][1]["src"], "https://static.hotjar.com/c/hotjar-7654321.js?sv=7");
    assert!(service["cookies"][0]["purpose"]["sv"].is_string());
    assert!(service["cookies"][0]["purpose"]["uk"].is_string());
    let told = samtycke(&["presets", "show", "hotjar"]).code(0).get_output().stdout.clone();
    let told = String::from_utf8(told).expect("UTF-8");
    for part in ["checked on 2026-11-25", "Options", "Sources", "Not sure", "The service:"] {
        assert!(told.contains(part), "{part}");
    }
}

#[test]
fn what_cannot_be_shown_says_so() {
    samtycke(&["presets", "show", "hotjr"])
        .code(2)
        .stderr_eq("samtycke: \"hotjr\" is not a preset; did you mean \"hotjar\"?\n");
    samtycke(&["presets", "show", "meta-pixel", "--with", "id=x"]).code(2).stderr_eq(
        "samtycke: with.id: \"x\" is not what this option takes; expected one such as \"123456789012345\"\n",
    );
    samtycke(&["presets", "show", "meta-pixel", "--with", "id"])
        .code(2)
        .stderr_eq("samtycke: \"id\" is no option; write it as NAME=VALUE\n");
}

#[test]
fn a_declaration_is_expanded() {
    let text =
        site(json!({"preset": "google-analytics-4", "with": {"id": "G-ABCDE12345"}, "id": "ga"}));
    let command = Command::new(cargo_bin!("samtycke")).args(["presets", "expand", "-"]).stdin(text);
    let output = command.assert().code(0).get_output().stdout.clone();
    let expanded: Value = serde_json::from_slice(&output).expect("JSON");
    let service = &expanded["services"][0];
    assert_eq!([&service["id"], &service["name"]], ["ga", "Google Analytics 4"]);
    assert!(service.get("preset").is_none() && service.get("with").is_none());
    // The site has no category for these types.
    let types = &service["consent"]["default"][1]["args"][2];
    assert_eq!(
        [&types["functionality_storage"], &types["security_storage"]],
        ["denied", "granted"]
    );
    let command = Command::new(cargo_bin!("samtycke")).args(["presets", "expand", "-"]);
    let refused = command.stdin(site(json!({"preset": "none"}))).assert().code(1).stdout_eq("");
    let told = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
    assert!(told.contains("\"none\" is not a preset"), "{told}");
}

#[test]
fn what_is_for_the_check_stays() {
    let mut whole: Value = serde_json::from_str(&site(
        json!({"preset": "google-analytics-4", "with": {"id": "G-ABCDE12345", "mode": "advanced"}}),
    ))
    .expect("JSON");
    whole["$schema"] = "https://example.com/samtycke.schema.json".into();
    whole["exceptions"] = json!([{"code": "advanced-consent", "reason": "Not in the EEA."},
        {"code": "own-cookie-undeclared", "reason": "An example."}]);
    whole["ignores"] =
        json!([{"code": "undeclared-host", "reason": "Known.", "until": "2027-01-31"}]);
    let run = |arguments: &[&str], text: &str| {
        let command = Command::new(cargo_bin!("samtycke")).args(arguments);
        command.stdin(text.to_owned()).assert().code(0).get_output().stdout.clone()
    };
    let text =
        String::from_utf8(run(&["presets", "expand", "-"], &whole.to_string())).expect("UTF-8");
    let expanded: Value = serde_json::from_str(&text).expect("JSON");
    for field in ["$schema", "exceptions", "ignores"] {
        assert_eq!(expanded[field], whole[field], "{field}");
    }
    run(&["check", "-", "--deny", "warnings"], &text);
}
