//! Ids of categories and services.

/// Whether an id may hold the byte.
#[inline(never)]
pub(crate) fn is_letter(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'
}

/// Whether `id` can name a category or a service: `[a-z][a-z0-9_]{0,31}`.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn is_id(id: &str) -> bool {
    id.starts_with(|first: char| first.is_ascii_lowercase())
        && id.len() <= 32
        && id.bytes().all(is_letter)
}

/// Whether two ids are the same.
// `==` brings `memcmp` into the module.
#[inline(never)]
pub(crate) fn is_same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one == other)
}
