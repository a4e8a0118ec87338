//! What the page needs for `samtycke.consent()`, as JSON.

use super::state::State;
use super::view;
use super::write::{item, whole};

/// `[time, id, how, signal, language, granted, remains…]`: the time in whole seconds since 1970,
/// `null` for what there is not, the ids of all categories and services that are granted, and
/// [what remains](view::remains). `src/browser/visit.js` makes the snapshot of it. Nothing in it needs
/// escaping: ids, words of ours, a language tag, and texts that are escaped already.
pub fn write(state: &State) -> String {
    let mut out = String::from("[");
    let (mut id, mut how) = ("", "");
    if let Some(choice) = &state.choice {
        (id, how) = (&choice.id, choice.how.name());
        whole(&mut out, choice.time);
    } else {
        out.push_str("null");
    }
    text_or_null(&mut out, id);
    text_or_null(&mut out, how);
    text_or_null(&mut out, state.signals.name());
    text_or_null(&mut out, state.config.language);
    out.push_str(",[");
    for (gate, on) in state.config.gates.iter().zip(&state.grants.on) {
        if *on {
            item(&mut out, gate.id);
        }
    }
    out.push_str("]");
    out.push_str(&view::remains(state));
    out.push_str("]");
    out
}

fn text_or_null(out: &mut String, text: &str) {
    if text.is_empty() {
        out.push_str(",null");
    } else {
        item(out, text);
    }
}

/// A flag in JSON.
pub fn truth(on: bool) -> &'static str {
    if on { "true" } else { "false" }
}
