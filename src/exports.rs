//! The module as JavaScript calls it: one function, two numbers and a text in, a text out.
//!
//! ```text
//! code of the page ─api.js─┐                       ┌─▶ gated.js, surfaces.js, storage.js:
//!                          ├─▶ visit.js ─▶ act ─▶ effects.js   the page and its storage
//! page.js ─────────────────┘                       └─▶ events.js: listeners of the page
//! ```
//!
//! Nothing is imported: a call into the page is one expression in JavaScript, and many instructions
//! here. So no code of the page can run while the visit is borrowed, either.

use std::cell::RefCell;

use crate::model::json::{MISSING, Value};
use crate::model::wire::{MORE, NEXT, START, Visit};

/// A value of the module's only thread.
struct Single<T>(RefCell<T>);

// SAFETY: wasm32-unknown-unknown without the `atomics` feature has one thread.
unsafe impl<T> Sync for Single<T> {}

static VISIT: Single<Option<&mut Visit<'static>>> = Single(RefCell::new(None));

/// Says what happened, or asks; see [`wire`](crate::model::wire). Before the start everything is
/// `null`; the start itself answers with the first effect, or with a string of what is wrong with
/// the configuration.
#[cfg_attr(feature = "bindgen", wasm_bindgen::prelude::wasm_bindgen)]
pub fn act(kind: u32, number: u32, message: String) -> String {
    let mut visit = VISIT.0.borrow_mut();
    if kind != START && kind != MORE {
        return visit
            .as_mut()
            .map_or("null".into(), |visit| visit.act(kind, number, &Value::parse(&message)));
    }
    // The configuration, the second layer and the newest receipt are kept as long as the page is there.
    let message = Box::leak(Box::new(Value::parse(message.leak())));
    match visit.as_mut() {
        Some(visit) => visit.more(number, message),
        None => match Visit::start(number, message) {
            Ok(started) => visit.insert(Box::leak(Box::new(started))).act(NEXT, 0, &MISSING),
            Err(problems) => problems,
        },
    }
}

/// The same for the classic script, without what wasm-bindgen has to provide for.
#[cfg(not(feature = "bindgen"))]
mod raw {
    use super::{RefCell, Single, act};

    static MESSAGE: Single<Vec<u8>> = Single(RefCell::new(Vec::new()));
    static ANSWER: Single<String> = Single(RefCell::new(String::new()));

    /// Where to write a message of so many bytes, in UTF-8 as `TextEncoder` makes it.
    // SAFETY of this and the other names: no other code in the module has them.
    #[unsafe(no_mangle)]
    extern "C" fn room(length: usize) -> *mut u8 {
        let mut message = MESSAGE.0.borrow_mut();
        *message = vec![0; length];
        message.as_mut_ptr()
    }

    /// Acts on the message that was written, and returns where the answer is.
    #[unsafe(no_mangle)]
    extern "C" fn act_on(kind: u32, number: u32) -> *const u8 {
        let message = MESSAGE.0.take();
        // SAFETY: `TextEncoder` writes UTF-8 and nothing else (Encoding Standard, section 7.3).
        let message = unsafe { String::from_utf8_unchecked(message) };
        let mut answer = ANSWER.0.borrow_mut();
        *answer = act(kind, number, message);
        answer.as_ptr()
    }

    /// How many bytes the answer has.
    #[unsafe(no_mangle)]
    extern "C" fn length() -> usize {
        ANSWER.0.borrow().len()
    }
}
