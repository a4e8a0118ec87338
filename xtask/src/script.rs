//! The classic scripts: one file each with everything inside.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::embed::embed;
use crate::glue::{names, shorten};
use crate::project::Project;
use crate::run::{read, read_bytes, run, write};

/// The folder with what a script is made of: `loader.js`, minified and still without the module,
/// and `module.wasm`.
pub fn parts(project: &Project, name: &str) -> PathBuf {
    project.target.join("script").join(name)
}

/// Makes `samtycke.<name>.js` in a folder from a module as cargo makes it.
///
/// # Errors
/// What a tool finds wrong.
pub fn build(project: &Project, name: &str, raw: &Path, to: &Path) -> Result<(), String> {
    let folder = parts(project, name);
    // What an earlier build left may bear other names.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    bindgen(&folder, raw)?;
    let map = optimize(project, &folder)?;
    let names = names(&at_home(project, &folder, &map)?)?;
    let glue =
        shorten(&at_home(project, &folder, &read(&folder.join("samtycke_bg.js"))?)?, &names)?;
    write(&folder.join("glue.js"), glue)?;
    minify(project, &folder)?;
    let script = embed(
        read(&folder.join("loader.js"))?.trim_end(),
        &read_bytes(&folder.join("module.wasm"))?,
    )?;
    // The mark at the start makes it UTF-8 whatever the page's own encoding is.
    let script = format!("\u{feff}/*! Samtycke {} */{script}\n", project.version);
    write(&to.join(format!("samtycke.{name}.js")), script)
}

/// The glue for bundlers, since that has no loader of its own.
fn bindgen(folder: &Path, raw: &Path) -> Result<(), String> {
    let options =
        ["--target=bundler", "--no-typescript", "--encode-into=always", "--out-name=samtycke"];
    let names = ["--remove-name-section", "--remove-producers-section"];
    run(Command::new("wasm-bindgen")
        .args(options)
        .args(names)
        .arg("--out-dir")
        .arg(folder)
        .arg(raw))
    .map(drop)
}

/// The module made small; returns the map of its names.
fn optimize(project: &Project, folder: &Path) -> Result<String, String> {
    let [from, to] = ["samtycke_bg.wasm", "module.wasm"].map(|name| folder.join(name));
    let shorten = "--minify-imports-and-exports-and-modules";
    run(Command::new("wasm-opt").args(project.wasm_opt()?).arg(shorten).arg(from).arg("-o").arg(to))
}

/// Lets a text refer to our own scripts where they stand in the project, not to the copies that
/// wasm-bindgen makes of them: the loader imports them too, and they must not be there twice.
fn at_home(project: &Project, folder: &Path, text: &str) -> Result<String, String> {
    let mut text = String::from(text);
    let Ok(snippets) = fs::read_dir(folder.join("snippets")) else {
        return Ok(text);
    };
    for snippet in snippets {
        let snippet = snippet.map_err(|error| error.to_string())?;
        let name = snippet.file_name().to_string_lossy().into_owned();
        if name.starts_with("samtycke-") && snippet.path().join("src").is_dir() {
            text = text
                .replace(&format!("./snippets/{name}/"), &format!("{}/", project.root.display()));
        }
    }
    Ok(text)
}

/// Loader, glue and scripts in one.
fn minify(project: &Project, folder: &Path) -> Result<(), String> {
    let mut esbuild = Command::new("esbuild");
    esbuild.arg(project.root.join("src/loader.js"));
    esbuild.arg(format!("--alias:glue={}", folder.join("glue.js").display()));
    esbuild.arg(format!("--outfile={}", folder.join("loader.js").display()));
    esbuild.args(["--bundle", "--format=iife", "--minify", "--target=es2020", "--charset=utf8"]);
    run(esbuild.args(["--legal-comments=none", "--log-level=warning"])).map(drop)
}
