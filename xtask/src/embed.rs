//! The module inside the script: a string whose characters are the module's bytes.
//!
//! In UTF-8 and compressed that is as small as the bare module, where base64 takes a quarter more.

/// The name that the loader has in the module's place.
pub const PLACEHOLDER: &str = "MODULE";

/// Puts the module in its place in a minified script.
///
/// # Errors
/// That the place is not there exactly once.
pub fn embed(script: &str, module: &[u8]) -> Result<String, String> {
    let Some((before, after)) = script.split_once(PLACEHOLDER) else {
        return Err(format!("The minified loader holds no {PLACEHOLDER}."));
    };
    if after.contains(PLACEHOLDER) {
        return Err(format!("The minified loader holds {PLACEHOLDER} twice."));
    }
    Ok([before, &literal(module), after].concat())
}

/// A byte that is rare in a module, and a character that needs no escape. It changes places with 0,
/// which is the most frequent byte, and would need one. `src/browser/loader.js` changes them back.
const RARE: u8 = b'Z';

/// A JavaScript template literal of the characters U+0000 to U+00FF with these numbers. Between
/// quotes line feeds and quotes, which are frequent too, would need an escape.
fn literal(bytes: &[u8]) -> String {
    let mut text = String::from("`");
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            0 => text.push(char::from(RARE)),
            // Before a digit, `\0` would be read as a number in base 8, and is refused.
            &RARE if bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => text.push_str("\\x00"),
            &RARE => text.push_str("\\0"),
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
    fn read(literal: &str) -> Vec<u8> {
        let mut characters =
            literal.strip_prefix('`').unwrap().strip_suffix('`').unwrap().chars().peekable();
        let mut bytes = Vec::new();
        while let Some(character) = characters.next() {
            assert!(!['`', '\r', '\0'].contains(&character), "{character:?} stands bare");
            assert!(character != '$' || characters.peek() != Some(&'{'), "a substitution begins");
            let character = match character {
                '\\' => match characters.next().unwrap() {
                    '0' => {
                        assert!(
                            !characters.peek().is_some_and(char::is_ascii_digit),
                            "an octal escape"
                        );
                        '\0'
                    }
                    'x' => {
                        let digits: String = characters.by_ref().take(2).collect();
                        char::from(u8::from_str_radix(&digits, 16).unwrap())
                    }
                    'n' => '\n',
                    'r' => '\r',
                    other => other,
                },
                other => other,
            };
            let byte = u8::try_from(u32::from(character)).unwrap();
            bytes.push(match byte {
                0 => RARE,
                RARE => 0,
                byte => byte,
            });
        }
        bytes
    }

    #[test]
    fn every_pair_of_bytes_comes_back() {
        let pairs: Vec<u8> =
            (0..=255).flat_map(|one| (0..=255).flat_map(move |two| [one, two])).collect();
        assert_eq!(read(&literal(&pairs)), pairs);
    }

    #[test]
    fn the_module_goes_where_the_loader_wants_it_and_nowhere_else() {
        assert_eq!(embed("a(MODULE);b", &[90, 49, 200]).unwrap(), "a(`\\x001\u{c8}`);b");
        assert!(embed("a()", &[]).is_err());
        assert!(embed("MODULE+MODULE", &[]).is_err());
    }
}
