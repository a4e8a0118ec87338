//! Reads `Set-Cookie` headers, and what scripts give `document.cookie` (RFC 6265, section 5.2).

use std::time::SystemTime;

/// A cookie as it is set, without its value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SetCookie {
    pub(crate) name: String,
    /// The domain without a leading dot.
    pub(crate) domain: Option<String>,
    /// The life that is asked for in seconds; none for a session. At most 0 deletes.
    pub(crate) life: Option<f64>,
    pub(crate) attributes: String,
}

impl SetCookie {
    /// Reads a line such as `id=1; Max-Age=60`.
    pub(crate) fn parse(line: &str) -> SetCookie {
        let (pair, attributes) = line.split_once(';').unwrap_or((line, ""));
        let name = pair.split_once('=').map_or("", |(name, _)| name).trim();
        SetCookie::with(name, attributes)
    }

    /// A name, and what follows the value.
    pub(crate) fn with(name: &str, attributes: &str) -> SetCookie {
        let attributes = attributes.trim();
        let value_of = |wanted: &str| {
            attributes.rsplit(';').find_map(|one| {
                let (name, value) = one.split_once('=')?;
                name.trim().eq_ignore_ascii_case(wanted).then(|| value.trim())
            })
        };
        let domain = value_of("domain").map(|one| one.trim_start_matches('.').to_lowercase());
        let max_age = value_of("max-age").and_then(|one| one.parse().ok());
        // A date counts if there is no age. Whether it is past is all that matters here: the jar tells the rest.
        let expires = value_of("expires").map(|date| if is_past(date) { 0.0 } else { f64::MAX });
        SetCookie {
            name: name.into(),
            domain: domain.filter(|one| !one.is_empty()),
            life: max_age.or(expires),
            attributes: attributes.into(),
        }
    }
}

/// Whether a date is one that deletes. Of dates in other spellings, which browsers read too, the year tells: scripts use
/// years up to 2000 for it.
fn is_past(date: &str) -> bool {
    if let Ok(date) = httpdate::parse_http_date(date) {
        return date <= SystemTime::now();
    }
    let years = date.split(|one: char| !one.is_ascii_digit()).filter(|one| one.len() == 4);
    years.filter_map(|year| year.parse::<u32>().ok()).any(|year| year <= 2000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_in_any_case() {
        let set = SetCookie::parse("id=a=b; PATH=/; Domain=.Shop.Example; max-age=60; Secure");
        assert_eq!((set.name.as_str(), set.domain.as_deref()), ("id", Some("shop.example")));
        assert_eq!(set.life, Some(60.0));
    }

    #[test]
    fn a_date_that_is_past_deletes() {
        // As the package js-cookie deletes: yesterday.
        let yesterday = SystemTime::now() - std::time::Duration::from_secs(86_400);
        let yesterday = format!("id=; expires={}", httpdate::fmt_http_date(yesterday));
        assert_eq!(SetCookie::parse(&yesterday).life, Some(0.0));
        assert_eq!(SetCookie::parse("id=; expires=Thu, 1-Jan-1970 00:00:00").life, Some(0.0));
        let deleted = SetCookie::parse("id=; expires=Thu, 01 Jan 1970 00:00:00 GMT");
        assert_eq!(deleted.life, Some(0.0));
        assert_eq!(
            SetCookie::parse("id=1; expires=Thu, 01 Jan 2037 00:00:00 GMT").life,
            Some(f64::MAX)
        );
        assert_eq!(SetCookie::parse("id=1").life, None);
    }
}
