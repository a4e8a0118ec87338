//! What visitors meet, drawn as text.

use proptest::prelude::*;
use samtycke::model::json::Value as Tree;
use samtycke::model::pattern;
use samtycke::model::signals::Signals;
use samtycke::model::state::{State, Surface};
use samtycke::model::view::{declaration, services, surface};
use serde_json::{Value, json};

use crate::util::{
    Action, DNT, GPC, Jar, SILENT, TEXTS, Visit, billogram, changed, config, layer, page_for,
    read_for, value,
};

/// An element, or a text.
#[derive(Clone, Debug, PartialEq)]
enum Node {
    Element(Element),
    Text(String),
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Element {
    tag: String,
    attributes: Vec<(String, String)>,
    inside: Vec<Node>,
}

/// By which a click says what it means.
const CLICK: &str = "data-samtycke-click";

/// No name may stand twice in an object: the last would count, and the others be lost.
fn names_are_given_once(json: &Tree) {
    for (number, item) in json.items.iter().enumerate() {
        let before = json.items[..number].iter();
        let twice = json.kind == b'{' && before.into_iter().any(|one| one.name == item.name);
        assert!(!twice, "{} stands twice", item.name);
        names_are_given_once(item);
    }
}

impl Element {
    /// Reads a drawing as page.js does: `[tag, {attributes}, what is inside…]`. Allows only what a
    /// page does.
    #[track_caller]
    fn read(drawing: &str) -> Element {
        let json: Value = serde_json::from_str(drawing)
            .unwrap_or_else(|error| panic!("a drawing is JSON: {error} in {drawing}"));
        names_are_given_once(&Tree::parse(drawing));
        Element::made_of(&json)
    }

    fn made_of(json: &Value) -> Element {
        let parts = json.as_array().expect("an element is an array");
        let [tag, attributes, inside @ ..] = parts.as_slice() else { panic!("no element: {json}") };
        let tag = tag.as_str().expect("a tag");
        assert!(!tag.is_empty() && tag.chars().all(|c| c.is_ascii_alphanumeric()), "{tag:?}");
        let mut element = Element { tag: tag.into(), ..Element::default() };
        for (name, value) in attributes.as_object().expect("an object of attributes") {
            assert!(!name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '-'));
            element.attributes.push((name.clone(), value.as_str().expect("a value").into()));
        }
        for part in inside {
            element.inside.push(match part {
                // As `Element.append` takes it: a text is a text, whatever is in it.
                Value::String(text) => Node::Text(text.clone()),
                part => Node::Element(Element::made_of(part)),
            });
        }
        element
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(one, _)| one == name).map(|(_, value)| value.as_str())
    }

    /// It and all that it holds, in document order.
    fn all(&self) -> Vec<&Element> {
        let mut all = vec![self];
        for node in &self.inside {
            if let Node::Element(element) = node {
                all.extend(element.all());
            }
        }
        all
    }

    fn tagged(&self, tag: &str) -> Vec<&Element> {
        self.all().into_iter().filter(|element| element.tag == tag).collect()
    }

    #[track_caller]
    fn one(&self, attribute: &str, value: &str) -> &Element {
        let found = self.all().into_iter().filter(|one| one.attribute(attribute) == Some(value));
        let found: Vec<&Element> = found.collect();
        assert_eq!(found.len(), 1, "{attribute}={value} in\n{}", self.html(0));
        found[0]
    }

    /// Fills in what page.js does once a section is opened.
    fn open_all(&mut self, state: &State) {
        if let Some(id) = self.attribute("data-samtycke-services") {
            assert_eq!(self.inside.len(), 1, "the summary alone until it is opened");
            let gate = state.config.gate(id).expect("a category");
            self.inside.push(Node::Element(Element::read(&services(state, gate))));
        }
        for node in &mut self.inside {
            if let Node::Element(element) = node {
                element.open_all(state);
            }
        }
    }

    /// All its text, blanks between elements.
    fn text(&self) -> String {
        let text = |node: &Node| match node {
            Node::Text(text) => text.clone(),
            Node::Element(element) => format!(" {} ", element.text()),
        };
        let text: String = self.inside.iter().map(text).collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Its markup, for messages and for the one whole drawing below.
    fn html(&self, depth: usize) -> String {
        let indent = "  ".repeat(depth);
        let attributes = self.attributes.iter().map(|(name, value)| format!(" {name}=\"{value}\""));
        let mut html = format!("{indent}<{}{}>\n", self.tag, attributes.collect::<String>());
        for node in &self.inside {
            match node {
                Node::Text(text) => html.push_str(&format!("{indent}  {text}\n")),
                Node::Element(element) => html.push_str(&element.html(depth + 1)),
            }
        }
        html
    }
}

