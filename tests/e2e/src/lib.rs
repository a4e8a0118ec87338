//! End-to-end tests: the demo site in real browsers, seen from outside.
//!
//! A test is a function of a [`Browser`] and runs once in each. It makes a [`Visit`], which is a
//! site of its own (with its third parties played on this machine) and a browser session of its
//! own, and looks at what anyone could see: what reached whom, the cookie jar, the storage, the
//! page, and the accessibility tree. Nothing of the library is called from here.

mod axe;
mod browser;
pub mod cookie;
mod display;
mod driver;
mod element;
mod failure;
mod keyboard;
mod locators;
mod measure;
mod memory;
mod page;
mod redefined;
mod refuser;
mod run;
mod screen;
mod session;
mod skips;
mod stream;
mod traces;
mod tree;
mod variants;
mod visit;

pub use axe::Findings;
pub use browser::{Browser, Setup};
pub use element::{Element, Rect};
pub use keyboard::{ALT, ENTER, ESCAPE, PAGE_DOWN, SHIFT, SPACE, TAB_KEY};
pub use locators::{BANNER, DIALOG, PLACES, REOPEN, ROOT};
pub use page::{CONFIGURED, DEVELOPMENT, TAG, page, sound_page};
pub use redefined::{Moment, Seen};
pub use refuser::{Engine, Extension};
pub use run::{Body, run};
pub use stream::Stream;
pub use traces::{DAY, now};
pub use tree::Told;
pub use visit::Visit;

pub use samtycke_demo::{Call, Policy, Vendor};
