//! A slow model of the rules: lists, maps and strings, written from the rules alone.

mod cookie;
mod decision;
mod meaning;

use std::collections::{BTreeMap, BTreeSet};

use samtycke::consent::{By, NamedSet, What};

use crate::{Brain, Declaration};
use meaning::Said;

/// A page that follows the rules to the letter.
#[derive(Clone, Debug)]
pub struct Model {
    declaration: Declaration,
    signals: u32,
    /// What was offered and says something.
    offers: Vec<Said>,
    is_voided: bool,
    current: Option<Said>,
    pending: Option<Said>,
    /// What a decision that was not stored leaves.
    unstored: Option<Said>,
    granted: BTreeSet<u32>,
    ran: BTreeSet<u32>,
    /// What is granted for this view.
    once: BTreeSet<u32>,
    answers: BTreeMap<u32, bool>,
}

/// The fingerprints of a declaration's categories, as letters, in order. Required ones have none.
pub fn fingerprints(declaration: &Declaration) -> Vec<String> {
    let optional = declaration.categories.iter().filter(|category| !category.required);
    optional
        .map(|category| cookie::letters(cookie::fingerprint(declaration, &category.id)))
        .collect()
}

impl Model {
    fn is_required(&self, gate: u32) -> bool {
        let mut categories = self.categories_of(gate);
        categories.all(|number| self.declaration.categories[number].required)
    }

    /// The numbers of a gate's categories.
    fn categories_of(&self, gate: u32) -> impl Iterator<Item = usize> {
        let declared = &self.declaration.categories;
        let ids: Vec<&String> = match declared.get(gate as usize) {
            Some(category) => vec![&category.id],
            None => self.declaration.services[gate as usize - declared.len()]
                .categories
                .iter()
                .collect(),
        };
        (0..declared.len()).filter(move |number| ids.contains(&&declared[*number].id))
    }

    fn is_ruled_out(&self, gate: u32) -> bool {
        let rules_out = |category: usize, signal: usize| {
            let (is_on, is_binding) =
                (self.signals >> signal & 1, self.signals >> (signal + 2) & 1);
            let category = &self.declaration.categories[category];
            is_on == 1 && is_binding == 1 && !category.required && !category.allowed[signal]
        };
        self.categories_of(gate).any(|category| rules_out(category, 0) || rules_out(category, 1))
    }

    fn count(&self) -> u32 {
        (self.declaration.categories.len() + self.declaration.services.len()) as u32
    }

    /// The categories that the banner asks about.
    fn asked(&self, said: Option<&Said>) -> Vec<u32> {
        if self.signals & 3 != 0 {
            return Vec::new();
        }
        let is_open = |gate: &u32| {
            let category = &self.declaration.categories[*gate as usize];
            !category.required && said.is_none_or(|said| !said.answers.contains_key(&category.id))
        };
        (0..self.declaration.categories.len() as u32).filter(is_open).collect()
    }

    /// What the offers of this moment come to; uses them up.
    fn found(&mut self) -> Option<Said> {
        meaning::merged(&std::mem::take(&mut self.offers))
    }

    /// Keeps every no that was not stored, but no yes.
    fn with_unstored(&self, found: Option<Said>) -> Option<Said> {
        let Some(unstored) = &self.unstored else {
            return found;
        };
        let found = found.unwrap_or_else(|| Said {
            answers: BTreeMap::new(),
            services: BTreeSet::new(),
            ..unstored.clone()
        });
        meaning::merged(&[found.settled(), unstored.clone()])
    }
}

impl Brain for Model {
    fn declare(declaration: &Declaration) -> Model {
        Model {
            declaration: declaration.clone(),
            signals: 0,
            offers: Vec::new(),
            is_voided: false,
            current: None,
            pending: None,
            unstored: None,
            granted: BTreeSet::new(),
            ran: BTreeSet::new(),
            once: BTreeSet::new(),
            answers: BTreeMap::new(),
        }
    }

