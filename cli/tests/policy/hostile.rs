//! What a declaration says stays text, in HTML that parses and that everyone can use, and in Markdown.

use std::collections::HashSet;

use pulldown_cmark::{Event, Options, Parser, Tag};
use scraper::{ElementRef, Html, Selector};
use serde_json::{Value, json};

use super::snapshots::text_of_markdown;
use crate::{billogram, languages, policy};

/// Texts that mean something in HTML, in Markdown or in a template.
const TEXTS: [&str; 12] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onclick='alert(1)",
    "</table></section></body>",
    "[a](javascript:alert(1)) ![b](https://evil.example/b.png)",
    "a | b || c",
    "`code` ``more`` *bold* _under_ ~~gone~~ __x__",
    "# no heading",
    "- no list\n\n1. no list either\n\n> no quotation",
    "<https://evil.example> &amp; &lt; &#60; \\",
    "{{ template }} ${x} <% y %>",
    "--- === +++ $x^2$ <!-- -->",
];

/// A host whose characters mean something in Markdown.
const HOST: &str = "*._a_.example";

/// A declaration that has such a text wherever a text may be.
fn hostile() -> Value {
    let services: Vec<Value> = TEXTS
        .iter()
        .enumerate()
        .map(|(index, text)| {
            json!({
                "id": format!("s{index}"), "category": ["necessary", "odd"], "name": text,
                "provider": text, "reason": text, "policyUrl": "/a(b)'&\"<i>|`*_[x]?a=1&b=2",
                "cookies": [
                    { "name": "\"<b>'&|`*_[x](y)", "kind": "cookie", "party": "first", "host": HOST, "lifetime": "P1Y", "purpose": text, "httpOnly": true },
                    { "name": text, "kind": "localStorage", "party": "third", "host": HOST, "purpose": text },
                ],
            })
        })
        .collect();
    let own = json!({ "id": "own", "category": "necessary", "name": "Own", "reason": "Own.", "cookies": [] });
    let external: Vec<Value> = TEXTS
        .iter()
        .map(|text| json!({ "name": text, "host": HOST, "description": text, "policyUrl": "/<x>" }))
        .collect();
    let odd = TEXTS.join(" ");
    json!({
        "version": 1,
        "controller": { "name": odd, "policyUrl": "/c", "contact": odd },
        "categories": [{ "id": "necessary", "required": true }, { "id": "odd", "name": odd, "description": odd }],
        "services": services.into_iter().chain([own]).collect::<Vec<_>>(),
        "external": external,
        "texts": { "en": {
            "policyTitle": TEXTS[0], "kept": TEXTS[1], "openSettings": TEXTS[2], "privacy": TEXTS[4],
            "name": TEXTS[5], "firstPartyTitle": TEXTS[9], "firstPartyText": TEXTS[10], "voluntary": "1. no list",
        } },
        "cookie": { "days": 365 },
        "exceptions": [{ "code": "long-consent", "reason": TEXTS[1] }],
    })
}

fn select<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    html.select(&Selector::parse(selector).expect("a selector")).collect()
}

/// The fragment in a page, which has to parse without an error, and be accessible.
fn page(fragment: &str) -> Html {
    let page =
        format!("<!doctype html><html lang=\"en\"><title>t</title><body>{fragment}</body></html>");
    let html = Html::parse_document(&page);
    assert!(html.errors.is_empty(), "{:?}", html.errors);
    let ids: Vec<&str> = select(&html, "[id]").iter().filter_map(|one| one.attr("id")).collect();
    let unique: HashSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "{ids:?}");
    for one in select(&html, "[aria-labelledby]") {
        let name = one.attr("aria-labelledby").unwrap_or_default();
        assert!(unique.contains(name), "{name}");
    }
    for table in select(&html, "table") {
        assert_eq!(table.html().matches("<caption").count(), 1);
    }
    assert!(!select(&html, "table").is_empty());
    let scopes = ["col", "row"];
    assert!(
        select(&html, "th")
            .iter()
            .all(|one| one.attr("scope").is_some_and(|scope| scopes.contains(&scope)))
    );
    // The first row of a group names the service; every other has a header.
    let is_named = |row: &ElementRef| {
        row.html().contains("<td colspan=\"5\"><strong>") || row.html().contains("scope=\"row\"")
    };
    assert!(select(&html, "tbody tr").iter().all(is_named));
    assert!(
        select(&html, "tbody").iter().all(|body| body
            .html()
            .matches("scope=\"row\"")
            .next()
            .is_some())
    );
    assert!(select(&html, "[style], style, script, img, iframe, [onclick], [onerror]").is_empty());
    assert_eq!(select(&html, "button[type=button][data-samtycke-click=settings]").len(), 1);
    html
}

#[test]
fn the_html_is_valid_and_accessible_in_every_language() {
    for language in languages() {
        let html = page(&policy(&billogram(), &["--language", &language]));
        let section = select(&html, "section.samtycke-policy")[0];
        assert_eq!(section.attr("lang"), Some(language.as_str()));
        let direction = if language == "ar" { "rtl" } else { "ltr" };
        assert_eq!(section.attr("dir"), Some(direction));
        let levels = ["h1", "h2", "h3", "h4", "h5", "h6"].map(|one| select(&html, one).len());
        assert_eq!(levels, [0, 1, 6, 4, 0, 0]);
    }
}

#[test]
fn html_holds_what_a_declaration_says_as_text_only() {
    let html = page(&policy(&hostile().to_string(), &[]));
    let text: String = html.root_element().text().collect();
    for one in TEXTS {
        assert!(text.contains(&one.replace('\n', " ")), "{one}");
    }
    assert!(text.contains(HOST));
    for link in select(&html, "a") {
        let url = link.attr("href").unwrap_or_default();
        let is_own = ["/a(b)'&\"<i>|`*_[x]?a=1&b=2", "/<x>"].contains(&url);
        assert!(is_own || url.starts_with("https://"), "{url}");
        assert!(!url.contains("evil"), "{url}");
    }
}

#[test]
fn markdown_holds_what_a_declaration_says_as_text_only() {
    let markdown = policy(&hostile().to_string(), &["--format", "markdown"]);
    let text = text_of_markdown(&markdown);
    for one in TEXTS {
        assert!(text.contains(&one.replace('\n', " ")), "{one} in {text}");
    }
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_MATH;
    let mut cells = 0;
    for event in Parser::new_ext(&markdown, options) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                let is_anchor = html.starts_with("<a id=\"cookies") || html.trim() == "</a>";
                assert!(is_anchor, "{html}");
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let is_ours = ["/", "https://", "#samtycke-settings"]
                    .iter()
                    .any(|start| dest_url.starts_with(start));
                assert!(is_ours && !dest_url.contains("evil"), "{dest_url}");
            }
            Event::Start(Tag::TableCell) => cells += 1,
            Event::Start(
                Tag::Image { .. }
                | Tag::CodeBlock(_)
                | Tag::BlockQuote(_)
                | Tag::Emphasis
                | Tag::Strikethrough
                | Tag::List(Some(_)),
            )
            | Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::Rule => panic!("{event:?}"),
            _ => {}
        }
    }
    // In both categories and for both parties: a head, and two rows for each service, which has five cells.
    assert_eq!(cells, 2 * 2 * 5 * (1 + 2 * TEXTS.len()));
    assert!(!markdown.contains("{{") && !markdown.contains("<%"));
}
