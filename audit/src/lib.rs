//! Does a site do what its declaration says? An audit drives a real Chromium through every state that the
//! declaration promises something about, records what the page asks for and stores in each, and compares.
//!
//! [`audit`] takes a declaration and returns a [`Report`]; [`report`] and the modules beside it
//! show it. The facts about browsers that the recording rests on are in `docs/audit.md`.
#![forbid(unsafe_code)]

pub mod archive;
pub mod banner;
mod browser;
mod cause;
mod choose;
mod client;
mod cookie_list;
mod crawl;
mod declared;
pub mod draft;
mod drive;
pub mod evidence;
pub mod finding;
mod har;
pub mod html;
mod judge;
mod known;
pub mod measure;
mod network;
mod options;
mod raw;
pub mod record;
mod replay;
pub mod report;
pub mod sarif;
mod set_cookie;
mod site;
mod snapshot;
mod stack;
pub mod state;
mod tab;
pub mod terminal;
mod told;
mod typed;

use std::sync::Mutex;
use std::sync::PoisonError;
use std::thread;
use std::time::{Duration, SystemTime};

use samtycke_config::{Declaration, Page, describe, read};
use url::Url;

pub use declared::Place;
pub use options::{Options, Seed};
pub use replay::Replay;
pub use report::Report;

use archive::Exchange;
use browser::Browser;
use declared::Declared;
use record::Look;
use state::State;
use tab::Tab;

/// Where the declaration is.
#[derive(Clone, Debug)]
pub enum Source {
    /// A file.
    File {
        /// Its name.
        name: String,
        /// What it says.
        text: String,
    },
    /// An address, which the browser opens.
    Address(String),
}

/// Looks at a site with a browser. `tell` hears what happens.
///
/// # Errors
/// The audit could not run: no browser, a wrong declaration, an address that is none, or a site that does not
/// answer in any state.
pub fn audit(
    source: &Source,
    options: &Options,
    tell: &(dyn Fn(&str) + Sync),
) -> Result<Report, String> {
    let options = absolute(options)?;
    let browser = Browser::start(&options)?;
    let mut exchanges = Vec::new();
    let (name, text) = match source {
        Source::File { name, text } => (name, text.clone()),
        Source::Address(url) => (url, fetch(&browser, &options, url, &mut exchanges)?),
    };
    let declaration = declaration(name, &text, &options.url)?;
    report::check_ignores(&declaration.ignores)?;
    let mut options = options;
    if options.max_pages > 1 + options.pages.len() {
        let (found, answered) = crawl::pages(&browser.client, &options, tell)?;
        options.pages.extend(found);
        exchanges.extend(answered);
    }
    let all = state::all(&declaration, options.deep);
    let seeded = wanted(&all, options.seeds.iter().map(|seed| &seed.state))?;
    if let Some(state) = seeded.iter().find(|one| !one.takes_cookies()) {
        return Err(format!(
            "no cookie can stand for the state \"{}\": name those of all, none and only-…; withdrawn is made of all and none",
            state.id
        ));
    }
    let states = match &options.states[..] {
        [] => all,
        ids => wanted(&all, ids)?,
    };
    let mut looks = drive_all(&browser, &states, &options, &declaration, tell);
    if looks.iter().all(|look| look.pages.is_empty() || look.snapshots.is_empty()) {
        let reason = looks.iter().flat_map(|look| look.trouble.first()).next();
        return Err(reason.cloned().unwrap_or_else(|| format!("{} does not answer", options.url)));
    }
    looks.sort_by_key(|look| look.state.moment());
    exchanges.extend(looks.iter_mut().flat_map(|look| std::mem::take(&mut look.exchanges)));
    let declared = Declared::new(&declaration, &text, &options.url, &options.aliases);
    looks.iter_mut().for_each(|look| play(&declared, look));
    let time = SystemTime::UNIX_EPOCH.elapsed().map_or(0, |time| time.as_secs());
    let mut report = Report {
        findings: judge::judge(&declared, &looks),
        url: options.url,
        declaration: name.clone(),
        browser: browser.product.clone(),
        time,
        looks,
        exchanges,
        known: Vec::new(),
        ignored: Vec::new(),
    };
    report.ignore(&declaration.ignores, &har::date(time as f64)[..10]);
    Ok(report)
}

