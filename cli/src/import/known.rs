//! Services that many sites use: who runs them, and what they store. They are the presets, by all their names.

use std::sync::LazyLock;

use samtycke_config::pattern::matches;
use samtycke_config::preset::{Preset, Stored, all as presets};
use serde_json::{Value, json};

/// A service that is known.
#[derive(Debug)]
pub struct Known {
    preset: &'static Preset,
    /// What people call it.
    pub name: &'static str,
    /// Who runs it.
    pub provider: &'static str,
    /// The address of its policy.
    pub policy_url: &'static str,
    /// The category that it is usually in.
    pub category: &'static str,
    /// As in a declaration, whatever options a site has.
    pub cookies: Vec<Value>,
}

static ALL: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let known = |preset: &'static Preset| Known {
        preset,
        name: preset.name.of("en"),
        provider: &preset.provider,
        policy_url: &preset.policy_url,
        category: &preset.category,
        cookies: preset.cookies.iter().filter(|one| !is_old(one)).map(stored).collect(),
    };
    // What the site stores itself is no vendor's.
    let is_vendor = |preset: &&Preset| !preset.provider.starts_with('{');
    presets().iter().filter(is_vendor).map(known).collect()
});

/// Whether only older versions of a vendor's script left it.
fn is_old(stored: &Stored) -> bool {
    stored.when.contains_key("legacy")
}

/// What is stored, with any ending in the place of an account's id.
fn stored(stored: &Stored) -> Value {
    let mut name = String::new();
    let mut rest = stored.name.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        name.push_str(before);
        name.push('*');
        rest = after.split_once('}').map_or("", |(_, rest)| rest).trim_start_matches('*');
    }
    name.push_str(rest);
    let mut value = json!({ "name": name, "kind": stored.kind, "party": stored.party });
    // A host that is an option is the site's to say.
    if let Some(host) = stored.host.as_ref().filter(|host| !host.contains('{')) {
        value["host"] = host.as_str().into();
    }
    if stored.http_only {
        value["httpOnly"] = true.into();
    }
    if stored.wide {
        value["keep"] = true.into();
    }
    value["lifetime"] = stored.kept().into();
    value["purpose"] = stored.purpose.as_str().into();
    value
}

/// The service of a name, as `google-analytics` or `Google Analytics 4`.
pub fn service(name: &str) -> Option<&'static Known> {
    let key: String =
        name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    ALL.iter().find(|known| known.preset.names.contains(&key))
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
