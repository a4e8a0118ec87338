//! The visitor's choice as one cookie value, written and read to the letter.
//!
//! `1.<version>.<time>.<id>.<how>.<granted>[.<services>]`, cookie octets of RFC 6265 only. The
//! vectors in `tests/vectors/cookie.json` hold for readers in any language.

use super::base64url;
use super::config::Config;
use super::parts::parts;
use super::write;

/// The longest value that is read or written, in bytes.
pub const LONGEST: usize = 512;

/// A choice under a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// When it was made, in whole seconds since 1970.
    pub time: u64,
    /// Whose it is.
    pub id: Id,
    /// How it was made.
    pub how: How,
    /// For each category, in declared order, whether it is granted.
    pub categories: Vec<bool>,
    /// For each service, in declared order, whether it is granted.
    pub services: Vec<bool>,
}

/// 22 characters of base64url, from a random UUID.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Id(pub [u8; 22]);

/// How a choice was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The visitor accepted all.
    All,
    /// The visitor refused all.
    None,
    /// The visitor chose in the settings.
    Some,
    /// Code of the page called the API.
    Api,
}

const HOWS: [&str; 4] = ["all", "none", "some", "api"];

impl How {
    /// Its name in the cookie and in snapshots.
    pub fn name(self) -> &'static str {
        HOWS[self as usize]
    }

    fn parse(name: &str) -> Option<How> {
        [How::All, How::None, How::Some, How::Api].into_iter().find(|how| how.name() == name)
    }
}

impl Id {
    /// The id for 16 random bytes: a UUID (RFC 9562 section 5.4).
    pub fn new(mut random: [u8; 16]) -> Id {
        random[6] = random[6] & 0x0F | 0x40;
        random[8] = random[8] & 0x3F | 0x80;
        let mut letters = String::new();
        base64url::encode(&mut letters, &random);
        Id::parse(&letters).unwrap_or(Id([b'A'; 22]))
    }

    fn parse(letters: &str) -> Option<Id> {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        let id = letters.as_bytes().try_into().ok()?;
        letters.bytes().all(fits).then_some(Id(id))
    }

    /// Its letters.
    pub fn letters(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }
}

/// Whether `id` can name a category or a service: `[a-z][a-z0-9_]{0,31}`.
pub fn is_id(id: &str) -> bool {
    let mut first = true;
    for byte in id.bytes() {
        let fits = byte.is_ascii_lowercase() || (!first && (byte.is_ascii_digit() || byte == b'_'));
        if !fits {
            return false;
        }
        first = false;
    }
    !first && id.len() <= 32
}

impl Record {
    /// Reads a cookie's value; `None` for whatever does not parse to the letter, or was chosen
    /// under another version of the configuration. How old it is, is [`is_current`]'s.
    ///
    /// What it does not name is not granted, and ids that the configuration does not name grant
    /// nothing. Where the services stand as bits whose check fails, no service is granted: one that
    /// was refused inside a granted category must not come back by a new order.
    ///
    /// [`is_current`]: Record::is_current
    pub fn parse(value: &str, config: &Config) -> Option<Record> {
        let mut parts = parts(value, b'.');
        let mut next = || parts.next();
        let format = next()?;
        let version = whole(next()?)?;
        let time = whole(next()?)?;
        let id = Id::parse(next()?)?;
        let how = How::parse(next()?)?;
        let granted = next()?;
        let services = next();
        let ours = format == "1" && version == u64::from(config.version);
        if !ours || next().is_some() || value.len() > LONGEST {
            return None;
        }
        let mut record = Record::required(config, (how, id, time));
        let mut grants = false;
        if granted != "_" {
            read_ids(granted, '-', &mut |id, _| {
                grants = true;
                if let Some(category) = config.category_named(id) {
                    record.categories[category] = true;
                    for (service, owner) in config.owners.iter().enumerate() {
                        record.services[service] |= *owner == category;
                    }
                }
            })?;
        }
        match services {
            Some(services) if services.starts_with('*') => {
                grants = true;
                record.read_bits(services.get(1..)?, config)?;
            }
            Some(services) => read_ids(services, '+', &mut |id, on| {
                grants |= on;
                if let Some(service) = config.service_named(id)
                    && !config.is_required(config.owner(service))
                {
                    record.services[service] = on;
                }
            })?,
            None => {}
        }
        // A refusal that grants was not written by us.
        (how != How::None || !grants).then_some(record)
    }

