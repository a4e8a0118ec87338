//! The banners of others, in the builds that they publish: set up as their documents say, and with faults that sites make
//! with them. `docs/audit.md` has what is found in each.

use std::collections::BTreeSet;
use std::fs;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use samtycke_audit::{Options, Report, Source, audit};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::light;

const DECLARATION: &str = include_str!("rivals/site.json");

/// The third party: it keeps a cookie with the site, and is told of each visit.
const STATS: &str = "document.cookie = 'stats=1; path=/; max-age=86400';
new Image().src = new URL('/pixel', document.currentScript?.src ?? 'http://stats.localhost:' + location.port).href;";

/// A banner: its name, the cookie that it keeps an answer in, and its part of the page.
struct Rival {
    name: &'static str,
    cookie: &'static str,
    page: &'static str,
}

const VANILLA: Rival = Rival {
    name: "vanilla-cookieconsent",
    cookie: "cc_cookie",
    page: include_str!("rivals/vanilla-cookieconsent.html"),
};
const KLARO: Rival =
    Rival { name: "klaro", cookie: "klaro", page: include_str!("rivals/klaro.html") };
const OREJIME: Rival =
    Rival { name: "orejime", cookie: "eu-consent", page: include_str!("rivals/orejime.html") };
const TARTEAUCITRON: Rival = Rival {
    name: "tarteaucitron",
    cookie: "tarteaucitron",
    page: include_str!("rivals/tarteaucitron.html"),
};
const ZEST: Rival =
    Rival { name: "zest", cookie: "zest_consent", page: include_str!("rivals/zest.html") };

/// A file of a package that the set-up has installed.
fn file(path: &str) -> Option<Response> {
    let folder = std::env::var_os("RIVALS");
    let folder = PathBuf::from(folder.expect("RIVALS is set by `scripts/with host`"));
    let kind = if path.ends_with(".css") { "text/css" } else { "text/javascript" };
    let bytes = fs::read(folder.join(path.trim_start_matches('/'))).ok()?;
    Some(([(header::CONTENT_TYPE, kind)], bytes).into_response())
}

fn answer(request: &Request, page: &str) -> Response {
    let path = request.uri().path();
    match path {
        "/" | "/about" | "/policy" => Html(page.to_owned()).into_response(),
        "/stats.js" => ([(header::CONTENT_TYPE, "text/javascript")], STATS).into_response(),
        _ => file(path).unwrap_or_else(|| StatusCode::NOT_FOUND.into_response()),
    }
}

/// Audits a banner in some states, with replacements in its part of the page.
fn look(rival: &Rival, states: &[&str], changes: &[(&str, &str)]) -> Report {
    let runtime = Runtime::new().expect("a runtime");
    let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))).expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let mut part = rival.page.to_owned();
    for (from, to) in changes {
        assert!(part.contains(from), "{}: nothing to replace: {from}", rival.name);
        part = part.replace(from, to);
    }
    let part = part.replace("STATS", &format!("http://stats.localhost:{port}/stats.js"));
    let page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Shop</title><h1>Shop</h1>
        <p style=\"height: 200vh\">Things</p><a href=\"/policy\">Cookie policy</a>{part}"
    );
    let answer = move |request: Request| {
        let answer = answer(&request, &page);
        async move { answer }
    };
    runtime.spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await });
    let options = Options {
        watch: Duration::from_secs(1),
        states: states.iter().map(ToString::to_string).collect(),
        pages: vec![format!("http://shop.localhost:{port}/about")],
        browser: light::browser(),
        ..Options::new(format!("http://shop.localhost:{port}/"))
    };
    let text = DECLARATION.replace("CHOICE", rival.cookie);
    let source = Source::File { name: "site.json".into(), text };
    audit(&source, &options, &|_| {}).unwrap_or_else(|error| panic!("{}: {error}", rival.name))
}

