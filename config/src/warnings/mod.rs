//! What a right declaration may be objected to: by an authority, a browser or a visitor. Each warning has
//! the number of its rule in `docs/rules.md`.

mod corner;
mod examples;
mod groups;
mod idle;
mod ignores;
mod languages;
mod markup;
mod names;
mod previous;
mod refusal;
mod signals;
mod storage;
mod theme;
mod trackers;
mod unused;
mod vendors;
mod words;

pub use languages::untranslated;
pub use vendors::{followed_at, followed_by};

use crate::Page;
use crate::code::{Code, Severity};
use crate::declaration::{Declaration, Exception, Service};
use crate::problem::Problem;
use crate::spelling::{Guess, guess, nearest};
use crate::values::Text;

/// What is known beside the declaration.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// The values of `data-samtycke` in the site's pages, if these were read.
    pub gates: Option<Vec<String>>,
    /// The declaration that visitors have answered, if it was read.
    pub previous: Option<Declaration>,
}

/// All warnings for a page, in no order.
pub(crate) fn of(declaration: &Declaration, page: &Page, beside: &Beside) -> Vec<Problem> {
    let mut warnings = Warnings(Vec::new());
    lives(declaration, &mut warnings);
    signals::look(declaration, &mut warnings);
    storage::look(declaration, page, beside, &mut warnings);
    vendors::look(declaration, &mut warnings);
    names::look(declaration, &mut warnings);
    groups::look(declaration, &mut warnings);
    unused::look(declaration, &mut warnings);
    idle::look(declaration, &mut warnings);
    corner::look(declaration, &mut warnings);
    words::look(declaration, &mut warnings);
    markup::look(declaration, &mut warnings);
    examples::look(declaration, &mut warnings);
    languages::look(declaration, &mut warnings);
    if let Some(previous) = &beside.previous {
        previous::look(declaration, previous, &mut warnings);
    }
    warnings.0
}

/// Third parties that follow visitors and are declared as necessary: these are problems.
pub(crate) fn vendors_required(declaration: &Declaration) -> Vec<Problem> {
    vendors::check(declaration)
}

/// Findings of an audit that the declaration ignores and that there are not: these are problems.
pub(crate) fn check_ignores(declaration: &Declaration) -> Vec<Problem> {
    ignores::check(declaration)
}

pub use previous::{Again, asked_again};

/// Theme colours that cannot be read: these are problems.
pub(crate) fn theme(declaration: &Declaration) -> Vec<Problem> {
    theme::check(declaration)
}

impl Declaration {
    /// The ids of all categories and services, by number.
    pub fn ids(&self) -> Vec<&str> {
        let categories = self.categories.iter().map(|one| &*one.id);
        categories.chain(self.services.iter().map(|one| &*one.id)).collect()
    }

    /// The ids of the categories that are always granted.
    pub fn required(&self) -> Vec<&str> {
        self.categories.iter().filter(|one| one.required).map(|one| &*one.id).collect()
    }

    /// Whether a service is always granted: all its categories are.
    pub fn is_required(&self, service: &Service) -> bool {
        let required = self.required();
        service.category.ids().all(|id| required.contains(&id))
    }
}

/// Collects warnings.
pub(crate) struct Warnings(Vec<Problem>);

impl Warnings {
    /// Adds one.
    fn add(&mut self, code: Code, path: impl Into<String>, message: impl Into<String>) {
        self.0.push(Problem::new(code, path, message));
    }
}

/// The longest life of a consent that no authority objects to, in days (CNIL 2020-092, paragraph 39).
const LONGEST_CONSENT: u16 = 180;

fn lives(declaration: &Declaration, warnings: &mut Warnings) {
    let days = declaration.cookie.days;
    if days > LONGEST_CONSENT {
        warnings.add(
            Code::LongConsent,
            "cookie.days",
            format!(
                "a yes is kept for {days} days; authorities recommend at most {LONGEST_CONSENT} (six months)"
            ),
        );
    }
}

/// A warning that an exception of the declaration allows, and the reason.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Allowed {
    /// The warning.
    pub warning: Problem,
    /// Why it does not apply.
    pub reason: Text,
}

