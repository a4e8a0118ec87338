//! `pkg/package.json`, ready for npm.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::run::read;
use crate::scripts::{IMPORTED, LATER, RUNTIME};

/// What a page names, the ES module first.
const ENTRIES: [&str; 3] = ["samtycke.js", "samtycke.min.js", "samtycke.dev.js"];

/// The entries for frameworks: the subpath, which is the name of its script and of its types too, and
/// the package that it needs.
pub const ADAPTERS: [(&str, Option<(&str, &str)>); 4] = [
    ("store", None),
    ("react", Some(("react", ">=18"))),
    ("vue", Some(("vue", ">=3.3"))),
    ("svelte", Some(("svelte", ">=5"))),
];

/// What the entries for frameworks import besides.
pub const ADAPTER_PARTS: [&str; 3] = ["svelte-consent.js", "Gate.svelte", "SettingsButton.svelte"];

/// The types of the classic script.
pub const CLASSIC_TYPES: &str = "samtycke.classic.d.ts";

/// The digests of the scripts that pages name.
pub const INTEGRITY: &str = "integrity.json";

/// The JSON Schema of a declaration, for editors.
pub const SCHEMA: &str = "samtycke.schema.json";

/// The folder of the program.
pub const PROGRAM: &str = "program";

/// What the program is made of: the first is what `npx samtycke` runs.
pub const PROGRAM_SOURCES: [&str; 3] = ["samtycke.mjs", "run.mjs", "system.mjs"];

/// What wasm-pack builds of it.
pub const PROGRAM_MODULE: [&str; 2] = ["core.js", "core_bg.wasm"];

/// The Vite plugin, and its types.
pub const VITE: [&str; 2] = ["vite.js", "vite.d.ts"];

/// What npm does not take along by itself: it knows a licence by the name LICENSE alone.
const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

/// Where the sources are, unless Cargo.toml says it.
const REPOSITORY: &str = "git+https://github.com/billogram/samtycke.git";

/// What wasm-pack takes from Cargo.toml.
const FROM_CARGO: [&str; 6] =
    ["name", "description", "version", "license", "repository", "keywords"];

/// The files that scripts of a build fetch later.
fn later(languages: &[&str]) -> Vec<String> {
    let scripts = LATER.iter().map(|(entry, _)| format!("samtycke.{entry}.js"));
    scripts.chain(languages.iter().map(|language| format!("samtycke.{language}.json"))).collect()
}

/// The files that the ES module imports.
fn imported(languages: &[&str]) -> Vec<String> {
    let names = LATER.iter().map(|(entry, _)| *entry).chain(languages.iter().copied());
    names.map(|name| format!("{IMPORTED}/{name}.js")).collect()
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
    if !package.contains_key("repository") {
        package.insert("repository".into(), json!({ "type": "git", "url": REPOSITORY }));
    }
    package.insert("type".into(), "module".into());
    package.insert("engines".into(), json!({ "node": ">=18" }));
    package.insert("main".into(), ENTRIES[0].into());
    package.insert("types".into(), "samtycke.d.ts".into());
    // Content delivery networks answer with these where an address names the package alone.
    package.insert("unpkg".into(), ENTRIES[1].into());
    package.insert("jsdelivr".into(), ENTRIES[1].into());
    package.insert("exports".into(), exports(&scripts));
    package
        .insert("bin".into(), json!({ "samtycke": format!("{PROGRAM}/{}", PROGRAM_SOURCES[0]) }));
    // Importing the ES module alone does nothing, and neither do the entries for frameworks.
    let effects = scripts.iter().skip(1).filter(|file| file.ends_with(".js"));
    package.insert("sideEffects".into(), effects.map(|file| format!("./{file}")).collect());
    let frameworks = ADAPTERS.iter().filter_map(|(_, needs)| *needs);
    let optional = |(name, _): (&str, &str)| (name.to_string(), json!({ "optional": true }));
    let peers = frameworks.clone().map(|(name, version)| (name.to_string(), json!(version)));
    package.insert("peerDependencies".into(), Value::Object(peers.collect()));
    package
        .insert("peerDependenciesMeta".into(), Value::Object(frameworks.map(optional).collect()));
    let mut files: Vec<String> = scripts.iter().map(ToString::to_string).collect();
    files.extend(imported(languages));
    files.extend(["samtycke.d.ts", CLASSIC_TYPES, INTEGRITY, RUNTIME, SCHEMA].map(String::from));
    let program = PROGRAM_SOURCES.iter().chain(&PROGRAM_MODULE);
    files.extend(program.map(|file| format!("{PROGRAM}/{file}")));
    files.extend(VITE.map(String::from));
    files.extend(
        ADAPTERS.iter().flat_map(|(name, _)| [format!("{name}.js"), format!("{name}.d.ts")]),
    );
    files.extend(ADAPTER_PARTS.iter().chain(&LICENCES).map(ToString::to_string));
    package.insert("files".into(), files.into());
    let text = serde_json::to_string_pretty(&package).map_err(|error| error.to_string())?;
    Ok(text + "\n")
}