/// A banner, the states that are looked at, what is other in its part of the page, and the codes of what is found.
type Case<'a> = (&'a Rival, &'a [&'a str], &'a [(&'a str, &'a str)], &'a [&'a str]);

/// Most of an audit is waiting, so several run at a time.
fn find(cases: &[Case]) {
    for some in cases.chunks(4) {
        thread::scope(|scope| {
            for case in some {
                scope.spawn(|| finds(case));
            }
        });
    }
}

fn finds((rival, states, changes, expected): &Case) {
    let report = look(rival, states, changes);
    let name = format!("{} {changes:?}", rival.name);
    let trouble: Vec<&str> = report.trouble().map(|(_, why)| why).collect();
    assert!(trouble.is_empty(), "{name}: {trouble:?}");
    let codes: BTreeSet<String> = report.findings.iter().map(|one| one.fault.code()).collect();
    let expected: BTreeSet<String> = expected.iter().map(ToString::to_string).collect();
    let told = samtycke_audit::terminal::text(&report, false);
    assert_eq!(codes, expected, "{name}:\n{told}");
}

const ALL: &[&str] = &["nothing", "all", "none", "withdrawn", "banner"];
const NOTHING: &[&str] = &["nothing"];
const WITHDRAWN: &[&str] = &["withdrawn"];
const BANNER: &[&str] = &["banner"];

/// What is found where sites do as the documents say.
#[test]
fn set_up_as_documented() {
    find(&[
        (&VANILLA, ALL, &[], &[]),
        (
            &KLARO,
            ALL,
            &[],
            &["banner-not-alike", "banner-low-contrast", "banner-withdrawal-takes-more"],
        ),
        // It deletes cookies of a domain alone, not those that a script has set for the host.
        (&OREJIME, ALL, &[], &["banner-lacks-controller", "left-after-withdrawal"]),
        (&TARTEAUCITRON, ALL, &[], &["banner-lacks-controller", "banner-not-alike"]),
        (
            &ZEST,
            ALL,
            &[],
            // The browser fetches the script before Zest stops it, and nothing deletes the cookie.
            &[
                "banner-lacks-controller",
                "banner-lacks-policy",
                "banner-lacks-recipients",
                "contacted-before-choice",
                "left-after-withdrawal",
            ],
        ),
    ]);
}

/// What sites get wrong, as the issue trackers tell: each alone.
#[test]
fn set_up_with_a_fault() {
    let early: &[&str] = &["contacted-before-choice", "stored-before-choice"];
    find(&[
        // A tag that was left as it came.
        (&VANILLA, NOTHING, &[("type=\"text/plain\" ", ""), ("data-src", "src")], early),
        (
            &KLARO,
            NOTHING,
            &[("type=\"text/plain\" data-type=\"text/javascript\" ", ""), ("data-src", "src")],
            early,
        ),
        (
            &OREJIME,
            NOTHING,
            &[("<template data-purpose=\"stats\">", ""), ("</template>", "")],
            early,
        ),
        // On from the start (orestbida/cookieconsent: mode "opt-out"; kiprotect/klaro: optOut).
        (
            &VANILLA,
            NOTHING,
            &[
                ("CookieConsent.run({", "CookieConsent.run({ mode: 'opt-out',"),
                ("analytics: {\n", "analytics: { enabled: true,\n"),
            ],
            early,
        ),
        (
            &KLARO,
            NOTHING,
            &[("name: 'stats',", "name: 'stats', optOut: true, default: true,")],
            early,
        ),
        (
            &TARTEAUCITRON,
            NOTHING,
            &[("serviceDefaultState: 'wait'", "serviceDefaultState: true")],
            early,
        ),
        // Cookies that nobody listed stay (orestbida/cookieconsent#30, kiprotect/klaro#56).
        (
            &VANILLA,
            WITHDRAWN,
            &[("cookies: [{ name: 'stats' }]", "cookies: []")],
            &["left-after-withdrawal"],
        ),
        (&KLARO, WITHDRAWN, &[(", cookies: ['stats']", "")], &["left-after-withdrawal"]),
        (&OREJIME, WITHDRAWN, &[(", cookies: ['stats']", "")], &["left-after-withdrawal"]),
        (
            &TARTEAUCITRON,
            WITHDRAWN,
            &[("cookies: ['stats']", "cookies: []")],
            &["left-after-withdrawal"],
        ),
        // No refusal beside the yes.
        (
            &VANILLA,
            BANNER,
            &[("acceptNecessaryBtn: 'Reject all',\n          showP", "showP")],
            &["banner-no-refusal", "banner-refusal-takes-more"],
        ),
        (
            &KLARO,
            BANNER,
            &[("acceptAll: true", "acceptAll: true, hideDeclineAll: true")],
            &["banner-low-contrast", "banner-no-refusal"],
        ),
        (
            &TARTEAUCITRON,
            BANNER,
            &[("DenyAllCta: true", "DenyAllCta: false")],
            &["banner-lacks-controller", "banner-no-refusal"],
        ),
    ]);
}
