//! What was recorded in a state: requests, writes, and what was stored at certain moments.

use samtycke_config::declaration::Kind;
use serde::Serialize;

use crate::archive::Exchange;
use crate::banner::Measured;
use crate::state::{Moment, State};

/// A place in a script or page.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Frame {
    /// The address of the script or page.
    pub url: String,
    /// The line, from 1.
    pub line: u64,
    /// The column, from 1.
    pub column: u64,
    /// The function; empty at the top of a script.
    pub function: String,
}

impl std::fmt::Display for Frame {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(out, "{}", crate::site::without_query(&self.url))?;
        if self.line > 0 {
            write!(out, ":{}", self.line)?;
        }
        if self.column > 0 {
            write!(out, ":{}", self.column)?;
        }
        if !self.function.is_empty() {
            write!(out, " ({})", self.function)?;
        }
        Ok(())
    }
}

/// Where a request comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum From {
    /// A page, or a frame in it.
    Page,
    /// A dedicated or shared worker.
    Worker,
    /// A service worker.
    ServiceWorker,
}

/// A request, or the attempt of one. Each step of a redirect is one.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// Its address.
    pub url: String,
    /// The host that it is for: another than in the address if the options name one.
    pub host: String,
    /// Its method.
    pub method: String,
    /// What it is for, as Chromium says it: `Script`, `Image`, `Ping`, `WebSocket` …
    pub kind: String,
    /// Who made it.
    pub from: From,
    /// The stack that caused it, its asynchronous parents included; the innermost call first.
    pub cause: Vec<Frame>,
    /// The address that redirected to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirected_from: Option<String>,
    /// Seconds since 1970.
    pub time: f64,
    /// The status of the answer; 0 without one.
    pub status: u64,
    /// The media type of the answer.
    pub mime: String,
    /// Names of the cookies that went along.
    pub sent: Vec<String>,
    /// What of the test values went along, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub typed: Vec<String>,
    /// Why it failed; empty if it did not.
    pub error: String,
    /// The number of the phase in [`Look::phases`].
    pub phase: usize,
    /// The page that was open.
    pub page: String,
}

/// How something was written.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", tag = "way")]
pub enum Way {
    /// By a header of an answer from this address.
    Header {
        /// The address.
        url: String,
    },
    /// By a script.
    Script,
}

/// A write, or the attempt of one.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Write {
    /// Where it was stored.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// The host that has it.
    pub host: String,
    /// What followed the value of a cookie.
    pub attributes: String,
    /// The life that was asked for in seconds; none for a session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub life: Option<f64>,
    /// How.
    pub way: Way,
    /// The stack that wrote it, or that made the request.
    pub cause: Vec<Frame>,
    /// Why the browser refused it; empty if it did not.
    pub refused: Vec<String>,
    /// The number of the phase in [`Look::phases`].
    pub phase: usize,
    /// The page that was open.
    pub page: String,
}

/// Something in a store.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// Which store.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// The host that has it, without a leading dot.
    pub host: String,
    /// Whether hosts below that one have it too.
    pub is_wide: bool,
    /// The path of a cookie.
    pub path: String,
    /// Whether pages cannot see it.
    pub http_only: bool,
    /// The site that a partitioned item belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partition: Option<String>,
    /// Seconds until it ends; none for a session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub life: Option<f64>,
}

/// What was stored at a moment.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    /// The number of the phase in [`Look::phases`].
    pub phase: usize,
    /// The page that was open.
    pub page: String,
    /// What was stored.
    pub items: Vec<Item>,
}

/// Something in a page that asks for a host without a request that the network shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Hint {
    /// `preconnect` and its like, or `noscript`.
    pub what: String,
    /// The address.
    pub url: String,
    /// The number of the phase in [`Look::phases`].
    pub phase: usize,
    /// The page.
    pub page: String,
}

/// A read that tells devices apart.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Trait {
    /// What was read: `canvas`, `audio`, `fonts`, `graphics card` or `device list`.
    pub what: String,
    /// The stack that read it.
    pub cause: Vec<Frame>,
    /// The number of the phase in [`Look::phases`].
    pub phase: usize,
    /// The page that was open.
    pub page: String,
}

/// A picture of a page.
#[derive(Clone, Debug)]
pub struct Picture {
    /// `desktop` or `phone`.
    pub screen: &'static str,
    /// A JPEG.
    pub bytes: Vec<u8>,
}

/// A stretch of a state in which the same is granted.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Phase {
    /// What has been decided.
    pub moment: Moment,
    /// The services that may load and store.
    pub granted: Vec<String>,
}

/// Everything recorded in a state.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Look {
    /// The state.
    pub state: State,
    /// Its phases, in order.
    pub phases: Vec<Phase>,
    /// Requests, in the order in which they began.
    pub requests: Vec<Request>,
    /// Writes, in order.
    pub writes: Vec<Write>,
    /// What was stored, after each step.
    pub snapshots: Vec<Snapshot>,
    /// Hints and noscript content.
    pub hints: Vec<Hint>,
    /// Reads that tell devices apart.
    pub traits: Vec<Trait>,
    /// What is wrong with the banner itself.
    pub measured: Vec<Measured>,
    /// Pages that were open, with what their step was.
    pub pages: Vec<(String, String)>,
    /// Why something could not be looked at; empty if everything was.
    pub trouble: Vec<String>,
    /// The look of the page.
    #[serde(skip)]
    pub pictures: Vec<Picture>,
    /// What the browser told, unchanged but for the values of cookies, bodies and scripts.
    #[serde(skip)]
    pub raw: Vec<String>,
    /// What was answered, if that is recorded.
    #[serde(skip)]
    pub exchanges: Vec<Exchange>,
}
