//! `samtycke presets`.

use clap::{Args, Subcommand};
use samtycke_config::preset::{Preset, Rule, Shape, all, by_name, expand, find};
use samtycke_config::{Page, normal, read, spelling};
use serde_json::{Map, Value, json};

use crate::{Outcome, Output, System, input, render};

/// Options of `presets`.
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Example:\n  samtycke presets show google-analytics-4 --with id=G-ABCDE12345"
)]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Prints the list as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Prints a declaration with its presets expanded, for a site that no build makes
    Expand(Expand),
    /// Shows a preset: its options, its sources, and the service that it expands to
    Show(Show),
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  samtycke presets show meta-pixel --with id=123456789012345")]
struct Show {
    /// The id of the preset
    id: String,
    /// An option of the preset; can be given several times. Needed options that are left out get an example
    #[arg(long, value_name = "NAME=VALUE")]
    with: Vec<String>,
    /// Prints only the service, for a declaration that no build expands
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  samtycke presets expand samtycke.json > public/samtycke.json")]
struct Expand {
    /// The declaration; `-` for standard input [default: samtycke.json, public/… or www/…]
    path: Option<String>,
    /// The site's address, for the cookie's domain and addresses without https
    #[arg(long, value_name = "URL")]
    site: Option<String>,
}

pub fn run(arguments: &Arguments, system: &dyn System) -> Result<Outcome, String> {
    match &arguments.command {
        Some(Command::Expand(arguments)) => return expand_all(arguments, system),
        Some(Command::Show(show)) => system.print(&shown(show)?),
        None if arguments.json => {
            let list: Vec<Value> = all().iter().map(summary).collect();
            system.print(&format!("{:#}\n", Value::from(list)));
        }
        None => system.print(&list()),
    }
    Ok(Outcome::Clean)
}

/// Prints the normal form with all that the check and the audit read: it has no presets.
fn expand_all(arguments: &Expand, system: &dyn System) -> Result<Outcome, String> {
    let input = input::read(arguments.path.as_deref(), system)?;
    let report = read(&input.text, &input::page(arguments.site.as_deref())?);
    let Some(declaration) = &report.declaration else {
        // Standard output is the new declaration, which often goes to a file.
        system.warn(&render::text(&input, &report, Output::Error, system));
        return Ok(Outcome::Problems);
    };
    system.print(&format!("{:#}\n", normal::without_presets(declaration)));
    Ok(Outcome::Clean)
}

fn summary(preset: &Preset) -> Value {
    json!({
        "id": preset.id,
        "name": preset.name,
        "provider": preset.provider,
        "category": preset.category,
        "checked": preset.checked,
        "confidence": preset.confidence,
        "options": preset.options,
    })
}

fn list() -> String {
    let width = all().iter().map(|preset| preset.id.len()).max().unwrap_or_default();
    let line = |preset: &Preset| {
        let (id, category) = (&preset.id, &preset.category);
        format!("{id:width$}  {category:10}  {}\n", preset.name.of("en"))
    };
    all().iter().map(line).collect()
}

fn shown(show: &Show) -> Result<String, String> {
    let Some(preset) = find(&show.id) else {
        let unknown = format!("\"{}\" is not a preset", show.id);
        if let Some(preset) = by_name(&show.id) {
            return Err(format!("{unknown}; did you mean \"{}\"?", preset.id));
        }
        let ids = all().iter().map(|preset| preset.id.as_str());
        return Err(
            spelling::guess(&unknown, &show.id, ids, "; `samtycke presets` lists them").message
        );
    };
    let options = options(preset, &show.with)?;
    let service = expanded(preset, &options)?;
    if show.json {
        return Ok(format!("{service:#}\n"));
    }
    let mut text = format!(
        "{} ({}), {}\nchecked on {}, {}\n",
        preset.name.of("en"),
        preset.id,
        if preset.provider.starts_with('{') { "the site itself" } else { &preset.provider },
        preset.checked,
        match preset.confidence {
            samtycke_config::preset::Confidence::Documented =>
                "by the vendor's own pages, source or tests",
            samtycke_config::preset::Confidence::OpenDatabase => "by data of a community",
            samtycke_config::preset::Confidence::Recollection => "by general knowledge",
        }
    );
    let mut part = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            text.push_str(&format!("\n{title}:\n"));
            lines.iter().for_each(|line| text.push_str(&format!("  {line}\n")));
        }
    };
    part(
        "Options, in `with`",
        preset.options.iter().map(|(name, rule)| option(name, rule)).collect(),
    );
    part("Notes", preset.notes.clone());
    let embeds = service["embeds"].as_array().into_iter().flatten();
    part("Embeds", embeds.filter_map(Value::as_str).map(String::from).collect());
    part(
        "Its scripts load in turn",
        preset
            .loaded_hosts(&options)
            .iter()
            .map(|(name, hosts)| format!("{name} {}", hosts.join(" ")))
            .collect(),
    );
    part("Sources", preset.sources.clone());
    part("Not sure", preset.doubts.clone());
    Ok(format!("{text}\nThe service:\n{service:#}\n"))
}

