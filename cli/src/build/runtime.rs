//! The scripts that a built site is put together from: `samtycke.runtime.json`, which `make pkg` writes.

use serde::Deserialize;

use crate::System;

/// The scripts of one build of Samtycke. What is known only when a site is built has a name in them.
#[derive(Debug, Deserialize)]
pub struct Runtime {
    /// The version of Samtycke.
    pub version: String,
    /// The first script, for a site that speaks one language, and for others.
    pub one: First,
    /// The same for a site that speaks several.
    pub several: First,
    /// The settings part.
    pub settings: String,
    /// The messages part.
    pub messages: String,
    /// The embeds part.
    pub embeds: String,
    /// The steps part, as an expression: it is put into the first script.
    pub steps: String,
    /// The same without what few vendors need.
    #[serde(rename = "commonSteps")]
    pub common_steps: String,
    /// The core without WebAssembly.
    pub nowasm: String,
}

/// A first script, by what the services of a site need.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct First {
    /// With a place for the steps part.
    pub with_steps: String,
    /// For services without steps and consent calls.
    pub without_steps: String,
}

/// The scripts that the program has.
///
/// # Errors
/// It has none. The message says how to get them.
pub fn runtime(system: &dyn System) -> Result<Runtime, String> {
    let bytes = system.runtime()?;
    serde_json::from_slice(&bytes)
        .map_err(|error| format!("the scripts of this program are damaged: {error}."))
}

/// Puts a value in the place of the name that a script has for it.
///
/// # Panics
/// The script does not have the name exactly once: scripts and program are of different builds.
pub fn fill(script: &str, name: &str, value: &str) -> String {
    assert_eq!(script.matches(name).count(), 1, "{name} is in a script once");
    script.replacen(name, value, 1)
}

/// The same where the script has the name once or several times.
///
/// # Panics
/// The script does not have the name.
pub fn fill_all(script: &str, name: &str, value: &str) -> String {
    assert!(script.contains(name), "{name} is in a script");
    script.replace(name, value)
}
