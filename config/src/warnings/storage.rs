//! What services store (rules 6, 23, 59 and 60).

use std::collections::{BTreeSet, HashMap, HashSet};

use indexmap::IndexMap;

use super::{Beside, Warnings};
use crate::Page;
use crate::code::Code;
use crate::declaration::{Cookie, Declaration, Kind, Party, Service};
use crate::lifetime::days;
use crate::pattern::matches;

/// Browsers keep no cookie for longer, in days (RFC 6265bis, section 5.5).
const LONGEST: u64 = 400;

pub(super) fn look(
    declaration: &Declaration,
    page: &Page,
    beside: &Beside,
    warnings: &mut Warnings,
) {
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
            let path = format!("{path}.cookies[{number}]");
            one(cookie, &path, warnings);
            party(cookie, page.host, &path, warnings);
        }
        repeated(service, &path, warnings);
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
    let lifetime = cookie.lifetime.as_deref();
    let is_endless = lifetime == Some("persistent");
    let is_long = is_endless || lifetime.and_then(days).is_some_and(|days| days > LONGEST);
    if cookie.kind == Kind::Cookie && is_long {
        let what = if is_endless { "no end is told, and " } else { "" };
        let told = if is_endless { "" } else { ", so visitors are told more than is true" };
        warnings.add(
            Code::LongLifetime,
            format!("{path}.lifetime"),
            format!(
                "{what}browsers keep no cookie for more than {LONGEST} days{told}; write \"P400D\", or what the server really sets"
            ),
        );
    }
}

/// Whose something is, against the host that sets it. Nothing is known without the site.
fn party(cookie: &Cookie, site: &str, path: &str, warnings: &mut Warnings) {
    let Some(host) = cookie.host.as_deref().filter(|_| !site.is_empty()) else { return };
    let [own, site] = [host.trim_start_matches("*.").trim_start_matches('.'), site]
        .map(|host| host.split(':').next().unwrap_or_default().to_ascii_lowercase());
    let is_own = is_within(&site, &own) && (own == site || own.contains('.'));
    // Without a list of public suffixes, whatever shares the last two labels may be the same site.
    let last = |host: &str| host.rsplitn(3, '.').take(2).map(String::from).collect::<Vec<_>>();
    let message = match cookie.party {
        Party::Third if is_own => {
            format!("\"third\", and {host} is the site's own; write \"first\"")
        }
        Party::First if last(&own) != last(&site) => {
            format!(
                "\"first\", and {host} is not of {site}; write \"third\", or leave the host out"
            )
        }
        _ => return,
    };
    warnings.add(Code::WrongParty, format!("{path}.party"), message);
}

/// Whether a host is another or below it.
fn is_within(host: &str, parent: &str) -> bool {
    host.strip_suffix(parent).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// The same entry twice in one service: visitors would read it twice.
fn repeated(service: &Service, path: &str, warnings: &mut Warnings) {
    let mut seen = HashSet::new();
    for (number, cookie) in service.cookies.iter().enumerate() {
        if !seen.insert(key(cookie)) {
            let message = format!("\"{}\" is in this service twice; keep one", &*cookie.name);
            warnings.add(Code::RepeatedEntry, format!("{path}.cookies[{number}].name"), message);
        }
    }
}

/// What a stored thing is recognised by: its name, its kind, and whose it is.
type Key<'a> = (&'a str, Kind, Option<String>);

/// A cookie that several services keep for different purposes needs a yes to all of them (rule 6).
fn shared(declaration: &Declaration, warnings: &mut Warnings) {
    let mut places: HashMap<Place, Entries> = HashMap::new();
    for (index, service) in declaration.services.iter().enumerate() {
        for (number, cookie) in service.cookies.iter().enumerate() {
            let (name, kind, host) = key(cookie);
            let entries = places.entry((kind, host)).or_default();
            let others = entries.of(name).filter(|(_, other)| purposes(other) != purposes(service));
            let mut different: Vec<(&str, &str)> =
                others.map(|(name, other)| (name, &*other.id)).collect();
            different.dedup();
            if let Some((first, _)) = different.first() {
                let ids: Vec<&str> = different.iter().map(|(_, id)| *id).collect();
                let belongs = if *first == name {
                    format!("\"{name}\" also belongs to {}", listed(&ids))
                } else {
                    format!(
                        "\"{name}\" and \"{first}\" may be the same entry; that one belongs to {}",
                        listed(&ids)
                    )
                };
                warnings.add(
                    Code::SharedCookie,
                    format!("services[{index}].cookies[{number}].name"),
                    format!(
                        "{belongs}, of another category; with several purposes it needs a yes to each, so give one service all the categories"
                    ),
                );
            }
            entries.add(name, service);
        }
    }
}

/// Where something is stored, and whose it is.
type Place = (Kind, Option<String>);

/// What services store in one place, by name.
#[derive(Default)]
struct Entries<'a> {
    services: IndexMap<&'a str, Vec<&'a Service>>,
    /// The names with a `*`.
    patterns: Vec<&'a str>,
}

impl<'a> Entries<'a> {
    fn add(&mut self, name: &'a str, service: &'a Service) {
        let services = self.services.entry(name).or_default();
        if services.is_empty() && name.contains('*') {
            self.patterns.push(name);
        }
        services.push(service);
    }

    /// The services with this name, else those with a name that covers it or that it covers.
    fn of(&self, name: &'a str) -> impl Iterator<Item = (&'a str, &'a Service)> {
        let is_pattern = name.contains('*');
        let mut names = Vec::new();
        if self.services.contains_key(name) {
            names.push(name);
        } else {
            names.extend(self.patterns.iter().filter(|pattern| matches(pattern, name)));
            let covered = self.services.keys().filter(|one| is_pattern && matches(name, one));
            names.extend(covered);
        }
        names.into_iter().flat_map(|name| {
            self.services.get(name).into_iter().flatten().map(move |service| (name, *service))
        })
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
                "no service declares the cookie \"{name}\", which holds the visitor's choice; add {{ \"preset\": \"samtycke\" }}, or a service in a required category"
            ),
        );
    }
}
