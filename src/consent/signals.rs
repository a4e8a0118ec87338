//! Do Not Track and Global Privacy Control. A signal is a no, never a yes.

use super::site::Site;

/// The signals of a visitor's browser, and what the site declares about them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Signals(pub u32);

impl Signals {
    /// Do Not Track is on.
    pub const DNT: u32 = 1;
    /// Global Privacy Control is on.
    pub const GPC: u32 = 2;
    /// Do Not Track rules out all that it does not allow.
    pub const DNT_BINDING: u32 = 4;
    /// Global Privacy Control rules out all that it does not allow.
    pub const GPC_BINDING: u32 = 8;

    /// Whether one is on. Then nobody is asked.
    pub(crate) fn is_on(self) -> bool {
        self.0 & (Signals::DNT | Signals::GPC) != 0
    }

    /// The categories that nothing can grant, as a mask.
    pub(crate) fn ruled_out(self, site: &Site) -> u32 {
        // Each binding bit lies two above its signal's.
        let bound = self.0 & (self.0 / Signals::DNT_BINDING);
        let mut ruled_out = 0;
        if bound & Signals::DNT != 0 {
            ruled_out |= !site.flagged[1];
        }
        if bound & Signals::GPC != 0 {
            ruled_out |= !site.flagged[2];
        }
        ruled_out & site.optional()
    }
}
