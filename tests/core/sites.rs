//! The values and moves that tests choose from.

use proptest::prelude::*;
use proptest::sample::select;
use samtycke::consent::{By, What};
use samtycke_simulator::model::fingerprints;
use samtycke_simulator::{Move, NOW, Storage, declarations};

/// A value of the cookie: sound, of another day, or damaged.
pub fn value() -> impl Strategy<Value = String> {
    let mut prints = vec!["AAA".to_string(), "AAA".into(), "kkk".into()];
    declarations().iter().for_each(|one| prints.extend(fingerprints(one)));
    let order = Just(fingerprints(&declarations()[0])).prop_shuffle();
    let holes = prop::collection::vec((any::<prop::sample::Index>(), select(prints)), 0..3);
    let one_site = (order, holes).prop_map(|(mut order, holes)| {
        holes.iter().for_each(|(at, print)| order[at.index(3)].clone_from(print));
        order.concat()
    });
    let asked = prop_oneof![
        4 => one_site,
        1 => select(vec!["_", "", "AAAAAAAAA", "AAA", "AAAAAA", "___"]).prop_map(String::from),
    ];
    let rest = select(vec![
        "functional-analytics-marketing",
        "_",
        "analytics",
        "analytics.~ga",
        "_.+ga",
        "_.+yt~ga",
        "marketing.+ga+mix",
        "a",
        "b.+s",
        "a-b",
        "_.+u",
        "other",
        "functional.+site~pay",
        "_.*AAD_",
        "analytics.*AAA",
        "_._",
        "analytics.+",
        "ga",
        "_.+analytics",
    ]);
    let time = prop_oneof![Just(NOW), NOW - 500 * 86_400..NOW + 3 * 86_400];
    let how = select(vec!["all", "some", "api", "embed", "none"]);
    let version = select(vec![1, 3, 4, 7]);
    let sound = (version, time, how, asked, rest).prop_map(|(version, time, how, asked, rest)| {
        if how == "none" {
            return format!("1.{version}.{}._.none.{asked}._", time - time % 86_400);
        }
        format!("1.{version}.{time}.AAAAAAAAQACAAAAAAAAAAA.{how}.{asked}.{rest}")
    });
    let damaged = (sound.clone(), any::<prop::sample::Index>(), "[a-zA-Z0-9.~+_*-]{0,2}").prop_map(
        |(value, at, text)| {
            let at = at.index(value.len());
            format!("{}{text}{}", &value[..at], &value[at + 1..])
        },
    );
    prop_oneof![4 => sound, 3 => damaged, 1 => "[!-:<-~]{0,40}"]
}

/// Something that happens.
pub fn any_move() -> impl Strategy<Value = Move> {
    let what = select(vec![
        What::None,
        What::All,
        What::AskedNone,
        What::AskedAll,
        What::These,
        What::These,
        What::Once,
    ]);
    let by = select(vec![By::Visitor, By::Visitor, By::Api, By::Embed]);
    let answers = prop::collection::vec((0..13_u32, any::<bool>()), 0..4);
    let storage = select(vec![Storage::Works, Storage::Works, Storage::Frozen, Storage::Blocked]);
    let seconds = prop_oneof![0..3_u32, 0..40 * 86_400_u32, 170 * 86_400..200 * 86_400_u32];
    prop_oneof![
        12 => (0..2_usize, what, by, answers).prop_map(|(tab, what, by, answers)| Move::Decide(tab, what, by, answers)),
        6 => (0..2_usize).prop_map(Move::Observe),
        6 => (0..2_usize, 0..14_u32).prop_map(|(tab, gate)| Move::Run(tab, gate)),
        4 => (0..2_usize, prop_oneof![2 => Just(0_u32), 1 => 0..16_u32]).prop_map(|(tab, signals)| Move::Load(tab, signals)),
        2 => seconds.prop_map(Move::Wait),
        2 => prop::collection::vec(value(), 0..3).prop_map(Move::Jar),
        1 => storage.prop_map(Move::Storage),
        3 => select(declarations()).prop_map(Move::Publish),
    ]
}
