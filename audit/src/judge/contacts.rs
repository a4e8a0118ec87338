//! Hosts that were contacted without a grant, or that the declaration does not name.

use std::collections::BTreeMap;

use super::{Sightings, ids, is_granted};
use crate::cause::Causes;
use crate::declared::Declared;
use crate::finding::{Fault, Finding};
use crate::known;
use crate::record::{Look, Request};
use crate::site;
use crate::state::Moment;

/// What requests are put together by: a host, the services it belongs to, and the place that contacts it.
type Key = (bool, String, Vec<usize>, Option<(String, String, u64, u64)>);

/// Requests without a grant, and hosts without a declaration.
pub(super) fn judge(declared: &Declared, looks: &[Look]) -> Vec<Finding> {
    let mut without_grant: BTreeMap<Key, Sightings> = BTreeMap::new();
    let mut undeclared: BTreeMap<Key, Sightings> = BTreeMap::new();
    for look in looks {
        let causes = Causes::new(look);
        for request in &look.requests {
            let host = request.host.clone();
            let (services, is_declared) = causes.services(declared, request);
            let is_own = declared.is_own(&host);
            if is_own && services.is_empty() {
                continue;
            }
            let phase = &look.phases[request.phase];
            let is_open = matches!(phase.moment, Moment::All | Moment::Partly);
            let is_allowed = is_granted(declared, &services, phase);
            let list = match (is_allowed, services.is_empty()) {
                (false, false) => &mut without_grant,
                (false, true) if !is_open => &mut without_grant,
                _ if is_own || is_declared => continue,
                _ => &mut undeclared,
            };
            let cause = causes.of_request(request);
            let place = super::place(&cause);
            let sightings = list.entry((is_own, host, services, place)).or_default();
            sightings.note(described(request));
            sightings.add(look, request.phase, &request.page, Some(cause));
        }
    }
    let without_grant = with_places(without_grant);
    // A host that is contacted without a grant need not be named twice.
    undeclared.retain(|(_, host, ..), _| !without_grant.keys().any(|(_, one, ..)| one == host));
    let of_grant = without_grant.into_iter().map(|(key, seen)| finding(declared, key, seen, false));
    // One host is one finding, whatever contacts it.
    let mut hosts: BTreeMap<(String, Vec<usize>), Sightings> = BTreeMap::new();
    for ((_, host, services, _), seen) in undeclared {
        let whole = hosts.entry((host, services)).or_default();
        whole.seen.extend(seen.seen);
        whole.causes.extend(seen.causes);
        whole.details.extend(seen.details);
    }
    let of_hosts = hosts.into_iter().map(|((host, services), seen)| {
        finding(declared, (false, host, services, None), seen, true)
    });
    of_grant.chain(of_hosts).collect()
}

/// What has no place joins what has one: a page that comes back from history loads its frames without a cause.
fn with_places(all: BTreeMap<Key, Sightings>) -> BTreeMap<Key, Sightings> {
    let (bare, mut placed): (BTreeMap<_, _>, BTreeMap<_, _>) =
        all.into_iter().partition(|((.., place), _)| place.is_none());
    for (key, seen) in bare {
        let same = placed.iter_mut().find(|((own, host, services, _), _)| {
            (own, host, services) == (&key.0, &key.1, &key.2)
        });
        match same {
            Some((_, known)) => {
                known.seen.extend(
                    seen.seen
                        .into_iter()
                        .filter(|one| !known.seen.contains(one))
                        .collect::<Vec<_>>(),
                );
                seen.details.into_iter().for_each(|detail| known.note(detail));
            }
            None => {
                placed.insert(key, seen);
            }
        }
    }
    placed
}

fn described(request: &Request) -> String {
    let mut text = format!(
        "{} {} ({})",
        request.method,
        site::without_query(&request.url),
        request.kind.to_lowercase()
    );
    if !request.error.is_empty() {
        text += &format!(", failed: {}", request.error);
    }
    if let Some(state) = consent_state(&request.url) {
        text += &format!(
            ", with the consent state {state} (rule 8: pings without cookies need a yes too)"
        );
    }
    if !request.sent.is_empty() {
        text += &format!(", with the cookies {}", request.sent.join(", "));
    }
    text
}