    /// A record that grants what is required.
    pub fn required(config: &Config, (how, id, time): (How, Id, u64)) -> Record {
        let mut record = Record { time, id, how, categories: Vec::new(), services: Vec::new() };
        for category in 0..config.categories().len() {
            record.categories.push(config.is_required(category));
        }
        for owner in &config.owners {
            record.services.push(record.categories[*owner]);
        }
        record
    }

    /// Whether the choice still counts: not over a day in the future, for clocks that differ, and
    /// not longer ago than the configuration keeps a choice. `now` in seconds since 1970.
    pub fn is_current(&self, config: &Config, now: u64) -> bool {
        const DAY: u64 = 86_400;
        self.time <= now + DAY && now <= self.time + u64::from(config.days) * DAY
    }

    /// The cookie's value, with the services in whichever of the two forms is shorter.
    pub fn write(&self, config: &Config) -> String {
        let mut value = String::from("1.");
        write::whole(&mut value, config.version.into());
        value.push('.');
        write::whole(&mut value, self.time);
        for part in &[self.id.letters(), self.how.name()] {
            value.push('.');
            value.push_str(part);
        }
        let mut separator = '.';
        for (category, on) in self.categories.iter().enumerate() {
            if *on && !config.is_required(category) {
                value.push(separator);
                value.push_str(config.category(category).get("id").text());
                separator = '-';
            }
        }
        if separator == '.' {
            value.push_str("._");
        }
        let mut named = String::new();
        for (service, on) in self.services.iter().enumerate() {
            if self.categories[config.owner(service)] != *on {
                named.push(if *on { '+' } else { '~' });
                named.push_str(config.service(service).get("id").text());
            }
        }
        if !named.is_empty() {
            let mut bits = String::from("*");
            base64url::encode(&mut bits, &self.bits(config));
            value.push('.');
            value.push_str(if bits.len() < named.len() { &bits } else { &named });
        }
        value
    }

    fn bits(&self, config: &Config) -> Vec<u8> {
        let mut bytes = check(config).to_vec();
        for (service, on) in self.services.iter().enumerate() {
            if service % 8 == 0 {
                bytes.push(0);
            }
            bytes[2 + service / 8] |= u8::from(*on) << (service % 8);
        }
        bytes
    }

    fn read_bits(&mut self, letters: &str, config: &Config) -> Option<()> {
        let bytes = base64url::decode(letters).filter(|bytes| bytes.len() > 2)?;
        let fits =
            bytes.len() == 2 + self.services.len().div_ceil(8) && bytes.starts_with(&check(config));
        for (service, on) in self.services.iter_mut().enumerate() {
            if !config.is_required(config.owner(service)) {
                *on = fits && bytes[2 + service / 8] >> (service % 8) & 1 == 1;
            }
        }
        Some(())
    }
}

/// A whole number to the letter: digits only, none to spare in front, at most 15 of them.
fn whole(text: &str) -> Option<u64> {
    let spare = text.starts_with('0') && text.len() > 1;
    if spare || text.is_empty() || text.len() > 15 {
        return None;
    }
    let mut number = 0;
    for byte in text.bytes() {
        number = number * 10 + u64::from(byte).checked_sub(48).filter(|digit| *digit < 10)?;
    }
    Some(number)
}

/// Reads ids and tells each: with `-` between them, or each behind its own `+` or `~`, which says
/// whether it is on. `None` for an id that is none, or that stands twice.
fn read_ids(text: &str, mark: char, tell: &mut dyn FnMut(&str, bool)) -> Option<()> {
    let signed = mark == '+';
    let mut seen: Vec<&str> = Vec::new();
    let mut rest = text;
    let mut more = true;
    while more {
        let mut on = true;
        if signed {
            on = rest.starts_with('+');
            if !on && !rest.starts_with('~') {
                return None;
            }
            rest = rest.get(1..)?;
        }
        let ends = |byte: u8| if signed { byte == b'+' || byte == b'~' } else { byte == b'-' };
        let end = rest.bytes().position(ends);
        more = end.is_some();
        let id = rest.get(..end.unwrap_or(rest.len()))?;
        rest = rest.get(id.len() + usize::from(more && !signed)..)?;
        if !is_id(id) || seen.contains(&id) {
            return None;
        }
        seen.push(id);
        tell(id, on);
    }
    Some(())
}

/// Two bytes that change with the declared services and their order: FNV-1a (32 bits) over the
/// ids with a comma behind each, its halves folded together, high byte first.
pub fn check(config: &Config) -> [u8; 2] {
    let mut hash = 0x811C_9DC5_u32;
    for service in 0..config.services().len() {
        for byte in config.service(service).get("id").text().bytes().chain([b',']) {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    }
    ((hash >> 16 ^ hash) as u16).to_be_bytes()
}
