//! What can be read of a declaration that has problems, so that all else that is wrong with it is said at once.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use crate::code::Code;
use crate::declaration::{Declaration, Service};
use crate::normal::whole_numbers;
use crate::problem::Problem;
use crate::schema::{Kind, WHOLE, table_of};

/// The lists of a declaration whose items are looked at each as a whole.
const LISTS: [&str; 5] = ["categories", "services", "external", "exceptions", "ignores"];

/// A declaration of which some items have problems.
pub(crate) struct Mended {
    /// The declaration, with stand-ins for what has no type. Services that cannot be judged have nothing but an id and a category.
    pub declaration: Declaration,
    /// Items that have problems, and those that depend on them.
    touched: HashSet<String>,
    /// Whether a language has no tag, so that it is not known which ones the site speaks.
    is_language_unclear: bool,
}

impl Mended {
    /// Reads a declaration. Nothing if no stand-in makes it one.
    pub fn of(value: &Value, problems: &[Problem]) -> Option<Mended> {
        let kind = Kind::Object(WHOLE.into());
        let mut mended = value.is_object().then(|| mend(value, &kind)).flatten()?;
        whole_numbers(&mut mended);
        let mut declaration: Declaration = serde_json::from_value(mended).ok()?;
        let mut touched: HashSet<String> = problems.iter().map(|one| item(&one.path)).collect();
        let meant = problems.iter().filter(|one| one.code == Code::UnknownField).filter_map(meant);
        touched.extend(meant.map(|path| item(&path)));
        let is_touched = |touched: &HashSet<String>, list: &str, index: usize| {
            touched.contains(list) || touched.contains(&format!("{list}[{index}]"))
        };
        let categories = declaration.categories.iter().enumerate();
        let unclear: HashSet<String> = categories
            .filter(|(index, _)| is_touched(&touched, "categories", *index))
            .map(|(_, category)| category.id.to_string())
            .collect();
        for (index, service) in declaration.services.iter_mut().enumerate() {
            // Whether a service is required depends on its categories.
            let has_unclear = service.category.ids().any(|id| unclear.contains(id));
            if has_unclear || is_touched(&touched, "services", index) {
                touched.insert(format!("services[{index}]"));
                *service = nobody(service)?;
            }
        }
        if !unclear.is_empty() {
            touched.insert("signals".into());
        }
        for (index, exception) in declaration.exceptions.iter_mut().enumerate() {
            // One that is not whole allows nothing.
            if is_touched(&touched, "exceptions", index) {
                exception.code.0.clear();
            }
        }
        let is_language_unclear = problems.iter().any(|one| one.code == Code::WrongLanguage);
        Some(Mended { declaration, touched, is_language_unclear })
    }

    /// Whether what was found depends on nothing that has a problem.
    pub fn is_sure(&self, found: &Problem) -> bool {
        let is_sure = match found.code {
            Code::OwnCookieUndeclared => self.is_clear("cookie.name"),
            Code::HalfTranslated => !self.is_language_unclear && self.is_clear("languages"),
            // The exception may be of something that is not sure.
            Code::UnusedException => false,
            _ => true,
        };
        is_sure && self.is_clear(&found.path)
    }

    /// Whether nothing at a path, around it or below it has a problem.
    fn is_clear(&self, path: &str) -> bool {
        let item = item(path);
        let is_within = |other: &String| is_below(other, &item) || is_below(&item, other);
        !self.touched.iter().any(is_within)
    }

    /// Whether nothing in these lists has a problem.
    pub fn is_whole(&self, lists: &[&str]) -> bool {
        lists.iter().all(|list| self.is_clear(list))
    }
}

/// The path of the field that an unknown one was probably meant to be.
fn meant(problem: &Problem) -> Option<String> {
    let meant = problem.meant.as_ref()?;
    let around = problem.path.rsplit_once('.').map(|(around, _)| around);
    Some(around.map_or_else(|| meant.clone(), |around| format!("{around}.{meant}")))
}

/// Whether a path is another one, or below it.
fn is_below(path: &str, other: &str) -> bool {
    path.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// The item that a path is in: an item of a list, all of `ui`, whose colours depend on each other, else the place itself.
fn item(path: &str) -> String {
    let end = path.find(['.', '[']).unwrap_or(path.len());
    let (first, rest) = path.split_at(end);
    if first == "ui" {
        return first.into();
    }
    let end = rest.find(']').filter(|_| LISTS.contains(&first));
    end.map_or(path, |end| &path[..first.len() + end + 1]).into()
}

/// A service of which nothing is known but who it is.
fn nobody(service: &Service) -> Option<Service> {
    let fields = json!({ "id": service.id, "category": service.category, "name": "?" });
    serde_json::from_value(fields).ok()
}

/// A value as its field can hold it: with stand-ins for what is needed, and without what does not fit. Nothing where
/// that leaves nothing.
fn mend(value: &Value, kind: &Kind) -> Option<Value> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_wrong_has_a_type_as_long_as_it_is_an_object() {
        for value in [
            json!({}),
            json!({ "services": [7, { "cookies": [null], "scripts": {} }], "ui": [], "texts": 1 }),
        ] {
            assert!(Mended::of(&value, &[]).is_some(), "{value}");
        }
        assert!(Mended::of(&json!([]), &[]).is_none());
    }

    #[test]
    fn an_item_of_a_list_is_one_place() {
        for (path, expected) in [
            ("services[2].cookies[1].name", "services[2]"),
            ("services", "services"),
            ("ui.colors.text", "ui"),
            ("cookie.days", "cookie.days"),
            ("signals.doNotTrack.allow[0]", "signals.doNotTrack.allow[0]"),
            ("", ""),
        ] {
            assert_eq!(item(path), expected);
        }
        assert!(is_below("services[2]", "services") && !is_below("services[22]", "services[2]"));
    }
}
