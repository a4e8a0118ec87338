//! The Content-Security-Policy that a built site needs for its declaration.

use std::collections::BTreeSet;

use samtycke_config::Declaration;

use super::scripts::policy_source;

/// The directives that allow what Samtycke and the declared scripts load; what those scripts load in turn is
/// not declared. `base` is the address that the folder of the script has.
pub fn policy(declaration: &Declaration, base: &str) -> String {
    let base = match base.strip_prefix("//") {
        // Of the scheme that the page has.
        Some(rest) => rest.split('/').next().and_then(ascii),
        None => origin(base),
    };
    let own = base.as_ref().map_or(String::new(), |origin| format!(" {origin}"));
    let scripts = declaration.services.iter().flat_map(|service| &service.scripts);
    let mut hosts = BTreeSet::new();
    let mut inline = BTreeSet::new();
    for script in scripts {
        if let Some(host) = script.src.as_deref().and_then(origin) {
            hosts.insert(host);
        }
        if let Some(code) = script.inline.as_deref() {
            inline.insert(policy_source(code));
        }
    }
    hosts.extend(base);
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
    use super::origin;

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
