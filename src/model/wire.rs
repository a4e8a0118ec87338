//! What crosses between the model and the page, both ways as JSON text.
//!
//! The page says what happened, or asks, by a number of what kind that is, another number and a
//! text; strings stay as they are escaped there. The answer to a question is its JSON. The answer to
//! what happened is the first effect, `[kind,number,more]` (see [`Effect::numbers`]), and [`NEXT`]
//! asks for each further one until there is `null`. `src/browser/wire.ts` has the same numbers.

use super::address::Page;
use super::json::Value;
use super::problems;
use super::read::read;
use super::signals::Signals;
use super::snapshot::{self, truth};
use super::state::{Effect, Say, State, Surface};
use super::write::{item, quoted};
use super::{jar, texts, view, write};

/// What is to be done next.
pub const NEXT: u32 = 0;
/// An id: whether it is granted; `null` where there is no such id.
pub const HAS: u32 = 1;
/// The snapshot.
pub const CONSENT: u32 = 2;
/// A category's id: what the settings show of its services, as one element.
pub const SERVICES: u32 = 3;
/// `[kind, names…]`, the kind as in the configuration: of the names, those that were withdrawn; of
/// cookies, the lines that delete them.
pub const GONE: u32 = 4;
/// Whether the page is about to load anew.
pub const LEAVING: u32 = 5;
/// The time, and `[answer, ids, by code, 16 random bytes…]`: see `Visit::decide`.
pub const DECIDE: u32 = 6;
/// The time, and `document.cookie`: our cookie was written.
pub const STORED: u32 = 7;
/// The time, and `document.cookie`: the page came back.
pub const RETURN: u32 = 8;
/// Whether it is on, and an id: a switch was turned.
pub const TOGGLE: u32 = 9;
/// A surface: show it.
pub const OPEN: u32 = 10;
/// A surface: take it away.
pub const CLOSE: u32 = 11;
/// Gated tags stand in the page: for each, whether what follows waits for it, and what it names.
pub const FOUND: u32 = 12;
/// A script: it has loaded or failed.
pub const SETTLED: u32 = 13;
/// Something to keep: what that is, and that: see [`Visit::more`].
pub const MORE: u32 = 14;
/// A place for the declaration stands in the page.
pub const PLACE: u32 = 15;
/// There is time to fetch the second layer.
pub const IDLE: u32 = 16;
/// The time, and what [`Visit::start`] takes.
pub const START: u32 = 17;

const SURFACES: [Surface; 3] = [Surface::Banner, Surface::Settings, Surface::Reopen];

/// A visit, as the page sees it.
#[derive(Debug)]
pub struct Visit<'t> {
    state: State<'t>,
    page: Page<'t>,
}

