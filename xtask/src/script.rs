//! What esbuild, terser and binaryen make of `src/browser/` and a module.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use samtycke::model::texts::FIRST_STYLE;

use crate::embed::embed;
use crate::project::Project;
use crate::run::{read, read_bytes, run, write};

/// The folder with what a script is made of: `loader.js`, minified and still without the module,
/// and `module.wasm`.
pub fn parts(project: &Project, name: &str) -> PathBuf {
    project.target.join("script").join(name)
}

/// Makes `samtycke.<name>.js`, one classic script with everything inside, in a folder from a module
/// as cargo makes it.
///
/// # Errors
/// What a tool finds wrong.
pub fn classic(project: &Project, name: &str, raw: &Path, to: &Path) -> Result<(), String> {
    let folder = parts(project, name);
    let [loader, module] = ["loader.js", "module.wasm"].map(|name| folder.join(name));
    bundle(project, "loader.js", "esm", &loader)?;
    // Smaller than what esbuild minifies alone.
    let mut terser = Command::new("terser");
    terser
        .arg(&loader)
        .args(["--compress=passes=3", "--mangle", "--toplevel", "--output"])
        .arg(&loader);
    run(&mut terser)?;
    optimize(project, raw, &module)?;
    let loader = in_a_block(&read(&loader)?)?;
    let script = embed(&loader, &read_bytes(&module)?)?;
    finish(project, name, &script, to)
}

/// Makes `samtycke.nowasm.js` from a module whose functions return one value each: the module as
/// JavaScript, for where WebAssembly is refused.
///
/// # Errors
/// What a tool finds wrong.
pub fn without_wasm(project: &Project, raw: &Path, to: &Path) -> Result<(), String> {
    let folder = parts(project, NOWASM);
    let [bundled, module] = ["nowasm.js", "module.wasm"].map(|name| folder.join(name));
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    optimize(project, raw, &module)?;
    let features = project.wasm_opt()?.into_iter().filter(|flag| flag.starts_with("--enable"));
    let mut wasm2js = Command::new("wasm2js");
    wasm2js.args(features).arg("-Oz").arg(&module).arg("-o").arg(folder.join("module.js"));
    run(&mut wasm2js)?;
    bundle(project, "nowasm.js", "iife", &bundled)?;
    finish(project, NOWASM, read(&bundled)?.trim_end(), to)
}

/// What the script without WebAssembly is called, between `samtycke.` and `.js`.
pub const NOWASM: &str = "nowasm";

fn optimize(project: &Project, raw: &Path, module: &Path) -> Result<(), String> {
    run(Command::new("wasm-opt").args(project.wasm_opt()?).arg(raw).arg("-o").arg(module)).map(drop)
}

/// Writes a script that is complete.
fn finish(project: &Project, name: &str, script: &str, to: &Path) -> Result<(), String> {
    // The mark at the start makes it UTF-8 whatever the page's own encoding is.
    let script = format!("\u{feff}/*! Samtycke {} */{script}\n", project.version);
    write(&to.join(format!("samtycke.{name}.js")), script)
}

/// A script with its names to itself. A block takes fewer bytes than a function that is called, and
/// its names are no properties of `window` once none is declared with `var`, as esbuild does.
///
/// # Errors
/// That the script declares what a block would not keep to itself.
fn in_a_block(script: &str) -> Result<String, String> {
    let script = script.trim_end().replace("var ", "let ");
    if script.contains("function ") {
        return Err("The loader declares a function, which a block does not keep to itself.".into());
    }
    Ok(format!("{{{script}}}"))
}

/// Makes `samtycke.js`, the ES module, which imports what wasm-pack makes.
///
/// # Errors
/// What esbuild finds wrong.
pub fn module(project: &Project, to: &Path) -> Result<(), String> {
    bundle(project, "module.js", "esm", &to.join("samtycke.js"))
}

/// Makes `target/wasm/script/api.js`: the same functions, and `attach`, for `tests/browser.rs`.
///
/// # Errors
/// What esbuild finds wrong.
pub fn api(project: &Project) -> Result<(), String> {
    bundle(project, "api.js", "esm", &project.target.join("script/api.js"))
}

/// Bundles a file of `src/browser/`, minified.
fn bundle(project: &Project, entry: &str, format: &str, to: &Path) -> Result<(), String> {
    let style = project.target.join("script/first.css");
    fs::create_dir_all(to.parent().unwrap_or(to)).map_err(|error| error.to_string())?;
    fs::create_dir_all(project.target.join("script")).map_err(|error| error.to_string())?;
    write(&style, FIRST_STYLE)?;
    let mut esbuild = Command::new("esbuild");
    esbuild.arg(project.root.join("src/browser").join(entry));
    esbuild.arg(format!("--format={format}")).arg(format!("--outfile={}", to.display()));
    esbuild.arg(format!("--alias:first.css={}", style.display())).arg("--loader:.css=text");
    let module = parts(project, NOWASM).join("module.js");
    esbuild.arg(format!("--alias:module.js={}", module.display()));
    // All of these are in every browser that has what the style sheet needs, cascade layers.
    esbuild.args(["--bundle", "--minify", "--target=es2022", "--charset=utf8"]);
    esbuild.args(["--external:./core.js", "--legal-comments=none", "--log-level=warning"]);
    run(&mut esbuild).map(drop)
}
