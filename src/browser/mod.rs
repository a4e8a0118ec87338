//! The page: carries out what the model says, and tells it what happens. It decides nothing.
//!
//! ```text
//! code of the page ──api──┐                            ┌─▶ page.js: cookie, storage, scripts,
//!                         ├─▶ visit ─▶ model ─effects──┤   surfaces, listeners
//! page.js ────────heard───┘                            └─▶ again, until nothing is left to do
//! ```

pub mod api;
mod heard;
mod page;
mod single;
mod visit;
