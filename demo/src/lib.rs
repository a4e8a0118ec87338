//! The site that Samtycke is shown and tested on, and stand-ins for its third parties.
//!
//! [`Site::start`] serves `www/` on 127.0.0.1. Each third party is played by a server on a
//! loopback address of its own, which makes it another host; nothing leaves the machine. The
//! stand-ins log every request, so a test can ask [`Site::calls`] what a third party came to know.

mod addresses;
mod built;
mod calls;
mod files;
mod first;
mod google;
mod layout;
mod looks;
mod pardot;
mod policy;
mod section;
mod server;
mod site;
mod teamtailor;
mod third_party;
mod view;
mod zendesk;

pub use addresses::{THIRD_PARTIES, ThirdParties};
pub use calls::{Call, Vendor};
pub use policy::Policy;
pub use site::{Options, Site};
