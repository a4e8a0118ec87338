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
    /// Puts the choice that the candidates come to in effect. Returns what follows: bits of [`status`].
    pub fn start(&mut self, signals: Signals) -> u32 {
        self.signals = signals;
        let ruled_out = signals.ruled_out(&self.site);
        for gate in self.site.gates() {
            self.ruled_out.put(gate, self.site.mask(gate) & ruled_out != 0);
        }
        self.observe()
    }

    /// Looks at the candidates after a decision was written, or after another tab may have
    /// decided. Returns what follows: bits of [`status`].
    pub fn observe(&mut self) -> u32 {
        let mut status = 0;
        if core::mem::take(&mut self.is_voided) {
            status |= status::REWRITE;
        }
        let is_decided = self.pending.is_made;
        if is_decided {
            if self.is_stored() {
                self.unstored = Choice::NONE;
            } else {
                status |= status::NOT_STORED;
                self.narrow_by_unstored();
                self.unstored = remainder(&self.pending, &self.found);
            }
            self.pending = Choice::NONE;
        }
        self.narrow_by_unstored();
        if self.found.is_empty() {
            self.found = Choice::NONE;
        }
        status |= self.put_in_effect(is_decided);
        if status & status::NOT_STORED == 0 && self.asked(&self.current) != 0 {
            status |= status::ASK;
        }
        status
    }

    /// Keeps on this page what the cookie did not keep: every no, but no yes.
    pub(crate) fn narrow_by_unstored(&mut self) {
        if self.unstored.is_made {
            if !self.found.is_made {
                (self.found.time, self.found.is_made) = (self.unstored.time, true);
            }
            self.found.merge(&self.unstored);
        }
    }

    /// Whether the candidates come to what was decided. A choice that says nothing is deleted.
    fn is_stored(&self) -> bool {
        self.found.is_same(&self.pending) || (self.found.is_empty() && self.pending.is_empty())
    }

    /// A choice that was made elsewhere ends what was granted for this view: it may be a no.
    fn put_in_effect(&mut self, is_decided: bool) -> u32 {
        let is_new = !self.found.is_same(&self.current);
        if is_new && !is_decided {
            self.once = Set::EMPTY;
        }
        let mut granted = self.found.granted;
        granted.extend(&self.once);
        granted.remove(&self.ruled_out);
        granted.extend(&self.site.required);
        let mut status = 0;
        if is_new || !granted.is_same(&self.granted) {
            status |= status::CHANGED;
        }
        let mut lost = self.granted;
        lost.remove(&granted);
        lost.retain(&self.ran);
        if !lost.is_empty() {
            status |= status::RELOAD;
        }
        (self.current, self.granted, self.found) = (self.found, granted, Choice::NONE);
        status
    }
}

/// What is left of a decision if the cookie holds something else: every no, and each yes that the
/// cookie holds as well.
fn remainder(decided: &Choice, found: &Choice) -> Choice {
    let mut rest = *found;
    if !found.is_made {
        (rest.time, rest.is_made) = (decided.time, true);
    }
    rest.granted.retain(&decided.granted);
    rest.answered = rest.answered & decided.answered | decided.refused();
    rest.settle();
    rest
}
