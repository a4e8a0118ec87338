//! The words shown to visitors: built in for English and Swedish, each open to overrides.

use super::parts::{cut, parts};
#[cfg(not(target_arch = "wasm32"))]
use super::schema::{Field, Kind, Table};

macro_rules! texts {
    ($($key:ident $name:literal $en:literal $sv:literal)*) => {
        /// What a text is for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Key { $(
            #[doc = $en] $key,
        )* }

        /// The texts of one language in the configuration's `texts`, for the types.
        #[cfg(not(target_arch = "wasm32"))]
        pub static TABLE: Table = Table {
            fields: &[$(Field { name: $name, kind: Kind::Word, needed: false, doc: $en },)*],
            interface: "Texts",
            doc: "Words shown to visitors; what is left out stays as built in.",
        };

        // A line each, in the order of the keys: a list of strings would be eight bytes more for
        // each of them, which compress badly.
        const NAMES: &str = concat!($($name, "\n"),*);
        const ENGLISH: &str = concat!($($en, "\n"),*);
        const SWEDISH: &str = concat!($($sv, "\n"),*);
    };
}

// `{controller}`, `{purposes}`, `{days}` and `{services}` are filled in where the text is shown.
texts! {
    Title "title"
        "We use cookies"
        "Vi använder cookies"
    Intro "intro"
        "{controller} and the third parties we work with would like to store and read cookies in your browser for these purposes: {purposes}. Nothing is stored for them unless you say yes. We remember your answer for {days} days, and you can change it at any time in the settings."
        "{controller} och de tredje parter vi samarbetar med vill lagra och läsa cookies i din webbläsare för följande ändamål: {purposes}. Inget lagras för dem om du inte säger ja. Vi minns ditt svar i {days} dagar, och du kan när som helst ändra det i inställningarna."
    Policy "policy"
        "Cookie policy"
        "Cookiepolicy"
    Accept "accept"
        "Accept all"
        "Acceptera alla"
    Reject "reject"
        "Reject all"
        "Neka alla"
    Settings "settings"
        "Settings"
        "Inställningar"
    SettingsTitle "settingsTitle"
        "Cookie settings"
        "Cookieinställningar"
    SettingsIntro "settingsIntro"
        "Choose what {controller} and the third parties named below may store and read in your browser. Your choice is kept for {days} days, and you can change or withdraw it here at any time."
        "Välj vad {controller} och de tredje parter som nämns nedan får lagra och läsa i din webbläsare. Ditt val sparas i {days} dagar, och du kan när som helst ändra eller återkalla det här."
    Contact "contact"
        "Contact"
        "Kontakt"
    Save "save"
        "Save choices"
        "Spara val"
    Close "close"
        "Close without saving"
        "Stäng utan att spara"
    AlwaysOn "alwaysOn"
        "Always on"
        "Alltid på"
    DoNotTrack "doNotTrack"
        "Your browser sends a Do Not Track signal, and we follow it."
        "Din webbläsare skickar signalen Do Not Track (spåra inte), och vi följer den."
    GlobalPrivacyControl "globalPrivacyControl"
        "Your browser sends a Global Privacy Control signal, and we follow it."
        "Din webbläsare skickar signalen Global Privacy Control, och vi följer den."
    SignalRulesOut "signalRulesOut"
        "As long as it is on, these stay off: {purposes}."
        "Så länge den är på förblir dessa avstängda: {purposes}."
    RuledOut "ruledOut"
        "Off because of your browser's signal"
        "Av på grund av signalen från din webbläsare"
    Services "services"
        "Services and cookies"
        "Tjänster och cookies"
    Provider "provider"
        "Provider"
        "Leverantör"
    Privacy "privacy"
        "Privacy policy"
        "Integritetspolicy"
    Name "name"
        "Name"
        "Namn"
    Kind "kind"
        "Kind"
        "Typ"
    Host "host"
        "Set by"
        "Placeras av"
    Lifetime "lifetime"
        "Kept for"
        "Sparas i"
    Purpose "purpose"
        "Purpose"
        "Ändamål"
    Cookie "cookie"
        "Cookie"
        "Cookie"
    LocalStorage "localStorage"
        "Local storage"
        "Lokal lagring"
    SessionStorage "sessionStorage"
        "Session storage"
        "Sessionslagring"
    IndexedDb "indexedDb"
        "Browser database"
        "Databas i webbläsaren"
    Pixel "pixel"
        "Pixel"
        "Pixel"
    FirstParty "firstParty"
        "This site"
        "Den här webbplatsen"
    ThirdParty "thirdParty"
        "Third party"
        "Tredje part"
    Session "session"
        "Until you close the browser"
        "Tills du stänger webbläsaren"
    UntilDeleted "untilDeleted"
        "Until you delete it"
        "Tills du raderar den"
    Units "units"
        "year|years|month|months|week|weeks|day|days|hour|hours|minute|minutes|second|seconds"
        "år|år|månad|månader|vecka|veckor|dag|dagar|timme|timmar|minut|minuter|sekund|sekunder"
    External "external"
        "Sites that ask you themselves"
        "Webbplatser som själva frågar dig"
    Necessary "necessary"
        "Necessary"
        "Nödvändiga"
    Functional "functional"
        "Functional"
        "Funktionella"
    Analytics "analytics"
        "Analytics"
        "Analys"
    Marketing "marketing"
        "Marketing"
        "Marknadsföring"
    NecessaryIntro "necessaryIntro"
        "Needed for the site to work, such as remembering your choice here."
        "Behövs för att webbplatsen ska fungera, till exempel för att minnas ditt val här."
    FunctionalIntro "functionalIntro"
        "Make extra functions work, such as chat."
        "Gör att extra funktioner fungerar, till exempel chatt."
    AnalyticsIntro "analyticsIntro"
        "Show us how the site is used, so that we can improve it."
        "Visar oss hur webbplatsen används, så att vi kan förbättra den."
    MarketingIntro "marketingIntro"
        "Let us and third parties follow your visits to show you relevant offers."
        "Låter oss och tredje parter följa dina besök för att visa dig relevanta erbjudanden."
}

