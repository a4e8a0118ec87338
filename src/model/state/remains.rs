//! What stays behind of a service that is granted no more.

use super::State;
use crate::model::jar;
use crate::model::json::Value;

impl<'t> State<'t> {
    /// Whether something of a service may have stayed behind: it has been granted and is not any
    /// more, and declares what no page can delete ([`jar::is_out_of_reach`]).
    ///
    /// It is no promise about the browser, which does not tell: the service may have stored
    /// nothing, or the visitor may have deleted it since. It outlives the page view by the newest
    /// receipt; where storage is blocked it is about this page view alone.
    pub fn remains(&self, gate: usize) -> bool {
        let id = self.config.gates[gate].id;
        let mut had = self.had[gate] || self.receipt.get("services").get(id).is_true();
        for one in &self.receipt.get("remains").items {
            had |= one.get("service").string() == id;
        }
        had && self.may_remain(gate)
    }

    pub(super) fn may_remain(&self, gate: usize) -> bool {
        let cookies = &self.config.gates[gate].value.get("cookies").items;
        !self.is_granted(gate) && cookies.iter().any(jar::is_out_of_reach)
    }

    /// The newest receipt, or missing.
    pub fn recall(&mut self, receipt: &'t Value<'t>) {
        self.receipt = receipt;
        self.queue();
    }
}
