//! The module inside the script: a string whose characters are the module's bytes.
//!
//! In UTF-8 and compressed that is as small as the bare module, where base64 takes a quarter more.

/// The name that the loader has in the core's place.
pub const CORE: &str = "CORE_BYTES";
/// The name that the development build has in the place of the compiler.
pub const COMPILER: &str = "DEV_BYTES";

/// Puts a module in its place in a minified script.
///
/// # Errors
/// That the place is not there exactly once.
pub fn embed(script: &str, place: &str, module: &[u8]) -> Result<String, String> {
    let Some((before, after)) = script.split_once(place) else {
        return Err(format!("The minified loader holds no {place}."));
    };
    if after.contains(place) {
        return Err(format!("The minified loader holds {place} twice."));
    }
    Ok([before, &expression(module), after].concat())
}

/// A JavaScript expression of the characters U+0000 to U+00FF that have the bytes' numbers. The
/// engine replaces all of a character faster than a loop looks at each.
///
/// 0, the most frequent byte, would need an escape: the rarest letter stands for it. A byte that the module has nowhere
/// stands for that letter, or where it has all of them a character beyond.
fn expression(bytes: &[u8]) -> String {
    let count = |letter: &u8| bytes.iter().filter(|byte| *byte == letter).count();
    let rare = (b'A'..=b'Z').rev().min_by_key(count).unwrap_or(b'Z');
    let unused = (0x80..=0xFF).rev().find(|byte| !bytes.contains(byte));
    let unused = unused.map_or('\u{100}', char::from);
    let mut expression = literal(bytes, rare, unused);
    let mut replace = |one, other: &str| {
        expression += &format!(".replaceAll(\"{one}\",\"{other}\")");
    };
    let letter = char::from(rare);
    replace(letter, "\\0");
    if bytes.contains(&rare) {
        replace(unused, &letter.to_string());
    }
    expression
}

/// A template literal: between quotes line feeds and quotes, which are frequent, would need an escape.
fn literal(bytes: &[u8], rare: u8, unused: char) -> String {
    let mut text = String::from("`");
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            0 => text.push(char::from(rare)),
            byte if *byte == rare => text.push(unused),
            // A carriage return would be read as a line feed.
            b'\r' => text.push_str("\\r"),
            b'`' => text.push_str("\\`"),
            b'\\' => text.push_str("\\\\"),
            b'$' if bytes.get(at + 1) == Some(&b'{') => text.push_str("\\$"),
            _ => text.push(char::from(*byte)),
        }
    }
    text.push('`');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a JavaScript engine reads from a literal, for the escapes that are written here.
    fn read(literal: &str, rare: u8, unused: char) -> Vec<u8> {
        let mut characters =
            literal.strip_prefix('`').unwrap().strip_suffix('`').unwrap().chars().peekable();
        let mut bytes = Vec::new();
        while let Some(character) = characters.next() {
            assert!(!['`', '\r', '\0'].contains(&character), "{character:?} stands bare");
            assert!(character != '$' || characters.peek() != Some(&'{'), "a substitution begins");
            let character = match character {
                '\\' => match characters.next().unwrap() {
                    'r' => '\r',
                    other => other,
                },
                other => other,
            };
            bytes.push(match character {
                one if one == unused => rare,
                one if one == char::from(rare) => 0,
                one => u8::try_from(u32::from(one)).unwrap(),
            });
        }
        bytes
    }

    #[test]
    fn every_pair_of_bytes_comes_back() {
        let bytes = || (0..=255).filter(|byte| *byte != 0xF0);
        let pairs: Vec<u8> =
            bytes().flat_map(|one| bytes().flat_map(move |two| [one, two])).collect();
        assert_eq!(read(&literal(&pairs, b'Z', 'ð'), b'Z', 'ð'), pairs);
        let expression = expression(&pairs);
        assert!(expression.ends_with(r#"`.replaceAll("Z","\0").replaceAll("ð","Z")"#));
    }

    #[test]
    fn a_module_with_every_byte_takes_a_character_beyond() {
        let all: Vec<u8> = (0..=255).collect();
        assert!(expression(&all).ends_with(".replaceAll(\"\u{100}\",\"Z\")"));
        assert_eq!(read(&literal(&all, b'Z', '\u{100}'), b'Z', '\u{100}'), all);
    }

    #[test]
    fn the_module_goes_where_the_loader_wants_it_and_nowhere_else() {
        assert_eq!(
            embed("a(MODULE);b", "MODULE", &[90, 0, 200]).unwrap(),
            "a(`ZYÈ`.replaceAll(\"Y\",\"\\0\"));b"
        );
        assert!(embed("a()", "MODULE", &[]).is_err());
        assert!(embed("MODULE+MODULE", "MODULE", &[]).is_err());
    }
}
