//! `samtycke audit`: the native program looks at a site with a browser. Every file goes through [`System`]; the
//! browser itself does not.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use clap::{Args, ValueEnum};
use samtycke_audit::finding::{Finding, Level};
use samtycke_audit::{
    Options, Replay, Report, Seed, Source, archive, draft, evidence, html, sarif, terminal,
};
use serde_json::Value;

use crate::{Outcome, Output, System, input};

/// Options of `audit`.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 nothing is wrong, 1 something is, 2 the audit could not run, 3 it could not look somewhere.\n\nExample:\n  samtycke audit https://www.example.com --declaration www/samtycke.json --html audit.html"
)]
pub struct Arguments {
    /// The entry page of the site
    url: String,
    /// The declaration: a file or an address [default: samtycke.json, public/… or www/…]
    #[arg(long, value_name = "FILE")]
    declaration: Option<String>,
    /// A further page, opened in every state; can be given several times
    #[arg(long, value_name = "PATH")]
    page: Vec<String>,
    /// Opens so many pages in every state: those that are named, and others of the sitemap and by links
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    max_pages: usize,
    /// Seconds between two pages
    #[arg(long, value_name = "SECONDS", default_value_t = 0.5)]
    delay: f64,
    /// Drives this state only; can be given several times
    #[arg(long, value_name = "ID")]
    state: Vec<String>,
    /// Types test values into forms, and looks whether others receive them; no form is sent
    #[arg(long)]
    forms: bool,
    /// A cookie by which a page without Samtycke knows the choice of a state; can be given several times
    #[arg(long = "state-cookie", value_name = "STATE=NAME=VALUE")]
    state_cookies: Vec<String>,
    /// Grants each service alone, too
    #[arg(long)]
    deep: bool,
    /// The browser [default: the first Chromium on the path]
    #[arg(long, value_name = "PATH")]
    browser: Option<PathBuf>,
    /// Seconds that a page is watched at least
    #[arg(long, value_name = "SECONDS", default_value_t = 3.0)]
    watch: f64,
    /// States that are driven at the same time
    #[arg(long, value_name = "NUMBER", default_value_t = 4)]
    jobs: usize,
    /// Takes a host of a test server as another host; can be given several times
    #[arg(long = "as", value_name = "HOST=REAL")]
    aliases: Vec<String>,
    /// Writes what the site answers, with bodies and values of cookies, as an HTTP archive
    #[arg(long, value_name = "HAR", conflicts_with = "replay")]
    record: Option<String>,
    /// Audits what an HTTP archive holds, without a network
    #[arg(long, value_name = "HAR")]
    replay: Option<String>,
    /// Leaves out the findings of an earlier report, written with --json
    #[arg(long, value_name = "FILE")]
    baseline: Option<String>,
    /// The least level that makes the status 1
    #[arg(long, value_enum, value_name = "LEVEL", default_value = "warning")]
    fail_on: FailOn,
    /// Prints the report as JSON
    #[arg(long, conflicts_with = "sarif")]
    json: bool,
    /// Prints the report as SARIF 2.1.0, for code scanning
    #[arg(long)]
    sarif: bool,
    /// Writes the report as one page, with pictures
    #[arg(long, value_name = "FILE")]
    html: Option<String>,
    /// Writes what was seen to this folder; `samtycke verify` checks it
    #[arg(long, value_name = "FOLDER")]
    evidence: Option<String>,
    /// Writes lines for what is not declared into the declaration's file, as comments
    #[arg(long)]
    write_draft: bool,
    /// Does not tell what happens
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Note,
}

