//! `samtycke audit` as people run it, on the demo site.

use std::time::{SystemTime, UNIX_EPOCH};

use samtycke_cli::{Memory, System as _, run};
use samtycke_demo::{Options, Policy, Site};
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::light;

/// The demo site, with the runtime that serves it.
struct Demo {
    site: Site,
    _runtime: Runtime,
}

impl Demo {
    fn start() -> Demo {
        let runtime = Runtime::new().expect("a runtime");
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..").into();
        let options = Options { port: 0, real: false, root, policy: Policy::None, is_built: true };
        let site = runtime.block_on(Site::start(options)).expect("the demo site");
        Demo { site, _runtime: runtime }
    }

    /// Runs an audit of a page: the status, what was printed, and the files.
    fn audit(&self, path: &str, arguments: &[&str]) -> (u8, String, Memory) {
        let light = light::browser().map(|path| path.display().to_string());
        let chosen = light.as_ref().map_or(vec![], |path| vec!["--browser", path]);
        self.audit_with_its_own(path, &[&chosen, arguments].concat())
    }

    /// The same with the browser that an audit finds by itself.
    fn audit_with_its_own(&self, path: &str, arguments: &[&str]) -> (u8, String, Memory) {
        let (url, declaration) = (self.site.url(path), self.site.url("/samtycke.json"));
        let fixed = ["audit", &url, "--declaration", &declaration, "--watch", "0.5", "--quiet"];
        samtycke(&[&fixed, arguments].concat())
    }
}

fn samtycke(arguments: &[&str]) -> (u8, String, Memory) {
    let memory = Memory::default();
    let (status, told) = again(arguments, &memory);
    (status, told, memory)
}

/// Runs the program on the same files; returns what it told in addition.
fn again(arguments: &[&str], memory: &Memory) -> (u8, String) {
    let before = memory.told().len();
    let all = ["samtycke"].iter().chain(arguments).map(ToString::to_string).collect::<Vec<_>>();
    let status = run(&all, memory);
    (status, memory.told()[before..].to_owned())
}

#[test]
fn the_demo_site_does_what_it_declares() {
    let demo = Demo::start();
    let states =
        ["nothing", "withdrawn", "gpc-over-yes", "banner"].map(|id| ["--state", id]).concat();
    let files = ["--html", "audit.html", "--evidence", "evidence", "--json"];
    let (status, told, memory) = demo.audit_with_its_own("/", &[&states[..], &files].concat());
    assert_eq!(status, 0, "{told}");
    let report: Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!((&report["errors"], &report["warnings"]), (&0.into(), &0.into()), "{told}");
    assert_eq!(report["couldNotLook"], Value::from(Vec::<Value>::new()));
    let states = report["states"].as_array().expect("states");
    let withdrawn = states.iter().find(|one| one["state"]["id"] == "withdrawn").expect("the state");
    let requests = withdrawn["requests"].as_array().expect("requests");
    let is_pixel =
        |one: &&Value| one["url"].as_str().is_some_and(|url| url.contains("/analytics?"));
    assert!(requests.iter().any(|one| is_pixel(&one)), "the services load once they are granted");
    let verified = again(&["verify", "evidence"], &memory);
    assert_eq!(verified.0, 0, "{}", verified.1);
    assert!(verified.1.contains("as it was written"));
    let files = memory.into_files();
    let page = String::from_utf8_lossy(&files["audit.html"]).into_owned();
    assert!(page.contains("The site does what the declaration says"));
    assert_eq!(page.matches("data:image/jpeg;base64,").count(), 6, "two pictures for each state");
    assert!(!page.contains("<script"), "the page needs none");
    let raw = String::from_utf8_lossy(&files["evidence/withdrawn.ndjson"]).into_owned();
    assert!(raw.lines().any(|line| line.contains("Network.requestWillBeSent")));
    assert!(raw.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
    let har: Value = serde_json::from_slice(&files["evidence/withdrawn.har"]).expect("JSON");
    assert!(har["log"]["entries"].as_array().is_some_and(|all| !all.is_empty()));
}

/// A page of the demo with one line more.
const LEAKY: &str = "<!doctype html>
<html lang=\"en\"><head><title>Leaky</title>
<link rel=\"icon\" href=\"data:,\">
<script src=\"/samtycke.min.js\"></script>
</head><body><h1>Leaky</h1>
<script>
new Image().src = 'http://127.0.0.2:$PORT/cell/leak'
</script></body></html>";

#[test]
fn a_line_that_leaks_is_named() {
    let demo = Demo::start();
    let (_, google) = demo.site.stand_ins()[0];
    let page = LEAKY.replace("$PORT", &google.port().to_string());
    demo.site.replace("/leaky", "text/html", 200, page);
    let (status, told, _) = demo.audit("/leaky", &["--state", "nothing", "--sarif"]);
    assert_eq!(status, 1, "{told}");
    let sarif: Value = serde_json::from_str(&told).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.len(), 1, "{told}");
    assert_eq!(results[0]["ruleId"], "contacted-before-choice");
    let text = results[0]["message"]["text"].as_str().expect("a text");
    let place = demo.site.url("/leaky:7:");
    assert!(
        text.contains(&format!("(ga) is contacted before a choice. Caused by {place}")),
        "{text}"
    );
    let region = &results[0]["locations"][0]["physicalLocation"]["region"];
    let declaration = demo.site.config().to_string();
    let (before, _) = declaration.split_once("\"id\":\"ga\"").expect("its id");
    let column = before.chars().count() as u64 + 1;
    assert_eq!(region["startColumn"].as_u64(), Some(column), "the place of the service");
}

