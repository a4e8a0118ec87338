//! What crosses between page and model, as the page sees it: numbers and JSON texts, nothing else.

use proptest::prelude::*;
use samtycke::model::json::Value as Tree;
use samtycke::model::state::{Effect, Event, Surface};
use samtycke::model::texts;
use samtycke::model::wire::{self, Visit};
use serde_json::{Value, json};

use crate::util::{ID, NOW, TEXTS, billogram, changed, kept, value};

/// The page, which has nothing but `act`: see src/exports.rs.
struct Page {
    visit: Visit<'static>,
    /// What came out of it, as it is.
    said: Vec<String>,
}

fn parsed(text: &str) -> &'static Tree<'static> {
    Box::leak(Box::new(Tree::parse(kept(text))))
}

/// What is left to do: `[kind, number, more]`, or `null`.
fn numbers(effect: Effect) -> (u64, u64) {
    let (kind, number) = effect.numbers();
    (kind as u64, number as u64)
}

fn begins(answer: &Value, effect: Effect) -> bool {
    (answer[0].as_u64(), answer[1].as_u64()) == (Some(numbers(effect).0), Some(numbers(effect).1))
}

fn facts(config: &Value, cookies: &str) -> Value {
    json!([
        config,
        "https://www.example.com",
        "www.example.com",
        "/shop/",
        "en",
        ",,",
        "undefined",
        cookies
    ])
}

impl Page {
    fn start(message: &Value) -> Result<Page, String> {
        let message = parsed(&message.to_string());
        let visit = Visit::start(NOW as u32, message)?;
        Ok(Page { visit, said: Vec::new() })
    }

    #[track_caller]
    fn open(config: &Value, cookies: &str) -> Page {
        Page::start(&facts(config, cookies)).expect("a right configuration")
    }

    fn raw(&mut self, kind: u32, number: u32, message: &str) -> String {
        let answer = match kind {
            wire::MORE => self.visit.more(number, parsed(message)),
            _ => self.visit.act(kind, number, &Tree::parse(message)),
        };
        self.said.push(answer.clone());
        answer
    }

    #[track_caller]
    fn ask(&mut self, kind: u32, number: u32, message: Value) -> Value {
        let answer = self.raw(kind, number, &message.to_string());
        serde_json::from_str(&answer).unwrap_or_else(|error| panic!("{error}: {answer}"))
    }

    /// Tells what happened and takes all that is to be done.
    #[track_caller]
    fn tell(&mut self, kind: u32, number: u32, message: Value) -> Vec<Value> {
        let mut effect = self.ask(kind, number, message);
        let mut effects = Vec::new();
        while !effect.is_null() {
            assert_eq!(effect.as_array().map(Vec::len), Some(3), "{effect}");
            effects.push(effect);
            effect = self.ask(wire::NEXT, 0, json!(""));
        }
        effects
    }

    /// Decides, and has the cookie kept as the browser would; the cookie's value behind the id.
    #[track_caller]
    fn decides(&mut self, answer: Value, ids: Value, by_code: Value) -> String {
        let mut message = json!([answer, ids, by_code]);
        message.as_array_mut().unwrap().extend((0..16).map(|byte| json!(byte)));
        let first = self.ask(wire::DECIDE, NOW as u32, message);
        assert!(begins(&first, Effect::Store), "{first}");
        let line = first[2].as_str().expect("a line");
        let cookie = line.split(';').next().unwrap();
        self.tell(wire::STORED, NOW as u32, json!(cookie));
        // What is left of the decision itself.
        self.tell(wire::NEXT, 0, json!(""));
        cookie.splitn(5, '.').nth(4).unwrap().into()
    }

    /// Says what comes to no decision: nothing follows from it.
    #[track_caller]
    fn decides_nothing(&mut self, answer: Value, ids: Value) {
        let mut message = json!([answer, ids, true]);
        message.as_array_mut().unwrap().extend((0..16).map(|byte| json!(byte)));
        assert_eq!(self.ask(wire::DECIDE, NOW as u32, message), Value::Null, "{ids}");
    }

    fn has(&mut self, id: &str) -> Value {
        self.ask(wire::HAS, 0, json!(id))
    }

    fn granted(&mut self) -> Value {
        self.ask(wire::CONSENT, 0, json!(""))[5].clone()
    }
}

/// The second layer as it comes.
fn layer() -> Value {
    let layers: Value = serde_json::from_str(texts::LAYERS).expect("JSON");
    layers["en"].clone()
}

