//! Visits as stories: what happens, and what the page does about it.

use samtycke::model::state::{Effect, Event, Surface};
use serde_json::json;

use crate::util::{
    Action, DAY, DNT, ID, Jar, Mode, NOW, SILENT, Say, Visit, billogram, changed, config, these,
    value,
};

const EVERYTHING: &str = "all.functional-analytics-marketing";

/// A visit by someone who has chosen this before.
fn back(stored: &str) -> Visit {
    Visit::open(config(&billogram()), SILENT, Jar::with(&value(stored)))
}

fn without_reload() -> Visit {
    let config = config(&changed(|json| json["ui"] = json!({"reload": false})));
    Visit::open(config, SILENT, Jar::with(&value(EVERYTHING)))
}

fn receipts(visit: &Visit) -> usize {
    visit.done.iter().filter(|effect| matches!(effect, Effect::Keep)).count()
}

#[test]
fn a_first_visit_asks_and_runs_nothing() {
    let visit = Visit::first();
    assert_eq!(
        visit.done,
        [Effect::Show(Surface::Banner), Effect::Tell(Event::Open), Effect::Tell(Event::Ready)]
    );
    assert_eq!(visit.granted(), ["necessary", "site"]);
    assert_eq!(visit.state.config.gate("nonsense"), None);
    assert!(visit.jar.cookies.is_empty());
}

#[test]
fn accepting_stores_grants_runs_and_takes_the_banner_away() {
    let mut visit = Visit::first();
    visit.say(Say::All);
    assert_eq!(visit.stored(), EVERYTHING);
    assert_eq!(visit.granted().len(), 10);
    assert_eq!(
        visit.ran(),
        ["zendesk 0", "ga 0", "ga 1", "clarity 0", "pardot 0", "pardot 1", "linkedin 0"]
    );
    assert!(visit.shown().is_empty());
    assert_eq!((visit.told(Event::Change), visit.told(Event::Close), receipts(&visit)), (1, 1, 1));
    assert!(!visit.reloads() && visit.swept.is_empty() && visit.troubles().is_empty());
}

#[test]
fn nothing_runs_before_the_choice_is_stored() {
    let mut visit = Visit::first();
    visit.say(Say::All);
    let stored = visit.done.iter().position(|one| matches!(one, Effect::Store));
    let first = visit.done.iter().position(|one| matches!(one, Effect::Run(_)));
    assert!(stored.is_some() && stored < first);
}

#[test]
fn refusing_stores_runs_nothing_and_takes_the_banner_away() {
    let mut visit = Visit::first();
    visit.say(Say::Nothing);
    assert_eq!(visit.stored(), "none._");
    assert_eq!(visit.granted(), ["necessary", "site"]);
    assert_eq!((visit.runs.len(), visit.shown().len(), visit.told(Event::Change)), (0, 0, 1));
    assert_eq!(visit.swept, ["site"]);
    assert!(!visit.reloads());
}

#[test]
fn a_choice_is_remembered() {
    for (say, stored) in [(Say::All, EVERYTHING), (Say::Nothing, "none._")] {
        let mut visit = Visit::first();
        visit.say(say);
        let again = visit.again(SILENT);
        assert_eq!((again.stored(), again.granted()), (stored.into(), visit.granted()));
        assert_eq!(again.ran(), visit.ran());
        assert!(again.shown().is_empty() && again.told(Event::Ready) == 1);
    }
}

#[test]
fn the_settings_come_with_nothing_on_but_what_is_required() {
    let mut visit = Visit::first();
    visit.settings();
    assert_eq!(visit.state.draft.on.iter().filter(|on| **on).count(), 2);
    let on = |id: &&str| visit.switch(id);
    assert!(["necessary", "site"].iter().all(on));
    assert!(
        !["functional", "analytics", "marketing", "zendesk", "ga", "clarity", "pardot", "linkedin"]
            .iter()
            .any(on)
    );
}

#[test]
fn one_switch_on_grants_one_category_with_its_services() {
    let mut visit = Visit::first();
    visit.settings();
    visit.turn("analytics", true);
    assert!(visit.switch("ga") && visit.switch("clarity") && !visit.switch("pardot"));
    assert_eq!(visit.granted(), ["necessary", "site"]);
    visit.say(Say::Switches);
    assert_eq!(visit.stored(), "some.analytics");
    assert_eq!(visit.granted(), ["necessary", "analytics", "site", "ga", "clarity"]);
    assert!(visit.shown().is_empty());
}

