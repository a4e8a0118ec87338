//! Runs every test once in each browser and under each policy (see pass.rs), two at a time, and says what was on the page where one
//! fails.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};

use crate::browser::Browser;
use crate::{driver, pass, session};

/// A test: looks at one browser, and panics where something is wrong.
pub type Body = fn(Browser);

thread_local! {
    /// What is known of the failure of the test that runs on this thread.
    static FAILURE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Adds to what the failure of this thread's test will say.
pub(crate) fn explain(line: &str) {
    FAILURE.with_borrow_mut(|failure| {
        failure.push_str(line);
        failure.push('\n');
    });
}

/// Runs tests, given by their names, as the arguments of the process ask for.
pub fn run(tests: Vec<(&'static str, Body)>) -> ExitCode {
    let mut arguments = Arguments::from_args();
    // A browser has several processes; more at a time make none of them faster.
    arguments.test_threads = arguments.test_threads.or(Some(2));
    let names: Vec<&str> = tests.iter().map(|(name, _)| *name).collect();
    assert_eq!(pass::stale(&names), [""; 0], "exceptions in src/pass.rs without a test");
    let mut trials = Vec::new();
    for browser in Browser::ALL {
        for policy in pass::ALL {
            let wanted = tests.iter().filter(|(name, _)| pass::is_wanted(browser, policy, name));
            for &(name, body) in wanted {
                let name = format!("{}::{name}", pass::prefix(browser, policy));
                trials.push(Trial::test(name, move || {
                    pass::begin(policy);
                    attempt(browser, body)
                }));
            }
        }
    }
    panic::set_hook(Box::new(|panic| explain(&panic.to_string())));
    let conclusion = libtest_mimic::run(&arguments, trials);
    session::end();
    driver::end();
    conclusion.exit_code()
}

fn attempt(browser: Browser, body: Body) -> Result<(), Failed> {
    FAILURE.take();
    match panic::catch_unwind(AssertUnwindSafe(|| body(browser))) {
        Ok(()) => Ok(()),
        Err(_) => Err(format!("in {}: {}", browser.name(), FAILURE.take()).into()),
    }
}
