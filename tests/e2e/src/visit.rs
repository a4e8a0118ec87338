//! A visit: a site, a browser, and what can be seen of both.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use samtycke_demo::{Options, Policy, Site};
use serde_json::Value;

use crate::browser::{Browser, Setup};
use crate::page::{SOUND, SOUND_STYLE};
use crate::session::{Session, block, command};
use crate::variants::{self, Variant};

/// How long to wait for what should come: much longer than it takes, so that a busy machine fails nothing.
const DEADLINE: Duration = Duration::from_secs(30);

/// How long to wait between two questions, at first and at last: each takes the browser some milliseconds.
const FIRST_PAUSE: Duration = Duration::from_millis(10);
const LAST_PAUSE: Duration = Duration::from_millis(100);

/// How long to wait for what should not come, once the page has loaded.
pub(crate) const SETTLE: Duration = Duration::from_millis(300);

/// A visit to a site of its own with a browser of its own.
#[derive(Debug)]
pub struct Visit {
    /// The site and its third parties.
    pub site: Site,
    session: Option<Session>,
}

impl Visit {
    /// Starts the site and opens the browser with its default settings.
    #[track_caller]
    pub fn new(browser: Browser) -> Visit {
        Visit::with(browser, Setup::default())
    }

    /// The same, with the browser set up.
    #[track_caller]
    pub fn with(browser: Browser, setup: Setup) -> Visit {
        let variant = variants::current();
        Visit::open(browser, setup, variant.policy(), variant == Variant::Built)
    }

    /// The browser with its default settings, and a site whose pages come under a policy.
    #[track_caller]
    pub fn under(browser: Browser, policy: Policy) -> Visit {
        Visit::open(browser, Setup::default(), policy, false)
    }

    /// The browser with its default settings, and a site whose services load nothing by themselves: only markup does.
    #[track_caller]
    pub fn with_gated_markup(browser: Browser) -> Visit {
        let visit = Visit::new(browser);
        visit.without_scripts();
        visit
    }

    /// From now on the site's services load nothing by themselves.
    #[track_caller]
    pub fn without_scripts(&self) {
        self.site.edit_config(|config| {
            for service in config["services"].as_array_mut().into_iter().flatten() {
                service["scripts"] = Value::Array(Vec::new());
            }
        });
    }

    #[track_caller]
    fn open(browser: Browser, setup: Setup, policy: Policy, is_built: bool) -> Visit {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let built = root.join("pkg/samtycke.min.js").is_file();
        assert!(built, "pkg/samtycke.min.js is not there. Run `make test`, which builds it.");
        let site = block(Site::start(Options { port: 0, real: false, root, policy, is_built }));
        let site = found(site.map_err(|error| format!("the site did not start: {error}")));
        site.run_first(&browser.stand_in(setup));
        let session = found(Session::open(browser, setup));
        Visit { site, session: Some(session) }
    }

    /// Whether the site's script is one that `samtycke build` made.
    pub fn is_built(&self) -> bool {
        variants::current() == Variant::Built
    }

    /// A file of Samtycke as the site serves it.
    #[track_caller]
    pub fn own(&self, name: &str) -> String {
        let text = String::from_utf8(self.site.own(&format!("/{name}"))).unwrap_or_default();
        assert!(!text.is_empty(), "the site has no {name}");
        text
    }

    /// The session, which is there until the end.
    pub(crate) fn session(&self) -> &Session {
        self.session.as_ref().expect("the visit lasts")
    }

    /// The browser.
    pub fn browser(&self) -> Browser {
        self.session().browser
    }

    /// Goes to a path of the site.
    #[track_caller]
    pub fn go(&self, path: &str) {
        self.go_to(&self.site.url(path));
    }

    /// Goes to any address.
    #[track_caller]
    pub fn go_to(&self, url: &str) {
        found(command(self.session().client.goto(url)));
        if self.session().setup.impatient {
            self.wait(&format!("location.href === '{url}' && document.readyState !== 'loading'"));
        } else if self.browser() == Browser::Firefox {
            self.wake_accessibility();
        }
    }

    /// Has Firefox begin with the accessibility tree now, as for a visitor who uses a screen reader. Else it
    /// begins when a test first asks for a role, and a tree that begins with an open modal dialog lacks it.
    fn wake_accessibility(&self) {
        for root in self.all("html") {
            root.role();
        }
    }

    /// Goes to a page that the site serves from now on at `/page`.
    #[track_caller]
    pub fn go_to_page(&self, html: &str) {
        self.site.replace(SOUND, "text/css; charset=utf-8", 200, SOUND_STYLE);
        self.site.replace("/page", "text/html; charset=utf-8", 200, html);
        self.go("/page");
    }

    /// Goes back to the page before.
    #[track_caller]
    pub fn back(&self) {
        found(command(self.session().client.back()));
    }

    /// Does something that reloads the page, and waits until it has.
    #[track_caller]
    pub fn reloading(&self, act: impl FnOnce()) {
        self.eval("window.isOld = true");
        act();
        self.wait("!window.isOld && document.readyState === 'complete'");
    }

    /// Waits until the library has read its declaration and the page has loaded.
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
        found(command(self.session().client.execute(script, vec![])));
    }

    pub(crate) fn try_eval(&self, expression: &str) -> Result<Value, String> {
        command(self.session().client.execute(&format!("return ({expression});"), vec![]))
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
}

impl Drop for Visit {
    fn drop(&mut self) {
        if thread::panicking() {
            self.explain();
        } else if let Some(session) = self.session.take() {
            session.keep(&[self.site.url(""), self.site.loopback_url("")]);
        }
    }
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
pub(crate) fn poll<T>(mut ask: impl FnMut() -> Option<T>) -> Option<T> {
    let start = Instant::now();
    let mut pause = FIRST_PAUSE;
    loop {
        let answer = ask();
        if answer.is_some() || start.elapsed() > DEADLINE {
            return answer;
        }
        thread::sleep(pause);
        pause = LAST_PAUSE.min(pause * 3 / 2);
    }
}