#[test]
fn one_service_off_inside_a_granted_category_stays_off() {
    let mut visit = Visit::first();
    visit.settings();
    visit.turn("analytics", true);
    visit.turn("ga", false);
    assert!(visit.switch("analytics"));
    visit.say(Say::Switches);
    assert_eq!(visit.stored(), "some.analytics.~ga");
    assert_eq!(visit.granted(), ["necessary", "analytics", "site", "clarity"]);
    assert_eq!(visit.ran(), ["clarity 0"]);
}

#[test]
fn the_settings_come_back_as_they_were_saved() {
    let mut visit = back("some.analytics.~ga");
    visit.settings();
    let switches: Vec<bool> =
        ["necessary", "functional", "analytics", "ga", "clarity"].map(|id| visit.switch(id)).into();
    assert_eq!(switches, [true, false, true, false, true]);
}

#[test]
fn closing_the_settings_saves_nothing() {
    let mut visit = back("some.analytics");
    visit.settings();
    visit.turn("marketing", true);
    visit.act(Action::Close(Surface::Settings));
    assert_eq!((visit.stored().as_str(), visit.runs.len()), ("some.analytics", 3));
    visit.settings();
    assert!(!visit.switch("marketing"));
}

#[test]
fn closing_the_banner_decides_nothing() {
    let mut visit = Visit::first();
    visit.act(Action::Close(Surface::Banner));
    assert!(visit.shown().is_empty() && visit.jar.cookies.is_empty());
    assert_eq!(visit.again(SILENT).shown(), [Surface::Banner]);
}

#[test]
fn what_is_required_cannot_be_switched_off() {
    let mut visit = Visit::first();
    visit.settings();
    visit.turn("necessary", false);
    visit.turn("site", false);
    assert!(visit.switch("necessary") && visit.switch("site"));
    visit.say(Say::Switches);
    assert_eq!(visit.granted(), ["necessary", "site"]);
}

#[test]
fn withdrawing_deletes_tells_and_loads_the_page_anew() {
    let mut visit = back(EVERYTHING);
    visit.say(Say::Nothing);
    assert_eq!(visit.stored(), "none._");
    assert_eq!(visit.swept, ["site"]);
    assert_eq!((visit.told(Event::Change), visit.reloads()), (1, true));
    assert_eq!(visit.done.last(), Some(&Effect::Reload));
}

#[test]
fn a_page_that_is_about_to_reload_runs_nothing_more() {
    let mut visit = back("some.analytics");
    visit.say(Say::Nothing);
    let before = visit.runs.len();
    visit.say(Say::All);
    visit.found(2, "analytics");
    visit.loaded(visit.script("pardot", 1));
    assert_eq!(visit.runs.len(), before);
    assert_eq!(visit.again(SILENT).ran().len(), 7);
}

#[test]
fn the_page_need_not_load_anew() {
    let mut visit = without_reload();
    visit.say(Say::Nothing);
    assert!(!visit.reloads() && visit.swept.len() == 1);
    let before = visit.runs.len();
    visit.found(2, "analytics");
    assert_eq!(visit.runs.len(), before);
}

#[test]
fn a_service_that_did_not_run_is_withdrawn_without_a_reload() {
    let json = changed(|json| json["services"][1]["scripts"] = json!([]));
    let mut visit = Visit::open(config(&json), SILENT, Jar::with(&value("some.functional")));
    visit.say(Say::Nothing);
    assert!(!visit.reloads() && visit.swept.len() == 2);
}

#[test]
fn a_service_withdrawn_before_its_turn_did_not_run() {
    let first = Visit::first();
    let hook = (
        Effect::Run(first.script("zendesk", 0)),
        vec![Action::Decide(these(&[("analytics", false)]), true)],
    );
    let jar = Jar::with(&value("some.functional-analytics"));
    let visit = Visit::at(config(&billogram()), SILENT, jar, NOW, vec![hook]);
    assert_eq!(visit.ran(), ["zendesk 0"]);
    assert_eq!(visit.granted(), ["necessary", "functional", "site", "zendesk"]);
    assert!(!visit.reloads());
}

#[test]
fn a_raised_version_asks_everyone_again() {
    let jar = Jar::with(&value(EVERYTHING));
    let visit = Visit::open(config(&changed(|json| json["version"] = json!(4))), SILENT, jar);
    assert_eq!(visit.shown(), [Surface::Banner]);
    assert_eq!((visit.granted(), visit.runs.len()), (vec!["necessary", "site"], 0));
}