/// The options with whole addresses.
fn absolute(options: &Options) -> Result<Options, String> {
    let url = Url::parse(&options.url).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    let url = url.ok_or_else(|| {
        format!("\"{}\" is no site. Write it as https://www.example.com", options.url)
    })?;
    let mut options = Options { url: url.to_string(), ..options.clone() };
    for page in &mut options.pages {
        let joined = url.join(page).map_err(|_| format!("\"{page}\" is no page of {url}"))?;
        if joined.origin() != url.origin() {
            return Err(format!("{joined} is no page of {url}"));
        }
        *page = joined.to_string();
    }
    Ok(options)
}

/// What a declaration at an address says.
fn fetch(
    browser: &Browser,
    options: &Options,
    url: &str,
    exchanges: &mut Vec<Exchange>,
) -> Result<String, String> {
    let mut tab = Tab::open(&browser.client, options, "declaration", None)?;
    tab.go(Some(url), Duration::from_secs(20))?;
    let text = tab.evaluate("fetch(location.href).then((answer) => answer.text())")?;
    exchanges.extend(tab.exchanges("declaration"));
    text.as_str().map(String::from).ok_or_else(|| format!("{url} holds no declaration"))
}

fn declaration(name: &str, text: &str, url: &str) -> Result<Declaration, String> {
    let url = Url::parse(url).map_err(|error| error.to_string())?;
    let origin = url.origin().ascii_serialization();
    let host = url.host_str().unwrap_or_default();
    let page = Page { origin: &origin, host, secure: url.scheme() == "https" };
    let report = read(text, &page);
    report.declaration.ok_or_else(|| {
        let problems: Vec<_> =
            report.problems.into_iter().filter(|one| !one.is_warning()).collect();
        format!("{name} is refused itself: {}", describe(&problems))
    })
}

/// Puts the hosts that a test server plays in the place of its own.
fn play(declared: &Declared, look: &mut Look) {
    let requests = look.requests.iter_mut().map(|one| &mut one.host);
    let writes = look.writes.iter_mut().map(|one| &mut one.host);
    let items = look.snapshots.iter_mut().flat_map(|one| one.items.iter_mut());
    for host in requests.chain(writes).chain(items.map(|one| &mut one.host)) {
        *host = declared.real(host);
    }
}

/// The states with these ids, in the order of all states.
fn wanted<'a>(
    states: &[State],
    ids: impl IntoIterator<Item = &'a String>,
) -> Result<Vec<State>, String> {
    let ids: Vec<&String> = ids.into_iter().collect();
    if let Some(unknown) = ids.iter().find(|id| !states.iter().any(|one| one.id == ***id)) {
        let known: Vec<&str> = states.iter().map(|one| one.id.as_str()).collect();
        return Err(format!("\"{unknown}\" is no state. These are: {}", known.join(", ")));
    }
    Ok(states.iter().filter(|one| ids.contains(&&one.id)).cloned().collect())
}

/// Drives the states, several at a time, each in a profile of its own.
fn drive_all(
    browser: &Browser,
    states: &[State],
    options: &Options,
    declaration: &Declaration,
    tell: &(dyn Fn(&str) + Sync),
) -> Vec<Look> {
    let next = Mutex::new(states.iter().enumerate());
    let looks = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..options.jobs.clamp(1, states.len().max(1)) {
            scope.spawn(|| {
                loop {
                    let state = next.lock().unwrap_or_else(PoisonError::into_inner).next();
                    let Some((index, state)) = state else { break };
                    let look = drive::drive(&browser.client, declaration, state, options, tell);
                    looks.lock().unwrap_or_else(PoisonError::into_inner).push((index, look));
                }
            });
        }
    });
    let mut looks = looks.into_inner().unwrap_or_else(PoisonError::into_inner);
    looks.sort_by_key(|(index, _)| *index);
    looks.into_iter().map(|(_, look)| look).collect()
}
