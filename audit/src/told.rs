//! What is told of a tab: events become records, and new frames and workers are watched from their first moment on.

use std::collections::HashMap;
use std::time::Instant;

use samtycke_config::declaration::Kind;
use serde_json::{Value, json};

use crate::client::{Event, Later, Line};
use crate::network::Network;
use crate::record::{From, Trait, Way, Write};
use crate::set_cookie::SetCookie;
use crate::site;
use crate::stack;
use crate::state::Signal;

/// How many bytes of answers the browser holds until they are asked for.
const BODIES: u32 = 100 << 20;

const HOOK: &str = include_str!("hook.js");

/// A target that is watched.
#[derive(Clone, Debug)]
pub(crate) struct Watched {
    pub(crate) session: String,
    pub(crate) kind: String,
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
    pub(crate) targets: Vec<Watched>,
    /// The session of each target, by its id.
    pub(crate) known: HashMap<String, String>,
    /// The host of each script context, by session and number.
    pub(crate) hosts: HashMap<(String, u64), String>,
    pub(crate) signal: Option<Signal>,
    pub(crate) token: String,
    pub(crate) loads: usize,
    /// How many dialogs of the browser pages have opened.
    pub(crate) dialogs: usize,
    pub(crate) keeps_raw: bool,
    pub(crate) records: bool,
    /// Bodies that were asked for, by the id of the request.
    pub(crate) bodies: HashMap<String, Later>,
    pub(crate) last_traffic: Instant,
}

impl Told {
    /// Takes an event.
    pub(crate) fn on(&mut self, line: &Line, event: Event) {
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
                self.dialogs += usize::from(!accept);
                line.send(&session, "Page.handleJavaScriptDialog", json!({"accept": accept}));
            }
            "Runtime.consoleAPICalled" => self.said(&session, &params),
            _ if method.starts_with("Network.") => {
                let from = self.from(&session);
                if self.network.take(&method, &params, from, self.phase, &self.url) {
                    self.last_traffic = Instant::now();
                }
                // The next page may take it from the browser's memory.
                if self.records
                    && method == "Network.loadingFinished"
                    && let Some(id) = params["requestId"].as_str()
                {
                    let body =
                        line.ask(&session, "Network.getResponseBody", json!({"requestId": id}));
                    self.bodies.insert(id.into(), body);
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
        // Bodies that pages send are looked at for test values, and not kept.
        send(
            "Network.enable",
            json!({
                "maxPostDataSize": 1 << 20, "maxTotalBufferSize": BODIES, "maxResourceBufferSize": BODIES,
            }),
        );
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
        let cause = stack::stack(&params["stackTrace"]);
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

/// Makes a target send a signal, and its pages see it.
pub(crate) fn signal_on(line: &Line, session: &str, signal: Signal, is_worker: bool) {
    let headers = json!({"headers": {signal.header(): "1"}});
    line.send(session, "Network.setExtraHTTPHeaders", headers);
    if !is_worker {
        let script = json!({"source": signal.script()});
        line.send(session, "Page.addScriptToEvaluateOnNewDocument", script);
    }
}
