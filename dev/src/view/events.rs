//! The events so far.

use super::{Row, Section, Tone, counted};
use crate::facts::Event;

pub fn section(events: &[Event]) -> Section {
    // The newest first.
    let rows = events.iter().rev().map(row).collect();
    let sum = counted(events.len(), "event");
    Section { id: "events", title: "Events", sum, rows, empty: "Nothing has happened yet." }
}

fn row(event: &Event) -> Row {
    let tone = if event.name == "error" { Tone::Bad } else { Tone::Plain };
    Row { tone, title: event.name.clone(), tag: event.at.clone(), text: event.text.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_comes_first() {
        let event = |name: &str| Event { name: name.into(), ..Event::default() };
        let section = section(&[event("ready"), event("error")]);
        let told: Vec<_> = section.rows.iter().map(|row| (row.title.as_str(), row.tone)).collect();
        assert_eq!(told, [("error", Tone::Bad), ("ready", Tone::Plain)]);
        assert_eq!(section.sum, "2 events");
    }
}
