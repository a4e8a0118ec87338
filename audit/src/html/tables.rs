//! The tables of a report: everything stored, and every host contacted, with the visits in which.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::declared::lifetime;
use crate::record::{Item, Look};
use crate::report::Report;

/// Everything that was in a store at some moment.
pub(super) fn stored(report: &Report) -> Markup {
    let mut items: BTreeMap<(String, String, String), (Item, Vec<&str>)> = BTreeMap::new();
    for look in &report.looks {
        for item in look.snapshots.iter().flat_map(|one| &one.items) {
            let kind = serde_json::to_value(item.kind).unwrap_or_default();
            let kind = kind.as_str().unwrap_or_default().to_owned();
            let key = (item.host.clone(), kind, item.name.clone());
            let (_, states) = items.entry(key).or_insert_with(|| (item.clone(), Vec::new()));
            add(states, look);
        }
    }
    html! {
        h2 { "Stored" }
        div.wide { table {
            thead { tr { th { "Host" } th { "Kind" } th { "Name" } th { "Life" } th { "Visits" } } }
            tbody { @for ((host, kind, name), (item, states)) in &items {
                tr {
                    td { (host) } td { (kind) } td { code { (name) } } td { (lifetime(item)) }
                    td { (states.join(", ")) }
                }
            } }
        } }
    }
}

/// Every host that was contacted.
pub(super) fn contacted(report: &Report) -> Markup {
    let mut hosts: BTreeMap<&str, (usize, Vec<&str>)> = BTreeMap::new();
    for look in &report.looks {
        for request in &look.requests {
            let (count, states) = hosts.entry(&request.host).or_default();
            *count += 1;
            add(states, look);
        }
    }
    html! {
        h2 { "Contacted" }
        div.wide { table {
            thead { tr { th { "Host" } th { "Requests" } th { "Visits" } } }
            tbody { @for (host, (count, states)) in &hosts {
                tr { td { (host) } td.number { (count) } td { (states.join(", ")) } }
            } }
        } }
    }
}

fn add<'a>(states: &mut Vec<&'a str>, look: &'a Look) {
    if states.last() != Some(&look.state.id.as_str()) {
        states.push(&look.state.id);
    }
}
