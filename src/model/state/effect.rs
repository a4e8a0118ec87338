//! What the browser layer has to do, and the numbers by which it knows that. What an effect is answered
//! with, or is about, is the [`State`](super::State)'s.

/// What visitors meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// The first layer.
    Banner,
    /// The dialog.
    Settings,
    /// The floating button that opens the settings.
    Reopen,
}

/// What code of the page is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The configuration is read and the stored choice in effect.
    Ready,
    /// What is granted, or the choice, is another.
    Change,
    /// The banner or the settings came.
    Open,
    /// They went.
    Close,
}

/// Something that the browser layer has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Assign `State::cookie_line` to `document.cookie`, and answer with `State::stored`.
    Store,
    /// Keep a receipt: the snapshot.
    Keep,
    /// Delete what the services declare that `State::kept` leaves out; see `jar::is_withdrawn`.
    Sweep,
    /// Run a script.
    Run(usize),
    /// Fetch the second layer, and answer with `State::come`.
    Fetch,
    /// Put it on the page.
    Show(Surface),
    /// Take it from the page.
    Hide(Surface),
    /// Set the switches of the settings as `State::draft` says.
    Align,
    /// Fill the places for the declaration.
    Declare,
    /// Tell the listeners.
    Tell(Event),
    /// Report that the browser did not keep the cookie, so the choice is not in effect.
    Lost,
    /// Report that code gave consent for what a browser signal rules out.
    RuledOut(usize),
    /// Report that a gated tag names what there is not.
    Unknown(usize),
    /// Load the page anew.
    Reload,
    /// Answer with `State::recall`.
    Recall,
}

impl Effect {
    /// Its number, and that of what it is about.
    pub fn numbers(self) -> (usize, usize) {
        match self {
            Effect::Store => (0, 0),
            Effect::Keep => (1, 0),
            Effect::Sweep => (2, 0),
            Effect::Run(script) => (3, script),
            Effect::Fetch => (4, 0),
            Effect::Show(surface) => (5, surface as usize),
            Effect::Hide(surface) => (6, surface as usize),
            Effect::Align => (7, 0),
            Effect::Declare => (8, 0),
            Effect::Tell(event) => (9, event as usize),
            Effect::Lost => (10, 0),
            Effect::RuledOut(gate) => (11, gate),
            Effect::Unknown(script) => (12, script),
            Effect::Reload => (13, 0),
            Effect::Recall => (14, 0),
        }
    }
}
