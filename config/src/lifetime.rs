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
/// A year has 365 days, and a month a twelfth of them: whoever writes `P13M` for thirteen months means 396 days,
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

/// The number before a designator; 0 where there is none.
fn count(text: &str, designator: char) -> u64 {
    let before = text.split_once(designator).map_or("", |(before, _)| before);
    let digits = before.rfind(|letter: char| !letter.is_ascii_digit()).map_or(0, |end| end + 1);
    before[digits..].parse().unwrap_or(0)
}
