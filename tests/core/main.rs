//! The core against the rules: vectors for readers in every language, a model, an invariant.

mod codec;
mod invariant;
mod sites;
mod stories;
mod vectors;
