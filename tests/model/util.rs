//! What the tests are made of: a site's configuration, a page, and a browser of thirty lines.

use std::sync::LazyLock;

use samtycke::model::address::Page;
use samtycke::model::config::Config;
use samtycke::model::jar;
use samtycke::model::json::{self, MISSING, canonical};
use samtycke::model::problems::Problem;
use samtycke::model::read::read;
use samtycke::model::record::{How, Record};
use samtycke::model::signals::Signals;
use samtycke::model::snapshot;
use samtycke::model::state::{self, Effect, Event, State, Surface};
use samtycke::model::texts;
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

/// A text that is there as long as the tests.
pub fn kept(text: &str) -> &'static str {
    String::from(text).leak()
}

/// The tree of any JSON text, which has to be right.
#[track_caller]
pub fn tree(text: &str) -> &'static json::Value<'static> {
    let text = canonical(text).expect("JSON");
    Box::leak(Box::new(json::Value::parse(text.leak())))
}

/// The tree of a document.
pub fn document(json: &Value) -> &'static json::Value<'static> {
    tree(&json.to_string())
}

/// A text as it stands in a JSON string.
pub fn escaped(text: &str) -> String {
    let quoted = json!(text).to_string();
    quoted[1..quoted.len() - 1].into()
}

static LAYERS: LazyLock<json::Value> = LazyLock::new(|| json::Value::parse(texts::LAYERS));

/// The second layer for visitors who read a language.
pub fn layer(language: &str) -> &'static json::Value<'static> {
    LAYERS.get(texts::language(language))
}

/// `https://www.example.com`, for a visitor who reads English.
pub fn page() -> Page<'static> {
    page_for(&["en"])
}

/// The same for a visitor who reads these languages.
pub fn page_for(languages: &[&str]) -> Page<'static> {
    let languages = kept(&languages.join(","));
    Page { languages, ..page_at("https://www.example.com", "www.example.com") }
}

/// The same at another origin.
pub fn page_at(origin: &'static str, host: &'static str) -> Page<'static> {
    Page { origin, host, path: "/", languages: "en" }
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

/// Where that configuration has texts for visitors: the object, and its field.
pub const TEXTS: [(&str, &str); 12] = [
    ("/controller", "name"),
    ("/controller", "contact"),
    ("/categories/1", "name"),
    ("/categories/1", "description"),
    ("/services/2", "name"),
    ("/services/2", "provider"),
    ("/services/2/cookies/0", "purpose"),
    ("/services/4/cookies/1", "host"),
    ("/services/1/cookies/1", "name"),
    ("/external/0", "name"),
    ("/external/0", "host"),
    ("/external/0", "description"),
];

/// That configuration with something else about it.
pub fn changed(change: impl FnOnce(&mut Value)) -> Value {
    let mut json = billogram();
    change(&mut json);
    json
}

/// Reads a configuration for a page.
pub fn read_for(json: &Value, page: &Page<'static>) -> Result<Config<'static>, Vec<Problem>> {
    read(document(json), page)
}

/// Reads a configuration that has to be right.
#[track_caller]
pub fn config(json: &Value) -> Config<'static> {
    match read_for(json, &page()) {
        Ok(config) => config,
        Err(problems) => panic!("refused: {problems:#?}"),
    }
}

/// Reads one that has to be wrong.
#[track_caller]
pub fn problems(json: &Value) -> Vec<Problem> {
    match read_for(json, &page()) {
        Ok(_) => panic!("accepted: {json:#}"),
        Err(problems) => problems,
    }
}

/// The ids of the categories, then those of the services.
pub fn ids(config: &Config) -> Vec<String> {
    config.gates.iter().map(|gate| gate.id.into()).collect()
}

/// A stored choice, by what stands behind time and id in the cookie.
#[track_caller]
pub fn choice(config: &Config, rest: &str) -> Record {
    let value = format!("1.{}.{NOW}.{ID}.{rest}", config.version);
    jar::find(config, &format!("samtycke={value}"), NOW).expect("a choice that counts")
}

/// A choice made now.
pub fn made(how: How, categories: &[bool], services: &[bool]) -> Record {
    Record { time: NOW, id: ID.into(), how, on: [categories, services].concat() }
}

/// What happens on a page, by ids and without borrowing; see the methods of [`State`].
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    Decide(Say, bool),
    Toggle(String, bool),
    Open(Surface),
    Close(Surface),
    /// A gated tag is found, by the number that the test knows it by; those that wait have odd ones.
    Found(usize, String),
    /// By its number.
    Settled(usize),
    Return,
    /// A place for the declaration is found.
    Place,
    /// There is time to fetch the second layer.
    Idle,
    /// The second layer has come, or has failed to.
    Come(bool),
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
    pub script: usize,
    pub cookies: String,
    pub now: u64,
    /// Whether a `Reload` had been carried out before.
    pub leaving: bool,
}

