//! Boxes on the screen: what is in the way, and where ours go.

use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};

use super::dom::{document, window};
use crate::place::Rect;

/// Width and height of the window, without its scroll bar.
pub fn screen() -> (f64, f64) {
    let width = document().document_element().map_or(0, |root| root.client_width());
    let height = window().inner_height().ok().and_then(|height| height.as_f64());
    (f64::from(width), height.unwrap_or_default())
}

/// Where the banner, the settings and the button that leads to them are.
pub fn taken() -> Vec<Rect> {
    let Ok(parts) = document().query_selector_all("samtycke-root > *") else { return Vec::new() };
    let parts = (0..parts.length()).filter_map(|at| parts.get(at)?.dyn_into::<Element>().ok());
    let boxes = parts.map(|part| part.get_bounding_client_rect());
    boxes
        .map(|one| Rect {
            left: one.left(),
            top: one.top(),
            width: one.width(),
            height: one.height(),
        })
        .collect()
}

/// By the object model, which no `style-src` of a page refuses.
pub fn set(element: &HtmlElement, rect: Rect) {
    let style = element.style();
    for (name, value) in
        [("left", rect.left), ("top", rect.top), ("width", rect.width), ("height", rect.height)]
    {
        let _ = style.set_property(name, &format!("{value}px"));
    }
}
