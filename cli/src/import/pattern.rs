//! Regular expressions of cookie names as patterns with `*`.

/// What a regular expression became.
#[derive(Debug, PartialEq, Eq)]
pub struct Patterns {
    pub names: Vec<String>,
    /// Whether they cover exactly the same names.
    pub is_exact: bool,
}

/// The text between the slashes of a regular expression, and its flags; none for a plain name.
pub fn regex(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix('/')?;
    let (body, flags) = rest.rsplit_once('/')?;
    (!body.is_empty() && flags.bytes().all(|flag| b"dgimsuvy".contains(&flag)))
        .then_some((body, flags))
}

/// The patterns for a regular expression; none where `*` cannot say it.
pub fn patterns(body: &str, flags: &str) -> Option<Patterns> {
    let mut is_exact = !flags.contains('i');
    let mut names = Vec::new();
    for one in branches(body)? {
        let (name, same) = branch(&one)?;
        // A pattern for every name deletes what is not the service's.
        if name.bytes().all(|byte| byte == b'*') {
            return None;
        }
        is_exact &= same;
        names.push(name);
    }
    Some(Patterns { names, is_exact })
}

/// The alternatives: `^(a|b)$` and `a|b` as expressions of their own.
fn branches(body: &str) -> Option<Vec<String>> {
    let Some(open) = body.find('(') else {
        return Some(body.split('|').map(String::from).collect());
    };
    let close = body.rfind(')').filter(|close| *close > open)?;
    let (before, after) = (&body[..open], &body[close + 1..]);
    let inside = &body[open + 1..close];
    let inside = inside.strip_prefix("?:").unwrap_or(inside);
    let is_nested = inside.contains(['(', ')', '?']) || before.contains('|') || after.contains('|');
    // A group that may be missing or repeated is more than its alternatives.
    let is_counted = after.starts_with(['?', '*', '+', '{']) || before.ends_with('\\');
    if is_nested || is_counted {
        return None;
    }
    Some(inside.split('|').map(|one| format!("{before}{one}{after}")).collect())
}

/// One alternative, and whether the pattern is exact.
fn branch(expression: &str) -> Option<(String, bool)> {
    let mut is_exact = true;
    let from_start = expression.starts_with('^');
    let mut rest = expression.trim_start_matches('^');
    let mut name = String::from(if from_start { "" } else { "*" });
    let mut to_end = false;
    while let Some(letter) = rest.chars().next() {
        let after = &rest[letter.len_utf8()..];
        if letter == '$' && after.is_empty() {
            to_end = true;
            break;
        }
        let (piece, is_class, next) = atom(letter, after)?;
        let count = next.find(|c: char| !['*', '+', '?'].contains(&c)).unwrap_or(next.len());
        rest = &next[count..];
        match (&next[..count], is_class) {
            ("", false) => name.push_str(&piece),
            (".", _) => return None,
            // Any run of any characters is what `*` means.
            ("*" | "*?", true) if letter == '.' => name.push('*'),
            ("*" | "+" | "*?" | "+?" | "", true) => {
                is_exact = false;
                name.push('*');
            }
            _ => return None,
        }
        if rest.starts_with('{') {
            let (_, after) = rest.split_once('}').filter(|_| is_class)?;
            rest = after;
        }
    }
    if !to_end {
        name.push('*');
    }
    while name.contains("**") {
        name = name.replace("**", "*");
    }
    Some((name, is_exact))
}

/// The first atom: what it is, whether it stands for several characters, and what follows.
fn atom(letter: char, after: &str) -> Option<(String, bool, &str)> {
    match letter {
        '.' => Some((String::new(), true, after)),
        '[' => after.split_once(']').map(|(_, next)| (String::new(), true, next)),
        '\\' => {
            let escaped = after.chars().next()?;
            let next = &after[escaped.len_utf8()..];
            match escaped {
                'w' | 'd' | 'S' | 'D' => Some((String::new(), true, next)),
                escaped if escaped.is_ascii_punctuation() && escaped != '*' => {
                    Some((escaped.into(), false, next))
                }
                _ => None,
            }
        }
        '*' | '+' | '?' | '{' | '}' | '(' | ')' | '|' | '^' | '$' => None,
        letter => Some((letter.into(), false, after)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<(Vec<String>, bool)> {
        let (body, flags) = regex(text)?;
        patterns(body, flags).map(|found| (found.names, found.is_exact))
    }

    #[test]
    fn what_a_star_can_say_is_exact() {
        let exact = |name: &str| Some((vec![name.to_owned()], true));
        assert_eq!(of("/^_ga/"), exact("_ga*"));
        assert_eq!(of("/^(_ga)/"), exact("_ga*"));
        assert_eq!(of("/^_pk_.*$/"), exact("_pk_*"));
        assert_eq!(of("/^_gid$/"), exact("_gid"));
        assert_eq!(of("/_ga/"), exact("*_ga*"));
        assert_eq!(of("/^a\\.b$/"), exact("a.b"));
        assert_eq!(of("/^(_ga|_gid)$/"), Some((vec!["_ga".into(), "_gid".into()], true)));
    }

    #[test]
    fn what_it_cannot_say_is_wider_or_nothing() {
        assert_eq!(of("/^_gat_.+$/i"), Some((vec!["_gat_*".into()], false)));
        assert_eq!(of("/^_hj[A-Z]+$/"), Some((vec!["_hj*".into()], false)));
        for expression in
            ["/.*/", "/^(?!a)/", "/a?b/", "/(a(b))/", "/a(b)?/", "/\\bx/", "/^ab*$/", "/a{2}/"]
        {
            assert_eq!(of(expression), None, "{expression}");
        }
    }
}
