//! What can be read of a declaration that has problems, so that all else that is wrong with it is said at once.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::code::Code;
use crate::declaration::{Declaration, Service};
use crate::normal::whole_numbers;
use crate::places::Places;
use crate::problem::Problem;
use crate::schema::{Kind, WHOLE};
use crate::stand_in::mend;

/// The lists of a declaration whose items are compared with each other.
const LISTS: [&str; 5] = ["categories", "services", "external", "exceptions", "ignores"];

/// A declaration of which some places have problems.
pub(crate) struct Mended {
    /// The declaration, with stand-ins for what has no type.
    pub declaration: Declaration,
    /// The same. Services with a problem have nothing but an id and a category, so that no other is compared with them.
    pub comparable: Declaration,
    /// Places that have problems.
    touched: Places,
    /// The items of lists that these are in, and what depends on them.
    items: Places,
    /// Services of which it is not known whether they are required, by number.
    unclear: Vec<usize>,
    /// Whether a language has no tag, so that it is not known which ones the site speaks.
    is_language_unclear: bool,
}

impl Mended {
    /// Reads a declaration. Nothing if no stand-in makes it one.
    pub fn of(value: &Value, problems: &[Problem]) -> Option<Mended> {
        let kind = Kind::Object(WHOLE.into());
        let mut mended = value.is_object().then(|| mend(value, &kind)).flatten()?;
        whole_numbers(&mut mended);
        // Read twice: code that copies all types would make `samtycke.dev.js` larger.
        let mut comparable: Declaration = serde_json::from_value(mended.clone()).ok()?;
        let mut declaration: Declaration = serde_json::from_value(mended).ok()?;
        let (mut touched, mut items) = (Places::default(), Places::default());
        // Two answers that are not equal can each be read.
        for problem in problems.iter().filter(|one| one.code != Code::UnequalAnswers) {
            let meant = if problem.code == Code::UnknownField { meant(problem) } else { None };
            for path in [Some(problem.path.clone()), meant].into_iter().flatten() {
                touched.insert(&path);
                items.insert(&item(&path));
            }
        }
        for (index, exception) in declaration.exceptions.iter_mut().enumerate() {
            // One that is not whole allows nothing.
            if items.touch(&format!("exceptions[{index}]")) {
                exception.code.0.clear();
            }
        }
        let categories = unclear_categories(&declaration, &touched);
        // Of a category that is no object nothing is known, not even which one it is.
        let is_whole_category = |path: &str| {
            path == "categories" || (path.starts_with("categories[") && path.ends_with(']'))
        };
        let is_any_unclear = problems.iter().any(|one| is_whole_category(&one.path));
        if declaration.categories.iter().any(|one| categories.contains(&*one.id)) {
            items.insert("signals");
        }
        let mut unclear = Vec::new();
        for (index, service) in comparable.services.iter_mut().enumerate() {
            let at = format!("services[{index}]");
            let is_unclear =
                ["category", "preset"].iter().any(|field| touched.touch(&format!("{at}.{field}")));
            if is_unclear
                || is_any_unclear
                || service.category.ids().any(|id| categories.contains(id))
            {
                unclear.push(index);
                items.insert(&at);
            }
            if items.touch(&at) {
                *service = nobody(service)?;
            }
        }
        let is_language_unclear = problems.iter().any(|one| one.code == Code::WrongLanguage);
        Some(Mended { declaration, comparable, touched, items, unclear, is_language_unclear })
    }

    /// Whether what was found depends on nothing that has a problem.
    pub fn is_sure(&self, found: &Problem) -> bool {
        match found.code {
            Code::OwnCookieUndeclared if !self.is_whole(&["cookie.name"]) => return false,
            Code::HalfTranslated if self.is_language_unclear => return false,
            Code::UnusedEntry if self.is_language_unclear && found.path.starts_with("texts.") => {
                return false;
            }
            Code::HalfTranslated if self.touched.touch("languages") => return false,
            // The exception may be of something that is not sure.
            Code::UnusedException => return false,
            _ => {}
        }
        if compares(found.code) {
            return self.is_whole(&[found.path.as_str()]);
        }
        let is_unclear = service(&found.path).is_some_and(|index| self.unclear.contains(&index));
        if is_unclear && asks_whether_required(found.code) {
            return false;
        }
        !evidence(found).iter().any(|path| self.touched.touch(path))
    }

