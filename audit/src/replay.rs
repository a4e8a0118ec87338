//! Answers a browser from an archive in place of the network: a proxy for each state, on this machine alone. The
//! browser's own network stack stays in between, so cookies, redirects and their refusals are as with the real site.

use std::collections::{BTreeSet, HashMap};
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{CertificateParams, KeyPair, PublicKeyData as _};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use sha2::{Digest as _, Sha256};

use crate::archive::{Answer, Archive};

/// How long a connection of the browser may say nothing.
const PATIENCE: Duration = Duration::from_secs(60);
/// The first byte of a TLS handshake (RFC 8446, section 5.1).
const HANDSHAKE: u8 = 22;
/// How many headers a request may have.
const HEADERS: usize = 128;
/// What a page cannot do without.
const NEEDED: [&str; 8] =
    ["document", "frame", "iframe", "script", "worker", "sharedworker", "serviceworker", "style"];

/// An archive, and the key by which its hosts are known to the browser.
#[derive(Debug)]
pub struct Replay {
    archive: Archive,
    key: KeyPair,
}

impl Replay {
    /// Reads an archive (HAR 1.2) with the bodies of answers.
    ///
    /// # Errors
    /// It is no such archive, or has no answer.
    pub fn read(bytes: &[u8]) -> Result<Replay, String> {
        let archive = Archive::read(bytes)?;
        let key = KeyPair::generate().map_err(|error| format!("no key can be made: {error}"))?;
        Ok(Replay { archive, key })
    }

    /// The digest of the key, which Chromium takes for `--ignore-certificate-errors-spki-list`.
    pub(crate) fn fingerprint(&self) -> String {
        STANDARD.encode(Sha256::digest(self.key.subject_public_key_info()))
    }

    /// What a connection to a host is encrypted with.
    fn encryption(&self, host: &str) -> Result<Arc<ServerConfig>, String> {
        let wrong = |error: &dyn std::fmt::Display| format!("{host}: {error}");
        let parameters = CertificateParams::new(vec![host.into()]).map_err(|one| wrong(&one))?;
        let certificate = parameters.self_signed(&self.key).map_err(|one| wrong(&one))?;
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(self.key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|one| wrong(&one))?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .map_err(|one| wrong(&one))?;
        Ok(Arc::new(config))
    }
}

/// The network of one state. It ends when this is dropped.
pub(crate) struct Proxy {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    replay: Arc<Replay>,
    state: String,
    /// How often each address was asked for, by method and address.
    asked: Mutex<HashMap<(String, String), usize>>,
    missing: Mutex<BTreeSet<String>>,
    has_ended: AtomicBool,
}

impl Proxy {
    /// Listens for the browser in this state.
    ///
    /// # Errors
    /// This machine gives no port.
    pub(crate) fn start(replay: &Arc<Replay>, state: &str) -> io::Result<Proxy> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            replay: replay.clone(),
            state: state.into(),
            asked: Mutex::default(),
            missing: Mutex::default(),
            has_ended: AtomicBool::new(false),
        });
        let of_listener = shared.clone();
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if of_listener.has_ended.load(Ordering::Relaxed) {
                    break;
                }
                let shared = of_listener.clone();
                // A browser that hangs up needs no answer.
                thread::spawn(move || shared.serve(stream));
            }
        });
        Ok(Proxy { address, shared })
    }

    /// Its address, as Chromium takes it.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What pages needed and the archive does not have.
    pub(crate) fn missing(&self) -> Vec<String> {
        let missing = self.shared.missing.lock().unwrap_or_else(PoisonError::into_inner);
        missing.iter().cloned().collect()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.has_ended.store(true, Ordering::Relaxed);
        // The listener sees it with the next connection.
        let _ = TcpStream::connect(self.address);
    }
}