fn first() -> Page {
    let mut page = Page::open(&billogram(), "");
    page.tell(wire::NEXT, 0, json!(""));
    page
}

fn back(rest: &str) -> Page {
    let mut page = Page::open(&billogram(), &format!("a=b; samtycke={}", value(rest)));
    page.tell(wire::NEXT, 0, json!(""));
    page
}

const ALL: &str = "all.functional-analytics-marketing";

#[test]
fn a_start_with_a_wrong_configuration_answers_with_a_string_of_what_is_wrong() {
    for config in [
        json!(null),
        json!("\"\\\n"),
        json!({}),
        changed(|json| json["categories"][0]["id"] = json!("\"\\\u{1}\n<x>")),
        changed(|json| json["\"quoted\\\n"] = json!(1)),
        changed(|json| json["services"][1]["category"] = json!("a\"b\\c\u{7f}\t")),
    ] {
        let answer = Page::start(&facts(&config, "")).err().expect("it is wrong");
        let why: String = serde_json::from_str(&answer).expect("a JSON string");
        assert!(why.starts_with("the configuration is wrong, so nothing third-party is loaded"));
        assert_eq!(why.contains("\n- "), cfg!(feature = "messages"), "{why}");
        assert_eq!(why.contains("samtycke.dev.js"), !cfg!(feature = "messages"), "{why}");
    }
    assert!(Page::start(&json!(null)).is_err() && Page::start(&json!([])).is_err());
}

#[test]
fn a_start_takes_the_facts_of_the_page() {
    let start = |place: usize, fact: Value, config: &Value| {
        let mut message = facts(config, "");
        message[place] = fact;
        Page::start(&message)
    };
    // A cookie's domain has to be the host's, and a plain page has no secure cookie.
    let domain = changed(|json| json["cookie"] = json!({"domain": "example.com"}));
    assert!(start(2, json!("www.example.com"), &domain).is_ok());
    assert!(start(2, json!("example.org"), &domain).is_err());
    let none = changed(|json| json["cookie"] = json!({"sameSite": "None"}));
    assert!(start(1, json!("http://www.example.com"), &none).is_err());
    let consent = |place, fact| {
        let mut page = start(place, fact, &billogram()).unwrap();
        page.ask(wire::CONSENT, 0, json!(""))
    };
    assert_eq!(consent(4, json!("sv-SE,en"))[4], "sv");
    for spellings in ["1,,", ",1,", "null,null,1", "yes,undefined,undefined"] {
        assert_eq!(consent(5, json!(spellings))[3], "doNotTrack", "{spellings}");
    }
    assert_eq!(consent(6, json!("true"))[3], "globalPrivacyControl");
    assert_eq!(consent(6, json!("false"))[3], Value::Null);
    let cookies = format!("x=\"\\; samtycke={}; y", value("some.analytics"));
    assert_eq!(consent(7, json!(cookies))[1], ID);
}

#[test]
fn the_first_effects_are_those_of_the_state() {
    let mut page = Page::open(&billogram(), "");
    let effects = page.tell(wire::NEXT, 0, json!(""));
    assert_eq!(effects.len(), 4);
    assert_eq!(effects[0], json!([14, 0, 0]));
    assert!(begins(&effects[1], Effect::Show(Surface::Banner)));
    assert_eq!(
        (&effects[1][2][0], &effects[1][2][1]["class"]),
        (&json!("div"), &json!("samtycke-banner"))
    );
    assert_eq!(effects[2], json!([9, Event::Open as usize, 0]));
    assert_eq!(effects[3], json!([9, Event::Ready as usize, 0]));
    assert_eq!(page.ask(wire::NEXT, 0, json!("")), Value::Null);
}

#[test]
fn the_newest_receipt_says_what_remains() {
    let mut page = Page::open(&billogram(), "");
    let recall = page.ask(wire::NEXT, 0, json!(""));
    assert!(begins(&recall, Effect::Recall));
    let receipt = json!({"services": {"pardot": true}, "remains": [{"service": "linkedin"}]});
    assert!(page.tell(wire::MORE, 1, receipt).is_empty());
    let remains = |page: &mut Page| {
        let consent = page.ask(wire::CONSENT, 0, json!(""));
        let names = consent.as_array().unwrap()[6..].iter().map(|one| one["name"].clone());
        names.collect::<Vec<Value>>()
    };
    assert_eq!(remains(&mut page), ["pardot", "bcookie", "li_db"]);
    // What waited behind it goes on.
    assert_eq!(page.tell(wire::NEXT, 0, json!("")).len(), 3);
    // The second layer is another thing to keep, and says nothing of this.
    page.tell(wire::MORE, 0, layer());
    assert_eq!(remains(&mut page).len(), 3);
}