/// The consent state that Google's scripts send along.
fn consent_state(url: &str) -> Option<&str> {
    let query = url.split_once('?')?.1;
    query.split('&').find(|pair| pair.starts_with("gcs=") || pair.starts_with("gcd="))
}

fn finding(declared: &Declared, key: Key, seen: Sightings, is_undeclared: bool) -> Finding {
    let (_, host, services, _) = key;
    let moment = seen.first();
    let whose = match services.as_slice() {
        [] => ", which the declaration does not name,".to_owned(),
        _ => format!(" ({})", ids(declared, &services)),
    };
    let (fault, title) = match is_undeclared {
        false => {
            let title = format!("{host}{whose} is contacted {}", moment.words());
            (Fault::Contacted(moment), title)
        }
        true if services.is_empty() => (
            Fault::UndeclaredHost,
            match known::of(&host) {
                Some(known) => format!(
                    "{host}, of {} ({}), is contacted, and the declaration does not name it",
                    known.name,
                    known.purpose()
                ),
                None => format!("{host} is contacted, and the declaration does not name it"),
            },
        ),
        true => {
            let title = format!(
                "{host} is contacted by {}, and the declaration does not name it",
                ids(declared, &services)
            );
            (Fault::UndeclaredHost, title)
        }
    };
    let mut details = if is_undeclared { Vec::new() } else { seen.also() };
    details.extend(seen.details.iter().take(5).cloned());
    if let Some(more) = seen.details.len().checked_sub(5).filter(|more| *more > 0) {
        details.push(format!("and {more} other addresses"));
    }
    let place = match services.first() {
        Some(service) => declared.place_of_service(*service),
        None => declared.place_of_services(),
    };
    let service = (!services.is_empty()).then(|| ids(declared, &services));
    Finding {
        fault,
        subject: host,
        title,
        service,
        seen: seen.seen,
        causes: seen.causes,
        details,
        place,
        draft: None,
    }
}

/// Hints and noscript content that contact a host without a grant.
pub(super) fn hints(declared: &Declared, looks: &[Look]) -> Vec<Finding> {
    let mut found: BTreeMap<(bool, String, String, Vec<usize>), Sightings> = BTreeMap::new();
    for look in looks {
        for hint in &look.hints {
            let host = declared.host_of(&hint.url);
            let services = declared.services_of(&hint.url);
            let phase = &look.phases[hint.phase];
            let is_noscript = hint.what == "noscript";
            // Once something is granted, a hint may belong to it.
            let is_open = !is_noscript && matches!(phase.moment, Moment::All | Moment::Partly);
            if is_open || declared.is_own(&host) || is_granted(declared, &services, phase) {
                continue;
            }
            let key = (is_noscript, hint.what.clone(), host, services);
            let sightings = found.entry(key).or_default();
            sightings.note(hint.url.clone());
            sightings.add(look, hint.phase, &hint.page, None);
        }
    }
    let finding = |((is_noscript, what, host, services), seen): (
        (bool, String, String, Vec<usize>),
        Sightings,
    )| {
        let (fault, title) = match is_noscript {
            true => (
                Fault::Noscript,
                format!("{host} is contacted by visitors without scripts, from <noscript>"),
            ),
            false => (
                Fault::Hinted,
                format!("the page hints at {host} by {what} {}", seen.first().words()),
            ),
        };
        let place = services.first().and_then(|one| declared.place_of_service(*one));
        let service = (!services.is_empty()).then(|| ids(declared, &services));
        Finding {
            fault,
            subject: host,
            title,
            service,
            seen: seen.seen,
            causes: Vec::new(),
            details: seen.details,
            place: place.or_else(|| declared.place_of_services()),
            draft: None,
        }
    };
    found.into_iter().map(finding).collect()
}
