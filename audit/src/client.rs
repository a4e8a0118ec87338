//! A client of the Chrome DevTools protocol over Chromium's debugging pipe: JSON texts that end with a zero.
//!
//! One browser serves several states at the same time, each from a thread of its own. Every state has a
//! [`Line`]: its answers and the events of its tabs arrive there, in order.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long the browser may take to answer a command.
const PATIENCE: Duration = Duration::from_secs(60);

/// What is said when there will be no answer.
const GONE: &str = "the browser is gone";

/// Something that the browser tells.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    /// The tab, frame or worker that it is about; empty for the browser.
    pub(crate) session: String,
    pub(crate) method: String,
    pub(crate) params: Value,
}

/// What arrives on a line.
enum Message {
    Answer(u64, Result<Value, String>),
    Event(Event),
}

/// Where messages go.
#[derive(Default)]
struct Routes {
    answers: HashMap<u64, Sender<Message>>,
    sessions: HashMap<String, Sender<Message>>,
    /// Profiles: tabs and workers that nobody asked for belong to one.
    contexts: HashMap<String, Sender<Message>>,
    next: u64,
    is_closed: bool,
}

struct Shared {
    output: Mutex<Box<dyn Write + Send>>,
    routes: Mutex<Routes>,
}

/// The connection to a browser; copies are of the same connection.
#[derive(Clone)]
pub(crate) struct Client(Arc<Shared>);

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Client {
    /// Talks over a pair of pipes.
    pub(crate) fn new(
        output: impl Write + Send + 'static,
        input: impl Read + Send + 'static,
    ) -> Client {
        let shared = Shared { output: Mutex::new(Box::new(output)), routes: Mutex::default() };
        let client = Client(Arc::new(shared));
        let reader = client.clone();
        thread::spawn(move || reader.read(input));
        client
    }

    /// Another line.
    pub(crate) fn line(&self) -> Line {
        let (sender, receiver) = channel();
        Line { client: self.clone(), sender, receiver }
    }

    fn read(&self, input: impl Read) {
        let mut input = BufReader::new(input);
        let mut text = Vec::new();
        while matches!(input.read_until(0, &mut text), Ok(length) if length > 0) {
            text.pop();
            if let Ok(message) = serde_json::from_slice(&text) {
                self.route(message);
            }
            text.clear();
        }
        // Callers that still wait get an error: no answer will come.
        let mut routes = lock(&self.0.routes);
        routes.is_closed = true;
        for (id, sender) in routes.answers.drain() {
            let _ = sender.send(Message::Answer(id, Err(GONE.into())));
        }
    }

    fn route(&self, mut message: Value) {
        let mut routes = lock(&self.0.routes);
        if let Some(id) = message["id"].as_u64() {
            let Some(sender) = routes.answers.remove(&id) else { return };
            let answer = match message["error"]["message"].as_str() {
                Some(error) => Err(error.to_owned()),
                None => Ok(message["result"].take()),
            };
            // The state may have ended.
            let _ = sender.send(Message::Answer(id, answer));
            return;
        }
        let event = Event {
            session: message["sessionId"].as_str().unwrap_or_default().into(),
            method: message["method"].as_str().unwrap_or_default().into(),
            params: message["params"].take(),
        };
        let sender = match event.session.as_str() {
            "" => event.params["targetInfo"]["browserContextId"]
                .as_str()
                .and_then(|context| routes.contexts.get(context)),
            session => routes.sessions.get(session),
        };
        let Some(sender) = sender.cloned() else { return };
        if event.method == "Target.attachedToTarget"
            && let Some(session) = event.params["sessionId"].as_str()
        {
            routes.sessions.insert(session.into(), sender.clone());
        }
        let _ = sender.send(Message::Event(event));
    }

    fn send(&self, to: &Sender<Message>, session: &str, method: &str, params: Value) -> u64 {
        let id = {
            let mut routes = lock(&self.0.routes);
            routes.next += 1;
            let id = routes.next;
            if routes.is_closed {
                let _ = to.send(Message::Answer(id, Err(GONE.into())));
                return id;
            }
            routes.answers.insert(id, to.clone());
            id
        };
        let mut message = json!({"id": id, "method": method, "params": params});
        if !session.is_empty() {
            message["sessionId"] = session.into();
        }
        let mut text = message.to_string().into_bytes();
        text.push(0);
        let mut output = lock(&self.0.output);
        let sent = output.write_all(&text).and_then(|()| output.flush());
        if let Err(error) = sent {
            lock(&self.0.routes).answers.remove(&id);
            let _ = to.send(Message::Answer(id, Err(format!("{GONE}: {error}"))));
        }
        id
    }
}

/// Commands of one state, and what the browser tells of its tabs.
pub(crate) struct Line {
    client: Client,
    sender: Sender<Message>,
    receiver: Receiver<Message>,
}

/// An answer that comes later.
pub(crate) struct Later(Receiver<Message>);

impl Later {
    /// The answer; nothing if the browser has none, or does not give it in time.
    pub(crate) fn get(&self, patience: Duration) -> Option<Value> {
        match self.0.recv_timeout(patience) {
            Ok(Message::Answer(_, answer)) => answer.ok(),
            _ => None,
        }
    }
}

