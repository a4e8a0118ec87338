//! Names of stored things, in which `*` is any run of characters.

/// Whether a pattern covers a name. Case counts, as it does in cookie names.
///
/// At most `pattern.len() * name.len()` steps.
///
/// # Examples
/// ```
/// use samtycke_config::pattern::matches;
/// assert!(matches("_ga_*", "_ga_9XK2"));
/// assert!(!matches("_ga_*", "_ga"));
/// ```
pub fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.as_bytes(), name.as_bytes());
    let (mut p, mut n) = (0, 0);
    // Where the last star is, and how much of the name it has taken so far.
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        if pattern.get(p) == Some(&b'*') {
            star = Some((p, n));
            p += 1;
        } else if pattern.get(p) == name.get(n) {
            p += 1;
            n += 1;
        } else if let Some((at, taken)) = star {
            n = taken + 1;
            star = Some((at, n));
            p = at + 1;
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|byte| *byte == b'*')
}
