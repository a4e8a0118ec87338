//! Services whose scripts are known to follow visitors (rules 4, 5, 7 and 9).

use std::sync::LazyLock;

use serde::Deserialize;

use super::Warnings;
use crate::code::Code;
use crate::declaration::{Declaration, Script};
use crate::problem::Problem;

/// A script that is known by its address.
#[derive(Debug, Deserialize)]
struct Known {
    /// The beginning of its address, without the scheme.
    address: String,
    name: String,
    kind: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
enum What {
    TagManager,
    Analytics,
    Marketing,
    Chat,
}

static KNOWN: LazyLock<Vec<Known>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../data/known.json")).expect("the file is right")
});

/// What is known of a script: by its address, or by an address in its code.
fn known(script: &Script) -> Option<&'static Known> {
    let text = script.src.as_deref().or(script.inline.as_deref())?;
    KNOWN.iter().find(|one| text.contains(&format!("//{}", one.address)))
}

/// A known third party that is declared as necessary.
pub(crate) fn check(declaration: &Declaration) -> Vec<Problem> {
    let required: Vec<&str> =
        declaration.categories.iter().filter(|one| one.required).map(|one| &*one.id).collect();
    let mut problems = Vec::new();
    for (index, service) in declaration.services.iter().enumerate() {
        if !service.category.ids().all(|id| required.contains(&id)) {
            continue;
        }
        if let Some(found) = service.scripts.iter().find_map(known) {
            let (name, why) = (&found.name, found.kind.why());
            problems.push(Problem::new(
                Code::TrackerRequired,
                format!("services[{index}].category"),
                format!(
                    "{name} is not necessary: {why}; put it in a category that visitors answer"
                ),
            ));
        }
    }
    problems
}

impl What {
    fn why(self) -> &'static str {
        match self {
            What::TagManager => "a tag manager only loads what may be loaded",
            What::Analytics => "statistics need consent, also the site's own",
            What::Marketing => "it follows visitors for advertising",
            What::Chat => "a chat may load only when the visitor asks for it",
        }
    }
}

pub(super) fn look(declaration: &Declaration, warnings: &mut Warnings) {
    for (index, service) in declaration.services.iter().enumerate() {
        for (number, script) in service.scripts.iter().enumerate() {
            if let Some(found) = known(script).filter(|found| found.kind == What::TagManager) {
                warnings.add(
                    Code::TagManager,
                    format!("services[{index}].scripts[{number}]"),
                    format!(
                        "what {} loads inside cannot be held back from here; bind each of its tags to the consent of its own category",
                        found.name
                    ),
                );
            }
        }
    }
}
