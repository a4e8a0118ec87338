//! `samtycke policy`.

mod collect;
mod content;
mod html;
mod markdown;
mod speech;
mod words;

use clap::{Args, ValueEnum};
use samtycke_config::declaration::Declaration;
use samtycke_config::source::line_and_column;
use samtycke_config::{Report, Severity, read, warnings};

use crate::input::{self, Input};
use crate::{Outcome, System};
pub(crate) use speech::Speech;
use words::Words;

/// As many missing texts are named.
const NAMED: usize = 8;

/// Options of `policy`.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 the policy is written, 1 the declaration is refused, 2 the policy could not be written.\n\nExample:\n  samtycke policy www/samtycke.json --language sv --format html -o cookies.html"
)]
pub struct Arguments {
    /// The declaration; `-` for standard input [default: samtycke.json, public/… or www/…]
    path: Option<String>,
    /// The language of the policy [default: the first of `languages` in the declaration, else en]
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// How the policy is written
    #[arg(long, value_enum, default_value = "html")]
    format: Format,
    /// The level of the first heading; sections and categories are one and two further down
    #[arg(long, value_name = "LEVEL", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=4))]
    heading_level: u8,
    /// The site's address, for addresses without https
    #[arg(long, value_name = "URL")]
    site: Option<String>,
    /// The file to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A fragment to include in a page
    Html,
    /// GitHub Flavored Markdown
    Markdown,
    /// The content as data
    Json,
}

pub fn run(arguments: &Arguments, system: &dyn System) -> Result<Outcome, String> {
    let input = input::read(arguments.path.as_deref(), system)?;
    if let Some(path) = arguments.output.as_ref().filter(|path| input.is_from(path, system)) {
        return Err(format!("{path} is the declaration itself. Name another file with -o."));
    }
    let page = input::page(arguments.site.as_deref())?;
    let report = read(&input.text, &page);
    let Some(declaration) = &report.declaration else {
        system.warn(&format!("samtycke: {}\n", refusal(&input, &report)));
        return Ok(Outcome::Problems);
    };
    let first = declaration.languages.first().map(|tag| tag.to_string());
    let tag = arguments.language.clone().or(first).unwrap_or_else(|| "en".into());
    let words = Words::new(declaration, &tag)?;
    warn_of_missing(declaration, &words, system);
    let policy = collect::policy(declaration, &words, &report.allowed);
    let text = match arguments.format {
        Format::Html => html::render(&policy, arguments.heading_level),
        Format::Markdown => markdown::render(&policy, arguments.heading_level),
        Format::Json => {
            serde_json::to_string_pretty(&policy).map_err(|error| error.to_string())? + "\n"
        }
    };
    match &arguments.output {
        None => system.print(&text),
        Some(path) => system
            .write(path, text.as_bytes())
            .map_err(|error| format!("{path} cannot be written: {error}."))?,
    }
    Ok(Outcome::Clean)
}

/// That a declaration is refused, with its first problem.
fn refusal(input: &Input, report: &Report) -> String {
    let problems = || report.problems.iter().filter(|one| one.severity == Severity::Problem);
    let (first, count) = (problems().next(), problems().count());
    let place = first.and_then(|one| one.range.as_ref()).map_or(String::new(), |range| {
        let (line, column) = line_and_column(&input.text, range.start);
        format!(":{line}:{column}")
    });
    let first = first.map_or(String::new(), ToString::to_string);
    let others = match count {
        0 | 1 => String::new(),
        2 => " There is 1 other problem.".into(),
        _ => format!(" There are {} other problems.", count - 1),
    };
    format!(
        "{}{place}: {first}\nThe declaration is refused.{others} `samtycke check {}` says more.",
        input.shown(),
        input.name
    )
}

/// Says which texts visitors read in another language.
fn warn_of_missing(declaration: &Declaration, words: &Words, system: &dyn System) {
    let language = &words.language;
    let list = |missing: &[&str]| {
        let more = missing.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        missing[..missing.len().min(NAMED)].join(", ") + &more
    };
    let texts = warnings::untranslated(declaration, language);
    if !texts.is_empty() {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        system.warn(&format!(
            "samtycke: the declaration is not fully translated to \"{language}\". Another language stands in for {}.\n",
            list(&texts)
        ));
    }
    let missing = words.missing();
    if !missing.is_empty() {
        system.warn(&format!(
            "samtycke: words of \"{language}\" are missing in `texts`. English stands in for {}.\n",
            list(&missing)
        ));
    }
}