#[test]
fn the_numbers_of_effects_are_those_that_the_page_knows() {
    for (effect, kind, number) in [
        (Effect::Store, 0, 0),
        (Effect::Keep, 1, 0),
        (Effect::Sweep, 2, 0),
        (Effect::Run(7), 3, 7),
        (Effect::Fetch, 4, 0),
        (Effect::Show(Surface::Banner), 5, 0),
        (Effect::Show(Surface::Settings), 5, 1),
        (Effect::Hide(Surface::Reopen), 6, 2),
        (Effect::Align, 7, 0),
        (Effect::Declare, 8, 0),
        (Effect::Tell(Event::Ready), 9, 0),
        (Effect::Tell(Event::Change), 9, 1),
        (Effect::Tell(Event::Open), 9, 2),
        (Effect::Tell(Event::Close), 9, 3),
        (Effect::Lost, 10, 0),
        (Effect::RuledOut(3), 11, 3),
        (Effect::Unknown(7), 12, 7),
        (Effect::Reload, 13, 0),
        (Effect::Recall, 14, 0),
    ] {
        assert_eq!(effect.numbers(), (kind, number));
    }
}

#[test]
fn an_id_is_granted_or_not_or_there_is_none() {
    let mut page = back("some.analytics.~ga");
    for id in ["necessary", "analytics", "site", "clarity"] {
        assert_eq!(page.has(id), json!(true), "{id}");
    }
    for id in ["functional", "ga", "pardot"] {
        assert_eq!(page.has(id), json!(false), "{id}");
    }
    for id in ["", "Analytics", "service:ga", "\"", "\\", "analytics ", "å"] {
        assert_eq!(page.has(id), Value::Null, "{id}");
    }
    for no_id in [json!(null), json!(7), json!(["analytics"]), json!({"analytics": 1}), json!(true)]
    {
        assert_eq!(page.ask(wire::HAS, 0, no_id), Value::Null);
    }
}

#[test]
fn a_tag_may_name_a_category_or_a_service_behind_its_prefix() {
    let mut page = first();
    // Eight scripts are declared.
    for (script, (name, known)) in (8..).zip([
        ("analytics", true),
        ("necessary", true),
        ("service:ga", true),
        ("ga", false),
        ("service:analytics", false),
        ("service:", false),
        ("", false),
        ("analitycs", false),
        ("service:\"", false),
    ]) {
        let named = page.tell(wire::FOUND, 0, json!([false, name]));
        assert_eq!(
            named.iter().all(|effect| !begins(effect, Effect::Unknown(script))),
            known,
            "{name}"
        );
    }
}

#[test]
fn deciding_on_all_needs_an_answer_alone() {
    let mut page = first();
    assert_eq!(page.decides(json!(true), json!(null), json!(false)), ALL);
    assert_eq!(page.has("marketing"), json!(true));
    assert_eq!(page.decides(json!(false), json!(null), json!(false)), "none._");
    assert_eq!(
        page.decides(json!(true), json!(null), json!(true)),
        "api.functional-analytics-marketing"
    );
    assert_eq!(page.decides(json!(false), json!(null), json!(true)), "api._");
}

#[test]
fn one_id_or_a_list_of_them_is_decided_on_as_answered() {
    for (answer, ids, stored) in [
        (true, json!("analytics"), "api.analytics"),
        (true, json!("ga"), "api._.+ga"),
        (true, json!(["analytics", "marketing"]), "api.analytics-marketing"),
        (true, json!(["analytics", "nonsense", 7, null, {"marketing": true}]), "api.analytics"),
        (true, json!([]), "api._"),
        (false, json!("necessary"), "api._"),
    ] {
        assert_eq!(first().decides(json!(answer), ids.clone(), json!(true)), stored, "{ids}");
    }
    for (ids, stored) in [
        (json!("analytics"), "api.functional-marketing"),
        (json!(["functional", "ga"]), "api.analytics-marketing.~ga"),
        (json!(["nonsense", "functional"]), "api.analytics-marketing"),
    ] {
        assert_eq!(back(ALL).decides(json!(false), ids.clone(), json!(true)), stored, "{ids}");
    }
}

