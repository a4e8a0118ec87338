//! Puts together what the browser tells of a request: plain events and the events with headers come in either
//! order, and each step of a redirect has the same id.

use std::collections::HashMap;

use samtycke_config::declaration::Kind;
use serde_json::Value;

use crate::archive::{Answer, Exchange};
use crate::record::{From, Hint, Request, Way, Write};
use crate::set_cookie::SetCookie;
use crate::site;
use crate::stack::cause;
use crate::typed;

/// Requests of a state while it is recorded.
#[derive(Default)]
pub(crate) struct Network {
    pub(crate) requests: Vec<Request>,
    /// Hints in the headers of pages.
    pub(crate) hints: Vec<Hint>,
    /// The steps of each request, by its id: numbers in `requests`.
    steps: HashMap<String, Vec<usize>>,
    /// Steps without an event with the headers of the answer.
    without_headers: Vec<usize>,
    sent: HashMap<String, Vec<Value>>,
    received: HashMap<String, Vec<Value>>,
    /// The headers of answers as pages see them, by step.
    seen: HashMap<usize, Value>,
    /// How many bytes came, decoded, by the id of the request.
    lengths: HashMap<String, u64>,
    /// Ids of requests that have not ended.
    open: Vec<String>,
}

impl Network {
    /// How many requests are under way.
    pub(crate) fn open(&self) -> usize {
        self.open.len()
    }

    /// Forgets what is under way, as of a page that was left.
    pub(crate) fn forget_open(&mut self) {
        self.open.clear();
    }

    /// Takes an event of the Network domain. Returns whether it was about a request's start or end.
    pub(crate) fn take(
        &mut self,
        method: &str,
        params: &Value,
        from: From,
        phase: usize,
        page: &str,
    ) -> bool {
        let id = params["requestId"].as_str().unwrap_or_default().to_owned();
        match method {
            "Network.requestWillBeSent" => self.began(id, params, from, phase, page),
            "Network.webSocketCreated" | "Network.webTransportCreated" => {
                let kind = if method.contains("Socket") { "WebSocket" } else { "WebTransport" };
                let mut request = request(params, &params["url"], kind, from, phase, page);
                request.method = "GET".into();
                self.steps.entry(id).or_default().push(self.requests.len());
                self.requests.push(request);
            }
            "Network.webSocketFrameSent" => {
                let payload = params["response"]["payloadData"].as_str().unwrap_or_default();
                if let Some(step) = self.last(&id) {
                    self.requests[step].typed.extend(typed::found(payload));
                }
                return false;
            }
            "Network.requestWillBeSentExtraInfo" => {
                self.sent.entry(id).or_default().push(params.clone());
                return false;
            }
            "Network.responseReceivedExtraInfo" => {
                self.received.entry(id).or_default().push(params.clone());
                return false;
            }
            "Network.responseReceived" => {
                self.answered(&id, &params["response"], params["hasExtraInfo"] == true);
                if params["type"] == "EventSource" {
                    self.open.retain(|one| *one != id);
                }
            }
            "Network.loadingFailed" => {
                let reason = params["blockedReason"].as_str().or(params["errorText"].as_str());
                if let Some(step) = self.last(&id) {
                    self.requests[step].error = reason.unwrap_or("failed").into();
                }
                self.open.retain(|one| *one != id);
            }
            "Network.dataReceived" => {
                *self.lengths.entry(id).or_default() += params["dataLength"].as_u64().unwrap_or(0);
                return false;
            }
            "Network.loadingFinished" => self.open.retain(|one| *one != id),
            _ => return false,
        }
        true
    }

    fn last(&self, id: &str) -> Option<usize> {
        self.steps.get(id)?.last().copied()
    }

    fn began(&mut self, id: String, params: &Value, from: From, phase: usize, page: &str) {
        let address = &params["request"]["url"];
        let is_redirect = params["redirectResponse"].is_object();
        if let Some(step) = self.last(&id)
            && !is_redirect
            && address == self.requests[step].url.as_str()
        {
            // A frame in another process: its parent has told of it already.
            return;
        }
        if !address.as_str().is_some_and(site::is_network) {
            return;
        }
        let kind = params["type"].as_str().unwrap_or("Other");
        let mut request = request(params, address, kind, from, phase, page);
        if is_redirect && let Some(step) = self.last(&id) {
            let has_headers = params["redirectHasExtraInfo"] == true;
            self.answered(&id, &params["redirectResponse"], has_headers);
            request.redirected_from = Some(self.requests[step].url.clone());
            if request.cause.is_empty() {
                request.cause = self.requests[step].cause.clone();
            }
        }
        if !self.open.contains(&id) {
            self.open.push(id.clone());
        }
        self.steps.entry(id).or_default().push(self.requests.len());
        self.requests.push(request);
    }

