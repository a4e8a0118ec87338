//! From a declaration to what its policy says.

use samtycke_config::declaration::{Cookie, Declaration, Kind, Party, Service, SignalRule};
use samtycke_config::values::{Link as Address, Text};
use samtycke_config::warnings::Allowed;

use super::content::{
    Browsers, CannotDelete, Category, Exception, Exceptions, External, Link, Policy, Row, Section,
    Service as Described, Site, Table, Tables, Term, Withdraw,
};
use super::words::Words;
use samtycke_config::lookup::direction;

/// Where browsers explain how to block and delete cookies.
const BROWSERS: [(&str, &str); 6] = [
    ("Chrome", "https://support.google.com/chrome/answer/95647"),
    ("Safari (Mac)", "https://support.apple.com/guide/safari/sfri11471/mac"),
    ("Safari (iPhone, iPad)", "https://support.apple.com/HT201265"),
    ("Microsoft Edge", "https://support.microsoft.com/microsoft-edge"),
    ("Firefox", "https://support.mozilla.org/kb/clear-cookies-and-site-data-firefox"),
    ("Opera", "https://help.opera.com/latest/web-preferences/#cookies"),
];

/// The policy of a declaration, with the warnings that it allows.
pub fn policy(declaration: &Declaration, words: &Words, allowed: &[Allowed]) -> Policy {
    let asks = declaration.categories.iter().any(|category| !category.required);
    let if_asked = |make: &dyn Fn() -> Section| asks.then(make);
    Policy {
        language: words.language.clone(),
        direction: direction(&words.language),
        about: about(declaration, words),
        why: if_asked(&|| section(words, "why", "whyTitle", &["whyText", "voluntary", "kept"])),
        tables: tables(declaration, words),
        signals: if_asked(&|| signals(declaration, words)),
        external: external(declaration, words),
        withdraw: asks.then(|| withdraw(declaration, words)),
        browsers: browsers(words),
        exceptions: exceptions(words, allowed),
    }
}

/// The anchor of a section. Those of categories are longer, so no id of a category takes it.
fn anchor(name: &str) -> String {
    format!("cookies-{name}")
}

fn section(words: &Words, name: &str, title: &str, paragraphs: &[&str]) -> Section {
    let paragraphs = paragraphs.iter().map(|key| words.say(key)).collect();
    Section { anchor: anchor(name), title: words.say(title), paragraphs }
}

fn about(declaration: &Declaration, words: &Words) -> Section {
    let mut about = section(words, "", "policyTitle", &["policyIntro"]);
    about.anchor = "cookies".into();
    if let Some(contact) = &declaration.controller.contact {
        about.paragraphs.push(format!("{}: {}", words.say("contact"), words.text(contact)));
    }
    about
}

fn tables(declaration: &Declaration, words: &Words) -> Tables {
    let mut all = declaration.services.iter().flat_map(|service| &service.cookies);
    let parties = [Party::First, Party::Third]
        .into_iter()
        .filter(|party| all.clone().any(|cookie| cookie.party == *party))
        .map(|party| Term { name: words.say(title_of(party)), text: words.say(text_of(party)) })
        .collect();
    let has_any = all.next().is_some();
    Tables {
        about: section(words, "tables", "tablesTitle", if has_any { &["temporary"] } else { &[] }),
        parties,
        columns: ["name", "kind", "host", "lifetime", "purpose"].map(|key| words.say(key)),
        categories: declaration
            .categories
            .iter()
            .map(|one| category(declaration, words, one))
            .collect(),
    }
}

fn title_of(party: Party) -> &'static str {
    if party == Party::First { "firstPartyTitle" } else { "thirdPartyTitle" }
}

fn text_of(party: Party) -> &'static str {
    if party == Party::First { "firstPartyText" } else { "thirdPartyText" }
}

fn category(
    declaration: &Declaration,
    words: &Words,
    category: &samtycke_config::declaration::Category,
) -> Category {
    let id = &*category.id;
    let name = words.category(id, category.name.as_ref());
    let description = match &category.description {
        Some(text) => words.text(text).to_owned(),
        None => words.say(&format!("{id}Intro")),
    };
    let of_it = declaration.services.iter().filter(|one| one.category.ids().any(|one| one == id));
    let services: Vec<&Service> = of_it.collect();
    let anchor = anchor(&format!("category-{id}"));
    let tables: Vec<Table> = [(Party::First, "first"), (Party::Third, "third")]
        .into_iter()
        .map(|(party, suffix)| Table {
            anchor: format!("{anchor}-{suffix}"),
            title: format!("{name}: {}", words.say(title_of(party))),
            rows: services.iter().flat_map(|service| rows(words, service, party)).collect(),
        })
        .filter(|table| !table.rows.is_empty())
        .collect();
    let nothing = if tables.is_empty() { Some(words.say("nothingStored")) } else { None };
    let paragraphs = [description].into_iter().filter(|text| !text.is_empty()).chain(nothing);
    Category {
        id: id.into(),
        required: category.required,
        about: Section { anchor, title: name, paragraphs: paragraphs.collect() },
        services: services.iter().map(|service| described(words, service)).collect(),
        tables,
    }
}

