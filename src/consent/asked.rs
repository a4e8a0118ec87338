//! What the fingerprints in a value say about the declared categories.

use super::reader::Reader;
use super::site::Site;

/// Masks of categories that are not required.
pub(crate) struct Asked {
    /// What an answer covers is declared as it was.
    pub(crate) same: u32,
    /// Answered, with a yes or a no.
    pub(crate) answered: u32,
    /// Not answered.
    pub(crate) open: u32,
}

impl Asked {
    /// Reads the fingerprints, and the dot behind them.
    ///
    /// A category is found by its fingerprint, else by its place if there are as many of them as
    /// before. Without either a refusal covers the category, and any other choice has not answered
    /// it.
    pub(crate) fn read(reader: &mut Reader, is_refusal: bool, site: &Site) -> Asked {
        let mut asked = Asked { same: 0, answered: 0, open: 0 };
        let optional = site.optional();
        let (mut rest, mut is_as_many) = (optional, true);
        if !reader.eat("_.") {
            while !reader.eat(".") && !reader.is_bad {
                let print = (0..3).fold(0, |print, _| print << 6 | reader.six());
                for category in site.gates().take(32) {
                    if site.fingerprint(category) == print {
                        asked.same |= 1 << category & optional;
                    }
                }
                let place = rest & rest.wrapping_neg();
                rest ^= place;
                is_as_many &= place != 0;
                *(if print == 0 { &mut asked.open } else { &mut asked.answered }) |= place;
            }
        }
        if rest != 0 || !is_as_many {
            asked.open = 0;
            asked.answered = if is_refusal { optional } else { 0 };
        }
        asked.answered |= asked.same;
        asked.open &= !asked.same;
        asked
    }
}
