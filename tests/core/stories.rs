//! Random stories, told to the core and to the model of the rules.

use proptest::prelude::*;
use proptest::sample::select;
use samtycke::consent::NamedSet;
use samtycke_simulator::model::Model;
use samtycke_simulator::{Brain, RealCore, World, declarations};

use crate::sites::any_move;

const SETS: [NamedSet; 4] = [NamedSet::Granted, NamedSet::RuledOut, NamedSet::Asked, NamedSet::Ran];

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
