//! Where the switches of the open settings stand, before anything is saved.

use super::config::Config;
use super::grants::Grants;

/// One switch for each gate of the configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Where they stand.
    pub on: Vec<bool>,
}

impl Draft {
    /// The switches as the visitor left them; what a signal rules out is off.
    pub fn new(said: Vec<bool>, grants: &Grants) -> Draft {
        let mut draft = Draft { on: said };
        for (on, ruled_out) in draft.on.iter_mut().zip(&grants.ruled_out) {
            *on &= !ruled_out;
        }
        draft
    }

    /// Turns a switch, a category's with those of its services; one that is fixed stays.
    pub fn turn(&mut self, config: &Config, grants: &Grants, gate: usize, on: bool) {
        for (number, one) in config.gates.iter().enumerate() {
            let fixed = one.required || grants.ruled_out[number];
            if !fixed && (number == gate || one.category == gate) && number < self.on.len() {
                self.on[number] = on;
            }
        }
    }
}
