//! tarteaucitron: its parameters, the keys of its services (`job`), and the services themselves.

use serde_json::{Map, Value, json};

use super::draft::Draft;
use super::file::Node;
use super::text::policy;
use super::{known, settings};

/// The category for a service's type. Media and social networks follow visitors, unless a vendor is known not to.
const TYPES: &[(&str, &str)] = &[
    ("ads", "marketing"),
    ("google", "marketing"),
    ("social", "marketing"),
    ("video", "marketing"),
    ("analytic", "analytics"),
    ("support", "functional"),
    ("api", "functional"),
    ("comment", "functional"),
];

pub fn read(root: &Node, draft: &mut Draft) {
    settings::name(root.get("cookieName"), draft);
    settings::domain(root.get("cookieDomain"), draft);
    if let Some(policy) = root.get("privacyUrl").filter(|policy| policy.string().is_some()) {
        draft.policy(policy.string().unwrap_or_default(), &policy, None);
    }
    looks(root, draft);
    let services = root.get("services");
    let mut keys: Vec<(&str, Node)> = Vec::new();
    for item in root.get("job").map(|job| job.items()).unwrap_or_default() {
        match item.string() {
            Some(key) if keys.iter().any(|(other, _)| *other == key) => {
                item.note("is there twice; left out")
            }
            Some(key) => keys.push((key, item)),
            None => item.note("not the key of a service; left out"),
        }
    }
    for (key, node) in services.iter().flat_map(Node::fields) {
        if !keys.iter().any(|(other, _)| *other == key) {
            keys.push((key, node));
        }
    }
    for (key, item) in keys {
        let own = services.as_ref().and_then(|services| services.get(key));
        service(key, own.as_ref().unwrap_or(&item), draft);
    }
    if let Some(text) = root.get("text") {
        words(&text, draft);
    }
}

fn service(key: &str, node: &Node, draft: &mut Draft) {
    let known = known::service(key);
    let kind = node.get("type").and_then(|kind| kind.string());
    let of_type =
        kind.and_then(|kind| TYPES.iter().find(|(name, _)| *name == kind)).map(|(_, id)| *id);
    // What tarteaucitron asks about is not necessary.
    let of_vendor = known.map(|known| known.category).filter(|id| *id != "necessary");
    let category = of_vendor.or(of_type).map(|id| draft.built_in(id));
    match &category {
        Some(id) => {
            node.note(format!("put into the category \"{id}\": check that this is its purpose"))
        }
        None => node.note("not in Samtycke's list, and without a type that tells its purpose"),
    }
    if node.get("needConsent").is_some_and(|needs| *needs.value == false) {
        node.note("ran without consent there; visitors are asked about it here");
    }
    // The key is known, and what is shown before a yes is the placeholder here.
    let _ = (node.get("key"), node.get("fallback"));
    let number = draft.service(key, node, category.map(Value::from));
    let title = node.get("name").and_then(|name| name.words());
    let title = title.or_else(|| known.map(|known| known.name.to_owned()));
    if let Some(title) = title {
        draft.services[number].insert("name".into(), json!(title));
    }
    let link = node.get("uri").and_then(|link| link.string());
    if let (None, Some(link)) = (known, link.and_then(policy)) {
        draft.services[number].insert("policyUrl".into(), json!(link));
    }
    let cookies = node.get("cookies");
    match (known, cookies) {
        (Some(known), cookies) => {
            draft.known_storage(number, known);
            if let Some(cookies) = cookies {
                cookies.take();
                cookies.note(
                    "replaced by Samtycke's list, which has purposes and lifetimes: compare both",
                );
            }
        }
        (None, Some(cookies)) => {
            for cookie in cookies.items() {
                draft.stored(number, &cookie, &Map::new());
            }
        }
        (None, None) => node.note("what it stores is not known; declare it in `cookies`"),
    }
}

fn words(text: &Node, draft: &mut Draft) {
    let Some(language) = draft.language.clone() else {
        text.take();
        return text.note("the file does not say in which language; name it with --language");
    };
    for (there, here) in [("title", "settingsTitle"), ("personalize", "settings"), ("save", "save")]
    {
        if let Some(node) = text.get(there) {
            draft.word(&language, here, &node);
        }
    }
    if let (Some(yes), Some(no)) = (text.get("acceptAll"), text.get("denyAll")) {
        draft.word(&language, "accept", &yes);
        draft.word(&language, "reject", &no);
    }
}

fn looks(root: &Node, draft: &mut Draft) {
    if let Some(orientation) = root.get("orientation") {
        match orientation.string() {
            Some("top") => draft.ui.insert("position".into(), json!("top")),
            Some("middle" | "popup") => draft.ui.insert("position".into(), json!("center")),
            _ => None,
        };
    }
    if root.is("showIcon") {
        draft.ui.insert("reopen".into(), json!(true));
    }
    if let Some(node) = root.get("iconPosition") {
        let corner = match node.string() {
            Some("BottomLeft") => "bottomStart",
            Some("BottomRight") => "bottomEnd",
            Some("TopLeft") => "topStart",
            Some("TopRight") => "topEnd",
            _ => return node.note("no corner; set ui.reopenPosition"),
        };
        draft.ui.insert("reopenPosition".into(), json!(corner));
    }
}

pub fn left_out(name: &str, path: &str) -> Option<&'static str> {
    if path.starts_with("user.") || path == "user" {
        return Some(
            "parameters of vendors' scripts; write the vendor's script into `scripts` of its service, or gate its tag",
        );
    }
    Some(match name {
        "js" => {
            "code; write the script into `scripts` of the service, or gate its tag with data-samtycke"
        }
        "serviceDefaultState" | "defaultState" | "highPrivacy" | "alwaysNeedConsent" => {
            "nothing is granted before a visitor agrees"
        }
        "handleBrowserDNTRequest" => {
            "Do Not Track and Global Privacy Control are always followed; see `signals`"
        }
        "DenyAllCta" | "AcceptAllCta" => "yes and no are always shown, and look the same",
        "googleConsentMode" => {
            "presets of Google's tags, such as \"google-tag-manager\", tell Google of decisions, and \"google-consent-mode\" does where others load the tags; `consent` of a service does it without a preset"
        }
        "bingConsentMode" => {
            "the preset \"microsoft-uet\" tells Microsoft of decisions; `consent` of a service does it without a preset"
        }
        "pianoConsentMode" | "pianoConsentModeEssential" | "softConsentMode" => {
            "`consent` of a service tells its vendor of decisions"
        }
        "hashtag" => "a link to #samtycke-settings opens the settings",
        "customCloserId" => "data-samtycke-click=\"settings\" on an element opens the settings",
        "dataLayer" => "push what you need in samtycke.on(\"change\", …)",
        "groupServices" => "services are always grouped by category",
        "cookieslist" | "cookieslistEmbed" => "the settings always list what is stored",
        "adblocker" => "nobody is asked to switch off a blocker",
        "readmoreLink" => "the policies of services are in their `policyUrl`",
        "mandatory" | "mandatoryCta" => {
            "necessary services are always listed, each with its reason"
        }
        "uri" => "the policy is from Samtycke's list",
        _ => return None,
    })
}
