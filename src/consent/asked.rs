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
    /// A category is found by its fingerprint. Else it is found by its place, if there are as many
    /// categories as before and no other category has the fingerprint there. Without either, a
    /// refusal covers the category, and any other choice has not answered it.
    pub(crate) fn read(reader: &mut Reader, is_refusal: bool, site: &Site) -> Asked {
        let mut asked = Asked { same: 0, answered: 0, open: 0 };
        let optional = site.optional();
        let (mut rest, mut is_as_many) = (optional, true);
        if !reader.eat("_.") {
            loop {
                let print = (0..3).fold(0, |print, _| print << 6 | reader.six());
                let mut same = 0;
                for category in 0..site.services().start {
                    if site.fingerprint(category) == print {
                        same |= 1 << category & optional;
                    }
                }
                let place = rest & rest.wrapping_neg();
                rest ^= place;
                is_as_many &= place != 0;
                asked.same |= same;
                if print == 0 {
                    asked.open |= place;
                } else if same == 0 {
                    asked.answered |= place;
                }
                if reader.eat(".") || reader.is_bad {
                    break;
                }
            }
        }
        if rest != 0 || !is_as_many {
            (asked.open, asked.answered) = (0, 0);
        }
        asked.open &= !asked.same;
        asked.answered |= asked.same;
        if is_refusal {
            asked.answered |= optional & !asked.open;
        }
        asked
    }
}
