//! Base64url without padding (RFC 4648 section 5): six bits a letter.

use super::reader::Reader;
use super::text::Text;

/// Room for the bytes of a field. Those of all services, with their check, are 130.
pub(crate) type Bytes = [u8; 256];

/// The letter of six bits.
#[inline(never)]
pub(crate) fn letter(six: u32) -> u8 {
    let six = six as u8 & 63;
    match six {
        0..=25 => six + b'A',
        26..=51 => six - 26 + b'a',
        52..=61 => six - 52 + b'0',
        62 => b'-',
        _ => b'_',
    }
}

impl Reader<'_> {
    /// Reads the six bits of a letter.
    #[inline(never)]
    pub(crate) fn six(&mut self) -> u32 {
        let byte = self.byte();
        let mut six = 0;
        while six < 64 && letter(six) != byte {
            six += 1;
        }
        self.is_bad |= six == 64;
        six
    }

    /// Reads bytes up to the end of the field, and returns how many there are.
    pub(crate) fn bytes(&mut self, bytes: &mut Bytes) -> usize {
        let (mut block, mut held, mut count) = (0, 0, 0);
        while !self.is_end() {
            block = block << 6 | self.six();
            held += 6;
            if held > 7 {
                held -= 8;
                bytes[count % 256] = (block >> held) as u8;
                count += 1;
            }
        }
        // No letter is left over, and no bit of the last one.
        self.is_bad |= held > 5 || block & ((1 << held) - 1) != 0;
        count
    }
}

impl Text {
    /// Writes bytes in base64url.
    pub(crate) fn base64(&mut self, bytes: &[u8]) {
        let (mut block, mut held) = (0, 0);
        for byte in bytes {
            block = block << 8 | u32::from(*byte);
            held += 8;
            while held > 5 {
                held -= 6;
                self.push(letter(block >> held));
            }
        }
        if held > 0 {
            self.push(letter(block << (6 - held)));
        }
    }
}
