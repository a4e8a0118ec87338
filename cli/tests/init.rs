//! What `samtycke init` writes and says. These tests play the person at the terminal.

use samtycke_cli::{Memory, System as _};
use snapbox::cmd::{Command, cargo_bin};
use snapbox::dir::DirRoot;
use snapbox::str;

fn run(system: &Memory, arguments: &[&str]) -> u8 {
    let program = ["samtycke"].iter().chain(arguments).map(ToString::to_string);
    samtycke_cli::run(&program.collect::<Vec<_>>(), system)
}

fn file(system: &Memory, path: &str) -> String {
    String::from_utf8(system.read(path).expect(path)).expect("UTF-8")
}

/// What the check says of a file, warnings included.
fn check(system: &Memory, path: &str) -> String {
    let before = system.told().len();
    let status = run(system, &["check", path, "--deny", "warnings"]);
    assert_eq!(status, 0, "{}", system.told());
    system.told()[before..].into()
}

#[test]
fn five_questions_make_a_declaration_and_wrong_answers_are_asked_again() {
    let system = Memory::with_lines(&[
        " ",
        "Example AB",
        "javascript:x",
        "",
        "privacy@example.com",
        "ja",
        "sv-SE, en",
        "anlytics",
        "marketing analytics",
    ]);
    assert_eq!(run(&system, &["init"]), 0);
    snapbox::assert_data_eq!(
        system.told(),
        str![[r#"
1/5 Who is responsible for the site (company or person)?
>  
  the name is empty. Visitors have to know who is responsible.
1/5 Who is responsible for the site (company or person)?
> Example AB
2/5 What is the address of its cookie policy? [/cookies]
> javascript:x
  "javascript:x" is not a web address. Write one such as https://www.example.com/cookies, or a path such as /cookies.
2/5 What is the address of its cookie policy? [/cookies]
> 
3/5 How do visitors reach you about their data, for instance an e-mail address? Enter leaves it out.
> privacy@example.com
4/5 Which languages does the site speak (tags, with commas)? [en]
> ja
  there are no words in "ja". Choose among ar, bg, cs, da, de, el, en, es, et, fi, fr, ga, hr, hu, is, it, lt, lv, mt, nb, nl, nn, pl, pt, ro, sk, sl, sv, tr, uk.
4/5 Which languages does the site speak (tags, with commas)? [en]
> sv-SE, en
5/5 What does it use besides what is necessary: functional (such as a chat), analytics, marketing? Enter for none.
> anlytics
  "anlytics" is none of them; did you mean "analytics"?
5/5 What does it use besides what is necessary: functional (such as a chat), analytics, marketing? Enter for none.
> marketing analytics
samtycke.json is written. Next:

1. Name what the site uses in `services`: a preset where there is one (samtycke presets), else its scripts and what it stores.
   An editor completes the fields with the schema beside the file:
     samtycke schema > samtycke.schema.json
2. Check it:
     samtycke check samtycke.json
3. Build the script into the root of the site, and put the tag that this prints first in <head> of every page:
     samtycke build samtycke.json -o public
4. Put the cookie tables into your policy:
     samtycke policy samtycke.json --language sv -o cookies.html

"#]]
    );
    let told = check(&system, "samtycke.json");
    assert_eq!(told, "samtycke.json: the declaration is right (no problems, no warnings)\n");
    let written: serde_json::Value =
        serde_json::from_str(&file(&system, "samtycke.json")).expect("JSON");
    let ids: Vec<&str> = written["categories"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|one| one["id"].as_str())
        .collect();
    assert_eq!(ids, ["necessary", "analytics", "marketing"]);
    assert_eq!(written["controller"]["policyUrl"], "/cookies");
    assert_eq!(written["services"], serde_json::json!([{"preset": "samtycke"}]));
}

#[test]
fn only_what_is_not_given_is_asked() {
    let system = Memory::with_lines(&["/policy", ""]);
    let given = ["init", "--name", "A", "--contact", "a@b.example", "--language", "fi"];
    assert_eq!(run(&system, &given), 0);
    let seen = system.told();
    assert!(seen.starts_with("2/5 ") && seen.contains("5/5 ") && !seen.contains("4/5 "), "{seen}");
    check(&system, "samtycke.json");
}

#[test]
fn a_file_is_replaced_only_by_force() {
    let system = Memory::default();
    assert_eq!(run(&system, &["init", "--yes", "--name", "A"]), 0);
    let first = file(&system, "samtycke.json");
    assert_eq!(run(&system, &["init", "--yes", "--name", "B"]), 2);
    assert_eq!(file(&system, "samtycke.json"), first);
    assert!(system.told().ends_with(
        "samtycke: samtycke.json is there already. Name another file with -o, or replace it with --force.\n"
    ));
    assert_eq!(run(&system, &["init", "--yes", "--name", "B", "--force"]), 0);
    assert!(file(&system, "samtycke.json").contains("\"B\""));
}

#[test]
fn every_language_and_category_makes_a_right_declaration() {
    let languages = samtycke_config::texts::languages().collect::<Vec<_>>();
    for language in languages {
        for category in ["necessary", "functional", "analytics", "marketing"] {
            let system = Memory::default();
            let flags = ["--yes", "--name", "A", "--language", language, "--category", category];
            assert_eq!(run(&system, &[&["init", "-o", "a/b.json"][..], &flags].concat()), 0);
            check(&system, "a/b.json");
        }
    }
}

fn samtycke() -> Command {
    Command::new(cargo_bin!("samtycke"))
}

#[test]
fn without_a_terminal_the_flags_are_named() {
    let folder = DirRoot::mutable_temp().expect("a folder");
    let run = |flags: &[&str]| {
        samtycke().current_dir(folder.path().expect("a path")).arg("init").args(flags).assert()
    };
    run(&[]).code(2).stdout_eq("").stderr_eq(
        "samtycke: there is no terminal to ask on. Give --name NAME, --policy-url URL, --contact CONTACT, --language TAG, --category ID; or --yes --name NAME, which takes what is usual for the rest.\n",
    );
    run(&["--name", "A", "--category", "analytics"]).code(2).stderr_eq(
        "samtycke: there is no terminal to ask on. Give --policy-url URL, --contact CONTACT, --language TAG; or --yes, which takes what is usual for the rest.\n",
    );
    run(&["--yes"])
        .code(2)
        .stderr_eq("samtycke: --yes needs --name: who is responsible for the site.\n");
    run(&["--name", "A", "--language", "ja"])
        .code(2)
        .stderr_eq("samtycke: --language: there are no words in \"ja\". Choose among [..].\n");
    let all = [
        "--name",
        "A",
        "--policy-url",
        "/c",
        "--contact",
        "a@b.c",
        "--language",
        "sv",
        "--category",
        "analytics",
    ];
    run(&all).code(0).stderr_eq("");
    let site = folder.path().expect("a path").join("samtycke.json");
    samtycke().args(["check", "--deny", "warnings"]).arg(site).assert().code(0);
}
