//! What visitors see: a template of `src/view/`, filled in.
//!
//! `build/template.rs` makes the templates from HTML. Here they are JSON, each element an array of
//! its tag, its attributes and what is inside, but with `'` for quotes, and with words in angle
//! brackets:
//!
//! | | |
//! | --- | --- |
//! | `<title>` | a text of ours, by its key |
//! | `<!l>` | a value of `View::word` |
//! | `<.policyUrl>` | a field of what is being shown, in the visitor's language |
//! | `<=.kind>` | the text of ours whose key is that field |
//! | `<#o>…</>`, `<^o>…</>`, `<#.host>…</>` | shown if so, if not so, if the field is there |
//! | `<*v>…</>`, `<*.cookies>…</>` | shown once for each |
//!
//! Texts of the configuration stay escaped as JSON strings, so none can end the string that it
//! stands in; and no part of them is read as a template or as HTML.

use super::config::{Config, or};
use super::jar;
use super::json::{Value, behind, piece};
use super::language;
use super::lifetime;
use super::parts::{cut, parts};
use super::state::{State, Surface};
use super::write;

const BANNER: &str = include_str!(concat!(env!("OUT_DIR"), "/banner.txt"));
const REOPEN: &str = include_str!(concat!(env!("OUT_DIR"), "/reopen.txt"));

/// A surface as one element, in JSON; empty while its part has not come.
pub fn surface(state: &State, surface: Surface) -> String {
    let template = match surface {
        Surface::Banner => BANNER,
        Surface::Settings => state.more.get("settings").text,
        Surface::Reopen => REOPEN,
    };
    filled(state, template, 0)
}

/// What the settings show of a category's services, as one element; `null` before they have come.
pub fn services(state: &State, gate: usize) -> String {
    filled(state, or(state.more.get("services").text, "null"), gate)
}

/// What the policy page shows: every category, service, cookie and external site.
pub fn declaration(state: &State) -> String {
    filled(state, state.more.get("declaration").text, 0)
}

/// What [`State::remains`] has, each as an object with its service, name and host (empty where none
/// is declared), and with a comma before it.
pub fn remains(state: &State) -> String {
    filled(
        state,
        "<*m><*.cookies><#u>,{'service':'<!i>','name':'<.name>','host':'<.host>'}</></></>",
        0,
    )
}

fn filled(state: &State, template: &str, gate: usize) -> String {
    let mut view = View { state, config: &state.config, out: String::new() };
    view.fill(template, Scope { gate, value: state.config.root });
    view.out
}

/// What is being shown: the gate that we are at, and the object that fields are read from.
#[derive(Clone, Copy)]
struct Scope<'t> {
    gate: usize,
    value: &'t Value<'t>,
}

struct View<'a, 't> {
    state: &'a State<'t>,
    config: &'a Config<'t>,
    out: String,
}

