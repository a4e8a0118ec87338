//! Drives one state, from a fresh profile to the last page.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use samtycke_config::Declaration;
use serde_json::json;

use crate::client::Client;
use crate::options::Options;
use crate::record::{Look, Phase, Picture};
use crate::state::{Choice, Moment, State, granted};
use crate::tab::Tab;
use crate::typed;

/// How long a page may take to load.
pub(crate) const PATIENCE: Duration = Duration::from_secs(45);

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
