//! Which addresses a configuration may name.

use super::json::piece;
use super::parts::{cut, parts};

/// Where the page is that the configuration is read for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Page<'t> {
    /// `location.origin`, such as `https://www.example.com`.
    pub origin: &'t str,
    /// `location.hostname`.
    pub host: &'t str,
    /// `location.pathname`.
    pub path: &'t str,
    /// The languages that the visitor reads, best first and with commas between: the document's,
    /// then the browser's.
    pub languages: &'t str,
}

impl Page<'_> {
    /// Whether the page is https.
    pub fn is_secure(&self) -> bool {
        self.origin.starts_with("https:")
    }
}

/// Whether a script may come from `address`: https, or the page's own origin, or http from a
/// loopback address, which never leaves the visitor's machine (Secure Contexts, section 3.1).
///
/// Anything that browsers mend while they read an address (blanks, control characters,
/// backslashes) is refused, so that what is checked here is what they fetch.
pub fn is_for_script(address: &str, page: &Page) -> bool {
    if !is_plain(address) {
        return false;
    }
    if let Some(rest) = address.strip_prefix("https://") {
        return !authority(rest).is_empty();
    }
    if let Some(rest) = address.strip_prefix("http://") {
        let host = authority(rest);
        return is_loopback(host) || page.origin.strip_prefix("http://") == Some(host);
    }
    // What is left has to be a path: no scheme, and no host behind two slashes.
    cut(authority(address), b':').1.is_none() && !address.starts_with("//")
}

/// Whether a link of the dialog may lead to `address`: as for a script, or plain http.
pub fn is_for_link(address: &str, page: &Page) -> bool {
    let http = address.strip_prefix("http://").is_some_and(|rest| !authority(rest).is_empty());
    (http && is_plain(address)) || is_for_script(address, page)
}

/// Nothing in it that browsers would mend or leave out.
fn is_plain(address: &str) -> bool {
    !address.is_empty() && address.bytes().all(|byte| byte > b' ' && byte != b'\\' && byte != 0x7F)
}

/// What stands before the first slash, question mark or hash.
fn authority(rest: &str) -> &str {
    let mut end = 0;
    for byte in rest.bytes() {
        if byte == b'/' || byte == b'?' || byte == b'#' {
            break;
        }
        end += 1;
    }
    piece(rest, 0, end)
}

fn is_loopback(authority: &str) -> bool {
    // Digits only behind the colon: in `http://localhost:x@host` all before the `@` is a password.
    let (host, port) = cut(authority, b':');
    let port = port.unwrap_or("");
    if !port.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let of_127 = host.strip_prefix("127.").is_some_and(|rest| {
        parts(rest, b'.').count() == 3 && rest.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    });
    of_127 || host == "localhost" || host.ends_with(".localhost")
}
