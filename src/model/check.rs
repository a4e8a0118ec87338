//! Whether a document is shaped as the schema says, field by field.

use super::address::{Page, is_for_link, is_for_script};
use super::document::{Kind as Found, Value};
use super::language::is_tag;
use super::lifetime::Lifetime;
use super::problems::{Problem, either, suggestion};
use super::record::is_id;
use super::schema::{Kind, Table};
use super::texts::{is_name, names};

/// Goes through a document and notes what is wrong.
#[derive(Debug)]
pub struct Check<'a> {
    /// The page that the document is for.
    pub page: &'a Page,
    /// The ids of the declared categories.
    pub categories: Vec<&'a str>,
    /// What was found wrong, in order.
    pub problems: Vec<Problem>,
    path: String,
}

impl<'a> Check<'a> {
    /// A check that has found nothing yet.
    pub fn new(page: &'a Page, categories: Vec<&'a str>) -> Check<'a> {
        Check { page, categories, problems: Vec::new(), path: String::new() }
    }

    /// Notes a problem where the check stands. A build without the feature `messages` notes only
    /// that there is one: `samtycke.dev.js` is larger than `samtycke.min.js` by the paths and words.
    pub fn note(&mut self, what: impl FnOnce() -> String) {
        if cfg!(feature = "messages") {
            self.problems.push(Problem { path: self.path.clone(), what: what() });
        } else if self.problems.is_empty() {
            self.problems.push(Problem::default());
        }
    }

    /// The same, one field further down.
    pub fn note_at(&mut self, field: &str, what: impl FnOnce() -> String) {
        let back = self.enter(field);
        self.note(what);
        self.leave(back);
    }

    /// Goes to a field; [`leave`](Check::leave) takes what this returns.
    pub fn enter(&mut self, field: &str) -> usize {
        let back = self.path.len();
        if cfg!(feature = "messages") {
            self.path.push_str(if back > 0 { "." } else { "" });
            self.path.push_str(field);
        }
        back
    }

    /// Goes to an item of a list.
    pub fn enter_item(&mut self, index: usize) -> usize {
        let back = self.path.len();
        if cfg!(feature = "messages") {
            self.path.push_str(&format!("[{index}]"));
        }
        back
    }

    /// Goes back up.
    pub fn leave(&mut self, back: usize) {
        if cfg!(feature = "messages") {
            self.path.truncate(back);
        }
    }

    /// Notes all that does not fit the fields of an object.
    pub fn table(&mut self, value: &Value, table: &'static Table) {
        if value.kind != Found::Object {
            return self.note(|| "expected an object".into());
        }
        for found in &value.items {
            let name = found.name.as_str();
            if table.fields.iter().any(|field| field.name == name) {
                continue;
            }
            self.note_at(name, || {
                let known: Vec<&str> = table.fields.iter().map(|field| field.name).collect();
                unknown_field(name, &known)
            });
        }
        for field in table.fields {
            let back = self.enter(field.name);
            let value = value.get(field.name);
            if value.is_there() {
                self.value(value, &field.kind);
            } else if field.needed {
                self.note(|| "missing".into());
            }
            self.leave(back);
        }
    }

    fn value(&mut self, value: &Value, kind: &'static Kind) {
        let text = value.text();
        // Blanks alone are no text.
        let empty = text.bytes().all(|byte| byte <= b' ');
        let good = match kind {
            Kind::Flag => value.kind == Found::Flag,
            Kind::Whole(least, most) => {
                value.whole().is_some_and(|number| number >= *least && number <= *most)
            }
            Kind::Any => value.kind == Found::Text,
            Kind::Word => !empty,
            Kind::Text | Kind::Link if value.kind == Found::Object => {
                return self.map(
                    value,
                    &Kind::Languages(match kind {
                        Kind::Link => &Kind::Link,
                        _ => &Kind::Word,
                    }),
                );
            }
            Kind::Text => !empty,
            Kind::Link => is_for_link(text, self.page),
            Kind::Address => is_for_script(text, self.page),
            Kind::Id => is_id(text),
            Kind::Category => self.categories.contains(&text),
            Kind::Lifetime => Lifetime::parse(text).is_some(),
            Kind::OneOf(words) => words.contains(&text),
            Kind::List(kind) => {
                if value.kind == Found::List {
                    for (index, item) in value.items.iter().enumerate() {
                        let back = self.enter_item(index);
                        self.value(item, kind);
                        self.leave(back);
                    }
                    return;
                }
                false
            }
            Kind::Object(table) => return self.table(value, table),
            Kind::Map(_) | Kind::Languages(_) | Kind::Texts => {
                if value.kind == Found::Object {
                    return self.map(value, kind);
                }
                false
            }
        };
        if !good {
            let ids = std::mem::take(&mut self.categories);
            self.note(|| expected(kind, text, &ids));
            self.categories = ids;
        }
    }

    /// Notes what does not fit in an object of any names.
    fn map(&mut self, value: &Value, kind: &Kind) {
        let (kind, languages, texts) = match kind {
            Kind::Languages(kind) => (*kind, true, false),
            Kind::Map(kind) => (*kind, false, false),
            _ => (&Kind::Word, false, true),
        };
        for value in &value.items {
            let back = self.enter(&value.name);
            if languages && !is_tag(&value.name) {
                self.note(|| "expected a language tag such as \"en\" or \"pt-BR\"".into());
            }
            if texts && !is_name(&value.name) {
                self.note(|| unknown_field(&value.name, &names()));
            }
            self.value(value, kind);
            self.leave(back);
        }
        if languages && value.items.is_empty() {
            self.note(|| "expected at least one language".into());
        }
    }
}

fn unknown_field(name: &str, known: &[&str]) -> String {
    match suggestion(name, known.iter().copied()).as_str() {
        "" => format!("unknown field; expected {}", either(known.iter().copied())),
        hint => format!("unknown field{hint}"),
    }
}

/// What was expected, in words.
fn expected(kind: &Kind, found: &str, categories: &[&str]) -> String {
    let one_of = |words: &[&str], what: &str| match suggestion(found, words.iter().copied()) {
        hint if !hint.is_empty() => format!("\"{found}\" is {what}{hint}"),
        _ => format!("\"{found}\" is {what}; expected {}", either(words.iter().copied())),
    };
    match kind {
        Kind::Flag => "expected true or false".into(),
        Kind::Whole(least, most) => format!("expected a whole number from {least} to {most}"),
        Kind::Any => "expected a string".into(),
        Kind::Word | Kind::Text => "expected a text that is not empty".into(),
        Kind::Link => {
            format!("\"{found}\" is no web address; expected https, or a path of this site")
        }
        Kind::Address => format!("\"{found}\" is neither https nor of this page's origin"),
        Kind::Id => format!(
            "\"{found}\" is no id; expected a lower-case letter, then letters, digits and \"_\", at most 32"
        ),
        Kind::Category => one_of(categories, "no category"),
        Kind::Lifetime => format!(
            "\"{found}\" is no lifetime; expected \"session\" or an ISO 8601 duration such as \"P2Y\" or \"PT30M\""
        ),
        Kind::OneOf(words) => one_of(words, "not known"),
        Kind::List(_) => "expected a list".into(),
        Kind::Object(_) | Kind::Map(_) | Kind::Languages(_) | Kind::Texts => {
            "expected an object".into()
        }
    }
}
