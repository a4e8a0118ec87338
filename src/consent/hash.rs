//! The hashes of the cookie: FNV-1a, 32 bits.

/// The hash of nothing.
pub(crate) const SEED: u32 = 0x811C_9DC5;

/// Takes one more number, usually a byte, into a hash.
pub(crate) fn step(hash: u32, number: u32) -> u32 {
    (hash ^ number).wrapping_mul(0x0100_0193)
}

/// Takes bytes into a hash.
pub(crate) fn bytes(hash: u32, bytes: &[u8]) -> u32 {
    bytes.iter().fold(hash, |hash, byte| step(hash, u32::from(*byte)))
}

/// The upper 18 bits of a category's hash: three letters of base64url. `1` stands in for 0, which
/// says in the cookie that the category is not answered.
#[inline(never)]
pub(crate) fn fingerprint(hash: u32) -> u32 {
    (hash >> 14).max(1)
}

/// Folds a hash into the two bytes that go before the bits of the services.
pub(crate) fn check(hash: u32) -> [u8; 2] {
    ((hash >> 16 ^ hash) as u16).to_be_bytes()
}
