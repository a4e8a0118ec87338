//! Misspelt fields under the names that they were probably meant to have, so that what they hold is checked too.

use serde_json::{Map, Value};

use crate::code::Code;
use crate::messages;
use crate::places::prefixes;
use crate::problem::Problem;
use crate::schema::{Kind, Table, WHOLE, table_of};
use crate::spelling::Guess;

/// A declaration with its misspelt fields renamed.
pub(crate) struct Respelt {
    /// The declaration with the names that were meant.
    pub value: Value,
    /// The misspelt fields.
    pub problems: Vec<Problem>,
    /// The names that the declaration has for renamed fields, by their paths.
    renamed: Map<String, Value>,
    /// The paths that other misspelt fields were meant to have. They hold something else than such a field.
    unfit: Vec<String>,
}

impl Respelt {
    /// Renames what is misspelt and could be what was meant.
    pub fn of(declaration: &Value) -> Respelt {
        let mut respelt = Respelt {
            value: Value::Null,
            problems: Vec::new(),
            renamed: Map::new(),
            unfit: Vec::new(),
        };
        let mut value = declaration.clone();
        respelt.within(&mut value, &Kind::Object(WHOLE.into()), "");
        respelt.value = value;
        respelt
    }

    fn within(&mut self, value: &mut Value, kind: &Kind, path: &str) {
        match (kind, value) {
            (Kind::List(item), Value::Array(items)) => {
                for (index, one) in items.iter_mut().enumerate() {
                    self.within(one, item, &format!("{path}[{index}]"));
                }
            }
            (Kind::Object(name), Value::Object(fields)) => {
                self.object(fields, table_of(name), path)
            }
            _ => {}
        }
    }

    fn object(&mut self, fields: &mut Map<String, Value>, table: &Table, path: &str) {
        let names = self.names(fields, table, path);
        if !names.is_empty() {
            let written = std::mem::take(fields).into_iter();
            *fields = written
                .map(|(name, value)| {
                    let meant = names.iter().find(|(written, _)| *written == name);
                    (meant.map_or(name, |(_, meant)| meant.clone()), value)
                })
                .collect();
        }
        for field in &table.fields {
            if let Some(value) = fields.get_mut(&field.name) {
                self.within(value, &field.kind, &below(path, &field.name));
            }
        }
    }

    /// The misspelt fields of an object, each with the name that it was meant to have.
    fn names(
        &mut self,
        fields: &Map<String, Value>,
        table: &Table,
        path: &str,
    ) -> Vec<(String, String)> {
        let mut names: Vec<(String, String)> = Vec::new();
        for (name, value) in fields {
            if table.fields.iter().any(|field| field.name == *name) {
                continue;
            }
            let guess = unknown(name, fields, table);
            let meant = guess.meant.clone().unwrap_or_default();
            let Some(field) = table.fields.iter().find(|field| field.name == meant) else {
                continue;
            };
            if fields.contains_key(&meant) || names.iter().any(|(_, one)| *one == meant) {
                continue;
            }
            let at = below(path, &meant);
            if !could_be(value, &field.kind) {
                self.unfit.push(at);
                continue;
            }
            let mut problem = Problem::new(Code::UnknownField, below(path, name), guess.message);
            problem.meant = guess.meant;
            self.problems.push(problem);
            self.renamed.insert(at, name.as_str().into());
            names.push((name.clone(), meant));
        }
        names
    }

    /// Gives problems of the renamed declaration the paths that the written one has, and adds the misspelt fields.
    pub fn finish(&self, problems: &mut Vec<Problem>) {
        let is_there =
            |one: &Problem| one.code == Code::MissingField && self.unfit.contains(&one.path);
        problems.retain(|one| !is_there(one));
        problems.splice(0..0, self.problems.iter().cloned());
        for problem in problems {
            self.locate(problem);
        }
    }

    /// Gives one problem the path that the written declaration has.
    pub fn locate(&self, problem: &mut Problem) {
        let mut path = problem.path.clone();
        // An inner name is replaced before the outer one that changes its place.
        for meant in prefixes(&problem.path) {
            if let Some(written) = self.renamed.get(meant).and_then(Value::as_str) {
                let start = meant.rfind('.').map_or(0, |dot| dot + 1);
                path.replace_range(start..meant.len(), written);
            }
        }
        problem.path = path;
    }
}

/// A field that the table does not have, with the one that was probably meant.
pub(crate) fn unknown(name: &str, fields: &Map<String, Value>, table: &Table) -> Guess {
    // What is there already was not meant.
    let known = table.fields.iter().map(|field| field.name.as_str());
    let free = known.clone().filter(|name| !fields.contains_key(*name));
    let guess = messages::unknown_field(name, free);
    if guess.meant.is_some() { guess } else { messages::unknown_field(name, known) }
}

/// Whether a value has the outer shape of a field. Only then is it the field under another name.
fn could_be(value: &Value, kind: &Kind) -> bool {
    match kind {
        Kind::Any => true,
        Kind::List(item) => {
            value.as_array().is_some_and(|items| items.iter().all(|one| could_be(one, item)))
        }
        Kind::Object(_) | Kind::Named(_) | Kind::ByLanguage(_) | Kind::Words => value.is_object(),
        Kind::Text | Kind::Link => !value.is_array(),
        Kind::Categories => !value.is_object(),
        _ => !value.is_array() && !value.is_object(),
    }
}

fn below(path: &str, name: &str) -> String {
    let dot = if path.is_empty() { "" } else { "." };
    format!("{path}{dot}{name}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_misspelt_field_has_the_name_that_was_meant_and_the_path_that_is_written() {
        let declaration = json!({
            "servises": [{ "id": "a", "cookies": [{ "name": "b" }, { "nmae": "c", "kind": "cookie" }] }],
            "colour": "red",
        });
        let respelt = Respelt::of(&declaration);
        let expected = json!({
            "services": [{ "id": "a", "cookies": [{ "name": "b" }, { "name": "c", "kind": "cookie" }] }],
            "colour": "red",
        });
        assert_eq!(respelt.value, expected);
        let mut problems = vec![Problem::new(
            Code::WrongName,
            "services[0].cookies[1].name",
            "as found under the name that was meant",
        )];
        respelt.finish(&mut problems);
        let paths: Vec<&str> = problems.iter().map(|one| one.path.as_str()).collect();
        let name = "servises[0].cookies[1].nmae";
        assert_eq!(paths.iter().filter(|path| **path == name).count(), 2, "{paths:?}");
        assert!(paths.contains(&"servises"), "{paths:?}");
    }

    #[test]
    fn what_holds_something_else_stays_and_two_names_are_not_one() {
        for declaration in [
            json!({ "ui": { "colour": "red" } }),
            json!({ "categorys": { "id": "a" } }),
            json!({ "categories": [], "categorys": [] }),
        ] {
            assert_eq!(Respelt::of(&declaration).value, declaration);
        }
        let twice = json!({ "external": [{ "title": "a", "label": "b" }] });
        assert_eq!(
            Respelt::of(&twice).value,
            json!({ "external": [{ "name": "a", "label": "b" }] })
        );
    }
}
