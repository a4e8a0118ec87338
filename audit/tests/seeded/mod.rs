//! A site with seeded faults, and its third parties, on loopback.
//!
//! Chromium resolves every name below `localhost` to this machine, so hosts of several sites need one server:
//! `shop.localhost` is the site, and every other name is a third party.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// A running site.
pub struct Seeded {
    pub url: String,
    pub declaration: String,
    _runtime: Runtime,
}

/// What the pages have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Faults {
    /// Every fault.
    All,
    /// None: services load by the declaration alone.
    None,
}

impl Seeded {
    pub fn start(faults: Faults) -> io::Result<Seeded> {
        let runtime = Runtime::new()?;
        let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))?;
        let port = listener.local_addr()?.port();
        let fill = move |text: &str| text.replace("$PORT", &port.to_string());
        let declaration = match faults {
            Faults::All => fill(include_str!("faults.json")),
            Faults::None => fill(include_str!("clean.json")),
        };
        let served = declaration.clone();
        let answer = move |request: Request| {
            let response = respond(&request, faults, &served, &fill);
            async move { response }
        };
        runtime.spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await });
        let address: SocketAddr = ([127, 0, 0, 1], port).into();
        let url = format!("http://shop.localhost:{}/", address.port());
        Ok(Seeded { url, declaration, _runtime: runtime })
    }
}

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

fn respond(
    request: &Request,
    faults: Faults,
    declaration: &str,
    fill: &impl Fn(&str) -> String,
) -> Response {
    let host =
        request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("");
    let host = host.split(':').next().unwrap_or("");
    let path = request.uri().path();
    let with = |kind: &str, body: &str| {
        let mut response = fill(body).into_response();
        set(response.headers_mut(), header::CONTENT_TYPE, kind);
        response
    };
    let is_faulty = faults == Faults::All;
    let mut response = match (host, path) {
        ("shop.localhost", "/") if is_faulty => with(HTML, include_str!("entry.html")),
        ("shop.localhost", "/deep") if is_faulty => with(HTML, include_str!("deep.html")),
        ("shop.localhost", "/" | "/deep") => with(HTML, include_str!("clean.html")),
        ("shop.localhost", "/samtycke.json") => with("application/json", declaration),
        ("shop.localhost", "/app.js") => with(SCRIPT, include_str!("app.js")),
        ("shop.localhost", "/worker.js") => with(SCRIPT, include_str!("worker.js")),
        ("shop.localhost", "/sw.js") => with(SCRIPT, "self.addEventListener('fetch', () => {});"),
        ("shop.localhost", "/go") => {
            let mut response = StatusCode::FOUND.into_response();
            set(
                response.headers_mut(),
                header::LOCATION,
                &fill("http://redirected.localhost:$PORT/pixel"),
            );
            response
        }
        ("shop.localhost", "/session") => {
            let mut response = with(SCRIPT, "");
            cookie(&mut response, "srv=1; HttpOnly; Max-Age=86400; Path=/");
            response
        }
        ("shop.localhost", _) if path.starts_with("/samtycke.") => library(path),
        ("frame.localhost", "/") => with(HTML, include_str!("frame.html")),
        ("partitioned.localhost", "/") => with(HTML, include_str!("partitioned.html")),
        ("cookies.localhost", "/pixel") => {
            let mut response = with("image/gif", "");
            cookie(&mut response, "third=1; Max-Age=86400; Path=/; SameSite=None; Secure");
            cookie(&mut response, "lax=1; Max-Age=86400; Path=/; SameSite=Lax");
            response
        }
        ("stats.localhost", "/stats.js") => with(SCRIPT, include_str!("stats.js")),
        ("ads.localhost", "/ads.js") => with(SCRIPT, include_str!("ads.js")),
        ("injected.localhost", "/tag.js") => with(SCRIPT, include_str!("tag.js")),
        ("shop.localhost", _) => StatusCode::NOT_FOUND.into_response(),
        (_, path) if path.ends_with(".js") => with(SCRIPT, ""),
        _ => with("image/gif", ""),
    };
    let headers = response.headers_mut();
    set(headers, header::CACHE_CONTROL, "no-store");
    set(headers, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    if host == "shop.localhost" && path == "/" && is_faulty {
        cookie(&mut response, "front=1; Max-Age=86400; Path=/");
        let link = fill("<http://linked.localhost:$PORT>; rel=preconnect");
        set(response.headers_mut(), header::LINK, &link);
    }
    response
}

fn set(headers: &mut HeaderMap, name: header::HeaderName, value: &str) {
    headers.insert(name, HeaderValue::from_str(value).expect("a header"));
}

fn cookie(response: &mut Response, line: &str) {
    let value = HeaderValue::from_str(line).expect("a cookie");
    response.headers_mut().append(header::SET_COOKIE, value);
}

/// The scripts of Samtycke, as the build made them.
fn library(path: &str) -> Response {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../pkg");
    let Ok(bytes) = std::fs::read(folder.join(path.trim_start_matches('/'))) else {
        return (StatusCode::NOT_FOUND, "The library has not been built; run `make pkg`.")
            .into_response();
    };
    let mut response = bytes.into_response();
    let kind = if path.ends_with(".js") { SCRIPT } else { "application/json" };
    set(response.headers_mut(), header::CONTENT_TYPE, kind);
    response
}
