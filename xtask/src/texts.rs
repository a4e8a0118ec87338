//! The words that visitors read, from `texts/<language>.json`. The banner's words of two languages are
//! in the first script; their words of the settings are in a file each, fetched with the settings. Other
//! languages have one file with both. The words of stand-ins are in the same file; those of the policy are
//! for the command line.

use std::fs;

use serde_json::{Map, Value};

use crate::project::Project;
use crate::run::read;

/// The languages whose banner is in the first script.
const FIRST: [&str; 2] = ["en", "sv"];

/// The words of one language.
#[derive(Debug)]
pub struct Language {
    /// Its tag, as `en`.
    pub tag: String,
    banner: Map<String, Value>,
    settings: Map<String, Value>,
    placeholder: Map<String, Value>,
    #[cfg_attr(not(test), expect(dead_code, reason = "checked for completeness"))]
    policy: Map<String, Value>,
}

/// All languages, in the order of their tags.
///
/// # Errors
/// A file cannot be read, or does not have the four tables.
pub fn languages(project: &Project) -> Result<Vec<Language>, String> {
    let folder = project.root.join("texts");
    let files = fs::read_dir(&folder).map_err(|error| format!("texts/: {error}."))?;
    let mut languages = Vec::new();
    for file in files {
        let path = file.map_err(|error| error.to_string())?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let tag = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            languages.push(parse(tag, &read(&path)?)?);
        }
    }
    languages.sort_by(|one, other| one.tag.cmp(&other.tag));
    Ok(languages)
}

fn parse(tag: String, text: &str) -> Result<Language, String> {
    let wrong = |what: String| format!("texts/{tag}.json: {what}.");
    let mut tables: Map<String, Value> =
        serde_json::from_str(text).map_err(|error| wrong(error.to_string()))?;
    let mut take = |name: &str| match tables.remove(name) {
        Some(Value::Object(words)) if words.values().all(Value::is_string) => Ok(words),
        _ => Err(wrong(format!("`{name}` is no table of strings"))),
    };
    let (banner, settings) = (take("banner")?, take("settings")?);
    let (placeholder, policy) = (take("placeholder")?, take("policy")?);
    if let Some(key) = tables.keys().next() {
        return Err(wrong(format!("`{key}` is unknown")));
    }
    let parts = [&banner, &settings, &placeholder, &policy];
    let mut keys: Vec<&String> = parts.into_iter().flat_map(Map::keys).collect();
    keys.sort_unstable();
    if let Some(pair) = keys.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(wrong(format!("`{}` is there twice", pair[0])));
    }
    Ok(Language { tag, banner, settings, placeholder, policy })
}

impl Language {
    /// The banner's words, as JSON.
    pub fn first(&self) -> String {
        Value::from(self.banner.clone()).to_string()
    }

    /// Whether the banner's words are in the first script.
    pub fn is_first(&self) -> bool {
        FIRST.contains(&self.tag.as_str())
    }

    /// The words of the file that is fetched later: those that the first script does not have.
    pub fn later(&self) -> Map<String, Value> {
        let banner = if self.is_first() { Map::new() } else { self.banner.clone() };
        let words = banner.into_iter().chain(self.settings.clone());
        words.chain(self.placeholder.clone()).collect()
    }
}

