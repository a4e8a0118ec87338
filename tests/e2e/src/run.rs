//! Runs every test in each browser and on each variant of the site (`variants.rs`), two at a time, and reports
//! the page of each failure, and where the time went.
//!
//! Browsers and their drivers fail now and then: few tests may fail once and pass at a second try. They are named.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Failed, Trial};

use crate::browser::Browser;
use crate::{display, driver, session, skips, variants};

/// A test: looks at one browser, and panics where something is wrong.
pub type Body = fn(Browser);

/// As many of the slowest tests are named.
const SLOWEST: usize = 20;

/// As many tests may be tried twice in a run. What breaks often has to be mended.
const SECOND_TRIES: usize = 2;

/// How many were.
static TRIES: AtomicUsize = AtomicUsize::new(0);

/// The tests that passed at their second try, with what was wrong at the first.
static PASSED_LATE: Mutex<Vec<String>> = Mutex::new(Vec::new());

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
        tell_times();
    }
    if conclusion.num_ignored > 0 && !arguments.list {
        println!("did not run (tests/e2e/src/skips.rs):");
        left_out.iter().for_each(|line| println!("    {line}"));
    }
    for failure in lock(&PASSED_LATE).iter() {
        println!("passed at the second try, to be mended: {failure}");
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
                    let outcome = attempt(browser, body)
                        .or_else(|failed| try_again(&name, failed, || attempt(browser, body)));
                    lock(&TIMES).push((start.elapsed(), name));
                    outcome
                });
                trials.push(trial.with_ignored_flag(why.is_some()));
            }
        }
    }
    Ok((trials, left_out))
}

/// Tries a test again that failed, unless too many did.
fn try_again(
    name: &str,
    failed: String,
    again: impl FnOnce() -> Result<(), String>,
) -> Result<(), Failed> {
    if TRIES.fetch_add(1, Ordering::Relaxed) >= SECOND_TRIES {
        return Err(failed.into());
    }
    again().map_err(|second| format!("{failed}\nand again {second}"))?;
    lock(&PASSED_LATE).push(format!("{name}: {failed}"));
    Ok(())
}

/// Says where the time went: on which browser and variant, and which tests took longest.
fn tell_times() {
    let mut times = std::mem::take(&mut *lock(&TIMES));
    let mut sums = BTreeMap::<&str, Duration>::new();
    for (time, name) in &times {
        *sums.entry(name.split("::").next().unwrap_or_default()).or_default() += *time;
    }
    println!("two at a time, so half of these sums has passed:");
    for (variant, sum) in sums {
        println!("{:>8.1} s {variant}", sum.as_secs_f64());
    }
    times.sort_by(|one, other| other.cmp(one));
    println!("the slowest:");
    for (time, name) in times.iter().take(SLOWEST) {
        println!("{:>8.1} s {name}", time.as_secs_f64());
    }
}

fn attempt(browser: Browser, body: Body) -> Result<(), String> {
    FAILURE.take();
    match panic::catch_unwind(AssertUnwindSafe(|| body(browser))) {
        Ok(()) => Ok(()),
        Err(_) => Err(format!("in {}: {}", browser.name(), FAILURE.take())),
    }
}

/// Locks, also after a test has panicked with the lock in hand.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_failures_are_tried_again() {
        let passes = || Ok(());
        let fails = || Err("twice".to_string());
        assert!(try_again("one", "once".into(), fails).is_err());
        for _ in 1..SECOND_TRIES {
            assert!(try_again("two", "once".into(), passes).is_ok());
        }
        assert!(try_again("three", "once".into(), || unreachable!()).is_err());
        assert!(lock(&PASSED_LATE)[0].starts_with("two: once"));
    }
}
