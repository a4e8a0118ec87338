//! What does something else than it says: a chat that does not open, a contact that is no text, and `keep` where nothing is deleted.

use super::Warnings;
use crate::code::Code;
use crate::declaration::{Cookie, Declaration, Party, Service};
use crate::messages::{meaning, quoted};
use crate::problem::Problem;
use crate::values::Text;

pub(super) fn look(declaration: &Declaration, warnings: &mut Warnings) {
    contact(declaration, warnings);
    for (index, service) in declaration.services.iter().enumerate() {
        if let Some(script) = late(service) {
            warnings.add(
                Code::ClosedChat,
                format!("services[{index}].scripts[{script}].async"),
                "`chat` does not wait for a script with `async`: a click loads the chat and leaves it closed, unless the page itself has made what `chat` calls; remove `async`",
            );
        }
        for (number, cookie) in service.cookies.iter().enumerate() {
            if let Some(why) = undeleted(cookie).filter(|_| cookie.keep) {
                warnings.add(
                    Code::UnusedEntry,
                    format!("services[{index}].cookies[{number}].keep"),
                    format!("{why}, so there is nothing to keep; remove it"),
                );
            }
        }
    }
}

/// A contact that is written as a link. The page makes links of addresses itself.
fn contact(declaration: &Declaration, warnings: &mut Warnings) {
    let places: Vec<(String, &str)> = match &declaration.controller.contact {
        None => Vec::new(),
        Some(Text::Same(text)) => vec![(String::new(), text.as_str())],
        Some(Text::Each(each)) => {
            each.iter().map(|(tag, text)| (format!(".{tag}"), text.as_str())).collect()
        }
    };
    for (at, text) in places {
        let scheme = text.get(..7).filter(|start| start.eq_ignore_ascii_case("mailto:"));
        if let Some(address) = scheme.and_then(|scheme| text.get(scheme.len()..)) {
            let guess =
                meaning(format!("visitors read {} as it is", quoted(text)), address.trim().into());
            let mut problem =
                Problem::new(Code::ContactLink, format!("controller.contact{at}"), guess.message);
            problem.meant = guess.meant;
            warnings.0.push(problem);
        }
    }
}

/// A script that the steps of a chat do not wait for, although nothing else of the service makes what they call.
fn late(service: &Service) -> Option<usize> {
    let makes_none = service
        .chat
        .iter()
        .all(|step| step.make.is_none() && step.set.is_none() && step.queue.is_none());
    let is_late = !service.scripts.is_empty()
        && service.scripts.iter().all(|script| script.src.is_some() && script.r#async);
    (!service.chat.is_empty() && makes_none && is_late).then_some(0)
}

/// Why no page deletes something.
fn undeleted(cookie: &Cookie) -> Option<&'static str> {
    match cookie.party {
        Party::Third => Some("no page deletes what a third party stores"),
        Party::First if cookie.http_only => Some("no page deletes an HttpOnly cookie"),
        Party::First => None,
    }
}
