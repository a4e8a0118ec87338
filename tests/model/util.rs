//! What the tests are made of: a site's configuration, a page, and a browser of thirty lines.

use samtycke::model::address::Page;
use samtycke::model::config::Config;
use samtycke::model::jar;
use samtycke::model::lanes::{Gate, Item};
use samtycke::model::problems::Problem;
use samtycke::model::read::read;
use samtycke::model::record::{How, Id, Record};
use samtycke::model::signals::Signals;
use samtycke::model::state::{self, Effect, Event, State, Surface, Trouble};
use serde_json::{Value, json};

/// A moment in October 2025, in seconds since 1970.
pub const NOW: u64 = 1_760_000_000;
/// A day in seconds.
pub const DAY: u64 = 86_400;
/// No signal.
pub const SILENT: Signals = Signals { do_not_track: false, global_privacy_control: false };
/// Do Not Track.
pub const DNT: Signals = Signals { do_not_track: true, global_privacy_control: false };
/// Global Privacy Control.
pub const GPC: Signals = Signals { do_not_track: false, global_privacy_control: true };

/// An id of the right length.
pub const ID: &str = "AAAAAAAAQACAAAAAAAAAAA";

/// `https://www.example.com`, for a visitor who reads English.
pub fn page() -> Page {
    page_for(&["en"])
}

/// The same for a visitor who reads these languages.
pub fn page_for(languages: &[&str]) -> Page {
    Page {
        origin: "https://www.example.com".into(),
        host: "www.example.com".into(),
        languages: languages.join(","),
    }
}

/// The same at another origin.
pub fn page_at(origin: &str, host: &str) -> Page {
    Page { origin: origin.into(), host: host.into(), languages: "en".into() }
}

/// The configuration of a site with four categories, six services and a career page elsewhere.
pub fn billogram() -> Value {
    let cookie = |name: &str, lifetime: &str| {
        json!({"name": name, "kind": "cookie", "party": "first", "lifetime": lifetime,
               "purpose": {"en": format!("What {name} is for"), "sv": format!("Vad {name} är till för")}})
    };
    json!({
        "version": 3,
        "controller": {
            "name": "Billogram AB",
            "policyUrl": {"en": "/cookie-policy", "sv": "/sv/cookiepolicy"},
            "contact": "privacy@example.com",
        },
        "signals": {"doNotTrack": {"allow": ["functional"]}},
        "categories": [
            {"id": "necessary", "required": true},
            {"id": "functional"},
            {"id": "analytics"},
            {"id": "marketing"},
        ],
        "services": [
            {"id": "site", "category": "necessary", "name": "This site",
             "cookies": [cookie("samtycke", "P180D")]},
            {"id": "zendesk", "category": "functional", "name": "Zendesk chat",
             "provider": "Zendesk Inc.", "policyUrl": "https://www.zendesk.com/privacy",
             "scripts": [{"src": "https://static.zdassets.com/ekr/snippet.js?key=k",
                          "attributes": {"id": "ze-snippet"}}],
             "cookies": [cookie("__zlcmid", "P1Y"),
                         {"name": "ZD-*", "kind": "localStorage", "party": "first",
                          "purpose": "Keeps the chat open"}]},
            {"id": "ga", "category": "analytics", "name": "Google Analytics",
             "provider": "Google Ireland Ltd", "policyUrl": "https://policies.google.com/privacy",
             "scripts": [{"src": "https://www.googletagmanager.com/gtag/js?id=G-1", "async": true},
                         {"inline": "gtag('config', 'G-1')"}],
             "cookies": [cookie("_ga", "P2Y"), cookie("_ga_*", "P2Y")]},
            {"id": "clarity", "category": "analytics", "name": "Clarity",
             "scripts": [{"inline": "clarity.q = []"}],
             "cookies": [cookie("_clck", "P1Y"),
                         {"name": "_cltk", "kind": "sessionStorage", "party": "first",
                          "purpose": "Tells one visit from the next"}]},
            {"id": "pardot", "category": "marketing", "name": "Pardot",
             "scripts": [{"inline": "piAId = '1'"},
                         {"src": "https://pi.pardot.com/pd.js"},
                         {"inline": "piTracker()"}],
             "cookies": [cookie("visitor_id*", "P1Y"),
                         {"name": "pardot", "kind": "cookie", "party": "third",
                          "host": "pi.pardot.com", "lifetime": "session", "purpose": "Follows the visit"},
                         {"name": "open.gif", "kind": "pixel", "party": "third",
                          "host": "go.example.com", "purpose": "Tells that a mail was opened"}]},
            {"id": "linkedin", "category": "marketing", "name": "LinkedIn",
             "scripts": [{"src": "https://snap.licdn.com/insight.js", "async": true}],
             "cookies": [{"name": "bcookie", "kind": "cookie", "party": "third",
                          "host": "linkedin.com", "lifetime": "P1Y", "purpose": "Knows the browser"},
                         {"name": "li_db", "kind": "indexedDb", "party": "third",
                          "purpose": "Keeps what was seen"}]},
        ],
        "external": [{"name": "Teamtailor", "host": "career.example.com",
                      "policyUrl": "https://www.teamtailor.com/cookies",
                      "description": "Our career page"}],
    })
}

