//! Tests that do not run in an engine because it, or its driver, lacks something. `--ignored` runs them
//! all the same, to see whether that still holds.

use crate::browser::Browser;
use crate::variants::Variant;

/// A test that an engine cannot run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Skip {
    /// The engine.
    pub(crate) browser: Browser,
    /// The test, or a group of them.
    pub(crate) test: &'static str,
    /// The variant on which it cannot; `None` for any.
    pub(crate) variant: Option<Variant>,
    /// What the engine lacks.
    pub(crate) why: &'static str,
}

const NO_EXTENSIONS: &str = "WebKitGTK's browser has no extensions";
const NO_PRERENDERING: &str = "it does not prerender pages";
const NO_TREE: &str = "its driver has no command for the whole accessibility tree";
const NO_CONTAINMENT: &str = "it asks no box without a scroll bar for its overscroll-behavior";
const NO_COLLECTION: &str = "its driver has no command that collects garbage";

/// All skips. Where a page only reads something that an engine lacks, `Browser::stand_in` and
/// `Visit::switch_to` supply it instead.
pub(crate) const TABLE: &[Skip] = &[
    skip(
        Browser::WebKit,
        "hidden::behind_a_filter_list_nothing_loads_and_the_page_is_free",
        NO_EXTENSIONS,
    ),
    skip(
        Browser::WebKit,
        "hidden::behind_a_filter_list_the_settings_do_not_hold_the_page",
        NO_EXTENSIONS,
    ),
    skip(Browser::WebKit, "looks::forced_colours_are_taken", "WebKitGTK has no forced colours"),
    skip(Browser::WebKit, "embeds::forced_colours_are_taken", "WebKitGTK has no forced colours"),
    skip(
        Browser::WebKit,
        "looks::the_icon_is_drawn_in_forced_colours",
        "WebKitGTK has no forced colours",
    ),
    skip(Browser::WebKit, "looks::large_text_is_taken", "its browser has no setting for it"),
    skip(Browser::Firefox, "looks::a_covered_page_does_not_scroll", NO_CONTAINMENT),
    skip(Browser::WebKit, "looks::a_covered_page_does_not_scroll", NO_CONTAINMENT),
    Skip {
        browser: Browser::WebKit,
        test: "leaks::nothing_leaks_in_a_page_of_the_history",
        variant: Some(Variant::Plain),
        why: "it keeps every page of its history whole",
    },
    skip(Browser::Firefox, "leaks::nothing_leaks_in_a_prerendered_page", NO_PRERENDERING),
    skip(Browser::WebKit, "leaks::nothing_leaks_in_a_prerendered_page", NO_PRERENDERING),
    skip(Browser::Firefox, "accessible_tree", NO_TREE),
    skip(Browser::WebKit, "accessible_tree", NO_TREE),
    skip(Browser::Firefox, "memory", NO_COLLECTION),
    skip(Browser::WebKit, "memory", NO_COLLECTION),
];

const fn skip(browser: Browser, test: &'static str, why: &'static str) -> Skip {
    Skip { browser, test, variant: None, why }
}

impl Skip {
    /// Whether it is about this test.
    fn is_about(&self, test: &str) -> bool {
        test.strip_prefix(self.test).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    }
}

/// Why a test does not run in an engine on a variant; `None` if it does.
pub(crate) fn why(
    table: &[Skip],
    browser: Browser,
    variant: Variant,
    test: &str,
) -> Option<&'static str> {
    let fits = |one: &&Skip| {
        one.browser == browser && one.variant.unwrap_or(variant) == variant && one.is_about(test)
    };
    table.iter().find(fits).map(|one| one.why)
}

/// Every entry has to name a test and a reason.
pub(crate) fn check(table: &[Skip], tests: &[&str]) -> Result<(), String> {
    for one in table {
        if !tests.iter().any(|test| one.is_about(test)) {
            return Err(format!("skips.rs: there is no test {}.", one.test));
        }
        if one.why.trim().is_empty() {
            return Err(format!("skips.rs: {} has no reason.", one.test));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::variants::Variant;

    use super::{Skip, check, why};
    use crate::browser::Browser::{Firefox, WebKit};

    const TESTS: [&str; 3] = ["tabs::one", "tabs::two", "tabs_too::one"];

    fn skip(test: &'static str) -> [Skip; 1] {
        [super::skip(WebKit, test, "no tabs")]
    }

    #[test]
    fn an_entry_names_a_test_or_a_group() {
        let skipped =
            |table: &[Skip]| TESTS.map(|test| why(table, WebKit, Variant::Plain, test).is_some());
        assert_eq!(skipped(&skip("tabs::two")), [false, true, false]);
        assert_eq!(skipped(&skip("tabs")), [true, true, false]);
        assert_eq!(why(&skip("tabs"), Firefox, Variant::Plain, "tabs::one"), None);
    }

    #[test]
    fn a_policy_narrows() {
        let strict = skip("tabs").map(|one| Skip { variant: Some(Variant::Strict), ..one });
        assert_eq!(why(&strict, WebKit, Variant::Plain, "tabs::one"), None);
        assert_eq!(why(&strict, WebKit, Variant::Strict, "tabs::one"), Some("no tabs"));
    }

    #[test]
    fn an_entry_needs_a_test_and_a_reason() {
        assert_eq!(check(&skip("tabs"), &TESTS), Ok(()));
        assert_eq!(
            check(&skip("tabs::on"), &TESTS),
            Err("skips.rs: there is no test tabs::on.".into())
        );
        let silent = skip("tabs").map(|one| Skip { why: "", ..one });
        assert!(check(&silent, &TESTS).is_err());
    }
}
