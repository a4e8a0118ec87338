//! Each planted mistake is found, and named with its place and what to do. The snapshots are read by people:
//! `SNAPSHOTS=overwrite cargo test -p samtycke-cli` writes them again.

use std::fs;
use std::path::Path;

use samtycke_cli::{Memory, Output, System as _, run};
use snapbox::cmd::{Command, cargo_bin};
use snapbox::{Data, assert_data_eq};

fn samtycke() -> Command {
    samtycke_in("mistakes")
}

fn samtycke_in(folder: &str) -> Command {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    Command::new(cargo_bin!("samtycke")).current_dir(tests.join(folder))
}

/// What a check prints is a file that a person has read.
#[track_caller]
fn prints(folder: &str, arguments: &[&str], code: i32, snapshot: &str) {
    let output = samtycke_in(folder).arg("check").args(arguments).assert().code(code);
    let told = String::from_utf8_lossy(&output.get_output().stdout).into_owned();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder).join(snapshot);
    assert_data_eq!(told, Data::read_from(&path, None));
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
        let is_right = name.starts_with("right")
            || ["comments.json", "exception.json"].contains(&name.as_str());
        assert_eq!(output.status.code(), Some(i32::from(!is_right)), "{name}");
        count += usize::from(!is_right);
    }
    assert!(count >= 60, "{count} mistakes");
}

#[test]
fn every_kind_of_problem_and_warning_has_a_snapshot() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut told = String::new();
    for folder in ["mistakes", "pages", "previous", "http"] {
        for file in fs::read_dir(tests.join(folder)).expect("the folder is there") {
            let path = file.expect("a file").path();
            if path.extension().is_some_and(|extension| extension == "txt") {
                told += &fs::read_to_string(path).expect("a text");
            }
        }
    }
    for code in samtycke_config::Code::ALL {
        assert!(told.contains(&format!("[{}]: ", code.name())), "{}", code.name());
    }
}

/// Browsers take no secure cookie from a site that is plain http.
#[test]
fn a_secure_cookie_needs_a_secure_site() {
    prints("http", &["site.json", "--site", "http://www.example.com"], 1, "plain.txt");
    for site in ["https://www.example.com", "http://localhost:8080", "http://127.0.0.1"] {
        samtycke_in("http").args(["check", "site.json", "--site", site]).assert().code(0);
    }
}

/// What is wrong with the arguments goes to standard error, which may be a file while standard output is a terminal.
#[test]
fn colours_are_those_of_the_output_that_is_written_to() {
    let told = |terminal: Output, arguments: &[&str]| {
        let memory = Memory::with_terminal(terminal);
        let arguments: Vec<String> =
            ["samtycke"].iter().chain(arguments).copied().map(String::from).collect();
        run(&arguments, &memory);
        memory.told()
    };
    for (arguments, written) in [
        (&["bogus"][..], Output::Error),
        (&["--help"], Output::Standard),
        (&["explain", "--bogus"], Output::Error),
    ] {
        for terminal in [Output::Standard, Output::Error] {
            let has_colour = told(terminal, arguments).contains('\u{1b}');
            assert_eq!(has_colour, terminal == written, "{arguments:?} {terminal:?}");
        }
    }
}

