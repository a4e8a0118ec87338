//! Who is behind a host, and what for, by third-party-web (`audit/data/`, MIT): scripts/third-parties.mjs writes the
//! list.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What the list says of a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    /// The entity, such as `Google Analytics`.
    pub(crate) name: &'static str,
    /// Its category in the list, such as `analytics`.
    category: &'static str,
}

/// Hosts, those with all below them as `*.example.com`.
static HOSTS: LazyLock<HashMap<&str, Known>> = LazyLock::new(|| {
    let entities = include_str!("../data/third-party-web.txt").lines().filter_map(|line| {
        let mut fields = line.split('\t');
        let (category, name) = (fields.next()?, fields.next()?);
        Some((Known { name, category }, fields.next()?.split(' ')))
    });
    entities.flat_map(|(known, hosts)| hosts.map(move |host| (host, known))).collect()
});

/// What the list says of a host; the nearest line counts.
pub(crate) fn of(host: &str) -> Option<Known> {
    let whole = HOSTS.get(host).copied();
    let parents = host.match_indices('.').map(|(dot, _)| &host[dot + 1..]);
    let mut wide = std::iter::once(host).chain(parents);
    whole.or_else(|| wide.find_map(|one| HOSTS.get(format!("*.{one}").as_str()).copied()))
}

impl Known {
    /// What it is for, in words.
    pub(crate) fn purpose(self) -> &'static str {
        match self.category {
            "ad" => "advertising",
            "analytics" => "analytics",
            "marketing" => "marketing",
            "social" => "social media",
            "tag-manager" => "a tag manager",
            "cdn" => "delivery of files",
            "customer-success" => "customer support",
            "consent-provider" => "consent",
            "hosting" => "hosting",
            "video" => "video",
            "content" => "content",
            "utility" => "tools for sites",
            _ => "other purposes",
        }
    }

    /// Whether a site can do without it (rules 4, 5 and 9).
    pub(crate) fn is_tracker(self) -> bool {
        matches!(self.category, "ad" | "analytics" | "marketing" | "social" | "tag-manager")
    }

    /// The category of a declaration that it belongs to, if it can be told.
    pub(crate) fn belongs_to(self) -> Option<&'static str> {
        match self.category {
            "ad" | "marketing" | "social" => Some("marketing"),
            "analytics" => Some("analytics"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_line_says_who_is_behind_a_host() {
        let of = |host| of(host).map(|known| (known.name, known.purpose(), known.is_tracker()));
        assert_eq!(
            of("region1.google-analytics.com"),
            Some(("Google Analytics", "analytics", true))
        );
        assert_eq!(of("google-analytics.com"), Some(("Google Analytics", "analytics", true)));
        assert_eq!(of("fonts.gstatic.com"), Some(("Google Fonts", "delivery of files", false)));
        assert_eq!(
            of("www.googletagmanager.com"),
            Some(("Google Tag Manager", "a tag manager", true))
        );
        assert_eq!(of("shop.example"), None);
    }

    #[test]
    fn every_category_of_the_list_has_words() {
        let unnamed = HOSTS.values().filter(|one| one.purpose() == "other purposes");
        assert!(unnamed.map(|one| one.category).all(|one| one == "other"));
        assert!(HOSTS.len() > 3000);
    }
}
