//! What is granted, and why: the visitor's choice, limited by the browser's signals.

use super::config::Config;
use super::record::Record;
use super::signals::Signals;

/// The decision for one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grants {
    /// For each category, in declared order, whether it is granted.
    pub categories: Vec<bool>,
    /// For each service, in declared order, whether it is granted.
    pub services: Vec<bool>,
    /// For each category whether a binding signal keeps it off.
    pub ruled_out: Vec<bool>,
    /// Whether the visitor has to be asked.
    pub ask: bool,
}

impl Grants {
    /// Whether something is granted that was not said yes to.
    pub fn exceeds(&self, said: &Record) -> bool {
        let granted = self.categories.iter().chain(&self.services);
        let said = said.categories.iter().chain(&said.services);
        granted.zip(said).any(|(granted, said)| *granted && !said)
    }
}

/// Decides, in the order that the rules stand in:
///
/// 1. Required categories are granted always.
/// 2. A choice that counts grants what it names.
/// 3. A binding signal that is on limits that to the required categories and those it allows.
/// 4. Without a choice, a signal that is on grants the required categories and those it allows,
///    and nobody is asked; without a signal only the required ones are granted, and the visitor
///    is asked. Of two signals both have to allow.
pub fn decide(config: &Config, choice: Option<&Record>, signals: Signals) -> Grants {
    let any = signals.name().is_some();
    let mut grants = Grants { ask: choice.is_none() && !any, ..Grants::default() };
    for number in 0..config.categories().len() {
        let required = config.is_required(number);
        let id = config.category(number).get("id").text();
        let (mut unasked, mut ruled_out) = (any, false);
        for (on, name) in &[
            (signals.do_not_track, "doNotTrack"),
            (signals.global_privacy_control, "globalPrivacyControl"),
        ] {
            if !on || required {
                continue;
            }
            let rule = config.get("signals").get(name);
            if !rule.get("allow").items.iter().any(|allowed| allowed.text() == id) {
                unasked = false;
                ruled_out |= rule.get("binding").flag(true);
            }
        }
        let granted = match choice {
            Some(choice) => choice.categories[number] && !ruled_out,
            None => unasked,
        };
        grants.categories.push(required || granted);
        grants.ruled_out.push(ruled_out);
    }
    for (number, owner) in config.owners.iter().enumerate() {
        grants.services.push(match choice {
            Some(choice) => choice.services[number] && !grants.ruled_out[*owner],
            None => grants.categories[*owner],
        });
    }
    grants
}
