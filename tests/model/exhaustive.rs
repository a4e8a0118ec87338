//! Every sequence of events on small sites, breadth first, each state once: also when code of the
//! page decides while an effect is carried out, and in two tabs that share their cookies.

use std::collections::{BTreeSet, HashSet, VecDeque};

use samtycke::model::config::Config;
use samtycke::model::json::MISSING;
use samtycke::model::signals::Signals;
use samtycke::model::snapshot;
use samtycke::model::state::{Effect, Say, State, Surface};
use serde_json::{Value, json};

use crate::util::{DAY, DNT, GPC, Jar, Mode, NOW, SILENT, config, layer};

/// What may happen.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Event {
    All,
    Nothing,
    Switches,
    /// Code says yes or no to the second category alone.
    Code(bool),
    Toggle(bool),
    Settings,
    Close,
    /// A tag that what follows waits for, behind the second category.
    Found,
    /// The first script has loaded.
    Settled,
    Return,
    Come(bool),
    /// The browser takes cookies, or takes no more.
    Cookies(Mode),
    /// The visitor deletes all cookies.
    Forget,
    /// So much time goes by that no choice counts any more.
    Expire,
    /// The page goes on with what it has to do.
    Take,
}

const EVENTS: [Event; 19] = [
    Event::Take,
    Event::All,
    Event::Nothing,
    Event::Switches,
    Event::Code(true),
    Event::Code(false),
    Event::Toggle(true),
    Event::Toggle(false),
    Event::Settings,
    Event::Close,
    Event::Found,
    Event::Settled,
    Event::Return,
    Event::Come(true),
    Event::Come(false),
    Event::Cookies(Mode::Off),
    Event::Cookies(Mode::Works),
    Event::Forget,
    Event::Expire,
];

/// A page view.
#[derive(Clone)]
struct Tab {
    state: State<'static>,
    /// How many events it is in the middle of.
    depth: usize,
    /// What it last saw of its cookies, and when.
    seen: (String, u64),
    /// Whether it was ever told that a cookie was not kept.
    lost: bool,
    ran: BTreeSet<usize>,
    /// Whether the tag has been found.
    found: bool,
    left: bool,
}

/// A browser with its tabs.
#[derive(Clone)]
struct World {
    tabs: Vec<Tab>,
    jar: Jar,
    now: u64,
}

/// A small site, and how far to go on it.
struct Site {
    config: Config<'static>,
    signals: Signals,
    tabs: usize,
    /// How deep events may lie in each other: 1 is one after the other.
    nested: usize,
    steps: usize,
}

/// What a cookie's text and the signals grant, read anew with nothing of the crate.
fn oracle(site: &Site, cookies: &str, now: u64) -> Vec<bool> {
    let config = &site.config;
    let value = cookies.split("; ").find_map(|pair| pair.strip_prefix("samtycke="));
    let parts: Vec<&str> = value.map(|value| value.split('.').collect()).unwrap_or_default();
    let time: u64 = parts.get(2).and_then(|time| time.parse().ok()).unwrap_or(0);
    let choice = (parts.len() > 5 && time + 180 * DAY >= now).then_some(parts);
    let rule = |name: &str, on: bool, id: &str| {
        let rule = config.get("signals").get(name);
        let allowed = !on || rule.get("allow").items.iter().any(|one| one.text == id);
        (allowed, !allowed && rule.get("binding").text != "false")
    };
    let mut granted = Vec::new();
    for gate in &config.gates {
        let category = config.gates[gate.category].id;
        let dnt = rule("doNotTrack", site.signals.do_not_track, category);
        let gpc = rule("globalPrivacyControl", site.signals.global_privacy_control, category);
        let said = choice.as_ref().map(|parts| {
            let exceptions = parts.get(6).copied().unwrap_or("");
            let named = |sign: char| {
                format!("{exceptions}+").contains(&format!("{sign}{}+", gate.id))
                    || format!("{exceptions}~").contains(&format!("{sign}{}~", gate.id))
            };
            let of_category = parts[5].split('-').any(|id| id == category);
            named('+') || (of_category && !named('~'))
        });
        let any = site.signals != SILENT;
        let on = match said {
            Some(said) => said && !dnt.1 && !gpc.1,
            None => any && dnt.0 && gpc.0,
        };
        granted.push(gate.required || on);
    }
    granted
}

impl World {
    fn open(site: &Site) -> World {
        let tab = || Tab {
            state: State::start(site.config.clone(), site.signals, "", NOW),
            depth: 1,
            seen: (String::new(), NOW),
            lost: false,
            ran: BTreeSet::new(),
            found: false,
            left: false,
        };
        let tabs = (0..site.tabs).map(|_| tab()).collect();
        let mut world = World { tabs, jar: Jar::empty(), now: NOW };
        // Of several tabs each has loaded before the first thing happens.
        for tab in world.tabs.iter_mut().filter(|_| site.tabs > 1) {
            while tab.depth > 0 {
                tab.take(site, &mut world.jar, NOW);
            }
        }
        world
    }

