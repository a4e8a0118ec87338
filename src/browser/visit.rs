//! The visit as it runs: holds the state, and carries out effects in order.

use wasm_bindgen::prelude::*;

use super::heard::heard;
use super::page;
use super::single::Single;
use crate::model::config::Config;
use crate::model::lanes::{Gate, Item};
use crate::model::parts::parts;
use crate::model::state::{Action, Effect, Event, Say, State, Trouble};
use crate::model::{jar, receipts, snapshot, view};

/// Minified by `build.rs`.
const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/style.css"));

/// What there is once a configuration is read.
pub struct Visit {
    /// The state.
    pub state: State,
    /// The scripts that were run, by the number that page.js knows them by.
    ran: Vec<Item>,
    host: String,
    path: String,
}

static VISIT: Single<Option<Visit>> = Single::new(None);

/// Does something with the visit, if there is one. The page must not be called from within.
pub fn with<T>(act: impl FnOnce(&mut Visit) -> T) -> Option<T> {
    VISIT.get().as_mut().map(act)
}

/// Starts under a configuration, whose JSON `text` is.
pub fn start(config: Config, text: &str, facts: &[&str]) {
    let signals = super::api::signals(facts);
    let (state, effects) = State::start(config, signals, &page::cookies(), page::now() as u64);
    let host = String::from(facts[1]);
    let path = String::from(facts[2]);
    *VISIT.get() = Some(Visit { state, ran: Vec::new(), host, path });
    let listener = Closure::<dyn FnMut(u32, u32, String)>::new(heard);
    page::connect(listener.into_js_value(), text, STYLE);
    run(effects);
    page::look();
}

/// Whether there is a configuration.
pub fn has_started() -> bool {
    VISIT.get().is_some()
}

/// What an id names.
pub fn gate(id: &str) -> Option<Gate> {
    with(|visit| visit.state.gate(id)).flatten()
}

/// The snapshot, as JSON.
pub fn snapshot() -> String {
    with(|visit| snapshot::write(&visit.state)).unwrap_or_else(|| snapshot::BEFORE_INIT.into())
}

/// Tells the model what happened, and does what follows.
pub fn act(action: Action) {
    if let Some(effects) = with(|visit| visit.state.update(action)) {
        run(effects);
    }
}

/// A visitor's or, through the API, the page's decision.
pub fn decide(say: Say, by_code: bool) {
    let mut random = [0; 16];
    for chunk in random.chunks_exact_mut(4) {
        chunk.copy_from_slice(&page::random().to_le_bytes());
    }
    act(Action::Decide { say, by_code, now: page::now() as u64, random });
}

/// A script has loaded, or failed: where it came from then.
pub fn settled(number: usize, failed: bool, address: &str) {
    if failed {
        let help = "did not load. The network panel says why: it may be blocked, or not there. Everything else goes on.";
        report("script-failed", &["the script ", address, help]);
    }
    if let Some(Some(item)) = with(|visit| visit.ran.get(number).copied()) {
        act(Action::Settled(item));
    }
}

/// Says on the console what is wrong with how the page uses us.
pub fn complain(message: &[&str]) {
    report("", message);
}

/// The same, and to `error` listeners.
pub fn report(code: &str, message: &[&str]) {
    let mut text = String::from("Samtycke: ");
    for part in message {
        text.push_str(part);
    }
    page::report(code, &text);
}

/// Names an id that the configuration does not know.
pub fn unknown(id: &str) {
    complain(&[
        "no category and no service is called \"",
        id,
        "\", so it is not granted. Look at the ids of the configuration.",
    ]);
}

/// Deletes what services that may keep nothing have stored.
pub fn sweep() {
    let cookies = page::cookies();
    let lines = with(|visit| {
        let Visit { state, host, path, .. } = visit;
        jar::sweep(&state.config, &state.kept, &cookies, host, path)
    });
    for line in lines.unwrap_or_default() {
        page::set_cookie(&line);
    }
    for kind in &["localStorage", "sessionStorage", "indexedDb"] {
        let stored = page::stores(kind);
        let names = with(|visit| {
            let mut names = jar::databases(&visit.state.config, kind);
            names.push_str(&stored);
            let mut gone = Vec::new();
            for name in parts(&names, 0) {
                if jar::is_withdrawn(&visit.state.config, &visit.state.kept, kind, name) {
                    gone.push(String::from(name));
                }
            }
            gone
        });
        for name in names.unwrap_or_default() {
            page::unstore(kind, &name);
        }
    }
}

fn run(effects: Vec<Effect>) {
    for effect in effects {
        if with(|visit| visit.state.still(effect)) == Some(true) {
            carry_out(effect);
        }
    }
}

fn carry_out(effect: Effect) {
    match effect {
        Effect::Store => {
            page::set_cookie(&with(|visit| visit.state.cookie_line()).unwrap_or_default());
            act(Action::Stored { cookies: &page::cookies(), now: page::now() as u64 });
        }
        Effect::Keep => {
            let all = receipts::add(&page::stored(receipts::KEY), &snapshot());
            if !page::store(receipts::KEY, &all) {
                report(
                    "no-receipt",
                    &[
                        "the browser's storage is full or blocked, so `receipts()` does not list this choice; the cookie holds it.",
                    ],
                );
            }
        }
        Effect::Sweep => sweep(),
        Effect::Run(item) => {
            let number = with(|visit| {
                visit.ran.push(item);
                visit.ran.len() - 1
            });
            let number = number.unwrap_or(0) as u32;
            match item {
                Item::Declared(service, index) => {
                    page::run_declared(number, service as u32, index as u32)
                }
                Item::Tag(tag) => page::run_tag(number, tag as u32),
            }
        }
        Effect::Show(surface) => {
            let text = with(|visit| view::surface(&visit.state, surface));
            page::show(surface as u32, &text.unwrap_or_default());
        }
        Effect::Hide(surface) => page::hide(surface as u32),
        Effect::Align => page::align(
            &with(|visit| visit.state.draft.names(&visit.state.config)).unwrap_or_default(),
        ),
        Effect::Tell(event) => {
            let name = match event {
                Event::Ready => "ready",
                Event::Change => "change",
                Event::Open => "open",
                Event::Close => "close",
            };
            page::tell(name, &snapshot());
        }
        Effect::Warn(Trouble::NotStored) => report(
            "not-stored",
            &[
                "the browser did not keep the cookie, so the choice is not in effect and nothing third-party is loaded. Cookies may be off, or the configuration's `cookie` does not fit this page.",
            ],
        ),
        Effect::Warn(Trouble::RuledOut(gate)) => {
            let id = with(|visit| String::from(gate.id(&visit.state.config)));
            complain(&[
                "the visitor's browser sends a signal that rules out \"",
                &id.unwrap_or_default(),
                "\", so it was not granted.",
            ]);
        }
        Effect::Reload => page::reload(),
    }
}
