//! The policies that the site's pages come under.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::{HeaderMap, HeaderName, HeaderValue};

use crate::calls::Vendor;

/// What the site's server says of its pages in headers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Policy {
    /// Nothing.
    #[default]
    None,
    /// As strict as a page can be: scripts by nonce, Trusted Types, nothing inline, and from
    /// elsewhere only what agrees to it.
    Strict,
    /// WebAssembly is refused; scripts are not.
    NoWasm,
}

impl Policy {
    /// Adds the headers that a page comes with, and returns the nonce that its scripts need.
    pub(crate) fn apply(
        self,
        headers: &mut HeaderMap,
        stand_ins: &[(Vendor, SocketAddr)],
    ) -> Option<String> {
        match self {
            Policy::None => None,
            Policy::NoWasm => {
                set(headers, CSP, "script-src * 'unsafe-inline'");
                None
            }
            Policy::Strict => {
                let nonce = nonce();
                set(headers, CSP, &strict(&nonce, stand_ins));
                set(headers, "cross-origin-embedder-policy", "require-corp");
                // With this a page can see that the other is in force: `crossOriginIsolated`.
                set(headers, "cross-origin-opener-policy", "same-origin");
                Some(nonce)
            }
        }
    }
}

const CSP: &str = "content-security-policy";

/// What third parties' scripts call and show is allowed by address, as on a real site; the scripts
/// themselves are not.
fn strict(nonce: &str, stand_ins: &[(Vendor, SocketAddr)]) -> String {
    let mut hosts = String::from("'self'");
    for (_, address) in stand_ins {
        let _ = write!(hosts, " http://{address}");
    }
    format!(
        "default-src 'self'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         style-src 'self'; require-trusted-types-for 'script'; trusted-types samtycke; \
         connect-src {hosts}; img-src {hosts}; frame-src {hosts}"
    )
}

fn set(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(HeaderName::from_static(name), value);
    }
}

/// Another one for each page. On a site it has to be one that nobody can guess.
fn nonce() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(1);
    format!("page{}", COUNT.fetch_add(1, Ordering::Relaxed))
}

/// Puts a nonce into the script tags of a page, as its templates would, gated ones included. Tags that
/// have a nonce keep it.
pub(crate) fn with_nonce(page: &[u8], nonce: &str) -> Vec<u8> {
    const TAG: &[u8] = b"<script";
    let mut whole = Vec::with_capacity(page.len() + 200);
    let mut rest = page;
    while let Some(at) = find(rest, TAG) {
        let (before, after) = rest.split_at(at + TAG.len());
        let tag = &after[..find(after, b">").unwrap_or(after.len())];
        whole.extend_from_slice(before);
        if find(tag, b"nonce=").is_none() {
            // Without quotes, since the tag may stand inside some.
            whole.extend_from_slice(format!(" nonce={nonce}").as_bytes());
        }
        rest = after;
    }
    whole.extend_from_slice(rest);
    whole
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::with_nonce;

    #[test]
    fn scripts_get_the_nonce() {
        let page = b"<script>a</script>\xff<script src=b></script><script\nnonce=\"d\">";
        let nonced =
            b"<script nonce=n>a</script>\xff<script nonce=n src=b></script><script\nnonce=\"d\">";
        assert_eq!(with_nonce(page, "n"), nonced);
    }
}
