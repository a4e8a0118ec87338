//! A visit as a state machine: `(state, action) → (state, effects)`.
//!
//! Nothing here knows a browser. Time, randomness, signals and cookies come in with the actions;
//! what has to be done about it goes out as [`Effect`]s, which the browser layer carries out in
//! order, asking [`State::still`] before each.

use super::config::{Config, settles};
use super::draft::Draft;
use super::grants::{Grants, decide};
use super::jar;
use super::lanes::{Gate, Item, Lane};
use super::record::{How, Id, Record};
use super::signals::Signals;

/// Something that happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Action<'a> {
    /// The visitor, or code, decided. `now` in seconds since 1970; `random` for a new visitor's id.
    Decide {
        /// What was said.
        say: Say<'a>,
        /// Whether code of the page said it, not the visitor.
        by_code: bool,
        /// When.
        now: u64,
        /// 16 random bytes.
        random: [u8; 16],
    },
    /// The cookie was written, and this is what `document.cookie` says since.
    Stored {
        /// The whole text.
        cookies: &'a str,
        /// When.
        now: u64,
    },
    /// The page came back, from the back-forward cache or from behind another tab.
    Return {
        /// `document.cookie`.
        cookies: &'a str,
        /// When.
        now: u64,
    },
    /// A switch of the settings was turned.
    Toggle {
        /// A category's or a service's.
        gate: Gate,
        /// Where it stands now.
        on: bool,
    },
    /// Show a surface.
    Open(Surface),
    /// Take it away; nothing is decided by it.
    Close(Surface),
    /// A gated tag stands in the page; the first is number 0, the next 1.
    Found {
        /// What its `data-samtycke` names; `None` for what is unknown, which never runs.
        gate: Option<Gate>,
        /// Whether what follows it waits until it has loaded or failed.
        waits: bool,
    },
    /// A script that was fetched has loaded or failed.
    Settled(Item),
}

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
    These(&'a [(Gate, bool)]),
}

/// What visitors meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// The first layer.
    Banner,
    /// The dialog.
    Settings,
    /// The floating button that opens the settings.
    Reopen,
}

/// What code of the page is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The configuration is read and the stored choice in effect.
    Ready,
    /// What is granted, or the choice, is another.
    Change,
    /// The banner or the settings came.
    Open,
    /// They went.
    Close,
}

/// Something that went wrong, for the console and for `error` listeners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The browser did not keep the cookie, so the choice is not in effect.
    NotStored,
    /// Code gave consent for what a browser signal rules out.
    RuledOut(Gate),
}

/// Something that the browser layer has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Assign [`State::cookie_line`] to `document.cookie`, and answer with [`Action::Stored`].
    Store,
    /// Keep a receipt: the snapshot.
    Keep,
    /// Delete what the services declare that [`State::kept`] leaves out; see [`jar::sweep`].
    Sweep,
    /// Run a script.
    Run(Item),
    /// Put it on the page.
    Show(Surface),
    /// Take it from the page.
    Hide(Surface),
    /// Set the switches of the settings as [`State::draft`] says.
    Align,
    /// Tell the listeners.
    Tell(Event),
    /// Report it.
    Warn(Trouble),
    /// Load the page anew.
    Reload,
}

/// What is known of a visit.
#[derive(Clone, Debug)]
pub struct State {
    /// The configuration.
    pub config: Config,
    /// What the browser says.
    pub signals: Signals,
    /// What the visitor said, if it counts.
    pub choice: Option<Record>,
    /// What is in effect.
    pub grants: Grants,
    /// The surfaces that are shown.
    pub shown: Vec<Surface>,
    /// Where the switches of the settings stand.
    pub draft: Draft,
    /// For each service, whether what it has stored may stay.
    pub kept: Vec<bool>,
    /// Each service's, then each category's.
    lanes: Vec<Lane>,
    /// How many gated tags were found.
    tags: usize,
    /// A choice on its way to the cookie.
    pending: Option<Record>,
    /// Set once the page is about to load anew; from then on nothing runs.
    leaving: bool,
    effects: Vec<Effect>,
}

