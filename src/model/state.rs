//! A visit as a state machine: what happens is a method, what has to be done about it an effect.
//!
//! Nothing here knows a browser. Time, randomness, signals and cookies come in as arguments; what
//! has to be done goes out as [`Effect`]s, which the browser layer takes one by one
//! ([`State::take`]) and carries out.

use super::config::{Config, settles};
use super::draft::Draft;
use super::grants::{Grants, decide};
use super::jar;
use super::json::{MISSING, Value};
use super::lanes::Lane;
use super::record::{self, How, Record};
use super::signals::Signals;

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

/// Something that the browser layer has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Assign [`State::cookie_line`] to `document.cookie`, and answer with [`State::stored`].
    Store,
    /// Keep a receipt: the snapshot.
    Keep,
    /// Delete what the services declare that [`State::kept`] leaves out; see [`jar::is_withdrawn`].
    Sweep,
    /// Run a script.
    Run(usize),
    /// Fetch the second layer, and answer with [`State::come`].
    Fetch,
    /// Put it on the page.
    Show(Surface),
    /// Take it from the page.
    Hide(Surface),
    /// Set the switches of the settings as [`State::draft`] says.
    Align,
    /// Fill the places for the declaration.
    Declare,
    /// Tell the listeners.
    Tell(Event),
    /// Report that the browser did not keep the cookie, so the choice is not in effect.
    Lost,
    /// Report that code gave consent for what a browser signal rules out.
    RuledOut(usize),
    /// Report that a gated tag names what there is not.
    Unknown(usize),
    /// Load the page anew.
    Reload,
    /// Answer with [`State::recall`].
    Recall,
}

