//! What an engine, or its driver, cannot do: the tests that do not run in it, each with its reason.
//! `--ignored` runs them all the same, to see whether that still holds.

use samtycke_demo::Policy;

use crate::browser::Browser;

/// A test that an engine cannot run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cannot {
    /// The engine.
    pub(crate) browser: Browser,
    /// The test, or a group of them.
    pub(crate) test: &'static str,
    /// The policy under which it cannot; `None` for any.
    pub(crate) policy: Option<Policy>,
    /// What it lacks.
    pub(crate) why: &'static str,
}

/// All there are. What a page reads can be stood in for (`Browser::stand_in`, `Visit::switch_to`),
/// and is then no reason to stand here.
pub(crate) const TABLE: &[Cannot] = &[
    without_extensions("refusers::the_extension_refuses_in_each_language"),
    without_extensions("hidden::behind_a_filter_list_nothing_loads_and_the_page_is_free"),
    without_extensions("hidden::behind_a_filter_list_the_settings_do_not_hold_the_page"),
    Cannot {
        browser: Browser::WebKit,
        test: "looks::forced_colours_are_taken",
        policy: None,
        why: "WebKitGTK has no forced colours",
    },
    Cannot {
        browser: Browser::WebKit,
        test: "leaks::nothing_leaks_in_a_page_of_the_history",
        policy: Some(Policy::None),
        why: "it keeps every page of its history whole",
    },
    Cannot {
        browser: Browser::WebKit,
        test: "leaks::nothing_leaks_in_a_restored_page",
        policy: Some(Policy::Strict),
        why: "under `Cross-Origin-Embedder-Policy` it keeps no page whole in its history",
    },
    without_prerendering(Browser::Firefox),
    without_prerendering(Browser::WebKit),
];

const fn without_extensions(test: &'static str) -> Cannot {
    let why = "WebKitGTK's browser has no extensions";
    Cannot { browser: Browser::WebKit, test, policy: None, why }
}

const fn without_prerendering(browser: Browser) -> Cannot {
    let test = "leaks::nothing_leaks_in_a_prerendered_page";
    Cannot { browser, test, policy: None, why: "it does not prerender pages" }
}

impl Cannot {
    /// Whether it is about this test.
    fn is_about(&self, test: &str) -> bool {
        test.strip_prefix(self.test).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    }
}

/// Why a test does not run in an engine under a policy, if so.
pub(crate) fn why(
    table: &[Cannot],
    browser: Browser,
    policy: Policy,
    test: &str,
) -> Option<&'static str> {
    let fits = |one: &&Cannot| {
        one.browser == browser && one.policy.unwrap_or(policy) == policy && one.is_about(test)
    };
    table.iter().find(fits).map(|one| one.why)
}

/// Every entry has to be about a test that there is, and has to say why.
pub(crate) fn check(table: &[Cannot], tests: &[&str]) -> Result<(), String> {
    for one in table {
        if !tests.iter().any(|test| one.is_about(test)) {
            return Err(format!("cannot.rs: there is no test {}.", one.test));
        }
        if one.why.trim().is_empty() {
            return Err(format!("cannot.rs: {} has no reason.", one.test));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use samtycke_demo::Policy;

    use super::{Cannot, check, why};
    use crate::browser::Browser::{Firefox, WebKit};

    const TESTS: [&str; 3] = ["tabs::one", "tabs::two", "tabs_too::one"];

    fn cannot(test: &'static str) -> [Cannot; 1] {
        [Cannot { browser: WebKit, test, policy: None, why: "no tabs" }]
    }

    #[test]
    fn a_test_or_a_group_is_named() {
        let told =
            |table: &[Cannot]| TESTS.map(|test| why(table, WebKit, Policy::None, test).is_some());
        assert_eq!(told(&cannot("tabs::two")), [false, true, false]);
        assert_eq!(told(&cannot("tabs")), [true, true, false]);
        assert_eq!(why(&cannot("tabs"), Firefox, Policy::None, "tabs::one"), None);
    }

    #[test]
    fn a_policy_narrows() {
        let strict = cannot("tabs").map(|one| Cannot { policy: Some(Policy::Strict), ..one });
        assert_eq!(why(&strict, WebKit, Policy::None, "tabs::one"), None);
        assert_eq!(why(&strict, WebKit, Policy::Strict, "tabs::one"), Some("no tabs"));
    }

    #[test]
    fn an_entry_needs_a_test_and_a_reason() {
        assert_eq!(check(&cannot("tabs"), &TESTS), Ok(()));
        assert_eq!(
            check(&cannot("tabs::on"), &TESTS),
            Err("cannot.rs: there is no test tabs::on.".into())
        );
        let silent = cannot("tabs").map(|one| Cannot { why: "", ..one });
        assert!(check(&silent, &TESTS).is_err());
    }
}
