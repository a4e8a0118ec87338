//! Runs every test once in each browser, two at a time, and says what was on the page where one
//! fails.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};

use crate::browser::Browser;
use crate::{display, driver, session};

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
    let browsers = match std::env::var("BROWSERS") {
        Ok(list) => Browser::named(&list),
        Err(_) => Ok(Browser::ALL.to_vec()),
    };
    let browsers = match browsers {
        Ok(browsers) => browsers,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let mut trials = Vec::new();
    for browser in browsers {
        for (name, body) in &tests {
            let body = *body;
            let name = format!("{}::{name}", browser.name());
            trials.push(Trial::test(name, move || attempt(browser, body)));
        }
    }
    panic::set_hook(Box::new(|panic| explain(&panic.to_string())));
    let conclusion = libtest_mimic::run(&arguments, trials);
    session::end();
    driver::end();
    display::end();
    conclusion.exit_code()
}

fn attempt(browser: Browser, body: Body) -> Result<(), Failed> {
    FAILURE.take();
    match panic::catch_unwind(AssertUnwindSafe(|| body(browser))) {
        Ok(()) => Ok(()),
        Err(_) => Err(format!("in {}: {}", browser.name(), FAILURE.take()).into()),
    }
}
