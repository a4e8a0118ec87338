//! The gates in the site's pages: which elements wait for which ids, and which of them do not wait.

use std::collections::HashSet;

use html5gum::emitters::default::StartTag;
use html5gum::{DefaultEmitter, Span, Token, Tokenizer};
use samtycke_config::declaration::Service;
use samtycke_config::pattern::matches;
use samtycke_config::warnings::{followed_at, followed_by};
use samtycke_config::{Code, Declaration, Problem, spelling};

use crate::System;
use crate::input::Input;

mod others;

/// The attributes with addresses that browsers follow by themselves; `src/page/door.ts` has the same.
const ADDRESSES: [&str; 8] =
    ["src", "srcset", "href", "ping", "action", "poster", "srcdoc", "data"];

/// What follows `data-samtycke-` besides: what a click means, stand-ins, the tables of a policy page.
const OTHERS: [&str; 5] = ["click", "declaration", "embed", "picture", "standin"];

/// Folders in which nobody keeps pages.
const LEFT_OUT: &str = "node_modules/";

/// Elements whose content loads with them, or in their place.
const CONTAINERS: [&str; 5] = ["video", "audio", "picture", "object", "div"];

/// Elements without content.
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// A page, and its elements that wait or may have been meant to.
pub struct Page {
    /// Its text.
    pub input: Input,
    elements: Elements,
}

/// The start tags of a page that are of interest.
#[derive(Default)]
struct Elements {
    /// Those with `data-samtycke`.
    gated: Vec<StartTag<usize>>,
    /// Those that have only an address that waits: it says which service they belong to.
    addressed: Vec<StartTag<usize>>,
    /// Those with an attribute that is nearly ours.
    misspelt: Vec<StartTag<usize>>,
    /// Those within a gated container, by the name of it.
    within: Vec<(String, StartTag<usize>)>,
    /// Those that load something from a host without waiting for anything, each with whether only browsers without scripts read it.
    ungated: Vec<(StartTag<usize>, bool)>,
    /// The code of scripts that wait for nothing.
    codes: Vec<(StartTag<usize>, String)>,
    /// The script whose code comes next, if it waits for nothing.
    code_of: Option<StartTag<usize>>,
    /// Those that wait for another banner.
    others: Vec<StartTag<usize>>,
    /// Those that mean something when they are clicked.
    clicked: Vec<StartTag<usize>>,
}

/// Reads files, and all `.html` and `.htm` files below folders.
///
/// # Errors
/// A path cannot be read, or a folder has no pages.
pub fn read(paths: &[String], system: &dyn System) -> Result<Vec<Page>, String> {
    let mut pages = Vec::new();
    for path in paths {
        let files = if system.is_file(path) {
            vec![path.clone()]
        } else {
            below(path, &mut HashSet::new(), system)?
        };
        if files.is_empty() {
            return Err(format!("{path} has no .html files."));
        }
        for name in files {
            let bytes = system.read(&name);
            let bytes = bytes.map_err(|error| format!("{name} cannot be read: {error}."))?;
            // Names of attributes and ids are ASCII in every encoding that pages have.
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let elements = Elements::of(&text);
            pages.push(Page { input: Input { name, text }, elements });
        }
    }
    Ok(pages)
}

/// The pages below a folder. A folder that links lead to again is looked at once: `seen` are those that were.
fn below(
    folder: &str,
    seen: &mut HashSet<String>,
    system: &dyn System,
) -> Result<Vec<String>, String> {
    if !seen.insert(system.real(folder)) {
        return Ok(Vec::new());
    }
    let names = system.list(folder);
    let names = names.map_err(|error| format!("{folder} cannot be read: {error}."))?;
    let mut files = Vec::new();
    for name in names {
        let path = format!("{}/{name}", folder.trim_end_matches('/'));
        let lower = name.to_ascii_lowercase();
        if name.starts_with('.') || name == LEFT_OUT {
            continue;
        } else if let Some(inner) = path.strip_suffix('/') {
            files.extend(below(inner, seen, system)?);
        } else if lower.ends_with(".html") || lower.ends_with(".htm") {
            files.push(path);
        }
    }
    Ok(files)
}

