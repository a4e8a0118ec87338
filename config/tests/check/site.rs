//! A site's declaration and its page.

use samtycke_config::{Page, Problem, check};
use serde_json::{Value, json};

/// The declaration of a site with four categories, six services and a career page elsewhere.
pub fn billogram() -> Value {
    let cookie = |name: &str, lifetime: &str| {
        json!({"name": name, "kind": "cookie", "party": "first", "lifetime": lifetime,
               "purpose": {"en": format!("What {name} is for"), "sv": format!("Vad {name} är till för")}})
    };
    json!({
        "version": 3,
        "controller": {
            "name": "Billogram AB",
            "policyUrl": {"en": "/cookie-policy", "sv": "/sv/cookiepolicy"},
            "contact": "privacy@example.com",
        },
        "signals": {"doNotTrack": {"allow": ["functional"]}},
        "categories": [
            {"id": "necessary", "required": true},
            {"id": "functional"},
            {"id": "analytics"},
            {"id": "marketing"},
        ],
        "services": [
            {"id": "site", "category": "necessary", "name": "This site",
             "reason": "Remembers your choice",
             "cookies": [cookie("samtycke", "P180D")]},
            {"id": "zendesk", "category": "functional", "name": "Zendesk chat",
             "provider": "Zendesk Inc.", "policyUrl": "https://www.zendesk.com/privacy",
             "scripts": [{"src": "https://static.zdassets.com/ekr/snippet.js?key=k",
                          "attributes": {"id": "ze-snippet"}}],
             "cookies": [cookie("__zlcmid", "P1Y"),
                         {"name": "ZD-*", "kind": "localStorage", "party": "first",
                          "purpose": "Keeps the chat open"}]},
            {"id": "ga", "category": "analytics", "name": "Google Analytics",
             "provider": "Google Ireland Ltd", "policyUrl": "https://policies.google.com/privacy",
             "scripts": [{"src": "https://www.googletagmanager.com/gtag/js?id=G-1", "async": true},
                         {"inline": "gtag('config', 'G-1')"}],
             "cookies": [cookie("_ga", "P2Y"), cookie("_ga_*", "P2Y")]},
            {"id": "clarity", "category": "analytics", "name": "Clarity",
             "scripts": [{"inline": "clarity.q = []"}],
             "cookies": [cookie("_clck", "P1Y"),
                         {"name": "_cltk", "kind": "sessionStorage", "party": "first",
                          "purpose": "Tells one visit from the next"}]},
            {"id": "pardot", "category": "marketing", "name": "Pardot",
             "scripts": [{"inline": "piAId = '1'"},
                         {"src": "https://pi.pardot.com/pd.js"},
                         {"inline": "piTracker()"}],
             "cookies": [cookie("visitor_id*", "P1Y"),
                         {"name": "pardot", "kind": "cookie", "party": "third",
                          "host": "pi.pardot.com", "lifetime": "session", "purpose": "Follows the visit"},
                         {"name": "open.gif", "kind": "pixel", "party": "third",
                          "host": "go.example.com", "purpose": "Tells that a mail was opened"}]},
            {"id": "linkedin", "category": "marketing", "name": "LinkedIn",
             "scripts": [{"src": "https://snap.licdn.com/insight.js", "async": true}],
             "cookies": [{"name": "bcookie", "kind": "cookie", "party": "third",
                          "host": "linkedin.com", "lifetime": "P1Y", "purpose": "Knows the browser"},
                         {"name": "li_db", "kind": "indexedDb", "party": "third",
                          "purpose": "Keeps what was seen"}]},
        ],
        "external": [{"name": "Teamtailor", "host": "career.example.com",
                      "policyUrl": "https://www.teamtailor.com/cookies",
                      "description": "Our career page"}],
    })
}

/// That declaration with something else about it.
pub fn changed(change: impl FnOnce(&mut Value)) -> Value {
    let mut declaration = billogram();
    change(&mut declaration);
    declaration
}

/// `https://www.example.com`.
pub fn page() -> Page<'static> {
    page_at("https://www.example.com", "www.example.com")
}

/// A page of another origin.
pub fn page_at(origin: &'static str, host: &'static str) -> Page<'static> {
    Page { origin, host, secure: origin.starts_with("https:") }
}

/// The problems of a declaration for a page.
pub fn problems_for(declaration: &Value, page: &Page) -> Vec<Problem> {
    check(&declaration.to_string(), page)
}

/// The problems of a declaration that has to be wrong.
#[track_caller]
pub fn problems(declaration: &Value) -> Vec<Problem> {
    let problems = problems_for(declaration, &page());
    assert!(!problems.is_empty(), "accepted: {declaration:#}");
    problems
}

/// Checks a declaration that has to be right.
#[track_caller]
pub fn accepted(declaration: &Value) {
    assert_eq!(problems_for(declaration, &page()), [], "{declaration}");
}
