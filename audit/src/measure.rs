//! What can be wrong with a banner of any vendor.

use serde::Serialize;

use crate::finding::Level;

/// A measure of a banner. The numbers are those of the rules that a report names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// A layer can be accepted and not refused.
    NoRefusal,
    /// A no takes more presses than a yes.
    RefusalTakesMore,
    /// The banner stays after a no.
    RefusalNotFinal,
    /// A no is a link, far from the yes, or out of view.
    RefusalElsewhere,
    /// Yes and no look different.
    NotAlike,
    /// The words of a control can hardly be read.
    LowContrast,
    /// A layer has more controls that say yes than controls that say no.
    MoreYes,
    /// The banner goes away without an answer.
    GoesByItself,
    /// Closing the banner by an X is not kept as a refusal.
    CloseNotKept,
    /// Something is switched on before the visitor did it.
    SwitchedOn,
    /// Other switches are on later than were saved.
    SavedOtherwise,
    /// The banner does not say who asks.
    LacksController,
    /// The banner does not lead to the policy.
    LacksPolicy,
    /// The settings do not name who receives data.
    LacksRecipients,
    /// The banner speaks another language than the page.
    OtherLanguage,
    /// Several banners ask at once.
    SeveralBanners,
    /// Who has refused is asked again at once.
    AsksAgain,
    /// Nothing on the page leads back to the choice.
    NoWayBack,
    /// A withdrawal takes more presses than a yes.
    WithdrawalTakesMore,
    /// Who withdraws is asked whether that is meant.
    AsksWhetherSure,
}

impl Measure {
    /// All of them.
    pub const ALL: [Measure; 20] = [
        Measure::NoRefusal,
        Measure::RefusalTakesMore,
        Measure::RefusalNotFinal,
        Measure::RefusalElsewhere,
        Measure::NotAlike,
        Measure::LowContrast,
        Measure::MoreYes,
        Measure::GoesByItself,
        Measure::CloseNotKept,
        Measure::SwitchedOn,
        Measure::SavedOtherwise,
        Measure::LacksController,
        Measure::LacksPolicy,
        Measure::LacksRecipients,
        Measure::OtherLanguage,
        Measure::SeveralBanners,
        Measure::AsksAgain,
        Measure::NoWayBack,
        Measure::WithdrawalTakesMore,
        Measure::AsksWhetherSure,
    ];

    /// A name for machines, such as `banner-no-refusal`.
    pub fn code(self) -> String {
        let name = serde_json::to_value(self).unwrap_or_default();
        format!("banner-{}", name.as_str().unwrap_or_default())
    }

    /// How bad it is: an error where an authority or a court has said so.
    pub fn level(self) -> Level {
        match self {
            Measure::NoRefusal
            | Measure::RefusalTakesMore
            | Measure::RefusalNotFinal
            | Measure::GoesByItself
            | Measure::SwitchedOn
            | Measure::SavedOtherwise
            | Measure::NoWayBack => Level::Error,
            _ => Level::Warning,
        }
    }

