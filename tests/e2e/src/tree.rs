//! The accessibility tree of a whole page, with states.

use serde_json::{Value, json};

use crate::visit::{Visit, found};

/// An element as assistive technology sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Its role.
    pub role: String,
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: String,
    /// Its states: `checked=true`, `disabled=true`, `modal=true`, …
    pub states: Vec<String>,
}

impl Visit {
    /// The accessibility tree in reading order. Chromium alone has a command for it, so tests that call
    /// this are in `skips.rs` for the other engines.
    #[track_caller]
    pub fn accessibility_tree(&self) -> Vec<Told> {
        let tree = found(self.session().devtools("Accessibility.getFullAXTree", json!({})));
        let nodes = tree["nodes"].as_array().cloned().unwrap_or_default();
        let mut all = Vec::new();
        if let Some(root) = nodes.first() {
            collect(root, &nodes, &mut all);
        }
        all
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
