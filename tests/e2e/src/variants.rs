//! The policies that the suite runs under: none, the strictest possible, and one that refuses
//! WebAssembly. `POLICIES=none,strict,nowasm` picks some.

use std::cell::Cell;

use samtycke_demo::Policy;

use crate::browser::Browser;

/// All policies.
pub(crate) const ALL: [Policy; 3] = [Policy::None, Policy::Strict, Policy::NoWasm];

/// Tests that a policy leaves nothing of, by the beginning of their names, and why.
const EXCEPTIONS: &[(Policy, &str, &str)] = &[
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
    // The policy rules out ways into a page, which the first story goes through; moments are the same.
    (Policy::Strict, "leaks::nothing_leaks_in_", "a moment is no matter of a policy"),
    (Policy::Strict, "leaks::nothing_leaks_when_", "a moment is no matter of a policy"),
    (Policy::NoWasm, "trouble::init_throws_what_is_wrong", "the module comes later"),
    (
        Policy::NoWasm,
        "trouble::the_script_for_developers_names_every_problem",
        "only the build for visitors has a module without WebAssembly",
    ),
];

/// The groups that say what is loaded and what is kept: they run without WebAssembly too.
const ESSENTIAL: &[&str] =
    &["first_visit", "accept", "refuse", "settings", "withdraw", "gated", "trouble"];

/// The groups in which engines differ under a strict policy. Chromium runs all groups under it.
const STRICT: &[&str] = &["first_visit", "accept", "settings", "withdraw", "gated", "trouble"];

/// The groups that run without a policy alone: their own code writes markup and inline styles, or they
/// look at what no policy of a page touches.
const PLAIN: &[&str] = &[
    "api",
    "partial",
    "clean",
    "keyboard",
    "accessible",
    "accessible_tree",
    "narrow",
    "stored",
    "signals",
    "hidden",
    "ordinary",
    "refuse",
    "framed",
    "layout",
    "removal",
    "room",
    "live",
    "late",
    "streaming",
    "language",
    "shadow",
    "instances",
    "memory",
    "refusers",
    "forms",
    "hostile",
    "parts",
    "dead_ends",
    "inspector",
];

/// What looks at code that is the same in all engines, the page layer's or that of tools; by the beginning
/// of the tests' names.
const CHROMIUM: &[&str] = &[
    "dead_ends::",
    "refusers::",
    "inspector::",
    "accessible::axe_",
    "hostile::what_the_page_redefined_before",
    "leaks::nothing_leaks_when_a_yes_is_taken_back",
    "leaks::nothing_leaks_in_the_tab_beside",
];

thread_local! {
    static CURRENT: Cell<Policy> = const { Cell::new(Policy::None) };
}

/// The policy that this thread's test runs under.
pub(crate) fn current() -> Policy {
    CURRENT.get()
}

/// Sets the policy that this thread's tests run under.
pub(crate) fn begin(policy: Policy) {
    CURRENT.set(policy);
}

/// Whether a test runs in a browser under a policy.
pub(crate) fn is_wanted(browser: Browser, policy: Policy, test: &str) -> bool {
    let group = test.split("::").next().unwrap_or_default();
    let has_policy = match (policy, browser) {
        (Policy::None, Browser::Chromium) => true,
        (Policy::None, _) => !CHROMIUM.iter().any(|name| test.starts_with(name)),
        (Policy::Strict, Browser::Chromium) => !PLAIN.contains(&group),
        (Policy::Strict, _) => STRICT.contains(&group),
        (Policy::NoWasm, Browser::Chromium) => ESSENTIAL.contains(&group),
        (Policy::NoWasm, _) => false,
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

/// Every exception and group has to name tests, and `POLICIES` policies.
pub(crate) fn check(tests: &[&str]) -> Result<(), String> {
    let wanted = std::env::var("POLICIES").unwrap_or_default();
    let known = ALL.map(name);
    if let Some(unknown) = wanted.split(',').find(|one| !one.is_empty() && !known.contains(one)) {
        return Err(format!("POLICIES: \"{unknown}\" is none of {}.", known.join(", ")));
    }
    let groups = [ESSENTIAL, STRICT, PLAIN].concat();
    let exceptions = EXCEPTIONS.iter().map(|(_, name, _)| *name);
    let names = exceptions.chain(CHROMIUM.iter().copied()).map(str::to_string);
    let mut all = names.chain(groups.iter().map(|group| format!("{group}::")));
    match all.find(|name| !tests.iter().any(|test| test.starts_with(name))) {
        Some(name) => Err(format!("variants.rs: there is no test {name}.")),
        None => Ok(()),
    }
}
