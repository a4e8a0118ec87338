//! What is wrong with elements that wait for gates.

use html5gum::Span;
use html5gum::emitters::default::StartTag;
use samtycke_config::address::is_for_script;
use samtycke_config::pattern::matches;
use samtycke_config::warnings::followed_at;
use samtycke_config::{Code, Declaration, Page, Problem, spelling};

use super::ADDRESSES;
use super::elements::value;
use super::ungated::{GATE, whole};

/// A problem with an element. Its path is a selector of it.
pub(super) fn problem(
    code: Code,
    tag: &StartTag<usize>,
    span: &Span<usize>,
    message: String,
) -> Problem {
    let name = String::from_utf8_lossy(&tag.name);
    let gate = value(tag, "data-samtycke").unwrap_or_default();
    let mut problem = Problem::new(code, format!("{name}[data-samtycke={gate:?}]"), message);
    problem.range = Some(span.start..span.end);
    problem
}

/// Ids that are not declared: the element would never load.
pub(super) fn unknown(tag: &StartTag<usize>, ids: &[&str], found: &mut Vec<Problem>) {
    let gate = value(tag, "data-samtycke").unwrap_or_default();
    let span = tag.attributes.get("data-samtycke".as_bytes()).map_or(&tag.span, |one| &one.span);
    if gate.trim().is_empty() {
        let message =
            "names no category or service, so this never loads; expected an id of the declaration"
                .into();
        found.push(problem(Code::UnknownGate, tag, span, message));
    }
    for id in gate.split_whitespace().filter(|id| !ids.contains(id)) {
        let message = format!("\"{id}\" is no category or service, so this never loads");
        let expected = spelling::either(ids.iter().copied());
        let otherwise = format!("; expected {expected}");
        let guess = spelling::guess(&message, id, ids.iter().copied(), &otherwise);
        let mut problem = problem(Code::UnknownGate, tag, span, guess.message);
        problem.meant = guess.meant;
        found.push(problem);
    }
}

/// An address that no service has as its embed: the element would never load.
pub(super) fn unclaimed(
    tag: &StartTag<usize>,
    declaration: &Declaration,
    found: &mut Vec<Problem>,
) {
    let Some(attribute) = tag.attributes.get(b"data-samtycke-src".as_slice()) else { return };
    let address = String::from_utf8_lossy(attribute).trim().to_owned();
    let name = String::from_utf8_lossy(&tag.name);
    let message = if ["script", "link"].contains(&&*name) {
        format!(
            "no {name} is known by its address alone, so this never loads; name its service in `data-samtycke`"
        )
    } else {
        // A path is of the site itself, whose host is not known here.
        let Some(whole) = whole(&address) else { return };
        let mut embeds = declaration.services.iter().flat_map(|service| &service.embeds);
        if embeds.any(|embed| matches(embed, &whole)) {
            return;
        }
        format!(
            "no `embeds` of a service has the address {address}, so this never loads; add a pattern of it to a service, or name the service in `data-samtycke`"
        )
    };
    let path = format!("{name}[data-samtycke-src={address:?}]");
    let mut problem = Problem::new(Code::UnknownGate, path, message);
    problem.range = Some(attribute.span.start..attribute.span.end);
    found.push(problem);
}

/// A known third party behind a gate that is always open.
pub(super) fn required(tag: &StartTag<usize>, declaration: &Declaration, found: &mut Vec<Problem>) {
    let Some(address) = tag.attributes.get(b"data-samtycke-src".as_slice()) else { return };
    let gate = value(tag, "data-samtycke").unwrap_or_default();
    let categories = declaration.required();
    let is_open = |id: &str| {
        let service = declaration.services.iter().find(|service| *service.id == *id);
        categories.contains(&id) || service.is_some_and(|one| declaration.is_required(one))
    };
    let is_required = !gate.trim().is_empty() && gate.split_whitespace().all(is_open);
    let why = followed_at(&String::from_utf8_lossy(address), GATE);
    if let Some(message) = why.filter(|_| is_required) {
        found.push(problem(Code::TrackerRequired, tag, &address.span, message));
    }
}

/// What loads although nobody has said yes.
pub(super) fn live(tag: &StartTag<usize>, found: &mut Vec<Problem>) {
    let kind = value(tag, "type");
    // Types have no case (HTML, section 4.12.1).
    let is_inert = kind.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("text/plain"));
    let is_script = **tag.name == *b"script";
    if is_script && !is_inert {
        let message = match kind.as_deref().map(str::to_ascii_lowercase).as_deref() {
            Some("module") => "browsers run this before anybody has said yes; write type=\"text/plain\" data-samtycke-type=\"module\"".into(),
            Some(kind) if !kind.is_empty() && !kind.contains("javascript") && !kind.contains("ecmascript") => {
                format!("nobody runs a script of the type \"{kind}\", so this never loads; write type=\"text/plain\"")
            }
            _ => "browsers run this before anybody has said yes; write type=\"text/plain\"".into(),
        };
        let span = tag.attributes.get("type".as_bytes()).map_or(&tag.span, |one| &one.span);
        found.push(problem(Code::LiveAddress, tag, span, message));
    }
    let names = ADDRESSES.iter().map(|name| (name.to_string(), "browsers follow it"));
    for (name, why) in names.chain([("data-src".to_string(), "lazy loaders follow it")]) {
        if let Some(address) = tag.attributes.get(name.as_bytes()) {
            let ours = name.trim_start_matches("data-");
            let message = if is_script && is_inert {
                format!(
                    "nobody loads `{name}` of a script that waits; write `data-samtycke-{ours}`"
                )
            } else {
                format!(
                    "`{name}` is a live address: {why} before anybody has said yes; write `data-samtycke-{ours}`"
                )
            };
            found.push(problem(Code::LiveAddress, tag, &address.span, message));
        }
    }
}

/// Addresses that are not let in after a yes either: what comes without encryption from another host.
pub(super) fn insecure(tag: &StartTag<usize>, page: &Page, found: &mut Vec<Problem>) {
    for name in ADDRESSES {
        let Some(address) = tag.attributes.get(format!("data-samtycke-{name}").as_bytes()) else {
            continue;
        };
        let text = String::from_utf8_lossy(address);
        let text = text.trim();
        if text.starts_with("http://") && !is_for_script(text, page) {
            let message = format!("{text} is not loaded; write an address that is https");
            found.push(problem(Code::WrongAddress, tag, &address.span, message));
        }
    }
}

/// What loads within a container that waits. The content of a `div` may be the site's own, which is shown until then.
pub(super) fn live_within(tag: &StartTag<usize>, container: &str, found: &mut Vec<Problem>) {
    let kind = value(tag, "type").unwrap_or_default();
    if **tag.name == *b"script" && kind.eq_ignore_ascii_case("text/plain") {
        return;
    }
    for name in ["src", "srcset"] {
        let Some(address) = tag.attributes.get(name.as_bytes()) else { continue };
        let text = String::from_utf8_lossy(address);
        if container == "div" && !text.contains("//") {
            continue;
        }
        let element = String::from_utf8_lossy(&tag.name);
        let message = format!(
            "`{name}` is a live address within the {container} that waits: browsers follow it before anybody has said yes; write `data-samtycke-{name}`, and `data-samtycke` as the {container} has it"
        );
        let path = format!("{container}[data-samtycke] {element}[{name}]");
        let mut problem = Problem::new(Code::LiveAddress, path, message);
        problem.range = Some(address.span.start..address.span.end);
        found.push(problem);
    }
}
