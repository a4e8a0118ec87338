//! Runs every test once in each browser and on each variant of the site (`variants.rs`), two at a time, and reports
//! the page of each failure, and which tests took longest.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Failed, Trial};

use crate::browser::Browser;
use crate::{display, driver, session, skips, variants};

/// A test: looks at one browser, and panics where something is wrong.
pub type Body = fn(Browser);

/// As many of the slowest tests are named.
const SLOWEST: usize = 20;

/// How long each test took.
static TIMES: Mutex<Vec<(Duration, String)>> = Mutex::new(Vec::new());

thread_local! {
    /// What is known of the failure of this thread's test.
    static FAILURE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Adds a line to the failure of this thread's test.
pub(crate) fn explain(line: &str) {
    FAILURE.with_borrow_mut(|failure| {
        failure.push_str(line);
        failure.push('\n');
    });
}

/// Runs tests, given by their names, as the arguments of the process ask for, in the browsers that
/// `BROWSERS` names.
pub fn run(tests: Vec<(&'static str, Body)>) -> ExitCode {
    let mut arguments = Arguments::from_args();
    // A browser has several processes; more at a time make none of them faster.
    arguments.test_threads = arguments.test_threads.or(Some(2));
    let (trials, left_out) = match trials(&tests) {
        Ok(found) => found,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    panic::set_hook(Box::new(|panic| explain(&panic.to_string())));
    let conclusion = libtest_mimic::run(&arguments, trials);
    session::end();
    driver::end();
    display::end();
    if !arguments.list {
        tell_slowest();
    }
    if conclusion.num_ignored > 0 && !arguments.list {
        println!("did not run (tests/e2e/src/skips.rs):");
        left_out.iter().for_each(|line| println!("    {line}"));
    }
    conclusion.exit_code()
}

/// Every test in every browser that is wanted, and a line on each that cannot run in one.
fn trials(tests: &[(&'static str, Body)]) -> Result<(Vec<Trial>, Vec<String>), String> {
    let browsers = Browser::wanted()?;
    let names: Vec<&str> = tests.iter().map(|(name, _)| *name).collect();
    skips::check(skips::TABLE, &names)?;
    variants::check(&names)?;
    let (mut trials, mut left_out) = (Vec::new(), Vec::new());
    for browser in browsers {
        for variant in variants::ALL {
            for &(test, body) in tests {
                if !variants::is_wanted(browser, variant, test) {
                    continue;
                }
                let name = format!("{}::{test}", variants::prefix(browser, variant));
                let why = skips::why(skips::TABLE, browser, variant, test);
                left_out.extend(why.map(|why| format!("{name}: {why}")));
                let trial = Trial::test(name.clone(), move || {
                    variants::begin(variant);
                    let start = Instant::now();
                    let outcome = attempt(browser, body);
                    let mut times = TIMES.lock().unwrap_or_else(PoisonError::into_inner);
                    times.push((start.elapsed(), name));
                    outcome
                });
                trials.push(trial.with_ignored_flag(why.is_some()));
            }
        }
    }
    Ok((trials, left_out))
}

/// Says where the time goes.
fn tell_slowest() {
    let mut times = std::mem::take(&mut *TIMES.lock().unwrap_or_else(PoisonError::into_inner));
    times.sort_by(|one, other| other.cmp(one));
    println!("the slowest:");
    for (time, name) in times.iter().take(SLOWEST) {
        println!("{:>8.1} s {name}", time.as_secs_f64());
    }
}

fn attempt(browser: Browser, body: Body) -> Result<(), Failed> {
    FAILURE.take();
    match panic::catch_unwind(AssertUnwindSafe(|| body(browser))) {
        Ok(()) => Ok(()),
        Err(_) => Err(format!("in {}: {}", browser.name(), FAILURE.take()).into()),
    }
}
