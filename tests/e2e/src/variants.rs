//! The variants of the site that the suite runs on: under no policy, the strictest possible, and one that
//! refuses WebAssembly; and with a script that `samtycke build` made. `POLICIES=none,strict,nowasm,built`
//! picks some.

use std::cell::Cell;

use samtycke_demo::Policy;

use crate::browser::Browser;

/// A variant of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Variant {
    /// As most sites are: no policy, and a script that fetches the declaration.
    Plain,
    /// Under [`Policy::Strict`].
    Strict,
    /// Under [`Policy::NoWasm`].
    NoWasm,
    /// With the declaration inside the script, as `samtycke build` makes it.
    Built,
}

impl Variant {
    /// What the pages come under.
    pub(crate) fn policy(self) -> Policy {
        match self {
            Variant::Plain | Variant::Built => Policy::None,
            Variant::Strict => Policy::Strict,
            Variant::NoWasm => Policy::NoWasm,
        }
    }
}

/// All variants.
pub(crate) const ALL: [Variant; 4] =
    [Variant::Plain, Variant::Strict, Variant::NoWasm, Variant::Built];

const NEVER_EARLY: &str = "it starts with its script";
const INSIDE: &str = "its declaration is in the script, and was checked";
const SAME_STYLE: &str = "the style and what is drawn with it are the same";
const SAME_PAGE: &str = "the page layer is the same; another test of its group runs";
const SAME_WAIT: &str = "the ten seconds are the same";
const NO_BUILD: &str = "the development build is the same for all";

/// Tests that a variant leaves nothing of, by the beginning of their names, and why.
const EXCEPTIONS: &[(Variant, &str, &str)] = &[
    (Variant::Strict, "policies::", "has a policy of its own"),
    (Variant::NoWasm, "policies::", "has a policy of its own"),
    (Variant::Strict, "gated::the_nonce_goes_to_every_script", "has a policy of its own"),
    (Variant::NoWasm, "gated::the_nonce_goes_to_every_script", "has a policy of its own"),
    (
        Variant::Strict,
        "ordinary::the_tag_can_be_added_by_a_script",
        "no code of a page may name the address of a script",
    ),
    (Variant::Built, "stands::a_no_without_a_declaration", NEVER_EARLY),
    (Variant::Built, "looks::contrast_is_enough", SAME_STYLE),
    (Variant::Built, "looks::yes_and_no_are_alike_in_every_layout", SAME_STYLE),
    (Variant::Built, "layout::the_boxes_of_the_page", SAME_STYLE),
    (Variant::Built, "looks::yes_and_no_are_alike_on_every_page", SAME_STYLE),
    (Variant::Built, "accessible::axe_", SAME_STYLE),
    (Variant::Built, "dead_ends::whatever_breaks_a_no", SAME_PAGE),
    (Variant::Built, "hostile::what_the_page_redefine", SAME_PAGE),
    (Variant::Built, "removal::a_sweep_of_the_page_leaves_the_banner", SAME_PAGE),
    (Variant::Built, "late::a_script_that_hangs", SAME_WAIT),
    (Variant::Built, "late::a_withdrawal_does_not_wait_for_a_script", SAME_WAIT),
    (Variant::Strict, "ordinary::a_page_that_is_written_anew", "no code of a page may write one"),
    (
        Variant::Strict,
        "leaks::nothing_leaks_from_a_page_that_is_written_anew",
        "no code of a page may write one",
    ),
    // The policy rules out ways into a page, which the first story goes through; moments are the same.
    (Variant::Strict, "leaks::nothing_leaks_in_", "a moment is no matter of a policy"),
    (Variant::Strict, "leaks::nothing_leaks_when_", "a moment is no matter of a policy"),
    (Variant::Built, "policies::", "has a site of its own"),
    (Variant::Built, "memory::", "what is held is the same"),
    (Variant::Built, "refusers::", "what such tools see is the same"),
    (Variant::Built, "leaks::nothing_leaks_in_", "a moment is no matter of a build"),
    (Variant::Built, "leaks::nothing_leaks_when_", "a moment is no matter of a build"),
    (Variant::Built, "api::before_a_fetched_configuration", NEVER_EARLY),
    (Variant::Built, "api::an_early_no", NEVER_EARLY),
    (Variant::Built, "parts::a_declaration_that_hangs_is_named", INSIDE),
    (Variant::Built, "api::too_early_does_nothing", NEVER_EARLY),
    (Variant::Built, "dead_ends::a_no_before_the_declaration_counts", NEVER_EARLY),
    (Variant::Built, "trouble::a_missing_configuration_is_told", INSIDE),
    (Variant::Built, "trouble::an_unreachable_configuration_is_told", INSIDE),
    (Variant::Built, "trouble::a_malformed_configuration_is_told", INSIDE),
    (Variant::Built, "trouble::a_wrong_configuration_is_refused_whole", INSIDE),
    (Variant::Built, "trouble::init_throws_what_is_wrong", INSIDE),
    (Variant::Built, "parts::a_tag_that_is_put_in_wrongly_works_or_is_named", INSIDE),
    (Variant::Built, "hostile::deep_nesting_grants_nothing_and_breaks_nothing", INSIDE),
    (Variant::Built, "hostile::a_text_that_is_no_unicode", INSIDE),
    (Variant::Built, "trouble::the_script_for_developers_names_every_problem", NO_BUILD),
    (Variant::Built, "inspector::", NO_BUILD),
    (Variant::Built, "parts::words_are_texts_alone", "details of its services come with its words"),
    (Variant::Built, "language::an_empty_table_is_none", "no site is built with one"),
    (
        Variant::Built,
        "language::words_come_beside_the_declaration",
        "the banner's words are in the script",
    ),
    (
        Variant::Built,
        "language::without_the_words_the_banner_is_english",
        "the banner's words are in the script",
    ),
    (Variant::Built, "language::words_of_the_declaration_win", "the page brings the declaration"),
    (Variant::Built, "language::every_language_fits", "what is drawn is the same"),
    (
        Variant::Plain,
        "language::without_english_the_first_language_speaks",
        "English is in the script that fetches its declaration",
    ),
    (Variant::Built, "gated::the_nonce_goes_to_every_script", "has a site of its own"),
];

