//! Decisions: of the visitor, and of code on the page.

use super::DAY;
use super::choice::{Choice, How};
use super::core::Core;
use super::set::Set;
use super::value::Value;
use super::write;

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

    /// Decides, starting from the candidates of this moment, and returns what to store.
    ///
    /// `None` if there is nothing to store: the value does not fit, or [`By::Api`] and
    /// [`By::Embed`] repeat the choice, whose date they do not renew. A decision takes effect with
    /// [`Core::observe`], once it is stored.
    pub fn decide(&mut self, what: What, by: By, now: u32, random: [u8; 16]) -> Option<Value> {
        let mut found = self.found.take();
        self.narrow_by_unstored(&mut found);
        self.is_voided = false;
        let before = found.unwrap_or(Choice::EMPTY);
        let (answers, yeses) = self.answers_to(what, &before);
        (self.answers, self.yeses) = (Set::EMPTY, Set::EMPTY);
        let mut choice = before;
        self.apply(&mut choice, answers, yeses);
        let is_same = choice.granted == before.granted && choice.answered == before.answered;
        if is_same && (by != By::Visitor || choice.is_empty()) {
            return None;
        }
        choice.how = match by {
            By::Api => How::Api,
            By::Embed => How::Embed,
            By::Visitor if self.is_everything(&choice) => How::All,
            By::Visitor => How::Some,
        };
        if before.how == How::None {
            choice.id = write::id(random);
        }
        choice.time = now;
        if !choice.granted.is_empty() && before.time >= now {
            // Later than what it replaces, but not so late that a reader refuses it.
            choice.time = before.time.saturating_add(1).min(now.saturating_add(DAY));
        }
        choice.settle();
        let value = choice.write(&self.site);
        value.bytes()?;
        self.pending = Some(choice);
        Some(value)
    }

    /// The gates that a decision answers, and those that it says yes to.
    fn answers_to(&self, what: What, before: &Choice) -> (Set, Set) {
        let all = self.site.optional();
        let asked = match self.asked(Some(before)) {
            0 => all,
            asked => asked,
        };
        let (mask, yes) = match what {
            What::None => (all, false),
            What::All => (all, true),
            What::AskedNone => (asked, false),
            What::AskedAll => (asked, true),
            What::These => return (self.answers, self.yeses),
        };
        let answers = Set::of_categories(mask);
        (answers, if yes { answers } else { Set::EMPTY })
    }

    /// Changes a choice by answers.
    ///
    /// A yes cannot grant what is ruled out, and a no to it only takes a grant away: the visitor
    /// was not asked. A service without an answer of its own follows its categories if one of them
    /// is answered.
    fn apply(&self, choice: &mut Choice, answers: Set, yeses: Set) {
        let optional = self.site.optional();
        let answered = answers.categories(optional);
        choice.answered |= answered & !self.signals.ruled_out(&self.site);
        for gate in self.site.gates().filter(|gate| !self.site.is_required(*gate)) {
            let is_yes = if answers.contains(gate) {
                yeses.contains(gate)
            } else if self.site.mask(gate) & answered != 0 {
                // The categories come first, so their answers are in the choice already.
                self.site.follows(gate, &choice.granted)
            } else {
                continue;
            };
            if !is_yes || !self.is_ruled_out(gate) {
                choice.granted.put(gate, is_yes);
            }
        }
    }

    fn is_everything(&self, choice: &Choice) -> bool {
        self.site.gates().all(|gate| self.site.is_required(gate) || choice.granted.contains(gate))
    }
}