impl Shared {
    fn serve(&self, mut stream: TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        let request = Request::read(&mut stream)?;
        if request.method != "CONNECT" {
            return self.answer(&mut stream, &request, &request.target);
        }
        let authority = request.target;
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n")?;
        let mut first = [0];
        if stream.peek(&mut first)? == 1 && first[0] == HANDSHAKE {
            let host = authority.rsplit_once(':').map_or(&*authority, |(host, _)| host);
            let host = host.trim_matches(['[', ']']);
            let config = self.replay.encryption(host).map_err(io::Error::other)?;
            let connection = ServerConnection::new(config).map_err(io::Error::other)?;
            let mut stream = StreamOwned::new(connection, stream);
            let request = Request::read(&mut stream)?;
            let authority = authority.strip_suffix(":443").unwrap_or(&authority);
            self.answer(&mut stream, &request, &format!("https://{authority}{}", request.target))?;
            stream.conn.send_close_notify();
            return stream.flush();
        }
        // A web socket without encryption.
        let request = Request::read(&mut stream)?;
        let authority = authority.strip_suffix(":80").unwrap_or(&authority);
        self.answer(&mut stream, &request, &format!("http://{authority}{}", request.target))
    }

    fn answer(&self, stream: &mut impl Write, request: &Request, url: &str) -> io::Result<()> {
        let is_head = request.method == "HEAD";
        match self.find(&request.method, url) {
            Some(answer) => stream.write_all(&message(answer, SystemTime::now(), is_head))?,
            None => {
                let purpose = request.header("sec-fetch-dest").unwrap_or_default();
                if NEEDED.contains(&purpose) {
                    let mut missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
                    missing.insert(url.into());
                }
                stream.write_all(absent(request).as_bytes())?;
            }
        }
        stream.flush()
    }

    /// The answer to a request: to the first what was answered first.
    fn find(&self, method: &str, url: &str) -> Option<&Answer> {
        let turn = {
            let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
            let turn = asked.entry((method.into(), url.into())).or_default();
            *turn += 1;
            *turn - 1
        };
        self.replay.archive.find(&self.state, method, url, turn)
    }
}

/// An answer on the wire, as if it were given now.
fn message(answer: &Answer, now: SystemTime, is_head: bool) -> Vec<u8> {
    let since = answer.header("date").and_then(|date| httpdate::parse_http_date(date).ok());
    let age = since.and_then(|since| now.duration_since(since).ok()).unwrap_or_default();
    let mut text = format!("HTTP/1.1 {} \r\n", answer.status);
    for (name, value) in &answer.headers {
        let lower = name.to_ascii_lowercase();
        // Bodies are kept decoded, and each connection is for one answer.
        let is_of_the_wire = lower.starts_with(':')
            || matches!(
                &*lower,
                "content-encoding"
                    | "content-length"
                    | "transfer-encoding"
                    | "connection"
                    | "keep-alive"
                    | "alt-svc"
            );
        // Some programs join the lines of one header.
        for line in value.lines().filter(|_| !is_of_the_wire) {
            let line = match &*lower {
                "date" => httpdate::fmt_http_date(now),
                "expires" => moved(line, age).unwrap_or_else(|| line.into()),
                "set-cookie" => later(line, age),
                _ => line.into(),
            };
            text += &format!("{name}: {line}\r\n");
        }
    }
    text += &format!("Content-Length: {}\r\nConnection: close\r\n\r\n", answer.body.len());
    let body: &[u8] = if is_head { &[] } else { &answer.body };
    [text.as_bytes(), body].concat()
}

/// The line of a cookie with its date moved, so that it lives as long as it did.
fn later(line: &str, age: Duration) -> String {
    let part = |part: &str| {
        let (name, value) = part.split_once('=')?;
        let is_date = name.trim().eq_ignore_ascii_case("expires");
        Some(format!("{name}={}", moved(value, age).filter(|_| is_date)?))
    };
    let parts = line.split(';').map(|one| part(one).unwrap_or_else(|| one.into()));
    parts.collect::<Vec<_>>().join(";")
}

/// A date, as much later.
fn moved(date: &str, age: Duration) -> Option<String> {
    let date = httpdate::parse_http_date(date.trim()).ok()?;
    Some(httpdate::fmt_http_date(date.checked_add(age)?))
}

