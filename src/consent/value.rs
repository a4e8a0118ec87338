//! A value of the cookie, as bytes.

/// The longest value that is read or written, in bytes.
pub const LONGEST: usize = 512;

/// A value of the cookie while it is written. Bytes that do not fit are counted, but not kept.
#[derive(Clone, Debug)]
pub struct Value {
    pub(crate) bytes: [u8; LONGEST],
    pub(crate) length: usize,
}

impl Value {
    pub(crate) const EMPTY: Value = Value { bytes: [0; LONGEST], length: 0 };

    /// The written bytes; `None` if they do not fit.
    pub fn bytes(&self) -> Option<&[u8]> {
        self.bytes.get(..self.length)
    }

    pub(crate) fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = byte;
        }
        self.length += 1;
    }

    pub(crate) fn extend(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.push(*byte);
        }
    }

    /// Writes a whole number in decimal digits.
    pub(crate) fn number(&mut self, number: u32) {
        if number > 9 {
            self.number(number / 10);
        }
        self.push(b'0' + (number % 10) as u8);
    }
}
