//! The stand-ins: servers that do what the third parties of the site do.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::response::Response;

use crate::calls::{Log, Vendor};
use crate::server::{Stop, answer, listen, serve};
use crate::{google, pardot, teamtailor, zendesk};

/// Starts a stand-in for every third party, on 127.0.0.2 and those that follow.
pub(crate) async fn start(log: &Arc<Log>, stop: &Stop) -> io::Result<Vec<(Vendor, SocketAddr)>> {
    let mut addresses = Vec::new();
    for (vendor, last) in Vendor::STAND_INS.into_iter().zip(2..) {
        let listener = listen(last, 0).await?;
        addresses.push((vendor, listener.local_addr()?));
        serve(listener, vendor, log.clone(), stop.clone(), move |request| respond(vendor, request));
    }
    Ok(addresses)
}

fn respond(vendor: Vendor, request: &Parts) -> Response {
    let (path, query) = (request.uri.path(), request.uri.query().unwrap_or(""));
    let found = match vendor {
        _ if request.method == Method::OPTIONS => Some(answer(204, "text/plain", "")),
        _ if path.starts_with("/cell/") => Some(empty(path)),
        Vendor::Google => google::answer_to(path),
        Vendor::Pardot | Vendor::PardotGo => pardot::answer_to(vendor, path, query),
        Vendor::Zendesk => zendesk::answer_to(path),
        Vendor::Teamtailor => teamtailor::answer_to(path),
        Vendor::Site => None,
    };
    let mut response = found.unwrap_or_else(|| answer(404, "text/plain", "Nothing here.\n"));
    let headers = response.headers_mut();
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "Content-Type"),
        // For pages under `Cross-Origin-Embedder-Policy`.
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
        (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Nothing, of the type that the path's ending says: for tests, to which it matters alone that it
/// was asked for.
fn empty(path: &str) -> Response {
    match path.rsplit_once('.') {
        Some((_, "js")) => answer(200, "text/javascript", ""),
        Some((_, "css")) => answer(200, "text/css", ""),
        Some((_, "html")) => answer(200, "text/html", ""),
        _ => answer(204, "text/plain", ""),
    }
}

/// A stand-in's script. It runs by itself, and notes its name in `window.standIns`.
pub(crate) fn script(name: &str, code: &str) -> Response {
    let shared = include_str!("shared.js");
    let whole =
        format!("(function () {{\n'use strict';\nvar name = '{name}';\n{shared}\n{code}}})();\n");
    answer(200, "text/javascript; charset=utf-8", whole)
}
