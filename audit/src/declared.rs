//! What the declaration says about hosts and names, and where it says it.

use std::ops::Range;

use samtycke_config::declaration::{Cookie, Kind, Party};
use samtycke_config::source::{Source, line_and_column};
use samtycke_config::{Declaration, pattern, preset};
use serde::Serialize;
use serde_json::Value;
use url::Url;

use crate::record::Item;
use crate::site;

/// A place in the file of the declaration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// Such as `services[2].cookies[0]`.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// The line of the end.
    pub end_line: usize,
    /// The column of the end.
    pub end_column: usize,
}

/// A service, with what tells its requests from others.
pub(crate) struct Service {
    pub(crate) id: String,
    /// The categories that it needs.
    pub(crate) categories: Vec<String>,
    /// Whether visitors are not asked about any of these.
    pub(crate) is_required: bool,
    /// Such as `services[2]`.
    path: String,
    /// Addresses of its scripts, without queries.
    scripts: Vec<String>,
    /// Hosts other than the site's own; with the port where it is declared.
    hosts: Vec<String>,
    pub(crate) cookies: Vec<Cookie>,
}

/// A declared name: the number of its service, and of itself in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Name {
    pub(crate) service: usize,
    pub(crate) cookie: usize,
}

/// A declaration, prepared for comparison.
pub(crate) struct Declared {
    /// The host of the site.
    pub(crate) host: String,
    aliases: Vec<(String, String)>,
    pub(crate) services: Vec<Service>,
    /// The name of our own cookie.
    pub(crate) own: String,
    text: String,
    source: Option<Source>,
}

impl Declared {
    /// `aliases` are hosts of a test server, each with the host that it plays.
    pub(crate) fn new(
        declaration: &Declaration,
        text: &str,
        page: &str,
        aliases: &[(String, String)],
    ) -> Declared {
        let source = Source::parse(text).ok();
        let host = site::host(page);
        let base = Url::parse(page).ok();
        let services = declaration.services.iter().enumerate().map(|(index, service)| {
            let raw = source.as_ref().map(|one| &one.value["services"][index]);
            let scripts = service.scripts.iter().filter_map(|script| script.src.as_deref());
            let absolute = |src: &str| base.as_ref().and_then(|base| base.join(src).ok());
            let scripts: Vec<String> = scripts
                .filter_map(absolute)
                .map(|url| site::without_query(url.as_str()).to_owned())
                .collect();
            let mut hosts: Vec<String> = scripts.iter().map(|url| authority(url)).collect();
            let whole = serde_json::to_string(service).unwrap_or_default();
            hosts.extend(addresses(&whole).map(|url| authority(&url)));
            let named = service.cookies.iter().filter_map(|one| one.host.as_deref());
            hosts.extend(named.map(|host| host.trim_start_matches('.').to_owned()));
            hosts.extend(raw.into_iter().flat_map(hosts_of_preset));
            // The policy page of a vendor is a link, and its site is not what it loads.
            let policies: Vec<String> = service
                .policy_url
                .iter()
                .filter_map(|url| serde_json::to_string(url).ok())
                .collect();
            let is_policy = |host: &String| {
                policies.iter().any(|one| one.contains(&format!("//{host}")))
                    && !scripts.iter().any(|url| authority(url) == *host)
            };
            hosts.retain(|one| !one.is_empty() && *one != host && !is_policy(one));
            Service {
                id: service.id.to_string(),
                categories: service.category.ids().map(String::from).collect(),
                is_required: declaration.is_required(service),
                path: format!("services[{index}]"),
                scripts,
                hosts,
                cookies: service.cookies.clone(),
            }
        });
        Declared {
            services: services.collect(),
            host: real(aliases, &host),
            aliases: aliases.to_vec(),
            own: declaration.cookie.name.to_string(),
            text: text.into(),
            source,
        }
    }

    /// The host that an address is for.
    pub(crate) fn host_of(&self, url: &str) -> String {
        self.real(&site::host(url))
    }

    /// The host that a host plays; itself, mostly.
    pub(crate) fn real(&self, host: &str) -> String {
        real(&self.aliases, host)
    }

    /// Whether a host belongs to the site.
    pub(crate) fn is_own(&self, host: &str) -> bool {
        site::is_same(host, &self.host)
    }

