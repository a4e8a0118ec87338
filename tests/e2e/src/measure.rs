//! What is measured on a page: contrast, sizes, what is lost. `measure.js` does it.

use serde_json::Value;

use crate::element::Element;
use crate::session::command;
use crate::visit::{Visit, found};

const MEASURE: &str = include_str!("measure.js");

impl Visit {
    /// The value of an expression that may call the functions of `measure.js`.
    #[track_caller]
    pub fn measure(&self, expression: &str) -> Value {
        let script = format!("{MEASURE}\nreturn ({expression});");
        found(command(self.session().client.execute(&script, vec![])))
    }

    /// The measured things, `[number, what]` each, whose number is below the least; fails where
    /// there are fewer than `count` at all.
    #[track_caller]
    pub fn below(&self, least: f64, expression: &str, count: usize) -> Vec<Value> {
        let all = self.measure(expression).as_array().cloned().unwrap_or_default();
        assert!(all.len() >= count, "{expression} found only {all:?}");
        all.into_iter().filter(|one| one[0].as_f64().is_none_or(|number| number < least)).collect()
    }
}

impl Element<'_> {
    /// Everything in its computed style, by name.
    #[track_caller]
    pub fn look(&self) -> Value {
        // As one text: drivers take long over an object with a thousand values.
        let look = self.eval_after(MEASURE, "JSON.stringify(look(it))");
        serde_json::from_str(look.as_str().unwrap_or_default()).unwrap_or_default()
    }

    /// Whether a click at its middle hits it.
    #[track_caller]
    pub fn is_hit(&self) -> bool {
        self.eval_after(MEASURE, "hit(it)") == true
    }
}
