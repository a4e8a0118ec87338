//! How long something is stored: `session`, `persistent` or an ISO 8601 duration.

/// The designators of a date and of a time, in the order that ISO 8601 asks for.
const DATE: &str = "YMWD";
const TIME: &str = "HMS";

/// Whether a text is a declared lifetime.
pub fn is_lifetime(text: &str) -> bool {
    matches!(text, "session" | "persistent") || is_duration(text)
}

/// Whether a text is a duration such as `P2Y` or `PT30M` (ISO 8601-1:2019, 5.5.2) that lasts some
/// time. Counts are whole numbers of at most nine digits.
pub fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else { return false };
    let (date, time) = rest.split_once('T').map_or((rest, None), |(date, time)| (date, Some(time)));
    let counts = [counts(date, DATE), counts(time.unwrap_or(""), TIME)];
    let [Some(days), Some(seconds)] = counts else { return false };
    // A `T` announces a time.
    time != Some("") && days.iter().chain(&seconds).any(|count| *count > 0)
}

/// The numbers before each designator; none where they are out of order or not to the letter.
fn counts(text: &str, designators: &str) -> Option<Vec<u32>> {
    let mut left = designators;
    let mut counts = Vec::new();
    let mut number = String::new();
    for letter in text.chars() {
        if letter.is_ascii_digit() {
            number.push(letter);
            continue;
        }
        left = left.split_once(letter)?.1;
        counts.push(number.parse().ok().filter(|_| number.len() <= 9)?);
        number.clear();
    }
    number.is_empty().then_some(counts)
}

/// How many days a duration lasts, part of a day counted as one; none for `session` and `persistent`.
///
/// A year has 365 days, and a month a twelfth of them: `P13M` means 396 days,
/// which browsers keep, and not thirteen months of 31 days each.
pub fn days(text: &str) -> Option<u64> {
    let rest = text.strip_prefix('P').filter(|_| is_duration(text))?;
    let (date, time) = rest.split_once('T').unwrap_or((rest, ""));
    let of_date = |designator| count(date, designator);
    let months = of_date('Y') * 12 + of_date('M');
    let hours = count(time, 'H');
    let seconds = (hours * 60 + count(time, 'M')) * 60 + count(time, 'S');
    let days = (months * 365).div_ceil(12) + of_date('W') * 7 + of_date('D');
    Some(days + seconds.div_ceil(86_400))
}

/// The number before a designator; 0 without one.
fn count(text: &str, designator: char) -> u64 {
    let before = text.split_once(designator).map_or("", |(before, _)| before);
    let digits = before.rfind(|letter: char| !letter.is_ascii_digit()).map_or(0, |end| end + 1);
    before[digits..].parse().unwrap_or(0)
}

/// Beginnings of the words for units of time in English, German, French, Spanish, Italian, Dutch and Swedish, with the
/// designator of ISO 8601 after `P` or `PT`. The longer of two that fit comes first.
const UNITS: &[(&str, &str)] = &[
    ("sec", "TS"),
    ("sek", "TS"),
    ("seg", "TS"),
    ("min", "TM"),
    ("hour", "TH"),
    ("stunde", "TH"),
    ("heure", "TH"),
    ("hora", "TH"),
    ("uur", "TH"),
    ("timm", "TH"),
    ("day", "D"),
    ("tag", "D"),
    ("jour", "D"),
    ("día", "D"),
    ("dia", "D"),
    ("giorn", "D"),
    ("dag", "D"),
    ("week", "W"),
    ("woche", "W"),
    ("semaine", "W"),
    ("semana", "W"),
    ("veck", "W"),
    ("month", "M"),
    ("monat", "M"),
    ("mois", "M"),
    ("mes", "M"),
    ("maand", "M"),
    ("månad", "M"),
    ("year", "Y"),
    ("jahr", "Y"),
    ("año", "Y"),
    ("ann", "Y"),
    ("jaar", "Y"),
    ("år", "Y"),
    ("an", "Y"),
];

/// The lifetime that words say: `P1Y` for `1 year`. None where they say more, or something else.
///
/// # Examples
/// ```
/// use samtycke_config::lifetime::of_words;
/// assert_eq!(of_words("13 months").as_deref(), Some("P13M"));
/// assert_eq!(of_words("Session").as_deref(), Some("session"));
/// assert_eq!(of_words("for ever"), None);
/// ```
pub fn of_words(words: &str) -> Option<String> {
    let words = words.trim();
    if is_lifetime(words) {
        return Some(words.into());
    }
    let upper = words.to_uppercase();
    if is_duration(&upper) {
        return Some(upper);
    }
    let lower = words.to_lowercase();
    if ["session", "sitzung", "sesión", "sessione", "sessie"].contains(&lower.as_str()) {
        return Some("session".into());
    }
    if ["persistent", "permanent", "never"].contains(&lower.as_str()) {
        return Some("persistent".into());
    }
    let digits = lower.find(|c: char| !c.is_ascii_digit())?;
    let (count, unit) = lower.split_at(digits);
    let unit = unit.trim();
    let (_, designator) =
        UNITS.iter().find(|(start, _)| unit.starts_with(start) && !unit.contains(' '))?;
    let (time, letter) =
        designator.strip_prefix('T').map_or(("", *designator), |letter| ("T", letter));
    let written = format!("P{time}{count}{letter}");
    is_lifetime(&written).then_some(written)
}
