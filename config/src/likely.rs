//! What a value was probably meant to be, where a nearby word does not tell: a lifetime, a language tag, a host or an address.

use serde_json::Value;

use crate::address::{is_named_host, is_path_of_bare_host};
use crate::language::is_tag;
use crate::lifetime::{is_lifetime, of_words};
use crate::spelling::nearest;

/// Seconds of a day.
const DAY: u64 = 86_400;

/// The most that a number without a unit is read as days.
const MOST_DAYS: u64 = 800;

/// The lifetime that is meant by words such as `1 year`, or by a number: of days, or of seconds that make whole days.
pub fn lifetime(value: &Value) -> Option<String> {
    let text = value.as_str().unwrap_or_default();
    let days = match value.as_u64().or_else(|| text.trim().parse().ok()) {
        Some(days @ 1..=MOST_DAYS) => days,
        Some(seconds) if seconds >= DAY && seconds.is_multiple_of(DAY) => seconds / DAY,
        _ => return of_words(text).or_else(|| unmarked(text)),
    };
    Some(format!("P{days}D"))
}

/// The duration that lacks a letter: `P1Y` for `1Y`, `PT1H` for `P1H`. A small `m` may be minutes.
fn unmarked(text: &str) -> Option<String> {
    let text = text.trim();
    if text.contains('m') {
        return None;
    }
    let upper = text.to_uppercase();
    let bare = upper.trim_start_matches(['P', 'T']);
    [format!("P{bare}"), format!("PT{bare}")].into_iter().find(|one| is_lifetime(one))
}

/// Names of languages, in English and in the language itself, each with its tag.
const NAMES: &[(&str, &str)] = &[
    ("english", "en"),
    ("arabic", "ar"),
    ("bulgarian", "bg"),
    ("czech", "cs"),
    ("danish", "da"),
    ("dansk", "da"),
    ("german", "de"),
    ("deutsch", "de"),
    ("greek", "el"),
    ("spanish", "es"),
    ("español", "es"),
    ("estonian", "et"),
    ("finnish", "fi"),
    ("suomi", "fi"),
    ("french", "fr"),
    ("français", "fr"),
    ("irish", "ga"),
    ("croatian", "hr"),
    ("hungarian", "hu"),
    ("icelandic", "is"),
    ("italian", "it"),
    ("italiano", "it"),
    ("lithuanian", "lt"),
    ("latvian", "lv"),
    ("maltese", "mt"),
    ("norwegian", "nb"),
    ("norsk", "nb"),
    ("dutch", "nl"),
    ("nederlands", "nl"),
    ("polish", "pl"),
    ("polski", "pl"),
    ("portuguese", "pt"),
    ("português", "pt"),
    ("romanian", "ro"),
    ("slovak", "sk"),
    ("slovenian", "sl"),
    ("swedish", "sv"),
    ("svenska", "sv"),
    ("turkish", "tr"),
    ("ukrainian", "uk"),
];

/// The language tag that is meant by a locale such as `sv_SE`, or by a language's name.
pub fn language(text: &str) -> Option<String> {
    let locale = text.trim().split('.').next().unwrap_or_default();
    let tag = locale.replace('_', "-");
    if is_tag(&tag) {
        return Some(tag);
    }
    let name = nearest(text, NAMES.iter().map(|(name, _)| *name))?;
    NAMES.iter().find(|(one, _)| *one == name).map(|(_, tag)| (*tag).into())
}

/// Countries whose code is no language, or one that the site's visitors hardly speak, with what they speak.
const COUNTRIES: &[(&str, &str)] = &[
    ("at", "de"),
    ("cz", "cs"),
    ("dk", "da"),
    ("ee", "et"),
    ("gb", "en"),
    ("gr", "el"),
    ("jp", "ja"),
    ("se", "sv"),
    ("si", "sl"),
    ("ua", "uk"),
    ("us", "en"),
];

/// The language that is meant by the code of a country, such as `se`.
pub fn of_country(tag: &str) -> Option<&'static str> {
    COUNTRIES.iter().find(|(country, _)| country.eq_ignore_ascii_case(tag)).map(|(_, tag)| *tag)
}

/// The host of an address.
pub fn host(text: &str) -> Option<String> {
    let rest = text.trim();
    let rest = rest.split_once("://").map_or(rest, |(_, rest)| rest).trim_start_matches('/');
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    is_named_host(host).then(|| host.into())
}

