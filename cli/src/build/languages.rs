//! The languages of a built site, and its words in each.

use samtycke_config::lookup::look_up;
use samtycke_config::{Declaration, normal, texts};
use serde_json::{Map, Value};

/// Words of one language, by their keys.
pub type Words = Map<String, Value>;

/// One language of a site.
pub struct Language {
    /// Its tag.
    pub tag: String,
    /// The words of the banner.
    pub banner: Words,
    /// The words of the settings and of stand-ins, which come together.
    pub settings: Words,
}

/// The languages that a site names in `languages`, else those of its texts and English.
///
/// # Errors
/// There are no words in one of them. The message says what to do.
pub fn of(declaration: &Declaration) -> Result<Vec<Language>, String> {
    let named: Vec<String> = declaration.languages.iter().map(|tag| tag.0.clone()).collect();
    let tags = if named.is_empty() { spoken(declaration) } else { named };
    tags.into_iter().map(|tag| language(declaration, tag)).collect()
}

/// The languages of the declaration's texts that there are words in, and English, in order of their tags.
fn spoken(declaration: &Declaration) -> Vec<String> {
    let mut tags = normal::languages(declaration);
    tags.push("en".into());
    tags.retain(|tag| built_in(tag).is_some() || own(declaration, tag).is_some());
    tags.sort_unstable();
    tags.dedup();
    tags
}

fn built_in(tag: &str) -> Option<&'static str> {
    look_up(&[tag], &texts::languages().collect::<Vec<_>>())
}

/// The site's own words in a language.
fn own<'a>(
    declaration: &'a Declaration,
    tag: &str,
) -> Option<&'a indexmap::IndexMap<String, String>> {
    let with_words = declaration.texts.iter().filter(|(_, words)| !words.0.is_empty());
    let tags: Vec<&str> = with_words.map(|(tag, _)| tag.as_str()).collect();
    let key = look_up(&[tag], &tags)?;
    declaration.texts.get(key).map(|words| &words.0)
}

fn language(declaration: &Declaration, tag: String) -> Result<Language, String> {
    let (own, built_in) = (own(declaration, &tag), built_in(&tag));
    if own.is_none() && built_in.is_none() {
        let known: Vec<&str> = texts::languages().collect();
        return Err(format!(
            "there are no words in \"{tag}\". Give them in texts.{tag} of the declaration, or take one of {}.",
            known.join(", ")
        ));
    }
    let table = |name: &str| -> Words {
        // Missing texts fall back to English.
        let mut words = texts::table("en", name).clone();
        let built_in = built_in.map(|tag| texts::table(tag, name).clone());
        words.extend(built_in.into_iter().flatten());
        for (key, word) in &mut words {
            if let Some(own) = own.and_then(|words| words.get(key)) {
                *word = own.as_str().into();
            }
        }
        words
    };
    let mut settings = table("settings");
    settings.extend(table("placeholder"));
    Ok(Language { banner: table("banner"), settings, tag })
}
