//! Every gated thing, and what became of it.

use super::{Row, Section, Tone, counted};
use crate::facts::{State, Thing};

/// As many are shown.
const MOST: usize = 200;

pub fn section(things: &[Thing]) -> Section {
    let mut rows: Vec<Row> = things.iter().take(MOST).map(row).collect();
    if things.len() > MOST {
        rows.push(Row { title: format!("and {} more", things.len() - MOST), ..Row::default() });
    }
    let waiting = things.iter().filter(|one| one.state == State::Waiting).count();
    let ran = things.iter().filter(|one| one.state == State::Ran).count();
    let sum = match things.len() {
        0 => "none".into(),
        count => format!("{}, {waiting} waiting, {ran} ran", counted(count, "thing")),
    };
    let empty = "Nothing on this page has a gate, and no service declares a script.";
    Section { id: "gated", title: "Gated", sum, rows, empty }
}

/// The line of a thing.
pub fn row(thing: &Thing) -> Row {
    let (tone, tag, text) = told(thing);
    Row { tone, title: title(thing), tag: tag.into(), text }
}

fn title(thing: &Thing) -> String {
    let address = if thing.address.is_empty() { "inline" } else { &thing.address };
    format!("<{}> {}", thing.tag, shortened(address))
}

/// An address without its scheme and query, at most so long that it fits a line or two.
fn shortened(address: &str) -> String {
    let plain = address.split(['?', '#']).next().unwrap_or_default();
    let plain = plain.split_once("://").map_or(plain, |(_scheme, rest)| rest);
    match plain.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &plain[..end]),
        None => plain.into(),
    }
}

fn told(thing: &Thing) -> (Tone, &'static str, String) {
    let gates = thing.gates.join(" and ");
    let behind = format!("behind {gates}");
    match thing.state {
        State::Waiting => (Tone::Plain, "waiting", format!("until {gates} is granted")),
        State::Queued => (Tone::Plain, "queued", format!("{behind}; what is before it has to end")),
        State::Late => {
            (Tone::Plain, "held up", format!("{behind}; third parties are pretended to be slow"))
        }
        State::Running => (Tone::Plain, "loading", format!("{behind}; no answer so far")),
        State::Ran => (Tone::Good, "ran", behind),
        State::Failed => (Tone::Bad, "failed", format!("{behind}; {}", failure(&thing.why))),
        State::Replaced => {
            (Tone::Plain, "replaced", format!("{behind}; it is no longer on the page"))
        }
        State::Live => {
            let name = &thing.why;
            let text = format!(
                "it had {name} of its own, which the browser may have loaded without a yes. Write data-samtycke-{name}."
            );
            (Tone::Bad, "live address", text)
        }
        State::Ungated => (
            Tone::Bad,
            "not gated",
            "the browser runs it before a yes. Write type=\"text/plain\".".into(),
        ),
        State::Unknown => (
            Tone::Bad,
            "unknown gate",
            format!("the declaration has no \"{}\", so it is never granted", thing.why),
        ),
    }
}

fn failure(code: &str) -> &'static str {
    match code {
        "address" => "its address is neither https nor of the page's own origin",
        "nonce" => "it lacks the page's nonce",
        "silent" => "no browser executes scripts of its type",
        "write" => "it uses document.write, which does nothing here",
        _ => "it did not load",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thing(tag: &str, address: &str, state: State, why: &str) -> Thing {
        let (tag, address, why) = (tag.into(), address.into(), why.into());
        Thing { tag, address, gates: vec!["ads".into()], state, why, ..Thing::default() }
    }

    #[track_caller]
    fn says(thing: &Thing, tone: Tone, title: &str, tag: &str, text: &str) {
        let (title, tag, text) = (title.into(), tag.into(), text.into());
        assert_eq!(row(thing), Row { tone, title, tag, text });
    }

    #[test]
    fn a_thing_says_what_became_of_it() {
        says(
            &thing("script", "", State::Waiting, ""),
            Tone::Plain,
            "<script> inline",
            "waiting",
            "until ads is granted",
        );
        says(
            &thing("script", "https://a.example/b.js?c=d", State::Ran, ""),
            Tone::Good,
            "<script> a.example/b.js",
            "ran",
            "behind ads",
        );
        says(
            &thing("script", "/a.js", State::Failed, "nonce"),
            Tone::Bad,
            "<script> /a.js",
            "failed",
            "behind ads; it lacks the page's nonce",
        );
    }

    #[test]
    fn a_live_address_says_what_to_write() {
        let row = row(&thing("iframe", "https://a.example/", State::Live, "src"));
        assert_eq!((row.tone, row.tag.as_str()), (Tone::Bad, "live address"));
        assert!(row.text.ends_with("Write data-samtycke-src."), "{}", row.text);
    }

    #[test]
    fn many_are_counted_and_some_are_shown() {
        let all = vec![thing("img", "/a.png", State::Waiting, ""); MOST + 7];
        let section = section(&all);
        assert_eq!(section.sum, "207 things, 207 waiting, 0 ran");
        assert_eq!(section.rows.len(), MOST + 1);
        assert_eq!(section.rows[MOST].title, "and 7 more");
    }

    #[test]
    fn a_long_address_is_cut_between_characters() {
        let short = shortened(&"å".repeat(80));
        assert_eq!(short.chars().count(), 61);
        assert_eq!(shortened("a.png"), "a.png");
    }
}
