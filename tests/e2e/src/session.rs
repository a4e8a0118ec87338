//! Browser sessions.
//!
//! Opening Firefox takes seconds, so a session is cleared and kept for the next test with its settings; one of Firefox,
//! whose settings can be changed, for any.
//! Sessions of failed tests and sessions with an extension are deleted.

use std::future::Future;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use url::{ParseError, Url};

use crate::browser::{Browser, Setup, preferences};
use crate::driver::Port;

/// How long a browser may take to open or to close on a busy machine.
const OPEN: Duration = Duration::from_secs(30);

/// How long any other command may take.
const COMMAND: Duration = Duration::from_secs(60);

/// Servers and connections run on it; tests are plain functions on threads.
static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Runtime::new().expect("the runtime can be started"));

/// Waits for a future on the calling thread.
pub(crate) fn block<F: Future>(future: F) -> F::Output {
    RUNTIME.block_on(future)
}

/// Waits for a command of the WebDriver client.
pub(crate) fn command<T>(future: impl Future<Output = Result<T, CmdError>>) -> Result<T, String> {
    match block(async { tokio::time::timeout(COMMAND, future).await }) {
        Ok(answer) => answer.map_err(|error| error.to_string()),
        Err(_) => Err(format!("the driver did not answer in {COMMAND:?}")),
    }
}

/// As many sessions wait for a test at most.
const MOST: usize = 4;

/// The sessions that wait for a test, the one that has waited longest first.
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
    pub(crate) client: Client,
    pub(crate) browser: Browser,
    pub(crate) setup: Setup,
    port: Port,
}

impl Session {
    /// A browser that remembers nothing.
    pub(crate) fn open(browser: Browser, setup: Setup) -> Result<Session, String> {
        let mut idle = idle();
        let fits = |one: &Session| one.browser == browser && one.setup == setup;
        if let Some(index) = idle.iter().position(fits) {
            return Ok(idle.remove(index));
        }
        let follows = |one: &Session| {
            one.browser == browser && browser == Browser::Firefox && setup.can_follow(one.setup)
        };
        if let Some(index) = idle.iter().position(follows) {
            let mut session = idle.remove(index);
            drop(idle);
            session.change(setup)?;
            return Ok(session);
        }
        drop(idle);
        // A driver that hangs as it opens a browser says nothing of the page.
        Session::new(browser, setup).or_else(|_| Session::new(browser, setup))
    }

    /// Gives Firefox other settings.
    fn change(&mut self, setup: Setup) -> Result<(), String> {
        let script = "const [old, wanted] = arguments;
            Object.keys(old).forEach((name) => Services.prefs.clearUserPref(name));
            for (const [name, value] of Object.entries(wanted))
                Services.prefs[value === Number(value) ? 'setIntPref' : 'setBoolPref'](name, value);";
        let arguments = vec![preferences(self.setup).into(), preferences(setup).into()];
        self.post("moz/context", json!({"context": "chrome"}))?;
        command(self.client.execute(script, arguments))?;
        self.post("moz/context", json!({"context": "content"}))?;
        self.setup = setup;
        Ok(())
    }

    /// Keeps it for another test if it can be cleared.
    pub(crate) fn keep(self, origins: &[String]) {
        // WebKit opens as fast as the others are cleared.
        let may = self.browser != Browser::WebKit && self.setup.extension.is_none();
        if may && self.clear(origins).is_ok() {
            let mut idle = idle();
            idle.push(self);
            let oldest = (idle.len() > MOST).then(|| idle.remove(0));
            // Closing takes time, in which other tests may want a session.
            drop(idle);
            drop(oldest);
        }
    }

    /// Removes the pages and what they have stored.
    fn clear(&self, origins: &[String]) -> Result<(), String> {
        let client = &self.client;
        command(async {
            let old = client.windows().await?;
            let tab = client.new_window(true).await?;
            for window in old {
                client.switch_to_window(window).await?;
                client.close_window().await?;
            }
            client.switch_to_window(tab.handle).await
        })?;
        match self.browser {
            Browser::Chromium => {
                // Reading the log empties it.
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
                command(client.execute_async(script, vec![]))?;
                self.post("moz/context", json!({"context": "content"}))?;
            }
            Browser::WebKit => {}
        }
        Ok(())
    }

    /// A command of Chromium's own protocol.
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
            .map_err(|_| {
                port.end();
                format!("{} took too long to open.", browser.name())
            })?
            .map_err(|error| format!("{} did not open: {error}.", browser.name()))?;
        let session = Session { client, browser, setup, port };
        if setup.global_privacy_control && browser == Browser::Chromium {
            session.post("privacy", json!({"gpc": true}))?;
        }
        if browser == Browser::WebKit {
            command(session.client.set_window_size(1200, 900))?;
        }
        if let Some(extension) = setup.extension
            && browser == Browser::Firefox
        {
            let folder = extension.folder(browser);
            session.post("moz/addon/install", json!({"path": folder, "temporary": true}))?;
        }
        Ok(session)
    }

    /// A question that the client has no call for, by its path below the session.
    pub(crate) fn get(&self, path: &str) -> Result<Value, String> {
        self.send(Method::GET, path, None)
    }

    /// An order that the client has no call for.
    pub(crate) fn post(&self, path: &str, body: Value) -> Result<Value, String> {
        self.send(Method::POST, path, Some(body))
    }

    fn send(&self, method: Method, path: &str, body: Option<Value>) -> Result<Value, String> {
        let own = Own { method, path: path.into(), body: body.map(|body| body.to_string()) };
        command(self.client.issue_cmd(own)).map_err(|error| format!("{path}: {error}"))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // WebKit's driver hangs now and then as it closes its browser. Ended, it takes it along.
        if self.browser == Browser::WebKit {
            return self.port.end();
        }
        let _ = block(async { tokio::time::timeout(OPEN, self.client.clone().close()).await });
    }
}

/// A command that the client has no call for.
#[derive(Debug)]
struct Own {
    method: Method,
    path: String,
    body: Option<String>,
}

impl WebDriverCompatibleCommand for Own {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (self.method.clone(), self.body.clone())
    }
}
