//! What happens on the page, as actions.

use super::visit::{act, decide, with};
use super::{page, visit};
use crate::model::state::{Action, Say, Surface};
use crate::model::view;

/// Takes in what page.js has heard. The kinds are its constants.
pub fn heard(kind: u32, number: u32, text: String) {
    match kind {
        0 => match text.as_str() {
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
        1 => {
            if let Some(gate) = visit::gate(&text) {
                act(Action::Toggle { gate, on: number == 1 });
            }
        }
        2 => act(Action::Close(Surface::Settings)),
        3 => act(Action::Return { cookies: &page::cookies(), now: page::now() as u64 }),
        // What was deleted on withdrawal, a script that is still running may have written again.
        4 => {
            if with(|visit| visit.state.is_leaving()) == Some(true) {
                visit::sweep();
            }
        }
        5 => {
            let gate = with(|visit| visit.state.gate_of_tag(&text)).flatten();
            if gate.is_none() {
                visit::unknown(&text);
            }
            act(Action::Found { gate, waits: number == 1 });
        }
        6 | 7 => visit::settled(number as usize, kind == 7, &text),
        _ => {
            let text = with(|visit| view::declaration(&visit.state));
            page::declare(&text.unwrap_or_default());
        }
    }
}
