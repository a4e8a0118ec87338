//! The policy of the demo site, and that its formats say the same.

use pulldown_cmark::{Event, Options, Parser};
use scraper::Html;
use serde_json::Value;
use snapbox::data::DataFormat;
use snapbox::{Data, assert_data_eq};

use crate::{billogram, languages, policy, tests};

#[test]
fn the_policy_of_the_demo_site() {
    for language in ["en", "sv"] {
        for (format, ending) in [("html", "html"), ("markdown", "md"), ("json", "json")] {
            let told = policy(&billogram(), &["--language", language, "--format", format]);
            let file = tests().join(format!("policies/{language}.{ending}"));
            assert_data_eq!(told, Data::read_from(&file, Some(DataFormat::Text)));
        }
    }
}

/// Every text of the JSON, but not ids, codes and addresses.
fn texts<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    const NO_TEXTS: [&str; 8] =
        ["id", "anchor", "url", "language", "direction", "required", "code", "paths"];
    match value {
        Value::String(text) => found.push(text),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(fields) => {
            let fields = fields.iter().filter(|(name, _)| !NO_TEXTS.contains(&name.as_str()));
            fields.for_each(|(_, value)| texts(value, found));
        }
        _ => {}
    }
}

/// The text of a Markdown document.
pub fn text_of_markdown(markdown: &str) -> String {
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES);
    let text = events.map(|event| match event {
        Event::Text(text) | Event::Code(text) => text.to_string(),
        Event::End(_) | Event::SoftBreak | Event::HardBreak => "\n".into(),
        _ => String::new(),
    });
    text.collect()
}

#[test]
fn every_format_says_the_same_in_every_language() {
    for language in languages() {
        let print = |format| policy(&billogram(), &["--language", &language, "--format", format]);
        let json: Value = serde_json::from_str(&print("json")).expect("JSON");
        assert_eq!(json["language"], *language);
        let html: String = Html::parse_fragment(&print("html")).root_element().text().collect();
        let markdown = text_of_markdown(&print("markdown"));
        let mut said = Vec::new();
        texts(&json, &mut said);
        assert!(said.len() > 100, "{language}");
        for text in said {
            assert!(html.contains(text), "HTML in {language} lacks {text}");
            assert!(markdown.contains(text), "Markdown in {language} lacks {text}");
        }
    }
}
