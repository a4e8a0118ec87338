//! What services store (rules 6, 23, 59 and 60).

use std::collections::HashMap;

use super::Warnings;
use crate::code::Code;
use crate::declaration::{Cookie, Declaration, Kind, Party, Service};
use crate::lifetime::days;
use crate::pattern::matches;

/// Browsers keep no cookie for longer, in days (RFC 6265bis, section 5.5).
const LONGEST: u64 = 400;

pub(super) fn look(declaration: &Declaration, warnings: &mut Warnings) {
    let required: Vec<&str> =
        declaration.categories.iter().filter(|one| one.required).map(|one| &*one.id).collect();
    for (index, service) in declaration.services.iter().enumerate() {
        let path = format!("services[{index}]");
        let is_required = service.category.ids().all(|id| required.contains(&id));
        if !is_required && service.provider.is_none() {
            warnings.add(
                Code::MissingProvider,
                format!("{path}.provider"),
                "missing; visitors have to be told by name who gets the information",
            );
        }
        if !is_required && service.scripts.is_empty() {
            warnings.add(
                Code::UngatedService,
                &path,
                format!(
                    "nothing here waits for this service; give it `scripts`, or `data-samtycke=\"{}\"` on its tags in the pages",
                    &*service.id
                ),
            );
        }
        for (number, cookie) in service.cookies.iter().enumerate() {
            one(cookie, &format!("{path}.cookies[{number}]"), warnings);
        }
    }
    shared(declaration, warnings);
    own(declaration, warnings);
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

/// A cookie that several services keep for different purposes needs a yes to all of them (rule 6).
fn shared(declaration: &Declaration, warnings: &mut Warnings) {
    let mut seen: HashMap<(&str, Kind, Option<&str>), &Service> = HashMap::new();
    for (index, service) in declaration.services.iter().enumerate() {
        for (number, cookie) in service.cookies.iter().enumerate() {
            let host = cookie.host.as_deref();
            let other = *seen.entry((&cookie.name, cookie.kind, host)).or_insert(service);
            if other.id != service.id && other.category != service.category {
                warnings.add(
                    Code::SharedCookie,
                    format!("services[{index}].cookies[{number}].name"),
                    format!(
                        "\"{}\" also belongs to \"{}\", of another category; with several purposes it needs a yes to each, so give one service both categories",
                        &*cookie.name, &*other.id
                    ),
                );
            }
        }
    }
}

/// The choice itself is stored, so it has to be declared.
fn own(declaration: &Declaration, warnings: &mut Warnings) {
    let name = &*declaration.cookie.name;
    let mut all = declaration.services.iter().flat_map(|service| &service.cookies);
    if !all.any(|cookie| cookie.kind == Kind::Cookie && matches(&cookie.name, name)) {
        warnings.add(
            Code::OwnCookieUndeclared,
            "services",
            format!(
                "no service declares the cookie \"{name}\", which holds the visitor's choice; add one in a required category"
            ),
        );
    }
}
