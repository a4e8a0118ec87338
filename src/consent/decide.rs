//! Decisions: of the visitor, and of code on the page.

use super::DAY;
use super::choice::{Choice, How, Id};
use super::core::Core;
use super::set::Set;

/// What is decided, by its number in the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// No to everything.
    None,
    /// Yes to everything that is not ruled out.
    All,
    /// No to the categories that the banner asks about; to everything if it asks about none.
    AskedNone,
    /// Yes to the categories that the banner asks about; to everything if it asks about none.
    AskedAll,
    /// The answers that were given with [`Core::answer`]. All else stays.
    These,
    /// Yes for this view of the page to the gates with such an answer. Nothing is stored.
    Once,
}

/// Who decides, by its number in the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The visitor, in the banner or the settings.
    Visitor,
    /// Code of the page.
    Api,
    /// The visitor, at a placeholder.
    Embed,
}

impl Core {
    /// Answers for one gate in the decision to come.
    pub fn answer(&mut self, gate: u32, yes: bool) {
        self.answers.put(gate, true);
        self.yeses.put(gate, yes);
    }

    /// Decides, starting from the candidates of this moment and from 16 random bytes in the shared
    /// value. Writes what to store as the shared value, and returns its length.
    ///
    /// Returns `0` if there is nothing to store: the value does not fit, or [`By::Api`] and
    /// [`By::Embed`] repeat the choice, whose date they do not renew. The candidates are not used
    /// up then, since another tab may have made that choice.
    ///
    /// [`Core::observe`] puts the decision in effect, once it is stored, or else the candidates.
    ///
    /// An answer ends what [`What::Once`] has granted of its gate.
    pub fn decide(&mut self, what: What, by: By, now: u32) -> usize {
        if what == What::Once {
            self.grant_once();
            return 0;
        }
        let stored = self.found;
        self.narrow_by_unstored();
        self.answer_all(what);
        let mut choice = self.found;
        self.apply(&mut choice);
        self.answers = Set::EMPTY;
        let is_same = choice.answered == stored.answered && choice.granted.is_same(&stored.granted);
        if is_same && (by != By::Visitor || choice.is_empty()) {
            return 0;
        }
        choice.is_made = true;
        choice.how = match by {
            By::Api => How::Api,
            By::Embed => How::Embed,
            By::Visitor if self.is_everything(&choice) => How::All,
            By::Visitor => How::Some,
        };
        if self.found.how == How::None {
            choice.id = self.uuid();
        }
        choice.time = now;
        let before = self.found.time;
        if before >= now && !choice.granted.is_empty() {
            // Later than what it replaces, but not so late that a reader refuses it.
            choice.time = before + u32::from(before - now < DAY);
        }
        choice.settle();
        let length = choice.write(&mut self.site);
        if length > 0 {
            (self.pending, self.found, self.is_voided) = (choice, Choice::NONE, false);
        }
        length
    }

    fn grant_once(&mut self) {
        for gate in self.site.gates() {
            if self.answers.contains(gate) && self.yeses.contains(gate) {
                self.once.put(gate, true);
            }
        }
        self.answers = Set::EMPTY;
    }

    /// Makes the random bytes a UUID of version 4.
    fn uuid(&self) -> Id {
        let mut id = Id::default();
        id.copy_from_slice(&self.site.text.value[..16]);
        id[6] = id[6] & 0x0F | 0x40;
        id[8] = id[8] & 0x3F | 0x80;
        id
    }

    /// Gives the answers of a decision about several categories.
    fn answer_all(&mut self, what: What) {
        let optional = self.site.optional();
        let mask = match what {
            What::These | What::Once => return,
            What::None | What::All => optional,
            What::AskedNone | What::AskedAll => match self.asked(&self.found) {
                0 => optional,
                asked => asked,
            },
        };
        let is_yes = matches!(what, What::All | What::AskedAll);
        self.answers = Set::of_categories(mask);
        self.yeses = Set::of_categories(if is_yes { mask } else { 0 });
    }

    /// Changes a choice by answers.
    ///
    /// A yes cannot grant what is ruled out, and a no to it only takes a grant away: the visitor
    /// was not asked. A service without an answer of its own follows its categories if one of them
    /// is answered.
    fn apply(&mut self, choice: &mut Choice) {
        let optional = self.site.optional();
        let answered = self.answers.categories(optional);
        choice.answered |= answered & !self.signals.ruled_out(&self.site);
        for gate in self.site.gates() {
            if self.site.is_required(gate) {
                continue;
            }
            let is_yes = if self.answers.contains(gate) {
                self.yeses.contains(gate)
            } else if self.site.mask(gate) & answered != 0 {
                // The categories come first, so their answers are in the choice already.
                self.site.follows(gate, &choice.granted)
            } else {
                continue;
            };
            self.once.put(gate, false);
            if !is_yes || !self.ruled_out.contains(gate) {
                choice.granted.put(gate, is_yes);
            }
        }
    }

    fn is_everything(&self, choice: &Choice) -> bool {
        self.site.gates().all(|gate| self.site.is_required(gate) || choice.granted.contains(gate))
    }
}
