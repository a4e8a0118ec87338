//! Klaro: a list of services with purposes, translations by language and service.

mod looks;
mod policy;

pub use looks::left_out;
use serde_json::{Map, Value, json};

use super::draft::Draft;
use super::file::Node;
use super::settings;
use super::stored::host;
use super::text::{tag, text};

pub fn read(root: &Node, draft: &mut Draft) {
    settings::name(root.get("storageName").or_else(|| root.get("cookieName")), draft);
    settings::days(root.get("cookieExpiresAfterDays"), draft);
    settings::domain(root.get("cookieDomain"), draft);
    settings::path(root.get("cookiePath"), draft);
    looks::read(root, draft);
    let translations = root.get("translations").map(|node| node.fields()).unwrap_or_default();
    let list = root.get("services").or_else(|| root.get("apps"));
    let services = list.map(|node| node.items()).unwrap_or_default();
    let all_required = root.is("required");
    let is_required = |service: &Node| all_required || service.is("required");
    let asked = services.iter().filter(|service| !is_required(service));
    let named: Vec<(String, Node, bool)> = asked
        .flat_map(|service| purposes(service).into_iter().map(|(name, node)| (name, node, false)))
        .collect();
    draft.declare_categories(&named);
    for (name, ..) in &named {
        purpose(name, &translations, draft);
    }
    for node in &services {
        service(node, is_required(node), &translations, draft);
    }
    let of_all = policy::of_all(root, draft);
    for (language, node) in &translations {
        policy::of_language(language, node, of_all, draft);
        words(language, node, draft);
    }
}

fn purposes<'a>(service: &Node<'a>) -> Vec<(String, Node<'a>)> {
    let items = service.get("purposes").map(|node| node.items()).unwrap_or_default();
    items.into_iter().filter_map(|node| Some((String::from(node.string()?), node))).collect()
}

/// Texts by language: of `zz`, which stands for all others, only where there is no other.
fn each(translations: &[(&str, Node)], find: impl Fn(&Node) -> Option<String>) -> Option<Value> {
    let mut texts = Vec::new();
    let mut otherwise = None;
    for (language, node) in translations {
        match (*language, tag(language)) {
            ("zz", _) => otherwise = find(node),
            (_, Some(tag)) => texts.extend(find(node).map(|text| (Some(tag), text))),
            _ => {}
        }
    }
    text(texts).or_else(|| otherwise.map(Value::from))
}

fn purpose(name: &str, translations: &[(&str, Node)], draft: &mut Draft) {
    let Some(id) = draft.category_id(name) else { return };
    let of = |node: &Node, field: &str| {
        let purpose = node.get("purposes")?.get(name)?;
        // A purpose is its title, or an object with one.
        if purpose.value.is_object() {
            purpose.get(field)?.words()
        } else {
            purpose.words().filter(|_| field == "title")
        }
    };
    let (title, description) = (
        each(translations, |node| of(node, "title")),
        each(translations, |node| of(node, "description")),
    );
    let Some(category) = draft.category(&id) else { return };
    for (field, text) in [("name", title), ("description", description)] {
        if let Some(text) = text {
            category.insert(field.into(), text);
        }
    }
}

fn service(node: &Node, is_required: bool, translations: &[(&str, Node)], draft: &mut Draft) {
    let Some(name) = node.get("name").and_then(|name| name.string()) else {
        node.take();
        return node.note("has no name; left out");
    };
    let mut ids: Vec<String> =
        purposes(node).iter().filter_map(|(name, _)| draft.category_id(name)).collect();
    ids.dedup();
    let category = if is_required {
        node.note("is required there: it is in the category \"necessary\"");
        Some(json!(draft.necessary()))
    } else {
        let mut unique: Vec<String> = Vec::new();
        ids.into_iter().for_each(|id| {
            if !unique.contains(&id) {
                unique.push(id)
            }
        });
        match unique.as_slice() {
            [] => None,
            [one] => Some(json!(one)),
            several => Some(json!(several)),
        }
    };
    let number = draft.service(name, node, category);
    let own = node.get("translations").map(|node| node.fields()).unwrap_or_default();
    let find = |field: &str| {
        let here = || each(&own, |texts| texts.get(field)?.words());
        let there = || each(translations, |texts| texts.get(name)?.get(field)?.words());
        here().or_else(|| node.get(field)?.words().map(Value::from)).or_else(there)
    };
    if let Some(title) = find("title") {
        if let Some(title) = title.as_str() {
            draft.fill_known(number, title, node);
        }
        draft.services[number].insert("name".into(), title);
    }
    let description = find("description");
    let mut others = Map::from_iter([("party".to_owned(), json!("first"))]);
    let cookies = node.get("cookies").map(|node| node.items()).unwrap_or_default();
    match description {
        Some(description) if !cookies.is_empty() => {
            node.note(
                "its description is the purpose of its cookies here; say of each what it does",
            );
            others.insert("purpose".into(), description);
        }
        Some(_) => node.note("its description is left out: a service is told by what it stores"),
        None => {}
    }
    for cookie in cookies {
        stored(&cookie, number, &others, draft);
    }
}

/// A cookie: a name, `[name, path, domain]` or `{pattern, path, domain}`.
fn stored(cookie: &Node, number: usize, others: &Map<String, Value>, draft: &mut Draft) {
    let parts = cookie.items();
    let is_object = cookie.value.get("pattern").is_some();
    let (name, domain) = match parts.as_slice() {
        _ if is_object => (cookie.get("pattern"), cookie.get("domain")),
        [] => (Some(cookie.clone()), None),
        [name, rest @ ..] => (Some(name.clone()), rest.get(1).cloned()),
    };
    let mut others = others.clone();
    host(domain, &mut others);
    if let Some(name) = name {
        draft.stored(number, &name, &others);
    }
}

fn words(language: &str, node: &Node, draft: &mut Draft) {
    let Some(tag) = tag(language) else {
        node.take();
        return node.note("not a language tag; left out");
    };
    if tag == "zz" {
        return;
    }
    if let Some(title) = node.get("consentNotice").and_then(|notice| notice.get("title")) {
        draft.word(&tag, "title", &title);
    }
    if let Some(more) = node.get("consentNotice").and_then(|notice| notice.get("learnMore")) {
        draft.word(&tag, "settings", &more);
    }
    if let Some(title) = node.get("consentModal").and_then(|modal| modal.get("title")) {
        draft.word(&tag, "settingsTitle", &title);
    }
    if let Some(save) = node.get("save") {
        draft.word(&tag, "save", &save);
    }
    // `ok` is the yes of the notice, and `acceptAll` that of the settings.
    match (node.get("acceptAll").or_else(|| node.get("ok")), node.get("decline")) {
        (Some(yes), Some(no)) => {
            draft.word(&tag, "accept", &yes);
            draft.word(&tag, "reject", &no);
        }
        (yes, no) => {
            if let Some(one) = yes.or(no) {
                one.note("one answer without the other; both have the built-in words");
            }
        }
    }
}
