//! The configuration's JSON (RFC 8259) as a tree that is read by name.
//!
//! A value is one pointer, and a field that is missing is a value too: that keeps
//! the checks and the views smaller than structures with a type for each object would. Whole numbers
//! are all that is needed, and no field may stand twice.

/// A value, with its name where it is a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// What it is.
    pub kind: Kind,
    /// The name of a field; empty otherwise.
    pub name: String,
    /// What an array or an object holds, in order.
    pub items: Vec<Value>,
    text: String,
    /// A whole number; 1 for `true`.
    number: u32,
}

const NONE: Value = Value {
    kind: Kind::Missing,
    name: String::new(),
    items: Vec::new(),
    text: String::new(),
    number: 0,
};

static MISSING: Value = NONE;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`, or not there at all.
    Missing,
    /// `true` or `false`.
    Flag,
    /// A whole number from 0 to 2³² − 1.
    Whole,
    /// Any other number.
    Number,
    /// A string.
    Text,
    /// An array.
    List,
    /// An object.
    Object,
}

/// Nesting beyond this is refused, so that no text can exhaust the stack.
const DEEPEST: u32 = 32;

impl Value {
    /// Reads a text whole.
    ///
    /// # Errors
    /// The byte offset at which the text stops being JSON, or names a field for the second time.
    pub fn parse(text: &str) -> Result<Value, usize> {
        let mut parser = Parser { text, at: 0 };
        match parser.value(String::new(), DEEPEST) {
            Some(value) if parser.peek() == 0 && parser.at == text.len() => Ok(value),
            _ => Err(parser.at),
        }
    }

    /// A value that is not there.
    pub fn missing() -> &'static Value {
        &MISSING
    }

    /// Whether there is anything but `null`.
    pub fn is_there(&self) -> bool {
        self.kind != Kind::Missing
    }

    /// The field of an object.
    pub fn get(&self, name: &str) -> &Value {
        for item in &self.items {
            if item.name == name {
                return item;
            }
        }
        &MISSING
    }

    /// An item by its number.
    pub fn item(&self, number: usize) -> &Value {
        self.items.get(number).unwrap_or(&MISSING)
    }

    /// The text of a string; empty for anything else.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A whole number.
    pub fn whole(&self) -> Option<u32> {
        if self.kind == Kind::Whole { Some(self.number) } else { None }
    }

    /// A flag, or `default` where there is none.
    pub fn flag(&self, default: bool) -> bool {
        if self.kind == Kind::Flag { self.number == 1 } else { default }
    }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
}

impl Parser<'_> {
    /// The next byte that is no blank; 0 at the end.
    fn peek(&mut self) -> u8 {
        loop {
            match self.byte() {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                byte => return byte,
            }
        }
    }

    fn byte(&self) -> u8 {
        *self.text.as_bytes().get(self.at).unwrap_or(&0)
    }

    fn eat(&mut self, byte: u8) -> bool {
        let there = self.byte() == byte;
        self.at += usize::from(there);
        there
    }

    fn value(&mut self, name: String, depth: u32) -> Option<Value> {
        let mut value = Value { name, ..NONE };
        match self.peek() {
            b'n' => self.word("null")?,
            b't' => {
                self.word("true")?;
                (value.kind, value.number) = (Kind::Flag, 1);
            }
            b'f' => {
                self.word("false")?;
                value.kind = Kind::Flag;
            }
            b'"' => (value.kind, value.text) = (Kind::Text, self.string()?),
            b'[' => (value.kind, value.items) = (Kind::List, self.inside(b']', depth)?),
            b'{' => (value.kind, value.items) = (Kind::Object, self.inside(b'}', depth)?),
            _ => {
                let number = self.number()?;
                value.kind = if number.is_some() { Kind::Whole } else { Kind::Number };
                value.number = number.unwrap_or(0);
            }
        }
        Some(value)
    }

    fn word(&mut self, word: &str) -> Option<()> {
        for byte in word.bytes() {
            if !self.eat(byte) {
                return None;
            }
        }
        Some(())
    }

    /// Reads the values between two brackets.
    fn inside(&mut self, close: u8, depth: u32) -> Option<Vec<Value>> {
        self.at += 1;
        let depth = depth.checked_sub(1)?;
        let mut items: Vec<Value> = Vec::new();
        if self.peek() == close {
            self.at += 1;
            return Some(items);
        }
        loop {
            let mut name = String::new();
            if close == b'}' {
                self.peek();
                let start = self.at;
                name = self.string()?;
                if items.iter().any(|item| item.name == name) {
                    self.at = start;
                    return None;
                }
                self.peek();
                if !self.eat(b':') {
                    return None;
                }
            }
            items.push(self.value(name, depth)?);
            if self.peek() == close {
                self.at += 1;
                return Some(items);
            }
            if !self.eat(b',') {
                return None;
            }
        }
    }

    /// Reads a number; within, `None` for one that is not whole or does not fit.
    fn number(&mut self) -> Option<Option<u32>> {
        let mut number = if self.eat(b'-') { None } else { Some(0u32) };
        let first = self.byte();
        let start = self.at;
        while self.byte().is_ascii_digit() {
            let digit = u32::from(self.byte() - b'0');
            number = number.and_then(|number| number.checked_mul(10)?.checked_add(digit));
            self.at += 1;
        }
        let digits = self.at - start;
        if digits == 0 || (first == b'0' && digits > 1) {
            return None;
        }
        if self.eat(b'.') {
            number = None;
            self.digits()?;
        }
        if self.eat(b'e') || self.eat(b'E') {
            number = None;
            let _ = self.eat(b'+') || self.eat(b'-');
            self.digits()?;
        }
        Some(number)
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.byte().is_ascii_digit() {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    fn string(&mut self) -> Option<String> {
        if !self.eat(b'"') {
            return None;
        }
        let mut string = String::new();
        loop {
            let start = self.at;
            while !matches!(self.byte(), b'"' | b'\\' | 0..0x20) {
                self.at += 1;
            }
            string.push_str(self.text.get(start..self.at)?);
            if self.eat(b'"') {
                return Some(string);
            }
            // Neither: a control character, or the end of the text.
            if !self.eat(b'\\') {
                return None;
            }
            let escape = self.byte();
            self.at += 1;
            let character = match escape {
                b'"' | b'\\' | b'/' => char::from(escape),
                b'n' => '\n',
                b't' => '\t',
                b'r' => '\r',
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                b'u' => self.escaped()?,
                _ => return None,
            };
            string.push(character);
        }
    }

    /// The character behind `\u`, of a surrogate pair too; half a pair reads as U+FFFD.
    fn escaped(&mut self) -> Option<char> {
        let mut code = self.hex()?;
        if code >> 10 == 0xD800 >> 10 && self.eat(b'\\') {
            if !self.eat(b'u') {
                return None;
            }
            let low = self.hex()?;
            code = 0x10000 + ((code & 0x3FF) << 10 | low & 0x3FF);
            if low >> 10 != 0xDC00 >> 10 {
                return None;
            }
        }
        Some(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn hex(&mut self) -> Option<u32> {
        let mut number = 0;
        for _ in 0..4 {
            number = number << 4 | char::from(self.byte()).to_digit(16)?;
            self.at += 1;
        }
        Some(number)
    }
}