/// The groups that say what is loaded and what is kept: they run without WebAssembly too.
const ESSENTIAL: &[&str] = &["first_visit", "accept", "refuse", "withdraw", "gated"];

/// The groups in which engines differ under a strict policy. Chromium runs all groups under it.
const STRICT: &[&str] = &["first_visit", "accept", "gated"];

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
    "order",
    "ordinary",
    "beside",
    "company",
    "stands",
    "settings",
    "looks",
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
    "vendors",
];

/// What looks at code that is the same in all engines, the page layer's or that of tools; by the beginning
/// of the tests' names.
const CHROMIUM: &[&str] = &[
    "refusers::",
    "language::every_language_fits",
    "language::built_in_languages_are_looked_up",
    "language::words_of_the_declaration_win",
    "inspector::",
    "accessible::axe_",
    "looks::print_shows",
    "leaks::nothing_leaks_when_a_yes_is_taken_back",
    "leaks::nothing_leaks_in_the_tab_beside",
];

thread_local! {
    static CURRENT: Cell<Variant> = const { Cell::new(Variant::Plain) };
}

/// The variant that this thread's test runs on.
pub(crate) fn current() -> Variant {
    CURRENT.get()
}

/// Sets the variant that this thread's tests run on.
pub(crate) fn begin(variant: Variant) {
    CURRENT.set(variant);
}

/// Whether a test runs in a browser on a variant.
pub(crate) fn is_wanted(browser: Browser, variant: Variant, test: &str) -> bool {
    let group = test.split("::").next().unwrap_or_default();
    let is_of_chromium = CHROMIUM.iter().any(|name| test.starts_with(name));
    let is_exception =
        |of| EXCEPTIONS.iter().any(|(one, name, _)| *one == of && test.starts_with(name));
    // Built or not, a site behaves alike, and engines differ in nothing that a build leaves out. So Chromium runs every
    // test on a built site, the others on one that is not; what is loaded and what is kept, each engine sees on both. The
    // whole matrix of leaks is Chromium's on a site that is not built.
    let is_of_both = ESSENTIAL.contains(&group) || group == "vendors";
    let has_variant = match (variant, browser) {
        (Variant::Plain, Browser::Chromium) => {
            is_of_both || is_of_chromium || group == "leaks" || is_exception(Variant::Built)
        }
        (Variant::Plain, _) => !is_of_chromium,
        (Variant::Strict, Browser::Chromium) => !PLAIN.contains(&group),
        (Variant::Strict, _) => STRICT.contains(&group),
        (Variant::NoWasm, Browser::Chromium) => ESSENTIAL.contains(&group),
        (Variant::Built, Browser::Chromium) => true,
        (Variant::Built, _) => is_of_both,
        (Variant::NoWasm, _) => false,
    };
    let wanted = std::env::var("POLICIES").unwrap_or_default();
    let is_named = wanted.is_empty() || wanted.split(',').any(|one| one == name(variant));
    has_variant && is_named && !is_exception(variant)
}

/// The beginning of a test's name.
pub(crate) fn prefix(browser: Browser, variant: Variant) -> String {
    match variant {
        Variant::Plain => browser.name().into(),
        _ => format!("{}-{}", browser.name(), name(variant)),
    }
}

fn name(variant: Variant) -> &'static str {
    match variant {
        Variant::Plain => "none",
        Variant::Strict => "strict",
        Variant::NoWasm => "nowasm",
        Variant::Built => "built",
    }
}

/// Every exception and group has to name tests, and `POLICIES` variants.
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