#[test]
fn code_that_names_nothing_there_is_decides_nothing() {
    for ids in [
        json!("nonsense"),
        json!(""),
        json!("\"],true"),
        json!(7),
        json!(true),
        json!(["nonsense", 7]),
    ] {
        first().decides_nothing(json!(true), ids.clone());
        back(ALL).decides_nothing(json!(false), ids);
    }
    first().decides_nothing(json!(null), json!({"nonsense": true, "": true, "\"": true}));
}

#[test]
fn what_is_left_of_an_earlier_event_waits_for_its_turn() {
    let mut page = first();
    // The banner goes, and its listeners are still to be told.
    assert!(!page.ask(wire::CLOSE, Surface::Banner as u32, json!("")).is_null());
    page.decides_nothing(json!(true), json!("nonsense"));
    assert!(!page.ask(wire::NEXT, 0, json!("")).is_null(), "it went with another's turn");
}

#[test]
fn code_that_says_what_holds_already_decides_nothing() {
    for (answer, ids) in [
        (json!(true), json!(null)),
        (json!(true), json!("analytics")),
        (json!(null), json!({"marketing": true})),
        (json!(null), json!({})),
        (json!(false), json!([])),
        (json!(false), json!(["necessary", "site"])),
    ] {
        back(ALL).decides_nothing(answer, ids);
    }
    // What visitors say themselves is said anew.
    assert!(back(ALL).decides(json!(true), json!(null), json!(false)).starts_with("all."));
}

#[test]
fn of_an_object_each_value_is_an_answer_and_only_true_is_yes() {
    for (ids, stored) in [
        (json!({"analytics": true}), "api.analytics"),
        (json!({"analytics": true, "ga": false}), "api.analytics.~ga"),
        (json!({"ga": false, "analytics": true}), "api.analytics.~ga"),
        (json!({"nonsense": true, "functional": false}), "api._"),
        (json!({}), "api._"),
    ] {
        assert_eq!(first().decides(json!(null), ids.clone(), json!(true)), stored, "{ids}");
    }
    for no in [
        json!(false),
        json!(null),
        json!(0),
        json!(1),
        json!("true"),
        json!("yes"),
        json!([true]),
        json!({"a": true}),
    ] {
        let ids = json!({"functional": no, "ga": no});
        assert_eq!(first().decides(json!(null), ids.clone(), json!(true)), "api._", "{no}");
        assert_eq!(first().decides(json!(true), ids.clone(), json!(true)), "api._", "{no}");
        assert_eq!(
            back(ALL).decides(json!(true), ids, json!(true)),
            "api.analytics-marketing.~ga",
            "{no}"
        );
    }
}

#[test]
fn an_answer_that_is_not_true_is_no_yes() {
    for answer in [json!(false), json!(0), json!(1), json!("true"), json!({}), json!([true])] {
        assert_eq!(
            first().decides(answer.clone(), json!("analytics"), json!(true)),
            "api._",
            "{answer}"
        );
        assert_eq!(first().decides(answer.clone(), json!(null), json!(true)), "api._", "{answer}");
    }
    assert_eq!(first().decides(json!(null), json!("analytics"), json!(true)), "api._");
}

#[test]
fn without_answer_and_ids_the_switches_are_saved() {
    let mut page = first();
    page.tell(wire::OPEN, Surface::Settings as u32, json!(""));
    let shown = page.tell(wire::MORE, 0, layer());
    assert!(begins(&shown[0], Effect::Show(Surface::Settings)));
    let aligned = page.tell(wire::TOGGLE, 1, json!("analytics"));
    assert_eq!(aligned, [json!([7, 0, ["necessary", "analytics", "site", "ga", "clarity"]])]);
    let aligned = page.tell(wire::TOGGLE, 0, json!("ga"));
    assert_eq!(aligned, [json!([7, 0, ["necessary", "analytics", "site", "clarity"]])]);
    // A switch that nobody has turns nothing.
    for name in ["", "nonsense", "\""] {
        assert_eq!(page.tell(wire::TOGGLE, 1, json!(name)), aligned, "{name}");
    }
    assert_eq!(page.decides(json!(null), json!(null), json!(false)), "some.analytics.~ga");
    assert_eq!(page.granted(), json!(["necessary", "analytics", "site", "clarity"]));
}

#[test]
fn a_new_visitor_has_the_id_of_the_random_bytes() {
    let mut page = first();
    let mut message = json!([true, null, false]);
    message.as_array_mut().unwrap().extend([7; 16].map(|byte| json!(byte)));
    let first = page.ask(wire::DECIDE, NOW as u32 + 5, message);
    assert_eq!(
        first[2],
        format!(
            "samtycke=1.3.{}.BwcHBwcHRweHBwcHBwcHBw.{ALL}; Max-Age=15552000; Path=/; SameSite=Lax; Secure",
            NOW + 5
        )
    );
}

