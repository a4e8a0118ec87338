//! Refusals that do not say no (rule 25).

use super::Warnings;
use super::words::{LISTS, Phrases, has_phrase, lists, place, plain};
use crate::code::Code;
use crate::texts;

/// Characters of a text that are looked at: no button has more.
const LOOKED_AT: usize = 200;

pub(super) fn look(path: &str, language: &str, word: &str, warnings: &mut Warnings) {
    if is_unclear(language, word) {
        let built_in = texts::built_in(language, "reject");
        warnings.add(
            Code::UnclearRefusal,
            path,
            format!("\"{word}\" does not say no; write what it does, such as \"{built_in}\""),
        );
    }
}

/// Whether a text says yes, leads to the settings or puts the answer off, and says no nowhere else: "Reject all and continue"
/// does.
fn is_unclear(language: &str, word: &str) -> bool {
    let of = |all: &'static Phrases| lists(all, Some(language)).chain(lists(all, Some("en")));
    let built_in = |key| plain(texts::built_in(language, key));
    let mut others: Vec<String> = of(&LISTS.unclear).map(String::from).collect();
    others.extend(["accept", "settings", "save"].map(built_in));
    others.retain(|phrase| !phrase.is_empty());
    let text: String = plain(word).chars().take(LOOKED_AT).collect();
    let mut rest = text.clone();
    // "Not now" is more than "not".
    let longest = |rest: &str| {
        let found = others.iter().filter_map(|one| Some((place(rest, one)?, one.len())));
        found.max_by_key(|(_, length)| *length)
    };
    while let Some((start, length)) = longest(&rest) {
        rest.replace_range(start..start + length, " ");
    }
    let says_no = of(&LISTS.no).any(|phrase| has_phrase(&rest, phrase));
    rest != text && !says_no && !has_phrase(&rest, &built_in("reject"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_that_says_yes_or_leads_elsewhere_is_unclear() {
        for (language, word) in [
            ("en", "Agree"),
            ("en", "Allow all"),
            ("en", "Save and close"),
            ("en", "Manage options"),
            ("en", "Continue to site"),
            ("en", "Cookie settings"),
            ("en", "Not now, ask me later"),
            ("en", "No thanks, I like ads"),
            ("sv", "Okej, fortsätt"),
            ("sv", "Allow all"),
            ("de", "Einstellungen ändern"),
            ("it", "Più tardi"),
            ("pl", "Rozumiem"),
            ("tr", "Tamam"),
            ("tr", "İzin ver"),
            ("hu", "Később"),
            ("el", "Εντάξει"),
            ("bg", "Разбрах"),
            ("lt", "Sutinku"),
            ("fr", "J’accepte"),
            ("no", "Godta alle"),
            ("no", "Ikke nå"),
            ("nn", "Ikkje no"),
            ("uk", "Не зараз"),
        ] {
            assert!(is_unclear(language, word), "{language}: {word}");
        }
    }

    #[test]
    fn a_refusal_that_says_no_is_clear_whatever_else_it_says() {
        for (language, word) in [
            ("en", "Reject"),
            ("en", "No"),
            ("en", "Continue without accepting"),
            ("en", "Reject all and continue"),
            ("en", "I don’t agree"),
            ("en", "Accept only necessary cookies"),
            ("sv", "Fortsätt utan att godkänna"),
            ("sv", "Acceptera bara nödvändiga"),
            ("de", "Weiter ohne Zustimmung"),
            ("de", "Nur notwendige akzeptieren"),
            ("fr", "Continuer sans accepter"),
            ("it", "Rifiuta"),
            ("pl", "Odrzuć"),
            ("tr", "Kabul etmiyorum"),
            ("no", "Avvis alle og lukk"),
            ("uk", "Не погоджуюся"),
            ("ar", "لا أوافق"),
        ] {
            assert!(!is_unclear(language, word), "{language}: {word}");
        }
    }

    #[test]
    fn a_text_without_end_takes_no_time() {
        let start = std::time::Instant::now();
        assert!(is_unclear("en", &"ok ".repeat(1_000_000)));
        assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
    }

    #[test]
    fn what_is_built_in_is_clear_in_every_language_and_a_yes_is_not() {
        for language in texts::languages() {
            let built_in = |key| texts::built_in(language, key);
            assert!(!is_unclear(language, built_in("reject")), "{language}");
            for key in ["accept", "settings", "save"] {
                assert!(is_unclear(language, built_in(key)), "{language}: {key}");
                let no = format!("{}: {}", built_in("reject"), built_in(key));
                assert!(!is_unclear(language, &no), "{language}: {key}");
            }
        }
    }

    /// The lists have every language, also where its built-in texts are left out.
    #[test]
    fn each_list_for_yes_is_unclear_by_itself() {
        for (language, phrases) in &LISTS.unclear {
            for phrase in phrases {
                assert!(is_unclear(language, phrase), "{language}: {phrase}");
            }
        }
    }
}
