//! The visitor's choice as one cookie value, written and read to the letter.
//!
//! `1.<version>.<time>.<id>.<how>.<granted>[.<services>]`, cookie octets of RFC 6265 only. The
//! vectors in `tests/vectors/cookie.json` hold for readers in any language.

use super::base64url;
use super::config::Config;
use super::json::{behind, piece};
use super::parts::{is_made_of, parts};
use super::write::{self, read_whole};

/// The longest value that is read or written, in bytes.
pub const LONGEST: usize = 512;

/// A choice under a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// When it was made, in whole seconds since 1970.
    pub time: u64,
    /// Whose it is: 22 characters of base64url, from a random UUID.
    pub id: String,
    /// How it was made.
    pub how: How,
    /// For each gate of the configuration, whether it is granted.
    pub on: Vec<bool>,
}

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

const HOWS: &[(How, &str)] =
    &[(How::All, "all"), (How::None, "none"), (How::Some, "some"), (How::Api, "api")];

impl How {
    /// Its name in the cookie and in snapshots.
    pub fn name(self) -> &'static str {
        HOWS[self as usize].1
    }
}

/// The id for 16 random bytes: a UUID (RFC 9562 section 5.4).
pub fn id(mut random: [u8; 16]) -> String {
    random[6] = random[6] & 0x0F | 0x40;
    random[8] = random[8] & 0x3F | 0x80;
    let mut letters = String::new();
    base64url::encode(&mut letters, &random);
    letters
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
        let mut fields = [""; 7];
        let mut count = 0;
        for part in parts(value, b'.') {
            *fields.get_mut(count)? = part;
            count += 1;
        }
        let [format, version, time, id, how, granted, services] = fields;
        let ours = format == "1" && read_whole(version) == Some(config.version);
        let whole = id.len() == 22 && is_made_of(id, "-_") && value.len() <= LONGEST;
        if !ours || !whole || count < 6 {
            return None;
        }
        let time = read_whole(time)?;
        let (how, _) = *HOWS.iter().find(|(_, name)| *name == how)?;
        let mut record = Record::required(config, how, id.into(), time);
        let mut grants = false;
        if granted != "_" {
            read_ids(granted, false, &mut |id, _| {
                grants = true;
                let named = config.gate(id).filter(|gate| !config.is_service(*gate));
                for (number, gate) in config.gates.iter().enumerate() {
                    record.on[number] |= Some(gate.category) == named;
                }
            })?;
        }
        if count > 6 {
            if services.as_bytes().first() == Some(&b'*') {
                grants = true;
                record.read_bits(behind(services, 1), config)?;
            } else {
                read_ids(services, true, &mut |id, on| {
                    grants |= on;
                    if let Some(gate) = config.gate(id)
                        && config.is_service(gate)
                        && !config.gates[gate].required
                    {
                        record.on[gate] = on;
                    }
                })?;
            }
        }
        // A refusal that grants was not written by us.
        (how != How::None || !grants).then_some(record)
    }

    /// A record that grants what is required.
    pub fn required(config: &Config, how: How, id: String, time: u64) -> Record {
        Record { time, id, how, on: config.gates.iter().map(|gate| gate.required).collect() }
    }

    /// Whether the choice still counts: not over a day in the future, for clocks that differ, and
    /// not longer ago than the configuration keeps a choice. `now` in seconds since 1970.
    pub fn is_current(&self, config: &Config, now: u64) -> bool {
        const DAY: u64 = 86_400;
        self.time <= now + DAY && now <= self.time + config.days * DAY
    }

    /// The cookie's value, with the services in whichever of the two forms is shorter.
    pub fn write(&self, config: &Config) -> String {
        let mut value = String::from("1.");
        write::whole(&mut value, config.version);
        value.push_str(".");
        write::whole(&mut value, self.time);
        value.push_str(".");
        value.push_str(&self.id);
        value.push_str(".");
        value.push_str(self.how.name());
        let mut separator = ".";
        let mut named = String::new();
        for (number, gate) in config.gates.iter().enumerate() {
            let on = self.on[number];
            if config.is_service(number) {
                if self.on[gate.category] != on {
                    named.push_str(if on { "+" } else { "~" });
                    named.push_str(gate.id);
                }
            } else if on && !gate.required {
                value.push_str(separator);
                value.push_str(gate.id);
                separator = "-";
            }
        }
        if separator == "." {
            value.push_str("._");
        }
        if !named.is_empty() {
            let mut bits = String::from("*");
            base64url::encode(&mut bits, &self.bits(config));
            value.push_str(".");
            value.push_str(if bits.len() < named.len() { &bits } else { &named });
        }
        value
    }

    fn bits(&self, config: &Config) -> Vec<u8> {
        let mut bytes = check(config).to_vec();
        for (service, on) in self.on[config.categories..].iter().enumerate() {
            if service % 8 == 0 {
                bytes.push(0);
            }
            bytes[2 + service / 8] |= u8::from(*on) << (service % 8);
        }
        bytes
    }

    fn read_bits(&mut self, letters: &str, config: &Config) -> Option<()> {
        let bytes = base64url::decode(letters)?;
        if bytes.len() < 3 {
            return None;
        }
        let services = self.on.len() - config.categories;
        let fits = bytes.len() == 2 + services.div_ceil(8) && bytes[..2] == check(config);
        for service in 0..services {
            let gate = config.categories + service;
            if !config.gates[gate].required {
                self.on[gate] = fits && bytes[2 + service / 8] >> (service % 8) & 1 == 1;
            }
        }
        Some(())
    }
}

/// Reads ids and tells each: with `-` between them, or each behind its own `+` or `~`, which says
/// whether it is on. `None` for an id that is none, or that stands twice.
fn read_ids(text: &str, signed: bool, tell: &mut dyn FnMut(&str, bool)) -> Option<()> {
    let mut seen: Vec<&str> = Vec::new();
    let mut rest = text;
    let mut more = true;
    while more {
        let mut on = true;
        if signed {
            let sign = rest.as_bytes().first();
            on = sign == Some(&b'+');
            if !on && sign != Some(&b'~') {
                return None;
            }
            rest = behind(rest, 1);
        }
        let mut end = 0;
        more = false;
        for byte in rest.bytes() {
            more = if signed { byte == b'+' || byte == b'~' } else { byte == b'-' };
            if more {
                break;
            }
            end += 1;
        }
        let id = piece(rest, 0, end);
        rest = behind(rest, id.len() + usize::from(more && !signed));
        if !is_id(id) || seen.contains(&id) {
            return None;
        }
        seen.push(id);
        tell(id, on);
    }
    Some(())
}

fn fnv1a(mut hash: u32, text: &str) -> u32 {
    for byte in text.bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash
}

/// Two bytes that change with the declared services and their order: FNV-1a (32 bits) over the
/// ids with a comma behind each, its halves folded together, high byte first.
pub fn check(config: &Config) -> [u8; 2] {
    let mut hash = 0x811C_9DC5_u32;
    for service in &config.gates[config.categories..] {
        hash = fnv1a(hash, service.id);
        hash = fnv1a(hash, ",");
    }
    ((hash >> 16 ^ hash) as u16).to_be_bytes()
}
