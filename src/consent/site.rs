//! What a site declares, as numbers: its gates, their ids, how long a choice holds.

use super::DAY;
use super::hash;
use super::id::is_same;
use super::set::{GATES, Set};
use super::text::Text;

/// The most categories that a declaration can have.
pub const CATEGORIES: usize = 32;

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
// In this order, as the fields of the core.
#[derive(Clone, Debug)]
#[repr(C)]
pub struct Site {
    pub(crate) version: u32,
    /// How many seconds a yes and a no hold.
    pub(crate) yes_age: u32,
    pub(crate) no_age: u32,
    /// How many gates there are.
    pub(crate) count: u32,
    /// The number of the first service.
    first_service: u32,
    /// All categories as a mask, and those with each of the flags.
    pub(crate) categories: u32,
    pub(crate) flagged: [u32; 3],
    /// The gates that are granted always.
    pub(crate) required: Set,
    /// For each category the hash of what an answer to it covers.
    covers: [u32; CATEGORIES],
    /// Where the id of each gate begins in the text, and where the next one will.
    starts: [u16; GATES],
    next_start: u16,
    /// The categories of each gate; of a category itself.
    masks: [u32; GATES],
    /// What the core and the page share.
    pub text: Text,
}

impl Site {
    /// A site without a gate.
    pub const EMPTY: Site = Site {
        text: Text::EMPTY,
        version: 0,
        yes_age: 0,
        no_age: 0,
        count: 0,
        first_service: 0,
        categories: 0,
        flagged: [0; 3],
        required: Set::EMPTY,
        masks: [0; GATES],
        starts: [0; GATES],
        next_start: 0,
        covers: [0; CATEGORIES],
    };

    /// Begins the declaration: a site has one. `days` is how long a yes holds, `refusal_days` how
    /// long a no holds.
    pub fn begin(&mut self, version: u32, days: u32, refusal_days: u32) {
        self.version = version;
        self.hold(days, refusal_days);
    }

    pub(crate) fn hold(&mut self, days: u32, refusal_days: u32) {
        // A hundred years are below 32 bits of seconds.
        let seconds = |days: u32| days.min(36_500) * DAY;
        (self.yes_age, self.no_age) = (seconds(days), seconds(refusal_days));
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
        let (length, hash) = (id.len() as u16, hash::bytes(hash::SEED, id));
        self.next_start += length + 1;
        if 1_u32.checked_shl(gate) == Some(categories) {
            self.first_service = self.count;
            self.categories |= categories;
            for (at, mask) in self.flagged.iter_mut().enumerate() {
                if flags >> at & 1 == 1 {
                    *mask |= categories;
                }
            }
            self.covers[at % CATEGORIES] = hash::step(hash, revision);
        } else {
            for (category, covers) in self.covers.iter_mut().enumerate() {
                if categories >> category & 1 == 1 {
                    *covers ^= hash;
                }
            }
        }
        self.required.put(gate, self.is_covered(gate, self.flagged[0]));
    }

    pub(crate) fn start(&self, gate: u32) -> usize {
        self.starts.get(gate as usize).copied().unwrap_or_default().into()
    }

    /// The id of a gate.
    #[inline(never)]
    pub(crate) fn id(&self, gate: u32) -> &[u8] {
        let rest = self.text.ids.get(self.start(gate)..).unwrap_or_default();
        let end = rest.iter().position(|byte| *byte == b',').unwrap_or_default();
        rest.get(..end).unwrap_or_default()
    }

    /// The gate of an id; `u32::MAX` if there is none.
    pub(crate) fn named(&self, id: &[u8]) -> u32 {
        self.gates().find(|gate| is_same(self.id(*gate), id)).unwrap_or(u32::MAX)
    }

    /// All gates.
    pub(crate) fn gates(&self) -> core::ops::Range<u32> {
        0..self.count
    }

    /// All services.
    pub(crate) fn services(&self) -> core::ops::Range<u32> {
        self.first_service..self.count
    }

    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn is_category(&self, gate: u32) -> bool {
        gate < self.services().start
    }

    /// Two bytes that change with the services and their order.
    pub(crate) fn check(&self) -> [u8; 2] {
        let (from, to) = (self.start(self.services().start), usize::from(self.next_start));
        let ids = self.text.ids.get(from..to).unwrap_or_default();
        hash::check(hash::bytes(hash::SEED, ids))
    }

    /// How many bytes hold a bit for each service, behind a check of two.
    pub(crate) fn bytes(&self) -> usize {
        2 + self.services().len().div_ceil(8)
    }

    /// The byte of a service among those, and its bit.
    pub(crate) fn place(&self, service: u32) -> (usize, u8) {
        let number = service - self.services().start;
        (2 + number as usize / 8 % 128, 1 << (number % 8))
    }

    /// The categories of a gate, as a mask.
    #[inline(never)]
    pub(crate) fn mask(&self, gate: u32) -> u32 {
        self.masks.get(gate as usize).copied().unwrap_or_default()
    }

    /// The categories that an answer is needed for, as a mask.
    pub(crate) fn optional(&self) -> u32 {
        self.categories & !self.flagged[0]
    }

    /// Whether all categories of a gate are among these. A service without a category never is
    /// covered.
    #[inline(never)]
    pub(crate) fn is_covered(&self, gate: u32, categories: u32) -> bool {
        let mask = self.mask(gate);
        mask != 0 && mask & !categories == 0
    }

    /// Whether a gate is granted always.
    #[inline(never)]
    pub(crate) fn is_required(&self, gate: u32) -> bool {
        self.required.contains(gate)
    }

    /// Whether the grant of a service follows from the granted categories of `granted`.
    pub(crate) fn follows(&self, service: u32, granted: &Set) -> bool {
        self.is_covered(service, self.flagged[0] | granted.categories(self.optional()))
    }

    /// Three letters of the cookie that change with all that an answer to a category covers.
    pub(crate) fn fingerprint(&self, category: u32) -> u32 {
        hash::fingerprint(self.covers[category as usize % CATEGORIES])
    }
}
