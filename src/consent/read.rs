//! Reads a value of the cookie.
//!
//! `1.<version>.<time>.<id>.<how>.<asked>.<granted>[.<services>]`; the vectors in
//! `tests/vectors/cookie.json` hold for readers in every language.

use super::base64url::six;
use super::choice::{Choice, How};
use super::id::{is_id, is_letter, is_same};
use super::set::Set;
use super::site::Site;
use super::value::LONGEST;
use super::{DAY, hash};

/// What a value says under the declaration of this moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The choice, without what no longer holds.
    pub choice: Choice,
    /// Whether the value holds a yes, or an id, that has to be taken out of the cookie.
    pub is_voided: bool,
}

/// Reads a value; `None` if it deviates from the format, or lies over a day in the future.
///
/// A yes holds while the version is the same, `days` are not over, and all that it covers is
/// declared as it was. A no holds for `refusal_days`, whatever changes. The answer may be a choice
/// that says nothing.
pub fn read(value: &[u8], site: &Site, now: u32) -> Option<Reading> {
    let mut fields = value.split(|byte| *byte == b'.');
    let mut field = || fields.next();
    let format = field()?;
    let version = number(field()?)?;
    let time = number(field()?)?;
    let letters = field()?;
    let how = How::named(field()?)?;
    let asked = field()?;
    let granted = field()?;
    let services = field();
    let is_refusal = is_same(granted, b"_") && services.is_none();
    if !is_same(format, b"1")
        || value.len() > LONGEST
        || field().is_some()
        || time > now.saturating_add(DAY)
        || is_refusal != (how == How::None)
        || is_refusal != is_same(letters, b"_")
        || (is_refusal && time % DAY != 0)
    {
        return None;
    }
    let mut choice = Choice { time, how, ..Choice::EMPTY };
    if !is_refusal {
        choice.id = letters.try_into().ok()?;
        choice.id.iter().try_for_each(|letter| six(*letter).map(|_| ()))?;
    }
    let age = now.saturating_sub(time);
    let is_young = |days: u32| age <= days.saturating_mul(DAY);
    let asked = Asked::read(asked, is_refusal, site)?;
    let mut reading = Reading { choice, is_voided: false };
    let mut named = 0;
    if !is_same(granted, b"_") {
        read_ids(granted, b"-", &mut |id, _| {
            let category =
                site.named(id).map_or(0, |gate| 1_u32.checked_shl(gate).unwrap_or_default());
            named |= category & site.optional();
        })?;
    }
    let is_current = version == site.version && is_young(site.days);
    let yes = if is_current { named & asked.same } else { 0 };
    let no = if is_young(site.refusal_days) { asked.answered & !named } else { 0 };
    reading.choice.answered = yes | no;
    reading.is_voided = yes != named;
    for gate in site.gates() {
        let is_granted = site.is_covered(gate, yes | site.required) && !site.is_required(gate);
        reading.choice.granted.put(gate, is_granted);
    }
    // A single service holds if none of its categories has changed.
    let holds = if is_current { asked.same | asked.open | site.required } else { 0 };
    if let Some(services) = services {
        reading.read_services(services, holds, site)?;
    }
    reading.is_voided |= !is_refusal && reading.choice.granted.is_empty();
    reading.choice.settle();
    Some(reading)
}

impl Reading {
    /// Merges the choice into what was found before. A choice that says nothing is none.
    pub(crate) fn narrow(&self, found: &mut Option<Choice>) {
        if !self.choice.is_empty() {
            self.choice.narrow(found);
        }
    }

    fn read_services(&mut self, services: &[u8], holds: u32, site: &Site) -> Option<()> {
        let mut set = |service, is_granted| {
            let is_void = is_granted && !site.is_covered(service, holds);
            if !site.is_required(service) {
                self.is_voided |= is_void;
                self.choice.granted.put(service, is_granted && !is_void);
            }
        };
        match services.split_first() {
            Some((b'*', letters)) => match read_bits(letters, site)? {
                Some(bits) => {
                    site.services().for_each(|service| set(service, bits.contains(service)))
                }
                None => {
                    site.services().for_each(|service| set(service, false));
                    self.is_voided = true;
                }
            },
            _ => read_ids(services, b"+~", &mut |id, is_granted| {
                if let Some(service) = site.named(id)
                    && site.services().contains(&service)
                {
                    set(service, is_granted);
                }
            })?,
        }
        Some(())
    }
}

