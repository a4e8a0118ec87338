//! Hosts and sites.

use std::net::IpAddr;

use url::Url;

/// Whether an address needs the network.
pub(crate) fn is_network(url: &str) -> bool {
    ["http:", "https:", "ws:", "wss:"].iter().any(|scheme| url.starts_with(scheme))
}

/// The host of an address, lower case, without the port; empty where there is none.
pub(crate) fn host(url: &str) -> String {
    Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}

/// The registrable domain of a host by the public suffix list: `a.shop.co.uk` is `shop.co.uk`. An address of
/// numbers, and a host without a dot, is its own.
pub(crate) fn domain(host: &str) -> &str {
    let host = host.trim_start_matches('.');
    if host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok() {
        return host;
    }
    psl::domain_str(host).unwrap_or(host)
}

/// Whether two hosts belong to one site.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    domain(one) == domain(other)
}

/// Whether a cookie of this domain is visible at a host.
pub(crate) fn covers(domain: &str, host: &str) -> bool {
    let domain = domain.trim_start_matches('.');
    host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
}

/// An address without its query and fragment.
pub(crate) fn without_query(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_follow_the_public_suffix_list() {
        assert!(is_same("a.shop.co.uk", "shop.co.uk"));
        assert!(!is_same("one.github.io", "two.github.io"));
        assert!(is_same("www.shop.localhost", "shop.localhost"));
        assert!(!is_same("shop.localhost", "tracker.localhost"));
        assert!(!is_same("127.0.0.1", "127.0.0.2"));
    }

    #[test]
    fn cookies_cover_hosts_below() {
        assert!(covers(".shop.example", "www.shop.example"));
        assert!(covers("shop.example", "shop.example"));
        assert!(!covers("shop.example", "myshop.example"));
    }

    #[test]
    fn hosts_have_no_port() {
        assert_eq!(host("http://Shop.Example:8080/a"), "shop.example");
        assert_eq!(host("data:text/plain,a"), "");
    }
}