impl Elements {
    /// The elements of a page. What looks like one in a script, a comment or a text is none.
    fn of(text: &str) -> Elements {
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        let mut found = Elements::default();
        // The open elements from the outermost gated container or template on.
        let mut open: Vec<String> = Vec::new();
        let mut is_without_scripts = false;
        // Reading from memory cannot fail.
        for token in Tokenizer::new_with_emitter(&open_noscript(text), emitter).flatten() {
            match token {
                Token::StartTag(tag) if **tag.name == *NOSCRIPT => is_without_scripts = true,
                Token::StartTag(tag) => found.add(tag, &mut open, is_without_scripts),
                Token::String(code) => found.add_code(&String::from_utf8_lossy(&code)),
                Token::EndTag(tag) if **tag.name == *NOSCRIPT => is_without_scripts = false,
                Token::EndTag(tag) => {
                    found.code_of = None;
                    let name = String::from_utf8_lossy(&tag.name);
                    if let Some(at) = open.iter().rposition(|one| *one == name) {
                        open.truncate(at);
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// Adds code of the script that is open.
    fn add_code(&mut self, code: &str) {
        if let Some(tag) = &self.code_of {
            self.codes.push((tag.clone(), code.into()));
        }
    }

    fn add(&mut self, tag: StartTag<usize>, open: &mut Vec<String>, is_without_scripts: bool) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let is_gated = value(&tag, "data-samtycke").is_some();
        let is_outermost = open.is_empty();
        let starts = name == "template" || (is_gated && CONTAINERS.contains(&&*name));
        // What a template holds is inert.
        if let Some(outer) = open.first().filter(|outer| *outer != "template" && !is_gated) {
            self.within.push((outer.clone(), tag.clone()));
        }
        if (!is_outermost || starts) && !VOID.contains(&&*name) && !tag.self_closing {
            open.push(name);
        }
        if tag.attributes.keys().any(|name| meant(&tag, name).is_some()) {
            self.misspelt.push(tag.clone());
        }
        if tag.attributes.contains_key(b"data-samtycke-click".as_slice()) {
            self.clicked.push(tag.clone());
        }
        if others::waits(&tag) && !is_gated {
            self.others.push(tag.clone());
        }
        let runs = is_outermost && !is_without_scripts && is_code(&tag);
        self.code_of = Some(&tag).filter(|_| runs && !is_gated).cloned();
        if is_gated {
            self.gated.push(tag);
        } else if tag.attributes.contains_key(b"data-samtycke-src".as_slice()) {
            self.addressed.push(tag);
        } else if is_outermost && loading(&tag).is_some() {
            self.ungated.push((tag, is_without_scripts));
        }
    }
}

/// What `noscript` is called here, so that the tokenizer reads what is in it.
const NOSCRIPT: &[u8] = b"samtycke";

/// A page in which elements within `noscript` are elements. Everything stays where it is.
fn open_noscript(text: &str) -> String {
    let mut opened = text.to_owned();
    for (at, name) in text.to_ascii_lowercase().match_indices("noscript") {
        let before = &text[..at];
        if before.ends_with('<') || before.ends_with("</") {
            opened.replace_range(at..at + name.len(), "samtycke");
        }
    }
    opened
}

/// Whether a tag begins code that runs as soon as it is parsed.
fn is_code(tag: &StartTag<usize>) -> bool {
    let kind = value(tag, "type").unwrap_or_default().to_ascii_lowercase();
    **tag.name == *b"script"
        && value(tag, "src").is_none()
        && (kind.is_empty() || kind == "module" || kind.ends_with("javascript"))
}

/// The attribute by which an element loads something as soon as it is parsed.
fn loading(tag: &StartTag<usize>) -> Option<&'static str> {
    let name = match &**tag.name {
        b"script" | b"iframe" | b"img" | b"embed" | b"video" | b"audio" | b"source" | b"track" => {
            "src"
        }
        b"object" => "data",
        // A hint opens a connection at least.
        b"link" => "href",
        _ => return None,
    };
    value(tag, name).is_some_and(|address| address.contains("//")).then_some(name)
}

/// The attribute of ours that another one was probably meant to be.
fn meant(tag: &StartTag<usize>, name: &[u8]) -> Option<String> {
    const NAME: &str = "samtycke";
    let name = std::str::from_utf8(name).ok()?.strip_prefix("data-")?;
    let (word, what) = name.split_once('-').unwrap_or((name, ""));
    let known = || ADDRESSES.into_iter().chain(OTHERS);
    let nearest = || spelling::nearest(what, known());
    spelling::nearest(word, std::iter::once(NAME))?;
    let what = match (word == NAME, what) {
        (true, "") => return None,
        // Every attribute of a script waits with such a name.
        (true, _) if **tag.name == *b"script" || known().any(|one| one == what) => return None,
        (true, _) => nearest()?,
        (false, _) => nearest().unwrap_or(what),
    };
    let dash = if what.is_empty() { "" } else { "-" };
    Some(format!("data-{NAME}{dash}{what}"))
}

fn value(tag: &StartTag<usize>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(value).into_owned())
}

/// Whether a page has a gated script whose code is in the page itself, which a policy without a nonce refuses.
pub fn has_gated_code(text: &str) -> bool {
    let is_code = |tag: &StartTag<usize>| {
        let has = |name: &str| value(tag, name).is_some();
        **tag.name == *b"script" && !["src", "data-samtycke-src", "nonce"].into_iter().any(has)
    };
    Elements::of(text).gated.iter().any(is_code)
}

impl Page {
    /// The values of `data-samtycke` in the page.
    pub fn gates(&self) -> impl Iterator<Item = String> {
        self.elements.gated.iter().filter_map(|tag| value(tag, "data-samtycke"))
    }

    /// What is wrong with the elements that wait for gates of a declaration.
    pub fn problems(&self, declaration: &Declaration) -> Vec<Problem> {
        let ids = declaration.ids();
        let mut found = Vec::new();
        for tag in &self.elements.gated {
            unknown(tag, &ids, &mut found);
            live(tag, &mut found);
            required(tag, declaration, &mut found);
        }
        for tag in &self.elements.addressed {
            unclaimed(tag, declaration, &mut found);
        }
        for (container, tag) in &self.elements.within {
            live_within(tag, container, &mut found);
        }
        for tag in &self.elements.misspelt {
            misspelt(tag, &mut found);
        }
        for (tag, is_without_scripts) in &self.elements.ungated {
            ungated(tag, *is_without_scripts, declaration, &mut found);
        }
        for (tag, code) in &self.elements.codes {
            loaded_by(tag, code, &mut found);
        }
        for tag in &self.elements.others {
            others::look(tag, &mut found);
        }
        for tag in &self.elements.clicked {
            clicked(tag, &mut found);
        }
        // A span that is not one of the text would break the reader of it.
        for problem in &mut found {
            problem.range.take_if(|range| self.input.text.get(range.clone()).is_none());
        }
        found
    }
}

/// A problem with an element. Its path is a selector of it.
fn problem(code: Code, tag: &StartTag<usize>, span: &Span<usize>, message: String) -> Problem {
    let name = String::from_utf8_lossy(&tag.name);
    let gate = value(tag, "data-samtycke").unwrap_or_default();
    let mut problem = Problem::new(code, format!("{name}[data-samtycke={gate:?}]"), message);
    problem.range = Some(span.start..span.end);
    problem
}

/// Ids that are not declared: the element would never load.
fn unknown(tag: &StartTag<usize>, ids: &[&str], found: &mut Vec<Problem>) {
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
fn unclaimed(tag: &StartTag<usize>, declaration: &Declaration, found: &mut Vec<Problem>) {
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

/// An address with a host, as patterns of embeds are compared with it.
fn whole(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("//")?;
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    Some(format!("https://{}{path}", host.to_ascii_lowercase()))
}

/// What to write at what follows visitors.
const GATE: &str = "name a category that visitors answer, or a service of one";

/// What loads without waiting for anything, and is of a declared service that visitors may refuse, or of a known third party.
fn ungated(
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
fn loaded_by(tag: &StartTag<usize>, code: &str, found: &mut Vec<Problem>) {
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

/// What a click may mean; `src/page/page.ts` has the same, and the settings `save`.
const MEANINGS: [&str; 4] = ["settings", "accept", "reject", "withdraw"];

/// A click that means nothing.
fn clicked(tag: &StartTag<usize>, found: &mut Vec<Problem>) {
    let Some(attribute) = tag.attributes.get(b"data-samtycke-click".as_slice()) else { return };
    let meaning = String::from_utf8_lossy(attribute).into_owned();
    if MEANINGS.contains(&&*meaning) {
        return;
    }
    let message = format!(
        "a click on this does nothing: \"{meaning}\" is no meaning of `data-samtycke-click`"
    );
    let otherwise = format!("; expected {}", spelling::either(MEANINGS.into_iter()));
    let guess = spelling::guess(&message, &meaning, MEANINGS.into_iter(), &otherwise);
    let mut problem = Problem::new(Code::UnknownGate, "[data-samtycke-click]", guess.message);
    problem.range = Some(attribute.span.start..attribute.span.end);
    problem.meant = guess.meant;
    found.push(problem);
}

/// A known third party behind a gate that is always open.
fn required(tag: &StartTag<usize>, declaration: &Declaration, found: &mut Vec<Problem>) {
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

/// What loads within a container that waits. The content of a `div` may be the site's own, which is shown until then.
fn live_within(tag: &StartTag<usize>, container: &str, found: &mut Vec<Problem>) {
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

/// Attributes that are nearly ours: nothing waits by them.
fn misspelt(tag: &StartTag<usize>, found: &mut Vec<Problem>) {
    for (name, value) in &tag.attributes {
        let Some(meant) = meant(tag, name) else { continue };
        let name = String::from_utf8_lossy(name);
        let message = format!("`{name}` is no attribute of Samtycke; did you mean `{meant}`?");
        let mut problem = Problem::new(Code::UnknownGate, format!("[{name}]"), message);
        problem.range = Some(value.span.start..value.span.start + name.len());
        problem.meant = Some(meant);
        found.push(problem);
    }
}

/// What loads although nobody has said yes.
fn live(tag: &StartTag<usize>, found: &mut Vec<Problem>) {
    let kind = value(tag, "type");
    // Types have no case (HTML, section 4.12.1).
    let is_inert = kind.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("text/plain"));
    if **tag.name == *b"script" && !is_inert {
        let also = match kind.as_deref() {
            Some(kind) if kind.eq_ignore_ascii_case("module") => " data-samtycke-type=\"module\"",
            _ => "",
        };
        let message = format!(
            "browsers run this before anybody has said yes; write type=\"text/plain\"{also}"
        );
        let span = tag.attributes.get("type".as_bytes()).map_or(&tag.span, |one| &one.span);
        found.push(problem(Code::LiveAddress, tag, span, message));
    }
    let names = ADDRESSES.iter().map(|name| (name.to_string(), "browsers follow it"));
    for (name, why) in names.chain([("data-src".to_string(), "lazy loaders follow it")]) {
        if let Some(address) = tag.attributes.get(name.as_bytes()) {
            let ours = name.trim_start_matches("data-");
            let message = format!(
                "`{name}` is a live address: {why} before anybody has said yes; write `data-samtycke-{ours}`"
            );
            found.push(problem(Code::LiveAddress, tag, &address.span, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let declaration = serde_json::from_str(
            r#"{
                "version": 1,
                "controller": {"name": "A", "policyUrl": "/"},
                "categories": [{"id": "necessary", "required": true}, {"id": "analytics"}, {"id": "video"}],
                "services": [
                    {"id": "film", "category": "video", "name": "Film", "embeds": ["https://film.example/*"]},
                    {"id": "count", "category": "analytics", "name": "Count", "scripts": [{"src": "https://count.example/c.js?site=1"}]},
                    {"id": "own", "category": "necessary", "name": "Own"}
                ]
            }"#,
        );
        let input = Input { name: "a.html".into(), text: text.into() };
        let page = Page { elements: Elements::of(text), input };
        let problems = page.problems(&declaration.expect("a declaration"));
        problems.iter().map(|one| format!("{}: {}", one.code.name(), one.message)).collect()
    }

    #[test]
    fn what_waits_has_no_problem() {
        for text in [
            "<script type=\"text/plain\" data-samtycke=\"analytics\">a()</script>",
            "<iframe data-samtycke='analytics video' data-samtycke-src=\"https://a.example\"></iframe>",
            "<SCRIPT TYPE=\"TEXT/PLAIN\" DATA-SAMTYCKE=analytics>a()</SCRIPT>",
            "<p>No gate</p><script src=/own.js></script>",
            "<!-- <script data-samtycke=nothing src=a.js></script> -->",
            "<script>const text = '<img data-samtycke=\"nothing\" src=\"a.png\">'</script>",
            "<textarea><img data-samtycke=nothing></textarea><title><img data-samtycke=nothing></title>",
            "<iframe data-samtycke-src=\"https://film.example/1\"></iframe><img data-samtycke-src='//film.example/1'>",
            "<script type=text/plain data-samtycke=own data-samtycke-src=https://a.example/a.js></script>",
            "<script type=text/plain data-samtycke='own analytics' data-samtycke-src=https://www.googletagmanager.com/gtm.js></script>",
            "<iframe data-samtycke-src=/own/player></iframe><iframe data-samtycke-src=https://FILM.example/1></iframe>",
            "<video data-samtycke=film></video><img src=a.png>",
            "<video data-samtycke=film><source data-samtycke=film data-samtycke-src=a.mp4></video>",
            "<div data-samtycke=film><p><img src=/own.png></div><img src=https://a.example/a.png>",
            "<template><div data-samtycke=film><img src=https://a.example/a.png></div></template>",
            "<script src=https://cdn.example/jquery.js></script><link rel=stylesheet href=//fonts.example/a.css>",
            "<noscript><p>No</p></noscript><a href=https://film.example/1>Film</a>",
            "<template><iframe src=https://film.example/1></iframe></template>",
            "<button data-samtycke-click=settings>Settings</button>",
            "<noscript><img src=https://www.example.com/a.png></noscript><img src=https://www.facebook.com/travel.png>",
            "<script>window.samtyckeConfig = { services: [{ scripts: [{ src: 'https://www.googletagmanager.com/gtm.js' }] }] }; document.createElement('a')</script>",
            "<script type=application/ld+json>{\"sameAs\": \"https://connect.facebook.net/createElement\"}</script>",
            "<script>const site = 'https://www.youtube.com/@a'; document.createElement('a').href = site</script>",
            "<script type=text/plain data-samtycke=analytics>document.createElement('script').src = 'https://connect.facebook.net/a.js'</script>",
            "<p data-category=news data-name=a data-purpose=b></p><a class=youtube_player></a><img data-name=a src=/a.png>",
            "<script type=text/plain data-samtycke=analytics data-category=analytics>a()</script>",
            "",
            "<",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn what_does_not_wait_is_named() {
        for (text, words) in [
            ("<IMG DATA-SAMTYCKE=video SRC=a.png>", &["live-address: `src`"][..]),
            ("<img data-samtycke=video data-src=a.png>", &["live-address: `data-src`"]),
            ("<script data-samtycke=analytics>a()</script>", &["type=\"text/plain\""]),
            (
                "<script type=module data-samtycke=analytics data-samtycke-src=a.js></script>",
                &["data-samtycke-type=\"module\""],
            ),
            (
                "<script data-samtycke=analytics src=a.js></script>",
                &["type=\"text/plain\"", "`data-samtycke-src`"],
            ),
            ("<object data-samtycke=video data=a.swf></object>", &["`data-samtycke-data`"]),
            ("<i data-samtycke='anlytics vdieo'></i>", &["mean \"analytics\"", "mean \"video\""]),
            ("<i data-samtycke=chat></i>", &["expected \"necessary\", \"analytics\", \"video\""]),
            (
                "<iframe data-samtycke-src=https://other.example/1></iframe>",
                &["unknown-gate: no `embeds` of a service has the address https://other.example/1"],
            ),
            (
                "<script type=text/plain data-samtycke-src=https://film.example/a.js></script>",
                &["unknown-gate: no script is known by its address alone"],
            ),
            (
                "<script type=text/plain data-samtycke='necessary own' data-samtycke-src=https://www.googletagmanager.com/gtm.js></script>",
                &["tracker-required: Google Tag Manager"],
            ),
            (
                "<iframe data-samtycke=own data-samtycke-src=https://www.youtube.com/embed/1></iframe>",
                &["tracker-required: YouTube"],
            ),
            (
                "<video data-samtycke=film><source src=a.mp4><track src=a.vtt></video>",
                &["live address within the video", "live address within the video"],
            ),
            (
                "<picture data-samtycke=film><source srcset='a.png 2x'><img alt=a></picture>",
                &["`srcset` is a live address within the picture"],
            ),
            (
                "<div data-samtycke=film><div></div><iframe src=https://film.example/1></iframe></div>",
                &["live address within the div"],
            ),
            ("<i data-samtycke></i>", &["names no category"]),
            (
                "<iframe src=https://film.example/1></iframe><script async src='https://count.example/c.js?v=2'></script>",
                &["live-address: nothing gates this iframe", "it is of the service \"count\""],
            ),
            (
                "<script src=https://www.googletagmanager.com/gtag/js?id=G-1></script><iframe src=//www.youtube.com/embed/1></iframe>",
                &["Google tag (known by the address", "nothing gates this iframe"],
            ),
            (
                "<iframe src='https://www.googletagmanager.com/ns.html?id=GTM-A'></iframe>",
                &["nothing gates this iframe"],
            ),
            (
                "<NOSCRIPT><iframe src='https://www.googletagmanager.com/ns.html?id=GTM-A'></iframe></NOSCRIPT><script src=https://bat.bing.com/a.js></script>",
                &[
                    "browsers without scripts follow `src` of this iframe",
                    "nothing gates this script",
                ],
            ),
            (
                "<noscript><img height=1 src=\"https://www.facebook.com/tr?id=1&ev=PageView&noscript=1\"></noscript>",
                &["it follows visitors for advertising; take it out"],
            ),
            (
                "<script>(function(w,d,s,l,i){w[l]=w[l]||[];var f=d.getElementsByTagName(s)[0],j=d.createElement(s);j.src='https://www.googletagmanager.com/gtm.js?id='+i;f.parentNode.insertBefore(j,f);})(window,document,'script','dataLayer','GTM-A');</script>",
                &[
                    "nothing gates this script, and browsers run its code before anybody has said yes: Google Tag Manager",
                ],
            ),
            (
                "<script type=text/javascript>!function(f,b,e,v){t=b.createElement(e);t.src=v}(window,document,'script','https://connect.facebook.net/en_US/fbevents.js');fbq('init','1')</script>",
                &["live-address: nothing gates this script"],
            ),
            (
                "<script type=text/plain data-category=analytics data-service=ga>a()</script>",
                &["`data-category` is of vanilla-cookieconsent"],
            ),
            (
                "<script type=text/plain data-type=application/javascript data-name=matomo data-src=a.js></script><iframe data-name=youtube data-src=https://a.example></iframe>",
                &[
                    "write data-samtycke=\"matomo\" and `data-samtycke-src`",
                    "`data-name` is of Klaro",
                ],
            ),
            ("<template data-purpose=film><iframe src=a></iframe></template>", &["Orejime"]),
            (
                "<button data-cc=show-preferencesModal></button>",
                &["data-samtycke-click=\"settings\""],
            ),
            ("<div class='wide youtube_player' videoID=1></div>", &["tarteaucitron"]),
            ("<a data-samtycke-click=setings>Settings</a>", &["mean \"settings\""]),
        ] {
            let all = found(text);
            assert_eq!(all.len(), words.len(), "{text}: {all:?}");
            for (one, word) in all.iter().zip(words) {
                assert!(one.contains(word), "{text}: {one}");
            }
        }
    }
}
