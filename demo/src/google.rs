//! What the stand-in for Google Analytics 4 serves.

use axum::response::Response;

use crate::server::answer;
use crate::third_party::script;

pub(crate) fn answer_to(path: &str) -> Option<Response> {
    match path {
        "/gtag/js" => Some(script("google", include_str!("google.js"))),
        "/g/collect" => Some(answer(204, "text/plain", "")),
        _ => None,
    }
}