#[test]
fn what_cannot_be_looked_at_is_not_clean() {
    let demo = Demo::start();
    demo.site.replace("/bare", "text/html", 200, "<title>Bare</title><link rel=icon href=data:,>");
    let (status, told, _) = demo.audit("/bare", &["--state", "nothing", "--state", "all"]);
    assert_eq!(status, 3, "{told}");
    assert!(
        told.contains("could not look: Everything granted: the page has no Samtycke"),
        "{told}"
    );
    assert!(told.contains("nothing wrong where it could be looked at"), "{told}");
}

#[test]
fn an_audit_that_cannot_run_says_why() {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a time").as_nanos();
    let missing = format!("/nowhere/chromium-{now}");
    let told = |arguments: &[&str]| {
        let memory = Memory::default();
        let declaration = include_bytes!("seeded/clean.json");
        memory.write("samtycke.json", declaration).expect("memory");
        let (status, told) = again(arguments, &memory);
        assert_eq!(status, 2, "{told}");
        told
    };
    assert!(told(&["audit", "shop.example"]).contains("\"shop.example\" is no site"));
    let gone = told(&["audit", "http://shop.localhost:1/", "--browser", &missing]);
    assert!(gone.contains("does not answer") || gone.contains("does not start"), "{gone}");
    let gone = told(&["audit", "http://a.example", "--baseline", "gone.json"]);
    assert!(gone.contains("gone.json cannot be read"), "{gone}");
    assert!(told(&["audit", "http://a.example", "--as", "b"]).contains("HOST=REAL"));
    assert!(
        told(&["audit", "http://a.example", "--page", "http://b.example/"])
            .contains("is no page of")
    );
}

/// A page of another vendor that nobody can answer by words: it keeps the answer in a cookie, and after a no forgets
/// what it had stored but for one name.
const OTHER: &str = "<!doctype html>
<html lang=\"en\"><head><title>Another banner</title><link rel=\"icon\" href=\"data:,\"></head><body><h1>Another banner</h1>
<script>
const answer = document.cookie.match(/(?:^|; )answer=(\\w+)/)?.[1]
if (answer == 'yes') document.cookie = 'left=1'
</script></body></html>";