/// The languages with all texts built in; the first is what is left where nothing fits.
pub const BUILT_IN: [&str; 2] = ["en", "sv"];

impl Key {
    /// Its name in the configuration's `texts`.
    pub fn name(self) -> &'static str {
        line(NAMES, self as usize)
    }

    /// The built-in text; in English for a language that has none.
    pub fn built_in(self, language: &str) -> &'static str {
        let swedish = super::language::primary(language).eq_ignore_ascii_case("sv");
        line(if swedish { SWEDISH } else { ENGLISH }, self as usize)
    }
}

/// The names of all texts.
pub fn names() -> Vec<&'static str> {
    parts(NAMES, b'\n').filter(|name| !name.is_empty()).collect()
}

/// Whether a text has this name.
pub fn is_name(name: &str) -> bool {
    parts(NAMES, b'\n').any(|known| known == name && !name.is_empty())
}

/// The keys of the name and the description that one of the four known categories has built in.
pub fn of_category(id: &str) -> Option<(Key, Key)> {
    for keys in &[
        (Key::Necessary, Key::NecessaryIntro),
        (Key::Functional, Key::FunctionalIntro),
        (Key::Analytics, Key::AnalyticsIntro),
        (Key::Marketing, Key::MarketingIntro),
    ] {
        if keys.0.name() == id {
            return Some(*keys);
        }
    }
    None
}

fn line(lines: &'static str, number: usize) -> &'static str {
    parts(lines, b'\n').nth(number).unwrap_or("")
}

/// Puts values in place of `{name}`; a name that has none stays as it is.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut first = true;
    for part in parts(text, b'{') {
        let (name, rest) = cut(part, b'}');
        let mut value = None;
        for (known, text) in values {
            if *known == name && rest.is_some() && !first {
                value = Some(*text);
            }
        }
        if let (Some(value), Some(rest)) = (value, rest) {
            filled.push_str(value);
            filled.push_str(rest);
        } else {
            filled.push_str(if first { "" } else { "{" });
            filled.push_str(part);
        }
        first = false;
    }
    filled
}
