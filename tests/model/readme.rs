//! What the README shows is true.

use samtycke::model::read::read;
use samtycke::model::record::{How, Record};

use crate::util::{page, tree};

const README: &str = include_str!("../../README.md");

/// What stands between a fence and the next.
#[track_caller]
fn block(fence: &str) -> &'static str {
    let (_, rest) = README.split_once(fence).expect("the fence");
    rest.split_once("\n```").expect("its end").0
}

#[test]
fn its_configuration_is_accepted() {
    let config = read(tree(block("```json\n")), &page()).expect("it is right");
    assert_eq!(config.gate("ga").map(|gate| gate - config.categories), Some(0));
}

#[test]
fn its_cookie_reads_as_it_says() {
    let json = r#"{"version": 3, "controller": {"name": "A", "policyUrl": "/"},
        "categories": [{"id": "necessary", "required": true}, {"id": "functional"}, {"id": "analytics"}],
        "services": [{"id": "ga", "category": "analytics", "name": "A"}]}"#;
    let config = read(tree(json), &page()).expect("it is right");
    let line = README.lines().find(|line| line.starts_with("samtycke=1.3.")).expect("the example");
    let value = line.strip_prefix("samtycke=").expect("its name");
    let record = Record::parse(value, &config).expect("it parses");
    assert_eq!((record.how, record.time), (How::Some, 1_760_000_000));
    assert_eq!(record.on, [true, true, true, false]);
}