/// A visit as it stands, with the second layer there.
fn whole(visit: &Visit) -> State<'static> {
    let mut state = visit.state.clone();
    if !state.more.is_there() {
        state.come(layer(state.config.language));
    }
    state
}

#[track_caller]
fn drawn(visit: &Visit, what: Surface) -> Element {
    let state = whole(visit);
    let mut element = Element::read(&surface(&state, what));
    element.open_all(&state);
    element
}

#[track_caller]
fn declared(visit: &Visit) -> Element {
    Element::read(&declaration(&whole(visit)))
}

fn visit(json: &Value, signals: Signals, jar: Jar) -> Visit {
    Visit::open(config(json), signals, jar)
}

/// The settings as someone finds them who opens them.
fn settings(signals: Signals, jar: Jar) -> Element {
    let mut visit = visit(&billogram(), signals, jar);
    visit.settings();
    drawn(&visit, Surface::Settings)
}

fn in_language(json: &Value, language: &str) -> Visit {
    let config = read_for(json, &page_for(&[language])).unwrap();
    Visit::open(config, SILENT, Jar::empty())
}

fn switch<'e>(settings: &'e Element, id: &str) -> &'e Element {
    settings.one("name", id)
}

#[test]
fn the_banner_is_this() {
    let banner = drawn(&Visit::first(), Surface::Banner);
    let expected = r#"<div class="samtycke-banner" data-theme="auto" lang="en" dir="ltr">
  <section class="samtycke-box" aria-labelledby="samtycke-title" data-layout="box" data-position="bottom">
    <h2 id="samtycke-title">
      We use cookies
    <i aria-hidden="true">
      We use cookies
    <p>
      Billogram AB and the third parties we work with would like to store and read cookies in your browser for these purposes: Functional, Analytics, Marketing. Nothing is stored for them unless you say yes. We remember your answer for 180 days, and you can change it at any time in the settings. 
      <a href="/cookie-policy">
        Cookie policy
    <div class="samtycke-buttons">
      <button type="button" data-samtycke-click="reject">
        Reject all
      <button type="button" data-samtycke-click="accept">
        Accept all
      <button type="button" data-samtycke-click="settings">
        Settings
"#;
    assert_eq!(banner.html(0), expected);
}

#[test]
fn the_banners_text_begins_with_the_words_that_people_and_tools_know() {
    assert!(drawn(&Visit::first(), Surface::Banner).text().starts_with("We use cookies "));
    let swedish = in_language(&billogram(), "sv-SE");
    let swedish = drawn(&swedish, Surface::Banner).text();
    assert!(swedish.starts_with("Vi använder cookies "));
    // What autoconsent's heuristics look for.
    assert!(swedish.contains("We use cookies"));
}

