//! What is wrong with a configuration, and where.

/// One thing that is wrong. A build without the feature `messages` knows only that it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    #[cfg(feature = "messages")]
    path: String,
    #[cfg(feature = "messages")]
    what: String,
}

impl Problem {
    /// Notes what is wrong at a path.
    #[cfg(feature = "messages")]
    pub fn new(path: &str, what: String) -> Problem {
        Problem { path: path.into(), what }
    }

    /// Where, such as `services[2].category`; empty for the whole, and without `messages`.
    pub fn path(&self) -> &str {
        #[cfg(feature = "messages")]
        return &self.path;
        #[cfg(not(feature = "messages"))]
        ""
    }

    /// What is there and what was expected; empty without `messages`.
    pub fn what(&self) -> &str {
        #[cfg(feature = "messages")]
        return &self.what;
        #[cfg(not(feature = "messages"))]
        ""
    }
}

/// The problems as one text, a line each, for the console and for the error that `init` throws.
/// A build without the feature `messages` names the one that has them.
pub fn describe(problems: &[Problem]) -> String {
    let mut text = String::from("the configuration is wrong, so nothing third-party is loaded");
    if !cfg!(feature = "messages") {
        text.push_str(
            "; samtycke.dev.js in place of samtycke.min.js says what is wrong and where.",
        );
        return text;
    }
    text.push(':');
    for problem in problems {
        let path = if problem.path().is_empty() { "configuration" } else { problem.path() };
        text.push_str(&format!("\n- {path}: {}", problem.what()));
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
