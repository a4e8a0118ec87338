//! The core against the rules: vectors for readers in every language, a model, an invariant.

mod sites;
mod stories;
