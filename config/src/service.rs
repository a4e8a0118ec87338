//! What the fields of a service have to do with each other.

use serde_json::Value;

use crate::Page;
use crate::address::{is_for_script, is_named_host};
use crate::checker::Checker;
use crate::code::Code::{
    MissingField, MissingReason, OwnCookie, WrongAddress, WrongName, WrongOption, WrongScript,
};
use crate::cookie::NAME;
use crate::gates::{Gate, items, string};
use crate::messages;
use crate::pattern::matches;
use crate::steps;

/// The key under which earlier choices are kept in this browser.
const RECEIPTS: &str = "samtycke.receipts";

/// Fields of a script that describe how its address is fetched.
const OF_SRC: [&str; 5] = ["async", "defer", "integrity", "crossorigin", "referrerpolicy"];

/// Attributes that have a field of their own, or belong to the page.
const TAKEN: [&str; 10] = [
    "src",
    "inline",
    "async",
    "defer",
    "type",
    "integrity",
    "crossorigin",
    "referrerpolicy",
    "attributes",
    "nonce",
];

/// Notes what is wrong within each service.
pub fn check(checker: &mut Checker, declaration: &Value, gates: &[Gate]) {
    let own = declaration["cookie"]["name"].as_str().unwrap_or(NAME);
    let of = |is_service| gates.iter().filter(move |gate| gate.is_service == is_service);
    let ids = |is_service| of(is_service).map(|gate| gate.id).collect();
    let ids = steps::Ids { categories: ids(false), services: ids(true) };
    each(checker, declaration, "external", host);
    for (index, service) in gates.iter().filter(|gate| gate.is_service).enumerate() {
        checker.field("services", |checker| {
            checker.item(index, |checker| one(checker, service, own, &ids));
        });
    }
}

fn one(checker: &mut Checker, service: &Gate, own: &str, ids: &steps::Ids) {
    if service.required && service.value.get("reason").is_none() {
        checker.note_at(
            MissingReason,
            "reason",
            "missing; a service that is always granted needs one: why it is necessary",
        );
    }
    if service.value.get("with").is_some() && service.value.get("preset").is_none() {
        checker.note_at(WrongOption, "with", "goes with \"preset\" only");
    }
    each(checker, service.value, "scripts", |checker, value| {
        script(checker, value);
        steps::check(checker, value, "steps", ids);
    });
    checker.field("consent", |checker| {
        for list in ["default", "update", "withdraw", "grant"] {
            steps::check(checker, &service.value["consent"], list, ids);
        }
    });
    let page = checker.page;
    steps::check(checker, service.value, "chat", ids);
    for (index, pattern) in items(service.value, "embeds").iter().enumerate() {
        if pattern.as_str().is_some_and(|pattern| !is_embed(pattern, page)) {
            checker.field("embeds", |checker| {
                checker.item(index, |checker| checker.note(WrongAddress, EMBED));
            });
        }
    }
    for (from, to) in service.value["rewrites"].as_object().into_iter().flatten() {
        if !(is_origin(from, page) && to.as_str().is_none_or(|to| is_origin(to, page))) {
            checker.field("rewrites", |checker| checker.note_at(WrongAddress, from, REWRITE));
        }
    }
    each(checker, service.value, "cookies", |checker, stored| {
        cookie(checker, stored);
        if let Some(ours) = covered(stored, own).filter(|_| !service.required) {
            // Its built-in name says that it was meant to be.
            let remedy = match string(service.value, "category") {
                "necessary" => "give the category \"necessary\" `\"required\": true`",
                _ => {
                    "declare that in a service of a required category, and make this name narrower"
                }
            };
            let message =
                format!("covers \"{ours}\", in which Samtycke keeps the choice; {remedy}");
            checker.note_at(OwnCookie, "name", message);
        }
    });
}

const EMBED: &str = "expected \"https://\", a host and a path, in which \"*\" is any run of characters; in the host it may only be the first part, before a name with a dot, as in \"https://*.example.com/*\"";

const REWRITE: &str = "expected two addresses with \"https://\", a host and \"/\"";

/// Whether a pattern names whose address it is. A host that ends in a star would also be that of anybody who registers the rest.
fn is_embed(pattern: &str, page: &Page) -> bool {
    let host = pattern.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
    let names_host = |(host, _): (&str, &str)| match host.strip_prefix("*.") {
        Some(name) => {
            !name.contains('*') && name.split('.').filter(|part| !part.is_empty()).count() > 1
        }
        None => !host.contains('*') && host.split('.').any(|part| part.len() > 1),
    };
    host.is_some_and(names_host) && is_for_script(&pattern.replace('*', "a"), page)
}

