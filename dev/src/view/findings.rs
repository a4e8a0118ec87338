//! What somebody should look at: from the declaration, the page, what is stored, and the events.

use super::{Row, Section, Tone, counted, gated, stored};
use crate::facts::Facts;
use crate::note::{Note, Notes};

/// Codes of errors that are told of the thing or the declaration itself.
const TOLD: [&str; 9] =
    ["declaration", "json", "live", "ungated", "script", "address", "silent", "nonce", "write"];

pub fn section(facts: &Facts, notes: &Notes) -> Section {
    let mut rows: Vec<Row> = notes.problems.iter().map(|note| row(note, Tone::Bad)).collect();
    rows.extend(facts.things.iter().map(gated::row).filter(|row| row.tone > Tone::Good));
    rows.extend(stored::section(facts).rows.into_iter().filter(|row| row.tone > Tone::Good));
    let is_named = |id: &str| facts.things.iter().any(|thing| thing.why == id);
    for event in facts.events.iter().filter(|event| event.name == "error") {
        // An unknown id may be of a thing, or of code.
        let is_told = TOLD.contains(&event.code.as_str())
            || (event.code == "unknown" && event.text.split('"').any(is_named));
        if !is_told {
            let (title, text) = (event.code.clone(), event.text.clone());
            rows.push(Row { tone: Tone::Bad, title, tag: "error".into(), text });
        }
    }
    rows.extend(notes.warnings.iter().map(|note| row(note, Tone::Odd)));
    let sum = match rows.len() {
        0 => "none".into(),
        count => counted(count, "finding"),
    };
    Section { id: "findings", title: "Findings", sum, rows, empty: "Nothing to look at." }
}

fn row(note: &Note, tone: Tone) -> Row {
    let place = if note.place.is_empty() { String::new() } else { format!(" ({})", note.place) };
    let text = format!("{}{place}", note.message);
    Row { tone, title: note.path.clone(), tag: note.code.name().into(), text }
}

#[cfg(test)]
mod tests {
    use samtycke_config::Code;

    use super::*;
    use crate::facts::{Event, State, Thing};

    fn note(code: Code) -> Note {
        let (path, place, message) =
            ("cookie.days".into(), "line 3, column 5".into(), "too long".into());
        Note { code, path, place, message, meant: None }
    }

    fn error(code: &str, text: &str) -> Event {
        let (code, text) = (code.into(), text.into());
        Event { name: "error".into(), code, text, ..Event::default() }
    }

    fn thing(state: State, why: &str) -> Thing {
        Thing { tag: "iframe".into(), state, why: why.into(), ..Thing::default() }
    }

    #[test]
    fn problems_come_first_and_warnings_last() {
        let notes = Notes {
            problems: vec![note(Code::WrongValue)],
            warnings: vec![note(Code::LongConsent)],
        };
        let facts = Facts { things: vec![thing(State::Live, "src")], ..Facts::default() };
        let rows = section(&facts, &notes).rows;
        let told: Vec<_> = rows.iter().map(|row| (row.tag.as_str(), row.tone)).collect();
        assert_eq!(
            told,
            [("wrong-value", Tone::Bad), ("live address", Tone::Bad), ("long-consent", Tone::Odd)]
        );
        assert_eq!(rows[0].text, "too long (line 3, column 5)");
    }

    #[test]
    fn nothing_is_told_twice() {
        let things = vec![thing(State::Live, "src"), thing(State::Unknown, "adds")];
        let events = vec![
            error("live", "an element had src"),
            error("unknown", "no category or service \"adds\""),
            error("unknown", "no category or service \"other\""),
            error("cookie", "not kept"),
        ];
        let rows = section(&Facts { things, events, ..Facts::default() }, &Notes::default()).rows;
        let tags: Vec<_> = rows.iter().map(|row| row.tag.as_str()).collect();
        assert_eq!(tags, ["live address", "unknown gate", "error", "error"]);
    }

    #[test]
    fn a_sound_page_has_none() {
        let facts = Facts { things: vec![thing(State::Ran, "")], ..Facts::default() };
        assert_eq!(section(&facts, &Notes::default()).sum, "none");
    }
}
