//! Ids of categories and services.

/// The length of the longest id.
const LONGEST: usize = 32;

/// Whether `id` can name a category or a service: `[a-z][a-z0-9_]{0,31}`.
pub fn is_id(id: &str) -> bool {
    id.len() <= LONGEST
        && id.starts_with(|first: char| first.is_ascii_lowercase())
        && id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

/// The id that a name is nearest to: `google_analytics` for `Google-Analytics`. None where too little is left.
pub fn as_id(name: &str) -> Option<String> {
    let mut id = String::new();
    for letter in name.trim().chars() {
        match letter.to_ascii_lowercase() {
            letter @ ('a'..='z' | '0'..='9') => id.push(letter),
            _ if !id.is_empty() && !id.ends_with('_') => id.push('_'),
            _ => {}
        }
    }
    let id = id.trim_end_matches('_').trim_start_matches(|c: char| !c.is_ascii_lowercase());
    (id.len() > 1 && is_id(id)).then(|| id.into())
}