    /// What it is about, in a sentence.
    pub fn title(self) -> &'static str {
        match self {
            Measure::NoRefusal => "a layer can be accepted and not refused",
            Measure::RefusalTakesMore => "a no takes more presses than a yes",
            Measure::RefusalNotFinal => "the banner stays after a no",
            Measure::RefusalElsewhere => "the no is not beside the yes",
            Measure::NotAlike => "yes and no look different",
            Measure::LowContrast => "words of a control can hardly be read",
            Measure::MoreYes => "more controls say yes than no",
            Measure::GoesByItself => "the banner goes away without an answer",
            Measure::CloseNotKept => "closing the banner by an X is not kept as a refusal",
            Measure::SwitchedOn => "something is switched on beforehand",
            Measure::SavedOtherwise => "other switches are on than were saved",
            Measure::LacksController => "the banner does not say who asks",
            Measure::LacksPolicy => "the banner does not lead to the policy",
            Measure::LacksRecipients => "the settings do not name all recipients",
            Measure::OtherLanguage => "the banner speaks another language than the page",
            Measure::SeveralBanners => "several banners ask at once",
            Measure::AsksAgain => "who has refused is asked again at once",
            Measure::NoWayBack => "nothing leads back to the choice",
            Measure::WithdrawalTakesMore => "a withdrawal takes more presses than a yes",
            Measure::AsksWhetherSure => "who withdraws is asked whether that is meant",
        }
    }

    /// The number of its rule, and where it comes from.
    pub fn rules(self) -> &'static [(u8, &'static str)] {
        match self {
            Measure::NoRefusal => {
                &[(10, "EDPB Cookie Banner Taskforce 8; PTS 2023; IMY v ATG; CNIL 2020-092 §34")]
            }
            Measure::RefusalTakesMore | Measure::RefusalNotFinal => {
                &[(11, "PTS 2023; CNIL SAN-2021-023, SAN-2021-024")]
            }
            Measure::RefusalElsewhere => {
                &[(12, "EDPB Cookie Banner Taskforce 12–14; CNIL notices of December 2024")]
            }
            Measure::NotAlike => &[(
                13,
                "IMY v ATG; BVwG W171 2303402; CNIL 2020-092 §34; EDPB Cookie Banner Taskforce 17–19",
            )],
            Measure::LowContrast => &[(14, "EDPB Cookie Banner Taskforce 18; WCAG 2.2, 1.4.3")],
            Measure::MoreYes => &[(15, "CNIL notices of December 2024; Shein SAN-2025-005")],
            Measure::GoesByItself => &[(17, "EDPB Guidelines 05/2020 §86")],
            Measure::CloseNotKept => &[(16, "Garante 231/2021; VG Hannover")],
            Measure::SavedOtherwise => &[(19, "GDPR art. 4(11), 5(1)(a)")],
            Measure::SwitchedOn => &[(18, "Planet49 C-673/17; EDPB Cookie Banner Taskforce 10")],
            Measure::LacksController | Measure::LacksPolicy => {
                &[(22, "EDPB Guidelines 05/2020 §64–65; PTS 2023; Planet49 C-673/17")]
            }
            Measure::LacksRecipients => &[(23, "Shein SAN-2025-005")],
            Measure::OtherLanguage => &[(26, "GDPR art. 12(1); EDPB Guidelines 03/2022")],
            Measure::SeveralBanners => &[(27, "Shein SAN-2025-005")],
            Measure::AsksAgain => &[(31, "Garante 231/2021, no. 6.2; CNIL 2020-092 §39")],
            Measure::NoWayBack => {
                &[(39, "GDPR art. 7(3); EDPB Cookie Banner Taskforce 32–35; PTS 2023")]
            }
            Measure::WithdrawalTakesMore => &[(40, "GDPR art. 7(3); EDPB Guidelines 05/2020 §114")],
            Measure::AsksWhetherSure => &[(41, "Conseil d'État 494300 (Yahoo)")],
        }
    }

    /// What to do about it.
    pub fn advice(self) -> &'static str {
        match self {
            Measure::NoRefusal => {
                "Put a button that refuses everything beside the one that accepts everything, on each layer."
            }
            Measure::RefusalTakesMore => "Let one press on the banner refuse everything.",
            Measure::RefusalNotFinal => "Close the banner with the refusal.",
            Measure::RefusalElsewhere => {
                "Make it a button in the same row, in view on a phone as well."
            }
            Measure::NotAlike => "Give both the same colours, font, border and size.",
            Measure::LowContrast => "Choose colours with a contrast of at least 4.5.",
            Measure::MoreYes => {
                "Leave one control that accepts everything, and one that refuses everything."
            }
            Measure::GoesByItself => {
                "Keep it until the visitor presses an answer: scrolling, Escape and a press beside it are none."
            }
            Measure::CloseNotKept => "Let the X refuse as the button does, or leave it out.",
            Measure::SavedOtherwise => "Keep what the switches show, and show what is kept.",
            Measure::SwitchedOn => "Start with everything off that is not necessary.",
            Measure::LacksController => {
                "Name the controller in the text of the banner, as the declaration has it."
            }
            Measure::LacksPolicy => {
                "Link to the policy in the text of the banner, with the declared address."
            }
            Measure::LacksRecipients => "Name the provider of each service in the settings.",
            Measure::OtherLanguage => {
                "Show the banner in the language of the page, and set lang on it."
            }
            Measure::SeveralBanners => "Remove all but one.",
            Measure::AsksAgain => "Keep the refusal for at least six months.",
            Measure::NoWayBack => "Put a visible control on every page that opens the settings.",
            Measure::WithdrawalTakesMore => {
                "Let the control on the page lead to a layer with a refusal of everything."
            }
            Measure::AsksWhetherSure => "Carry the withdrawal out without asking back.",
        }
    }
}