#[test]
fn no_and_yes_are_alike_but_for_what_they_mean() {
    for what in [Surface::Banner, Surface::Settings] {
        let drawn = drawn(&Visit::first(), what);
        let [no, yes] = ["reject", "accept"].map(|click| drawn.one(CLICK, click));
        let looks = |button: &Element| {
            let rest = button.attributes.iter().filter(|(name, _)| name != CLICK).cloned();
            (button.tag.clone(), rest.collect::<Vec<_>>(), button.inside.len())
        };
        assert_eq!(looks(no), looks(yes));
        let row = drawn.one("class", "samtycke-buttons");
        assert!(
            row.inside.contains(&Node::Element(no.clone()))
                && row.inside.contains(&Node::Element(yes.clone()))
        );
        assert_eq!((no.text().as_str(), yes.text().as_str()), ("Reject all", "Accept all"));
    }
}

#[test]
fn the_first_layer_names_purposes_controller_time_and_policy() {
    let json = changed(|json| json["cookie"] = json!({"days": 90}));
    let banner = drawn(&visit(&json, SILENT, Jar::empty()), Surface::Banner);
    for part in
        ["Billogram AB", "third parties", "Functional, Analytics, Marketing.", "for 90 days"]
    {
        assert!(banner.text().contains(part), "{part}");
    }
    assert!(!banner.text().contains("Necessary"));
    assert_eq!(banner.one("href", "/cookie-policy").text(), "Cookie policy");
}

#[test]
fn the_banner_takes_layout_position_theme_and_cover_from_the_configuration() {
    let json = changed(|json| {
        json["ui"] = json!({"layout": "bar", "position": "top", "theme": "dark", "block": true})
    });
    let banner = drawn(&visit(&json, SILENT, Jar::empty()), Surface::Banner);
    let inner = banner.one("class", "samtycke-box");
    assert_eq!(
        (inner.attribute("data-layout"), inner.attribute("data-position")),
        (Some("bar"), Some("top"))
    );
    assert_eq!(banner.attribute("data-theme"), Some("dark"));
    banner.one("class", "samtycke-cover");
    let plain = drawn(&Visit::first(), Surface::Banner);
    assert!(plain.all().iter().all(|one| one.attribute("class") != Some("samtycke-cover")));
}

#[test]
fn on_a_first_visit_nothing_is_ticked_but_what_is_required() {
    let settings = settings(SILENT, Jar::empty());
    let ticked = settings.all().into_iter().filter(|one| one.attribute("checked").is_some());
    assert_eq!(
        ticked.filter_map(|one| one.attribute("name")).collect::<Vec<_>>(),
        ["necessary", "site"]
    );
}

#[test]
fn every_category_and_service_has_a_switch_with_its_name() {
    let settings = settings(SILENT, Jar::empty());
    let switches: Vec<&Element> = settings.tagged("input");
    let names: Vec<&str> = switches.iter().filter_map(|one| one.attribute("name")).collect();
    assert_eq!(
        names,
        [
            "necessary",
            "site",
            "functional",
            "zendesk",
            "analytics",
            "ga",
            "clarity",
            "marketing",
            "pardot",
            "linkedin"
        ]
    );
    for one in switches {
        assert_eq!(
            (one.attribute("type"), one.attribute("role"), one.attribute(CLICK)),
            (Some("checkbox"), Some("switch"), Some("toggle"))
        );
    }
    let labels: Vec<String> = settings.tagged("label").iter().map(|label| label.text()).collect();
    assert_eq!(labels[..3], ["Necessary", "This site", "Functional"]);
    assert!(settings.tagged("label").iter().all(|label| label.tagged("input").len() == 1));
}

#[test]
fn what_is_required_is_on_and_says_why_it_stays_so() {
    let settings = settings(SILENT, Jar::empty());
    for id in ["necessary", "site"] {
        let one = switch(&settings, id);
        assert!(one.attribute("checked").is_some() && one.attribute("disabled").is_some());
        assert_eq!(
            settings.one("id", one.attribute("aria-describedby").unwrap()).text(),
            "Always on"
        );
    }
    let free = switch(&settings, "analytics");
    assert!(free.attribute("disabled").is_none() && free.attribute("aria-describedby").is_none());
}