    /// The services that declare an address: one of their scripts, or a host that is not the site's.
    pub(crate) fn services_of(&self, url: &str) -> Vec<usize> {
        let plain = site::without_query(url);
        let host = self.host_of(url);
        let with_port = if host == site::host(url) { authority(url) } else { host.clone() };
        let declares = |service: &Service| {
            let is_host = |one: &String| match one.strip_prefix("*.") {
                Some(parent) => site::covers(parent, &host),
                None => *one == with_port || *one == host,
            };
            service.scripts.iter().any(|one| one == plain) || service.hosts.iter().any(is_host)
        };
        let all = self.services.iter().enumerate();
        all.filter(|(_, service)| declares(service)).map(|(index, _)| index).collect()
    }

    /// The declared names that something stored has. Those whose party and host fit go before all others.
    pub(crate) fn names_of(&self, kind: Kind, name: &str, host: &str) -> Vec<Name> {
        let all: Vec<Name> = self
            .names()
            .filter(|one| {
                let cookie = self.cookie(*one);
                cookie.kind == kind && pattern::matches(&cookie.name, name)
            })
            .collect();
        let fits = |one: &Name| self.fits(self.cookie(*one), host);
        let fitting: Vec<Name> = all.iter().copied().filter(fits).collect();
        if fitting.is_empty() { all } else { fitting }
    }

    /// A declared name of another kind of store.
    pub(crate) fn name_of_other_kind(&self, kind: Kind, name: &str, host: &str) -> Option<Name> {
        let kinds = [
            Kind::Cookie,
            Kind::LocalStorage,
            Kind::SessionStorage,
            Kind::IndexedDb,
            Kind::CacheStorage,
        ];
        let others = kinds.into_iter().filter(|one| *one != kind);
        others.flat_map(|kind| self.names_of(kind, name, host)).next()
    }

    /// Whether the party of a declared name is that of a host: the first party is the site's own host, or a
    /// parent of it.
    pub(crate) fn fits(&self, cookie: &Cookie, host: &str) -> bool {
        (cookie.party == Party::First) == self.is_first(host)
    }

    /// Whether something stored under a host is of the first party.
    pub(crate) fn is_first(&self, host: &str) -> bool {
        site::covers(host, &self.host)
    }

    /// All declared names.
    pub(crate) fn names(&self) -> impl Iterator<Item = Name> + '_ {
        self.services.iter().enumerate().flat_map(|(service, one)| {
            (0..one.cookies.len()).map(move |cookie| Name { service, cookie })
        })
    }

    pub(crate) fn cookie(&self, name: Name) -> &Cookie {
        &self.services[name.service].cookies[name.cookie]
    }

    /// Where a service is declared.
    pub(crate) fn place_of_service(&self, service: usize) -> Option<Place> {
        let path = &self.services[service].path;
        self.place(&[format!("{path}.id"), format!("{path}.preset"), path.clone()], path)
    }

    /// Where a name is declared; where its service is, if a preset brings the name.
    pub(crate) fn place_of_name(&self, name: Name) -> Option<Place> {
        let service = &self.services[name.service].path;
        let path = format!("{service}.cookies[{}]", name.cookie);
        self.place(&[format!("{path}.name"), format!("{service}.preset"), service.clone()], &path)
    }

    /// Where what is missing belongs.
    pub(crate) fn place_of_services(&self) -> Option<Place> {
        self.place(&["services".into()], "services")
    }

    fn place(&self, paths: &[String], path: &str) -> Option<Place> {
        let source = self.source.as_ref()?;
        let range: Range<usize> = paths.iter().find_map(|path| source.place(path))?;
        let (line, column) = line_and_column(&self.text, range.start);
        let (end_line, end_column) = line_and_column(&self.text, range.end);
        Some(Place { path: path.into(), line, column, end_line, end_column })
    }

    /// A line for the declaration that names something stored, with what was measured.
    pub(crate) fn draft(&self, item: &Item) -> String {
        let party = if self.is_first(&item.host) { "first" } else { "third" };
        let mut line = serde_json::json!({"name": item.name, "kind": item.kind, "party": party});
        if party == "third" || item.host != self.host {
            line["host"] = item.host.clone().into();
        }
        if item.http_only {
            line["httpOnly"] = true.into();
        }
        line["lifetime"] = lifetime(item).into();
        line["purpose"] = "TODO: what it is for".into();
        line.to_string()
    }
}