/// What an import can name: the module, the scripts, and the entries for frameworks.
fn exports(scripts: &[&str]) -> Value {
    let mut exports = json!({
        ".": { "types": "./samtycke.d.ts", "default": format!("./{}", ENTRIES[0]) },
        "./classic": { "types": format!("./{CLASSIC_TYPES}"), "default": format!("./{}", ENTRIES[1]) },
    });
    for (name, _) in ADAPTERS {
        let mut entry = Map::from_iter([("types".into(), format!("./{name}.d.ts").into())]);
        // The bundlers' plug-ins know a package with components by this condition.
        if name == "svelte" {
            entry.insert(name.into(), format!("./{name}.js").into());
        }
        entry.insert("default".into(), format!("./{name}.js").into());
        exports[format!("./{name}")] = entry.into();
    }
    exports["./vite"] =
        json!({ "types": format!("./{}", VITE[1]), "default": format!("./{}", VITE[0]) });
    for file in scripts.iter().skip(1).chain(&[INTEGRITY, SCHEMA, "package.json"]) {
        exports[format!("./{file}")] = format!("./{file}").into();
    }
    exports
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
    // The ES module and its settings part write out what they import, so that bundlers find it.
    let module = read(&folder.join(ENTRIES[0]))?
        + &fs::read_to_string(folder.join(IMPORTED).join("settings.js")).unwrap_or_default();
    for file in strings(&package["files"]) {
        let Some(name) = file.strip_prefix(IMPORTED) else { continue };
        if ![format!("\"./{file}\""), format!("\".{name}\"")]
            .iter()
            .any(|name| module.contains(name))
        {
            problems.push(format!("nothing imports {file}"));
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
    use super::*;

    const PACKED: &str = r#"{"name": "samtycke", "type": "module", "version": "1.2.3", "description": "d", "license": "MIT",
        "files": ["core.js"], "main": "core.js", "types": "core.d.ts"}"#;

    #[test]
    fn every_script_and_language_is_shipped_and_reachable() {
        let package: Value = serde_json::from_str(&complete(PACKED, &["sv"]).unwrap()).unwrap();
        let files = vec![
            "samtycke.js",
            "samtycke.min.js",
            "samtycke.dev.js",
            "samtycke.embeds.js",
            "samtycke.settings.js",
            "samtycke.messages.js",
            "samtycke.nowasm.js",
            "samtycke.sv.json",
            "module/embeds.js",
            "module/settings.js",
            "module/messages.js",
            "module/nowasm.js",
            "module/sv.js",
            "samtycke.d.ts",
            "samtycke.classic.d.ts",
            "integrity.json",
            "samtycke.runtime.json",
            "samtycke.schema.json",
            "program/samtycke.mjs",
            "program/run.mjs",
            "program/system.mjs",
            "program/core.js",
            "program/core_bg.wasm",
            "vite.js",
            "vite.d.ts",
            "store.js",
            "store.d.ts",
            "react.js",
            "react.d.ts",
            "vue.js",
            "vue.d.ts",
            "svelte.js",
            "svelte.d.ts",
            "svelte-consent.js",
            "Gate.svelte",
            "SettingsButton.svelte",
            "LICENSE-APACHE",
            "LICENSE-MIT",
        ];
        assert_eq!(package["files"], json!(files));
        for file in &files[1..7] {
            assert_eq!(package["exports"][format!("./{file}")], format!("./{file}"));
        }
        assert_eq!(package["exports"]["."]["default"], "./samtycke.js");
        assert_eq!(package["exports"]["./classic"]["default"], "./samtycke.min.js");
        for (name, needs) in ADAPTERS {
            assert_eq!(package["exports"][format!("./{name}")]["default"], format!("./{name}.js"));
            let Some((framework, version)) = needs else { continue };
            assert_eq!(package["peerDependencies"][framework], version);
            assert_eq!(package["peerDependenciesMeta"][framework]["optional"], true);
        }
        assert_eq!(package["repository"]["url"], REPOSITORY);
        assert!(!package["sideEffects"].to_string().contains("samtycke.js"));
        assert!(complete("no JSON", &[]).is_err());
    }

    #[test]
    fn a_complete_folder_passes_and_each_missing_file_is_named() {
        let folder = std::env::temp_dir().join(format!("samtycke-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let package = complete(PACKED, &["sv"]).unwrap();
        fs::create_dir_all(folder.join(IMPORTED)).unwrap();
        fs::create_dir_all(folder.join(PROGRAM)).unwrap();
        let manifest: Value = serde_json::from_str(&package).unwrap();
        for file in strings(&manifest["files"]) {
            fs::write(folder.join(file), "").unwrap();
        }
        let imports: Vec<String> =
            imported(&[]).iter().map(|file| format!("\"./{file}\"")).collect();
        for (file, text) in [
            ("samtycke.js", imports.join(" ").as_str()),
            ("module/settings.js", "\"./sv.js\""),
            ("package.json", package.as_str()),
        ] {
            fs::write(folder.join(file), text).unwrap();
        }
        assert_eq!(check(&folder, "1.2.3"), Ok(()));
        assert!(check(&folder, "1.2.4").unwrap_err().contains("`version` is not \"1.2.4\""));
        fs::write(folder.join("module/settings.js"), "").unwrap();
        let problem = check(&folder, "1.2.3").unwrap_err();
        assert!(problem.contains("nothing imports module/sv.js"), "{problem}");
        fs::remove_file(folder.join("samtycke.nowasm.js")).unwrap();
        let problem = check(&folder, "1.2.3").unwrap_err();
        assert!(problem.contains("samtycke.nowasm.js is not there"), "{problem}");
        fs::remove_dir_all(&folder).unwrap();
    }
}
