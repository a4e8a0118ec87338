//! Whether a document is shaped as the schema says, field by field.

use super::address::{Page, is_for_link, is_for_script};
use super::config::{Gate, find};
use super::json::{Value, behind};
use super::language::is_tag;
use super::lifetime::is_lifetime;
use super::parts::{among, cut};
use super::problems::Problem;
use super::record::is_id;
use super::schema::{Field, fields};
use super::texts;
use super::write::read_whole;

/// Goes through a document and notes what is wrong.
#[derive(Debug)]
pub struct Check<'a> {
    /// The page that the document is for.
    pub page: &'a Page<'a>,
    /// The declared categories.
    pub categories: &'a [Gate<'a>],
    /// What was found wrong, in order.
    pub problems: Vec<Problem>,
    #[cfg(feature = "messages")]
    path: String,
}

/// A build without the feature `messages` notes only that there is a problem: `samtycke.dev.js` is
/// larger than `samtycke.min.js` by the paths and words.
impl<'a> Check<'a> {
    /// A check that has found nothing yet.
    pub fn new(page: &'a Page<'a>, categories: &'a [Gate<'a>]) -> Check<'a> {
        Check {
            page,
            categories,
            problems: Vec::new(),
            #[cfg(feature = "messages")]
            path: String::new(),
        }
    }

    /// Notes a problem where the check stands.
    #[cfg(feature = "messages")]
    pub fn note(&mut self, what: impl FnOnce() -> String) {
        self.problems.push(Problem::new(&self.path, what()));
    }

    /// Notes a problem.
    #[cfg(not(feature = "messages"))]
    #[inline(always)]
    pub fn note(&mut self, _: impl FnOnce() -> String) {
        self.found();
    }

    #[cfg(not(feature = "messages"))]
    #[inline(never)]
    fn found(&mut self) {
        self.problems.push(Problem::default());
    }

    /// The same, one field further down.
    #[inline(always)]
    pub fn note_at(&mut self, field: &str, what: impl FnOnce() -> String) {
        let back = self.enter(field);
        self.note(what);
        self.leave(back);
    }

    /// Goes to a field; [`leave`](Check::leave) takes what this returns.
    #[cfg(feature = "messages")]
    pub fn enter(&mut self, field: &str) -> usize {
        let back = self.path.len();
        self.path.push_str(if back > 0 { "." } else { "" });
        self.path.push_str(field);
        back
    }

    /// Goes to an item of a list.
    #[cfg(feature = "messages")]
    pub fn enter_item(&mut self, index: usize) -> usize {
        let back = self.path.len();
        self.path.push_str(&format!("[{index}]"));
        back
    }

    /// Goes back up.
    #[cfg(feature = "messages")]
    pub fn leave(&mut self, back: usize) {
        self.path.truncate(back);
    }

    /// Goes nowhere.
    #[cfg(not(feature = "messages"))]
    pub fn enter(&mut self, _: &str) -> usize {
        0
    }

    /// Goes nowhere.
    #[cfg(not(feature = "messages"))]
    pub fn enter_item(&mut self, _: usize) -> usize {
        0
    }

    /// Goes nowhere.
    #[cfg(not(feature = "messages"))]
    pub fn leave(&mut self, _: usize) {}

    /// Notes all that does not fit the fields of an object.
    pub fn table(&mut self, value: &Value, fields: &[Field]) {
        if value.kind != b'{' {
            return self.note(|| "expected an object".into());
        }
        for found in &value.items {
            if !fields.iter().any(|field| field.name == found.name) {
                self.note_at(found.name, || {
                    words::unknown_field(found.name, fields.iter().map(|one| one.name))
                });
            }
        }
        for field in fields {
            let back = self.enter(field.name);
            let found = value.get(field.name);
            if found.is_there() {
                self.value(found, field.kind);
            } else if field.needed {
                self.note(|| "missing".into());
            }
            self.leave(back);
        }
    }

    fn value(&mut self, value: &Value, kind: &'static str) {
        let text = value.string();
        let rest = behind(kind, 1);
        let good = match *kind.as_bytes().first().unwrap_or(&0) {
            b'?' => among(value.text, "true false") && value.kind != b'"',
            b'#' => {
                let (least, most) = cut(rest, b'-');
                let bound = |text| read_whole(text).unwrap_or(0);
                let number = value.whole().unwrap_or(u64::MAX);
                number >= bound(least) && number <= bound(most.unwrap_or(""))
            }
            b's' => value.kind == b'"',
            b't' | b'l' if value.kind == b'{' => {
                return self.map(value, if kind == "l" { "@l" } else { "@w" });
            }
            b'w' | b't' => !is_blank(text),
            b'l' => is_for_link(text, self.page),
            b'u' => is_for_script(text, self.page),
            b'i' => is_id(text),
            b'c' => find(self.categories, text).is_some(),
            b'd' => is_lifetime(text),
            b'|' => among(text, rest),
            b'[' if value.kind == b'[' => {
                // Once for all of the list, which may be long.
                let fields = fields(rest);
                for (index, item) in value.items.iter().enumerate() {
                    let back = self.enter_item(index);
                    if fields.is_empty() {
                        self.value(item, rest);
                    } else {
                        self.table(item, &fields);
                    }
                    self.leave(back);
                }
                return;
            }
            b'{' => return self.table(value, &fields(kind)),
            b'*' | b'@' | b'%' if value.kind == b'{' => return self.map(value, kind),
            _ => false,
        };
        if !good {
            let categories = self.categories;
            self.note(|| words::expected(kind, value, categories));
        }
    }

    /// Notes what does not fit in an object of any names.
    fn map(&mut self, value: &Value, kind: &'static str) {
        let languages = kind.as_bytes().first() == Some(&b'@');
        let texts = kind.as_bytes().first() == Some(&b'%');
        for value in &value.items {
            let back = self.enter(value.name);
            if languages && !is_tag(value.name) {
                self.note(|| "expected a language tag such as \"en\" or \"pt-BR\"".into());
            }
            if texts && !texts::is_key(value.name) {
                self.note(|| words::unknown_field(value.name, texts::keys().into_iter()));
            }
            self.value(value, if texts { "w" } else { behind(kind, 1) });
            self.leave(back);
        }
        if texts {
            let say = |key| texts::own_or_first(value, value.name, key);
            let (yes, no) = (say("accept"), say("reject"));
            // Three times as long is too much even for a few blanks in place of a word.
            if yes == no || yes.len() > 3 * no.len() || no.len() > 3 * yes.len() {
                self.note(|| words::unequal(yes, no));
            }
        }
        if languages && value.items.is_empty() {
            self.note(|| "expected at least one language".into());
        }
    }
}

