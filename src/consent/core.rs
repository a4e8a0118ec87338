//! The state of one page, and the questions that it answers.

use super::choice::Choice;
use super::read::read;
use super::set::Set;
use super::signals::Signals;
use super::site::Site;
use super::value::Value;

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
}

/// The core of one page.
///
/// The page declares its gates in [`Core::site`], offers the cookies with [`Core::candidate`] and
/// calls [`Core::start`]. Whatever follows begins with the candidates of that moment: a decision,
/// or a look at what another tab has decided. Each of the three uses up the candidates.
#[derive(Clone, Debug)]
pub struct Core {
    /// What the site declares.
    pub site: Site,
    pub(crate) signals: Signals,
    /// What the candidates come to, and whether one of them holds a yes that is void.
    pub(crate) found: Option<Choice>,
    pub(crate) is_voided: bool,
    /// The choice in effect.
    pub(crate) current: Option<Choice>,
    /// A decision that is being stored.
    pub(crate) pending: Option<Choice>,
    /// What is left of a decision that the cookie did not keep. It narrows whatever is found.
    pub(crate) unstored: Option<Choice>,
    pub(crate) granted: Set,
    pub(crate) ran: Set,
    /// Gates with an answer of their own in the decision to come: all, and those with a yes.
    pub(crate) answers: Set,
    pub(crate) yeses: Set,
}

impl Core {
    /// A core that nothing was declared to.
    pub const EMPTY: Core = Core {
        site: Site::EMPTY,
        signals: Signals(0),
        found: None,
        is_voided: false,
        current: None,
        pending: None,
        unstored: None,
        granted: Set::EMPTY,
        ran: Set::EMPTY,
        answers: Set::EMPTY,
        yeses: Set::EMPTY,
    };

    /// Forgets everything, and begins a declaration. See [`Site::begin`].
    pub fn declare(&mut self, version: u32, days: u32, refusal_days: u32) {
        self.site.begin(version, days, refusal_days);
        (self.found, self.current, self.pending, self.unstored) = (None, None, None, None);
        (self.granted, self.ran) = (Set::EMPTY, Set::EMPTY);
        (self.answers, self.yeses) = (Set::EMPTY, Set::EMPTY);
        (self.signals, self.is_voided) = (Signals(0), false);
    }

    /// Offers a value of our cookie. Of several, only what all of them grant is granted.
    pub fn candidate(&mut self, value: &[u8], now: u32) {
        let Some(reading) = read(value, &self.site, now) else {
            return;
        };
        self.is_voided |= reading.is_voided;
        reading.narrow(&mut self.found);
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
            NamedSet::RuledOut => self.is_ruled_out(gate),
            NamedSet::Asked => 1_u32
                .checked_shl(gate)
                .is_some_and(|bit| self.asked(self.current.as_ref()) & bit != 0),
            NamedSet::Ran => self.ran.contains(gate),
        }
    }

    /// The choice in effect.
    pub fn choice(&self) -> Option<&Choice> {
        self.current.as_ref()
    }

    /// The choice in effect as a value of the cookie.
    pub fn value(&self) -> Option<Value> {
        self.current.map(|choice| choice.write(&self.site))
    }

    /// How many seconds the cookie is to be kept, with the decision that is being stored, else
    /// with the choice in effect. `0` deletes the cookie.
    pub fn max_age(&self, now: u32) -> u32 {
        self.pending.or(self.current).map_or(0, |choice| choice.max_age(&self.site, now))
    }

    /// Whether a signal rules a gate out. It does so for a service with any of its categories.
    pub(crate) fn is_ruled_out(&self, gate: u32) -> bool {
        self.site.mask(gate) & self.signals.ruled_out(&self.site) != 0
    }

    /// The categories that the banner asks about under a choice, as a mask. A signal is an answer.
    pub(crate) fn asked(&self, choice: Option<&Choice>) -> u32 {
        let answered = choice.map_or(0, |choice| choice.answered);
        if self.signals.is_on() { 0 } else { self.site.optional() & !answered }
    }
}