impl State {
    /// Starts a visit. `cookies` is `document.cookie`, `now` in seconds since 1970.
    pub fn start(
        config: Config,
        signals: Signals,
        cookies: &str,
        now: u64,
    ) -> (State, Vec<Effect>) {
        let choice = jar::find(&config, cookies, now);
        let mut lanes = Vec::new();
        for number in 0..config.services().len() {
            let mut lane = Lane::new(Gate::Service(number));
            for (index, script) in config.service(number).get("scripts").items.iter().enumerate() {
                lane.push(Item::Declared(number, index), settles(script));
            }
            lanes.push(lane);
        }
        for number in 0..config.categories().len() {
            lanes.push(Lane::new(Gate::Category(number)));
        }
        let mut state = State {
            grants: decide(&config, choice.as_ref(), signals),
            config,
            signals,
            choice,
            shown: Vec::new(),
            draft: Draft::default(),
            kept: Vec::new(),
            lanes,
            tags: 0,
            pending: None,
            leaving: false,
            effects: Vec::new(),
        };
        state.advance();
        state.ask();
        state.add(Effect::Tell(Event::Ready));
        let effects = std::mem::take(&mut state.effects);
        (state, effects)
    }

    /// Takes in what happened and says what has to be done.
    pub fn update(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Decide { say, by_code, now, random } => {
                self.pending = Some(self.record(say, by_code, now, random));
                // Before the warnings: who hears one may decide anew.
                self.effects.insert(0, Effect::Store);
            }
            Action::Stored { cookies, now } => {
                let Some(pending) = self.pending.take() else { return Vec::new() };
                let found = jar::find(&self.config, cookies, now);
                if found.as_ref() == Some(&pending) {
                    self.choice = found;
                    self.put_in_effect(true);
                } else {
                    // Consent that leaves no trace could not be shown later (GDPR article 7(1)),
                    // but a no counts on this page all the same.
                    self.add(Effect::Warn(Trouble::NotStored));
                    let stored = decide(&self.config, found.as_ref(), self.signals);
                    let choice = if stored.exceeds(&pending) {
                        let Record { how, id, time, .. } = pending;
                        Some(Record::required(&self.config, (how, id, time)))
                    } else {
                        found
                    };
                    if choice != self.choice {
                        self.choice = choice;
                        self.put_in_effect(false);
                    }
                    self.hide(Surface::Settings);
                    self.hide(Surface::Banner);
                }
            }
            Action::Return { cookies, now } => {
                let choice = jar::find(&self.config, cookies, now);
                if choice != self.choice {
                    self.choice = choice;
                    self.put_in_effect(false);
                }
            }
            Action::Toggle { gate, on } => {
                self.draft.turn(&self.config, &self.grants, gate, on);
                self.add(Effect::Align);
            }
            Action::Open(surface) => self.show(surface),
            Action::Close(surface) => self.hide(surface),
            Action::Found { gate, waits } => {
                for lane in &mut self.lanes {
                    if Some(lane.gate) == gate {
                        lane.push(Item::Tag(self.tags), waits);
                    }
                }
                self.tags += 1;
                self.advance();
            }
            Action::Settled(item) => {
                for lane in &mut self.lanes {
                    lane.settle(item);
                }
                self.advance();
            }
        }
        std::mem::take(&mut self.effects)
    }

    /// The category, or else the service, with this id.
    pub fn gate(&self, id: &str) -> Option<Gate> {
        match self.config.category_named(id) {
            Some(number) => Some(Gate::Category(number)),
            None => self.config.service_named(id).map(Gate::Service),
        }
    }

    /// Whether a category or service is granted now.
    pub fn is_granted(&self, gate: Gate) -> bool {
        let (list, number) = match gate {
            Gate::Category(number) => (&self.grants.categories, number),
            Gate::Service(number) => (&self.grants.services, number),
        };
        list.get(number) == Some(&true)
    }

    /// The line for `document.cookie` that stores the latest decision; empty where there is none.
    pub fn cookie_line(&self) -> String {
        self.pending.as_ref().map(|record| jar::line(&self.config, record)).unwrap_or_default()
    }

    /// Whether the page is about to load anew because a service that had run was withdrawn.
    pub fn is_leaving(&self) -> bool {
        self.leaving
    }

    /// Whether an effect still holds when its turn comes: code of the page that an earlier one ran
    /// may have decided anew. A script whose grant is gone waits for another yes.
    pub fn still(&mut self, effect: Effect) -> bool {
        match effect {
            Effect::Run(item) => {
                let gate = self.lanes.iter().find(|lane| lane.holds(item)).map(|lane| lane.gate);
                let granted = gate.is_some_and(|gate| self.is_granted(gate)) && !self.leaving;
                for lane in &mut self.lanes {
                    if granted {
                        lane.ran(item);
                    } else {
                        lane.put_back(item);
                    }
                }
                granted
            }
            Effect::Show(surface) => self.shown.contains(&surface),
            Effect::Hide(surface) => !self.shown.contains(&surface),
            _ => true,
        }
    }

    fn add(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// What a `data-samtycke` names: a category's id, or `service:` and a service's.
    pub fn gate_of_tag(&self, name: &str) -> Option<Gate> {
        match name.strip_prefix("service:") {
            Some(service) => self.config.service_named(service).map(Gate::Service),
            None => self.config.category_named(name).map(Gate::Category),
        }
    }

    /// What a decision comes to as a record. What a binding signal rules out cannot be said yes
    /// to, and where it is not said no to either it keeps the answer it had.
    fn record(&mut self, say: Say, by_code: bool, now: u64, random: [u8; 16]) -> Record {
        let mut how = match say {
            _ if by_code => How::Api,
            Say::All => How::All,
            Say::Nothing => How::None,
            Say::Switches | Say::These(_) => How::Some,
        };
        let mut record = self.said();
        for number in 0..self.lanes.len() {
            let gate = self.lanes[number].gate;
            let category = gate.category(&self.config);
            let ruled_out = self.grants.ruled_out[category];
            let answer = match say {
                Say::All => Some(true),
                Say::Nothing => Some(false),
                Say::Switches if ruled_out => None,
                Say::Switches => Some(self.draft.is_on(gate)),
                Say::These(these) => {
                    // A service's own answer counts before its category's, in whichever order.
                    let named = |wanted| these.iter().rev().find(|(one, _)| *one == wanted);
                    named(gate).or(named(Gate::Category(category))).map(|(_, on)| *on)
                }
            };
            let Some(on) = answer.filter(|_| !self.config.is_required(category)) else { continue };
            if on && ruled_out {
                if how == How::All {
                    how = How::Some;
                }
                if by_code {
                    self.add(Effect::Warn(Trouble::RuledOut(gate)));
                }
                continue;
            }
            match gate {
                Gate::Category(number) => record.categories[number] = on,
                Gate::Service(number) => record.services[number] = on,
            }
        }
        let id = self.choice.as_ref().map(|choice| choice.id).unwrap_or(Id::new(random));
        Record { how, id, time: now, ..record }
    }

    /// What the visitor has said so far: the stored choice, whatever signals make of it; without
    /// one, what is in effect.
    fn said(&self) -> Record {
        match &self.choice {
            Some(choice) => choice.clone(),
            None => Record {
                time: 0,
                id: Id([0; 22]),
                how: How::None,
                categories: self.grants.categories.clone(),
                services: self.grants.services.clone(),
            },
        }
    }

    /// Makes the choice count: grants, deletes, runs and tells. `decided`: it was made just now.
    fn put_in_effect(&mut self, decided: bool) {
        let grants = decide(&self.config, self.choice.as_ref(), self.signals);
        let before = std::mem::replace(&mut self.grants, grants);
        if decided {
            self.add(Effect::Keep);
        }
        // A no also deletes what a yes under an earlier version has left behind.
        self.kept = self.grants.services.clone();
        if !decided {
            for (kept, before) in self.kept.iter_mut().zip(&before.services) {
                *kept |= !before;
            }
        }
        if self.kept.contains(&false) {
            self.add(Effect::Sweep);
        }
        let withdrawn = self.lanes.iter().any(|lane| lane.has_run() && !self.is_granted(lane.gate));
        self.leaving |= withdrawn && self.config.get("ui").get("reload").flag(true);
        self.advance();
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

    /// Lets every lane that is granted go on.
    fn advance(&mut self) {
        for number in 0..self.lanes.len() {
            if !self.leaving && self.is_granted(self.lanes[number].gate) {
                while let Some(item) = self.lanes[number].start_next() {
                    self.add(Effect::Run(item));
                }
            }
        }
    }

    /// Shows what the page should show by itself.
    fn ask(&mut self) {
        if self.grants.ask {
            self.show(Surface::Banner);
        } else if self.config.get("ui").get("reopen").flag(false) {
            self.show(Surface::Reopen);
        }
    }

    fn show(&mut self, surface: Surface) {
        if self.shown.contains(&surface) {
            return;
        }
        if surface == Surface::Settings {
            self.draft = Draft::new(&self.config, self.said(), &self.grants);
        }
        self.shown.push(surface);
        self.add(Effect::Show(surface));
        if surface != Surface::Reopen {
            self.add(Effect::Tell(Event::Open));
        }
        if surface == Surface::Banner {
            self.hide(Surface::Reopen);
        }
    }

    fn hide(&mut self, surface: Surface) {
        if !self.shown.contains(&surface) {
            return;
        }
        self.shown.retain(|one| *one != surface);
        self.add(Effect::Hide(surface));
        if surface != Surface::Reopen {
            self.add(Effect::Tell(Event::Close));
        }
        // Whoever closes the banner unanswered still finds the settings.
        if surface == Surface::Banner && self.config.get("ui").get("reopen").flag(false) {
            self.show(Surface::Reopen);
        }
    }
}
