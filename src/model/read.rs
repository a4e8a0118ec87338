//! From the site's JSON to a [`Config`], or to a list of all that is wrong with it.
//!
//! A configuration is taken whole or not at all: half of what a policy promises is no promise.
//! [`check`](super::check) goes by the schema; here stands what one field has to do with another.

use super::address::Page;
use super::check::Check;
use super::config::{Config, numbered};
use super::document::{Kind, Value};
use super::language;
use super::problems::Problem;
use super::record::{self, Id, Record};
use super::texts::{BUILT_IN, of_category};
use super::{pattern, receipts, schema};

/// Reads a configuration for a page.
///
/// # Errors
/// Every problem with its path, in a build with the feature `messages`. A text that is no JSON is
/// one problem, with its line and column.
///
/// # Examples
/// ```
/// use samtycke::model::{address::Page, read::read};
/// let problems = read(r#"{"version": 1, "categories": []}"#, &Page::default()).unwrap_err();
/// if cfg!(feature = "messages") {
///     assert_eq!(problems[0].path, "controller");
/// }
/// ```
pub fn read(text: &str, page: &Page) -> Result<Config, Vec<Problem>> {
    let document = match Value::parse(text) {
        Ok(document) => document,
        Err(at) => {
            let mut check = Check::new(page, Vec::new());
            check.note(|| {
                let before = text.get(..at).unwrap_or(text);
                let line = before.matches('\n').count() + 1;
                let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
                format!(
                    "no JSON from line {line}, column {column} on, or a field that stands twice"
                )
            });
            return Err(check.problems);
        }
    };
    let root = &document;
    let categories = &root.get("categories").items;
    let mut check = Check::new(page, ids(root, "categories"));
    check.table(root, &schema::CONFIG);
    if categories.is_empty() && root.get("categories").kind == Kind::List {
        check.note_at("categories", || "expected at least one".into());
    }
    let mut taken: Vec<&str> = Vec::new();
    for list in &["categories", "services"] {
        each(&mut check, root, list, &mut |check, item| {
            let id = item.get("id").text();
            if !id.is_empty() && taken.contains(&id) {
                check.note_at("id", || {
                    format!("\"{id}\" is taken already; categories and services share their ids")
                });
            }
            taken.push(id);
        });
    }
    cookie_fits_the_page(&mut check, root.get("cookie"), page);
    each(&mut check, root, "categories", &mut |check, category| {
        for field in &["name", "description"] {
            if of_category(category.get("id").text()).is_none() && !category.get(field).is_there() {
                check.note_at(field, || "missing; no such category is built in".into());
            }
        }
    });
    let own = super::config::or(root.get("cookie").get("name").text(), "samtycke");
    each(&mut check, root, "services", &mut |check, service| {
        each(check, service, "scripts", &mut script_is_whole);
        each(check, service, "cookies", &mut |check, cookie| {
            let (name, kind) = (cookie.get("name").text(), cookie.get("kind").text());
            let in_a_cookie = |b: u8| b > b' ' && b < 0x7F && b != b';' && b != b'=';
            if name.bytes().all(|b| b == b'*')
                || (kind == "cookie" && !name.bytes().all(in_a_cookie))
            {
                check.note_at("name", || {
                    format!("\"{name}\" is no name, and no pattern with a letter in it")
                });
            }
            let takes = |name_of_ours| pattern::matches(name, name_of_ours);
            let owner = numbered(categories, service.get("category").text());
            let required = owner.is_some_and(|n| categories[n].get("required").flag(false));
            if !required && (takes(own) || takes(receipts::KEY)) {
                check
                    .note_at("name", || "stands for what the choice itself is stored under".into());
            }
            if kind == "cookie" && !cookie.get("lifetime").is_there() {
                check.note_at("lifetime", || "missing".into());
            }
        });
    });
    if !check.problems.is_empty() {
        return Err(check.problems);
    }
    let mut owners = Vec::new();
    for service in &root.get("services").items {
        owners.push(numbered(categories, service.get("category").text()).unwrap_or(0));
    }
    let config = Config {
        language: spoken(root, page).into(),
        version: root.get("version").whole().unwrap_or(0),
        days: root.get("cookie").get("days").whole().unwrap_or(180),
        secure: page.is_secure(),
        owners,
        document,
    };
    let length = longest_value(&config);
    if length > record::LONGEST {
        check = Check::new(page, Vec::new());
        check.note_at("categories", || {
            let most = record::LONGEST;
            format!("with the services they make a cookie of {length} bytes, and at most {most} are kept; use fewer or shorter ids")
        });
        return Err(check.problems);
    }
    Ok(config)
}

