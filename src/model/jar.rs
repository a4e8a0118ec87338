//! The cookie jar as script sees it: finding our cookie in `document.cookie`, and the lines that
//! write it and that delete what a service declared.

use super::address::Page;
use super::config::Config;
use super::json::{Value, piece};
use super::parts::{cut, parts};
use super::record::Record;
use super::write::item;
use super::{pattern, write};

/// The `localStorage` key that the receipts are kept under.
pub const RECEIPTS: &str = "samtycke.receipts";

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
    let mut line = String::from(config.cookie_name());
    line.push_str("=");
    line.push_str(&record.write(config));
    line.push_str("; Max-Age=");
    write::whole(&mut line, config.days * 86_400);
    attribute(&mut line, "; Path=", config.cookie("path", "/"));
    attribute(&mut line, "; Domain=", config.cookie("domain", ""));
    attribute(&mut line, "; SameSite=", config.cookie("sameSite", "Lax"));
    if config.secure {
        line.push_str("; Secure");
    }
    line
}

/// Appends an attribute of a cookie that has a value.
fn attribute(line: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        line.push_str(name);
        line.push_str(value);
    }
}

/// Adds the lines for `document.cookie` that delete a cookie to a JSON array.
///
/// A deletion must name the path and domain that the cookie was set with, and script cannot see
/// them, so every parent of the page's host and every prefix of its path is tried; the browser
/// itself refuses public suffixes (RFC 6265 section 5.3). Partitioned cookies are others than those
/// without a partition (CHIPS), and `__Host-` and `__Secure-` names want `Secure`, which plain http
/// refuses; so each line stands there plain, secure, and secure and partitioned.
pub fn delete(name: &str, page: &Page, out: &mut String) {
    let path = page.path.as_bytes();
    for end in 1..=path.len() {
        // Set for `/a` or for `/a/`: browsers tell the two apart.
        if path[end - 1] != b'/' && path.get(end).is_some_and(|byte| *byte != b'/') {
            continue;
        }
        let mut domain = Some("");
        while let Some(host) = domain {
            for more in [0, 8, 21] {
                let mut line = String::from(name);
                line.push_str("=; Max-Age=0; Path=");
                line.push_str(piece(page.path, 0, end));
                attribute(&mut line, "; Domain=", host);
                line.push_str(piece("; Secure; Partitioned", 0, more));
                item(out, &line);
            }
            domain = if host.is_empty() { Some(page.host) } else { cut(host, b'.').1 };
        }
    }
}

/// Whether something that a service declares can be deleted by no page: another party's, or a
/// cookie that only servers see. A pixel leaves nothing in the browser.
pub fn is_out_of_reach(cookie: &Value) -> bool {
    let theirs = cookie.get("party").text != "first" && cookie.get("kind").text != "pixel";
    theirs || cookie.get("httpOnly").is_true()
}

/// Whether something stored under `name` belongs to a service that lost its grant, and to none
/// that still has it; never the choice itself, nor the receipts. `kept`: each gate's grant;
/// `kind` as in the configuration.
pub fn is_withdrawn(config: &Config, kept: &[bool], kind: &str, name: &str) -> bool {
    let mut lost = false;
    for (gate, kept) in config.gates.iter().zip(kept) {
        for cookie in &gate.value.get("cookies").items {
            if cookie.get("kind").text == kind
                && cookie.get("party").text == "first"
                && pattern::matches(cookie.get("name").text, name)
            {
                if *kept {
                    return false;
                }
                lost = true;
            }
        }
    }
    lost && name != config.cookie_name() && name != RECEIPTS
}
