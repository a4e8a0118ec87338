//! The settings button in the corner where vendors put a chat.

use super::Warnings;
use crate::code::Code;
use crate::declaration::{Corner, Declaration, Service};

/// Presets of chats, which show a button of their own once they run.
const CHATS: [&str; 6] =
    ["crisp", "intercom", "livechat", "tawk-to", "zendesk-classic", "zendesk-messaging"];

pub(super) fn look(declaration: &Declaration, warnings: &mut Warnings) {
    if declaration.ui.reopen_position != Corner::BottomEnd {
        return;
    }
    if let Some(chat) = declaration.services.iter().find(|service| is_chat(service)) {
        warnings.add(
            Code::CoveredChat,
            "ui.reopenPosition",
            format!(
                "\"bottomEnd\" is where \"{}\" opens, and the settings button lies above all of the page; write \"bottomStart\", or name the warning in `exceptions` if the chat opens elsewhere",
                &*chat.id
            ),
        );
    }
}

fn is_chat(service: &Service) -> bool {
    let preset = service.preset.as_deref();
    !service.chat.is_empty() || preset.is_some_and(|preset| CHATS.contains(&preset))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::find;

    #[test]
    fn every_chat_has_a_preset() {
        for chat in CHATS {
            assert!(find(chat).is_some(), "{chat}");
        }
    }
}