#[test]
fn a_choice_under_a_raised_version_deletes_what_the_earlier_one_left() {
    let jar = Jar::with(&value(EVERYTHING));
    let mut visit = Visit::open(config(&changed(|json| json["version"] = json!(4))), SILENT, jar);
    visit.say(Say::Nothing);
    assert_eq!(visit.swept, ["site"]);
    assert!(visit.jar.choice().starts_with("1.4."));
}

#[test]
fn an_old_choice_asks_again() {
    let jar = Jar::with(&value(EVERYTHING));
    let at = |now: u64| Visit::at(config(&billogram()), SILENT, jar.clone(), now, Vec::new());
    assert_eq!(at(NOW + 180 * DAY).shown(), []);
    assert_eq!(at(NOW + 180 * DAY + 1).shown(), [Surface::Banner]);
}

#[test]
fn with_cookies_off_a_yes_grants_nothing_and_says_so() {
    let mut visit = Visit::open(config(&billogram()), SILENT, Jar::off());
    visit.say(Say::All);
    assert_eq!(
        (visit.granted(), visit.runs.len(), receipts(&visit)),
        (vec!["necessary", "site"], 0, 0)
    );
    assert_eq!(visit.troubles(), [Effect::Lost]);
    assert!(visit.shown().is_empty() && visit.state.choice.is_none());
}

#[test]
fn cookies_switched_off_during_a_visit_end_what_was_granted() {
    let mut visit = back("some.analytics");
    visit.jar.mode = Mode::Off;
    visit.say(Say::All);
    assert_eq!(
        (visit.granted(), visit.troubles()),
        (vec!["necessary", "site"], vec![Effect::Lost])
    );
    let before = visit.runs.len();
    visit.found(2, "analytics");
    assert_eq!(visit.runs.len(), before);
}

#[test]
fn a_no_that_cannot_be_stored_counts_on_this_page_all_the_same() {
    let mut visit = back(EVERYTHING);
    visit.jar.mode = Mode::Frozen;
    visit.say(these(&[("marketing", false)]));
    assert_eq!(visit.troubles(), [Effect::Lost]);
    assert!(!visit.has("marketing"));
    assert!(visit.reloads());
}

#[test]
fn a_yes_that_cannot_be_stored_leaves_the_choice_before_it() {
    let mut visit = back("some.analytics");
    visit.jar.mode = Mode::Frozen;
    visit.say(Say::All);
    assert_eq!(visit.troubles(), [Effect::Lost]);
    assert_eq!(visit.granted(), ["necessary", "analytics", "site", "ga", "clarity"]);
    assert!(!visit.reloads());
}

#[test]
fn another_tabs_choice_counts_here_when_the_page_comes_back() {
    let mut visit = Visit::first();
    visit.jar = Jar::with(&value("some.analytics"));
    visit.come_back();
    assert_eq!(visit.granted(), ["necessary", "analytics", "site", "ga", "clarity"]);
    assert_eq!((visit.shown().len(), visit.told(Event::Change), receipts(&visit)), (0, 1, 0));
    visit.come_back();
    assert_eq!((visit.told(Event::Change), visit.runs.len()), (1, 3));
}

#[test]
fn another_tabs_withdrawal_counts_here_when_the_page_comes_back() {
    let mut visit = back("some.analytics");
    visit.jar = Jar::with(&value("none._"));
    visit.come_back();
    assert!(visit.reloads());
    assert_eq!(visit.swept, ["site ga clarity", "site zendesk pardot linkedin"]);
}

#[test]
fn what_was_refused_is_deleted_again_on_every_page_before_anything_runs() {
    let visit = back("some.analytics");
    assert_eq!(
        (visit.done.first(), visit.swept.as_slice()),
        (Some(&Effect::Sweep), &["site ga clarity".into()][..])
    );
    // Without a choice nobody has refused, and with all granted there is nothing to delete.
    assert!(Visit::first().swept.is_empty() && back(EVERYTHING).swept.is_empty());
    // A signal takes nothing from what the visitor said yes to.
    let visit =
        Visit::open(config(&billogram()), DNT, Jar::with(&value("some.functional-analytics")));
    assert_eq!(visit.swept, ["site zendesk ga clarity"]);
    assert!(!visit.has("ga"));
}

