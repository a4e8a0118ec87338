//! The panel, its corner button and the overlay, in a shadow root of their own: what the page says of style
//! ends there, and tools that answer banners do not take it for one.

mod boxes;
mod connect;
mod controls;
mod copy;
mod dom;
mod inner;
mod keep;
mod key;
mod overlay;
mod parts;
mod sections;

use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use self::inner::Inner;
use crate::reader;

pub use self::keep::pretend;

/// The inspector of a page.
#[wasm_bindgen]
pub struct Inspector(Rc<Inner>);

#[wasm_bindgen]
impl Inspector {
    /// Makes the inspector; `host` has to be put into the page. `act` is called with what the developer does: `expire`, `withdraw`,
    /// or `look` for when the panel opens.
    ///
    /// # Errors
    /// The browser has no shadow roots or constructed style sheets.
    #[wasm_bindgen(constructor)]
    pub fn new(act: Function) -> Result<Inspector, JsValue> {
        let inner = Rc::new(Inner::new(act)?);
        connect::connect(&inner);
        Ok(Inspector(inner))
    }

    /// The element that holds everything.
    pub fn host(&self) -> HtmlElement {
        self.0.host.clone()
    }

    /// Whether the panel is open.
    pub fn is_open(&self) -> bool {
        self.0.kept.borrow().open
    }

    /// Shows a page as it is now.
    ///
    /// # Errors
    /// The facts have another form than `facts.rs` says.
    pub fn show(&self, facts: JsValue) -> Result<(), JsValue> {
        let of_another_form = || JsValue::from("facts.rs knows no such facts");
        // As declarations are read: a reader of its own would be 24 KB of the module.
        let facts = reader::read(&facts).map_err(|_| of_another_form())?;
        let facts = serde_json::from_value(facts).map_err(|_| of_another_form())?;
        *self.0.facts.borrow_mut() = facts;
        self.0.draw();
        Inner::tell_problems(&self.0);
        Ok(())
    }

    /// Puts the panel and its button where the banner is not, after one of them has moved.
    pub fn place(&self) {
        self.0.place();
    }

    /// Gives the focus back to the control that has loaded the page again.
    pub fn restore(&self) {
        let id = std::mem::take(&mut self.0.kept.borrow_mut().focus);
        if id.is_empty() {
            return;
        }
        keep::save(&self.0.kept.borrow());
        if let Some(control) = self.0.shadow.get_element_by_id(&id) {
            let _ = control.unchecked_ref::<HtmlElement>().focus();
        }
    }
}
