//! Ids of categories and services.

/// The length of the longest id.
const LONGEST: usize = 32;

/// Whether `id` can name a category or a service: `[a-z][a-z0-9_]{0,31}`.
pub fn is_id(id: &str) -> bool {
    id.len() <= LONGEST
        && id.starts_with(|first: char| first.is_ascii_lowercase())
        && id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}