fn real(aliases: &[(String, String)], host: &str) -> String {
    let alias = aliases.iter().find(|(one, _)| one == host);
    alias.map_or(host, |(_, real)| real).to_owned()
}

/// A measured life as a declaration says it, rounded up to whole days, or minutes below a day.
pub(crate) fn lifetime(item: &Item) -> String {
    match (item.kind, item.life) {
        (Kind::Cookie | Kind::SessionStorage, None) => "session".into(),
        (_, None) => "persistent".into(),
        // The clock has moved on by seconds or minutes since the cookie was set.
        (_, Some(seconds)) if seconds + 300.0 < 86_400.0 => {
            format!("PT{}M", (seconds / 60.0).ceil().max(1.0))
        }
        (_, Some(seconds)) => format!("P{}D", (seconds / 86_400.0).ceil()),
    }
}

/// The host of an address, with the port if it is not the usual one.
fn authority(url: &str) -> String {
    let Ok(url) = Url::parse(url) else { return String::new() };
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// Every http address within a text.
fn addresses(text: &str) -> impl Iterator<Item = String> + '_ {
    let starts = text.match_indices("http").map(|(at, _)| &text[at..]);
    let starts = starts.filter(|rest| rest.starts_with("http://") || rest.starts_with("https://"));
    starts.map(|rest| {
        let end = rest.find(|one: char| one.is_whitespace() || "\"'`\\<>)".contains(one));
        rest[..end.unwrap_or(rest.len())].to_owned()
    })
}

/// What the scripts of a preset load in turn.
fn hosts_of_preset(service: &Value) -> Vec<String> {
    let Some(preset) = service["preset"].as_str().and_then(preset::find) else { return Vec::new() };
    let with = service["with"].as_object();
    let fill = |source: &String| {
        let mut source = source.clone();
        for (name, value) in with.into_iter().flatten() {
            if let Some(value) = value.as_str() {
                source = source.replace(&format!("{{{name}}}"), value);
            }
        }
        let host = source.split_once("://").map_or(source.as_str(), |(_, rest)| rest);
        host.split('/').next().unwrap_or_default().to_owned()
    };
    let sources = preset.hosts.values().flatten().filter(|one| one.contains('.'));
    sources.map(fill).filter(|host| !host.contains('{')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use samtycke_config::{Page, read};

    fn declared(services: &str) -> Declared {
        let text = format!(
            "{{\"version\": 1, \"controller\": {{\"name\": \"A\", \"policyUrl\": \"/p\"}},\n\"categories\": [{{\"id\": \"necessary\", \"required\": true}}, {{\"id\": \"analytics\"}}],\n\"services\": [{services}]}}"
        );
        let page = Page { origin: "https://shop.example", host: "shop.example", secure: true };
        let report = read(&text, &page);
        let declaration = report.declaration.unwrap_or_else(|| panic!("{:?}", report.problems));
        Declared::new(&declaration, &text, "https://shop.example/", &[])
    }

    #[test]
    fn a_preset_names_what_its_scripts_load_in_turn() {
        let declared = declared(
            r#"{"preset": "google-analytics-4", "with": {"id": "G-0000000000"}, "id": "ga"}"#,
        );
        for url in [
            "https://www.googletagmanager.com/gtag/js",
            "https://region1.google-analytics.com/g/collect",
        ] {
            assert_eq!(declared.services_of(url), [0], "{url}");
        }
        assert!(declared.services_of("https://other.example/").is_empty());
        // The page of a vendor's policy is on another host, which its scripts do not use.
        assert!(declared.services_of("https://policies.google.com/").is_empty());
    }

    #[test]
    fn a_place_is_that_of_the_name() {
        let declared = declared(
            "{\"id\": \"stats\", \"category\": \"analytics\", \"name\": \"S\", \"cookies\": [\n{\"name\": \"_s*\", \"kind\": \"cookie\", \"party\": \"first\", \"lifetime\": \"P1D\", \"purpose\": \"x\"}]}",
        );
        let names = declared.names_of(Kind::Cookie, "_s1", "shop.example");
        assert_eq!(names.len(), 1);
        let place = declared.place_of_name(names[0]).unwrap();
        assert_eq!((place.path.as_str(), place.line), ("services[0].cookies[0]", 4));
    }
}