#[test]
fn a_decision_stores_runs_keeps_hides_and_tells() {
    let mut page = first();
    let stored = page.ask(wire::DECIDE, NOW as u32, json!([true, null, false]));
    let line = stored[2].as_str().unwrap().split(';').next().unwrap().to_string();
    assert_eq!(page.granted(), json!(["necessary", "site"]), "not before it is stored");
    let effects = page.tell(wire::STORED, NOW as u32, json!(line));
    let expected: Vec<Value> = [0, 1, 2, 3, 4, 5, 7]
        .map(Effect::Run)
        .into_iter()
        .chain([
            Effect::Keep,
            Effect::Hide(Surface::Banner),
            Effect::Tell(Event::Close),
            Effect::Tell(Event::Change),
        ])
        .map(|effect| json!([numbers(effect).0, numbers(effect).1, 0]))
        .collect();
    assert_eq!(effects, expected);
    assert_eq!(page.ask(wire::NEXT, 0, json!("")), Value::Null);
    // The script that was waited for lets the next one run.
    assert_eq!(page.tell(wire::SETTLED, 5, json!("")), [json!([3, 6, 0])]);
    for nobody in [5, 7, 8, 1000, u32::MAX] {
        assert!(page.tell(wire::SETTLED, nobody, json!("")).is_empty());
    }
}

#[test]
fn a_cookie_that_was_not_kept_is_told() {
    let mut page = first();
    page.ask(wire::DECIDE, NOW as u32, json!([true, null, false]));
    let effects = page.tell(wire::STORED, NOW as u32, json!("samtycke=; x=\"\\"));
    assert_eq!(effects[0], json!([10, 0, 0]));
    assert_eq!(page.granted(), json!(["necessary", "site"]));
}

#[test]
fn what_a_signal_rules_out_is_told_by_its_id() {
    let mut message = facts(&billogram(), "");
    message[5] = json!("1,,");
    let mut page = Page::start(&message).unwrap();
    page.tell(wire::NEXT, 0, json!(""));
    let stored = page.ask(wire::DECIDE, NOW as u32, json!([true, "pardot", true]));
    assert!(begins(&stored, Effect::Store));
    let line = stored[2].as_str().unwrap().split(';').next().unwrap().to_string();
    page.tell(wire::STORED, NOW as u32, json!(line));
    let left = page.tell(wire::NEXT, 0, json!(""));
    let number = crate::util::config(&billogram()).gate("pardot").unwrap();
    assert_eq!(left, [json!([11, number, "pardot"])]);
}

#[test]
fn a_page_that_comes_back_takes_the_choice_that_is_there() {
    let mut page = first();
    let cookies = format!("a=1; samtycke={}", value("some.functional"));
    let effects = page.tell(wire::RETURN, NOW as u32, json!(cookies));
    assert!(begins(&effects[0], Effect::Run(0)), "{effects:?}");
    assert_eq!(page.has("zendesk"), json!(true));
    assert!(page.tell(wire::RETURN, NOW as u32, json!(cookies)).is_empty());
    // 180 days later it is too old.
    page.tell(wire::RETURN, NOW as u32 + 181 * 86_400, json!(cookies));
    assert_eq!(page.has("zendesk"), json!(false));
}

#[test]
fn a_page_that_leaves_says_so() {
    let mut page = back("some.analytics");
    assert_eq!(page.ask(wire::LEAVING, 0, json!("")), json!(false));
    page.decides(json!(false), json!(null), json!(false));
    assert_eq!(page.ask(wire::LEAVING, 0, json!("")), json!(true));
    assert!(page.tell(wire::FOUND, 0, json!([false, "necessary"])).is_empty());
}

#[test]
fn surfaces_come_and_go_by_their_numbers() {
    let mut page = back("none._");
    let shown = page.tell(wire::OPEN, Surface::Banner as u32, json!(""));
    assert!(begins(&shown[0], Effect::Show(Surface::Banner)) && shown.len() == 2);
    assert!(page.tell(wire::OPEN, Surface::Banner as u32, json!("")).is_empty());
    let gone = page.tell(wire::CLOSE, Surface::Banner as u32, json!(""));
    assert_eq!(gone, [json!([6, 0, 0]), json!([9, Event::Close as usize, 0])]);
    let reopen = page.tell(wire::OPEN, Surface::Reopen as u32, json!(""));
    assert!(begins(&reopen[0], Effect::Show(Surface::Reopen)) && reopen.len() == 1);
    assert_eq!(reopen[0][2][1]["class"], "samtycke-reopen");
}

