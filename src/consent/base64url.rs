//! Base64url without padding (RFC 4648 section 5): six bits a letter.

/// The letter of six bits.
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

/// The six bits of a letter.
pub(crate) fn six(byte: u8) -> Option<u32> {
    (0..64).find(|six| letter(*six) == byte)
}
