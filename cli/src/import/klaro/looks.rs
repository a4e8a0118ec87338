//! How the banner looks, and what has no counterpart.

use serde_json::json;

use crate::import::draft::Draft;
use crate::import::file::Node;

pub fn read(root: &Node, draft: &mut Draft) {
    if root.is("mustConsent") {
        draft.ui.insert("block".into(), json!(true));
    }
    if root.is("noticeAsModal") {
        draft.ui.insert("position".into(), json!("center"));
    }
    let theme = root.get("styling").and_then(|styling| styling.get("theme"));
    for word in theme.map(|theme| theme.items()).unwrap_or_default() {
        match word.string() {
            Some("light") => draft.ui.insert("theme".into(), json!("light")),
            Some("top") => draft.ui.insert("position".into(), json!("top")),
            Some("wide") => draft.ui.insert("layout".into(), json!("bar")),
            _ => None,
        };
    }
}

pub fn left_out(name: &str, path: &str) -> Option<&'static str> {
    Some(match name {
        "callback" | "onInit" | "onAccept" | "onDecline" => {
            "code; run it in a tag with data-samtycke, or in samtycke.on(\"change\", …)"
        }
        "default" | "optOut" => "nothing is granted before a visitor agrees",
        "contextualConsentOnly" => "the banner asks for all services",
        "onlyOnce" => "a gated script runs once on a page",
        "storageMethod" => "the choice is always kept in a cookie",
        "lang" | "languages" | "fallbackLang" => {
            "the banner speaks the page's language, else the visitor's"
        }
        "acceptAll" | "hideDeclineAll" | "hideLearnMore" if !path.contains("translations") => {
            "yes, no and settings are always shown"
        }
        "ok" if path.starts_with("translations") => {
            "the words of `acceptAll` are used for every yes"
        }
        "groupByPurpose" => "services are always grouped by category",
        "htmlTexts" => "texts never hold markup",
        "purposes" if path.starts_with("translations") => {
            "texts of a purpose that no service asks for"
        }
        "description" if path.starts_with("translations") => {
            "the built-in text names controller, purposes and time, as the law asks; `texts` can replace it"
        }
        _ => return None,
    })
}