    fn answered(&mut self, id: &str, response: &Value, has_headers: bool) {
        let Some(step) = self.last(id) else { return };
        let request = &mut self.requests[step];
        request.status = response["status"].as_u64().unwrap_or(0);
        request.mime = response["mimeType"].as_str().unwrap_or_default().into();
        if request.kind == "Document" {
            let headers = response["headers"].as_object().into_iter().flatten();
            let links = headers.filter(|(name, _)| name.eq_ignore_ascii_case("link"));
            for (what, url) in
                links.flat_map(|(_, value)| hinted(value.as_str().unwrap_or_default()))
            {
                let (phase, page) = (request.phase, request.page.clone());
                self.hints.push(Hint { what, url, phase, page });
            }
        }
        if !has_headers {
            self.without_headers.push(step);
        }
        self.seen.insert(step, response["headers"].clone());
    }

    /// What was answered, in order. `body` gives what the browser says of a request's body.
    pub(crate) fn exchanges(
        &self,
        state: &str,
        body: impl Fn(&str) -> Option<Value>,
    ) -> Vec<Exchange> {
        let mut exchanges = Vec::new();
        for (id, steps) in &self.steps {
            let last = steps.last();
            let mut received = self.received.get(id).into_iter().flatten();
            for step in steps {
                let told = match self.without_headers.contains(step) {
                    true => None,
                    false => received.next(),
                };
                let headers = told.map(|told| &told["headers"]).or(self.seen.get(step));
                let Some(headers) = headers.and_then(Value::as_object) else { continue };
                let pair = |(name, value): (&String, &Value)| {
                    (name.clone(), value.as_str().unwrap_or_default().into())
                };
                let mut answer = Answer {
                    status: self.requests[*step].status,
                    headers: headers.iter().map(pair).collect(),
                    body: Vec::new(),
                };
                if Some(step) == last
                    && let Some(told) = body(id)
                {
                    let length = self.lengths.get(id).copied().unwrap_or(0);
                    answer.take(&told, length);
                }
                let request = self.requests[*step].clone();
                exchanges.push((*step, Exchange { state: state.into(), request, answer }));
            }
        }
        exchanges.sort_by_key(|(step, _)| *step);
        exchanges.into_iter().map(|(_, exchange)| exchange).collect()
    }

    /// Adds the cookies that went along to the requests, and returns the cookies that answers set.
    pub(crate) fn finish(&mut self) -> Vec<Write> {
        let mut writes = Vec::new();
        for (id, steps) in &self.steps {
            for (step, sent) in steps.iter().zip(self.sent.get(id).into_iter().flatten()) {
                let cookies = sent["associatedCookies"].as_array().into_iter().flatten();
                let went = cookies.filter(|one| one["blockedReasons"] == serde_json::json!([]));
                let names = went.filter_map(|one| one["cookie"]["name"].as_str());
                self.requests[*step].sent = names.map(String::from).collect();
            }
            let with_headers = steps.iter().filter(|one| !self.without_headers.contains(one));
            let received = self.received.get(id).into_iter().flatten();
            for (step, received) in with_headers.zip(received) {
                writes.extend(set_by(&self.requests[*step], received).map(|one| (*step, one)));
            }
        }
        writes.sort_by_key(|(step, _)| *step);
        writes.into_iter().map(|(_, write)| write).collect()
    }
}

/// The hints of a `Link` header (RFC 8288) that name another host.
fn hinted(header: &str) -> Vec<(String, String)> {
    let links = header.split('<').skip(1).filter_map(|link| link.split_once('>'));
    let hint = |(url, parameters): (&str, &str)| {
        let rel = parameters.split(';').find_map(|one| one.trim().strip_prefix("rel="))?;
        let rel = rel.trim_matches([' ', ',', '"']).to_lowercase();
        let known = ["preconnect", "dns-prefetch", "prefetch", "preload", "modulepreload"];
        (known.contains(&rel.as_str()) && site::is_network(url)).then(|| (rel, url.to_owned()))
    };
    links.filter_map(hint).collect()
}

