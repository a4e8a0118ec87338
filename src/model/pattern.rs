//! Which names a declared cookie stands for: a name in which `*` is any run of characters.

/// Whether `name` is one that `pattern` stands for; case counts, as it does in cookie names.
///
/// At most `pattern.len() * name.len()` steps.
///
/// # Examples
/// ```
/// use samtycke::model::pattern::matches;
/// assert!(matches("_ga_*", "_ga_9XK2"));
/// assert!(!matches("_ga_*", "_ga"));
/// ```
pub fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.as_bytes(), name.as_bytes());
    let (mut p, mut n) = (0, 0);
    // Where the last star stood, and how much of the name it has taken so far.
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        if pattern.get(p) == Some(&b'*') {
            star = Some((p, n));
            p += 1;
        } else if pattern.get(p) == name.get(n) {
            p += 1;
            n += 1;
        } else if let Some((at, taken)) = star {
            n = taken + escape(&name[taken..]);
            star = Some((at, n));
            p = at + 1;
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|byte| *byte == b'*')
}

/// How many bytes the first character takes, or what it is escaped as in JSON.
fn escape(name: &[u8]) -> usize {
    let length = match name {
        [b'\\', b'u', ..] => 6,
        [b'\\', ..] => 2,
        _ => 1,
    };
    length.min(name.len())
}
