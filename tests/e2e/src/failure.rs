//! Reports the state of a visit whose test has failed.

use serde_json::{Value, json};

use crate::run::explain;
use crate::visit::Visit;

/// As many lines of each log are reported.
const MOST: usize = 30;

impl Visit {
    /// Reports what was on the page, on the console and at third parties.
    pub(crate) fn explain(&self) {
        for expression in [
            "location.href",
            "document.readyState",
            "document.cookie",
            "({...localStorage})",
            "window.samtycke && samtycke.consent()",
            "(document.querySelector('samtycke-root') || {}).innerText",
            "window.heard && heard.map(one => one[0])",
            "window.said",
            "window.order",
        ] {
            match self.try_eval(expression) {
                Ok(Value::Null) => {}
                Ok(value) => {
                    let text: String = value.to_string().chars().take(2000).collect();
                    explain(&format!("  {expression}: {text}"));
                }
                // A page that has hung answers nothing else either.
                Err(error) => return explain(&format!("  {expression}: {error}")),
            }
        }
        for line in self.console().iter().take(MOST) {
            explain(&format!("  console: {line}"));
        }
        for call in self.site.calls().iter().take(MOST) {
            explain(&format!("  {:?} received {} {}", call.vendor, call.method, call.path));
        }
    }

    /// The lines of the console; only Chromium's driver has them.
    fn console(&self) -> Vec<String> {
        let log = self.session().post("se/log", json!({"type": "browser"})).unwrap_or_default();
        let lines = log.as_array().cloned().unwrap_or_default();
        lines.iter().map(|line| line["message"].as_str().unwrap_or("").into()).collect()
    }
}
