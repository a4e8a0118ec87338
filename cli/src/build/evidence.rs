//! The evidence of a release: what was asked, in which words, by which code (GDPR, Article 7(1); EDPB
//! guidelines 05/2020, paragraphs 104 to 109; CNIL recommendation 2020-092, paragraph 48).

use samtycke_config::{Report, normal};
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::date;
use super::languages::Language;
use super::scripts::File;

/// The evidence of a build, as JSON. `declaration` is the text of the file that it was built from, and
/// `seconds` the time of the release, since 1970.
pub fn evidence(
    version: &str,
    declaration: &str,
    report: &Report,
    languages: &[Language],
    files: &[File],
    seconds: u64,
) -> String {
    let hashes: Map<String, Value> =
        files.iter().map(|file| (file.name.clone(), sha256(&file.text).into())).collect();
    let texts: Map<String, Value> = languages
        .iter()
        .map(|language| {
            let mut words = language.banner.clone();
            words.extend(language.settings.clone());
            (language.tag.clone(), hashed("words", words.into()))
        })
        .collect();
    let exceptions: Vec<Value> = report
        .allowed
        .iter()
        .map(|one| json!({ "code": one.warning.code.name(), "path": one.warning.path, "reason": one.reason }))
        .collect();
    let warnings: Vec<Value> = report
        .problems
        .iter()
        .map(|one| json!({ "code": one.code.name(), "path": one.path, "message": one.message }))
        .collect();
    let evidence = json!({
        "date": date::of(seconds),
        "samtycke": version,
        "declaration": {
            "sha256": sha256(declaration),
            "version": report.declaration.as_ref().map(|one| one.version),
            "text": declaration,
        },
        "files": hashes,
        "texts": texts,
        "shown": shown(report, languages),
        "exceptions": exceptions,
        "warnings": warnings,
    });
    format!("{evidence:#}\n")
}

/// What the settings show of the declaration in each language, with its presets expanded: the declaration's own text names those
/// alone.
fn shown(report: &Report, languages: &[Language]) -> Map<String, Value> {
    let in_language = |language: &Language| {
        let mut value = normal::form_in(report.declaration.as_ref()?, &[&language.tag]);
        let fields = value.as_object_mut()?;
        fields.retain(|name, _| {
            ["controller", "categories", "services", "external"].contains(&name.as_str())
        });
        for service in
            fields.get_mut("services").and_then(Value::as_array_mut).into_iter().flatten()
        {
            if let Some(service) = service.as_object_mut() {
                service.retain(|name, _| !OF_SCRIPTS.contains(&name.as_str()));
            }
        }
        Some((language.tag.clone(), hashed("declaration", value)))
    };
    languages.iter().filter_map(in_language).collect()
}

/// The fields of a service that no visitor reads.
const OF_SCRIPTS: [&str; 5] = ["scripts", "consent", "embeds", "rewrites", "chat"];

/// What visitors read, with the SHA-256 of it as JSON without blanks.
fn hashed(name: &str, value: Value) -> Value {
    json!({ "sha256": sha256(&value.to_string()), name: value })
}

/// A SHA-256 as `sha256sum` prints it.
fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}
