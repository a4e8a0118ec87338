//! Whether a browser keeps our cookie as it is declared. A cookie that it refuses loses the choice.

use serde_json::Value;

use crate::address::{is_domain, is_own_machine};
use crate::checker::Checker;
use crate::code::Code::WrongCookie;
use crate::gates::string;
use crate::likely;
use crate::messages::{meaning_or, quoted};

/// The name of our cookie where the declaration has none.
pub const NAME: &str = "samtycke";

/// Notes what is wrong with the settings of our cookie.
pub fn check(checker: &mut Checker, cookie: &Value) {
    let secure = cookie["secure"].as_bool().unwrap_or(checker.page.secure);
    checker.field("cookie", |checker| {
        // Browsers trust their own machine without https.
        let is_plain =
            checker.page.origin.starts_with("http://") && !is_own_machine(checker.page.host);
        if cookie["secure"] == true && is_plain {
            let message =
                "true, and the site is plain http: browsers take no secure cookie from it";
            checker.note_at(WrongCookie, "secure", message);
        }
        name(checker, cookie, secure);
        path(checker, string(cookie, "path"));
        domain(checker, string(cookie, "domain"));
        if string(cookie, "sameSite") == "None" && !secure {
            checker.note_at(WrongCookie, "sameSite", "\"None\" needs a secure cookie");
        }
    });
}

/// Characters of our cookie's name that leave room for its value.
const LONGEST: usize = 256;

/// Whether our cookie can have a name: a token of RFC 9110 section 5.6.2, as RFC 6265 section 4.1.1 asks for.
pub(crate) fn is_name(name: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_token)
}

fn name(checker: &mut Checker, cookie: &Value, secure: bool) {
    let name = string(cookie, "name");
    let found = quoted(name);
    if !name.is_empty() && !is_name(name) {
        let message = format!(
            "no cookie of ours can have the name {found}; expected letters, digits and any of !#$%&'*+-.^_`|~"
        );
        checker.note_at(WrongCookie, "name", message);
    }
    // With its value and its attributes a line has to stay below 4,096 bytes (RFC 6265bis, section 5.6).
    if name.len() > LONGEST {
        let message =
            format!("{found} has {} characters; browsers keep it with up to {LONGEST}", name.len());
        checker.note_at(WrongCookie, "name", message);
    }
    // The prefixes of RFC 6265bis section 4.1.3, which have no case.
    let begins = |prefix: &str| {
        name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    if begins("__Http-") || begins("__Host-Http-") {
        let message = format!("no script can set a cookie with the prefix of {found}");
        return checker.note_at(WrongCookie, "name", message);
    }
    let is_host_only = begins("__Host-");
    let is_bound = cookie.get("domain").is_some() || string(cookie, "path").len() > 1;
    let needs_secure = is_host_only || begins("__Secure-");
    if (is_host_only && is_bound) || (needs_secure && !secure) {
        let message = format!(
            "the prefix of {found} needs a secure cookie, and __Host- no domain and the path \"/\""
        );
        checker.note_at(WrongCookie, "name", message);
    }
}

fn path(checker: &mut Checker, path: &str) {
    // What is no text, or blank, has been noted.
    if path.trim().is_empty() || is_path(path) {
        return;
    }
    let meant = Some(format!("/{path}")).filter(|path| is_path(path));
    let expected = "expected one that begins with \"/\", of ASCII characters without blanks, \";\" and backslashes";
    let message = format!("{} is not the path of a cookie", quoted(path));
    checker.note_guess_at(WrongCookie, "path", meaning_or(message, meant, expected));
}

fn is_path(path: &str) -> bool {
    path.starts_with('/')
        && path.bytes().all(|byte| byte.is_ascii_graphic() && !b";\\".contains(&byte))
}

fn domain(checker: &mut Checker, domain: &str) {
    // What is no text, or blank, has been noted.
    if domain.trim().is_empty() {
        return;
    }
    let host = checker.page.host;
    let own = domain.strip_prefix('.').unwrap_or(domain);
    let is_own = own.eq_ignore_ascii_case(host);
    if !is_own && !is_domain(domain) {
        let meant = likely::host(domain).filter(|host| is_domain(host));
        let message = format!("{} is not a domain", quoted(domain));
        let guess = meaning_or(message, meant, "expected one such as \"example.com\"");
        return checker.note_guess_at(WrongCookie, "domain", guess);
    }
    // The check may not know for which page.
    let lower = host.to_ascii_lowercase();
    let is_parent =
        || lower.strip_suffix(&own.to_ascii_lowercase()).is_some_and(|rest| rest.ends_with('.'));
    if !host.is_empty() && !is_own && !is_parent() {
        let message =
            format!("\"{domain}\" is neither this page's host, {host}, nor a parent of it");
        checker.note_at(WrongCookie, "domain", message);
    }
}
