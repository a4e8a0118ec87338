//! Others that receive what is typed into a form (rule 62).

use std::collections::{BTreeMap, BTreeSet};

use super::{Sightings, ids};
use crate::cause::Causes;
use crate::declared::Declared;
use crate::finding::{Fault, Finding};
use crate::record::Look;

/// What a host received, and where, with the services that it belongs to.
type Found<'a> = BTreeMap<(String, Vec<usize>), (BTreeSet<&'a str>, Sightings)>;

/// Hosts that are not the site's and received a test value, though no form was sent.
pub(super) fn judge(declared: &Declared, looks: &[Look]) -> Vec<Finding> {
    let mut found = Found::new();
    for look in looks {
        let causes = Causes::new(look);
        let requests = look.requests.iter().filter(|one| !one.typed.is_empty());
        for request in requests.filter(|one| !declared.is_own(&one.host)) {
            let (services, _) = causes.services(declared, request);
            let (what, sightings) = found.entry((request.host.clone(), services)).or_default();
            what.extend(request.typed.iter().map(String::as_str));
            let cause = causes.of_request(request);
            sightings.add(look, request.phase, &request.page, Some(cause));
        }
    }
    let told = found.into_iter();
    told.map(|((host, services), (what, seen))| finding(declared, host, &services, &what, seen))
        .collect()
}

fn finding(
    declared: &Declared,
    host: String,
    services: &[usize],
    what: &BTreeSet<&str>,
    seen: Sightings,
) -> Finding {
    let what: Vec<&str> = what.iter().copied().collect();
    let place = services.first().and_then(|one| declared.place_of_service(*one));
    Finding {
        fault: Fault::Typed,
        title: format!(
            "{host} receives what is typed into a form that nobody sent: {}",
            what.join(", ")
        ),
        subject: host,
        service: (!services.is_empty()).then(|| ids(declared, services)),
        details: seen.also(),
        seen: seen.seen,
        causes: seen.causes,
        place: place.or_else(|| declared.place_of_services()),
        draft: None,
    }
}
