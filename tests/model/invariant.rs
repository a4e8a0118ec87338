//! What everything rests on: nothing runs that is not granted at that moment, whatever happens.
//!
//! The oracle below reads the cookies' text and the signals anew, with nothing of the crate.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use samtycke::model::signals::Signals;
use samtycke::model::state::{Effect, Event, Surface};
use serde_json::{Value, json};

use crate::util::{Action, DAY, ID, Jar, Mode, NOW, Say, Visit, changed, config, value};

const CATEGORIES: [&str; 4] = ["necessary", "functional", "analytics", "marketing"];
const SERVICES: [(&str, &str); 6] = [
    ("site", "necessary"),
    ("zendesk", "functional"),
    ("ga", "analytics"),
    ("clarity", "analytics"),
    ("pardot", "marketing"),
    ("linkedin", "marketing"),
];
/// The service of each declared script.
const SCRIPTS: [&str; 8] =
    ["zendesk", "ga", "ga", "clarity", "pardot", "pardot", "pardot", "linkedin"];
/// FNV-1a over `site,zendesk,ga,clarity,pardot,linkedin,`, folded; computed apart.
const CHECK: [u8; 2] = [0xED, 0x8A];

/// What the browser and the site say about a signal: which categories it allows, whether it binds.
#[derive(Clone, Debug)]
struct Rule {
    on: bool,
    allow: Vec<&'static str>,
    binding: bool,
}

