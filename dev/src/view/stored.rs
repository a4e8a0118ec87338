//! What is stored, names only, and whether it is declared.

use samtycke_config::pattern::matches;

use super::{Row, Section, Tone, counted};
use crate::facts::{Declared, Facts, Site};
use crate::pretend::KEY;

pub fn section(facts: &Facts) -> Section {
    let rows: Vec<Row> =
        facts.stored.iter().flat_map(|kind| rows(kind, facts.site.as_ref())).collect();
    let names = facts.stored.iter().filter_map(|kind| kind.names.as_ref()).map(Vec::len).sum();
    let undeclared = rows.iter().filter(|row| row.tag == UNDECLARED).count();
    let sum = match undeclared {
        0 => counted(names, "name"),
        _ => format!("{}, {undeclared} not declared", counted(names, "name")),
    };
    let empty =
        "Scripts of this page see nothing stored. Cookies with HttpOnly are hidden from them.";
    Section { id: "stored", title: "Stored", sum, rows, empty }
}

const UNDECLARED: &str = "not declared";

fn rows(kind: &crate::facts::Stored, site: Option<&Site>) -> Vec<Row> {
    let Some(names) = &kind.names else {
        let text = "this browser does not list them".into();
        let title = title(&kind.kind).into();
        return vec![Row { title, tag: "unknown".into(), text, ..Row::default() }];
    };
    names.iter().map(|name| row(name, &kind.kind, site)).collect()
}

fn row(name: &str, kind: &str, site: Option<&Site>) -> Row {
    let covers = |one: &Declared| one.kind == kind && matches(&one.name, name);
    let (tone, tag, text) = owner(name, kind, site, covers);
    Row { tone, title: name.into(), tag: tag.into(), text: format!("{}: {text}", title(kind)) }
}

fn owner(
    name: &str,
    kind: &str,
    site: Option<&Site>,
    covers: impl Fn(&Declared) -> bool,
) -> (Tone, &'static str, String) {
    if kind == "sessionStorage" && name == KEY {
        return (Tone::Plain, "inspector", "what this panel keeps for the tab".into());
    }
    let Some(site) = site else {
        return (Tone::Plain, "unknown", "no declaration is in effect".into());
    };
    let mut owners = site.services.iter().filter(|service| service.stores.iter().any(&covers));
    let first = owners.next();
    let granted = first.into_iter().chain(owners).find(|service| service.granted);
    match (granted, first) {
        (Some(service), _) => {
            (Tone::Good, "declared", format!("by {}, which is granted", service.id))
        }
        (None, Some(service)) => (
            Tone::Odd,
            "left over",
            format!(
                "of {}, which is not granted. Its site keeps it where Samtycke cannot delete it.",
                service.id
            ),
        ),
        _ if site.own.iter().any(&covers) => {
            (Tone::Plain, "Samtycke", "the stored choice and its receipts".into())
        }
        _ => (Tone::Bad, UNDECLARED, "no service declares it".into()),
    }
}

fn title(kind: &str) -> &str {
    match kind {
        "cookie" => "cookie",
        "indexedDb" => "IndexedDB",
        "cacheStorage" => "cache storage",
        "serviceWorker" => "service worker",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Service, Stored};

    fn declared(kind: &str, name: &str) -> Declared {
        Declared { name: name.into(), kind: kind.into() }
    }

    fn service(id: &str, name: &str, granted: bool) -> Service {
        let stores = vec![declared("cookie", name)];
        Service { id: id.into(), granted, stores, ..Service::default() }
    }

    fn section_of(kind: &str, names: Option<&[&str]>) -> Section {
        let names = names.map(|names| names.iter().map(|name| (*name).into()).collect());
        let stored = vec![Stored { kind: kind.into(), names }];
        let services = vec![service("ga", "_ga*", true), service("ads", "_ad", false)];
        let own = vec![declared("cookie", "samtycke")];
        let site = Some(Site { services, own, ..Site::default() });
        section(&Facts { stored, site, ..Facts::default() })
    }

    #[track_caller]
    fn says(kind: &str, name: &str, tone: Tone, tag: &str) {
        let rows = section_of(kind, Some(&[name])).rows;
        assert_eq!((rows[0].tone, rows[0].tag.as_str()), (tone, tag), "{rows:?}");
    }

    #[test]
    fn a_name_is_declared_or_not() {
        says("cookie", "_ga_1", Tone::Good, "declared");
        says("cookie", "_ad", Tone::Odd, "left over");
        says("cookie", "samtycke", Tone::Plain, "Samtycke");
        says("cookie", "other", Tone::Bad, "not declared");
        // The kind counts too.
        says("localStorage", "_ga_1", Tone::Bad, "not declared");
        says("sessionStorage", KEY, Tone::Plain, "inspector");
        says("localStorage", KEY, Tone::Bad, "not declared");
    }

    #[test]
    fn names_are_counted() {
        assert_eq!(section_of("cookie", Some(&["_ga", "x"])).sum, "2 names, 1 not declared");
        assert_eq!(section_of("cookie", Some(&["_ga"])).sum, "1 name");
    }

    #[test]
    fn what_cannot_be_listed_is_said() {
        let section = section_of("indexedDb", None);
        assert_eq!(section.rows[0].text, "this browser does not list them");
        assert_eq!(section.sum, "0 names");
    }
}
