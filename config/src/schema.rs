//! Every field of the declaration, once: tables made from the JSON Schema of [`Declaration`]. The check and
//! the TypeScript types follow them.

use std::sync::LazyLock;

#[cfg(feature = "generate")]
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

#[cfg(feature = "generate")]
use crate::declaration::Declaration;

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `true` or `false`.
    Flag,
    /// A whole number within bounds, both included.
    Whole(u64, u64),
    /// Any string.
    AnyString,
    /// A string that is not blank.
    Word,
    /// A text for visitors: a string that is not blank, or an object of language → string.
    Text,
    /// A link: an address, or an object of language → address.
    Link,
    /// The address of a script.
    Source,
    /// An id of a category or service.
    Id,
    /// The id of a declared category.
    Category,
    /// The id of a declared category, or a list of such ids.
    Categories,
    /// `session`, `persistent` or an ISO 8601 duration.
    Lifetime,
    /// A language tag.
    Language,
    /// A colour: `#` and three or six hexadecimal digits.
    Color,
    /// A day.
    Date,
    /// One of these strings.
    OneOf(Vec<String>),
    /// A list.
    List(Box<Kind>),
    /// An object with any names of fields.
    Named(Box<Kind>),
    /// An object with language tags as names.
    ByLanguage(Box<Kind>),
    /// Words in place of the built-in ones, by their keys.
    Words,
    /// Any value.
    Any,
    /// An object with the fields of the table of this name.
    Object(String),
}

/// The fields of an object.
#[derive(Debug)]
pub struct Table {
    /// The name of its type.
    pub name: String,
    /// What it is.
    pub doc: String,
    /// Its fields, in the order shown.
    pub fields: Vec<Field>,
}

/// A field of an object.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// Whether it always has to be there.
    pub needed: bool,
    /// What it means.
    pub doc: String,
    /// What holds where it is left out, if that is a value.
    pub default: Option<Value>,
}

/// The name of the whole declaration's table, which comes first.
pub const WHOLE: &str = "Declaration";

#[cfg(feature = "generate")]
static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    let settings = SchemaSettings::draft2020_12();
    let mut schema = settings.into_generator().into_root_schema_for::<Declaration>().to_value();
    mend(&mut schema);
    schema
});

/// The schema as text, where the code that makes it would be too much to carry.
#[cfg(not(feature = "generate"))]
static GIVEN: std::sync::OnceLock<&str> = std::sync::OnceLock::new();

/// Gives the schema that [`json_schema`] has made on another machine. Has to be called before anything is checked.
#[cfg(not(feature = "generate"))]
pub fn give(schema: &'static str) {
    // A second time it is the same.
    let _ = GIVEN.set(schema);
}

#[cfg(not(feature = "generate"))]
static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    let text = GIVEN.get().expect("`give` was called");
    serde_json::from_str(text).expect("the schema is JSON")
});

static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
    let definitions = SCHEMA["$defs"].as_object().into_iter().flatten();
    let objects = definitions.filter(|(_, one)| one["properties"].is_object());
    let others = objects.filter(|(name, _)| *name != "Texts");
    let whole = table(WHOLE, &SCHEMA);
    std::iter::once(whole).chain(others.map(|(name, one)| table(name, one))).collect()
});

/// The JSON Schema of a declaration (draft 2020-12). It holds what a schema can say; the check says more.
pub fn json_schema() -> Value {
    let mut schema = SCHEMA.clone();
    // A preset gives what is needed; the check sees it filled in.
    if let Some(service) = schema["$defs"]["Service"].as_object_mut() {
        let needed = service.remove("required").unwrap_or_default();
        let either = json!([{ "required": ["preset"] }, { "required": needed }]);
        service.insert("anyOf".into(), either);
    }
    schema
}

/// Every table. The first is the declaration.
pub fn tables() -> &'static [Table] {
    &TABLES
}

/// The table of a name.
///
/// # Panics
/// There is none; every name in a [`Kind`] has one.
pub fn table_of(name: &str) -> &'static Table {
    TABLES.iter().find(|table| table.name == name).expect("every object has a table")
}

/// Takes `null` out, which a field that may be left out cannot hold, and what only Rust calls a format.
#[cfg(feature = "generate")]
fn mend(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(mend),
        Value::Object(fields) => {
            fields.remove("format");
            if let Some(types) = fields.get_mut("type").filter(|types| types.is_array()) {
                *types = types[0].take();
            }
            let without_null = fields.get("anyOf").and_then(|any| {
                let [one, other] = any.as_array()?.as_slice() else { return None };
                (other["type"] == "null").then(|| one.clone())
            });
            if let Some(Value::Object(one)) = without_null {
                fields.remove("anyOf");
                fields.extend(one);
            }
            if fields.get("default") == Some(&Value::Null) {
                fields.remove("default");
            }
            fields.values_mut().for_each(mend);
        }
        _ => {}
    }
}

