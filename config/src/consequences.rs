//! Problems that go away once another one is solved. They are left out.

use serde_json::Value;

use crate::code::Code;
use crate::gates::{Gate, categories_of};
use crate::problem::Problem;

/// Takes out what follows from a category that is not known, or from one of which it is not known whether it is required.
pub(crate) fn of_categories(problems: &mut Vec<Problem>, gates: &[Gate], is_list: bool) {
    let (services, categories): (Vec<&Gate>, Vec<&Gate>) =
        gates.iter().partition(|gate| gate.is_service);
    if categories.is_empty() {
        // What names a category is not wrong for lack of the list.
        problems.retain(|one| one.code != Code::UnknownCategory);
    }
    let is_clear = |id: &&str| {
        let mut of_it = categories.iter().filter(|gate| gate.id == *id).peekable();
        let is_clear = |gate: &&Gate| {
            gate.value.is_object() && gate.value.get("required").is_none_or(Value::is_boolean)
        };
        is_list && of_it.peek().is_some() && of_it.all(is_clear)
    };
    let is_unclear = |service: &&Gate| {
        let ids = categories_of(service.value);
        ids.is_empty() || !ids.iter().all(is_clear)
    };
    let mut unclear = places(&services, is_unclear);
    // A preset whose category is not there has another one for the time being.
    let unknown = problems.iter().filter(|one| one.code == Code::UnknownCategory);
    unclear.extend(unknown.filter_map(|one| one.path.split('.').next()).map(String::from));
    let depends = [Code::OwnCookie, Code::MissingReason];
    problems.retain(|one| !(depends.contains(&one.code) && is_in(one, &unclear)));
}

/// Takes out reasons that are missing of what is not necessary: another category needs none.
pub(crate) fn of_trackers(problems: &mut Vec<Problem>, gates: &[Gate]) {
    let trackers: Vec<&str> = problems
        .iter()
        .filter(|one| one.code == Code::TrackerRequired)
        .map(|one| one.path.as_str())
        .collect();
    let (services, categories): (Vec<&Gate>, Vec<&Gate>) =
        gates.iter().partition(|gate| gate.is_service);
    let numbered = categories.iter().enumerate();
    let following: Vec<&str> = numbered
        .filter(|(index, _)| trackers.contains(&format!("categories[{index}].required").as_str()))
        .map(|(_, gate)| gate.id)
        .collect();
    let mut answered = places(&services, |service| {
        categories_of(service.value).iter().any(|id| following.contains(id))
    });
    answered.extend(
        trackers.iter().filter_map(|path| path.strip_suffix(".category")).map(String::from),
    );
    problems.retain(|one| one.code != Code::MissingReason || !is_in(one, &answered));
}

/// The places of some services.
fn places(services: &[&Gate], is_one: impl Fn(&&Gate) -> bool) -> Vec<String> {
    let numbered = services.iter().enumerate();
    numbered
        .filter(|(_, service)| is_one(service))
        .map(|(index, _)| format!("services[{index}]"))
        .collect()
}

/// Whether a problem is in one of these services.
fn is_in(problem: &Problem, services: &[String]) -> bool {
    problem.path.split('.').next().is_some_and(|service| services.iter().any(|one| one == service))
}
