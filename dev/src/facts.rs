//! What the page layer tells the inspector: numbers, names and states, and no value of a cookie.

use serde::Deserialize;

/// The page at one moment. `src/page/inspector.ts` puts it together.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase", default)]
pub struct Facts {
    /// The version of Samtycke.
    pub build: String,
    /// The page's path.
    pub path: String,
    /// What the browser calls itself.
    pub browser: String,
    /// Whole seconds since 1970.
    pub now: u64,
    /// The declaration in effect; none before it is.
    pub site: Option<Site>,
    /// The signal that is on.
    pub signal: Option<Signal>,
    /// The choice in effect.
    pub choice: Option<Choice>,
    /// Everything on the page that has a gate.
    pub things: Vec<Thing>,
    /// What is stored, by kind.
    pub stored: Vec<Stored>,
    /// What has happened so far, the oldest first.
    pub events: Vec<Event>,
}

/// The declaration in effect.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase", default)]
pub struct Site {
    /// Its version.
    pub version: f64,
    /// The names of our own entries, by kind, which need no service.
    pub own: Vec<Declared>,
    /// The categories, in order.
    pub categories: Vec<Category>,
    /// The services, in order.
    pub services: Vec<Service>,
}

/// A category, and what holds of it now.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase", default)]
pub struct Category {
    /// Its id.
    pub id: String,
    /// Whether it is granted always.
    pub required: bool,
    /// Whether it is granted now.
    pub granted: bool,
    /// Whether a binding signal keeps it off.
    pub ruled_out: bool,
    /// Whether it is asked about again, where others were answered.
    pub asked: bool,
}

/// A service, and what holds of it now.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase", default)]
pub struct Service {
    /// Its id.
    pub id: String,
    /// The ids of its categories: all of them have to be granted.
    pub categories: Vec<String>,
    /// Whether it is granted now.
    pub granted: bool,
    /// Whether a binding signal keeps it off.
    pub ruled_out: bool,
    /// What it declares to store.
    pub stores: Vec<Declared>,
}

/// A name that is declared, in which `*` is any run of characters.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase", default)]
pub struct Declared {
    /// The name.
    pub name: String,
    /// Its kind, as `cookie`.
    pub kind: String,
}

/// A signal of the browser.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub enum Signal {
    /// Do Not Track.
    DoNotTrack,
    /// Global Privacy Control.
    GlobalPrivacyControl,
}

impl Signal {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Signal::DoNotTrack => "Do Not Track",
            Signal::GlobalPrivacyControl => "Global Privacy Control",
        }
    }
}

/// The choice in effect.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase", default)]
pub struct Choice {
    /// How it was made: `all`, `none`, `some`, `api` or `embed`.
    pub how: String,
    /// When, in whole seconds since 1970; of a refusal the start of the day.
    pub time: u64,
}

/// An element or declared script that has a gate.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase", default)]
pub struct Thing {
    /// The element's name, as `iframe`.
    pub tag: String,
    /// The first address that it waits for; empty for an inline script.
    pub address: String,
    /// Ids of the gates, all of which have to be granted.
    pub gates: Vec<String>,
    /// Whether the declaration has it, and not the page's markup.
    pub declared: bool,
    /// What became of it.
    pub state: State,
    /// More on that: the attribute that was live, the id that is unknown, the code of what failed.
    pub why: String,
}

/// What became of a gated thing.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub enum State {
    /// Its gate is not granted.
    #[default]
    Waiting,
    /// Its gate is granted, and something before it has to end first.
    Queued,
    /// The inspector holds it up, to seem slow.
    Late,
    /// It was let in and has not answered.
    Running,
    /// It ran, or got its addresses.
    Ran,
    /// It was let in, and did not load.
    Failed,
    /// It is no longer on the page.
    Replaced,
    /// It had an address of its own, which the browser may have loaded.
    Live,
    /// A script that the browser runs by itself.
    Ungated,
    /// A gate that the declaration does not have.
    Unknown,
}

/// The names of one kind of storage.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase", default)]
pub struct Stored {
    /// The kind, as the declaration calls it.
    pub kind: String,
    /// What is there, names only; none where it cannot be listed.
    pub names: Option<Vec<String>>,
}

/// Something that happened.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase", default)]
pub struct Event {
    /// The time of day.
    pub at: String,
    /// The event, as `change`.
    pub name: String,
    /// What is said of it.
    pub text: String,
    /// The code of an `error`.
    pub code: String,
}
