//! `pkg/package.json`, ready for npm.

use std::path::Path;

use serde_json::{Map, Value, json};

use crate::run::read;
use crate::scripts::LATER;

/// What a page names, the ES module first.
const ENTRIES: [&str; 3] = ["samtycke.js", "samtycke.min.js", "samtycke.dev.js"];

/// What wasm-pack takes from Cargo.toml.
const FROM_CARGO: [&str; 6] =
    ["name", "description", "version", "license", "repository", "keywords"];

/// The files that scripts of a build fetch later.
fn later(languages: &[&str]) -> Vec<String> {
    let scripts = LATER.iter().map(|(entry, _)| format!("samtycke.{entry}.js"));
    scripts.chain(languages.iter().map(|language| format!("samtycke.{language}.json"))).collect()
}

/// The manifest, from the one that wasm-pack wrote.
///
/// # Errors
/// wasm-pack wrote no JSON.
pub fn complete(packed: &str, languages: &[&str]) -> Result<String, String> {
    let packed: Value = serde_json::from_str(packed).map_err(|error| error.to_string())?;
    let mut package = Map::new();
    for field in FROM_CARGO {
        if let Some(value) = packed.get(field) {
            package.insert(field.into(), value.clone());
        }
    }
    let later = later(languages);
    let scripts: Vec<&str> = ENTRIES.into_iter().chain(later.iter().map(String::as_str)).collect();
    package.insert("type".into(), "module".into());
    package.insert("main".into(), ENTRIES[0].into());
    package.insert("types".into(), "samtycke.d.ts".into());
    // Content delivery networks answer with these where an address names the package alone.
    package.insert("unpkg".into(), ENTRIES[1].into());
    package.insert("jsdelivr".into(), ENTRIES[1].into());
    let mut exports =
        json!({ ".": { "types": "./samtycke.d.ts", "default": format!("./{}", ENTRIES[0]) } });
    for file in scripts.iter().skip(1).chain(&["package.json"]) {
        exports[format!("./{file}")] = format!("./{file}").into();
    }
    package.insert("exports".into(), exports);
    // Importing the ES module alone does nothing.
    let effects = scripts.iter().skip(1).filter(|file| file.ends_with(".js"));
    package.insert("sideEffects".into(), effects.map(|file| format!("./{file}")).collect());
    let files: Vec<&str> = scripts.iter().copied().chain(["samtycke.d.ts"]).collect();
    package.insert("files".into(), files.into());
    let text = serde_json::to_string_pretty(&package).map_err(|error| error.to_string())?;
    Ok(text + "\n")
}

/// Checks that a folder is ready for publishing.
///
/// # Errors
/// What is missing, or too much.
pub fn check(folder: &Path, version: &str) -> Result<(), String> {
    let package: Value = serde_json::from_str(&read(&folder.join("package.json"))?)
        .map_err(|error| error.to_string())?;
    let mut problems = Vec::new();
    for (field, expected) in [("name", "samtycke"), ("version", version), ("type", "module")] {
        if package[field] != expected {
            problems.push(format!("`{field}` is not \"{expected}\""));
        }
    }
    for field in ["description", "license"] {
        if !package[field].is_string() {
            problems.push(format!("`{field}` is missing"));
        }
    }
    let mut named: Vec<&str> = strings(&package["files"]);
    named.extend(strings(&package["exports"]));
    named.extend(
        ["main", "types", "unpkg", "jsdelivr"]
            .map(|field| package[field].as_str())
            .iter()
            .flatten(),
    );
    for file in named {
        if !folder.join(file).is_file() {
            problems.push(format!("{file} is not there"));
        }
    }
    // The ES module writes out the address of each, so that bundlers find them.
    let module = read(&folder.join(ENTRIES[0]))?;
    for file in strings(&package["files"]) {
        let is_later = !ENTRIES.contains(&file) && !file.ends_with(".d.ts");
        if is_later && !module.contains(&format!("./{file}")) {
            problems.push(format!("{} does not name ./{file}", ENTRIES[0]));
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(format!("pkg/package.json: {}.", problems.join("; ")))
    }
}

/// The strings of a list, and of the fields of an object.
fn strings(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().flat_map(strings).collect(),
        Value::Object(fields) => fields.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const PACKED: &str = r#"{"name": "samtycke", "type": "module", "version": "1.2.3", "description": "d", "license": "MIT",
        "files": ["core.js"], "main": "core.js", "types": "core.d.ts"}"#;

    #[test]
    fn every_script_and_language_is_shipped_and_reachable() {
        let package: Value = serde_json::from_str(&complete(PACKED, &["sv"]).unwrap()).unwrap();
        let files = [
            "samtycke.js",
            "samtycke.min.js",
            "samtycke.dev.js",
            "samtycke.settings.js",
            "samtycke.messages.js",
            "samtycke.nowasm.js",
            "samtycke.sv.json",
            "samtycke.d.ts",
        ];
        assert_eq!(package["files"], json!(files));
        for file in &files[1..7] {
            assert_eq!(package["exports"][format!("./{file}")], format!("./{file}"));
        }
        assert_eq!(package["exports"]["."]["default"], "./samtycke.js");
        assert!(!package["sideEffects"].to_string().contains("samtycke.js"));
        assert!(complete("no JSON", &[]).is_err());
    }

    #[test]
    fn a_complete_folder_passes_and_each_missing_file_is_named() {
        let folder = std::env::temp_dir().join(format!("samtycke-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let package = complete(PACKED, &["sv"]).unwrap();
        let files = later(&["sv"]);
        for file in files.iter().map(String::as_str).chain(ENTRIES) {
            fs::write(folder.join(file), "").unwrap();
        }
        let later: String = files.iter().map(|file| format!("./{file} ")).collect();
        for (file, text) in [
            ("samtycke.js", later.as_str()),
            ("samtycke.d.ts", ""),
            ("package.json", package.as_str()),
        ] {
            fs::write(folder.join(file), text).unwrap();
        }
        assert_eq!(check(&folder, "1.2.3"), Ok(()));
        assert!(check(&folder, "1.2.4").unwrap_err().contains("`version` is not \"1.2.4\""));
        fs::write(folder.join("samtycke.js"), later.replace("./samtycke.sv.json", "")).unwrap();
        let problem = check(&folder, "1.2.3").unwrap_err();
        assert!(problem.contains("samtycke.js does not name ./samtycke.sv.json"), "{problem}");
        fs::remove_file(folder.join("samtycke.nowasm.js")).unwrap();
        let problem = check(&folder, "1.2.3").unwrap_err();
        assert!(problem.contains("samtycke.nowasm.js is not there"), "{problem}");
        fs::remove_dir_all(&folder).unwrap();
    }
}
