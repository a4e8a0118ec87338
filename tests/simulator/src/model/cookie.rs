//! The cookie's format: a value in parts, and back.

use super::meaning::{Said, follows};
use crate::Declaration;

const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A value that has the format, in parts.
#[derive(Clone, Debug)]
pub struct Raw {
    pub version: u64,
    pub time: u64,
    pub id: String,
    pub how: String,
    pub asked: Vec<u32>,
    pub granted: Vec<String>,
    pub services: Services,
}

/// The last field.
#[derive(Clone, Debug)]
pub enum Services {
    Absent,
    Listed(Vec<(bool, String)>),
    Bits(Vec<u8>),
}

/// Takes a value apart; `None` if it deviates from the format.
pub fn parse(value: &str) -> Option<Raw> {
    let fields: Vec<&str> = value.split('.').collect();
    let (&[format, version, time, id, how, asked, granted], services) = match fields.as_slice() {
        [first @ .., services] if first.len() == 7 => (first.try_into().ok()?, Some(*services)),
        all => (all.try_into().ok()?, None),
    };
    let is_refusal = how == "none";
    let has_id = decode(id).is_some_and(|bytes| bytes.len() == 16);
    let is_how = ["all", "none", "some", "api", "embed"].contains(&how);
    if value.len() > 512
        || format != "1"
        || !is_how
        || !(if is_refusal { id == "_" } else { has_id })
    {
        return None;
    }
    let raw = Raw {
        version: number(version)?,
        time: number(time)?,
        id: id.into(),
        how: how.into(),
        asked: prints(asked)?,
        granted: if granted == "_" {
            Vec::new()
        } else {
            granted.split('-').map(Into::into).collect()
        },
        services: match services {
            None => Services::Absent,
            Some(text) => match text.strip_prefix('*') {
                Some(bits) => Services::Bits(decode(bits).filter(|bytes| bytes.len() > 2)?),
                None => Services::Listed(listed(text)?),
            },
        },
    };
    let mut ids: Vec<&String> = raw.granted.iter().collect();
    if let Services::Listed(listed) = &raw.services {
        ids.extend(listed.iter().map(|(_, id)| id));
    }
    let are_ids = ids.iter().all(|id| is_id(id));
    let are_unique = ids.iter().enumerate().all(|(number, id)| !ids[..number].contains(id));
    let grants = granted != "_" || services.is_some();
    let is_whole_day = raw.time.is_multiple_of(86_400);
    (are_ids && are_unique && grants != is_refusal && (grants || is_whole_day)).then_some(raw)
}

/// Puts a choice into the format.
pub fn write(said: &Said, declaration: &Declaration) -> String {
    let optional = || declaration.categories.iter().filter(|category| !category.required);
    let mut asked: String = optional()
        .map(|category| match said.answers.get(&category.id) {
            Some(_) => letters(fingerprint(declaration, &category.id)),
            None => "AAA".into(),
        })
        .collect();
    let yeses: Vec<&str> = optional()
        .filter(|category| said.answers.get(&category.id) == Some(&true))
        .map(|category| category.id.as_str())
        .collect();
    let mut granted = yeses.join("-");
    for text in [&mut asked, &mut granted] {
        if text.is_empty() {
            *text = "_".into();
        }
    }
    let mut listed = String::new();
    for service in &declaration.services {
        let is_granted = said.services.contains(&service.id);
        if !declaration.is_required(service) && follows(declaration, said, service) != is_granted {
            listed += if is_granted { "+" } else { "~" };
            listed += &service.id;
        }
    }
    let Said { time, id, how, .. } = said;
    let head = format!("1.{}.{time}.{id}.{how}.{asked}.{granted}", declaration.version);
    if listed.is_empty() {
        return head;
    }
    let mut bytes = check(declaration).to_vec();
    for eight in declaration.services.chunks(8) {
        let bit = |(number, service): (usize, &crate::Service)| {
            u8::from(said.services.contains(&service.id)) << number
        };
        bytes.push(eight.iter().enumerate().map(bit).sum());
    }
    let bits = format!("*{}", encode(&bytes));
    format!("{head}.{}", if bits.len() < listed.len() { bits } else { listed })
}