    /// What makes it another world; the configuration is always the same.
    fn key(&self, bare: &Config<'static>) -> String {
        let mut key = format!("{:?} {}", self.jar, self.now);
        for tab in &self.tabs {
            let mut state = tab.state.clone();
            (state.config, state.more) = (bare.clone(), &MISSING);
            let more = tab.state.more.is_there();
            key += &format!(
                "{state:?} {more} {} {:?} {} {:?} {}",
                tab.depth, tab.seen, tab.lost, tab.ran, tab.left
            );
        }
        key
    }

    /// The world after an event in a tab; `None` where it cannot happen.
    fn after(&self, site: &Site, number: usize, event: Event) -> Option<World> {
        let mut world = self.clone();
        let World { tabs, jar, now } = &mut world;
        let others_are_busy =
            tabs.iter().enumerate().any(|(one, tab)| one != number && tab.depth > 0);
        let tab = &mut tabs[number];
        let page_is_busy = tab.depth > 0;
        if tab.left || others_are_busy {
            return None;
        }
        // While the page is busy only its own code can act.
        let by_code = matches!(
            event,
            Event::Take | Event::All | Event::Nothing | Event::Code(_) | Event::Settings
        );
        if page_is_busy && !by_code || event != Event::Take && tab.depth >= site.nested {
            return None;
        }
        let second = site.config.categories - 1;
        let state = &mut tab.state;
        match event {
            Event::Take if page_is_busy => {
                tab.take(site, jar, *now);
                return Some(world);
            }
            Event::Take => return None,
            Event::All => state.decide(Say::All, page_is_busy, *now, [7; 16]),
            Event::Nothing => state.decide(Say::Nothing, page_is_busy, *now, [7; 16]),
            Event::Switches if state.shown[1] => state.decide(Say::Switches, false, *now, [7; 16]),
            Event::Code(on) => state.decide(Say::These(&[(second, on)]), true, *now, [7; 16]),
            Event::Toggle(on) if state.shown[1] => state.toggle(second, on),
            Event::Settings => state.open(Surface::Settings),
            Event::Close if state.shown[1] => state.close(Surface::Settings),
            Event::Found if !tab.found => {
                tab.found = true;
                state.found(site.config.gates[second].id, true);
                state.look();
            }
            Event::Settled => state.settled(0),
            Event::Return => {
                tab.seen = (jar.text(), *now);
                state.come_back(&tab.seen.0, *now);
            }
            Event::Come(it_did) if !state.more.is_there() => {
                state.come(if it_did { layer("en") } else { &MISSING })
            }
            Event::Cookies(mode) if jar.mode != mode => {
                jar.mode = mode;
                return Some(world);
            }
            Event::Forget if !jar.cookies.is_empty() => {
                jar.cookies.clear();
                return Some(world);
            }
            Event::Expire if *now == NOW => {
                *now += 200 * DAY;
                return Some(world);
            }
            _ => return None,
        }
        world.tabs[number].depth += 1;
        Some(world)
    }
}

impl Tab {
    /// Does the next thing that is to be done, and checks that it may be.
    fn take(&mut self, site: &Site, jar: &mut Jar, now: u64) {
        let Some(effect) = self.state.take() else {
            self.depth -= 1;
            return;
        };
        match effect {
            Effect::Run(script) => self.runs(site, script),
            Effect::Store => self.stores(site, jar, now),
            Effect::Reload => self.left = true,
            _ => {}
        }
    }

    fn runs(&mut self, site: &Site, script: usize) {
        let mut gates = Vec::new();
        for (number, gate) in site.config.gates.iter().enumerate() {
            gates.extend(gate.value.get("scripts").items.iter().map(|_| number));
        }
        gates.push(site.config.categories - 1);
        let gate = gates[script];
        assert!(oracle(site, &self.seen.0, self.seen.1)[gate], "script {script} ran ungranted");
        assert!(self.state.is_granted(gate) && !self.left && !self.state.is_leaving());
        assert!(self.ran.insert(script), "script {script} ran twice");
    }

