//! Fills options into what a preset says.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::options::hold;
use crate::values::Json;

/// What is filled in.
pub(super) struct Filling<'a> {
    /// The options of the service.
    pub options: &'a Map<String, Value>,
    /// The ids of the declared categories.
    pub categories: &'a [&'a str],
}

impl Filling<'_> {
    /// A value with its options filled in. Nothing where it needs an option that is not given, or a condition
    /// that does not hold: then it is left out of what it lies in.
    pub fn value(&self, value: &Value) -> Option<Value> {
        match value {
            Value::String(text) => self.text(text),
            Value::Array(items) => Some(items.iter().filter_map(|item| self.value(item)).collect()),
            Value::Object(fields) => self.object(fields),
            other => Some(other.clone()),
        }
    }

    fn object(&self, fields: &Map<String, Value>) -> Option<Value> {
        if let Some(when) = fields.get("when") {
            let when: IndexMap<String, Json> = serde_json::from_value(when.clone()).ok()?;
            if !hold(&when, self.options) {
                return None;
            }
        }
        for of in ["@granted", "@asked"] {
            let Some(named) = fields.get(of) else { continue };
            let named = self.value(named)?;
            let ids = named.as_array().map_or(std::slice::from_ref(&named), Vec::as_slice);
            // What the site has no category for is never granted, and nobody is asked about it.
            let is_declared =
                |id: &Value| id.as_str().is_some_and(|id| self.categories.contains(&id));
            if !ids.iter().all(is_declared) {
                return self.value(fields.get("no")?);
            }
        }
        let filled = fields
            .iter()
            .filter(|(name, _)| *name != "when")
            .filter_map(|(name, value)| Some((self.string(name)?, self.value(value)?)));
        Some(filled.collect())
    }

    /// A text that is one option alone is of that option's type.
    fn text(&self, text: &str) -> Option<Value> {
        let whole = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        match whole.filter(|name| is_name(name)) {
            Some(name) => self.options.get(name).cloned(),
            None => self.string(text).map(Value::from),
        }
    }

    /// A text with its options; `{accountId:3}` is the last three characters of one. Braces around anything
    /// else stay.
    pub fn string(&self, text: &str) -> Option<String> {
        let mut filled = String::new();
        let mut rest = text;
        while let Some(start) = rest.find('{') {
            filled.push_str(&rest[..start]);
            rest = &rest[start + 1..];
            let inner = rest.split('}').next().filter(|inner| inner.len() < rest.len());
            match inner.and_then(|inner| Some((inner, named(inner)?))) {
                Some((inner, (name, length))) => {
                    let value = match self.options.get(name)? {
                        Value::String(value) => value.clone(),
                        other => other.to_string(),
                    };
                    filled.push_str(end(&value, length));
                    rest = &rest[inner.len() + 1..];
                }
                None => filled.push('{'),
            }
        }
        filled.push_str(rest);
        Some(filled)
    }
}

/// The option that the words within braces name, and how many of its last characters.
fn named(inner: &str) -> Option<(&str, usize)> {
    let (name, length) = match inner.split_once(':') {
        Some((name, length)) => (name, length.parse().ok()?),
        None => (inner, usize::MAX),
    };
    is_name(name).then_some((name, length))
}

/// The last characters of a text.
fn end(text: &str, length: usize) -> &str {
    let start = text.char_indices().rev().take(length).last().map_or(text.len(), |(at, _)| at);
    &text[start..]
}

/// Whether what stands in braces is meant as the name of an option.
fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