#[test]
fn a_decision_under_a_signal_stores_what_was_said_and_not_what_the_signal_grants() {
    for (say, stored) in [
        (these(&[("functional", false)]), "api._"),
        (these(&[("marketing", false)]), "api._"),
        (these(&[("marketing", true)]), "api._"),
        (these(&[("functional", true)]), "api.functional"),
    ] {
        let mut visit = Visit::open(config(&billogram()), DNT, Jar::empty());
        assert!(visit.has("functional") && visit.has("zendesk"));
        visit.code(say.clone());
        assert_eq!(visit.stored(), stored, "{say:?}");
    }
    // The switches show what is in effect, so who saves them has seen it.
    let mut visit = Visit::open(config(&billogram()), DNT, Jar::empty());
    visit.settings();
    assert!(visit.switch("functional"));
    visit.say(Say::Switches);
    assert_eq!(visit.stored(), "some.functional");
}

#[test]
fn a_page_whose_cookie_is_gone_asks_again_when_it_comes_back() {
    let mut visit = back("none._");
    visit.jar = Jar::empty();
    visit.come_back();
    assert_eq!(visit.shown(), [Surface::Banner]);
}

#[test]
fn a_choice_that_grew_too_old_meanwhile_ends_when_the_page_comes_back() {
    let mut visit = back("some.analytics");
    visit.now = NOW + 181 * DAY;
    visit.come_back();
    assert_eq!(visit.granted(), ["necessary", "site"]);
    assert!(visit.reloads() && visit.shown() == [Surface::Banner]);
}

#[test]
fn accepting_twice_runs_nothing_twice() {
    let mut visit = Visit::first();
    visit.say(Say::All);
    let before = visit.ran();
    visit.now += 60;
    visit.say(Say::All);
    assert_eq!(visit.ran(), before);
    assert_eq!(receipts(&visit), 2);
    assert!(visit.jar.choice().contains(&format!(".{}.", NOW + 60)) && !visit.reloads());
}

#[test]
fn what_code_decides_is_stored_as_such() {
    for (say, stored) in [
        (Say::All, "api.functional-analytics-marketing"),
        (Say::Nothing, "api._"),
        (these(&[("ga", true)]), "api._.+ga"),
    ] {
        let mut visit = Visit::first();
        visit.code(say);
        assert_eq!(visit.stored(), stored);
    }
}

#[test]
fn code_decides_by_id_and_leaves_all_else() {
    let mut visit = back("some.analytics.~ga");
    visit.code(these(&[("marketing", true)]));
    assert_eq!(visit.stored(), "api.analytics-marketing.~ga");
    visit.code(these(&[("analytics", true)]));
    assert_eq!(visit.stored(), "api.analytics-marketing");
    visit.code(these(&[
        ("marketing", false),
        ("necessary", false),
        ("site", false),
        ("nonsense", true),
    ]));
    assert_eq!(visit.stored(), "api.analytics");
    assert!(visit.has("site"));
}

#[test]
fn a_services_own_answer_counts_before_its_categorys_in_whichever_order() {
    for pairs in [[("ga", false), ("analytics", true)], [("analytics", true), ("ga", false)]] {
        let mut visit = Visit::first();
        visit.code(these(&pairs));
        assert_eq!(visit.stored(), "api.analytics.~ga");
        assert_eq!(visit.ran(), ["clarity 0"]);
    }
}

#[test]
fn of_two_words_on_one_id_the_last_counts() {
    let mut visit = Visit::first();
    visit.code(these(&[("analytics", true), ("analytics", false)]));
    assert_eq!(visit.stored(), "api._");
}

#[test]
fn a_signal_is_honoured_without_asking() {
    let visit = Visit::open(config(&billogram()), DNT, Jar::empty());
    assert_eq!(visit.granted(), ["necessary", "functional", "site", "zendesk"]);
    assert_eq!(visit.ran(), ["zendesk 0"]);
    assert!(visit.shown().is_empty() && visit.jar.cookies.is_empty());
}

#[test]
fn a_binding_signal_rules_out_an_earlier_yes_and_leaves_it_stored() {
    let jar = Jar::with(&value(EVERYTHING));
    let visit = Visit::open(config(&billogram()), DNT, jar);
    assert_eq!(visit.granted(), ["necessary", "functional", "site", "zendesk"]);
    assert_eq!(visit.jar.choice(), value(EVERYTHING));
    assert_eq!(visit.again(SILENT).granted().len(), 10);
}

