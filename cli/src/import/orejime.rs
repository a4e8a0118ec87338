//! Orejime 3: purposes, which can lie in groups; texts of one language.

use serde_json::{Map, Value, json};

use super::draft::Draft;
use super::file::Node;
use super::stored::host;
use super::text::text;
use super::{known, settings};
use samtycke_config::purpose::usual;

pub fn read(root: &Node, draft: &mut Draft) {
    if let Some(cookie) = root.get("cookie") {
        settings::name(cookie.get("name"), draft);
        settings::days(cookie.get("duration"), draft);
        settings::domain(cookie.get("domain"), draft);
        settings::same_site(cookie.get("sameSite"), None, draft);
    }
    if let Some(policy) = root.get("privacyPolicyUrl") {
        draft.policy(policy.string().unwrap_or_default(), &policy, None);
    }
    if root.is("forceModal") || root.is("forceBanner") {
        draft.ui.insert("block".into(), json!(true));
    }
    let purposes: Vec<Node> = root
        .get("purposes")
        .map(|node| node.items())
        .unwrap_or_default()
        .into_iter()
        .filter(has_id)
        .collect();
    let named: Vec<(String, Node, bool)> = purposes
        .iter()
        .filter(|node| is_category(node))
        .map(|node| (String::from(id(node)), node.clone(), is_mandatory(node.value)))
        .collect();
    draft.declare_categories(&named);
    for node in &purposes {
        if is_category(node) { category(node, draft) } else { service(node, None, draft) }
    }
    if let Some(translations) = root.get("translations") {
        words(&translations, draft);
    }
}

fn id<'a>(node: &Node<'a>) -> &'a str {
    node.get("id").and_then(|id| id.string()).unwrap_or_default()
}

fn has_id(node: &Node) -> bool {
    if id(node).is_empty() {
        node.take();
        node.note("has no id; left out");
        return false;
    }
    true
}

/// A group is a category, and so is a purpose with a usual name. Any other purpose is a service.
fn is_category(node: &Node) -> bool {
    node.value["purposes"].is_array() || usual(id(node)).is_some()
}

/// Whether visitors cannot refuse any purpose of it. Orejime reads `isMandatory` of single purposes, and not of groups.
fn is_mandatory(purpose: &Value) -> bool {
    match purpose["purposes"].as_array() {
        Some(within) => !within.is_empty() && within.iter().all(is_mandatory),
        None => purpose["isMandatory"] == true,
    }
}

fn category(node: &Node, draft: &mut Draft) {
    let Some(category_id) = draft.category_id(id(node)) else { return };
    let texts: Vec<(&str, Option<Value>)> = [("name", "title"), ("description", "description")]
        .into_iter()
        .map(|(here, there)| (here, words_of(node, there, draft)))
        .collect();
    if let Some(category) = draft.category(&category_id) {
        for (field, text) in texts {
            if let Some(text) = text {
                category.insert(field.into(), text);
            }
        }
    }
    let within = leaves(node);
    for leaf in &within {
        service(leaf, Some(&category_id), draft);
    }
    if within.is_empty() && node.value["cookies"].as_array().is_some_and(|list| !list.is_empty()) {
        service(node, Some(&category_id), draft);
    }
}

/// The purposes within a group, at any depth.
fn leaves<'a>(node: &Node<'a>) -> Vec<Node<'a>> {
    let mut leaves = Vec::new();
    for inner in node.get("purposes").map(|node| node.items()).unwrap_or_default() {
        if !has_id(&inner) {
            continue;
        }
        if inner.value["purposes"].is_array() {
            inner.note("a group within a group: its purposes are in the outer one");
            leaves.extend(self::leaves(&inner));
        } else {
            leaves.push(inner);
        }
    }
    leaves
}

fn service(node: &Node, category: Option<&str>, draft: &mut Draft) {
    let category = if is_mandatory(node.value) && node.is("isMandatory") {
        let group = category.filter(|id| draft.is_always_granted(id));
        Some(group.map(String::from).unwrap_or_else(|| draft.necessary()))
    } else {
        let known = known::service(id(node)).filter(|known| known.category != "necessary");
        let wanted = category.map(String::from).or_else(|| {
            let category = known?.category;
            node.note(format!("is in no group; put into \"{category}\", where most sites have it"));
            Some(draft.built_in(category))
        });
        wanted.map(|id| draft.refusable(&id, node))
    };
    let number = draft.service(id(node), node, category.map(Value::from));
    if let Some(title) = words_of(node, "title", draft) {
        if let Some(title) = title.as_str() {
            draft.fill_known(number, title, node);
        }
        draft.services[number].insert("name".into(), title);
    }
    let mut others = Map::from_iter([("party".to_owned(), json!("first"))]);
    let cookies = node.get("cookies").map(|node| node.items()).unwrap_or_default();
    if let Some(description) = words_of(node, "description", draft) {
        if cookies.is_empty() {
            node.note("its description is left out: a service is told by what it stores");
        } else {
            node.note(
                "its description is the purpose of its cookies here; say of each what it does",
            );
            others.insert("purpose".into(), description);
        }
    }
    for cookie in cookies {
        // A name, or a name with path and domain.
        let parts = cookie.items();
        let mut others = others.clone();
        host(parts.get(2).cloned(), &mut others);
        draft.stored(number, parts.first().unwrap_or(&cookie), &others);
    }
}

fn words_of(node: &Node, field: &str, draft: &Draft) -> Option<Value> {
    text(vec![(draft.language.clone(), node.get(field)?.words()?)])
}

fn words(translations: &Node, draft: &mut Draft) {
    let Some(language) = draft.language.clone() else {
        translations.take();
        return translations
            .note("the file does not say in which language; name it with --language");
    };
    let word = |part: &str, name: &str| translations.get(part).and_then(|part| part.get(name));
    let pairs = [
        ("banner", "title", "title"),
        ("banner", "configure", "settings"),
        ("modal", "title", "settingsTitle"),
        ("modal", "save", "save"),
    ];
    for (part, there, here) in pairs {
        if let Some(node) = word(part, there) {
            draft.word(&language, here, &node);
        }
    }
    if let (Some(yes), Some(no)) = (word("banner", "accept"), word("banner", "decline")) {
        draft.word(&language, "accept", &yes);
        draft.word(&language, "reject", &no);
    }
}

pub fn left_out(name: &str, path: &str) -> Option<&'static str> {
    Some(match name {
        "isMandatory" => {
            "Orejime reads it of single purposes alone: those of a group can be refused there, and here"
        }
        "isExempt" | "default" => "nothing is granted before a visitor agrees",
        "runsOnce" => "a gated script runs once on a page",
        "parse" | "stringify" => "a function; the cookie has one format, docs/cookie.md",
        "lang" => "the banner speaks the page's language, else the visitor's",
        "logo" => "the banner shows no pictures",
        "description" if path.contains("translations") => {
            "the built-in text names controller, purposes and time, as the law asks; `texts` can replace it"
        }
        _ => return None,
    })
}
