//! The data that the check goes by: JSON files, inside the program.

use serde::de::DeserializeOwned;
use serde_json::Value;

/// Reads a file. By way of a value, as declarations are read: the same code serves both, which makes the module of
/// `samtycke.dev.js` smaller.
///
/// # Panics
/// The file is wrong.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> T {
    let value: Value = serde_json::from_str(text).expect("the file is JSON");
    serde_json::from_value(value).expect("the file is right")
}