/// What [`Line::wait`] got.
pub(crate) enum Arrived {
    Event(Event),
    Answer(u64, Result<Value, String>),
    /// Nothing, until the time was over.
    Nothing,
}

impl Line {
    /// Makes the events of a profile's tabs and workers arrive here.
    pub(crate) fn own(&self, context: &str) {
        lock(&self.client.0.routes).contexts.insert(context.into(), self.sender.clone());
    }

    /// Sends a command, and does not wait for the answer.
    pub(crate) fn send(&self, session: &str, method: &str, params: Value) -> u64 {
        self.client.send(&self.sender, session, method, params)
    }

    /// Sends a command whose answer nobody waits for until later.
    pub(crate) fn ask(&self, session: &str, method: &str, params: Value) -> Later {
        let (sender, receiver) = channel();
        self.client.send(&sender, session, method, params);
        Later(receiver)
    }

    /// The next thing that arrives.
    ///
    /// # Errors
    /// The browser is gone.
    pub(crate) fn wait(&self, until: Instant) -> Result<Arrived, String> {
        let left = until.saturating_duration_since(Instant::now());
        match self.receiver.recv_timeout(left) {
            Ok(Message::Event(event)) => Ok(Arrived::Event(event)),
            Ok(Message::Answer(id, answer)) => Ok(Arrived::Answer(id, answer)),
            Err(RecvTimeoutError::Timeout) if self.is_closed() => Err(GONE.into()),
            Err(_) => Ok(Arrived::Nothing),
        }
    }

    fn is_closed(&self) -> bool {
        lock(&self.client.0.routes).is_closed
    }

    /// Sends a command, hands out the events that come before the answer, and returns the answer.
    ///
    /// # Errors
    /// The browser refuses the command, does not answer in time, or is gone.
    pub(crate) fn call(
        &self,
        session: &str,
        method: &str,
        params: Value,
        on_event: &mut dyn FnMut(&Line, Event),
    ) -> Result<Value, String> {
        let id = self.send(session, method, params);
        let until = Instant::now() + PATIENCE;
        loop {
            match self.wait(until)? {
                Arrived::Event(event) => on_event(self, event),
                Arrived::Answer(one, answer) if one == id => {
                    return answer.map_err(|error| format!("{method}: {error}"));
                }
                Arrived::Answer(..) => {}
                Arrived::Nothing => return Err(format!("{method}: the browser does not answer")),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::pipe;

    /// A browser that answers every command with its method, and tells of a worker before.
    fn echo() -> Client {
        let (input, output) = pipe().unwrap();
        let (answers, mut out) = pipe().unwrap();
        thread::spawn(move || {
            for text in BufReader::new(input).split(0).map_while(Result::ok) {
                let command: Value = serde_json::from_slice(&text).unwrap();
                let told = json!({"method": "Target.attachedToTarget", "params": {
                    "sessionId": "worker", "targetInfo": {"browserContextId": "profile"},
                }});
                let of_worker = json!({"method": "Said", "sessionId": "worker", "params": {}});
                let answer = match command["method"].as_str() {
                    Some("Refuse") => json!({"id": command["id"], "error": {"message": "no"}}),
                    _ => json!({"id": command["id"], "result": {"was": command["method"]}}),
                };
                for message in [told, of_worker, answer] {
                    let _ = out.write_all(format!("{message}\0").as_bytes());
                }
            }
        });
        Client::new(output, answers)
    }

    #[test]
    fn answers_and_events_reach_the_line_that_they_belong_to() {
        let client = echo();
        let (line, other) = (client.line(), client.line());
        line.own("profile");
        let mut methods = Vec::new();
        let answer = line
            .call("", "Do", json!({}), &mut |_, event| methods.push(event.method.clone()))
            .unwrap();
        assert_eq!(answer["was"], "Do");
        assert_eq!(methods, ["Target.attachedToTarget", "Said"]);
        assert!(matches!(other.wait(Instant::now()), Ok(Arrived::Nothing)));
    }

    #[test]
    fn a_refusal_names_the_command() {
        let error = echo().line().call("", "Refuse", json!({}), &mut |_, _| {}).unwrap_err();
        assert_eq!(error, "Refuse: no");
    }

    #[test]
    fn nobody_waits_for_a_browser_that_goes() {
        let (_input, output) = pipe().unwrap();
        let (answers, out) = pipe().unwrap();
        let line = Client::new(output, answers).line();
        thread::spawn(move || drop(out));
        let start = Instant::now();
        let error = line.call("", "Do", json!({}), &mut |_, _| {}).unwrap_err();
        assert!(error.contains(GONE) && start.elapsed() < PATIENCE / 2, "{error}");
    }

    #[test]
    fn a_browser_that_is_gone_is_an_error() {
        let (input, output) = pipe().unwrap();
        drop(input);
        let (answers, _) = pipe().unwrap();
        let error = Client::new(output, answers).line().call("", "Do", json!({}), &mut |_, _| {});
        assert!(error.unwrap_err().contains("the browser is gone"));
    }
}
