//! A JSON text (RFC 8259) as a tree over it.
//!
//! No string is copied or rewritten: what is escaped in the text stays so. What leaves the model is
//! JSON too, so whoever parses that takes the escapes away. The text has to be as `JSON.stringify`
//! writes it (no blanks, each character escaped in one way); [`canonical`] makes one of any other.

/// A value, with its name where it is a field. A value that is missing is one too, so that reading
/// a field of a field is one pointer and no question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value<'t> {
    /// The byte that it begins with; 0 where it is missing.
    pub kind: u8,
    /// The name of a field; empty otherwise.
    pub name: &'t str,
    /// A string without its quotes, still escaped; a number, `true` or `false` as it is; empty
    /// otherwise, so that `null` reads as what is missing does.
    pub text: &'t str,
    /// What an array or an object holds, in order.
    pub items: Vec<Value<'t>>,
}

/// A value that is not there.
pub static MISSING: Value = Value { kind: 0, name: "", text: "", items: Vec::new() };

/// Nesting beyond this is cut off, so that no text can exhaust the stack. The configuration needs
/// a quarter of it.
const DEEPEST: u32 = 32;

impl<'t> Value<'t> {
    /// Reads a text.
    pub fn parse(text: &'t str) -> Value<'t> {
        Parser { text, at: 0 }.value("", DEEPEST)
    }

    /// Whether there is anything but `null`.
    pub fn is_there(&self) -> bool {
        self.kind != 0 && self.kind != b'n'
    }

    /// The text of a string; empty for anything else.
    pub fn string(&self) -> &'t str {
        if self.kind == b'"' { self.text } else { "" }
    }

    /// A whole number of at most 15 digits.
    pub fn whole(&self) -> Option<u64> {
        super::write::read_whole(self.text).filter(|_| self.kind != b'"')
    }

    /// Whether it is `true`.
    pub fn is_true(&self) -> bool {
        self.kind == b't'
    }

    /// The field of an object.
    pub fn get(&self, name: &str) -> &Value<'t> {
        for item in &self.items {
            if item.name == name {
                return item;
            }
        }
        &MISSING
    }

    /// An item of an array, by its number.
    pub fn item(&self, number: usize) -> &Value<'t> {
        self.items.get(number).unwrap_or(&MISSING)
    }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Parser<'t> {
    fn byte(&self) -> u8 {
        *self.text.as_bytes().get(self.at).unwrap_or(&0)
    }

    fn value(&mut self, name: &'t str, depth: u32) -> Value<'t> {
        let kind = self.byte();
        let mut value = Value { kind, name, text: "", items: Vec::new() };
        if kind == b'"' {
            value.text = self.string();
        } else if depth > 0 && (kind == b'[' || kind == b'{') {
            self.at += 1;
            while self.byte() != b']' && self.byte() != b'}' && self.byte() != 0 {
                let mut name = "";
                if kind == b'{' {
                    name = self.string();
                    self.at += 1;
                }
                value.items.push(self.value(name, depth - 1));
                self.at += usize::from(self.byte() == b',');
            }
            self.at += 1;
        } else {
            let start = self.at;
            while !matches!(self.byte(), b',' | b']' | b'}' | 0) {
                self.at += 1;
            }
            if kind != b'n' {
                value.text = piece(self.text, start, self.at);
            }
            // Nothing was read of what nests too deep: what is left of the text is no use either.
            if start == self.at {
                self.at = self.text.len();
            }
        }
        value
    }

    /// Reads a string from its quote on.
    fn string(&mut self) -> &'t str {
        let start = self.at + 1;
        let mut escaped = true;
        while self.byte() != 0 && (escaped || self.byte() != b'"') {
            escaped = !escaped && self.byte() == b'\\';
            self.at += 1;
        }
        self.at += 1;
        piece(self.text, start, self.at - 1)
    }
}

/// A piece of a text; empty where it has none there.
pub fn piece(text: &str, from: usize, to: usize) -> &str {
    text.get(from..to).unwrap_or("")
}

/// What stands behind so many bytes.
pub fn behind(text: &str, from: usize) -> &str {
    piece(text, from, text.len())
}

/// Any JSON text as `JSON.stringify` would write it.
///
/// # Errors
/// Where the text stops being JSON. A field that stands twice is no error: its last value counts.
#[cfg(not(target_arch = "wasm32"))]
pub fn canonical(text: &str) -> Result<String, serde_json::Error> {
    serde_json::from_str::<serde_json::Value>(text).map(|value| value.to_string())
}
