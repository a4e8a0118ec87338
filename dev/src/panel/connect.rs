//! What the panel hears.

use std::rc::Rc;

use wasm_bindgen::JsCast as _;
use web_sys::{Event, KeyboardEvent};

use super::controls::Controls;
use super::dom::{append, on, on_first, window};
use super::inner::Inner;
use super::key::is_ours;

/// Connects keys, buttons and controls with the panel, and opens it if it was open on the page before.
pub fn connect(inner: &Rc<Inner>) {
    let with = |act: fn(&Inner)| {
        let inner = inner.clone();
        move |_: Event| act(&inner)
    };
    on(&inner.parts.corner, "click", with(|inner| inner.open(true)));
    for (class, act) in [(".close", Inner::close as fn(&Inner)), (".copy", Inner::copy)] {
        if let Ok(Some(button)) = inner.parts.panel.query_selector(class) {
            on(&button, "click", with(act));
        }
    }
    let here = inner.clone();
    on(&inner.parts.panel, "keydown", move |event| {
        if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" {
            event.stop_propagation();
            here.close();
        }
    });
    let here = inner.clone();
    on_first(&window(), "keydown", move |event| {
        if is_ours(event.unchecked_ref()) {
            event.prevent_default();
            if here.kept.borrow().open { here.close() } else { here.open(true) }
        }
    });
    on(&window(), "resize", with(Inner::place));
    let (toggling, acting) = (inner.clone(), inner.clone());
    let controls = Controls::new(
        &inner.kept.borrow(),
        move |id, input| toggling.toggle(id, input),
        move |id| acting.press(id),
    );
    append(&inner.parts.scroll, controls.node());
    inner.controls.replace(Some(controls));
    let was_open = inner.kept.borrow().open;
    if was_open {
        inner.open(false);
    }
}
