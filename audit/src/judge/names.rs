//! The declared names against the measured ones: missing lines, dead lines, other lives, parties and kinds.

use std::collections::BTreeMap;

use samtycke_config::declaration::Kind;
use samtycke_config::lifetime;

use super::COMMON;
use super::Sightings;
use super::stores::words;
use crate::cause::Causes;
use crate::cookie_list;
use crate::declared::{self, Declared, Name};
use crate::finding::{Fault, Finding};
use crate::record::{Item, Look};
use crate::site;
use crate::state::Moment;

/// A day more than declared is a matter of the clock.
const DAY: f64 = 86_400.0;

/// What was measured of one name, with the longest life.
struct Measured {
    item: Item,
    seen: Sightings,
    /// Whether it was there with everything granted only.
    is_granted: bool,
}

/// Faults of the declaration itself. `found` are the findings about what was stored: where one has the missing
/// line, there is no second one.
pub(super) fn judge(declared: &Declared, looks: &[Look], found: &[Finding]) -> Vec<Finding> {
    let measured = measured(looks);
    let mut findings = Vec::new();
    for one in &measured {
        let names = declared.names_of(one.item.kind, &one.item.name, &one.item.host);
        match names.first() {
            None => {
                let has_line = |finding: &Finding| {
                    finding.draft.is_some() && finding.draft == Some(declared.draft(&one.item))
                };
                findings.extend(undeclared(declared, one).filter(|_| !found.iter().any(has_line)));
            }
            Some(name) => findings.extend(against(declared, *name, one)),
        }
    }
    if looks.iter().any(|look| look.state.moment() == Moment::All && look.trouble.is_empty()) {
        findings.extend(never_seen(declared, looks, &measured));
    }
    findings
}

/// Everything that was in a store at some moment.
fn measured(looks: &[Look]) -> Vec<Measured> {
    let mut all: BTreeMap<(&str, &str, &str), Measured> = BTreeMap::new();
    for look in looks {
        let causes = Causes::new(look);
        for snapshot in &look.snapshots {
            let is_granted =
                matches!(look.phases[snapshot.phase].moment, Moment::All | Moment::Partly);
            for item in &snapshot.items {
                let key = (words(item.kind), item.name.as_str(), item.host.as_str());
                let one = all.entry(key).or_insert_with(|| Measured {
                    item: item.clone(),
                    seen: Sightings::default(),
                    is_granted: true,
                });
                let is_longer = item.life > one.item.life;
                if is_longer {
                    one.item = item.clone();
                }
                // After a withdrawal leftovers are there, and the finding is that they are.
                let was_granted = look.phases[..snapshot.phase]
                    .iter()
                    .any(|phase| matches!(phase.moment, Moment::All | Moment::Partly));
                one.is_granted &= is_granted || was_granted;
                let write = look.writes.iter().find(|write| {
                    write.kind == item.kind && write.name == item.name && write.host == item.host
                });
                one.seen.add(
                    look,
                    snapshot.phase,
                    &snapshot.page,
                    write.map(|write| causes.of_write(write)),
                );
            }
        }
    }
    all.into_values().collect()
}

/// A name that no line declares, or that one of another kind does.
fn undeclared(declared: &Declared, one: &Measured) -> Option<Finding> {
    let Item { kind, name, host, .. } = &one.item;
    let other = declared.name_of_other_kind(*kind, name, host);
    let kind = words(*kind);
    if let Some(other) = other {
        let line = words(declared.cookie(other).kind);
        let title = format!("\"{name}\" of {host} is a {kind}, and declared as a {line}");
        let mut finding = finding(declared, Fault::OtherKind, one, title, Some(other));
        finding.draft = Some(declared.draft(&one.item));
        return Some(finding);
    }
    // Where it is stored without a grant as well, that finding has the line.
    if !one.is_granted {
        return None;
    }
    let title =
        format!("the {kind} \"{name}\" of {host} is stored, and the declaration does not name it");
    let mut finding = finding(declared, Fault::UndeclaredName, one, title, None);
    finding.draft = Some(declared.draft(&one.item));
    Some(finding)
}

