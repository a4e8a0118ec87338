//! `samtycke init`.

mod answers;
mod first;
mod questions;

use clap::Args;

use crate::{Outcome, System};
use answers::{Answers, categories, contact, languages, name, policy_url};

/// Options of `init`.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 the declaration is written, 2 it is not.\n\nExamples:\n  samtycke init\n  samtycke init --name \"Example AB\" --policy-url /cookies --contact privacy@example.com --language en --language sv --category analytics -o www/samtycke.json"
)]
pub struct Arguments {
    /// Who is responsible for the site: the name of a company or person
    #[arg(long)]
    name: Option<String>,
    /// The address of the site's cookie policy
    #[arg(long, value_name = "URL")]
    policy_url: Option<String>,
    /// How visitors reach you about their data
    #[arg(long)]
    contact: Option<String>,
    /// A language of the site; repeat it for others
    #[arg(long, value_name = "TAG")]
    language: Vec<String>,
    /// What visitors are asked about, besides what is necessary: functional, analytics or marketing; repeat it for others
    #[arg(long, value_name = "ID")]
    category: Vec<String>,
    /// Asks nothing: what is not given is /cookies, no contact, English, nothing but what is necessary
    #[arg(short, long)]
    yes: bool,
    /// Replaces a file that is there
    #[arg(long)]
    force: bool,
    /// The file to write
    #[arg(short, long, value_name = "FILE", default_value = "samtycke.json")]
    output: String,
}

pub fn run(arguments: &Arguments, system: &dyn System) -> Result<Outcome, String> {
    let path = &arguments.output;
    if system.is_file(path) && !arguments.force {
        return Err(format!(
            "{path} is there already. Name another file with -o, or replace it with --force."
        ));
    }
    let answers = answers(arguments, system)?;
    let text = first::declaration(&answers);
    system
        .write(path, text.as_bytes())
        .map_err(|error| format!("{path} cannot be written: {error}."))?;
    // Within npm's own, it is not on the path.
    let program = match system.variable("npm_command") {
        Some(_) => "npx samtycke",
        None => "samtycke",
    };
    system.print(&next(program, path, &answers));
    Ok(Outcome::Clean)
}

fn answers(arguments: &Arguments, system: &dyn System) -> Result<Answers, String> {
    let given = given(arguments)?;
    if let Some(answers) = questions::complete(&given) {
        return Ok(answers);
    }
    if arguments.yes {
        return questions::assume(given);
    }
    questions::ask(given, system)
}

/// What the flags say.
fn given(arguments: &Arguments) -> Result<questions::Given, String> {
    fn check<T>(
        flag: &str,
        text: Option<&String>,
        read: fn(&str) -> Result<T, String>,
    ) -> Result<Option<T>, String> {
        let value = text.map(|text| read(text)).transpose();
        value.map_err(|wrong| format!("{flag}: {wrong}"))
    }
    let joined = |all: &[String]| (!all.is_empty()).then(|| all.join(","));
    Ok(questions::Given {
        name: check("--name", arguments.name.as_ref(), name)?,
        policy_url: check("--policy-url", arguments.policy_url.as_ref(), policy_url)?,
        contact: check("--contact", arguments.contact.as_ref(), contact)?,
        languages: check("--language", joined(&arguments.language).as_ref(), languages)?,
        categories: check("--category", joined(&arguments.category).as_ref(), categories)?,
    })
}

/// What to do with the file.
fn next(program: &str, path: &str, answers: &Answers) -> String {
    let (folder, _) = path.split_at(path.rfind(['/', '\\']).map_or(0, |slash| slash + 1));
    let language = answers.languages.first().map_or("en", String::as_str);
    format!(
        "{path} is written. Next:

1. Name what the site uses in `services`: a preset where there is one ({program} presets), else its scripts and what it stores.
   An editor completes the fields with the schema beside the file:
     {program} schema > {folder}samtycke.schema.json
2. Check it:
     {program} check {path}
3. Build the script into the root of the site, and put the tag that this prints first in <head> of every page:
     {program} build {path} -o public
4. Put the cookie tables into your policy:
     {program} policy {path} --language {language} -o cookies.html
"
    )
}
