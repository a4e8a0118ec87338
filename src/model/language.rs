//! Which of the languages at hand a visitor reads, and in which direction it runs.

use super::parts::{cut, parts};

/// The first offered language that one of the wanted tags (BCP 47, with commas between) asks for,
/// in the order wanted; the first offered where none does.
///
/// A tag asks for itself, else for its primary language (`sv-FI` for `sv`), else for a region of
/// it (`pt` for `pt-BR`). Letters' case is no matter.
pub fn choose<'a>(wanted: &str, offered: &[&'a str]) -> &'a str {
    for tag in parts(wanted, b',') {
        for step in 0..3 {
            let asked = if step == 0 { tag } else { primary(tag) };
            for one in offered {
                let part = if step == 2 { primary(one) } else { one };
                if part.eq_ignore_ascii_case(asked) && !asked.is_empty() {
                    return one;
                }
            }
        }
    }
    offered.first().unwrap_or(&"")
}

/// What stands before the first hyphen.
pub fn primary(tag: &str) -> &str {
    cut(tag, b'-').0
}

/// Whether `tag` is shaped as a language tag: letters, then parts of letters and digits.
pub fn is_tag(tag: &str) -> bool {
    let mut most = 3;
    for part in parts(tag, b'-') {
        let long = (if most == 3 { 2 } else { 1 }..=most).contains(&part.len());
        let fits = |byte: u8| byte.is_ascii_alphabetic() || (most == 8 && byte.is_ascii_digit());
        if !long || !part.bytes().all(fits) {
            return false;
        }
        most = 8;
    }
    true
}

/// Whether the language is written from right to left.
pub fn runs_right_to_left(tag: &str) -> bool {
    for one in parts("ar fa he ur ps yi ckb dv sd ug", b' ') {
        if primary(tag).eq_ignore_ascii_case(one) {
            return true;
        }
    }
    false
}
