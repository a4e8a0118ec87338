//! What the names of categories mean, whatever they are called.

/// Usual names of the built-in categories, letters and digits alone: their own, and those that other banners and other
/// languages have.
const NAMES: &[(&str, &[&str])] = &[
    (
        "necessary",
        &[
            "necessary",
            "strictlynecessary",
            "essential",
            "essentials",
            "required",
            "technical",
            "mandatory",
            "nödvändig",
            "nödvändiga",
            "nodvandig",
            "nodvandiga",
            "notwendig",
            "essenziell",
            "nécessaire",
            "necesarias",
            "nødvendig",
            "nødvendige",
            "noodzakelijk",
            "välttämätön",
            "välttämättömät",
        ],
    ),
    (
        "functional",
        &[
            "functional",
            "functionality",
            "preference",
            "preferences",
            "personalization",
            "personalisation",
            "support",
            "chat",
            "livechat",
            "funktionell",
            "funktionella",
            "funktional",
            "fonctionnel",
            "functioneel",
        ],
    ),
    (
        "analytics",
        &[
            "analytics",
            "analytic",
            "analytical",
            "statistics",
            "statistic",
            "statistical",
            "stats",
            "measurement",
            "performance",
            "statistik",
            "analys",
            "analyse",
            "statistiken",
            "statistique",
            "statistiques",
            "estadísticas",
            "estadisticas",
            "statistieken",
            "statistikk",
            "tilastot",
            "analytik",
            "analytiikka",
        ],
    ),
    (
        "marketing",
        &[
            "marketing",
            "advertising",
            "advertisement",
            "advertisements",
            "advertiser",
            "ads",
            "ad",
            "adverts",
            "targeting",
            "reklam",
            "annonser",
            "annonsering",
            "marknadsföring",
            "marknadsforing",
            "werbung",
            "publicité",
            "publicite",
            "publicidad",
            "reclame",
            "advertenties",
            "annoncer",
            "reklame",
            "markedsføring",
            "mainonta",
            "markkinointi",
        ],
    ),
];

/// The built-in category that a name means.
///
/// # Examples
/// ```
/// use samtycke_config::purpose::usual;
/// assert_eq!(usual("Statistics cookies"), Some("analytics"));
/// assert_eq!(usual("reklam"), Some("marketing"));
/// assert_eq!(usual("research"), None);
/// ```
pub fn usual(name: &str) -> Option<&'static str> {
    let letters: String = name.chars().filter(|letter| letter.is_alphanumeric()).collect();
    let lower = letters.to_lowercase();
    let plain = lower.trim_end_matches("cookies");
    NAMES.iter().find(|(_, names)| names.contains(&plain)).map(|(id, _)| *id)
}

/// The built-in category that a name means, if visitors are followed in it.
pub fn follows(name: &str) -> Option<&'static str> {
    // What makes a site fast may be called so too.
    usual(name).filter(|id| ["analytics", "marketing"].contains(id) && name != "performance")
}

/// Words that mean a category alone, and much else beside other words.
const WIDE: [&str; 4] = ["ad", "measurement", "performance", "targeting"];

/// Letters from which on the end of a word says what it is, as in "Besöksstatistik".
const LONG: usize = 8;

/// The built-in category that a word of a name means, if visitors are followed in it.
///
/// # Examples
/// ```
/// use samtycke_config::purpose::sounds_like;
/// assert_eq!(sounds_like("Our own visitor statistics"), Some("analytics"));
/// assert_eq!(sounds_like("Besöksstatistik"), Some("analytics"));
/// assert_eq!(sounds_like("Performance of the shop"), None);
/// ```
pub fn sounds_like(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    let words = || lower.split(|letter: char| !letter.is_alphanumeric());
    let is_it = |known: &str| {
        let ends =
            |word: &str| word == known || (known.chars().count() >= LONG && word.ends_with(known));
        !WIDE.contains(&known) && words().any(ends)
    };
    let followed = NAMES.iter().filter(|(id, _)| follows(id).is_some());
    followed.filter(|(_, names)| names.iter().any(|known| is_it(known))).map(|(id, _)| *id).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_built_in_category_has_its_own_name() {
        for id in crate::gates::BUILT_IN {
            assert_eq!(usual(id), Some(id));
        }
        let mut all: Vec<&str> =
            NAMES.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count, "a name is there twice");
    }
}
