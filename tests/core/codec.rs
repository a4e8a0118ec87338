//! The cookie's codec: round trips, and any input at all.

use proptest::prelude::*;
use proptest::sample::select;
use samtycke::consent::{By, LONGEST, What, status};
use samtycke_simulator::model::Model;
use samtycke_simulator::{Brain, Declaration, NOW, RealCore, declarations};

use crate::sites::value;

/// What a page with this cookie says, for comparison: the status and the choice in effect.
fn read<B: Brain>(declaration: &Declaration, value: &str) -> (u32, Option<String>) {
    let mut page = B::declare(declaration);
    page.candidate(value, NOW);
    let told = page.start(0);
    (told, page.value())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_value_means_to_the_core_what_the_rules_say(declaration in select(declarations()), value in value()) {
        prop_assert_eq!(read::<RealCore>(&declaration, &value), read::<Model>(&declaration, &value));
    }

    #[test]
    fn any_bytes_are_read(declaration in select(declarations()), bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let mut page = RealCore::declare(&declaration);
        let length = bytes.len().min(LONGEST);
        page.0.site.text.value[..length].copy_from_slice(&bytes[..length]);
        page.0.candidate(bytes.len(), NOW);
        page.start(0);
        prop_assert_eq!(page.value(), None);
    }

    #[test]
    fn what_is_written_is_read_again(
        declaration in select(declarations()),
        answers in prop::collection::vec((0..40_u32, any::<bool>()), 1..40),
        by in select(vec![By::Visitor, By::Api, By::Embed]),
        random in any::<[u8; 16]>(),
    ) {
        let mut page = RealCore::declare(&declaration);
        page.start(0);
        for (gate, yes) in answers {
            page.answer(gate, yes);
        }
        let Some(value) = page.decide(What::These, by, NOW, random) else { return Ok(()) };
        prop_assert!(value.len() <= LONGEST);
        let (told, again) = read::<RealCore>(&declaration, &value);
        prop_assert_eq!(told & status::REWRITE, 0);
        prop_assert_eq!(again, Some(value));
    }

    #[test]
    fn no_value_is_near_another(declaration in select(declarations()), value in value(), at in any::<prop::sample::Index>(), more in "[!-~]") {
        // Only sound values are worth a second look.
        if read::<RealCore>(&declaration, &value).1.is_some() {
            let at = at.index(value.len() + 1);
            let longer = format!("{}{more}{}", &value[..at], &value[at..]);
            prop_assert_eq!(read::<RealCore>(&declaration, &longer), read::<Model>(&declaration, &longer));
        }
    }
}

#[test]
fn limits_hold() {
    // 32 categories and 992 services, and the longest id.
    let categories: String = (0..32).map(|number| format!("c{number:02} ")).collect();
    let services: String =
        (0..992).map(|number| format!("s{number:03}:c{:02} ", number % 32)).collect();
    let declaration = Declaration::of(u32::MAX, &categories, &services);
    let mut page = RealCore::declare(&declaration);
    page.start(0);
    let value = page.decide(What::All, By::Visitor, NOW, [0xFF; 16]).unwrap();
    assert_eq!(read::<RealCore>(&declaration, &value).1, Some(value.clone()));
    assert_eq!(read::<Model>(&declaration, &value).1, Some(value));

    // A gate too many is in no set, and does not shift the others.
    let mut page = RealCore::declare(&declaration);
    page.0.site.gate(1, 0, 0);
    page.candidate(&page.clone().decide(What::All, By::Visitor, NOW, [1; 16]).unwrap(), NOW);
    page.start(0);
    assert!(page.may_run(1_023) && !page.may_run(1_024) && !page.may_run(u32::MAX));
    page.answer(u32::MAX, true);
    assert_eq!(page.decide(What::These, By::Api, NOW, [2; 16]), None);

    // A value that does not fit is not stored: forty services that differ, with the longest ids.
    let long = format!("c{}", "x".repeat(31));
    let categories: String = (0..17).map(|number| format!("{}{number:02} ", &long[..30])).collect();
    let mut page = RealCore::declare(&Declaration::of(1, &categories, ""));
    page.start(0);
    assert_eq!(page.decide(What::All, By::Visitor, NOW, [3; 16]), None);
    assert!(page.decide(What::None, By::Visitor, NOW, [3; 16]).is_some());
}

#[test]
fn a_service_without_a_category_is_never_granted() {
    let mut page = RealCore::declare(&Declaration::of(1, "a! b", "s:undeclared"));
    page.start(0);
    let value = page.decide(What::All, By::Visitor, NOW, [0; 16]).unwrap();
    page.candidate(&value, NOW);
    page.observe();
    assert!(page.may_run(0) && page.may_run(1) && !page.may_run(2));
}

#[test]
fn nothing_runs_before_the_start() {
    let mut page = RealCore::declare(&Declaration::of(1, "a! b", ""));
    assert!(!page.may_run(0));
    page.start(0);
    assert!(page.may_run(0) && !page.may_run(1));
}
