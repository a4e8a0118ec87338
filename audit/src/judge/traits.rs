//! Scripts that read what tells devices apart, without a grant (rule 3).

use std::collections::{BTreeMap, BTreeSet};

use super::{Sightings, ids, is_granted};
use crate::cause::Causes;
use crate::declared::Declared;
use crate::finding::{Fault, Finding};
use crate::record::Look;
use crate::site;
use crate::state::Moment;

/// How many kinds of traits a script has to read. One may have other reasons, such as a picture that is edited.
const SEVERAL: usize = 2;

/// What scripts read: kinds of traits, by address and services.
type Scripts<'a> = BTreeMap<(String, Vec<usize>), (BTreeSet<&'a str>, Sightings)>;

/// Scripts that read several kinds of traits where no service of theirs is granted.
pub(super) fn judge(declared: &Declared, looks: &[Look]) -> Vec<Finding> {
    let mut scripts = Scripts::new();
    for look in looks {
        let causes = Causes::new(look);
        for one in &look.traits {
            let services = causes.services_of_stack(declared, &one.cause);
            let phase = &look.phases[one.phase];
            let is_open = matches!(phase.moment, Moment::All | Moment::Partly);
            let is_allowed = is_granted(declared, &services, phase);
            let Some(script) = one.cause.first().filter(|_| !is_allowed && !is_open) else {
                continue;
            };
            let key = (site::without_query(&script.url).to_owned(), services);
            let (kinds, sightings) = scripts.entry(key).or_default();
            kinds.insert(&one.what);
            sightings.add(look, one.phase, &one.page, Some(causes.of_stack(&one.cause)));
        }
    }
    let several = scripts.into_iter().filter(|(_, (kinds, _))| kinds.len() >= SEVERAL);
    several
        .map(|((script, services), (kinds, seen))| {
            let kinds: Vec<&str> = kinds.into_iter().collect();
            let place = services.first().and_then(|one| declared.place_of_service(*one));
            Finding {
                fault: Fault::Recognises,
                subject: script.clone(),
                title: format!("{script} reads what tells devices apart {}", seen.first().words()),
                service: (!services.is_empty()).then(|| ids(declared, &services)),
                details: [seen.also(), vec![format!("it reads: {}", kinds.join(", "))]].concat(),
                seen: seen.seen,
                causes: seen.causes,
                place: place.or_else(|| declared.place_of_services()),
                draft: None,
            }
        })
        .collect()
}
