//! Writing numbers and JSON strings without the standard library's formatting, which is large
//! for a module that every visitor downloads.

/// Appends a whole number in base 10.
pub fn whole(out: &mut String, number: u64) {
    if number > 9 {
        whole(out, number / 10);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

/// Appends a JSON string with its quotes.
pub fn json_string(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                out.push('\\');
                out.push(character);
            }
            '\0'..' ' => {
                // The message of a problem has line feeds; other controls come from no one.
                out.push_str(if character == '\n' { "\\n" } else { " " });
            }
            _ => out.push(character),
        }
    }
    out.push('"');
}