#[test]
fn the_second_layer_is_fetched_in_the_visitors_language_and_drawn_once_it_came() {
    for (languages, language) in [("sv-SE", "sv"), ("en-GB", "en"), ("de,fr", "en")] {
        let mut message = facts(&billogram(), "");
        message[4] = json!(languages);
        let mut page = Page::start(&message).unwrap();
        page.tell(wire::NEXT, 0, json!(""));
        let wanted = page.tell(wire::OPEN, Surface::Settings as u32, json!(""));
        assert_eq!(wanted, [json!([4, 0, language])]);
        assert!(page.tell(wire::PLACE, 0, json!("")).is_empty());
        let come = page.tell(wire::MORE, 0, layer());
        assert!(
            begins(&come[0], Effect::Declare) && begins(&come[1], Effect::Show(Surface::Settings))
        );
        assert_eq!((&come[0][2][0], &come[1][2][0]), (&json!("div"), &json!("dialog")));
        let again = page.tell(wire::PLACE, 0, json!(""));
        assert_eq!(again, [come[0].clone()]);
    }
}

#[test]
fn a_language_of_the_sites_own_has_the_layer_that_is_built_in() {
    let json = changed(|json| json["texts"] = json!({"ar": {"title": "نحن نستخدم"}}));
    let mut message = facts(&json, "");
    message[4] = json!("ar");
    let mut page = Page::start(&message).unwrap();
    page.tell(wire::NEXT, 0, json!(""));
    let wanted = page.tell(wire::PLACE, 0, json!(""));
    assert_eq!(wanted, [json!([4, 0, "en"])]);
}

#[test]
fn a_layer_that_does_not_come_is_fetched_again_for_the_next_who_asks() {
    // `null` and the empty text are what the page may send where it has nothing.
    for nothing in [json!(null), json!("")] {
        let mut page = first();
        let wanted = page.tell(wire::OPEN, Surface::Settings as u32, json!(""));
        assert!(begins(&wanted[0], Effect::Fetch));
        assert_eq!(page.tell(wire::MORE, 0, nothing.clone()), Vec::<Value>::new(), "{nothing}");
        assert_eq!(page.tell(wire::OPEN, Surface::Settings as u32, json!("")), wanted);
        assert_eq!(page.tell(wire::MORE, 0, layer()).len(), 2);
    }
}

/// What is gone of these names, of one of the kinds.
fn gone(page: &mut Page, kind: &str, names: Value) -> Value {
    let names = names.as_array().into_iter().flatten().cloned();
    let message: Vec<Value> = [json!(kind)].into_iter().chain(names).collect();
    page.ask(wire::GONE, 0, json!(message))
}

#[test]
fn of_each_kind_what_was_withdrawn_is_gone() {
    let json = changed(|json| {
        json["services"][5]["cookies"][1]["party"] = json!("first");
    });
    let mut page = Page::open(&json, &format!("samtycke={}", value(ALL)));
    page.tell(wire::NEXT, 0, json!(""));
    for (kind, name) in [
        ("cookie", "_ga"),
        ("localStorage", "ZD-x"),
        ("sessionStorage", "_cltk"),
        ("indexedDb", "li_db"),
    ] {
        // Nothing was decided yet, and nothing is kept track of.
        assert_eq!(gone(&mut page, kind, json!([name])), json!([]), "{kind}");
    }
    page.decides(json!(false), json!(["analytics", "zendesk", "linkedin"]), json!(true));
    for (kind, names, left) in [
        (
            "localStorage",
            json!(["ZD-x", "other", "ZD-\"\\", "_ga", "samtycke.receipts"]),
            json!(["ZD-x", "ZD-\"\\"]),
        ),
        ("sessionStorage", json!(["_cltk", "ZD-x"]), json!(["_cltk"])),
        ("indexedDb", json!(["li_db", "_cltk", "li_db2"]), json!(["li_db"])),
        ("cookie", json!(["visitor_id1", "samtycke", "ZD-x", "", "bcookie"]), json!([])),
        ("localStorage", json!([]), json!([])),
        ("localStorage", json!("ZD-x"), json!([])),
        ("localStorage", json!(null), json!([])),
    ] {
        assert_eq!(gone(&mut page, kind, names.clone()), left, "{kind} {names}");
    }
    let lines = gone(&mut page, "cookie", json!(["_ga", "x", "_ga_\"\\é"]));
    let lines: Vec<&str> = lines.as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let of =
        |name: &str| lines.iter().filter(|line| line.starts_with(&format!("{name}=; "))).count();
    // Three paths, each with three domains and with none, each plain, secure and partitioned.
    assert_eq!((of("_ga"), of("_ga_\"\\é"), lines.len()), (36, 36, 72));
    assert!(lines.contains(&"_ga=; Max-Age=0; Path=/shop/; Domain=example.com; Secure"));
    assert!(lines.contains(&"_ga=; Max-Age=0; Path=/shop; Secure"));
}