/// That configuration with something else about it.
pub fn changed(change: impl FnOnce(&mut Value)) -> Value {
    let mut json = billogram();
    change(&mut json);
    json
}

/// Reads a configuration that has to be right.
#[track_caller]
pub fn config(json: &Value) -> Config {
    match read(&json.to_string(), &page()) {
        Ok(config) => config,
        Err(problems) => panic!("refused: {problems:#?}"),
    }
}

/// Reads one that has to be wrong.
#[track_caller]
pub fn problems(json: &Value) -> Vec<Problem> {
    match read(&json.to_string(), &page()) {
        Ok(_) => panic!("accepted: {json:#}"),
        Err(problems) => problems,
    }
}

/// The ids of the categories, then those of the services.
pub fn ids(config: &Config) -> Vec<String> {
    let all = config.categories().iter().chain(config.services());
    all.map(|one| one.get("id").text().into()).collect()
}

/// A stored choice, by what stands behind time and id in the cookie.
#[track_caller]
pub fn choice(config: &Config, rest: &str) -> Record {
    let value = format!("1.{}.{NOW}.{ID}.{rest}", config.version);
    jar::find(config, &format!("samtycke={value}"), NOW).expect("a choice that counts")
}

/// A choice made now.
pub fn made(how: How, categories: &[bool], services: &[bool]) -> Record {
    let id = Id(ID.as_bytes().try_into().expect("22 letters"));
    Record { time: NOW, id, how, categories: categories.into(), services: services.into() }
}

/// What happens on a page, by ids and without borrowing; see [`state::Action`].
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    Decide(Say, bool),
    Toggle(String, bool),
    Open(Surface),
    Close(Surface),
    /// A gated tag is found, by the number that the test knows it by; those that wait have odd ones.
    Found(usize, String),
    Settled(Item),
    Return,
}

/// What a decision says; see [`state::Say`].
#[derive(Clone, Debug, PartialEq)]
pub enum Say {
    All,
    Nothing,
    Switches,
    These(Vec<(String, bool)>),
}

/// How the browser of the tests treats cookies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It keeps and shows them.
    Works,
    /// It keeps and shows none.
    Off,
    /// It shows those it has and takes no more.
    Frozen,
}

/// The cookies of a page.
#[derive(Clone, Debug)]
pub struct Jar {
    pub cookies: Vec<(String, String)>,
    pub mode: Mode,
}

impl Jar {
    pub fn empty() -> Jar {
        Jar { cookies: Vec::new(), mode: Mode::Works }
    }

    pub fn off() -> Jar {
        Jar { cookies: Vec::new(), mode: Mode::Off }
    }

    /// With the choice stored that this value stands for.
    pub fn with(value: &str) -> Jar {
        Jar { cookies: vec![("samtycke".into(), value.into())], mode: Mode::Works }
    }

    /// `document.cookie` is assigned a line.
    pub fn put(&mut self, line: &str) {
        let (name, rest) = line.split_once('=').expect("a cookie line has a name");
        let value = rest.split(';').next().unwrap_or("");
        if self.mode == Mode::Works {
            self.cookies.retain(|(one, _)| one != name);
            self.cookies.push((name.into(), value.into()));
        }
    }

    /// `document.cookie` is read.
    pub fn text(&self) -> String {
        let pairs = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
        if self.mode == Mode::Off { String::new() } else { pairs.collect::<Vec<_>>().join("; ") }
    }

    /// The value of the cookie that holds the choice.
    pub fn choice(&self) -> &str {
        self.cookies.iter().find(|(name, _)| name == "samtycke").map_or("", |(_, value)| value)
    }
}

