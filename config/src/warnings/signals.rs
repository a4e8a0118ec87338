//! What is promised of browser signals (rules 47 to 49).

use std::collections::BTreeSet;

use super::Warnings;
use super::trackers::{What, of_service};
use crate::code::Code;
use crate::declaration::{Declaration, SignalRule, Signals};
use crate::purpose::follows;

pub(super) fn look(declaration: &Declaration, warnings: &mut Warnings) {
    let Signals { do_not_track, global_privacy_control } = &declaration.signals;
    let [one, other] = [do_not_track, global_privacy_control].map(|rule| opened(declaration, rule));
    if one != other || do_not_track.binding != global_privacy_control.binding {
        warnings.add(
            Code::OneSignal,
            "signals",
            "Do Not Track and Global Privacy Control have different rules; Firefox has only the second since version 135, so give both the same",
        );
    }
    for (name, rule) in
        [("doNotTrack", do_not_track), ("globalPrivacyControl", global_privacy_control)]
    {
        one_signal(declaration, name, rule, warnings);
    }
}

/// The categories that a signal leaves open. Those that are required are open anyway.
fn opened<'a>(declaration: &'a Declaration, rule: &'a SignalRule) -> BTreeSet<&'a str> {
    let required = declaration.required();
    rule.allow.iter().map(|id| &**id).filter(|id| !required.contains(id)).collect()
}

fn one_signal(declaration: &Declaration, name: &str, rule: &SignalRule, warnings: &mut Warnings) {
    for (index, id) in rule.allow.iter().enumerate() {
        let who = if follows(id).is_some() {
            format!("\"{}\" follows visitors", &**id)
        } else if let Some(service) = follower(declaration, rule, id) {
            format!("\"{}\" has \"{service}\", which follows visitors", &**id)
        } else {
            continue;
        };
        warnings.add(
            Code::SignalAllowsTracking,
            format!("signals.{name}.allow[{index}]"),
            format!("{who}, and the signal asks not to do that"),
        );
    }
    if !rule.binding {
        warnings.add(
            Code::SignalNotBinding,
            format!("signals.{name}.binding"),
            "visitors can still grant everything while the signal is on; check that the policy promises no more",
        );
    }
}

/// A service of a category that is known to follow visitors and that the signal leaves open.
fn follower<'a>(
    declaration: &'a Declaration,
    rule: &SignalRule,
    category: &str,
) -> Option<&'a str> {
    let opened = opened(declaration, rule);
    let required = declaration.required();
    let is_open = |id: &str| opened.contains(id) || required.contains(&id);
    let services = declaration.services.iter().filter(|service| {
        service.category.ids().any(|id| id == category)
            && !required.contains(&category)
            && service.category.ids().all(is_open)
    });
    let follows = |what| matches!(what, What::TagManager | What::Analytics | What::Marketing);
    services
        .filter(|service| of_service(service).is_some_and(|found| follows(found.kind)))
        .map(|service| &*service.id)
        .next()
}
