//! A fresh profile with one tab, watched in every frame and worker.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::archive::Exchange;
use crate::client::{Arrived, Client, Line};
use crate::network::Network;
use crate::options::Options;
use crate::replay::Proxy;
use crate::state::Signal;
use crate::told::{Told, signal_on};

/// How long a body may take that the browser has already.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long the network has to be quiet before a page counts as settled.
const QUIET: Duration = Duration::from_millis(500);

/// A tab, and everything that was told of it.
pub(crate) struct Tab {
    line: Line,
    context: String,
    /// The session of the page.
    page: String,
    told: Told,
    /// What answers in place of the network.
    proxy: Option<Proxy>,
}

impl Tab {
    /// Opens a tab in a profile of its own, with the signal on. `state` is what it is for.
    ///
    /// # Errors
    /// The browser does not do it.
    pub(crate) fn open(
        client: &Client,
        options: &Options,
        state: &str,
        signal: Option<Signal>,
    ) -> Result<Tab, String> {
        let line = client.line();
        let proxy = options.replay.as_ref().map(|replay| Proxy::start(replay, state)).transpose();
        let proxy = proxy.map_err(|error| format!("the archive cannot be served: {error}"))?;
        let network = match &proxy {
            Some(proxy) => json!({"proxyServer": proxy.url(), "proxyBypassList": "<-loopback>"}),
            None => json!({}),
        };
        let made = line.call("", "Target.createBrowserContext", network, &mut |_, _| {})?;
        let context = made["browserContextId"].as_str().unwrap_or_default().to_owned();
        line.own(&context);
        // Pages cannot guess it.
        let token = format!("samtycke-audit-{context}");
        let told = Told {
            network: Network::default(),
            writes: Vec::new(),
            traits: Vec::new(),
            phase: 0,
            url: String::new(),
            raw: Vec::new(),
            targets: Vec::new(),
            known: HashMap::new(),
            hosts: HashMap::new(),
            signal,
            token,
            loads: 0,
            dialogs: 0,
            keeps_raw: options.keeps_raw,
            records: options.records,
            bodies: HashMap::new(),
            last_traffic: Instant::now(),
        };
        let mut tab = Tab { line, context, page: String::new(), told, proxy };
        let denied = json!({"behavior": "deny", "browserContextId": tab.context});
        tab.command("", "Browser.setDownloadBehavior", denied)?;
        let wanted = json!({"url": "about:blank", "browserContextId": tab.context, "width": 1280, "height": 800});
        let made = tab.command("", "Target.createTarget", wanted)?;
        let target = made["targetId"].as_str().unwrap_or_default().to_owned();
        let until = Instant::now() + Duration::from_secs(60);
        while !tab.told.known.contains_key(&target) {
            if !tab.step(until)? {
                return Err("the browser opens no tab".into());
            }
        }
        tab.page = tab.told.known[&target].clone();
        tab.page_command("Emulation.setFocusEmulationEnabled", json!({"enabled": true}))?;
        Ok(tab)
    }

    /// What was told until now.
    pub(crate) fn told(&mut self) -> &mut Told {
        &mut self.told
    }

    pub(crate) fn command(
        &mut self,
        session: &str,
        method: &str,
        params: Value,
    ) -> Result<Value, String> {
        let Tab { line, told, .. } = self;
        line.call(session, method, params, &mut |line, event| told.on(line, event))
    }

    pub(crate) fn page_command(&mut self, method: &str, params: Value) -> Result<Value, String> {
        let page = self.page.clone();
        self.command(&page, method, params)
    }

    /// Handles one event. False if there was none until then.
    fn step(&mut self, until: Instant) -> Result<bool, String> {
        match self.line.wait(until)? {
            Arrived::Event(event) => self.told.on(&self.line, event),
            Arrived::Answer(..) => {}
            Arrived::Nothing => return Ok(false),
        }
        Ok(true)
    }

    /// Switches a signal on from the next page on.
    pub(crate) fn switch_on(&mut self, signal: Signal) {
        self.told.signal = Some(signal);
        for target in self.told.targets.clone() {
            signal_on(&self.line, &target.session, signal, target.kind.ends_with("worker"));
        }
    }

