//! The gates in the site's pages: which elements wait for which ids, and which of them do not wait.

use std::collections::HashSet;

use html5gum::emitters::default::StartTag;
use html5gum::{DefaultEmitter, Span, Token, Tokenizer};
use samtycke_config::{Code, Problem, spelling};

use crate::System;
use crate::input::Input;

/// The attributes with addresses that browsers follow by themselves; `src/page/door.ts` has the same.
const ADDRESSES: [&str; 8] =
    ["src", "srcset", "href", "ping", "action", "poster", "srcdoc", "data"];

/// What follows `data-samtycke-` besides: what a click means, stand-ins, the tables of a policy page.
const OTHERS: [&str; 5] = ["click", "declaration", "embed", "picture", "standin"];

/// Folders in which nobody keeps pages.
const LEFT_OUT: &str = "node_modules/";

/// A page, and its elements with `data-samtycke` or what may have been meant to be an attribute of ours.
pub struct Page {
    /// Its text.
    pub input: Input,
    gated: Vec<StartTag<usize>>,
    misspelt: Vec<StartTag<usize>>,
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
            let (gated, misspelt) = ours(&text);
            pages.push(Page { input: Input { name, text }, gated, misspelt });
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

/// The start tags with `data-samtycke`, and those with an attribute that is nearly ours. What looks like one in a
/// script, a comment or a text is none.
fn ours(text: &str) -> (Vec<StartTag<usize>>, Vec<StartTag<usize>>) {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let (mut gated, mut misspelt) = (Vec::new(), Vec::new());
    // Reading from memory cannot fail.
    for token in Tokenizer::new_with_emitter(text, emitter).flatten() {
        let Token::StartTag(tag) = token else { continue };
        if tag.attributes.keys().any(|name| meant(&tag, name).is_some()) {
            misspelt.push(tag.clone());
        }
        if value(&tag, "data-samtycke").is_some() {
            gated.push(tag);
        }
    }
    (gated, misspelt)
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

impl Page {
    /// The values of `data-samtycke` in the page.
    pub fn gates(&self) -> impl Iterator<Item = String> {
        self.gated.iter().filter_map(|tag| value(tag, "data-samtycke"))
    }

    /// What is wrong with the gated elements, where these ids are declared.
    pub fn problems(&self, ids: &[&str]) -> Vec<Problem> {
        let mut found = Vec::new();
        for tag in &self.gated {
            unknown(tag, ids, &mut found);
            live(tag, &mut found);
        }
        for tag in &self.misspelt {
            misspelt(tag, &mut found);
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
        let input = Input { name: "a.html".into(), text: text.into() };
        let (gated, misspelt) = ours(text);
        let page = Page { gated, misspelt, input };
        let problems = page.problems(&["analytics", "video"]);
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
            ("<i data-samtycke=chat></i>", &["expected \"analytics\" or \"video\""]),
            ("<i data-samtycke></i>", &["names no category"]),
        ] {
            let all = found(text);
            assert_eq!(all.len(), words.len(), "{text}: {all:?}");
            for (one, word) in all.iter().zip(words) {
                assert!(one.contains(word), "{text}: {one}");
            }
        }
    }
}
