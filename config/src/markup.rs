//! Markup in texts: visitors would read its signs, since no text becomes HTML.

/// A text without tags, its blanks joined, with the signs in the place of the usual entities.
pub fn plain(text: &str) -> String {
    decoded(&without_tags(text)).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What of a text is markup: the first tag or entity.
pub fn first(text: &str) -> Option<&str> {
    text.match_indices(['<', '&']).find_map(|(at, sign)| {
        let length = if sign == "<" { tag(&text[at..])? } else { entity(&text[at..])? };
        Some(&text[at..at + length])
    })
}

/// The first entity in a text.
pub fn first_entity(text: &str) -> Option<&str> {
    text.match_indices('&').find_map(|(at, _)| Some(&text[at..at + entity(&text[at..])?]))
}

/// A text without tags. Those that end a line leave a blank.
pub fn without_tags(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        plain.push_str(&rest[..start]);
        rest = &rest[start..];
        let length = tag(rest).unwrap_or(0);
        if length == 0 {
            plain.push('<');
            rest = &rest[1..];
            continue;
        }
        let name = rest[1..length - 1].trim_end_matches([' ', '/']);
        let is_break = ["br", "p", "/p", "li", "/li"].contains(&name);
        plain.push_str(if is_break { " " } else { "" });
        rest = &rest[length..];
    }
    plain + rest
}

/// The length of the tag that a text begins with.
fn tag(text: &str) -> Option<usize> {
    let name = text[1..].trim_start_matches('/');
    let is_of_name = |one: char| one.is_ascii_alphanumeric() || one == '-';
    // What goes on in another way is an address, as in `<a@b.example>`.
    let is_named = name.starts_with(|one: char| one.is_ascii_alphabetic())
        && name.trim_start_matches(is_of_name).starts_with(['>', '/', ' ', '\t', '\r', '\n']);
    text.find('>').filter(|_| is_named || name.starts_with("!--")).map(|end| end + 1)
}

/// The length of the entity that a text begins with. A single letter is none: it may be that of a name, as in `R&D;`.
fn entity(text: &str) -> Option<usize> {
    let end = text.find(';').filter(|end| *end < 12)?;
    let name = &text[1..end];
    let is_name = name.len() > 1
        && name.starts_with(|one: char| one.is_ascii_alphabetic())
        && name.bytes().all(|one| one.is_ascii_alphanumeric());
    (is_name || number(name).is_some()).then_some(end + 1)
}

/// The character of a numeric entity, such as `#39` or `#x2019`.
fn number(name: &str) -> Option<char> {
    let digits = name.strip_prefix('#')?;
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => digits.parse().ok()?,
    };
    char::from_u32(number).filter(|one| !one.is_control())
}

fn decoded(text: &str) -> String {
    let mut decoded = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        decoded.push_str(&rest[..start]);
        rest = &rest[start..];
        let length = entity(rest).unwrap_or(0);
        let sign = match rest.get(1..length.saturating_sub(1)).unwrap_or_default() {
            "nbsp" => Some(' '),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            name => number(name),
        };
        decoded.push_str(&sign.map_or_else(|| rest[..length.max(1)].into(), String::from));
        rest = &rest[length.max(1)..];
    }
    decoded + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_lose_their_markup() {
        for (text, found, expected) in [
            ("<b>Maps</b>", Some("<b>"), "Maps"),
            ("Counts &amp; shows", Some("&amp;"), "Counts & shows"),
            ("Caf&#233;&#x301; &copy; 1", Some("&#233;"), "Café\u{301} &copy; 1"),
            ("1 < 2 &amp; a<br>b <unclosed", Some("&amp;"), "1 < 2 & a b <unclosed"),
            ("A<br/>B", Some("<br/>"), "A B"),
            (
                "R&D; Marks & Co; a < b > c, <a@b.example> &#0; I <3 you>",
                None,
                "R&D; Marks & Co; a < b > c, <a@b.example> &#0; I <3 you>",
            ),
            ("", None, ""),
            ("<", None, "<"),
            ("&;&", None, "&;&"),
        ] {
            assert_eq!((first(text), &*plain(text)), (found, expected), "{text}");
        }
    }
}
