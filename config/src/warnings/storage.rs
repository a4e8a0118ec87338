//! What services store (rules 6, 23, 59 and 60).

use std::collections::{BTreeSet, HashMap};

use super::{Beside, Warnings};
use crate::code::Code;
use crate::declaration::{Cookie, Declaration, Kind, Party, Service};
use crate::lifetime::days;
use crate::pattern::matches;

/// Browsers keep no cookie for longer, in days (RFC 6265bis, section 5.5).
const LONGEST: u64 = 400;

pub(super) fn look(declaration: &Declaration, beside: &Beside, warnings: &mut Warnings) {
    for (index, service) in declaration.services.iter().enumerate() {
        let path = format!("services[{index}]");
        let is_required = declaration.is_required(service);
        if !is_required && service.provider.is_none() {
            warnings.add(
                Code::MissingProvider,
                format!("{path}.provider"),
                "missing; visitors have to be told by name who gets the information",
            );
        }
        if let Some(message) = ungated(service, beside).filter(|_| !is_required) {
            warnings.add(Code::UngatedService, &path, message);
        }
        for (number, cookie) in service.cookies.iter().enumerate() {
            one(cookie, &format!("{path}.cookies[{number}]"), warnings);
        }
    }
    shared(declaration, warnings);
    own(declaration, warnings);
}

/// Why nothing holds a service back. Without the pages only a service that stores something is sure to load
/// something, so others are left alone.
fn ungated(service: &Service, beside: &Beside) -> Option<String> {
    // A vendor that is told of decisions is loaded by another service.
    // The address of an embed is a gate.
    let has_gate = !service.scripts.is_empty() || !service.embeds.is_empty();
    if has_gate || service.consent.is_some() {
        return None;
    }
    let id = &*service.id;
    let remedy = format!("give it `scripts`, or `data-samtycke=\"{id}\"` on its tags in the pages");
    let Some(gates) = &beside.gates else {
        let message = format!(
            "nothing here waits for this service; {remedy} (with `--html` the check looks at the pages too)"
        );
        return (!service.cookies.is_empty()).then_some(message);
    };
    // A gate of the same categories, without another service, may be meant for this one.
    let is_gated = gates.iter().any(|gate| {
        let ids: BTreeSet<&str> = gate.split_whitespace().collect();
        ids.contains(id) || ids == purposes(service)
    });
    let message =
        format!("neither `scripts` nor any of the pages waits for this service; {remedy}");
    (!is_gated).then_some(message)
}

fn one(cookie: &Cookie, path: &str, warnings: &mut Warnings) {
    if cookie.party == Party::Third && cookie.host.is_none() {
        warnings.add(
            Code::MissingHost,
            format!("{path}.host"),
            "missing; name the host that sets it, since it is not yours",
        );
    }
    let lifetime = cookie.lifetime.as_deref().and_then(days);
    if cookie.kind == Kind::Cookie && lifetime.is_some_and(|days| days > LONGEST) {
        warnings.add(
            Code::LongLifetime,
            format!("{path}.lifetime"),
            format!(
                "browsers keep no cookie for more than {LONGEST} days, so visitors are told more than is true; write \"P400D\", or what the server really sets"
            ),
        );
    }
}

/// What a stored thing is recognised by: its name, its kind, and whose it is.
type Key<'a> = (&'a str, Kind, Option<String>);

/// A cookie that several services keep for different purposes needs a yes to all of them (rule 6).
fn shared(declaration: &Declaration, warnings: &mut Warnings) {
    let mut seen: HashMap<Key, Vec<&Service>> = HashMap::new();
    for (index, service) in declaration.services.iter().enumerate() {
        for (number, cookie) in service.cookies.iter().enumerate() {
            let others = seen.entry(key(cookie)).or_default();
            let mut different: Vec<&str> = others
                .iter()
                .filter(|other| purposes(other) != purposes(service))
                .map(|other| &*other.id)
                .collect();
            different.dedup();
            if !different.is_empty() {
                warnings.add(
                    Code::SharedCookie,
                    format!("services[{index}].cookies[{number}].name"),
                    format!(
                        "\"{}\" also belongs to {}, of another category; with several purposes it needs a yes to each, so give one service all the categories",
                        &*cookie.name,
                        listed(&different)
                    ),
                );
            }
            others.push(service);
        }
    }
}

/// The host of what is the site's own is the site's, whether it is written or not.
fn key(cookie: &Cookie) -> Key<'_> {
    let host = cookie.host.as_deref().filter(|_| cookie.party == Party::Third);
    (&cookie.name, cookie.kind, host.map(|host| host.trim_start_matches('.').to_lowercase()))
}

/// The categories of a service, in no order.
fn purposes(service: &Service) -> BTreeSet<&str> {
    service.category.ids().collect()
}

fn listed(ids: &[&str]) -> String {
    let quoted: Vec<String> = ids.iter().map(|id| format!("\"{id}\"")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// The choice itself is stored, so it has to be declared.
fn own(declaration: &Declaration, warnings: &mut Warnings) {
    let name = &*declaration.cookie.name;
    let mut all = declaration.services.iter().flat_map(|service| &service.cookies);
    let is_own = |cookie: &Cookie| {
        cookie.kind == Kind::Cookie && cookie.party == Party::First && matches(&cookie.name, name)
    };
    if !all.any(is_own) {
        warnings.add(
            Code::OwnCookieUndeclared,
            "services",
            format!(
                "no service declares the cookie \"{name}\", which holds the visitor's choice; add one in a required category"
            ),
        );
    }
}
