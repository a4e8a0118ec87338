//! What visitors see, as a text of parts from which page.js makes elements.
//!
//! A part is a letter and what belongs to it: `<tag` opens an element inside the one that is open,
//! `=name value` sets an attribute of it, `"text` appends text, `>` closes it; U+001F ends a part.
//! No string of the configuration is ever read as HTML, nor as a part: see [`View::text`].

use super::config::Config;
use super::document::Value;
use super::lanes::Gate;
use super::parts::parts;
use super::state::{State, Surface};
use super::texts::{Key, fill};
use super::{language, write};

/// Several parts as one constant.
macro_rules! parts {
    ($($part:literal)*) => { concat!($($part, "\x1f"),*) };
}

/// A surface as one element.
pub fn surface(state: &State, surface: Surface) -> String {
    let mut view = View { state, config: &state.config, out: String::new() };
    match surface {
        Surface::Banner => view.banner(),
        Surface::Settings => view.settings(),
        Surface::Reopen => view.reopen(),
    }
    view.out
}

/// What the policy page shows: every category, service, cookie and external site.
pub fn declaration(state: &State) -> String {
    let mut view = View { state, config: &state.config, out: String::new() };
    view.frame(parts!["<div" "=class samtycke-declaration"]);
    for category in 0..view.config.categories().len() {
        view.add(parts!["<section"]);
        view.leaf(parts!["<h3"], view.config.name_of(category));
        view.leaf(parts!["<p"], view.config.about(category));
        for service in 0..view.config.services().len() {
            if view.config.owner(service) == category {
                let value = view.config.service(service);
                view.leaf(parts!["<h4"], view.config.text(value.get("name")));
                view.service(value);
            }
        }
        view.close();
    }
    view.external();
    view.close();
    view.out
}

struct View<'a> {
    state: &'a State,
    config: &'a Config,
    out: String,
}