/// Takes out what the exceptions of the declaration allow, and names exceptions that allow nothing.
pub(crate) fn allow(
    declaration: &Declaration,
    page: &Page,
    beside: &Beside,
    warnings: Vec<Problem>,
) -> (Vec<Problem>, Vec<Allowed>) {
    let places: Vec<(Code, String)> =
        warnings.iter().map(|one| (one.code, one.path.clone())).collect();
    let mut used = vec![false; declaration.exceptions.len()];
    let (mut left, mut allowed) = (Vec::new(), Vec::new());
    for warning in warnings {
        let fits = declaration.exceptions.iter().position(|exception| {
            let is_there = exception.path.as_ref().is_none_or(|path| {
                warning.path == **path
                    || warning
                        .path
                        .strip_prefix(&**path)
                        .is_some_and(|rest| rest.starts_with(['.', '[']))
            });
            *exception.code == *warning.code.name() && is_there
        });
        match fits {
            Some(index) => {
                used[index] = true;
                let reason = declaration.exceptions[index].reason.clone();
                allowed.push(Allowed { warning, reason });
            }
            None => left.push(warning),
        }
    }
    for (index, exception) in declaration.exceptions.iter().enumerate() {
        if !used[index] && is_looked_for(&exception.code, page, beside) {
            left.push(unused(index, exception, &places));
        }
    }
    (left, allowed)
}

/// An exception that allows nothing. Its warning may be at another place.
fn unused(index: usize, exception: &Exception, places: &[(Code, String)]) -> Problem {
    let code = &*exception.code;
    let there: Vec<&str> = places
        .iter()
        .filter(|(one, place)| one.name() == code && !place.is_empty())
        .map(|(_, place)| place.as_str())
        .collect();
    let path = exception.path.as_deref().unwrap_or_default();
    let only = there.first().filter(|_| there.len() == 1).copied();
    let meant = nearest(path, there.iter().copied()).or(only);
    match meant.filter(|_| exception.path.is_some() && !there.contains(&path)) {
        Some(meant) => {
            let message = format!("no \"{code}\" is at \"{path}\"; did you mean \"{meant}\"?");
            let mut problem =
                Problem::new(Code::UnusedException, format!("exceptions[{index}].path"), message);
            problem.meant = Some(meant.into());
            problem
        }
        None => {
            let message = format!("there is no such warning (\"{code}\"); remove it");
            Problem::new(Code::UnusedException, format!("exceptions[{index}]"), message)
        }
    }
}

/// Whether a warning would have been found: some need the site, its pages or the previous declaration.
fn is_looked_for(code: &str, page: &Page, beside: &Beside) -> bool {
    match Code::of(code) {
        Some(Code::SilentChange) => beside.previous.is_some(),
        Some(Code::UngatedService) => beside.gates.is_some(),
        Some(Code::WrongParty) => !page.host.is_empty(),
        _ => true,
    }
}

/// Exceptions that name no warning are problems.
pub(crate) fn check_exceptions(declaration: &Declaration) -> Vec<Problem> {
    let names = || Code::ALL.iter().filter(|code| is_allowable(**code)).map(|code| code.name());
    let wrong = |index: usize, name: &str| {
        let path = format!("exceptions[{index}].code");
        let found = match Code::of(name) {
            Some(code) if is_allowable(code) => return None,
            Some(code) => Guess {
                message: format!("\"{name}\" is a {}, and cannot be allowed", kind(code)),
                meant: None,
            },
            None => guess(
                &format!("\"{name}\" is not a warning"),
                name,
                names(),
                "; `samtycke explain` lists them",
            ),
        };
        let mut problem = Problem::new(Code::UnknownException, path, found.message);
        problem.meant = found.meant;
        Some(problem)
    };
    let exceptions = declaration.exceptions.iter().enumerate();
    exceptions.filter_map(|(index, exception)| wrong(index, &exception.code)).collect()
}

fn kind(code: Code) -> &'static str {
    if code.severity() == Severity::Problem { "problem" } else { "warning" }
}

fn is_allowable(code: Code) -> bool {
    code.severity() == Severity::Warning && code != Code::UnusedException
}
