//! What a decision makes of a choice.

use std::collections::{BTreeMap, BTreeSet};

use samtycke::consent::{By, What};

use super::Model;
use super::cookie::uuid;
use super::meaning::{Said, follows};

impl Model {
    /// The choice that a decision comes to; `None` if there is nothing to store.
    pub(super) fn decided(
        &mut self,
        stored: Option<Said>,
        before: Option<Said>,
        what: What,
        by: By,
        now: u64,
        random: [u8; 16],
    ) -> Option<Said> {
        let answers = self.answers_to(what, before.as_ref());
        self.end_once(&answers);
        let none = Said {
            time: 0,
            id: "_".into(),
            how: "none".into(),
            answers: BTreeMap::new(),
            services: BTreeSet::new(),
        };
        let stored = stored.unwrap_or_else(|| none.clone());
        let before = before.unwrap_or(none);
        let mut said = before.clone();
        self.answer_categories(&mut said, &answers);
        self.answer_services(&mut said, &answers);
        let is_same = said.answers == stored.answers && said.services == stored.services;
        if is_same && (by != By::Visitor || said.is_empty()) {
            return None;
        }
        let ids = self.declaration.ids();
        let is_all = (0..self.count())
            .all(|gate| self.is_required(gate) || said.grants_id(ids[gate as usize]));
        said.how = match by {
            By::Api => "api",
            By::Embed => "embed",
            By::Visitor if is_all => "all",
            By::Visitor => "some",
        }
        .into();
        if before.id == "_" {
            said.id = uuid(random);
        }
        said.time = now;
        if said.grants() {
            said.time = now.max(before.time + 1).min((now + 86_400).max(before.time));
        }
        Some(said.settled())
    }

    /// The answers by gate.
    fn answers_to(&mut self, what: What, before: Option<&Said>) -> BTreeMap<u32, bool> {
        let given = std::mem::take(&mut self.answers);
        let is_optional = |gate: &u32| !self.declaration.categories[*gate as usize].required;
        let optional: Vec<u32> =
            (0..self.declaration.categories.len() as u32).filter(is_optional).collect();
        let mut asked = self.asked(before);
        if asked.is_empty() {
            asked = optional.clone();
        }
        let all = |gates: Vec<u32>, yes: bool| gates.into_iter().map(|gate| (gate, yes)).collect();
        match what {
            What::None => all(optional, false),
            What::All => all(optional, true),
            What::AskedNone => all(asked, false),
            What::AskedAll => all(asked, true),
            What::These | What::Once => given,
        }
    }

    /// An answer ends what was granted for this view: its own gate's, and a category's also that of its services.
    fn end_once(&mut self, answers: &BTreeMap<u32, bool>) {
        let is_optional = |number: &usize| !self.declaration.categories[*number].required;
        let ended = |gate: &u32| {
            let mut categories = self.categories_of(*gate).filter(is_optional);
            answers.contains_key(gate)
                || categories.any(|category| answers.contains_key(&(category as u32)))
        };
        let left = self.once.iter().copied();
        let left = left.filter(|gate| self.is_required(*gate) || !ended(gate)).collect();
        self.once = left;
    }

    fn answer_categories(&self, said: &mut Said, answers: &BTreeMap<u32, bool>) {
        for (number, category) in self.declaration.categories.iter().enumerate() {
            let Some(yes) = answers.get(&(number as u32)).filter(|_| !category.required) else {
                continue;
            };
            if !self.is_ruled_out(number as u32) {
                said.answers.insert(category.id.clone(), *yes);
            } else if !yes && said.answers.contains_key(&category.id) {
                // A no to what is ruled out takes a yes back, but answers nothing that was open.
                said.answers.insert(category.id.clone(), false);
            }
        }
    }

    fn answer_services(&self, said: &mut Said, answers: &BTreeMap<u32, bool>) {
        let first = self.declaration.categories.len() as u32;
        for (gate, service) in (first..).zip(&self.declaration.services) {
            if self.declaration.is_required(service) {
                continue;
            }
            let has_answer = |category: &usize| {
                !self.declaration.categories[*category].required
                    && answers.contains_key(&(*category as u32))
            };
            let is_granted = match answers.get(&gate) {
                Some(yes) => *yes,
                None if self.categories_of(gate).any(|category| has_answer(&category)) => {
                    follows(&self.declaration, said, service)
                }
                None => continue,
            };
            if !is_granted {
                said.services.remove(&service.id);
            } else if !self.is_ruled_out(gate) {
                said.services.insert(service.id.clone());
            }
        }
    }
}
