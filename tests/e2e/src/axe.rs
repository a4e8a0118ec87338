//! Runs axe-core, the accessibility checker, on a page.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use serde_json::Value;

use crate::session::command;
use crate::visit::{Visit, found};

/// axe-core as npm has it, of the version that package-lock.json pins.
static AXE: LazyLock<String> = LazyLock::new(|| {
    let packages = std::env::var("NODE_PATH").unwrap_or_default();
    let file = Path::new(&packages).join("axe-core/axe.min.js");
    fs::read_to_string(file)
        .expect("NODE_PATH has axe-core: run `make test-e2e`, which installs it")
});

/// Runs it with every rule: best practices, experiments and level AAA too.
const RUN: &str = "
    const done = arguments[arguments.length - 1];
    const every = axe.getRules().map(rule => [rule.ruleId, {enabled: true}]);
    const told = list => list.flatMap(rule =>
        rule.nodes.map(node => [rule.id, node.target.join(' '), node.failureSummary || '']));
    axe.run(document, {rules: Object.fromEntries(every), resultTypes: ['violations', 'incomplete']}).then(
        ({violations, incomplete, passes}) =>
            done({violations: told(violations), incomplete: told(incomplete), passes: passes.map(rule => rule.id)}),
        error => done({violations: [['axe', '', String(error)]]}));";

/// What axe-core finds on a page.
#[derive(Clone, Debug)]
pub struct Findings {
    /// Violations: the rule, the element, and how to mend it.
    pub violations: Value,
    /// Undecided findings, in the same form.
    pub incomplete: Value,
    /// The rules that applied and passed.
    pub passes: Vec<String>,
}

impl Visit {
    /// Runs axe-core on the page. The driver brings it in, so the page keeps its policy.
    #[track_caller]
    pub fn findings(&self) -> Findings {
        let script = format!("if (!window.axe) {{ {} }}\n{RUN}", *AXE);
        let answer = found(command(self.session().client.execute_async(&script, vec![])));
        Findings {
            violations: answer["violations"].clone(),
            incomplete: answer["incomplete"].clone(),
            passes: serde_json::from_value(answer["passes"].clone()).unwrap_or_default(),
        }
    }
}
