//! What runs when: order inside a service, and lanes that know nothing of each other.

use samtycke::model::state::Effect;
use serde_json::json;

use crate::util::{Action, Jar, SILENT, Say, Visit, billogram, changed, config, value};

fn marketing() -> Visit {
    Visit::open(config(&billogram()), SILENT, Jar::with(&value("some.marketing")))
}

fn patient(say: &str) -> Visit {
    let config = config(&changed(|json| json["ui"] = json!({"reload": false})));
    Visit::open(config, SILENT, Jar::with(&value(say)))
}

#[test]
fn a_script_that_is_fetched_holds_up_the_next_of_its_service() {
    let mut visit = marketing();
    assert_eq!(visit.ran(), ["pardot 0", "pardot 1", "linkedin 0"]);
    visit.loaded(visit.script("pardot", 1));
    assert_eq!(visit.ran().last().unwrap(), "pardot 2");
}

#[test]
fn a_script_that_hangs_delays_its_own_service_alone() {
    let mut visit = marketing();
    visit.say(Say::All);
    visit.found(2, "marketing");
    let ran = visit.ran();
    assert!(!ran.contains(&"pardot 2".into()));
    assert!(
        ["linkedin 0", "zendesk 0", "ga 1", "clarity 0", "tag 2"]
            .iter()
            .all(|one| ran.contains(&String::from(*one)))
    );
}

#[test]
fn an_async_script_holds_up_nothing() {
    let visit = Visit::open(config(&billogram()), SILENT, Jar::with(&value("some.analytics")));
    assert_eq!(visit.ran(), ["ga 0", "ga 1", "clarity 0"]);
}

#[test]
fn only_what_is_fetched_holds_up_the_next() {
    let json = changed(|json| {
        json["services"][3]["scripts"] = json!([{"inline": "a", "type": "module"}, {"inline": "b"}, {"src": "/c.js", "type": "module"}, {"inline": "d"}]);
    });
    let mut visit = Visit::open(config(&json), SILENT, Jar::with(&value("some._.+clarity")));
    assert_eq!(visit.ran(), ["clarity 0", "clarity 1", "clarity 2"]);
    visit.loaded(visit.script("clarity", 2));
    assert_eq!(visit.ran(), ["clarity 0", "clarity 1", "clarity 2", "clarity 3"]);
}

#[test]
fn a_deferred_script_keeps_its_place() {
    let json = changed(|json| {
        json["services"][3]["scripts"] = json!([{"src": "/a.js", "defer": true}, {"src": "/b.js"}]);
    });
    let visit = Visit::open(config(&json), SILENT, Jar::with(&value("some._.+clarity")));
    assert_eq!(visit.ran(), ["clarity 0"]);
}

#[test]
fn what_was_not_waited_for_lets_nothing_go_on() {
    let mut visit = marketing();
    visit.loaded(visit.script("pardot", 0));
    visit.loaded(visit.script("linkedin", 0));
    assert!(!visit.ran().contains(&"pardot 2".into()));
    visit.loaded(visit.script("pardot", 1));
    visit.loaded(visit.script("pardot", 1));
    assert_eq!(visit.ran().iter().filter(|one| *one == "pardot 2").count(), 1);
}

#[test]
fn tags_run_in_the_order_of_the_page_gate_by_gate() {
    let mut visit = Visit::first();
    for (tag, gate) in
        [(1, "analytics"), (2, "marketing"), (4, "analytics"), (6, "marketing"), (8, "service:ga")]
    {
        visit.found(tag, gate);
    }
    assert!(visit.runs.is_empty());
    visit.say(Say::All);
    let tags = |visit: &Visit| {
        visit.ran().into_iter().filter(|one| one.starts_with("tag")).collect::<Vec<_>>()
    };
    assert_eq!(tags(&visit), ["tag 8", "tag 1", "tag 2", "tag 6"]);
    visit.loaded(visit.tag(1));
    assert_eq!(tags(&visit), ["tag 8", "tag 1", "tag 2", "tag 6", "tag 4"]);
}

#[test]
fn a_tag_added_later_runs_at_once_where_its_gate_is_open() {
    let mut visit = marketing();
    visit.found(2, "marketing");
    visit.found(4, "analytics");
    visit.found(6, "service:linkedin");
    visit.found(8, "necessary");
    assert_eq!(visit.ran()[3..], ["tag 2", "tag 6", "tag 8"]);
}

#[test]
fn a_tag_of_a_service_runs_behind_the_services_own_scripts() {
    let mut visit = marketing();
    visit.found(2, "service:pardot");
    assert!(!visit.ran().contains(&"tag 2".into()));
    visit.loaded(visit.script("pardot", 1));
    assert_eq!(visit.ran()[3..], ["pardot 2", "tag 2"]);
}

#[test]
fn a_tag_of_a_service_that_is_off_waits_though_its_category_is_granted() {
    let mut visit = patient("some.marketing.~pardot");
    visit.found(2, "service:pardot");
    assert_eq!(visit.ran(), ["linkedin 0"]);
}

#[test]
fn a_service_withdrawn_while_it_loads_goes_on_after_a_later_yes_only() {
    let mut visit = patient("some.marketing");
    visit.say(Say::Nothing);
    visit.loaded(visit.script("pardot", 1));
    assert!(!visit.ran().contains(&"pardot 2".into()));
    visit.say(Say::All);
    assert_eq!(visit.ran().iter().filter(|one| *one == "pardot 2").count(), 1);
    assert_eq!(visit.ran().iter().filter(|one| *one == "pardot 0").count(), 1);
}

#[test]
fn what_was_put_back_runs_in_order_after_a_later_yes() {
    let mut visit = patient("none._");
    for tag in [2, 4, 6, 7] {
        visit.found(tag, "marketing");
    }
    visit.found(8, "marketing");
    let run = Effect::Run(visit.tag(4));
    visit.hooks.push((run, vec![Action::Decide(Say::Nothing, true)]));
    visit.say(Say::All);
    let tags = |visit: &Visit| {
        visit.ran().into_iter().filter(|one| one.starts_with("tag")).collect::<Vec<_>>()
    };
    assert_eq!(tags(&visit), ["tag 2", "tag 4"]);
    visit.say(Say::All);
    assert_eq!(tags(&visit), ["tag 2", "tag 4", "tag 6", "tag 7"]);
    visit.loaded(visit.tag(7));
    assert_eq!(tags(&visit).last().unwrap(), "tag 8");
}

#[test]
fn a_script_that_says_no_and_yes_again_stops_nothing() {
    let mut visit = patient("none._");
    let run = Effect::Run(visit.script("ga", 0));
    visit
        .hooks
        .push((run, vec![Action::Decide(Say::Nothing, true), Action::Decide(Say::All, true)]));
    visit.say(Say::All);
    assert_eq!(visit.ran().len(), 7);
    assert_eq!(visit.ran().iter().collect::<std::collections::BTreeSet<_>>().len(), 7);
}

#[test]
fn a_script_that_the_page_refuses_to_make_holds_up_nothing() {
    // The browser layer answers from within: nothing was put on the page that could load.
    let mut visit = patient("none._");
    let item = visit.script("pardot", 1);
    visit.hooks.push((Effect::Run(item), vec![Action::Settled(item)]));
    visit.say(Say::All);
    assert!(visit.ran().contains(&"pardot 2".into()) && visit.ran().contains(&"linkedin 0".into()));
}
