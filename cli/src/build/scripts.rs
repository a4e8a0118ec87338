//! The scripts and words of a built site. The first script knows the digest of everything that it fetches
//! later, so the later files come first.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use samtycke_config::declaration::Script;
use samtycke_config::{Declaration, normal, tree};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256, Sha384};

use super::details;
use super::languages::Language;
use super::runtime::{Runtime, fill, fill_all};

/// The name of the first script.
pub const FIRST: &str = "samtycke.min.js";

/// A file of a built site.
pub struct File {
    /// Its name, as a path in the folder of the script.
    pub name: String,
    /// What it holds.
    pub text: String,
}

impl File {
    fn new(name: impl Into<String>, text: impl Into<String>) -> File {
        File { name: name.into(), text: text.into() }
    }
}

/// All scripts and words of a site. The first one is the script that pages name.
pub fn build(runtime: &Runtime, declaration: &Declaration, languages: &[Language]) -> Vec<File> {
    let words: Vec<Map<String, Value>> = languages
        .iter()
        .map(|language| {
            let mut words = language.settings.clone();
            let mut inside = normal::form_in(declaration, &[&language.tag]);
            words.insert("declaration".into(), details::take(&mut inside, Some(&language.tag)));
            words
        })
        .collect();
    let named: Vec<(&str, &Map<String, Value>)> =
        languages.iter().map(|language| language.tag.as_str()).zip(&words).collect();
    let (root, texts) = tree::files(&named);
    let files = languages.iter().zip(texts);
    let mut later: Vec<File> = files
        .map(|(language, text)| File::new(format!("samtycke.{}.json", language.tag), text))
        .collect();
    let settings = fill_all(&runtime.settings, "TEXTS_DIGEST", &Value::from(root).to_string());
    let embeds = Value::from(digest(&runtime.embeds)).to_string();
    let settings = fill(&settings, "EMBEDS_DIGEST", &embeds);
    later.push(File::new("samtycke.embeds.js", runtime.embeds.clone()));
    let parts = [
        ("settings", "SETTINGS_DIGEST", settings),
        ("messages", "MESSAGES_DIGEST", runtime.messages.clone()),
        ("nowasm", "NOWASM_DIGEST", runtime.nowasm.clone()),
    ];
    let first = if let [_] = languages { &runtime.one } else { &runtime.several };
    let has_steps = needs_steps(declaration);
    let mut script = if has_steps { &first.with_steps } else { &first.without_steps }.clone();
    for (name, place, part) in parts {
        script = fill(&script, place, &Value::from(digest(&part)).to_string());
        later.push(File::new(format!("samtycke.{name}.js"), part));
    }
    let banner: Map<String, Value> =
        languages.iter().map(|one| (one.tag.clone(), one.banner.clone().into())).collect();
    let tags: Vec<&str> = languages.iter().map(|language| language.tag.as_str()).collect();
    let mut inside = normal::form_in(declaration, &tags);
    details::take(&mut inside, None);
    if has_steps {
        let is_common = !has_uncommon(&inside["services"].to_string());
        let steps = if is_common { &runtime.common_steps } else { &runtime.steps };
        script = fill(&script, "STEPS", steps);
    }
    let inside = Value::Array(vec![inside, banner.into()]);
    let script = fill(&script, "INSIDE", &string(&inside.to_string()));
    let mut files = vec![File::new(FIRST, script)];
    files.append(&mut later);
    files
}

/// Whether a site needs the steps part, which makes the queues of vendors and tells them of decisions. It is
/// in the first script then: what has to come before a tag is never fetched late.
fn needs_steps(declaration: &Declaration) -> bool {
    declaration.services.iter().any(|service| {
        let is_step = |script: &Script| !script.steps.is_empty() || script.once.is_some();
        service.consent.is_some() || !service.chat.is_empty() || service.scripts.iter().any(is_step)
    })
}

/// What `src/page/steps.ts` leaves out where `IS_COMMON` is true: verbs, fields of a queue, and values.
const UNCOMMON: [&str; 11] = [
    "\"methods\":",
    "\"construct\":",
    "\"on\":",
    "\"as\":",
    "\"handoff\":",
    "\"alias\":",
    "\"extra\":",
    "\"self\":",
    "\"@ms\"",
    "\"@asked\"",
    "\"@global\"",
];

/// Whether services may need the whole steps part. The same names elsewhere in them do no harm.
fn has_uncommon(services: &str) -> bool {
    UNCOMMON.iter().any(|name| services.contains(name))
}

/// A JavaScript string. `JSON.parse` of one is faster than the same as an object, and no name in it, such as
/// `__proto__`, means anything.
fn string(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('\'', "\\'");
    format!("'{}'", escaped.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029"))
}

/// A digest as the attribute `integrity` has it. SHA-256 is the shortest that browsers compare.
fn digest(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

/// The digest of the first script, for its tag.
pub fn integrity(text: &str) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(text)))
}

/// The source of an inline script in a Content-Security-Policy (CSP Level 3, section 2.3.1).
pub fn policy_source(code: &str) -> String {
    format!("'{}'", digest(code))
}
