//! What a value means under a declaration, and what several mean together.

use std::collections::{BTreeMap, BTreeSet};

use super::cookie::{Raw, Services, check, fingerprint};
use crate::{Declaration, Service};

/// What a visitor has said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub time: u64,
    pub id: String,
    pub how: String,
    /// For each answered category that is not required, the answer.
    pub answers: BTreeMap<String, bool>,
    /// The granted services that are not required.
    pub services: BTreeSet<String>,
}

impl Said {
    pub fn grants(&self) -> bool {
        !self.services.is_empty() || self.answers.values().any(|yes| *yes)
    }

    pub fn grants_id(&self, id: &str) -> bool {
        self.services.contains(id) || self.answers.get(id) == Some(&true)
    }

    pub fn is_empty(&self) -> bool {
        self.answers.is_empty() && self.services.is_empty()
    }

    /// A choice that grants nothing is a refusal.
    pub fn settled(mut self) -> Said {
        if !self.grants() {
            self.time -= self.time % 86_400;
            self.id = "_".into();
            self.how = "none".into();
        }
        self
    }

    /// Whether both are the same decision, or neither is one. Ids do not count.
    pub fn are_same(one: &Option<Said>, other: &Option<Said>) -> bool {
        let without_id =
            |said: &Option<Said>| said.clone().map(|said| Said { id: String::new(), ..said });
        without_id(one) == without_id(other)
    }

    /// What is left of a decision if the jar says something else.
    pub fn remainder(&self, found: Option<&Said>) -> Said {
        let nothing = Said { answers: BTreeMap::new(), services: BTreeSet::new(), ..self.clone() };
        let found = found.unwrap_or(&nothing);
        let mut rest = found.clone();
        rest.services = found.services.intersection(&self.services).cloned().collect();
        rest.answers.retain(|category, _| self.answers.contains_key(category));
        for (category, yes) in &self.answers {
            if !yes {
                rest.answers.insert(category.clone(), false);
            }
        }
        rest.settled()
    }
}

/// What several choices mean together: only what all grant.
pub fn merged(all: &[Said]) -> Option<Said> {
    let newest = all.iter().rev().max_by_key(|said| said.time)?;
    let mut answers = BTreeMap::new();
    for category in all.iter().flat_map(|said| said.answers.keys()) {
        let of_all = || all.iter().map(|said| said.answers.get(category));
        if of_all().any(|answer| answer == Some(&false)) {
            answers.insert(category.clone(), false);
        } else if of_all().all(|answer| answer == Some(&true)) {
            answers.insert(category.clone(), true);
        }
    }
    let mut services = newest.services.clone();
    services.retain(|service| all.iter().all(|said| said.services.contains(service)));
    Some(Said { answers, services, ..newest.clone() }.settled())
}

impl Declaration {
    /// Whether a service is granted always.
    pub fn is_required(&self, service: &Service) -> bool {
        service.categories.iter().all(|id| {
            self.categories.iter().any(|category| category.id == *id && category.required)
        })
    }
}

/// Whether all categories of a service are granted.
pub fn follows(declaration: &Declaration, said: &Said, service: &Service) -> bool {
    service.categories.iter().all(|id| {
        let declared = declaration.categories.iter().find(|category| category.id == *id);
        declared.is_some_and(|category| category.required || said.answers.get(id) == Some(&true))
    })
}

/// How a declared category is found in a value.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// What a yes covers is the same.
    Same,
    /// Answered, but under something else.
    Changed,
    /// Not answered.
    Open,
    /// It cannot be told.
    Lost,
}

fn place(raw: &Raw, declaration: &Declaration, category: &str) -> Place {
    if raw.asked.contains(&fingerprint(declaration, category)) {
        return Place::Same;
    }
    let is_optional = |category: &&crate::Category| !category.required;
    let mut optional = declaration.categories.iter().filter(is_optional);
    if optional.clone().count() != raw.asked.len() {
        return Place::Lost;
    }
    let number = optional.position(|declared| declared.id == category);
    match raw.asked[number.expect("it is declared")] {
        0 => Place::Open,
        print => {
            let mut others = declaration.categories.iter().filter(is_optional);
            let is_of_another = others.any(|other| fingerprint(declaration, &other.id) == print);
            if is_of_another { Place::Lost } else { Place::Changed }
        }
    }
}

/// What a value means under a declaration, and whether something in it is void.
pub fn under(raw: &Raw, declaration: &Declaration, now: u64) -> (Said, bool) {
    let age = now.saturating_sub(raw.time);
    let lives = |days: u32| age <= u64::from(days) * 86_400;
    let is_current = raw.version == u64::from(declaration.version) && lives(declaration.days);
    let mut is_voided = false;
    let mut said = Said {
        time: raw.time,
        id: raw.id.clone(),
        how: raw.how.clone(),
        answers: BTreeMap::new(),
        services: BTreeSet::new(),
    };
    for category in declaration.categories.iter().filter(|category| !category.required) {
        let place = place(raw, declaration, &category.id);
        if raw.granted.contains(&category.id) {
            if is_current && place == Place::Same {
                said.answers.insert(category.id.clone(), true);
            } else {
                is_voided = true;
            }
        } else if lives(declaration.refusal_days) {
            let is_no = match place {
                Place::Same | Place::Changed => true,
                Place::Open => false,
                Place::Lost => raw.how == "none",
            };
            if is_no {
                said.answers.insert(category.id.clone(), false);
            }
        }
    }
    let bits = match &raw.services {
        Services::Bits(bytes) => {
            let is_whole = bytes.len() == 2 + declaration.services.len().div_ceil(8);
            let fits = is_whole && bytes[..2] == check(declaration);
            is_voided |= !fits;
            Some(if fits { bytes[2..].to_vec() } else { vec![0; declaration.services.len()] })
        }
        _ => None,
    };
    for (number, service) in declaration.services.iter().enumerate() {
        if declaration.is_required(service) {
            continue;
        }
        let own = match (&raw.services, &bits) {
            (_, Some(bits)) => Some(bits[number / 8] >> (number % 8) & 1 == 1),
            (Services::Listed(listed), _) => {
                listed.iter().find(|(_, id)| *id == service.id).map(|(is_granted, _)| *is_granted)
            }
            _ => None,
        };
        let holds = is_current
            && service.categories.iter().all(|id| {
                let declared = declaration.categories.iter().find(|category| category.id == *id);
                declared.is_some_and(|category| category.required)
                    || matches!(place(raw, declaration, id), Place::Same | Place::Open)
            });
        is_voided |= own == Some(true) && !holds;
        if own.map_or(follows(declaration, &said, service), |is_granted| is_granted && holds) {
            said.services.insert(service.id.clone());
        }
    }
    is_voided |= raw.how != "none" && !said.grants();
    (said.settled(), is_voided)
}
