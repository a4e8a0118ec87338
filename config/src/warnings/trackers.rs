//! Who a service is: known scripts by their addresses, known cookies by their names.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::data;
use crate::declaration::{Cookie, Script, Service};
use crate::pattern::matches;
use crate::preset;

/// What a known third party is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum What {
    TagManager,
    Analytics,
    Marketing,
    Chat,
}

/// A script that is known by its address.
#[derive(Debug, Deserialize)]
struct Address {
    /// The beginning of its address, in lower case and without the scheme.
    address: String,
    name: String,
    kind: What,
}

/// A third party that is known by what it stores, or by its name alone.
#[derive(Debug, Deserialize)]
struct Tracker {
    name: String,
    kind: What,
    /// Names of services that can be nothing else, in lower case.
    services: Vec<String>,
    /// Names and patterns of what it stores, where no other thing has them.
    cookies: Vec<String>,
}

/// A third party that was recognised.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) name: &'static str,
    pub(super) kind: What,
    /// What it was recognised by, such as `its cookie "_ga"`.
    pub(super) by: String,
}

static ADDRESSES: LazyLock<Vec<Address>> =
    LazyLock::new(|| data::read(include_str!("../../data/known.json")));

static TRACKERS: LazyLock<Vec<Tracker>> =
    LazyLock::new(|| data::read(include_str!("../../data/trackers.json")));

/// Who a service is, if its scripts, its embeds, its cookies or its name tell.
pub(super) fn of_service(service: &Service) -> Option<Found> {
    let by_script = service.scripts.iter().find_map(of_script);
    let by_embed = || {
        let rewrites = service.rewrites.iter().flat_map(|(from, to)| [from.as_str(), &**to]);
        service.embeds.iter().map(|embed| &**embed).chain(rewrites).find_map(of_embed)
    };
    let by_cookie = || service.cookies.iter().find_map(of_cookie);
    by_script.or_else(by_embed).or_else(by_cookie).or_else(|| of_name(service))
}

/// What a script is: by its address, or by an address in its code.
pub(super) fn of_script(script: &Script) -> Option<Found> {
    of_text(script.src.as_deref().or(script.inline.as_deref())?, |_| true)
}

/// What code in a page loads, by an address in it. Addresses that sites link to count only where they are those of scripts.
pub(super) fn of_code(code: &str) -> Option<Found> {
    if !["createElement", "import(", "document.write"].iter().any(|one| code.contains(one)) {
        return None;
    }
    const LINKED: [&str; 4] = ["Instagram", "TikTok", "X", "YouTube"];
    let is_code = |address: &str| [".js", "_api"].iter().any(|one| address.contains(one));
    of_text(code, |(known, address)| !LINKED.contains(&&*known.name) || is_code(address))
}

