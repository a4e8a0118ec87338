//! Writes a choice as a value of the cookie.

use super::base64url::letter;
use super::choice::{Choice, How};
use super::site::Site;
use super::text::LONGEST;

impl Choice {
    /// Writes the choice as a value of the cookie. Returns its length, `0` if it does not fit or
    /// there is no choice.
    pub(crate) fn write(&self, site: &mut Site) -> usize {
        let value = &mut site.text;
        value.length = 0;
        value.push_all("1.");
        value.number(site.version);
        value.push(b'.');
        value.number(self.time);
        value.push(b'.');
        if self.how == How::None {
            value.push(b'_');
        } else {
            value.base64(&self.id);
        }
        value.push(b'.');
        value.push_all(self.how.name());
        value.push(b'.');
        self.write_asked(site);
        site.text.push(b'.');
        self.write_categories(site);
        self.write_services(site);
        if self.is_made && site.text.length <= LONGEST { site.text.length } else { 0 }
    }

    fn write_asked(&self, site: &mut Site) {
        let optional = site.optional();
        if optional == 0 {
            site.text.push(b'_');
        }
        for category in 0..32 {
            if optional >> category & 1 == 0 {
                continue;
            }
            let is_answered = self.answered >> category & 1 == 1;
            let print = if is_answered { site.fingerprint(category) } else { 0 };
            site.text.push(letter(print >> 12));
            site.text.push(letter(print >> 6));
            site.text.push(letter(print));
        }
    }

    fn write_categories(&self, site: &mut Site) {
        let from = site.text.length;
        for category in 0..site.services().start {
            if self.granted.contains(category) {
                if site.text.length > from {
                    site.text.push(b'-');
                }
                site.push_id(category);
            }
        }
        if site.text.length == from {
            site.text.push(b'_');
        }
    }

    /// Writes what differs from the categories, as ids or as bits, whichever is shorter.
    fn write_services(&self, site: &mut Site) {
        let from = site.text.length;
        site.text.push(b'.');
        for service in site.services() {
            let is_granted = self.granted.contains(service);
            let follows = site.follows(service, &self.granted);
            if follows != is_granted && !site.is_required(service) {
                site.text.push(if is_granted { b'+' } else { b'~' });
                site.push_id(service);
            }
        }
        let bytes = site.bytes();
        if site.text.length == from + 1 {
            site.text.length = from;
        } else if site.text.length > from + 2 + (bytes * 4).div_ceil(3) {
            site.text.length = from + 1;
            site.text.push(b'*');
            let mut bits = [0; 256];
            bits[..2].copy_from_slice(&site.check());
            for service in site.services() {
                if self.granted.contains(service) {
                    let (at, bit) = site.place(service);
                    bits[at] |= bit;
                }
            }
            site.text.base64(bits.get(..bytes).unwrap_or_default());
        }
    }
}
