//! Bytes as cookie octets: base64url without padding (RFC 4648 section 5).

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Appends `bytes` in base64url, without padding.
pub fn encode(out: &mut String, bytes: &[u8]) {
    for chunk in bytes.chunks(3) {
        let mut block = 0;
        for (index, byte) in chunk.iter().enumerate() {
            block |= u32::from(*byte) << (16 - 8 * index);
        }
        for index in 0..=chunk.len() {
            out.push(char::from(ALPHABET[(block >> (18 - 6 * index)) as usize & 63]));
        }
    }
}

/// Reads base64url to the letter: no padding, no other characters, and no bits left over.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut block, mut bits) = (0u32, 0);
    for letter in text.bytes() {
        let six = ALPHABET.iter().position(|one| *one == letter)?;
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
