//! Puts a choice in effect: at the start, after a decision, after one in another tab.

use super::choice::Choice;
use super::core::Core;
use super::set::Set;
use super::signals::Signals;

/// What follows from a look at the cookies: any of these bits.
pub mod status {
    /// There is something to ask about.
    pub const ASK: u32 = 1;
    /// The choice changed, or a grant.
    pub const CHANGED: u32 = 2;
    /// A gate that something ran for has lost its grant.
    pub const RELOAD: u32 = 4;
    /// The cookie did not keep the decision. A yes is not in effect, a no holds on this page.
    pub const NOT_STORED: u32 = 8;
    /// The cookie holds a yes that is void: it is to be written with the choice in effect, or
    /// deleted if there is none.
    pub const REWRITE: u32 = 16;
}

impl Core {
    /// Puts the choice that the candidates come to in effect, and says what follows.
    pub fn start(&mut self, signals: Signals) -> u32 {
        self.signals = signals;
        self.observe()
    }

    /// Looks at the candidates after a decision was written, or after another tab may have
    /// decided, and says what follows.
    pub fn observe(&mut self) -> u32 {
        let mut status = 0;
        if core::mem::take(&mut self.is_voided) {
            status |= status::REWRITE;
        }
        let mut found = self.found.take();
        if let Some(decided) = self.pending.take() {
            if found == Some(decided) || (found.is_none() && decided.is_empty()) {
                self.unstored = None;
            } else {
                status |= status::NOT_STORED;
                self.narrow_by_unstored(&mut found);
                self.unstored = Some(remainder(&decided, found));
            }
        }
        self.narrow_by_unstored(&mut found);
        status |= self.put_in_effect(found.filter(|choice| !choice.is_empty()));
        if status & status::NOT_STORED == 0 && self.asked(self.current.as_ref()) != 0 {
            status |= status::ASK;
        }
        status
    }

    pub(crate) fn narrow_by_unstored(&self, found: &mut Option<Choice>) {
        if let Some(unstored) = &self.unstored {
            unstored.narrow(found);
        }
    }

    fn put_in_effect(&mut self, choice: Option<Choice>) -> u32 {
        let mut granted = Set::EMPTY;
        for gate in self.site.gates() {
            let is_chosen = choice.as_ref().is_some_and(|choice| choice.granted.contains(gate));
            let is_granted = self.site.is_required(gate) || (is_chosen && !self.is_ruled_out(gate));
            granted.put(gate, is_granted);
        }
        let mut status = 0;
        if choice != self.current || granted != self.granted {
            status |= status::CHANGED;
        }
        let has_lost = |gate: u32| {
            self.ran.contains(gate) && self.granted.contains(gate) && !granted.contains(gate)
        };
        if self.site.gates().any(has_lost) {
            status |= status::RELOAD;
        }
        (self.current, self.granted) = (choice, granted);
        status
    }
}

/// What is left of a decision if the cookie holds something else: every no, and each yes that the
/// cookie holds as well.
fn remainder(decided: &Choice, found: Option<Choice>) -> Choice {
    let mut rest = found.unwrap_or(Choice { time: decided.time, ..Choice::EMPTY });
    rest.granted = rest.granted.and(&decided.granted);
    rest.answered = rest.answered & decided.answered | decided.refused();
    rest.settle();
    rest
}
