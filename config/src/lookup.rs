//! Which language a text is read in: RFC 4647 lookup over likely subtags, as `src/page/language.ts` does it.

use icu_locale::subtags::{Language, language, script};
use icu_locale::{LanguageIdentifier, Locale, LocaleCanonicalizer, LocaleExpander};

/// The offered tag in the same language and script as the first of those wanted that has one.
pub fn look_up<'a>(wanted: &[&str], offered: &[&'a str]) -> Option<&'a str> {
    wanted.iter().find_map(|tag| {
        let same = offered.iter().find(|one| *one == tag);
        same.copied().or_else(|| likely(tag).and_then(|want| best(&want, offered)))
    })
}

fn best<'a>(want: &LanguageIdentifier, offered: &[&'a str]) -> Option<&'a str> {
    let mut best = None;
    let mut most = 0;
    for one in offered {
        let Some(has) = likely(one) else { continue };
        if family(&has) != family(want) || has.script != want.script {
            continue;
        }
        let is_same = 2 * u8::from(has.language == want.language);
        let score = 1 + is_same + u8::from(has.region == want.region);
        if score > most {
            (best, most) = (Some(*one), score);
        }
    }
    best
}

/// Which way a language is written: `rtl` or `ltr`.
pub fn direction(tag: &str) -> &'static str {
    let scripts = [
        script!("Arab"),
        script!("Hebr"),
        script!("Thaa"),
        script!("Syrc"),
        script!("Nkoo"),
        script!("Adlm"),
        script!("Rohg"),
    ];
    let script = likely(tag).and_then(|tag| tag.script);
    if script.is_some_and(|script| scripts.contains(&script)) { "rtl" } else { "ltr" }
}

/// A tag with its likely script and region; none if it is no tag.
fn likely(tag: &str) -> Option<LanguageIdentifier> {
    let mut locale: Locale = tag.replace('_', "-").parse().ok()?;
    LocaleCanonicalizer::new_extended().canonicalize(&mut locale);
    LocaleExpander::new_extended().maximize(&mut locale.id);
    Some(locale.id)
}

/// Readers of bokmål and nynorsk read Norwegian, and each other (ISO 639-3 has `no` as a macrolanguage).
fn family(tag: &LanguageIdentifier) -> Language {
    let is_norwegian = [language!("nb"), language!("nn")].contains(&tag.language);
    if is_norwegian { language!("no") } else { tag.language }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::is_read;

    #[test]
    fn the_nearest_language_is_found_by_likely_script_and_region() {
        for (wanted, offered, found) in [
            ("sv", &["en", "sv"][..], Some("sv")),
            ("sv-FI", &["en", "sv"], Some("sv")),
            ("SV", &["en", "sv"], Some("sv")),
            ("nn", &["en", "nb"], Some("nb")),
            ("no", &["nn", "nb"], Some("nn")),
            ("zh-TW", &["zh-Hans", "zh-Hant"], Some("zh-Hant")),
            ("zh_HK", &["zh", "zh-Hant"], Some("zh-Hant")),
            ("pt-BR", &["pt-PT", "pt"], Some("pt")),
            ("iw", &["he"], Some("he")),
            ("sr-Latn", &["sr"], None),
            ("ja", &["en", "sv"], None),
            ("not a tag", &["en"], None),
        ] {
            assert_eq!(look_up(&[wanted], offered), found, "{wanted}");
        }
        assert_eq!(look_up(&["ja", "en"], &["sv", "en"]), Some("en"));
    }

    /// The check has a table of its own, since it runs in pages.
    #[test]
    fn the_check_takes_the_same_languages_for_readable() {
        let others =
            ["sv-FI", "pt-BR", "no", "zh", "zh-Hant", "zh-TW", "zh-CN", "zh-HK", "sr", "sr-Latn"];
        let more =
            ["sr-ME", "az", "uz-Cyrl", "bs", "pa", "pa-PK", "kk", "mn", "de-Latn", "ar-EG", "ja"];
        let tags: Vec<&str> = crate::texts::languages().chain(others).chain(more).collect();
        for wanted in &tags {
            for offered in &tags {
                let is_found = look_up(&[wanted], &[offered]).is_some();
                assert_eq!(is_read(offered, wanted), is_found, "{offered} for {wanted}");
            }
        }
    }

    #[test]
    fn languages_are_written_from_the_left_or_the_right() {
        assert_eq!(
            ["ar", "fa", "he", "sv", "?"].map(direction),
            ["rtl", "rtl", "rtl", "ltr", "ltr"]
        );
    }
}