#[test]
fn switches_stand_as_they_were_saved() {
    let settings = settings(SILENT, Jar::with(&value("some.analytics.~ga")));
    let on = |id: &str| switch(&settings, id).attribute("checked").is_some();
    assert!(on("analytics") && on("clarity") && !on("ga") && !on("marketing"));
}

#[test]
fn what_a_signal_rules_out_is_off_and_says_why() {
    let settings = settings(DNT, Jar::with(&value("all.functional-analytics-marketing")));
    for id in ["analytics", "ga", "marketing", "pardot"] {
        let one = switch(&settings, id);
        assert!(one.attribute("checked").is_none() && one.attribute("disabled").is_some(), "{id}");
        let why = settings.one("id", one.attribute("aria-describedby").unwrap()).text();
        assert_eq!(why, "Off because of your browser's signal");
    }
    assert!(switch(&settings, "functional").attribute("disabled").is_none());
}

#[test]
fn a_signal_that_is_honoured_is_said_so_with_what_it_rules_out() {
    let said = |signals| settings(signals, Jar::empty()).one("class", "samtycke-signal").text();
    assert_eq!(
        said(DNT),
        "Your browser sends a Do Not Track signal, and we follow it. As long as it is on, these stay off: Analytics, Marketing."
    );
    assert_eq!(
        said(GPC),
        "Your browser sends a Global Privacy Control signal, and we follow it. As long as it is on, these stay off: Functional, Analytics, Marketing."
    );
    let both = Signals { do_not_track: true, global_privacy_control: true };
    assert!(said(both).contains("Do Not Track") && said(both).contains("Global Privacy Control"));
    let silent = settings(SILENT, Jar::empty());
    assert!(silent.all().iter().all(|one| one.attribute("class") != Some("samtycke-signal")));
}

#[test]
fn the_settings_tell_what_each_cookie_is() {
    let settings = settings(SILENT, Jar::empty());
    let rows: Vec<String> = settings
        .tagged("tbody")
        .iter()
        .flat_map(|body| body.tagged("tr"))
        .map(|row| row.text())
        .collect();
    assert_eq!(rows.len(), 12);
    for row in [
        "_ga Cookie This site 2 years What _ga is for",
        "ZD-* Local storage This site Until you delete it Keeps the chat open",
        "_cltk Session storage This site Until you close the browser Tells one visit from the next",
        "pardot Cookie Third party, pi.pardot.com Until you close the browser Follows the visit",
        "open.gif Pixel Third party, go.example.com Until you delete it Tells that a mail was opened",
        "li_db Browser database Third party Until you delete it Keeps what was seen",
    ] {
        assert!(rows.contains(&row.into()), "{row} in {rows:#?}");
    }
    let heads: Vec<String> = settings.tagged("thead").iter().map(|head| head.text()).collect();
    assert!(
        heads.len() == 6 && heads.iter().all(|head| head == "Name Kind Set by Kept for Purpose")
    );
}

#[test]
fn tables_can_be_read_aloud_and_scrolled_by_keyboard() {
    let settings = settings(SILENT, Jar::empty());
    assert!(
        settings
            .tagged("th")
            .iter()
            .all(|head| ["col", "row"].contains(&head.attribute("scope").unwrap()))
    );
    let scrolls =
        settings.all().into_iter().filter(|one| one.attribute("class") == Some("samtycke-scroll"));
    for one in scrolls {
        assert_eq!((one.attribute("role"), one.attribute("tabindex")), (Some("region"), Some("0")));
        assert!(one.attribute("aria-label").is_some_and(|label| !label.is_empty()));
    }
}

#[test]
fn the_settings_name_providers_contact_and_other_sites() {
    let settings = settings(SILENT, Jar::empty());
    for part in [
        "Provider: Zendesk Inc.",
        "Contact: privacy@example.com",
        "Teamtailor career.example.com Our career page",
    ] {
        assert!(settings.text().contains(part), "{part} in {}", settings.text());
    }
    assert_eq!(settings.one("href", "https://www.zendesk.com/privacy").text(), "Privacy policy");
    settings.one("href", "https://www.teamtailor.com/cookies");
}

