//! The page on which each look of the banner can be clicked, and embeds wait. Its address has the choices; its
//! declaration is `www/looks.json` with them in `ui`.

use std::fmt::Write as _;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// Its path.
pub(crate) const PAGE: &str = "/looks";
/// The path of its declaration.
pub(crate) const DECLARATION: &str = "/looks.json";

/// What the page has in the place of the choices.
const PLACE: &str = "<!-- choices -->";

/// The cookie of its own, so that the rest of the site keeps its answer.
const FORGET: &str = "samtycke-looks=; Max-Age=0; Path=/looks";

/// Each choice: its field, its name for people, and its values with their names, the default first.
type Choice = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const CHOICES: [Choice; 7] = [
    ("layout", "Layout", &[("box", "Box"), ("bar", "Bar"), ("dialog", "Dialog")]),
    (
        "position",
        "Place",
        &[
            ("bottom", "Bottom"),
            ("bottomStart", "Bottom, other corner"),
            ("top", "Top"),
            ("topStart", "Top, other corner"),
            ("center", "Middle"),
        ],
    ),
    ("theme", "Theme", &[("auto", "As your system"), ("light", "Light"), ("dark", "Dark")]),
    ("colors", "Colours", &[("own", "Billogram’s"), ("plain", "Built in")]),
    ("block", "Page", &[("false", "Free"), ("true", "Covered until answered")]),
    ("reopenAs", "Button", &[("word", "Words"), ("icon", "Icon")]),
    (
        "reopenPosition",
        "Its corner",
        &[
            ("bottomStart", "Bottom"),
            ("bottomEnd", "Bottom, other"),
            ("topStart", "Top"),
            ("topEnd", "Top, other"),
        ],
    ),
];

/// What the query chooses of each field; the default of what it does not know.
fn chosen(query: &str) -> [&'static str; 7] {
    CHOICES.map(|(field, _, values)| {
        let named = query.split('&').find_map(|pair| pair.strip_prefix(field)?.strip_prefix('='));
        let (value, _) =
            values.iter().find(|(value, _)| Some(*value) == named).unwrap_or(&values[0]);
        *value
    })
}

/// The query of these values.
fn query(values: &[&str; 7]) -> String {
    let pairs = CHOICES.iter().zip(values).map(|((field, ..), value)| format!("{field}={value}"));
    pairs.collect::<Vec<_>>().join("&")
}

/// The page with its choices as links, and with a tag that fetches its own declaration.
pub(crate) fn fill(page: &str, asked: &str) -> String {
    let now = chosen(asked);
    let mut lists = String::new();
    for (index, (_, name, values)) in CHOICES.iter().enumerate() {
        let _ = write!(lists, "<dt>{name}</dt>\n<dd>");
        for (value, label) in *values {
            let mut then = now;
            then[index] = value;
            let mark = if now[index] == *value { " aria-current=\"true\"" } else { "" };
            let address = query(&then).replace('&', "&amp;");
            let _ = write!(lists, "<a href=\"{PAGE}?{address}&amp;forget\"{mark}>{label}</a> ");
        }
        lists.push_str("</dd>\n");
    }
    let own = query(&now).replace('&', "&amp;");
    page.replace(PLACE, &format!("<dl>\n{lists}</dl>"))
        .replace("\"/samtycke.min.js", "\"/pkg/samtycke.min.js")
        .replace("\"/samtycke.json?", &format!("\"{DECLARATION}?{own}&amp;"))
}

/// The declaration with what the query chooses.
pub(crate) fn declaration(text: &str, asked: &str) -> String {
    let Ok(mut declaration) = serde_json::from_str::<Value>(text) else { return text.into() };
    let own = declaration["ui"].take();
    let mut ui = json!({"reopen": true});
    for ((field, ..), value) in CHOICES.iter().zip(chosen(asked)) {
        match *field {
            "colors" if value == "own" => {
                ui["colors"] = own["colors"].clone();
                ui["darkColors"] = own["darkColors"].clone();
            }
            "colors" => {}
            "block" => ui["block"] = json!(value == "true"),
            field => ui[field] = json!(value),
        }
    }
    declaration["ui"] = ui;
    declaration.to_string()
}

/// Forgets the visitor's answer, so that the banner comes in its new look; nothing where that is not asked for.
pub(crate) fn forget(asked: &str) -> Option<Response> {
    asked.split('&').any(|pair| pair == "forget").then(|| {
        let address = format!("{PAGE}?{}", query(&chosen(asked)));
        let headers = [(header::LOCATION, address), (header::SET_COOKIE, FORGET.into())];
        (StatusCode::SEE_OTHER, headers).into_response()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_query_chooses_and_nonsense_does_not() {
        let text = declaration(
            r##"{"ui": {"colors": {"text": "#111"}}}"##,
            "layout=bar&theme=<x>&colors=own",
        );
        let ui = serde_json::from_str::<Value>(&text).unwrap()["ui"].clone();
        assert_eq!((&ui["layout"], &ui["theme"]), (&json!("bar"), &json!("auto")));
        assert_eq!(ui["colors"]["text"], "#111");
        let plain = declaration(r##"{"ui": {"colors": {"text": "#111"}}}"##, "colors=plain");
        assert!(!plain.contains("#111"));
    }

    #[test]
    fn each_choice_is_a_link_that_keeps_the_others() {
        let page = fill(PLACE, "layout=bar");
        assert_eq!(page.matches("<a href").count(), 21);
        assert!(page.contains("layout=bar&amp;position=top&amp;"), "{page}");
        assert_eq!(page.matches("aria-current").count(), 7);
    }

    #[test]
    fn an_answer_is_forgotten_on_request_alone() {
        assert!(forget("layout=bar").is_none());
        let response = forget("layout=bar&forget").unwrap();
        let address = response.headers()[header::LOCATION].to_str().unwrap();
        assert!(address.contains("layout=bar") && !address.contains("forget"));
    }
}
