//! Drives one state, from a fresh profile to the last page.

use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use samtycke_config::Declaration;
use samtycke_config::declaration::Kind;
use serde_json::{Value, json};

use crate::client::Client;
use crate::options::{Options, Seed};
use crate::record::{Hint, Item, Look, Phase, Picture, Snapshot};
use crate::site;
use crate::state::{Choice, Moment, State, granted};
use crate::tab::Tab;
use crate::typed;

/// How long a page may take to load.
pub(crate) const PATIENCE: Duration = Duration::from_secs(45);

/// Waits for the banner's own report that it is ready: `none` without Samtycke on the page.
const READY: &str = "new Promise(done => {
  const end = Date.now() + 3000;
  (function look() {
    const banner = window.samtycke;
    if (banner && typeof banner.on === 'function') {
      banner.on('ready', () => done('ready'));
      setTimeout(done, 20000, 'late');
    } else if (Date.now() > end) done('none');
    else setTimeout(look, 50);
  })();
})";

/// A state while it is driven.
pub(crate) struct Drive<'a> {
    pub(crate) declaration: &'a Declaration,
    pub(crate) options: &'a Options,
    pub(crate) tab: Tab,
    pub(crate) look: Look,
    pub(crate) tell: &'a (dyn Fn(&str) + Sync),
}

/// Drives a state and returns what was recorded. What cannot be looked at is in its `trouble`.
pub(crate) fn drive(
    client: &Client,
    declaration: &Declaration,
    state: &State,
    options: &Options,
    tell: &(dyn Fn(&str) + Sync),
) -> Look {
    let look = Look {
        state: state.clone(),
        phases: Vec::new(),
        requests: Vec::new(),
        writes: Vec::new(),
        snapshots: Vec::new(),
        hints: Vec::new(),
        traits: Vec::new(),
        measured: Vec::new(),
        pages: Vec::new(),
        trouble: Vec::new(),
        pictures: Vec::new(),
        raw: Vec::new(),
        exchanges: Vec::new(),
    };
    let signal = state.signal.filter(|_| state.choice == Choice::Nothing);
    let tab = match Tab::open(client, options, &state.id, signal) {
        Ok(tab) => tab,
        Err(error) => return Look { trouble: vec![error], ..look },
    };
    let mut drive = Drive { declaration, options, tab, look, tell };
    if let Err(error) = drive.run() {
        drive.look.trouble.push(error);
    }
    drive.finish()
}

