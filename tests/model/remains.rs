//! What a withdrawal cannot delete: when it is named, and for how long.

use samtycke::model::json::MISSING;
use samtycke::model::state::{Effect, State, Surface};
use serde_json::{Value, json};

use crate::util::{
    Action, DNT, Jar, NOW, SILENT, Say, Visit, billogram, changed, config, document, page_for,
    read_for, these, value,
};

const EVERYTHING: &str = "all.functional-analytics-marketing";
const ALL: [&str; 3] =
    ["pardot pardot pi.pardot.com", "linkedin bcookie linkedin.com", "linkedin li_db "];

fn back(stored: &str) -> Visit {
    Visit::open(config(&billogram()), SILENT, Jar::with(&value(stored)))
}

fn without_reload() -> Value {
    changed(|json| json["ui"] = json!({"reload": false}))
}

#[test]
fn nothing_remains_of_what_was_never_granted() {
    let mut visit = Visit::first();
    assert!(visit.remains().is_empty());
    visit.say(Say::Nothing);
    assert!(visit.remains().is_empty() && visit.again(SILENT).remains().is_empty());
}

#[test]
fn nothing_remains_while_it_is_granted() {
    let mut visit = Visit::first();
    visit.say(Say::All);
    assert!(visit.remains().is_empty() && visit.again(SILENT).remains().is_empty());
}

#[test]
fn what_is_withdrawn_remains_at_once_and_on_the_pages_after() {
    let mut visit = back(EVERYTHING);
    visit.say(Say::Nothing);
    assert_eq!(visit.remains(), ALL);
    let mut next = visit.again(SILENT);
    assert_eq!(next.remains(), ALL);
    // Another decision, on the page after that, forgets nothing.
    next.say(these(&[("analytics", true)]));
    assert_eq!(next.again(SILENT).again(SILENT).remains(), ALL);
}

#[test]
fn only_what_is_withdrawn_remains() {
    let mut visit = back(EVERYTHING);
    visit.code(these(&[("linkedin", false), ("ga", false)]));
    assert_eq!(visit.remains(), ALL[1..]);
}

#[test]
fn what_is_granted_again_remains_no_more_and_after_another_no_does_again() {
    let mut visit = Visit::open(config(&without_reload()), SILENT, Jar::with(&value(EVERYTHING)));
    visit.say(Say::Nothing);
    visit.say(Say::All);
    assert!(visit.remains().is_empty());
    visit.say(Say::Nothing);
    assert_eq!(visit.remains(), ALL);
}

#[test]
fn a_cookie_that_only_servers_see_remains() {
    let json = changed(|json| json["services"][2]["cookies"][0]["httpOnly"] = json!(true));
    let mut visit = Visit::open(config(&json), SILENT, Jar::with(&value("some.analytics")));
    visit.say(Say::Nothing);
    assert_eq!(visit.remains(), ["ga _ga "]);
}

#[test]
fn without_receipts_it_is_about_this_page_alone() {
    let mut visit = back(EVERYTHING);
    visit.say(Say::Nothing);
    visit.receipt = &MISSING;
    assert_eq!((visit.remains().len(), visit.again(SILENT).remains().len()), (3, 0));
}

#[test]
fn a_choice_that_no_longer_counts_leaves_what_the_receipt_says_was_granted() {
    let mut visit = Visit::first();
    visit.say(Say::All);
    let config = config(&changed(|json| json["version"] = json!(4)));
    let visit = Visit::after(visit.receipt, config, SILENT, visit.jar, NOW, Vec::new());
    assert_eq!(
        (visit.shown(), visit.remains()),
        (vec![Surface::Banner], ALL.map(String::from).into())
    );
}

#[test]
fn what_a_signal_granted_unasked_remains_after_a_no() {
    let json = changed(|json| {
        json["services"][1]["cookies"][0] = json!({"name": "zd", "kind": "cookie", "party": "third",
            "host": "zendesk.com", "lifetime": "P1Y", "purpose": "Chat"});
    });
    let mut visit = Visit::open(config(&json), DNT, Jar::empty());
    visit.say(Say::Nothing);
    assert_eq!(visit.remains(), ["zendesk zd zendesk.com"]);
    assert_eq!(visit.again(DNT).remains(), ["zendesk zd zendesk.com"]);
}

