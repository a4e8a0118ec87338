//! A visit: a site, a browser, and what can be seen of both.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use samtycke_demo::{Call, Options, Site, Vendor};
use serde_json::{Value, json};

use crate::browser::{Browser, Setup};
use crate::cookie::{self, Choice};
use crate::element::Element;
use crate::run::explain;
use crate::session::{Session, block};

/// How long to wait for what should come.
pub const DEADLINE: Duration = Duration::from_secs(10);

/// The Tab key, as WebDriver writes it.
pub const TAB_KEY: &str = "\u{E004}";
/// The Enter key.
pub const ENTER: &str = "\u{E007}";
/// The Shift key.
pub const SHIFT: &str = "\u{E008}";
/// The Escape key.
pub const ESCAPE: &str = "\u{E00C}";
/// The space bar.
pub const SPACE: &str = " ";

/// How long to wait for what should not come, once the page has loaded.
const SETTLE: Duration = Duration::from_millis(300);

/// A visit to a site of its own with a browser of its own.
#[derive(Debug)]
pub struct Visit {
    /// The site and its third parties.
    pub site: Site,
    pub(crate) session: Session,
}

impl Visit {
    /// Starts the site and opens the browser as it comes.
    #[track_caller]
    pub fn new(browser: Browser) -> Visit {
        Visit::with(browser, Setup::default())
    }

    /// The same, with the browser set up.
    #[track_caller]
    pub fn with(browser: Browser, setup: Setup) -> Visit {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let built = root.join("pkg/samtycke.min.js").is_file();
        assert!(built, "pkg/samtycke.min.js is not there. Run `make test`, which builds it.");
        let site = block(Site::start(Options { port: 0, real: false, root }));
        let site = found(site.map_err(|error| format!("the site did not start: {error}")));
        Visit { site, session: found(Session::open(browser, setup)) }
    }

    /// The browser.
    pub fn browser(&self) -> Browser {
        self.session.browser()
    }

    // Pages.

    /// Goes to a path of the site.
    #[track_caller]
    pub fn go(&self, path: &str) {
        self.go_to(&self.site.url(path));
    }

    /// Goes to any address.
    #[track_caller]
    pub fn go_to(&self, url: &str) {
        found(self.session.post("url", json!({"url": url})));
    }

    /// Goes to a page that the site serves from now on at `/page`.
    #[track_caller]
    pub fn go_to_page(&self, html: &str) {
        self.site.replace("/page", "text/html; charset=utf-8", 200, html);
        self.go("/page");
    }

    /// Goes back to the page before.
    #[track_caller]
    pub fn back(&self) {
        found(self.session.post("back", json!({})));
    }

    /// Does something that makes the page load anew, and waits until it has.
    #[track_caller]
    pub fn reloading(&self, act: impl FnOnce()) {
        self.eval("window.isOld = true");
        act();
        self.wait("!window.isOld && document.readyState === 'complete'");
    }

    /// Waits until the library has read its configuration and the page has loaded.
    #[track_caller]
    pub fn ready(&self) {
        self.wait("document.readyState === 'complete' && window.samtycke && samtycke.consent().version !== null");
    }

    /// Waits long enough for what should not happen to have happened.
    #[track_caller]
    pub fn settle(&self) {
        self.ready();
        thread::sleep(SETTLE);
    }

    /// The value of an expression on the page.
    #[track_caller]
    pub fn eval(&self, expression: &str) -> Value {
        found(self.try_eval(expression))
    }

    /// Runs statements on the page.
    #[track_caller]
    pub fn run(&self, script: &str) {
        found(self.session.post("execute/sync", json!({"script": script, "args": []})));
    }

    fn try_eval(&self, expression: &str) -> Result<Value, String> {
        let script = format!("return ({expression});");
        self.session.post("execute/sync", json!({"script": script, "args": []}))
    }

