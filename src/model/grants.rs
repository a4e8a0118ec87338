//! What is granted, and why: the visitor's choice, limited by the browser's signals.

use super::config::Config;
use super::record::Record;
use super::signals::Signals;

/// The decision for one moment; each list goes by the gates of the configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grants {
    /// Whether it is granted.
    pub on: Vec<bool>,
    /// Whether a binding signal keeps it off.
    pub ruled_out: Vec<bool>,
    /// Whether the visitor has to be asked.
    pub ask: bool,
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
    let any = !signals.name().is_empty();
    let mut grants = Grants { ask: choice.is_none() && !any, ..Grants::default() };
    for (number, gate) in config.gates.iter().enumerate() {
        let (mut unasked, mut ruled_out) = (any, false);
        let mut limit = |on: bool, name: &str| {
            let rule = config.get("signals").get(name);
            let mut allowed = gate.required || !on;
            for one in &rule.get("allow").items {
                allowed |= one.text == config.gates[gate.category].id;
            }
            unasked &= allowed;
            ruled_out |= !allowed && rule.get("binding").text != "false";
        };
        limit(signals.do_not_track, "doNotTrack");
        limit(signals.global_privacy_control, "globalPrivacyControl");
        let granted = choice.map_or(unasked, |choice| choice.on[number] && !ruled_out);
        grants.on.push(gate.required || granted);
        grants.ruled_out.push(ruled_out);
    }
    grants
}
