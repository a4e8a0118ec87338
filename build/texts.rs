//! The built-in texts, `src/texts/*.json`: the same keys in each language.

use serde_json::Value;

/// The languages; the first is what is left where nothing fits.
pub const LANGUAGES: [&str; 2] = ["en", "sv"];

/// The texts of a language, `first` for the first layer and `more` for what comes later.
pub fn read(language: &str) -> Value {
    let path = format!("src/texts/{language}.json");
    serde_json::from_str(&super::read(&path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The keys of a layer's texts, with something between.
pub fn keys(layer: &str, between: &str) -> String {
    let texts = read(LANGUAGES[0]);
    let keys = texts[layer].as_object().expect("an object of texts").keys();
    keys.cloned().collect::<Vec<_>>().join(between)
}

/// Texts in the order of their keys, escaped as in JSON, with `|` between.
pub fn lines(texts: &Value) -> String {
    let texts = texts.as_object().expect("an object of texts").values();
    let text = |text: &Value| text.to_string().trim_matches('"').replace('|', "\\u007c");
    texts.map(text).collect::<Vec<_>>().join("|")
}