/// The address in a tag such as `<script src="…">`.
fn source(text: &str) -> Option<&str> {
    let (_, rest) = text.trim().strip_prefix('<')?.split_once("src=")?;
    let quote = rest.chars().next().filter(|one| ['"', '\''].contains(one))?;
    rest[1..].split(quote).next()
}

/// An address that is right: with `https:`, with `%20` for blanks, and without blanks around it.
pub fn address(text: &str, is_right: impl Fn(&str) -> bool) -> Option<String> {
    let text = source(text).unwrap_or(text);
    if is_right(text) {
        return Some(text.into());
    }
    let plain = text.trim().replace(' ', "%20").replace('\\', "/");
    // A scheme that is nearly one, such as `htps`.
    if let Some((scheme, rest)) = plain.split_once("://")
        && scheme != "http"
        && nearest(scheme, ["https"].into_iter()).is_some()
    {
        return Some(format!("https://{rest}")).filter(|one| one != text && is_right(one));
    }
    let rest = plain.strip_prefix("http:").unwrap_or(&plain);
    let is_without_scheme = rest.starts_with("//") || is_path_of_bare_host(rest);
    let secure =
        is_without_scheme.then(|| format!("https://{}", rest.strip_prefix("//").unwrap_or(rest)));
    [secure, Some(plain)].into_iter().flatten().find(|one| one != text && is_right(one))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::Page;
    use crate::address::is_for_script;

    #[test]
    fn numbers_are_days_or_whole_days_of_seconds() {
        for (value, expected) in [
            (json!(365), Some("P365D")),
            (json!("30"), Some("P30D")),
            (json!(31_536_000), Some("P365D")),
            (json!(3_600), None),
            (json!(0), None),
            (json!(-1), None),
            (json!(1.5), None),
            (json!(null), None),
            (json!("1 year"), Some("P1Y")),
            (json!("1Y"), Some("P1Y")),
            (json!("P1H"), Some("PT1H")),
            (json!("1h"), Some("PT1H")),
            (json!("30m"), None),
        ] {
            assert_eq!(lifetime(&value).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn codes_of_countries_are_no_languages_of_ours() {
        assert_eq!(of_country("DK"), Some("da"));
        for (country, language) in COUNTRIES {
            assert!(is_tag(country) && is_tag(language));
            assert!(crate::texts::languages().all(|tag| tag != *country), "{country}");
        }
    }

    #[test]
    fn locales_and_names_are_languages() {
        for (text, expected) in [
            ("sv_SE", Some("sv-SE")),
            ("sv_SE.UTF-8", Some("sv-SE")),
            (" en ", Some("en")),
            ("english", Some("en")),
            ("Svenska", Some("sv")),
            ("swedisch", Some("sv")),
            ("default", None),
            ("e", None),
            ("", None),
        ] {
            assert_eq!(language(text).as_deref(), expected, "{text}");
        }
        for (name, tag) in NAMES {
            assert!(is_tag(tag) && !is_tag(name), "{name}");
        }
        for tag in crate::texts::languages() {
            // Those who write Nynorsk know the tags.
            let has_name = tag == "nn" || NAMES.iter().any(|(_, one)| *one == tag);
            assert!(has_name, "{tag}");
        }
    }

    #[test]
    fn hosts_are_taken_out_of_addresses() {
        for (text, expected) in [
            ("https://jobs.example.com/", Some("jobs.example.com")),
            ("//jobs.example.com?a", Some("jobs.example.com")),
            ("jobs.example.com/path", Some("jobs.example.com")),
            ("https://*.example.com/*", Some("*.example.com")),
            ("https://", None),
            ("a b", None),
        ] {
            assert_eq!(host(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn addresses_get_what_they_lack() {
        let page = Page { origin: "https://www.example.com", host: "", secure: true };
        for (text, expected) in [
            ("//cdn.example/a.js", Some("https://cdn.example/a.js")),
            ("http://cdn.example/a.js", Some("https://cdn.example/a.js")),
            (" a.js", Some("a.js")),
            ("cdn.example/a b.js", Some("https://cdn.example/a%20b.js")),
            ("https://cdn.example/a b.js", Some("https://cdn.example/a%20b.js")),
            ("htps://cdn.example/a.js", Some("https://cdn.example/a.js")),
            (
                "<script async src='https://cdn.example/a.js'></script>",
                Some("https://cdn.example/a.js"),
            ),
            ("https://a b.example/", None),
            ("javascript:a()", None),
            ("", None),
        ] {
            let found = address(text, |one| is_for_script(one, &page));
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