#[test]
fn every_surface_is_named_and_no_id_stands_twice() {
    let json = changed(|json| json["ui"] = json!({"reopen": true}));
    let mut visit = visit(&json, DNT, Jar::empty());
    visit.settings();
    let mut ids: Vec<String> = Vec::new();
    for what in [Surface::Banner, Surface::Settings] {
        let drawn = drawn(&visit, what);
        let labels = drawn
            .all()
            .into_iter()
            .filter_map(|one| one.attribute("aria-labelledby"))
            .map(String::from)
            .collect::<Vec<_>>();
        assert!(labels.len() == 1 && !drawn.one("id", &labels[0]).text().is_empty());
        ids.extend(drawn.all().into_iter().filter_map(|one| one.attribute("id")).map(String::from));
    }
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count);
}

#[test]
fn every_button_is_a_button_that_says_what_it_means() {
    let mut visit = Visit::first();
    visit.settings();
    let clicks = |what| {
        let drawn = drawn(&visit, what);
        assert!(drawn.tagged("button").iter().all(|one| one.attribute("type") == Some("button")));
        let click = |one: &&Element| one.attribute(CLICK).map(String::from);
        drawn.tagged("button").iter().filter_map(click).collect::<Vec<_>>()
    };
    assert_eq!(clicks(Surface::Banner), ["reject", "accept", "settings"]);
    assert_eq!(clicks(Surface::Settings), ["close", "reject", "accept", "save"]);
    assert_eq!(clicks(Surface::Reopen), ["settings"]);
    let close = drawn(&visit, Surface::Settings).one(CLICK, "close").clone();
    assert_eq!(close.attribute("aria-label"), Some("Close without saving"));
}

#[test]
fn no_name_is_one_that_blockers_remove() {
    let mut visit = Visit::first();
    visit.settings();
    for what in [Surface::Banner, Surface::Settings, Surface::Reopen] {
        for one in drawn(&visit, what).all() {
            for name in [one.attribute("class"), one.attribute("id")].into_iter().flatten() {
                assert!(name.starts_with("samtycke-"), "{name}");
                let blocked = [
                    "cookieconsent",
                    "cookie-consent",
                    "cookie-banner",
                    "consent",
                    "gdpr",
                    "cmp",
                    "cc-",
                ];
                assert!(!blocked.iter().any(|part| name.contains(part)), "{name}");
            }
        }
    }
}

/// A configuration whose every text for visitors is this.
fn all_texts(text: &str) -> Value {
    changed(|json| {
        for (pointer, field) in TEXTS {
            json.pointer_mut(pointer).unwrap()[field] = json!(text);
        }
        let words = [
            "title",
            "intro",
            "policy",
            "accept",
            "reject",
            "settings",
            "settingsTitle",
            "settingsIntro",
            "contact",
            "save",
            "close",
            "services",
        ];
        json["texts"] = json!({"en": words.map(|word| (word, text)).into_iter().collect::<std::collections::BTreeMap<_, _>>()});
        // Yes and no have to differ.
        json["texts"]["en"]["reject"] = json!(format!("{text}!"));
    })
}

/// Every element of all drawings without its texts, and all texts.
fn shape(json: &Value, language: &str) -> (Vec<String>, String) {
    let config = read_for(json, &page_for(&[language])).unwrap();
    let mut visit = Visit::open(config, DNT, Jar::empty());
    visit.settings();
    let drawn = [
        drawn(&visit, Surface::Banner),
        drawn(&visit, Surface::Settings),
        drawn(&visit, Surface::Reopen),
        declared(&visit),
    ];
    let shape = |one: &Element| {
        let names =
            one.attributes.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(" ");
        let inside = one.inside.iter().map(|node| match node {
            Node::Element(element) => element.tag.as_str(),
            Node::Text(_) => "\"\"",
        });
        format!("{} {names}: {}", one.tag, inside.collect::<Vec<_>>().join(" "))
    };
    let shapes = drawn.iter().flat_map(|one| one.all().into_iter().map(shape).collect::<Vec<_>>());
    (shapes.collect::<Vec<_>>(), drawn.iter().map(Element::text).collect::<String>())
}

