//! `pkg/`: the ES module by wasm-pack, its types, and the classic scripts.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::project::Project;
use crate::run::{read, run, write};
use crate::{manifest, script, types};

/// A third of the size is panics and their messages; this makes each a single instruction.
const RUSTFLAGS: &str = "-Zunstable-options -Cpanic=immediate-abort";

/// The standard library has to be built the same way.
const BUILD_STD: [&str; 2] =
    ["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"];

/// Builds all of it.
///
/// # Errors
/// What a tool finds wrong.
pub fn pkg() -> Result<(), String> {
    let project = Project::find()?;
    let _only_one = alone(&project)?;
    // Put together elsewhere, so that a server of pkg/ never finds half of it.
    let folder = project.target.join("pkg");
    let _ = fs::remove_dir_all(&folder);
    say("the module");
    let raw = wasm_pack(&project, &folder)?;
    let types_path = folder.join("samtycke.d.ts");
    write(&types_path, types::complete(&read(&types_path)?))?;
    let manifest_path = folder.join("package.json");
    write(&manifest_path, manifest::complete(&read(&manifest_path)?)?)?;
    // wasm-pack hides its output from git, and npm would go by that.
    let _ = fs::remove_file(folder.join(".gitignore"));
    say("samtycke.min.js");
    script::build(&project, "min", &raw, &folder)?;
    say("samtycke.dev.js");
    let raw = with_messages(&project)?;
    script::build(&project, "dev", &raw, &folder)?;
    manifest::check(&read(&manifest_path)?, &folder, &project.version)?;
    let place = project.root.join("pkg");
    let _ = fs::remove_dir_all(&place);
    fs::rename(&folder, &place).map_err(|error| format!("pkg/ cannot be put in place: {error}."))
}

/// Waits for another build to end, which would use the same folders.
fn alone(project: &Project) -> Result<File, String> {
    let wrong = |error| format!("{} cannot be locked: {error}.", project.target.display());
    fs::create_dir_all(&project.target).map_err(wrong)?;
    let lock = File::create(project.target.join("pkg.lock")).map_err(wrong)?;
    lock.lock().map_err(wrong)?;
    Ok(lock)
}

fn say(what: &str) {
    eprintln!("pkg: {what}");
}

/// Runs wasm-pack; returns the module as cargo made it.
fn wasm_pack(project: &Project, folder: &Path) -> Result<PathBuf, String> {
    let mut wasm_pack = Command::new("wasm-pack");
    wasm_pack.args([
        "--quiet",
        "build",
        "--release",
        "--target=web",
        "--mode=no-install",
        "--out-name=samtycke",
    ]);
    wasm_pack.arg("--out-dir").arg(folder).args([".", "--"]).args(BUILD_STD);
    run(released(project, &mut wasm_pack))?;
    kept(project, "min")
}

/// Builds the module that says in words what is wrong with a configuration.
fn with_messages(project: &Project) -> Result<PathBuf, String> {
    let mut cargo = Command::new("cargo");
    cargo.args([
        "build",
        "--lib",
        "--release",
        "--target=wasm32-unknown-unknown",
        "--features=messages",
    ]);
    run(released(project, cargo.args(BUILD_STD)))?;
    kept(project, "dev")
}

/// The environment of a release build. The flags are unstable ones, so a stable compiler has to be
/// told to take them.
fn released<'a>(project: &Project, command: &'a mut Command) -> &'a mut Command {
    command.current_dir(&project.root).env("CARGO_TARGET_DIR", &project.target);
    command
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", RUSTFLAGS)
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
}

/// Copies the module to where the next build does not overwrite it.
fn kept(project: &Project, name: &str) -> Result<PathBuf, String> {
    let built = project.target.join("wasm32-unknown-unknown/release/samtycke.wasm");
    let copy = project.target.join(format!("samtycke.{name}.wasm"));
    fs::copy(&built, &copy)
        .map_err(|error| format!("{} cannot be kept: {error}.", built.display()))?;
    Ok(copy)
}