#[test]
fn a_decision_under_a_binding_signal_keeps_the_answers_that_it_rules_out() {
    let jar = Jar::with(&value("some.analytics.~ga"));
    for say in [Say::All, Say::Switches, these(&[("functional", true)])] {
        let mut visit = Visit::open(config(&billogram()), DNT, jar.clone());
        visit.settings();
        assert!(!visit.switch("analytics") && !visit.switch("clarity"));
        visit.turn("analytics", true);
        visit.turn("functional", true);
        assert!(!visit.switch("analytics"));
        visit.say(say);
        assert_eq!(visit.stored(), "some.functional-analytics.~ga");
        assert_eq!(visit.granted(), ["necessary", "functional", "site", "zendesk"]);
    }
}

#[test]
fn accepting_all_under_a_binding_signal_is_no_yes_to_what_it_rules_out() {
    let mut visit = Visit::open(config(&billogram()), DNT, Jar::empty());
    visit.say(Say::All);
    assert_eq!(visit.stored(), "some.functional");
    assert!(visit.troubles().is_empty());
}

#[test]
fn refusing_all_under_a_binding_signal_takes_back_what_it_rules_out_too() {
    let mut visit = Visit::open(config(&billogram()), DNT, Jar::with(&value(EVERYTHING)));
    visit.say(Say::Nothing);
    assert_eq!(visit.stored(), "none._");
    assert_eq!(visit.again(SILENT).granted(), ["necessary", "site"]);
}

#[test]
fn code_that_asks_for_what_a_signal_rules_out_is_told() {
    let mut visit = Visit::open(config(&billogram()), DNT, Jar::empty());
    visit.code(these(&[("marketing", true)]));
    assert!(visit.troubles().contains(&Effect::RuledOut(visit.gate("marketing"))));
    assert!(!visit.has("marketing"));
    assert!(!visit.stored().contains("marketing"));
}

#[test]
fn who_hears_a_warning_may_decide_anew_and_has_the_last_word() {
    let mut visit = Visit::open(config(&billogram()), DNT, Jar::empty());
    let warning = Effect::RuledOut(visit.gate("marketing"));
    visit.hooks.push((warning, vec![Action::Decide(Say::Nothing, true)]));
    visit.code(these(&[("functional", true), ("marketing", true)]));
    assert_eq!(visit.stored(), "api._");
    assert_eq!(visit.granted(), ["necessary", "site"]);
}

#[test]
fn the_settings_open_and_close_once() {
    let mut visit = back("none._");
    visit.settings();
    visit.settings();
    visit.act(Action::Close(Surface::Settings));
    visit.act(Action::Close(Surface::Settings));
    let shown = visit.done.iter().filter(|one| matches!(one, Effect::Show(_) | Effect::Hide(_)));
    assert_eq!(shown.count(), 2);
    assert_eq!((visit.told(Event::Open), visit.told(Event::Close)), (1, 1));
}

#[test]
fn a_switch_that_was_turned_is_shown_as_it_stands() {
    let mut visit = back("none._");
    visit.settings();
    visit.turn("analytics", true);
    visit.turn("necessary", false);
    assert_eq!(visit.done.iter().filter(|one| **one == Effect::Align).count(), 2);
}

#[test]
fn settings_opened_by_a_script_that_a_choice_runs_stay_open() {
    let mut visit = Visit::first();
    visit.settings();
    visit.turn("analytics", true);
    visit.hooks.push((Effect::Run(visit.script("ga", 0)), vec![Action::Open(Surface::Settings)]));
    visit.say(Say::Switches);
    assert_eq!(visit.shown(), [Surface::Settings]);
    let last = visit.done.iter().rfind(|one| {
        matches!(one, Effect::Show(Surface::Settings) | Effect::Hide(Surface::Settings))
    });
    assert_eq!(last, Some(&Effect::Show(Surface::Settings)));
}

#[test]
fn the_floating_button_stands_where_the_banner_does_not() {
    let json = changed(|json| json["ui"] = json!({"reopen": true}));
    let mut visit = Visit::open(config(&json), SILENT, Jar::empty());
    assert_eq!(visit.shown(), [Surface::Banner]);
    visit.say(Say::Nothing);
    assert_eq!(visit.shown(), [Surface::Reopen]);
    assert_eq!(visit.again(SILENT).shown(), [Surface::Reopen]);
    visit.act(Action::Open(Surface::Banner));
    assert_eq!(visit.shown(), [Surface::Banner]);
    visit.act(Action::Close(Surface::Banner));
    assert_eq!(visit.shown(), [Surface::Reopen]);
}