fn described(words: &Words, service: &Service) -> Described {
    let term = |key: &str, text: &Option<Text>| {
        text.as_ref().map(|text| Term { name: words.say(key), text: words.text(text).into() })
    };
    Described {
        id: service.id.0.clone(),
        name: words.text(&service.name).into(),
        details: [term("provider", &service.provider), term("why", &service.reason)]
            .into_iter()
            .flatten()
            .collect(),
        policy: link(words, service.policy_url.as_ref()),
    }
}

fn link(words: &Words, address: Option<&Address>) -> Option<Link> {
    address.map(|address| Link { url: words.text(&address.0).into(), text: words.say("privacy") })
}

fn rows<'a>(
    words: &'a Words,
    service: &'a Service,
    party: Party,
) -> impl Iterator<Item = Row> + use<'a> {
    let name = words.text(&service.name);
    service.cookies.iter().filter(move |one| one.party == party).map(move |one| Row {
        service: name.into(),
        cells: [
            one.name.0.clone(),
            words.kind(one.kind),
            words.party(one.party, one.host.as_deref()),
            words.lifetime(one.lifetime.as_deref(), one.kind),
            words.text(&one.purpose).into(),
        ],
    })
}

fn signals(declaration: &Declaration, words: &Words) -> Section {
    let signals = &declaration.signals;
    let both = [
        ("doNotTrack", &signals.do_not_track),
        ("globalPrivacyControl", &signals.global_privacy_control),
    ];
    let names = both.map(|(key, _)| words.say(key));
    let mut section = section(words, "signals", "signalsTitle", &[]);
    section.paragraphs = if both[0].1 == both[1].1 {
        vec![signal(words, &words.speech.one_of(&names), both[0].1)]
    } else {
        names.iter().zip(both).map(|(name, (_, rule))| signal(words, name, rule)).collect()
    };
    section
}

/// What holds while a signal is on.
fn signal(words: &Words, name: &str, rule: &SignalRule) -> String {
    let followed = words.fill("signalFollowed", name);
    let allowed = words.named(|id| rule.allow.iter().any(|one| **one == *id));
    match (rule.binding, allowed.is_empty()) {
        (false, _) => format!("{followed} {}", words.say("signalMayAllowAll")),
        (true, true) => followed,
        (true, false) => format!("{followed} {}", words.fill("signalMayAllow", &allowed)),
    }
}

fn external(declaration: &Declaration, words: &Words) -> Option<External> {
    let sites = declaration.external.iter().map(|one| Site {
        name: words.text(&one.name).into(),
        host: one.host.0.clone(),
        text: one.description.as_ref().map_or("", |text| words.text(text)).into(),
        policy: link(words, one.policy_url.as_ref()),
    });
    let about = section(words, "external", "external", &[]);
    let sites: Vec<Site> = sites.collect();
    (!sites.is_empty()).then_some(External { about, sites })
}

fn withdraw(declaration: &Declaration, words: &Words) -> Withdraw {
    let items: Vec<String> = declaration
        .services
        .iter()
        .flat_map(|service| service.cookies.iter().map(move |cookie| (service, cookie)))
        .filter(|(_, cookie)| is_out_of_reach(cookie))
        .map(|(service, cookie)| {
            let (host, name) = (cookie.host.as_deref().unwrap_or(""), words.text(&service.name));
            let (stored, host) = (words.isolated(&cookie.name), words.isolated(host));
            let parts = [&*stored, &*host, name];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            parts.join(words.comma())
        })
        .collect();
    Withdraw {
        about: section(words, "withdraw", "withdrawTitle", &["withdrawText"]),
        button: words.say("openSettings"),
        cannot_delete: (!items.is_empty())
            .then(|| CannotDelete { text: words.say("cannotDelete"), items }),
    }
}

/// Whether no page can delete it, as `src/page/remains.ts` has it.
fn is_out_of_reach(cookie: &Cookie) -> bool {
    (cookie.party != Party::First && cookie.kind != Kind::Pixel) || cookie.http_only
}

fn browsers(words: &Words) -> Browsers {
    let links = BROWSERS.map(|(text, url)| Link { url: url.into(), text: text.into() });
    let about = section(words, "browsers", "browsersTitle", &["browsersText"]);
    Browsers { about, links: links.into() }
}

fn exceptions(words: &Words, allowed: &[Allowed]) -> Option<Exceptions> {
    let mut items: Vec<Exception> = Vec::new();
    for one in allowed {
        let (code, path) = (one.warning.code.name(), one.warning.path.clone());
        let reason = words.text(&one.reason);
        match items.iter_mut().find(|item| item.code == code && item.reason == reason) {
            Some(item) => item.paths.push(path),
            None => items.push(Exception {
                code: code.into(),
                paths: vec![path],
                reason: reason.to_owned(),
            }),
        }
    }
    let about = section(words, "exceptions", "exceptionsTitle", &[]);
    (!items.is_empty()).then_some(Exceptions { about, items })
}
