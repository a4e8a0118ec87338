//! How long a cookie lives: `"session"` or an ISO 8601 duration, and the same in words.

use super::config::Config;
use super::json::Value;
use super::parts::parts;
use super::write;

/// The designators of ISO 8601 in the order they must stand in; `T` parts date from time.
const UNITS: &[u8; 8] = b"YMWDTHMS";

/// The years, months, weeks, days, (nothing,) hours, minutes and seconds of a duration such as
/// `P2Y` or `PT30M` (ISO 8601-1:2019, 5.5.2); `None` for what is none, or lasts no time.
pub fn duration(text: &str) -> Option<[u32; 8]> {
    let mut counts = [0; 8];
    let (mut unit, mut any) = (0, false);
    let mut number: Option<u32> = None;
    for letter in text.strip_prefix('P')?.bytes() {
        if letter.is_ascii_digit() {
            let digit = u32::from(letter - b'0');
            number = Some(number.unwrap_or(0).checked_mul(10)?.checked_add(digit)?);
            continue;
        }
        // `M` is months before the `T` and minutes behind it.
        let end = if letter == b'T' || unit > 4 { 8 } else { 4 };
        unit += UNITS.get(unit..end)?.iter().position(|one| *one == letter)?;
        any = letter != b'T';
        if any {
            *counts.get_mut(unit)? = number.take()?;
        } else if number.is_some() {
            return None;
        }
        unit += 1;
    }
    (any && number.is_none() && counts != [0; 8]).then_some(counts)
}

/// Whether a text is a declared lifetime.
pub fn is_lifetime(text: &str) -> bool {
    text == "session" || duration(text).is_some()
}

/// Appends how long something that a service stores is kept, such as "2 years".
pub fn words<'t>(out: &mut String, cookie: &Value, config: &Config<'t>, more: &Value<'t>) {
    let lifetime = cookie.get("lifetime").text;
    let Some(counts) = duration(lifetime) else {
        let session = lifetime == "session" || cookie.get("kind").text == "sessionStorage";
        return out.push_str(config.say(if session { "session" } else { "untilDeleted" }, more));
    };
    // "year|years|month|months|…": the singular and the plural of each unit in turn.
    let mut names = parts(config.say("units", more), b'|');
    let mut between = "";
    for (unit, count) in counts.into_iter().enumerate() {
        if unit == 4 {
            continue;
        }
        let (one, many) = (names.next().unwrap_or(""), names.next().unwrap_or(""));
        if count > 0 {
            out.push_str(between);
            write::whole(out, u64::from(count));
            out.push_str(" ");
            out.push_str(if count == 1 { one } else { many });
            between = ", ";
        }
    }
}