#[test]
fn a_visitor_keeps_the_id_from_choice_to_choice() {
    let mut visit = back("none._");
    visit.say(Say::All);
    assert_eq!(visit.jar.choice().split('.').nth(3), Some(ID));
}

#[test]
fn a_new_visitor_gets_a_random_uuid() {
    let mut visit = Visit::first();
    visit.say(Say::Nothing);
    // Sixteen times 7, with version 4 and variant 2 of RFC 9562, in base64url.
    assert_eq!(visit.jar.choice().split('.').nth(3), Some("BwcHBwcHRweHBwcHBwcHBw"));
}

#[test]
fn a_gate_that_nothing_is_called_stays_shut() {
    let mut visit = back(EVERYTHING);
    let before = visit.runs.len();
    for gate in ["analitycs", "ga", "service:analytics", "service:", ""] {
        visit.found(2, gate);
    }
    assert_eq!(visit.runs.len(), before);
}

#[test]
fn a_script_that_refuses_stops_all_that_has_not_run() {
    let mut visit = Visit::first();
    let run = Effect::Run(visit.script("ga", 0));
    visit.hooks.push((run, vec![Action::Decide(Say::Nothing, true)]));
    visit.say(Say::All);
    assert_eq!(visit.ran(), ["zendesk 0", "ga 0"]);
    assert_eq!(visit.stored(), "api._");
    assert!(visit.reloads());
}

#[test]
fn a_listener_that_refuses_has_the_last_word() {
    let mut visit = Visit::first();
    visit.hooks.push((Effect::Tell(Event::Change), vec![Action::Decide(Say::Nothing, true)]));
    visit.say(Say::All);
    assert_eq!((visit.stored().as_str(), visit.granted()), ("api._", vec!["necessary", "site"]));
    visit.found(2, "analytics");
    assert!(!visit.ran().contains(&"tag 2".into()));
}

/// A visit whose second layer takes its time, with the settings asked for.
fn waiting() -> Visit {
    let mut visit = Visit::slow();
    visit.settings();
    visit
}

#[test]
fn nothing_is_fetched_before_it_is_wanted() {
    let mut visit = Visit::first();
    visit.found(2, "analytics");
    visit.say(Say::All);
    visit.come_back();
    assert_eq!(visit.count(Effect::Fetch), 0);
}

#[test]
fn settings_asked_for_before_their_layer_came_show_once_it_came_and_only_once() {
    let mut visit = waiting();
    assert_eq!((visit.count(Effect::Fetch), visit.shown()), (1, vec![Surface::Banner]));
    assert_eq!(visit.told(Event::Open), 1);
    visit.act(Action::Come(true));
    assert_eq!(visit.shown(), [Surface::Banner, Surface::Settings]);
    assert!(visit.switch("necessary") && !visit.switch("analytics"));
    assert_eq!((visit.count(Effect::Show(Surface::Settings)), visit.told(Event::Open)), (1, 2));
    visit.act(Action::Close(Surface::Settings));
    visit.act(Action::Come(true));
    assert_eq!(visit.shown(), [Surface::Banner]);
    assert_eq!(visit.count(Effect::Show(Surface::Settings)), 1);
}

#[test]
fn settings_open_at_once_where_their_layer_is_there_and_it_is_fetched_once() {
    let mut visit = waiting();
    visit.act(Action::Come(true));
    for _ in 0..3 {
        visit.act(Action::Close(Surface::Settings));
        visit.settings();
        visit.act(Action::Place);
    }
    assert_eq!(visit.count(Effect::Show(Surface::Settings)), 4);
    assert_eq!(visit.count(Effect::Fetch), 1);
}

#[test]
fn settings_asked_for_again_while_their_layer_is_on_its_way_come_once() {
    let mut visit = waiting();
    visit.settings();
    visit.settings();
    visit.act(Action::Place);
    assert_eq!(visit.count(Effect::Fetch), 1);
    visit.act(Action::Come(true));
    assert_eq!(visit.count(Effect::Show(Surface::Settings)), 1);
    assert_eq!((visit.count(Effect::Declare), visit.told(Event::Open)), (1, 2));
}

