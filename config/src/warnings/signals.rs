//! What is promised of browser signals (rules 47 to 49).

use super::Warnings;
use crate::code::Code;
use crate::declaration::{Declaration, SignalRule, Signals};

/// Categories in which visitors are followed. A signal that leaves them open is none.
const FOLLOWING: [&str; 2] = ["analytics", "marketing"];

pub(super) fn look(declaration: &Declaration, warnings: &mut Warnings) {
    let Signals { do_not_track, global_privacy_control } = &declaration.signals;
    let both = [("doNotTrack", do_not_track), ("globalPrivacyControl", global_privacy_control)];
    if do_not_track != global_privacy_control {
        warnings.add(
            Code::OneSignal,
            "signals",
            "Do Not Track and Global Privacy Control have different rules; Firefox has only the second since version 135, so give both the same",
        );
    }
    for (name, rule) in both {
        one(name, rule, warnings);
    }
}

fn one(name: &str, rule: &SignalRule, warnings: &mut Warnings) {
    for (index, id) in rule.allow.iter().enumerate() {
        if FOLLOWING.contains(&&**id) {
            warnings.add(
                Code::SignalAllowsTracking,
                format!("signals.{name}.allow[{index}]"),
                format!("\"{}\" follows visitors, which the signal asks not to do", &**id),
            );
        }
    }
    if !rule.binding {
        warnings.add(
            Code::SignalNotBinding,
            format!("signals.{name}.binding"),
            "visitors can still grant everything while the signal is on; check that the policy promises no more",
        );
    }
}
