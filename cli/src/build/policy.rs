//! The Content-Security-Policy that a built site needs for its declaration.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use samtycke_config::declaration::Service;
use samtycke_config::{Declaration, preset};
use serde_json::Value;

use super::scripts::policy_source;

/// The directives that allow what Samtycke and the declared scripts load, and what the presets know that those load in
/// turn. `base` is the address that the folder of the script has.
pub fn policy(declaration: &Declaration, base: &str) -> String {
    let base = match base.strip_prefix("//") {
        // Of the scheme that the page has.
        Some(rest) => rest.split('/').next().and_then(ascii),
        None => origin(base),
    };
    let mut inline = BTreeSet::new();
    let mut hosts: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for script in declaration.services.iter().flat_map(|service| &service.scripts) {
        hosts.entry("script-src").or_default().extend(script.src.as_deref().and_then(origin));
        inline.extend(script.inline.as_deref().map(policy_source));
    }
    hosts.entry("frame-src").or_default().extend(frames(declaration));
    for service in &declaration.services {
        for (directive, loaded) in in_turn(service) {
            hosts.entry(directive).or_default().extend(loaded);
        }
    }
    for directive in ["script-src", "connect-src"] {
        hosts.entry(directive).or_default().extend(base.clone());
    }
    let mut directives = Vec::new();
    for (directive, own) in OWN {
        let hosts = hosts.remove(directive).unwrap_or_default();
        if own.is_none() && hosts.is_empty() {
            continue;
        }
        let own = std::iter::once(own.unwrap_or("'self'").to_owned());
        let inline = inline.iter().filter(|_| directive == "script-src").cloned();
        let sources: Vec<String> = own.chain(hosts).chain(inline).collect();
        directives.push(format!("{directive} {}", sources.join(" ")));
    }
    directives.join("; ")
}

/// The directives in order, and what Samtycke needs in each. A directive without a need is there for declared hosts alone.
const OWN: [(&str, Option<&str>); 6] = [
    ("script-src", Some("'self' 'wasm-unsafe-eval'")),
    ("connect-src", Some("'self'")),
    ("style-src", Some("'self'")),
    ("frame-src", None),
    ("img-src", None),
    ("font-src", None),
];

/// What the scripts of a service load in turn, as its preset knows.
fn in_turn(service: &Service) -> IndexMap<&'static str, Vec<String>> {
    let Some(preset) = service.preset.as_deref().and_then(preset::find) else {
        return IndexMap::new();
    };
    let with = service.with.iter().map(|(name, value)| (name.clone(), value.0.clone())).collect();
    preset.loaded_hosts(&Value::Object(with))
}

/// The origins of declared embeds, as they are and as they are rewritten.
fn frames(declaration: &Declaration) -> BTreeSet<String> {
    let services = &declaration.services;
    let embeds = services.iter().flat_map(|service| &service.embeds).map(|embed| &embed.0);
    let rewrites = services.iter().flat_map(|service| service.rewrites.values());
    let all = embeds.chain(rewrites.map(|to| &to.0)).filter_map(|address| origin(address));
    // A star is one only at the start of a host (CSP Level 3, section 2.3.1).
    let is_listed = |host: &str| !host.trim_start_matches("*.").contains('*');
    all.filter(|origin| origin.split_once("://").is_some_and(|(_, host)| is_listed(host))).collect()
}

/// The origin of an address on another host; none of an address within the site. One with `http` is of this machine, else
/// it could not be declared.
fn origin(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    let is_origin = ["https", "http"].iter().any(|one| scheme.eq_ignore_ascii_case(one));
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    ascii(&rest[..end]).filter(|_| is_origin).map(|host| format!("{scheme}://{host}"))
}

/// A host with its port, as a policy names it: in ASCII (CSP Level 3, section 2.3.1). None of a name that no browser resolves.
fn ascii(host: &str) -> Option<String> {
    if host.is_ascii() {
        return Some(host.to_owned());
    }
    let (name, port) = host.split_at(host.rfind(':').unwrap_or(host.len()));
    let name = idna::domain_to_ascii(name).ok()?;
    Some(name + port)
}

#[cfg(test)]
mod tests {
    use samtycke_config::preset;

    use super::{OWN, origin};

    #[test]
    fn every_directive_of_a_preset_is_in_the_policy() {
        for directive in preset::all().iter().flat_map(|preset| preset.hosts.keys()) {
            assert!(OWN.iter().any(|(known, _)| known == directive), "{directive}");
        }
    }

    #[test]
    fn an_origin_ends_where_the_path_begins() {
        assert_eq!(origin("https://a.example/b?c#d").as_deref(), Some("https://a.example"));
        assert_eq!(origin("HTTPS://a.example").as_deref(), Some("HTTPS://a.example"));
        assert_eq!(origin("http://127.0.0.2:8080/a.js").as_deref(), Some("http://127.0.0.2:8080"));
        let punycode = Some("https://*.xn--mbel-5qa.example:8443");
        assert_eq!(origin("https://*.MÖBEL.example:8443/a").as_deref(), punycode);
        assert_eq!(origin("/a.js?from=https://b.example"), None);
    }
}