impl<'t> View<'_, 't> {
    fn fill(&mut self, template: &str, scope: Scope<'t>) {
        let mut rest = template;
        loop {
            let (text, next) = cut(rest, b'<');
            for (number, piece) in parts(text, b'\'').enumerate() {
                if number > 0 {
                    self.out.push_str("\"");
                }
                self.out.push_str(piece);
            }
            let Some(next) = next else { return };
            let (name, next) = cut(next, b'>');
            rest = next.unwrap_or("");
            let plain = behind(name, 1);
            match name.as_bytes().first() {
                Some(b'#') => rest = self.section(rest, scope, self.holds(plain, scope)),
                Some(b'^') => rest = self.section(rest, scope, !self.holds(plain, scope)),
                Some(b'*') => rest = self.each(rest, scope, plain),
                Some(b'!') => self.word(letter(plain), scope),
                Some(b'=') => self.say(field(scope.value, plain).text),
                Some(b'.') => self.out.push_str(self.config.text(field(scope.value, name))),
                _ => self.say(name),
            }
        }
    }

    /// Shows a section or not; returns what follows it.
    fn section<'s>(&mut self, template: &'s str, scope: Scope<'t>, shown: bool) -> &'s str {
        let (inside, rest) = split(template);
        if shown {
            self.fill(inside, scope);
        }
        rest
    }

    fn each<'s>(&mut self, template: &'s str, scope: Scope<'t>, list: &str) -> &'s str {
        let (inside, rest) = split(template);
        for value in &field(scope.value, list).items {
            self.fill(inside, Scope { value, ..scope });
        }
        for (number, gate) in self.config.gates.iter().enumerate() {
            let is_listed = match letter(list) {
                b'c' => !self.config.is_service(number),
                b'm' => self.state.remains(number),
                b'v' => self.config.is_service(number) && gate.category == scope.gate,
                _ => false,
            };
            if is_listed {
                self.fill(inside, Scope { gate: number, value: gate.value });
            }
        }
        rest
    }

    /// Whether a section is shown.
    fn holds(&self, name: &str, scope: Scope) -> bool {
        let (config, signals) = (self.config, self.state.signals);
        let gate = config.gates[scope.gate];
        let ruled_out = &self.state.grants.ruled_out;
        match letter(name) {
            b'b' => config.ui("block"),
            b'm' => (0..config.gates.len()).any(|gate| self.state.remains(gate)),
            b'u' => jar::is_out_of_reach(scope.value),
            b's' => !signals.name().is_empty(),
            b'n' => signals.do_not_track,
            b'g' => signals.global_privacy_control,
            b'r' => self.state.is_limited(),
            // Services: is there one of this category?
            b'v' => config.gates[config.categories..]
                .iter()
                .any(|service| service.category == scope.gate),
            b'o' => self.state.draft.on.get(scope.gate) == Some(&true),
            // Fixed, with the reason beside it.
            b'f' => gate.required || ruled_out[scope.gate],
            b'q' => gate.required,
            b'1' => scope.value.get("party").text == "first",
            _ => {
                let value = field(scope.value, name);
                !value.text.is_empty() || !value.items.is_empty()
            }
        }
    }

    /// Appends a value by its letter.
    fn word(&mut self, name: u8, scope: Scope<'t>) {
        let config = self.config;
        let gate = config.gates[scope.gate];
        let ui = config.get("ui");
        let value = match name {
            b'i' => gate.id,
            b'l' => self.label(scope.gate),
            b'a' => return self.about(gate.id, gate.value),
            b'd' => {
                let more = self.texts();
                return lifetime::words(&mut self.out, scope.value, config, more);
            }
            b't' => or(ui.get("theme").string(), "auto"),
            b'y' => or(ui.get("layout").string(), "box"),
            b'p' => or(ui.get("position").string(), "bottom"),
            b'g' => config.language,
            _ if language::runs_right_to_left(config.language) => "rtl",
            _ => "ltr",
        };
        self.out.push_str(value);
    }

    /// Appends a text of ours, with its values in place of `{controller}`, `{purposes}` and
    /// `{days}`; what these hold is not filled in again.
    fn say(&mut self, key: &str) {
        let config = self.config;
        let mut rest = config.say(key, self.texts());
        loop {
            let (text, next) = cut(rest, b'{');
            self.out.push_str(text);
            let Some(next) = next else { return };
            let (name, behind) = cut(next, b'}');
            rest = behind.unwrap_or("");
            match if behind.is_some() { name } else { "" } {
                "controller" => {
                    self.out.push_str(config.text(config.get("controller").get("name")))
                }
                "days" => write::whole(&mut self.out, config.days),
                "purposes" => self.purposes(key == "signalRulesOut"),
                _ => {
                    self.out.push_str("{");
                    rest = next;
                }
            }
        }
    }

    /// Appends the names of the categories that can be refused, or of those that a signal rules
    /// out.
    fn purposes(&mut self, ruled_out: bool) {
        let mut between = "";
        for (number, gate) in self.config.gates.iter().enumerate() {
            let off = self.state.grants.ruled_out[number];
            if !self.config.is_service(number) && !gate.required && (off || !ruled_out) {
                self.out.push_str(between);
                self.out.push_str(self.label(number));
                between = ", ";
            }
        }
    }

    /// The name of a category or a service.
    fn label(&self, gate: usize) -> &'t str {
        let gate = &self.config.gates[gate];
        or(self.config.text(gate.value.get("name")), self.config.say(gate.id, self.texts()))
    }

    /// Appends what a category is for.
    fn about(&mut self, id: &str, category: &Value<'t>) {
        let mut key = String::from(id);
        key.push_str("Intro");
        let own = self.config.text(category.get("description"));
        self.out.push_str(or(own, self.config.say(&key, self.texts())));
    }

    fn texts(&self) -> &'t Value<'t> {
        self.state.more.get("texts")
    }
}

/// The letter that stands for a word; 0 where that is a path.
fn letter(word: &str) -> u8 {
    if word.len() == 1 { word.as_bytes()[0] } else { 0 }
}

/// A field by its path, such as `.controller.name`.
fn field<'v, 't>(value: &'v Value<'t>, path: &str) -> &'v Value<'t> {
    let mut value = value;
    for name in parts(behind(path, 1), b'.') {
        value = value.get(name);
    }
    value
}

/// What a section holds, and what follows its end.
fn split(template: &str) -> (&str, &str) {
    let mut depth = 0;
    let mut at = 0;
    loop {
        let (text, next) = cut(behind(template, at), b'<');
        let end = at + text.len();
        let Some(next) = next else { return (template, "") };
        let (name, rest) = cut(next, b'>');
        match name.as_bytes().first() {
            Some(b'#' | b'^' | b'*') => depth += 1,
            Some(b'/') if depth == 0 => return (piece(template, 0, end), rest.unwrap_or("")),
            Some(b'/') => depth -= 1,
            _ => {}
        }
        at = end + name.len() + 2;
    }
}
