//! The other banner's file: its values with their places, and the notes about them.

use std::cell::RefCell;
use std::collections::HashSet;

use samtycke_config::markup::first_entity;
use samtycke_config::source::{Source, line_and_column};
use serde_json::Value;

/// Fields that say nothing while they are false.
const OFF: &[&str] = &[
    "contextualConsentOnly",
    "default",
    "embedded",
    "enabled",
    "flipButtons",
    "hideDeclineAll",
    "hideLearnMore",
    "isExempt",
    "isMandatory",
    "noAutoLoad",
    "onlyOnce",
    "optOut",
    "runsOnce",
    "testing",
];

/// The file, and what has been read of it.
pub struct File<'a> {
    name: &'a str,
    text: &'a str,
    source: &'a Source,
    /// Paths that were looked at.
    seen: RefCell<HashSet<String>>,
    /// Paths whose whole value was read.
    taken: RefCell<HashSet<String>>,
    /// What was changed or left out: where, and why.
    notes: RefCell<Vec<(usize, String)>>,
}

/// A value of the file.
#[derive(Clone)]
pub struct Node<'a> {
    file: &'a File<'a>,
    pub value: &'a Value,
    pub path: String,
}

impl<'a> File<'a> {
    pub fn new(name: &'a str, text: &'a str, source: &'a Source) -> File<'a> {
        File {
            name,
            text,
            source,
            seen: RefCell::default(),
            taken: RefCell::default(),
            notes: RefCell::default(),
        }
    }

    pub fn root(&'a self) -> Node<'a> {
        Node { file: self, value: &self.source.value, path: String::new() }
    }

    /// `klaro.json:12:5 services[2].cookies`.
    pub fn at(&self, path: &str) -> String {
        let (line, column) = line_and_column(self.text, self.start(path));
        let gap = if path.is_empty() { "" } else { " " };
        format!("{}:{line}:{column}{gap}{path}", self.name)
    }

    fn start(&self, path: &str) -> usize {
        self.source.place(path).map_or(0, |range| range.start)
    }

    /// Notes every value that nobody looked at.
    pub fn note_unseen(&self, node: &Node, why: &dyn Fn(&str) -> &'static str) {
        if self.taken.borrow().contains(&node.path) {
            return;
        }
        for child in node.children() {
            let name = child.path.rsplit('.').next().unwrap_or_default();
            let is_off = *child.value == false && OFF.contains(&name);
            if self.seen.borrow().contains(&child.path) {
                self.note_unseen(&child, why);
            } else if !is_off {
                child.note(why(&child.path));
            }
        }
    }

    /// Notes a line about a path.
    pub fn note_line(&self, path: &str, line: String) {
        self.notes.borrow_mut().push((self.start(path), line));
    }

    /// The notes in the order of the file, a line each.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = self.notes.borrow().clone();
        notes.sort_by_key(|(start, _)| *start);
        notes.into_iter().map(|(_, line)| line).collect()
    }
}

impl<'a> Node<'a> {
    fn child(&self, value: &'a Value, path: String) -> Node<'a> {
        Node { file: self.file, value, path }
    }

    fn children(&self) -> Vec<Node<'a>> {
        match self.value {
            Value::Array(items) => items
                .iter()
                .enumerate()
                .map(|(index, value)| self.child(value, format!("{}[{index}]", self.path)))
                .collect(),
            Value::Object(fields) => {
                let dot = if self.path.is_empty() { "" } else { "." };
                fields
                    .iter()
                    .map(|(name, value)| self.child(value, format!("{}{dot}{name}", self.path)))
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    fn see(self) -> Node<'a> {
        self.file.seen.borrow_mut().insert(self.path.clone());
        self
    }

    /// A field; none if it is missing or `null`.
    pub fn get(&self, name: &str) -> Option<Node<'a>> {
        let value = self.value.as_object()?.get(name)?;
        let dot = if self.path.is_empty() { "" } else { "." };
        let child = self.child(value, format!("{}{dot}{name}", self.path)).see();
        (!value.is_null()).then_some(child)
    }

    /// The items of a list; none where it is no list.
    pub fn items(&self) -> Vec<Node<'a>> {
        let items = if self.value.is_array() { self.children() } else { Vec::new() };
        items.into_iter().map(Node::see).collect()
    }

    /// The fields of an object with their names; none where it is no object.
    pub fn fields(&self) -> Vec<(&'a str, Node<'a>)> {
        let names = self.value.as_object().into_iter().flat_map(|fields| fields.keys());
        names
            .map(String::as_str)
            .zip(self.children())
            .map(|(name, node)| (name, node.see()))
            .collect()
    }

    /// Its whole value has been read.
    pub fn take(&self) {
        self.file.taken.borrow_mut().insert(self.path.clone());
    }

    /// A string that is not blank.
    pub fn string(&self) -> Option<&'a str> {
        self.value.as_str().filter(|text| !text.trim().is_empty())
    }

    /// A text for visitors: markup is removed, and said.
    pub fn words(&self) -> Option<String> {
        let text = self.string()?;
        let plain = super::text::plain(text);
        if plain != text.trim() {
            self.note("held markup, which is not shown here; kept the text alone");
        }
        if let Some(left) = first_entity(&plain) {
            self.note(format!("holds {left}, which stands for no sign; write the sign itself"));
        }
        (!plain.is_empty()).then_some(plain)
    }

    /// Whether a field is `true`.
    pub fn is(&self, name: &str) -> bool {
        self.get(name).is_some_and(|node| *node.value == true)
    }

    /// Notes that something here was changed or left out, and what to do.
    pub fn note(&self, message: impl AsRef<str>) {
        let line = format!("{}: {}", self.file.at(&self.path), message.as_ref());
        self.file.note_line(&self.path, line);
    }
}
