//! What is not as declared.

use serde::Serialize;

use crate::declared::Place;
use crate::measure::Measure;
use crate::record::Frame;
use crate::state::Moment;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Level {
    /// Good to know.
    Note,
    /// The declaration is wrong or incomplete.
    Warning,
    /// Something loads or is stored without a grant.
    Error,
}

impl Level {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Level::Note => "note",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

/// What kind of fault it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fault {
    /// A host was contacted that must not be at this moment.
    Contacted(Moment),
    /// Something was stored that must not be at this moment.
    Stored(Moment),
    /// Something stayed that had to go at this moment.
    Left(Moment),
    /// Something stayed that no page can delete, as the declaration says.
    OutOfReach,
    /// The page asks the browser to connect to a host early.
    Hinted,
    /// Visitors without scripts contact a host.
    Noscript,
    /// A script reads several things that tell devices apart, without a grant.
    Recognises,
    /// A host receives what is typed into a form.
    Typed,
    /// A host is contacted that the declaration does not name.
    UndeclaredHost,
    /// A list of trackers has a host that a required service contacts.
    NotNecessary,
    /// A list puts a host in another category than the declaration.
    OtherCategory,
    /// A name is stored that the declaration does not have.
    UndeclaredName,
    /// A declared name was never seen.
    NeverSeen,
    /// A cookie lives longer than declared.
    LivesLonger,
    /// The host belongs to another party than declared.
    OtherParty,
    /// A declared name is stored in another kind of store.
    OtherKind,
    /// The host is another than declared.
    OtherHost,
    /// Something about the banner itself.
    Banner(Measure),
}

impl Fault {
    /// All kinds, once each.
    pub fn all() -> Vec<Fault> {
        use Moment::*;
        let moments = [Before, Refused, Expired, Signal, SignalOverYes, Partly, Withdrawn];
        let each = moments.iter().flat_map(|one| [Fault::Contacted(*one), Fault::Stored(*one)]);
        let left = [Withdrawn, Expired, SignalOverYes].map(Fault::Left);
        let others = [
            Fault::OutOfReach,
            Fault::Hinted,
            Fault::Noscript,
            Fault::Recognises,
            Fault::Typed,
            Fault::UndeclaredHost,
            Fault::NotNecessary,
            Fault::OtherCategory,
            Fault::UndeclaredName,
            Fault::NeverSeen,
            Fault::LivesLonger,
            Fault::OtherParty,
            Fault::OtherKind,
            Fault::OtherHost,
        ];
        let banner = Measure::ALL.map(Fault::Banner);
        each.chain(left).chain(others).chain(banner).collect()
    }

    /// A name for machines, such as `stored-before-choice`.
    pub fn code(self) -> String {
        let when = |moment| match moment {
            Moment::Before => "before-choice",
            Moment::Refused => "after-refusal",
            Moment::Expired => "after-expiry",
            Moment::Signal | Moment::SignalOverYes => "under-signal",
            Moment::Partly => "beyond-choice",
            Moment::Withdrawn => "after-withdrawal",
            Moment::All => "with-everything",
        };
        match self {
            Fault::Contacted(moment) => format!("contacted-{}", when(moment)),
            Fault::Stored(moment) => format!("stored-{}", when(moment)),
            Fault::Left(moment) => format!("left-{}", when(moment)),
            Fault::OutOfReach => "out-of-reach".into(),
            Fault::Hinted => "hinted".into(),
            Fault::Noscript => "noscript".into(),
            Fault::Recognises => "reads-device-traits".into(),
            Fault::Typed => "typed-values-sent".into(),
            Fault::UndeclaredHost => "undeclared-host".into(),
            Fault::NotNecessary => "not-necessary".into(),
            Fault::OtherCategory => "other-category".into(),
            Fault::UndeclaredName => "undeclared-name".into(),
            Fault::NeverSeen => "never-seen".into(),
            Fault::LivesLonger => "lives-longer".into(),
            Fault::OtherParty => "other-party".into(),
            Fault::OtherKind => "other-kind".into(),
            Fault::OtherHost => "other-host".into(),
            Fault::Banner(measure) => measure.code(),
        }
    }

