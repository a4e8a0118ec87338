//! What a right declaration may be objected to: by an authority, a browser or a visitor. Each warning has
//! the number of its rule in `docs/rules.md`.

mod languages;
mod signals;
mod storage;
mod vendors;
mod words;

pub use languages::untranslated;

use crate::code::Code;
use crate::declaration::Declaration;
use crate::problem::Problem;
use crate::spelling::guess;

/// All warnings, in no order.
pub(crate) fn of(declaration: &Declaration) -> Vec<Problem> {
    let mut warnings = Warnings(Vec::new());
    lives(declaration, &mut warnings);
    signals::look(declaration, &mut warnings);
    storage::look(declaration, &mut warnings);
    vendors::look(declaration, &mut warnings);
    words::look(declaration, &mut warnings);
    languages::look(declaration, &mut warnings);
    warnings.0
}

/// Third parties that follow visitors and are declared as necessary: these are problems.
pub(crate) fn vendors_required(declaration: &Declaration) -> Vec<Problem> {
    vendors::check(declaration)
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
    pub reason: String,
}

/// Takes out what the exceptions of the declaration allow, and names exceptions that allow nothing.
pub(crate) fn allow(
    declaration: &Declaration,
    warnings: Vec<Problem>,
) -> (Vec<Problem>, Vec<Allowed>) {
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
                let reason = declaration.exceptions[index].reason.to_string();
                allowed.push(Allowed { warning, reason });
            }
            None => left.push(warning),
        }
    }
    for (index, exception) in declaration.exceptions.iter().enumerate() {
        if !used[index] {
            let message = format!("there is no such warning (\"{}\"); remove it", &*exception.code);
            left.push(Problem::new(Code::UnusedException, format!("exceptions[{index}]"), message));
        }
    }
    (left, allowed)
}

/// Exceptions that name no warning are problems.
pub(crate) fn check_exceptions(declaration: &Declaration) -> Vec<Problem> {
    let names = || Code::ALL.iter().filter(|code| is_allowable(**code)).map(|code| code.name());
    let wrong = |index: usize, name: &str| {
        let path = format!("exceptions[{index}].code");
        let found = match Code::of(name) {
            Some(code) if is_allowable(code) => return None,
            Some(_) => guess(
                &format!("\"{name}\" is a problem, and cannot be allowed"),
                "",
                [].into_iter(),
                "",
            ),
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

fn is_allowable(code: Code) -> bool {
    code.severity() == crate::code::Severity::Warning && code != Code::UnusedException
}
