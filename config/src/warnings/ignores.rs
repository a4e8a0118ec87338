//! Codes of findings of an audit that a declaration ignores.

use crate::code::Code;
use crate::declaration::Declaration;
use crate::problem::Problem;
use crate::spelling::guess;

/// What happened at a moment.
const EVENTS: [&str; 3] = ["contacted", "stored", "left"];

/// The moments.
const MOMENTS: [&str; 6] = [
    "before-choice",
    "after-refusal",
    "after-withdrawal",
    "after-expiry",
    "under-signal",
    "beyond-choice",
];

/// Other codes. Those of the banner itself begin with `banner-`.
const OTHERS: [&str; 14] = [
    "out-of-reach",
    "hinted",
    "noscript",
    "reads-device-traits",
    "typed-values-sent",
    "undeclared-host",
    "not-necessary",
    "other-category",
    "undeclared-name",
    "never-seen",
    "lives-longer",
    "other-party",
    "other-kind",
    "other-host",
];

/// Names codes that no finding has: problems, since an audit would refuse the declaration.
pub(crate) fn check(declaration: &Declaration) -> Vec<Problem> {
    let of_moments =
        EVENTS.iter().flat_map(|event| MOMENTS.map(|moment| format!("{event}-{moment}")));
    let codes: Vec<String> = of_moments.chain(OTHERS.map(String::from)).collect();
    let ignores = declaration.ignores.iter().enumerate();
    let unknown =
        ignores.filter(|(_, one)| !one.code.starts_with("banner-") && !codes.contains(&one.code.0));
    let problem = |(index, one): (usize, &crate::declaration::Ignore)| {
        let name = &*one.code;
        let message = match Code::of(name) {
            Some(_) => format!(
                "\"{name}\" is what `check` finds; `exceptions` allows it, and this list is for findings of an audit"
            ),
            None => format!("\"{name}\" is not a finding of an audit"),
        };
        let known = codes.iter().map(String::as_str);
        let otherwise = if Code::of(name).is_some() { "" } else { "; docs/audit.md lists them" };
        let guess = guess(&message, name, known, otherwise);
        let mut problem =
            Problem::new(Code::UnknownException, format!("ignores[{index}].code"), guess.message);
        problem.meant = guess.meant;
        problem
    };
    unknown.map(problem).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guide_to_the_audit_has_these_codes() {
        let guide = include_str!("../../../docs/audit.md");
        for code in OTHERS {
            assert!(guide.contains(&format!("`{code}`")), "{code}");
        }
        for part in EVENTS.iter().chain(&MOMENTS) {
            assert!(guide.contains(part), "{part}");
        }
    }
}
