//! What is measured on a page: contrast, sizes, what is lost. `measure.js` does it.

use serde_json::{Value, json};

use crate::element::Element;
use crate::visit::{Visit, found};

const MEASURE: &str = include_str!("measure.js");

impl Visit {
    /// The value of an expression that may call what `measure.js` has.
    #[track_caller]
    pub fn measure(&self, expression: &str) -> Value {
        let script = format!("{MEASURE}\nreturn ({expression});");
        found(self.session().post("execute/sync", json!({"script": script, "args": []})))
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
    /// Everything that its computed style says, by name.
    #[track_caller]
    pub fn look(&self) -> Value {
        self.measure("look(it)")
    }

    /// Whether whoever aims at its middle hits it.
    #[track_caller]
    pub fn is_hit(&self) -> bool {
        self.measure("hit(it)") == true
    }

    #[track_caller]
    fn measure(&self, expression: &str) -> Value {
        let script = format!("{MEASURE}\nconst it = arguments[0]; return ({expression});");
        let body = json!({"script": script, "args": [self.reference]});
        found(self.visit.session().post("execute/sync", body))
    }
}