    /// Waits until an expression on the page is true; a page that is being left does not count.
    #[track_caller]
    pub fn wait(&self, expression: &str) {
        let mut last = Ok(Value::Null);
        let truth = || {
            last = self.try_eval(&format!("Boolean({expression})"));
            (last == Ok(Value::Bool(true))).then_some(())
        };
        if poll(truth).is_none() {
            panic!("waited in vain for {expression}; last {last:?}");
        }
    }

    // What is on the page.

    /// All elements that fit a selector.
    #[track_caller]
    pub fn all(&self, selector: &str) -> Vec<Element<'_>> {
        let body = json!({"using": "css selector", "value": selector});
        let list = found(self.session.post("elements", body));
        let list = list.as_array().cloned().unwrap_or_default();
        list.into_iter().map(|reference| Element { visit: self, reference }).collect()
    }

    /// The first element that fits a selector, once there is one.
    #[track_caller]
    pub fn find(&self, selector: &str) -> Element<'_> {
        let element = poll(|| {
            let body = json!({"using": "css selector", "value": selector});
            self.session.post("element", body).ok()
        });
        match element {
            Some(reference) => Element { visit: self, reference },
            None => panic!("nothing on the page fits {selector}"),
        }
    }

    /// What has the focus.
    #[track_caller]
    pub fn focused(&self) -> Element<'_> {
        Element { visit: self, reference: found(self.session.get("element/active")) }
    }

    /// The banner, once it is there.
    #[track_caller]
    pub fn banner(&self) -> Element<'_> {
        self.find(BANNER)
    }

    /// The settings, once they are there.
    #[track_caller]
    pub fn dialog(&self) -> Element<'_> {
        self.find(DIALOG)
    }

    /// Whether the banner is on the page.
    #[track_caller]
    pub fn has_banner(&self) -> bool {
        !self.all(BANNER).is_empty()
    }

    /// Whether the settings are on the page.
    #[track_caller]
    pub fn has_dialog(&self) -> bool {
        !self.all(DIALOG).is_empty()
    }

    /// Waits until the banner has gone.
    #[track_caller]
    pub fn no_banner(&self) {
        self.wait(&format!("!document.querySelector('{BANNER}')"));
    }

    /// Waits until the settings have gone.
    #[track_caller]
    pub fn no_dialog(&self) {
        self.wait(&format!("!document.querySelector('{DIALOG}')"));
    }

    /// What stands inside `scope` with this role and name in the accessibility tree.
    #[track_caller]
    pub fn named(&self, scope: &str, role: &str, name: &str) -> Element<'_> {
        let tag = match role {
            "switch" => "input",
            "link" => "a",
            tag => tag,
        };
        let mut seen = Vec::new();
        let element = poll(|| {
            seen.clear();
            for element in self.all(&format!("{scope} {tag}")) {
                let is = (element.role(), element.name());
                if is == (role.into(), name.into()) {
                    return Some(element);
                }
                seen.push(is);
            }
            None
        });
        found(element.ok_or_else(|| format!("no {role} \"{name}\" in {scope}, but {seen:?}")))
    }

    /// A button of the banner.
    #[track_caller]
    pub fn banner_button(&self, name: &str) -> Element<'_> {
        self.named(BANNER, "button", name)
    }

    /// A button of the settings.
    #[track_caller]
    pub fn dialog_button(&self, name: &str) -> Element<'_> {
        self.named(DIALOG, "button", name)
    }

    /// A switch of the settings, by what it is called.
    #[track_caller]
    pub fn switch(&self, name: &str) -> Element<'_> {
        self.named(DIALOG, "switch", name)
    }

    /// Shows the services of all categories in the open settings.
    #[track_caller]
    pub fn unfold(&self) {
        for summary in self.all(&format!("{DIALOG} summary")) {
            summary.click();
        }
    }

    /// Opens the settings with the button at the end of the page.
    #[track_caller]
    pub fn open_settings(&self) {
        self.find("footer [data-samtycke-click=\"settings\"]").click();
        self.dialog();
    }

    /// Says yes to everything, in the banner.
    #[track_caller]
    pub fn accept(&self) {
        self.banner_button("Accept all").click();
        self.no_banner();
    }

    /// Says no to everything, in the banner.
    #[track_caller]
    pub fn refuse(&self) {
        self.banner_button("Reject all").click();
        self.no_banner();
    }

    /// Presses keys one after the other, on whatever has the focus; special keys as WebDriver
    /// writes them.
    #[track_caller]
    pub fn press(&self, keys: &[&str]) {
        let mut actions = Vec::new();
        for key in keys {
            actions.push(json!({"type": "keyDown", "value": key}));
            actions.push(json!({"type": "keyUp", "value": key}));
        }
        let keyboard = json!({"type": "key", "id": "keyboard", "actions": actions});
        found(self.session.post("actions", json!({"actions": [keyboard]})));
    }

    /// Presses keys together: each goes down in order, then up in reverse.
    #[track_caller]
    pub fn chord(&self, keys: &[&str]) {
        let down = keys.iter().map(|key| json!({"type": "keyDown", "value": key}));
        let up = keys.iter().rev().map(|key| json!({"type": "keyUp", "value": key}));
        let actions: Vec<Value> = down.chain(up).collect();
        let keyboard = json!({"type": "key", "id": "keyboard", "actions": actions});
        found(self.session.post("actions", json!({"actions": [keyboard]})));
    }

    // What is kept in the browser.

    /// The cookies that the page's host can see, as WebDriver lists them.
    #[track_caller]
    pub fn jar(&self) -> Vec<Value> {
        found(self.session.get("cookie")).as_array().cloned().unwrap_or_default()
    }

    /// Their names, in order.
    #[track_caller]
    pub fn cookie_names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            self.jar().iter().map(|cookie| cookie["name"].as_str().unwrap_or("").into()).collect();
        names.sort();
        names
    }

    /// The cookies with a name.
    #[track_caller]
    pub fn cookies(&self, name: &str) -> Vec<Value> {
        self.jar().into_iter().filter(|cookie| cookie["name"] == name).collect()
    }

    /// The value of the only cookie that holds a choice; `None` where there is none.
    #[track_caller]
    pub fn choice_text(&self) -> Option<String> {
        let cookies = self.cookies("samtycke");
        assert!(cookies.len() < 2, "{cookies:?}");
        Some(cookies.first()?["value"].as_str()?.into())
    }

    /// The stored choice.
    #[track_caller]
    pub fn choice(&self) -> Choice {
        let Some(value) = self.choice_text() else { panic!("no choice is stored") };
        found(cookie::read(&value).ok_or_else(|| format!("{value} is not as documented")))
    }

    /// Sets a cookie on the page's host.
    #[track_caller]
    pub fn set_cookie(&self, name: &str, value: &str) {
        let cookie = json!({"name": name, "value": value, "path": "/"});
        found(self.session.post("cookie", json!({"cookie": cookie})));
    }

    /// The keys of a storage of the page's, in order.
    #[track_caller]
    pub fn keys(&self, storage: &str) -> Vec<String> {
        let keys = self.eval(&format!("Object.keys({storage}).sort()"));
        serde_json::from_value(keys).unwrap_or_default()
    }

    // What reached third parties.

    /// The third parties whose scripts were fetched, in the order of [`Vendor::STAND_INS`], each
    /// as often as it was.
    pub fn fetched(&self) -> Vec<Vendor> {
        let calls = self.site.calls();
        let mut fetched = Vec::new();
        for vendor in Vendor::STAND_INS {
            let is_script = |call: &&Call| call.vendor == vendor && is_script(&call.path);
            fetched.extend(calls.iter().filter(is_script).map(|_| vendor));
        }
        fetched
    }

    /// Waits until these scripts have been fetched, and a little longer for others.
    #[track_caller]
    pub fn expect_fetched(&self, vendors: &[Vendor]) {
        poll(|| (self.fetched().len() >= vendors.len()).then_some(()));
        thread::sleep(SETTLE);
        assert_eq!(self.fetched(), vendors, "whose scripts were fetched");
    }

    /// Waits for a call that fits.
    #[track_caller]
    pub fn expect_call(&self, vendor: Vendor, part: &str) -> Call {
        let fits = |call: &Call| call.vendor == vendor && call.path.contains(part);
        let call = poll(|| self.site.calls().into_iter().find(fits));
        found(call.ok_or_else(|| {
            format!("{vendor:?} got no call with {part}, but {:?}", self.site.calls())
        }))
    }

    /// No third party has been called, long after it could have been.
    #[track_caller]
    pub fn nobody_called(&self) {
        self.settle();
        assert_eq!(self.site.calls(), [], "what reached third parties");
    }

    // Windows.

    /// The window that is driven.
    #[track_caller]
    pub fn window(&self) -> String {
        found(self.session.get("window")).as_str().unwrap_or_default().into()
    }

    /// Opens another tab and drives it.
    #[track_caller]
    pub fn new_tab(&self) {
        let tab = found(self.session.post("window/new", json!({"type": "tab"})));
        self.switch_to(tab["handle"].as_str().unwrap_or_default());
    }

    /// Drives another tab, which comes to the front.
    #[track_caller]
    pub fn switch_to(&self, window: &str) {
        found(self.session.post("window", json!({"handle": window})));
        if self.browser() == Browser::Chromium {
            // Its driver talks to another tab and leaves it where it is.
            let command = json!({"cmd": "Page.bringToFront", "params": {}});
            found(self.session.post("goog/cdp/execute", command));
        }
    }

    /// The console's lines, where the driver has them.
    fn console(&self) -> Vec<String> {
        let log = self.session.post("se/log", json!({"type": "browser"})).unwrap_or_default();
        let lines = log.as_array().cloned().unwrap_or_default();
        lines.iter().map(|line| line["message"].as_str().unwrap_or("").into()).collect()
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        if !thread::panicking() {
            return;
        }
        for expression in [
            "location.href",
            "document.readyState",
            "document.cookie",
            "window.samtycke && samtycke.consent()",
            "(document.getElementById('samtycke') || {}).innerText",
            "window.heard && heard.map(one => one[0])",
            "window.said",
            "window.order",
        ] {
            match self.try_eval(expression) {
                Ok(Value::Null) => {}
                Ok(value) => explain(&format!("  {expression}: {value}")),
                Err(error) => explain(&format!("  {expression}: {error}")),
            }
        }
        for line in self.console() {
            explain(&format!("  console: {line}"));
        }
        for call in self.site.calls() {
            explain(&format!("  {:?} received {} {}", call.vendor, call.method, call.path));
        }
    }
}

/// The banner, with its role.
const BANNER: &str = "#samtycke .samtycke-banner .samtycke-box";

/// The settings.
const DIALOG: &str = "#samtycke dialog.samtycke-settings";

/// Whether a path is that of a third party's script.
fn is_script(path: &str) -> bool {
    ["/gtag/js", "/pd.js", "/ekr/snippet.js"].iter().any(|script| path.starts_with(script))
}

/// What the driver answered; a test that it refuses has failed.
#[track_caller]
pub(crate) fn found<T>(answer: Result<T, String>) -> T {
    match answer {
        Ok(found) => found,
        Err(error) => panic!("{error}"),
    }
}

/// Asks until there is an answer, at most until the deadline.
fn poll<T>(mut ask: impl FnMut() -> Option<T>) -> Option<T> {
    let start = Instant::now();
    loop {
        let answer = ask();
        if answer.is_some() || start.elapsed() > DEADLINE {
            return answer;
        }
        thread::sleep(Duration::from_millis(20));
    }
}
