//! Required services whose names sound as if they followed visitors (rules 5 and 9).

use super::Warnings;
use super::trackers::{What, of_service};
use crate::code::Code;
use crate::declaration::{Declaration, Service};
use crate::purpose::{follows, sounds_like};

pub(super) fn look(declaration: &Declaration, warnings: &mut Warnings) {
    for (index, service) in declaration.services.iter().enumerate() {
        // A category that follows visitors is wrong itself, and the name of a preset is not the site's.
        let is_known = service.preset.is_some()
            || service.category.ids().any(|id| follows(id).is_some())
            || of_service(service).is_some();
        if is_known || !declaration.is_required(service) {
            continue;
        }
        if let Some((name, what)) = doubtful(service) {
            warnings.add(
                Code::DoubtfulNecessity,
                format!("services[{index}].category"),
                format!(
                    "\"{name}\" may not be necessary: {}; put it in a category that visitors answer, or name it by what visitors need it for",
                    what.why()
                ),
            );
        }
    }
}

/// The name or the id of a service of which a part means what visitors answer. A whole one is a problem.
fn doubtful(service: &Service) -> Option<(&str, What)> {
    let names: Vec<&str> = service.name.all().chain([&*service.id]).collect();
    if names.iter().any(|name| follows(name).is_some()) {
        return None;
    }
    names.into_iter().find_map(|name| {
        let is_counted = sounds_like(name)? == "analytics";
        Some((name, if is_counted { What::Analytics } else { What::Marketing }))
    })
}
