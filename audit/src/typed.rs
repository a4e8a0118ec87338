//! Test values that are typed into forms, and how they look on their way to others: plain, or put in other ways that
//! tags use to recognise people (rule 62).

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::Md5;
use serde_json::{Value, json};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use url::form_urlencoded::byte_serialize;

/// What is typed: a kind of `typed.js`, its name in texts, and the value. All of it is nobody's.
const VALUES: [(&str, &str, &str); 4] = [
    ("mail", "an e-mail address", "samtycke.audit@example.com"),
    ("name", "a name", "Samtyckia Auditsson"),
    ("phone", "a telephone number", "+46701740605"),
    ("text", "a text", "samtycke audit 7301945"),
];

/// The script that types, as an expression.
pub(crate) fn script() -> String {
    let values: Value =
        VALUES.iter().map(|(kind, _, value)| (kind.to_string(), json!(value))).collect();
    format!("({})({values})", include_str!("typed.js").trim_end())
}

/// How a value looks, with the words for it.
static LOOKS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let looks = VALUES.iter().flat_map(|(_, name, value)| {
        // Before they are hashed, values are brought into one form.
        let plain = [value.to_lowercase(), value.trim_start_matches('+').to_lowercase()];
        let hashes = plain.into_iter().flat_map(move |value| {
            [
                (hex(&Sha256::digest(&value)), format!("{name} as SHA-256")),
                (hex(&Sha1::digest(&value)), format!("{name} as SHA-1")),
                (hex(&Md5::digest(&value)), format!("{name} as MD5")),
            ]
        });
        let encoded = [
            value.to_string(),
            byte_serialize(value.as_bytes()).collect(),
            value.replace(' ', "%20"),
        ];
        let encoded =
            encoded.into_iter().map(move |value| (value.to_lowercase(), name.to_string()));
        let base64 = STANDARD.encode(value);
        let base64 = [(base64.trim_end_matches('=').to_lowercase(), format!("{name} as Base64"))];
        encoded.chain(hashes).chain(base64)
    });
    looks.collect()
});

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What of the values is in a text, in words, each once.
pub(crate) fn found(text: &str) -> Vec<String> {
    // Most texts are long addresses without any of it.
    let text = text.to_lowercase();
    let mut found: Vec<String> = Vec::new();
    for (look, words) in LOOKS.iter() {
        if text.contains(look) && !found.contains(words) {
            found.push(words.clone());
        }
    }
    found
}

/// What of the values is in a request of the browser's events: in its address or its body.
pub(crate) fn in_request(request: &Value) -> Vec<String> {
    let mut text = request["url"].as_str().unwrap_or_default().to_owned();
    text.push('\n');
    text.push_str(request["postData"].as_str().unwrap_or_default());
    for entry in request["postDataEntries"].as_array().into_iter().flatten() {
        let bytes = STANDARD.decode(entry["bytes"].as_str().unwrap_or_default());
        text.push('\n');
        text.push_str(&String::from_utf8_lossy(&bytes.unwrap_or_default()));
    }
    found(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_plain_and_hashed() {
        let told = |text: &str| found(text).join(", ");
        assert_eq!(told("https://t.example/?e=samtycke.audit%40example.com"), "an e-mail address");
        assert_eq!(told("q=samtycke+audit+7301945"), "a text");
        assert_eq!(told("q=samtycke%20audit%207301945"), "a text");
        let sha256 = hex(&Sha256::digest("samtycke.audit@example.com"));
        assert_eq!(told(&format!("?em={sha256}")), "an e-mail address as SHA-256");
        assert_eq!(told(&hex(&Md5::digest("46701740605"))), "a telephone number as MD5");
        assert_eq!(
            told(&hex(&Sha1::digest("samtyckia auditsson")).to_uppercase()),
            "a name as SHA-1"
        );
        assert_eq!(
            told(&STANDARD.encode("samtycke.audit@example.com")),
            "an e-mail address as Base64"
        );
        assert_eq!(told("https://t.example/?e=somebody@example.com"), "");
    }

    #[test]
    fn bodies_are_looked_at_too() {
        let body = STANDARD.encode("{\"name\":\"Samtyckia Auditsson\"}");
        let request = json!({"url": "https://t.example/", "postDataEntries": [{"bytes": body}]});
        assert_eq!(in_request(&request), ["a name"]);
    }
}
