//! What Cargo.toml says about the project.

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
    /// What the scripts are made of, and their steps in between: `target/wasm/parts`.
    pub parts: PathBuf,
    /// The version of the root crate.
    pub version: String,
    /// `[package.metadata]`.
    metadata: Value,
}

impl Project {
    /// Asks cargo.
    ///
    /// # Errors
    /// Cargo is missing, or does not understand the project.
    pub fn find() -> Result<Project, String> {
        let text =
            run(Command::new("cargo").args(["metadata", "--no-deps", "--format-version=1"]))?;
        let all: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        let root = PathBuf::from(all["workspace_root"].as_str().unwrap_or("."));
        let packages = all["packages"].as_array().map_or(&[][..], Vec::as_slice);
        let package = packages.iter().find(|package| package["name"] == "samtycke");
        let package = package.ok_or("This is not the workspace of samtycke.")?;
        let target = root.join("target/wasm");
        Ok(Project {
            parts: target.join("parts"),
            target,
            root,
            version: package["version"].as_str().unwrap_or_default().into(),
            metadata: package["metadata"].clone(),
        })
    }

    /// The features of WebAssembly that the module may use, as flags of binaryen's tools.
    ///
    /// # Errors
    /// Cargo.toml has no flags of wasm-opt.
    pub fn wasm_features(&self) -> Result<Vec<String>, String> {
        let flags = self.metadata["wasm-pack"]["profile"]["release"]["wasm-opt"].as_array();
        let flags = flags
            .ok_or("Cargo.toml has no [package.metadata.wasm-pack.profile.release] wasm-opt.")?;
        let flags = flags.iter().filter_map(Value::as_str);
        Ok(flags.filter(|flag| flag.starts_with("--enable")).map(String::from).collect())
    }

    /// The most bytes, brotli 11, that something may have.
    ///
    /// # Errors
    /// There is no budget for it.
    pub fn budget(&self, name: &str) -> Result<usize, String> {
        let budget = self.metadata["size"][name].as_u64();
        let budget = budget.and_then(|budget| usize::try_from(budget).ok());
        budget.ok_or_else(|| format!("Cargo.toml has no [package.metadata.size] {name}."))
    }
}