/// What the fingerprints say about the declared categories, as masks.
struct Asked {
    /// What an answer covers is what it was.
    same: u32,
    /// Answered, with a yes or a no.
    answered: u32,
    /// Not answered.
    open: u32,
}

impl Asked {
    /// Finds each category by its fingerprint, else by its place if their number is the same.
    /// Without either, a refusal covers the category; any other choice has not answered it.
    fn read(letters: &[u8], is_refusal: bool, site: &Site) -> Option<Asked> {
        let mut asked = Asked { same: 0, answered: 0, open: 0 };
        let mut rest = site.optional();
        let mut is_as_many = true;
        if !is_same(letters, b"_") {
            if letters.is_empty() || letters.len() % 3 != 0 {
                return None;
            }
            for letters in letters.chunks(3) {
                let mut print = 0;
                for letter in letters {
                    print = print << 6 | six(*letter)?;
                }
                for category in 0..32 {
                    if site.fingerprint(category) == print {
                        asked.same |= 1 << category;
                    }
                }
                let place = rest & rest.wrapping_neg();
                is_as_many &= place != 0;
                rest &= !place;
                *(if print == 0 { &mut asked.open } else { &mut asked.answered }) |= place;
            }
        }
        asked.same &= site.optional();
        if rest != 0 || !is_as_many {
            asked.open = 0;
            asked.answered = if is_refusal { site.optional() } else { 0 };
        }
        asked.answered |= asked.same;
        asked.open &= !asked.same;
        Some(asked)
    }
}

/// A whole number of 32 bits, without a leading zero.
fn number(digits: &[u8]) -> Option<u32> {
    let has_leading_zero = digits.len() > 1 && digits.first() == Some(&b'0');
    if digits.is_empty() || digits.len() > 10 || has_leading_zero {
        return None;
    }
    let mut number = 0_u64;
    for byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number * 10 + u64::from(digit);
    }
    u32::try_from(number).ok()
}

/// Reads ids and tells each, with whether it is granted. With `-` as mark they have one between
/// them; with `+~` each has one before it, and `~` is not granted. `None` for a wrong or repeated
/// id.
fn read_ids(list: &[u8], marks: &[u8], tell: &mut dyn FnMut(&[u8], bool)) -> Option<()> {
    let mut rest = list;
    let mut mark = b'-';
    if marks.len() > 1 {
        (mark, rest) = (*rest.first()?, rest.get(1..)?);
        marks.contains(&mark).then_some(())?;
    }
    loop {
        let end = rest.iter().position(|byte| !is_letter(*byte)).unwrap_or(rest.len());
        let (id, behind) = rest.split_at_checked(end)?;
        let is_repeated =
            list.split(|byte| !is_letter(*byte)).filter(|other| is_same(other, id)).count() > 1;
        if !is_id(id) || is_repeated {
            return None;
        }
        tell(id, mark != b'~');
        let Some((next, behind)) = behind.split_first() else {
            return Some(());
        };
        marks.contains(next).then_some(())?;
        (mark, rest) = (*next, behind);
    }
}

/// Reads the services as bits behind a check of their ids; `None` if the letters are wrong, no set
/// if the check fails.
fn read_bits(letters: &[u8], site: &Site) -> Option<Option<Set>> {
    let mut bits = Set::EMPTY;
    let mut check = hash::check(site.order).into_iter();
    let (mut block, mut held) = (0, 0);
    let mut service = site.services().start;
    let mut bytes = 0;
    let mut fits = true;
    for letter in letters {
        block = block << 6 | six(*letter)?;
        held += 6;
        if held < 8 {
            continue;
        }
        held -= 8;
        let byte = block >> held & 255;
        bytes += 1;
        if let Some(check) = check.next() {
            fits &= byte == u32::from(check);
            continue;
        }
        for bit in 0..8 {
            bits.put(service, byte >> bit & 1 == 1 && service < site.count);
            service += 1;
        }
    }
    // No letter is left over, and no bit of the last one.
    if held > 5 || block & ((1 << held) - 1) != 0 || bytes < 3 {
        return None;
    }
    fits &= bytes == 2 + site.services().len().div_ceil(8);
    Some(fits.then_some(bits))
}
