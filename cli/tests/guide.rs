//! The guide `docs/program.md` names every command and option, and the help of each shows an example.

use snapbox::cmd::{Command, cargo_bin};

const COMMANDS: [&str; 10] = [
    "init", "check", "explain", "schema", "build", "import", "policy", "presets", "audit", "verify",
];

fn help(arguments: &[&str]) -> String {
    let command = Command::new(cargo_bin!("samtycke")).args(arguments).arg("--help");
    let output = command.assert().code(0).get_output().stdout.clone();
    String::from_utf8(output).expect("UTF-8")
}

/// The options of a help text, as `--name`.
fn options(help: &str) -> impl Iterator<Item = &str> {
    let lines = help.lines().map(str::trim_start).filter(|line| line.starts_with('-'));
    lines.flat_map(|line| line.split([' ', ',']).filter(|word| word.starts_with("--")))
}

#[test]
fn the_guide_names_every_option_of_its_commands() {
    let guide = include_str!("../../docs/program.md");
    let mut count = 0;
    for command in COMMANDS {
        let heading = format!("\n## {command}\n");
        let section = guide.split_once(&heading).unwrap_or_else(|| panic!("{command}")).1;
        let section = section.split("\n## ").next().unwrap_or_default();
        for option in options(&help(&[command])).filter(|option| *option != "--help") {
            assert!(section.contains(option), "docs/program.md: {command} {option}");
            count += 1;
        }
    }
    assert!(count >= 16, "{count}");
}

#[test]
fn the_help_of_a_command_shows_an_example() {
    for command in COMMANDS {
        let help = help(&[command]);
        assert!(help.contains(&format!("\n  samtycke {command}")), "{help}");
    }
}

#[test]
fn the_guide_of_presets_has_every_file() {
    use samtycke_config::preset::{Confidence, all};
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/presets.md");
    let guide = std::fs::read_to_string(&path).expect("the guide");
    let mut table = String::from(
        "\n| preset | vendor | category | needs | stores | is told | read on |\n| --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for preset in all() {
        let needed = preset.options.iter().filter(|(_, rule)| rule.needed);
        let needed: Vec<String> = needed.map(|(name, _)| format!("`{name}`")).collect();
        let told = if preset.consent.is_some() { "yes" } else { "" };
        let sure = if preset.confidence == Confidence::Documented { "" } else { ", not sure" };
        let (name, stored) = (preset.name.of("en"), preset.cookies.len());
        table += &format!(
            "| [`{0}`](../presets/{0}.json) | {name} | {1} | {2} | {stored} | {told} | {3}{sure} |\n",
            preset.id,
            preset.category,
            needed.join(", "),
            preset.checked
        );
    }
    let (before, rest) = guide.split_once("<!-- presets -->\n").expect("a mark");
    let (_, after) = rest.split_once("<!-- /presets -->").expect("a mark");
    let current = format!("{before}<!-- presets -->\n{table}\n<!-- /presets -->{after}");
    if std::env::var_os("SNAPSHOTS").is_some_and(|what| what == "overwrite") {
        std::fs::write(&path, &current).expect("the guide is written");
    }
    assert_eq!(std::fs::read_to_string(&path).expect("the guide"), current);
}