    /// How bad it is.
    pub fn level(self) -> Level {
        match self {
            Fault::Contacted(_)
            | Fault::Stored(_)
            | Fault::Left(_)
            | Fault::Hinted
            | Fault::Noscript => Level::Error,
            Fault::Recognises
            | Fault::Typed
            | Fault::UndeclaredHost
            | Fault::NotNecessary
            | Fault::UndeclaredName
            | Fault::LivesLonger
            | Fault::OtherParty
            | Fault::OtherKind => Level::Warning,
            Fault::OutOfReach | Fault::NeverSeen | Fault::OtherHost | Fault::OtherCategory => {
                Level::Note
            }
            Fault::Banner(measure) => measure.level(),
        }
    }

    /// The numbers of its rules, with where they come from.
    pub fn rules(self) -> &'static [(u8, &'static str)] {
        const BEFORE_STORED: (u8, &str) =
            (1, "ePrivacy Directive art. 5(3); LEK 9:28; EDPB Guidelines 2/2023 §36–37");
        const BEFORE_CONTACTED: (u8, &str) =
            (2, "EDPB Guidelines 2/2023 §50–51; Fashion ID C-40/17; LG München 3 O 17493/20");
        const TRAITS: (u8, &str) = (3, "EDPB Guidelines 2/2023 §44");
        const PURPOSE: (u8, &str) = (20, "GDPR recital 43; EDPB Guidelines 05/2020 §43–45");
        const AFTER: (u8, &str) =
            (42, "CNIL SAN-2024-019 (Orange); Shein SAN-2025-005; Condé Nast SAN-2025-010");
        const LEFT: (u8, &str) = (43, "CNIL SAN-2025-007 (Orange)");
        const NAMED: (u8, &str) = (44, "CNIL SAN-2025-007 (Orange)");
        const ENDS: (u8, &str) =
            (32, "DPC guidance 2020; CNIL 2020-092 §39; EDPB Guidelines 05/2020 §111");
        const SIGNAL: (u8, &str) = (47, "LEK 9:28; GDPR art. 4(11)");
        const PROMISE: (u8, &str) =
            (48, "GDPR art. 5(1)(a); LG Berlin 16 O 420/19; EDPB Guidelines 4/2019 §70");
        const COMPLETE: (u8, &str) = (59, "Planet49 C-673/17; GDPR art. 13");
        const LIVES: (u8, &str) = (60, "Planet49 C-673/17");
        const RECIPIENTS: (u8, &str) = (23, "Shein SAN-2025-005");
        const TYPED: (u8, &str) = (62, "IMY v Apoteket; IMY v Apohem");
        const MANAGER: (u8, &str) = (4, "VG Hannover 10 A 5385/22");
        const NECESSARY: (u8, &str) = (5, "WP194; Condé Nast SAN-2025-010; PTS v Tele2 (22-11378)");
        match self {
            Fault::Contacted(Moment::Before) | Fault::Hinted | Fault::Noscript => {
                &[BEFORE_CONTACTED]
            }
            Fault::Stored(Moment::Before) => &[BEFORE_STORED],
            Fault::Contacted(Moment::Refused | Moment::Withdrawn)
            | Fault::Stored(Moment::Refused | Moment::Withdrawn) => &[AFTER],
            Fault::Contacted(Moment::Expired) | Fault::Stored(Moment::Expired) => &[ENDS],
            Fault::Contacted(Moment::Signal) | Fault::Stored(Moment::Signal) => &[SIGNAL],
            Fault::Contacted(Moment::SignalOverYes) | Fault::Stored(Moment::SignalOverYes) => {
                &[PROMISE]
            }
            Fault::Contacted(_) | Fault::Stored(_) => &[PURPOSE],
            Fault::Left(Moment::Withdrawn) => &[AFTER, LEFT],
            Fault::Left(Moment::Expired) => &[LEFT, ENDS],
            Fault::Left(_) => &[LEFT, PROMISE],
            Fault::OutOfReach => &[NAMED],
            Fault::Recognises => &[TRAITS],
            Fault::Typed => &[TYPED],
            Fault::UndeclaredHost => &[COMPLETE, RECIPIENTS],
            Fault::LivesLonger => &[LIVES],
            Fault::NotNecessary => &[MANAGER, NECESSARY],
            Fault::UndeclaredName
            | Fault::OtherCategory
            | Fault::NeverSeen
            | Fault::OtherParty
            | Fault::OtherKind
            | Fault::OtherHost => &[COMPLETE],
            Fault::Banner(measure) => measure.rules(),
        }
    }

    /// What to do about it.
    pub fn advice(self) -> &'static str {
        match self {
            Fault::Contacted(Moment::Signal | Moment::SignalOverYes)
            | Fault::Stored(Moment::Signal | Moment::SignalOverYes) => {
                "Gate it with data-samtycke or services[].scripts, and not by code that reads the cookie: only the gate knows of the signal."
            }
            Fault::Contacted(_) | Fault::Stored(_) => {
                "Gate what causes it: data-samtycke=\"SERVICE\" on the tag, or services[].scripts in the declaration."
            }
            Fault::Left(_) => {
                "Make it deletable: declare its name, kind and host; let the server delete what is HttpOnly or on another host; or set httpOnly in the declaration, so that visitors are told."
            }
            Fault::OutOfReach => {
                "Nothing, if visitors find it among what remains. Where the host is yours, let its server delete it."
            }
            Fault::Hinted => "Remove the hint, or add it once the service is granted.",
            Fault::Noscript => "Remove it: without scripts nobody can have agreed.",
            Fault::Recognises => {
                "Gate the script, or see to it that what it reads recognises nobody."
            }
            Fault::Typed => {
                "Keep the script from fields, by its own settings or by not loading it on pages with forms; hashed is not anonymous."
            }
            Fault::UndeclaredHost => {
                "Name the service behind it in the declaration, or remove what contacts it."
            }
            Fault::NotNecessary => {
                "Put the service in a category that visitors answer, or have it contact and store nothing of the kind."
            }
            Fault::OtherCategory => {
                "Nothing, if the service does only what its category says; else move it to the other category."
            }
            Fault::UndeclaredName => "Add the line to the cookies of its service, with a purpose.",
            Fault::NeverSeen => {
                "Remove the lines if the site no longer uses them, or name the page that does with --page."
            }
            Fault::LivesLonger => "Shorten the cookie's life, or declare the measured one.",
            Fault::OtherParty => "Correct \"party\" and \"host\" in the declaration.",
            Fault::OtherKind => {
                "Correct \"kind\" in the declaration, or add a line for the other store."
            }
            Fault::OtherHost => "Correct \"host\" in the declaration.",
            Fault::Banner(measure) => measure.advice(),
        }
    }
}

