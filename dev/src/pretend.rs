//! What the developer pretends. It is kept for the tab, and takes effect before the runtime reads anything.

use serde::{Deserialize, Serialize};

/// Where it is kept in `sessionStorage`.
pub const KEY: &str = "samtycke.inspector";

/// What is pretended, and how the panel was left.
#[derive(Clone, Debug, Default, Deserialize, Serialize, PartialEq, Eq)]
#[serde(default)]
pub struct Kept {
    /// Whether the panel is open.
    pub open: bool,
    /// The control that gets the focus back after the page has loaded again.
    pub focus: String,
    /// The ids of what is pretended.
    pub on: Vec<String>,
}

/// Something that can be pretended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Switch {
    /// Its id.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// How it is done, and what to expect.
    pub about: &'static str,
}

/// How much later gated things are let in, in milliseconds, while third parties are pretended to be slow.
pub const SLOW: u32 = 5000;

/// Everything that can be switched on. Each loads the page again.
pub const SWITCHES: [Switch; 4] = [
    Switch {
        id: "gpc",
        name: "Global Privacy Control",
        about: "navigator.globalPrivacyControl is true, for your page and third parties too.",
    },
    Switch {
        id: "dnt",
        name: "Do Not Track",
        about: "navigator.doNotTrack is \"1\", for your page and third parties too.",
    },
    Switch {
        id: "version",
        name: "A new version of the declaration",
        about: "version is one higher. A stored yes is void, a no stays. What you answer now is for that version.",
    },
    Switch {
        id: "slow",
        name: "Slow third parties",
        about: "What has an address is let in five seconds late. Its gate is read again then.",
    },
];

impl Kept {
    /// Whether something is pretended.
    pub fn is_on(&self, id: &str) -> bool {
        self.on.iter().any(|one| one == id)
    }

    /// Switches something on or off.
    pub fn toggle(&mut self, id: &str) {
        let was_on = self.is_on(id);
        self.on.retain(|one| one != id);
        if !was_on {
            self.on.push(id.into());
        }
    }

    /// The names of what is pretended.
    pub fn names(&self) -> Vec<&'static str> {
        let on = SWITCHES.iter().filter(|switch| self.is_on(switch.id));
        on.map(|switch| switch.name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_switch_goes_on_and_off_again() {
        let mut kept = Kept::default();
        kept.toggle("gpc");
        kept.toggle("slow");
        assert_eq!(kept.names(), ["Global Privacy Control", "Slow third parties"]);
        kept.toggle("gpc");
        assert_eq!((kept.is_on("gpc"), kept.is_on("slow")), (false, true));
    }

    #[test]
    fn what_is_not_known_has_no_name() {
        let kept = Kept { on: vec!["gone".into()], ..Kept::default() };
        assert_eq!(kept.names(), [""; 0]);
    }
}