fn request(
    params: &Value,
    url: &Value,
    kind: &str,
    from: From,
    phase: usize,
    page: &str,
) -> Request {
    Request {
        url: url.as_str().unwrap_or_default().into(),
        host: site::host(url.as_str().unwrap_or_default()),
        method: params["request"]["method"].as_str().unwrap_or_default().into(),
        kind: kind.into(),
        from,
        cause: cause(&params["initiator"]),
        redirected_from: None,
        time: params["wallTime"].as_f64().unwrap_or(0.0),
        status: 0,
        mime: String::new(),
        sent: Vec::new(),
        typed: typed::in_request(&params["request"]),
        error: String::new(),
        phase,
        page: page.into(),
    }
}

/// The cookies that an answer sets, those that the browser refuses included.
fn set_by<'a>(request: &'a Request, received: &'a Value) -> impl Iterator<Item = Write> + 'a {
    let headers = received["headers"].as_object().into_iter().flatten();
    let lines = headers
        .filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"))
        .filter_map(|(_, value)| value.as_str())
        .flat_map(str::lines);
    lines.map(|line| {
        let set = SetCookie::parse(line);
        let blocked = received["blockedCookies"].as_array().into_iter().flatten();
        let refused = blocked
            .filter(|one| one["cookieLine"].as_str() == Some(line))
            .flat_map(|one| one["blockedReasons"].as_array().into_iter().flatten())
            .filter_map(|reason| reason.as_str().map(String::from))
            .collect();
        Write {
            kind: Kind::Cookie,
            host: set.domain.unwrap_or_else(|| site::host(&request.url)),
            life: set.life,
            name: set.name,
            attributes: set.attributes,
            way: Way::Header { url: request.url.clone() },
            cause: request.cause.clone(),
            refused,
            phase: request.phase,
            page: request.page.clone(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn take(network: &mut Network, method: &str, params: Value) {
        network.take(method, &params, From::Page, 0, "https://shop.example/");
    }

    #[test]
    fn headers_join_the_step_that_they_belong_to() {
        let mut network = Network::default();
        let headers = |cookie: &str| json!({"requestId": "1", "headers": {"Set-Cookie": cookie}, "blockedCookies": []});
        take(&mut network, "Network.responseReceivedExtraInfo", headers("a=1; Max-Age=60\nb=2"));
        let began = |url: &str| {
            json!({"requestId": "1", "request": {"url": url, "method": "GET"}, "type": "Image",
            "initiator": {"type": "parser", "url": "https://shop.example/", "lineNumber": 6}})
        };
        take(&mut network, "Network.requestWillBeSent", began("https://first.example/a"));
        let mut second = began("https://second.example/b");
        second["redirectResponse"] = json!({"status": 302});
        second["redirectHasExtraInfo"] = json!(true);
        take(&mut network, "Network.requestWillBeSent", second);
        take(&mut network, "Network.responseReceivedExtraInfo", headers("c=3"));
        let answered = json!({"requestId": "1", "response": {"status": 200}, "hasExtraInfo": true});
        take(&mut network, "Network.responseReceived", answered);
        assert_eq!(network.open(), 1);
        take(&mut network, "Network.loadingFinished", json!({"requestId": "1"}));
        assert_eq!(network.open(), 0);
        let writes = network.finish();
        let told: Vec<(&str, &str)> =
            writes.iter().map(|one| (one.name.as_str(), one.host.as_str())).collect();
        assert_eq!(told, [("a", "first.example"), ("b", "first.example"), ("c", "second.example")]);
        assert_eq!(network.requests[1].redirected_from.as_deref(), Some("https://first.example/a"));
        assert_eq!(network.requests[1].cause[0].line, 7);
    }

    #[test]
    fn hints_in_headers_are_read() {
        let header = r#"</own.css>; rel=preload, <https://a.example>; rel="preconnect", <https://b.example/x>; as=script; rel=prefetch"#;
        let hints = hinted(header);
        let told: Vec<(&str, &str)> =
            hints.iter().map(|(what, url)| (what.as_str(), url.as_str())).collect();
        assert_eq!(
            told,
            [("preconnect", "https://a.example"), ("prefetch", "https://b.example/x")]
        );
    }

    #[test]
    fn a_refused_cookie_is_an_attempt() {
        let mut network = Network::default();
        let began =
            json!({"requestId": "1", "request": {"url": "https://t.example/p"}, "type": "Image"});
        take(&mut network, "Network.requestWillBeSent", began);
        let headers = json!({"requestId": "1", "headers": {"set-cookie": "id=1; SameSite=Lax"}, "blockedCookies": [
            {"cookieLine": "id=1; SameSite=Lax", "blockedReasons": ["SameSiteLax"]}]});
        take(&mut network, "Network.responseReceivedExtraInfo", headers);
        assert_eq!(network.finish()[0].refused, ["SameSiteLax"]);
    }
}
