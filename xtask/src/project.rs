//! What Cargo.toml says of the project.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::run::run;

/// The root crate, as cargo knows it.
pub struct Project {
    /// The folder of the root crate.
    pub root: PathBuf,
    /// Where the wasm builds go: `target/wasm`, apart from the host's, which another compiler makes.
    pub target: PathBuf,
    /// The version of the root crate.
    pub version: String,
    /// `[package.metadata]`.
    metadata: Value,
}

impl Project {
    /// Asks cargo.
    ///
    /// # Errors
    /// That cargo is missing, or does not understand the project.
    pub fn find() -> Result<Project, String> {
        let text =
            run(Command::new("cargo").args(["metadata", "--no-deps", "--format-version=1"]))?;
        let all: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        let root = PathBuf::from(all["workspace_root"].as_str().unwrap_or("."));
        let packages = all["packages"].as_array().map_or(&[][..], Vec::as_slice);
        let package = packages.iter().find(|package| package["name"] == "samtycke");
        let package = package.ok_or("This is not the workspace of samtycke.")?;
        Ok(Project {
            target: root.join("target/wasm"),
            root,
            version: package["version"].as_str().unwrap_or_default().into(),
            metadata: package["metadata"].clone(),
        })
    }

    /// The flags of wasm-opt, as wasm-pack takes them from Cargo.toml.
    ///
    /// # Errors
    /// That there are none.
    pub fn wasm_opt(&self) -> Result<Vec<String>, String> {
        let flags = self.metadata["wasm-pack"]["profile"]["release"]["wasm-opt"].as_array();
        let flags = flags
            .ok_or("Cargo.toml has no [package.metadata.wasm-pack.profile.release] wasm-opt.")?;
        Ok(flags.iter().filter_map(Value::as_str).map(String::from).collect())
    }

    /// The most bytes, brotli 11, that something may have.
    ///
    /// # Errors
    /// That there is no budget for it.
    pub fn budget(&self, name: &str) -> Result<usize, String> {
        let budget = self.metadata["size"][name].as_u64();
        let budget = budget.and_then(|budget| usize::try_from(budget).ok());
        budget.ok_or_else(|| format!("Cargo.toml has no [package.metadata.size] {name}."))
    }
}
