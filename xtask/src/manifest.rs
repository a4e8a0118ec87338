//! `pkg/package.json`, ready for npm.

use std::path::Path;

use serde_json::{Value, json};

/// What is shipped beside what wasm-pack knows of.
const SCRIPTS: [&str; 2] = ["samtycke.min.js", "samtycke.dev.js"];

/// Adds the classic scripts, and the entries that bundlers and TypeScript go by.
///
/// # Errors
/// That wasm-pack wrote no JSON.
pub fn complete(written: &str) -> Result<String, String> {
    let mut package: Value = serde_json::from_str(written).map_err(|error| error.to_string())?;
    for list in ["files", "sideEffects"] {
        let entries = package[list]
            .as_array_mut()
            .ok_or_else(|| format!("package.json has no list {list}."))?;
        let prefix = if list == "files" { "" } else { "./" };
        for script in SCRIPTS {
            entries.push(format!("{prefix}{script}").into());
        }
    }
    package["exports"] = json!({
        ".": { "types": "./samtycke.d.ts", "default": "./samtycke.js" },
        "./samtycke_bg.wasm": "./samtycke_bg.wasm",
        "./samtycke.min.js": "./samtycke.min.js",
        "./samtycke.dev.js": "./samtycke.dev.js",
        "./package.json": "./package.json",
    });
    let text = serde_json::to_string_pretty(&package).map_err(|error| error.to_string())?;
    Ok(text + "\n")
}

/// Checks that nothing is missing for publishing.
///
/// # Errors
/// What is.
pub fn check(written: &str, folder: &Path, version: &str) -> Result<(), String> {
    let package: Value = serde_json::from_str(written).map_err(|error| error.to_string())?;
    let mut problems = Vec::new();
    for (field, expected) in [("name", "samtycke"), ("version", version), ("type", "module")] {
        if package[field] != expected {
            problems.push(format!("`{field}` is not \"{expected}\""));
        }
    }
    for field in ["description", "license", "main", "types"] {
        if !package[field].is_string() {
            problems.push(format!("`{field}` is missing"));
        }
    }
    let listed = package["files"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let referred = [package["main"].as_str(), package["types"].as_str()];
    for file in listed.chain(referred.into_iter().flatten()) {
        if !folder.join(file.trim_end_matches(['/', '*'])).exists() {
            problems.push(format!("{file} is not there"));
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(format!("pkg/package.json: {}.", problems.join("; ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRITTEN: &str = r#"{"name": "samtycke", "type": "module", "version": "1.2.3", "description": "d", "license": "MIT",
        "files": ["samtycke.js"], "main": "samtycke.js", "types": "samtycke.d.ts", "sideEffects": ["./snippets/*"]}"#;

    #[test]
    fn the_classic_scripts_are_shipped_and_reachable() {
        let package: Value = serde_json::from_str(&complete(WRITTEN).unwrap()).unwrap();
        assert_eq!(package["files"], json!(["samtycke.js", "samtycke.min.js", "samtycke.dev.js"]));
        assert_eq!(package["exports"]["./samtycke.min.js"], "./samtycke.min.js");
        assert_eq!(package["sideEffects"][1], "./samtycke.min.js");
    }

    #[test]
    fn what_is_missing_is_named() {
        let problem = check(WRITTEN, Path::new("/nowhere"), "1.2.4").unwrap_err();
        assert_eq!(
            problem,
            "pkg/package.json: `version` is not \"1.2.4\"; samtycke.js is not there; samtycke.js is not there; samtycke.d.ts is not there."
        );
        assert!(complete("{}").is_err());
    }
}