/// Where a banner can be answered neither by Samtycke's contract nor by words, its cookies stand for the answers.
#[test]
fn a_cookie_can_stand_for_a_choice() {
    let demo = Demo::start();
    demo.site.replace("/other", "text/html", 200, OTHER);
    let states = ["none", "all", "withdrawn"].map(|id| ["--state", id]).concat();
    let seeds = ["all=answer=yes", "none=answer=no"].map(|one| ["--state-cookie", one]).concat();
    let (status, told, _) = demo.audit("/other", &[&states[..], &seeds, &["--json"]].concat());
    assert_eq!(status, 1, "{told}");
    let report: Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(report["couldNotLook"], Value::from(Vec::<Value>::new()), "{told}");
    let findings = report["findings"].as_array().expect("findings");
    let mut found: Vec<[&str; 2]> = findings
        .iter()
        .map(|one| ["code", "subject"].map(|name| one[name].as_str().unwrap_or_default()))
        .collect();
    found.retain(|[code, _]| !["never-seen", "undeclared-name"].contains(code));
    assert_eq!(found, [["left-after-withdrawal", "left"]], "{told}");
    let (status, told, _) = demo.audit("/other", &["--state-cookie", "most=answer=yes"]);
    assert_eq!((status, told.contains("\"most\" is no state")), (2, true), "{told}");
    let (status, told, _) = demo.audit("/other", &["--state-cookie", "gpc-over-yes=answer=yes"]);
    assert!(status == 2 && told.contains("no cookie can stand for the state"), "{told}");
    let seeded = ["--state", "all", "--state-cookie", "all=answer=yes"];
    let (status, told, _) = demo.audit("/", &seeded);
    assert!(status == 2 && told.contains("leave out --state-cookie"), "{told}");
    let (status, told, _) = demo.audit("/other", &["--state-cookie", "all=answer"]);
    assert_eq!((status, told.contains("STATE=NAME=VALUE")), (2, true), "{told}");
}

/// A service that visitors are not asked about contacts what an open list has as a tracker.
#[test]
fn a_known_tracker_is_not_necessary() {
    let demo = Demo::start();
    let (_, google) = demo.site.stand_ins()[0];
    let src = format!("http://{google}/cell/shop.js");
    let page =
        format!("<title>Shop</title><link rel=icon href=data:,><script src=\"{src}\"></script>");
    demo.site.replace("/shop", "text/html", 200, page);
    let declaration = |category: &str| {
        let service = serde_json::json!({
            "id": "shop", "category": category, "name": "Shop", "provider": "Shop", "reason": "It is the shop.",
            "scripts": [{"src": src}]
        });
        serde_json::json!({
            "version": 1, "controller": {"name": "Shop", "policyUrl": "/cookies"},
            "categories": [{"id": "necessary", "required": true}, {"id": "functional"}, {"id": "analytics"}],
            "services": [service]
        })
    };
    let audit = |category: &str, host: &str| {
        let memory = Memory::default();
        memory
            .write("samtycke.json", declaration(category).to_string().as_bytes())
            .expect("memory");
        let (url, alias) = (demo.site.url("/shop"), format!("127.0.0.2={host}"));
        let wanted =
            ["audit", &url, "--watch", "0.3", "--quiet", "--state", "nothing", "--as", &alias];
        again(&wanted, &memory)
    };
    let (status, told) = audit("necessary", "www.google-analytics.com");
    assert_eq!(status, 1, "{told}");
    let title = "www.google-analytics.com is contacted by shop, which is necessary; third-party-web lists it as Google Analytics (analytics)";
    assert!(told.contains(&format!("warning[not-necessary]: {title}")), "{told}");
    let (status, told) = audit("necessary", "fonts.gstatic.com");
    assert_eq!(status, 0, "{told}");
    let (status, told) = audit("functional", "www.google-analytics.com");
    assert!(status == 1 && told.contains("contacted-before-choice"), "{told}");
}