/// The ids of the objects in a list.
fn ids<'v>(root: &'v Value, list: &str) -> Vec<&'v str> {
    let mut ids = Vec::new();
    for item in &root.get(list).items {
        ids.push(item.get("id").text());
    }
    ids
}

/// The language first of all that the page and its visitor want and that there are texts in.
fn spoken<'v>(root: &'v Value, page: &Page) -> &'v str {
    let mut offered: Vec<&str> = Vec::new();
    offered.extend_from_slice(&BUILT_IN);
    for texts in &root.get("texts").items {
        offered.push(&texts.name);
    }
    language::choose(&page.languages, &offered)
}

/// Does something with each item of a list, the check standing there.
fn each<'v>(
    check: &mut Check,
    of: &'v Value,
    name: &str,
    act: &mut dyn FnMut(&mut Check, &'v Value),
) {
    let back = check.enter(name);
    for (index, item) in of.get(name).items.iter().enumerate() {
        let back = check.enter_item(index);
        act(check, item);
        check.leave(back);
    }
    check.leave(back);
}

/// A cookie that the browser would refuse, or not send back, would lose the choice.
fn cookie_fits_the_page(check: &mut Check, cookie: &Value, page: &Page) {
    let back = check.enter("cookie");
    let name = cookie.get("name").text();
    // A token of RFC 7230 section 3.2.6, which RFC 6265 section 4.1.1 asks for.
    if !name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'.' | b'^'..=b'`' | b'|' | b'~')) {
        check.note_at("name", || "expected letters, digits and any of !#$%&'*+-.^_`|~".into());
    }
    let path = cookie.get("path").text();
    let odd = |b: u8| b <= b' ' || b == b';' || b >= 0x7F;
    if !path.is_empty() && (!path.starts_with('/') || path.bytes().any(odd)) {
        check.note_at("path", || "expected a path that begins with \"/\"".into());
    }
    let domain = cookie.get("domain").text();
    let bare = domain.strip_prefix('.').unwrap_or(domain);
    let rest = page.host.strip_suffix(bare);
    if !domain.is_empty() && !rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.')) {
        check.note_at("domain", || {
            format!("\"{domain}\" is neither this page's host, {}, nor a parent of it", page.host)
        });
    }
    let secure = cookie.get("secure").flag(page.is_secure());
    if cookie.get("sameSite").text() == "None" && !secure {
        check.note_at("sameSite", || "\"None\" needs a secure cookie".into());
    }
    // RFC 6265bis section 4.1.3.
    let host_only = name.starts_with("__Host-");
    let bound = !domain.is_empty() || (!path.is_empty() && path != "/");
    if (host_only && bound) || ((host_only || name.starts_with("__Secure-")) && !secure) {
        check.note_at("name", || {
            "the prefix needs secure, and __Host- no domain and the path \"/\"".into()
        });
    }
    check.leave(back);
}

fn script_is_whole(check: &mut Check, script: &Value) {
    let fetched = script.get("src").is_there();
    if fetched == script.get("inline").is_there() {
        check.note(|| "expected either \"src\" or \"inline\"".into());
    }
    let integrity = script.get("integrity").text();
    let hashes = ["sha256-", "sha384-", "sha512-"];
    if !integrity.is_empty() && !hashes.iter().any(|hash| integrity.starts_with(hash)) {
        check.note_at("integrity", || {
            "expected \"sha256-\", \"sha384-\" or \"sha512-\" and a digest".into()
        });
    }
    for name in &["async", "defer", "integrity", "crossorigin", "referrerpolicy"] {
        if !fetched && script.get(name).is_there() {
            check.note_at(name, || "goes with \"src\" only".into());
        }
    }
    let back = check.enter("attributes");
    for attribute in &script.get("attributes").items {
        let name = attribute.name.as_str();
        let lower = name.to_ascii_lowercase();
        let letters = name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':' | b'.'));
        let field = schema::SCRIPT.fields.iter().any(|field| field.name == lower);
        // Handlers are code, and the nonce is the page's own.
        if !letters || name.is_empty() || field || lower.starts_with("on") || lower == "nonce" {
            check.note_at(name, || "is no attribute that can be set here".into());
        }
    }
    check.leave(back);
}

/// The length of the longest cookie value that any choice can come to: every category granted,
/// and the services in the form that is taken when naming them would be longer.
fn longest_value(config: &Config) -> usize {
    let choice = (record::How::Some, Id([b'A'; 22]), 999_999_999_999);
    let mut record = Record::required(config, choice);
    for category in &mut record.categories {
        *category = true;
    }
    record.write(config).len()
}
