//! The banner itself, measured in Chromium: one of another vendor that is right, and one fault at a time.

use std::net::Ipv4Addr;
use std::thread;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::response::Html;
use samtycke_audit::{Options, Report, Source, audit};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::light;

const PAGE: &str = include_str!("banner/page.html");
const DECLARATION: &str = include_str!("banner/site.json");

/// Audits the page with replacements in it.
fn look(states: &[&str], changes: &[(&str, &str)]) -> Report {
    let runtime = Runtime::new().expect("a runtime");
    let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))).expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let mut page = PAGE.to_owned();
    for (from, to) in changes {
        assert!(page.contains(from), "nothing to replace: {from}");
        page = page.replace(from, to);
    }
    let answer = move |_: Request| {
        let page = page.clone();
        async move { Html(page) }
    };
    runtime.spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await });
    let options = Options {
        watch: Duration::from_millis(300),
        states: states.iter().map(ToString::to_string).collect(),
        browser: light::browser(),
        ..Options::new(format!("http://shop.localhost:{port}/"))
    };
    let source = Source::File { name: "site.json".into(), text: DECLARATION.into() };
    audit(&source, &options, &|_| {}).unwrap_or_else(|error| panic!("{error}"))
}

/// A case: the codes of the findings about the banner, and what is other in the page.
type Case<'a> = (&'a [&'a str], &'a [(&'a str, &'a str)]);

/// Most of an audit is waiting, so several run at a time.
fn find(cases: &[Case]) {
    for some in cases.chunks(8) {
        thread::scope(|scope| {
            for (expected, changes) in some {
                scope.spawn(|| finds(expected, changes));
            }
        });
    }
}

fn finds(expected: &[&str], changes: &[(&str, &str)]) {
    let report = look(&["banner"], changes);
    let mut codes: Vec<String> = report.findings.iter().map(|one| one.fault.code()).collect();
    codes.retain(|code| code.starts_with("banner-"));
    codes.sort();
    let mut expected: Vec<String> = expected.iter().map(|code| format!("banner-{code}")).collect();
    expected.sort();
    let told = samtycke_audit::terminal::text(&report, false);
    assert_eq!(codes, expected, "{changes:?}\n{told}");
    assert_eq!(report.trouble().count(), 0, "{told}");
}

/// Escape as a yes.
const ESCAPE: &str = "addEventListener('keydown', ({ key }) => key === 'Escape' && answer('yes'));";

const NO: &str = "<button class=\"answer\" data-answer=\"no\">Reject all</button>";
const LINK: &str = "<a href=\"#\" class=\"answer\" data-answer=\"no\">Reject all</a>";

/// The same in Swedish, with other words.
const SWEDISH: [(&str, &str); 5] = [
    ("lang=\"en\"", "lang=\"sv\""),
    ("Accept all", "Godkänn alla"),
    ("Reject all", "Bara nödvändiga"),
    ("Cookie settings", "Kakinställningar"),
    ("uses cookies", "använder kakor"),
];

#[test]
fn each_fault_of_a_banner_is_found_and_no_other() {
    let first = format!("{NO}<!-- first -->");
    find(&[
        (&[], &[]),
        (&[], &SWEDISH),
        // A no that is not there, or that is hidden.
        (&["no-refusal"], &[(NO, "")]),
        (&["no-refusal", "refusal-takes-more", "withdrawal-takes-more"], &[(&first, "")]),
        (&["not-alike", "refusal-elsewhere"], &[(NO, LINK)]),
        (&["refusal-elsewhere"], &[("/* no */", "position: relative; top: 40em;")]),
        (&["not-alike"], &[("/* no */", "background: #345;")]),
        (&["low-contrast", "not-alike"], &[("/* no */", "color: #bbb; background: #fff;")]),
        // What is decided for the visitor.
        (&["switched-on"], &[("id=\"stats\"", "id=\"stats\" checked")]),
        (
            &["goes-by-itself"],
            &[("/* scroll */", "addEventListener('scroll', () => answer('yes'));")],
        ),
        (&["asks-again"], &[("/* kept */ true", "yes === 'yes'")]),
        (&["goes-by-itself"], &[("/* scroll */", ESCAPE)]),
        (
            &["goes-by-itself"],
            &[(
                "/* scroll */",
                "document.body.addEventListener('click', ({ target }) => target === document.body && answer('yes'));",
            )],
        ),
        (&["saved-otherwise"], &[("/* saved */ 'yes'", "'no'")]),
        // An X that refuses is right.
        (&[], &[("<!-- x -->", "<button aria-label=\"Close\" data-answer=\"no\">×</button>")]),
        (
            &["close-not-kept"],
            &[("<!-- x -->", "<button onclick=\"banner.hidden = true\">×</button>")],
        ),
        (&["not-alike"], &[("/* hover */", "background: #fff; color: #000;")]),
        (&["not-alike"], &[("/* focus */", "outline: 0;")]),
        // What is not said.
        (&["lacks-controller"], &[("Shop AB", "We")]),
        (&["lacks-policy"], &[("/policy", "/other")]),
        (&["lacks-recipients"], &[("Stats Inc.", "a partner")]),
        (
            &["other-language"],
            &[("lang=\"en\"", "lang=\"de\""), ("id=\"banner\"", "id=\"banner\" lang=\"en\"")],
        ),
        // What cannot be taken back.
        (&["no-way-back"], &[("Cookie settings</button>", "About us</button>")]),
        (
            &["asks-whether-sure"],
            &[("/* sure */", "if (was === 'yes' && value === 'no') confirm('Sure?');")],
        ),
    ]);
}

/// What loads after an X is found like what loads after a no.
#[test]
fn an_x_that_accepts_is_found() {
    let accepting = "<button data-answer=\"yes\">×</button>";
    let report = look(&["banner"], &[("<!-- x -->", accepting)]);
    let told = samtycke_audit::terminal::text(&report, false);
    assert!(told.contains("error[contacted-after-refusal]"), "{told}");
}

/// The states that all banners know are driven by their words.
#[test]
fn another_vendors_banner_is_answered_by_its_words() {
    let report = look(&["all", "none", "withdrawn", "only-analytics"], &[]);
    let trouble: Vec<&str> = report.trouble().map(|(look, _)| look.state.id.as_str()).collect();
    assert_eq!(trouble, ["only-analytics"], "it is not known how to grant a part");
    let contacted = |id: &str| {
        let look = report.looks.iter().find(|look| look.state.id == id).expect("the state");
        look.requests.iter().filter(|one| one.url.contains("stats.localhost")).count()
    };
    assert!(contacted("all") > 0 && contacted("withdrawn") > 0);
    assert_eq!(contacted("none"), 0);
    let told = samtycke_audit::terminal::text(&report, false);
    assert!(!told.contains("contacted-"), "{told}");
}