/// Texts that end a string, begin an element or fill in something wherever they are read as more
/// than a text.
const EVIL: &[&str] = &[
    "\u{1f}<script\u{1f}=src data:,x\u{1f}>\u{1f}<script>alert(1)</script><img src=x onerror=alert(1)>{purposes}\" onclick=\"x",
    "\"]",
    "\",[\"script\",{\"src\":\"data:,x\"}],\"",
    "','x",
    "']",
    "'},['script',{'src':'data:,x'}],'",
    "<title>",
    "<!l><.name><=.kind><#o>x</><^o>y</><*v>z</><*.cookies>",
    "</></></></>",
    "<#o>",
    "<",
    ">",
    "x\\",
    "\\",
    "\\\\\\",
    "\\\"",
    "\\u0022,\\u005b",
    "\u{0}\u{1}\u{8}\t\n\u{b}\u{c}\r\u{1f}\u{7f}\u{2028}\u{2029}\u{feff}",
    "{days}",
    "{",
    "}",
    "{controller}{purposes}{days}{x}{",
    "|",
    "&quot;&#34;&lt;script&gt;",
    "🍪\u{fffd}\u{202e}",
];

#[test]
fn no_text_of_the_configuration_is_read_as_html_or_ends_the_string_it_is_in() {
    let harmless = shape(&all_texts("harmless"), "en").0;
    for evil in EVIL {
        let (found, text) = shape(&all_texts(evil), "en");
        assert_eq!(found, harmless, "{evil:?}");
        // Where it is not filled in it is shown to the letter.
        let json = changed(|json| json["controller"]["name"] = json!(evil));
        let shown = drawn(&visit(&json, SILENT, Jar::empty()), Surface::Banner);
        let intro = shown.tagged("p")[0].inside[0].clone();
        let Node::Text(intro) = intro else { panic!("{intro:?}") };
        assert!(intro.starts_with(&format!("{evil} and the third parties")), "{evil:?}: {intro}");
        assert!(text.contains("alert(1)") || !evil.contains("alert(1)"));
    }
    assert!(shape(&all_texts(EVIL[0]), "en").1.contains("<script>alert(1)</script>"));
}

