//! The cookie that holds the choice: its name, and how long it is kept.

use samtycke_config::address::is_domain;
use serde_json::{Value, json};

use super::draft::Draft;
use super::file::Node;
use super::stored::is_code;

/// Takes over the name of the cookie.
pub fn name(node: Option<Node>, draft: &mut Draft) {
    let Some(node) = node else { return };
    let is_token = |text: &&str| {
        let lower = text.to_ascii_lowercase();
        let has_prefix =
            ["__host-", "__secure-", "__http-"].iter().any(|one| lower.starts_with(one));
        !has_prefix
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    match node.string().filter(is_token) {
        Some(name) => {
            draft.set_cookie("name", json!(name));
            node.note("the cookie keeps its name, and gets another format: visitors are asked once more, and code that reads it has to change");
        }
        None => node.note("not a plain name for a cookie; \"samtycke\" is used"),
    }
}

/// Takes over how long the choice is kept: a yes at most 400 days, a no at least 180.
pub fn days(node: Option<Node>, draft: &mut Draft) {
    let Some(node) = node else { return };
    let Some(days) = node.value.as_f64().filter(|days| *days >= 1.0) else {
        return node.note("not a number of days; a yes and a no are kept for 180. Set cookie.days and cookie.refusalDays");
    };
    let whole = days.min(400.0) as u64;
    if days > 400.0 {
        node.note("cut to 400 days: browsers keep no cookie for longer");
    }
    if whole < 180 {
        node.note(format!(
            "a yes is kept for {whole} days, a no for 180: nobody is asked again for six months after a no"
        ));
    }
    draft.set_cookie("days", json!(whole));
    draft.set_cookie("refusalDays", json!(whole.max(180)));
}

/// Takes over the cookie's domain.
pub fn domain(node: Option<Node>, draft: &mut Draft) {
    let Some(node) = node else { return };
    match node.string().map(str::trim).filter(|text| is_domain(text) && !is_code(text)) {
        Some(domain) => draft.set_cookie("domain", json!(domain)),
        None => node.note("not a domain; the cookie belongs to the page's own host"),
    }
}

/// Takes over the cookie's path.
pub fn path(node: Option<Node>, draft: &mut Draft) {
    let Some(node) = node else { return };
    let is_plain = |path: &&str| {
        path.starts_with('/')
            && path.bytes().all(|byte| byte.is_ascii_graphic() && !b";\\".contains(&byte))
    };
    match node.string().filter(is_plain) {
        Some("/") => {}
        Some(path) => draft.set_cookie("path", json!(path)),
        None => node.note("not a path; \"/\" is used"),
    }
}

/// Takes over `SameSite`, and whether the cookie is secure.
pub fn same_site(node: Option<Node>, secure: Option<Node>, draft: &mut Draft) {
    let is_open = secure.as_ref().is_some_and(|node| *node.value == Value::Bool(false));
    if let Some(secure) = secure {
        match secure.value {
            Value::Bool(true) => {}
            Value::Bool(false) => draft.set_cookie("secure", json!(false)),
            _ => secure.note("neither true nor false; left out"),
        }
    }
    let Some(node) = node else { return };
    let word = node.string().unwrap_or_default().to_ascii_lowercase();
    match word.as_str() {
        "lax" => {}
        "strict" => draft.set_cookie("sameSite", json!("Strict")),
        "none" if !is_open => draft.set_cookie("sameSite", json!("None")),
        _ => {
            node.note("\"Lax\" is used: \"None\" needs a secure cookie, and nothing else is known")
        }
    }
}
