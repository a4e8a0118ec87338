//! The configuration as the decisions need it: checked, with defaults, in one language.
//!
//! [`read`](super::read::read) is the only way to one, so what holds a `Config` need not check
//! again.

use super::json::Value;
use super::language::choose;
use super::texts;

/// A whole configuration.
#[derive(Clone, Debug)]
pub struct Config<'t> {
    /// The document.
    pub root: &'t Value<'t>,
    /// What can be granted: the categories in the order shown, then the services.
    pub gates: Vec<Gate<'t>>,
    /// How many of the gates are categories.
    pub categories: usize,
    /// The language that visitors are spoken to in.
    pub language: &'t str,
    /// The version of the policy; a choice made under another one no longer counts.
    pub version: u64,
    /// How many days a choice is kept, 1 to 400.
    pub days: u64,
    /// Whether our cookie is `Secure`.
    pub secure: bool,
}

/// A category or a service: what has to be granted for a script to run.
#[derive(Clone, Copy, Debug)]
pub struct Gate<'t> {
    /// Its id.
    pub id: &'t str,
    /// What the configuration says of it.
    pub value: &'t Value<'t>,
    /// The number of the category that it is, or belongs to.
    pub category: usize,
    /// Whether it is granted always.
    pub required: bool,
}

impl<'t> Config<'t> {
    /// A top-level field.
    pub fn get(&self, name: &str) -> &'t Value<'t> {
        self.root.get(name)
    }

    /// The number of the category or service with this id.
    pub fn gate(&self, id: &str) -> Option<usize> {
        find(&self.gates, id)
    }

    /// Whether a gate is a service.
    pub fn is_service(&self, gate: usize) -> bool {
        gate >= self.categories
    }

    /// A text of our own, in the words of the configuration where it has any; empty while the part
    /// that it stands in has not come. `more` holds the texts of the second layer.
    pub fn say(&self, key: &str, more: &Value<'t>) -> &'t str {
        let own = self.get("texts").get(self.language);
        or(texts::own_or_first(own, self.language, key), more.get(key).text)
    }

    /// A text of the configuration in the visitor's language, else in English, else its first;
    /// empty where missing.
    pub fn text(&self, value: &Value<'t>) -> &'t str {
        let mut wanted = String::from(self.language);
        wanted.push_str(",en");
        let mut offered = Vec::new();
        for text in &value.items {
            offered.push(text.name);
        }
        or(value.string(), value.get(choose(&wanted, &offered)).text)
    }

    /// A field of `cookie`, or its default.
    pub fn cookie(&self, name: &str, default: &'t str) -> &'t str {
        or(self.get("cookie").get(name).string(), default)
    }

    /// The name of the cookie that holds the choice.
    pub fn cookie_name(&self) -> &'t str {
        self.cookie("name", "samtycke")
    }

    /// Whether a flag of `ui` is on.
    pub fn ui(&self, name: &str) -> bool {
        self.get("ui").get(name).is_true()
    }
}

/// The number of the gate with this id.
pub fn find(gates: &[Gate], id: &str) -> Option<usize> {
    for (number, gate) in gates.iter().enumerate() {
        if gate.id == id {
            return Some(number);
        }
    }
    None
}

/// The text, or another where it is empty.
pub fn or<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.is_empty() { otherwise } else { text }
}

/// Whether a script ends in a `load` or `error` event that what follows has to wait for: one that
/// is fetched does (HTML, "execute the script element"); an inline module, which runs later than
/// its place, has none.
pub fn settles(script: &Value) -> bool {
    script.get("src").is_there() && !script.get("async").is_true()
}