/// What is answered where the archive has nothing. A preflight is let pass: browsers do not ask for each.
fn absent(request: &Request) -> String {
    let end = "Content-Length: 0\r\nConnection: close\r\n\r\n";
    if request.method != "OPTIONS" {
        return format!("HTTP/1.1 404 Not in the archive\r\n{end}");
    }
    let header = |name| request.header(name).unwrap_or("*");
    format!(
        "HTTP/1.1 204 \r\nAccess-Control-Allow-Origin: {}\r\nAccess-Control-Allow-Credentials: true\r\nAccess-Control-Allow-Methods: {}\r\nAccess-Control-Allow-Headers: {}\r\n{end}",
        header("origin"),
        header("access-control-request-method"),
        header("access-control-request-headers"),
    )
}

/// A request of the browser.
struct Request {
    method: String,
    /// A whole address, an authority or a path (RFC 9112, section 3.2).
    target: String,
    headers: Vec<(String, String)>,
}

impl Request {
    /// Reads a request with its body.
    fn read(stream: &mut impl Read) -> io::Result<Request> {
        let mut bytes = Vec::new();
        let mut chunk = [0; 8192];
        loop {
            let count = stream.read(&mut chunk)?;
            if count == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            bytes.extend_from_slice(&chunk[..count]);
            let mut headers = [httparse::EMPTY_HEADER; HEADERS];
            let mut parsed = httparse::Request::new(&mut headers);
            let httparse::Status::Complete(head) =
                parsed.parse(&bytes).map_err(|one| io::Error::other(one.to_string()))?
            else {
                continue;
            };
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let request = Request {
                method: parsed.method.unwrap_or_default().into(),
                target: parsed.path.unwrap_or_default().into(),
                headers: parsed
                    .headers
                    .iter()
                    .map(|one| (one.name.into(), text(one.value)))
                    .collect(),
            };
            // An answer that comes before the body was read may be lost with the connection.
            let length = request.header("content-length").and_then(|one| one.parse().ok());
            let left = length.unwrap_or(0usize).saturating_sub(bytes.len() - head);
            io::copy(&mut stream.take(left as u64), &mut io::sink())?;
            return Ok(request);
        }
    }

    fn header(&self, name: &str) -> Option<&str> {
        let header = self.headers.iter().find(|(one, _)| one.eq_ignore_ascii_case(name));
        header.map(|(_, value)| value.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_move_along() {
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let answer = Answer {
            status: 200,
            headers: vec![
                header("Date", "Sat, 01 Nov 2025 11:00:00 GMT"),
                header(
                    "Set-Cookie",
                    "a=1; Path=/; expires=Sun, 02 Nov 2025 11:00:00 GMT\nb=; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
                ),
                header("content-encoding", "br"),
            ],
            body: b"text".to_vec(),
        };
        let now = httpdate::parse_http_date("Mon, 01 Dec 2025 11:00:00 GMT").unwrap();
        let text = String::from_utf8(message(&answer, now, false)).unwrap();
        let wanted = "HTTP/1.1 200 \r\nDate: Mon, 01 Dec 2025 11:00:00 GMT\r\n\
            Set-Cookie: a=1; Path=/; expires=Tue, 02 Dec 2025 11:00:00 GMT\r\n\
            Set-Cookie: b=; Expires=Sat, 31 Jan 1970 00:00:00 GMT\r\n\
            Content-Length: 4\r\nConnection: close\r\n\r\ntext";
        assert_eq!(text, wanted);
    }

    #[test]
    fn requests_are_read_whole() {
        let sent = b"POST http://a.example/ HTTP/1.1\r\nContent-Length: 4\r\nOrigin: http://b.example\r\n\r\nbody";
        let request = Request::read(&mut &sent[..]).unwrap();
        assert_eq!((&*request.method, &*request.target), ("POST", "http://a.example/"));
        assert_eq!(request.header("origin"), Some("http://b.example"));
        assert!(Request::read(&mut &sent[..20]).is_err());
    }
}
