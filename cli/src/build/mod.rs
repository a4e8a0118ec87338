//! `samtycke build`.

mod date;
mod details;
mod evidence;
mod html;
mod languages;
mod policy;
mod runtime;
mod scripts;

use std::collections::HashMap;

use clap::Args;
use samtycke_config::address::is_for_script;
use samtycke_config::{Page, Report, Severity, read};
use serde_json::json;

use crate::{Outcome, System, input, pages, render};
use html::escaped;

/// Options of `build`.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 it is built, 1 the declaration has problems, 2 the build could not run.\n\nExample:\n  samtycke build samtycke.json -o public --html public/index.html"
)]
pub struct Arguments {
    /// The declaration; `-` for standard input [default: samtycke.json, public/… or www/…]
    path: Option<String>,
    /// The folder that is written: the root of the site
    #[arg(short, long, value_name = "FOLDER")]
    output: String,
    /// Where that folder is found on the site, or on another host
    #[arg(long, value_name = "URL", default_value = "/")]
    base: String,
    /// The site's address, for the cookie's domain and addresses without https
    #[arg(long, value_name = "URL")]
    site: Option<String>,
    /// Pages to write into: the tag between `<!-- samtycke -->` and `<!-- /samtycke -->`, and in <head> the Content-Security-Policy (not the cookie policy) between `<!-- samtycke policy -->` and `<!-- /samtycke -->`
    #[arg(long, value_name = "FILE", num_args = 1..)]
    html: Vec<String>,
    /// The file that proves what was asked, in which words, by which code
    #[arg(long, value_name = "FILE", default_value = "samtycke.evidence.json")]
    evidence: String,
    /// Builds again whenever the declaration changes
    #[arg(long)]
    watch: bool,
}

/// How often the declaration is looked at by `--watch`, in milliseconds.
const GLANCE: u32 = 200;

/// Makes sure that the script can be loaded from there.
fn check_base(base: &str) -> Result<(), String> {
    let anywhere = Page { origin: "https://", host: "", secure: true };
    let address = if base.starts_with("//") { format!("https:{base}") } else { base.to_owned() };
    // Vite has an empty base for relative addresses.
    let is_place = base.is_empty() || base.starts_with('/') || base.contains("://");
    let is_right = is_place
        && !base.contains(['?', '#'])
        && (base.is_empty() || is_for_script(&address, &anywhere));
    if is_right {
        return Ok(());
    }
    Err(format!(
        "--base \"{base}\" is no place for the script. Write a path such as /static/, or an https address."
    ))
}

pub fn run(arguments: &Arguments, system: &dyn System) -> Result<Outcome, String> {
    check_base(&arguments.base)?;
    if arguments.watch && arguments.path.as_deref() == Some("-") {
        return Err("--watch looks at a file, and standard input is none. Name the file.".into());
    }
    let input = input::read(arguments.path.as_deref(), system)?;
    let outcome = build(arguments, &input, system);
    if arguments.watch { watch(arguments, input, outcome, system) } else { outcome }
}

fn watch(
    arguments: &Arguments,
    mut input: input::Input,
    mut outcome: Result<Outcome, String>,
    system: &dyn System,
) -> ! {
    loop {
        if let Err(error) = &outcome {
            system.warn(&format!("samtycke: {error}\n"));
        }
        input = wait(&input, system);
        outcome = build(arguments, &input, system);
    }
}

/// The declaration once it has another text. An editor may take the file away for a moment.
fn wait(before: &input::Input, system: &dyn System) -> input::Input {
    loop {
        system.pause(GLANCE);
        match input::read(Some(&before.name), system) {
            Ok(input) if input.text != before.text => return input,
            _ => {}
        }
    }
}

fn build(
    arguments: &Arguments,
    input: &input::Input,
    system: &dyn System,
) -> Result<Outcome, String> {
    let report = read(&input.text, &input::page(arguments.site.as_deref())?);
    let Some(declaration) = &report.declaration else {
        render::print(input, &report, system);
        return Ok(Outcome::Problems);
    };
    let runtime = runtime::runtime(system)?;
    let seconds = date::of_build(system)?;
    let languages = languages::of(declaration)?;
    let mut files = scripts::build(&runtime, declaration, &languages);
    let integrity = scripts::integrity(&files[0].text);
    let policy = policy::policy(declaration, &arguments.base);
    let evidence =
        evidence::evidence(&runtime.version, &input.text, &report, &languages, &files, seconds);
    files.push(scripts::File { name: ".well-known/gpc.json".into(), text: gpc(seconds) });
    let lines = html::Lines {
        tag: tag(&arguments.base, &integrity),
        policy: format!(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">",
            escaped(&policy)
        ),
    };
    let folder = arguments.output.trim_end_matches('/');
    let all = files.iter().map(|file| (format!("{folder}/{}", file.name), file.text.clone()));
    let mut all: Vec<(String, String)> = all.collect();
    all.push((arguments.evidence.clone(), evidence));
    for path in &arguments.html {
        all.push((path.clone(), page(path, &lines, system)?));
    }
    apart(&all, input, system)?;
    for (path, text) in &all {
        write(system, path, text)?;
    }
    system.print(&told(arguments, &report, &files[0].text, &lines, &policy));
    for note in notes(arguments, &all, system) {
        system.print(&format!("\n{note}\n"));
    }
    Ok(Outcome::Clean)
}

