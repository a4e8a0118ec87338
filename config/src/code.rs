//! What kinds of problems and warnings there are. `docs/problems.md` explains each at length.

use serde::{Serialize, Serializer};

/// Whether a finding makes a declaration wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The declaration is refused.
    Problem,
    /// The declaration works, but a rule or a visitor may object. `exceptions` can allow it.
    Warning,
}

/// Each kind, its name, its severity, and the numbers of the legal rules in `docs/rules.md`.
macro_rules! codes {
    ($($kind:ident $name:literal $severity:ident $rules:literal;)*) => {
        /// The kind of a problem or warning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs)] // `explain` says it at length.
        pub enum Code { $($kind),* }

        impl Code {
            /// All kinds.
            pub const ALL: &'static [Code] = &[$(Code::$kind),*];

            /// Its name, as `unknown-field`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$kind => $name),* }
            }

            /// Whether it is a problem or a warning.
            pub fn severity(self) -> Severity {
                match self { $(Code::$kind => Severity::$severity),* }
            }

            /// The legal rules behind it, as `31, 32`; empty if it follows none.
            pub fn rules(self) -> &'static str {
                match self { $(Code::$kind => $rules),* }
            }
        }
    };
}

codes! {
    NotJson "not-json" Problem "";
    DuplicateField "duplicate-field" Problem "";
    UnknownField "unknown-field" Problem "";
    MissingField "missing-field" Problem "";
    WrongType "wrong-type" Problem "";
    WrongValue "wrong-value" Problem "";
    WrongId "wrong-id" Problem "";
    TakenId "taken-id" Problem "";
    UnknownCategory "unknown-category" Problem "";
    WrongAddress "wrong-address" Problem "";
    WrongLifetime "wrong-lifetime" Problem "59";
    WrongLanguage "wrong-language" Problem "";
    WrongName "wrong-name" Problem "";
    WrongScript "wrong-script" Problem "";
    WrongStep "wrong-step" Problem "";
    UnknownPreset "unknown-preset" Problem "";
    WrongOption "wrong-option" Problem "";
    WrongCookie "wrong-cookie" Problem "37";
    LongCookie "long-cookie" Problem "37";
    TooMany "too-many" Problem "";
    ShortRefusal "short-refusal" Problem "31";
    UnequalAnswers "unequal-answers" Problem "13";
    MissingReason "missing-reason" Problem "5";
    OwnCookie "own-cookie" Problem "";
    TrackerRequired "tracker-required" Problem "4, 5, 7, 9";
    LowContrast "low-contrast" Problem "14";
    UnknownGate "unknown-gate" Problem "";
    LiveAddress "live-address" Problem "1, 2";
    UnknownException "unknown-exception" Problem "";
    DoubtfulNecessity "doubtful-necessity" Warning "5, 9";
    LongConsent "long-consent" Warning "32";
    LongLifetime "long-lifetime" Warning "60";
    OneSignal "one-signal" Warning "49";
    SignalAllowsTracking "signal-allows-tracking" Warning "47";
    SignalNotBinding "signal-not-binding" Warning "48";
    MarkupInText "markup-in-text" Warning "";
    VagueWords "vague-words" Warning "24";
    PushingWords "pushing-words" Warning "24";
    UnclearRefusal "unclear-refusal" Warning "25";
    HalfTranslated "half-translated" Warning "26";
    UnknownPlaceholder "unknown-placeholder" Warning "";
    MissingProvider "missing-provider" Warning "23, 59";
    MissingHost "missing-host" Warning "59";
    WrongParty "wrong-party" Warning "59";
    RepeatedEntry "repeated-entry" Warning "59";
    SharedCookie "shared-cookie" Warning "6";
    UngatedService "ungated-service" Warning "1, 2";
    SilentChange "silent-change" Warning "33";
    OwnCookieUndeclared "own-cookie-undeclared" Warning "59";
    TagManager "tag-manager" Warning "4";
    AdvancedConsent "advanced-consent" Warning "8";
    DifferentConsent "different-consent" Warning "";
    ClosedChat "closed-chat" Warning "";
    CoveredChat "covered-chat" Warning "";
    ContactLink "contact-link" Warning "";
    PlaceholderId "placeholder-id" Warning "";
    UnusedEntry "unused-entry" Warning "";
    UnusedException "unused-exception" Warning "";
}

impl Code {
    /// The kind of a name.
    pub fn of(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.name() == name)
    }

    /// What it means and what to do, in Markdown.
    pub fn explain(self) -> &'static str {
        let text = include_str!("../../docs/problems.md");
        let heading = format!("\n## {}\n", self.name());
        let rest = text.split_once(&heading).map_or("", |(_, rest)| rest);
        rest.split("\n## ").next().unwrap_or_default().trim()
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_explained_and_nothing_else_is() {
        for code in Code::ALL {
            assert!(code.explain().len() > 80, "docs/problems.md does not explain {}", code.name());
        }
        let headings = include_str!("../../docs/problems.md").matches("\n## ").count();
        assert_eq!(headings, Code::ALL.len());
    }
}
