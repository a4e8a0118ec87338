//! What the stand-in for Zendesk's chat serves.

use axum::response::Response;

use crate::server::answer;
use crate::third_party::script;

pub(crate) fn answer_to(path: &str) -> Option<Response> {
    match path {
        "/ekr/snippet.js" => Some(script("zendesk", include_str!("zendesk.js"))),
        "/chat" => Some(answer(204, "text/plain", "")),
        _ => None,
    }
}
