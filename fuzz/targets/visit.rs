//! Everything a page can say, in any order, with any signals, cookies and clock.
#![no_main]

use libfuzzer_sys::fuzz_target;
use samtycke::model::json::Value;
use samtycke::model::signals::Signals;
use samtycke_fuzz::{CONFIGS, Op, Page, layers};

fuzz_target!(|input: (u8, bool, bool, Vec<Op>)| {
    let (site, do_not_track, global_privacy_control, ops) = input;
    let site = site as usize % CONFIGS.len();
    let signals = Signals { do_not_track, global_privacy_control };
    let facts = Page::facts(site, signals, "");
    let message = Value::parse(&facts);
    let [layer, none] = layers().map(Value::parse);
    Page::open(&message, site, signals, "", [&layer, &none]).live(&ops);
});