impl<'t> Visit<'t> {
    /// Starts under `[configuration, origin, host, path, languages, Do Not Track, Global Privacy
    /// Control, cookies]`, `now` in seconds since 1970.
    ///
    /// # Errors
    /// What is wrong with the configuration, as a JSON string.
    pub fn start(now: u32, message: &'t Value<'t>) -> Result<Visit<'t>, String> {
        let fact = |number| message.item(number).text;
        let page = Page { origin: fact(1), host: fact(2), path: fact(3), languages: fact(4) };
        let found = read(message.item(0), &page);
        let config = found.map_err(|found| message_of(&problems::describe(&found)))?;
        let signals = Signals::read(fact(5), fact(6));
        let state = State::start(config, signals, fact(7), now.into());
        Ok(Visit { state, page })
    }

    /// Takes in what happened, or answers.
    pub fn act(&mut self, kind: u32, number: u32, message: &Value) -> String {
        let state = &mut self.state;
        let text = message.string();
        let script = number as usize;
        let now = u64::from(number);
        let surface = SURFACES[script % SURFACES.len()];
        let gate = state.config.gate(text);
        match kind {
            NEXT => {}
            HAS => return gate.map_or("null", |gate| truth(state.is_granted(gate))).into(),
            CONSENT => return snapshot::write(state),
            SERVICES => return view::services(state, gate.unwrap_or(0)),
            GONE => return self.gone(message),
            LEAVING => return truth(state.is_leaving()).into(),
            DECIDE => self.decide(now, message),
            STORED => state.stored(text, now),
            RETURN => state.come_back(text, now),
            TOGGLE => state.toggle(gate.unwrap_or(usize::MAX), number > 0),
            OPEN => state.open(surface),
            CLOSE => state.close(surface),
            FOUND => {
                let mut waits = false;
                for item in &message.items {
                    if item.kind == b'"' {
                        state.found(item.text, waits);
                    }
                    waits = item.is_true();
                }
                state.look();
            }
            SETTLED => state.settled(script),
            PLACE => state.place(),
            _ => state.idle(),
        }
        self.next()
    }

    /// Takes in the second layer (0), `null` where it could not be fetched; or the newest receipt (1),
    /// an empty text where there is none.
    pub fn more(&mut self, what: u32, more: &'t Value<'t>) -> String {
        if what > 0 {
            self.state.recall(more);
        } else {
            self.state.come(more);
        }
        self.next()
    }

    /// Decides `answer` (`true` or `false`) on `ids`: one, an array of them, or `null` for all; or
    /// as an object of id → answer says; or, without either, as the switches of the settings stand.
    /// Anything but `true` is no yes. Where none of the ids is one, nothing is decided.
    fn decide(&mut self, now: u64, message: &Value) {
        let (answer, ids) = (message.item(0), message.item(1));
        let config = &self.state.config;
        let mut these = Vec::new();
        let by_name = ids.kind == b'{';
        let values = match ids.kind {
            b'[' | b'{' => &ids.items[..],
            _ => std::slice::from_ref(ids),
        };
        for value in values {
            let on = if by_name { value } else { answer };
            if let Some(gate) = config.gate(if by_name { value.name } else { value.string() }) {
                these.push((gate, on.is_true()));
            }
        }
        // An empty list is an answer; one of nothing that there is, is a mistake of the page.
        if ids.is_there() && these.is_empty() && !values.is_empty() {
            return self.state.queue();
        }
        let say = if ids.is_there() {
            Say::These(&these)
        } else if answer.is_true() {
            Say::All
        } else if answer.is_there() {
            Say::Nothing
        } else {
            Say::Switches
        };
        let mut random = [0; 16];
        for (number, byte) in random.iter_mut().enumerate() {
            *byte = message.item(3 + number).whole().unwrap_or(0) as u8;
        }
        self.state.decide(say, message.item(2).is_true(), now, random);
    }

    fn gone(&self, message: &Value) -> String {
        let state = &self.state;
        let kind = message.item(0).text;
        let mut out = String::from("[");
        // The kind is no name, but what is deleted has to be declared and withdrawn anyway.
        for name in &message.items {
            if !jar::is_withdrawn(&state.config, &state.kept, kind, name.text) {
                continue;
            }
            if kind == "cookie" {
                jar::delete(name.text, &self.page, &mut out);
            } else {
                item(&mut out, name.text);
            }
        }
        out.push_str("]");
        out
    }

    /// The next effect; `null` where there is none left.
    fn next(&mut self) -> String {
        let Some(effect) = self.state.take() else { return "null".into() };
        let state = &self.state;
        let (kind, number) = effect.numbers();
        let mut out = String::from("[");
        write::whole(&mut out, kind as u64);
        out.push_str(",");
        write::whole(&mut out, number as u64);
        out.push_str(",");
        match effect {
            Effect::Store => quoted(&mut out, &state.cookie_line()),
            Effect::Show(surface) => out.push_str(&view::surface(state, surface)),
            Effect::Declare => out.push_str(&view::declaration(state)),
            Effect::Fetch => quoted(&mut out, texts::language(state.config.language)),
            Effect::Align => {
                out.push_str("[");
                for (gate, on) in state.config.gates.iter().zip(&state.draft.on) {
                    if *on {
                        item(&mut out, gate.id);
                    }
                }
                out.push_str("]");
            }
            Effect::RuledOut(gate) => quoted(&mut out, state.config.gates[gate].id),
            _ => out.push_str("0"),
        }
        out.push_str("]");
        out
    }
}

/// A message as a JSON string. Only those of the feature `messages` hold anything to escape.
fn message_of(text: &str) -> String {
    let mut out = String::new();
    if cfg!(feature = "messages") {
        let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        quoted(&mut out, &escaped);
    } else {
        quoted(&mut out, text);
    }
    out
}
