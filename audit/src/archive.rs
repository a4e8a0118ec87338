//! What a site answered, as an HTTP archive (HAR 1.2) with bodies: `--record` writes it, `--replay` reads it, and those
//! of browsers and test tools too.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::har;
use crate::record::Request;

/// The mark of byte order in UTF-8.
const BOM: &[u8; 3] = b"\xef\xbb\xbf";

/// The answer to a request.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Answer {
    pub(crate) status: u64,
    /// Names and values. A value has several lines where the header came several times.
    pub(crate) headers: Vec<(String, String)>,
    /// The body, decoded.
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let header = self.headers.iter().find(|(one, _)| one.eq_ignore_ascii_case(name));
        header.map(|(_, value)| value.as_str())
    }
}

impl Answer {
    /// Takes a body as `Network.getResponseBody` gives it: what is text comes in UTF-8, whatever it was in, and without a mark
    /// of byte order. `length` is how many bytes came; they are the same again where they were UTF-8, as digests need it.
    pub(crate) fn take(&mut self, told: &Value, length: u64) {
        let text = told["body"].as_str().unwrap_or_default();
        if told["base64Encoded"] == true {
            self.body = STANDARD.decode(text).unwrap_or_default();
            return;
        }
        self.body = text.into();
        if length == (self.body.len() + BOM.len()) as u64 {
            self.body.splice(0..0, *BOM);
        }
        for (name, value) in &mut self.headers {
            let kind = value.split(';').next().unwrap_or_default();
            if name.eq_ignore_ascii_case("content-type") && value.to_lowercase().contains("charset")
            {
                *value = format!("{kind}; charset=utf-8");
            }
        }
    }
}

/// A request, and what was answered.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The id of the state, or of what else the audit did.
    pub(crate) state: String,
    pub(crate) request: Request,
    pub(crate) answer: Answer,
}

/// The archive of what was exchanged. It holds the values of cookies, and bodies.
pub fn har(exchanges: &[Exchange], browser: &str) -> Value {
    let entries = exchanges.iter().map(|one| {
        let mut entry = har::entry(&one.request, Vec::new());
        let headers = one.answer.headers.iter().flat_map(|(name, value)| {
            value.lines().map(move |line| json!({"name": name, "value": line}))
        });
        entry["response"]["headers"] = headers.collect();
        entry["response"]["status"] = one.answer.status.into();
        let size = one.answer.body.len();
        let text = STANDARD.encode(&one.answer.body);
        entry["response"]["content"] =
            json!({"size": size, "mimeType": one.request.mime, "text": text, "encoding": "base64"});
        entry["_state"] = one.state.clone().into();
        entry
    });
    har::log(Vec::new(), entries.collect(), browser)
}

/// Answers by request.
#[derive(Debug)]
pub(crate) struct Archive {
    /// The answers of each state, in order, by method and address. Archives of others know no states.
    answers: HashMap<(String, String), Vec<(String, Answer)>>,
    /// An address with the same path, by method and address without its query: many queries hold the time.
    alike: HashMap<(String, String), String>,
}

#[derive(Deserialize)]
struct File {
    log: Log,
}

#[derive(Deserialize)]
struct Log {
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    request: Asked,
    response: Answered,
    #[serde(default, rename = "_state")]
    state: String,
}

#[derive(Deserialize)]
struct Asked {
    method: String,
    url: String,
}

#[derive(Deserialize)]
struct Answered {
    status: i64,
    #[serde(default)]
    headers: Vec<Header>,
    #[serde(default)]
    content: Content,
}

#[derive(Deserialize)]
struct Header {
    name: String,
    value: String,
}

#[derive(Default, Deserialize)]
struct Content {
    #[serde(default)]
    text: String,
    #[serde(default)]
    encoding: String,
}

impl Archive {
    /// Reads an archive.
    ///
    /// # Errors
    /// It is none, or has no answer at all.
    pub(crate) fn read(bytes: &[u8]) -> Result<Archive, String> {
        let file: File = serde_json::from_slice(bytes)
            .map_err(|error| format!("it is no HTTP archive (HAR): {error}"))?;
        let mut answers: HashMap<_, Vec<_>> = HashMap::new();
        let mut alike = HashMap::new();
        for entry in file.log.entries {
            // Without an answer, browsers write 0 or −1.
            let Some(status) = u64::try_from(entry.response.status).ok().filter(|one| *one >= 200)
            else {
                continue;
            };
            let content = entry.response.content;
            let body = match &*content.encoding {
                "base64" => STANDARD
                    .decode(&content.text)
                    .map_err(|error| format!("the body of {}: {error}", entry.request.url))?,
                _ => content.text.into_bytes(),
            };
            let headers =
                entry.response.headers.into_iter().map(|one| (one.name, one.value)).collect();
            let url = without_fragment(&entry.request.url).to_owned();
            let answer = Answer { status, headers, body };
            let method = entry.request.method;
            alike.entry((method.clone(), without_query(&url))).or_insert_with(|| url.clone());
            answers.entry((method, url)).or_default().push((entry.state, answer));
        }
        if answers.is_empty() {
            return Err("it holds no answer".into());
        }
        // Of a page that was left while it loaded, the browser has no bodies.
        for all in answers.values_mut() {
            let is_cut = |answer: &Answer| answer.status == 200 && answer.body.is_empty();
            if all.iter().any(|(_, answer)| !answer.body.is_empty()) {
                all.retain(|(_, answer)| !is_cut(answer));
            }
        }
        Ok(Archive { answers, alike })
    }

