//! What esbuild and terser make of `src/page/` and `src/style/`.

use std::process::Command;

use crate::project::Project;
use crate::run::{read, run};

/// How the names of a script are kept to itself.
#[derive(Clone, Copy)]
pub enum Format {
    /// A function that is called at once.
    Classic,
    /// A module.
    Module,
}

/// A value that the sources name and the build knows: an identifier, and an expression.
pub type Define<'a> = (&'a str, String);

/// Bundles `src/page/<entry>.ts`, minified.
///
/// # Errors
/// What a tool finds wrong.
pub fn bundle(
    project: &Project,
    entry: &str,
    format: Format,
    defines: &[Define],
) -> Result<String, String> {
    let to = project.parts.join(format!("{entry}.min.js"));
    let part = |name: &str| project.parts.join(name).display().to_string();
    let mut esbuild = Command::new("esbuild");
    esbuild.arg(project.root.join(format!("src/page/{entry}.ts")));
    esbuild.arg(format!("--outfile={}", to.display()));
    esbuild.arg(match format {
        Format::Classic => "--format=iife",
        Format::Module => "--format=esm",
    });
    // All of this target is in every browser that has what the style sheet needs, cascade layers.
    esbuild.args(["--bundle", "--minify", "--target=es2022", "--charset=utf8"]);
    esbuild.args(["--legal-comments=none", "--log-level=warning"]);
    esbuild.arg("--loader:.css=text");
    for (name, file) in [("module.js", "core.js"), ("dev.js", "dev.js")] {
        esbuild.arg(format!("--alias:{name}={}", part(file)));
    }
    for name in ["banner.css", "settings.css", "embeds.css"] {
        esbuild.arg(format!("--alias:{name}={}", part(name)));
    }
    // A built site has words of its own.
    let words = match entry {
        "built" => project.root.join("src/page/inside.ts").display().to_string(),
        _ => part("first.json"),
    };
    esbuild.arg(format!("--alias:first.json={words}"));
    esbuild.arg(format!("--define:IS_MODULE={}", matches!(format, Format::Module)));
    for (name, value) in
        [("IS_BUILT", false), ("IS_ONE", false), ("IS_COMMON", false), ("HAS_STEPS", true)]
    {
        if !defines.iter().any(|(defined, _)| *defined == name) {
            esbuild.arg(format!("--define:{name}={value}"));
        }
    }
    esbuild.arg(format!("--define:IS_DEV={}", entry == "dev"));
    for (name, value) in defines {
        esbuild.arg(format!("--define:{name}={value}"));
    }
    run(&mut esbuild)?;
    // 3 % smaller than what esbuild minifies alone.
    let mut terser = Command::new("terser");
    // Not `--toplevel`: it takes the function around a script away, and its names go to `window`.
    terser.arg(&to).arg(format!("--compress={}", compress(entry))).args(["--mangle", "--output"]);
    terser.arg(&to);
    if matches!(format, Format::Module) {
        terser.arg("--module");
    }
    run(&mut terser)?;
    let script = read(&to)?;
    let script = script.trim_end();
    if matches!(format, Format::Classic) && !is_function(script) {
        return Err(format!(
            "{}: no function keeps the script's names from `window`.",
            to.display()
        ));
    }
    Ok(script.into())
}

/// How terser compresses an entry. What wasm2js writes reads no property of the page, and has many
/// short functions; knowing that saves 2 % of it.
fn compress(entry: &str) -> &'static str {
    match entry {
        "nowasm" => "passes=3,pure_getters=true,hoist_funs=true,reduce_vars=false",
        _ => "passes=3",
    }
}

/// Whether a minified script is one function that is called at once.
fn is_function(script: &str) -> bool {
    let script = script.trim_start_matches("\"use strict\";").trim_end_matches(';');
    script.starts_with("(()=>{") && script.ends_with("})()")
}

/// Minifies `src/style/<name>.css` into the parts.
///
/// # Errors
/// What esbuild finds wrong.
pub fn style(project: &Project, name: &str) -> Result<(), String> {
    let mut esbuild = Command::new("esbuild");
    esbuild.arg(project.root.join(format!("src/style/{name}.css")));
    esbuild.arg(format!("--outfile={}", project.parts.join(format!("{name}.css")).display()));
    run(esbuild.args(["--minify", "--charset=utf8", "--log-level=warning"])).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_that_leaks_names_is_no_function() {
        assert!(is_function("\"use strict\";(()=>{let a=1})();"));
        assert!(!is_function("let a=1;"));
        assert!(!is_function("let a=1;(()=>{})()"));
    }
}
