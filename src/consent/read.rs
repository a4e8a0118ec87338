//! Reads a value of the cookie.
//!
//! `1.<version>.<time>.<id>.<how>.<asked>.<granted>[.<services>]`; the vectors in
//! `tests/vectors/cookie.json` hold for readers in every language.

use super::DAY;
use super::asked::Asked;
use super::choice::{Choice, How};
use super::reader::Reader;
use super::site::Site;
use super::text::LONGEST;

/// What a value says under the declaration of this moment.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The choice, without what no longer holds; not made if nothing is left.
    pub choice: Choice,
    /// Whether the value holds a yes, or an id, that has to be taken out of the cookie.
    pub is_voided: bool,
}

/// Reads a value. One that deviates from the format, or lies over a day in the future, is no choice
/// and voids nothing.
///
/// A yes holds while the version is the same, `days` are not over, and all that it covers is
/// declared as it was. A no holds for `refusal_days`, whatever changes.
pub fn read(value: &[u8], site: &Site, now: u32) -> Reading {
    let reader = &mut Reader::new(value);
    let mut choice = Choice::NONE;
    reader.expect("1.");
    let is_version = reader.number() == site.version;
    choice.time = reader.number();
    let is_refusal = reader.eat("_.");
    if !is_refusal {
        let mut bytes = [0; 256];
        reader.is_bad |= reader.bytes(&mut bytes) != choice.id.len();
        choice.id.copy_from_slice(&bytes[..16]);
        reader.expect(".");
    }
    let how = How::EVERY.into_iter().find(|how| reader.eat(how.name()));
    reader.is_bad |= how.is_none() || is_refusal != (how == Some(How::None));
    choice.how = how.unwrap_or(How::None);
    reader.expect(".");
    let asked = Asked::read(reader, is_refusal, site);

    let age = now.saturating_sub(choice.time);
    let is_current = is_version && age <= site.yes_age;
    reader.begin_ids();
    let is_nothing = reader.eat("_");
    let named = if is_nothing { 0 } else { read_categories(reader, site) };
    let has_services = !reader.is_done();
    let yes = if is_current { named & asked.same } else { 0 };
    let no = if age <= site.no_age { asked.answered & !named } else { 0 };
    choice.answered = yes | no;
    for gate in site.gates() {
        let is_granted = site.is_covered(gate, yes | site.flagged[0]);
        choice.granted.put(gate, is_granted && !site.is_required(gate));
    }
    let mut reading = Reading { choice, is_voided: yes != named };
    if has_services {
        // A single service holds if none of its categories has changed.
        let holds = if is_current { asked.same | asked.open | site.flagged[0] } else { 0 };
        reading.read_services(reader, site, holds);
    }
    reading.is_voided |= !is_refusal && reading.choice.granted.is_empty();
    reading.choice.settle();
    let is_bad = reader.is_bad
        || !reader.is_done()
        || value.len() > LONGEST
        || choice.time.saturating_sub(now) > DAY
        || is_refusal != (is_nothing && !has_services)
        || (is_refusal && !choice.time.is_multiple_of(DAY));
    reading.choice.is_made = !is_bad && !reading.choice.is_empty();
    reading.is_voided &= !is_bad;
    reading
}

/// Reads the granted categories, as a mask. A required one is not counted.
fn read_categories(reader: &mut Reader, site: &Site) -> u32 {
    let mut named = 0;
    loop {
        let gate = site.named(reader.id());
        named |= 1_u32.checked_shl(gate).unwrap_or_default();
        if !reader.eat("-") {
            break;
        }
    }
    named & site.optional()
}

impl Reading {
    /// Reads what differs from the categories. `holds` are those that a single service may have.
    fn read_services(&mut self, reader: &mut Reader, site: &Site, holds: u32) {
        reader.expect(".");
        if reader.eat("*") {
            let mut bytes = [0; 256];
            let count = reader.bytes(&mut bytes);
            reader.is_bad |= count < 3;
            let is_void = count != site.bytes() || bytes[..2] != site.check();
            self.is_voided |= is_void;
            for service in site.services() {
                let (at, bit) = site.place(service);
                self.set(service, !is_void && bytes[at] & bit != 0, site, holds);
            }
            return;
        }
        loop {
            let is_granted = reader.eat("+");
            if !is_granted {
                reader.expect("~");
            }
            let gate = site.named(reader.id());
            if site.services().contains(&gate) {
                self.set(gate, is_granted, site, holds);
            }
            if reader.is_bad || reader.is_done() {
                break;
            }
        }
    }

    fn set(&mut self, service: u32, is_granted: bool, site: &Site, holds: u32) {
        if !site.is_required(service) {
            let is_covered = site.is_covered(service, holds);
            self.is_voided |= is_granted && !is_covered;
            self.choice.granted.put(service, is_granted && is_covered);
        }
    }
}