/// Whether there are only blanks and, escaped, line feeds and tabs; they alone are no text.
fn is_blank(text: &str) -> bool {
    let (mut escaped, mut blank) = (false, true);
    for byte in text.bytes() {
        blank &= match byte {
            b' ' => true,
            b'n' | b'r' | b't' => escaped,
            _ => byte == b'\\' && !escaped,
        };
        escaped = byte == b'\\';
    }
    blank
}

/// What was expected, in words. A build without the feature `messages` never asks.
mod words {
    use super::super::problems::{either, suggestion};
    use super::{Gate, Value, cut};

    pub fn unknown_field(name: &str, known: impl Iterator<Item = &'static str>) -> String {
        let known: Vec<&str> = known.collect();
        match suggestion(name, known.iter().copied()).as_str() {
            "" => format!("unknown field; expected {}", either(known.iter().copied())),
            hint => format!("unknown field{hint}"),
        }
    }

    pub fn unequal(yes: &str, no: &str) -> String {
        format!(
            "\"{yes}\" (accept) and \"{no}\" (reject) are no equal answers; expected two that differ, neither over three times as long as the other"
        )
    }

    /// A value as the configuration has it; of a long one, what it is.
    fn shown(value: &Value) -> String {
        match value.kind {
            b'"' => format!("\"{}\"", value.text),
            b'[' => "a list".into(),
            b'{' => "an object".into(),
            b'n' => "null".into(),
            _ => value.text.into(),
        }
    }

    pub fn expected(kind: &str, value: &Value, categories: &[Gate]) -> String {
        let found = shown(value);
        let one_of =
            |words: &[&str], what: &str| match suggestion(value.string(), words.iter().copied()) {
                hint if !hint.is_empty() => format!("{found} is {what}{hint}"),
                _ if words.is_empty() => format!("{found} is {what}; there is none"),
                _ => format!("{found} is {what}; expected {}", either(words.iter().copied())),
            };
        let rest = &kind[1..];
        match kind.as_bytes()[0] {
            b'?' => format!("expected true or false, not {found}"),
            b'#' => {
                let (least, most) = cut(rest, b'-');
                format!(
                    "expected a whole number from {least} to {}, not {found}",
                    most.unwrap_or("")
                )
            }
            b's' => format!("expected a string, not {found}"),
            b'w' | b't' => format!("expected a text that is not empty, not {found}"),
            b'l' => format!("{found} is no web address; expected https, or a path of this site"),
            b'u' => format!("{found} is neither https nor of this page's origin"),
            b'i' => format!(
                "{found} is no id; expected a lower-case letter, then letters, digits and \"_\", at most 32"
            ),
            b'c' => {
                let ids: Vec<&str> = categories.iter().map(|category| category.id).collect();
                one_of(&ids, "no category")
            }
            b'd' => format!(
                "{found} is no lifetime; expected \"session\" or an ISO 8601 duration such as \"P2Y\" or \"PT30M\""
            ),
            b'|' => one_of(&rest.split(' ').collect::<Vec<_>>(), "not known"),
            b'[' => format!("expected a list, not {found}"),
            _ => format!("expected an object, not {found}"),
        }
    }
}
