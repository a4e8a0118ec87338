//! Which addresses a declaration may name.

use std::net::{Ipv4Addr, Ipv6Addr};

/// The page that a declaration is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page<'a> {
    /// `location.origin`, such as `https://www.example.com`.
    pub origin: &'a str,
    /// `location.hostname`.
    pub host: &'a str,
    /// Whether the page is https, so that its cookies are `Secure` by default.
    pub secure: bool,
}

impl Page<'_> {
    /// Whether a path leads somewhere from this page. It does not from a file or a `data:` page.
    fn has_paths(&self) -> bool {
        self.origin.starts_with("https://") || self.origin.starts_with("http://")
    }
}

/// Whether a script may come from `address`: https, the page's own origin, or http from a loopback
/// address, which never leaves the visitor's machine (Secure Contexts, section 3.1).
///
/// Browsers mend addresses while they read them (blanks, control characters, backslashes). Such
/// addresses are refused, so that what is checked here is what they fetch.
pub fn is_for_script(address: &str, page: &Page) -> bool {
    if !is_plain(address) {
        return false;
    }
    if let Some(rest) = address.strip_prefix("https://") {
        return is_authority(authority(rest));
    }
    if let Some(rest) = address.strip_prefix("http://") {
        let authority = authority(rest);
        let is_own = page.origin.strip_prefix("http://") == Some(authority);
        return is_authority(authority) && (is_own || is_loopback(authority));
    }
    // A path has no scheme, and no host behind two slashes.
    page.has_paths() && !authority(address).contains(':') && !address.starts_with("//")
}

/// Whether a link may lead to `address`: as for a script, or plain http.
pub fn is_for_link(address: &str, page: &Page) -> bool {
    let is_http = address.strip_prefix("http://").is_some_and(|rest| is_authority(authority(rest)));
    (is_http && is_plain(address)) || is_for_script(address, page)
}

/// Whether a link looks like a host without its scheme, such as `www.example.com/privacy`. Browsers read it as a path.
pub fn is_bare_host(address: &str) -> bool {
    let host = authority(address);
    let is_file = |ending: &str| PAGES.contains(&ending.to_ascii_lowercase().as_str());
    let is_last_label = |ending: &str| {
        ending.len() > 1
            && !is_file(ending)
            && ending.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    is_host(host) && host.rsplit_once('.').is_some_and(|(_, ending)| is_last_label(ending))
}

/// Any page of a site with https.
pub const ANYWHERE: Page = Page { origin: "https://", host: "", secure: true };

/// Whether a declaration can have a link, on whatever page.
pub(crate) fn is_right_link(address: &str) -> bool {
    is_for_link(address, &ANYWHERE) && !is_bare_host(address) && !is_relative(address)
}

/// Whether a link leads somewhere else from each page of a site.
pub fn is_relative(address: &str) -> bool {
    !address.starts_with('/') && !["https://", "http://"].iter().any(|one| address.starts_with(one))
}

/// The path from the root of the site that a relative address was probably meant to be.
pub fn rooted(address: &str) -> String {
    let mut rest = address;
    while let Some(inner) = rest.strip_prefix("./").or_else(|| rest.strip_prefix("../")) {
        rest = inner;
    }
    format!("/{}", if [".", ".."].contains(&rest) { "" } else { rest })
}

/// Whether a script's address looks like a host without its scheme, such as `cdn.example.com/a.js`. A name alone is a file.
pub fn is_path_of_bare_host(address: &str) -> bool {
    address[authority(address).len()..].starts_with('/') && is_bare_host(address)
}

/// How the names of pages end, which no host does.
const PAGES: [&str; 14] = [
    "html", "htm", "xhtml", "shtml", "php", "asp", "aspx", "jsp", "cgi", "pdf", "md", "txt",
    "json", "xml",
];

/// Whether a text names a host, with or without a port. It may begin with a dot, as the domains of cookies do, or with `*.` for all
/// hosts below it.
pub fn is_named_host(text: &str) -> bool {
    let host = text.strip_prefix("*.").or_else(|| text.strip_prefix('.')).unwrap_or(text);
    is_authority(host)
}

/// Whether a text is a host that a cookie can be for: an address has no parents, and a name has a dot unless it is this machine.
pub fn is_domain(text: &str) -> bool {
    let host = text.strip_prefix('.').unwrap_or(text);
    is_host(host)
        && host.parse::<Ipv4Addr>().is_err()
        && (host.contains('.') || host == "localhost")
}

/// Whether browsers would fetch the address as it is written.
fn is_plain(address: &str) -> bool {
    !address.is_empty() && address.bytes().all(|byte| byte > b' ' && byte != b'\\' && byte != 0x7F)
}

/// Why browsers would not take an address as it is written, whatever it leads to.
pub(crate) fn flaw(address: &str) -> Option<&'static str> {
    if is_plain(address) {
        let rest = address.strip_prefix("https://");
        let has_host = rest.is_none_or(|rest| is_authority(authority(rest)));
        return (!has_host).then_some("names no host that browsers take");
    }
    Some(match address {
        "" => "is empty",
        _ if address.contains(' ') => "has a blank in it",
        _ if address.contains('\\') => "has a backslash in it",
        _ => "has a control character in it",
    })
}

