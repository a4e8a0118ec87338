//! A server on a loopback address that logs every request and stops when told.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::sleep;

use crate::calls::{Call, Fault, Log, Vendor};
use crate::view;

/// What tells servers to stop: they do so once the sender is gone.
pub(crate) type Stop = watch::Receiver<()>;

/// Listens on 127.0.0.`last`, at any port where `port` is 0.
///
/// Where the system has no such address (macOS has 127.0.0.1 alone), a port of 127.0.0.1 serves.
pub(crate) async fn listen(last: u8, port: u16) -> io::Result<TcpListener> {
    let address = SocketAddr::from((Ipv4Addr::new(127, 0, 0, last), port));
    match TcpListener::bind(address).await {
        Err(error) if error.kind() == io::ErrorKind::AddrNotAvailable => {
            TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await
        }
        done => done,
    }
}

/// Serves in the background with what `answer` says, unless the log holds a fault for `vendor`.
pub(crate) fn serve<A>(listener: TcpListener, vendor: Vendor, log: Arc<Log>, stop: Stop, answer: A)
where
    A: Fn(&Parts) -> Response + Clone + Send + Sync + 'static,
{
    let until = gone(stop.clone());
    let handle = move |request: Request| {
        let (log, stop, answer) = (log.clone(), stop.clone(), answer.clone());
        async move {
            let (mut parts, body) = request.into_parts();
            // A connection with unread bytes is closed, and what was next on it would come twice.
            let _ = to_bytes(body, 1 << 20).await;
            if !is_of_the_panel(vendor, parts.uri.path()) {
                let view = view::take(&mut parts.uri);
                log.add(view, Call::new(vendor, &parts));
            }
            while log.is_held(vendor, parts.uri.path()) {
                tokio::select! {
                    () = gone(stop.clone()) => break,
                    () = sleep(Duration::from_millis(20)) => {}
                }
            }
            match log.fault(vendor) {
                Some(Fault::Hang) => {
                    gone(stop).await;
                    StatusCode::SERVICE_UNAVAILABLE.into_response()
                }
                Some(Fault::Fail) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
                None => answer(&parts),
            }
        }
    };
    let app = Router::new().fallback(handle);
    tokio::spawn(async move { axum::serve(listener, app).with_graceful_shutdown(until).await });
}

/// Waits until the sender is gone.
async fn gone(mut stop: Stop) {
    while stop.changed().await.is_ok() {}
}

/// The panel asks every second. Its requests would drown the rest.
fn is_of_the_panel(vendor: Vendor, path: &str) -> bool {
    vendor == Vendor::Site && path == "/log.json"
}

/// An answer that no cache keeps.
pub(crate) fn answer(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Response {
    let mut response = Response::new(body.into().into());
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let kind = HeaderValue::from_str(content_type);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, kind.unwrap_or(HeaderValue::from_static("text/plain")));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
