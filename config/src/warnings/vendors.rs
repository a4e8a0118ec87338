//! Services that are known to follow visitors (rules 4, 5, 7 and 9).

use super::Warnings;
use super::trackers::{What, of_script, of_service};
use crate::code::Code;
use crate::declaration::{Declaration, Service};
use crate::problem::Problem;

/// A known third party that is declared as necessary.
pub(crate) fn check(declaration: &Declaration) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (index, service) in declaration.services.iter().enumerate() {
        // Of a tag that loads before a choice there is a warning.
        if !declaration.is_required(service) || (is_advanced(service) && service.cookies.is_empty())
        {
            continue;
        }
        if let Some(found) = of_service(service) {
            let (name, by, why) = (found.name, found.by, found.kind.why());
            problems.push(Problem::new(
                Code::TrackerRequired,
                format!("services[{index}].category"),
                format!(
                    "{name} (known by {by}) is not necessary: {why}; put it in a category that visitors answer"
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

/// Whether a preset of Google's tags has them load before a choice.
fn is_advanced(service: &Service) -> bool {
    has_option(service, "mode", "advanced")
}

/// Whether a preset of Google's tags says yes for visitors outside of its regions.
fn is_granted_elsewhere(service: &Service) -> bool {
    has_option(service, "elsewhere", "granted") && service.with.contains_key("region")
}

fn has_option(service: &Service, name: &str, value: &str) -> bool {
    service.preset.is_some() && service.with.get(name).is_some_and(|one| one.0 == value)
}

pub(super) fn look(declaration: &Declaration, warnings: &mut Warnings) {
    for (index, service) in declaration.services.iter().enumerate() {
        // The tag itself is a service of its own, which the preset brings along.
        let is_brought = is_advanced(service) && declaration.is_required(service);
        if is_granted_elsewhere(service) && !is_brought {
            warnings.add(
                Code::AdvancedConsent,
                format!("services[{index}].with.elsewhere"),
                "outside of these regions Google is told yes before anybody has said so, also where a visitor has said no on an earlier page; write \"choice\", unless no law there asks for a yes",
            );
        }
        if is_advanced(service) && !is_brought {
            warnings.add(
                Code::AdvancedConsent,
                format!("services[{index}].with.mode"),
                "Google's tag loads before a choice and tells Google of every visit; in the EEA that needs a yes too (EDPB guidelines 2/2023), so write \"basic\"",
            );
        }
        for (number, script) in service.scripts.iter().enumerate() {
            if let Some(found) = of_script(script).filter(|found| found.kind == What::TagManager) {
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