#[test]
fn settings_closed_before_their_layer_came_do_not_open() {
    let mut visit = waiting();
    visit.act(Action::Close(Surface::Settings));
    visit.act(Action::Come(true));
    assert_eq!(visit.shown(), [Surface::Banner]);
    assert_eq!((visit.count(Effect::Show(Surface::Settings)), visit.told(Event::Close)), (0, 0));
    visit.settings();
    assert_eq!((visit.count(Effect::Show(Surface::Settings)), visit.count(Effect::Fetch)), (1, 1));
}

#[test]
fn settings_do_not_open_where_a_decision_was_made_before_their_layer_came() {
    for (say, by_code) in [(Say::All, false), (Say::Nothing, false), (these(&[("ga", true)]), true)]
    {
        let mut visit = waiting();
        visit.act(Action::Decide(say.clone(), by_code));
        visit.act(Action::Come(true));
        assert_eq!(
            (visit.shown(), visit.count(Effect::Show(Surface::Settings))),
            (vec![], 0),
            "{say:?}"
        );
    }
    let mut visit = waiting();
    visit.jar.mode = Mode::Off;
    visit.say(Say::All);
    visit.act(Action::Come(true));
    assert_eq!((visit.shown(), visit.troubles()), (vec![], vec![Effect::Lost]));
    // Another tab's decision counts the same.
    let mut visit = waiting();
    visit.jar = Jar::with(&value("none._"));
    visit.come_back();
    visit.act(Action::Come(true));
    assert!(visit.shown().is_empty());
}

#[test]
fn settings_asked_for_once_more_after_all_open_when_their_layer_comes() {
    let mut visit = waiting();
    visit.say(Say::Nothing);
    visit.settings();
    visit.act(Action::Come(true));
    assert_eq!(visit.shown(), [Surface::Settings]);
    assert_eq!(visit.count(Effect::Show(Surface::Settings)), 1);
}

#[test]
fn a_layer_is_fetched_once_while_it_is_on_its_way_whatever_happens_meanwhile() {
    let between: [fn(&mut Visit); 3] = [
        |visit| visit.act(Action::Close(Surface::Settings)),
        |visit| visit.say(Say::Nothing),
        |visit| {
            visit.act(Action::Close(Surface::Settings));
            visit.act(Action::Place);
        },
    ];
    for happens in between {
        let mut visit = waiting();
        happens(&mut visit);
        visit.settings();
        assert_eq!(visit.count(Effect::Fetch), 1);
        visit.act(Action::Come(true));
        assert_eq!(visit.count(Effect::Show(Surface::Settings)), 1);
    }
}

#[test]
fn a_layer_that_was_there_is_not_lost_to_one_that_fails() {
    let mut visit = waiting();
    visit.act(Action::Come(true));
    visit.act(Action::Come(false));
    visit.act(Action::Close(Surface::Settings));
    assert!(visit.state.more.is_there());
    visit.settings();
    assert!(visit.shown().contains(&Surface::Settings) && visit.count(Effect::Fetch) == 1);
}

#[test]
fn a_layer_that_does_not_come_leaves_everything_else_working() {
    let mut visit = waiting();
    visit.act(Action::Place);
    visit.act(Action::Come(false));
    assert_eq!((visit.shown(), visit.told(Event::Open)), (vec![Surface::Banner], 1));
    assert_eq!((visit.count(Effect::Fetch), visit.count(Effect::Declare)), (1, 0));
    // The next who asks has it fetched anew; the settings do not open for who asked before, and the
    // declaration has waited.
    visit.settings();
    assert_eq!(visit.count(Effect::Fetch), 2);
    visit.act(Action::Come(true));
    assert_eq!(visit.shown(), [Surface::Banner, Surface::Settings]);
    assert_eq!(visit.count(Effect::Declare), 1);
    let mut visit = waiting();
    visit.act(Action::Come(false));
    visit.say(Say::All);
    assert_eq!((visit.stored().as_str(), visit.granted().len()), (EVERYTHING, 10));
    assert_eq!((visit.runs.len(), visit.shown()), (7, vec![]));
}

#[test]
fn a_layer_fetched_while_there_is_time_opens_nothing_and_is_there_for_who_asks() {
    let mut visit = Visit::slow();
    visit.act(Action::Idle);
    visit.act(Action::Idle);
    assert_eq!(visit.count(Effect::Fetch), 1);
    visit.act(Action::Come(true));
    assert_eq!(visit.shown(), [Surface::Banner]);
    visit.act(Action::Idle);
    visit.settings();
    assert_eq!(visit.shown(), [Surface::Banner, Surface::Settings]);
    assert_eq!(visit.count(Effect::Fetch), 1);
}

