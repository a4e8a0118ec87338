//! What the browser told, for evidence: without the values of cookies, bodies of requests, and scripts.

use serde_json::{Value, json};

/// An event as a line of JSON. Events without a bearing on what a page stores or asks for are left out.
pub(crate) fn event(session: &str, method: &str, params: &Value) -> Option<String> {
    let kept = [
        "Network.",
        "Target.",
        "Page.frameNavigated",
        "Page.loadEventFired",
        "Runtime.consoleAPICalled",
    ];
    if !kept.iter().any(|one| method.starts_with(one)) || method == "Network.dataReceived" {
        return None;
    }
    let mut params = params.clone();
    blank(&mut params);
    Some(json!({"session": session, "method": method, "params": params}).to_string())
}

/// Blanks the values of cookies and bodies, wherever they are.
fn blank(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(blank),
        Value::Object(fields) => {
            let is_cookie = fields.contains_key("value") && fields.contains_key("domain");
            for (name, inner) in fields.iter_mut() {
                match name.to_ascii_lowercase().as_str() {
                    "postdata" | "postdataentries" | "payloaddata" | "headerstext"
                    | "authorization" => *inner = Value::Null,
                    "value" if is_cookie => *inner = Value::Null,
                    "cookie" => match inner.as_str() {
                        Some(text) => {
                            *inner = text
                                .split("; ")
                                .map(name_alone)
                                .collect::<Vec<_>>()
                                .join("; ")
                                .into()
                        }
                        None => blank(inner),
                    },
                    "set-cookie" | "cookieline" => {
                        let lines = inner.as_str().unwrap_or_default().lines();
                        *inner = lines.map(without_value).collect::<Vec<_>>().join("\n").into();
                    }
                    _ => blank(inner),
                }
            }
        }
        _ => {}
    }
}

fn name_alone(pair: &str) -> &str {
    pair.split('=').next().unwrap_or_default()
}

fn without_value(line: &str) -> String {
    let (pair, attributes) = line.split_once(';').unwrap_or((line, ""));
    format!(
        "{}={}",
        name_alone(pair),
        if attributes.is_empty() { String::new() } else { format!(";{attributes}") }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_of_a_cookie_is_kept() {
        let params = json!({
            "headers": {"Set-Cookie": "id=secret1; Path=/\nb=secret2", "Cookie": "a=secret3; c=secret4"},
            "associatedCookies": [{"cookie": {"name": "a", "value": "secret5", "domain": "x"}}],
            "blockedCookies": [{"cookieLine": "id=secret6; Secure"}],
            "request": {"postData": "secret7"},
        });
        let text = event("s", "Network.responseReceivedExtraInfo", &params).unwrap();
        assert!(!text.contains("secret"), "{text}");
        assert!(text.contains("id=; Path=/") && text.contains("a; c"), "{text}");
    }
}
