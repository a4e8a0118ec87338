//! Random stories, told to the core and to the model of the rules.

use proptest::prelude::*;
use proptest::sample::select;
use samtycke::consent::NamedSet;
use samtycke_simulator::model::Model;
use samtycke_simulator::{Brain, RealCore, World, declarations};

use crate::sites::any_move;

const SETS: [NamedSet; 5] =
    [NamedSet::Granted, NamedSet::RuledOut, NamedSet::Asked, NamedSet::Ran, NamedSet::Once];

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_core_follows_the_rules(
        declaration in select(declarations()),
        signals in prop_oneof![2 => Just(0_u32), 1 => 0..16_u32],
        moves in prop::collection::vec(any_move(), 1..25),
    ) {
        let mut core = World::<RealCore>::new(declaration.clone(), signals);
        let mut model = World::<Model>::new(declaration, signals);
        for one in &moves {
            prop_assert_eq!(core.act(one), model.act(one), "statuses after {:?}", one);
            prop_assert_eq!(&core.jar, &model.jar, "the jar after {:?}", one);
            for tab in 0..2 {
                for set in SETS {
                    prop_assert_eq!(core.set(tab, set), model.set(tab, set), "{:?} after {:?}", set, one);
                }
                prop_assert_eq!(core.tabs[tab].value(), model.tabs[tab].value(), "after {:?}", one);
            }
            prop_assert_eq!(&core.ran, &model.ran, "{:?}", one);
        }
    }
}

/// A story of one visitor with a film that is in two categories, and a tab beside.
#[test]
fn what_is_let_in_once_is_stored_nowhere_and_ends_with_an_answer() {
    use samtycke::consent::{By, What, status};
    use samtycke_simulator::{Declaration, Move};
    let film = 4;
    let once = |tab| Move::Decide(tab, What::Once, By::Embed, vec![(film, true)]);
    let by_visitor = |tab, what| Move::Decide(tab, what, By::Visitor, vec![]);
    let site = Declaration::of(1, "n! a b", "s:n v:a+b w:a");
    let mut world = World::<RealCore>::new(site.clone(), 0);
    assert_eq!(world.act(&once(0)), [status::CHANGED | status::ASK]);
    assert!(world.jar.is_empty());
    assert!(
        world.tabs[0].holds(NamedSet::Granted, film) && world.tabs[0].holds(NamedSet::Once, film)
    );
    assert!(!world.tabs[1].holds(NamedSet::Granted, film));
    world.act(&Move::Run(0, film));
    // An answer about something else leaves it.
    world.act(&Move::Decide(0, What::These, By::Embed, vec![(5, true)]));
    assert!(world.tabs[0].holds(NamedSet::Granted, film));
    // A no ends it, though the choice itself has nothing to take back.
    let told = world.act(&by_visitor(0, What::None));
    assert_eq!(told, [status::CHANGED | status::RELOAD]);
    assert!(!world.tabs[0].holds(NamedSet::Granted, film));
    // So does a no in the tab beside.
    let mut world = World::<RealCore>::new(site.clone(), 0);
    world.act(&once(0));
    world.act(&by_visitor(1, What::None));
    world.act(&Move::Observe(0));
    assert!(!world.tabs[0].holds(NamedSet::Granted, film));
    // What a signal rules out is not let in.
    let mut world = World::<RealCore>::new(site, 5);
    world.act(&once(0));
    assert!(!world.tabs[0].holds(NamedSet::Granted, film));
}
