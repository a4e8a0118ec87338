//! Presets: what is known of vendors, a file each in `presets/`. A service of a declaration that names one is
//! expanded here, so that every command and the page see an ordinary service.

mod expand;
mod fill;
mod nearby;
mod options;
mod phrases;

use std::sync::LazyLock;

use indexmap::IndexMap;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::declaration::{Kind, Party};
use crate::lifetime::days;
use crate::values::{Json, Text};

pub use expand::expand;
pub use options::{Rule, Shape};
pub use phrases::{languages as phrase_languages, phrase};

/// What is known of a vendor, or of what Samtycke itself stores: a file of `presets/`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Preset {
    /// The address of the JSON Schema, for editors.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The name that a declaration says: that of the file.
    pub id: String,
    /// Other names of it, letters and digits alone, by which `samtycke import` knows it.
    #[serde(default)]
    pub names: Vec<String>,
    /// Its name in the settings: the same in each language, by language, or a phrase of `presets/phrases/`.
    pub name: Text,
    /// Who runs it. In braces a fact of the site, here and below: `{controller}`, `{policyUrl}`, `{cookieName}`,
    /// `{cookieDays}`; in `when`, `asks` is whether visitors are asked anything.
    pub provider: String,
    /// Where the provider is: two letters (ISO 3166-1).
    #[serde(default)]
    pub country: String,
    /// The address of its policy.
    pub policy_url: String,
    /// The category that it is usually in.
    pub category: String,
    /// Why it is necessary, in English. Needed where the category is `necessary`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Its place among the most used, from 1; 0 for all others. The texts of the first 20 are in every language.
    #[serde(default)]
    pub rank: u8,
    /// The day on which the sources were read.
    pub checked: String,
    /// How well they are known.
    pub confidence: Confidence,
    /// What was read.
    pub sources: Vec<String>,
    /// What is not sure.
    #[serde(default)]
    pub doubts: Vec<String>,
    /// What a site should know that uses it.
    #[serde(default)]
    pub notes: Vec<String>,
    /// What a declaration says in `with`.
    #[serde(default)]
    pub options: IndexMap<String, Rule>,
    /// As in a declaration, with options in braces, and `when` for what only some options bring.
    #[serde(default)]
    pub scripts: Vec<Json>,
    /// As in a declaration, with options in braces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<Json>,
    /// What it stores.
    #[serde(default)]
    pub cookies: Vec<Stored>,
    /// Further services that some options bring, as in a declaration, with options in braces and `when`. What one leaves out is as here.
    #[serde(default)]
    pub also: Vec<Json>,
    /// As in a declaration, with options in braces.
    #[serde(default)]
    pub embeds: Vec<String>,
    /// As in a declaration.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub rewrites: IndexMap<String, String>,
    /// As in a declaration, with options in braces.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chat: Vec<Json>,
    /// What its scripts load in turn: sources by directive of a Content-Security-Policy.
    #[serde(default)]
    pub hosts: IndexMap<String, Vec<String>>,
}

/// How well the facts of a preset are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Confidence {
    /// The vendor's own page, source, or a tested integration was read.
    Documented,
    /// Data of a community.
    OpenDatabase,
    /// General knowledge that was not read again.
    Recollection,
}

/// Something that a vendor stores.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Stored {
    /// As in a declaration, with options in braces; `{id:3}` is the last three characters of an option.
    pub name: String,
    /// Where it is stored.
    pub kind: Kind,
    /// Whose it is.
    pub party: Party,
    /// The host that sets it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// Whether only servers see it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub http_only: bool,
    /// Whether the name may cover data of the site itself. It is declared then, and never deleted.
    #[serde(default, skip_serializing_if = "is_false")]
    pub wide: bool,
    /// How long it is kept.
    pub lifetime: String,
    /// What it is for, in English. Other languages are in `presets/phrases/`.
    pub purpose: String,
    /// The options with which it is there.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub when: IndexMap<String, Json>,
}

impl Stored {
    /// How long a browser keeps it, whatever the vendor asks for: a cookie at most 400 days (RFC 6265bis, section 5.5).
    pub fn kept(&self) -> String {
        let is_cut =
            self.kind == Kind::Cookie && days(&self.lifetime).is_some_and(|days| days > LONGEST);
        if is_cut { format!("P{LONGEST}D") } else { self.lifetime.clone() }
    }
}

/// The longest life of a cookie, in days.
const LONGEST: u64 = 400;

fn is_false(flag: &bool) -> bool {
    !flag
}

/// What of an address comes before its path.
fn origin(address: &str) -> &str {
    let start = address.find("://").map_or(0, |at| at + 3);
    let end = address[start..].find(['/', '?', '#']).map_or(address.len(), |at| start + at);
    &address[..end]
}

macro_rules! files {
    ($($id:literal)*) => {
        &[$(($id, include_str!(concat!("../../../presets/", $id, ".json")))),*]
    };
}

/// The files of `presets/`, in order.
const FILES: &[(&str, &str)] = include!("files.in");

static ALL: LazyLock<Vec<Preset>> = LazyLock::new(|| {
    let read = |(id, text): &(&str, &str)| {
        serde_json::from_str(text).unwrap_or_else(|error| panic!("presets/{id}.json: {error}"))
    };
    FILES.iter().map(read).collect()
});

/// All presets, in order of their ids.
pub fn all() -> &'static [Preset] {
    &ALL
}

/// The preset of an id.
pub fn find(id: &str) -> Option<&'static Preset> {
    ALL.iter().find(|preset| preset.id == id)
}

/// The preset of another name of a vendor, such as `GA4`: people know vendors by several.
pub fn by_name(name: &str) -> Option<&'static Preset> {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let plain = plain.to_ascii_lowercase();
    ALL.iter().find(|preset| preset.names.contains(&plain))
}

impl Preset {
    /// The id of its service, unless the declaration gives another.
    pub fn service_id(&self) -> String {
        self.id.replace('-', "_")
    }

    /// What its scripts load in turn under these options, by directive of a Content-Security-Policy.
    pub fn loaded_hosts(&self, with: &Value) -> IndexMap<&str, Vec<String>> {
        // What is wrong with the options, the check says.
        let options = options::read(self, with, &[], &[], "", &mut Vec::new());
        let filling = fill::Filling { options: &options, categories: &[] };
        let filled = |host: &String| {
            let source = filling.string(host)?;
            // An option names a file, or a folder without a final slash. A policy matches such a path exactly.
            Some(if source == *host { source } else { origin(&source).to_owned() })
        };
        let sources = |hosts: &Vec<String>| hosts.iter().filter_map(filled).collect();
        self.hosts.iter().map(|(name, hosts)| (name.as_str(), sources(hosts))).collect()
    }

    /// Options with which it expands, for examples and tests: those that are needed.
    pub fn example(&self) -> Value {
        let needed = self.options.iter().filter(|(_, rule)| rule.needed);
        needed.map(|(name, rule)| (name.clone(), Value::from(rule.example.clone()))).collect()
    }
}

/// The JSON Schema of a preset's file (draft 2020-12).
pub fn json_schema() -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    generator.into_root_schema_for::<Preset>().to_value()
}

#[cfg(test)]
mod tests;
