//! Texts of other banners: languages, markup, links, and how long something is kept.

use samtycke_config::Page;
use samtycke_config::address::is_for_link;
use samtycke_config::language::is_tag;
use serde_json::{Map, Value, json};

/// A page of which nothing is known.
pub const PAGE: Page = Page { origin: "https://", host: "", secure: true };

/// A text without markup, its blanks joined.
pub fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let after = &rest[start + 1..];
        let is_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        let end = after.find('>').filter(|_| is_tag);
        plain.push_str(&rest[..start]);
        match end {
            Some(end) => {
                let is_break = ["br", "p", "/p", "li", "/li"]
                    .contains(&after[..end].trim_end_matches([' ', '/']));
                plain.push_str(if is_break { " " } else { "" });
                rest = &after[end + 1..];
            }
            None => {
                plain.push('<');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    for (name, letter) in [
        ("&nbsp;", " "),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ] {
        plain = plain.replace(name, letter);
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The addresses of the links in a text.
pub fn links(text: &str) -> Vec<String> {
    let quoted = |rest: &str| {
        let quote = rest.chars().next().filter(|c| ['"', '\''].contains(c))?;
        rest[1..].split(quote).next().map(String::from)
    };
    text.split("href=").skip(1).filter_map(quoted).collect()
}

/// Whether an address can be that of a policy: a link that leads off this place of the page.
pub fn is_policy(address: &str) -> bool {
    !address.starts_with('#') && is_for_link(address, &PAGE)
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
