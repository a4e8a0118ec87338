//! From the site's JSON to a [`Config`], or to a list of all that is wrong with it.
//!
//! A configuration is taken whole or not at all: half of what a policy promises is no promise.
//! `check` goes by the schema; here stands what one field has to do with another.

use super::address::Page;
use super::check::Check;
use super::config::{Config, Gate, find, or};
use super::jar::RECEIPTS;
use super::json::Value;
use super::language;
use super::parts::{among, is_made_of, parts};
use super::problems::Problem;
use super::record::{self, How, Record};
use super::schema::fields;
use super::{pattern, texts};

/// Reads a configuration for a page.
///
/// # Errors
/// Every problem with its path, in a build with the feature `messages`.
///
/// # Examples
/// ```
/// use samtycke::model::{address::Page, json::Value, read::read};
/// let document = Value::parse(r#"{"version":1,"categories":[]}"#);
/// let problems = read(&document, &Page::default()).unwrap_err();
/// if cfg!(feature = "messages") {
///     assert_eq!(problems[0].path(), "controller");
/// }
/// ```
pub fn read<'t>(root: &'t Value<'t>, page: &Page<'t>) -> Result<Config<'t>, Vec<Problem>> {
    let mut gates: Vec<Gate> = Vec::new();
    for value in &root.get("categories").items {
        let (id, required) = (value.get("id").string(), value.get("required").is_true());
        gates.push(Gate { id, value, category: gates.len(), required });
    }
    let categories = gates.len();
    for value in &root.get("services").items {
        let named = find(&gates, value.get("category").string());
        let category = named.filter(|gate| *gate < categories).unwrap_or(0);
        let required = gates.get(category).is_some_and(|gate| gate.required);
        gates.push(Gate { id: value.get("id").string(), value, category, required });
    }
    let mut check = Check::new(page, &gates[..categories]);
    check.table(root, &fields("{Config"));
    if categories == 0 && root.get("categories").kind == b'[' {
        check.note_at("categories", || "expected at least one".into());
    }
    let cookie = root.get("cookie");
    let secure =
        or(cookie.get("secure").text, if page.is_secure() { "true" } else { "" }) == "true";
    cookie_fits_the_page(&mut check, cookie, page, secure);
    let own = or(cookie.get("name").string(), "samtycke");
    for (number, gate) in gates.iter().enumerate() {
        let is_service = number >= categories;
        let index = if is_service { number - categories } else { number };
        let back = check.enter(if is_service { "services" } else { "categories" });
        check.enter_item(index);
        if !gate.id.is_empty() && find(&gates, gate.id) != Some(number) {
            check.note_at("id", || {
                let id = gate.id;
                format!("\"{id}\" is taken already; categories and services share their ids")
            });
        }
        if is_service {
            service_is_whole(&mut check, gate, own);
        } else if !among(gate.id, "necessary functional analytics marketing") {
            for field in parts("name description", b' ') {
                if !gate.value.get(field).is_there() {
                    check.note_at(field, || "missing; no such category is built in".into());
                }
            }
        }
        check.leave(back);
    }
    if !check.problems.is_empty() {
        return Err(check.problems);
    }
    let config = Config {
        language: spoken(root, page),
        version: root.get("version").whole().unwrap_or(0),
        days: cookie.get("days").whole().unwrap_or(180),
        secure,
        gates,
        categories,
        root,
    };
    let length = longest_value(&config);
    if length > record::LONGEST {
        let mut check = Check::new(page, &[]);
        check.note_at("categories", || {
            let most = record::LONGEST;
            format!("with the services they make a cookie of {length} bytes, and at most {most} are kept; use fewer or shorter ids")
        });
        return Err(check.problems);
    }
    Ok(config)
}

/// The language first of all that the page and its visitor want and that there are texts in.
fn spoken<'t>(root: &Value<'t>, page: &Page<'t>) -> &'t str {
    let mut offered: Vec<&str> = Vec::new();
    for language in parts(texts::LANGUAGES, b' ') {
        offered.push(language);
    }
    for texts in &root.get("texts").items {
        offered.push(texts.name);
    }
    language::choose(page.languages, &offered)
}

