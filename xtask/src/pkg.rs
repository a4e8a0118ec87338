//! `pkg/`: the ES module by wasm-pack, its types, the classic scripts, and the second layers.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use samtycke::model::texts::LAYERS;
use serde_json::{Map, Value};

use crate::project::Project;
use crate::run::{read, run, write};
use crate::{abi, manifest, script, types};

/// What makes the module small beside `opt-level = "z"`, found by trying, with `make size`:
///
/// - `immediate-abort`: a panic is one instruction, without a message.
/// - rustc inlines little by itself where LLVM is told to make code small, and small functions
///   inlined are smaller still.
/// - LLVM's loop strength reduction and partial redundancy elimination trade size for speed.
const RUSTFLAGS: &str = "-Zunstable-options -Cpanic=immediate-abort \
    -Zmir-opt-level=3 -Zinline-mir-threshold=40 -Zinline-mir-hint-threshold=40 \
    -Cllvm-args=-disable-lsr -Cllvm-args=-enable-pre=false";

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
    say("the ES module");
    wasm_pack(&project, &folder)?;
    script::module(&project, &folder)?;
    script::api(&project)?;
    write(&folder.join("samtycke.d.ts"), types::all())?;
    let layers: Map<String, Value> =
        serde_json::from_str(LAYERS).map_err(|error| error.to_string())?;
    for (language, layer) in &layers {
        write(&folder.join(format!("samtycke.{language}.json")), layer.to_string())?;
    }
    let two_values = abi::target(&project)?;
    for (name, features) in [("min", "browser"), ("dev", "browser,messages")] {
        say(&format!("samtycke.{name}.js"));
        let module = module(&project, name, features, &two_values)?;
        script::classic(&project, name, &module, &folder)?;
    }
    say("samtycke.nowasm.js");
    // JavaScript functions return one value each.
    let module = module(&project, script::NOWASM, "browser", Path::new(abi::PLAIN))?;
    script::without_wasm(&project, &module, &folder)?;
    let manifest_path = folder.join("package.json");
    let languages: Vec<&str> = layers.keys().map(String::as_str).collect();
    write(&manifest_path, manifest::complete(&read(&manifest_path)?, &languages)?)?;
    // wasm-pack hides its output from git, and npm would go by that.
    let _ = fs::remove_file(folder.join(".gitignore"));
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

/// The module with its wasm-bindgen interface: `core.js` and `core_bg.wasm`.
fn wasm_pack(project: &Project, folder: &Path) -> Result<(), String> {
    let mut wasm_pack = Command::new("wasm-pack");
    wasm_pack.args(["--quiet", "build", "--release", "--target=web", "--mode=no-install"]);
    wasm_pack.args(["--out-name=core", "--out-dir"]).arg(folder).args([".", "--"]).args(BUILD_STD);
    run(released(project, &mut wasm_pack)).map(drop)
}

/// The module with plain exports, for a classic script, for a target as cargo takes it.
fn module(project: &Project, name: &str, features: &str, target: &Path) -> Result<PathBuf, String> {
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--quiet", "--lib", "--release", "--no-default-features"]);
    cargo.arg(format!("--features={features}")).arg("-Zjson-target-spec");
    run(released(project, cargo.arg("--target").arg(target).args(BUILD_STD)))?;
    // The next build overwrites it.
    let folder = project.target.join(target.file_stem().unwrap_or_default());
    let built = folder.join("release/samtycke.wasm");
    let copy = project.target.join(format!("samtycke.{name}.wasm"));
    fs::copy(&built, &copy)
        .map_err(|error| format!("{} cannot be kept: {error}.", built.display()))?;
    Ok(copy)
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
