//! The start tags of a page that are of interest: those that wait, and those that may have been meant to.

use html5gum::emitters::default::StartTag;
use html5gum::{DefaultEmitter, Token, Tokenizer};

use super::{misspelt, others};

/// Elements whose content loads with them, or in their place.
const CONTAINERS: [&str; 5] = ["video", "audio", "picture", "object", "div"];

/// Elements without content.
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// The start tags of a page that are of interest.
#[derive(Default)]
pub(super) struct Elements {
    /// Those with `data-samtycke`.
    pub(super) gated: Vec<StartTag<usize>>,
    /// Those that have only an address that waits: it says which service they belong to.
    pub(super) addressed: Vec<StartTag<usize>>,
    /// Those with an attribute that is nearly ours.
    pub(super) misspelt: Vec<StartTag<usize>>,
    /// Those within a gated container, by the name of it.
    pub(super) within: Vec<(String, StartTag<usize>)>,
    /// Those that load something from a host without waiting for anything, each with whether only browsers without scripts read it.
    pub(super) ungated: Vec<(StartTag<usize>, bool)>,
    /// The code of scripts that wait for nothing.
    pub(super) codes: Vec<(StartTag<usize>, String)>,
    /// The script whose code comes next, if it waits for nothing.
    code_of: Option<StartTag<usize>>,
    /// Those that wait for another banner.
    pub(super) others: Vec<StartTag<usize>>,
    /// Those that mean something when they are clicked.
    pub(super) clicked: Vec<StartTag<usize>>,
}

impl Elements {
    /// The elements of a page. What looks like one in a script, a comment or a text is none.
    pub(super) fn of(text: &str) -> Elements {
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
        if tag.attributes.keys().any(|name| misspelt::meant(&tag, name).is_some()) {
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
pub(super) fn loading(tag: &StartTag<usize>) -> Option<&'static str> {
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

/// What an attribute of a tag holds.
pub(super) fn value(tag: &StartTag<usize>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(value).into_owned())
}
