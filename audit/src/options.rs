//! What an audit is asked to do.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::replay::Replay;

/// What to look at, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// The entry page.
    pub url: String,
    /// Further pages, opened in every state.
    pub pages: Vec<String>,
    /// How many pages are opened in every state, the entry page included; more than are named are looked for.
    pub max_pages: usize,
    /// The time between two pages.
    pub delay: Duration,
    /// The browser; the first Chromium on the path without it.
    pub browser: Option<PathBuf>,
    /// How long a page is watched at least.
    pub watch: Duration,
    /// How many states are driven at the same time.
    pub jobs: usize,
    /// Only the states with these ids; all if there are none.
    pub states: Vec<String>,
    /// Whether each service alone is a state too.
    pub deep: bool,
    /// Whether test values are typed into forms, which are not sent.
    pub forms: bool,
    /// Cookies by which a page without Samtycke knows a choice.
    pub seeds: Vec<Seed>,
    /// Hosts of a test server, each with the host that it plays.
    pub aliases: Vec<(String, String)>,
    /// Whether pictures are taken.
    pub pictures: bool,
    /// Whether what the browser tells is kept.
    pub keeps_raw: bool,
    /// Whether answers are kept with their bodies.
    pub records: bool,
    /// What answers in place of the network.
    pub replay: Option<Arc<Replay>>,
}

/// A cookie that is put into the jar for a state, where the banner of another vendor keeps its answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seed {
    /// The id of the state.
    pub state: String,
    /// The name of the cookie.
    pub name: String,
    /// Its value.
    pub value: String,
}

impl Options {
    /// The usual audit of a page.
    pub fn new(url: impl Into<String>) -> Options {
        Options {
            url: url.into(),
            pages: Vec::new(),
            max_pages: 1,
            delay: Duration::ZERO,
            browser: None,
            watch: Duration::from_secs(3),
            jobs: 4,
            states: Vec::new(),
            deep: false,
            forms: false,
            seeds: Vec::new(),
            aliases: Vec::new(),
            pictures: false,
            keeps_raw: false,
            records: false,
            replay: None,
        }
    }
}
