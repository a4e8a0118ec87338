//! What reached whom, and who has been told to misbehave.

use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::HeaderMap;
use axum::http::header::{COOKIE, HOST, REFERER};
use axum::http::request::Parts;
use serde_json::{Value, json};

/// Who a request reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Vendor {
    /// Google Analytics 4.
    Google,
    /// Pardot under its own host, a third party.
    Pardot,
    /// Pardot under the site's own tracker host, `go.`.
    PardotGo,
    /// Zendesk's chat.
    Zendesk,
    /// Teamtailor's career site.
    Teamtailor,
    /// The site itself.
    Site,
}

impl Vendor {
    /// All that are played by a stand-in, in the order of their loopback addresses.
    pub const STAND_INS: [Vendor; 5] =
        [Vendor::Google, Vendor::Pardot, Vendor::PardotGo, Vendor::Zendesk, Vendor::Teamtailor];

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Vendor::Google => "Google Analytics",
            Vendor::Pardot => "Pardot",
            Vendor::PardotGo => "Pardot (go.)",
            Vendor::Zendesk => "Zendesk",
            Vendor::Teamtailor => "Teamtailor",
            Vendor::Site => "Site",
        }
    }
}

/// One request as it arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Who received it.
    pub vendor: Vendor,
    /// Its method, such as `GET`.
    pub method: String,
    /// Its path, with the query.
    pub path: String,
    /// Its `Cookie` header; empty where there was none.
    pub cookies: String,
    /// Its `Referer` header; empty where there was none.
    pub referer: String,
    /// Its `Host` header.
    pub host: String,
}

impl Call {
    pub(crate) fn new(vendor: Vendor, request: &Parts) -> Call {
        let header = |name| text(&request.headers, name);
        Call {
            vendor,
            method: request.method.to_string(),
            path: request.uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
            cookies: header(COOKIE),
            referer: header(REFERER),
            host: header(HOST),
        }
    }

    /// The call as the panel of the page reads it.
    pub(crate) fn json(&self) -> Value {
        json!({
            "vendor": self.vendor.name(),
            "method": self.method,
            "path": self.path,
            "cookies": self.cookies,
            "referer": self.referer,
            "host": self.host,
        })
    }
}

fn text(headers: &HeaderMap, name: axum::http::HeaderName) -> String {
    // HTTP/2 may send several `Cookie` headers; here there is one (RFC 6265 section 5.4).
    headers
        .get(name)
        .map(|value| String::from_utf8_lossy(value.as_bytes()).into())
        .unwrap_or_default()
}

/// How a server misbehaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It takes requests and never answers.
    Hang,
    /// It answers 500.
    Fail,
}

/// The requests of all servers, oldest first, and their faults.
#[derive(Debug, Default)]
pub(crate) struct Log {
    /// Each with the view of a page that it belongs to.
    calls: Mutex<Vec<(Option<u64>, Call)>>,
    faults: Mutex<Vec<(Vendor, Fault)>>,
    /// The site's own paths that are not answered before they are released.
    held: Mutex<Vec<String>>,
}

impl Log {
    pub(crate) fn add(&self, view: Option<u64>, call: Call) {
        lock(&self.calls).push((view, call));
    }

    /// The calls that third parties received from one view of a page.
    pub(crate) fn calls_of(&self, view: u64) -> Vec<Call> {
        let calls = lock(&self.calls);
        calls.iter().filter(|(one, _)| *one == Some(view)).map(|(_, call)| call.clone()).collect()
    }

    /// The calls that third parties received, or those of the site's own server.
    pub(crate) fn calls(&self, third_party: bool) -> Vec<Call> {
        let calls = lock(&self.calls);
        let calls = calls.iter().map(|(_, call)| call);
        calls.filter(|call| (call.vendor != Vendor::Site) == third_party).cloned().collect()
    }

    /// Forgets all calls.
    pub(crate) fn clear(&self) {
        lock(&self.calls).clear();
    }

    pub(crate) fn set_fault(&self, vendor: Vendor, fault: Option<Fault>) {
        let mut faults = lock(&self.faults);
        faults.retain(|(one, _)| *one != vendor);
        faults.extend(fault.map(|fault| (vendor, fault)));
    }

    pub(crate) fn hold(&self, path: &str) {
        lock(&self.held).push(path.into());
    }

    pub(crate) fn release(&self, path: &str) {
        lock(&self.held).retain(|one| one != path);
    }

    pub(crate) fn is_held(&self, vendor: Vendor, path: &str) -> bool {
        vendor == Vendor::Site && lock(&self.held).iter().any(|one| one == path)
    }

    pub(crate) fn fault(&self, vendor: Vendor) -> Option<Fault> {
        lock(&self.faults).iter().find(|(one, _)| *one == vendor).map(|(_, fault)| *fault)
    }
}

/// Locks, also after a test has panicked with the lock in hand.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