    fn stores(&mut self, site: &Site, jar: &mut Jar, now: u64) {
        let line = self.state.cookie_line();
        // Decided anew meanwhile: the later decision was stored in its own turn.
        if !line.is_empty() {
            jar.put(&line);
            self.seen = (jar.text(), now);
        }
        let cookies = jar.text();
        self.lost |= jar.mode != Mode::Works;
        self.state.stored(&cookies, now);
        self.depth += 1;
        if jar.mode == Mode::Works && !line.is_empty() {
            assert!(line.starts_with(&cookies), "{line} is not what is stored, {cookies}");
            let again = State::start(site.config.clone(), site.signals, &cookies, now);
            assert_eq!(
                again.grants.on, self.state.grants.on,
                "who comes back finds what was decided"
            );
            assert_eq!(again.choice, self.state.choice);
        }
    }

    /// What holds at every moment.
    fn check(&self, site: &Site) {
        let expected = oracle(site, &self.seen.0, self.seen.1);
        let snapshot: Value = serde_json::from_str(&snapshot::write(&self.state)).expect("JSON");
        for (number, gate) in site.config.gates.iter().enumerate() {
            let has = self.state.is_granted(number);
            let listed = snapshot[5].as_array().expect("ids").iter().any(|id| id == gate.id);
            assert_eq!(has, listed, "has and the snapshot differ on {}", gate.id);
            assert!(!has || expected[number], "{} is granted, and the cookie says no", gate.id);
            assert!(has || self.lost || !expected[number], "the yes to {} is lost", gate.id);
        }
        assert!(!self.state.shown[1] || self.state.more.is_there(), "settings without their layer");
        assert!(
            !(self.state.shown[0] && self.state.choice.is_some() && self.depth == 0),
            "asked though decided"
        );
    }
}

/// Goes everywhere, and returns how many states and transitions there were.
fn explore(site: &Site) -> (usize, usize) {
    let bare = Config { root: &MISSING, gates: Vec::new(), ..site.config.clone() };
    let first = World::open(site);
    let mut known = HashSet::from([first.key(&bare)]);
    let mut next = VecDeque::from([(first, 0)]);
    let mut transitions = 0;
    while let Some((world, steps)) = next.pop_front() {
        for tab in &world.tabs {
            tab.check(site);
        }
        if steps == site.steps {
            continue;
        }
        for number in 0..world.tabs.len() {
            for event in EVENTS {
                let Some(after) = world.after(site, number, event) else { continue };
                transitions += 1;
                if known.insert(after.key(&bare)) {
                    next.push_back((after, steps + 1));
                }
            }
        }
    }
    (known.len(), transitions)
}

fn small(signals: Value, reload: bool) -> Config<'static> {
    config(&json!({
        "version": 1,
        "controller": {"name": "Example", "policyUrl": "/cookies"},
        "signals": signals,
        "categories": [{"id": "necessary", "required": true}, {"id": "analytics"}],
        "services": [
            {"id": "site", "category": "necessary", "name": "Site", "scripts": [{"inline": "site()"}]},
            {"id": "ga", "category": "analytics", "name": "GA",
             "scripts": [{"src": "https://ga.example.com/g.js"}, {"inline": "ga()"}]},
        ],
        "ui": {"reload": reload, "reopen": !reload},
    }))
}

/// Explores, and fails where there was less to see than there has been.
#[track_caller]
fn sees(site: &Site, states: usize, transitions: usize) {
    let found = explore(site);
    println!("{} states, {} transitions after {} steps", found.0, found.1, site.steps);
    assert!(found.0 >= states && found.1 >= transitions, "only {found:?}");
}

#[test]
fn one_tab_without_signals() {
    let config = small(json!({}), true);
    sees(&Site { config, signals: SILENT, tabs: 1, nested: 1, steps: 40 }, 37_600, 78_800);
}

#[test]
fn one_tab_that_does_not_reload() {
    let config = small(json!({}), false);
    sees(&Site { config, signals: SILENT, tabs: 1, nested: 1, steps: 40 }, 67_300, 138_700);
}

#[test]
fn code_of_the_page_decides_within() {
    let config = small(json!({}), true);
    sees(&Site { config, signals: SILENT, tabs: 1, nested: 3, steps: 12 }, 2_000, 4_000);
}

#[test]
fn under_a_binding_signal() {
    let config = small(json!({"doNotTrack": {"allow": []}}), true);
    sees(&Site { config, signals: DNT, tabs: 1, nested: 1, steps: 40 }, 21_700, 50_300);
}

#[test]
fn under_a_signal_that_asks_for_advice() {
    let config =
        small(json!({"globalPrivacyControl": {"allow": ["analytics"], "binding": false}}), true);
    sees(&Site { config, signals: GPC, tabs: 1, nested: 2, steps: 14 }, 2_000, 4_000);
}

#[test]
fn two_tabs() {
    let config = small(json!({}), true);
    sees(&Site { config, signals: SILENT, tabs: 2, nested: 1, steps: 15 }, 46_800, 76_500);
}
