//! The text of a declaration: JSON, with comments and trailing commas, and where each value is.

use std::collections::HashMap;
use std::ops::Range;

use jsonc_parser::ast::{self, ObjectPropName};
use jsonc_parser::common::Ranged as _;
use jsonc_parser::errors::ParseErrorKind;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use serde_json::{Map, Number, Value};

use crate::code::Code;
use crate::problem::Problem;

/// Where a field is.
#[derive(Clone, Debug)]
struct Place {
    /// The name; the value where there is none, as in a list.
    name: Range<usize>,
    value: Range<usize>,
}

/// A declaration that has been read from text.
#[derive(Clone, Debug)]
pub struct Source {
    /// What it says.
    pub value: Value,
    /// Fields that are there twice. The last one counts, as it does for `JSON.parse`.
    pub problems: Vec<Problem>,
    places: HashMap<String, Place>,
}

/// JSON with comments and trailing commas, and nothing else that JSON does not have.
const OPTIONS: ParseOptions = ParseOptions {
    allow_comments: true,
    allow_trailing_commas: true,
    allow_loose_object_property_names: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// What some editors begin a file in UTF-8 with.
const MARK: &str = "\u{feff}";

impl Source {
    /// Reads a declaration.
    ///
    /// # Errors
    /// The text is not JSON. Values lie within each other at most 512 deep.
    pub fn parse(text: &str) -> Result<Source, Problem> {
        let wrong = |range: Range<usize>, what: &str, remedy: &str| {
            let (line, column) = line_and_column(text, range.start);
            let message = format!("not JSON: {what} at line {line} column {column}{remedy}");
            let mut problem = Problem::new(Code::NotJson, "", message);
            problem.range = Some(range);
            problem
        };
        // Browsers leave out a mark of the byte order too; blanks in its place keep all others where they are.
        let unmarked = text.strip_prefix(MARK).map(|rest| format!("{:1$}{rest}", "", MARK.len()));
        let unmarked = unmarked.as_deref().unwrap_or(text);
        let tree =
            parse_to_ast(unmarked, &CollectOptions::default(), &OPTIONS).map_err(|error| {
                let range = error.range();
                wrong(range.start..range.end, &error.kind().to_string(), remedy(error.kind()))
            })?;
        if let Some((range, what)) = loose(unmarked) {
            return Err(wrong(range, &what, ""));
        }
        let Some(value) = tree.value else {
            let mut problem = Problem::new(Code::NotJson, "", "not JSON: the file is empty");
            problem.range = Some(0..0);
            return Err(problem);
        };
        let mut source =
            Source { value: Value::Null, problems: Vec::new(), places: HashMap::new() };
        let range = range(&value);
        source.places.insert(String::new(), Place { name: range.clone(), value: range });
        source.value = source.read(value, String::new());
        Ok(source)
    }

    fn read(&mut self, value: ast::Value, path: String) -> Value {
        match value {
            ast::Value::StringLit(text) => text.value.into_owned().into(),
            ast::Value::NumberLit(number) => {
                number.value.parse::<Number>().map_or(Value::Null, Value::Number)
            }
            ast::Value::BooleanLit(flag) => flag.value.into(),
            ast::Value::NullKeyword(_) => Value::Null,
            ast::Value::Array(list) => {
                let items = list.elements.into_iter().enumerate().map(|(index, item)| {
                    let path = format!("{path}[{index}]");
                    let value = range(&item);
                    self.places.insert(path.clone(), Place { name: value.clone(), value });
                    self.read(item, path)
                });
                Value::Array(items.collect())
            }
            ast::Value::Object(object) => {
                let mut fields = Map::new();
                for property in object.properties {
                    let name_range = property.name.range();
                    let name = match property.name {
                        ObjectPropName::String(name) => name.value.into_owned(),
                        ObjectPropName::Word(name) => name.value.into(),
                    };
                    let dot = if path.is_empty() { "" } else { "." };
                    let path = format!("{path}{dot}{name}");
                    let place = Place {
                        name: name_range.start..name_range.end,
                        value: range(&property.value),
                    };
                    self.places.insert(path.clone(), place.clone());
                    let value = self.read(property.value, path.clone());
                    if fields.insert(name, value).is_some() {
                        let mut problem = Problem::new(
                            Code::DuplicateField,
                            path,
                            "is there twice; keep one of them",
                        );
                        problem.range = Some(place.name);
                        self.problems.push(problem);
                    }
                }
                Value::Object(fields)
            }
        }
    }

    /// Where a field's name is, or an item of a list: a path such as `services[2].category`.
    pub fn place(&self, path: &str) -> Option<Range<usize>> {
        self.places.get(path).map(|place| place.name.clone())
    }

    /// Says where a problem is: at a name if the name is what is wrong, else at the value. What is missing
    /// is missing in the object around it.
    pub(crate) fn locate(&self, problem: &mut Problem) {
        if problem.range.is_some() {
            return;
        }
        let exact = self.places.get(&problem.path);
        problem.range = match exact {
            Some(place) if problem.is_of_name => Some(place.name.clone()),
            Some(place) => Some(self.short(place)),
            None => self.around(&problem.path).map(|place| self.short(place)),
        };
    }

    /// The value, or the name where the value is a whole object or list: an underlined page helps nobody.
    fn short(&self, place: &Place) -> Range<usize> {
        let is_long = place.value.len() > 120;
        match is_long {
            true if place.name != place.value => place.name.clone(),
            true => place.value.start..place.value.start + 1,
            false => place.value.clone(),
        }
    }

    fn around(&self, path: &str) -> Option<&Place> {
        let mut path = path;
        while let Some(end) = path.rfind(['.', '[']) {
            path = &path[..end];
            // What a preset has filled in is wrong there.
            if let Some(place) = self.places.get(&format!("{path}.preset")) {
                return Some(place);
            }
            if let Some(place) = self.places.get(path) {
                return Some(place);
            }
        }
        self.places.get("")
    }
}

/// What to write instead of what JavaScript allows.
fn remedy(kind: &ParseErrorKind) -> &'static str {
    match kind {
        ParseErrorKind::ExpectedStringObjectProperty => "; write names in double quotes",
        ParseErrorKind::SingleQuotedStringsNotAllowed => "; write double quotes",
        _ => "",
    }
}

