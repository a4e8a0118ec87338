//! Language tags.

/// Whether `tag` has the shape of a language tag: two or three letters, then subtags of up to eight
/// letters and digits.
pub fn is_tag(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let language = subtags.next().unwrap_or("");
    matches!(language.len(), 2..=3)
        && language.bytes().all(|byte| byte.is_ascii_alphabetic())
        && subtags.all(|subtag| {
            matches!(subtag.len(), 1..=8) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// The language without script, region and variants: `pt` of `pt-BR`.
pub fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or("")
}

/// The offered tag that speaks to readers of another: the tag itself, else the nearest of its language. Readers
/// of bokmål and nynorsk read Norwegian, and each other (ISO 639-3 has `no` as a macrolanguage). It is what the
/// page does (`src/page/language.ts`).
pub fn look_up<'a>(tag: &str, offered: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let tag = tag.replace('_', "-").to_ascii_lowercase();
    let score = |one: &str| {
        let one = one.replace('_', "-").to_ascii_lowercase();
        let (language, other) = (primary(&tag), primary(&one));
        match () {
            () if one == tag => 4,
            () if script(&one) != script(&tag) => 0,
            () if language == other => 2 + u8::from(region(&one) == region(&tag)),
            () if is_norwegian(language) && is_norwegian(other) => 1,
            () => 0,
        }
    };
    let best = offered.clone().map(score).max().filter(|best| *best > 0)?;
    offered.into_iter().find(|one| score(one) == best)
}

fn is_norwegian(language: &str) -> bool {
    matches!(language, "no" | "nb" | "nn")
}

fn script(tag: &str) -> Option<&str> {
    tag.split('-').skip(1).find(|subtag| subtag.len() == 4)
}

fn region(tag: &str) -> Option<&str> {
    tag.split('-').skip(1).find(|subtag| subtag.len() == 2)
}
