//! Services that share what their vendor is told of consent.

use std::collections::HashMap;

use serde_json::Value;

use super::Warnings;
use crate::code::Code;
use crate::declaration::{Declaration, Service};
use crate::preset::find;
use crate::steps::Step;

/// The lists of steps of which a group runs one.
type Shared<'a> = [&'a [Step]; 2];

pub(super) fn look(declaration: &Declaration, warnings: &mut Warnings) {
    let mut groups: HashMap<&str, Vec<&Service>> = HashMap::new();
    for (index, service) in declaration.services.iter().enumerate() {
        let Some(group) = service.consent.as_ref().and_then(|consent| consent.group.as_deref())
        else {
            continue;
        };
        let others = groups.entry(group).or_default();
        let is_known = others.iter().any(|other| agree(shared(other), shared(service)));
        if let Some(first) = others.first().filter(|_| !is_known) {
            let options = different(first, service);
            let place = match options.first() {
                Some(name) if service.with.contains_key(*name) => format!("with.{name}"),
                Some(_) => "with".into(),
                None => "consent".into(),
            };
            let what = match options.as_slice() {
                [] => "steps".into(),
                options => format!("options: {}", options.join(", ")),
            };
            warnings.add(
                Code::DifferentConsent,
                format!("services[{index}].{place}"),
                format!(
                    "\"{}\" and \"{}\" tell their vendor different things, and the first that runs decides for both (they are of the group \"{group}\"); give them the same {what}",
                    &*first.id, &*service.id
                ),
            );
        }
        others.push(service);
    }
}

fn shared(service: &Service) -> Shared<'_> {
    service.consent.as_ref().map_or([&[], &[]], |consent| [&consent.default, &consent.update])
}

/// Whether it makes no difference which of two runs first. One that says nothing leaves it to the other.
fn agree(one: Shared, other: Shared) -> bool {
    one.iter().zip(other).all(|(one, other)| one.is_empty() || other.is_empty() || *one == other)
}

/// The options of both presets that they fill into what the vendor is told, and that differ.
fn different(one: &Service, other: &Service) -> Vec<&'static str> {
    let preset = |service: &Service| find(service.preset.as_deref()?);
    let (Some(first), Some(second)) = (preset(one), preset(other)) else { return Vec::new() };
    let Some(consent) = &first.consent else { return Vec::new() };
    let told = consent.0.to_string();
    let is_told = |name: &str| {
        told.contains(&format!("{{{name}}}")) || told.contains(&format!("\"{name}\":"))
    };
    let shared = first.options.iter().filter(|(name, _)| second.options.contains_key(*name));
    let differ = shared.filter(|(name, rule)| {
        let usual = rule.default.as_ref().map(|value| &value.0);
        let value = |service: &'_ Service| -> Option<Value> {
            service.with.get(*name).map(|value| &value.0).or(usual).cloned()
        };
        is_told(name) && !rule.needed && value(one) != value(other)
    });
    differ.map(|(name, _)| name.as_str()).collect()
}
