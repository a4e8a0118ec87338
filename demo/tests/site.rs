//! What the end-to-end tests rely on: pages, addresses, the log and the faults.

use std::path::Path;
use std::time::Duration;

use samtycke_demo::{Call, Options, Policy, Site, Vendor};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

async fn site() -> Site {
    site_with(false).await
}

async fn site_with(real: bool) -> Site {
    site_under(Policy::None, real).await
}

async fn site_under(policy: Policy, real: bool) -> Site {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    Site::start(Options { port: 0, real, root, policy, is_built: false }).await.unwrap()
}

/// The whole answer to a request, head and body.
async fn ask(method: &str, url: &str, headers: &str) -> String {
    let (host, path) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let mut stream = TcpStream::connect(host).await.unwrap();
    let head =
        format!("{method} /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.unwrap();
    String::from_utf8_lossy(&bytes).into()
}

async fn get(site: &Site, path: &str) -> String {
    ask("GET", &site.loopback_url(path), "").await
}

fn stand_in(site: &Site, vendor: Vendor, path: &str) -> String {
    let (_, address) = site.stand_ins().iter().find(|(one, _)| *one == vendor).unwrap();
    format!("http://{address}{path}")
}

#[track_caller]
fn assert_has(answer: &str, parts: &[&str]) {
    for part in parts {
        assert!(answer.contains(part), "no {part:?} in:\n{answer}");
    }
}

#[tokio::test]
async fn pages_are_served_under_any_name() {
    let site = site().await;
    for path in ["/", "/cookies", "/help", "/careers", "/sv"] {
        assert_has(
            &get(&site, path).await,
            &["200 OK", "text/html; charset=utf-8", "no-store", "<title>"],
        );
    }
    assert_has(&get(&site, "/site.css").await, &["200 OK", "text/css"]);
    assert_has(&get(&site, "/panel.js").await, &["200 OK", "text/javascript"]);
    assert_has(&get(&site, "/favicon.ico").await, &["204 No Content"]);
    assert!(site.url("/a").starts_with("http://www.billogram.localhost:"));
}

#[tokio::test]
async fn a_missing_build_says_what_to_run() {
    let site = site().await;
    assert_has(&get(&site, "/pkg/none.wasm").await, &["404", "make pkg"]);
    assert_has(&get(&site, "/samtycke.none.js").await, &["404", "make pkg"]);
}

#[tokio::test]
async fn no_path_leads_out_of_the_site() {
    let site = site().await;
    for path in [
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/pkg/../Cargo.toml",
        "/..%2fCargo.toml",
        "//Cargo.toml",
    ] {
        assert_has(&get(&site, path).await, &["404"]);
    }
}

#[tokio::test]
async fn stand_ins_take_the_place_of_third_parties() {
    let site = site().await;
    let config = site.config();
    let text = config.to_string();
    for (vendor, address) in site.stand_ins().iter().filter(|(one, _)| *one != Vendor::Teamtailor) {
        assert!(text.contains(&format!("http://{address}/")), "{vendor:?}");
    }
    for host in
        ["https://pi.pardot.com", "\"be\":\"pi.pardot.com\"", "https://www.googletagmanager.com"]
    {
        assert!(!text.contains(host), "{host}");
    }
    assert!(!get(&site, "/careers").await.contains("https://career.billogram.com"));
    assert_has(&get(&site, "/samtycke.json").await, &["application/json", "127.0.0."]);
}

#[tokio::test]
async fn the_real_third_parties_can_be_named() {
    let site = site_with(true).await;
    assert!(site.stand_ins().is_empty());
    assert_has(
        &site.config().to_string(),
        &["https://pi.pardot.com/pd.js", "\"be\":\"pi.pardot.com\""],
    );
    assert_has(&get(&site, "/log.json").await, &[r#""standIns":false"#]);
}

#[tokio::test]
async fn every_stand_in_serves_its_script() {
    let site = site().await;
    for (vendor, path, part) in [
        (Vendor::Google, "/gtag/js?id=G-1", "_ga"),
        (Vendor::Pardot, "/pd.js", "name = 'pardot'"),
        (Vendor::PardotGo, "/pd.js", "name = 'pardot_go'"),
        (Vendor::Zendesk, "/ekr/snippet.js?key=1", "ZD-buid"),
        (Vendor::Teamtailor, "/", "<title>"),
    ] {
        let answer = ask("GET", &stand_in(&site, vendor, path), "").await;
        assert_has(&answer, &["200 OK", "access-control-allow-origin: *", part]);
    }
}

#[tokio::test]
async fn pardot_sets_cookies_of_its_own() {
    let site = site().await;
    let of = |vendor| stand_in(&site, vendor, "/analytics?account_id=7&x=1");
    let third = ask("GET", &of(Vendor::Pardot), "").await;
    assert_has(
        &third,
        &[
            "image/gif",
            "visitor_id7=",
            "visitor_id7-hash=",
            "set-cookie: pardot=",
            "SameSite=None; Secure",
        ],
    );
    let first = ask("GET", &of(Vendor::PardotGo), "").await;
    assert_has(&first, &["visitor_id7="]);
    assert!(!first.contains("set-cookie: pardot="));
    let odd = ask("GET", &stand_in(&site, Vendor::Pardot, "/analytics?account_id=a;b"), "").await;
    assert!(!odd.contains("set-cookie"));
}

#[tokio::test]
async fn whatever_reaches_a_stand_in_is_logged() {
    let site = site().await;
    let headers = "Cookie: a=b\r\nReferer: http://c/\r\n";
    ask("GET", &stand_in(&site, Vendor::Google, "/favicon.ico?d=e"), headers).await;
    ask("OPTIONS", &stand_in(&site, Vendor::Zendesk, "/chat"), "").await;
    get(&site, "/help").await;
    let calls = site.calls();
    let (_, google) = site.stand_ins()[0];
    let first = Call {
        vendor: Vendor::Google,
        method: "GET".into(),
        path: "/favicon.ico?d=e".into(),
        cookies: "a=b".into(),
        referer: "http://c/".into(),
        host: google.to_string(),
    };
    assert_eq!(calls[0], first);
    assert_eq!(
        (calls[1].vendor, calls[1].method.as_str(), calls.len()),
        (Vendor::Zendesk, "OPTIONS", 2)
    );
    let own = site.first_party_calls();
    assert_eq!((own.len(), own[0].path.as_str()), (1, "/help"));

    site.clear_calls();
    assert_eq!((site.calls().len(), site.first_party_calls().len()), (0, 0));
}

/// The value of an attribute's part that starts there.
fn after<'a>(text: &'a str, start: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("no {start} in:\n{text}"));
    rest.split(['"', '\'']).next().unwrap_or_default()
}

#[tokio::test]
async fn a_panel_shows_the_requests_of_its_own_page_alone() {
    let site = site().await;
    let (mut views, mut scripts) = (Vec::new(), Vec::new());
    for _ in ["who accepts", "who refuses"] {
        let page = get(&site, "/").await;
        let view = after(&page, "src=\"/panel.js?view=");
        let declaration = after(&page, "data-config=\"");
        assert_eq!(declaration, format!("/samtycke.json?view={view}"));
        let declared = get(&site, declaration).await;
        scripts.push(format!("http://{}", after(&declared, "\"src\":\"http://")));
        views.push(format!("/log.json?view={view}"));
    }
    assert_ne!(views[0], views[1]);
    assert_has(&ask("GET", &scripts[0], "").await, &["200 OK"]);
    assert_has(&get(&site, &views[0]).await, &[r#""standIns":true"#, r#""vendor":"Zendesk""#]);
    assert_has(&get(&site, &views[1]).await, &[r#""calls":[]"#]);
    assert_has(&get(&site, "/log.json").await, &[r#""calls":[]"#]);
    let call = &site.calls()[0];
    assert!(call.path.starts_with("/ekr/snippet.js?key="), "{}", call.path);
}

#[tokio::test]
async fn what_is_served_can_be_changed() {
    let site = site().await;
    site.replace("/new", "text/html", 203, "<p>new");
    assert_has(&get(&site, "/new?query").await, &["203", "text/html", "<p>new"]);
    site.edit_config(|config| config["version"] = 9.into());
    site.edit_config(|config| config["cookie"]["days"] = 30.into());
    assert_eq!(
        (site.config()["version"].as_u64(), site.config()["cookie"]["days"].as_u64()),
        (Some(9), Some(30))
    );
    assert_has(&get(&site, "/samtycke.json").await, &[r#""version":9"#, r#""days":30"#]);
}

#[tokio::test]
async fn pages_come_under_the_policy() {
    assert!(!get(&site().await, "/").await.contains("content-security-policy"));
    let strict = site_under(Policy::Strict, false).await;
    let answer = get(&strict, "/").await;
    let (_, rest) = answer.split_once("script-src 'nonce-").unwrap();
    let (nonce, rest) = rest.split_once("' 'strict-dynamic' 'wasm-unsafe-eval'; ").unwrap();
    assert_has(rest, &[&format!("<script nonce={nonce} src=\"/samtycke.min.js?view=")]);
    assert_has(&answer, &["content-security-policy: default-src 'self';", "require-corp"]);
    assert_has(
        rest,
        &["style-src 'self'; require-trusted-types-for 'script'; trusted-types samtycke;"],
    );
    assert!(!get(&strict, "/").await.contains(&format!("nonce-{nonce}'")), "twice the same");
    strict.replace("/new", "text/html", 200, "<script>1</script>");
    assert_has(&get(&strict, "/new").await, &["require-corp", "<script nonce="]);
    assert!(!get(&strict, "/site.css").await.contains("content-security-policy"));
    let refusing = get(&site_under(Policy::NoWasm, false).await, "/").await;
    assert_has(&refusing, &["content-security-policy: script-src * 'unsafe-inline'\r\n"]);
}

#[tokio::test]
async fn servers_misbehave_on_demand() {
    let site = site().await;
    let url = stand_in(&site, Vendor::Pardot, "/pd.js");
    site.fail(Vendor::Pardot);
    assert_has(&ask("GET", &url, "").await, &["500"]);
    site.hang(Vendor::Pardot);
    assert!(timeout(Duration::from_millis(200), ask("GET", &url, "")).await.is_err());
    assert_eq!(site.calls().len(), 2);
    site.mend(Vendor::Pardot);
    assert_has(&ask("GET", &url, "").await, &["200 OK"]);
}

#[tokio::test]
async fn all_servers_stop_with_the_site() {
    let site = site().await;
    let addresses: Vec<_> = site.stand_ins().iter().map(|(_, address)| *address).collect();
    drop(site);
    for address in addresses {
        let mut tries = 0;
        while TcpStream::connect(address).await.is_ok() {
            tries += 1;
            assert!(tries < 100, "{address} still answers");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}