/// What a line says otherwise than it was measured.
fn against(declared: &Declared, name: Name, one: &Measured) -> Vec<Finding> {
    let mut findings = Vec::new();
    let line = declared.cookie(name);
    let Item { kind, name: found, host, life, .. } = &one.item;
    let kind_words = words(*kind);
    if *kind == Kind::Cookie
        && let Some(declared_life) = line.lifetime.as_deref()
        && let Some(life) = *life
        && is_longer(life, declared_life)
    {
        let measured = declared::lifetime(&one.item);
        let title = format!(
            "the cookie \"{found}\" of {host} lives {measured}, and is declared with {declared_life}"
        );
        findings.push(finding(declared, Fault::LivesLonger, one, title, Some(name)));
    }
    if !declared.fits(line, host) {
        let party = if declared.is_first(host) { "the site itself" } else { "another party" };
        let title =
            format!("the {kind_words} \"{found}\" is of {host}, {party}, and declared otherwise");
        findings.push(finding(declared, Fault::OtherParty, one, title, Some(name)));
    } else if let Some(other) = line.host.as_deref().filter(|other| !site::is_same(other, host)) {
        let title = format!("the {kind_words} \"{found}\" is of {host}, and declared for {other}");
        findings.push(finding(declared, Fault::OtherHost, one, title, Some(name)));
    }
    findings.extend(otherwise_listed(declared, name, one));
    findings
}

/// A name that an open list puts in another category than its service.
fn otherwise_listed(declared: &Declared, name: Name, one: &Measured) -> Option<Finding> {
    let Item { kind, name: found, host, .. } = &one.item;
    let listed = cookie_list::of(found, host)?;
    let service = &declared.services[name.service];
    let fault = if service.is_required { Fault::NotNecessary } else { Fault::OtherCategory };
    let can_tell =
        service.is_required || service.categories.iter().all(|one| COMMON.contains(&one.as_str()));
    if !can_tell || service.categories.iter().any(|one| one == listed.category) {
        return None;
    }
    let title = format!(
        "the {} \"{found}\" is of {}, which is {}; the Open Cookie Database lists it as {} ({})",
        words(*kind),
        service.id,
        service.categories.join(" and "),
        listed.category,
        listed.platform
    );
    Some(finding(declared, fault, one, title, Some(name)))
}

/// Whether a measured life is longer than a declared one. `session` is shorter than any measured life.
fn is_longer(seconds: f64, declared: &str) -> bool {
    match declared {
        "persistent" => false,
        "session" => true,
        duration => {
            lifetime::days(duration).is_some_and(|days| seconds > (days as f64 + 1.0) * DAY)
        }
    }
}

fn finding(
    declared: &Declared,
    fault: Fault,
    one: &Measured,
    title: String,
    name: Option<Name>,
) -> Finding {
    let place = match name {
        Some(name) => declared.place_of_name(name),
        None => declared.place_of_services(),
    };
    Finding {
        fault,
        subject: one.item.name.clone(),
        title,
        service: name.map(|name| declared.services[name.service].id.clone()),
        seen: one.seen.seen.clone(),
        causes: one.seen.causes.clone(),
        details: Vec::new(),
        place,
        draft: None,
    }
}

/// Declared names that were in no store, nor ever written: a finding for each service.
fn never_seen(declared: &Declared, looks: &[Look], measured: &[Measured]) -> Vec<Finding> {
    let is_seen = |name: &Name| {
        let line = declared.cookie(*name);
        let matches = |kind: Kind, found: &str| {
            kind == line.kind && samtycke_config::pattern::matches(&line.name, found)
        };
        // That a name is in another kind of store is a finding of its own.
        let is_other = |one: &Measured| {
            let Item { kind, name: found, host, .. } = &one.item;
            declared.names_of(*kind, found, host).is_empty()
                && declared.name_of_other_kind(*kind, found, host) == Some(*name)
        };
        measured.iter().any(|one| matches(one.item.kind, &one.item.name) || is_other(one))
            || looks.iter().flat_map(|look| &look.writes).any(|one| matches(one.kind, &one.name))
    };
    let unseen =
        declared.names().filter(|one| declared.cookie(*one).kind != Kind::Pixel && !is_seen(one));
    let mut by_service: BTreeMap<usize, Vec<Name>> = BTreeMap::new();
    unseen.for_each(|one| by_service.entry(one.service).or_default().push(one));
    by_service
        .into_iter()
        .map(|(service, names)| {
            let id = &declared.services[service].id;
            let list: Vec<&str> = names.iter().map(|one| &*declared.cookie(*one).name).collect();
            Finding {
                fault: Fault::NeverSeen,
                subject: id.clone(),
                title: format!("{id} declares what was never seen: {}", list.join(", ")),
                service: Some(id.clone()),
                seen: Vec::new(),
                causes: Vec::new(),
                details: Vec::new(),
                place: names.first().and_then(|name| declared.place_of_name(*name)),
                draft: None,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_more_is_no_longer_life() {
        assert!(!is_longer(180.5 * DAY, "P180D"));
        assert!(is_longer(182.0 * DAY, "P180D"));
        assert!(is_longer(60.0, "session"));
        assert!(!is_longer(4000.0 * DAY, "persistent"));
    }
}
