//! CookieConsent 3 (`vanilla-cookieconsent`): categories with services, texts by language, tables of cookies.

mod languages;
mod tables;

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::draft::Draft;
use super::file::Node;
use super::settings;
use super::stored::host;

pub fn read(root: &Node, draft: &mut Draft) {
    if let Some(revision) = root.get("revision") {
        match revision.value.as_u64().and_then(|number| u32::try_from(number).ok()) {
            Some(number) => draft.version = number.max(1),
            None => revision.note("not a whole number; version 1 is used"),
        }
    }
    if let Some(cookie) = root.get("cookie") {
        settings::name(cookie.get("name"), draft);
        settings::days(cookie.get("expiresAfterDays"), draft);
        settings::domain(cookie.get("domain"), draft);
        settings::path(cookie.get("path"), draft);
        settings::same_site(cookie.get("sameSite"), cookie.get("secure"), draft);
    }
    looks(root, draft);
    let categories = root.get("categories").map(|node| node.fields()).unwrap_or_default();
    let named: Vec<(String, Node, bool)> = categories
        .iter()
        .map(|(name, node)| (String::from(*name), node.clone(), node.is("readOnly")))
        .collect();
    draft.declare_categories(&named);
    let mut services = HashMap::new();
    for (name, node) in &categories {
        category(name, node, draft, &mut services);
    }
    if let Some(language) = root.get("language") {
        languages::languages(&language, draft, &mut services);
    }
}

/// Numbers of services by category and label; a category's own under an empty label.
type Services = HashMap<(String, String), usize>;

fn category(name: &str, node: &Node, draft: &mut Draft, services: &mut Services) {
    let Some(id) = draft.category_id(name) else { return };
    for (key, service) in node.get("services").map(|node| node.fields()).unwrap_or_default() {
        let number = draft.service(key, &service, Some(json!(id)));
        services.insert((name.into(), key.into()), number);
        if let Some(label) = service.get("label").and_then(|label| label.words()) {
            services.insert((name.into(), label.clone()), number);
            draft.services[number].insert("name".into(), json!(label));
            draft.fill_known(number, &label, &service);
        }
        for cookie in service.get("cookies").map(|node| node.items()).unwrap_or_default() {
            cleared(&cookie, number, draft);
        }
    }
    let clear = node.get("autoClear");
    if let Some(reload) = clear.as_ref().and_then(|clear| clear.get("reloadPage")) {
        reload.note("the page is loaded again by itself once a withdrawn service had run; `ui.reload` turns that off");
    }
    let cookies = clear.and_then(|clear| clear.get("cookies"));
    for cookie in cookies.map(|node| node.items()).unwrap_or_default() {
        // What a service of the category declares needs no second one.
        cleared_in(&cookie, draft, &mut |draft, one| match draft.owner(one, name) {
            Some(owner) => draft.has_stored(owner, one).then_some(owner),
            None => Some(own_service(name, &cookie, draft, services)),
        });
    }
}

/// The service for cookies of a category that belong to none of its services.
fn own_service(name: &str, node: &Node, draft: &mut Draft, services: &mut Services) -> usize {
    let key = (String::from(name), String::new());
    if let Some(number) = services.get(&key) {
        return *number;
    }
    let category = draft.category_id(name).map(Value::from);
    let number = draft.service(&format!("{name}_cookies"), node, category);
    draft.services[number].insert("name".into(), json!(format!("{name} cookies")));
    node.note("belongs to a category alone; it is in a service made for it: name one for each third party, with its provider");
    services.insert(key, number);
    number
}

/// A cookie to delete: the page can delete it, so its host is the site's own or a parent of it.
fn cleared(cookie: &Node, number: usize, draft: &mut Draft) {
    cleared_in(cookie, draft, &mut |_, _| Some(number));
}

/// The same, where each name tells its service.
fn cleared_in(
    cookie: &Node,
    draft: &mut Draft,
    service_of: &mut dyn FnMut(&mut Draft, &str) -> Option<usize>,
) {
    let Some(name) = cookie.get("name") else {
        return cookie.note("has no name; left out");
    };
    let mut others = Map::from_iter([("party".to_owned(), json!("first"))]);
    host(cookie.get("domain"), &mut others);
    draft.stored_in(&name, &others, service_of);
}

fn looks(root: &Node, draft: &mut Draft) {
    if root.is("disablePageInteraction") {
        draft.ui.insert("block".into(), json!(true));
    }
    if let Some(mode) = root.get("mode").filter(|mode| *mode.value == "opt-out") {
        mode.note("nothing is granted before a visitor agrees here: there is no opt-out");
    }
    let Some(modal) = root.get("guiOptions").and_then(|gui| gui.get("consentModal")) else {
        return;
    };
    let word = |name: &str| modal.get(name).and_then(|node| node.string()).unwrap_or_default();
    if word("layout").starts_with("bar") {
        draft.ui.insert("layout".into(), json!("bar"));
    }
    let (row, column) = word("position").split_once(' ').unwrap_or((word("position"), ""));
    let position = match (row, column) {
        ("top", "left") => Some("topStart"),
        ("top", _) => Some("top"),
        ("middle", _) => Some("center"),
        (_, "left") => Some("bottomStart"),
        _ => None,
    };
    if let Some(position) = position {
        draft.ui.insert("position".into(), json!(position));
    }
    if modal.get("equalWeightButtons").is_some_and(|node| *node.value == false) {
        modal.note("yes and no always look the same here");
    }
}

pub fn left_out(name: &str, path: &str) -> Option<&'static str> {
    Some(match name {
        "onAccept" | "onReject" => {
            "a function; run the code in a tag with data-samtycke, or in samtycke.on(\"change\", …)"
        }
        "onFirstConsent" | "onConsent" => {
            "a function; use samtycke.on(\"ready\", …) and samtycke.on(\"change\", …)"
        }
        "onChange" => "a function; use samtycke.on(\"change\", …)",
        "onModalShow" | "onModalReady" => "a function; use samtycke.on(\"open\", …)",
        "onModalHide" => "a function; use samtycke.on(\"close\", …)",
        "enabled" => "nothing is switched on before a visitor agrees",
        "acceptAllBtn" | "acceptNecessaryBtn" => {
            "the same answers have the same words everywhere; those of the banner are used"
        }
        "description" if path.ends_with("consentModal.description") => {
            "the built-in text names controller, purposes and time, as the law asks; `texts` can replace it as \"intro\""
        }
        "useLocalStorage" => "the choice is always kept in a cookie",
        "default" | "autoDetect" => "the banner speaks the page's language, else the visitor's",
        "rtl" => "the direction follows the language by itself",
        "guiOptions" | "preferencesModal" | "flipButtons" => "the settings have one look; left out",
        "path" => "cookies are deleted on every path that the page has been on",
        "autoClearCookies" => "what a withdrawn service left is always deleted",
        "manageScriptTags" => "gated tags always work",
        _ => return None,
    })
}
