//! A JavaScript value as JSON. Everything that JSON has no form for is a problem at its path: a
//! function or a date in a declaration is a mistake, and would be lost without a word.

use js_sys::{Array, Function, Object, Reflect};
use samtycke_config::{Code, Problem};
use serde_json::{Map, Number, Value};
use wasm_bindgen::{JsCast as _, JsValue};

/// Values within values. A declaration needs a quarter of it.
const DEEPEST: usize = 32;
/// Values in all. A declaration of a thousand services needs a tenth of it.
const MOST: usize = 1_000_000;

/// Reads a value. Fields that are `undefined` are left out.
///
/// # Errors
/// What is not plain data. The whole value is looked at, unless it has no end.
pub fn read(value: &JsValue) -> Result<Value, Vec<Problem>> {
    let mut reader =
        Reader { path: String::new(), parents: Vec::new(), left: MOST, problems: vec![] };
    match reader.value(value) {
        Some(value) if reader.problems.is_empty() => Ok(value),
        _ => Err(reader.problems),
    }
}

struct Reader {
    path: String,
    /// The objects that hold the current value, the outermost first.
    parents: Vec<JsValue>,
    /// How many values may still be read.
    left: usize,
    problems: Vec<Problem>,
}

impl Reader {
    fn refuse(&mut self, message: impl Into<String>) -> Option<Value> {
        // One problem is enough where there are too many values.
        if self.left > 0 {
            self.problems.push(Problem::new(Code::WrongType, self.path.clone(), message));
        }
        None
    }

    fn value(&mut self, value: &JsValue) -> Option<Value> {
        if self.left <= 1 {
            self.refuse(format!("expected a declaration of fewer than {MOST} values"));
            self.left = 0;
            return None;
        }
        self.left -= 1;
        if let Some(text) = value.as_string() {
            return Some(text.into());
        }
        if let Some(number) = value.as_f64() {
            return match number_of(number) {
                Some(number) => Some(number.into()),
                None => self.refuse(format!("expected a number, not {number}")),
            };
        }
        if let Some(flag) = value.as_bool() {
            return Some(flag.into());
        }
        if value.is_null() {
            return Some(Value::Null);
        }
        if value.is_object() {
            // Not by `instanceof`: an object may have no prototype, or one of another frame.
            return self.object(value.unchecked_ref());
        }
        self.refuse(format!("expected data, not {}", type_of(value)))
    }

    fn object(&mut self, object: &Object) -> Option<Value> {
        if self.parents.iter().any(|parent| Object::is(parent, object)) {
            return self.refuse("expected data that ends; this object holds itself");
        }
        if self.parents.len() >= DEEPEST {
            return self.refuse(format!("expected at most {DEEPEST} values within each other"));
        }
        // A proxy may throw here. `Array.isArray` throws for no other.
        let Ok(prototype) = Reflect::get_prototype_of(object) else {
            return self.refuse("expected a plain object, not a proxy that throws");
        };
        self.parents.push(object.into());
        let value = if Array::is_array(object) {
            self.array(object)
        } else if is_plain(&prototype) {
            self.fields(object)
        } else {
            self.refuse(format!("expected a plain object, not {}", class_of(object)))
        };
        self.parents.pop();
        value
    }

    fn array(&mut self, array: &Object) -> Option<Value> {
        let length = self.get(array, &"length".into())?.as_f64().unwrap_or(f64::INFINITY);
        if length >= MOST as f64 {
            return self.refuse(format!("expected a list of fewer than {MOST} items"));
        }
        let mut items = Vec::new();
        for index in 0..length as u32 {
            let item = self.within(&format!("[{index}]"), |reader| {
                let value = reader.get(array, &index.into())?;
                reader.value(&value)
            });
            items.extend(item);
            if self.left == 0 {
                break;
            }
        }
        Some(items.into())
    }

    fn fields(&mut self, object: &Object) -> Option<Value> {
        let Ok(names) = Reflect::own_keys(object) else {
            return self.refuse("its fields cannot be listed");
        };
        let mut fields = Map::new();
        for name in names.iter().filter_map(|name| name.as_string()) {
            let dot = if self.path.is_empty() { "" } else { "." };
            let value = self.within(&format!("{dot}{name}"), |reader| {
                let value = reader.get(object, &name.as_str().into())?;
                if value.is_undefined() { None } else { reader.value(&value) }
            });
            fields.extend(value.map(|value| (name, value)));
        }
        Some(fields.into())
    }

    /// A field, which may be a getter that throws.
    fn get(&mut self, object: &JsValue, name: &JsValue) -> Option<JsValue> {
        Reflect::get(object, name)
            .map_err(|thrown| self.refuse(format!("cannot be read: {}", text_of(&thrown))))
            .ok()
    }

    fn within<Result>(&mut self, step: &str, read: impl FnOnce(&mut Self) -> Result) -> Result {
        let length = self.path.len();
        self.path.push_str(step);
        let result = read(self);
        self.path.truncate(length);
        result
    }
}

/// A number of JSON, a whole one without a fraction.
fn number_of(number: f64) -> Option<Number> {
    let is_whole = number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0;
    if is_whole { Some(Number::from(number as i64)) } else { Number::from_f64(number) }
}

/// Whether the prototype is that of an object without a class, in whichever frame it was made.
fn is_plain(prototype: &JsValue) -> bool {
    let next = || Reflect::get_prototype_of(prototype);
    prototype.is_null() || next().is_ok_and(|next| next.is_null())
}

/// The name of an object's class.
fn class_of(object: &Object) -> String {
    let class = Reflect::get(object, &"constructor".into());
    let class = class.ok().and_then(|class| class.dyn_into::<Function>().ok());
    let name = class.and_then(|class| Reflect::get(&class, &"name".into()).ok()?.as_string());
    match name.unwrap_or_default() {
        name if name.is_empty() => "an object of a class".into(),
        name => format!("an object of the class {name}"),
    }
}

/// What is thrown, where that can be said.
fn text_of(thrown: &JsValue) -> String {
    let message = thrown.as_string().or_else(|| {
        Reflect::get(thrown, &"message".into()).ok().and_then(|message| message.as_string())
    });
    message.unwrap_or_else(|| "its getter throws".into())
}

/// What `typeof` says, with an article.
fn type_of(value: &JsValue) -> &'static str {
    if value.is_function() {
        "a function"
    } else if value.is_bigint() {
        "a BigInt"
    } else if value.is_symbol() {
        "a symbol"
    } else {
        "undefined"
    }
}