#[test]
fn each_text_of_the_configuration_is_shown_to_the_letter() {
    for evil in EVIL {
        let mut visit = visit(&all_texts(evil), DNT, Jar::empty());
        visit.settings();
        let settings = drawn(&visit, Surface::Settings);
        let plain = |element: &Element| match element.inside.as_slice() {
            [Node::Text(text)] => text.clone(),
            inside => panic!("{inside:?}"),
        };
        let labels: Vec<String> = settings.tagged("span").into_iter().map(plain).collect();
        assert_eq!((&labels[2], &labels[5]), (&String::from(*evil), &String::from(*evil)));
        let scroll = settings.all().into_iter().filter(|one| one.tag == "div");
        let of_table = scroll.filter_map(|one| one.attribute("aria-label")).nth(2);
        assert_eq!(of_table, Some(*evil));
        for drawn in [settings.clone(), declared(&visit)] {
            for tag in ["th", "td", "p", "strong"] {
                let texts = drawn.tagged(tag).into_iter().flat_map(|one| &one.inside);
                let shown =
                    texts.filter(|node| matches!(node, Node::Text(text) if text.contains(evil)));
                assert!(shown.count() > 0 || evil.contains("{controller}"), "{tag}: {evil:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_whatsoever_changes_what_is_drawn_around_it(text in "([\"'\\\\<>{}|!#^*=./a-z\u{0}\u{1f}\n,\\[\\]:]|\\PC){1,16}[a-z]", language in "en|sv|ar") {
        // As a cookie's name, `*e` stands for the one that holds the choice.
        prop_assume!(!["samtycke", "samtycke.receipts"].iter().any(|ours| pattern::matches(&text, ours)));
        prop_assert_eq!(shape(&all_texts(&text), &language).0, shape(&all_texts("harmless"), &language).0);
    }
}

#[test]
fn a_value_that_is_filled_in_is_not_filled_in_again() {
    let json = changed(|json| json["controller"]["name"] = json!("{days} {purposes}"));
    assert!(
        drawn(&visit(&json, SILENT, Jar::empty()), Surface::Banner)
            .text()
            .contains("{days} {purposes} and the third parties")
    );
}

#[test]
fn values_are_put_in_place_of_their_names() {
    let filled = |text: &str| {
        let json = changed(|json| json["texts"] = json!({"en": {"title": text}}));
        let banner = drawn(&visit(&json, SILENT, Jar::empty()), Surface::Banner);
        match banner.one("id", "samtycke-title").inside.as_slice() {
            [Node::Text(text)] => text.clone(),
            inside => panic!("{inside:?}"),
        }
    };
    for (text, expected) in [
        ("x", "x"),
        ("{days}", "180"),
        ("{days}{days} {controller}", "180180 Billogram AB"),
        ("{purposes}!", "Functional, Analytics, Marketing!"),
        ("{b}", "{b}"),
        ("{days", "{days"),
        ("days}", "days}"),
        ("{{days}}", "{180}"),
        ("{å}å{days}ö", "{å}å180ö"),
        ("{ days}", "{ days}"),
        ("{Days}{}", "{Days}{}"),
        ("{\"}{days}\\", "{\"}180\\"),
    ] {
        assert_eq!(filled(text), expected, "{text}");
    }
}

#[test]
fn every_place_for_a_value_is_filled_in_every_language() {
    for language in ["en", "sv"] {
        let config = read_for(&billogram(), &page_for(&[language])).unwrap();
        let mut visit = Visit::open(config, DNT, Jar::empty());
        visit.settings();
        for drawn in
            [drawn(&visit, Surface::Banner), drawn(&visit, Surface::Settings), declared(&visit)]
        {
            let text = drawn.text();
            assert!(!text.contains(['{', '}', '<', '>']), "{text}");
        }
    }
}

#[test]
fn before_the_second_layer_is_there_its_parts_are_empty() {
    let mut visit = Visit::slow();
    visit.settings();
    visit.act(Action::Place);
    assert_eq!(surface(&visit.state, Surface::Settings), "");
    assert_eq!(declaration(&visit.state), "");
    Element::read(&surface(&visit.state, Surface::Banner));
    Element::read(&surface(&visit.state, Surface::Reopen));
}

#[test]
fn swedish_visitors_meet_swedish() {
    let mut visit = in_language(&billogram(), "sv-SE");
    let banner = drawn(&visit, Surface::Banner);
    assert_eq!((banner.attribute("lang"), banner.attribute("dir")), (Some("sv"), Some("ltr")));
    assert!(
        banner.text().contains("Funktionella, Analys, Marknadsföring")
            && banner.text().contains("i 180 dagar")
    );
    let buttons: Vec<String> = banner.tagged("button").iter().map(|button| button.text()).collect();
    assert_eq!(buttons, ["Neka alla", "Acceptera alla", "Inställningar"]);
    banner.one("href", "/sv/cookiepolicy");
    visit.settings();
    let settings = drawn(&visit, Surface::Settings).text();
    assert!(
        settings.contains("Vad _ga är till för")
            && settings.contains("2 år")
            && settings.contains("Alltid på")
    );
    // What the site has in one language only is shown in that one.
    assert!(settings.contains("Keeps the chat open"));
}

#[test]
fn a_text_that_is_missing_in_a_language_is_shown_in_english_else_in_its_first() {
    let named = |names: Value, language: &str| {
        let json = changed(|json| json["controller"]["name"] = names);
        drawn(&in_language(&json, language), Surface::Banner).text()
    };
    assert!(
        named(json!({"de": "Deutsch", "en-GB": "English"}), "sv").contains("English och de tredje")
    );
    assert!(
        named(json!({"de": "Deutsch", "fr": "Français"}), "sv").contains("Deutsch och de tredje")
    );
    assert!(
        named(json!({"en": "English", "sv-FI": "Finlandssvenska"}), "sv")
            .contains("Finlandssvenska och")
    );
    assert!(named(json!({"sv": "Svenska"}), "en").contains("Svenska and the third"));
}

#[test]
fn words_of_the_site_come_before_the_built_in_ones() {
    let json = changed(|json| {
        json["texts"] = json!({"en": {"accept": "Fine by me"}, "sv": {"reject": "Nej tack"}})
    });
    assert_eq!(
        drawn(&in_language(&json, "en"), Surface::Banner).one(CLICK, "accept").text(),
        "Fine by me"
    );
    assert_eq!(
        drawn(&in_language(&json, "en"), Surface::Banner).one(CLICK, "reject").text(),
        "Reject all"
    );
    assert_eq!(
        drawn(&in_language(&json, "sv"), Surface::Banner).one(CLICK, "reject").text(),
        "Nej tack"
    );
}

#[test]
fn a_language_of_the_sites_own_runs_in_its_direction() {
    let json = changed(|json| json["texts"] = json!({"ar": {"accept": "قبول الكل"}}));
    let banner = drawn(&in_language(&json, "ar-EG"), Surface::Banner);
    assert_eq!((banner.attribute("lang"), banner.attribute("dir")), (Some("ar"), Some("rtl")));
    assert_eq!(banner.one(CLICK, "accept").text(), "قبول الكل");
    assert_eq!(banner.one(CLICK, "reject").text(), "Reject all");
}

#[test]
fn the_declaration_lists_every_category_service_cookie_and_external_site() {
    let json = billogram();
    let text = declared(&visit(&json, SILENT, Jar::empty())).text();
    let services = json["services"].as_array().unwrap();
    let cookies = services.iter().flat_map(|service| service["cookies"].as_array().unwrap());
    for one in services.iter().chain(cookies).chain(json["external"].as_array().unwrap()) {
        let name = one["name"].as_str().unwrap();
        assert!(text.contains(name), "{name}");
    }
    assert!(
        ["Necessary", "Functional", "Analytics", "Marketing", "career.example.com"]
            .iter()
            .all(|part| text.contains(part))
    );
}

#[test]
fn the_declaration_says_the_same_whatever_was_chosen() {
    let first = declared(&Visit::first());
    let mut visit = Visit::first();
    visit.say(crate::util::Say::All);
    assert_eq!(declared(&visit), first);
    assert!(first.tagged("input").is_empty() && first.tagged("button").is_empty());
}

#[test]
fn a_site_with_little_to_say_draws_no_empty_tables_and_sections() {
    let json = json!({"version": 1, "controller": {"name": "Example", "policyUrl": "/p"},
        "categories": [{"id": "necessary", "required": true}, {"id": "analytics"}],
        "services": [{"id": "counter", "category": "analytics", "name": "Counter"}]});
    let mut visit = visit(&json, SILENT, Jar::empty());
    visit.settings();
    for drawn in [drawn(&visit, Surface::Settings), declared(&visit)] {
        assert!(drawn.tagged("table").is_empty());
        let nothing = drawn
            .all()
            .into_iter()
            .filter(|one| !["input", "p"].contains(&one.tag.as_str()) && one.inside.is_empty())
            // The style draws a sign in it.
            .filter(|one| one.attribute("aria-label") != Some("Close without saving"));
        assert_eq!(nothing.map(|one| one.html(0)).collect::<Vec<_>>(), Vec::<String>::new());
    }
}
