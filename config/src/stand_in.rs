//! Stand-ins for what no type can hold.

use serde_json::{Map, Value, json};

use crate::schema::{Kind, table_of};

/// A value as its field can hold it: with stand-ins for what is needed, and without what does not fit. Nothing where
/// that leaves nothing.
pub(crate) fn mend(value: &Value, kind: &Kind) -> Option<Value> {
    let strings = |value: &Value| -> Value {
        let fields = value.as_object().into_iter().flatten();
        fields
            .filter(|(_, one)| one.is_string())
            .map(|(name, one)| (name.clone(), one.clone()))
            .collect()
    };
    let is_kept = match kind {
        Kind::Any => true,
        Kind::Flag => value.is_boolean(),
        Kind::Whole(least, most) => {
            let is_within = |number: f64| number >= *least as f64 && number <= *most as f64;
            value.as_f64().is_some_and(|number| number.fract() == 0.0 && is_within(number))
        }
        Kind::OneOf(words) => {
            value.as_str().is_some_and(|word| words.iter().any(|one| one == word))
        }
        Kind::Text | Kind::Link if value.is_object() => return Some(strings(value)),
        Kind::Words => return value.is_object().then(|| strings(value)),
        Kind::Categories if value.is_array() => {
            return mend(value, &Kind::List(Box::new(Kind::Category)));
        }
        Kind::List(item) => {
            let whole = |one: &Value| mend(one, item).unwrap_or_else(|| stand_in(item));
            return Some(value.as_array()?.iter().map(whole).collect());
        }
        Kind::Named(field) | Kind::ByLanguage(field) => {
            let fields = value.as_object()?.iter();
            return Some(
                fields.filter_map(|(name, one)| Some((name.clone(), mend(one, field)?))).collect(),
            );
        }
        Kind::Object(name) => return Some(object(value.as_object()?, name)),
        _ => value.is_string(),
    };
    is_kept.then(|| value.clone())
}

fn object(fields: &Map<String, Value>, table: &str) -> Value {
    let known = table_of(table).fields.iter().filter_map(|field| {
        let mended = fields.get(&field.name).and_then(|value| mend(value, &field.kind));
        let value = mended.or_else(|| field.needed.then(|| stand_in(&field.kind)))?;
        Some((field.name.clone(), value))
    });
    known.collect()
}

/// A value that the type takes.
fn stand_in(kind: &Kind) -> Value {
    match kind {
        Kind::Flag => false.into(),
        Kind::Whole(least, _) => (*least).into(),
        Kind::OneOf(words) => words.first().cloned().into(),
        Kind::List(_) => json!([]),
        Kind::Named(_) | Kind::ByLanguage(_) | Kind::Words => json!({}),
        Kind::Object(name) => object(&Map::new(), name),
        Kind::Any => Value::Null,
        _ => "?".into(),
    }
}
