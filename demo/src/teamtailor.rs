//! What the stand-in for Teamtailor serves: a career site that asks for consent by itself.

use axum::response::Response;

use crate::server::answer;

pub(crate) fn answer_to(path: &str) -> Option<Response> {
    (path == "/").then(|| answer(200, "text/html; charset=utf-8", include_str!("teamtailor.html")))
}
