//! Words of a fixed list: which one was probably meant, and how a category gets into its list.

use serde_json::Value;

use crate::gates::BUILT_IN;
use crate::messages::shown;
use crate::purpose::usual;
use crate::spelling::{Guess, either, guess};

/// What people write for a word of a field. Of several, the first that the field has is meant.
const OTHER_WORDS: &[(&str, &str)] = &[
    ("bottomLeft", "bottomStart"),
    ("bottomRight", "bottomEnd"),
    ("bottomRight", "bottom"),
    ("bottomEnd", "bottom"),
    ("topLeft", "topStart"),
    ("topRight", "topEnd"),
    ("topRight", "top"),
    ("topEnd", "top"),
    ("left", "bottomStart"),
    ("right", "bottomEnd"),
    ("right", "bottom"),
    ("middle", "center"),
    ("centre", "center"),
    ("modal", "dialog"),
    ("lightMode", "light"),
    ("darkMode", "dark"),
    ("system", "auto"),
    ("1st", "first"),
    ("firstParty", "first"),
    ("3rd", "third"),
    ("thirdParty", "third"),
];

/// A word that is none of a field's. Left and right are start and end here, since some languages are written from the right.
pub fn choice(value: &Value, words: &[String]) -> Guess {
    let known = || words.iter().map(String::as_str);
    let written = letters(value.as_str().unwrap_or_default());
    let meant = OTHER_WORDS
        .iter()
        .filter(|(word, _)| letters(word) == written)
        .find_map(|(_, meant)| known().find(|one| one == meant));
    match meant {
        Some(one) => Guess {
            message: format!("{} is not known; did you mean \"{one}\"?", shown(value)),
            meant: Some(one.into()),
        },
        None => one_of("known", value, known()),
    }
}

/// The letters of a word, whatever their case is and what is between them.
fn letters(word: &str) -> String {
    word.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase()
}

/// A category that the site does not have. It may have it under another name, such as `analytics` for `statistics`.
pub fn category(value: &Value, categories: &[&str]) -> Guess {
    let found = one_of("a category", value, categories.iter().copied());
    if found.meant.is_some() {
        return found;
    }
    let id = value.as_str().unwrap_or_default();
    let message = format!("{} is not a category", shown(value));
    match same_meaning(id, categories) {
        Some(id) => {
            Guess { message: format!("{message}; did you mean \"{id}\"?"), meant: Some(id.into()) }
        }
        None if BUILT_IN.contains(&id) => {
            let all = either(categories.iter().copied());
            let message = format!("{message} of this site; {}, or write {all}", added(id));
            Guess { message, meant: None }
        }
        None => found,
    }
}

/// The declared category that means the same as another name.
pub fn same_meaning<'a>(name: &str, categories: &[&'a str]) -> Option<&'a str> {
    let meaning = usual(name)?;
    let is_it = |id: &&str| *id == meaning;
    let has_it = |id: &&str| usual(id) == Some(meaning);
    categories.iter().copied().find(is_it).or_else(|| categories.iter().copied().find(has_it))
}

/// How a site gets a category whose words are built in.
pub fn added(id: &str) -> String {
    let required = if id == "necessary" { ", \"required\": true" } else { "" };
    format!("add {{\"id\": \"{id}\"{required}}} to \"categories\"")
}

/// The word that was probably meant, else all that could be.
fn one_of<'a>(what: &str, value: &Value, words: impl Iterator<Item = &'a str>) -> Guess {
    let words: Vec<&str> = words.collect();
    let otherwise = match words.as_slice() {
        [] => "; there is none".into(),
        words => format!("; expected {}", either(words.iter().copied())),
    };
    let message = format!("{} is not {what}", shown(value));
    guess(&message, value.as_str().unwrap_or(""), words.iter().copied(), &otherwise)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn left_is_where_lines_start() {
        let corners = ["bottomStart", "bottomEnd", "topStart", "topEnd"].map(String::from);
        let places = ["bottom", "bottomStart", "top", "topStart", "center"].map(String::from);
        let meant = |word: &str, words: &[String]| choice(&word.into(), words).meant;
        for (word, of_corners, of_places) in [
            ("bottomLeft", "bottomStart", "bottomStart"),
            ("bottom-left", "bottomStart", "bottomStart"),
            ("bottomRight", "bottomEnd", "bottom"),
            ("top right", "topEnd", "top"),
            ("topLeft", "topStart", "topStart"),
        ] {
            assert_eq!(meant(word, &corners).as_deref(), Some(of_corners), "{word}");
            assert_eq!(meant(word, &places).as_deref(), Some(of_places), "{word}");
        }
        assert_eq!(meant("botom", &places).as_deref(), Some("bottom"));
        assert_eq!(meant("popup", &places), None);
    }

    #[test]
    fn a_built_in_category_is_added_or_found_under_another_name() {
        let told = |id: &str, categories: &[&str]| category(&id.into(), categories).message;
        assert_eq!(
            told("functional", &["necessary", "analytics"]),
            "\"functional\" is not a category of this site; add {\"id\": \"functional\"} to \"categories\", or write \"necessary\" or \"analytics\""
        );
        assert_eq!(
            told("necessary", &["analytics"]),
            "\"necessary\" is not a category of this site; add {\"id\": \"necessary\", \"required\": true} to \"categories\", or write \"analytics\""
        );
        assert_eq!(
            told("analytics", &["necessary", "statistics"]),
            "\"analytics\" is not a category; did you mean \"statistics\"?"
        );
        assert_eq!(
            told("social", &["necessary"]),
            "\"social\" is not a category; expected \"necessary\""
        );
    }
}
