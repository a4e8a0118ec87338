//! The policies that the suite runs under: once as pages are, once under the strictest there is, and
//! once where WebAssembly is refused. `POLICIES=none,strict,nowasm` names those that are wanted.

use std::cell::Cell;

use samtycke_demo::Policy;

use crate::browser::Browser;

/// What a browser runs the tests under; one alone would leave out the others.
pub(crate) const ALL: [Policy; 3] = [Policy::None, Policy::Strict, Policy::NoWasm];

/// The tests that a policy leaves nothing of, by the beginning of their names, and why.
const EXCEPTIONS: [(Policy, &str, &str); 11] = [
    (Policy::Strict, "policies::", "has a policy of its own"),
    (Policy::NoWasm, "policies::", "has a policy of its own"),
    (Policy::Strict, "gated::the_nonce_goes_to_every_script", "has a policy of its own"),
    (Policy::NoWasm, "gated::the_nonce_goes_to_every_script", "has a policy of its own"),
    (
        Policy::Strict,
        "ordinary::the_tag_can_be_added_by_a_script",
        "no code of a page may name the address of a script",
    ),
    (Policy::Strict, "ordinary::a_page_that_is_written_anew", "no code of a page may write one"),
    (
        Policy::Strict,
        "leaks::nothing_leaks_from_a_page_that_is_written_anew",
        "no code of a page may write one",
    ),
    (Policy::NoWasm, "api::the_next_line_knows", "the module comes later"),
    (
        Policy::NoWasm,
        "api::an_unknown_id_is_no_and_is_named_once",
        "asks on the next line, and the module comes later",
    ),
    (Policy::NoWasm, "trouble::init_throws_what_is_wrong", "the module comes later, and tells"),
    (
        Policy::NoWasm,
        "trouble::the_script_for_developers_names_every_problem",
        "there is one module without WebAssembly, that for visitors",
    ),
];

/// The groups of tests that say what is loaded and what is kept.
const ESSENTIAL: [&str; 8] =
    ["first_visit", "accept", "refuse", "settings", "withdraw", "stored", "signals", "gated"];

thread_local! {
    static CURRENT: Cell<Policy> = const { Cell::new(Policy::None) };
}

/// The policy that this thread's test runs under.
pub(crate) fn current() -> Policy {
    CURRENT.get()
}

/// What this thread's test runs under from now on.
pub(crate) fn begin(policy: Policy) {
    CURRENT.set(policy);
}

/// Whether a test runs in a browser under a policy.
pub(crate) fn is_wanted(browser: Browser, policy: Policy, test: &str) -> bool {
    let group = test.split("::").next().unwrap_or_default();
    let has_policy = match (policy, browser) {
        (Policy::None | Policy::Strict, _) => true,
        (Policy::NoWasm, Browser::Chromium) => {
            ESSENTIAL.contains(&group) || ["api", "ordinary", "trouble"].contains(&group)
        }
        _ => false,
    };
    let is_exception =
        EXCEPTIONS.iter().any(|(one, name, _)| *one == policy && test.starts_with(name));
    let wanted = std::env::var("POLICIES").unwrap_or_default();
    let is_named = wanted.is_empty() || wanted.split(',').any(|one| one == name(policy));
    has_policy && is_named && !is_exception
}

/// The beginning of a test's name.
pub(crate) fn prefix(browser: Browser, policy: Policy) -> String {
    match policy {
        Policy::None => browser.name().into(),
        _ => format!("{}-{}", browser.name(), name(policy)),
    }
}

fn name(policy: Policy) -> &'static str {
    match policy {
        Policy::None => "none",
        Policy::Strict => "strict",
        Policy::NoWasm => "nowasm",
    }
}

/// Every exception has to be about a test that there is, and `POLICIES` has to name policies.
pub(crate) fn check(tests: &[&str]) -> Result<(), String> {
    let wanted = std::env::var("POLICIES").unwrap_or_default();
    let known = ALL.map(name);
    if let Some(unknown) = wanted.split(',').find(|one| !one.is_empty() && !known.contains(one)) {
        return Err(format!("POLICIES: \"{unknown}\" is none of {}.", known.join(", ")));
    }
    let fits = |name: &str| tests.iter().any(|test| test.starts_with(name));
    match EXCEPTIONS.iter().find(|(_, name, _)| !fits(name)) {
        Some((_, name, _)) => Err(format!("pass.rs: there is no test {name}.")),
        None => Ok(()),
    }
}
