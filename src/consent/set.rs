//! Sets of gates: one bit for each.

/// The most gates that a declaration can have.
pub const GATES: usize = 1_024;

const WORDS: usize = GATES / 32;

/// A set of gates.
///
/// The first 32 bits hold the categories and the first services; [`Set::categories`] cuts the
/// categories out as a mask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Set([u32; WORDS]);

impl Set {
    /// The set without a gate.
    pub const EMPTY: Set = Set([0; WORDS]);

    /// The set of the categories of a mask.
    pub fn of_categories(mask: u32) -> Set {
        let mut set = Set::EMPTY;
        set.0[0] = mask;
        set
    }

    /// Whether `gate` is in the set. Numbers of 1,024 and above never are.
    #[inline(never)]
    pub fn contains(&self, gate: u32) -> bool {
        self.0.get(gate as usize / 32).is_some_and(|word| word >> (gate % 32) & 1 == 1)
    }

    /// Adds `gate`, or takes it out. Numbers of 1,024 and above are ignored.
    #[inline(never)]
    pub fn put(&mut self, gate: u32, is_in: bool) {
        if let Some(word) = self.0.get_mut(gate as usize / 32) {
            let bit = 1 << (gate % 32);
            *word = if is_in { *word | bit } else { *word & !bit };
        }
    }

    /// Whether no gate is in the set.
    pub fn is_empty(&self) -> bool {
        self.is_same(&Set::EMPTY)
    }

    /// Whether two sets hold the same gates.
    // `==` brings `memcmp` into the module.
    #[inline(never)]
    pub(crate) fn is_same(&self, other: &Set) -> bool {
        self.0.iter().zip(&other.0).all(|(word, other)| word == other)
    }

    /// Keeps the gates that are in the other set as well.
    #[inline(never)]
    pub(crate) fn retain(&mut self, other: &Set) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= other;
        }
    }

    /// Takes the gates of the other set out.
    #[inline(never)]
    pub(crate) fn remove(&mut self, other: &Set) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= !other;
        }
    }

    /// Adds the gates of the other set.
    pub(crate) fn extend(&mut self, other: &Set) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word |= other;
        }
    }

    /// Of a mask of categories, those that are in the set.
    pub fn categories(&self, mask: u32) -> u32 {
        self.0[0] & mask
    }
}
