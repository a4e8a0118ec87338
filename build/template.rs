//! From the HTML of `src/view/` to the templates that `src/model/view.rs` fills in.
//!
//! An element becomes `['tag',{'name':'value'},what is inside…]`: JSON, but for the quotes. In the
//! HTML `{…}` is what `<…>` is in the template, `{>name}` stands for another file, and `{" "}` for a
//! blank, since lines are joined without one.

/// The words that `src/model/view.rs` knows, as a letter each: matching those takes fewer bytes there
/// than matching names. All others are keys of texts, or fields where they begin with a dot.
const WORDS: [(&str, &str); 9] = [
    ("id", "!i"),
    ("label", "!l"),
    ("about", "!a"),
    ("duration", "!d"),
    ("theme", "!t"),
    ("layout", "!y"),
    ("position", "!p"),
    ("language", "!g"),
    ("direction", "!r"),
];

/// The conditions and lists that it knows.
const SECTIONS: [(&str, &str); 13] = [
    ("block", "b"),
    ("remains", "m"),
    ("outOfReach", "u"),
    ("signal", "s"),
    ("dnt", "n"),
    ("gpc", "g"),
    ("ruledOut", "r"),
    ("services", "v"),
    ("categories", "c"),
    ("on", "o"),
    ("fixed", "f"),
    ("required", "q"),
    ("first", "1"),
];

/// The short form of what stands in braces.
fn short(word: &str) -> String {
    let (mark, name) = match word.chars().next() {
        Some('#' | '^' | '*') => word.split_at(1),
        _ => ("", word),
    };
    let known = if mark.is_empty() { WORDS.as_slice() } else { &SECTIONS };
    let found = known.iter().find(|(long, _)| *long == name);
    assert!(
        found.is_some() || mark.is_empty() || name.starts_with('.'),
        "no condition and no list is called {name}"
    );
    format!("<{mark}{}>", found.map_or(name, |(_, short)| short))
}

/// Compiles `src/view/<name>.html`, which holds one element.
pub fn compile(name: &str) -> String {
    let source = source(name);
    let mut compiler = Compiler { rest: &source, out: String::new(), text: false };
    compiler.inside();
    assert!(compiler.rest.is_empty(), "{name}.html ends too early, before {:?}", compiler.rest);
    // The comma that goes before whatever stands inside something.
    compiler.out.split_off(1)
}

/// A file with those in it that it names, without comments and line breaks.
fn source(name: &str) -> String {
    let html = super::read(&format!("src/view/{name}.html"));
    let mut text: String = html.lines().map(str::trim).collect();
    while let Some((before, after)) = text.split_once("<!--") {
        text = before.to_string() + after.split_once("-->").expect("an end of the comment").1;
    }
    text = text.replace("{\" \"}", " ");
    while let Some((before, after)) = text.split_once("{>") {
        let (name, after) = after.split_once('}').expect("an end of the name");
        text = before.to_string() + &source(name) + after;
    }
    text
}

struct Compiler<'s> {
    rest: &'s str,
    out: String,
    /// Whether a string is open.
    text: bool,
}

impl Compiler<'_> {
    /// Compiles elements and text up to the end of the element that they are in.
    fn inside(&mut self) {
        while !self.rest.is_empty() && !self.rest.starts_with("</") {
            if self.rest.starts_with('<') {
                self.end_text();
                self.element();
            } else if self.rest.starts_with('{') {
                let section = ["{#", "{^", "{*"].iter().any(|mark| self.rest.starts_with(mark));
                let holds_elements = section && inside_of(&self.rest[1..]).contains('<');
                let ends_elements = self.rest.starts_with("{/}") && !self.text;
                if holds_elements || ends_elements {
                    self.end_text();
                } else {
                    self.begin_text();
                }
                // Sections in a text end in it: what is open then stays open.
                let open = self.text;
                self.word();
                if open && section {
                    self.in_text();
                }
            } else {
                self.begin_text();
                self.letter();
            }
        }
        self.end_text();
    }

    /// Compiles a section of nothing but text.
    fn in_text(&mut self) {
        while !self.rest.starts_with("{/}") {
            if self.rest.starts_with('{') {
                let section = ["{#", "{^"].iter().any(|mark| self.rest.starts_with(mark));
                self.word();
                if section {
                    self.in_text();
                }
            } else {
                self.letter();
            }
        }
        self.word();
    }

    fn element(&mut self) {
        let end = self.rest.find([' ', '>']).expect("an end of the tag");
        let tag = &self.rest[1..end];
        self.out.push_str(&format!(",['{tag}',{{"));
        self.rest = &self.rest[end..];
        self.attributes();
        if tag != "input" {
            self.inside();
            let end = format!("</{tag}>");
            self.rest = self.rest.strip_prefix(&end).unwrap_or_else(|| panic!("no {end}"));
        }
        self.out.push(']');
    }

    /// Compiles attributes; the first must not stand in a section, since the others begin with a
    /// comma.
    fn attributes(&mut self) {
        let mut between = "";
        loop {
            self.rest = self.rest.trim_start();
            if let Some(rest) = self.rest.strip_prefix('>') {
                self.rest = rest;
                self.out.push('}');
                return;
            }
            if self.rest.starts_with('{') {
                self.word();
                continue;
            }
            let end = self.rest.find(['=', ' ', '{', '>']).expect("an end of the attribute");
            let name = &self.rest[..end];
            self.out.push_str(&format!("{between}'{name}':'"));
            between = ",";
            self.rest = &self.rest[end..];
            if let Some(value) = self.rest.strip_prefix("=\"") {
                let (value, rest) = value.split_once('"').expect("an end of the value");
                let mut value = value;
                while let Some((before, behind)) = value.split_once('{') {
                    let (word, after) = behind.split_once('}').expect("an end of the word");
                    self.out.push_str(before);
                    self.out.push_str(&short(word));
                    value = after;
                }
                self.out.push_str(value);
                self.rest = rest;
            }
            self.out.push('\'');
        }
    }

    /// Compiles `{…}`.
    fn word(&mut self) {
        let (word, rest) = self.rest[1..].split_once('}').expect("an end of the word");
        self.out.push_str(&short(word));
        self.rest = rest;
    }

    fn letter(&mut self) {
        let mut letters = self.rest.chars();
        self.out.extend(letters.next());
        self.rest = letters.as_str();
    }

    fn begin_text(&mut self) {
        if !self.text {
            self.out.push_str(",'");
            self.text = true;
        }
    }

    fn end_text(&mut self) {
        if self.text {
            self.out.push('\'');
            self.text = false;
        }
    }
}

/// What stands in the section that a text begins with.
fn inside_of(text: &str) -> &str {
    let mut depth = 0;
    for (at, _) in text.match_indices('{') {
        match text[at + 1..].chars().next() {
            Some('#' | '^' | '*') => depth += 1,
            Some('/') if depth == 0 => return &text[..at],
            Some('/') => depth -= 1,
            _ => {}
        }
    }
    panic!("a section has no end: {text}")
}
