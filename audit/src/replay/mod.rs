//! Answers a browser from an archive in place of the network: a proxy for each state, on this machine alone. The
//! browser's own network stack stays in between, so cookies, redirects and their refusals are as with the real site.

mod wire;

use std::collections::{BTreeSet, HashMap};
use std::io::{self, Write};
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

use wire::{Request, absent, message};

use crate::archive::{Answer, Archive};

/// How long a connection of the browser may say nothing.
const PATIENCE: Duration = Duration::from_secs(60);
/// The first byte of a TLS handshake (RFC 8446, section 5.1).
const HANDSHAKE: u8 = 22;
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
