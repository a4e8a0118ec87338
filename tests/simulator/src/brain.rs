//! What a page asks: the core, or a model in its place.

use std::fmt::Debug;

use samtycke::consent::{By, Core, NamedSet, Signals, What, flag};

use crate::Declaration;

/// The core's functions, as the page layer sees them.
pub trait Brain: Clone + Debug {
    /// Begins a page with this declaration.
    fn declare(declaration: &Declaration) -> Self;
    /// Offers a value of our cookie.
    fn candidate(&mut self, value: &str, now: u32);
    /// Puts the choice that the candidates come to in effect.
    fn start(&mut self, signals: u32) -> u32;
    /// Answers for one gate in the decision to come.
    fn answer(&mut self, gate: u32, yes: bool);
    /// Decides; returns the value to store.
    fn decide(&mut self, what: What, by: By, now: u32, random: [u8; 16]) -> Option<String>;
    /// How many seconds the cookie is to be kept.
    fn max_age(&self, now: u32) -> u32;
    /// Looks at the candidates.
    fn observe(&mut self) -> u32;
    /// The choice in effect.
    fn value(&mut self) -> Option<String>;
    /// Whether what is behind a gate may run now.
    fn may_run(&mut self, gate: u32) -> bool;
    /// Whether a gate is in a set.
    fn holds(&self, set: NamedSet, gate: u32) -> bool;
}

/// The core itself.
#[derive(Clone, Debug)]
pub struct RealCore(pub Box<Core>);

impl RealCore {
    fn shared(&self, length: usize) -> Option<String> {
        let value = &self.0.site.text.value[..length];
        (length > 0).then(|| String::from_utf8(value.to_vec()).expect("a value is ASCII"))
    }
}

impl Brain for RealCore {
    fn declare(declaration: &Declaration) -> RealCore {
        let mut core = Box::new(Core::EMPTY);
        let ids: String = declaration.ids().iter().map(|id| format!("{id},")).collect();
        core.site.text.ids[..ids.len()].copy_from_slice(ids.as_bytes());
        core.site.begin(declaration.version, declaration.days, declaration.refusal_days);
        for (number, category) in declaration.categories.iter().enumerate() {
            let [dnt, gpc] = category.allowed;
            let flags = [
                (category.required, flag::REQUIRED),
                (dnt, flag::DNT_ALLOWS),
                (gpc, flag::GPC_ALLOWS),
            ];
            let flags = flags.iter().filter(|(is_on, _)| *is_on).map(|(_, flag)| flag).sum();
            core.site.gate(1 << number, flags, category.revision);
        }
        for service in &declaration.services {
            let bit = |id: &String| {
                let found = declaration.categories.iter().position(|category| category.id == *id);
                found.map_or(0, |number| 1_u32 << number)
            };
            core.site.gate(
                service.categories.iter().map(bit).fold(0, |mask, bit| mask | bit),
                0,
                0,
            );
        }
        RealCore(core)
    }

    fn candidate(&mut self, value: &str, now: u32) {
        // The page offers no value that is longer (src/page/cookie.ts).
        if let Some(shared) = self.0.site.text.value.get_mut(..value.len()) {
            shared.copy_from_slice(value.as_bytes());
            self.0.candidate(value.len(), now);
        }
    }

    fn start(&mut self, signals: u32) -> u32 {
        self.0.start(Signals(signals))
    }

    fn answer(&mut self, gate: u32, yes: bool) {
        self.0.answer(gate, yes);
    }

    fn decide(&mut self, what: What, by: By, now: u32, random: [u8; 16]) -> Option<String> {
        self.0.site.text.value[..16].copy_from_slice(&random);
        let length = self.0.decide(what, by, now);
        self.shared(length)
    }

    fn max_age(&self, now: u32) -> u32 {
        self.0.max_age(now)
    }

    fn observe(&mut self) -> u32 {
        self.0.observe()
    }

    fn value(&mut self) -> Option<String> {
        let length = self.0.value();
        self.shared(length)
    }

    fn may_run(&mut self, gate: u32) -> bool {
        self.0.may_run(gate)
    }

    fn holds(&self, set: NamedSet, gate: u32) -> bool {
        self.0.holds(set, gate)
    }
}
