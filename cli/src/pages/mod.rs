//! The gates in the site's pages: which elements wait for which ids, and which of them do not wait.

use std::collections::HashSet;

use html5gum::emitters::default::StartTag;
use samtycke_config::{Declaration, Problem};

use crate::System;
use crate::input::Input;
use elements::{Elements, value};

mod elements;
mod misspelt;
mod others;
#[cfg(test)]
mod tests;
mod ungated;
mod waiting;

/// The attributes with addresses that browsers follow by themselves, as `src/page/gate.ts` has them.
const ADDRESSES: [&str; 12] = [
    "src",
    "srcset",
    "imagesrcset",
    "href",
    "xlink:href",
    "ping",
    "action",
    "formaction",
    "poster",
    "background",
    "srcdoc",
    "data",
];

/// Folders in which nobody keeps pages.
const LEFT_OUT: &str = "node_modules/";

/// A page, and its elements that wait or may have been meant to.
pub struct Page {
    /// Its text.
    pub input: Input,
    elements: Elements,
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

impl Page {
    /// The values of `data-samtycke` in the page.
    pub fn gates(&self) -> impl Iterator<Item = String> {
        self.elements.gated.iter().filter_map(|tag| value(tag, "data-samtycke"))
    }

    /// What is wrong with the elements that wait for gates of a declaration.
    pub fn problems(
        &self,
        declaration: &Declaration,
        page: &samtycke_config::Page,
    ) -> Vec<Problem> {
        let ids = declaration.ids();
        let mut found = Vec::new();
        for tag in &self.elements.gated {
            waiting::unknown(tag, &ids, &mut found);
            waiting::live(tag, &mut found);
            waiting::insecure(tag, page, &mut found);
            waiting::required(tag, declaration, &mut found);
        }
        for tag in &self.elements.addressed {
            waiting::insecure(tag, page, &mut found);
            waiting::unclaimed(tag, declaration, &mut found);
        }
        for (container, tag) in &self.elements.within {
            waiting::live_within(tag, container, &mut found);
        }
        for tag in &self.elements.misspelt {
            misspelt::misspelt(tag, &mut found);
        }
        for (tag, is_without_scripts) in &self.elements.ungated {
            ungated::ungated(tag, *is_without_scripts, declaration, &mut found);
        }
        for (tag, code) in &self.elements.codes {
            ungated::loaded_by(tag, code, &mut found);
        }
        for tag in &self.elements.others {
            others::look(tag, &mut found);
        }
        for tag in &self.elements.clicked {
            misspelt::clicked(tag, &mut found);
        }
        // A span that is not one of the text would break the reader of it.
        for problem in &mut found {
            problem.range.take_if(|range| self.input.text.get(range.clone()).is_none());
        }
        found
    }
}

/// Whether a page has a gated script whose code is in the page itself, which a policy without a nonce refuses.
pub fn has_gated_code(text: &str) -> bool {
    let is_code = |tag: &StartTag<usize>| {
        let has = |name: &str| value(tag, name).is_some();
        **tag.name == *b"script" && !["src", "data-samtycke-src", "nonce"].into_iter().any(has)
    };
    Elements::of(text).gated.iter().any(is_code)
}
