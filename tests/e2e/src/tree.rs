//! The accessibility tree of a whole page, with states.

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::visit::{Visit, found};

/// An element as assistive technology is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Its role.
    pub role: String,
    /// Its name.
    pub name: String,
    /// What is said beside the name.
    pub description: String,
    /// Its states: `checked=true`, `disabled=true`, `modal=true`, …
    pub states: Vec<String>,
}

impl Visit {
    /// All that assistive technology is told of, in order; `None` where the driver cannot say.
    ///
    /// WebDriver has roles and names of single elements only. Chromium's own protocol has the whole
    /// tree, and so shows what is *not* in it; Firefox's driver has nothing like it.
    #[track_caller]
    pub fn told(&self) -> Option<Vec<Told>> {
        if self.browser() != Browser::Chromium {
            return None;
        }
        let tree = found(self.session().devtools("Accessibility.getFullAXTree", json!({})));
        let nodes = tree["nodes"].as_array().cloned().unwrap_or_default();
        let mut all = Vec::new();
        if let Some(root) = nodes.first() {
            collect(root, &nodes, &mut all);
        }
        Some(all)
    }
}

/// Adds a node and all below it, in reading order.
fn collect(node: &Value, nodes: &[Value], all: &mut Vec<Told>) {
    if node["ignored"] != true {
        all.push(told(node));
    }
    for id in node["childIds"].as_array().into_iter().flatten() {
        if let Some(child) = nodes.iter().find(|one| one["nodeId"] == *id) {
            collect(child, nodes, all);
        }
    }
}

fn told(node: &Value) -> Told {
    let text = |field: &str| node[field]["value"].as_str().unwrap_or_default().to_string();
    let mut states: Vec<String> = Vec::new();
    for property in node["properties"].as_array().into_iter().flatten() {
        let value = &property["value"]["value"];
        let value = value.as_str().map_or_else(|| value.to_string(), Into::into);
        states.push(format!("{}={value}", property["name"].as_str().unwrap_or_default()));
    }
    Told { role: text("role"), name: text("name"), description: text("description"), states }
}
