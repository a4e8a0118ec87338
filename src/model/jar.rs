//! The cookie jar as script sees it: finding our cookie in `document.cookie`, and the lines that
//! write it and that delete what a service declared.

use super::config::{Config, or};
use super::parts::{cut, parts};
use super::record::Record;
use super::{pattern, receipts, write};

/// The choice stored in a `document.cookie` text (or a `Cookie` header), if there is one that
/// counts.
///
/// A browser lists every cookie of the name that the page can see, set for whichever path or
/// domain; the latest valid one is the visitor's last word.
pub fn find(config: &Config, cookies: &str, now: u64) -> Option<Record> {
    let mut latest: Option<Record> = None;
    for text in parts(cookies, b';') {
        let (name, value) = pair(text);
        if name == config.cookie_name()
            && let Some(record) = Record::parse(value, config)
            && record.is_current(config, now)
            && latest.as_ref().is_none_or(|latest| record.time > latest.time)
        {
            latest = Some(record);
        }
    }
    latest
}

/// The name and the value of a pair; both are empty where there is no `=`.
fn pair(text: &str) -> (&str, &str) {
    match cut(text.strip_prefix(' ').unwrap_or(text), b'=') {
        (name, Some(value)) => (name, value),
        _ => ("", ""),
    }
}

/// The line for `document.cookie` that stores a choice (RFC 6265 section 4.1.1).
pub fn line(config: &Config, record: &Record) -> String {
    let cookie = config.get("cookie");
    let mut line = String::from(config.cookie_name());
    line.push('=');
    line.push_str(&record.write(config));
    line.push_str("; Max-Age=");
    write::whole(&mut line, u64::from(config.days) * 86_400);
    for (name, value) in &[
        ("; Path=", or(cookie.get("path").text(), "/")),
        ("; Domain=", cookie.get("domain").text()),
        ("; SameSite=", or(cookie.get("sameSite").text(), "Lax")),
    ] {
        if !value.is_empty() {
            line.push_str(name);
            line.push_str(value);
        }
    }
    if config.is_cookie_secure() {
        line.push_str("; Secure");
    }
    line
}

/// The lines for `document.cookie` that delete what services without a grant have declared.
/// `kept`: each service's grant; `host` and `path` as in `location`.
///
/// A deletion must name the path and domain that the cookie was set with, and script cannot see
/// them, so every parent of the page's host and every prefix of its path is tried; the browser
/// itself refuses public suffixes (RFC 6265 section 5.3).
pub fn sweep(config: &Config, kept: &[bool], cookies: &str, host: &str, path: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for text in parts(cookies, b';') {
        let name = pair(text).0;
        if !is_withdrawn(config, kept, "cookie", name) {
            continue;
        }
        for (at, byte) in path.bytes().chain([b'/']).enumerate() {
            if byte != b'/' {
                continue;
            }
            // Set for `/a` or for `/a/`: browsers tell the two apart.
            for end in at..at + 2 {
                let Some(path) = path.get(..end).filter(|path| !path.is_empty()) else { continue };
                let mut line = String::from(name);
                line.push_str("=; Max-Age=0; Path=");
                line.push_str(path);
                // Without it a `__Secure-` name is refused; with it, on http, every name is.
                if config.secure {
                    line.push_str("; Secure");
                }
                lines.push(line.clone());
                line.push_str("; Domain=");
                let mut domain = Some(host);
                while let Some(parent) = domain {
                    let mut line = line.clone();
                    line.push_str(parent);
                    lines.push(line);
                    domain = cut(parent, b'.').1;
                }
            }
        }
    }
    lines
}

/// Whether something stored under `name` belongs to a service that lost its grant, and to none
/// that still has it; never the choice itself, nor the receipts. `kept`: each service's grant;
/// `kind` as in the configuration.
pub fn is_withdrawn(config: &Config, kept: &[bool], kind: &str, name: &str) -> bool {
    let mut lost = false;
    for (service, kept) in kept.iter().enumerate() {
        for cookie in &config.service(service).get("cookies").items {
            if cookie.get("kind").text() == kind
                && cookie.get("party").text() == "first"
                && pattern::matches(cookie.get("name").text(), name)
            {
                if *kept {
                    return false;
                }
                lost = true;
            }
        }
    }
    lost && name != config.cookie_name() && name != receipts::KEY
}

/// The names of the databases that are declared, a NUL behind each: what is in `indexedDB` cannot
/// be listed at once, so a pattern stands for no database.
pub fn databases(config: &Config, kind: &str) -> String {
    let mut names = String::new();
    for service in config.services() {
        for cookie in &service.get("cookies").items {
            if kind == "indexedDb" && cookie.get("kind").text() == kind {
                names.push_str(cookie.get("name").text());
                names.push('\0');
            }
        }
    }
    names
}
