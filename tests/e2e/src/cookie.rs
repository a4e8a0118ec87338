//! The cookie's format, read by the letter, and by code that shares nothing with the library.

/// What the cookie says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The version of the configuration.
    pub version: u32,
    /// Whole seconds since 1970.
    pub time: u64,
    /// The visitor's number.
    pub id: String,
    /// How the choice was made.
    pub how: String,
    /// The granted categories, as written.
    pub granted: String,
    /// The exceptions, as written; empty where there are none.
    pub services: String,
}

/// Reads `1.<version>.<time>.<id>.<how>.<granted>[.<services>]`; `None` for all else.
pub fn read(value: &str) -> Option<Choice> {
    let parts: Vec<&str> = value.split('.').collect();
    let (head, services) = match parts.as_slice() {
        [head @ .., services] if parts.len() == 7 && is_services(services) => (head, *services),
        head if parts.len() == 6 => (head, ""),
        _ => return None,
    };
    let [format, version, time, id, how, granted] = head else { return None };
    let is_id = id.len() == 22 && id.bytes().all(is_base64url);
    let is_granted = *granted == "_" || granted.split('-').all(is_name);
    let is_how = ["all", "none", "some", "api"].contains(how);
    if *format != "1" || !is_id || !is_granted || !is_how || value.len() > 512 {
        return None;
    }
    Some(Choice {
        version: u32::try_from(number(version)?).ok()?,
        time: number(time)?,
        id: (*id).into(),
        how: (*how).into(),
        granted: (*granted).into(),
        services: services.into(),
    })
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
    use super::read;

    const YES: &str = "1.3.1760000000.AAAAAAAAQACAAAAAAAAAAA.all.functional-analytics-marketing";

    #[test]
    fn a_choice_is_read() {
        let choice = read(YES).unwrap();
        assert_eq!((choice.version, choice.time, choice.how.as_str()), (3, 1_760_000_000, "all"));
        assert_eq!(choice.granted, "functional-analytics-marketing");
        let choice = read("1.3.1760000000.AAAAAAAAQACAAAAAAAAAAA.some.marketing.~a+b_2").unwrap();
        assert_eq!(choice.services, "~a+b_2");
    }

    #[test]
    fn what_is_not_to_the_letter_is_none() {
        for (from, to) in [
            ("1.3.", "2.3."),
            ("1.3.", "1.03."),
            ("1.3.", "1.+3."),
            ("all", "everything"),
            ("AAAAA.", "AAAA."),
            ("marketing", "Marketing"),
            ("marketing", "marketing."),
            ("-analytics", "--analytics"),
        ] {
            assert_eq!(read(&YES.replacen(from, to, 1)), None, "{to}");
        }
    }
}
