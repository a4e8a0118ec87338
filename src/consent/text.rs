//! The text that the core and the page share.

use super::site::Site;

/// The most bytes that the ids can take, each with a comma behind it.
pub const IDS: usize = 16_384;

/// The longest value of the cookie that is read or written, in bytes.
pub const LONGEST: usize = 512;

/// The ids, and one value.
#[derive(Clone, Debug)]
#[repr(C)]
pub struct Text {
    /// The ids, each with a comma behind it.
    pub ids: [u8; IDS],
    /// A value of the cookie, in or out, or the random bytes for a decision.
    pub value: [u8; LONGEST],
    /// How many bytes of a value were written. Those that do not fit are counted, but not kept.
    pub(crate) length: usize,
}

impl Text {
    pub(crate) const EMPTY: Text = Text { ids: [0; IDS], value: [0; LONGEST], length: 0 };

    #[inline(never)]
    pub(crate) fn push(&mut self, byte: u8) {
        if let Some(place) = self.value.get_mut(self.length) {
            *place = byte;
        }
        self.length += 1;
    }

    pub(crate) fn push_all(&mut self, text: &str) {
        text.bytes().for_each(|byte| self.push(byte));
    }

    /// Writes a whole number in decimal digits.
    pub(crate) fn number(&mut self, number: u32) {
        if number > 9 {
            self.number(number / 10);
        }
        self.push(b'0' + (number % 10) as u8);
    }
}

impl Site {
    /// Writes the id of a gate.
    #[inline(never)]
    pub(crate) fn push_id(&mut self, gate: u32) {
        let mut at = self.start(gate);
        while let Some(byte) = self.text.ids.get(at).filter(|byte| **byte != b',') {
            self.text.push(*byte);
            at += 1;
        }
    }
}
