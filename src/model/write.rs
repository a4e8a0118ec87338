//! Whole numbers as text and back, without the standard library's formatting, which is large for a
//! module that every visitor downloads.

use super::json::piece;

/// Appends a whole number in base 10.
pub fn whole(out: &mut String, number: u64) {
    if number > 9 {
        whole(out, number / 10);
    }
    let digit = (number % 10) as usize;
    out.push_str(piece("0123456789", digit, digit + 1));
}

/// A whole number to the letter: digits only, none to spare in front, at most 15 of them.
pub fn read_whole(text: &str) -> Option<u64> {
    let spare = text.len() > 1 && text.as_bytes()[0] == b'0';
    if spare || text.is_empty() || text.len() > 15 {
        return None;
    }
    let mut number = 0;
    for byte in text.bytes() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number * 10 + u64::from(digit);
    }
    Some(number)
}

/// Appends a JSON string of a text that is escaped already.
pub fn quoted(out: &mut String, text: &str) {
    out.push_str("\"");
    out.push_str(text);
    out.push_str("\"");
}

/// Appends a string to what is, or will be, in an array.
pub fn item(out: &mut String, text: &str) {
    if !out.is_empty() && out.as_bytes().last() != Some(&b'[') {
        out.push_str(",");
    }
    quoted(out, text);
}
