//! `samtycke import`: a declaration from the configuration of another banner.
//!
//! A file a banner; what they share is beside them. Everything that is not carried over becomes a note, with
//! its place in the other banner's file.

mod category;
mod draft;
mod file;
mod gaps;
mod klaro;
mod known;
mod orejime;
mod settings;
mod stored;
mod tarteaucitron;
mod text;
mod vanilla_cookieconsent;

use clap::{Args, ValueEnum};
use samtycke_config::language::is_tag;
use samtycke_config::source::Source;
use serde_json::Value;

use crate::{Outcome, System, input};
use draft::Draft;
use file::{File, Node};

/// Options of `import`.
#[derive(Debug, Args)]
#[command(
    after_help = "The declaration goes to standard output, or to the file of -o. What was not carried over is listed on standard \
error, a line each, with its place in FILE, and then what only you can fill in. `samtycke check` names the same gaps \
until they are filled.\n\nFunctions and regular expressions are lost by JSON.stringify. docs/coming-from.md shows how to export \
each configuration.\n\nExit status: 0 there is a declaration, gaps or not; 2 FILE could not be imported.\n\nExample:\n  samtycke import \
klaro.json -o samtycke.json && samtycke check samtycke.json"
)]
pub struct Arguments {
    /// The other banner's configuration as JSON, comments allowed; `-` for standard input
    file: String,
    /// The banner that it is for; by default its shape tells
    #[arg(long, value_enum, value_name = "BANNER")]
    from: Option<Rival>,
    /// The language of texts whose language the file does not say, such as `en`
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// Writes the declaration to this file, which must not be there yet
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
}

/// A banner whose configuration can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Rival {
    VanillaCookieconsent,
    Klaro,
    Orejime,
    Tarteaucitron,
}

impl Rival {
    fn name(self) -> &'static str {
        match self {
            Rival::VanillaCookieconsent => "vanilla-cookieconsent",
            Rival::Klaro => "klaro",
            Rival::Orejime => "orejime",
            Rival::Tarteaucitron => "tarteaucitron",
        }
    }

    /// The banner of a configuration's shape.
    fn of(value: &Value) -> Option<Rival> {
        let has = |field: &str| value.get(field).is_some();
        if value["job"].is_array() || (has("privacyUrl") && (has("orientation") || has("hashtag")))
        {
            Some(Rival::Tarteaucitron)
        } else if value["categories"].is_object() {
            Some(Rival::VanillaCookieconsent)
        } else if value["purposes"].is_array() {
            Some(Rival::Orejime)
        } else if value["services"].is_array() || value["apps"].is_array() {
            Some(Rival::Klaro)
        } else {
            None
        }
    }

    fn read(self, root: &Node, draft: &mut Draft) {
        match self {
            Rival::VanillaCookieconsent => vanilla_cookieconsent::read(root, draft),
            Rival::Klaro => klaro::read(root, draft),
            Rival::Orejime => orejime::read(root, draft),
            Rival::Tarteaucitron => tarteaucitron::read(root, draft),
        }
    }

    /// The languages of a configuration's texts: the one that it begins with, then the others.
    fn languages(self, value: &Value) -> Vec<String> {
        let (texts, firsts) = match self {
            Rival::VanillaCookieconsent => {
                let language = &value["language"];
                (&language["translations"], vec![&language["default"]])
            }
            Rival::Klaro => (&value["translations"], vec![&value["lang"], &value["fallbackLang"]]),
            // Their texts are of one language.
            Rival::Orejime => (&Value::Null, vec![&value["lang"]]),
            Rival::Tarteaucitron => (&Value::Null, Vec::new()),
        };
        let all: Vec<&str> =
            texts.as_object().into_iter().flatten().map(|(tag, _)| &**tag).collect();
        let first = firsts.into_iter().filter_map(Value::as_str);
        let first = first.filter(|tag| texts.is_null() || all.contains(tag));
        let mut languages: Vec<String> = Vec::new();
        for tag in first.take(1).chain(all.iter().copied()).filter_map(text::tag) {
            // Klaro's texts for all languages.
            if tag != "zz" && !languages.iter().any(|one| one.eq_ignore_ascii_case(&tag)) {
                languages.push(tag);
            }
        }
        languages
    }

    /// Why a field of the other configuration has no counterpart, by its path.
    fn left_out(self, path: &str) -> &'static str {
        let name = path.rsplit('.').next().unwrap_or(path);
        let known = match self {
            Rival::VanillaCookieconsent => vanilla_cookieconsent::left_out(name, path),
            Rival::Klaro => klaro::left_out(name, path),
            Rival::Orejime => orejime::left_out(name, path),
            Rival::Tarteaucitron => tarteaucitron::left_out(name, path),
        };
        known.unwrap_or("has no counterpart here; left out")
    }
}

