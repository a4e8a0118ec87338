//! Texts by language: words, names of categories, the policy's address.

use std::collections::HashMap;

use super::Services;
use super::tables::rows;
use crate::import::draft::Draft;
use crate::import::file::Node;
use crate::import::text::{self as texts, tag, text};

/// Texts by language.
type Texts = Vec<(Option<String>, String)>;

pub fn languages(language: &Node, draft: &mut Draft, services: &mut Services) {
    let translations = language.get("translations").map(|node| node.fields()).unwrap_or_default();
    let mut names: HashMap<String, [Texts; 2]> = HashMap::new();
    for (name, node) in translations {
        let Some(tag) = tag(name) else {
            node.take();
            node.note("not a language tag; left out");
            continue;
        };
        if !node.value.is_object() {
            node.note("the texts are in another file or come from a function; put them here, and import again");
            continue;
        }
        if let Some(modal) = node.get("consentModal") {
            words(&modal, &tag, draft, &[("title", "title"), ("showPreferencesBtn", "settings")]);
            answers(&modal, &tag, draft);
            footer(&modal, &tag, draft);
        }
        let Some(modal) = node.get("preferencesModal") else { continue };
        words(&modal, &tag, draft, &[("title", "settingsTitle"), ("savePreferencesBtn", "save")]);
        for section in modal.get("sections").map(|node| node.items()).unwrap_or_default() {
            let Some(category) = section.get("linkedCategory").and_then(|node| node.string())
            else {
                section.take();
                section.note("a section of text alone; put it into the policy");
                continue;
            };
            let each = names.entry(category.into()).or_default();
            for (field, list) in ["title", "description"].iter().zip(each) {
                if let Some(words) = section.get(field).and_then(|node| node.words()) {
                    list.push((Some(tag.clone()), words));
                }
            }
            if draft.category_id(category).is_none() {
                section.note("names a category that is not declared; left out");
            } else if let Some(table) = section.get("cookieTable") {
                rows(&table, category, &tag, draft, services);
            }
        }
    }
    for (name, [title, description]) in names {
        let Some(id) = draft.category_id(&name) else { continue };
        let Some(category) = draft.category(&id) else { continue };
        for (field, each) in [("name", title), ("description", description)] {
            if let Some(text) = text(each) {
                category.insert(field.into(), text);
            }
        }
    }
}

fn words(node: &Node, tag: &str, draft: &mut Draft, keys: &[(&str, &str)]) {
    for (there, here) in keys {
        if let Some(word) = node.get(there) {
            draft.word(tag, here, &word);
        }
    }
}

fn answers(modal: &Node, tag: &str, draft: &mut Draft) {
    match (modal.get("acceptAllBtn"), modal.get("acceptNecessaryBtn")) {
        (Some(yes), Some(no)) => {
            draft.word(tag, "accept", &yes);
            draft.word(tag, "reject", &no);
        }
        (yes, no) => {
            if let Some(one) = yes.or(no) {
                one.note("one answer without the other; both have the built-in words");
            }
        }
    }
}

/// What the links to a cookie policy say, and then those to other policies.
const POLICIES: [&[&str]; 2] = [
    &["cookie", "kakor", "galletas", "kapsler", "eväste", "sütik"],
    &["privacy", "polic", "datenschutz"],
];

/// The links of a footer: the policy is the first whose address or words say so.
fn footer(modal: &Node, tag: &str, draft: &mut Draft) {
    let Some(footer) = modal.get("footer") else { return };
    let links = texts::links(footer.string().unwrap_or_default());
    let mut policies = links.iter().filter(|(address, _)| texts::policy(address).is_some());
    let of = |words: &&[&str]| {
        let says = |(address, text): &&(String, String)| {
            let all = format!("{address} {text}").to_lowercase();
            words.iter().any(|word| all.contains(word))
        };
        policies.clone().find(says)
    };
    match POLICIES.iter().find_map(of).or_else(|| policies.next()) {
        Some((link, _)) => {
            draft.policy(link, &footer, Some(tag));
            footer.note(format!("{link} is taken for the policy; the banner links nothing else"));
        }
        None => footer.note("no address of a policy in it; set controller.policyUrl"),
    }
}