/// What an address in a text is, among those that count.
fn of_text(text: &str, counts: impl Fn(&(&'static Address, &str)) -> bool) -> Option<Found> {
    let found = |known: &'static Address, by| Found { name: &known.name, kind: known.kind, by };
    if let Some(known) = known_in(text, counts) {
        let host = known.address.split('/').next().unwrap_or_default();
        return Some(found(known, format!("its script from {host}")));
    }
    let (known, path) = of_path(text)?;
    Some(found(known, format!("its script's path {path}")))
}

/// The first known address in a text. Hosts have no case, and no path in the list depends on it.
fn of_host(text: &str) -> Option<&'static Address> {
    known_in(text, |_| true)
}

/// The same, among those that count by themselves and by the address as it is there.
fn known_in(
    text: &str,
    counts: impl Fn(&(&'static Address, &str)) -> bool,
) -> Option<&'static Address> {
    let text = text.to_lowercase();
    text.match_indices("//").find_map(|(start, slashes)| {
        let rest = &text[start + slashes.len()..];
        let address = rest.split(['"', '\'', '`', ' ']).next().unwrap_or_default();
        let known = ADDRESSES.iter().find(|one| begins(rest, &one.address))?;
        counts(&(known, address)).then_some(known)
    })
}

/// Scripts of Google that sites also load through a host of their own: the path, how its `id` begins, and the known address.
const PATHS: [(&str, &[&str], &str); 2] = [
    ("gtm.js", &["gtm-"], "www.googletagmanager.com/gtm.js"),
    ("gtag/js", &["g-", "gt-", "aw-", "dc-"], "www.googletagmanager.com/gtag/js"),
];

/// A known path with an id that only its vendor gives, on whichever host.
fn of_path(text: &str) -> Option<(&'static Address, &'static str)> {
    let text = text.to_lowercase();
    let is_there = |path: &str, ids: &[&str]| {
        text.match_indices(&format!("{path}?")).any(|(start, found)| {
            let is_whole = text[..start].chars().next_back().is_none_or(|one| one == '/');
            let rest = &text[start + found.len()..];
            let end = rest.find(['"', '\'', '`', ' ', '#']).unwrap_or(rest.len());
            // Code may put the id behind the address.
            let is_id = |id: &str| {
                ids.iter().any(|one| id.starts_with(one))
                    || (end < rest.len() && (id.is_empty() || id.starts_with("${")))
            };
            let mut ids = rest[..end].split('&').filter_map(|one| one.strip_prefix("id="));
            is_whole && ids.any(is_id)
        })
    };
    let (path, _, address) = *PATHS.iter().find(|(path, ids, _)| is_there(path, ids))?;
    Some((ADDRESSES.iter().find(|one| one.address == address)?, path))
}

fn of_embed(address: &str) -> Option<Found> {
    of_address(address, format!("its embed {address}"))
}

/// Whose an address is, or the beginning of one: a known address, or one of a preset's embeds.
pub(super) fn of_address(address: &str, by: String) -> Option<Found> {
    if let Some(found) = of_host(address).or_else(|| Some(of_path(address)?.0)) {
        return Some(Found { name: &found.name, kind: found.kind, by });
    }
    let lower = address.to_lowercase();
    let beginning = format!("{}*", lower.trim_end_matches('*'));
    let is_it = |embed: &String| matches(embed, &lower) || matches(&beginning, embed);
    preset::all().iter().find_map(|preset| {
        let kind = match preset.category.as_str() {
            "analytics" => What::Analytics,
            "marketing" => What::Marketing,
            _ => return None,
        };
        let name = preset.name.of("en");
        preset.embeds.iter().any(is_it).then(|| Found { name, kind, by: by.clone() })
    })
}

/// Whether an address, without its scheme, has this host and this beginning of the path. A port, and the dot
/// of a fully qualified name, change nothing.
fn begins(address: &str, known: &str) -> bool {
    let (host, path) = known.split_once('/').unwrap_or((known, ""));
    let end = address.find(['/', '?', '#', '"', '\'', '`', ' ']).unwrap_or(address.len());
    let (authority, rest) = address.split_at(end);
    let own = authority.split(':').next().unwrap_or_default().trim_end_matches('.');
    let after = rest.trim_start_matches('/').strip_prefix(path);
    // A path ends where its name does.
    let ends = |after: &str| path.is_empty() || !after.starts_with(char::is_alphanumeric);
    is_of_host(own, host) && after.is_some_and(ends)
}

/// Whether a host is another or below it. `www.` is the site itself.
fn is_of_host(host: &str, known: &str) -> bool {
    let known = known.strip_prefix("www.").unwrap_or(known);
    host.strip_suffix(known).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

fn of_cookie(cookie: &Cookie) -> Option<Found> {
    let name = &*cookie.name;
    let is_it = |known: &String| matches(known, name) || covers(name, known);
    if let Some(one) = TRACKERS.iter().find(|one| one.cookies.iter().any(is_it)) {
        let by = format!("its cookie \"{name}\"");
        return Some(Found { name: &one.name, kind: one.kind, by });
    }
    let host = cookie.host.as_deref()?.trim_start_matches('.').to_lowercase();
    let is_host = |one: &&Address| {
        // A path means that the host serves other things too.
        one.address.strip_suffix('/').is_some_and(|known| is_of_host(&host, known))
    };
    let one = ADDRESSES.iter().find(is_host)?;
    Some(Found { name: &one.name, kind: one.kind, by: format!("its host {host}") })
}

/// Whether a declared pattern is meant for a known name: `_ga*` for `_ga`. Too short a beginning says nothing.
fn covers(pattern: &str, known: &str) -> bool {
    let beginning = pattern.split('*').next().unwrap_or_default();
    pattern.contains('*') && beginning.len() >= 3 && !known.contains('*') && matches(pattern, known)
}

fn of_name(service: &Service) -> Option<Found> {
    let tracker = |text: &str| {
        let plain = plain(text);
        TRACKERS.iter().find(|one| one.services.iter().any(|known| self::plain(known) == plain))
    };
    let found =
        |one: &'static Tracker, by: &str| Found { name: &one.name, kind: one.kind, by: by.into() };
    let by_name = service.name.all().find_map(tracker).map(|one| found(one, "its name"));
    by_name.or_else(|| tracker(&service.id).map(|one| found(one, "its id")))
}

/// The letters and digits of a name, in lower case.
fn plain(name: &str) -> String {
    name.chars().filter(|one| one.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_in_order_and_in_lower_case() {
        let lower = |text: &String| *text == text.to_lowercase();
        assert!(ADDRESSES.iter().all(|one| lower(&one.address) && one.address.contains('/')));
        assert!(ADDRESSES.is_sorted_by_key(|one| &one.address));
        assert!(TRACKERS.iter().all(|one| one.services.iter().all(lower)));
        assert!(TRACKERS.iter().all(|one| !one.cookies.is_empty() || !one.services.is_empty()));
    }

    #[test]
    fn paths_of_own_hosts_are_of_known_scripts() {
        for (.., address) in PATHS {
            assert!(ADDRESSES.iter().any(|one| one.address == address), "{address}");
        }
        let code = "(function(w,d,s,l,i){j.src='https://sgtm.example.com/gtm.js?id='+i})(window,document,'script','dataLayer','GTM-ABC')";
        assert!(of_path(code).is_some() && of_path("`/gtag/js?id=${id}`").is_some());
    }

    #[test]
    fn a_script_is_known_by_its_host_and_path() {
        let of = |src: &str| {
            let script =
                serde_json::from_value(serde_json::json!({ "src": src })).expect("a script");
            of_script(&script).map(|found| found.name)
        };
        for (src, name) in [
            ("https://www.googletagmanager.com/gtag/js?id=G-1", Some("Google tag")),
            ("https://WWW.GoogleTagManager.com/GTM.js", Some("Google Tag Manager")),
            ("https://www.googletagmanager.com:443/gtm.js", Some("Google Tag Manager")),
            ("https://www.googletagmanager.com./gtm.js", Some("Google Tag Manager")),
            ("https://googletagmanager.com/gtm.js", Some("Google Tag Manager")),
            ("https://region1.google-analytics.com/g/collect", Some("Google Analytics")),
            ("https://www.googletagmanager.com/other.js", None),
            ("https://notplausible.io/js/script.js", None),
            ("https://example.com/plausible.io/script.js", None),
            ("https://plausible.io.example.com/script.js", None),
            ("https://sgtm.example.com/gtm.js?id=GTM-ABC", Some("Google Tag Manager")),
            ("https://sgtm.example.com/a/gtm.js?l=layer&id=GTM-ABC", Some("Google Tag Manager")),
            ("/gtag/js?id=G-ABC", Some("Google tag")),
            ("gtm.js?id=GTM-ABC", Some("Google Tag Manager")),
            ("https://example.com/gtm.js", None),
            ("https://example.com/gtm.js?id=", None),
            ("https://example.com/my-gtm.js?id=GTM-ABC", None),
            ("https://example.com/gtag/js?id=7", None),
            ("https://www.facebook.com/tr?id=1&ev=PageView", Some("Meta Pixel")),
            ("https://www.facebook.com/travel", None),
        ] {
            assert_eq!(of(src), name, "{src}");
        }
    }
}
