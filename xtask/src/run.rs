//! Running the tools, and reading and writing files, with errors that say what to do.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs a command and returns what it prints.
///
/// # Errors
/// It is missing, or it failed. Its own messages go to standard error.
pub fn run(command: &mut Command) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.stderr(Stdio::inherit()).output().map_err(|error| match error.kind() {
        ErrorKind::NotFound => {
            format!("{name} is not on PATH; run `make setup`, and go through make or scripts/with.")
        }
        _ => format!("{name} did not start: {error}."),
    })?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        Ok(text)
    } else {
        Err(format!("{text}{name} failed ({}).", output.status))
    }
}

/// Reads a text file.
///
/// # Errors
/// With the file's name.
pub fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{} cannot be read: {error}.", path.display()))
}

/// Reads a file.
///
/// # Errors
/// With the file's name.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{} cannot be read: {error}.", path.display()))
}

/// Writes a file.
///
/// # Errors
/// With the file's name.
pub fn write(path: &Path, contents: impl AsRef<[u8]>) -> Result<(), String> {
    fs::write(path, contents)
        .map_err(|error| format!("{} cannot be written: {error}.", path.display()))
}

/// Copies a file.
///
/// # Errors
/// With the file's name.
pub fn copy(from: &Path, to: &Path) -> Result<(), String> {
    fs::copy(from, to)
        .map(drop)
        .map_err(|error| format!("{} cannot be copied: {error}.", from.display()))
}
