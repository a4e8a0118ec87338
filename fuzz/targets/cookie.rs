//! Any text as a value of the cookie means to the core what it means to the model of the rules. The
//! first byte chooses the site.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use samtycke::consent::status;
use samtycke_simulator::model::Model;
use samtycke_simulator::{Brain, Declaration, NOW, RealCore, declarations};

static SITES: LazyLock<Vec<Declaration>> = LazyLock::new(declarations);

fn read<B: Brain>(declaration: &Declaration, value: &str) -> (u32, Option<String>) {
    let mut page = B::declare(declaration);
    page.candidate(value, NOW);
    (page.start(0), page.value())
}

fuzz_target!(|bytes: &[u8]| {
    let Some((site, value)) = bytes.split_first() else { return };
    let Ok(value) = str::from_utf8(value) else { return };
    let site = &SITES[usize::from(*site) % SITES.len()];
    let (told, written) = read::<RealCore>(site, value);
    assert_eq!((told, written.clone()), read::<Model>(site, value));
    if let Some(written) = written {
        let again = read::<RealCore>(site, &written);
        assert_eq!(again, read::<Model>(site, &written));
        assert_eq!(again.0 & status::REWRITE, 0, "{written}");
    }
});
