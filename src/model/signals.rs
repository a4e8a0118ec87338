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
    /// `dnt` holds every spelling: `navigator.doNotTrack`, `window.doNotTrack`,
    /// `navigator.msDoNotTrack`.
    pub fn read(dnt: [&str; 3], gpc: &str) -> Signals {
        Signals {
            do_not_track: dnt.contains(&"1") || dnt.contains(&"yes"),
            global_privacy_control: gpc == "true" || gpc == "1",
        }
    }

    /// The name of the signal that is on, as the configuration spells it. Where both are on it is
    /// Global Privacy Control, which has the law behind it in more places.
    pub fn name(self) -> Option<&'static str> {
        if self.global_privacy_control {
            Some("globalPrivacyControl")
        } else if self.do_not_track {
            Some("doNotTrack")
        } else {
            None
        }
    }
}