pub fn run(arguments: &Arguments, system: &dyn System) -> Result<Outcome, String> {
    let options = options(arguments, system)?;
    let source = source(arguments, system)?;
    if arguments.write_draft && matches!(source, Source::Address(_)) {
        return Err(
            "--write-draft needs a declaration in a file: name it by --declaration FILE.".into()
        );
    }
    let outputs = arguments.html.iter().chain(&arguments.record);
    if let Some(path) = outputs.into_iter().find(|path| is_declaration(&source, path, system)) {
        return Err(format!("{path} is the declaration itself. Name another file."));
    }
    let baseline = arguments.baseline.as_deref().map(|path| baseline(path, system)).transpose()?;
    let mut report = audit(arguments, &source, &options, system)?;
    if let Some((path, baseline)) = &baseline {
        report.without(baseline).map_err(|error| format!("{path} is no report: {error}."))?;
    }
    if let Some(path) = &arguments.html {
        write(path, html::page(&report).as_bytes(), system)?;
    }
    if let Some(path) = &arguments.record {
        let har = archive::har(&report.exchanges, &report.browser);
        write(path, format!("{har:#}\n").as_bytes(), system)?;
    }
    if let Some(folder) = &arguments.evidence {
        let folder = folder.trim_end_matches('/');
        if !system.list(folder).unwrap_or_default().is_empty() {
            return Err(format!("{folder} is not empty. Name a new folder for the evidence."));
        }
        for (name, bytes) in evidence::files(&report) {
            write(&format!("{folder}/{name}"), &bytes, system)?;
        }
    }
    if let (true, Source::File { name, text }) = (arguments.write_draft, &source) {
        write_draft(name, text, &report.findings, system)?;
    }
    if arguments.json {
        system.print(&format!("{:#}\n", report.json()));
    } else if arguments.sarif {
        system.print(&format!("{:#}\n", sarif::of(&report)));
    } else {
        system.print(&terminal::text(&report, system.has_colour(Output::Standard)));
    }
    let fail_on = match arguments.fail_on {
        FailOn::Error => Level::Error,
        FailOn::Warning => Level::Warning,
        FailOn::Note => Level::Note,
    };
    Ok(match report.status(fail_on) {
        0 => Outcome::Clean,
        1 => Outcome::Problems,
        _ => Outcome::NotLooked,
    })
}

/// Whether a path is the file of the declaration.
fn is_declaration(source: &Source, path: &str, system: &dyn System) -> bool {
    match source {
        Source::File { name, .. } => name != "-" && system.real(name) == system.real(path),
        Source::Address(_) => false,
    }
}

/// Writes comments for findings into the declaration, and says who cannot read them.
fn write_draft(
    name: &str,
    text: &str,
    findings: &[Finding],
    system: &dyn System,
) -> Result<(), String> {
    let drafted = draft::add(text, findings);
    write(name, drafted.as_bytes(), system)?;
    if drafted != text {
        system.warn(&format!(
            "{name} has new comments. Take them out, or use `samtycke build`, before a page reads the file by `data-config`: browsers read plain JSON only.\n"
        ));
    }
    Ok(())
}

/// An earlier report, with its path.
fn baseline<'a>(path: &'a str, system: &dyn System) -> Result<(&'a str, Value), String> {
    let bytes = system.read(path).map_err(|error| format!("{path} cannot be read: {error}."))?;
    let value =
        serde_json::from_slice(&bytes).map_err(|error| format!("{path} is no report: {error}."))?;
    Ok((path, value))
}

fn replay(path: &str, system: &dyn System) -> Result<Arc<Replay>, String> {
    let bytes = system.read(path).map_err(|error| format!("{path} cannot be read: {error}."))?;
    let replay =
        Replay::read(&bytes).map_err(|error| format!("{path} cannot be replayed: {error}."))?;
    Ok(Arc::new(replay))
}

fn write(path: &str, bytes: &[u8], system: &dyn System) -> Result<(), String> {
    system.write(path, bytes).map_err(|error| format!("{path} cannot be written: {error}."))
}

