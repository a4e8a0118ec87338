//! Nothing runs whose gate is not granted at that moment: in random stories, and in every short one.
//!
//! [`Heard`] judges from what was said alone. It knows neither the cookie nor how choices merge, so
//! it is a bound: a gate that it refuses must not run.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use proptest::prelude::*;
use proptest::sample::select;
use samtycke::consent::{By, NamedSet, What, status};
use samtycke_simulator::{Brain, Declaration, Move, RealCore, Storage, World};

const GATES: u32 = 7;

fn site() -> Declaration {
    Declaration::of(1, "n! a/d b", "s:n t:a u:b v:a+b")
}

/// The categories of each gate, by number.
fn categories(gate: u32) -> &'static [u32] {
    [&[0][..], &[1], &[2], &[0], &[1], &[2], &[1, 2]][gate as usize]
}

fn is_required(gate: u32) -> bool {
    matches!(gate, 0 | 3)
}

/// What a decision says about a gate; `None` if nothing, or if that depends on what was asked.
fn said(what: What, answers: &[(u32, bool)], gate: u32) -> Option<bool> {
    let own = |gate: u32| answers.iter().rev().find(|(of, _)| *of == gate).map(|(_, yes)| *yes);
    let answered: Vec<bool> =
        categories(gate).iter().filter_map(|category| own(*category)).collect();
    match what {
        What::None => Some(false),
        What::AskedNone => None,
        What::All | What::AskedAll => Some(true),
        // A service follows its categories if one of them is answered.
        What::These if own(gate).is_none() && answered.is_empty() => None,
        What::These => Some(own(gate).unwrap_or(!answered.contains(&false))),
        What::Once => None,
    }
}

/// A bit for each gate.
type Gates = [bool; GATES as usize];

/// What was said about each gate so far.
#[derive(Clone, Default, Hash)]
struct Heard {
    /// A yes that the cookie may hold.
    stored: Gates,
    /// For each tab, a yes that was stored when the tab last looked.
    seen: [Gates; 2],
    /// For each tab, a no that the cookie did not keep.
    held: [Gates; 2],
    /// For each tab, a yes for this view.
    once: [Gates; 2],
    signals: [u32; 2],
}

impl Heard {
    fn hear(&mut self, one: &Move, storage: Storage, told: &[u32]) {
        match one {
            Move::Decide(tab, what, _, answers) => {
                let is_held = told.iter().any(|told| told & status::NOT_STORED != 0);
                for (gate, yes) in answers.iter().filter(|_| *what == What::Once) {
                    // Of several answers the last one counts.
                    let last = answers.iter().rev().find(|(of, _)| of == gate);
                    self.once[*tab][*gate as usize] |= *yes && last == Some(&(*gate, true));
                }
                self.hear_decision(*tab, *what, answers, storage == Storage::Works, is_held);
            }
            Move::Observe(tab) => self.look(*tab),
            Move::Load(tab, signals) => {
                self.signals[*tab] = *signals;
                self.held[*tab] = Gates::default();
                self.once[*tab] = Gates::default();
                self.look(*tab);
            }
            Move::Storage(Storage::Blocked) => self.stored = Gates::default(),
            _ => {}
        }
    }

    fn hear_decision(
        &mut self,
        tab: usize,
        what: What,
        answers: &[(u32, bool)],
        is_stored: bool,
        is_held: bool,
    ) {
        for gate in 0..GATES as usize {
            match said(what, answers, gate as u32) {
                Some(true) => {
                    self.stored[gate] |= is_stored;
                    // The cookie may hold the very same decision of another tab.
                    self.held[tab][gate] = false;
                }
                Some(false) => {
                    self.stored[gate] &= !is_stored;
                    self.held[tab][gate] = is_held;
                }
                None => {}
            }
        }
        self.look(tab);
        for gate in 0..GATES as usize {
            // Stored or not, a no holds in its own tab.
            let is_no = said(what, answers, gate as u32) == Some(false);
            self.seen[tab][gate] &= !is_no;
            self.once[tab][gate] &= !is_no;
        }
        if is_stored {
            self.held[tab] = Gates::default();
        }
    }

    /// A tab looks at the cookie.
    fn look(&mut self, tab: usize) {
        for gate in 0..GATES as usize {
            self.seen[tab][gate] = self.stored[gate] && !self.held[tab][gate];
        }
    }

