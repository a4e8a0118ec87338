//! What a visitor of a built site downloads first: the demo's declaration in one language, as it is and with
//! 300 services.

use std::fs;
use std::process::Command;

use samtycke_config::{Page, normal, read as read_declaration};
use serde_json::{Value, json};

use crate::project::Project;
use crate::run::{read, read_bytes, run, write};

/// A site with so many services is large.
pub const MANY: usize = 300;

/// The declaration of the demo site.
///
/// # Errors
/// It cannot be read.
pub fn demo(project: &Project) -> Result<Value, String> {
    let text = read(&project.root.join("www/samtycke.json"))?;
    serde_json::from_str(&text).map_err(|error| format!("www/samtycke.json: {error}."))
}

/// What an unbuilt page of it fetches: its presets are expanded, as `samtycke presets expand` does it.
///
/// # Errors
/// It cannot be read, or is not right.
pub fn unbuilt(project: &Project) -> Result<Value, String> {
    let text = demo(project)?.to_string();
    let page = Page { origin: "https://", host: "", secure: true };
    let report = read_declaration(&text, &page);
    let declaration = report.declaration.ok_or("www/samtycke.json is not right.")?;
    Ok(normal::form(&declaration))
}

/// The first script of the demo site in English, with at least so many services, made by the program of
/// this build.
///
/// # Errors
/// The program has not been compiled, or does not build the site.
pub fn script(project: &Project, services: usize) -> Result<Vec<u8>, String> {
    let mut declaration = demo(project)?;
    declaration["languages"] = json!(["en"]);
    if let Some(list) = declaration["services"].as_array_mut() {
        list.extend((list.len()..services).map(service));
    }
    build(project, &services.to_string(), &declaration)
}

/// The first script of the same site with the bare scripts of its vendors in place of presets: no queues, no consent mode,
/// nothing that is deleted.
///
/// # Errors
/// As for [`script`].
pub fn without_presets(project: &Project) -> Result<Vec<u8>, String> {
    let mut declaration = demo(project)?;
    declaration["languages"] = json!(["en"]);
    let expanded = unbuilt(project)?;
    let mut services = expanded["services"].as_array().cloned().unwrap_or_default();
    for (service, short) in
        services.iter_mut().zip(declaration["services"].as_array().into_iter().flatten())
    {
        // What the site stores itself is no vendor's.
        if short["preset"].is_null() || short["preset"] == "samtycke" {
            *service = short.clone();
            continue;
        }
        let scripts = service["scripts"].as_array().into_iter().flatten();
        let sources = scripts.map(|one| &one["src"]).filter(|src| src.is_string());
        *service = json!({
            "id": service["id"], "category": service["category"], "name": service["name"],
            "provider": service["provider"],
            "scripts": sources.map(|src| json!({"src": src})).collect::<Vec<_>>(),
        });
    }
    declaration["services"] = services.into();
    build(project, "without-presets", &declaration)
}

fn build(project: &Project, name: &str, declaration: &Value) -> Result<Vec<u8>, String> {
    let folder = project.root.join("target/built").join(name);
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}.", folder.display()))?;
    let site = folder.join("site.json");
    write(&site, declaration.to_string())?;
    let mut program = Command::new(project.root.join("target/debug/samtycke"));
    program.arg("build").arg(&site).arg("-o").arg(&folder);
    run(program.arg("--evidence").arg(folder.join("evidence.json")))?;
    read_bytes(&folder.join("samtycke.min.js"))
}

/// Those that a visitor answers.
const CATEGORIES: [&str; 3] = ["functional", "analytics", "marketing"];

/// A service as others are, with words of its own.
fn service(number: usize) -> Value {
    let host = format!("https://service-{number}.example");
    json!({
        "id": format!("service_{number}"),
        "category": CATEGORIES[number % CATEGORIES.len()],
        "name": format!("Service {number}"),
        "provider": format!("Provider {number}, Inc."),
        "policyUrl": format!("{host}/privacy"),
        "scripts": [{"src": format!("{host}/tag.js"), "async": true}],
        "cookies": [{
            "name": format!("_s{number}"), "kind": "cookie", "party": "first", "lifetime": "P1Y",
            "purpose": format!("Tells visitors of page {number} apart."),
        }],
    })
}

#[cfg(test)]
mod tests {
    use samtycke_config::check_value;

    use super::*;

    #[test]
    fn a_large_site_is_right() {
        let mut declaration = demo(&Project::find().unwrap()).unwrap();
        let services = declaration["services"].as_array_mut().unwrap();
        services.extend((services.len()..MANY).map(service));
        assert_eq!(services.len(), MANY);
        let page = Page { origin: "https://a.example", host: "a.example", secure: true };
        assert_eq!(check_value(&declaration, &page), []);
    }
}
