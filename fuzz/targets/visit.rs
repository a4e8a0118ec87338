//! All that can happen to two tabs of a site, told to the core and to the model of the rules.
#![no_main]

use std::sync::LazyLock;

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use samtycke::consent::{By, NamedSet, What};
use samtycke_simulator::model::{Model, fingerprints};
use samtycke_simulator::{
    Brain, DAY, Declaration, Move, NOW, RealCore, Storage, World, declarations,
};

static SITES: LazyLock<Vec<Declaration>> = LazyLock::new(declarations);

/// A move in few bytes.
#[derive(Arbitrary, Debug)]
enum Op {
    Decide(bool, u8, u8, Vec<(u8, bool)>),
    Observe(bool),
    Run(bool, u8),
    Load(bool, u8),
    Wait(u8, u8),
    /// One more value of our name: version, days ago, how, fingerprints of a site, and the rest.
    Offer(u8, u16, u8, u8, String),
    Storage(u8),
    Publish(u8),
}

fn pick<T: Clone>(all: &[T], number: u8) -> T {
    all[usize::from(number) % all.len()].clone()
}

fn carried_out<B: Brain>(world: &World<B>, op: &Op) -> Move {
    match op {
        Op::Decide(tab, what, by, answers) => {
            let what = pick(
                &[What::None, What::All, What::AskedNone, What::AskedAll, What::These, What::Once],
                *what,
            );
            let by = pick(&[By::Visitor, By::Api, By::Embed], *by);
            let answers = answers.iter().map(|(gate, yes)| ((gate % 40).into(), *yes)).collect();
            Move::Decide((*tab).into(), what, by, answers)
        }
        Op::Observe(tab) => Move::Observe((*tab).into()),
        Op::Run(tab, gate) => Move::Run((*tab).into(), (gate % 40).into()),
        Op::Load(tab, signals) => Move::Load((*tab).into(), (signals % 16).into()),
        Op::Wait(days, seconds) => Move::Wait(u32::from(*days) * DAY + u32::from(*seconds)),
        Op::Offer(version, days, how, site, rest) => {
            let time = NOW - u32::from(days % 400) * DAY;
            let how = pick(&["all", "some", "api", "embed", "none"], *how);
            let (time, id) = match how {
                "none" => (time - time % DAY, "_"),
                _ => (time, "AAAAAAAAQACAAAAAAAAAAA"),
            };
            let asked = fingerprints(&pick(&SITES, *site)).concat();
            let value = format!("1.{}.{time}.{id}.{how}.{asked}.{rest}", version % 8);
            let others = world.jar.iter().map(|(value, _)| value.clone()).take(3);
            Move::Jar(others.chain([value]).collect())
        }
        Op::Storage(storage) => {
            Move::Storage(pick(&[Storage::Works, Storage::Frozen, Storage::Blocked], *storage))
        }
        Op::Publish(site) => Move::Publish(pick(&SITES, *site)),
    }
}

fuzz_target!(|input: (u8, u8, Vec<Op>)| {
    let (site, signals, ops) = input;
    let site = pick(&SITES, site);
    let mut core = World::<RealCore>::new(site.clone(), (signals % 16).into());
    let mut model = World::<Model>::new(site, (signals % 16).into());
    for op in ops.iter().take(60) {
        let one = carried_out(&core, op);
        assert_eq!(core.act(&one), model.act(&one), "{one:?}");
        assert_eq!(core.jar, model.jar, "{one:?}");
        assert_eq!(core.ran, model.ran, "{one:?}");
        for tab in 0..2 {
            for set in [
                NamedSet::Granted,
                NamedSet::RuledOut,
                NamedSet::Asked,
                NamedSet::Ran,
                NamedSet::Once,
            ] {
                assert_eq!(core.set(tab, set), model.set(tab, set), "{set:?} after {one:?}");
            }
            assert_eq!(core.tabs[tab].value(), model.tabs[tab].value(), "{one:?}");
        }
    }
});