    /// The answer to a request that is asked for the `turn`-th time in a state, counted from 0: of the same state
    /// if it has one, and the last if there were fewer.
    pub(crate) fn find(
        &self,
        state: &str,
        method: &str,
        url: &str,
        turn: usize,
    ) -> Option<&Answer> {
        let key = (method.to_owned(), without_fragment(url).to_owned());
        let all = self.answers.get(&key).or_else(|| {
            let alike = self.alike.get(&(method.to_owned(), without_query(url)))?;
            self.answers.get(&(method.to_owned(), alike.clone()))
        })?;
        let own: Vec<&Answer> =
            all.iter().filter(|(one, _)| one == state).map(|(_, answer)| answer).collect();
        let list =
            if own.is_empty() { all.iter().map(|(_, answer)| answer).collect() } else { own };
        list.get(turn).or(list.last()).copied()
    }
}

fn without_fragment(url: &str) -> &str {
    url.split('#').next().unwrap_or_default()
}

fn without_query(url: &str) -> String {
    url.split(['?', '#']).next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive(entries: Value) -> Result<Archive, String> {
        Archive::read(json!({"log": {"entries": entries}}).to_string().as_bytes())
    }

    fn entry(state: &str, url: &str, text: &str) -> Value {
        json!({"request": {"method": "GET", "url": url}, "_state": state,
            "response": {"status": 200, "content": {"text": text}}})
    }

    #[test]
    fn a_state_gets_its_own_answers_in_turn() {
        let entries = json!([
            entry("all", "https://a.example/", "yes"),
            entry("none", "https://a.example/", "no"),
            entry("none", "https://a.example/", "no again"),
        ]);
        let archive = archive(entries).unwrap();
        let body = |state: &str, turn: usize| {
            let answer = archive.find(state, "GET", "https://a.example/#top", turn).unwrap();
            String::from_utf8(answer.body.clone()).unwrap()
        };
        assert_eq!(["none", "none", "none"].map(|one| body(one, 1)), ["no again"; 3]);
        assert_eq!([body("none", 0), body("none", 9), body("all", 1)], ["no", "no again", "yes"]);
        assert_eq!(body("nothing", 2), "no again");
    }

    #[test]
    fn an_address_with_another_query_is_alike() {
        let archive = archive(json!([entry("", "https://a.example/p?t=1", "pixel")])).unwrap();
        assert!(archive.find("all", "GET", "https://a.example/p?t=2", 0).is_some());
        assert!(archive.find("all", "POST", "https://a.example/p?t=1", 0).is_none());
        assert!(archive.find("all", "GET", "https://a.example/q", 0).is_none());
    }

    #[test]
    fn an_answer_that_was_cut_off_gives_way_to_a_whole_one() {
        let entries = json!([
            entry("banner", "https://a.example/a.js", ""),
            entry("all", "https://a.example/a.js", "run()"),
            entry("all", "https://a.example/pixel", ""),
        ]);
        let archive = archive(entries).unwrap();
        let body = |url: &str| archive.find("banner", "GET", url, 0).map(|one| one.body.len());
        assert_eq!(body("https://a.example/a.js"), Some(5));
        assert_eq!(body("https://a.example/pixel"), Some(0));
    }

    #[test]
    fn a_text_is_kept_byte_for_byte() {
        let text = json!({"body": "é", "base64Encoded": false});
        let with = |length: u64, kind: &str| {
            let headers = vec![("Content-Type".into(), kind.into())];
            let mut answer = Answer { status: 200, headers, body: Vec::new() };
            answer.take(&text, length);
            (answer.body, answer.headers[0].1.clone())
        };
        let plain = "text/html; charset=iso-8859-1";
        let told = "text/html; charset=utf-8".to_owned();
        assert_eq!(with(1, plain), ("é".into(), told.clone()));
        assert_eq!(with(2, "text/html"), ("é".into(), "text/html".into()));
        assert_eq!(with(5, plain), ("\u{feff}é".into(), told));
    }

    #[test]
    fn an_archive_without_answers_is_none() {
        let failed = json!([{"request": {"method": "GET", "url": "https://a.example/"}, "response": {"status": -1}}]);
        assert_eq!(archive(failed).unwrap_err(), "it holds no answer");
        assert!(Archive::read(b"{}").unwrap_err().contains("no HTTP archive"));
    }
}
