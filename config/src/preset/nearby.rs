//! Options that a preset does not have, and values that they do not take: what was probably meant.

use serde_json::Value;

use super::Preset;
use super::options::{Rule, Shape};
use crate::address::is_bare_host;
use crate::likely;
use crate::messages::synonym;
use crate::spelling::{Guess, either, guess, nearest};

/// What vendors call an option that has another name here.
const SYNONYMS: &[(&str, &str)] = &[
    ("measurementId", "id"),
    ("trackingId", "id"),
    ("containerId", "id"),
    ("pixelId", "id"),
    ("partnerId", "id"),
    ("projectId", "id"),
    ("tagId", "id"),
    ("siteId", "id"),
    ("apiKey", "key"),
    ("trackerUrl", "url"),
    ("host", "url"),
];

/// An option that a preset does not have.
pub(super) fn option(preset: &Preset, name: &str) -> Guess {
    let known: Vec<&str> = preset.options.keys().map(String::as_str).collect();
    let all = match known.as_slice() {
        [] => "; it has none".to_owned(),
        known => format!("; expected {}", either(known.iter().copied())),
    };
    let message = format!("\"{}\" has no such option", preset.id);
    let close = guess(&message, name, known.iter().copied(), &all);
    match close.meant {
        Some(_) => close,
        None => synonym(&message, name, &known, SYNONYMS).unwrap_or(close),
    }
}

/// What was probably meant: a word that is near, or the text with another beginning, end or case.
pub(super) fn value(rule: &Rule, value: &Value) -> Option<String> {
    let text = value.as_str()?.trim();
    match rule.shape {
        Shape::Choice => nearest(text, rule.choices.iter().map(String::as_str)).map(Into::into),
        Shape::Text => {
            let rest = text.strip_prefix("http:").unwrap_or(text);
            let rest = rest.strip_prefix("//").or_else(|| is_bare_host(rest).then_some(rest));
            let secure = rest.map(|rest| format!("https://{rest}"));
            let host = likely::host(text);
            let short = text.trim_end_matches('/').to_owned();
            let others = [short, text.to_ascii_uppercase(), text.to_ascii_lowercase()];
            let mut all = secure.into_iter().chain(host).chain(others);
            all.find(|one| rule.fits(one) && !rule.not.contains_key(one))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::preset::find;

    #[test]
    fn values_get_what_they_lack() {
        for (preset, option, given, expected) in [
            ("matomo", "url", "matomo.example.com", Some("https://matomo.example.com")),
            ("matomo", "url", "//matomo.example.com/a", Some("https://matomo.example.com/a")),
            ("matomo", "url", "http://matomo.example.com", Some("https://matomo.example.com")),
            ("matomo", "url", "not an address", None),
            ("pardot", "host", "https://go.example.com/", Some("go.example.com")),
            ("mixpanel", "host", "https://api.mixpanel.com/", Some("https://api.mixpanel.com")),
            ("google-analytics-4", "id", " g-abcde12345 ", Some("G-ABCDE12345")),
            ("google-analytics-4", "id", "UA-1234-1", None),
            ("intercom", "region", "EU", Some("eu")),
            ("intercom", "region", "mars", None),
        ] {
            let rule = &find(preset).expect("a preset").options[option];
            assert_eq!(value(rule, &json!(given)).as_deref(), expected, "{preset} {given}");
        }
    }

    #[test]
    fn options_are_known_by_what_vendors_call_them() {
        for (preset, name, expected) in [
            ("google-analytics-4", "measurementId", Some("id")),
            ("meta-pixel", "pixelId", Some("id")),
            ("matomo", "siteID", Some("siteId")),
            ("matomo", "host", Some("url")),
            ("vimeo", "measurementId", None),
        ] {
            let found = option(find(preset).expect("a preset"), name);
            assert_eq!(found.meant.as_deref(), expected, "{preset} {name}: {}", found.message);
        }
    }
}