#[test]
fn another_tabs_withdrawal_counts_when_the_page_comes_back() {
    let mut visit = back(EVERYTHING);
    visit.jar = Jar::with(&value("none._"));
    visit.act(Action::Return);
    assert_eq!(visit.remains(), ALL);
}

#[test]
fn receipts_are_looked_at_only_where_something_may_remain() {
    let first_party = changed(|json| {
        json["services"].as_array_mut().unwrap().truncate(4);
    });
    for (json, stored, recalled) in [
        (billogram(), "", true),
        (billogram(), "none._", true),
        (billogram(), "some.functional-analytics", true),
        (billogram(), EVERYTHING, false),
        // Pardot is granted, LinkedIn is not.
        (billogram(), "some.functional-analytics.+pardot", true),
        (first_party.clone(), "", false),
        (first_party, "none._", false),
    ] {
        let jar = if stored.is_empty() { Jar::empty() } else { Jar::with(&value(stored)) };
        let visit = Visit::open(config(&json), SILENT, jar);
        assert_eq!(visit.recalled, recalled, "{stored}");
    }
}

#[test]
fn receipts_are_looked_at_before_anything_else() {
    let mut visit = back(EVERYTHING);
    visit.say(Say::Nothing);
    let json = billogram();
    // Code that listens for `ready` is told what remains, as is whoever opens the settings then.
    let first = State::start(config(&json), SILENT, &visit.jar.text(), NOW).take();
    assert_eq!(first, Some(Effect::Recall));
}

#[test]
fn a_receipt_that_is_none_says_nothing() {
    for receipt in [
        json!(null),
        json!(7),
        json!("services"),
        json!([{"services": {"pardot": true}}]),
        json!({"services": ["pardot"], "remains": "pardot"}),
        json!({"services": {"pardot": "true", "linkedin": 1}, "remains": [null, "linkedin", {"service": 3}, {"service": "other"}]}),
        json!({"services": {"site": true, "ga": true, "analytics": true}, "remains": [{"service": "marketing"}]}),
    ] {
        let visit = Visit::after(
            document(&receipt),
            config(&billogram()),
            SILENT,
            Jar::empty(),
            NOW,
            vec![],
        );
        assert!(visit.remains().is_empty(), "{receipt}");
        assert_eq!(visit.granted(), ["necessary", "site"]);
    }
}

/// What the settings say.
fn settings(visit: &mut Visit) -> String {
    visit.settings();
    assert!(visit.done.contains(&Effect::Show(Surface::Settings)));
    samtycke::model::view::surface(&visit.state, Surface::Settings)
}

#[test]
fn the_settings_name_it_in_a_list_that_says_what_it_is_of() {
    for (language, words, label) in [
        ("en", "It may still be in your browser.", "Pardot"),
        ("sv", "Det kan finnas kvar i din webbläsare.", "Pardot"),
    ] {
        let site = read_for(&billogram(), &page_for(&[language])).unwrap();
        let mut visit = Visit::open(site, SILENT, Jar::with(&value(EVERYTHING)));
        assert!(!settings(&mut visit).contains("samtycke-remains"));
        visit.say(Say::Nothing);
        let drawn = settings(&mut visit);
        assert!(drawn.contains(words), "{drawn}");
        let list = drawn.split_once(r#"["ul",{"aria-labelledby":"samtycke-remains"}"#).unwrap().1;
        let list: Value =
            serde_json::from_str(&format!("[0{}", &list[..list.find("]]]").unwrap() + 2])).unwrap();
        let items: Vec<String> = list.as_array().unwrap()[1..]
            .iter()
            .map(|item| {
                format!("{}{}", item[2][2].as_str().unwrap(), item[3].as_str().unwrap_or(""))
            })
            .collect();
        assert_eq!(
            items,
            [
                format!("pardot, pi.pardot.com ({label})"),
                "bcookie, linkedin.com (LinkedIn)".into(),
                "li_db (LinkedIn)".into()
            ]
        );
    }
}