#[test]
fn an_empty_file_is_named() {
    samtycke().args(["check", "-"]).stdin("").assert().code(1).stdout_eq(snapbox::str![[r#"
error[not-json]: not JSON: the file is empty
--> standard input:1:1
 = note: samtycke explain not-json

standard input: the declaration is refused (1 problem, warnings are looked for once that is mended)

"#]]);
}

#[test]
fn the_demo_site_is_right() {
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("../www/samtycke.json");
    samtycke().arg("check").arg(site).assert().code(0);
}

/// Every preset says the same as itself, also of names that several hosts set.
#[test]
fn a_declaration_compared_with_itself_has_not_changed() {
    let site = serde_json::json!({
        "version": 1,
        "controller": { "name": "Example AB", "policyUrl": "/cookies" },
        "categories": [{ "id": "necessary", "required": true }, { "id": "functional" }, { "id": "analytics" }, { "id": "marketing" }],
        "services": samtycke_config::preset::all().iter().map(|preset| {
            serde_json::json!({ "preset": preset.id, "with": preset.example() })
        }).collect::<Vec<_>>(),
    });
    let memory = Memory::default();
    memory.write("samtycke.json", site.to_string().as_bytes()).expect("memory");
    let arguments =
        ["samtycke", "check", "--json", "--previous", "samtycke.json"].map(String::from);
    run(&arguments, &memory);
    assert!(!memory.told().contains("silent-change"), "{}", memory.told());
}

#[test]
fn the_declaration_in_the_readme_has_no_warning() {
    let readme = include_str!("../../README.md");
    let (_, rest) = readme.split_once("```json\n").expect("a declaration");
    let (declaration, _) = rest.split_once("```").expect("its end");
    let memory = Memory::default();
    memory.write("samtycke.json", declaration.as_bytes()).expect("memory");
    let arguments = ["samtycke", "check", "--deny", "warnings"].map(String::from);
    assert_eq!(run(&arguments, &memory), 0, "{}", memory.told());
}

/// The words of the banner and the purposes of presets never push, and say enough, in every language.
#[test]
fn what_is_built_in_has_no_warning_about_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let read = |path: &Path| -> serde_json::Value {
        serde_json::from_str(&fs::read_to_string(path).expect("a file")).expect("JSON")
    };
    for file in fs::read_dir(root.join("texts")).expect("the folder is there") {
        let path = file.expect("a file").path();
        let tag = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let mut words = serde_json::Map::new();
        for table in ["banner", "settings", "placeholder"] {
            words.extend(read(&path)[table].as_object().cloned().expect("a table"));
        }
        // Some languages need no word before the last one of a list.
        words.retain(|_, word| word != "");
        let phrases = root.join(format!("presets/phrases/{tag}.json"));
        let phrases = if phrases.is_file() { read(&phrases) } else { serde_json::json!({}) };
        let cookies: Vec<serde_json::Value> = phrases
            .as_object()
            .expect("phrases")
            .values()
            .enumerate()
            .map(|(number, text)| {
                serde_json::json!({ "name": format!("a{number}"), "kind": "localStorage", "party": "first", "purpose": { &tag: text } })
            })
            .collect();
        let declaration = serde_json::json!({
            "version": 1, "controller": { "name": "A", "policyUrl": "/" }, "categories": [{ "id": "analytics" }],
            "services": [{ "id": "a", "category": "analytics", "name": "A", "cookies": cookies }],
            "texts": { &tag: words },
        });
        let output =
            samtycke().args(["check", "-", "--json"]).stdin(declaration.to_string()).output();
        let told: serde_json::Value =
            serde_json::from_slice(&output.expect("it runs").stdout).expect("JSON");
        let is_of_words = |one: &&serde_json::Value| {
            ["vague-words", "pushing-words", "unclear-refusal"]
                .contains(&one["code"].as_str().unwrap_or_default())
        };
        let found: Vec<_> =
            told["findings"].as_array().expect("a list").iter().filter(is_of_words).collect();
        assert!(found.is_empty(), "{tag}: {found:#?}");
        assert!(told["accepted"] == true, "{tag}: {told:#}");
    }
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
fn a_rule_is_explained_by_its_number() {
    let explain = |arguments: &[&str]| {
        let output = samtycke().arg("explain").args(arguments).assert().code(0);
        String::from_utf8_lossy(&output.get_output().stdout).into_owned()
    };
    let told = explain(&["rule-32"]);
    assert!(told.starts_with("rule 32\n\nA yes ends after six months"), "{told}");
    assert!(told.ends_with("\nProblems and warnings: long-consent\n"), "{told}");
    for arguments in [&["32"][..], &["rule", "32"], &["rule 32"]] {
        assert_eq!(explain(arguments), told);
    }
    assert!(explain(&["long-consent"]).starts_with("long-consent (warning, rule 32)\n"));
    samtycke()
        .args(["explain", "rule-21"])
        .assert()
        .code(2)
        .stderr_eq("samtycke: there is no rule 21; the rules are [..]\n");
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_is_lost_is_told() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("a full disk");
    let mut program = std::process::Command::new(cargo_bin!("samtycke"));
    let output = program.arg("explain").stdout(full).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(
        told,
        "samtycke: standard output cannot be written: No space left on device (os error 28).\n"
    );
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

#[test]
fn gates_in_pages_are_looked_at() {
    prints("pages", &["site.json", "--html", "public"], 1, "public.txt");
    prints("pages", &["site.json", "--html", "right.html", "--deny", "warnings"], 0, "right.txt");
    // Without the pages only what stores something is sure to have tags.
    prints("pages", &["site.json"], 0, "no-pages.txt");
    let both = ["check", "site.json", "--html", "right.html", "--html", "public", "--json"];
    let output = samtycke_in("pages").args(both).assert().code(1).get_output().stdout.clone();
    let report: serde_json::Value = serde_json::from_slice(&output).expect("JSON");
    let files: Vec<&str> = report["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["file"].as_str())
        .collect();
    assert_eq!(files.iter().filter(|file| **file == "public/index.html").count(), 6, "{files:?}");
    assert_eq!(report["problems"], files.len());
}

#[cfg(unix)]
#[test]
fn a_circle_of_links_between_folders_is_left() {
    use std::os::unix::fs::symlink;
    let folder = std::env::temp_dir().join(format!("samtycke-circle-{}", std::process::id()));
    fs::create_dir_all(folder.join("a/b")).expect("a folder");
    fs::write(folder.join("a/b/page.html"), "<p>A page</p>").expect("a page");
    symlink("..", folder.join("a/b/up")).expect("a link");
    symlink("a", folder.join("again")).expect("a link");
    let path = folder.to_str().expect("UTF-8");
    let output = samtycke_in("pages").args(["check", "site.json", "--html", path]).output();
    let told = String::from_utf8(output.expect("it runs").stdout).expect("UTF-8");
    fs::remove_dir_all(&folder).expect("it is there");
    assert!(told.contains("\n1 page with the gates"), "{told}");
}

#[test]
fn pages_that_cannot_be_read_say_so() {
    let run = |path: &str| {
        let arguments = ["check", "site.json", "--html", path];
        let output = samtycke_in("pages").args(arguments).assert().code(2);
        String::from_utf8_lossy(&output.get_output().stderr).into_owned()
    };
    assert!(run("nowhere").starts_with("samtycke: nowhere cannot be read: "));
    assert_eq!(run("empty"), "samtycke: empty has no .html files.\n");
}

#[test]
fn a_change_says_what_visitors_are_asked_again() {
    prints("previous", &["new.json", "--previous", "old.json"], 0, "new.txt");
    prints("previous", &["recipient.json", "--previous", "old.json"], 0, "recipient.txt");
    prints("previous", &["same.json", "--previous", "old.json"], 0, "same.txt");
    prints("previous", &["version.json", "--previous", "old.json"], 0, "version.txt");
    prints("previous", &["cookie.json", "--previous", "old.json"], 0, "cookie.txt");
    samtycke_in("previous")
        .args(["check", "new.json", "--previous", "../mistakes/day.json"])
        .assert()
        .code(2)
        .stderr_eq("samtycke: ../mistakes/day.json is refused itself. `samtycke check ../mistakes/day.json` says why.\n");
}

/// A declaration that a program wrote may be one line of hundreds of kilobytes, with a warning for each service.
#[test]
fn a_thousand_warnings_on_one_line_take_seconds() {
    let services: Vec<serde_json::Value> = (0..1000)
        .map(|number| {
            serde_json::json!({
                "id": format!("service_{number}"), "category": "analytics", "name": "Service",
                "cookies": [{ "name": format!("s{number}"), "kind": "cookie", "party": "first", "lifetime": "P3Y",
                    "purpose": "Counts visits." }],
            })
        })
        .collect();
    let declaration = serde_json::json!({
        "version": 1, "controller": { "name": "A", "policyUrl": "/cookies" },
        "categories": [{ "id": "analytics" }], "services": services,
    });
    let start = std::time::Instant::now();
    let output =
        samtycke().args(["check", "-"]).stdin(declaration.to_string()).output().expect("it runs");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(told.matches("--> ").count() > 1000, "{}", &told[..told.len().min(600)]);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

#[test]
fn lines_that_end_as_on_windows_are_shown_without_a_sign() {
    let text =
        "{\r\n  \"version\": \"1\",\r\n  \"controller\": {\r\n    \"nam\": 1\r\n  }\r\n}\r\n";
    let output = samtycke().args(["check", "-"]).stdin(text).assert().code(1);
    let told = String::from_utf8_lossy(&output.get_output().stdout).into_owned();
    assert!(told.contains("2 |   \"version\": \"1\",\n  |              ^^^"), "{told}");
    assert!(!told.contains(['\r', '␍']), "{told}");
}
