//! The decisions made in this browser, kept so that visitor and site can show them
//! (GDPR article 7(1)).

use super::document::{Kind, Value};

/// The `localStorage` key that the receipts are kept under.
pub const KEY: &str = "samtycke.receipts";

/// How many bytes of older receipts are kept: some dozens of them.
const MOST: usize = 16_384;

/// The stored text with a new receipt in front, less the oldest where it grows too long; a stored
/// text that is no list is left behind. Both are JSON.
pub fn add(stored: &str, receipt: &str) -> String {
    let mut out = String::from("[");
    out.push_str(receipt);
    let older = read(stored);
    // Without its brackets. Only between receipts does a brace follow a comma.
    let mut older = older.get(1..older.len() - 1).unwrap_or("").trim_ascii();
    while older.len() > MOST {
        let bytes = older.as_bytes();
        let last = (1..bytes.len()).rev().find(|at| bytes[at - 1] == b',' && bytes[*at] == b'{');
        older = older.get(..last.map_or(0, |at| at - 1)).unwrap_or("");
    }
    if !older.is_empty() {
        out.push(',');
        out.push_str(older);
    }
    out.push(']');
    out
}

/// The stored text if it is a list, else an empty list.
pub fn read(stored: &str) -> &str {
    let is_list = Value::parse(stored).is_ok_and(|d| d.kind == Kind::List);
    if is_list && stored.starts_with('[') && stored.ends_with(']') { stored } else { "[]" }
}