fn option(name: &str, rule: &Rule) -> String {
    let values = match rule.shape {
        Shape::Text => format!("such as {}", rule.example),
        Shape::List => format!("a list, such as [{}]", rule.example),
        Shape::Flag => "true or false".into(),
        Shape::Choice => rule.choices.join(" or "),
        Shape::Category => "a category".into(),
        Shape::Number => "a number".into(),
    };
    let default = match &rule.default {
        Some(default) => format!(", {} by default", default.0.to_string().trim_matches('"')),
        None if rule.needed => ", needed".into(),
        None => String::new(),
    };
    format!("{name}: {} ({values}{default})", rule.doc)
}

/// The options that are given, and examples for those that are needed.
fn options(preset: &Preset, given: &[String]) -> Result<Value, String> {
    let mut options: Map<String, Value> = preset.example().as_object().cloned().unwrap_or_default();
    for one in given {
        let (name, value) = one
            .split_once('=')
            .ok_or_else(|| format!("\"{one}\" is no option; write it as NAME=VALUE"))?;
        let is_text = preset.options.get(name).is_none_or(|rule| rule.shape == Shape::Text);
        let read = if is_text { None } else { serde_json::from_str(value).ok() };
        options.insert(name.into(), read.unwrap_or_else(|| value.into()));
    }
    Ok(options.into())
}

/// The services that a preset expands to: one alone, or a list.
fn expanded(preset: &Preset, options: &Value) -> Result<Value, String> {
    let site = json!({
        "version": 1,
        "controller": { "name": "Example", "policyUrl": "/policy" },
        "languages": samtycke_config::preset::phrase_languages().collect::<Vec<_>>(),
        "categories": [
            { "id": "necessary", "required": true }, { "id": "functional" }, { "id": "analytics" }, { "id": "marketing" },
        ],
        "services": [{ "preset": preset.id, "with": options }],
    });
    let page = Page { origin: "https://", host: "", secure: true };
    let report = read(&site.to_string(), &page);
    if let Some(problem) = report.problems.iter().find(|one| !one.is_warning()) {
        let path = problem.path.strip_prefix("services[0].").unwrap_or(&problem.path);
        return Err(format!("{path}: {}", problem.message));
    }
    let (mut expanded, _) = expand(&site);
    let services = expanded["services"].as_array_mut().map(std::mem::take).unwrap_or_default();
    let mut services: Vec<Value> = services
        .into_iter()
        .map(|mut service| {
            if let Some(fields) = service.as_object_mut() {
                fields.shift_remove("preset");
                fields.shift_remove("with");
            }
            service
        })
        .collect();
    Ok(if services.len() == 1 { services.remove(0) } else { services.into() })
}
