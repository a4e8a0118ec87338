//! What caused a request or a write: the nearest place, and what led there.

use std::collections::HashMap;

use crate::declared::Declared;
use crate::finding::Cause;
use crate::record::{Frame, From, Look, Request, Way, Write};
use crate::site;

/// How many scripts a chain follows.
const DEEP: usize = 8;

/// The scripts of a state, by address: who loaded each.
pub(crate) struct Causes<'a> {
    scripts: HashMap<&'a str, &'a Request>,
}

impl<'a> Causes<'a> {
    pub(crate) fn new(look: &'a Look) -> Causes<'a> {
        let mut scripts = HashMap::new();
        for request in &look.requests {
            scripts.entry(request.url.as_str()).or_insert(request);
        }
        Causes { scripts }
    }

    /// The cause of a request.
    pub(crate) fn of_request(&self, request: &Request) -> Cause {
        let mut chain = Vec::new();
        if let Some(from) = &request.redirected_from {
            chain.push(format!("redirected from {}", site::without_query(from)));
        }
        match request.from {
            From::Page => {}
            From::Worker => chain.push("in a worker".into()),
            From::ServiceWorker => chain.push("in a service worker".into()),
        }
        self.cause(&request.cause, chain)
    }

    /// The cause of a write.
    pub(crate) fn of_write(&self, write: &Write) -> Cause {
        let chain = match &write.way {
            Way::Header { url } => vec![format!("by the answer of {}", site::without_query(url))],
            Way::Script => Vec::new(),
        };
        self.cause(&write.cause, chain)
    }

    /// The cause of a stack alone.
    pub(crate) fn of_stack(&self, frames: &[Frame]) -> Cause {
        self.cause(frames, Vec::new())
    }

    fn cause(&self, frames: &[Frame], mut chain: Vec<String>) -> Cause {
        let at = frames.first().cloned();
        let mut script = at.as_ref().map(|one| one.url.as_str());
        // The callers in the same script, then one place of each other script.
        let mut last = script;
        for frame in frames.iter().skip(1).take(DEEP) {
            if last != Some(frame.url.as_str()) || script == last {
                chain.push(format!("called by {frame}"));
            }
            last = Some(&frame.url);
        }
        for _ in 0..DEEP {
            let loaded = script.and_then(|url| self.scripts.get(url));
            let Some(by) = loaded.and_then(|request| request.cause.first()) else { break };
            if Some(by.url.as_str()) == script {
                break;
            }
            chain.push(format!("loaded by {by}"));
            script = Some(&by.url);
        }
        Cause { at, chain }
    }

    /// The services that a request belongs to: those that declare its address, else those whose script is in
    /// the chain that led to it. The flag says whether the address itself is declared.
    pub(crate) fn services(&self, declared: &Declared, request: &Request) -> (Vec<usize>, bool) {
        let direct = declared.services_of(&request.url);
        if !direct.is_empty() {
            return (direct, true);
        }
        let from = request.redirected_from.iter().flat_map(|url| declared.services_of(url));
        let mut services: Vec<usize> = from.collect();
        services.extend(self.services_of_stack(declared, &request.cause));
        services.sort_unstable();
        services.dedup();
        (services, false)
    }

    /// The services whose scripts are in a stack, or have loaded one that is.
    pub(crate) fn services_of_stack(&self, declared: &Declared, frames: &[Frame]) -> Vec<usize> {
        let mut services = Vec::new();
        let mut next: Vec<&str> = frames.iter().map(|one| one.url.as_str()).collect();
        let mut seen: Vec<&str> = Vec::new();
        while let Some(url) = next.pop() {
            if seen.contains(&url) || seen.len() > 50 {
                continue;
            }
            seen.push(url);
            services.extend(declared.services_of(url));
            if let Some(request) = self.scripts.get(url) {
                next.extend(request.cause.iter().map(|one| one.url.as_str()));
            }
        }
        services.sort_unstable();
        services.dedup();
        services
    }
}