/// The id's letters for random bytes, made a UUID of version 4.
pub fn uuid(random: [u8; 16]) -> String {
    let number = u128::from_be_bytes(random);
    let version = 0xF << 76;
    let variant = 0x3 << 62;
    encode(&(number & !version & !variant | 0x4 << 76 | 0x2 << 62).to_be_bytes())
}

/// The 18 bits that change with all that a yes to a category covers.
pub fn fingerprint(declaration: &Declaration, category: &str) -> u32 {
    let declared = declaration.categories.iter().find(|declared| declared.id == category);
    let revision = declared.map_or(0, |declared| declared.revision);
    let mut hash = (fnv(category) ^ revision).wrapping_mul(16_777_619);
    for service in &declaration.services {
        if service.categories.iter().any(|id| id == category) {
            hash ^= fnv(&service.id);
        }
    }
    if hash >> 14 == 0 { 1 } else { hash >> 14 }
}

/// Two bytes that change with the services and their order.
pub fn check(declaration: &Declaration) -> [u8; 2] {
    let ids: String =
        declaration.services.iter().map(|service| format!("{},", service.id)).collect();
    let [a, b, c, d] = fnv(&ids).to_be_bytes();
    [a ^ c, b ^ d]
}

fn fnv(text: &str) -> u32 {
    let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(16_777_619);
    text.bytes().fold(2_166_136_261, step)
}

fn number(text: &str) -> Option<u64> {
    let number: u32 = text.parse().ok()?;
    (number.to_string() == text).then_some(number.into())
}

fn is_id(id: &str) -> bool {
    let is_word = id.chars().all(|one| matches!(one, 'a'..='z' | '0'..='9' | '_'));
    is_word && matches!(id.chars().next(), Some('a'..='z')) && id.len() <= 32
}

fn listed(text: &str) -> Option<Vec<(bool, String)>> {
    let mut all = Vec::new();
    for one in text.split_inclusive(['+', '~']).collect::<Vec<_>>().windows(2) {
        let is_granted = one[0].ends_with('+');
        all.push((is_granted, one[1].trim_end_matches(['+', '~']).to_string()));
    }
    (text.starts_with(['+', '~']) && !text.ends_with(['+', '~'])).then_some(all)
}

fn six(letter: char) -> Option<u32> {
    ALPHABET.find(letter).map(|six| six as u32)
}

fn prints(text: &str) -> Option<Vec<u32>> {
    if text == "_" {
        return Some(Vec::new());
    }
    let sixes: Vec<u32> = text.chars().map(six).collect::<Option<_>>()?;
    let is_whole = !sixes.is_empty() && sixes.len().is_multiple_of(3);
    is_whole.then(|| sixes.chunks(3).map(|of| of[0] << 12 | of[1] << 6 | of[2]).collect())
}

/// A fingerprint as it is written.
pub fn letters(print: u32) -> String {
    let letter = |shift: u32| &ALPHABET[(print >> shift & 63) as usize..][..1];
    [letter(12), letter(6), letter(0)].concat()
}

/// The bytes of base64url; `None` if another text would stand for the same bytes.
fn decode(text: &str) -> Option<Vec<u8>> {
    let sixes: Vec<u32> = text.chars().map(six).collect::<Option<_>>()?;
    let bits: String = sixes.iter().map(|six| format!("{six:06b}")).collect();
    let bytes: Vec<u8> = bits
        .as_bytes()
        .chunks_exact(8)
        .map(|byte| byte.iter().fold(0, |byte, bit| byte << 1 | (bit & 1)))
        .collect();
    (encode(&bytes) == text).then_some(bytes)
}

fn encode(bytes: &[u8]) -> String {
    let mut bits: String = bytes.iter().map(|byte| format!("{byte:08b}")).collect();
    while !bits.len().is_multiple_of(6) {
        bits.push('0');
    }
    let letter = |six: &[u8]| {
        let six = six.iter().fold(0, |six, bit| six << 1 | usize::from(bit & 1));
        &ALPHABET[six..=six]
    };
    bits.as_bytes().chunks(6).map(letter).collect()
}