    /// Opens an address, or the same page again, and waits until it has loaded. The answer says what kept
    /// it from loading whole.
    ///
    /// # Errors
    /// The page cannot be opened.
    pub(crate) fn go(
        &mut self,
        url: Option<&str>,
        patience: Duration,
    ) -> Result<Option<String>, String> {
        let loads = self.told.loads;
        self.told.network.forget_open();
        match url {
            Some(url) => {
                self.told.url = url.into();
                let answer = self.page_command("Page.navigate", json!({"url": url}))?;
                if let Some(error) = answer["errorText"].as_str() {
                    return Err(format!("{url} does not open: {error}"));
                }
            }
            None => {
                self.page_command("Page.reload", json!({}))?;
            }
        }
        let until = Instant::now() + patience;
        while self.told.loads == loads {
            if !self.step(until)? && Instant::now() >= until {
                let seconds = patience.as_secs();
                return Ok(Some(format!("{} had not loaded after {seconds} s", self.told.url)));
            }
        }
        let url = self.told.url.clone();
        let mut documents = self.told.network.requests.iter().rev();
        if let Some(status) = documents.find(|one| one.url == url).map(|one| one.status)
            && status >= 400
        {
            return Err(format!("{url} answers {status}"));
        }
        Ok(None)
    }

    /// Lets time pass: at least this long, and until the network is quiet, but not more than ten seconds longer.
    pub(crate) fn settle(&mut self, least: Duration) -> Result<(), String> {
        let start = Instant::now();
        let most = start + least + Duration::from_secs(10);
        loop {
            let now = Instant::now();
            let is_quiet = self.told.network.open() == 0
                && now.duration_since(self.told.last_traffic) >= QUIET;
            if now >= most || (is_quiet && now >= start + least) {
                return Ok(());
            }
            self.step(now + Duration::from_millis(50))?;
        }
    }

    /// The value of an expression in the page, or of the promise that it makes.
    pub(crate) fn evaluate(&mut self, expression: &str) -> Result<Value, String> {
        let params = json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
        let answer = self.page_command("Runtime.evaluate", params)?;
        if let Some(error) = answer["exceptionDetails"]["exception"]["description"].as_str() {
            return Err(error.into());
        }
        Ok(answer["result"]["value"].clone())
    }

    /// Evaluates an expression in every frame, out of reach of the page's own scripts. Frames that are gone or
    /// do not answer are left out.
    pub(crate) fn in_frames(&mut self, expression: &str) -> Vec<Value> {
        let mut values = Vec::new();
        for target in self.told.targets.clone() {
            if target.kind != "page" && target.kind != "iframe" {
                continue;
            }
            let session = target.session;
            let Ok(tree) = self.command(&session, "Page.getFrameTree", json!({})) else { continue };
            for frame in frame_ids(&tree["frameTree"]) {
                let world = json!({"frameId": frame, "worldName": "samtycke"});
                let Ok(world) = self.command(&session, "Page.createIsolatedWorld", world) else {
                    continue;
                };
                let params = json!({
                    "expression": expression, "contextId": world["executionContextId"],
                    "awaitPromise": true, "returnByValue": true,
                });
                if let Ok(answer) = self.command(&session, "Runtime.evaluate", params) {
                    values.push(answer["result"]["value"].clone());
                }
            }
        }
        values
    }

    /// All cookies of the profile.
    pub(crate) fn cookies(&mut self) -> Result<Vec<Value>, String> {
        let context = json!({"browserContextId": self.context});
        let answer = self.command("", "Storage.getCookies", context)?;
        Ok(answer["cookies"].as_array().cloned().unwrap_or_default())
    }

    /// What pages needed and the archive does not have; nothing with a network.
    pub(crate) fn missing(&self) -> Vec<String> {
        self.proxy.as_ref().map(Proxy::missing).unwrap_or_default()
    }

    /// What was answered until now, if that is recorded.
    pub(crate) fn exchanges(&mut self, state: &str) -> Vec<Exchange> {
        if !self.told.records {
            return Vec::new();
        }
        let bodies = std::mem::take(&mut self.told.bodies);
        self.told.network.exchanges(state, |id| bodies.get(id)?.get(PATIENCE))
    }

    /// Makes the profile forget all cookies, and what the origin of an address stores.
    pub(crate) fn forget(&mut self, url: &str) -> Result<(), String> {
        let context = json!({"browserContextId": self.context});
        self.command("", "Storage.clearCookies", context)?;
        let origin = url::Url::parse(url).map_err(|error| error.to_string())?.origin();
        let stores = json!({"origin": origin.ascii_serialization(), "storageTypes": "all"});
        self.page_command("Storage.clearDataForOrigin", stores).map(drop)
    }

    /// Puts a cookie in the place of another.
    pub(crate) fn set_cookie(&mut self, cookie: Value) -> Result<(), String> {
        let params = json!({"browserContextId": self.context, "cookies": [cookie]});
        self.command("", "Storage.setCookies", params).map(drop)
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        let context = json!({"browserContextId": self.context});
        self.line.send("", "Target.disposeBrowserContext", context);
    }
}

fn frame_ids(tree: &Value) -> Vec<Value> {
    let mut ids = vec![tree["frame"]["id"].clone()];
    for child in tree["childFrames"].as_array().into_iter().flatten() {
        ids.extend(frame_ids(child));
    }
    ids
}
