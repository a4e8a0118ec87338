//! What was probably meant by a word that is not known.

use strsim::{damerau_levenshtein, normalized_damerau_levenshtein};

/// A message, with the word that was probably meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The message; it names the word.
    pub message: String,
    /// The word.
    pub meant: Option<String>,
}

/// The longest word that is compared, in bytes: the time goes by the product of both lengths, and no known word is near to more.
const LONGEST: usize = 100;

/// The known word that is close to another. Letters put in, left out or changed count as a mistake each, and so
/// do two that are swapped; capitals, hyphens and blanks count for nothing.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let plain = plain(word);
    let distance = |one: &str| {
        let other = self::plain(one);
        (damerau_levenshtein(&plain, &other), other)
    };
    let known = known.map(|one| (distance(one), one));
    let ((steps, other), one) = known.min_by(|one, other| one.0.0.cmp(&other.0.0))?;
    let is_near =
        steps <= 1 + other.len() / 4 && normalized_damerau_levenshtein(&plain, &other) > 0.4;
    is_near.then_some(one)
}

/// A word as it is compared.
fn plain(word: &str) -> String {
    word.trim().to_lowercase().replace(['-', ' ', '.'], "_")
}

/// `message`, and `did you mean "…"?` for a word that is close to a known one, else `otherwise`.
pub fn guess<'a>(
    message: &str,
    word: &str,
    known: impl Iterator<Item = &'a str>,
    otherwise: &str,
) -> Guess {
    match nearest(word, known) {
        Some(one) => Guess {
            message: format!("{message}; did you mean \"{one}\"?"),
            meant: Some(one.into()),
        },
        None => Guess { message: format!("{message}{otherwise}"), meant: None },
    }
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