impl View<'_> {
    fn banner(&mut self) {
        self.frame(parts!["<div" "=class samtycke-banner"]);
        if self.config.get("ui").get("block").flag(false) {
            self.add(parts!["<div" "=class samtycke-cover" ">"]);
        }
        self.add(parts!["<section" "=class samtycke-box" "=aria-labelledby samtycke-title"]);
        self.attr("=data-layout ", self.config.ui("layout", "box"));
        self.attr("=data-position ", self.config.ui("position", "bottom"));
        self.leaf(parts!["<h2" "=id samtycke-title"], self.config.say(Key::Title));
        self.introduction(Key::Intro);
        self.buttons(
            parts!["<button" "=type button" "=data-samtycke-click settings"],
            Key::Settings,
        );
        self.add(parts![">" ">"]);
    }

    fn settings(&mut self) {
        self.frame(
            parts!["<dialog" "=class samtycke-settings" "=aria-labelledby samtycke-settings"],
        );
        self.leaf(parts!["<h2" "=id samtycke-settings"], self.config.say(Key::SettingsTitle));
        self.add(
            parts!["<button" "=type button" "=class samtycke-close" "=data-samtycke-click close"],
        );
        self.attr("=aria-label ", self.config.say(Key::Close));
        self.add(parts!["\"×" ">"]);
        self.introduction(Key::SettingsIntro);
        self.labelled(Key::Contact, self.config.get("controller").get("contact"), Value::missing());
        self.signal();
        for category in 0..self.config.categories().len() {
            self.add(parts!["<section" "=class samtycke-category"]);
            self.switch(Gate::Category(category), self.config.name_of(category));
            self.leaf(parts!["<p"], self.config.about(category));
            let mut first = true;
            for number in 0..self.config.services().len() {
                if self.config.owner(number) != category {
                    continue;
                }
                if first {
                    self.add(parts!["<details"]);
                    self.leaf(parts!["<summary"], self.config.say(Key::Services));
                    first = false;
                }
                let service = self.config.service(number);
                self.add(parts!["<div" "=class samtycke-service"]);
                self.switch(Gate::Service(number), self.config.text(service.get("name")));
                self.service(service);
                self.close();
            }
            if !first {
                self.close();
            }
            self.close();
        }
        self.external();
        self.buttons(parts!["<button" "=type button" "=data-samtycke-click save"], Key::Save);
        self.close();
    }

    fn reopen(&mut self) {
        self.frame(parts!["<div" "=class samtycke-reopen"]);
        let button = parts!["<button" "=type button" "=data-samtycke-click settings"];
        self.leaf(button, self.config.say(Key::SettingsTitle));
        self.close();
    }

    /// What the visitor is told before choosing (GDPR article 13, CJEU C-673/17).
    fn introduction(&mut self, key: Key) {
        let controller = self.config.get("controller");
        let mut days = String::new();
        write::whole(&mut days, self.config.days.into());
        let values = [
            ("controller", self.config.text(controller.get("name"))),
            ("purposes", &self.purposes(false)),
            ("days", &days),
        ];
        self.add(parts!["<p"]);
        self.text(&fill(self.config.say(key), &values));
        self.text(" ");
        self.link(controller.get("policyUrl"), Key::Policy);
        self.close();
    }

    /// Which browser signal is honoured, and what it rules out.
    fn signal(&mut self) {
        let signals = self.state.signals;
        if signals.name().is_none() {
            return;
        }
        self.add(parts!["<div" "=class samtycke-signal"]);
        if signals.do_not_track {
            self.leaf(parts!["<p"], self.config.say(Key::DoNotTrack));
        }
        if signals.global_privacy_control {
            self.leaf(parts!["<p"], self.config.say(Key::GlobalPrivacyControl));
        }
        let ruled_out = self.purposes(true);
        if !ruled_out.is_empty() {
            let text = fill(self.config.say(Key::SignalRulesOut), &[("purposes", &ruled_out)]);
            self.leaf(parts!["<p"], &text);
        }
        self.close();
    }

    /// The names of the categories that can be refused, or of those that a signal rules out.
    fn purposes(&self, ruled_out: bool) -> String {
        let mut names = String::new();
        for (category, off) in self.state.grants.ruled_out.iter().enumerate() {
            if !self.config.is_required(category) && (*off || !ruled_out) {
                if !names.is_empty() {
                    names.push_str(", ");
                }
                names.push_str(self.config.name_of(category));
            }
        }
        names
    }

    /// A switch with its name, and the reason where it cannot be turned.
    fn switch(&mut self, gate: Gate, name: &str) {
        let category = gate.category(self.config);
        let id = gate.id(self.config);
        self.add(
            parts!["<label" "<input" "=type checkbox" "=role switch" "=data-samtycke-click toggle"],
        );
        self.attr("=name ", id);
        if self.state.draft.is_on(gate) {
            self.add(parts!["=checked "]);
        }
        let required = self.config.is_required(category);
        let fixed = required || self.state.grants.ruled_out[category];
        if fixed {
            self.add(parts!["=disabled "]);
            self.attr("=aria-describedby samtycke-why-", id);
        }
        self.close();
        self.leaf(parts!["<span"], name);
        self.close();
        if fixed {
            self.add(parts!["<small"]);
            self.attr("=id samtycke-why-", id);
            let reason = if required { Key::AlwaysOn } else { Key::RuledOut };
            self.text(self.config.say(reason));
            self.close();
        }
    }

    /// Who runs a service, and what it stores.
    fn service(&mut self, service: &Value) {
        self.labelled(Key::Provider, service.get("provider"), service.get("policyUrl"));
        let cookies = &service.get("cookies").items;
        if cookies.is_empty() {
            return;
        }
        // The table may be wider than the screen: what scrolls has to be reachable by keyboard.
        self.add(parts!["<div" "=class samtycke-scroll" "=role region" "=tabindex 0"]);
        self.attr("=aria-label ", self.config.text(service.get("name")));
        self.add(parts!["<table" "<thead" "<tr"]);
        for key in &[Key::Name, Key::Kind, Key::Host, Key::Lifetime, Key::Purpose] {
            self.leaf(parts!["<th" "=scope col"], self.config.say(*key));
        }
        self.add(parts![">" ">" "<tbody"]);
        for cookie in cookies {
            self.cookie(cookie);
        }
        self.add(parts![">" ">" ">"]);
    }

    fn cookie(&mut self, cookie: &Value) {
        let config = self.config;
        let kinds =
            [Key::Cookie, Key::LocalStorage, Key::SessionStorage, Key::IndexedDb, Key::Pixel];
        let kind = kinds.iter().find(|key| key.name() == cookie.get("kind").text());
        let first = cookie.get("party").text() == "first";
        self.add(parts!["<tr"]);
        self.leaf(parts!["<th" "=scope row"], cookie.get("name").text());
        self.leaf(parts!["<td"], config.say(*kind.unwrap_or(&Key::Cookie)));
        self.add(parts!["<td"]);
        self.text(config.say(if first { Key::FirstParty } else { Key::ThirdParty }));
        if cookie.get("host").is_there() {
            self.text(", ");
            self.text(cookie.get("host").text());
        }
        self.close();
        self.leaf(parts!["<td"], &config.lifetime(cookie).words(config));
        self.leaf(parts!["<td"], config.text(cookie.get("purpose")));
        self.close();
    }

    /// The sites that ask for consent themselves.
    fn external(&mut self) {
        let external = &self.config.get("external").items;
        if external.is_empty() {
            return;
        }
        self.add(parts!["<section" "=class samtycke-external"]);
        self.leaf(parts!["<h3"], self.config.say(Key::External));
        for site in external {
            self.add(parts!["<p"]);
            self.leaf(parts!["<strong"], self.config.text(site.get("name")));
            for field in &["host", "description"] {
                self.text(" ");
                self.text(self.config.text(site.get(field)));
            }
            self.text(" ");
            self.link(site.get("policyUrl"), Key::Privacy);
            self.close();
        }
        self.close();
    }

    /// Opens a surface's own element.
    fn frame(&mut self, parts: &'static str) {
        self.add(parts);
        self.attr("=data-theme ", self.config.ui("theme", "auto"));
        let tag = &self.config.language;
        self.attr("=lang ", tag);
        self.attr("=dir ", if language::runs_right_to_left(tag) { "rtl" } else { "ltr" });
    }

    /// No and yes side by side, alike, and what else there is to do.
    fn buttons(&mut self, last: &'static str, key: Key) {
        self.add(parts!["<div" "=class samtycke-buttons"]);
        self.leaf(
            parts!["<button" "=type button" "=data-samtycke-click reject"],
            self.config.say(Key::Reject),
        );
        self.leaf(
            parts!["<button" "=type button" "=data-samtycke-click accept"],
            self.config.say(Key::Accept),
        );
        self.leaf(last, self.config.say(key));
        self.close();
    }

    /// A link, where there is an address for it.
    fn link(&mut self, address: &Value, key: Key) {
        if address.is_there() {
            self.add(parts!["<a"]);
            self.attr("=href ", self.config.text(address));
            self.text(self.config.say(key));
            self.close();
        }
    }

    /// A paragraph of what something is, its text and a link to a policy, as far as there are any.
    fn labelled(&mut self, key: Key, value: &Value, policy: &Value) {
        if !value.is_there() && !policy.is_there() {
            return;
        }
        self.add(parts!["<p"]);
        if value.is_there() {
            self.text(self.config.say(key));
            self.text(": ");
            self.text(self.config.text(value));
            self.text(" ");
        }
        self.link(policy, Key::Privacy);
        self.close();
    }

    fn leaf(&mut self, parts: &'static str, text: &str) {
        self.add(parts);
        self.text(text);
        self.close();
    }

    /// Appends text to the open element.
    fn text(&mut self, text: &str) {
        self.attr("\"", text);
    }

    /// Sets an attribute, or appends text: what `start` begins ends with the value, from which
    /// the one character that could begin another part is left out.
    fn attr(&mut self, start: &'static str, value: &str) {
        self.out.push_str(start);
        for piece in parts(value, 0x1f) {
            self.out.push_str(piece);
        }
        self.add("\x1f");
    }

    fn close(&mut self) {
        self.add(parts![">"]);
    }

    fn add(&mut self, parts: &'static str) {
        self.out.push_str(parts);
    }
}
