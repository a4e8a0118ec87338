//! How long a cookie lives: `"session"` or an ISO 8601 duration, and the same in words.

use super::config::Config;
use super::parts::parts;
use super::texts::Key;
use super::write;

/// A declared lifetime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifetime {
    /// Until the browser is closed.
    Session,
    /// As long as nobody deletes it: storage that has no expiry.
    UntilDeleted,
    /// Years, months, weeks, days, hours, minutes, seconds.
    Lasting([u32; 7]),
}

/// The designators of ISO 8601 in the order they must stand in; `T` parts date from time.
const UNITS: &[u8; 7] = b"YMWDHMS";

impl Lifetime {
    /// Reads `"session"` or a duration such as `P2Y` or `PT30M` (ISO 8601-1:2019, 5.5.2).
    pub fn parse(text: &str) -> Option<Lifetime> {
        if text == "session" {
            return Some(Lifetime::Session);
        }
        let mut counts = [0; 7];
        let (mut unit, mut in_time, mut any) = (0, false, false);
        let mut number: Option<u32> = None;
        for letter in text.strip_prefix('P')?.bytes() {
            if letter.is_ascii_digit() {
                let digit = u32::from(letter - b'0');
                number = Some(number.unwrap_or(0).checked_mul(10)?.checked_add(digit)?);
            } else if letter == b'T' && !in_time && number.is_none() {
                (in_time, any, unit) = (true, false, 4);
            } else {
                let end = if in_time { 7 } else { 4 };
                let offset = UNITS.get(unit..end)?.iter().position(|one| *one == letter)?;
                counts[unit + offset] = number.take()?;
                unit += offset + 1;
                any = true;
            }
        }
        (any && number.is_none() && counts != [0; 7]).then_some(Lifetime::Lasting(counts))
    }

    /// The lifetime in the visitor's language, such as "2 years".
    pub fn words(&self, config: &Config) -> String {
        let counts = match self {
            Lifetime::Session => return config.say(Key::Session).into(),
            Lifetime::UntilDeleted => return config.say(Key::UntilDeleted).into(),
            Lifetime::Lasting(counts) => counts,
        };
        let mut words = String::new();
        // "year|years|month|months|…": the singular and the plural of each unit in turn.
        let mut names = parts(config.say(Key::Units), b'|');
        for count in counts {
            let (one, many) = (names.next().unwrap_or(""), names.next().unwrap_or(""));
            if *count == 0 {
                continue;
            }
            if !words.is_empty() {
                words.push_str(", ");
            }
            write::whole(&mut words, u64::from(*count));
            words.push(' ');
            words.push_str(if *count == 1 { one } else { many });
        }
        words
    }
}