/// Everything before the first slash, question mark or hash.
fn authority(rest: &str) -> &str {
    rest.split(['/', '?', '#']).next().unwrap_or("")
}

/// Whether this is a host, with or without a port. A password never belongs into a declaration, and
/// browsers do not load scripts with one.
fn is_authority(authority: &str) -> bool {
    let (host, port) = host_and_port(authority);
    port.is_none_or(|port| port.is_empty() || (is_digits(port) && port.parse::<u16>().is_ok()))
        && is_host(host)
}

fn host_and_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        // The last colon of a bare IPv6 address is its own.
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    }
}

/// Whether this is a host. A name in punycode or with letters beyond ASCII can still be one that IDNA
/// does not allow: only its tables know, and browsers have them.
fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return address.parse::<Ipv6Addr>().is_ok();
    }
    let last = host.trim_end_matches('.').rsplit('.').next().unwrap_or("");
    // Browsers read a host that ends in a number as an IPv4 address.
    if last.starts_with(|first: char| first.is_ascii_digit()) {
        return host.parse::<Ipv4Addr>().is_ok();
    }
    host.contains(char::is_alphanumeric)
        && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '_'))
        && host.split('.').rev().skip(1).all(|label| !label.is_empty())
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_loopback(authority: &str) -> bool {
    is_own_machine(host_and_port(authority).0)
}

/// Whether a host is the visitor's own machine.
pub fn is_own_machine(host: &str) -> bool {
    let of_127 = host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback());
    of_127 || host == "localhost" || host.ends_with(".localhost")
}

/// The path of a file as a reference (RFC 3986, section 4.2). Other bytes than those of a path are percent-encoded.
pub fn reference(path: &str) -> String {
    let mut reference = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte) {
            reference.push(byte.into());
        } else {
            reference.push_str(&format!("%{byte:02X}"));
        }
    }
    reference
}

#[cfg(test)]
mod tests {
    use super::{is_bare_host, is_path_of_bare_host, is_relative, reference, rooted};

    #[test]
    fn a_host_without_a_scheme_is_no_path() {
        for address in ["www.a.example/privacy", "a.example", "a.example?b", "A.EXAMPLE/"] {
            assert!(is_bare_host(address), "{address}");
        }
        for address in [
            "/a.example",
            "./a.example",
            "policy.html",
            "policy",
            "cookies.PHP?a",
            "v1.2/a",
            "../a.b",
        ] {
            assert!(!is_bare_host(address), "{address}");
        }
    }

    #[test]
    fn a_relative_address_is_rooted() {
        for (address, expected) in [
            ("cookies.html", "/cookies.html"),
            ("./a/b", "/a/b"),
            ("../../cookies", "/cookies"),
            ("?p=3", "/?p=3"),
            ("#cookies", "/#cookies"),
            ("..", "/"),
        ] {
            assert!(is_relative(address) && rooted(address) == expected, "{address}");
        }
        assert!(
            !is_relative("/a") && !is_relative("https://a.example") && !is_relative("http://a")
        );
    }

    #[test]
    fn a_script_that_lies_at_a_host_is_no_file() {
        for address in ["cdn.a.example/a.js", "a.example/"] {
            assert!(is_path_of_bare_host(address), "{address}");
        }
        for address in [
            "a.js",
            "a.js?b=http://c",
            "js/a.js",
            "/a.example/a.js",
            "v1.2/a.js",
            "./a.example/a.js",
        ] {
            assert!(!is_path_of_bare_host(address), "{address}");
        }
    }

    #[test]
    fn a_path_becomes_a_reference() {
        for (path, expected) in [
            ("www/samtycke.json", "www/samtycke.json"),
            ("a b/å%#?.json", "a%20b/%C3%A5%25%23%3F.json"),
            ("c:x.json", "c%3Ax.json"),
        ] {
            assert_eq!(reference(path), expected);
        }
    }
}
