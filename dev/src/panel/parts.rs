//! The elements of the panel, empty.

use js_sys::{Array, Reflect};
use wasm_bindgen::JsValue;
use web_sys::{
    CssStyleSheet, Element, HtmlElement, HtmlTextAreaElement, ShadowRoot, ShadowRootInit,
    ShadowRootMode,
};

use super::dom::{append, around, element};
use super::key::KEY;

const STYLE: &str = include_str!("panel.css");

/// The elements that are filled or heard later.
pub struct Parts {
    /// What is put into the page.
    pub host: HtmlElement,
    /// What it holds.
    pub shadow: ShadowRoot,
    /// The button in the corner.
    pub corner: HtmlElement,
    /// The number of findings on it.
    pub count: Element,
    /// The panel.
    pub panel: HtmlElement,
    /// The state of the page in a sentence.
    pub status: Element,
    /// What is said of what the developer has just done.
    pub said: Element,
    /// The findings, to be copied by hand.
    pub by_hand: HtmlTextAreaElement,
    /// What holds the sections.
    pub scroll: Element,
}

impl Parts {
    /// Makes them.
    ///
    /// # Errors
    /// The browser has no shadow roots or constructed style sheets.
    pub fn new() -> Result<Parts, JsValue> {
        let host: HtmlElement = element(
            "samtycke-inspector",
            &[("role", "complementary"), ("aria-label", "Samtycke, for developers")],
            "",
        );
        let shadow = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))?;
        let sheet = CssStyleSheet::new()?;
        sheet.replace_sync(STYLE)?;
        Reflect::set(&shadow, &"adoptedStyleSheets".into(), &Array::of1(&sheet))?;
        let count: Element = element("b", &[("aria-hidden", "true")], "");
        let corner: HtmlElement = around(
            "button",
            &[
                ("type", "button"),
                ("class", "corner"),
                ("aria-keyshortcuts", KEY),
                ("aria-expanded", "false"),
                ("title", "Samtycke inspector (Alt+Shift+Y)"),
            ],
            &[&count],
        );
        let status: Element = element("p", &[("class", "status")], "");
        let said: Element = element("p", &[("class", "said"), ("role", "status")], "");
        let by_hand: HtmlTextAreaElement = element(
            "textarea",
            &[
                ("readonly", ""),
                ("hidden", ""),
                ("aria-label", "The findings as text"),
                ("rows", "6"),
            ],
            "",
        );
        let scroll: Element = element("div", &[("class", "scroll")], "");
        let panel: HtmlElement = around(
            "section",
            &[
                ("class", "panel"),
                ("role", "dialog"),
                ("aria-labelledby", "title"),
                ("tabindex", "-1"),
                ("hidden", ""),
            ],
            &[&header(), &status, &said, &by_hand, &scroll],
        );
        append(&shadow, &corner);
        append(&shadow, &panel);
        Ok(Parts { host, shadow, corner, count, panel, status, said, by_hand, scroll })
    }
}

fn header() -> Element {
    let title: Element = element("h2", &[("id", "title")], "Samtycke inspector");
    let copy: Element = element(
        "button",
        &[("type", "button"), ("class", "copy quiet"), ("aria-label", "Copy for an issue")],
        "Copy",
    );
    let close: Element = element(
        "button",
        &[("type", "button"), ("class", "close"), ("aria-label", "Close the inspector")],
        "×",
    );
    around("div", &[("class", "top")], &[&title, &copy, &close])
}
