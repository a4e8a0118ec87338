//! Services that are known to follow visitors (rules 4, 5, 7 and 9).

use serde_json::Value;

use super::Warnings;
use super::trackers::{Found, What, of_address, of_code, of_script, of_service};
use crate::code::Code;
use crate::declaration::{Declaration, Script, Service};
use crate::preset;
use crate::problem::Problem;
use crate::purpose::follows;
use crate::steps::Step;

/// Categories that follow visitors and known third parties, where they are declared as necessary.
pub(crate) fn check(declaration: &Declaration) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut following = Vec::new();
    for (index, category) in declaration.categories.iter().enumerate() {
        let id = &*category.id;
        let Some(meaning) = follows(id).filter(|_| category.required) else { continue };
        following.push(id);
        let what = if meaning == "analytics" { "statistics" } else { "advertising" };
        problems.push(Problem::new(
            Code::TrackerRequired,
            format!("categories[{index}].required"),
            format!(
                "\"{id}\" stands for {what}, which no visitor has to accept; leave \"required\" out, and put what the site cannot do without in another category"
            ),
        ));
    }
    for (index, service) in declaration.services.iter().enumerate() {
        // A tag that loads before a choice gets a warning.
        let loads_before = is_brought(service)
            || (service.preset.is_none() && waits_for_yes(declaration, service));
        // The category is wrong then, not the service.
        let is_answered = service.category.ids().any(|id| following.contains(&id));
        if is_answered
            || !declaration.is_required(service)
            || (loads_before && service.cookies.is_empty())
        {
            continue;
        }
        const REMEDY: &str = "put it in a category that visitors answer";
        let known = of_service(service).map(|found| not_necessary(&found, REMEDY));
        if let Some(message) = known.or_else(|| named_so(service, REMEDY)) {
            let path = format!("services[{index}].category");
            problems.push(Problem::new(Code::TrackerRequired, path, message));
        }
    }
    problems
}

/// Why a service is not necessary that says so itself, by its name or its id.
fn named_so(service: &Service, remedy: &str) -> Option<String> {
    let mut words = service.name.all().chain([&*service.id]);
    words.find_map(|word| {
        let kind = if follows(word)? == "analytics" { What::Analytics } else { What::Marketing };
        Some(format!("\"{word}\" is not necessary: {}; {remedy}", kind.why()))
    })
}

fn not_necessary(found: &Found, remedy: &str) -> String {
    let Found { name, by, kind } = found;
    format!("{name} (known by {by}) is not necessary: {}; {remedy}", kind.why())
}

/// Why an address that a page loads without asking is not necessary, if it is known to follow visitors; and what to do.
pub fn followed_at(address: &str, remedy: &str) -> Option<String> {
    let found = of_address(address, format!("the address {address}"))?;
    Some(not_necessary(&found, remedy))
}

/// The same of code in a page that loads a script.
pub fn followed_by(code: &str, remedy: &str) -> Option<String> {
    Some(not_necessary(&of_code(code)?, remedy))
}

