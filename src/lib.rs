//! **Samtycke** (Swedish for consent): a consent banner for websites. Nothing loads before the
//! visitor agrees.
//!
//! This crate is the core. It decides what is granted, and reads and writes the cookie that holds
//! the visitor's choice. It does no input or output: the page layer, in TypeScript, hands it
//! numbers and cookie values, and carries out what it answers.
//!
//! ```text
//! declaration + cookies + browser signals
//!       │  numbers, ids, cookie values
//!       ▼
//! consent::Core     what is granted, whether to ask, what to store
//!       │  sets, one cookie value
//!       ▼
//! src/page/         asks before anything loads, draws, stores, deletes
//! ```
//!
//! A *gate* is a category or a service by its number: categories come first, in declared order,
//! then services. A set holds one bit for each gate.
//!
//! Websites use the built script, `samtycke.min.js`. A server in Rust reads the same cookie with
#![cfg_attr(not(target_arch = "wasm32"), doc = "[`server`]:")]
#![cfg_attr(target_arch = "wasm32", doc = "the module `server`:")]
//!
//! ```
//! use samtycke::server::Declaration;
//!
//! let mut declaration = Declaration::new(1);
//! declaration.required("necessary").category("analytics", 0).service("ga", &["analytics"]);
//!
//! let header = "theme=dark; samtycke=1.1.1760000000.AAAAAAAAQACAAAAAAAAAAA.all.OLu.analytics";
//! let choice = declaration.read(header, 1_760_000_100).unwrap();
//! assert!(choice.is_granted("analytics"));
//! ```
#![cfg_attr(target_arch = "wasm32", no_std)]
#![deny(unsafe_code)]

#[cfg(not(target_arch = "wasm32"))]
pub mod consent;

#[cfg(not(target_arch = "wasm32"))]
pub mod server;

/// The same for the module, where no other crate uses it: the compiler joins what it need not offer. 36 bytes.
#[cfg(target_arch = "wasm32")]
#[allow(dead_code, unused_imports)]
mod consent;

#[cfg(target_arch = "wasm32")]
mod exports;
