//! Makes elements and listens. Texts become text nodes; nothing here loads anything.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue, UnwrapThrowExt as _};
use web_sys::{Document, Element, Event, EventTarget, Node, Window};

/// The window.
pub fn window() -> Window {
    web_sys::window().expect_throw("a window")
}

/// The document.
pub fn document() -> Document {
    window().document().expect_throw("a document")
}

/// Makes an element with attributes and a text.
pub fn element<Kind: JsCast>(tag: &str, attributes: &[(&str, &str)], text: &str) -> Kind {
    let element = document().create_element(tag).expect_throw("an element");
    for (name, value) in attributes {
        element.set_attribute(name, value).expect_throw("an attribute");
    }
    if !text.is_empty() {
        element.set_text_content(Some(text));
    }
    element.unchecked_into()
}

/// Makes an element that holds others.
pub fn around<Kind: JsCast>(tag: &str, attributes: &[(&str, &str)], inside: &[&Node]) -> Kind {
    let element: Element = element(tag, attributes, "");
    for node in inside {
        append(&element, node);
    }
    element.unchecked_into()
}

/// Adds a node at the end.
pub fn append(parent: &Node, child: &Node) {
    parent.append_child(child).expect_throw("a parent");
}

/// Listens for as long as the page lasts.
pub fn on(target: &EventTarget, name: &str, listener: impl FnMut(Event) + 'static) {
    let listener = Closure::<dyn FnMut(Event)>::new(listener).into_js_value();
    target
        .add_event_listener_with_callback(name, listener.unchecked_ref())
        .expect_throw("a target");
}

/// The same, before the page's own listeners hear of it.
pub fn on_first(target: &EventTarget, name: &str, listener: impl FnMut(Event) + 'static) {
    let listener = Closure::<dyn FnMut(Event)>::new(listener).into_js_value();
    target
        .add_event_listener_with_callback_and_bool(name, listener.unchecked_ref(), true)
        .expect_throw("a target");
}

/// A property of an object that web-sys has no call for, or that a browser may lack.
pub fn property(object: &JsValue, name: &str) -> Option<JsValue> {
    let value = js_sys::Reflect::get(object, &name.into()).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}