    fn candidate(&mut self, value: &str, now: u32) {
        if let Some(raw) = cookie::parse(value)
            && raw.time <= u64::from(now) + 86_400
        {
            let (said, is_voided) = meaning::under(&raw, &self.declaration, u64::from(now));
            self.is_voided |= is_voided;
            self.offers.extend(Some(said).filter(|said| !said.is_empty()));
        }
    }

    fn start(&mut self, signals: u32) -> u32 {
        self.signals = signals;
        self.observe()
    }

    fn answer(&mut self, gate: u32, yes: bool) {
        self.answers.insert(gate, yes);
    }

    fn decide(&mut self, what: What, by: By, now: u32, random: [u8; 16]) -> Option<String> {
        if what == What::Once {
            let answers = std::mem::take(&mut self.answers).into_iter();
            let yeses = answers.filter(|(gate, yes)| *yes && *gate < self.count());
            let yeses: Vec<u32> = yeses.map(|(gate, _)| gate).collect();
            self.once.extend(yeses);
            return None;
        }
        let found = meaning::merged(&self.offers);
        let before = self.with_unstored(found.clone());
        let decided = self.decided(found, before, what, by, u64::from(now), random)?;
        let value = cookie::write(&decided, &self.declaration);
        if value.len() > 512 {
            return None;
        }
        self.offers.clear();
        self.is_voided = false;
        self.pending = Some(decided);
        Some(value)
    }

    fn max_age(&self, now: u32) -> u32 {
        let Some(said) = self.pending.as_ref().or(self.current.as_ref()) else {
            return 0;
        };
        let mut days = 0;
        if said.grants() {
            days = self.declaration.days;
        }
        if said.answers.values().any(|yes| !yes) {
            days = days.max(self.declaration.refusal_days);
        }
        let age = u64::from(now).saturating_sub(said.time);
        (u64::from(days) * 86_400).saturating_sub(age) as u32
    }

    fn observe(&mut self) -> u32 {
        let mut status = if std::mem::take(&mut self.is_voided) { 16 } else { 0 };
        let mut found = self.found();
        let is_elsewhere = self.pending.is_none();
        if let Some(decided) = self.pending.take() {
            let says = |said: &Option<Said>| said.clone().filter(|said| !said.is_empty());
            if Said::are_same(&says(&found), &says(&Some(decided.clone()))) {
                self.unstored = None;
            } else {
                status |= 8;
                found = self.with_unstored(found);
                self.unstored = Some(decided.remainder(found.as_ref()));
            }
        }
        let choice = self.with_unstored(found).filter(|said| !said.is_empty());
        if is_elsewhere && !Said::are_same(&choice, &self.current) {
            self.once.clear();
        }
        let granted: BTreeSet<u32> = (0..self.count())
            .filter(|gate| {
                let id = self.declaration.ids()[*gate as usize];
                let is_chosen = self.once.contains(gate)
                    || choice.as_ref().is_some_and(|said| said.grants_id(id));
                self.is_required(*gate) || (is_chosen && !self.is_ruled_out(*gate))
            })
            .collect();
        if granted != self.granted || !Said::are_same(&choice, &self.current) {
            status |= 2;
        }
        if self.granted.difference(&granted).any(|gate| self.ran.contains(gate)) {
            status |= 4;
        }
        self.granted = granted;
        self.current = choice;
        if status & 8 == 0 && !self.asked(self.current.as_ref()).is_empty() {
            status |= 1;
        }
        status
    }

    fn value(&mut self) -> Option<String> {
        self.current.as_ref().map(|said| cookie::write(said, &self.declaration))
    }

    fn may_run(&mut self, gate: u32) -> bool {
        let is_granted = self.granted.contains(&gate);
        if is_granted {
            self.ran.insert(gate);
        }
        is_granted
    }

    fn holds(&self, set: NamedSet, gate: u32) -> bool {
        match set {
            NamedSet::Granted => self.granted.contains(&gate),
            NamedSet::RuledOut => gate < self.count() && self.is_ruled_out(gate),
            NamedSet::Asked => self.asked(self.current.as_ref()).contains(&gate),
            NamedSet::Ran => self.ran.contains(&gate),
            NamedSet::Once => self.once.contains(&gate),
        }
    }
}
