//! Whether a browser keeps our cookie as it is declared. A cookie that it refuses loses the choice.

use serde_json::Value;

use crate::checker::Checker;
use crate::code::Code::WrongCookie;
use crate::gates::string;

/// The name of our cookie where the declaration has none.
pub const NAME: &str = "samtycke";

/// Notes what is wrong with the settings of our cookie.
pub fn check(checker: &mut Checker, cookie: &Value) {
    let secure = cookie["secure"].as_bool().unwrap_or(checker.page.secure);
    checker.field("cookie", |checker| {
        name(checker, cookie, secure);
        path(checker, string(cookie, "path"));
        domain(checker, string(cookie, "domain"));
        if string(cookie, "sameSite") == "None" && !secure {
            checker.note_at(WrongCookie, "sameSite", "\"None\" needs a secure cookie");
        }
    });
}

fn name(checker: &mut Checker, cookie: &Value, secure: bool) {
    let name = string(cookie, "name");
    // A token of RFC 9110 section 5.6.2, as RFC 6265 section 4.1.1 asks for.
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if !name.bytes().all(is_token) {
        checker.note_at(WrongCookie, "name", "expected letters, digits and any of !#$%&'*+-.^_`|~");
    }
    // The prefixes of RFC 6265bis section 4.1.3.
    let is_host_only = name.starts_with("__Host-");
    let is_bound = cookie.get("domain").is_some() || string(cookie, "path").len() > 1;
    let needs_secure = is_host_only || name.starts_with("__Secure-");
    if (is_host_only && is_bound) || (needs_secure && !secure) {
        let message = "the prefix needs a secure cookie, and __Host- no domain and the path \"/\"";
        checker.note_at(WrongCookie, "name", message);
    }
}

fn path(checker: &mut Checker, path: &str) {
    let is_plain = path.bytes().all(|byte| byte.is_ascii_graphic() && !b";\\".contains(&byte));
    if !path.is_empty() && (!path.starts_with('/') || !is_plain) {
        checker.note_at(WrongCookie, "path", "expected a path that begins with \"/\"");
    }
}

fn domain(checker: &mut Checker, domain: &str) {
    let host = checker.page.host;
    // The check may not know for which page.
    if host.is_empty() {
        return;
    }
    let rest = host.strip_suffix(domain.strip_prefix('.').unwrap_or(domain));
    if !domain.is_empty() && !rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.')) {
        let message =
            format!("\"{domain}\" is neither this page's host, {host}, nor a parent of it");
        checker.note_at(WrongCookie, "domain", message);
    }
}