impl Drive<'_> {
    fn run(&mut self) -> Result<(), String> {
        let state = self.look.state.clone();
        if state.choice == Choice::Measure {
            return self.measure_banner();
        }
        let first = if state.choice == Choice::Nothing { state.moment() } else { Moment::Before };
        self.enter(first);
        let entry = self.options.url.clone();
        self.open(Some(&entry), "entry page")?;
        if state.choice != Choice::Nothing {
            self.choose(&state)?;
        }
        self.settle(self.options.watch)?;
        self.type_into_forms()?;
        if state.choice == Choice::Nothing {
            self.tab.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")?;
            self.settle(self.options.watch / 2)?;
        }
        self.snapshot()?;
        if self.options.pictures {
            self.pictures()?;
        }
        self.open(None, "reload")?;
        self.settle(self.options.watch / 2)?;
        self.snapshot()?;
        for page in self.options.pages.clone() {
            self.settle(self.options.delay)?;
            self.open(Some(&page), "deep page")?;
            self.settle(self.options.watch / 2)?;
            self.type_into_forms()?;
            self.snapshot()?;
        }
        if self.options.pages.is_empty() { Ok(()) } else { self.go_back() }
    }

    /// Begins a phase.
    pub(crate) fn enter(&mut self, moment: Moment) {
        let granted = granted(self.declaration, &self.look.state, moment);
        self.tab.told().phase = self.look.phases.len();
        self.look.phases.push(Phase { moment, granted });
    }

    pub(crate) fn open(&mut self, url: Option<&str>, what: &str) -> Result<(), String> {
        let page = url.map_or_else(|| self.tab.told().url.clone(), String::from);
        (self.tell)(&format!("{}: {what}", self.look.state.name));
        self.look.pages.push((page, what.into()));
        if let Some(trouble) = self.tab.go(url, PATIENCE)? {
            self.look.trouble.push(trouble);
        }
        Ok(())
    }

    /// Back to the page before, which the browser may have kept whole: then nothing of it loads again.
    fn go_back(&mut self) -> Result<(), String> {
        let now = self.tab.told().url.clone();
        let mut pages = self.look.pages.iter().rev().map(|(page, _)| page.clone());
        let Some(before) = pages.find(|one| *one != now) else {
            return Ok(());
        };
        (self.tell)(&format!("{}: back in history", self.look.state.name));
        self.tab.evaluate("void setTimeout(() => history.back())")?;
        self.tab.told().url = before.clone();
        self.look.pages.push((before, "back in history".into()));
        self.settle(self.options.watch / 2)?;
        self.snapshot()
    }

    /// Types test values into the forms of the page, if that is wanted, and sends none of them.
    fn type_into_forms(&mut self) -> Result<(), String> {
        if !self.options.forms || self.tab.evaluate(&typed::script())? == 0 {
            return Ok(());
        }
        self.settle(self.options.watch / 2)
    }

    /// Lets time pass: at least this long, and until the network is quiet.
    pub(crate) fn settle(&mut self, least: Duration) -> Result<(), String> {
        self.tab.settle(least)
    }

    /// Makes the choice of the state through the contract of Samtycke.
    fn choose(&mut self, state: &State) -> Result<(), String> {
        let seeds = self.seeds(state);
        if self.is_foreign()? {
            return match seeds {
                Some(steps) => self.choose_by_cookies(steps),
                None => self.choose_by_words(state),
            };
        }
        if seeds.is_some() {
            return Err(
                "the page has Samtycke, which takes the choice itself: leave out --state-cookie"
                    .into(),
            );
        }
        match &state.choice {
            Choice::Nothing | Choice::Measure => {}
            Choice::All => self.decide(Moment::All, "accept()")?,
            Choice::None => self.decide(Moment::Refused, "reject()")?,
            Choice::Only(ids) => {
                let categories = self.declaration.categories.iter().filter(|one| !one.required);
                let mut wanted: serde_json::Map<String, Value> =
                    categories.map(|one| (one.id.to_string(), false.into())).collect();
                wanted.extend(ids.iter().map(|id| (id.clone(), true.into())));
                self.decide(Moment::Partly, &format!("set({})", Value::from(wanted)))?;
            }
            Choice::Withdraw => {
                self.accepted()?;
                self.snapshot()?;
                self.decide(Moment::Withdrawn, "withdraw()")?;
            }
            Choice::Expired => {
                self.accepted()?;
                self.enter(Moment::Expired);
                self.age()?;
                self.open(None, "expired choice")?;
            }
            Choice::BeforeSignal => {
                self.accepted()?;
                self.enter(Moment::SignalOverYes);
                if let Some(signal) = state.signal {
                    self.tab.switch_on(signal);
                }
                self.open(None, "signal switched on")?;
            }
        }
        Ok(())
    }

    /// Whether the page has no Samtycke.
    fn is_foreign(&mut self) -> Result<bool, String> {
        match self.tab.evaluate(READY)?.as_str() {
            Some("ready") => Ok(false),
            Some("none") => Ok(true),
            _ => Err("Samtycke on the page did not become ready in 20 s".into()),
        }
    }

    /// The cookies that stand for the choice of the state, step by step; nothing where none are named.
    fn seeds(&self, state: &State) -> Option<Vec<(Moment, Vec<Seed>)>> {
        let of = |id: &str| -> Vec<Seed> {
            self.options.seeds.iter().filter(|one| one.state == id).cloned().collect()
        };
        let steps = match state.choice {
            Choice::Withdraw => vec![(Moment::All, of("all")), (state.moment(), of("none"))],
            _ if state.takes_cookies() => vec![(state.moment(), of(&state.id))],
            _ => return None,
        };
        steps.iter().all(|(_, seeds)| !seeds.is_empty()).then_some(steps)
    }

    /// Stores the choice of the state as the banner of another vendor does, and loads the page with it.
    fn choose_by_cookies(&mut self, steps: Vec<(Moment, Vec<Seed>)>) -> Result<(), String> {
        for (step, (moment, seeds)) in steps.into_iter().enumerate() {
            if step > 0 {
                self.settle(self.options.watch)?;
                self.snapshot()?;
            }
            self.enter(moment);
            for Seed { name, value, .. } in seeds {
                let url = &self.options.url;
                self.tab.set_cookie(json!({"name": name, "value": value, "url": url}))?;
            }
            self.open(None, "choice stored")?;
        }
        Ok(())
    }

    /// Makes the choice of the state on the banner of another vendor, which knows all or nothing.
    fn choose_by_words(&mut self, state: &State) -> Result<(), String> {
        let (is_yes, moment) = match &state.choice {
            Choice::All => (true, Moment::All),
            Choice::None => (false, Moment::Refused),
            Choice::Withdraw => {
                self.enter(Moment::All);
                self.answer(true)?;
                self.settle(self.options.watch)?;
                self.snapshot()?;
                if !self.press("back")? {
                    return Err(
                        "no control leads back to the choice, so nothing was withdrawn".into()
                    );
                }
                (false, Moment::Withdrawn)
            }
            _ => return Err(
                "the page has no Samtycke, and its banner is known to take a yes and a no alone"
                    .into(),
            ),
        };
        self.enter(moment);
        self.answer(is_yes)
    }

    fn ready(&mut self) -> Result<(), String> {
        match self.is_foreign()? {
            false => Ok(()),
            true => Err("the page has no Samtycke, so no choice can be made on it".into()),
        }
    }

    /// Grants everything and gives it time to load.
    fn accepted(&mut self) -> Result<(), String> {
        self.decide(Moment::All, "accept()")?;
        self.settle(self.options.watch)
    }

    /// Decides by a call of `samtycke`, and makes sure that the page has it so.
    fn decide(&mut self, moment: Moment, call: &str) -> Result<(), String> {
        self.enter(moment);
        (self.tell)(&format!("{}: {call}", self.look.state.name));
        self.tab.evaluate(&format!("void samtycke.{call}"))?;
        self.settle(Duration::from_millis(500))?;
        self.ready()?;
        let services = self.tab.evaluate("samtycke.consent().services")?;
        let phase = &self.look.phases[self.look.phases.len() - 1];
        for service in &self.declaration.services {
            let (wanted, found) =
                (phase.granted.contains(&service.id.to_string()), services[&*service.id].as_bool());
            if found != Some(wanted) {
                let found = found.map_or("not known", |is| if is { "granted" } else { "denied" });
                let wanted = if wanted { "granted" } else { "denied" };
                return Err(format!(
                    "after samtycke.{call} the service \"{}\" is {found} on the page and not {wanted}: does the page run this declaration?",
                    &*service.id
                ));
            }
        }
        Ok(())
    }

    /// Makes the stored choice too old, by a year and a day more than it is kept.
    fn age(&mut self) -> Result<(), String> {
        let name = self.declaration.cookie.name.to_string();
        let now = SystemTime::UNIX_EPOCH.elapsed().map_or(0, |time| time.as_secs());
        let old = now - (u64::from(self.declaration.cookie.days) + 366) * 86_400;
        let cookies = self.tab.cookies()?;
        let mut cookie = cookies
            .into_iter()
            .find(|one| one["name"] == name.as_str())
            .ok_or("the page stored no choice that could expire")?;
        let value = cookie["value"].as_str().unwrap_or_default();
        let mut fields: Vec<String> = value.split('.').map(String::from).collect();
        let time = fields.get_mut(2).ok_or("the stored choice has another format")?;
        *time = old.to_string();
        cookie["value"] = fields.join(".").into();
        for field in ["size", "session"] {
            if let Some(fields) = cookie.as_object_mut() {
                fields.remove(field);
            }
        }
        self.tab.set_cookie(cookie)
    }

    /// Notes what is stored, and what the page hints at.
    pub(crate) fn snapshot(&mut self) -> Result<(), String> {
        let now = SystemTime::UNIX_EPOCH.elapsed().map_or(0.0, |time| time.as_secs_f64());
        let mut items: Vec<Item> = self.tab.cookies()?.iter().map(|one| cookie(one, now)).collect();
        // What the audit has put there says nothing of the site.
        let seeded = self.seeds(&self.look.state).unwrap_or_default();
        let is_seed = |item: &Item| {
            seeded.iter().any(|(_, seeds)| seeds.iter().any(|seed| seed.name == item.name))
        };
        items.retain(|item| !is_seed(item));
        for frame in self.tab.in_frames(include_str!("stored.js")) {
            let host = site::host(frame["origin"].as_str().unwrap_or_default());
            for one in frame["items"].as_array().into_iter().flatten() {
                let Ok(kind) = serde_json::from_value(one["kind"].clone()) else { continue };
                let name = one["name"].as_str().unwrap_or_default().to_owned();
                let is_known =
                    |item: &Item| item.kind == kind && item.name == name && item.host == host;
                if !items.iter().any(is_known) {
                    items.push(Item::of_origin(kind, name, host.clone()));
                }
            }
        }
        let told = self.tab.told();
        let (phase, page) = (told.phase, told.url.clone());
        for hint in self.tab.evaluate(include_str!("page.js"))?.as_array().into_iter().flatten() {
            let text = |field: &str| hint[field].as_str().unwrap_or_default().to_owned();
            let hint = Hint { what: text("what"), url: text("url"), phase, page: page.clone() };
            if site::is_network(&hint.url) && !self.look.hints.contains(&hint) {
                self.look.hints.push(hint);
            }
        }
        self.look.snapshots.push(Snapshot { phase, page, items });
        Ok(())
    }

    /// Takes a picture of the page as a desktop and as a phone show it.
    fn pictures(&mut self) -> Result<(), String> {
        for (screen, width, height) in [("desktop", 1280, 800), ("phone", 390, 844)] {
            let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": screen == "phone"});
            self.tab.page_command("Emulation.setDeviceMetricsOverride", metrics)?;
            self.tab.evaluate("window.scrollTo(0, 0)")?;
            let how = json!({"format": "jpeg", "quality": 60});
            let taken = self.tab.page_command("Page.captureScreenshot", how)?;
            let bytes = STANDARD.decode(taken["data"].as_str().unwrap_or_default());
            let bytes = bytes.map_err(|error| error.to_string())?;
            self.look.pictures.push(Picture { screen, bytes });
        }
        self.tab.page_command("Emulation.clearDeviceMetricsOverride", json!({}))?;
        Ok(())
    }

    fn finish(mut self) -> Look {
        self.look.exchanges = self.tab.exchanges(&self.look.state.id);
        for url in self.tab.missing() {
            self.look.trouble.push(format!("the archive has no answer of {url}: record it again"));
        }
        let told = self.tab.told();
        let mut writes = told.network.finish();
        writes.append(&mut told.writes);
        self.look.requests = std::mem::take(&mut told.network.requests);
        self.look.traits = std::mem::take(&mut told.traits);
        for hint in std::mem::take(&mut told.network.hints) {
            if !self.look.hints.contains(&hint) {
                self.look.hints.push(hint);
            }
        }
        self.look.raw = std::mem::take(&mut told.raw);
        self.look.writes = writes;
        self.look
    }
}

impl Item {
    fn of_origin(kind: Kind, name: String, host: String) -> Item {
        Item {
            kind,
            name,
            host,
            is_wide: false,
            path: String::new(),
            http_only: false,
            partition: None,
            life: None,
        }
    }
}

/// A cookie of the jar.
fn cookie(cookie: &Value, now: f64) -> Item {
    let text = |field: &str| cookie[field].as_str().unwrap_or_default().to_owned();
    let domain = text("domain");
    let partition = &cookie["partitionKey"];
    let top = partition["topLevelSite"].as_str().or(partition.as_str());
    Item {
        kind: Kind::Cookie,
        name: text("name"),
        host: domain.trim_start_matches('.').into(),
        is_wide: domain.starts_with('.'),
        path: text("path"),
        http_only: cookie["httpOnly"] == true,
        partition: top.map(String::from),
        life: cookie["expires"].as_f64().filter(|_| cookie["session"] != true).map(|end| end - now),
    }
}