#[test]
fn what_is_not_a_layer_has_not_come() {
    for text in ["\"\"", "\"x\"", "null", "0", "[]", "true"] {
        let mut visit = waiting();
        visit.state.come(crate::util::tree(text));
        visit.act(Action::Toggle("analytics".into(), true));
        assert_eq!(visit.shown(), [Surface::Banner], "{text}");
        visit.settings();
        assert_eq!(visit.count(Effect::Fetch), 2, "{text}");
    }
}

#[test]
fn the_declaration_is_filled_once_its_layer_came_and_at_once_where_it_is_there() {
    let mut visit = Visit::slow();
    visit.act(Action::Place);
    visit.act(Action::Place);
    assert_eq!((visit.count(Effect::Fetch), visit.count(Effect::Declare)), (1, 0));
    visit.act(Action::Come(true));
    assert_eq!(visit.count(Effect::Declare), 1);
    assert_eq!(visit.shown(), [Surface::Banner]);
    visit.act(Action::Come(true));
    assert_eq!(visit.count(Effect::Declare), 1);
    visit.act(Action::Place);
    assert_eq!((visit.count(Effect::Fetch), visit.count(Effect::Declare)), (1, 2));
}

#[test]
fn the_declaration_waits_on_whatever_becomes_of_the_settings() {
    let mut visit = waiting();
    visit.act(Action::Place);
    visit.act(Action::Close(Surface::Settings));
    visit.say(Say::All);
    visit.act(Action::Come(true));
    assert_eq!((visit.count(Effect::Declare), visit.shown()), (1, vec![]));
    assert_eq!(visit.count(Effect::Fetch), 1);
}

#[test]
fn switches_that_are_not_there_yet_say_nothing() {
    for turn in [false, true] {
        let mut visit =
            Visit::open(config(&billogram()), SILENT, Jar::with(&value("some.analytics.~ga")));
        visit.fetches = false;
        visit.settings();
        if turn {
            visit.turn("marketing", true);
        }
        visit.say(Say::Switches);
        assert_eq!(visit.stored(), "some.analytics.~ga");
    }
}

#[test]
fn switches_stand_as_it_was_chosen_by_the_time_that_the_layer_comes() {
    let mut visit = waiting();
    visit.jar = Jar::with(&value("some.marketing"));
    visit.come_back();
    visit.settings();
    visit.act(Action::Come(true));
    assert!(visit.switch("marketing") && visit.switch("pardot") && !visit.switch("analytics"));
}

#[test]
fn what_an_effect_leads_to_is_done_before_the_effects_behind_it() {
    let mut visit = Visit::slow();
    let shown = Effect::Show(Surface::Settings);
    visit.hooks.push((shown, vec![Action::Place, Action::Toggle("analytics".into(), true)]));
    visit.settings();
    visit.act(Action::Come(true));
    assert_eq!(
        visit.done[3..],
        [Effect::Fetch, shown, Effect::Declare, Effect::Align, Effect::Tell(Event::Open)]
    );
    assert_eq!(visit.state.take(), None);
}

#[test]
fn settings_opened_and_closed_while_a_decision_is_carried_out_stay_closed() {
    let mut visit = Visit::first();
    visit.settings();
    let again = vec![Action::Open(Surface::Settings), Action::Close(Surface::Settings)];
    visit.hooks.push((Effect::Keep, again));
    visit.say(Say::Nothing);
    assert!(visit.shown().is_empty());
    let of_settings = |effect: &&Effect| {
        matches!(effect, Effect::Show(Surface::Settings) | Effect::Hide(Surface::Settings))
    };
    let last = visit.done.iter().rfind(of_settings);
    assert_eq!(last, Some(&Effect::Hide(Surface::Settings)));
}

#[test]
fn what_code_closes_before_its_turn_is_not_shown() {
    let mut visit = waiting();
    visit.act(Action::Place);
    visit.hooks.push((Effect::Declare, vec![Action::Close(Surface::Settings)]));
    visit.act(Action::Come(true));
    assert_eq!(visit.shown(), [Surface::Banner]);
    assert_eq!(visit.count(Effect::Show(Surface::Settings)), 0);
}
