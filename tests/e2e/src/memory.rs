//! The memory of a page. Chromium alone has commands for it.

use serde_json::json;

use crate::visit::{Visit, found};

impl Visit {
    /// Collects garbage and counts the nodes of the page that are left, those outside the document too.
    #[track_caller]
    pub fn count_nodes(&self) -> u64 {
        for _ in 0..3 {
            found(self.session().devtools("HeapProfiler.collectGarbage", json!({})));
        }
        let counters = found(self.session().devtools("Memory.getDOMCounters", json!({})));
        counters["nodes"].as_u64().expect("a count of nodes")
    }
}
