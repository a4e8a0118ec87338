//! Requests and answers on the wire: HTTP/1.1, one of each on a connection.

use std::io::{self, Read};
use std::time::{Duration, SystemTime};

use crate::archive::Answer;

/// How many headers a request may have.
const HEADERS: usize = 128;

/// An answer on the wire, as if it were given now.
pub(super) fn message(answer: &Answer, now: SystemTime, is_head: bool) -> Vec<u8> {
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
pub(super) fn absent(request: &Request) -> String {
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
pub(super) struct Request {
    pub(super) method: String,
    /// A whole address, an authority or a path (RFC 9112, section 3.2).
    pub(super) target: String,
    headers: Vec<(String, String)>,
}

impl Request {
    /// Reads a request with its body.
    pub(super) fn read(stream: &mut impl Read) -> io::Result<Request> {
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

    pub(super) fn header(&self, name: &str) -> Option<&str> {
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
