//! Whether steps say one thing each, and use names of the site and its vendors alone.

use std::sync::LazyLock;

use regex_lite::Regex;
use serde_json::{Map, Value};

use crate::checker::Checker;
use crate::code::Code::WrongStep;
use crate::gates::items;
use crate::spelling::either;

/// What each verb needs, and what may go with it.
const VERBS: [(&str, &[&str], &[&str]); 7] = [
    ("let", &["be"], &[]),
    ("set", &["be"], &["during"]),
    ("queue", &[], &["into", "on", "as", "handoff", "extra", "alias", "self"]),
    ("methods", &["of"], &[]),
    ("call", &[], &["args"]),
    ("push", &["items"], &[]),
    ("construct", &["into"], &["args"]),
];

/// Names of the browser that run code, load, or lead to what does. The page refuses all that is the browser's.
const OF_BROWSER: &str = "Array Audio Blob BroadcastChannel Date Document Element Event EventSource FileReader Function Image JSON Math MessageChannel Node Notification Object Promise Proxy Reflect RegExp Request Response ServiceWorker SharedWorker String Symbol URL WebAssembly WebSocket Worker XMLHttpRequest addEventListener alert atob blur btoa caches cancelAnimationFrame cancelIdleCallback clearInterval clearTimeout clientInformation close confirm cookieStore createImageBitmap crypto customElements dispatchEvent document documentPictureInPicture eval event external fetch fetchLater find focus frames getComputedStyle globalThis history importScripts indexedDB localStorage location moveBy moveTo name navigation navigator onbeforeunload onerror onload onmessage open opener origin parent performance postMessage print prompt queryLocalFonts queueMicrotask removeEventListener reportError requestAnimationFrame requestIdleCallback resizeBy resizeTo samtycke scheduler screen scroll scrollBy scrollTo self sessionStorage setInterval setTimeout sharedStorage showDirectoryPicker showOpenFilePicker showSaveFilePicker speechSynthesis status stop structuredClone top trustedTypes visualViewport window";

static NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[A-Za-z_$][A-Za-z0-9_$-]*(\.[A-Za-z_$][A-Za-z0-9_$]*)*$").expect("a pattern")
});

/// Names that lead from data to code.
const CODE: [&str; 3] = ["constructor", "prototype", "__proto__"];

/// Whether a step may say a name: of a global variable, or of something within one.
pub fn is_name(name: &str) -> bool {
    let mut parts = name.split('.');
    let first = parts.clone().next().unwrap_or_default();
    NAME.is_match(name)
        && !OF_BROWSER.split(' ').any(|one| one == first)
        && !parts.any(|part| CODE.contains(&part))
}

/// What the values of steps may name.
pub(crate) struct Ids<'a> {
    pub(crate) categories: Vec<&'a str>,
    pub(crate) services: Vec<&'a str>,
}

impl Ids<'_> {
    fn has_category(&self, id: &Value) -> bool {
        id.as_str().is_some_and(|id| self.categories.contains(&id))
    }

    fn has_service(&self, id: &Value) -> bool {
        id.as_str().is_some_and(|id| self.services.contains(&id))
    }
}

/// Notes what is wrong with a list of steps.
pub(crate) fn check(checker: &mut Checker, value: &Value, list: &str, ids: &Ids) {
    for (index, step) in items(value, list).iter().enumerate() {
        checker.field(list, |checker| checker.item(index, |checker| one(checker, step, ids)));
    }
}

fn one(checker: &mut Checker, step: &Value, ids: &Ids) {
    let Some(fields) = step.as_object() else { return };
    let verbs: Vec<_> = VERBS.iter().filter(|(verb, ..)| fields.contains_key(*verb)).collect();
    let [(verb, needed, others)] = verbs.as_slice() else {
        let all = either(VERBS.iter().map(|(verb, ..)| *verb));
        return checker.note(WrongStep, format!("expected one of {all}"));
    };
    for name in *needed {
        if !fields.contains_key(*name) {
            checker.note_at(WrongStep, name, format!("missing; \"{verb}\" needs it"));
        }
    }
    for (name, value) in fields {
        let fits =
            name == verb || needed.contains(&name.as_str()) || others.contains(&name.as_str());
        if !fits {
            checker.note_at(WrongStep, name, format!("does not go with \"{verb}\""));
        }
        checker.field(name, |checker| match name.as_str() {
            "let" | "set" | "queue" | "call" | "push" | "construct" | "into" | "of" => {
                name_of(checker, value);
            }
            "alias" => value.as_array().into_iter().flatten().for_each(|one| name_of(checker, one)),
            "on" | "handoff" => property(checker, value.as_str().unwrap_or_default()),
            "methods" | "self" => {
                let names = value.as_array().into_iter().flatten().filter_map(Value::as_str);
                names.for_each(|name| property(checker, name));
            }
            "extra" => {
                let fields = value.as_object().into_iter().flatten();
                fields.for_each(|(name, _)| property(checker, name));
            }
            _ => granted(checker, value, ids),
        });
    }
    if *verb == "queue" && fields.contains_key("into") == fields.contains_key("on") {
        checker.note(WrongStep, "a queue needs either \"into\" or \"on\"");
    }
}

fn name_of(checker: &mut Checker, value: &Value) {
    let Some(name) = value.as_str().filter(|name| !is_name(name)) else { return };
    checker.note(
        WrongStep,
        format!(
            "a step cannot use \"{name}\"; expected a global name of the site or the vendor, such as \"dataLayer\" or \"ttq.page\""
        ),
    );
}

fn property(checker: &mut Checker, name: &str) {
    if !is_name(&format!("x.{name}")) || name.contains('.') {
        checker.note(WrongStep, format!("\"{name}\" cannot be the name of a property here"));
    }
}

/// Notes ids within a value that are no category and no service, and names that no step may say.
fn granted(checker: &mut Checker, value: &Value, ids: &Ids) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| granted(checker, item, ids)),
        Value::Object(fields) => {
            if let Some(named) = fields.get("@granted") {
                let list = named.as_array().filter(|list| !list.is_empty());
                for id in list.map_or(std::slice::from_ref(named), Vec::as_slice) {
                    if !(ids.has_category(id) || ids.has_service(id)) {
                        let text =
                            format!("\"@granted\" has {id}, which is no category and no service");
                        checker.note(WrongStep, text);
                    }
                }
                answers(checker, fields, "@granted");
            }
            if let Some(id) = fields.get("@asked") {
                if !ids.has_category(id) {
                    checker.note(WrongStep, format!("\"@asked\" has {id}, which is no category"));
                }
                answers(checker, fields, "@asked");
            }
            if let Some(name) = fields.get("@global") {
                name_of(checker, name);
            }
            fields.values().for_each(|inner| granted(checker, inner, ids));
        }
        _ => {}
    }
}

fn answers(checker: &mut Checker, fields: &Map<String, Value>, of: &str) {
    for answer in ["yes", "no"] {
        if !fields.contains_key(answer) {
            checker.note(WrongStep, format!("\"{of}\" needs \"{answer}\""));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn names_of_the_browser_and_ways_to_code_are_refused() {
        for name in ["dataLayer", "_paq", "$mcSite.enableOptIn", "ga-disable-G-1", "ppms.cm.api"] {
            assert!(is_name(name), "{name}");
        }
        for name in [
            "",
            "eval",
            "document.write",
            "location.href",
            "x.constructor.constructor",
            "__proto__.x",
            "a b",
            "a..b",
            ".a",
            "a[0]",
            "window.eval",
            "1a",
            "setTimeout",
        ] {
            assert!(!is_name(name), "{name}");
        }
    }
}
