//! Texts of other banners: languages, markup, links, and how long something is kept.

use html5gum::{Token, Tokenizer};
use samtycke_config::Page;
use samtycke_config::address::{is_bare_host, is_for_link, is_relative, rooted};
use samtycke_config::language::is_tag;
use samtycke_config::markup::without_tags;
use serde_json::{Map, Value, json};

/// A page of which nothing is known.
pub const PAGE: Page = Page { origin: "https://", host: "", secure: true };

/// A text without markup, its blanks joined.
pub fn plain(text: &str) -> String {
    // The tokenizer knows every entity.
    let escaped = without_tags(text).replace('<', "&lt;");
    let decoded = Tokenizer::new(&escaped).flatten().map(|token| match token {
        Token::String(text) => String::from_utf8_lossy(&text).into_owned(),
        _ => String::new(),
    });
    decoded.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The links in a text: the address of each, and its words.
pub fn links(text: &str) -> Vec<(String, String)> {
    let read = |rest: &str| {
        let quote = rest.chars().next().filter(|c| ['"', '\''].contains(c))?;
        let (address, rest) = rest[1..].split_once(quote)?;
        let words = rest.split_once('>').map_or("", |(_, rest)| rest);
        let words = words.split("</a").next().unwrap_or_default();
        Some((plain(address), plain(words)))
    };
    text.split("href=").skip(1).filter_map(read).collect()
}

/// The address of a policy, as a declaration has it: from the root of the site. None for a place on the page.
pub fn policy(address: &str) -> Option<String> {
    let address = address.trim();
    if address.starts_with('#') || !is_for_link(address, &PAGE) {
        None
    } else if is_bare_host(address) {
        Some(format!("https://{address}"))
    } else {
        Some(if is_relative(address) { rooted(address) } else { address.into() })
    }
}

/// A text of one or several languages; `None` if it has no words.
pub fn text(each: Vec<(Option<String>, String)>) -> Option<Value> {
    if let Some((_, same)) = each.iter().find(|(language, _)| language.is_none()) {
        return Some(json!(same));
    }
    let texts: Map<String, Value> =
        each.into_iter().filter_map(|(language, text)| Some((language?, json!(text)))).collect();
    (!texts.is_empty()).then_some(Value::Object(texts))
}

/// A language tag, with `-` for `_`.
pub fn tag(name: &str) -> Option<String> {
    let tag = name.replace('_', "-");
    is_tag(&tag).then_some(tag)
}
