//! What happens on the page, as actions.

use super::visit::{act, decide, with};
use super::{page, visit};
use crate::model::state::{Action, Say, Surface};
use crate::model::view;

// The same numbers stand in page.js; what is left is `EMPTY`: a place for the declaration.
const CLICKED: u32 = 0;
const TURNED: u32 = 1;
const CLOSED: u32 = 2;
const RETURNED: u32 = 3;
const LEFT: u32 = 4;
const FOUND: u32 = 5;
const LOADED: u32 = 6;
const FAILED: u32 = 7;

/// Takes in what page.js has heard: what kind of thing, and as it goes a number and a text.
pub fn heard(kind: u32, number: u32, text: String) {
    match kind {
        CLICKED => match text.as_str() {
            "accept" => decide(Say::All, false),
            "reject" | "withdraw" => decide(Say::Nothing, false),
            "save" => decide(Say::Switches, false),
            "settings" => act(Action::Open(Surface::Settings)),
            "close" => act(Action::Close(Surface::Settings)),
            _ => visit::complain(&[
                "data-samtycke-click=\"",
                &text,
                "\" is none of settings, accept, reject, withdraw.",
            ]),
        },
        TURNED => {
            if let Some(gate) = visit::gate(&text) {
                act(Action::Toggle { gate, on: number == 1 });
            }
        }
        CLOSED => act(Action::Close(Surface::Settings)),
        RETURNED => act(Action::Return { cookies: &page::cookies(), now: page::now() as u64 }),
        // What was deleted on withdrawal, a script that is still running may have written again.
        LEFT => {
            if with(|visit| visit.state.is_leaving()) == Some(true) {
                visit::sweep();
            }
        }
        FOUND => {
            let gate = with(|visit| visit.state.gate_of_tag(&text)).flatten();
            if gate.is_none() {
                visit::unknown(&text);
            }
            act(Action::Found { gate, waits: number == 1 });
        }
        LOADED | FAILED => visit::settled(number as usize, kind == FAILED, &text),
        _ => {
            let text = with(|visit| view::declaration(&visit.state));
            page::declare(&text.unwrap_or_default());
        }
    }
}
