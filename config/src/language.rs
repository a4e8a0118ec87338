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

/// Whether readers of the language `wanted` get what is written in `offered`: the language and the script are
/// the same, whatever the regions are. The check runs in the page too, where the data of `lookup` would be
/// too much; tests hold the two together.
///
/// # Examples
/// ```
/// use samtycke_config::language::is_read;
/// assert!(is_read("sv", "sv-SE") && is_read("pt-BR", "pt") && is_read("nb", "nn"));
/// assert!(!is_read("zh-TW", "zh-CN") && !is_read("en", "sv"));
/// ```
pub fn is_read(offered: &str, wanted: &str) -> bool {
    let [offered, wanted] = [offered, wanted].map(str::to_ascii_lowercase);
    let script = |tag: &str| script(tag).unwrap_or_default();
    let (one, other) = (script(&offered), script(&wanted));
    // No script is the usual one, which a tag may name all the same.
    family(&offered) == family(&wanted) && (one == other || one.is_empty() || other.is_empty())
}

/// Readers of bokmål and nynorsk read Norwegian, and each other.
fn family(tag: &str) -> &str {
    match primary(tag) {
        "nb" | "nn" => "no",
        language => language,
    }
}

/// The script of a tag in lower case: the one it names, or the likely one of a language with several.
fn script(tag: &str) -> Option<String> {
    let has = |regions: &[&str]| tag.split('-').skip(1).any(|one| regions.contains(&one));
    let named = tag
        .split('-')
        .skip(1)
        .find(|one| one.len() == 4 && one.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let likely = match primary(tag) {
        "zh" if has(&["tw", "hk", "mo"]) => "hant",
        "zh" => "hans",
        "sr" if has(&["me"]) => "latn",
        "sr" | "kk" | "mn" => "cyrl",
        "az" | "uz" | "bs" => "latn",
        "pa" if has(&["pk"]) => "arab",
        "pa" => "guru",
        _ => return named.map(String::from),
    };
    Some(named.unwrap_or(likely).into())
}
