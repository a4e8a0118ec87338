//! Services that many sites use: who runs them, and what they store. The file comes from the vendors' own pages.

use std::sync::LazyLock;

use samtycke_config::pattern::matches;
use serde::Deserialize;
use serde_json::Value;

/// A service that is known.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Known {
    /// Its names, letters and digits alone: the keys of tarteaucitron, and what people call it.
    keys: Vec<String>,
    pub name: String,
    pub provider: String,
    pub policy_url: String,
    pub category: String,
    /// As in a declaration.
    pub cookies: Vec<Value>,
}

static ALL: LazyLock<Vec<Known>> =
    LazyLock::new(|| serde_json::from_str(include_str!("known.json")).expect("the file is right"));

/// The service of a name, as `google-analytics` or `Google Analytics 4`.
pub fn service(name: &str) -> Option<&'static Known> {
    let key: String =
        name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    ALL.iter().find(|known| known.keys.contains(&key))
}

impl Known {
    /// What is known of a stored name or pattern.
    pub fn stored(&self, name: &str) -> Option<&Value> {
        let is = |one: &&Value| one["name"].as_str().is_some_and(|known| known == name);
        let covers = |one: &&Value| one["name"].as_str().is_some_and(|known| matches(known, name));
        self.cookies.iter().find(is).or_else(|| self.cookies.iter().find(covers))
    }
}

#[cfg(test)]
pub fn all() -> impl Iterator<Item = &'static Known> {
    ALL.iter()
}
