//! What was stored without a grant, and what stayed after it was taken back.

use std::collections::BTreeMap;

use samtycke_config::declaration::{Kind, Party};

use super::{Sightings, ids, is_granted};
use crate::cause::Causes;
use crate::declared::{Declared, Name};
use crate::finding::{Cause, Fault, Finding};
use crate::record::{Item, Look, Way, Write};
use crate::state::Moment;

/// What is stored: the kind in words, the name and the host.
type Key = (String, String, String);

/// What was seen of something stored.
#[derive(Default)]
struct Found {
    fresh: Sightings,
    left: Sightings,
    names: Vec<Name>,
    item: Option<Item>,
    refused: Vec<String>,
}

/// Names that were stored without a grant, or left behind.
pub(super) fn judge(declared: &Declared, looks: &[Look]) -> Vec<Finding> {
    let mut all: BTreeMap<Key, Found> = BTreeMap::new();
    for look in looks {
        let causes = Causes::new(look);
        for write in look.writes.iter().filter(|one| is_stored(one)) {
            let names = declared.names_of(write.kind, &write.name, &write.host);
            if !is_wrong(declared, look, write.phase, &names, &write.name) {
                continue;
            }
            let found = all.entry(key(write.kind, &write.name, &write.host)).or_default();
            found.names = names;
            found.fresh.add(look, write.phase, &write.page, Some(causes.of_write(write)));
            for reason in &write.refused {
                let told = format!("the browser refused it ({reason}): the attempt counts");
                found.fresh.note(told);
                found.refused.push(reason.clone());
            }
            found.item.get_or_insert_with(|| item_of(write));
        }
        for snapshot in &look.snapshots {
            for item in &snapshot.items {
                let names = declared.names_of(item.kind, &item.name, &item.host);
                if !is_wrong(declared, look, snapshot.phase, &names, &item.name) {
                    continue;
                }
                let found = all.entry(key(item.kind, &item.name, &item.host)).or_default();
                found.names = names;
                match earlier(declared, look, item, snapshot.phase, &causes) {
                    Some(cause) => {
                        found.left.add(look, snapshot.phase, &snapshot.page, Some(cause))
                    }
                    None => found.fresh.add(look, snapshot.phase, &snapshot.page, None),
                }
                found.item = Some(item.clone());
            }
        }
    }
    all.into_iter().flat_map(|(key, found)| findings(declared, looks, &key, found)).collect()
}

/// Whether a write stores something: a life of nothing deletes.
fn is_stored(write: &Write) -> bool {
    !write.name.is_empty() && write.life.is_none_or(|life| life > 0.0)
}

fn key(kind: Kind, name: &str, host: &str) -> Key {
    (words(kind).into(), name.into(), host.into())
}

/// A store in words.
pub(super) fn words(kind: Kind) -> &'static str {
    match kind {
        Kind::Cookie => "cookie",
        Kind::LocalStorage => "localStorage entry",
        Kind::SessionStorage => "sessionStorage entry",
        Kind::IndexedDb => "IndexedDB database",
        Kind::CacheStorage => "cache",
        Kind::ServiceWorker => "service worker",
        Kind::Pixel => "pixel",
    }
}

/// Whether a name must not be there in a phase. Names without a declaration may be there only where something is
/// granted; that they lack one is another finding.
fn is_wrong(declared: &Declared, look: &Look, phase: usize, names: &[Name], name: &str) -> bool {
    let phase = &look.phases[phase];
    if names.is_empty() {
        return name != declared.own && !matches!(phase.moment, Moment::All | Moment::Partly);
    }
    let services: Vec<usize> = names.iter().map(|one| one.service).collect();
    !is_granted(declared, &services, phase)
}

/// What stored an item in an earlier phase, in which it was allowed; none if it was stored again since.
fn earlier(
    declared: &Declared,
    look: &Look,
    item: &Item,
    phase: usize,
    causes: &Causes,
) -> Option<Cause> {
    let is_item = |write: &&Write| {
        is_stored(write)
            && write.kind == item.kind
            && write.name == item.name
            && write.host == item.host
    };
    if look.writes.iter().filter(is_item).any(|one| one.phase >= phase) {
        return None;
    }
    let names = declared.names_of(item.kind, &item.name, &item.host);
    let was_allowed = |one: usize| !is_wrong(declared, look, one, &names, &item.name);
    let write =
        look.writes.iter().filter(is_item).find(|one| one.phase < phase && was_allowed(one.phase));
    let was_there =
        look.snapshots.iter().filter(|one| one.phase < phase && was_allowed(one.phase)).any(
            |one| {
                one.items.iter().any(|one| {
                    (one.kind, &one.name, &one.host) == (item.kind, &item.name, &item.host)
                })
            },
        );
    match write {
        Some(write) => Some(causes.of_write(write)),
        None => was_there.then(Cause::default),
    }
}

fn item_of(write: &Write) -> Item {
    let has = |wanted: &str| {
        write.attributes.split(';').any(|one| one.trim().eq_ignore_ascii_case(wanted))
    };
    Item {
        kind: write.kind,
        name: write.name.clone(),
        host: write.host.clone(),
        is_wide: false,
        path: "/".into(),
        http_only: has("httponly") && write.way != Way::Script,
        partition: None,
        life: write.life.filter(|life| *life < f64::MAX),
    }
}

