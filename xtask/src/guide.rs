//! The tables of fields in `docs/declaration.md`: made from the types of the declaration and their comments, with
//! examples from `docs/every-field.json`. The schema has the same words.

use std::fmt::Write as _;

use samtycke_config::schema::{Field, Kind, Table, WHOLE, table_of};
use serde_json::Value;

use crate::project::Project;
use crate::run::{read, write};

const GUIDE: &str = "docs/declaration.md";
const EXAMPLE: &str = "docs/every-field.json";
const BEGIN: &str = "<!-- fields: `make guide` writes them -->\n";
const END: &str = "<!-- /fields -->\n";

/// Writes the tables into the guide.
///
/// # Errors
/// The guide has no place for them, or a field has no example.
pub fn guide() -> Result<(), String> {
    let project = Project::find()?;
    write(&project.root.join(GUIDE), current(&project)?)
}

/// The guide with the tables as they should be.
fn current(project: &Project) -> Result<String, String> {
    let guide = read(&project.root.join(GUIDE))?;
    let example = read(&project.root.join(EXAMPLE))?;
    let example = serde_json::from_str(&example).map_err(|error| format!("{EXAMPLE}: {error}."))?;
    let place = || format!("{GUIDE} has no place for the fields: {BEGIN}…{END}");
    let (before, rest) = guide.split_once(BEGIN).ok_or_else(place)?;
    let (_, after) = rest.split_once(END).ok_or_else(place)?;
    Ok([before, BEGIN, &sections(&example)?, END, after].concat())
}

/// A section for each object of a declaration, from the outside in.
fn sections(example: &Value) -> Result<String, String> {
    let mut text = String::new();
    let mut due = vec![(String::new(), table_of(WHOLE))];
    let mut told: Vec<&str> = Vec::new();
    while !due.is_empty() {
        let (path, table) = due.remove(0);
        if told.contains(&table.name.as_str()) {
            continue;
        }
        told.push(&table.name);
        let all = due.iter().filter(|(_, one)| one.name == table.name).map(|(path, _)| path);
        let paths: Vec<String> =
            [&path].into_iter().chain(all).map(|one| format!("`{one}`")).collect();
        let title = if path.is_empty() { "The whole".into() } else { paths.join(", ") };
        let _ = write!(text, "\n### {title}\n\n{}\n\n", table.doc);
        text.push_str(
            "| field | holds | if left out | meaning | example |\n| --- | --- | --- | --- | --- |\n",
        );
        let places = due.iter().filter(|(_, one)| one.name == table.name).map(|(path, _)| path);
        let values: Vec<&Value> =
            places.chain([&path]).flat_map(|path| values_at(example, path)).collect();
        for field in &table.fields {
            let _ = writeln!(text, "{}", row(field, &values).ok_or_else(|| lacks(table, field))?);
            if let Some((name, list)) = object(&field.kind) {
                let dot = if path.is_empty() { "" } else { "." };
                due.push((format!("{path}{dot}{}{list}", field.name), table_of(name)));
            }
        }
    }
    text.push('\n');
    Ok(text)
}

fn lacks(table: &Table, field: &Field) -> String {
    format!("{EXAMPLE} has no {} of {}.", field.name, table.name)
}

/// The row of a field; nothing where the example lacks it.
fn row(field: &Field, values: &[&Value]) -> Option<String> {
    let example = values.iter().find_map(|value| value.get(&field.name))?;
    // An object of ours has a section, where its fields have theirs.
    let example = match object(&field.kind) {
        Some(_) => String::new(),
        None => format!("`{example}`"),
    };
    let default = match &field.default {
        _ if field.needed => "needed".into(),
        Some(value) if !value.is_object() && !value.is_array() => format!("`{value}`"),
        _ => String::new(),
    };
    let cells =
        [format!("`{}`", field.name), holds(&field.kind), default, field.doc.clone(), example];
    Some(format!("| {} |", cells.map(|cell| cell.replace('|', "\\|")).join(" | ")))
}

/// The name of the object that a field holds, and `[]` where it is a list of such.
fn object(kind: &Kind) -> Option<(&str, &str)> {
    match kind {
        Kind::Object(name) => Some((name, "")),
        Kind::List(item) => object(item).map(|(name, _)| (name, "[]")),
        _ => None,
    }
}

/// What a field holds, in words.
fn holds(kind: &Kind) -> String {
    match kind {
        Kind::Any => "any value".into(),
        Kind::Flag => "`true` or `false`".into(),
        Kind::Whole(least, most) if *most < u64::from(u32::MAX) => {
            format!("a whole number from {least} to {most}")
        }
        Kind::Whole(least, _) => format!("a whole number from {least} on"),
        Kind::AnyString | Kind::Word => "a string".into(),
        Kind::Text => "a text".into(),
        Kind::Link => "an address, or one for each language".into(),
        Kind::Source => "an address".into(),
        Kind::Id => "an id".into(),
        Kind::Category => "the id of a category".into(),
        Kind::Categories => "an id of a category, or a list of them".into(),
        Kind::Lifetime => "a time".into(),
        Kind::Language => "a language tag".into(),
        Kind::Color => "a colour".into(),
        Kind::Date => "a day".into(),
        Kind::OneOf(words) => {
            words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
        }
        Kind::List(item) => match &**item {
            Kind::Object(_) => "a list of objects".into(),
            Kind::Category => "a list of ids".into(),
            Kind::Language => "a list of language tags".into(),
            item => format!("a list, each {}", holds(item)),
        },
        Kind::Named(value) => format!("an object, with {} under each name", holds(value)),
        Kind::ByLanguage(value) => format!("an object, with {} for each language", holds(value)),
        Kind::Words => "words by their keys".into(),
        Kind::Object(_) => "an object".into(),
    }
}

/// All values of a path such as `services[].cookies[]`.
fn values_at<'a>(whole: &'a Value, path: &str) -> Vec<&'a Value> {
    let steps = path.split('.').filter(|step| !step.is_empty());
    steps.fold(vec![whole], |values, step| {
        let inner = values.into_iter().filter_map(|value| value.get(step.trim_end_matches("[]")));
        match step.ends_with("[]") {
            true => inner.filter_map(Value::as_array).flatten().collect(),
            false => inner.collect(),
        }
    })
}

#[cfg(test)]
mod tests {
    use samtycke_config::{Page, read as check};

    use super::*;

    #[test]
    fn the_guide_is_current() {
        let project = Project::find().unwrap();
        let guide = read(&project.root.join(GUIDE)).unwrap();
        assert!(guide == current(&project).unwrap(), "{GUIDE} is not current; run `make guide`.");
    }

    #[test]
    fn the_example_has_every_field_and_nothing_wrong() {
        let project = Project::find().unwrap();
        let text = read(&project.root.join(EXAMPLE)).unwrap();
        let page =
            Page { origin: "https://www.example.com", host: "www.example.com", secure: true };
        assert_eq!(check(&text, &page).problems, []);
        let mut example: Value = serde_json::from_str(&text).unwrap();
        assert!(sections(&example).is_ok());
        example["services"][1]["cookies"][0].as_object_mut().unwrap().remove("httpOnly");
        assert_eq!(
            sections(&example).unwrap_err(),
            "docs/every-field.json has no httpOnly of Cookie."
        );
    }
}
