//! What a name in a store is for, by the Open Cookie Database (`audit/data/`, Apache 2.0; J. Kwakman and others, commit
//! 041de98 of github.com/jkwakman/Open-Cookie-Database; its categories, names, hosts and platforms alone).

use std::sync::LazyLock;

use crate::site;

/// A line of the list.
struct Line {
    /// `functional`, `analytics` or `marketing`.
    category: &'static str,
    /// The name; at an end of `*`, how names begin.
    name: &'static str,
    /// The host that has it; `-` where it is any, the site's own included.
    host: &'static str,
    /// Whose it is.
    platform: &'static str,
}

static LINES: LazyLock<Vec<Line>> = LazyLock::new(|| {
    let lines = include_str!("../data/open-cookie-database.txt").lines();
    let line = |line: &'static str| {
        let mut fields = line.split('\t');
        let (category, name) = (fields.next()?, fields.next()?);
        Some(Line { category, name, host: fields.next()?, platform: fields.next()? })
    };
    lines.filter_map(line).collect()
});

/// What the list says of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Listed {
    /// The category of a declaration that it belongs to: `analytics` or `marketing`.
    pub(crate) category: &'static str,
    /// Whose it is.
    pub(crate) platform: &'static str,
}

/// What the list says of a name that a host has: nothing where its lines differ, or have it as functional.
pub(crate) fn of(name: &str, host: &str) -> Option<Listed> {
    let fits = |line: &&Line| {
        let (begin, is_wide) = match line.name.strip_suffix('*') {
            Some(begin) => (begin, true),
            None => (line.name, false),
        };
        let is_named = if is_wide { name.starts_with(begin) } else { name == begin };
        is_named && (is_telling(begin) || site::is_same(line.host, host))
    };
    let mut lines = LINES.iter().filter(fits);
    let first = lines.next()?;
    let is_clear = lines.all(|one| one.category == first.category);
    (is_clear && first.category != "functional")
        .then_some(Listed { category: first.category, platform: first.platform })
}

/// Whether a name says enough without the host that has it: words and short names are in use by many.
fn is_telling(name: &str) -> bool {
    let is_long = name.len() >= 4 || (name.len() == 3 && name.starts_with('_'));
    is_long && name.chars().any(|one| !one.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn says(name: &str, host: &str, expected: Option<(&str, &str)>) {
        let listed = of(name, host).map(|one| (one.category, one.platform));
        assert_eq!(listed, expected, "{name} of {host}");
    }

    #[test]
    fn a_name_tells_its_category() {
        says("_ga", "shop.example", Some(("analytics", "Google Analytics")));
        says("_fbp", "shop.example", Some(("marketing", "Facebook")));
        says("_gat_UA-1", "shop.example", Some(("analytics", "Google Analytics")));
        says("CookieConsent", "shop.example", None);
    }

    #[test]
    fn a_short_name_or_a_word_tells_it_with_its_host_alone() {
        says("SID", "shop.example", None);
        says("visitor", "shop.example", None);
        says("IDE", "shop.example", None);
        says("IDE", "doubleclick.net", Some(("marketing", "DoubleClick/Google Marketing")));
    }

    #[test]
    fn every_line_has_four_fields() {
        let count = include_str!("../data/open-cookie-database.txt").lines().count();
        assert!(count > 1000 && LINES.len() == count);
        assert!(
            LINES
                .iter()
                .all(|one| ["functional", "analytics", "marketing"].contains(&one.category))
        );
    }
}