/// A visit in a browser that carries out effects as the real one does.
pub struct Visit {
    pub state: State<'static>,
    pub jar: Jar,
    pub now: u64,
    /// Whether the second layer comes as soon as it is asked for; else by [`Action::Come`].
    pub fetches: bool,
    /// Whether the second layer is on its way, and whether it was ever asked for meanwhile.
    pub on_its_way: bool,
    pub fetched_twice: bool,
    /// All effects carried out, in order.
    pub done: Vec<Effect>,
    pub runs: Vec<Ran>,
    /// What code of the page does once an effect reaches it, each at most once.
    pub hooks: Vec<(Effect, Vec<Action>)>,
    /// How often someone decided.
    pub decisions: usize,
    /// For each sweep, the services whose storage was kept.
    pub swept: Vec<String>,
    /// The newest receipt, as far as the model reads it.
    pub receipt: &'static json::Value<'static>,
    /// Whether the model asked for it.
    pub recalled: bool,
    ids: Vec<String>,
    /// Each declared script's service, by its number.
    declared: Vec<String>,
    tags: Vec<usize>,
    seen: (String, u64),
}

impl Visit {
    /// Opens the page.
    pub fn open(config: Config<'static>, signals: Signals, jar: Jar) -> Visit {
        Visit::at(config, signals, jar, NOW, Vec::new())
    }

    /// Opens the page at some time, with code on it that acts.
    pub fn at(
        config: Config<'static>,
        signals: Signals,
        jar: Jar,
        now: u64,
        hooks: Vec<(Effect, Vec<Action>)>,
    ) -> Visit {
        Visit::after(&MISSING, config, signals, jar, now, hooks)
    }

    /// The same, where a receipt is kept.
    pub fn after(
        receipt: &'static json::Value<'static>,
        config: Config<'static>,
        signals: Signals,
        jar: Jar,
        now: u64,
        hooks: Vec<(Effect, Vec<Action>)>,
    ) -> Visit {
        let seen = (jar.text(), now);
        let ids = ids(&config);
        let scripts = config.gates.iter().map(|gate| {
            let count = gate.value.get("scripts").items.len();
            vec![String::from(gate.id); count]
        });
        let declared = scripts.flatten().collect();
        let state = State::start(config, signals, &jar.text(), now);
        let mut visit = Visit {
            state,
            jar,
            now,
            hooks,
            ids,
            declared,
            seen,
            fetches: true,
            on_its_way: false,
            fetched_twice: false,
            done: vec![],
            runs: vec![],
            decisions: 0,
            swept: vec![],
            receipt,
            recalled: false,
            tags: vec![],
        };
        visit.carry_out();
        visit
    }

    /// A first visit to the site of the tests.
    pub fn first() -> Visit {
        Visit::open(config(&billogram()), SILENT, Jar::empty())
    }

    /// The same, where the second layer takes its time.
    pub fn slow() -> Visit {
        Visit { fetches: false, ..Visit::first() }
    }

    /// Opens the page anew with the cookies and the receipt there are.
    pub fn again(&self, signals: Signals) -> Visit {
        let config = self.state.config.clone();
        Visit::after(self.receipt, config, signals, self.jar.clone(), self.now, Vec::new())
    }

    /// Something happens.
    pub fn act(&mut self, action: Action) {
        let (cookies, now) = (self.jar.text(), self.now);
        match action {
            Action::Decide(say, by_code) => {
                let these = match &say {
                    Say::These(these) => these.as_slice(),
                    Say::All | Say::Nothing | Say::Switches => &[],
                };
                let gate = |(id, on): &(String, bool)| Some((self.state.config.gate(id)?, *on));
                let these: Vec<(usize, bool)> = these.iter().filter_map(gate).collect();
                let say = match say {
                    Say::All => state::Say::All,
                    Say::Nothing => state::Say::Nothing,
                    Say::Switches => state::Say::Switches,
                    Say::These(_) => state::Say::These(&these),
                };
                self.state.decide(say, by_code, now, [7; 16]);
                // Code that says what holds already decides nothing.
                let held = by_code && self.state.choice.is_some();
                self.decisions += usize::from(!held || !self.state.cookie_line().is_empty());
            }
            Action::Toggle(id, on) => {
                let Some(gate) = self.state.config.gate(&id) else { return };
                self.state.toggle(gate, on);
            }
            Action::Open(surface) => self.state.open(surface),
            Action::Close(surface) => self.state.close(surface),
            Action::Found(tag, gate) => {
                self.tags.push(tag);
                self.state.found(&gate, tag % 2 == 1);
                self.state.look();
            }
            Action::Settled(script) => self.state.settled(script),
            Action::Return => {
                self.seen = (cookies.clone(), now);
                self.state.come_back(&cookies, now);
            }
            Action::Place => self.state.place(),
            Action::Idle => self.state.idle(),
            Action::Come(it_did) => {
                self.on_its_way = false;
                let layer = layer(self.state.config.language);
                self.state.come(if it_did { layer } else { &MISSING });
            }
        }
        self.carry_out();
    }

