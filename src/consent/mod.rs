//! The rules of consent: sets, the declared gates, the cookie and decisions.
//!
//! Everything here is values and functions. Time, signals and random bytes come in as arguments,
//! so that a test can explore every state.

#![forbid(unsafe_code)]

mod asked;
mod base64url;
mod choice;
mod core;
mod decide;
mod hash;
mod id;
mod observe;
mod read;
mod reader;
mod set;
mod signals;
mod site;
mod text;

mod write;

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use self::id::is_id;

pub use self::choice::{Choice, How, Id};
pub use self::core::{Core, NamedSet};
pub use self::decide::{By, What};
pub use self::observe::status;
pub use self::read::{Reading, read};
pub use self::set::{GATES, Set};
pub use self::signals::Signals;
pub use self::site::{CATEGORIES, Site, flag};
pub use self::text::{IDS, LONGEST, Text};

/// Seconds of a day.
pub(crate) const DAY: u32 = 86_400;
