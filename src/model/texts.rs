//! The words shown to visitors: built in for some languages, each open to overrides.
//!
//! They stand in `src/texts/`. Those of the first layer are in the module, in every language, as
//! lines; the others come with the second layer, in the visitor's.

use super::config::or;
use super::json::Value;
use super::language::primary;
use super::parts::{among, parts};

/// The languages with all texts built in, blanks between; the first is what is left where nothing
/// fits.
pub const LANGUAGES: &str = include_str!(concat!(env!("OUT_DIR"), "/languages.txt"));
/// The keys of the first layer, then a line of its texts in each language.
const FIRST: &str = include_str!(concat!(env!("OUT_DIR"), "/first.txt"));
/// The keys of the second layer, blanks between.
const MORE: &str = include_str!(concat!(env!("OUT_DIR"), "/more.txt"));

/// The number of the built-in language that a visitor is shown where the site has none of its own.
fn number(wanted: &str) -> usize {
    for (number, language) in parts(LANGUAGES, b' ').enumerate() {
        if language.eq_ignore_ascii_case(primary(wanted)) {
            return number;
        }
    }
    0
}

/// The built-in language that a visitor is shown where the site has none of its own.
pub fn language(wanted: &str) -> &'static str {
    nth(LANGUAGES, b' ', number(wanted))
}

/// A built-in text of the first layer; empty where there is none with this key.
pub fn first(wanted: &str, key: &str) -> &'static str {
    let texts = first_layer(wanted);
    for (number, one) in parts(nth(FIRST, b'\n', 0), b'|').enumerate() {
        if one == key {
            return nth(texts, b'|', number);
        }
    }
    ""
}

/// A text of the first layer as the configuration has it in a language, else as it is built in.
pub fn own_or_first<'t>(own: &Value<'t>, wanted: &str, key: &str) -> &'t str {
    or(own.get(key).text, first(wanted, key))
}

fn nth(list: &'static str, between: u8, number: usize) -> &'static str {
    parts(list, between).nth(number).unwrap_or("")
}

/// Whether a text has this key.
pub fn is_key(key: &str) -> bool {
    !first("", key).is_empty() || among(key, MORE)
}

/// Every key.
pub fn keys() -> Vec<&'static str> {
    parts(nth(FIRST, b'\n', 0), b'|').chain(parts(MORE, b' ')).collect()
}

/// The second layer of every language that is built in, as JSON: its texts, the templates of the
/// settings and the declaration, and its style. One of them is fetched once it is wanted.
#[cfg(not(target_arch = "wasm32"))]
pub const LAYERS: &str = include_str!(concat!(env!("OUT_DIR"), "/layers.json"));

/// The style of the first layer.
#[cfg(not(target_arch = "wasm32"))]
pub const FIRST_STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/first.css"));

/// The texts of the first layer in a language, `|` between.
pub fn first_layer(wanted: &str) -> &'static str {
    nth(FIRST, b'\n', number(wanted) + 1)
}
