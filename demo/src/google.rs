//! What the stand-in for Google serves: Analytics 4, a film, a map, and the check that tells people from programs.

use axum::response::Response;

use crate::server::answer;
use crate::third_party::script;

const HTML: &str = "text/html; charset=utf-8";

pub(crate) fn answer_to(path: &str) -> Option<Response> {
    match path {
        "/gtag/js" => Some(script("google", include_str!("google.js"))),
        "/g/collect" => Some(answer(204, "text/plain", "")),
        "/maps/embed" => Some(answer(200, HTML, include_str!("map.html"))),
        "/recaptcha/api.js" => Some(script("recaptcha", "window.grecaptcha = {};")),
        _ if path.starts_with("/embed/") => Some(answer(200, HTML, include_str!("film.html"))),
        _ => None,
    }
}
