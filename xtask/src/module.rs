//! The modules: the core, which every build holds, the check of a declaration, which only
//! `samtycke.dev.js` holds, and the program of the npm package. wasm-pack builds all three.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::project::Project;
use crate::run::{copy, read, run, write};

/// The core needs little of the megabyte that the linker gives a stack by default: all its functions
/// together 1,872 bytes. A small one makes a page's memory smaller, and the numbers in the module
/// shorter. The core never asks for more memory, so wasm2js needs no code for that.
const MEMORY: &str = "-Clink-arg=-zstack-size=4096 -Clink-arg=--no-growable-memory";

/// Builds the core: `core.wasm` and, made JavaScript, `core.js` among the parts.
///
/// # Errors
/// What a tool finds wrong.
pub fn core(project: &Project) -> Result<(), String> {
    let packed = project.target.join("core");
    wasm_pack(project, &project.root, &packed, &["--release"], MEMORY)?;
    let module = project.parts.join("core.wasm");
    copy(&packed.join("core_bg.wasm"), &module)?;
    let mut wasm2js = Command::new("wasm2js");
    wasm2js.args(project.wasm_features()?).arg("-Oz").arg(&module);
    let script = project.parts.join("core.js");
    run(wasm2js.arg("-o").arg(&script))?;
    let text = with_atob(&read(&script)?).ok_or("wasm2js decodes its data in another way.")?;
    write(&script, text)
}

/// What wasm2js writes, with the decoder of the browser in place of its own: 135 bytes of brotli less.
fn with_atob(script: &str) -> Option<String> {
    const DECODER: &str = "function base64DecodeToExistingUint8Array(bytes, at, text) {
  for (var character of atob(text)) bytes[at++] = character.charCodeAt(0);
}
";
    let (before, rest) = script.split_once("  var base64ReverseLookup")?;
    let (_, after) = rest.split_once("function initActiveSegments")?;
    Some(format!("{before}{DECODER}function initActiveSegments{after}"))
}

/// Builds the check: `dev.wasm` and its functions, `dev.js`, among the parts.
///
/// # Errors
/// What a tool finds wrong.
pub fn dev(project: &Project) -> Result<(), String> {
    let packed = project.target.join("dev");
    wasm_pack(project, &project.root.join("dev"), &packed, &["--release"], "")?;
    copy(&packed.join("core_bg.wasm"), &project.parts.join("dev.wasm"))?;
    copy(&packed.join("core.js"), &project.parts.join("dev.js"))
}

/// Builds the program of the npm package: `core_bg.wasm` and its functions, `core.js`, in `target/wasm/cli`.
///
/// # Errors
/// What a tool finds wrong.
pub fn cli(project: &Project) -> Result<(), String> {
    wasm_pack(
        project,
        &project.root.join("cli"),
        &project.target.join(PROGRAM),
        &["--profile", "program"],
        "",
    )
}

/// The folder of the program among the builds of wasm-pack.
pub const PROGRAM: &str = "cli";

/// Builds a crate: `core_bg.wasm` and `core.js` in a folder.
fn wasm_pack(
    project: &Project,
    krate: &Path,
    to: &Path,
    profile: &[&str],
    flags: &str,
) -> Result<(), String> {
    let _ = fs::remove_dir_all(to);
    let mut wasm_pack = Command::new("wasm-pack");
    wasm_pack.args(["--quiet", "build", "--target=web", "--mode=no-install"]).args(profile);
    wasm_pack.args(["--out-name=core", "--out-dir"]).arg(to).arg(krate);
    wasm_pack.current_dir(&project.root).env("CARGO_TARGET_DIR", &project.target);
    wasm_pack.env("RUSTFLAGS", flags).env_remove("CARGO_ENCODED_RUSTFLAGS");
    run(&mut wasm_pack).map(drop)
}
