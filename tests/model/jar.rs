//! The cookie jar: the line that stores a choice, and the lines that delete.

use std::collections::BTreeSet;

use samtycke::model::address::Page;
use samtycke::model::config::Config;
use samtycke::model::jar::{RECEIPTS, delete, is_out_of_reach, is_withdrawn, line};
use samtycke::model::record::How;
use serde_json::{Value, json};

use crate::util::{ID, NOW, billogram, changed, config, document, made, page, page_at};

/// The line under these settings of the cookie, behind name and value.
#[track_caller]
fn writes(settings: Value, expected: &str) {
    let config = config(&changed(|json| json["cookie"] = settings));
    let line = line(
        &config,
        &made(How::None, &[true, false, false, false], &[true, false, false, false, false, false]),
    );
    let value = format!("1.3.{NOW}.{ID}.none._; ");
    let (name, attributes) = line.split_once('=').unwrap();
    assert_eq!(name, config.cookie_name());
    assert_eq!(attributes.strip_prefix(&value), Some(expected));
}

/// The grants of all gates, by those of the services.
fn gates(config: &Config, services: &[bool]) -> Vec<bool> {
    [&vec![false; config.categories], services].concat()
}

/// The lines that delete what is withdrawn, as visit.js asks for them name by name.
fn sweep(config: &Config, kept: &[bool], cookies: &str, page: &Page) -> Vec<String> {
    let kept = gates(config, kept);
    let mut out = String::from("[");
    for name in cookies.split("; ").filter_map(|pair| pair.split('=').next()) {
        if is_withdrawn(config, &kept, "cookie", name) {
            delete(name, page, &mut out);
        }
    }
    out.push(']');
    serde_json::from_str(&out).expect("an array of lines")
}

/// Everything that is withdrawn from a site whose services have these grants.
fn swept(kept: [bool; 6], cookies: &str) -> Vec<String> {
    sweep(&config(&billogram()), &kept, cookies, &page())
}

fn names(lines: &[String]) -> Vec<&str> {
    let mut names: Vec<&str> =
        lines.iter().filter_map(|line| Some(line.split_once('=')?.0)).collect();
    names.dedup();
    names
}

const NONE: [bool; 6] = [true, false, false, false, false, false];

#[test]
fn the_line_has_the_attributes_of_the_configuration() {
    writes(json!({}), "Max-Age=15552000; Path=/; SameSite=Lax; Secure");
    writes(json!({"secure": false}), "Max-Age=15552000; Path=/; SameSite=Lax");
    writes(
        json!({"days": 400, "sameSite": "Strict"}),
        "Max-Age=34560000; Path=/; SameSite=Strict; Secure",
    );
    writes(
        json!({"domain": "example.com", "path": "/shop", "name": "x", "sameSite": "None"}),
        "Max-Age=15552000; Path=/shop; Domain=example.com; SameSite=None; Secure",
    );
}

#[test]
fn a_cookie_is_deleted_on_every_domain_that_it_may_have_been_set_on() {
    let lines = swept(NONE, "_ga=1");
    assert_eq!(
        lines,
        [
            "_ga=; Max-Age=0; Path=/",
            "_ga=; Max-Age=0; Path=/; Domain=www.example.com",
            "_ga=; Max-Age=0; Path=/; Domain=example.com",
            "_ga=; Max-Age=0; Path=/; Domain=com",
        ]
        .map(|line| ["", "; Secure", "; Secure; Partitioned"].map(|more| format!("{line}{more}")))
        .concat()
    );
}

#[test]
fn a_cookie_is_deleted_on_every_path_that_it_may_have_been_set_on() {
    let paths = |path: &str| {
        let page = Page { path, ..page_at("https://localhost", "localhost") };
        let lines = sweep(&config(&billogram()), &NONE, "_ga=1", &page);
        let path = |line: &String| {
            line.split("; ").find_map(|part| part.strip_prefix("Path=").map(String::from))
        };
        let paths = lines.iter().filter_map(path).collect::<BTreeSet<String>>();
        // Each with the domain and without, plain, secure and partitioned.
        assert_eq!(lines.len(), 2 * 3 * paths.len());
        paths.into_iter().collect::<Vec<_>>()
    };
    assert_eq!(paths("/"), ["/"]);
    assert_eq!(paths("/blog"), ["/", "/blog"]);
    assert_eq!(paths("/blog/"), ["/", "/blog", "/blog/"]);
    assert_eq!(
        paths("/blog/2025/post.html"),
        ["/", "/blog", "/blog/", "/blog/2025", "/blog/2025/", "/blog/2025/post.html"]
    );
    assert_eq!(paths("/å/x"), ["/", "/å", "/å/", "/å/x"]);
}

