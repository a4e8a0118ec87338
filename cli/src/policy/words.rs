//! The words of a declaration in one language, as `src/page/words.ts` picks them for the settings dialog.

use samtycke_config::declaration::{Declaration, Kind, Party};
use samtycke_config::language::is_tag;
use samtycke_config::texts;
use samtycke_config::values::{Text, Words as Own};

use super::speech::Speech;
use samtycke_config::lookup::{direction, look_up};

/// The words of a declaration in one language.
pub struct Words<'a> {
    /// The language that visitors are spoken to in.
    pub language: String,
    /// Its numbers and lists.
    pub speech: Speech,
    declaration: &'a Declaration,
    /// The language of the built-in words.
    built_in: &'static str,
    /// The site's own words in their place.
    own: Option<&'a Own>,
}

impl<'a> Words<'a> {
    /// The language of those there are that fits a tag best.
    ///
    /// # Errors
    /// None fits. The message names those there are.
    pub fn new(declaration: &'a Declaration, tag: &str) -> Result<Words<'a>, String> {
        let built_in = languages();
        let own: Vec<&str> = declaration
            .texts
            .iter()
            .filter(|(_, words)| !words.0.is_empty())
            .map(|(tag, _)| tag.as_str())
            .collect();
        let mut offered = built_in.clone();
        offered.extend(own.iter().filter(|tag| !built_in.contains(tag)));
        let Some(language) = look_up(&[tag], &offered) else {
            return Err(unknown(tag, &offered));
        };
        let key = look_up(&[language], &own);
        Ok(Words {
            language: language.replace('_', "-"),
            speech: Speech::new(language),
            declaration,
            built_in: look_up(&[language], &built_in).unwrap_or("en"),
            own: key.and_then(|key| declaration.texts.get(key)),
        })
    }

    /// A text of ours by its key, with its placeholders filled: `{purposes}` with all categories that can be answered.
    pub fn say(&self, key: &str) -> String {
        let has_purposes = self.word(key).contains("{purposes}");
        self.fill(key, &if has_purposes { self.named(|_| true) } else { String::new() })
    }

    /// A text of ours with other words for `{purposes}`.
    pub fn fill(&self, key: &str, purposes: &str) -> String {
        let mut filled = String::new();
        let mut rest = self.word(key);
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let (name, left) = after.split_once('}').unwrap_or((after, ""));
            match name {
                "controller" => filled.push_str(self.text(&self.declaration.controller.name)),
                "days" => filled.push_str(&self.kept()),
                "purposes" => filled.push_str(purposes),
                _ => {
                    filled.push('{');
                    rest = after;
                    continue;
                }
            }
            rest = left;
        }
        filled + rest
    }

    fn word(&self, key: &str) -> &str {
        let own = self.own.and_then(|own| own.0.get(key)).map(String::as_str);
        own.unwrap_or_else(|| texts::built_in(self.built_in, key))
    }

    /// A text of the declaration.
    pub fn text<'b>(&self, text: &'b Text) -> &'b str {
        match text {
            Text::Same(text) => text,
            Text::Each(texts) => {
                let tags: Vec<&str> = texts.keys().map(String::as_str).collect();
                let tag = look_up(&[&self.language, "en"], &tags).or(tags.first().copied());
                tag.and_then(|tag| texts.get(tag)).map_or("", String::as_str)
            }
        }
    }

    /// The name of a category.
    pub fn category(&self, id: &str, name: Option<&Text>) -> String {
        name.map_or_else(|| self.say(id), |name| self.text(name).to_owned())
    }

    /// The names, as a list, of the categories that can be answered and pass a test.
    pub fn named(&self, test: impl Fn(&str) -> bool) -> String {
        let categories = self.declaration.categories.iter();
        let asked = categories.filter(|one| !one.required && test(&one.id));
        let names: Vec<String> =
            asked.map(|one| self.category(&one.id, one.name.as_ref())).collect();
        self.speech.all_of(&names)
    }

    /// How long something is stored; nothing for a pixel, which stores nothing.
    pub fn lifetime(&self, lifetime: Option<&str>, kind: Kind) -> String {
        if kind == Kind::Pixel {
            return String::new();
        }
        let lifetime = lifetime.unwrap_or_default();
        self.speech.duration(lifetime).unwrap_or_else(|| {
            let is_session = lifetime == "session" || kind == Kind::SessionStorage;
            self.say(if is_session { "session" } else { "persistent" })
        })
    }

    /// Where something is stored.
    pub fn kind(&self, kind: Kind) -> String {
        self.say(match kind {
            Kind::Cookie => "cookie",
            Kind::LocalStorage => "localStorage",
            Kind::SessionStorage => "sessionStorage",
            Kind::IndexedDb => "indexedDb",
            Kind::CacheStorage => "cacheStorage",
            Kind::ServiceWorker => "serviceWorker",
            Kind::Pixel => "pixel",
        })
    }

    /// Who stores something.
    pub fn party(&self, party: Party, host: Option<&str>) -> String {
        let party = self.say(if party == Party::First { "firstParty" } else { "thirdParty" });
        let host = host.map(|host| [self.comma(), &*self.isolated(host)].concat());
        party + &host.unwrap_or_default()
    }

    /// What is between the parts of a list without a last word.
    pub fn comma(&self) -> &'static str {
        let primary = self.language.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let is_arabic = ["ar", "ckb", "fa", "ps", "sd", "ug", "ur"].contains(&primary.as_str());
        if is_arabic { "، " } else { ", " }
    }

    /// A name or a host within a sentence.
    pub fn isolated(&self, name: &str) -> String {
        isolated(name, direction(&self.language) == "rtl")
    }

    /// How long an answer is kept.
    fn kept(&self) -> String {
        let cookie = &self.declaration.cookie;
        let (yes, no) = (cookie.days, cookie.refusal_days);
        self.speech.days(yes.min(no), yes.max(no), self.word("days"))
    }

    /// The keys of the built-in words that are missing in this language, so that visitors read English.
    pub fn missing(&self) -> Vec<&'static str> {
        if look_up(&[&self.language], &languages()).is_some() {
            return Vec::new();
        }
        texts::needed().filter(|key| self.own.is_none_or(|own| !own.0.contains_key(*key))).collect()
    }
}

/// A name or a host, in marks that keep its signs in order among words that are written from the right (UAX 9, section 2.4.2).
pub fn isolated(name: &str, is_rtl: bool) -> String {
    if is_rtl && !name.is_empty() { format!("\u{2066}{name}\u{2069}") } else { name.into() }
}

/// The languages with built-in words, in the order of their tags.
fn languages() -> Vec<&'static str> {
    let mut languages: Vec<&str> = texts::languages().collect();
    languages.sort_unstable();
    languages
}

fn unknown(tag: &str, offered: &[&str]) -> String {
    if !is_tag(tag) {
        return format!("\"{tag}\" is not a language tag. Write one such as en or pt-BR.");
    }
    format!(
        "there are no words in \"{tag}\". There are words in {}, and `texts` in the declaration can bring others.",
        offered.join(", ")
    )
}