fn options(arguments: &Arguments, system: &dyn System) -> Result<Options, String> {
    let alias = |text: &String| {
        let pair = text.split_once('=').filter(|(one, real)| !one.is_empty() && !real.is_empty());
        let pair = pair.map(|(one, real)| (one.to_lowercase(), real.to_lowercase()));
        pair.ok_or_else(|| {
            format!("--as \"{text}\" has to be HOST=REAL, such as 127.0.0.2=cdn.example.com.")
        })
    };
    let seed = |text: &String| match text.splitn(3, '=').collect::<Vec<_>>()[..] {
        [state, name, value] if !state.is_empty() && !name.is_empty() => {
            Ok(Seed { state: state.into(), name: name.into(), value: value.into() })
        }
        _ => Err(format!(
            "--state-cookie \"{text}\" has to be STATE=NAME=VALUE, such as all=CookieConsent=yes."
        )),
    };
    let seconds = |option: &str, value: f64| {
        Duration::try_from_secs_f64(value)
            .map_err(|_| format!("{option} {value} is no number of seconds."))
    };
    Ok(Options {
        pages: arguments.page.clone(),
        browser: arguments.browser.clone(),
        watch: seconds("--watch", arguments.watch)?,
        delay: seconds("--delay", arguments.delay)?,
        max_pages: arguments.max_pages,
        jobs: arguments.jobs,
        states: arguments.state.clone(),
        deep: arguments.deep,
        forms: arguments.forms,
        seeds: arguments.state_cookies.iter().map(seed).collect::<Result<_, _>>()?,
        aliases: arguments.aliases.iter().map(alias).collect::<Result<_, _>>()?,
        pictures: arguments.html.is_some() || arguments.evidence.is_some(),
        keeps_raw: arguments.evidence.is_some(),
        records: arguments.record.is_some(),
        replay: arguments.replay.as_deref().map(|path| replay(path, system)).transpose()?,
        ..Options::new(&arguments.url)
    })
}

fn source(arguments: &Arguments, system: &dyn System) -> Result<Source, String> {
    let given = arguments.declaration.as_deref();
    match given.filter(|one| one.starts_with("http://") || one.starts_with("https://")) {
        Some(address) => Ok(Source::Address(address.into())),
        None => {
            let input = input::read(given, system)?;
            Ok(Source::File { name: input.name, text: input.text })
        }
    }
}

/// Audits in another thread, and tells here what happens.
fn audit(
    arguments: &Arguments,
    source: &Source,
    options: &Options,
    system: &dyn System,
) -> Result<Report, String> {
    thread::scope(|scope| {
        let (sender, receiver) = channel();
        let audit = scope.spawn(move || {
            // Nobody listens any more if the program ends.
            let tell = |step: &str| {
                let _ = sender.send(step.to_owned());
            };
            samtycke_audit::audit(source, options, &tell)
        });
        for step in receiver {
            if !arguments.quiet {
                system.warn(&format!("{step}\n"));
            }
        }
        audit.join().unwrap_or_else(|_| Err("the audit broke off".into()))
    })
}

#[cfg(test)]
mod tests {
    use samtycke_audit::Place;
    use samtycke_audit::finding::Fault;

    use super::*;
    use crate::Memory;

    #[test]
    fn no_report_is_written_over_the_declaration() {
        for option in ["--html", "--record"] {
            let memory = Memory::default();
            memory.write("samtycke.json", b"{}").expect("memory");
            let arguments = ["samtycke", "audit", "http://a.example", option, "samtycke.json"];
            assert_eq!(crate::run(&arguments.map(String::from), &memory), 2);
            assert!(memory.told().contains("the declaration itself"), "{}", memory.told());
        }
    }

    #[test]
    fn a_draft_says_that_pages_read_no_comments() {
        let memory = Memory::default();
        let mut finding = Finding {
            fault: Fault::UndeclaredName,
            subject: "_x".into(),
            title: String::new(),
            service: None,
            seen: Vec::new(),
            causes: Vec::new(),
            details: Vec::new(),
            place: Some(Place {
                path: "services".into(),
                line: 1,
                column: 1,
                end_line: 1,
                end_column: 2,
            }),
            draft: None,
        };
        write_draft("a.json", "{}\n", std::slice::from_ref(&finding), &memory).expect("memory");
        assert_eq!(memory.told(), "");
        finding.draft = Some("{\"name\":\"_x\"}".into());
        write_draft("a.json", "{}\n", &[finding], &memory).expect("memory");
        assert!(memory.told().contains("a.json has new comments"), "{}", memory.told());
    }
}
