//! The Content-Security-Policy that a built site needs for its declaration.

use std::collections::BTreeSet;

use samtycke_config::Declaration;

use super::scripts::policy_source;

/// The directives that allow what Samtycke and the declared scripts load; what those scripts load in turn is
/// not declared. `base` is the address that the folder of the script has.
pub fn policy(declaration: &Declaration, base: &str) -> String {
    let own = origin(base).map_or(String::new(), |origin| format!(" {origin}"));
    let scripts = declaration.services.iter().flat_map(|service| &service.scripts);
    let mut hosts = BTreeSet::new();
    let mut inline = BTreeSet::new();
    for script in scripts {
        if let Some(host) = script.src.as_deref().and_then(origin) {
            hosts.insert(host.to_owned());
        }
        if let Some(code) = script.inline.as_deref() {
            inline.insert(policy_source(code));
        }
    }
    hosts.extend(origin(base).map(String::from));
    let frames = frames(declaration);
    let frames = if frames.is_empty() {
        String::new()
    } else {
        format!("; frame-src 'self' {}", frames.into_iter().collect::<Vec<_>>().join(" "))
    };
    let mut sources = vec!["'self'".to_owned(), "'wasm-unsafe-eval'".to_owned()];
    sources.extend(hosts);
    sources.extend(inline);
    format!("script-src {}; connect-src 'self'{own}; style-src 'self'{frames}", sources.join(" "))
}

/// The origins of declared embeds, as they are and as they are rewritten.
fn frames(declaration: &Declaration) -> BTreeSet<String> {
    let services = &declaration.services;
    let embeds = services.iter().flat_map(|service| &service.embeds).map(|embed| &embed.0);
    let rewrites = services.iter().flat_map(|service| service.rewrites.values());
    let all = embeds.chain(rewrites.map(|to| &to.0)).filter_map(|address| origin(address));
    // A star is one only at the start of a host (CSP Level 3, section 2.3.1).
    all.filter(|origin| !origin["https://".len()..].trim_start_matches("*.").contains('*'))
        .map(String::from)
        .collect()
}

/// The origin of an address on another host; none of an address within the site.
fn origin(address: &str) -> Option<&str> {
    let rest = address.get(..8).filter(|scheme| scheme.eq_ignore_ascii_case("https://"))?;
    let end =
        address[rest.len()..].find(['/', '?', '#']).map_or(address.len(), |at| rest.len() + at);
    Some(&address[..end])
}
