//! A fresh profile with one tab, watched in every frame and worker.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use samtycke_config::declaration::Kind;
use serde_json::{Value, json};

use crate::client::{Arrived, Client, Event, Line};
use crate::network::{self, Network};
use crate::record::{From, Trait, Way, Write};
use crate::set_cookie::SetCookie;
use crate::site;
use crate::state::Signal;

const HOOK: &str = include_str!("hook.js");

/// How long the network has to be quiet before a page counts as settled.
const QUIET: Duration = Duration::from_millis(500);

/// A target that is watched.
#[derive(Clone, Debug)]
struct Watched {
    session: String,
    kind: String,
}

/// A tab, and everything that was told of it.
pub(crate) struct Tab {
    line: Line,
    context: String,
    /// The session of the page.
    page: String,
    told: Told,
}

/// What was told of a tab, and what newly found frames and workers are set up with.
pub(crate) struct Told {
    pub(crate) network: Network,
    pub(crate) writes: Vec<Write>,
    pub(crate) traits: Vec<Trait>,
    /// The number of the phase that is on.
    pub(crate) phase: usize,
    /// The address of the page that is open.
    pub(crate) url: String,
    pub(crate) raw: Vec<String>,
    targets: Vec<Watched>,
    /// The session of each target, by its id.
    known: HashMap<String, String>,
    /// The host of each script context, by session and number.
    hosts: HashMap<(String, u64), String>,
    signal: Option<Signal>,
    token: String,
    loads: usize,
    keeps_raw: bool,
    last_traffic: Instant,
}

impl Told {
    fn on(&mut self, line: &Line, event: Event) {
        let Event { session, method, params } = event;
        if self.keeps_raw
            && let Some(text) = crate::raw::event(&session, &method, &params)
        {
            self.raw.push(text);
        }
        match method.as_str() {
            "Target.attachedToTarget" => self.attached(line, &session, &params),
            "Target.detachedFromTarget" => {
                let gone = params["sessionId"].as_str().unwrap_or_default();
                self.targets.retain(|one| one.session != gone);
                self.known.retain(|_, session| session != gone);
            }
            "Runtime.executionContextCreated" => {
                let id = params["context"]["id"].as_u64().unwrap_or(0);
                let host = site::host(params["context"]["origin"].as_str().unwrap_or_default());
                self.hosts.insert((session, id), host);
            }
            "Page.loadEventFired" => self.loads += 1,
            "Page.javascriptDialogOpening" => {
                let accept = params["type"] == "beforeunload";
                line.send(&session, "Page.handleJavaScriptDialog", json!({"accept": accept}));
            }
            "Runtime.consoleAPICalled" => self.said(&session, &params),
            _ if method.starts_with("Network.") => {
                let from = self.from(&session);
                if self.network.take(&method, &params, from, self.phase, &self.url) {
                    self.last_traffic = Instant::now();
                }
            }
            _ => {}
        }
    }

    fn from(&self, session: &str) -> From {
        match self.targets.iter().find(|one| one.session == session).map(|one| one.kind.as_str()) {
            Some("service_worker") => From::ServiceWorker,
            Some("worker" | "shared_worker") => From::Worker,
            _ => From::Page,
        }
    }

    /// Watches a page, frame or worker from its first moment on: it is held until then.
    fn attached(&mut self, line: &Line, parent: &str, params: &Value) {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let session = text(&params["sessionId"]);
        let (id, kind) =
            (text(&params["targetInfo"]["targetId"]), text(&params["targetInfo"]["type"]));
        let go = |session: &str| {
            line.send(session, "Runtime.runIfWaitingForDebugger", json!({}));
        };
        if self.known.contains_key(&id) {
            // The browser and the page both tell of some workers. The first session does the work.
            go(&session);
            line.send(parent, "Target.detachFromTarget", json!({"sessionId": session}));
            return;
        }
        self.known.insert(id, session.clone());
        let is_worker = kind.ends_with("worker");
        self.targets.push(Watched { session: session.clone(), kind });
        let send = |method: &str, params: Value| line.send(&session, method, params);
        send("Network.enable", json!({}));
        send("Runtime.enable", json!({}));
        // Without these a request by a third party's script looks like one of the page.
        send("Debugger.enable", json!({"maxScriptsCacheSize": 0}));
        send("Debugger.setAsyncCallStackDepth", json!({"maxDepth": 32}));
        send("Debugger.setSkipAllPauses", json!({"skip": true}));
        let hook = HOOK.replace("$TOKEN", &self.token);
        if is_worker {
            send("Runtime.evaluate", json!({"expression": hook}));
        } else {
            send("Page.enable", json!({}));
            send("Page.addScriptToEvaluateOnNewDocument", json!({"source": hook}));
        }
        if let Some(signal) = self.signal {
            signal_on(line, &session, signal, is_worker);
        }
        let watched = json!({"autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true});
        send("Target.setAutoAttach", watched);
        go(&session);
    }

    /// A console message: of our hook if it has the token.
    fn said(&mut self, session: &str, params: &Value) {
        let argument = |at: usize| params["args"][at]["value"].as_str().unwrap_or_default();
        if argument(0) != self.token {
            return;
        }
        let cause = network::stack(&params["stackTrace"]);
        if argument(1) == "read" {
            let (phase, page) = (self.phase, self.url.clone());
            self.traits.push(Trait { what: argument(2).into(), cause, phase, page });
            return;
        }
        let context = params["executionContextId"].as_u64().unwrap_or(0);
        let known = self.hosts.get(&(session.to_owned(), context)).cloned();
        let origin = known.unwrap_or_else(|| site::host(&self.url));
        let set = SetCookie::with(argument(2), argument(3));
        let Ok(kind) = serde_json::from_value::<Kind>(json!(argument(1))) else { return };
        let host = set.domain.filter(|_| kind == Kind::Cookie).unwrap_or(origin);
        self.writes.push(Write {
            kind,
            name: set.name,
            host,
            attributes: set.attributes,
            life: set.life,
            way: Way::Script,
            cause,
            refused: Vec::new(),
            phase: self.phase,
            page: self.url.clone(),
        });
    }
}

fn signal_on(line: &Line, session: &str, signal: Signal, is_worker: bool) {
    let headers = json!({"headers": {signal.header(): "1"}});
    line.send(session, "Network.setExtraHTTPHeaders", headers);
    if !is_worker {
        let script = json!({"source": signal.script()});
        line.send(session, "Page.addScriptToEvaluateOnNewDocument", script);
    }
}

impl Tab {
    /// Opens a tab in a profile of its own, with the signal on.
    ///
    /// # Errors
    /// The browser does not do it.
    pub(crate) fn open(
        client: &Client,
        signal: Option<Signal>,
        keeps_raw: bool,
    ) -> Result<Tab, String> {
        let line = client.line();
        let made = line.call("", "Target.createBrowserContext", json!({}), &mut |_, _| {})?;
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
            keeps_raw,
            last_traffic: Instant::now(),
        };
        let mut tab = Tab { line, context, page: String::new(), told };
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
