//! A page as the fuzzer has it: it says anything, in any order, and does what it is told.

use std::collections::BTreeSet;

use arbitrary::Arbitrary;
use samtycke::model::grants::decide;
use samtycke::model::jar;
use samtycke::model::json::Value;
use samtycke::model::signals::Signals;
use samtycke::model::wire::{self, Visit};
use serde_json::{Value as Json, json};

use crate::{CONFIGS, LAYER, NOW, SITES};

/// Something that a page says.
#[derive(Arbitrary, Clone, Debug)]
pub enum Op<'a> {
    /// Anything at all, even what is no JSON.
    Say(u8, u32, &'a str),
    /// A decision: the answer, and the ids by their place in [`NAMES`] as a list or an object.
    Decide(Option<bool>, Option<(bool, [u8; 2], bool)>, bool),
    /// A switch is turned.
    Toggle(u8, bool),
    /// A surface is shown, or taken away.
    Surface(bool, u8),
    /// A gated tag is found.
    Found(u8, bool),
    /// A script has loaded or failed.
    Settled(u8),
    /// The page comes back, to these cookies if any are said; else to those there are.
    Return(Option<&'a str>),
    /// A choice of this time is what another tab has stored.
    Other(u32, u8),
    /// The second layer comes, or fails to.
    More(bool),
    /// The time is another: seconds from the first moment on.
    Clock(i32),
    /// The browser takes cookies, or does not.
    Cookies(bool),
    /// A place for the declaration, or a quiet moment.
    Quiet(bool),
    /// While what this leads to is carried out, code of the page says the next thing already.
    Within,
}

/// Ids and names of tags, some of them unknown.
const NAMES: [&str; 12] = [
    "necessary",
    "functional",
    "analytics",
    "site",
    "chat",
    "ga",
    "heat",
    "service:ga",
    "service:chat",
    "service_7",
    "other",
    "",
];

/// Ends of values that another tab may have stored.
const OTHERS: [&str; 6] = [
    "all.functional-analytics",
    "none._",
    "some.analytics.~ga",
    "some._.+chat",
    "none.analytics",
    "some.functional.*AAA_",
];

/// A page view.
pub struct Page<'t> {
    visit: Visit<'t>,
    site: usize,
    signals: Signals,
    layer: &'t Value<'t>,
    none: &'t Value<'t>,
    now: u32,
    /// The cookie that holds the choice, as the browser has it.
    cookie: String,
    takes: bool,
    /// What the page last saw of its cookies, and when; nothing after a cookie that was not kept.
    seen: Option<(String, u32)>,
    /// The gate of each script, by its number; `None` for what never runs.
    gates: Vec<Option<usize>>,
    ran: BTreeSet<usize>,
    within: bool,
}

