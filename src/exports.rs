//! The functions of the module. Numbers go in and come out; the ids and the cookie's values lie in
//! one buffer, which is the only text that the core and the page share.
//!
//! Nothing is imported, so no code of the page runs while the core does.

#![allow(unsafe_code)]

use core::cell::UnsafeCell;

use crate::consent::{By, Core, NamedSet, Signals, What};

/// The core of the page.
struct Page(UnsafeCell<Core>);

// SAFETY: the module has one thread.
unsafe impl Sync for Page {}

static PAGE: Page = Page(UnsafeCell::new(Core::EMPTY));

fn page() -> &'static mut Core {
    // SAFETY: every export calls this once and drops the reference before it returns. Exports do
    // not call each other, and nothing is imported that could call one.
    unsafe { &mut *PAGE.0.get() }
}

/// Where the buffer lies: 16,384 bytes for the ids, each with a comma behind it, then a value.
// SAFETY of this and the other names: no other code in the module has them.
#[unsafe(no_mangle)]
extern "C" fn text() -> *const u8 {
    page().site.text.ids.as_ptr()
}

/// Begins the declaration, once in the life of a module. The ids are in the buffer already.
#[unsafe(no_mangle)]
extern "C" fn site(version: u32, days: u32, refusal_days: u32) {
    page().site.begin(version, days, refusal_days);
}

/// Declares the next gate: its categories as a mask, and flags and revision of a category.
#[unsafe(no_mangle)]
extern "C" fn gate(categories: u32, flags: u32, revision: u32) {
    page().site.gate(categories, flags, revision);
}

/// Offers a value of our cookie, which is in the buffer. `now` in seconds since 1970.
#[unsafe(no_mangle)]
extern "C" fn candidate(length: usize, now: u32) {
    page().candidate(length, now);
}

/// Puts the choice that the candidates come to in effect; returns a status.
#[unsafe(no_mangle)]
extern "C" fn start(signals: u32) -> u32 {
    page().start(Signals(signals))
}

/// Answers for one gate in the decision to come.
#[unsafe(no_mangle)]
extern "C" fn answer(gate: u32, yes: u32) {
    page().answer(gate, yes != 0);
}

/// Decides, with 16 random bytes in the buffer; returns the length of the value to store there, `0`
/// if there is nothing to store. `observe` puts the decision in effect in either case.
#[unsafe(no_mangle)]
extern "C" fn decide(what: u32, by: u32, now: u32) -> usize {
    let what = match what {
        0 => What::None,
        1 => What::All,
        2 => What::AskedNone,
        3 => What::AskedAll,
        4 => What::These,
        _ => What::Once,
    };
    let by = match by {
        0 => By::Visitor,
        1 => By::Api,
        _ => By::Embed,
    };
    page().decide(what, by, now)
}

/// How many seconds the cookie is to be kept.
#[unsafe(no_mangle)]
extern "C" fn max_age(now: u32) -> u32 {
    page().max_age(now)
}

/// Puts the choice that the candidates come to in effect, after a write or on return from
/// elsewhere; returns a status.
#[unsafe(no_mangle)]
extern "C" fn observe() -> u32 {
    page().observe()
}

/// Puts the choice in effect into the buffer; returns its length, `0` for none.
#[unsafe(no_mangle)]
extern "C" fn value() -> usize {
    page().value()
}

/// Whether what is behind a gate may run now; notes that it does.
#[unsafe(no_mangle)]
extern "C" fn may_run(gate: u32) -> bool {
    page().may_run(gate)
}

/// Whether a gate is in a set: granted, ruled out, asked about, ran, granted for this view.
#[unsafe(no_mangle)]
extern "C" fn holds(set: u32, gate: u32) -> bool {
    let set = match set {
        0 => NamedSet::Granted,
        1 => NamedSet::RuledOut,
        2 => NamedSet::Asked,
        3 => NamedSet::Ran,
        _ => NamedSet::Once,
    };
    page().holds(set, gate)
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}
