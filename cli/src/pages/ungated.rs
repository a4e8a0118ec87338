//! What loads third parties without waiting for anything.

use html5gum::emitters::default::StartTag;
use samtycke_config::declaration::Service;
use samtycke_config::pattern::matches;
use samtycke_config::warnings::{followed_at, followed_by};
use samtycke_config::{Code, Declaration, Problem};

use super::elements::loading;

/// What to write at what follows visitors.
pub(super) const GATE: &str = "name a category that visitors answer, or a service of one";

/// An address with a host, as patterns of embeds are compared with it.
pub(super) fn whole(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("//")?;
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    Some(format!("https://{}{path}", host.to_ascii_lowercase()))
}

/// What loads without waiting for anything, and is of a declared service that visitors may refuse, or of a known third party.
pub(super) fn ungated(
    tag: &StartTag<usize>,
    is_without_scripts: bool,
    declaration: &Declaration,
    found: &mut Vec<Problem>,
) {
    let Some(name) = loading(tag) else { return };
    let attribute = &tag.attributes[name.as_bytes()];
    let address = String::from_utf8_lossy(attribute).trim().to_owned();
    let Some(whole) = whole(&address) else { return };
    let path = |address: &str| address.split(['?', '#']).next().unwrap_or_default().to_owned();
    let is_of = |service: &&Service| {
        let mut sources = service.scripts.iter().filter_map(|script| script.src.as_deref());
        service.embeds.iter().any(|embed| matches(embed, &whole))
            || sources.any(|src| path(src) == path(&whole))
    };
    let refusable = declaration.services.iter().filter(|one| !declaration.is_required(one));
    let why = match refusable.filter(is_of).map(|service| &*service.id).next() {
        Some(id) => format!("it is of the service \"{id}\""),
        None => match followed_at(&whole, if is_without_scripts { "take it out" } else { GATE }) {
            Some(why) => why,
            None => return,
        },
    };
    let element = String::from_utf8_lossy(&tag.name);
    let message = if is_without_scripts {
        format!(
            "browsers without scripts follow `{name}` of this {element}, and nobody can say yes there: {why}"
        )
    } else {
        format!(
            "nothing gates this {element}, and browsers follow `{name}` before anybody has said yes: {why}"
        )
    };
    let mut problem = Problem::new(Code::LiveAddress, format!("{element}[{name}]"), message);
    problem.range = Some(attribute.span.start..attribute.span.end);
    found.push(problem);
}

/// Code in the page that loads a known third party without waiting for anything. Code with our own name may be the declaration.
pub(super) fn loaded_by(tag: &StartTag<usize>, code: &str, found: &mut Vec<Problem>) {
    if code.to_ascii_lowercase().contains("samtycke") {
        return;
    }
    const REMEDY: &str = "write type=\"text/plain\", and data-samtycke with a category that visitors answer, or a service of one";
    let Some(why) = followed_by(code, REMEDY) else { return };
    let message = format!(
        "nothing gates this script, and browsers run its code before anybody has said yes: {why}"
    );
    let mut problem = Problem::new(Code::LiveAddress, "script", message);
    problem.range = Some(tag.span.start..tag.span.end);
    found.push(problem);
}