    /// Whether nothing in these lists, or in the items that these places are in, has a problem.
    pub fn is_whole(&self, places: &[&str]) -> bool {
        !places.iter().any(|path| self.items.touch(&item(path)))
    }
}

/// Whether a warning compares several services, or sums them up.
pub(crate) fn compares(code: Code) -> bool {
    matches!(
        code,
        Code::OneSignal
            | Code::SignalAllowsTracking
            | Code::SignalNotBinding
            | Code::SharedCookie
            | Code::SilentChange
            | Code::OwnCookieUndeclared
            | Code::DifferentConsent
            | Code::UnusedEntry
            | Code::UnusedException
            | Code::UnknownException
    )
}

/// Whether a finding depends on whether its service is required.
fn asks_whether_required(code: Code) -> bool {
    matches!(
        code,
        Code::TrackerRequired
            | Code::DoubtfulNecessity
            | Code::MissingProvider
            | Code::UngatedService
            | Code::AdvancedConsent
    )
}

/// The places that a finding depends on.
fn evidence(found: &Problem) -> Vec<String> {
    let path = found.path.as_str();
    let beside = |fields: &[&str]| {
        let around = path.rsplit_once('.').map_or(path, |(around, _)| around);
        fields.iter().map(|field| format!("{around}.{field}")).collect()
    };
    let below = |fields: &[&str]| fields.iter().map(|field| format!("{path}.{field}")).collect();
    match found.code {
        Code::TrackerRequired if service(path).is_some() => beside(&["category", "consent"]),
        Code::DoubtfulNecessity => beside(&["category", "id", "name"]),
        Code::MissingProvider => beside(&["provider", "with"]),
        Code::UngatedService => below(&["id", "scripts", "embeds", "consent", "with"]),
        Code::TagManager => below(&["src", "inline"]),
        Code::AdvancedConsent => service(path).map_or_else(Vec::new, |index| {
            ["scripts", "consent", "with"].map(|one| format!("services[{index}].{one}")).into()
        }),
        Code::LongLifetime => beside(&["lifetime", "kind"]),
        Code::MissingHost | Code::WrongParty => beside(&["host", "party"]),
        // Another entry with a problem may only look the same.
        Code::RepeatedEntry => vec![path.rsplit_once('[').map_or(path, |(list, _)| list).into()],
        // A stand-in has one text for all languages.
        Code::HalfTranslated => {
            let preset = service(path).map(|index| format!("services[{index}].preset"));
            [path.into()].into_iter().chain(preset).collect()
        }
        Code::LowContrast => ["ui.colors", "ui.darkColors", "ui.theme"].map(String::from).into(),
        _ => vec![path.into()],
    }
}

/// The number of the service that a path is in.
fn service(path: &str) -> Option<usize> {
    path.strip_prefix("services[")?.split(']').next()?.parse().ok()
}

/// The ids of categories of which it is not known whether they are required.
fn unclear_categories(declaration: &Declaration, touched: &Places) -> HashSet<String> {
    let is_unclear = |index: usize| {
        ["id", "required"]
            .iter()
            .any(|field| touched.touch(&format!("categories[{index}].{field}")))
    };
    let categories = declaration.categories.iter().enumerate();
    categories
        .filter(|(index, _)| is_unclear(*index))
        .map(|(_, category)| category.id.to_string())
        .collect()
}

/// The path of the field that an unknown one was probably meant to be.
fn meant(problem: &Problem) -> Option<String> {
    let meant = problem.meant.as_ref()?;
    let around = problem.path.rsplit_once('.').map(|(around, _)| around);
    Some(around.map_or_else(|| meant.clone(), |around| format!("{around}.{meant}")))
}

/// The item that a path is in: an item of a list, all of `ui`, else the place itself.
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
    }
}
