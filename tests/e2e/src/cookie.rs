//! The cookie's format, written from its documentation alone: this shares no code with the library.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE;
use serde_json::Value;

/// The number of a visitor, for cookies that tests write.
pub const ID: &str = "AAAAAAAAQACAAAAAAAAAAA";

/// A choice, field by field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The version of the declaration.
    pub version: u32,
    /// Whole seconds since 1970; of a refusal the start of its day.
    pub time: u64,
    /// The visitor's number; `_` of a refusal.
    pub id: String,
    /// How the choice was made.
    pub how: String,
    /// Three characters for each category that is not required.
    pub asked: Vec<String>,
    /// The granted categories, as written.
    pub granted: String,
    /// The exceptions, as written; empty where there are none.
    pub services: String,
}

impl Choice {
    /// The value that the cookie holds for it.
    pub fn value(&self) -> String {
        let asked = if self.asked.is_empty() { "_".into() } else { self.asked.concat() };
        let Choice { version, time, id, how, granted, services, .. } = self;
        let head = format!("1.{version}.{time}.{id}.{how}.{asked}.{granted}");
        if services.is_empty() { head } else { format!("{head}.{services}") }
    }
}

/// Reads `1.<version>.<time>.<id>.<how>.<asked>.<granted>[.<services>]`; `None` for all else.
pub fn read(value: &str) -> Option<Choice> {
    let parts: Vec<&str> = value.split('.').collect();
    let (head, services) = match parts.as_slice() {
        [head @ .., services] if parts.len() == 8 && is_services(services) => (head, *services),
        head if parts.len() == 7 => (head, ""),
        _ => return None,
    };
    let [format, version, time, id, how, asked, granted] = head else { return None };
    let is_refusal = *how == "none";
    let time = number(time)?;
    let is_id =
        if is_refusal { *id == "_" } else { id.len() == 22 && id.bytes().all(is_base64url) };
    let is_day = !is_refusal || (time % 86_400 == 0 && *granted == "_" && services.is_empty());
    let is_granted = *granted == "_" || granted.split('-').all(is_name);
    let is_how = ["all", "none", "some", "api", "embed"].contains(how);
    let asked = chunks(asked)?;
    if *format != "1" || !is_id || !is_day || !is_granted || !is_how || value.len() > 512 {
        return None;
    }
    Some(Choice {
        version: u32::try_from(number(version)?).ok()?,
        time,
        id: (*id).into(),
        how: (*how).into(),
        asked,
        granted: (*granted).into(),
        services: services.into(),
    })
}

fn chunks(asked: &str) -> Option<Vec<String>> {
    if asked == "_" {
        return Some(Vec::new());
    }
    let fits =
        asked.len().is_multiple_of(3) && !asked.is_empty() && asked.bytes().all(is_base64url);
    fits.then(|| (0..asked.len()).step_by(3).map(|at| asked[at..at + 3].into()).collect())
}

/// What `asked` says of a declaration: a fingerprint of each category that is not required.
pub fn asked(declaration: &Value) -> Vec<String> {
    let list = |name: &str| declaration[name].as_array().cloned().unwrap_or_default();
    let services = list("services");
    let optional = list("categories").into_iter().filter(|category| category["required"] != true);
    optional.map(|category| fingerprint(&category, &services)).collect()
}

fn fingerprint(category: &Value, services: &[Value]) -> String {
    let revision = category["revision"].as_u64().unwrap_or(0) as u32;
    let mut hash = step(fnv(&category["id"]), revision);
    for service in services {
        let of = &service["category"];
        let is_here =
            *of == category["id"] || of.as_array().is_some_and(|ids| ids.contains(&category["id"]));
        if is_here {
            hash ^= fnv(&service["id"]);
        }
    }
    let upper = (hash >> 14).max(1);
    // Three characters of base64url are the last 18 of 24 bits.
    BASE64_URL_SAFE.encode(&upper.to_be_bytes()[1..])[..].chars().skip(1).collect::<String>()
}

fn fnv(id: &Value) -> u32 {
    let id = id.as_str().unwrap_or_default();
    id.bytes().fold(0x811c_9dc5, |hash, byte| step(hash, byte.into()))
}

fn step(hash: u32, next: u32) -> u32 {
    (hash ^ next).wrapping_mul(16_777_619)
}

fn number(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let shortest = text == "0" || !text.starts_with('0');
    text.parse().ok().filter(|_| plain && shortest)
}

fn is_base64url(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

fn is_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.len() <= 32
        && name.bytes().all(plain)
}

/// `+id` and `~id`, or `*` and a map of bits.
fn is_services(text: &str) -> bool {
    if let Some(bits) = text.strip_prefix('*') {
        return !bits.is_empty() && bits.bytes().all(is_base64url);
    }
    let marked = text.starts_with(['+', '~']);
    marked && text.split(['+', '~']).skip(1).all(is_name)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{asked, read};

    const YES: &str =
        "1.3.1760000000.AAAAAAAAQACAAAAAAAAAAA.all.abcdefghi.functional-analytics-marketing";
    const NO: &str = "1.3.1759968000._.none.abcdefghi._";

    #[test]
    fn a_choice_is_read_and_written() {
        let choice = read(YES).unwrap();
        assert_eq!((choice.version, choice.time, choice.how.as_str()), (3, 1_760_000_000, "all"));
        assert_eq!(choice.asked, ["abc", "def", "ghi"]);
        assert_eq!(choice.granted, "functional-analytics-marketing");
        for value in [YES, NO, "1.3.1760000000.AAAAAAAAQACAAAAAAAAAAA.some._.marketing.~a+b_2"] {
            assert_eq!(read(value).map(|choice| choice.value()).as_deref(), Some(value));
        }
    }

    #[test]
    fn deviations_are_no_choice() {
        for (whole, from, to) in [
            (YES, "1.3.", "2.3."),
            (YES, "1.3.", "1.03."),
            (YES, "1.3.", "1.+3."),
            (YES, "all", "everything"),
            (YES, "all", "none"),
            (YES, "AAAAA.", "AAAA."),
            (YES, "abcdefghi", "abcdefgh"),
            (YES, "marketing", "Marketing"),
            (YES, "marketing", "marketing."),
            (YES, "-analytics", "--analytics"),
            (NO, "1759968000", "1759968001"),
            (NO, "._.none", ".AAAAAAAAQACAAAAAAAAAAA.none"),
            (NO, "ghi._", "ghi.analytics"),
        ] {
            assert_eq!(read(&whole.replacen(from, to, 1)), None, "{to}");
        }
    }

    #[test]
    fn a_fingerprint_follows_what_a_category_holds() {
        let of = |services: serde_json::Value, revision: u32| {
            let categories =
                json!([{"id": "necessary", "required": true}, {"id": "a", "revision": revision}]);
            asked(&json!({"categories": categories, "services": services}))
        };
        let service = |id: &str| json!({"id": id, "category": "a"});
        let both = of(json!([service("b"), service("c")]), 0);
        assert_eq!((both.len(), both[0].len()), (1, 3));
        assert_eq!(both, of(json!([service("c"), service("b")]), 0));
        assert_ne!(both, of(json!([service("b")]), 0));
        assert_ne!(both, of(json!([service("b"), service("c")]), 1));
    }
}