/// The banner's words by language, as JSON: of those in the first script.
pub fn first(languages: &[Language]) -> String {
    let first: Map<String, Value> = languages
        .iter()
        .filter(|language| language.is_first())
        .map(|language| (language.tag.clone(), language.banner.clone().into()))
        .collect();
    Value::from(first).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_table_goes_into_its_file() {
        let text = r#"{"banner": {"title": "T"}, "settings": {"save": "S"}, "placeholder": {}, "policy": {}}"#;
        let language = parse("en".into(), text).unwrap();
        assert_eq!(language.first(), r#"{"title":"T"}"#);
        assert_eq!(Value::from(language.later()).to_string(), r#"{"save":"S"}"#);
        let german = parse("de".into(), text).unwrap();
        assert_eq!(Value::from(german.later()).to_string(), r#"{"title":"T","save":"S"}"#);
        assert_eq!(first(&[language, german]), r#"{"en":{"title":"T"}}"#);
    }

    #[test]
    fn mistakes_are_named() {
        for (text, problem) in [
            (r#"{"banner": {}}"#, "texts/en.json: `settings` is no table of strings."),
            (
                r#"{"banner": {"a": 1}, "settings": {}}"#,
                "texts/en.json: `banner` is no table of strings.",
            ),
            (
                r#"{"banner": {}, "settings": {}, "placeholder": {}, "policy": {}, "more": {}}"#,
                "texts/en.json: `more` is unknown.",
            ),
            (
                r#"{"banner": {"a": ""}, "settings": {}, "placeholder": {}, "policy": {"a": ""}}"#,
                "texts/en.json: `a` is there twice.",
            ),
        ] {
            assert_eq!(parse("en".into(), text).unwrap_err(), problem);
        }
    }

    /// The placeholders of a text, in order of their names.
    fn placeholders(text: &Value) -> Vec<&str> {
        let parts = text.as_str().unwrap_or_default().split('{').skip(1);
        let mut names: Vec<&str> = parts.filter_map(|part| part.split('}').next()).collect();
        names.sort_unstable();
        // "This service" says it too where the name was said before.
        names.dedup();
        names
    }

    #[test]
    fn every_language_says_all_that_english_says() {
        let languages = languages(&Project::find().unwrap()).unwrap();
        let english = languages.iter().find(|language| language.tag == "en").unwrap();
        for language in &languages {
            for (own, table) in [
                (&language.banner, &english.banner),
                (&language.settings, &english.settings),
                (&language.placeholder, &english.placeholder),
                (&language.policy, &english.policy),
            ] {
                assert!(own.keys().eq(table.keys()), "{}: other keys than English", language.tag);
                for (key, text) in own {
                    let wanted = placeholders(&table[key]);
                    assert_eq!(placeholders(text), wanted, "{}: {key}", language.tag);
                }
            }
        }
        assert_eq!(languages.len(), 30);
    }

    /// Yes and no weigh the same: neither is a sentence beside a word, and both have as many words.
    /// Irish and Turkish need one more for yes.
    #[test]
    fn yes_and_no_weigh_the_same() {
        for language in languages(&Project::find().unwrap()).unwrap() {
            let word = |key: &str| language.banner[key].as_str().unwrap_or_default().to_owned();
            let (yes, no) = (word("accept"), word("reject"));
            let lengths = [&yes, &no].map(|word| word.chars().count());
            let (least, most) = (lengths[0].min(lengths[1]), lengths[0].max(lengths[1]));
            assert!(yes != no && most * 3 <= least * 5, "{}: {yes}, {no}", language.tag);
            // Beside each other at 320 pixels, on two lines at most.
            assert!(most <= 20, "{}: {yes}, {no}", language.tag);
            let counts = [&yes, &no].map(|word| word.split(' ').count());
            let may_differ = ["ga", "tr"].contains(&language.tag.as_str());
            assert!(counts[0] == counts[1] || may_differ, "{}: {yes}, {no}", language.tag);
        }
    }

    /// docs/refusing.md tells tools the words of yes and no.
    #[test]
    fn the_guide_for_tools_has_the_words_of_every_language() {
        let project = Project::find().unwrap();
        let guide = read(&project.root.join("docs/refusing.md")).unwrap();
        for language in languages(&project).unwrap() {
            let word = |key: &str| language.banner[key].as_str().unwrap_or_default();
            let row = format!("| {} | {} | {} |", language.tag, word("reject"), word("accept"));
            assert!(guide.contains(&row), "docs/refusing.md lacks {row}");
        }
    }
}
