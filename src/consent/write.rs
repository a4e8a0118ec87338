//! Writes a choice as a value of the cookie.

use super::base64url::letter;
use super::choice::{Choice, How, Id};
use super::hash;
use super::site::Site;
use super::value::Value;

impl Choice {
    /// Writes the choice as a value of the cookie.
    pub(crate) fn write(&self, site: &Site) -> Value {
        let mut value = Value::EMPTY;
        value.extend(b"1.");
        value.number(site.version);
        value.push(b'.');
        value.number(self.time);
        value.push(b'.');
        value.extend(if self.how == How::None { b"_" } else { &self.id });
        value.push(b'.');
        value.extend(self.how.name().as_bytes());
        value.push(b'.');
        self.write_asked(&mut value, site);
        value.push(b'.');
        self.write_categories(&mut value, site);
        self.write_services(&mut value, site);
        value
    }

    fn write_asked(&self, value: &mut Value, site: &Site) {
        if site.optional() == 0 {
            value.push(b'_');
        }
        for category in (0..32).filter(|category| site.optional() >> category & 1 == 1) {
            let is_answered = self.answered >> category & 1 == 1;
            let print = if is_answered { site.fingerprint(category) } else { 0 };
            for shift in [12, 6, 0] {
                value.push(letter(print >> shift));
            }
        }
    }

    fn write_categories(&self, value: &mut Value, site: &Site) {
        let from = value.length;
        for category in 0..site.services().start {
            if self.granted.contains(category) {
                if value.length > from {
                    value.push(b'-');
                }
                value.extend(site.id(category));
            }
        }
        if value.length == from {
            value.push(b'_');
        }
    }

    /// Writes what differs from the categories, as ids or as bits, whichever is shorter.
    fn write_services(&self, value: &mut Value, site: &Site) {
        let from = value.length;
        value.push(b'.');
        for service in site.services().filter(|service| !site.is_required(*service)) {
            let is_granted = self.granted.contains(service);
            if site.follows(service, &self.granted) != is_granted {
                value.push(if is_granted { b'+' } else { b'~' });
                value.extend(site.id(service));
            }
        }
        let bytes = 2 + site.services().len().div_ceil(8);
        if value.length == from + 1 {
            value.length = from;
        } else if value.length > from + 2 + (bytes * 4).div_ceil(3) {
            value.length = from + 1;
            value.push(b'*');
            let [high, low] = hash::check(site.order);
            write_base64(value, bytes, |at| match at {
                0 => high,
                1 => low,
                _ => self.eight(site.services().start + 8 * (at as u32 - 2)),
            });
        }
    }

    /// Eight gates from a number on, the first one lowest.
    fn eight(&self, from: u32) -> u8 {
        (0..8).fold(0, |byte, bit| byte | u8::from(self.granted.contains(from + bit)) << bit)
    }
}

/// The id for 16 random bytes: a UUID (RFC 9562 section 5.4).
pub(crate) fn id(mut random: [u8; 16]) -> Id {
    random[6] = random[6] & 0x0F | 0x40;
    random[8] = random[8] & 0x3F | 0x80;
    let mut value = Value::EMPTY;
    write_base64(&mut value, random.len(), |at| random[at % 16]);
    let mut id = Id::default();
    id.iter_mut().zip(value.bytes).for_each(|(letter, byte)| *letter = byte);
    id
}

fn write_base64(value: &mut Value, bytes: usize, byte: impl Fn(usize) -> u8) {
    let (mut block, mut held) = (0, 0);
    for at in 0..bytes {
        block = block << 8 | u32::from(byte(at));
        held += 8;
        while held > 5 {
            held -= 6;
            value.push(letter(block >> held));
        }
    }
    if held > 0 {
        value.push(letter(block << (6 - held)));
    }
}
