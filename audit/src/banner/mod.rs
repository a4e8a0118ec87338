//! Looks at the banner itself, of any vendor: its controls as they are shown, and what pressing them does.

mod answer;
mod layers;
mod looks;
mod rules;
mod tries;
mod words;

use std::time::Duration;

use serde::Serialize;
use serde_json::{Value, json};

use crate::drive::Drive;
use crate::measure::Measure;
use crate::state::Moment;

pub(crate) use layers::{Found, Layer};
use words::words;

/// How long a page has to show what was asked for.
const MOMENT: Duration = Duration::from_millis(400);

/// How long a page has to take another look, which is measured with its animations at their end.
const BEAT: Duration = Duration::from_millis(60);

/// The sizes of window in which a refusal has to be in view (EDPB Cookie Banner Taskforce 12–14).
const WIDE: (u32, u32) = (1280, 800);
const NARROW: (u32, u32) = (320, 568);

/// Something about the banner that is not as it has to be.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Measured {
    /// What.
    pub measure: Measure,
    /// What was measured, in a sentence.
    pub detail: String,
    /// The page.
    pub page: String,
}

impl Drive<'_> {
    /// Everything about the banner that a machine can measure.
    ///
    /// # Errors
    /// The page does not open, or has no banner.
    pub(crate) fn measure_banner(&mut self) -> Result<(), String> {
        self.enter(Moment::Before);
        self.enter_page("entry page")?;
        self.snapshot()?;
        let first = self.find()?;
        let Some(layer) = first.top().cloned() else {
            return Err("no banner was found on the page by its words".into());
        };
        self.note_all(layers::first_layer(&layer, &first, self.declaration));
        self.in_other_looks()?;
        self.without_an_answer()?;
        self.closing(&layer)?;
        self.second_layer(&layer)?;
        let refusing = self.refusing()?;
        self.accepting(refusing)
    }

    /// Finds the banners of the page.
    pub(crate) fn find(&mut self) -> Result<Found, String> {
        let found = self.tab.evaluate(&format!("({FIND})({}, null)", words()))?;
        serde_json::from_value(found).map_err(|error| error.to_string())
    }

    /// Presses the first control with a meaning, such as `no`. False without one.
    pub(crate) fn press(&mut self, meaning: &str) -> Result<bool, String> {
        let pressed = self.tab.evaluate(&format!("({FIND})({}, {})", words(), json!(meaning)))?;
        self.settle(MOMENT)?;
        Ok(pressed == true)
    }

    /// Puts the keyboard on the first control with a meaning, as somebody does who uses no pointer.
    fn focus(&mut self, meaning: &str) -> Result<(), String> {
        let act = format!("({FIND})({}, {}, true)", words(), json!(meaning));
        self.tab.evaluate(&act)?;
        self.settle(BEAT)
    }

    /// The same, and again where the banner is still there: some listen only a while after they came.
    fn press_twice(&mut self, meaning: &str) -> Result<bool, String> {
        let is_pressed = self.press(meaning)?;
        if is_pressed && self.is_asked()? {
            self.settle(MOMENT * 2)?;
            self.press(meaning)?;
        }
        Ok(is_pressed)
    }

    fn note(&mut self, measure: Measure, detail: impl Into<String>) {
        let page = self.tab.told().url.clone();
        self.look.measured.push(Measured { measure, detail: detail.into(), page });
    }

    fn note_all(&mut self, all: Vec<(Measure, String)>) {
        for (measure, detail) in all {
            self.note(measure, detail);
        }
    }

    /// The entry page in a browser that knows nothing of it.
    fn fresh(&mut self, what: &str) -> Result<(), String> {
        self.tab.forget(&self.options.url)?;
        self.enter_page(what)
    }

    fn enter_page(&mut self, what: &str) -> Result<(), String> {
        let entry = self.options.url.clone();
        self.open(Some(&entry), what)?;
        self.settle(self.options.watch.min(Duration::from_secs(2)))
    }

    /// Whether a banner is on the page.
    fn is_asked(&mut self) -> Result<bool, String> {
        Ok(!self.find()?.boxes.is_empty())
    }
}

const FIND: &str = include_str!("find.js");

/// Takes the keyboard from whatever has it, in shadow roots too.
const BLUR: &str =
    "for (let one = document.activeElement; one; one = one.shadowRoot?.activeElement) one.blur()";

/// All strings of a value of the declaration: a text in each language.
fn strings(value: &impl Serialize) -> Vec<String> {
    fn collect(value: &Value, into: &mut Vec<String>) {
        match value {
            Value::String(text) => into.push(text.clone()),
            Value::Object(fields) => fields.values().for_each(|one| collect(one, into)),
            _ => {}
        }
    }
    let mut all = Vec::new();
    collect(&serde_json::to_value(value).unwrap_or_default(), &mut all);
    all
}
