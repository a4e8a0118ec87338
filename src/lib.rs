//! **Samtycke** (Swedish for consent): a consent banner for websites, with nothing third-party
//! loaded before a yes.
//!
//! ```text
//! configuration + stored cookie + browser signals
//!       │
//!       ▼
//! model::state   pure: (state, action) → (state, effects)
//!       │
//!       ▼
//! browser        wasm32: carries the effects out on the page
//! ```
//!
//! Websites use the built script, `samtycke.min.js`. A server in Rust reads the same cookie with
//! this crate (`default-features = false`):
//!
//! ```
//! use samtycke::model::{address::Page, jar, read::read};
//!
//! let config = r#"{
//!     "version": 1,
//!     "controller": {"name": "Example", "policyUrl": "/cookies"},
//!     "categories": [{"id": "necessary", "required": true}, {"id": "analytics"}]
//! }"#;
//! let page = Page { origin: "https://www.example.com".into(), host: "www.example.com".into(), languages: String::new() };
//! let config = read(config, &page).unwrap();
//! let header = "theme=dark; samtycke=1.1.1760000000.AAAAAAAAQACAAAAAAAAAAA.all.analytics";
//! let choice = jar::find(&config, header, 1_760_000_100).unwrap();
//! assert_eq!(choice.categories, [true, true]);
//! ```

pub mod model;

#[cfg(any(test, all(target_arch = "wasm32", feature = "browser")))]
mod alloc;

#[cfg(all(target_arch = "wasm32", feature = "browser"))]
pub mod browser;