/// Category ids and service ids that a cookie's value names, if it is one of ours.
fn said(value: &str, now: u64) -> Option<BTreeSet<String>> {
    let is_id = |id: &str| {
        (1..=32).contains(&id.len())
            && id.starts_with(|c: char| c.is_ascii_lowercase())
            && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    let parts: Vec<&str> = value.split('.').collect();
    let [format, version, time, id, how, granted, exceptions @ ..] = parts.as_slice() else {
        return None;
    };
    let seconds: u64 =
        time.parse().ok().filter(|s: &u64| s.to_string() == *time && time.len() < 16)?;
    let fresh = seconds <= now + DAY && now <= seconds + 180 * DAY;
    let letters = id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let right =
        (*format, *version) == ("1", "3") && id.len() == 22 && letters && value.len() <= 512;
    if !right || !fresh || exceptions.len() > 1 || !["all", "none", "some", "api"].contains(how) {
        return None;
    }
    let named: Vec<&str> = if *granted == "_" { vec![] } else { granted.split('-').collect() };
    if !named.iter().all(|id| is_id(id))
        || named.iter().collect::<BTreeSet<_>>().len() != named.len()
    {
        return None;
    }
    let mut on: BTreeSet<String> = named.iter().map(|id| id.to_string()).collect();
    on.retain(|id| CATEGORIES.contains(&id.as_str()));
    on.insert("necessary".into());
    for (service, category) in SERVICES {
        if on.contains(category) {
            on.insert(service.into());
        }
    }
    let mut says_yes = !named.is_empty();
    match exceptions.first() {
        None => {}
        Some(bits) if bits.starts_with('*') => {
            says_yes = true;
            let bytes = bytes(&bits[1..])?;
            for (index, (service, _)) in SERVICES.iter().enumerate().skip(1) {
                on.remove(*service);
                if bytes.len() == 3 && bytes[..2] == CHECK && bytes[2] >> index & 1 == 1 {
                    on.insert(service.to_string());
                }
            }
        }
        Some(list) => {
            let signs: Vec<char> = list.chars().filter(|c| "+~".contains(*c)).collect();
            let mut ids = list.split(['+', '~']);
            if ids.next() != Some("") {
                return None;
            }
            let ids: Vec<&str> = ids.collect();
            let unique: BTreeSet<&&str> = ids.iter().collect();
            if ids.is_empty() || !ids.iter().all(|id| is_id(id)) || unique.len() != ids.len() {
                return None;
            }
            for (sign, id) in signs.into_iter().zip(ids) {
                says_yes |= sign == '+';
                if SERVICES[1..].iter().any(|(service, _)| *service == id) {
                    on.remove(id);
                    if sign == '+' {
                        on.insert(id.into());
                    }
                }
            }
        }
    }
    (*how != "none" || !says_yes).then_some(on)
}

/// Base64url by way of ones and zeros.
fn bytes(letters: &str) -> Option<Vec<u8>> {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let sixes: Option<String> =
        letters.chars().map(|c| Some(format!("{:06b}", alphabet.find(c)?))).collect();
    let ones = sixes?;
    let (whole, rest) = ones.split_at(ones.len() / 8 * 8);
    let good = rest.len() < 6 && !rest.contains('1') && whole.len() > 16;
    let eights = whole.as_bytes().chunks(8).map(|eight| std::str::from_utf8(eight).unwrap());
    good.then(|| eights.map(|eight| u8::from_str_radix(eight, 2).unwrap()).collect())
}

/// The newest choice in the cookies' text.
fn newest(cookies: &str, now: u64) -> Option<BTreeSet<String>> {
    let ours = cookies.split("; ").filter_map(|pair| pair.strip_prefix("samtycke="));
    let time = |value: &str| value.split('.').nth(2).and_then(|time| time.parse::<u64>().ok());
    let mut valid: Vec<_> = ours.filter_map(|one| Some((time(one)?, said(one, now)?))).collect();
    valid.reverse();
    valid.into_iter().max_by_key(|(time, _)| *time).map(|(_, on)| on)
}

/// The ids that are granted.
fn oracle(cookies: &str, now: u64, rules: &[Rule]) -> BTreeSet<String> {
    let on: Vec<&Rule> = rules.iter().filter(|rule| rule.on).collect();
    let choice = newest(cookies, now);
    let is_granted = |id: &str, category: &str| match &choice {
        _ if category == "necessary" => true,
        Some(choice) => {
            choice.contains(id)
                && on.iter().all(|rule| !rule.binding || rule.allow.contains(&category))
        }
        None => !on.is_empty() && on.iter().all(|rule| rule.allow.contains(&category)),
    };
    let categories = CATEGORIES.into_iter().filter(|id| is_granted(id, id));
    let services = SERVICES.into_iter().filter(|(id, category)| is_granted(id, category));
    categories.chain(services.map(|(id, _)| id)).map(String::from).collect()
}

/// Something that happens to a page.
#[derive(Clone, Debug)]
enum Move {
    Act(Action),
    Found(&'static str, bool),
    Settle(Index),
    Wait(u64),
    Cookies(Vec<String>),
    Return,
    Break(Mode),
    Hook(Effect, Vec<Action>),
    Fetches(bool),
    Load([bool; 2]),
}

fn say() -> impl Strategy<Value = Say> {
    let ids = select(vec![
        "necessary",
        "functional",
        "analytics",
        "marketing",
        "site",
        "zendesk",
        "ga",
        "clarity",
        "pardot",
        "linkedin",
        "other",
    ]);
    let pairs = prop::collection::vec((ids.prop_map(String::from), any::<bool>()), 0..4);
    prop_oneof![Just(Say::All), Just(Say::Nothing), Just(Say::Switches), pairs.prop_map(Say::These)]
}

fn action() -> impl Strategy<Value = Action> {
    let ids = select(vec!["functional", "analytics", "marketing", "ga", "pardot", "site"]);
    let surfaces = select(vec![Surface::Banner, Surface::Settings]);
    prop_oneof![
        4 => (say(), any::<bool>()).prop_map(|(say, by_code)| Action::Decide(say, by_code)),
        2 => (ids, any::<bool>()).prop_map(|(id, on)| Action::Toggle(id.into(), on)),
        1 => surfaces.clone().prop_map(Action::Open),
        1 => surfaces.prop_map(Action::Close),
        1 => select(vec![Action::Place, Action::Idle]),
        1 => any::<bool>().prop_map(Action::Come),
    ]
}

/// Values that may stand in the cookie: ours, almost ours, and anything.
fn stored() -> impl Strategy<Value = String> {
    let rest = select(vec![
        "all.functional-analytics-marketing",
        "none._",
        "some.analytics",
        "some.functional-marketing.~pardot",
        "some._.+ga",
        "some.analytics.*7YoF",
        "some.marketing.*7YoS",
        "some.analytics-marketing.*AAA_",
        "none.analytics",
        "none._.+ga",
        "api.analytics.~ga~ga",
    ]);
    let time = prop_oneof![Just(NOW), NOW - 200 * DAY..NOW + 3 * DAY];
    let good = (rest, time).prop_map(|(rest, time)| format!("1.3.{time}.{ID}.{rest}"));
    let tampered =
        (good.clone(), any::<Index>(), "[a-z0-9.~+_*-]{0,2}").prop_map(|(value, at, text)| {
            let at = at.index(value.len());
            format!("{}{text}{}", &value[..at], &value[at + 1..])
        });
    prop_oneof![4 => good, 3 => tampered, 1 => "[!-:<-~]{0,40}"]
}

/// Numbers of scripts, those of tags among them.
fn scripts() -> impl Strategy<Value = usize> {
    prop_oneof![0..SCRIPTS.len(), SCRIPTS.len()..SCRIPTS.len() + 24]
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let gates = select(vec![
        "necessary",
        "functional",
        "analytics",
        "marketing",
        "service:ga",
        "service:pardot",
        "service:zendesk",
        "other",
    ]);
    let reached = prop_oneof![
        6 => scripts().prop_map(Effect::Run),
        1 => select(vec![Event::Change, Event::Open, Event::Close]).prop_map(Effect::Tell),
        1 => select(vec![Effect::Lost, Effect::RuledOut(3), Effect::Fetch, Effect::Declare]),
    ];
    let one = prop_oneof![
        8 => action().prop_map(Move::Act),
        5 => (gates, any::<bool>()).prop_map(|(gate, waits)| Move::Found(gate, waits)),
        4 => any::<Index>().prop_map(Move::Settle),
        1 => (0..40 * DAY).prop_map(Move::Wait),
        2 => prop::collection::vec(stored(), 0..3).prop_map(Move::Cookies),
        3 => Just(Move::Return),
        1 => select(vec![Mode::Works, Mode::Off, Mode::Frozen]).prop_map(Move::Break),
        4 => (reached, prop::collection::vec(action(), 1..3)).prop_map(|(on, actions)| Move::Hook(on, actions)),
        1 => any::<bool>().prop_map(Move::Fetches),
        1 => any::<[bool; 2]>().prop_map(Move::Load),
    ];
    prop::collection::vec(one, 1..30)
}

/// The rules of the configuration.
fn rules() -> impl Strategy<Value = Vec<Rule>> {
    let allow = prop::sample::subsequence(vec!["functional", "analytics", "marketing"], 0..3);
    let rule =
        (allow, any::<bool>()).prop_map(|(allow, binding)| Rule { on: false, allow, binding });
    prop::collection::vec(rule, 2)
}

fn site(rules: &[Rule], reload: bool) -> Value {
    let rule = |rule: &Rule| json!({"allow": rule.allow, "binding": rule.binding});
    changed(|json| {
        json["signals"] =
            json!({"doNotTrack": rule(&rules[0]), "globalPrivacyControl": rule(&rules[1])});
        json["ui"] = json!({"reload": reload});
    })
}

fn signals(rules: &[Rule]) -> Signals {
    Signals { do_not_track: rules[0].on, global_privacy_control: rules[1].on }
}

/// A page view, and what the oracle needs to know about it.
struct View {
    visit: Visit,
    rules: Vec<Rule>,
    gates: Vec<&'static str>,
}

impl View {
    fn open(json: &Value, rules: Vec<Rule>, jar: Jar, now: u64) -> View {
        let visit = Visit::at(config(json), signals(&rules), jar, now, Vec::new());
        View { visit, rules, gates: Vec::new() }
    }

    /// The id that has to be granted for a script to run.
    fn gate(&self, script: usize) -> &str {
        match SCRIPTS.get(script) {
            Some(service) => service,
            None => self.gates[script - SCRIPTS.len()].trim_start_matches("service:"),
        }
    }

    /// What holds at every moment.
    fn check(&self) -> Result<(), TestCaseError> {
        let mut seen = Vec::new();
        for run in &self.visit.runs {
            let granted = oracle(&run.cookies, run.now, &self.rules);
            let gate = self.gate(run.script);
            prop_assert!(
                granted.contains(gate),
                "{:?} of {} ran with {:?}",
                run.script,
                gate,
                run.cookies
            );
            prop_assert!(!run.leaving, "{:?} ran on a page that is being left", run.script);
            prop_assert!(!seen.contains(&run.script), "{:?} ran twice", run.script);
            seen.push(run.script);
        }
        let (cookies, now) = self.visit.seen();
        let expected = oracle(cookies, *now, &self.rules);
        let found: BTreeSet<String> = self.visit.granted().into_iter().map(String::from).collect();
        if self.visit.troubles().contains(&Effect::Lost) {
            // What could not be stored was taken back, perhaps, and never given.
            prop_assert!(found.is_subset(&expected), "{:?} is more than {:?}", found, expected);
        } else {
            prop_assert_eq!(found, expected);
        }
        let settings = self.visit.shown().contains(&Surface::Settings);
        prop_assert!(!settings || self.visit.state.more.is_there(), "settings without their layer");
        prop_assert!(!self.visit.fetched_twice, "the layer was on its way already");
        let stores = self.visit.done.iter().filter(|one| matches!(one, Effect::Store)).count();
        prop_assert_eq!(stores, self.visit.decisions, "the cookie is written by decisions alone");
        Ok(())
    }
}

fn settings(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(settings(600))]

    #[test]
    fn nothing_runs_that_is_not_granted(rules in rules(), reload in any::<bool>(), moves in moves()) {
        let json = site(&rules, reload);
        let mut view = View::open(&json, rules, Jar::empty(), NOW);
        for one in moves {
            let visit = &mut view.visit;
            match one {
                Move::Act(action) => visit.act(action),
                Move::Found(gate, waits) => {
                    view.gates.push(gate);
                    visit.act(Action::Found(2 * view.gates.len() + usize::from(waits), gate.into()));
                }
                Move::Settle(of) if !visit.runs.is_empty() => {
                    let script = visit.runs[of.index(visit.runs.len())].script;
                    visit.act(Action::Settled(script));
                }
                Move::Settle(_) => {}
                Move::Wait(seconds) => visit.now += seconds,
                Move::Cookies(values) => {
                    visit.jar.cookies = values.into_iter().map(|value| ("samtycke".into(), value)).collect();
                }
                Move::Return => visit.come_back(),
                Move::Break(mode) => visit.jar.mode = mode,
                Move::Hook(on, actions) => visit.hooks.push((on, actions)),
                Move::Fetches(at_once) => visit.fetches = at_once,
                Move::Load([first, second]) => {
                    let mut rules = view.rules.clone();
                    (rules[0].on, rules[1].on) = (first, second);
                    view = View::open(&json, rules, view.visit.jar.clone(), view.visit.now);
                }
            }
            view.check()?;
        }
    }

    #[test]
    fn a_signal_rewrites_no_choice(
        rules in rules(), on in any::<[bool; 2]>(), stored in stored(), say in say(), by_code in any::<bool>(),
    ) {
        let json = site(&rules, true);
        let mut rules = rules;
        (rules[0].on, rules[1].on) = (on[0], on[1]);
        let mut visit = Visit::open(config(&json), signals(&rules), Jar::with(&stored));
        visit.settings();
        visit.come_back();
        prop_assert_eq!(visit.jar.choice(), &stored);
        let Some(before) = said(&stored, NOW) else { return Ok(()) };
        // A choice from the future would stay the newest.
        visit.now = stored.split('.').nth(2).and_then(|time| time.parse().ok()).unwrap_or(0).max(NOW) + 1;
        let refuses = |id: &str, category: &str| match &say {
            Say::Nothing => true,
            Say::These(these) => these.iter().any(|(one, on)| !on && (one == id || one == category)),
            Say::All | Say::Switches => false,
        };
        visit.act(Action::Decide(say.clone(), by_code));
        let after = said(visit.jar.choice(), visit.now).expect("a choice is stored");
        let is_ruled_out = |category: &str| rules.iter().any(|rule| rule.on && rule.binding && !rule.allow.contains(&category));
        for (id, category) in CATEGORIES.map(|id| (id, id)).into_iter().chain(SERVICES) {
            if category != "necessary" && is_ruled_out(category) && !refuses(id, category) {
                prop_assert_eq!(before.contains(id), after.contains(id), "{}: {} to {}", id, &stored, visit.jar.choice());
            }
        }
    }
}

#[test]
fn the_oracle_knows_a_choice_when_it_sees_one() {
    let on =
        |rest: &str| said(&value(rest), NOW).map(|on| on.into_iter().collect::<Vec<_>>().join(" "));
    assert_eq!(on("none._").unwrap(), "necessary site");
    assert_eq!(on("some.analytics.~ga+pardot").unwrap(), "analytics clarity necessary pardot site");
    assert_eq!(
        on("some._.*7YoS").unwrap(),
        "necessary site zendesk pardot"
            .split(' ')
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect::<Vec<_>>()
            .join(" ")
    );
    assert_eq!(on("none.analytics"), None);
    assert_eq!(on("some.analytics.~ga~ga"), None);
}
