//! Hosts that an open list puts elsewhere than the declaration.

use std::collections::BTreeMap;

use super::{COMMON, Sightings, is_granted};
use crate::cause::Causes;
use crate::declared::{Declared, Service};
use crate::finding::{Fault, Finding};
use crate::known::{self, Known};
use crate::record::Look;

/// Trackers that a required service contacts, and hosts of another category than declared.
pub(super) fn judge(declared: &Declared, looks: &[Look]) -> Vec<Finding> {
    let mut found: BTreeMap<(Fault, String, usize), Sightings> = BTreeMap::new();
    for look in looks {
        let causes = Causes::new(look);
        for request in &look.requests {
            let Some(known) = known::of(&request.host) else { continue };
            let (services, _) = causes.services(declared, request);
            // Without a grant it is a finding already; of several services any may have meant it.
            let [service] = services[..] else { continue };
            let phase = &look.phases[request.phase];
            let Some(fault) = fault(&declared.services[service], known) else { continue };
            if declared.is_own(&request.host) || !is_granted(declared, &services, phase) {
                continue;
            }
            let key = (fault, request.host.clone(), service);
            let cause = causes.of_request(request);
            found.entry(key).or_default().add(look, request.phase, &request.page, Some(cause));
        }
    }
    found.into_iter().map(|(key, seen)| finding(declared, key, seen)).collect()
}

/// What is wrong with a service that contacts a known host.
fn fault(service: &Service, known: Known) -> Option<Fault> {
    if service.is_required {
        return known.is_tracker().then_some(Fault::NotNecessary);
    }
    let other = known.belongs_to()?;
    let can_tell = service.categories.iter().all(|one| COMMON.contains(&one.as_str()));
    (can_tell && !service.categories.iter().any(|one| one == other)).then_some(Fault::OtherCategory)
}

fn finding(declared: &Declared, key: (Fault, String, usize), seen: Sightings) -> Finding {
    let (fault, host, index) = key;
    let service = &declared.services[index];
    let categories = service.categories.join(" and ");
    let listed = known::of(&host).map(|known| format!("{} ({})", known.name, known.purpose()));
    let title = format!(
        "{host} is contacted by {}, which is {categories}; third-party-web lists it as {}",
        service.id,
        listed.unwrap_or_default()
    );
    Finding {
        fault,
        subject: host,
        title,
        service: Some(service.id.clone()),
        seen: seen.seen,
        causes: seen.causes,
        details: Vec::new(),
        place: declared.place_of_service(index),
        draft: None,
    }
}
