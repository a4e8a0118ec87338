//! What a site declares, as numbers: its gates, their ids, how long a choice holds.

use super::hash;
use super::id::is_same;
use super::set::{GATES, Set};
use super::value::LONGEST;

/// The most categories that a declaration can have.
pub const CATEGORIES: usize = 32;

/// The most bytes that the ids can take, each with a comma behind it.
pub const IDS: usize = 16_384;

/// What a declaration says about a category.
pub mod flag {
    /// Granted always.
    pub const REQUIRED: u32 = 1;
    /// Do Not Track does not rule it out.
    pub const DNT_ALLOWS: u32 = 2;
    /// Global Privacy Control does not rule it out.
    pub const GPC_ALLOWS: u32 = 4;
}

/// The declared gates.
///
/// Gates are declared in order, after their ids were written to [`Site::text`].
#[derive(Clone, Debug)]
pub struct Site {
    /// The ids, each with a comma behind it, and from [`IDS`] on one value of the cookie.
    pub text: [u8; IDS + LONGEST],
    pub(crate) version: u32,
    /// How many days a yes and a no hold.
    pub(crate) days: u32,
    pub(crate) refusal_days: u32,
    /// How many gates there are.
    pub(crate) count: u32,
    /// Masks of categories: all, those that are required, those that a signal allows.
    pub(crate) categories: u32,
    pub(crate) required: u32,
    pub(crate) dnt_allows: u32,
    pub(crate) gpc_allows: u32,
    /// The categories of each gate; of a category itself.
    masks: [u32; GATES],
    /// Where the id of each gate begins in the text, and where the next one will.
    starts: [u16; GATES],
    next_start: u16,
    /// For each category the hash of what an answer to it covers.
    covers: [u32; CATEGORIES],
    /// The hash of the services' ids in declared order, each with its comma.
    pub(crate) order: u32,
}

impl Site {
    /// A site without a gate.
    pub const EMPTY: Site = Site {
        text: [0; IDS + LONGEST],
        version: 0,
        days: 0,
        refusal_days: 0,
        count: 0,
        categories: 0,
        required: 0,
        dnt_allows: 0,
        gpc_allows: 0,
        masks: [0; GATES],
        starts: [0; GATES],
        next_start: 0,
        covers: [0; CATEGORIES],
        order: hash::SEED,
    };

    /// Begins a declaration; the text stays. `days` is how long a yes holds, `refusal_days` how
    /// long a no holds.
    pub fn begin(&mut self, version: u32, days: u32, refusal_days: u32) {
        self.version = version;
        self.hold(days, refusal_days);
        (self.count, self.categories, self.required) = (0, 0, 0);
        (self.dnt_allows, self.gpc_allows) = (0, 0);
        (self.next_start, self.order) = (0, hash::SEED);
    }

    pub(crate) fn hold(&mut self, days: u32, refusal_days: u32) {
        (self.days, self.refusal_days) = (days, refusal_days);
    }

    /// Declares the next gate, whose id is the next one of the text.
    ///
    /// `categories` is a mask: of a category its own bit, of a service the bits of its categories.
    /// `flags` and `revision` are a category's. A gate beyond [`GATES`] is ignored.
    pub fn gate(&mut self, categories: u32, flags: u32, revision: u32) {
        let (gate, at) = (self.count, self.count as usize);
        let (Some(mask), Some(start)) = (self.masks.get_mut(at), self.starts.get_mut(at)) else {
            return;
        };
        (*mask, *start) = (categories, self.next_start);
        self.count += 1;
        let id = self.id(gate);
        let (hash, order) = (hash::bytes(hash::SEED, id), hash::bytes(self.order, id));
        self.next_start += id.len() as u16 + 1;
        if 1_u32.checked_shl(gate) == Some(categories) {
            self.categories |= categories;
            let set = |mask: &mut u32, flag| *mask |= if flags & flag > 0 { categories } else { 0 };
            set(&mut self.required, flag::REQUIRED);
            set(&mut self.dnt_allows, flag::DNT_ALLOWS);
            set(&mut self.gpc_allows, flag::GPC_ALLOWS);
            self.covers[at % CATEGORIES] = hash::step(hash, revision);
        } else {
            self.order = hash::step(order, u32::from(b','));
            for (category, covers) in self.covers.iter_mut().enumerate() {
                if categories >> category & 1 == 1 {
                    *covers ^= hash;
                }
            }
        }
    }

    /// The id of a gate.
    pub(crate) fn id(&self, gate: u32) -> &[u8] {
        let start = self.starts.get(gate as usize).map_or(IDS, |start| usize::from(*start));
        let rest = self.text[..IDS].get(start..).unwrap_or_default();
        let end = rest.iter().position(|byte| *byte == b',').unwrap_or_default();
        rest.get(..end).unwrap_or_default()
    }

    /// The gate of an id.
    pub(crate) fn named(&self, id: &[u8]) -> Option<u32> {
        self.gates().find(|gate| is_same(self.id(*gate), id))
    }

    /// All gates.
    pub(crate) fn gates(&self) -> core::ops::Range<u32> {
        0..self.count
    }

    /// All services.
    pub(crate) fn services(&self) -> core::ops::Range<u32> {
        self.categories.count_ones()..self.count
    }

    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn is_category(&self, gate: u32) -> bool {
        gate < self.services().start
    }

    /// The categories of a gate, as a mask.
    pub(crate) fn mask(&self, gate: u32) -> u32 {
        self.masks.get(gate as usize).copied().unwrap_or_default()
    }

    /// The categories that an answer is needed for, as a mask.
    pub(crate) fn optional(&self) -> u32 {
        self.categories & !self.required
    }

    /// Whether all categories of a gate are among these. A service without a category never is
    /// covered.
    pub(crate) fn is_covered(&self, gate: u32, categories: u32) -> bool {
        let mask = self.mask(gate);
        mask != 0 && mask & !categories == 0
    }

    /// Whether a gate is granted always.
    pub(crate) fn is_required(&self, gate: u32) -> bool {
        self.is_covered(gate, self.required)
    }

    /// Whether the grant of a service follows from the granted categories of `granted`.
    pub(crate) fn follows(&self, service: u32, granted: &Set) -> bool {
        self.is_covered(service, self.required | granted.categories(self.optional()))
    }

    /// Three letters of the cookie that change with all that an answer to a category covers.
    pub(crate) fn fingerprint(&self, category: u32) -> u32 {
        hash::fingerprint(self.covers[category as usize % CATEGORIES])
    }
}
