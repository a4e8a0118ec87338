//! **Samtycke** (Swedish for consent): a consent banner for websites, with nothing third-party
//! loaded before a yes.
//!
//! ```text
//! configuration + stored cookie + browser signals
//!       │
//!       ▼
//! model::state   pure: what happens changes the state, and effects come out
//!       │
//!       ▼
//! src/browser/   JavaScript: carries the effects out on the page, and decides nothing
//! ```
//!
//! Websites use the built script, `samtycke.min.js`. A server in Rust reads the same cookie with
//! this crate (`default-features = false`):
//!
//! ```
//! use samtycke::model::json::{Value, canonical};
//! use samtycke::model::{address::Page, jar, read::read};
//!
//! let text = canonical(r#"{
//!     "version": 1,
//!     "controller": {"name": "Example", "policyUrl": "/cookies"},
//!     "categories": [{"id": "necessary", "required": true}, {"id": "analytics"}]
//! }"#).unwrap();
//! let document = Value::parse(&text);
//! let page = Page { origin: "https://www.example.com", host: "www.example.com", ..Page::default() };
//! let config = read(&document, &page).unwrap();
//! let header = "theme=dark; samtycke=1.1.1760000000.AAAAAAAAQACAAAAAAAAAAA.all.analytics";
//! let choice = jar::find(&config, header, 1_760_000_100).unwrap();
//! assert_eq!(choice.on, [true, true]);
//! ```

pub mod model;

#[cfg(any(test, all(target_arch = "wasm32", feature = "browser")))]
mod alloc;

#[cfg(all(target_arch = "wasm32", feature = "browser"))]
mod exports;

#[cfg(all(target_arch = "wasm32", feature = "bindgen"))]
pub use exports::act;