/// Whether an address names a host and ends it.
fn is_origin(address: &str, page: &Page) -> bool {
    is_embed(address, page) && !address.contains('*')
}

/// What of ours a stored thing covers. Another kind of storage is not ours, and a refusal deletes nothing of
/// third parties.
fn covered<'a>(stored: &Value, own: &'a str) -> Option<&'a str> {
    let name = string(stored, "name");
    let ours = match string(stored, "kind") {
        "cookie" => own,
        "localStorage" => RECEIPTS,
        _ => return None,
    };
    // What covers everything has been noted as no name.
    let is_all = name.bytes().all(|byte| byte == b'*');
    (stored["party"] != "third" && !is_all && matches(name, ours)).then_some(ours)
}

fn each(checker: &mut Checker, value: &Value, list: &str, look: impl Fn(&mut Checker, &Value)) {
    for (index, value) in items(value, list).iter().enumerate() {
        checker.field(list, |checker| checker.item(index, |checker| look(checker, value)));
    }
}

/// Notes a host that is none. What is no text, or blank, has been noted.
fn host(checker: &mut Checker, value: &Value) {
    let host = string(value, "host");
    if !host.trim().is_empty() && !is_named_host(host) {
        let message = format!("\"{host}\" is not a host; expected one such as \"counter.example\"");
        checker.note_at(WrongAddress, "host", message);
    }
}

fn cookie(checker: &mut Checker, stored: &Value) {
    host(checker, stored);
    let name = string(stored, "name");
    let is_cookie = stored["kind"] == "cookie";
    let is_cookie_name = |byte: u8| byte.is_ascii_graphic() && !b";=\\".contains(&byte);
    let only_stars = !name.is_empty() && name.bytes().all(|byte| byte == b'*');
    if only_stars {
        checker.note_at(
            WrongName,
            "name",
            format!(
                "\"{name}\" stands for everything that the site stores, and a withdrawal would delete it; write the part of the name that never changes, such as \"_ga_*\""
            ),
        );
    } else if is_cookie && !name.bytes().all(is_cookie_name) {
        checker.note_at(
            WrongName,
            "name",
            format!(
                "no cookie can have the name \"{name}\"; expected ASCII characters without blanks, backslashes, \";\" and \"=\""
            ),
        );
    }
    if is_cookie && stored.get("lifetime").is_none() {
        let message = messages::missing("Cookie", "lifetime", &[]);
        checker.note_at(MissingField, "lifetime", message);
    }
}

fn script(checker: &mut Checker, script: &Value) {
    let is_fetched = script.get("src").is_some();
    let forms = ["src", "inline", "steps"].iter().filter(|form| script.get(*form).is_some());
    if script.is_object() && forms.count() != 1 {
        checker.note(WrongScript, "expected one of \"src\", \"inline\" and \"steps\"");
    }
    if string(script, "inline").trim_start().starts_with('<') {
        let message = "begins with a tag, and browsers run none in it; write what stands between `<script>` and `</script>`, and the address of a `<script src>` in \"src\" of a script of its own";
        checker.note_at(WrongScript, "inline", message);
    }
    let integrity = string(script, "integrity");
    if !integrity.split_ascii_whitespace().all(is_digest) {
        checker.note_at(
            WrongScript,
            "integrity",
            "expected \"sha256-\", \"sha384-\" or \"sha512-\" and a digest in base64, of 44, 64 or 88 characters",
        );
    }
    for name in OF_SRC {
        if !is_fetched && script.get(name).is_some() {
            checker.note_at(WrongScript, name, "goes with \"src\" only");
        }
    }
    for name in script["attributes"].as_object().into_iter().flat_map(|fields| fields.keys()) {
        if !is_attribute(name) {
            let message = "cannot be set here; expected a name of letters, digits and any of -_:., which is no event handler, no nonce, and has no field of its own";
            checker.field("attributes", |checker| checker.note_at(WrongScript, name, message));
        }
    }
}

/// Whether a text is a digest, as browsers read it from `integrity` (Subresource Integrity, section 3.5). What follows `?` is for
/// later versions.
fn is_digest(text: &str) -> bool {
    let Some((hash, rest)) = text.split_once('-') else { return false };
    let digest = rest.split('?').next().unwrap_or_default();
    let (letters, padding) = match hash {
        "sha256" => (43, "="),
        "sha384" => (64, ""),
        "sha512" => (86, "=="),
        _ => return false,
    };
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte);
    digest
        .strip_suffix(padding)
        .is_some_and(|digest| digest.len() == letters && digest.bytes().all(is_letter))
}

fn is_attribute(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.starts_with(|first: char| first.is_ascii_lowercase())
        && lower.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_:.".contains(&byte))
        && !lower.starts_with("on")
        && !TAKEN.contains(&lower.as_str())
}