impl Effect {
    /// Its number, and that of what it is about.
    pub fn numbers(self) -> (usize, usize) {
        match self {
            Effect::Store => (0, 0),
            Effect::Keep => (1, 0),
            Effect::Sweep => (2, 0),
            Effect::Run(script) => (3, script),
            Effect::Fetch => (4, 0),
            Effect::Show(surface) => (5, surface as usize),
            Effect::Hide(surface) => (6, surface as usize),
            Effect::Align => (7, 0),
            Effect::Declare => (8, 0),
            Effect::Tell(event) => (9, event as usize),
            Effect::Lost => (10, 0),
            Effect::RuledOut(gate) => (11, gate),
            Effect::Unknown(script) => (12, script),
            Effect::Reload => (13, 0),
            Effect::Recall => (14, 0),
        }
    }
}

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

    /// Whether something of a service may have stayed behind: it has been granted and is not any
    /// more, and declares what no page can delete ([`jar::is_out_of_reach`]).
    ///
    /// It is no promise about the browser, which does not tell: the service may have stored
    /// nothing, or the visitor may have deleted it since. It outlives the page view by the newest
    /// receipt; where storage is blocked it is about this page view alone.
    pub fn remains(&self, gate: usize) -> bool {
        let id = self.config.gates[gate].id;
        let mut had = self.had[gate] || self.receipt.get("services").get(id).is_true();
        for one in &self.receipt.get("remains").items {
            had |= one.get("service").string() == id;
        }
        had && self.may_remain(gate)
    }

    fn may_remain(&self, gate: usize) -> bool {
        let cookies = &self.config.gates[gate].value.get("cookies").items;
        !self.is_granted(gate) && cookies.iter().any(jar::is_out_of_reach)
    }

    /// The newest receipt, or missing.
    pub fn recall(&mut self, receipt: &'t Value<'t>) {
        self.receipt = receipt;
        self.queue();
    }

    /// The visitor, or code, decided. `now` in seconds since 1970; `random` for a new visitor's id.
    pub fn decide(&mut self, say: Say, by_code: bool, now: u64, random: [u8; 16]) {
        self.pending = Some(self.record(say, by_code, now, random));
        // Before the warnings: who hears one may decide anew.
        self.effects.insert(0, Effect::Store);
        self.queue();
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

    /// A switch of the settings was turned.
    pub fn toggle(&mut self, gate: usize, on: bool) {
        self.draft.turn(&self.config, &self.grants, gate, on);
        self.add(Effect::Align);
        self.queue();
    }

    /// Shows a surface.
    pub fn open(&mut self, surface: Surface) {
        self.show(surface);
        self.queue();
    }

    /// Takes it away; nothing is decided by it.
    pub fn close(&mut self, surface: Surface) {
        self.hide(surface);
        self.queue();
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

    /// A place for the declaration stands in the page.
    pub fn place(&mut self) {
        if self.has_more(1) {
            self.add(Effect::Declare);
        }
        self.queue();
    }

    /// There is time to fetch the second layer before anyone asks for it.
    pub fn idle(&mut self) {
        if !self.more.is_there() {
            self.fetch();
        }
        self.queue();
    }

    /// The second layer has come, one of [`LAYERS`](super::texts::LAYERS); or it has not, and is
    /// missing.
    pub fn come(&mut self, more: &'t Value<'t>) {
        self.fetching = false;
        // Who asked for the settings and did not get them has to ask again; the declaration waits.
        let settings = std::mem::take(&mut self.wanted[0]);
        if more.kind == b'{' {
            self.more = more;
            if std::mem::take(&mut self.wanted[1]) {
                self.add(Effect::Declare);
            }
            if settings {
                self.show(Surface::Settings);
            }
        }
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

    /// The line for `document.cookie` that stores the latest decision; empty where there is none.
    pub fn cookie_line(&self) -> String {
        self.pending.as_ref().map(|record| jar::line(&self.config, record)).unwrap_or_default()
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

    /// Puts what is new before what is left.
    fn queue(&mut self) {
        self.todo.push(None);
        while let Some(effect) = self.effects.pop() {
            self.todo.push(Some(effect));
        }
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

    fn sweep(&mut self) {
        if self.kept.iter().any(|kept| !kept) {
            self.add(Effect::Sweep);
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

    /// Shows what the page should show by itself.
    fn ask(&mut self) {
        if self.grants.ask {
            self.show(Surface::Banner);
        } else if self.config.ui("reopen") {
            self.show(Surface::Reopen);
        }
    }

    /// Whether the second layer is there; if not, has it fetched for the settings (0) or the
    /// declaration (1).
    fn has_more(&mut self, by: usize) -> bool {
        let has = self.more.is_there();
        if !has {
            self.fetch();
            self.wanted[by] = true;
        }
        has
    }

    fn fetch(&mut self) {
        if !std::mem::replace(&mut self.fetching, true) {
            self.add(Effect::Fetch);
        }
    }

    fn show(&mut self, surface: Surface) {
        if self.shown[surface as usize] || (surface == Surface::Settings && !self.has_more(0)) {
            return;
        }
        if surface == Surface::Settings {
            // Without a choice the switches show what is in effect.
            let said = self.choice.as_ref().map_or(&self.grants.on, |choice| &choice.on);
            self.draft = Draft::new(said.clone(), &self.grants);
        }
        self.shown[surface as usize] = true;
        self.add(Effect::Show(surface));
        if surface != Surface::Reopen {
            self.add(Effect::Tell(Event::Open));
        }
        if surface == Surface::Banner {
            self.hide(Surface::Reopen);
        }
    }

    fn hide(&mut self, surface: Surface) {
        if surface == Surface::Settings {
            self.wanted[0] = false;
        }
        if !std::mem::take(&mut self.shown[surface as usize]) {
            return;
        }
        self.add(Effect::Hide(surface));
        if surface != Surface::Reopen {
            self.add(Effect::Tell(Event::Close));
        }
        // Whoever closes the banner unanswered still finds the settings.
        if surface == Surface::Banner && self.config.ui("reopen") {
            self.show(Surface::Reopen);
        }
    }
}
