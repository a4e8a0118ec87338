//! The check of a declaration and the inspector, as WebAssembly for `samtycke.dev.js`.
//!
//! What the inspector says is decided by plain functions over [`facts`]; only `panel` draws. A declaration
//! comes in as a JavaScript value or as its text, and its problems go back as values.
#![forbid(unsafe_code)]

pub mod explain;
pub mod facts;
pub mod note;
pub mod place;
pub mod pretend;
pub mod view;

#[cfg(target_arch = "wasm32")]
mod check;
#[cfg(target_arch = "wasm32")]
mod panel;
#[cfg(target_arch = "wasm32")]
mod reader;

#[cfg(target_arch = "wasm32")]
pub use check::{check, expand};
#[cfg(target_arch = "wasm32")]
pub use panel::{Inspector, pretend};
