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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{Code, Page, read_value};

    /// The paths of a kind of warning in a site with this contact and this service.
    fn found(code: Code, contact: Value, service: Value) -> Vec<String> {
        let mut whole = json!({ "id": "chat", "category": "functional", "name": "Chat", "provider": "Chat Inc." });
        let fields = service.as_object().cloned().unwrap_or_default();
        whole.as_object_mut().expect("an object").extend(fields);
        let declaration = json!({
            "version": 1,
            "controller": { "name": "A", "policyUrl": "/cookies", "contact": contact },
            "categories": [{ "id": "functional" }],
            "services": [whole],
        });
        let page = Page { origin: "https://", host: "", secure: true };
        let report = read_value(&declaration, &page);
        assert!(report.is_accepted(), "{:?}", report.problems);
        let of_code = report.problems.into_iter().filter(|one| one.code == code);
        of_code.map(|one| one.path).collect()
    }

    #[test]
    fn a_chat_is_closed_only_if_nothing_makes_what_it_calls() {
        let src = json!({ "src": "https://a.example/a.js" });
        let late = json!({ "src": "https://a.example/a.js", "async": true });
        let steps = json!({ "steps": [{ "queue": "Chat", "on": "q" }] });
        let open = json!([{ "call": "Chat" }]);
        let made = json!([{ "queue": "Chat", "on": "q" }, { "call": "Chat" }]);
        for (scripts, chat, is_closed) in [
            (json!([late]), &open, true),
            (json!([late, late]), &open, true),
            (json!([src]), &open, false),
            (json!([late, src]), &open, false),
            (json!([steps, late]), &open, false),
            (json!([late]), &made, false),
            (json!([]), &open, false),
            (json!([late]), &json!([]), false),
        ] {
            let service = json!({ "scripts": scripts, "chat": chat });
            let found = found(Code::ClosedChat, json!("a@b.example"), service.clone());
            assert_eq!(!found.is_empty(), is_closed, "{service}");
        }
    }

    #[test]
    fn a_contact_is_no_link() {
        let found = |contact: Value| found(Code::ContactLink, contact, json!({}));
        assert_eq!(found(json!("mailto:a@b.example")), ["controller.contact"]);
        let each = json!({ "en": "a@b.example", "sv": "MAILTO:a@b.example" });
        assert_eq!(found(each), ["controller.contact.sv"]);
        for contact in ["a@b.example", "Write to a@b.example.", "https://a.example/mailto:", "å"] {
            assert!(found(json!(contact)).is_empty(), "{contact}");
        }
    }

    #[test]
    fn only_what_a_page_deletes_can_be_kept() {
        for (party, http_only, is_idle) in
            [("first", false, false), ("first", true, true), ("third", false, true)]
        {
            let cookie = json!({
                "name": "a", "kind": "cookie", "party": party, "host": "a.example", "lifetime": "P1D",
                "purpose": "Counts visits.", "httpOnly": http_only, "keep": true,
            });
            let service = json!({ "cookies": [cookie] });
            let found = found(Code::UnusedEntry, json!("a@b.example"), service);
            assert_eq!(!found.is_empty(), is_idle, "{party} {http_only}");
        }
    }
}
