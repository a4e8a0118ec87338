//! What the panel says, decided from facts. Nothing here draws.

mod events;
mod findings;
mod gated;
mod grants;
mod issue;
mod stored;

pub use issue::issue;

use crate::facts::{Choice, Facts, Signal};
use crate::note::Notes;

/// How a line is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// Neither good nor bad.
    #[default]
    Plain,
    /// It is granted, or it ran.
    Good,
    /// Somebody should look at it.
    Odd,
    /// It is wrong.
    Bad,
}

impl Tone {
    /// Its name in the style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Tone::Plain => "plain",
            Tone::Good => "good",
            Tone::Odd => "odd",
            Tone::Bad => "bad",
        }
    }
}

/// A line of a section.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// How it is meant.
    pub tone: Tone,
    /// What it is about: an id, a name, a tag.
    pub title: String,
    /// Its state in a word or two.
    pub tag: String,
    /// Why, and what to do.
    pub text: String,
}

/// A part of the panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its id.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// It in a few words.
    pub sum: String,
    /// Its lines.
    pub rows: Vec<Row>,
    /// What is said where there are none.
    pub empty: &'static str,
}

impl Section {
    /// The gravest tone of its lines.
    pub fn tone(&self) -> Tone {
        self.rows
            .iter()
            .map(|row| row.tone)
            .filter(|tone| *tone > Tone::Good)
            .max()
            .unwrap_or_default()
    }
}

/// All that the panel shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The state of the page in a sentence or two.
    pub status: String,
    /// How many findings there are.
    pub findings: usize,
    /// Whether one of them is wrong, and not only odd.
    pub is_bad: bool,
    /// The parts, in the order shown.
    pub sections: Vec<Section>,
}

/// The view of a page.
pub fn view(facts: &Facts, notes: &Notes) -> View {
    let findings = findings::section(facts, notes);
    View {
        status: status(facts, notes),
        findings: findings.rows.len(),
        is_bad: findings.tone() == Tone::Bad,
        sections: vec![
            findings,
            grants::section(facts),
            gated::section(&facts.things),
            stored::section(facts),
            events::section(&facts.events),
        ],
    }
}

fn status(facts: &Facts, notes: &Notes) -> String {
    let Some(site) = &facts.site else {
        return match notes.problems.is_empty() {
            true => "No declaration is in effect, so nothing with a gate loads.".into(),
            false => "The declaration is wrong, so nothing with a gate loads.".into(),
        };
    };
    let mut all = Vec::new();
    if let Some(signal) = facts.signal {
        all.push(format!("{} is on, so nobody is asked.", signal.name()));
    }
    match &facts.choice {
        Some(choice) => all.push(format!("{}.", told(choice, facts.now))),
        None if facts.signal.is_none() => all.push("Nobody has answered yet.".into()),
        None => {}
    }
    let asked = site.categories.iter().filter(|one| one.asked).map(|one| one.id.as_str());
    let asked: Vec<&str> = asked.collect();
    if facts.choice.is_some() && facts.signal.is_none() && !asked.is_empty() {
        all.push(format!("Asked again about {}.", asked.join(", ")));
    }
    all.join(" ")
}

/// A choice in words, with its age.
fn told(choice: &Choice, now: u64) -> String {
    let what = match choice.how.as_str() {
        "all" => "The visitor accepted all",
        "none" => "The visitor rejected all",
        "some" => "The visitor chose in the settings",
        "embed" => "The visitor let an embed in",
        _ => "Code of the page decided",
    };
    // A refusal has only its day.
    let age = now.saturating_sub(choice.time);
    let when = match age {
        _ if choice.how == "none" && age < 86_400 => "today".into(),
        0..60 => "just now".into(),
        60..3_600 => ago(age / 60, "minute"),
        3_600..86_400 => ago(age / 3_600, "hour"),
        _ => ago(age / 86_400, "day"),
    };
    format!("{what} {when}")
}

fn ago(count: u64, unit: &str) -> String {
    format!("{} ago", counted(count as usize, unit))
}

/// A number with its word.
fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// The signal's name, where one is on.
fn signal_name(signal: Option<Signal>) -> &'static str {
    signal.map_or("A signal", Signal::name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Category, Site};

    fn facts(how: &str, age: u64) -> Facts {
        let time = 1_000_000 - age;
        let choice = (!how.is_empty()).then(|| Choice { how: how.into(), time });
        let categories = vec![Category { id: "ads".into(), asked: true, ..Category::default() }];
        let site = Some(Site { categories, ..Site::default() });
        Facts { now: 1_000_000, site, choice, ..Facts::default() }
    }

    #[track_caller]
    fn says(facts: &Facts, status: &str) {
        assert_eq!(view(facts, &Notes::default()).status, status);
    }

    #[test]
    fn the_status_says_who_decided_and_when() {
        says(&facts("", 0), "Nobody has answered yet.");
        let again = "Asked again about ads.";
        says(&facts("all", 61), &format!("The visitor accepted all 1 minute ago. {again}"));
        says(
            &facts("some", 9_000),
            &format!("The visitor chose in the settings 2 hours ago. {again}"),
        );
        says(&facts("none", 5_000), &format!("The visitor rejected all today. {again}"));
        says(&facts("none", 200_000), &format!("The visitor rejected all 2 days ago. {again}"));
        says(&facts("api", 5), &format!("Code of the page decided just now. {again}"));
    }

    #[test]
    fn under_a_signal_nobody_is_asked() {
        let signal = Some(Signal::GlobalPrivacyControl);
        says(
            &Facts { signal, ..facts("", 0) },
            "Global Privacy Control is on, so nobody is asked.",
        );
        let both =
            "Global Privacy Control is on, so nobody is asked. The visitor accepted all just now.";
        says(&Facts { signal, ..facts("all", 0) }, both);
    }

    #[test]
    fn without_a_declaration_nothing_loads() {
        says(&Facts::default(), "No declaration is in effect, so nothing with a gate loads.");
    }
}
