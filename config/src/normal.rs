//! The normal form of a declaration: the same format, without what it need not say.

use serde_json::{Number, Value};

use crate::declaration::Declaration;
use crate::schema::{WHOLE, drop_defaults, table_of};

/// The normal form: fields in the order of the schema, defaults left out, no exceptions of the check. A page
/// decides the same under it as under its source, and the normal form of it is itself.
pub fn form(declaration: &Declaration) -> Value {
    let mut declaration = declaration.clone();
    declaration.schema = None;
    declaration.exceptions = Vec::new();
    let mut value = serde_json::to_value(declaration).unwrap_or_default();
    drop_defaults(&mut value, table_of(WHOLE));
    value
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