    /// Does what is to be done, as it is asked for one by one.
    fn carry_out(&mut self) {
        while let Some(effect) = self.state.take() {
            if let Effect::Run(script) = effect {
                let (cookies, now) = self.seen.clone();
                let leaving = self.done.contains(&Effect::Reload);
                self.runs.push(Ran { script, cookies, now, leaving });
            }
            if effect == Effect::Recall {
                // A question; nothing is done on the page.
                self.recalled = true;
                self.state.recall(self.receipt);
                self.carry_out();
                continue;
            }
            if effect == Effect::Fetch {
                self.fetched_twice |= std::mem::replace(&mut self.on_its_way, true);
            }
            self.done.push(effect);
            match effect {
                Effect::Store => self.store(),
                Effect::Keep => self.receipt = self.snapshot(),
                Effect::Sweep => self.swept.push(self.names(&self.state.kept)),
                Effect::Fetch if self.fetches => self.act(Action::Come(true)),
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
        self.state.stored(&cookies, now);
        self.carry_out();
    }

    /// What a receipt keeps of [`snapshot::write`].
    fn snapshot(&self) -> &'static json::Value<'static> {
        let mut seen: Vec<Value> = serde_json::from_str(&snapshot::write(&self.state)).unwrap();
        let remains = seen.split_off(6);
        let granted =
            |id: &String| (id.clone(), json!(seen[5].as_array().unwrap().contains(&json!(id))));
        let services: serde_json::Map<String, Value> =
            self.ids.iter().skip(self.state.config.categories).map(granted).collect();
        document(&json!({"services": services, "remains": remains}))
    }

    /// What may remain, as `service name host`.
    pub fn remains(&self) -> Vec<String> {
        let seen: Vec<Value> = serde_json::from_str(&snapshot::write(&self.state)).unwrap();
        let text = |one: &Value, field: &str| one[field].as_str().unwrap().to_string();
        let line =
            |one: &Value| ["service", "name", "host"].map(|field| text(one, field)).join(" ");
        seen[6..].iter().map(line).collect()
    }

    /// The ids of the services whose storage may stay.
    fn names(&self, kept: &[bool]) -> String {
        assert_eq!(kept.len(), self.ids.len(), "one for each gate");
        let kept = self.ids.iter().zip(kept).skip(self.state.config.categories);
        let kept = kept.filter(|(_, kept)| **kept);
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
    pub fn tag(&self, tag: usize) -> usize {
        let found = self.tags.iter().position(|one| *one == tag);
        self.declared.len() + found.expect("a tag that was found")
    }

    /// A script has loaded, or failed.
    pub fn loaded(&mut self, script: usize) {
        self.act(Action::Settled(script));
    }

    /// The page comes back, and its cookies may be others.
    pub fn come_back(&mut self) {
        self.act(Action::Return);
    }

    /// The scripts that ran, as `ga 0` for the first of a service, or `tag 3`.
    pub fn ran(&self) -> Vec<String> {
        self.runs.iter().map(|ran| self.name(ran.script)).collect()
    }

    fn name(&self, script: usize) -> String {
        let Some(service) = self.declared.get(script) else {
            return format!("tag {}", self.tags[script - self.declared.len()]);
        };
        let before = self.declared[..script].iter().filter(|one| *one == service);
        format!("{service} {}", before.count())
    }

    /// The script of a service, by its id and its place.
    #[track_caller]
    pub fn script(&self, service: &str, index: usize) -> usize {
        let first = self.declared.iter().position(|one| one == service);
        let number = first.expect("a service with scripts") + index;
        assert_eq!(self.declared[number], service);
        number
    }

    /// The gate with this id.
    #[track_caller]
    pub fn gate(&self, id: &str) -> usize {
        self.state.config.gate(id).expect("a category's or a service's id")
    }

    /// Whether a category or service is granted.
    #[track_caller]
    pub fn has(&self, id: &str) -> bool {
        self.state.is_granted(self.gate(id))
    }

    /// Whether its switch in the settings is on.
    #[track_caller]
    pub fn switch(&self, id: &str) -> bool {
        self.state.draft.on[self.gate(id)]
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
        self.count(Effect::Tell(event))
    }

    /// What was reported.
    pub fn troubles(&self) -> Vec<Effect> {
        let is_trouble = |effect: &&Effect| matches!(effect, Effect::Lost | Effect::RuledOut(_));
        self.done.iter().filter(is_trouble).copied().collect()
    }

    /// The surfaces that are shown.
    pub fn shown(&self) -> Vec<Surface> {
        let all = [Surface::Banner, Surface::Settings, Surface::Reopen];
        all.into_iter().filter(|one| self.state.shown[*one as usize]).collect()
    }

    /// How often an effect was carried out.
    pub fn count(&self, effect: Effect) -> usize {
        self.done.iter().filter(|one| **one == effect).count()
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