/// A script that ran, with what the page had last seen of its cookies, and when.
#[derive(Clone, Debug)]
pub struct Ran {
    pub item: Item,
    pub cookies: String,
    pub now: u64,
    /// Whether a `Reload` had been carried out before.
    pub leaving: bool,
}

/// A visit in a browser that carries out effects as the real one does.
pub struct Visit {
    pub state: State,
    pub jar: Jar,
    pub now: u64,
    /// All effects carried out, in order.
    pub done: Vec<Effect>,
    pub runs: Vec<Ran>,
    /// What code of the page does once an effect reaches it, each at most once.
    pub hooks: Vec<(Effect, Vec<Action>)>,
    /// How often someone decided.
    pub decisions: usize,
    /// For each sweep, the services whose storage was kept.
    pub swept: Vec<String>,
    ids: Vec<String>,
    tags: Vec<usize>,
    seen: (String, u64),
}

impl Visit {
    /// Opens the page.
    pub fn open(config: Config, signals: Signals, jar: Jar) -> Visit {
        Visit::at(config, signals, jar, NOW, Vec::new())
    }

    /// Opens the page at some time, with code on it that acts.
    pub fn at(
        config: Config,
        signals: Signals,
        jar: Jar,
        now: u64,
        hooks: Vec<(Effect, Vec<Action>)>,
    ) -> Visit {
        let seen = (jar.text(), now);
        let ids = ids(&config);
        let (state, effects) = State::start(config, signals, &jar.text(), now);
        let mut visit = Visit {
            state,
            jar,
            now,
            hooks,
            ids,
            seen,
            done: vec![],
            runs: vec![],
            decisions: 0,
            swept: vec![],
            tags: vec![],
        };
        visit.carry_out(effects);
        visit
    }

    /// A first visit to the site of the tests.
    pub fn first() -> Visit {
        Visit::open(config(&billogram()), SILENT, Jar::empty())
    }

    /// Opens the page anew with the cookies there are.
    pub fn again(&self, signals: Signals) -> Visit {
        let config = self.state.config.clone();
        Visit::at(config, signals, self.jar.clone(), self.now, Vec::new())
    }