/// Where and when something was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Seen {
    /// The id of the state.
    pub state: String,
    /// The page.
    pub page: String,
    /// What had been decided.
    pub moment: Moment,
}

/// What caused it: the place, and how the browser came to it, the nearest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Cause {
    /// The script or page, with its line; none if the browser does not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Frame>,
    /// What led there, in words.
    pub chain: Vec<String>,
}

/// Something that is not as declared.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Its kind.
    pub fault: Fault,
    /// What it is about: a host or a name.
    pub subject: String,
    /// One sentence.
    pub title: String,
    /// The service that it belongs to.
    pub service: Option<String>,
    /// Where it was seen; once for each state and page.
    pub seen: Vec<Seen>,
    /// What caused it.
    pub causes: Vec<Cause>,
    /// Facts that were measured, a sentence each.
    pub details: Vec<String>,
    /// The place in the declaration that is wrong, or that it belongs to.
    pub place: Option<Place>,
    /// A line for the declaration.
    pub draft: Option<String>,
}

impl Finding {
    /// The ids of the states in which it was seen, each with its page, or how many there were.
    pub fn states(&self) -> Vec<(String, String)> {
        let mut states: Vec<(&str, Vec<&str>)> = Vec::new();
        for seen in &self.seen {
            match states.iter_mut().find(|(state, _)| *state == seen.state) {
                Some((_, pages)) if pages.contains(&seen.page.as_str()) => {}
                Some((_, pages)) => pages.push(&seen.page),
                None => states.push((&seen.state, vec![&seen.page])),
            }
        }
        let told = |(state, pages): (&str, Vec<&str>)| match pages.as_slice() {
            [page] => (state.to_owned(), page.to_string()),
            pages => (state.to_owned(), format!("{} pages", pages.len())),
        };
        states.into_iter().map(told).collect()
    }
}

#[cfg(test)]
mod tests {
    use samtycke_config::Code;

    use super::*;

    #[test]
    fn every_rule_is_in_the_table() {
        let table = include_str!("../../docs/rules.md");
        let of_audit = Fault::all()
            .into_iter()
            .flat_map(|fault| fault.rules())
            .map(|(rule, _)| rule.to_string());
        let of_check = Code::ALL.iter().flat_map(|code| code.rules().split(", ")).map(String::from);
        for rule in of_audit.chain(of_check).filter(|rule| !rule.is_empty()) {
            assert!(table.contains(&format!("\n| {rule} | ")), "docs/rules.md lacks rule {rule}");
        }
    }
}
