//! Reads a value byte by byte.

use super::id::{is_letter, is_same};

/// A value of the cookie while it is read.
///
/// Whatever deviates from the format sets `is_bad`, so that a value is refused in one place.
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
    place: usize,
    /// Where the lists of ids begin.
    ids: usize,
    pub(crate) is_bad: bool,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { bytes, place: 0, ids: usize::MAX, is_bad: false }
    }

    /// The next byte; 0 at the end.
    #[inline(never)]
    pub(crate) fn peek(&self) -> u8 {
        self.bytes.get(self.place).copied().unwrap_or_default()
    }

    /// Reads the next byte.
    pub(crate) fn byte(&mut self) -> u8 {
        let byte = self.peek();
        self.place += 1;
        byte
    }

    /// Reads a text if it comes next.
    #[inline(never)]
    pub(crate) fn eat(&mut self, text: &str) -> bool {
        let end = self.place + text.len();
        let next = self.bytes.get(self.place..end).unwrap_or_default();
        let is_next = is_same(next, text.as_bytes());
        if is_next {
            self.place = end;
        }
        is_next
    }

    /// Reads a text that has to come next.
    pub(crate) fn expect(&mut self, text: &str) {
        self.is_bad |= !self.eat(text);
    }

    /// Whether the field ends here, or need not be read further.
    pub(crate) fn is_end(&self) -> bool {
        self.is_bad || matches!(self.peek(), b'.' | 0)
    }

    /// Whether the value ends here.
    pub(crate) fn is_done(&self) -> bool {
        self.place == self.bytes.len()
    }

    /// Reads a whole number of 32 bits without a leading zero, and the dot behind it.
    #[inline(never)]
    pub(crate) fn number(&mut self) -> u32 {
        let from = self.place;
        let has_leading_zero = self.peek() == b'0';
        let mut number = 0_u64;
        while self.peek().is_ascii_digit() {
            number = number.wrapping_mul(10).wrapping_add(u64::from(self.byte() & 15));
        }
        let digits = self.place - from;
        self.is_bad |= digits == 0 || digits > 10 || (digits > 1 && has_leading_zero);
        self.is_bad |= number > u64::from(u32::MAX);
        self.expect(".");
        number as u32
    }

    /// Begins the lists of ids, in which no id comes twice.
    pub(crate) fn begin_ids(&mut self) {
        self.ids = self.place;
    }

    /// Reads a category's or a service's id.
    #[inline(never)]
    pub(crate) fn id(&mut self) -> &'a [u8] {
        let from = self.place;
        while is_letter(self.peek()) {
            self.place += 1;
        }
        let id = self.bytes.get(from..self.place).unwrap_or_default();
        let earlier = self.bytes.get(self.ids..from).unwrap_or_default();
        let mut earlier = earlier.split(|byte| !is_letter(*byte));
        self.is_bad |= !id.first().is_some_and(u8::is_ascii_lowercase)
            || id.len() > 32
            || earlier.any(|earlier| is_same(earlier, id));
        id
    }
}