#[test]
fn each_line_stands_there_for_every_way_that_a_name_can_be_bound() {
    // `__Host-` and `__Secure-` names want `Secure`, which plain http refuses; a partition is part of
    // what a cookie is.
    for origin in ["http://localhost", "https://localhost"] {
        let lines = sweep(&config(&billogram()), &NONE, "_ga=1", &page_at(origin, "localhost"));
        assert_eq!(
            lines[..3],
            [
                "_ga=; Max-Age=0; Path=/",
                "_ga=; Max-Age=0; Path=/; Secure",
                "_ga=; Max-Age=0; Path=/; Secure; Partitioned"
            ]
        );
    }
}

#[test]
fn out_of_reach_is_what_is_anothers_or_only_servers_see() {
    let reach = |json: Value| is_out_of_reach(document(&json));
    for (party, kind, http_only, expected) in [
        ("first", "cookie", json!(null), false),
        ("first", "cookie", json!(false), false),
        ("first", "cookie", json!(true), true),
        ("first", "serviceWorker", json!(null), false),
        ("third", "cookie", json!(false), true),
        ("third", "localStorage", json!(null), true),
        // Nothing of a pixel stays in the browser.
        ("third", "pixel", json!(null), false),
    ] {
        let cookie = json!({"name": "x", "party": party, "kind": kind, "httpOnly": http_only});
        assert_eq!(reach(cookie.clone()), expected, "{cookie}");
    }
}

#[test]
fn caches_and_service_workers_go_by_their_kind_too() {
    let json = changed(|json| {
        json["services"][3]["cookies"] = json!([
            {"name": "clarity-*", "kind": "cacheStorage", "party": "first", "purpose": "Files"},
            {"name": "/clarity.js*", "kind": "serviceWorker", "party": "first", "purpose": "Background"},
        ]);
    });
    let config = config(&json);
    let gone = |kind: &str, name: &str| is_withdrawn(&config, &gates(&config, &NONE), kind, name);
    assert!(gone("cacheStorage", "clarity-v2") && !gone("cacheStorage", "own"));
    assert!(gone("serviceWorker", "/clarity.js?id=1") && !gone("serviceWorker", "/sw.js"));
    assert!(!gone("cacheStorage", "/clarity.js") && !gone("serviceWorker", "clarity-v2"));
}

#[test]
fn only_what_is_declared_is_deleted() {
    let cookies =
        "session=1; _ga=1; _ga_9XK2=1; _gat=1; cart=2; visitor_id9-hash=1; VISITOR_ID9=1; =x; y";
    assert_eq!(names(&swept(NONE, cookies)), ["_ga", "_ga_9XK2", "visitor_id9-hash"]);
    assert!(swept(NONE, "").is_empty());
}

#[test]
fn only_what_is_withdrawn_is_deleted() {
    let cookies = "__zlcmid=1; _ga=1; _clck=1; visitor_id9=1";
    assert_eq!(names(&swept([true, true, false, true, true, true], cookies)), ["_ga"]);
    assert_eq!(
        names(&swept([true, false, true, true, false, true], cookies)),
        ["__zlcmid", "visitor_id9"]
    );
    assert!(swept([true; 6], cookies).is_empty());
}

#[test]
fn what_third_parties_hold_is_out_of_reach_and_left_alone() {
    assert!(swept(NONE, "pardot=1; bcookie=1").is_empty());
}

#[test]
fn the_choice_itself_and_the_receipts_are_never_deleted() {
    let config = config(&billogram());
    let all_off = [false; 10];
    assert_eq!(RECEIPTS, "samtycke.receipts");
    assert!(!is_withdrawn(&config, &all_off, "cookie", "samtycke"));
    assert!(!is_withdrawn(&config, &all_off, "localStorage", "samtycke.receipts"));
    assert!(sweep(&config, &[false; 6], "samtycke=1.3", &page()).is_empty());
}

#[test]
fn a_name_that_two_services_share_stays_while_one_is_granted() {
    let json = changed(|json| json["services"][4]["cookies"][0]["name"] = json!("_g*"));
    let config = config(&json);
    let page = page_at("https://localhost", "localhost");
    let names_kept = |kept: [bool; 6]| sweep(&config, &kept, "_ga=1", &page).is_empty();
    assert!(names_kept([true, true, true, true, false, true]));
    assert!(names_kept([true, true, false, true, true, true]));
    assert!(!names_kept([true, true, false, true, false, true]));
}

#[test]
fn each_kind_of_storage_is_told_apart() {
    let config = config(&billogram());
    let gone = |kind: &str, name: &str| is_withdrawn(&config, &gates(&config, &NONE), kind, name);
    assert!(
        gone("localStorage", "ZD-suid")
            && !gone("cookie", "ZD-suid")
            && !gone("sessionStorage", "ZD-suid")
    );
    assert!(gone("sessionStorage", "_cltk") && !gone("localStorage", "_cltk"));
    assert!(gone("cookie", "_ga") && !gone("localStorage", "_ga") && !gone("", "_ga"));
    assert!(!gone("indexedDb", "li_db"));
}