pub fn run(arguments: &Arguments, system: &dyn System) -> Result<Outcome, String> {
    let input = input::read(Some(&arguments.file), system)?;
    let language = arguments.language.as_deref();
    if let Some(tag) = language.filter(|tag| !is_tag(tag)) {
        return Err(format!(
            "\"{tag}\" is not a language tag. Write one such as \"en\" or \"pt-BR\"."
        ));
    }
    if let Some(path) = arguments.output.as_ref().filter(|path| system.is_file(path)) {
        return Err(format!("{path} is there already. Name another file with -o, or delete it."));
    }
    let name = input.shown();
    let imported = import(name, &input.text, arguments.from, language)?;
    let declaration = format!("{:#}\n", imported.declaration);
    let written = match &arguments.output {
        Some(path) => {
            system
                .write(path, declaration.as_bytes())
                .map_err(|error| format!("{path} cannot be written: {error}."))?;
            path
        }
        None => {
            system.print(&declaration);
            "the declaration"
        }
    };
    system.warn(&imported.told(name, written));
    Ok(Outcome::Clean)
}

/// A declaration, and what is to be said of it.
struct Imported {
    rival: Rival,
    is_guessed: bool,
    declaration: Value,
    notes: Vec<String>,
    gaps: Vec<String>,
}

impl Imported {
    fn told(&self, file: &str, written: &str) -> String {
        let how = if self.is_guessed { ", by its shape" } else { "" };
        let mut told = format!("{file}: read as a configuration of {}{how}\n", self.rival.name());
        let mut list = |title: &str, lines: &[String]| {
            if !lines.is_empty() {
                told.push_str(&format!("\n{title}\n"));
                lines.iter().for_each(|line| told.push_str(&format!("  {line}\n")));
            }
        };
        list("Changed or left out:", &self.notes);
        list(&format!("To fill in, in {written}:"), &self.gaps);
        told
    }
}

fn import(
    name: &str,
    text: &str,
    from: Option<Rival>,
    language: Option<&str>,
) -> Result<Imported, String> {
    let source = Source::parse(text).map_err(|problem| {
        format!(
            "{name} is {}. docs/coming-from.md shows how to export a configuration.",
            problem.message
        )
    })?;
    if !source.value.is_object() {
        return Err(format!("{name} holds no configuration: expected an object."));
    }
    if source.value.get("controller").is_some() && from.is_none() {
        return Err(format!(
            "{name} is a declaration of Samtycke already. Check it with: samtycke check"
        ));
    }
    let rival = from.or_else(|| Rival::of(&source.value)).ok_or_else(|| {
        format!(
            "{name} looks like no configuration of vanilla-cookieconsent 3, klaro, orejime 3 or tarteaucitron. Name the banner with --from."
        )
    })?;
    let file = File::new(name, text, &source);
    let root = file.root();
    let mut languages = rival.languages(&source.value);
    if let (true, Some(language)) = (languages.is_empty(), language) {
        languages.push(language.into());
    }
    let mut draft = Draft::new(language, languages);
    rival.read(&root, &mut draft);
    file.note_unseen(&root, &|path| rival.left_out(path));
    let (declaration, gaps) = gaps::finish(draft, &file);
    Ok(Imported { rival, is_guessed: from.is_none(), declaration, notes: file.notes(), gaps })
}

#[cfg(test)]
mod tests;