#[test]
fn a_pattern_stands_for_names_and_not_for_how_they_are_escaped() {
    let json = changed(|json| {
        json["services"][1]["cookies"][1]["name"] = json!("*n");
        json["services"][3]["cookies"][1]["name"] = json!("a*u000b*");
    });
    let mut page = Page::open(&json, "");
    page.tell(wire::NEXT, 0, json!(""));
    page.decides(json!(false), json!(null), json!(false));
    assert_eq!(gone(&mut page, "localStorage", json!(["xn", "x\n"])), json!(["xn"]));
    assert_eq!(gone(&mut page, "sessionStorage", json!(["au000b", "a\u{b}"])), json!(["au000b"]));
}

#[test]
fn tags_are_found_by_name_and_numbered_behind_the_declared_scripts() {
    let mut page = back("some.analytics");
    // Eight scripts are declared: the tags are 8, 9, …
    assert!(page.tell(wire::FOUND, 0, json!([false, "marketing"])).is_empty());
    let two = json!([true, "analytics", false, "analytics"]);
    assert_eq!(page.tell(wire::FOUND, 0, two), [json!([3, 9, 0])]);
    let some = json!([false, "nonsense\"\\", false, "service:ga"]);
    assert_eq!(page.tell(wire::FOUND, 0, some), [json!([12, 11, 0]), json!([3, 12, 0])]);
    assert_eq!(page.tell(wire::SETTLED, 9, json!("")), [json!([3, 10, 0])]);
}

/// Texts with all that means something in JSON, in templates, in cookies or to us.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[\"'\\\\<>{}|!#^*=./a\\u{0}\\u{1f}\n,\\[\\]:; ]{0,12}",
        "\\PC{0,8}",
        any::<String>(),
        prop::sample::select(vec![
            "analytics",
            "ga",
            "service:ga",
            "samtycke=1.3",
            "_ga",
            "ZD-\"",
            "\\",
            "\"",
            "\\\"",
            "\\u0022"
        ])
        .prop_map(String::from),
    ]
}

