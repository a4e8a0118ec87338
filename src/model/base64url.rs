//! Bytes as cookie octets: base64url without padding (RFC 4648 section 5).

use super::json::piece;

const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Appends `bytes` in base64url, without padding.
pub fn encode(out: &mut String, bytes: &[u8]) {
    for chunk in bytes.chunks(3) {
        let mut block = 0;
        for (index, byte) in chunk.iter().enumerate() {
            block |= u32::from(*byte) << (16 - 8 * index);
        }
        for index in 0..=chunk.len() {
            let letter = (block >> (18 - 6 * index)) as usize & 63;
            out.push_str(piece(ALPHABET, letter, letter + 1));
        }
    }
}

/// Reads base64url to the letter: no padding, no other characters, and no bits left over.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut block, mut bits) = (0u32, 0);
    for letter in text.bytes() {
        let six = ALPHABET.bytes().position(|one| one == letter)?;
        block = (block << 6 | six as u32) & 0xFFFF;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((block >> bits) as u8);
        }
    }
    let left_over = block & ((1 << bits) - 1);
    (bits < 6 && left_over == 0).then_some(bytes)
}
