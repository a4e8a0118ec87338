//! Compares what was recorded with the declaration.

mod banner;
mod contacts;
mod listed;
mod names;
mod stores;
mod traits;
mod typed;

use crate::declared::Declared;
use crate::finding::{Cause, Finding, Seen};
use crate::record::{Look, Phase};
use crate::site;
use crate::state::Moment;

/// Categories of a declaration about which open lists say something.
const COMMON: [&str; 4] = ["necessary", "functional", "analytics", "marketing"];

/// Everything that is not as declared, the worst first.
pub(crate) fn judge(declared: &Declared, looks: &[Look]) -> Vec<Finding> {
    let mut findings = contacts::judge(declared, looks);
    findings.extend(contacts::hints(declared, looks));
    findings.extend(listed::judge(declared, looks));
    findings.extend(traits::judge(declared, looks));
    findings.extend(typed::judge(declared, looks));
    let stored = stores::judge(declared, looks);
    findings.extend(names::judge(declared, looks, &stored));
    findings.extend(stored);
    findings.extend(banner::judge(looks));
    findings.sort_by(|one, other| {
        let key = |finding: &Finding| {
            (std::cmp::Reverse(finding.fault.level()), finding.fault, finding.subject.clone())
        };
        key(one).cmp(&key(other))
    });
    findings
}

/// What was seen of one fault, over all states.
#[derive(Clone, Debug, Default)]
struct Sightings {
    seen: Vec<Seen>,
    causes: Vec<Cause>,
    details: Vec<String>,
}

impl Sightings {
    fn add(&mut self, look: &Look, phase: usize, page: &str, cause: Option<Cause>) {
        let moment = look.phases[phase].moment;
        let seen = Seen { state: look.state.id.clone(), page: page.into(), moment };
        if !self.seen.contains(&seen) {
            self.seen.push(seen);
        }
        // A cause without a place says nothing beside one that has it.
        if let Some(cause) = cause.filter(|one| one.at.is_some() || !one.chain.is_empty())
            && !self.causes.iter().any(|one| place(one) == place(&cause))
        {
            self.causes.push(cause);
        }
    }

    fn note(&mut self, detail: String) {
        if !self.details.contains(&detail) {
            self.details.push(detail);
        }
    }

    /// The moment that says most: what happens before a choice happens after a no as well.
    fn first(&self) -> Moment {
        self.seen.iter().map(|one| one.moment).min().unwrap_or(Moment::Before)
    }

    /// The other moments, in words.
    fn also(&self) -> Vec<String> {
        let mut moments: Vec<Moment> = self.seen.iter().map(|one| one.moment).collect();
        moments.sort_unstable();
        moments.dedup();
        moments.into_iter().skip(1).map(|one| format!("also {}", one.words())).collect()
    }
}

/// What tells places apart. Addresses may differ with each page view, in folders and queries, and so may the column of a tag
/// after something that the server writes into its line.
fn place(cause: &Cause) -> Option<(String, String, u64, u64)> {
    let at = cause.at.as_ref()?;
    let plain = site::without_query(&at.url);
    let file = plain.rsplit('/').next().unwrap_or_default();
    let is_tag = at.function.is_empty() && cause.chain.is_empty();
    let column = if is_tag { 0 } else { at.column };
    Some((site::host(&at.url), file.into(), at.line, column))
}

/// Whether one of these services is granted in a phase.
fn is_granted(declared: &Declared, services: &[usize], phase: &Phase) -> bool {
    services.iter().any(|one| phase.granted.contains(&declared.services[*one].id))
}

/// The ids of services, for texts.
fn ids(declared: &Declared, services: &[usize]) -> String {
    let ids: Vec<&str> = services.iter().map(|one| declared.services[*one].id.as_str()).collect();
    ids.join(", ")
}
