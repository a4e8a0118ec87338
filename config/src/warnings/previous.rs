//! What a change asks visitors again about, and what it changes behind their backs (rule 33).

use std::collections::BTreeSet;

use super::Warnings;
use crate::code::Code;
use crate::declaration::{Category, Cookie, Declaration, Party, Script, Service};

/// A category that visitors are asked about again, or for the first time.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Again {
    /// Its id.
    pub category: String,
    /// Why, such as `new service "hotjar"`.
    pub reason: String,
}

/// The categories that visitors of a previous declaration are asked about again: what a yes covers has
/// changed. As in the core, that is a category's `revision` and the ids of its services, and the version. A cookie of another name
/// loses every answer.
pub fn asked_again(declaration: &Declaration, previous: &Declaration) -> Vec<Again> {
    let asked = declaration.categories.iter().filter(|category| !category.required);
    asked
        .filter_map(|category| {
            let reason = reason(declaration, previous, category)?;
            Some(Again { category: category.id.to_string(), reason })
        })
        .collect()
}

fn reason(
    declaration: &Declaration,
    previous: &Declaration,
    category: &Category,
) -> Option<String> {
    let before = previous.categories.iter().find(|one| one.id == category.id && !one.required);
    let Some(before) = before else { return Some("not asked about before".into()) };
    let mut reasons = Vec::new();
    let (name, old) = (&*declaration.cookie.name, &*previous.cookie.name);
    if name != old {
        reasons.push(format!("cookie \"{name}\" instead of \"{old}\", so every answer is lost"));
    }
    if declaration.version != previous.version {
        reasons.push(format!("version {} instead of {}", declaration.version, previous.version));
    }
    if category.revision != before.revision {
        reasons.push(format!("revision {} instead of {}", category.revision, before.revision));
    }
    let (now, then) = (ids(declaration, &category.id), ids(previous, &category.id));
    reasons.extend(now.difference(&then).map(|id| format!("new service \"{id}\"")));
    reasons.extend(then.difference(&now).map(|id| format!("\"{id}\" has left")));
    (!reasons.is_empty()).then(|| reasons.join(", "))
}

/// The ids of the services of a category.
fn ids<'a>(declaration: &'a Declaration, category: &str) -> BTreeSet<&'a str> {
    let is_of = |service: &&Service| service.category.ids().any(|id| id == category);
    declaration.services.iter().filter(is_of).map(|service| &*service.id).collect()
}

/// Changes of a recipient or a purpose under a yes that stays.
pub(super) fn look(declaration: &Declaration, previous: &Declaration, warnings: &mut Warnings) {
    let again = asked_again(declaration, previous);
    let is_asked = |id: &str| again.iter().any(|one| one.category == id);
    for (index, service) in declaration.services.iter().enumerate() {
        let before = previous.services.iter().find(|one| one.id == service.id);
        let Some(before) = before else { continue };
        // A service needs a yes to all its categories, so a question about one of them is enough.
        if declaration.is_required(service) || service.category.ids().any(is_asked) {
            continue;
        }
        for (field, what) in changes(service, before) {
            let categories: Vec<&str> = service.category.ids().collect();
            warnings.add(
                Code::SilentChange,
                format!("services[{index}].{field}"),
                format!(
                    "{what} since the previous declaration, and a yes to the old one still counts; raise `revision` of {}, or `version`",
                    categories.join(" or ")
                ),
            );
        }
    }
}

/// The fields of a service that have changed, and how.
fn changes(service: &Service, before: &Service) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut changed = |field: String, is: bool, what: &str| {
        if is {
            found.push((field, what.to_string()));
        }
    };
    changed("provider".into(), service.provider != before.provider, "the provider is another");
    changed("policyUrl".into(), service.policy_url != before.policy_url, "the policy is another");
    let is_of = |one: &Cookie, other: &Cookie| one.name == other.name && one.kind == other.kind;
    let is_there = |one: &Cookie, other: &Cookie| {
        is_of(one, other) && one.host == other.host && one.party == other.party
    };
    for (number, cookie) in service.cookies.iter().enumerate() {
        let at = |field: &str| format!("cookies[{number}].{field}");
        let mut stayed = before.cookies.iter().filter(|old| is_there(old, cookie)).peekable();
        if stayed.peek().is_some() {
            let is_same = stayed.any(|old| old.purpose == cookie.purpose);
            changed(at("purpose"), !is_same, "the purpose is another");
            continue;
        }
        // Several hosts may set the same name. An entry that is still at its host has not moved.
        let has_moved = |old: &&Cookie| {
            is_of(old, cookie) && !service.cookies.iter().any(|now| is_there(now, old))
        };
        if let Some(old) = before.cookies.iter().find(has_moved) {
            changed(at("purpose"), cookie.purpose != old.purpose, "the purpose is another");
            changed(at("host"), true, "the host is another");
        } else if cookie.party == Party::Third {
            let host = cookie.host.as_deref().unwrap_or("another host");
            changed(at("name"), true, &format!("\"{}\" of {host} is new", &*cookie.name));
        }
    }
    let before: BTreeSet<String> = before.scripts.iter().filter_map(script_host).collect();
    for (number, script) in service.scripts.iter().enumerate() {
        if let Some(host) = script_host(script).filter(|host| !before.contains(host)) {
            changed(format!("scripts[{number}].src"), true, &format!("the host {host} is new"));
        }
    }
    found
}

/// The host that a script is fetched from, if it is not the site's own.
fn script_host(script: &Script) -> Option<String> {
    let (_, rest) = script.src.as_deref()?.split_once("://")?;
    rest.split(['/', '?', '#']).next().map(str::to_ascii_lowercase)
}