/// The first character that JSON forbids, although the parser takes it: a control character in a string, or a blank between
/// values that is none of JSON's four (RFC 8259, sections 2 and 7).
fn loose(text: &str) -> Option<(Range<usize>, String)> {
    let mut characters = text.char_indices().peekable();
    while let Some((at, one)) = characters.next() {
        let forbidden = |at: usize, one: char, what: &str| {
            let code = format!("U+{:04X}", u32::from(one));
            Some((at..at + one.len_utf8(), format!("{what} ({code})")))
        };
        match one {
            '"' => {
                while let Some((at, one)) = characters.next() {
                    match one {
                        '"' => break,
                        '\\' => drop(characters.next()),
                        control if control < ' ' => {
                            return forbidden(at, control, "Control character in a string");
                        }
                        _ => {}
                    }
                }
            }
            '/' if text[at..].starts_with("//") => {
                while characters.next_if(|(_, one)| !['\n', '\r'].contains(one)).is_some() {}
            }
            '/' => {
                let end = text[at + 2..].find("*/").map_or(text.len(), |end| at + 2 + end + 2);
                while characters.next_if(|(at, _)| *at < end).is_some() {}
            }
            ' ' | '\t' | '\n' | '\r' => {}
            blank if blank.is_whitespace() => {
                return forbidden(at, blank, "Blank that JSON does not have");
            }
            _ => {}
        }
    }
    None
}

/// The line and the column of a byte, both from 1; the column counts characters.
pub fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
}

fn range(value: &ast::Value) -> Range<usize> {
    let range = value.range();
    range.start..range.end
}