    /// Something happens.
    pub fn act(&mut self, action: Action) {
        let (cookies, now) = (self.jar.text(), self.now);
        let effects = match action {
            Action::Decide(say, by_code) => {
                self.decisions += 1;
                let these = match &say {
                    Say::These(these) => these.as_slice(),
                    Say::All | Say::Nothing | Say::Switches => &[],
                };
                let gate = |(id, on): &(String, bool)| Some((self.state.gate(id)?, *on));
                let these: Vec<(Gate, bool)> = these.iter().filter_map(gate).collect();
                let say = match say {
                    Say::All => state::Say::All,
                    Say::Nothing => state::Say::Nothing,
                    Say::Switches => state::Say::Switches,
                    Say::These(_) => state::Say::These(&these),
                };
                self.state.update(state::Action::Decide { say, by_code, now, random: [7; 16] })
            }
            Action::Toggle(id, on) => {
                let Some(gate) = self.state.gate(&id) else { return };
                self.state.update(state::Action::Toggle { gate, on })
            }
            Action::Open(surface) => self.state.update(state::Action::Open(surface)),
            Action::Close(surface) => self.state.update(state::Action::Close(surface)),
            Action::Found(tag, gate) => {
                self.tags.push(tag);
                let gate = self.state.gate_of_tag(&gate);
                self.state.update(state::Action::Found { gate, waits: tag % 2 == 1 })
            }
            Action::Settled(item) => self.state.update(state::Action::Settled(item)),
            Action::Return => {
                self.seen = (cookies.clone(), now);
                self.state.update(state::Action::Return { cookies: &cookies, now })
            }
        };
        self.carry_out(effects);
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if !self.state.still(effect) {
                continue;
            }
            if let Effect::Run(item) = effect {
                let (cookies, now) = self.seen.clone();
                let leaving = self.done.contains(&Effect::Reload);
                self.runs.push(Ran { item, cookies, now, leaving });
            }
            self.done.push(effect);
            match effect {
                Effect::Store => self.store(),
                Effect::Sweep => self.swept.push(self.names(&self.state.kept)),
                _ => {}
            }
            if let Some(index) = self.hooks.iter().position(|(on, _)| *on == effect) {
                let (_, actions) = self.hooks.remove(index);
                actions.into_iter().for_each(|action| self.act(action));
            }
        }
    }

    fn store(&mut self) {
        self.jar.put(&self.state.cookie_line());
        self.seen = (self.jar.text(), self.now);
        let (cookies, now) = self.seen.clone();
        let effects = self.state.update(state::Action::Stored { cookies: &cookies, now });
        self.carry_out(effects);
    }

    /// The ids of the services whose storage may stay.
    fn names(&self, kept: &[bool]) -> String {
        let services = &self.ids[self.ids.len() - kept.len()..];
        let kept = services.iter().zip(kept).filter(|(_, kept)| **kept);
        kept.map(|(id, _)| id.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// What the page last saw of its cookies, and when.
    pub fn seen(&self) -> &(String, u64) {
        &self.seen
    }

    /// The visitor decides.
    pub fn say(&mut self, say: Say) {
        self.act(Action::Decide(say, false));
    }

    /// Code of the page decides.
    pub fn code(&mut self, say: Say) {
        self.act(Action::Decide(say, true));
    }

    /// The visitor turns a switch of the settings.
    pub fn turn(&mut self, id: &str, on: bool) {
        self.act(Action::Toggle(id.into(), on));
    }

    /// The visitor opens the settings.
    pub fn settings(&mut self) {
        self.act(Action::Open(Surface::Settings));
    }

    /// A gated tag is found.
    pub fn found(&mut self, tag: usize, gate: &str) {
        self.act(Action::Found(tag, gate.into()));
    }

    /// A tag that was found.
    #[track_caller]
    pub fn tag(&self, tag: usize) -> Item {
        Item::Tag(self.tags.iter().position(|one| *one == tag).expect("a tag that was found"))
    }

    /// A script has loaded, or failed.
    pub fn loaded(&mut self, item: Item) {
        self.act(Action::Settled(item));
    }

    /// The page comes back, and its cookies may be others.
    pub fn come_back(&mut self) {
        self.act(Action::Return);
    }

    /// The scripts that ran, as `ga 0` for the first of a service, or `tag 3`.
    pub fn ran(&self) -> Vec<String> {
        self.runs.iter().map(|ran| self.name(ran.item)).collect()
    }

    fn name(&self, item: Item) -> String {
        let services = &self.ids[self.state.config.categories().len()..];
        match item {
            Item::Declared(service, index) => format!("{} {index}", services[service]),
            Item::Tag(number) => format!("tag {}", self.tags[number]),
        }
    }

    /// The script of a service, by its id and its place.
    #[track_caller]
    pub fn script(&self, service: &str, index: usize) -> Item {
        let number = self.state.config.service_named(service);
        Item::Declared(number.expect("a service's id"), index)
    }

    /// The gate with this id.
    #[track_caller]
    pub fn gate(&self, id: &str) -> Gate {
        self.state.gate(id).expect("a category's or a service's id")
    }

    /// Whether a category or service is granted.
    #[track_caller]
    pub fn has(&self, id: &str) -> bool {
        self.state.is_granted(self.gate(id))
    }

    /// Whether its switch in the settings is on.
    #[track_caller]
    pub fn switch(&self, id: &str) -> bool {
        self.state.draft.is_on(self.gate(id))
    }

    /// The ids that are granted, categories before services.
    pub fn granted(&self) -> Vec<&str> {
        self.ids.iter().map(String::as_str).filter(|id| self.has(id)).collect()
    }

    /// What the cookie says behind time and id: how, what, and the exceptions.
    pub fn stored(&self) -> String {
        self.jar.choice().splitn(5, '.').nth(4).unwrap_or("").into()
    }

    pub fn told(&self, event: Event) -> usize {
        self.done.iter().filter(|effect| **effect == Effect::Tell(event)).count()
    }

    /// What was reported.
    pub fn troubles(&self) -> Vec<Trouble> {
        let trouble = |effect: &Effect| match effect {
            Effect::Warn(trouble) => Some(*trouble),
            _ => None,
        };
        self.done.iter().filter_map(trouble).collect()
    }

    pub fn reloads(&self) -> bool {
        self.done.contains(&Effect::Reload)
    }
}

/// Yes or no to some.
pub fn these(pairs: &[(&str, bool)]) -> Say {
    Say::These(pairs.iter().map(|(id, on)| (String::from(*id), *on)).collect())
}

/// A stored value of the site of the tests, made now.
pub fn value(rest: &str) -> String {
    format!("1.3.{NOW}.{ID}.{rest}")
}