fn table(name: &str, schema: &Value) -> Table {
    // What a service needs without a preset is the second choice of two.
    let either = schema["anyOf"].as_array().into_iter().flatten().skip(1);
    let lists = either.map(|one| &one["required"]).chain([&schema["required"]]);
    let needed: Vec<&str> =
        lists.filter_map(Value::as_array).flatten().filter_map(Value::as_str).collect();
    let fields =
        schema["properties"].as_object().into_iter().flatten().map(|(field, schema)| Field {
            name: field.clone(),
            kind: kind(field, schema),
            needed: needed.contains(&field.as_str()),
            doc: text(schema, "description"),
            default: schema.get("default").cloned(),
        });
    Table { name: name.into(), doc: text(schema, "description"), fields: fields.collect() }
}

fn text(schema: &Value, field: &str) -> String {
    schema[field].as_str().unwrap_or_default().replace('\n', " ")
}

fn kind(field: &str, schema: &Value) -> Kind {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
        return named(field, name);
    }
    match schema["type"].as_str().unwrap_or_default() {
        "boolean" => Kind::Flag,
        "integer" => Kind::Whole(
            schema["minimum"].as_u64().unwrap_or(0),
            schema["maximum"].as_u64().unwrap_or(u64::MAX),
        ),
        "string" => Kind::AnyString,
        "array" => Kind::List(Box::new(kind(field, &schema["items"]))),
        _ => match kind(field, &schema["additionalProperties"]) {
            Kind::Words => Kind::ByLanguage(Box::new(Kind::Words)),
            value => Kind::Named(Box::new(value)),
        },
    }
}

fn named(field: &str, name: &str) -> Kind {
    match name {
        "Word" => Kind::Word,
        "Text" => Kind::Text,
        "Link" => Kind::Link,
        "Source" => Kind::Source,
        "Id" => Kind::Id,
        "CategoryId" => Kind::Category,
        "Categories" => Kind::Categories,
        "Lifetime" => Kind::Lifetime,
        "LanguageTag" => Kind::Language,
        "Color" => Kind::Color,
        "Date" => Kind::Date,
        "Texts" => Kind::Words,
        "Json" => Kind::Any,
        _ => {
            let definition = &SCHEMA["$defs"][name];
            match words(definition) {
                words if words.is_empty() && definition["properties"].is_object() => {
                    Kind::Object(name.into())
                }
                words if words.is_empty() => kind(field, definition),
                words => Kind::OneOf(words),
            }
        }
    }
}

/// The strings that an enumeration allows.
fn words(schema: &Value) -> Vec<String> {
    let list = |name: &str| schema[name].as_array().into_iter().flatten();
    let constants = list("oneOf").map(|one: &Value| &one["const"]);
    list("enum").chain(constants).filter_map(Value::as_str).map(String::from).collect()
}

impl Kind {
    /// The TypeScript type.
    pub fn type_script(&self) -> String {
        match self {
            Kind::Flag => "boolean".into(),
            Kind::Whole(..) => "number".into(),
            Kind::Text | Kind::Link => "Text".into(),
            Kind::Categories => "string | string[]".into(),
            Kind::OneOf(words) => {
                words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" | ")
            }
            Kind::List(item) => format!("{}[]", item.type_script()),
            Kind::Named(field) => format!("{{ [name: string]: {} }}", field.type_script()),
            Kind::ByLanguage(field) => format!("{{ [language: string]: {} }}", field.type_script()),
            Kind::Words => "Texts".into(),
            Kind::Object(table) => table.clone(),
            Kind::Any => "unknown".into(),
            Kind::AnyString
            | Kind::Word
            | Kind::Source
            | Kind::Id
            | Kind::Category
            | Kind::Language
            | Kind::Color
            | Kind::Date
            | Kind::Lifetime => "string".into(),
        }
    }
}

/// Takes out of a declaration what it need not say: fields that hold their defaults.
pub(crate) fn drop_defaults(value: &mut Value, table: &Table) {
    let Some(fields) = value.as_object_mut() else { return };
    for field in &table.fields {
        if let Some(inner) = fields.get_mut(&field.name) {
            drop_within(inner, &field.kind);
        }
    }
    let is_said = |name: &String, value: &Value| {
        let field = table.fields.iter().find(|field| field.name == *name);
        !field.is_some_and(|field| is_default(field, value))
    };
    let all: Map<String, Value> = std::mem::take(fields);
    fields.extend(all.into_iter().filter(|(name, value)| is_said(name, value)));
}

fn drop_within(value: &mut Value, kind: &Kind) {
    match kind {
        Kind::Object(name) => drop_defaults(value, table_of(name)),
        Kind::List(item) => {
            value.as_array_mut().into_iter().flatten().for_each(|one| drop_within(one, item));
        }
        _ => {}
    }
}

/// Whether a field, whose own fields without need are gone, says nothing.
fn is_default(field: &Field, value: &Value) -> bool {
    let is_empty = |value: &Value| {
        value.as_object().is_some_and(Map::is_empty) || value.as_array().is_some_and(Vec::is_empty)
    };
    let may_be_empty = matches!(
        field.kind,
        Kind::Object(_) | Kind::List(_) | Kind::Named(_) | Kind::ByLanguage(_)
    );
    !field.needed && (field.default.as_ref() == Some(value) || (may_be_empty && is_empty(value)))
}
