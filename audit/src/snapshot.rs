//! What is stored at a moment, and what the page hints at.

use std::time::SystemTime;

use samtycke_config::declaration::Kind;
use serde_json::Value;

use crate::drive::Drive;
use crate::record::{Hint, Item, Snapshot};
use crate::site;

impl Drive<'_> {
    /// Notes what is stored, and what the page hints at.
    pub(crate) fn snapshot(&mut self) -> Result<(), String> {
        let now = SystemTime::UNIX_EPOCH.elapsed().map_or(0.0, |time| time.as_secs_f64());
        let mut items: Vec<Item> = self.tab.cookies()?.iter().map(|one| cookie(one, now)).collect();
        // What the audit has put there says nothing of the site.
        let seeded = self.seeds(&self.look.state).unwrap_or_default();
        let is_seed = |item: &Item| {
            seeded.iter().any(|(_, seeds)| seeds.iter().any(|seed| seed.name == item.name))
        };
        items.retain(|item| !is_seed(item));
        for frame in self.tab.in_frames(include_str!("stored.js")) {
            let host = site::host(frame["origin"].as_str().unwrap_or_default());
            for one in frame["items"].as_array().into_iter().flatten() {
                let Ok(kind) = serde_json::from_value(one["kind"].clone()) else { continue };
                let name = one["name"].as_str().unwrap_or_default().to_owned();
                let is_known =
                    |item: &Item| item.kind == kind && item.name == name && item.host == host;
                if !items.iter().any(is_known) {
                    items.push(Item::of_origin(kind, name, host.clone()));
                }
            }
        }
        let told = self.tab.told();
        let (phase, page) = (told.phase, told.url.clone());
        for hint in self.tab.evaluate(include_str!("page.js"))?.as_array().into_iter().flatten() {
            let text = |field: &str| hint[field].as_str().unwrap_or_default().to_owned();
            let hint = Hint { what: text("what"), url: text("url"), phase, page: page.clone() };
            if site::is_network(&hint.url) && !self.look.hints.contains(&hint) {
                self.look.hints.push(hint);
            }
        }
        self.look.snapshots.push(Snapshot { phase, page, items });
        Ok(())
    }
}

impl Item {
    fn of_origin(kind: Kind, name: String, host: String) -> Item {
        Item {
            kind,
            name,
            host,
            is_wide: false,
            path: String::new(),
            http_only: false,
            partition: None,
            life: None,
        }
    }
}

/// A cookie of the jar.
fn cookie(cookie: &Value, now: f64) -> Item {
    let text = |field: &str| cookie[field].as_str().unwrap_or_default().to_owned();
    let domain = text("domain");
    let partition = &cookie["partitionKey"];
    let top = partition["topLevelSite"].as_str().or(partition.as_str());
    Item {
        kind: Kind::Cookie,
        name: text("name"),
        host: domain.trim_start_matches('.').into(),
        is_wide: domain.starts_with('.'),
        path: text("path"),
        http_only: cookie["httpOnly"] == true,
        partition: top.map(String::from),
        life: cookie["expires"].as_f64().filter(|_| cookie["session"] != true).map(|end| end - now),
    }
}
