//! The normal form of a declaration: the same format, without what it need not say.

use serde_json::{Number, Value};

use crate::declaration::Declaration;
use crate::language::is_tag;
#[cfg(feature = "all-languages")]
use crate::lookup::look_up;
use crate::schema::{Kind, WHOLE, drop_defaults, table_of};

/// The normal form: fields in the order of the schema, defaults left out, nothing that is for the check or the audit alone. A page
/// decides the same under it as under its source, and the normal form of it is itself.
pub fn form(declaration: &Declaration) -> Value {
    let mut declaration = declaration.clone();
    declaration.schema = None;
    declaration.exceptions = Vec::new();
    declaration.ignores = Vec::new();
    without_presets(&declaration)
}

/// The normal form, with what is for editors, the check and the audit.
pub fn without_presets(declaration: &Declaration) -> Value {
    let mut declaration = declaration.clone();
    for service in &mut declaration.services {
        // They are expanded.
        service.preset = None;
        service.with.clear();
    }
    let mut value = serde_json::to_value(declaration).unwrap_or_default();
    drop_defaults(&mut value, table_of(WHOLE));
    value
}

/// The normal form for a site that speaks these languages only: its texts in other languages are left out,
/// and so are `texts` and `languages`, which the words of the built script take in.
#[cfg(feature = "all-languages")]
pub fn form_in(declaration: &Declaration, languages: &[&str]) -> Value {
    let mut declaration = declaration.clone();
    declaration.texts.clear();
    declaration.languages.clear();
    let mut value = form(&declaration);
    each_text(&mut value, &mut |text| keep_languages(text, languages));
    value
}

/// Languages that the texts of a declaration are in, its own words of the banner included; in no order, and
/// some more than once.
pub fn languages(declaration: &Declaration) -> Vec<String> {
    let with_words = declaration.texts.iter().filter(|(_, words)| !words.0.is_empty());
    let mut tags: Vec<String> = with_words.map(|(tag, _)| tag.clone()).collect();
    each_text(&mut form(declaration), &mut |text| {
        tags.extend(text.as_object().into_iter().flat_map(|each| each.keys().cloned()));
    });
    tags
}

/// Languages that the texts of a declaration are in, whatever else is wrong with it.
pub(crate) fn languages_of(declaration: &Value) -> Vec<String> {
    let fields = |value: &Value| {
        value.as_object().into_iter().flatten().map(|(tag, _)| tag.clone()).collect::<Vec<_>>()
    };
    let mut tags = fields(&declaration["texts"]);
    each_text(&mut declaration.clone(), &mut |text| tags.extend(fields(text)));
    tags.retain(|tag| is_tag(tag));
    tags
}

/// Leaves of a text what the page would show in these languages.
#[cfg(feature = "all-languages")]
fn keep_languages(text: &mut Value, languages: &[&str]) {
    let Some(each) = text.as_object_mut() else { return };
    let tags: Vec<String> = each.keys().cloned().collect();
    let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
    let first = tags.first().copied();
    let shown: Vec<&str> =
        languages.iter().filter_map(|one| look_up(&[one, "en"], &tags).or(first)).collect();
    each.retain(|tag, _| shown.contains(&tag.as_str()));
    if each.len() == 1
        && let Some((_, only)) = each.iter().next()
    {
        *text = only.clone();
    }
}

/// Calls a function with every text and link of a declaration.
fn each_text(value: &mut Value, found: &mut impl FnMut(&mut Value)) {
    each_within(value, &Kind::Object(WHOLE.into()), found);
}

fn each_within(value: &mut Value, kind: &Kind, found: &mut impl FnMut(&mut Value)) {
    match kind {
        Kind::Text | Kind::Link => found(value),
        Kind::List(item) => {
            value
                .as_array_mut()
                .into_iter()
                .flatten()
                .for_each(|one| each_within(one, item, found));
        }
        Kind::Object(name) => {
            for field in &table_of(name).fields {
                if let Some(inner) = value.get_mut(&field.name) {
                    each_within(inner, &field.kind, found);
                }
            }
        }
        _ => {}
    }
}

/// JSON knows one kind of number: `1.0` and `1e0` are whole.
pub(crate) fn whole_numbers(value: &mut Value) {
    match value {
        Value::Number(number) => {
            let whole = number.as_f64().filter(|number| number.fract() == 0.0 && *number >= 0.0);
            if let Some(whole) = whole.filter(|whole| *whole <= u32::MAX.into()) {
                *number = Number::from(whole as u64);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(whole_numbers),
        Value::Object(fields) => fields.values_mut().for_each(whole_numbers),
        _ => {}
    }
}
