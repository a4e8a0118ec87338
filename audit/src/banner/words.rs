//! The words by which people know the controls of a banner, in the languages that we know.

use samtycke_config::texts::{built_in, languages};
use serde_json::{Value, json};

/// Words of other banners, beside those of ours in 30 languages; lower case.
const TOPIC: [&str; 16] = [
    "cookie",
    "kakor",
    "kakinställ",
    "samtyck",
    "consent",
    "privacy",
    "integritet",
    "einwillig",
    "datenschutz",
    "consentement",
    "confidentialité",
    "consentimiento",
    "consenso",
    "toestemming",
    "evästee",
    "informasjonskaps",
];
const YES: [&str; 23] = [
    "accept",
    "allow all",
    "agree",
    "got it",
    "i'm fine",
    "that's ok",
    "that’s ok",
    "godkänn",
    "acceptera",
    "tillåt",
    "jag förstår",
    "akzeptieren",
    "zustimmen",
    "erlauben",
    "accepter",
    "autoriser",
    "aceptar",
    "permitir",
    "accetta",
    "accetto",
    "accepteren",
    "toestaan",
    "hyväksy",
];
const NO: [&str; 34] = [
    "reject",
    "decline",
    "refuse",
    "deny",
    "disagree",
    "only necessary",
    "necessary only",
    "only essential",
    "essential only",
    "strictly necessary",
    "only required",
    "required only",
    "without accepting",
    "do not accept",
    "don't accept",
    "neka",
    "avvisa",
    "avböj",
    "bara nödvändiga",
    "endast nödvändiga",
    "ablehnen",
    "nur notwendige",
    "nur erforderliche",
    "refuser",
    "tout rejeter",
    "sans accepter",
    "rechazar",
    "denegar",
    "rifiuta",
    "weigeren",
    "alleen noodzakelijke",
    "afvis",
    "avvis",
    "hylkää",
];
const SETTINGS: [&str; 22] = [
    "settings",
    "preferences",
    "customi",
    "options",
    "manage",
    "choose",
    "more info",
    "inställningar",
    "anpassa",
    "hantera",
    "välj",
    "einstellungen",
    "anpassen",
    "verwalten",
    "paramètres",
    "personnaliser",
    "gérer",
    "configurar",
    "personalizza",
    "impostazioni",
    "instellingen",
    "asetukset",
];
const SAVE: [&str; 16] = [
    "save",
    "confirm my",
    "confirm choices",
    "allow selection",
    "accept selected",
    "spara",
    "bekräfta",
    "godkänn valda",
    "speichern",
    "auswahl",
    "enregistrer",
    "valider",
    "guardar",
    "salva",
    "opslaan",
    "tallenna",
];
const CLOSE: [&str; 8] =
    ["close", "dismiss", "stäng", "schließen", "fermer", "cerrar", "chiudi", "sluiten"];
/// What leads back to a choice speaks of cookies, and of one of these.
const BACK: [&str; 16] = [
    "settings",
    "preferences",
    "manage",
    "change",
    "withdraw",
    "consent",
    "inställning",
    "ändra",
    "hantera",
    "återkalla",
    "samtycke",
    "einstellungen",
    "gérer",
    "paramètres",
    "impostazioni",
    "instellingen",
];

/// The phrases of each meaning, as `find.js` takes them.
pub(crate) fn words() -> Value {
    let with = |own: &[&str], keys: &[&str]| -> Vec<String> {
        let ours =
            languages().flat_map(|language| keys.iter().map(move |key| built_in(language, key)));
        let mut all: Vec<String> = own.iter().map(ToString::to_string).collect();
        all.extend(ours.filter(|word| !word.is_empty()).map(str::to_lowercase));
        all.sort_unstable();
        all.dedup();
        all
    };
    json!({
        "topic": with(&TOPIC, &[]),
        "yes": with(&YES, &["accept"]),
        "no": with(&NO, &["reject"]),
        "settings": with(&SETTINGS, &["settings"]),
        "save": with(&SAVE, &["save"]),
        "close": with(&CLOSE, &["close"]),
        "back": with(&BACK, &["settingsTitle", "settings"]),
    })
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn the_words_of_all_languages_are_there_in_lower_case() {
        let words = words();
        let no = words["no"].as_array().expect("a list");
        for word in ["reject all", "neka alla", "only necessary"] {
            assert!(no.iter().any(|one| one == word), "{word}");
        }
        let is_lower =
            |one: &serde_json::Value| one.as_str().is_some_and(|text| text == text.to_lowercase());
        assert!(
            words
                .as_object()
                .expect("an object")
                .values()
                .all(|list| { list.as_array().expect("a list").iter().all(is_lower) })
        );
    }
}
