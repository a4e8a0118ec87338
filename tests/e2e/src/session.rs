//! A browser session over WebDriver, command by command.
//!
//! Opening Firefox takes seconds. So a session of a browser as it comes is kept for the next test,
//! once everything in it has been forgotten; one of a test that failed, or with anything set, is
//! deleted.

use std::future::Future;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use url::{ParseError, Url};

use crate::browser::{Browser, Setup};
use crate::driver::Port;

/// How long a browser may take to open or to close, on a busy machine.
const OPEN: Duration = Duration::from_secs(60);

/// How long anything else may take.
const COMMAND: Duration = Duration::from_secs(20);

/// What servers and connections run on; tests themselves are plain functions on threads.
static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Runtime::new().expect("the runtime can be started"));

/// Waits for a future on the calling thread.
pub(crate) fn block<F: Future>(future: F) -> F::Output {
    RUNTIME.block_on(future)
}

/// The sessions that wait for a test.
static IDLE: Mutex<Vec<Session>> = Mutex::new(Vec::new());

fn idle() -> MutexGuard<'static, Vec<Session>> {
    IDLE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Deletes the sessions that wait for a test.
pub(crate) fn end() {
    let sessions = std::mem::take(&mut *idle());
    drop(sessions);
}

/// A session. It holds its driver for as long as it lives, and is deleted when dropped.
#[derive(Debug)]
pub(crate) struct Session {
    client: Client,
    browser: Browser,
    setup: Setup,
    _port: Port,
}

impl Session {
    /// A browser that remembers nothing.
    pub(crate) fn open(browser: Browser, setup: Setup) -> Result<Session, String> {
        let mut idle = idle();
        let fits = |one: &Session| one.browser == browser && one.setup == setup;
        if let Some(index) = idle.iter().position(fits) {
            return Ok(idle.swap_remove(index));
        }
        drop(idle);
        Session::new(browser, setup)
    }

    /// Keeps it for another test, if it can be made to forget what has been.
    pub(crate) fn keep(self, origins: &[String]) {
        // WebKit opens as fast as the others forget.
        let may = self.browser != Browser::WebKit && self.setup == Setup::default();
        if may && self.forget(origins).is_ok() {
            idle().push(self);
        }
    }

    /// Leaves nothing of the pages and what they have stored.
    fn forget(&self, origins: &[String]) -> Result<(), String> {
        let old = self.get("window/handles")?;
        let tab = self.post("window/new", json!({"type": "tab"}))?;
        for handle in old.as_array().into_iter().flatten() {
            self.post("window", json!({"handle": handle}))?;
            self.delete("window")?;
        }
        self.post("window", json!({"handle": tab["handle"]}))?;
        match self.browser {
            Browser::Chromium => {
                // What was logged so far: reading it takes it away.
                self.post("se/log", json!({"type": "browser"}))?;
                self.devtools("Network.clearBrowserCookies", json!({}))?;
                for origin in origins {
                    let all = json!({"origin": origin, "storageTypes": "all"});
                    self.devtools("Storage.clearDataForOrigin", all)?;
                }
            }
            Browser::Firefox => {
                self.post("moz/context", json!({"context": "chrome"}))?;
                let script = "const done = arguments[0];
                    Services.clearData.deleteData(Services.clearData.CLEAR_ALL, done);";
                self.post("execute/async", json!({"script": script, "args": []}))?;
                self.post("moz/context", json!({"context": "content"}))?;
            }
            Browser::WebKit => {}
        }
        Ok(())
    }

    /// A command of Chromium's own.
    pub(crate) fn devtools(&self, command: &str, parameters: Value) -> Result<Value, String> {
        self.post("goog/cdp/execute", json!({"cmd": command, "params": parameters}))
    }

    fn new(browser: Browser, setup: Setup) -> Result<Session, String> {
        let port = Port::of(browser, setup)?;
        let address = format!("http://127.0.0.1:{}", port.0);
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        let mut builder = ClientBuilder::new(connector);
        builder.capabilities(browser.capabilities(setup));
        let client = block(async { tokio::time::timeout(OPEN, builder.connect(&address)).await });
        let client = client
            .map_err(|_| format!("{} took too long to open.", browser.name()))?
            .map_err(|error| format!("{} did not open: {error}.", browser.name()))?;
        let session = Session { client, browser, setup, _port: port };
        if setup.global_privacy_control && browser == Browser::Chromium {
            session.post("privacy", json!({"gpc": true}))?;
        }
        if browser == Browser::WebKit {
            session.post("window/rect", json!({"width": 1200, "height": 900}))?;
        }
        if let Some(extension) = setup.extension
            && browser == Browser::Firefox
        {
            let folder = extension.folder(browser);
            session.post("moz/addon/install", json!({"path": folder, "temporary": true}))?;
        }
        Ok(session)
    }

    /// The browser that it is a session of.
    pub(crate) fn browser(&self) -> Browser {
        self.browser
    }

    /// How it is set up.
    pub(crate) fn setup(&self) -> Setup {
        self.setup
    }

    /// Asks for something.
    pub(crate) fn get(&self, path: &str) -> Result<Value, String> {
        self.send(Method::GET, path, None)
    }

    /// Tells it something.
    pub(crate) fn post(&self, path: &str, body: Value) -> Result<Value, String> {
        self.send(Method::POST, path, Some(body))
    }

    /// Deletes something.
    fn delete(&self, path: &str) -> Result<Value, String> {
        self.send(Method::DELETE, path, None)
    }

    fn send(&self, method: Method, path: &str, body: Option<Value>) -> Result<Value, String> {
        let command =
            Command { method, path: path.into(), body: body.map(|body| body.to_string()) };
        let answer =
            block(async { tokio::time::timeout(COMMAND, self.client.issue_cmd(command)).await });
        match answer {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(error)) => Err(format!("{path}: {error}")),
            Err(_) => Err(format!("{path}: no answer in {COMMAND:?}")),
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = block(async { tokio::time::timeout(OPEN, self.client.clone().close()).await });
    }
}

/// Any command of WebDriver, by its path below the session.
#[derive(Debug)]
struct Command {
    method: Method,
    path: String,
    body: Option<String>,
}

impl WebDriverCompatibleCommand for Command {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (self.method.clone(), self.body.clone())
    }
}
