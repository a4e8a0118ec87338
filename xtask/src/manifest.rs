//! `pkg/package.json`, ready for npm.

use std::path::Path;

use serde_json::{Value, json};

/// What is shipped beside what wasm-pack knows of.
const SCRIPTS: [&str; 4] =
    ["samtycke.js", "samtycke.min.js", "samtycke.dev.js", "samtycke.nowasm.js"];

/// Adds the scripts and the second layers, and the entries that bundlers and TypeScript go by.
///
/// # Errors
/// That wasm-pack wrote no JSON.
pub fn complete(written: &str, languages: &[&str]) -> Result<String, String> {
    let mut package: Value = serde_json::from_str(written).map_err(|error| error.to_string())?;
    let layers: Vec<String> =
        languages.iter().map(|language| format!("samtycke.{language}.json")).collect();
    let files = package["files"].as_array_mut().ok_or("package.json has no list of files.")?;
    files.extend(SCRIPTS.into_iter().map(Value::from));
    files.extend(layers.iter().cloned().map(Value::from));
    files.push("samtycke.d.ts".into());
    let effects = ["./core.js", "./samtycke.min.js", "./samtycke.dev.js", "./samtycke.nowasm.js"];
    package["sideEffects"] = json!(effects);
    package["main"] = "samtycke.js".into();
    package["types"] = "samtycke.d.ts".into();
    let mut exports = json!({ ".": { "types": "./samtycke.d.ts", "default": "./samtycke.js" } });
    let rest = ["core_bg.wasm", "package.json"].into_iter().chain(SCRIPTS.into_iter().skip(1));
    for file in rest.chain(layers.iter().map(String::as_str)) {
        exports[format!("./{file}")] = format!("./{file}").into();
    }
    package["exports"] = exports;
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
        "files": ["core.js"], "main": "core.js", "types": "core.d.ts"}"#;

    #[test]
    fn the_scripts_and_layers_are_shipped_and_reachable() {
        let package: Value = serde_json::from_str(&complete(WRITTEN, &["sv"]).unwrap()).unwrap();
        assert_eq!(
            package["files"],
            json!([
                "core.js",
                "samtycke.js",
                "samtycke.min.js",
                "samtycke.dev.js",
                "samtycke.nowasm.js",
                "samtycke.sv.json",
                "samtycke.d.ts"
            ])
        );
        assert_eq!(package["exports"]["./samtycke.min.js"], "./samtycke.min.js");
        assert_eq!(package["exports"]["./samtycke.sv.json"], "./samtycke.sv.json");
        assert_eq!(package["main"], "samtycke.js");
    }

    #[test]
    fn what_is_missing_is_named() {
        let problem = check(WRITTEN, Path::new("/nowhere"), "1.2.4").unwrap_err();
        assert_eq!(
            problem,
            "pkg/package.json: `version` is not \"1.2.4\"; core.js is not there; core.js is not there; core.d.ts is not there."
        );
        assert!(complete("{}", &[]).is_err());
    }
}