/// What is typed into a form is found with others, plain and hashed; the form is not sent.
#[test]
fn what_is_typed_is_found_with_others() {
    let demo = Demo::start();
    let (_, google) = demo.site.stand_ins()[0];
    let page = format!(
        "<!doctype html><html lang=en><title>A form</title><link rel=icon href=data:,>
        <form action=/send method=post><input name=email><input type=password name=secret><textarea></textarea><button>Send</button></form>
        <script>
        const to = 'http://{google}/cell/'
        document.forms[0].addEventListener('change', async ({{ target }}) => {{
            navigator.sendBeacon(to + 'plain', JSON.stringify({{ [target.name]: target.value }}))
            const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(target.value)))
            new Image().src = to + 'hashed?' + [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('')
            document.forms[0].requestSubmit()
            document.forms[0].submit()
        }})
        </script>"
    );
    demo.site.replace("/form", "text/html", 200, page);
    let (_, told, _) = demo.audit("/form", &["--state", "nothing", "--forms"]);
    let title = "receives what is typed into a form that nobody sent: a text, a text as SHA-256, an e-mail address, an e-mail address as SHA-256";
    assert!(told.contains(&format!("warning[typed-values-sent]: 127.0.0.2 {title}")), "{told}");
    let asked = demo.site.first_party_calls();
    assert!(!asked.iter().any(|one| one.path.contains("/send")), "{asked:?}");
    let (_, told, _) = demo.audit("/form", &["--state", "nothing"]);
    assert!(!told.contains("typed-values-sent"), "{told}");
}

/// Pages are found by the sitemap and by links; what may not be opened, or ends something, is not.
#[test]
fn pages_are_looked_for_politely() {
    let demo = Demo::start();
    let html = "text/html";
    let links = ["/linked", "/private/a", "/logout", "/terms.pdf", "http://127.0.0.2:1/"];
    let links: String = links.iter().map(|one| format!("<a href=\"{one}\">x</a>")).collect();
    let page = |more: &str| {
        format!(
            "<title>A page</title><link rel=icon href=data:,><script src=\"/samtycke.min.js\"></script>{more}"
        )
    };
    demo.site.replace("/start", html, 200, page(&links));
    for path in ["/linked", "/mapped", "/private/a", "/logout"] {
        demo.site.replace(path, html, 200, page(""));
    }
    let robots = "User-agent: *\nDisallow: /private\nSitemap: /map.xml\n";
    demo.site.replace("/robots.txt", "text/plain", 200, robots);
    let map = format!("<urlset><url><loc>{}</loc></url></urlset>", demo.site.url("/mapped"));
    demo.site.replace("/map.xml", "application/xml", 200, map);
    let wanted = ["--state", "nothing", "--max-pages", "4", "--delay", "0", "--json"];
    let (status, told, _) = demo.audit("/start", &wanted);
    assert_eq!(status, 0, "{told}");
    let report: Value = serde_json::from_str(&told).expect("JSON");
    let pages = report["states"][0]["pages"].as_array().expect("pages");
    let steps: Vec<(String, &str)> = pages
        .iter()
        .map(|one| {
            (one[0].as_str().unwrap_or_default().to_owned(), one[1].as_str().unwrap_or_default())
        })
        .collect();
    let of = |step: &str| -> Vec<&str> {
        steps.iter().filter(|(_, one)| *one == step).map(|(url, _)| url.as_str()).collect()
    };
    // The banner links to the policy.
    let wanted = ["/mapped", "/cookies", "/linked"].map(|path| demo.site.url(path));
    assert_eq!(of("deep page"), wanted);
    assert_eq!(of("back in history"), [demo.site.url("/cookies")]);
    let asked: Vec<String> =
        demo.site.first_party_calls().into_iter().map(|one| one.path).collect();
    for path in ["/private/a", "/logout", "/terms.pdf"] {
        assert!(!asked.iter().any(|one| one == path), "{path} was opened");
    }
}