impl<'t> Page<'t> {
    /// Opens a site; `layer` and `none` are the second layer and what is missing.
    pub fn open(
        message: &'t Value<'t>,
        site: usize,
        signals: Signals,
        cookie: &str,
        [layer, none]: [&'t Value<'t>; 2],
    ) -> Page<'t> {
        let visit = Visit::start(NOW, message).expect("a right configuration");
        let mut gates = Vec::new();
        for (number, gate) in CONFIGS[site].gates.iter().enumerate() {
            gates.extend(gate.value.get("scripts").items.iter().map(|_| Some(number)));
        }
        let seen = Some((cookie.into(), NOW));
        let (now, takes, within) = (NOW, true, false);
        let cookie = cookie.into();
        let ran = BTreeSet::new();
        let mut page = Page {
            visit,
            site,
            signals,
            layer,
            none,
            now,
            cookie,
            takes,
            seen,
            gates,
            ran,
            within,
        };
        page.said(wire::NEXT, 0, "\"\"", &mut [].iter());
        page
    }

    /// What a page says first.
    pub fn facts(site: usize, signals: Signals, cookie: &str) -> String {
        let dnt = if signals.do_not_track { "1,," } else { ",," };
        let gpc = signals.global_privacy_control.to_string();
        let page = crate::PAGE;
        let rest = json!([page.origin, page.host, page.path, page.languages, dnt, gpc, cookie]);
        format!("[{},{}", SITES[site], &rest.to_string()[1..])
    }

    /// Says all of it.
    pub fn live(&mut self, ops: &[Op<'_>]) {
        let mut ops = ops.iter();
        while let Some(op) = ops.next() {
            self.act(op, &mut ops);
        }
        self.check();
    }

    fn act<'o, 'a: 'o>(&mut self, op: &'o Op<'a>, rest: &mut std::slice::Iter<'o, Op<'a>>) {
        let name = |number: &u8| NAMES[*number as usize % NAMES.len()];
        let (kind, number, message) = match op {
            Op::Say(kind, number, text) => {
                // What would be another history, and not another message, has its own kinds.
                let told = [wire::STORED, wire::RETURN, wire::FOUND, wire::MORE, wire::DECIDE];
                let kind = u32::from(*kind) % wire::START;
                if told.contains(&kind) {
                    return;
                }
                (kind, *number, (*text).to_string())
            }
            Op::Decide(answer, ids, by_code) => {
                let ids = ids.as_ref().map_or(json!(null), |(list, ids, on)| match list {
                    true => json!([name(&ids[0]), name(&ids[1])]),
                    false => json!({name(&ids[0]): on, name(&ids[1]): !on}),
                });
                let mut message = vec![json!(answer), ids, json!(by_code)];
                message.extend((0..16).map(|byte| json!(byte)));
                (wire::DECIDE, self.now, Json::Array(message).to_string())
            }
            Op::Toggle(gate, on) => (wire::TOGGLE, (*on).into(), json!(name(gate)).to_string()),
            Op::Surface(open, which) => {
                let kind = if *open { wire::OPEN } else { wire::CLOSE };
                (kind, u32::from(*which), "\"\"".into())
            }
            Op::Found(tag, waits) => {
                let tag = name(tag);
                let config = &CONFIGS[self.site];
                let service = tag.strip_prefix("service:");
                let gate = config.gate(service.unwrap_or(tag));
                self.gates
                    .push(gate.filter(|gate| (*gate >= config.categories) == service.is_some()));
                (wire::FOUND, 0, json!([waits, tag]).to_string())
            }
            Op::Settled(script) => (wire::SETTLED, u32::from(*script), "\"\"".into()),
            Op::Return(cookies) => {
                self.cookie = cookies.map_or(self.cookie.clone(), String::from);
                return self.come_back(rest);
            }
            Op::Other(age, end) => {
                let name = CONFIGS[self.site].cookie_name();
                let time = self.now.saturating_sub(*age % 40 * 86_400);
                let end = OTHERS[*end as usize % OTHERS.len()];
                self.cookie = format!("{name}=1.3.{time}.AAAAAAAAQACAAAAAAAAAAA.{end}");
                return self.come_back(rest);
            }
            Op::More(came) => {
                let first = self.visit.more(0, if *came { self.layer } else { self.none });
                return self.carry_out(first, rest);
            }
            Op::Clock(seconds) => {
                self.now = NOW.saturating_add_signed(*seconds);
                return;
            }
            Op::Cookies(takes) => {
                self.takes = *takes;
                return;
            }
            Op::Quiet(place) => {
                let kind = if *place { wire::PLACE } else { wire::IDLE };
                (kind, 0, "\"\"".into())
            }
            Op::Within => {
                self.within = true;
                return;
            }
        };
        self.said(kind, number, &message, rest);
        self.check();
    }

    fn come_back<'o, 'a: 'o>(&mut self, rest: &mut std::slice::Iter<'o, Op<'a>>) {
        let now = self.now;
        self.seen = Some((self.cookie.clone(), now));
        let cookies = json!(self.cookie).to_string();
        self.said(wire::RETURN, now, &cookies, rest);
    }

    fn said<'o, 'a: 'o>(
        &mut self,
        kind: u32,
        number: u32,
        message: &str,
        rest: &mut std::slice::Iter<'o, Op<'a>>,
    ) {
        let answer = self.visit.act(kind, number, &Value::parse(message));
        let question = [wire::HAS, wire::CONSENT, wire::SERVICES, wire::GONE, wire::LEAVING];
        if !question.contains(&kind) {
            self.carry_out(answer, rest);
        }
    }

    fn carry_out<'o, 'a: 'o>(&mut self, first: String, rest: &mut std::slice::Iter<'o, Op<'a>>) {
        let mut answer = first;
        while answer != "null" {
            let effect: Json = serde_json::from_str(&answer).expect("JSON");
            let number = effect[1].as_u64().expect("a number") as usize;
            match effect[0].as_u64() {
                Some(0) => self.store(effect[2].as_str().expect("a line"), rest),
                Some(3) => self.run(number),
                Some(14) => assert_eq!(self.visit.more(1, self.none), "null"),
                Some(5 | 8) => assert!(effect[2].is_array() || effect[2].is_object(), "{effect}"),
                _ => {}
            }
            if std::mem::take(&mut self.within)
                && let Some(op) = rest.next()
            {
                self.act(op, rest);
            }
            answer = self.visit.act(wire::NEXT, 0, &Value::parse("\"\""));
        }
    }

    /// `document.cookie` is assigned a line.
    fn store<'o, 'a: 'o>(&mut self, line: &str, rest: &mut std::slice::Iter<'o, Op<'a>>) {
        if line.is_empty() {
            return;
        }
        if self.takes {
            self.cookie = line.split(';').next().expect("a pair").into();
        }
        self.seen = self.takes.then(|| (self.cookie.clone(), self.now));
        let written = self.seen.clone();
        let cookies = json!(self.cookie).to_string();
        self.said(wire::STORED, self.now, &cookies, rest);
        // What it led to may have brought another tab's cookies.
        if let Some((cookies, now)) = written.filter(|written| Some(written) == self.seen.as_ref())
        {
            self.same_when_read(&cookies, now);
        }
    }

    /// Who comes back to the cookie just written finds what is in effect now.
    fn same_when_read(&self, cookies: &str, now: u32) {
        let config = &CONFIGS[self.site];
        let choice = jar::find(config, cookies, now.into()).expect("what was written is read");
        assert_eq!(choice.write(config), cookies.split_once('=').expect("a pair").1);
    }

    fn run(&mut self, script: usize) {
        let gate = self.gates.get(script).copied().flatten().expect("a script of a known gate");
        assert!(self.granted()[gate], "script {script} of gate {gate} ran ungranted");
        let id = json!(CONFIGS[self.site].gates[gate].id).to_string();
        assert_eq!(self.visit.act(wire::HAS, 0, &Value::parse(&id)), "true");
        assert_eq!(self.visit.act(wire::LEAVING, 0, &Value::parse("\"\"")), "false");
        assert!(self.ran.insert(script), "script {script} ran twice");
    }

    /// What the cookies grant, by the page's own reading of them.
    fn granted(&self) -> Vec<bool> {
        let config = &CONFIGS[self.site];
        match &self.seen {
            Some((cookies, now)) => {
                let choice = jar::find(config, cookies, (*now).into());
                decide(config, choice.as_ref(), self.signals).on
            }
            // What could not be stored was taken back, perhaps, and never given: asked below.
            None => vec![true; config.gates.len()],
        }
    }

    /// What is granted is what the cookies and signals say.
    fn check(&mut self) {
        let snapshot = self.visit.act(wire::CONSENT, 0, &Value::parse("\"\""));
        let snapshot: Json = serde_json::from_str(&snapshot).expect("JSON");
        let ids = snapshot[5].as_array().expect("a list");
        let granted = self.granted();
        for (number, gate) in CONFIGS[self.site].gates.iter().enumerate() {
            let listed = ids.iter().any(|id| id == gate.id);
            let has = self.visit.act(wire::HAS, 0, &Value::parse(&format!("\"{}\"", gate.id)));
            assert_eq!(has, listed.to_string(), "{}", gate.id);
            assert!(granted[number] || !listed, "{} without a yes", gate.id);
            if self.seen.is_some() {
                assert!(listed || !granted[number], "the yes to {} is lost", gate.id);
            }
        }
    }
}

/// The second layer as a text, and what is missing.
pub fn layers() -> [&'static str; 2] {
    [&LAYER, "null"]
}
