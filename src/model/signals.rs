//! What the browser says for its user before anyone asks: Do Not Track and Global Privacy Control.

/// The signals that a browser sends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signals {
    /// Do Not Track (W3C Tracking Preference Expression, section 5).
    pub do_not_track: bool,
    /// Global Privacy Control (W3C, section 3).
    pub global_privacy_control: bool,
}

impl Signals {
    /// Reads the properties' values as text, as in `String(navigator.doNotTrack)`; what is missing,
    /// or throws, as anything else.
    ///
    /// `dnt` holds every spelling, with commas between: `navigator.doNotTrack`,
    /// `window.doNotTrack`.
    pub fn read(dnt: &str, gpc: &str) -> Signals {
        Signals {
            do_not_track: super::parts::parts(dnt, b',').any(|one| one == "1" || one == "yes"),
            global_privacy_control: gpc == "true" || gpc == "1",
        }
    }

    /// The name of the signal that is on, as the configuration spells it; empty where there is
    /// none. Where both are on it is Global Privacy Control, which has the law behind it in more
    /// places.
    pub fn name(self) -> &'static str {
        if self.global_privacy_control {
            "globalPrivacyControl"
        } else if self.do_not_track {
            "doNotTrack"
        } else {
            ""
        }
    }
}