/// What is not declared is written into the file as a comment, and what the file ignores does not count.
#[test]
fn a_draft_and_an_ignore_are_lines_of_the_file() {
    let demo = Demo::start();
    let page = "<title>A page</title><link rel=icon href=data:,><script>document.cookie = 'extra=1'</script><script src=\"/samtycke.min.js\"></script>";
    demo.site.replace("/extra", "text/html", 200, page);
    let url = demo.site.url("/extra");
    let declaration = format!("{:#}\n", demo.site.config());
    let memory = Memory::default();
    memory.write("samtycke.json", declaration.as_bytes()).expect("memory");
    let wanted =
        ["audit", &url, "--watch", "0.3", "--quiet", "--state", "nothing", "--write-draft"];
    let (status, told) = again(&wanted, &memory);
    assert_eq!(status, 1, "{told}");
    let text = String::from_utf8(memory.read("samtycke.json").expect("it")).expect("text");
    assert!(text.contains("// samtycke audit saw \"extra\": {\"name\":\"extra\""), "{text}");
    let reason = "\"reason\": \"Goes soon\", \"until\": \"2999-12-31\"";
    let ignores = ["stored-before-choice", "undeclared-name"]
        .map(|code| format!("{{ \"code\": \"{code}\", \"subject\": \"extra\", {reason} }}"))
        .join(", ");
    let ignoring = text.replacen('{', &format!("{{ \"ignores\": [{ignores}],"), 1);
    memory.write("samtycke.json", ignoring.as_bytes()).expect("memory");
    let (status, told) = again(&wanted[..7], &memory);
    assert_eq!(status, 0, "{told}");
    assert!(told.contains("Goes soon, until 2999-12-31"), "{told}");
}

/// An archive as browsers and test tools write it: of a site with encryption, recorded a year ago.
#[test]
fn an_archive_of_others_is_replayed_without_a_network() {
    let page = "<!doctype html><html lang=en><title>Shop</title><link rel=icon href=data:,>
        <h1>Shop</h1><script src=https://cdn.shop-tools.example/stats.js?t=1></script>";
    let script = "document.cookie = 'seen=1; max-age=86400; secure'";
    let entry = |url: &str, kind: &str, headers: Value, text: &str| {
        serde_json::json!({
            "startedDateTime": "2025-11-01T12:00:00.000+01:00",
            "request": {"method": "GET", "url": url, "headers": []},
            "response": {"status": 200, "headers": headers, "content": {"mimeType": kind, "text": text}},
        })
    };
    let header = |name: &str, value: &str| serde_json::json!({"name": name, "value": value});
    let html = serde_json::json!([
        header("content-type", "text/html"),
        header("content-encoding", "br"),
        header("date", "Sat, 01 Nov 2025 11:00:00 GMT"),
        header("set-cookie", "cart=1; Path=/; Expires=Sat, 08 Nov 2025 11:00:00 GMT; HttpOnly"),
    ]);
    let javascript = serde_json::json!([header("content-type", "text/javascript")]);
    let archive = serde_json::json!({"log": {"version": "1.2", "entries": [
        entry("https://www.shop.example/", "text/html", html, page),
        // The address had another time in it when it was recorded.
        entry("https://cdn.shop-tools.example/stats.js?t=0", "text/javascript", javascript, script),
    ]}});
    let declaration = serde_json::json!({
        "version": 1, "controller": {"name": "Shop", "policyUrl": "/cookies"},
        "categories": [{"id": "necessary", "required": true}, {"id": "analytics"}],
        "services": [
            {"id": "shop", "category": "necessary", "name": "Shop", "provider": "Shop", "reason": "It is the shop.",
                "cookies": [{"name": "cart", "kind": "cookie", "lifetime": "P7D", "party": "first", "purpose": "Keeps the cart."}]},
            {"id": "stats", "category": "analytics", "name": "Stats", "provider": "Stats",
                "scripts": [{"src": "https://cdn.shop-tools.example/stats.js"}],
                "cookies": [{"name": "seen", "kind": "cookie", "lifetime": "P1D", "party": "first", "purpose": "Counts visits."}]},
        ]
    });
    let memory = Memory::default();
    memory.write("samtycke.json", declaration.to_string().as_bytes()).expect("memory");
    memory.write("site.har", archive.to_string().as_bytes()).expect("memory");
    memory.write("none.har", b"{}").expect("memory");
    let url = "https://www.shop.example/";
    let wanted = ["audit", url, "--quiet", "--watch", "0.3", "--state", "nothing", "--json"];
    let (status, told) = again(&[&wanted[..], &["--replay", "site.har"]].concat(), &memory);
    assert_eq!(status, 1, "{told}");
    let report: Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(report["couldNotLook"], Value::from(Vec::<Value>::new()), "{told}");
    let findings = report["findings"].as_array().expect("findings");
    let text = |one: &Value, name: &str| one[name].as_str().unwrap_or_default().to_owned();
    let found: Vec<(String, String)> =
        findings.iter().map(|one| (text(one, "code"), text(one, "subject"))).collect();
    let wanted_codes =
        [("contacted-before-choice", "cdn.shop-tools.example"), ("stored-before-choice", "seen")];
    assert_eq!(
        found,
        wanted_codes.map(|(code, name)| (code.to_owned(), name.to_owned())),
        "{told}"
    );
    let items = report["states"][0]["snapshots"][0]["items"].as_array().expect("items");
    let cart = items.iter().find(|one| one["name"] == "cart").expect("the cookie of a header");
    let days = cart["life"].as_f64().unwrap_or_default() / 86_400.0;
    assert!((6.9..7.1).contains(&days), "it lives as long as when it was recorded: {days} days");
    let gone = [&wanted[..], &["--page", "/gone", "--replay", "site.har"]].concat();
    let (status, told) = again(&gone, &memory);
    let lacking = "the archive has no answer of https://www.shop.example/gone: record it again";
    assert!(status == 1 && told.contains(lacking), "{told}");
    let (status, told) = again(&[&wanted[..], &["--replay", "none.har"]].concat(), &memory);
    assert!(status == 2 && told.contains("none.har cannot be replayed"), "{told}");
}