impl What {
    /// Why what follows visitors is not necessary.
    pub(super) fn why(self) -> &'static str {
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

/// Whether a preset has brought this service along with its own, as Google's tag before a choice.
fn is_brought(service: &Service) -> bool {
    let preset = service.preset.as_deref().and_then(preset::find);
    preset.is_some_and(|preset| preset.also.iter().any(|one| one.0["id"] == *service.id))
}

/// Whether a preset of Google's tags says yes for visitors outside of its regions.
fn is_granted_elsewhere(service: &Service) -> bool {
    has_option(service, "elsewhere", "granted") && service.with.contains_key("region")
}

/// Whether all that a service loads is Google's tag, which it tells before that nothing is granted yet. A preset that loads the tag
/// before a choice expands to that.
fn waits_for_yes(declaration: &Declaration, service: &Service) -> bool {
    let is_tag = |script: &Script| {
        let found = of_script(script).map(|found| found.name);
        script.inline.is_none()
            && (script.src.is_none() || found.is_some_and(|name| TAGS.contains(&name)))
    };
    let of_scripts = service.scripts.iter().flat_map(|script| &script.steps);
    let mut steps = defaults(service).chain(of_scripts);
    let has_region = |types: &&Value| types.get("region").is_some();
    let (waiting, granting): (Vec<&Value>, Vec<&Value>) =
        defaults(service).filter_map(types).partition(|types| waits(declaration, types));
    // Of what is granted outside of some regions there is another warning. Without a default Google takes all for granted there.
    let is_said_everywhere = match granting.as_slice() {
        [] => waiting.iter().any(|types| !has_region(types)),
        granting => !granting.iter().any(has_region) && waiting.iter().any(has_region),
    };
    service.scripts.iter().all(is_tag)
        && steps.all(|step| !is_consent(step) || types(step).is_some())
        && is_said_everywhere
}

/// The scripts that heed Google's consent mode, by their names in `data/known.json`.
const TAGS: [&str; 2] = ["Google tag", "Google Tag Manager"];

/// What Google's tags ask for before they store or send what needs a yes.
const TYPES: [&str; 4] = ["ad_storage", "ad_user_data", "ad_personalization", "analytics_storage"];

fn defaults(service: &Service) -> impl Iterator<Item = &Step> {
    service.consent.iter().flat_map(|consent| &consent.default)
}

fn is_consent(step: &Step) -> bool {
    step.args.first().is_some_and(|first| first.0 == "consent")
}

/// The types of a step that says Google's default.
fn types(step: &Step) -> Option<&Value> {
    let is_default = is_consent(step)
        && step.call.as_deref().is_some_and(|name| name == "gtag")
        && step.args.get(1).is_some_and(|second| second.0 == "default");
    step.args.get(2).filter(|_| is_default).map(|types| &types.0)
}

/// Whether all types are denied until visitors say yes to a category.
fn waits(declaration: &Declaration, types: &Value) -> bool {
    TYPES.iter().all(|name| is_denied(declaration, &types[*name]))
}

fn is_denied(declaration: &Declaration, value: &Value) -> bool {
    let is_asked = |id: &Value| {
        let mut asked = declaration.categories.iter().filter(|one| !one.required);
        asked.any(|one| *id == *one.id)
    };
    *value == "denied" || (is_asked(&value["@granted"]) && value["no"] == "denied")
}

/// Whether a service without a preset tells Google yes before a choice, as a preset does outside of its regions.
fn grants_by_default(declaration: &Declaration, service: &Service) -> bool {
    let is_granted = |types: &Value| {
        let mut values = TYPES.iter().filter_map(|name| types.get(name));
        values.any(|value| !is_denied(declaration, value))
    };
    service.preset.is_none() && defaults(service).filter_map(types).any(is_granted)
}

fn has_option(service: &Service, name: &str, value: &str) -> bool {
    service.preset.is_some() && service.with.get(name).is_some_and(|one| one.0 == value)
}

pub(super) fn look(declaration: &Declaration, warnings: &mut Warnings) {
    for (index, service) in declaration.services.iter().enumerate() {
        let is_brought = is_brought(service);
        let elsewhere = if is_granted_elsewhere(service) && !is_brought {
            Some("with.elsewhere")
        } else if grants_by_default(declaration, service) {
            Some("consent.default")
        } else {
            None
        };
        if let Some(field) = elsewhere {
            warnings.add(
                Code::AdvancedConsent,
                format!("services[{index}].{field}"),
                "Google is told yes before anybody has said so, at least outside of some regions; let it follow the choice, unless no law there asks for a yes",
            );
        }
        let is_plain = service.preset.is_none()
            && declaration.is_required(service)
            && service.scripts.iter().any(|script| of_script(script).is_some())
            && waits_for_yes(declaration, service);
        let before = if is_advanced(service) && !is_brought {
            Some(("with.mode", "write \"basic\""))
        } else if is_plain {
            Some(("scripts", "put it in a category that visitors answer"))
        } else {
            None
        };
        if let Some((field, instead)) = before {
            warnings.add(
                Code::AdvancedConsent,
                format!("services[{index}].{field}"),
                format!("Google's tag loads before a choice and tells Google of every visit; in the EEA that needs a yes too (EDPB guidelines 2/2023), so {instead}"),
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
