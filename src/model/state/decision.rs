//! Decisions: what one comes to, and how a choice is put in effect.

use super::{Effect, Event, State, Surface};
use crate::model::grants::decide;
use crate::model::jar;
use crate::model::record::{self, How, Record};

/// What a decision says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Say<'a> {
    /// Yes to all that can be granted.
    All,
    /// No to all that is not required.
    Nothing,
    /// What the switches of the settings say.
    Switches,
    /// Yes or no to these categories and services; all others stay as they are.
    These(&'a [(usize, bool)]),
}

impl State<'_> {
    /// The visitor, or code, decided. `now` in seconds since 1970; `random` for a new visitor's id.
    pub fn decide(&mut self, say: Say, by_code: bool, now: u64, random: [u8; 16]) {
        let record = self.record(say, by_code, now, random);
        // Code that says on every page what holds already must not make a consent last for ever.
        if by_code && self.choice.as_ref().is_some_and(|choice| choice.on == record.on) {
            self.hide(Surface::Settings);
            self.hide(Surface::Banner);
        } else {
            self.pending = Some(record);
            // Before the warnings: who hears one may decide anew.
            self.effects.insert(0, Effect::Store);
        }
        self.queue();
    }

    /// The line for `document.cookie` that stores the latest decision; empty where there is none.
    pub fn cookie_line(&self) -> String {
        self.pending.as_ref().map(|record| jar::line(&self.config, record)).unwrap_or_default()
    }

    /// The cookie was written, and this is what `document.cookie` says since.
    pub fn stored(&mut self, cookies: &str, now: u64) {
        if let Some(pending) = self.pending.take() {
            self.check_stored(pending, cookies, now);
        }
        self.queue();
    }

    /// The page came back, from the back-forward cache or from behind another tab.
    pub fn come_back(&mut self, cookies: &str, now: u64) {
        let choice = jar::find(&self.config, cookies, now);
        self.change(choice);
        self.queue();
    }

    /// What a decision comes to as a record. What a binding signal rules out cannot be said yes
    /// to, and where it is not said no to either it keeps the answer it had.
    fn record(&mut self, say: Say, by_code: bool, now: u64, random: [u8; 16]) -> Record {
        // What a signal grants unasked, nobody has said yes to.
        let mut record = match &self.choice {
            Some(choice) => choice.clone(),
            None => Record::required(&self.config, How::All, record::id(random), now),
        };
        let mut how = match say {
            _ if by_code => How::Api,
            Say::All => How::All,
            Say::Nothing => How::None,
            Say::Switches | Say::These(_) => How::Some,
        };
        for (number, gate) in self.config.gates.iter().enumerate() {
            let ruled_out = self.grants.ruled_out[number];
            let answer = match say {
                Say::All => Some(true),
                Say::Nothing => Some(false),
                Say::Switches if ruled_out => None,
                Say::Switches => self.draft.on.get(number).copied(),
                Say::These(these) => {
                    // A service's own answer counts before its category's, in whichever order.
                    let (mut own, mut of_category) = (None, None);
                    for (one, on) in these {
                        if *one == number {
                            own = Some(*on);
                        } else if *one == gate.category {
                            of_category = Some(*on);
                        }
                    }
                    own.or(of_category)
                }
            };
            match answer {
                Some(true) if ruled_out => {
                    if how == How::All {
                        how = How::Some;
                    }
                    if by_code {
                        self.effects.push(Effect::RuledOut(number));
                    }
                }
                Some(on) if !gate.required => record.on[number] = on,
                _ => {}
            }
        }
        (record.how, record.time) = (how, now);
        record
    }

    /// Puts a choice in effect that the browser shows.
    fn check_stored(&mut self, pending: Record, cookies: &str, now: u64) {
        let found = jar::find(&self.config, cookies, now);
        if found.as_ref() == Some(&pending) {
            self.choice = found;
            return self.put_in_effect(true);
        }
        // Consent that leaves no trace could not be shown later (GDPR article 7(1)), but a no
        // counts on this page all the same.
        self.add(Effect::Lost);
        let stored = decide(&self.config, found.as_ref(), self.signals).on;
        let exceeds = stored.iter().zip(&pending.on).any(|(granted, said)| *granted && !said);
        let Record { how, id, time, .. } = pending;
        let refusal = exceeds.then(|| Record::required(&self.config, how, id, time));
        self.change(refusal.or(found));
        self.hide(Surface::Settings);
        self.hide(Surface::Banner);
    }

    /// Puts another choice in effect, if it is another.
    fn change(&mut self, choice: Option<Record>) {
        if choice != self.choice {
            self.choice = choice;
            self.put_in_effect(false);
        }
    }

    /// Makes the choice count: grants, deletes, runs and tells. `decided`: it was made just now.
    fn put_in_effect(&mut self, decided: bool) {
        let grants = decide(&self.config, self.choice.as_ref(), self.signals);
        let before = std::mem::replace(&mut self.grants, grants);
        // A no also deletes what a yes under an earlier version has left behind.
        self.kept = self.grants.on.clone();
        let mut withdrawn = false;
        for (gate, kept) in self.kept.iter_mut().enumerate() {
            self.had[gate] |= *kept;
            withdrawn |= !*kept && self.lanes[gate].has_run();
            *kept |= !decided && !before.on[gate];
        }
        self.sweep();
        self.leaving |= withdrawn && self.config.get("ui").get("reload").text != "false";
        self.advance();
        if decided {
            self.add(Effect::Keep);
        }
        self.hide(Surface::Settings);
        if !self.grants.ask {
            self.hide(Surface::Banner);
        }
        self.ask();
        self.add(Effect::Tell(Event::Change));
        if self.leaving {
            self.add(Effect::Reload);
        }
    }

    pub(super) fn sweep(&mut self) {
        if self.kept.iter().any(|kept| !kept) {
            self.add(Effect::Sweep);
        }
    }
}
