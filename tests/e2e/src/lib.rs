//! End-to-end tests: the demo site in real browsers, seen from outside.
//!
//! A test is a function of a [`Browser`] and runs once in each. It makes a [`Visit`], which is a
//! site of its own (with its third parties played on this machine) and a browser session of its
//! own, and looks at what anyone could see: what reached whom, the cookie jar, the storage, the
//! page, and the accessibility tree. Nothing of the library is called from here.

mod axe;
mod browser;
mod cannot;
pub mod cookie;
mod display;
mod driver;
mod element;
mod failure;
mod hands;
mod measure;
mod page;
mod pass;
mod redefined;
mod refuser;
mod run;
mod screen;
mod session;
mod sight;
mod traces;
mod tree;
mod visit;

pub use axe::Findings;
pub use browser::{Browser, Setup};
pub use element::Element;
pub use hands::{ENTER, ESCAPE, SHIFT, SPACE, TAB_KEY};
pub use page::{CONFIGURED, TAG, page, sound_page};
pub use redefined::{Moment, Seen};
pub use refuser::{Engine, Extension};
pub use run::{Body, run};
pub use tree::Told;
pub use visit::Visit;

pub use samtycke_demo::{Call, Policy, Vendor};
