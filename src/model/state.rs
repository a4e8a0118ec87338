//! A visit as a state machine: what happens is a method, what has to be done about it an effect.
//!
//! Nothing here knows a browser. Time, randomness, signals and cookies come in as arguments; what
//! has to be done goes out as [`Effect`]s, which the browser layer takes one by one
//! ([`State::take`]) and carries out.

mod decision;
mod effect;
mod remains;
mod surfaces;

pub use decision::Say;
pub use effect::{Effect, Event, Surface};

use super::config::{Config, settles};
use super::draft::Draft;
use super::grants::{Grants, decide};
use super::jar;
use super::json::{MISSING, Value};
use super::lanes::Lane;
use super::record::Record;
use super::signals::Signals;

/// What is known of a visit.
#[derive(Clone, Debug)]
pub struct State<'t> {
    /// The configuration.
    pub config: Config<'t>,
    /// What the browser says.
    pub signals: Signals,
    /// What the visitor said, if it counts.
    pub choice: Option<Record>,
    /// What is in effect.
    pub grants: Grants,
    /// The surfaces that are shown, by their numbers.
    pub shown: [bool; 3],
    /// Where the switches of the settings stand.
    pub draft: Draft,
    /// For each gate, whether what it has stored may stay.
    pub kept: Vec<bool>,
    /// For each gate, whether it has been granted in this page view.
    had: Vec<bool>,
    /// What was decided last before this page view, as a receipt; missing where there is none, or
    /// nothing to look up in it.
    receipt: &'t Value<'t>,
    /// The second layer, once it has come.
    pub more: &'t Value<'t>,
    /// Whether the settings, and the declaration, wait for it.
    wanted: [bool; 2],
    /// Whether it is on its way.
    fetching: bool,
    /// Each gate's.
    lanes: Vec<Lane>,
    /// How many scripts are known.
    scripts: usize,
    /// A choice on its way to the cookie.
    pending: Option<Record>,
    /// Set once the page is about to load anew; from then on nothing runs.
    leaving: bool,
    /// What is new since the last of it was queued.
    effects: Vec<Effect>,
    /// What is still to be done, the next last; `None` ends what one event has led to.
    todo: Vec<Option<Effect>>,
}

impl<'t> State<'t> {
    /// Starts a visit. `cookies` is `document.cookie`, `now` in seconds since 1970.
    pub fn start(config: Config<'t>, signals: Signals, cookies: &str, now: u64) -> State<'t> {
        let choice = jar::find(&config, cookies, now);
        let mut lanes = Vec::new();
        let mut scripts = 0;
        for gate in &config.gates {
            let mut lane = Lane::default();
            for script in &gate.value.get("scripts").items {
                lane.push(scripts, settles(script));
                scripts += 1;
            }
            lanes.push(lane);
        }
        let grants = decide(&config, choice.as_ref(), signals);
        let mut state = State {
            had: grants.on.clone(),
            receipt: &MISSING,
            grants,
            config,
            signals,
            choice,
            shown: [false; 3],
            draft: Draft::default(),
            kept: Vec::new(),
            more: &MISSING,
            wanted: [false; 2],
            fetching: false,
            lanes,
            scripts,
            pending: None,
            leaving: false,
            effects: Vec::new(),
            todo: Vec::new(),
        };
        // The browser opens storage for it, so only where something depends on it.
        if (0..state.had.len()).any(|gate| state.may_remain(gate)) {
            state.add(Effect::Recall);
        }
        // What a withdrawal could not reach may lie on this page's path, or a server may have set it
        // anew. What a signal alone keeps off stays: the visitor did not say no to it.
        if let Some(choice) = &state.choice {
            state.kept = choice.on.clone();
            state.sweep();
        }
        state.advance();
        state.ask();
        state.add(Effect::Tell(Event::Ready));
        state.queue();
        state
    }

    /// A gated tag stands in the page; `name` is its `data-samtycke`, and one that names nothing never
    /// runs. `waits`: what follows it waits until it has loaded or failed. Once all are named that
    /// have been found, [`look`](State::look).
    pub fn found(&mut self, name: &str, waits: bool) {
        match self.gate_of_tag(name) {
            Some(gate) => self.lanes[gate].push(self.scripts, waits),
            None => self.add(Effect::Unknown(self.scripts)),
        }
        self.scripts += 1;
    }

    /// Runs what can run of what was found.
    pub fn look(&mut self) {
        self.advance();
        self.queue();
    }

    /// A script that was fetched has loaded or failed.
    pub fn settled(&mut self, script: usize) {
        for lane in &mut self.lanes {
            lane.settle(script);
        }
        self.advance();
        self.queue();
    }

    /// What has to be done next of what happened last; what happened before has its own turn.
    /// Whoever says what happened takes effects until there are none.
    ///
    /// What no longer holds when its turn comes is left out: code of the page that an earlier
    /// effect ran may have decided anew. A script whose grant is gone waits for another yes.
    pub fn take(&mut self) -> Option<Effect> {
        while let Some(effect) = self.todo.pop().flatten() {
            if self.still(effect) {
                return Some(effect);
            }
        }
        None
    }

    /// Whether a category or service is granted now.
    pub fn is_granted(&self, gate: usize) -> bool {
        self.grants.on.get(gate) == Some(&true)
    }

    /// Whether a signal rules anything out.
    pub fn is_limited(&self) -> bool {
        self.grants.ruled_out.iter().any(|ruled_out| *ruled_out)
    }

    /// Whether the page is about to load anew because a service that had run was withdrawn.
    pub fn is_leaving(&self) -> bool {
        self.leaving
    }

    /// What a `data-samtycke` names: a category's id, or `service:` and a service's.
    pub fn gate_of_tag(&self, name: &str) -> Option<usize> {
        let service = name.strip_prefix("service:");
        let gate = self.config.gate(service.unwrap_or(name));
        gate.filter(|gate| self.config.is_service(*gate) == service.is_some())
    }

    fn still(&mut self, effect: Effect) -> bool {
        match effect {
            Effect::Run(script) => {
                let Some(gate) = self.lanes.iter().position(|lane| lane.holds(script)) else {
                    return false;
                };
                let granted = self.is_granted(gate) && !self.leaving;
                let lane = &mut self.lanes[gate];
                if granted {
                    lane.ran();
                } else {
                    lane.put_back(script);
                }
                granted
            }
            Effect::Show(surface) => self.shown[surface as usize],
            Effect::Hide(surface) => !self.shown[surface as usize],
            _ => true,
        }
    }

    fn add(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Puts what is new before what is left, also where that is nothing: what one event leads to ends here.
    pub(super) fn queue(&mut self) {
        self.todo.push(None);
        while let Some(effect) = self.effects.pop() {
            self.todo.push(Some(effect));
        }
    }

    /// Lets every lane that is granted go on.
    fn advance(&mut self) {
        for gate in 0..self.lanes.len() {
            // Services first: they are what categories are made of.
            let gate = (gate + self.config.categories) % self.lanes.len();
            if !self.leaving && self.is_granted(gate) {
                while let Some(script) = self.lanes[gate].start_next() {
                    self.add(Effect::Run(script));
                }
            }
        }
    }
}
