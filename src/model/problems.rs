//! What is wrong with a configuration, and where.

/// One thing that is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    /// Where, such as `services[2].category`; empty for the whole.
    pub path: String,
    /// What is there and what was expected.
    pub what: String,
}

/// The problems as one text, a line each, for the console and for the error that `init` throws.
/// A build without the feature `messages` names the one that has them.
pub fn describe(problems: &[Problem]) -> String {
    let mut text = String::from("the configuration is wrong, so nothing third-party is loaded.");
    if !cfg!(feature = "messages") {
        text.push_str(
            " Load samtycke.dev.js in place of samtycke.min.js to read what is wrong and where.",
        );
        return text;
    }
    for Problem { path, what } in problems {
        let path = if path.is_empty() { "configuration" } else { path };
        text.push_str(&format!("\n- {path}: {what}"));
    }
    text
}

/// `; did you mean "…"?` for a word that is close to one of the known ones, else nothing.
pub fn suggestion<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    let near = known.map(|one| (distance(word, one), one)).min();
    match near {
        Some((steps, one)) if steps <= 1 + one.len() / 4 => format!("; did you mean \"{one}\"?"),
        _ => String::new(),
    }
}

/// How many letters have to be put in, left out or changed (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, letter) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, known) in other.iter().enumerate() {
            let changed = diagonal + usize::from(letter != *known);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[other.len()]
}

/// The words as in `"a", "b" or "c"`.
pub fn either<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.map(|word| format!("\"{word}\"")).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}
