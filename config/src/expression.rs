//! Regular expressions of cookie names as patterns with `*`.

use crate::pattern::matches;

/// What a regular expression became.
#[derive(Debug, PartialEq, Eq)]
pub struct Patterns {
    /// The patterns.
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
        // What another pattern covers need not be there twice.
        if !names.iter().any(|other: &String| matches(other, &name)) {
            names.retain(|other| !matches(&name, other));
            names.push(name);
        }
    }
    Some(Patterns { names, is_exact })
}

/// Whether a name is clearly a regular expression. Names can hold its signs too, so one sign alone tells nothing.
pub fn is_expression(name: &str) -> bool {
    let (body, is_quoted) = match regex(name) {
        Some((body, _)) => (body, true),
        None => (name, false),
    };
    let starts = body.starts_with('^');
    let is_open = [".*", ".+", "\\", "[", "("].iter().any(|sign| body.contains(sign));
    if is_quoted {
        starts || is_open || body.ends_with('$') || body.contains('|')
    } else {
        let ends = [".*$", ".+$"].iter().any(|sign| body.ends_with(sign));
        ends || (starts && (is_open || body.ends_with('$')))
    }
}

/// The pattern that is meant by a name with a placeholder such as `<id>`.
pub fn of_placeholder(name: &str) -> Option<String> {
    let (before, rest) = name.split_once('<')?;
    let (inside, after) = rest.split_once('>')?;
    let is_word = inside.starts_with(|one: char| one.is_ascii_alphabetic())
        && inside.bytes().all(|one| one.is_ascii_alphanumeric() || b" _-".contains(&one));
    let pattern = format!("{before}*{after}");
    let pattern = is_word.then(|| of_placeholder(&pattern).unwrap_or(pattern))?;
    // With other signs it is rather a name that really holds these.
    let is_plain = |one: u8| one.is_ascii_alphanumeric() || b"_-.:*".contains(&one);
    pattern.bytes().all(is_plain).then(|| pattern.replace("**", "*"))
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
    // A group that may be missing has one more alternative: nothing.
    let (nothing, after) = match after.strip_prefix('?') {
        Some(after) => (Some(""), after),
        None => (None, after),
    };
    // A group that is repeated is more than its alternatives.
    let is_counted = after.starts_with(['?', '*', '+', '{']) || before.ends_with('\\');
    if is_nested || is_counted {
        return None;
    }
    let alternatives = inside.split('|').chain(nothing);
    Some(alternatives.map(|one| format!("{before}{one}{after}")).collect())
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
        assert_eq!(of("/^_ga(_.*)?/"), exact("_ga*"));
        assert_eq!(of("/^_ga(_.*)?$/"), Some((vec!["_ga_*".into(), "_ga".into()], true)));
        assert_eq!(of("/a(b)?/"), exact("*a*"));
    }

    #[test]
    fn only_clear_expressions_are_taken_for_one() {
        for name in ["/^chat_/", "^chat_.*$", "/chat_\\d+/i", "^a$", "chat_.*$", "/a|b/"] {
            assert!(is_expression(name), "{name}");
        }
        for name in ["_hp2_id.*", "$chat", "^chat", "chat$", "/chat/", "a(b)", "a[0]", "a|b", "/"] {
            assert!(!is_expression(name), "{name}");
        }
        assert_eq!(of_placeholder("chat_<id>").as_deref(), Some("chat_*"));
        assert_eq!(of_placeholder("a_<site id>_<n>.b").as_deref(), Some("a_*_*.b"));
        for name in ["a<b", "a<1>", "<>", "a>b<c", "<a=b>", "'<b>x"] {
            assert_eq!(of_placeholder(name), None, "{name}");
        }
    }

    #[test]
    fn what_it_cannot_say_is_wider_or_nothing() {
        assert_eq!(of("/^_gat_.+$/i"), Some((vec!["_gat_*".into()], false)));
        assert_eq!(of("/^_hj[A-Z]+$/"), Some((vec!["_hj*".into()], false)));
        for expression in
            ["/.*/", "/^(?!a)/", "/a?b/", "/(a(b))/", "/a(b)??/", "/\\bx/", "/^ab*$/", "/a{2}/"]
        {
            assert_eq!(of(expression), None, "{expression}");
        }
    }
}
