//! What the fields of a declaration hold, where a plain string would not say it.

use std::borrow::Cow;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// A string type with a schema of its own, under its own name.
macro_rules! strings {
    ($($(#[doc = $doc:literal])+ $name:ident $schema:tt)*) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }

        impl std::ops::Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }
    )*};
}

strings! {
    /// A string that is not blank.
    Word { "type": "string", "pattern": "\\S" }
    /// The address of a script: https, or of the page's own origin.
    Source { "type": "string", "minLength": 1 }
    /// The id of a category or service.
    Id { "type": "string", "pattern": "^[a-z][a-z0-9_]{0,31}$" }
    /// The id of a declared category.
    CategoryId { "type": "string", "pattern": "^[a-z][a-z0-9_]{0,31}$" }
    /// `session`, `persistent` or an ISO 8601 duration such as `P2Y` or `PT30M`.
    Lifetime {
        "type": "string",
        "pattern": "^(session|persistent|P(?=.*[1-9])(\\d{1,9}Y)?(\\d{1,9}M)?(\\d{1,9}W)?(\\d{1,9}D)?(T(?=\\d)(\\d{1,9}H)?(\\d{1,9}M)?(\\d{1,9}S)?)?)$"
    }
    /// A colour: `#` and three or six hexadecimal digits.
    Color { "type": "string", "pattern": "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$" }
    /// A day such as `2027-01-31`.
    Date {
        "type": "string",
        "pattern": "^(\\d{4}-((0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])|(0[469]|11)-(0[1-9]|[12]\\d|30)|02-(0[1-9]|1\\d|2[0-8]))|(\\d\\d(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)$"
    }
    /// A language tag such as `en` or `pt-BR`.
    LanguageTag { "type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$" }
}

/// Any value of JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Json(pub serde_json::Value);

impl JsonSchema for Json {
    fn schema_name() -> Cow<'static, str> {
        "Json".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "description": "Any value." })
    }
}

/// A text for visitors: one for every language, or one each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Text {
    /// The same in every language.
    Same(String),
    /// By language tag.
    Each(IndexMap<String, String>),
}

impl Text {
    /// The text in a language, as the page picks it: that language or a wider one, else English, else
    /// the first (RFC 4647, section 3.4).
    pub fn of(&self, language: &str) -> &str {
        match self {
            Text::Same(text) => text,
            Text::Each(texts) => {
                let find = |tag: &str| {
                    texts
                        .iter()
                        .find(|(one, _)| one.eq_ignore_ascii_case(tag))
                        .map(|(_, text)| text)
                };
                let mut wider = std::iter::successors(Some(language), |tag| {
                    tag.rsplit_once('-').map(|(wider, _)| wider)
                });
                wider
                    .find_map(find)
                    .or_else(|| find("en"))
                    .or_else(|| texts.values().next())
                    .map_or("", String::as_str)
            }
        }
    }

    /// The text in every language that it has.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        let (same, each) = match self {
            Text::Same(text) => (Some(text.as_str()), None),
            Text::Each(texts) => (None, Some(texts.values().map(String::as_str))),
        };
        same.into_iter().chain(each.into_iter().flatten())
    }

    fn schema(of: &str) -> Schema {
        json_schema!({
            "anyOf": [
                { "type": "string", "pattern": "\\S" },
                {
                    "type": "object",
                    "minProperties": 1,
                    "propertyNames": { "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$" },
                    "additionalProperties": { "type": "string", "pattern": "\\S" }
                }
            ],
            "description": of
        })
    }
}

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        Text::schema(
            "A text for visitors: one for every language, or an object of language to text.",
        )
    }
}

/// The address that a link leads to: one for every language, or one each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Link(pub Text);

impl JsonSchema for Link {
    fn schema_name() -> Cow<'static, str> {
        "Link".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        Text::schema(
            "An address, https, http or a path of this site; or an object of language to address.",
        )
    }
}

/// The categories of a service: all of them have to be granted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Categories {
    /// One.
    One(CategoryId),
    /// Several.
    All(Vec<CategoryId>),
}

impl Categories {
    /// Their ids, in declared order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        let ids = match self {
            Categories::One(id) => std::slice::from_ref(id),
            Categories::All(ids) => ids,
        };
        ids.iter().map(|id| &**id)
    }
}

impl JsonSchema for Categories {
    fn schema_name() -> Cow<'static, str> {
        "Categories".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let id = generator.subschema_for::<CategoryId>();
        json_schema!({
            "anyOf": [id, { "type": "array", "minItems": 1, "uniqueItems": true, "items": id }]
        })
    }
}

/// Words in place of the built-in ones of a language, by their keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Words(pub IndexMap<String, String>);

impl JsonSchema for Words {
    fn schema_name() -> Cow<'static, str> {
        "Texts".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let words: serde_json::Map<String, serde_json::Value> = crate::texts::keys()
            .map(|key| (key.into(), serde_json::json!({ "type": "string", "pattern": "\\S" })))
            .collect();
        json_schema!({ "type": "object", "additionalProperties": false, "properties": words })
    }
}
