//! The rules: configuration, decision, cookie, gating, words and views. Nothing here knows a
//! browser, so all of it is tested on the host, and a server can use it to read the same cookie.

pub mod address;
pub mod base64url;
mod check;
pub mod config;
pub mod draft;
pub mod grants;
pub mod jar;
pub mod json;
pub mod lanes;
pub mod language;
pub mod lifetime;
pub mod parts;
pub mod pattern;
pub mod problems;
pub mod read;
pub mod record;
pub mod schema;
pub mod signals;
pub mod snapshot;
pub mod state;
pub mod texts;
pub mod view;
pub mod wire;
pub mod write;
