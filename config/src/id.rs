//! Ids of categories and services.

/// The length of the longest id.
const LONGEST: usize = 32;

/// Whether `id` can name a category or a service: `[a-z][a-z0-9_]{0,31}`.
pub fn is_id(id: &str) -> bool {
    id.len() <= LONGEST
        && id.starts_with(|first: char| first.is_ascii_lowercase())
        && id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

/// Latin letters with marks, by what is left without them.
const FOLDED: [(&str, &str); 22] = [
    ("a", "àáâãäåāăą"),
    ("ae", "æ"),
    ("c", "çćĉċč"),
    ("d", "ďđð"),
    ("e", "èéêëēĕėęě"),
    ("g", "ĝğġģ"),
    ("h", "ĥħ"),
    ("i", "ìíîïĩīĭįı"),
    ("j", "ĵ"),
    ("k", "ķ"),
    ("l", "ĺļľł"),
    ("n", "ñńņň"),
    ("o", "òóôõöøōŏő"),
    ("oe", "œ"),
    ("r", "ŕŗř"),
    ("s", "śŝşšș"),
    ("ss", "ß"),
    ("t", "ţťŧț"),
    ("th", "þ"),
    ("u", "ùúûüũūŭůűų"),
    ("y", "ýÿŷ"),
    ("z", "źżž"),
];

/// The id that a name is nearest to: `google_analytics` for `Google-Analytics`. None where too little is left.
pub fn as_id(name: &str) -> Option<String> {
    let mut id = String::new();
    // A capital İ leaves its dot behind.
    let letters = name.trim().chars().flat_map(char::to_lowercase).filter(|one| *one != '\u{307}');
    for letter in letters {
        if let Some((plain, _)) = FOLDED.iter().find(|(_, marked)| marked.contains(letter)) {
            id.push_str(plain);
            continue;
        }
        match letter {
            letter @ ('a'..='z' | '0'..='9') => id.push(letter),
            _ if !id.is_empty() && !id.ends_with('_') => id.push('_'),
            _ => {}
        }
    }
    let id = id.trim_end_matches('_').trim_start_matches(|c: char| !c.is_ascii_lowercase());
    (id.len() > 1 && is_id(id)).then(|| id.into())
}

#[cfg(test)]
mod tests {
    use super::as_id;

    #[test]
    fn ids_keep_letters_without_their_marks() {
        for (name, id) in [
            ("Google-Analytics", "google_analytics"),
            ("fonctionnalité", "fonctionnalite"),
            ("Ünlü", "unlu"),
            ("Straße İstanbul", "strasse_istanbul"),
            ("Œuvre", "oeuvre"),
            ("Łódź", "lodz"),
        ] {
            assert_eq!(as_id(name).as_deref(), Some(id), "{name}");
        }
        assert_eq!(as_id("日本"), None);
    }
}
