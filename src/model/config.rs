//! The configuration as the decisions need it: checked, with defaults, in one language.
//!
//! [`read`](super::read::read) is the only way to one, so what holds a `Config` need not check
//! again. It keeps the document and reads from it by name; see [`document`](super::document).

use super::document::Value;
use super::language::primary;
use super::lifetime::Lifetime;
use super::texts::{Key, of_category};

/// A whole configuration.
#[derive(Clone, Debug)]
pub struct Config {
    /// The document.
    pub document: Value,
    /// The language that visitors are spoken to in.
    pub language: String,
    /// The version of the policy; a choice made under another one no longer counts.
    pub version: u32,
    /// How many days a choice is kept, 1 to 400.
    pub days: u32,
    /// Whether the page is https.
    pub secure: bool,
    /// For each service, which of the categories it belongs to.
    pub owners: Vec<usize>,
}

impl Config {
    /// A top-level field.
    pub fn get(&self, name: &str) -> &Value {
        self.document.get(name)
    }

    /// The categories, in the order shown.
    pub fn categories(&self) -> &[Value] {
        &self.get("categories").items
    }

    /// The services, in the order shown.
    pub fn services(&self) -> &[Value] {
        &self.get("services").items
    }

    /// A category, by its number in the order shown.
    pub fn category(&self, number: usize) -> &Value {
        self.get("categories").item(number)
    }

    /// A service, by its number in the order shown.
    pub fn service(&self, number: usize) -> &Value {
        self.get("services").item(number)
    }

    /// The number of the category with this id.
    pub fn category_named(&self, id: &str) -> Option<usize> {
        numbered(self.categories(), id)
    }

    /// The number of the service with this id.
    pub fn service_named(&self, id: &str) -> Option<usize> {
        numbered(self.services(), id)
    }

    /// Whether a category is granted always.
    pub fn is_required(&self, category: usize) -> bool {
        self.category(category).get("required").flag(false)
    }

    /// The category of a service.
    pub fn owner(&self, service: usize) -> usize {
        *self.owners.get(service).unwrap_or(&0)
    }

    /// A category's name.
    pub fn name_of(&self, category: usize) -> &str {
        let value = self.category(category);
        match of_category(value.get("id").text()) {
            Some((name, _)) if !value.get("name").is_there() => self.say(name),
            _ => self.text(value.get("name")),
        }
    }

    /// What a category is for.
    pub fn about(&self, category: usize) -> &str {
        let value = self.category(category);
        match of_category(value.get("id").text()) {
            Some((_, about)) if !value.get("description").is_there() => self.say(about),
            _ => self.text(value.get("description")),
        }
    }

    /// A text of our own, in the words of the configuration where it has any.
    pub fn say(&self, key: Key) -> &str {
        match self.get("texts").get(&self.language).get(key.name()).text() {
            "" => key.built_in(&self.language),
            text => text,
        }
    }

    /// A text of the configuration in the visitor's language, else in English, else its first;
    /// empty where missing.
    pub fn text<'v>(&self, value: &'v Value) -> &'v str {
        in_language(value, &self.language)
    }

    /// The name of the cookie that holds the choice.
    pub fn cookie_name(&self) -> &str {
        or(self.get("cookie").get("name").text(), "samtycke")
    }

    /// Whether that cookie is `Secure`.
    pub fn is_cookie_secure(&self) -> bool {
        self.get("cookie").get("secure").flag(self.secure)
    }

    /// How long something that a service stores is kept.
    pub fn lifetime(&self, cookie: &Value) -> Lifetime {
        let kept = Lifetime::parse(cookie.get("lifetime").text());
        kept.unwrap_or(match cookie.get("kind").text() {
            "sessionStorage" => Lifetime::Session,
            _ => Lifetime::UntilDeleted,
        })
    }

    /// A word of `ui`, or its default.
    pub fn ui(&self, name: &str, default: &'static str) -> &str {
        or(self.get("ui").get(name).text(), default)
    }
}

/// The text, or another where it is empty.
pub fn or<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.is_empty() { otherwise } else { text }
}

/// The number of the item of a list that has this id.
pub fn numbered(list: &[Value], id: &str) -> Option<usize> {
    list.iter().position(|item| item.get("id").text() == id)
}

/// A text for visitors, which is a string or an object of language → string.
pub fn in_language<'v>(value: &'v Value, language: &str) -> &'v str {
    let mut found = value.text();
    let mut best = 0;
    for text in &value.items {
        let fit = if text.name.eq_ignore_ascii_case(language) {
            4
        } else if primary(&text.name).eq_ignore_ascii_case(primary(language)) {
            3
        } else if primary(&text.name) == "en" {
            2
        } else {
            1
        };
        if fit > best {
            (best, found) = (fit, text.text());
        }
    }
    found
}

/// Whether a script ends in a `load` or `error` event that what follows has to wait for: one that
/// is fetched does (HTML, "execute the script element"); an inline module, which runs later than
/// its place, has none.
pub fn settles(script: &Value) -> bool {
    script.get("src").is_there() && !script.get("async").flag(false)
}
