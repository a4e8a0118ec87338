//! The target that the classic scripts' modules are compiled for: wasm32-unknown-unknown, but that
//! functions may return two values, as WebAssembly allows. A text is an address and a length, so
//! without that every function that returns one writes it to memory, and its caller reads it back. What the module exports returns one value each, and is the same
//! either way.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::project::Project;
use crate::run::{run, write};

/// The target's name, which is that of its file.
pub const NAME: &str = "wasm32-two-values";

/// The target that it is made from.
pub const PLAIN: &str = "wasm32-unknown-unknown";

/// Writes the target's description, and returns where it is.
///
/// # Errors
/// That the compiler describes wasm32-unknown-unknown in some other way.
pub fn target(project: &Project) -> Result<PathBuf, String> {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".into());
    let mut print = Command::new(rustc);
    print.args(["--print=target-spec-json", "--target=wasm32-unknown-unknown"]);
    let printed = run(print.arg("-Zunstable-options").env("RUSTC_BOOTSTRAP", "1"))?;
    let mut spec: Value = serde_json::from_str(&printed).map_err(|error| error.to_string())?;
    let fields = spec.as_object_mut().ok_or("rustc describes its target by no object.")?;
    let features = fields.get("features").and_then(Value::as_str).unwrap_or("");
    let features = format!("{features},+multivalue");
    fields.insert("features".into(), features.trim_start_matches(',').into());
    fields.insert("llvm-abiname".into(), "experimental-mv".into());
    let path = project.target.join(format!("{NAME}.json"));
    write(&path, spec.to_string())?;
    Ok(path)
}
