//! The states that a declaration promises something about, and what may happen in each.

use samtycke_config::Declaration;
use serde::Serialize;

/// A signal of the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Signal {
    /// Do Not Track.
    DoNotTrack,
    /// Global Privacy Control.
    GlobalPrivacyControl,
}

impl Signal {
    /// Both.
    const ALL: [Signal; 2] = [Signal::DoNotTrack, Signal::GlobalPrivacyControl];

    /// Its name in texts.
    pub fn name(self) -> &'static str {
        match self {
            Signal::DoNotTrack => "Do Not Track",
            Signal::GlobalPrivacyControl => "Global Privacy Control",
        }
    }

    fn id(self) -> &'static str {
        match self {
            Signal::DoNotTrack => "dnt",
            Signal::GlobalPrivacyControl => "gpc",
        }
    }

    /// The request header that says it.
    pub(crate) fn header(self) -> &'static str {
        match self {
            Signal::DoNotTrack => "DNT",
            Signal::GlobalPrivacyControl => "Sec-GPC",
        }
    }

    /// A script that makes pages see it, as browsers with the setting do.
    pub(crate) fn script(self) -> &'static str {
        match self {
            Signal::DoNotTrack => {
                "Object.defineProperty(Navigator.prototype, 'doNotTrack', {configurable: true, enumerable: true, get: () => '1'})"
            }
            Signal::GlobalPrivacyControl => {
                "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {configurable: true, enumerable: true, get: () => true})"
            }
        }
    }
}

/// What has been decided in a phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Moment {
    /// Nothing.
    Before,
    /// Everything was refused.
    Refused,
    /// The choice is too old.
    Expired,
    /// A signal is on, and nothing was decided.
    Signal,
    /// A signal is on, and a yes from before is stored.
    SignalOverYes,
    /// Some things were granted.
    Partly,
    /// Everything was granted and taken back.
    Withdrawn,
    /// Everything was granted.
    All,
}

impl Moment {
    /// The moment in a sentence: "contacted …".
    pub fn words(self) -> &'static str {
        match self {
            Moment::Before => "before a choice",
            Moment::Refused => "after a no",
            Moment::Expired => "after the choice expired",
            Moment::Signal => "under a browser signal",
            Moment::SignalOverYes => "under a browser signal, with a yes stored",
            Moment::Partly => "beyond what was granted",
            Moment::Withdrawn => "after a withdrawal",
            Moment::All => "with everything granted",
        }
    }
}

/// What the visitor does in a state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Choice {
    /// Nothing.
    Nothing,
    /// Grants these categories or services, and refuses all others.
    Only(Vec<String>),
    /// Grants everything.
    All,
    /// Refuses everything.
    None,
    /// Grants everything, and takes it back.
    Withdraw,
    /// Grants everything, long ago.
    Expired,
    /// Grants everything before the signal is switched on.
    BeforeSignal,
    /// Tries the banner itself.
    Measure,
}

/// A state of a visitor's browser, from a fresh profile on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct State {
    /// A short name, such as `only-analytics`.
    pub id: String,
    /// A name for people.
    pub name: String,
    /// What the visitor does.
    pub choice: Choice,
    /// A signal that the browser sends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signal: Option<Signal>,
}

impl State {
    fn new(id: impl Into<String>, name: impl Into<String>, choice: Choice) -> State {
        State { id: id.into(), name: name.into(), choice, signal: None }
    }

    /// Whether cookies can stand for its choice: of the others, some choose nothing, and some need more than a cookie.
    pub(crate) fn takes_cookies(&self) -> bool {
        matches!(self.choice, Choice::All | Choice::None | Choice::Only(_))
    }

    /// What is decided once the visitor has done everything.
    pub fn moment(&self) -> Moment {
        match (&self.choice, self.signal) {
            (Choice::Nothing, None) | (Choice::Measure, _) => Moment::Before,
            (Choice::Nothing, Some(_)) => Moment::Signal,
            (Choice::Only(_), _) => Moment::Partly,
            (Choice::All, _) => Moment::All,
            (Choice::None, _) => Moment::Refused,
            (Choice::Withdraw, _) => Moment::Withdrawn,
            (Choice::Expired, _) => Moment::Expired,
            (Choice::BeforeSignal, _) => Moment::SignalOverYes,
        }
    }
}

/// All states of a declaration. `deep` adds one for each service that is not required.
pub fn all(declaration: &Declaration, deep: bool) -> Vec<State> {
    // The longest come first, so that none is left alone at the end.
    let mut states = vec![
        State::new("banner", "The banner itself", Choice::Measure),
        State::new("withdrawn", "Everything granted, then withdrawn", Choice::Withdraw),
        State::new("nothing", "Nothing chosen", Choice::Nothing),
        State::new("expired", "A choice that has expired", Choice::Expired),
    ];
    for signal in Signal::ALL {
        states.push(State {
            signal: Some(signal),
            ..State::new(
                format!("{}-over-yes", signal.id()),
                format!("{} switched on after a yes", signal.name()),
                Choice::BeforeSignal,
            )
        });
    }
    states.push(State::new("all", "Everything granted", Choice::All));
    states.push(State::new("none", "Everything refused", Choice::None));
    for category in declaration.categories.iter().filter(|one| !one.required) {
        let id = category.id.to_string();
        let name = format!("Only {id} granted");
        states.push(State::new(format!("only-{id}"), name, Choice::Only(vec![id])));
    }
    for signal in Signal::ALL {
        states.push(State {
            signal: Some(signal),
            ..State::new(signal.id(), format!("{} on", signal.name()), Choice::Nothing)
        });
    }
    if deep {
        let required = declaration.required();
        let services = declaration.services.iter();
        for service in services.filter(|one| !one.category.ids().all(|id| required.contains(&id))) {
            let id = service.id.to_string();
            let name = format!("Only the service {id} granted");
            states.push(State::new(format!("only-{id}"), name, Choice::Only(vec![id])));
        }
    }
    states
}

/// The services that may load and store at a moment: at most these, whatever the page grants.
pub fn granted(declaration: &Declaration, state: &State, moment: Moment) -> Vec<String> {
    let required = declaration.required();
    let allowed = |id: &str| match moment {
        Moment::All => true,
        Moment::Partly => {
            matches!(&state.choice, Choice::Only(ids) if ids.iter().any(|one| one == id))
        }
        Moment::SignalOverYes => {
            let rule = match state.signal {
                Some(Signal::GlobalPrivacyControl) => &declaration.signals.global_privacy_control,
                _ => &declaration.signals.do_not_track,
            };
            !rule.binding || rule.allow.iter().any(|one| one.0 == id)
        }
        _ => false,
    };
    let services = declaration.services.iter().filter(|service| {
        let is_single = moment == Moment::Partly && allowed(&service.id);
        is_single || service.category.ids().all(|id| required.contains(&id) || allowed(id))
    });
    services.map(|service| service.id.to_string()).collect()
}