/// A configuration with these texts wherever it may hold any; not each of them is right.
fn with_texts(texts: &[String]) -> Value {
    let mut texts = texts.iter().cycle().map(|text| json!(text));
    let mut next = move || texts.next().unwrap();
    changed(|json| {
        for (pointer, field) in TEXTS {
            json.pointer_mut(pointer).unwrap()[field] = next();
        }
        let mut words = serde_json::Map::new();
        for key in texts::keys() {
            words.insert(key.into(), next());
        }
        json["texts"] = json!({"en": words});
        // Yes and no have to differ.
        let yes = json["texts"]["en"]["accept"].as_str().unwrap_or_default().to_string();
        json["texts"]["en"]["reject"] = json!(format!("{yes}!"));
        json["services"][2]["scripts"][1]["inline"] = next();
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_texts_every_answer_is_json(
        in_config in prop::collection::vec(text(), 1..60),
        says in prop::collection::vec((0..16_u32, any::<u32>(), 0..6_usize, prop::collection::vec(text(), 1..4)), 0..30),
        cookies in text(), signal in "1?,,", fix in any::<bool>(),
    ) {
        // A text is not blank; with a letter in it, it is none.
        let in_config: Vec<String> = if fix { in_config.iter().map(|text| format!("{text}a")).collect() } else { in_config };
        let mut message = facts(&with_texts(&in_config), &cookies);
        message[5] = json!(signal);
        let mut page = match Page::start(&message) {
            Ok(page) => page,
            Err(why) => {
                prop_assert!(!fix, "{}", why);
                let why = serde_json::from_str::<String>(&why);
                prop_assert!(why.is_ok(), "{:?}", why);
                return Ok(());
            }
        };
        let mut drawn = 0;
        let mut sent = vec![(wire::NEXT, 0, json!("")), (wire::PLACE, 0, json!("")), (wire::OPEN, 1, json!(""))];
        sent.push((wire::MORE, 0, layer()));
        for (kind, number, form, texts) in says {
            let random: Vec<Value> = (0..16).map(|byte| json!(byte)).collect();
            let decision = |answer: Value, ids: Value| [&[answer, ids, json!(number % 2 == 0)][..], &random].concat();
            let message = match (kind, form) {
                (wire::MORE, 0) => json!(null),
                (wire::MORE, _) => layer(),
                (wire::DECIDE, 0) => json!(decision(json!(true), json!(null))),
                (wire::DECIDE, 1) => json!(decision(json!(true), json!(texts))),
                (wire::DECIDE, 2) => json!(decision(json!(null), json!({&texts[0]: true}))),
                (wire::DECIDE, 3) => json!(decision(json!(null), json!(null))),
                (wire::GONE, _) => json!(texts),
                (_, 0) => json!(texts),
                (_, 1) => json!({&texts[0]: texts}),
                _ => json!(texts[0]),
            };
            let now = if number % 3 == 0 { number } else { NOW as u32 };
            sent.push((kind, if number % 5 == 0 { number } else if kind < 9 && kind != wire::GONE { now } else { number % 4 }, message));
        }
        for (kind, number, message) in sent {
            let mut answer = page.ask(kind, number, message);
            let asks = [wire::HAS, wire::CONSENT, wire::SERVICES, wire::GONE, wire::LEAVING].contains(&kind);
            while !asks && !answer.is_null() {
                prop_assert_eq!(answer.as_array().map(Vec::len), Some(3), "{}", answer);
                if begins(&answer, Effect::Store) {
                    let line = answer[2].as_str().expect("a line").split(';').next().unwrap().to_string();
                    let stored = page.ask(wire::STORED, NOW as u32, json!(line));
                    prop_assert!(stored.is_array() || stored.is_null());
                    if stored.is_array() {
                        page.tell(wire::NEXT, 0, json!(""));
                    }
                }
                drawn += usize::from(answer[2].is_array() && answer[2][0].is_string());
                answer = page.ask(wire::NEXT, 0, json!(""));
            }
        }
        prop_assert!(drawn >= 2, "{} drawn", drawn);
    }

    #[test]
    fn what_is_no_message_breaks_nothing(
        says in prop::collection::vec((0..20_u32, any::<u32>(), "[\\[\\]{}\",:\\\\a\\u{0}1tn]{0,12}|\\PC{0,6}"), 1..20),
    ) {
        let mut page = back("some.analytics");
        for (kind, number, message) in says {
            // What is not escaped as in JSON may come out as it went in; all else is JSON.
            let answer = page.raw(kind, number, &message);
            prop_assert!(!answer.is_empty());
        }
        let granted = page.granted();
        prop_assert!(granted.is_array());
    }

    #[test]
    fn halves_of_characters_pass_through_as_they_are_escaped(half in "\\\\ud[89a-f][0-9a-f]{2}") {
        // `JSON.stringify` writes a lone surrogate so; no Rust string holds one.
        let config = with_texts(&["HALFa".into()]).to_string().replace("HALF", &half);
        let message = facts(&json!("CONFIG"), "x").to_string().replace("\"CONFIG\"", &config);
        let mut visit = Visit::start(NOW as u32, parsed(&message)).expect("a right configuration");
        let mut answers = Vec::new();
        for (kind, number, text) in [
            (wire::OPEN, 1, "\"\"".to_string()),
            (wire::PLACE, 0, "\"\"".into()),
            (wire::FOUND, 0, format!("[false,\"{half}\"]")),
            (wire::RETURN, NOW as u32, format!("\"{half}=1; {half}\"")),
            (wire::HAS, 0, format!("\"{half}\"")),
            (wire::GONE, 1, format!("[\"{half}a\"]")),
        ] {
            answers.push(visit.act(kind, number, &Tree::parse(&text)));
        }
        answers.push(visit.more(0, parsed(&layer().to_string())));
        for _ in 0..20 {
            answers.push(visit.act(wire::NEXT, 0, &Tree::parse("\"\"")));
        }
        prop_assert!(answers.iter().any(|answer| answer.contains(&half)));
        for answer in answers {
            // serde_json reads whole characters only.
            let answer = answer.replace(&half, "\\ufffd");
            prop_assert!(serde_json::from_str::<Value>(&answer).is_ok(), "{}", answer);
        }
    }
}