/// What a site would notice late: evidence that is published, and code in pages that their new policy refuses.
fn notes(arguments: &Arguments, files: &[(String, String)], system: &dyn System) -> Vec<String> {
    let mut notes = Vec::new();
    let folder = system.real(&arguments.output);
    let evidence = system.real(&arguments.evidence);
    if evidence.strip_prefix(&folder).is_some_and(|rest| rest.starts_with(['/', '\\'])) {
        notes.push(format!(
            "{} lies in the folder of the site, and is not for the public. Name another place with --evidence.",
            arguments.evidence
        ));
    }
    for (path, text) in files.iter().filter(|(path, _)| arguments.html.contains(path)) {
        if text.contains("\"Content-Security-Policy\"") && pages::has_gated_code(text) {
            notes.push(format!(
                "{path} has a gated script with code in it, which this policy refuses after a yes too. Move the code to a file, or give policy and script a nonce (docs/policies.md)."
            ));
        }
    }
    notes
}

/// A page with the lines between its markers.
fn page(path: &str, lines: &html::Lines, system: &dyn System) -> Result<String, String> {
    let page = String::from_utf8(
        system.read(path).map_err(|error| format!("{path} cannot be read: {error}."))?,
    )
    .map_err(|_| format!("{path} is not UTF-8. Save it as UTF-8."))?;
    html::write(&page, lines).map_err(|error| format!("{path}: {error}."))
}

/// Makes sure that no file is written over the declaration, or over another one of the build.
fn apart(
    files: &[(String, String)],
    input: &input::Input,
    system: &dyn System,
) -> Result<(), String> {
    let mut seen: HashMap<String, &str> = HashMap::new();
    for (path, text) in files {
        if input.is_from(path, system) {
            return Err(format!(
                "{path} is the declaration itself, and the build would write over it. Name another place."
            ));
        }
        // A page may be named twice.
        if seen.insert(system.real(path), text).is_some_and(|other| other != text) {
            return Err(format!("the build would write {path} twice. Name another place."));
        }
    }
    Ok(())
}

fn write(system: &dyn System, path: &str, text: &str) -> Result<(), String> {
    // Unchanged files keep their times, so that what watches them stays still.
    if system.read(path).is_ok_and(|before| before == text.as_bytes()) {
        return Ok(());
    }
    system
        .write(path, text.as_bytes())
        .map_err(|error| format!("{path} cannot be written: {error}."))
}

/// The tag of the script. It has no `async` and no `defer`: the next line of the page can ask.
fn tag(base: &str, integrity: &str) -> String {
    let src = format!("{}/{}", base.trim_end_matches('/'), scripts::FIRST);
    let cors = if base.starts_with('/') && !base.starts_with("//") {
        ""
    } else {
        " crossorigin=\"anonymous\""
    };
    format!("<script src=\"{}\" integrity=\"{integrity}\"{cors}></script>", escaped(&src))
}

/// What a site says of Global Privacy Control (GPC draft of 3 April 2026, section 4; rule 52).
fn gpc(seconds: u64) -> String {
    format!("{:#}\n", json!({ "gpc": true, "lastUpdate": date::of(seconds) }))
}

fn told(
    arguments: &Arguments,
    report: &Report,
    script: &str,
    lines: &html::Lines,
    policy: &str,
) -> String {
    let warnings = report.problems.iter().filter(|one| one.severity == Severity::Warning).count();
    let warned = match warnings {
        0 => String::new(),
        1 => "1 warning; `samtycke check` shows it.\n".into(),
        several => format!("{several} warnings; `samtycke check` shows them.\n"),
    };
    format!(
        "{}/{}: {} bytes before compression\n{warned}\nIn the <head> of each page, before other scripts:\n\n  {}\n\nContent-Security-Policy:\n\n  {policy}\n",
        arguments.output.trim_end_matches('/'),
        scripts::FIRST,
        script.len(),
        lines.tag,
    )
}
