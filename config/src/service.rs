//! What the fields of a service have to do with each other.

use serde_json::Value;

use crate::Page;
use crate::address::{is_for_script, is_named_host};
use crate::checker::Checker;
use crate::code::Code::{
    MissingField, MissingReason, OwnCookie, WrongAddress, WrongName, WrongOption, WrongValue,
};
use crate::cookie::NAME;
use crate::expression::{is_expression, of_placeholder, patterns, regex};
use crate::gates::{Gate, items, string};
use crate::likely;
use crate::messages::{self, meaning, meaning_or, quoted};
use crate::pattern::matches;
use crate::script;
use crate::spelling::Guess;
use crate::steps;

/// The key under which earlier choices are kept in this browser.
const RECEIPTS: &str = "samtycke.receipts";

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
        script::check(checker, value);
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
        let Some(pattern) = pattern.as_str().filter(|pattern| !is_embed(pattern, page)) else {
            continue;
        };
        let guess = meaning_or(
            format!("{} does not say whose embeds these are", quoted(pattern)),
            nearby_embed(pattern, page),
            EMBED,
        );
        checker.field("embeds", |checker| {
            checker.item(index, |checker| checker.note_guess(WrongAddress, guess));
        });
    }
    for (from, to) in service.value["rewrites"].as_object().into_iter().flatten() {
        let wrong = |address: &str| {
            (!is_origin(address, page)).then(|| format!("{} is not {REWRITE}", quoted(address)))
        };
        checker.field("rewrites", |checker| {
            checker.field(from, |checker| match (wrong(from), to.as_str().and_then(wrong)) {
                (Some(message), _) => checker.note_name(WrongAddress, message),
                (None, Some(message)) => checker.note(WrongAddress, message),
                (None, None) => {}
            });
        });
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

const REWRITE: &str =
    "the beginning of an address; expected two with \"https://\", a host and \"/\"";

/// The pattern that a host or an address without a path was probably meant to be.
fn nearby_embed(pattern: &str, page: &Page) -> Option<String> {
    let rest = pattern.split_once("//").map_or(pattern, |(_, rest)| rest);
    let secure = format!("https://{rest}");
    let all = format!("{}/*", secure.trim_end_matches('/'));
    [secure, all].into_iter().find(|one| is_embed(one, page))
}

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
        let message = format!("{} is not a host", quoted(host));
        let expected = "expected one such as \"counter.example\"";
        let guess = meaning_or(message, likely::host(host), expected);
        checker.note_guess_at(WrongAddress, "host", guess);
    }
}

/// A name that is written as a regular expression, or with a placeholder.
fn no_pattern(name: &str) -> Option<Guess> {
    const STAR: &str = "write \"*\" for any run of characters";
    let quoted = quoted(name);
    if is_expression(name) {
        let message = format!("{quoted} is a regular expression");
        let (body, flags) = regex(name).unwrap_or((name, ""));
        let names = patterns(body, flags).map(|found| found.names).unwrap_or_default();
        return Some(match names.as_slice() {
            [] => meaning_or(message, None, STAR),
            [one] => meaning(message, one.clone()),
            several => {
                let several = several.iter().map(String::as_str);
                let message = format!("{message}; write an entry for each of {}", listed(several));
                Guess { message, meant: None }
            }
        });
    }
    let meant = of_placeholder(name)?;
    // A pattern for everything would delete everything.
    let meant = Some(meant).filter(|one| one.bytes().any(|byte| byte != b'*'));
    Some(meaning_or(format!("{quoted} holds a placeholder"), meant, STAR))
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(quoted).collect::<Vec<_>>().join(", ")
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
    } else if let Some(guess) = no_pattern(name) {
        checker.note_guess_at(WrongName, "name", guess);
    } else if is_cookie && !name.bytes().all(is_cookie_name) {
        checker.note_at(
            WrongName,
            "name",
            format!(
                "no cookie can have the name \"{name}\"; expected ASCII characters without blanks, backslashes, \";\" and \"=\""
            ),
        );
    }
    if stored["httpOnly"] == true && !is_cookie && stored["kind"].is_string() {
        let message = "goes with \"kind\": \"cookie\" only: every script of the page can read what else is stored";
        checker.note_at(WrongValue, "httpOnly", message);
    }
    if is_cookie && stored.get("lifetime").is_none() {
        let message = messages::missing("Cookie", "lifetime", &[]);
        checker.note_at(MissingField, "lifetime", message);
    }
}