/// A script that tries fonts and reads a canvas is named; one that measures a few lines of text is not.
#[test]
fn a_script_that_tries_many_fonts_is_named() {
    let demo = Demo::start();
    let page = |count: usize| {
        format!(
            "<!doctype html><title>Fonts</title><link rel=icon href=data:,><script>
            const context = document.createElement('canvas').getContext('2d')
            for (let at = 0; at < {count}; at++) {{ context.font = '12px font-' + at; context.measureText('wide') }}
            context.getImageData(0, 0, 1, 1)
            </script>"
        )
    };
    for (count, is_named) in [(60, true), (20, false)] {
        demo.site.replace("/fonts", "text/html", 200, page(count));
        let (_, told, _) = demo.audit("/fonts", &["--state", "nothing"]);
        assert_eq!(told.contains("it reads: canvas, fonts"), is_named, "{told}");
    }
}

/// A name that an open list has under another category than its service: a fault where nobody is asked, else a note.
#[test]
fn a_name_that_is_listed_otherwise_is_told() {
    let demo = Demo::start();
    let page = "<title>Shop</title><link rel=icon href=data:,><script>document.cookie = 'ADS_VISITOR_ID=1; max-age=86400'</script>";
    demo.site.replace("/shop", "text/html", 200, page);
    let url = demo.site.url("/shop");
    for (category, wanted) in [
        (
            "necessary",
            Some(
                "warning[not-necessary]: the cookie \"ADS_VISITOR_ID\" is of shop, which is necessary; the Open Cookie Database lists it as marketing (Google Ads)",
            ),
        ),
        (
            "analytics",
            Some(
                "note[other-category]: the cookie \"ADS_VISITOR_ID\" is of shop, which is analytics; the Open Cookie Database lists it as marketing (Google Ads)",
            ),
        ),
        ("marketing", None),
    ] {
        let cookie = serde_json::json!({
            "name": "ADS_VISITOR_ID", "kind": "cookie", "party": "first", "lifetime": "P1D", "purpose": "It is the shop.",
        });
        let declaration = serde_json::json!({
            "version": 1, "controller": {"name": "Shop", "policyUrl": "/cookies"},
            "categories": [{"id": "necessary", "required": true}, {"id": "analytics"}, {"id": "marketing"}],
            "services": [{"id": "shop", "category": category, "name": "Shop", "provider": "Shop",
                "reason": "It is the shop.", "cookies": [cookie]}],
        });
        let memory = Memory::default();
        memory.write("samtycke.json", declaration.to_string().as_bytes()).expect("memory");
        let arguments = ["audit", &url, "--watch", "0.3", "--quiet", "--state", "nothing"];
        let (_, told) = again(&arguments, &memory);
        match wanted {
            Some(line) => assert!(told.contains(line), "{category}: {told}"),
            None => assert!(!told.contains("Open Cookie Database"), "{told}"),
        }
    }
}
