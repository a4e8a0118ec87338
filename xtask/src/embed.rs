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
    Ok([before, &expression(module)?, after].concat())
}

/// A byte that is rare in a module, and a character that needs no escape. It stands for 0, which is
/// the most frequent byte, and would need one; a byte that the module has nowhere stands for it.
const RARE: u8 = b'Z';

/// A JavaScript expression of the characters U+0000 to U+00FF that have the bytes' numbers. The
/// engine replaces all of a character faster than a loop looks at each.
fn expression(bytes: &[u8]) -> Result<String, String> {
    let unused = (0x80..=0xFF).rev().find(|byte| !bytes.contains(byte));
    let unused =
        unused.ok_or("The module has every byte from 0x80 on; embed.rs needs another way.")?;
    let literal = literal(bytes, unused);
    let (rare, unused) = (char::from(RARE), char::from(unused));
    Ok(format!("{literal}.replaceAll(\"{rare}\",\"\\0\").replaceAll(\"{unused}\",\"{rare}\")"))
}

/// A template literal: between quotes line feeds and quotes, which are frequent, would need an escape.
fn literal(bytes: &[u8], unused: u8) -> String {
    let mut text = String::from("`");
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            0 => text.push(char::from(RARE)),
            &RARE => text.push(char::from(unused)),
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
    fn read(literal: &str, unused: u8) -> Vec<u8> {
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
            let byte = u8::try_from(u32::from(character)).unwrap();
            bytes.push(match byte {
                RARE => 0,
                byte if byte == unused => RARE,
                byte => byte,
            });
        }
        bytes
    }

    #[test]
    fn every_pair_of_bytes_comes_back() {
        let bytes = || (0..=255).filter(|byte| *byte != 0xF0);
        let pairs: Vec<u8> =
            bytes().flat_map(|one| bytes().flat_map(move |two| [one, two])).collect();
        assert_eq!(read(&literal(&pairs, 0xF0), 0xF0), pairs);
        let expression = expression(&pairs).unwrap();
        assert!(expression.ends_with(r#"`.replaceAll("Z","\0").replaceAll("ð","Z")"#));
    }

    #[test]
    fn a_module_with_every_byte_is_refused() {
        let all: Vec<u8> = (0..=255).collect();
        assert!(expression(&all).is_err());
    }

    #[test]
    fn the_module_goes_where_the_loader_wants_it_and_nowhere_else() {
        assert_eq!(
            embed("a(MODULE);b", &[90, 0, 200]).unwrap(),
            "a(`ÿZÈ`.replaceAll(\"Z\",\"\\0\").replaceAll(\"ÿ\",\"Z\"));b"
        );
        assert!(embed("a()", &[]).is_err());
        assert!(embed("MODULE+MODULE", &[]).is_err());
    }
}