    fn refuses(&self, tab: usize, gate: u32) -> bool {
        let signals = self.signals[tab];
        let needs = |category| categories(gate).contains(&category);
        let is_ruled_out =
            (signals & 5 == 5 && needs(2)) || (signals & 10 == 10 && (needs(1) || needs(2)));
        !is_required(gate)
            && (is_ruled_out || !(self.seen[tab][gate as usize] || self.once[tab][gate as usize]))
    }
}

fn moves() -> impl Strategy<Value = Move> {
    let what = select(vec![
        What::None,
        What::All,
        What::AskedNone,
        What::AskedAll,
        What::These,
        What::Once,
    ]);
    let by = select(vec![By::Visitor, By::Api, By::Embed]);
    let answers = prop::collection::vec((0..GATES, any::<bool>()), 1..4);
    let storage = select(vec![Storage::Works, Storage::Frozen, Storage::Blocked]);
    prop_oneof![
        4 => (0..2_usize, what, by, answers).prop_map(|(tab, what, by, answers)| Move::Decide(tab, what, by, answers)),
        2 => (0..2_usize).prop_map(Move::Observe),
        6 => (0..2_usize, 0..GATES).prop_map(|(tab, gate)| Move::Run(tab, gate)),
        1 => (0..2_usize, 0..16_u32).prop_map(|(tab, signals)| Move::Load(tab, signals)),
        1 => storage.prop_map(Move::Storage),
        1 => (0..90 * 86_400_u32).prop_map(Move::Wait),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_runs_that_is_refused(moves in prop::collection::vec(moves(), 1..40)) {
        let mut world = World::<RealCore>::new(site(), 0);
        let mut heard = Heard::default();
        for one in &moves {
            let told = world.act(one);
            heard.hear(one, world.storage, &told);
            for (tab, gate) in world.ran.drain(..) {
                prop_assert!(!heard.refuses(tab, gate), "gate {gate} in tab {tab} after {one:?}");
            }
        }
    }
}

/// What can happen in the stories that are all told.
fn few_moves() -> Vec<Move> {
    let mut all = vec![
        Move::Storage(Storage::Works),
        Move::Storage(Storage::Frozen),
        Move::Storage(Storage::Blocked),
    ];
    for tab in 0..2 {
        let decide =
            |what, by, answers: &[(u32, bool)]| Move::Decide(tab, what, by, answers.into());
        all.extend([
            decide(What::None, By::Visitor, &[]),
            decide(What::All, By::Visitor, &[]),
            decide(What::AskedNone, By::Visitor, &[]),
            decide(What::AskedAll, By::Visitor, &[]),
            decide(What::These, By::Embed, &[(4, true)]),
            decide(What::These, By::Api, &[(1, false), (2, true)]),
            decide(What::These, By::Api, &[(6, false)]),
            decide(What::Once, By::Embed, &[(6, true)]),
            Move::Observe(tab),
            Move::Load(tab, 0),
            Move::Load(tab, 5),
        ]);
    }
    all
}

fn key(world: &World<RealCore>, heard: &Heard) -> u64 {
    let mut hasher = DefaultHasher::new();
    world.tabs.iter().for_each(|tab| tab.0.hash(&mut hasher));
    (&world.jar, world.storage, heard).hash(&mut hasher);
    hasher.finish()
}

#[test]
fn every_short_story_keeps_to_what_was_said() {
    let mut states = vec![(World::<RealCore>::new(site(), 0), Heard::default())];
    let mut seen = HashSet::new();
    for _ in 0..4 {
        let mut next = Vec::new();
        for (world, heard) in &states {
            for one in few_moves() {
                let (mut world, mut heard) = (world.clone(), heard.clone());
                let told = world.act(&one);
                world.decisions = 0;
                heard.hear(&one, world.storage, &told);
                for (tab, gate) in (0..2).flat_map(|tab| (0..GATES).map(move |gate| (tab, gate))) {
                    let runs = world.tabs[tab].holds(NamedSet::Granted, gate);
                    assert!(
                        !(runs && heard.refuses(tab, gate)),
                        "gate {gate} in tab {tab} after {one:?}"
                    );
                    assert!(runs || !is_required(gate));
                }
                if seen.insert(key(&world, &heard)) {
                    next.push((world, heard));
                }
            }
        }
        states = next;
    }
    // The exploration went somewhere.
    assert!(seen.len() > 1_000, "{}", seen.len());
}