/// A cookie that the browser would refuse, or not send back, would lose the choice.
fn cookie_fits_the_page(check: &mut Check, cookie: &Value, page: &Page, secure: bool) {
    let back = check.enter("cookie");
    let name = cookie.get("name").string();
    // A token of RFC 7230 section 3.2.6, which RFC 6265 section 4.1.1 asks for.
    if !is_made_of(name, "!#$%&'*+-.^_`|~") {
        check.note_at("name", || "expected letters, digits and any of !#$%&'*+-.^_`|~".into());
    }
    let path = cookie.get("path").string();
    let plain = path.bytes().all(|b| b > b' ' && b != b';' && b != b'\\' && b < 0x7F);
    if !path.is_empty() && (!path.starts_with('/') || !plain) {
        check.note_at("path", || "expected a path that begins with \"/\"".into());
    }
    let domain = cookie.get("domain").string();
    let bare = domain.strip_prefix('.').unwrap_or(domain);
    let rest = page.host.strip_suffix(bare);
    if !domain.is_empty() && !rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.')) {
        check.note_at("domain", || {
            format!("\"{domain}\" is neither this page's host, {}, nor a parent of it", page.host)
        });
    }
    if cookie.get("sameSite").text == "None" && !secure {
        check.note_at("sameSite", || "\"None\" needs a secure cookie".into());
    }
    // RFC 6265bis section 4.1.3.
    let host_only = name.starts_with("__Host-");
    let bound = !domain.is_empty() || path.len() > 1;
    if (host_only && bound) || ((host_only || name.starts_with("__Secure-")) && !secure) {
        check.note_at("name", || {
            "the prefix needs secure, and __Host- no domain and the path \"/\"".into()
        });
    }
    check.leave(back);
}

/// What the fields of a service have to do with each other; `own` is the name of our cookie.
fn service_is_whole(check: &mut Check, service: &Gate, own: &str) {
    let back = check.enter("scripts");
    for (index, script) in service.value.get("scripts").items.iter().enumerate() {
        let back = check.enter_item(index);
        script_is_whole(check, script);
        check.leave(back);
    }
    check.leave(back);
    let back = check.enter("cookies");
    for (index, cookie) in service.value.get("cookies").items.iter().enumerate() {
        let back = check.enter_item(index);
        let name = cookie.get("name").string();
        let is_cookie = cookie.get("kind").text == "cookie";
        let (mut only_stars, mut fits) = (true, true);
        for byte in name.bytes() {
            only_stars &= byte == b'*';
            fits &= byte > b' ' && byte < 0x7F && byte != b';' && byte != b'=' && byte != b'\\';
        }
        if only_stars || (is_cookie && !fits) {
            check.note_at("name", || {
                format!("\"{name}\" is no name, and no pattern with a letter in it")
            });
        }
        let takes_ours = pattern::matches(name, own) || pattern::matches(name, RECEIPTS);
        if !service.required && takes_ours {
            check.note_at("name", || {
                "stands for what the choice itself is stored under; that goes with a service of a required category".into()
            });
        }
        if is_cookie && !cookie.get("lifetime").is_there() {
            check.note_at("lifetime", || "missing".into());
        }
        check.leave(back);
    }
    check.leave(back);
}

fn script_is_whole(check: &mut Check, script: &Value) {
    let fetched = script.get("src").is_there();
    if fetched == script.get("inline").is_there() {
        check.note(|| "expected either \"src\" or \"inline\"".into());
    }
    let integrity = script.get("integrity").text;
    let hash = super::json::piece(integrity, 0, 7);
    if !integrity.is_empty() && !among(hash, "sha256- sha384- sha512-") {
        check.note_at("integrity", || {
            "expected \"sha256-\", \"sha384-\" or \"sha512-\" and a digest".into()
        });
    }
    for name in parts("async defer integrity crossorigin referrerpolicy", b' ') {
        if !fetched && script.get(name).is_there() {
            check.note_at(name, || "goes with \"src\" only".into());
        }
    }
    let back = check.enter("attributes");
    for attribute in &script.get("attributes").items {
        let name = attribute.name;
        let lower = name.to_ascii_lowercase();
        // Handlers are code, the nonce is the page's own, and what has a field is set there.
        let taken =
            "src inline async defer type integrity crossorigin referrerpolicy attributes nonce";
        let odd = name.is_empty() || !is_made_of(name, "-_:.");
        if odd || lower.starts_with("on") || among(&lower, taken) {
            check.note_at(name, || {
                "is no attribute that can be set here: handlers are code, and what has a field is set there".into()
            });
        }
    }
    check.leave(back);
}

/// The length of the longest cookie value that any choice can come to: every category granted,
/// and the services in the form that is taken when naming them would be longer.
fn longest_value(config: &Config) -> usize {
    let id = String::from("0123456789012345678901");
    let mut record = Record::required(config, How::Some, id, 999_999_999_999);
    for category in &mut record.on[..config.categories] {
        *category = true;
    }
    record.write(config).len()
}