fn findings(declared: &Declared, looks: &[Look], key: &Key, found: Found) -> Vec<Finding> {
    let Some(item) = &found.item else { return Vec::new() };
    let (kind, name, host) = key;
    let services: Vec<usize> = {
        let mut all: Vec<usize> = found.names.iter().map(|one| one.service).collect();
        all.dedup();
        all
    };
    let whose = match services.as_slice() {
        [] => " (not declared)".to_owned(),
        _ => format!(" ({})", ids(declared, &services)),
    };
    let place = match found.names.first() {
        Some(name) => declared.place_of_name(*name),
        None => declared.place_of_services(),
    };
    let finding = |fault: Fault, verb: &str, sightings: &Sightings, details: Vec<String>| Finding {
        fault,
        subject: name.clone(),
        title: format!("the {kind} \"{name}\" of {host}{whose} {verb}"),
        service: (!services.is_empty()).then(|| ids(declared, &services)),
        seen: sightings.seen.clone(),
        causes: sightings.causes.clone(),
        details,
        place: place.clone(),
        draft: found.names.is_empty().then(|| declared.draft(item)),
    };
    let mut findings = Vec::new();
    if !found.fresh.seen.is_empty() {
        let moment = found.fresh.first();
        let mut details = found.fresh.also();
        details.extend(facts(item));
        details.extend(found.fresh.details.iter().cloned());
        let verb = format!("is stored {}", moment.words());
        findings.push(finding(Fault::Stored(moment), &verb, &found.fresh, details));
    }
    // What is stored before any choice is not there because something was withdrawn.
    // What is in another store than declared stays for that reason, and that is a finding of its own.
    let is_other = found.names.is_empty()
        && declared.name_of_other_kind(item.kind, &item.name, &item.host).is_some();
    if !found.left.seen.is_empty() && found.fresh.seen.is_empty() && !is_other {
        let moments = || found.left.seen.iter().map(|one| one.moment);
        let is_withdrawn = moments().any(|one| one == Moment::Withdrawn);
        let moment = if is_withdrawn { Moment::Withdrawn } else { found.left.first() };
        let (fault, verb) = match out_of_reach(declared, item, &found.names) {
            true => (Fault::OutOfReach, format!("stays {}, as declared", moment.words())),
            false => (Fault::Left(moment), format!("stays {}", moment.words())),
        };
        let mut details =
            vec![format!("it stays because {}", reason(declared, item, &found.names))];
        let mut others: Vec<Moment> = moments().filter(|one| *one != moment).collect();
        others.sort_unstable();
        others.dedup();
        details.extend(others.into_iter().map(|one| format!("also {}", one.words())));
        details.extend(facts(item));
        let sent = sent_along(looks, item, moment);
        if sent > 0 {
            details.push(format!("it went along with {sent} requests {}", moment.words()));
        }
        findings.push(finding(fault, &verb, &found.left, details));
    }
    findings
}

/// What is special about an item.
fn facts(item: &Item) -> Vec<String> {
    let mut facts = Vec::new();
    if item.http_only {
        facts.push("it is HttpOnly: scripts cannot see it".into());
    }
    if let Some(site) = &item.partition {
        facts.push(format!("it is partitioned by {site}"));
    }
    facts
}

/// Whether the declaration says that no page can delete it.
fn out_of_reach(declared: &Declared, item: &Item, names: &[Name]) -> bool {
    names.iter().any(|one| {
        let cookie = declared.cookie(*one);
        cookie.keep
            || (cookie.http_only && item.http_only)
            || (cookie.party == Party::Third && !declared.is_first(&item.host))
    })
}

/// Why an item stays.
fn reason(declared: &Declared, item: &Item, names: &[Name]) -> String {
    if names.iter().any(|one| declared.cookie(*one).keep) {
        return "the declaration says \"keep\"".into();
    }
    if item.http_only {
        return "it is HttpOnly: only the server that set it can delete it".into();
    }
    if !declared.is_own(&item.host) {
        return format!(
            "it belongs to {}, where no page of the site can delete anything",
            item.host
        );
    }
    if item.partition.is_some() {
        return "it is partitioned, and a script has to name the partition to delete it".into();
    }
    if names.iter().any(|one| !declared.fits(declared.cookie(*one), &item.host)) {
        return "the declaration says that it is of another party, so nothing deletes it".into();
    }
    if names.is_empty() {
        return "the declaration does not name it, so nothing deletes it".into();
    }
    if item.kind == Kind::Cookie && !crate::site::covers(&item.host, &declared.host) {
        return format!("it belongs to {}, another host of the site", item.host);
    }
    if item.kind == Kind::Cookie && item.path != "/" {
        return format!("it has the path {}, where the visitor has not been since", item.path);
    }
    if item.kind != Kind::Cookie && item.host != declared.host {
        return format!("it belongs to the origin of {}", item.host);
    }
    "nothing deleted it, although the page can".into()
}

/// How many requests had a cookie of this name with them.
fn sent_along(looks: &[Look], item: &Item, moment: Moment) -> usize {
    let requests = looks.iter().flat_map(|look| {
        look.requests.iter().filter(move |one| look.phases[one.phase].moment == moment)
    });
    requests.filter(|one| item.kind == Kind::Cookie && one.sent.contains(&item.name)).count()
}
