//! A page without a browser.
//!
//! [`World`] holds a cookie jar, a clock and two tabs, and carries out moves as the page layer
//! does. Each tab asks a [`Brain`]: the core itself, or [`model::Model`], which is written from the
//! rules alone and shares no code with the core. The same moves told to both must come to the same.

mod brain;
mod declaration;
pub mod model;
mod sites;
mod world;

pub use brain::{Brain, RealCore};
pub use declaration::{Category, Declaration, Service};
pub use sites::declarations;
pub use world::{Move, Storage, World};

/// A point in time that tests begin at, in seconds since 1970; not the start of a day.
pub const NOW: u32 = 1_760_000_000;

/// Seconds of a day.
pub const DAY: u32 = 86_400;
