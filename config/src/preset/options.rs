//! What a preset asks of a site: options and their rules.

use indexmap::IndexMap;
use regex_lite::Regex;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Preset, nearby};
use crate::code::Code;
use crate::messages::{meaning, shown};
use crate::problem::Problem;
use crate::spelling::{Guess, either};
use crate::values::Json;

/// What an option may be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Rule {
    /// What it is.
    pub doc: String,
    /// What values it has.
    #[serde(default)]
    pub shape: Shape,
    /// The regular expression of a text, from its start to its end.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub pattern: String,
    /// Texts of the pattern that are wrong all the same, and what to write instead.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub not: IndexMap<String, String>,
    /// The words of a choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// One that is right.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub example: String,
    /// Whether the preset does nothing without it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub needed: bool,
    /// What it is if it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Json>,
}

/// What values an option has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Shape {
    /// A text of the pattern. A number is taken as its digits.
    #[default]
    Text,
    /// `true` or `false`, which is the default.
    Flag,
    /// One of the choices.
    Choice,
    /// The id of a category.
    Category,
    /// A list of texts of the pattern.
    List,
    /// A whole number.
    Number,
}

/// The options of a service with a preset, with their defaults. `categories` and `asked` are the ids of all categories, and of
/// those that visitors answer. What is wrong is noted, at paths below `at`.
pub(super) fn read(
    preset: &Preset,
    given: &Value,
    categories: &[&str],
    asked: &[&str],
    at: &str,
    problems: &mut Vec<Problem>,
) -> Map<String, Value> {
    let nothing = Map::new();
    let given = given.as_object().unwrap_or(&nothing);
    for name in given.keys().filter(|name| !preset.options.contains_key(*name)) {
        let found = nearby::option(preset, name);
        problems.push(problem(Code::UnknownField, format!("{at}.{name}"), found));
    }
    let mut options = Map::new();
    for (name, rule) in &preset.options {
        match given.get(name) {
            Some(value) => match rule.taken(value, asked) {
                Ok(value) => {
                    options.insert(name.clone(), value);
                }
                Err(found) => {
                    problems.push(problem(Code::WrongOption, format!("{at}.{name}"), found));
                }
            },
            None if rule.needed => {
                // It may be there under a name that is nearly right.
                let is_here = |one: &Problem| one.path.starts_with(&format!("{at}."));
                let is_near =
                    problems.iter().any(|one| is_here(one) && one.meant.as_ref() == Some(name));
                if !is_near {
                    let message = format!(
                        "missing; the preset \"{}\" needs it, such as \"{}\": {}",
                        preset.id, rule.example, rule.doc
                    );
                    problems.push(Problem::new(Code::WrongOption, format!("{at}.{name}"), message));
                }
            }
            None => {
                let default = match (&rule.default, rule.shape) {
                    (Some(default), _) => Some(default.0.clone()),
                    (None, Shape::Flag) => Some(false.into()),
                    _ => None,
                };
                let Some(default) = default else { continue };
                // What a site has no category for is never granted, and needs no other one.
                let is_declared = default.as_str().is_some_and(|id| categories.contains(&id));
                if rule.shape == Shape::Category
                    && is_declared
                    && let Err(expected) = rule.take(&default, asked)
                {
                    let message =
                        format!("missing; the usual {} is not {expected}", shown(&default));
                    problems.push(Problem::new(Code::WrongOption, format!("{at}.{name}"), message));
                }
                options.insert(name.clone(), default);
            }
        }
    }
    options
}

fn problem(code: Code, path: String, found: Guess) -> Problem {
    let mut problem = Problem::new(code, path, found.message);
    problem.meant = found.meant;
    problem
}

impl Rule {
    /// The value of an option, or what is wrong with it.
    fn taken(&self, value: &Value, asked: &[&str]) -> Result<Value, Guess> {
        let items = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        let is_not = |item: &Value| Some((item.clone(), self.not.get(item.as_str()?)?));
        if let Some((item, instead)) = items.iter().find_map(is_not) {
            let message = format!("{} is not known; {instead}", shown(&item));
            return Err(Guess { message, meant: None });
        }
        self.take(value, asked).map_err(|expected| match nearby::value(self, value) {
            Some(meant) => {
                let what = expected.split(';').next().unwrap_or_default();
                meaning(format!("{} is not {what}", shown(value)), meant)
            }
            None => Guess { message: format!("{} is not {expected}", shown(value)), meant: None },
        })
    }

    /// The value of an option, or what was expected.
    fn take(&self, value: &Value, asked: &[&str]) -> Result<Value, String> {
        let text = value.as_str();
        let taken = match self.shape {
            Shape::Text => {
                let digits = value.as_u64().map(|number| number.to_string());
                let text = text.map(String::from).or(digits);
                text.filter(|text| self.fits(text)).map(Value::from)
            }
            Shape::Flag => value.as_bool().map(Value::from),
            Shape::Choice => text
                .filter(|text| self.choices.iter().any(|choice| choice == text))
                .map(Value::from),
            Shape::Category => text.filter(|id| asked.contains(id)).map(Value::from),
            Shape::List => value
                .as_array()
                .filter(|items| {
                    items.iter().all(|item| item.as_str().is_some_and(|item| self.fits(item)))
                })
                .map(|items| Value::from(items.clone())),
            Shape::Number => {
                let digits = text.and_then(|text| text.parse::<u64>().ok());
                value.as_u64().or(digits).map(Value::from)
            }
        };
        taken.ok_or_else(|| self.expected(asked))
    }

    pub(super) fn fits(&self, text: &str) -> bool {
        // The patterns are our own, and a test compiles each.
        Regex::new(&format!("^(?:{})$", self.pattern)).is_ok_and(|regex| regex.is_match(text))
    }

    fn expected(&self, asked: &[&str]) -> String {
        let such = format!("such as \"{}\"", self.example);
        match self.shape {
            Shape::Text => format!("what this option takes; expected one {such}"),
            Shape::Flag => "true or false".into(),
            Shape::Choice => {
                format!("known; expected {}", either(self.choices.iter().map(String::as_str)))
            }
            Shape::Category => {
                format!(
                    "a category that visitors answer; expected {}",
                    either(asked.iter().copied())
                )
            }
            Shape::List => format!("a list of what this option takes; expected some {such}"),
            Shape::Number => "a whole number".into(),
        }
    }
}

/// Whether options fulfil a condition: each has the value, or one of the values.
pub(super) fn hold(when: &IndexMap<String, Json>, options: &Map<String, Value>) -> bool {
    when.iter().all(|(name, Json(wanted))| {
        let found = options.get(name);
        match wanted {
            Value::Array(all) => found.is_some_and(|found| all.contains(found)),
            // Whether there is one.
            Value::Bool(is_wanted) if !matches!(found, Some(Value::Bool(_))) => {
                found.is_some() == *is_wanted
            }
            one => found == Some(one),
        }
    })
}
