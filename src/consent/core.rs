//! The state of one page, and the questions that it answers.

use super::choice::Choice;
use super::read::read;
use super::set::Set;
use super::signals::Signals;
use super::site::Site;

/// The sets that a page can look into, by their numbers in the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedSet {
    /// Gates that are granted now.
    Granted,
    /// Gates that a signal rules out, so that nothing can grant them.
    RuledOut,
    /// Categories that the banner asks about.
    Asked,
    /// Gates that something ran for.
    Ran,
    /// Gates that are granted for this view of the page, and by no choice.
    Once,
}

/// The core of one page.
///
/// The page declares its gates in [`Core::site`], offers the cookies with [`Core::candidate`] and
/// calls [`Core::start`]. Whatever follows begins with the candidates of that moment: a decision,
/// or a look at what another tab has decided. Each of the three uses up the candidates.
// In this order, with what is large at the end: the module has shorter numbers for low addresses.
#[derive(Clone, Debug)]
#[repr(C)]
pub struct Core {
    pub(crate) signals: Signals,
    /// What the candidates come to, and whether one of them holds a yes that is void.
    pub(crate) found: Choice,
    pub(crate) is_voided: bool,
    /// The choice in effect.
    pub(crate) current: Choice,
    /// A decision that is being stored.
    pub(crate) pending: Choice,
    /// What is left of a decision that the cookie did not keep. It narrows whatever is found.
    pub(crate) unstored: Choice,
    pub(crate) granted: Set,
    pub(crate) ruled_out: Set,
    pub(crate) ran: Set,
    /// What the visitor let in for this view. Nothing stores it.
    pub(crate) once: Set,
    /// Gates with an answer of their own in the decision to come: all, and those with a yes.
    pub(crate) answers: Set,
    pub(crate) yeses: Set,
    /// What the site declares.
    pub site: Site,
}

impl Core {
    /// A core that nothing was declared to.
    pub const EMPTY: Core = Core {
        site: Site::EMPTY,
        signals: Signals(0),
        found: Choice::NONE,
        is_voided: false,
        current: Choice::NONE,
        pending: Choice::NONE,
        unstored: Choice::NONE,
        granted: Set::EMPTY,
        ruled_out: Set::EMPTY,
        ran: Set::EMPTY,
        once: Set::EMPTY,
        answers: Set::EMPTY,
        yeses: Set::EMPTY,
    };

    /// Offers the first `length` bytes of the shared value, a value of our cookie. Of several
    /// values, only what all of them grant is granted.
    pub fn candidate(&mut self, length: usize, now: u32) {
        let value = self.site.text.value.get(..length).unwrap_or_default();
        let reading = read(value, &self.site, now);
        self.is_voided |= reading.is_voided;
        self.found.merge(&reading.choice);
    }

    /// Whether what is behind the gate may run now; notes that it does.
    pub fn may_run(&mut self, gate: u32) -> bool {
        let is_granted = self.granted.contains(gate);
        if is_granted {
            self.ran.put(gate, true);
        }
        is_granted
    }

    /// Whether a gate is in a set.
    pub fn holds(&self, set: NamedSet, gate: u32) -> bool {
        match set {
            NamedSet::Granted => self.granted.contains(gate),
            NamedSet::RuledOut => self.ruled_out.contains(gate),
            NamedSet::Asked => {
                1_u32.checked_shl(gate).is_some_and(|bit| self.asked(&self.current) & bit != 0)
            }
            NamedSet::Ran => self.ran.contains(gate),
            NamedSet::Once => self.once.contains(gate),
        }
    }

    /// The choice in effect.
    pub fn choice(&self) -> Option<&Choice> {
        self.current.is_made.then_some(&self.current)
    }

    /// Writes the choice in effect as the shared value. Returns its length, `0` for none.
    pub fn value(&mut self) -> usize {
        self.current.write(&mut self.site)
    }

    /// How many seconds the cookie is to be kept, with the decision that is being stored, else
    /// with the choice in effect. `0` deletes the cookie.
    pub fn max_age(&self, now: u32) -> u32 {
        let choice = if self.pending.is_made { &self.pending } else { &self.current };
        choice.max_age(&self.site, now)
    }

    /// The categories that the banner asks about under a choice, as a mask. A signal is an answer.
    pub(crate) fn asked(&self, choice: &Choice) -> u32 {
        if self.signals.is_on() { 0 } else { self.site.optional() & !choice.answered }
    }
}

/// The state alone: what the site declares is not part of it.
#[cfg(not(target_arch = "wasm32"))]
impl std::hash::Hash for Core {
    fn hash<H: std::hash::Hasher>(&self, hasher: &mut H) {
        (self.signals, self.is_voided).hash(hasher);
        [self.found, self.current, self.pending, self.unstored].hash(hasher);
        [self.granted, self.ruled_out, self.ran, self.once].hash(hasher);
        [self.answers, self.yeses].hash(hasher);
    }
}
