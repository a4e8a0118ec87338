//! When things go wrong: nothing that needs a yes loads, the page works, and it is said once.

use samtycke_e2e::Vendor::{Google, Pardot, PardotGo, Zendesk};
use samtycke_e2e::{Browser, CONFIGURED, Setup, TAG, Visit, page};

/// Waits for the only problem so far and returns its message. It has this code, and stands on the console
/// once and in one `error` event.
#[track_caller]
pub(crate) fn told(visit: &Visit, code: &str, part: &str) -> String {
    visit.wait("heard.some(one => one[0] === 'error')");
    let problems = visit.eval("heard.filter(one => one[0] === 'error').map(one => one[1])");
    assert_eq!(problems.as_array().map(Vec::len), Some(1), "{problems}");
    assert_eq!(problems[0]["code"], code, "{problems}");
    let message = problems[0]["message"].as_str().unwrap_or_default();
    assert!(message.contains(part), "{message}");
    let lines = visit.eval("said.filter(line => line.includes('Samtycke'))");
    assert_eq!(lines.as_array().map(Vec::len), Some(1), "{lines}");
    message.into()
}

/// The page works, nothing is granted, and nobody was called.
#[track_caller]
pub(crate) fn the_gate_is_shut(visit: &Visit) {
    visit.wait("document.readyState === 'complete'");
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert_eq!(visit.site.calls(), []);
    assert_eq!(visit.eval("samtycke.has('analytics')"), false);
    assert_eq!(visit.eval("samtycke.consent().granted"), serde_json::json!([]));
    assert!(!visit.has_banner());
    assert_eq!(visit.cookie_names(), [""; 0]);
    assert_eq!(visit.eval("window.works"), true);
}

pub(crate) const WORKS: &str = "<script>window.works = true;</script>";

pub fn without_cookies_a_yes_is_not_in_effect(browser: Browser) {
    let visit = Visit::with(browser, Setup { no_cookies: true, ..Setup::default() });
    visit.go_to_page(&page(TAG, WORKS));
    visit.accept();
    told(&visit, "cookie", "cookie");
    visit.nobody_called();
    assert_eq!(visit.eval("samtycke.has('analytics')"), false);
    assert_eq!(visit.eval("document.cookie"), "");
    assert_eq!(visit.eval("works"), true);
}

pub fn without_storage_the_cookie_is_enough(browser: Browser) {
    let block = "<script>Object.defineProperty(window, 'localStorage', {
        get() { throw new DOMException('blocked', 'SecurityError'); } });</script>";
    let visit = Visit::new(browser);
    visit.go_to_page(&page(&format!("{block}{TAG}"), WORKS));
    visit.accept();
    told(&visit, "receipt", "torage");
    assert_eq!(visit.choice().how, "all");
    assert_eq!(visit.eval("samtycke.receipts()"), serde_json::json!([]));
    visit.expect_call(Google, "/g/collect");
}

pub fn full_storage_costs_the_receipt_alone(browser: Browser) {
    let fill = "for (let text = 'x'.repeat(1 << 22); text.length; )
        try { localStorage.setItem('full' + Math.random(), text); }
        catch { text = text.slice(text.length / 2 + .5); }";
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, WORKS));
    visit.run(fill);
    visit.accept();
    told(&visit, "receipt", "torage");
    assert_eq!(visit.choice().how, "all");
    assert_eq!(visit.eval("samtycke.receipts()"), serde_json::json!([]));
    visit.expect_call(Google, "/g/collect");
}

pub fn a_missing_configuration_is_told(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.replace("/samtycke.json", "application/json", 404, "{}");
    visit.go_to_page(&page(TAG, WORKS));
    told(&visit, "fetch", "/samtycke.json");
    the_gate_is_shut(&visit);
}

pub fn an_unreachable_configuration_is_told(browser: Browser) {
    let visit = Visit::new(browser);
    let tag = TAG.replace("/samtycke.json", "http://127.0.0.1:1/samtycke.json");
    visit.go_to_page(&page(&tag, WORKS));
    told(&visit, "fetch", "http://127.0.0.1:1/samtycke.json");
    the_gate_is_shut(&visit);
}

pub fn a_malformed_configuration_is_told(browser: Browser) {
    let visit = Visit::new(browser);
    let config = visit.site.config().to_string();
    visit.site.replace("/samtycke.json", "application/json", 200, &config[..config.len() / 2]);
    visit.go_to_page(&page(TAG, WORKS));
    // With the browser's own words on where the text stops being JSON.
    told(&visit, "json", "SyntaxError");
    the_gate_is_shut(&visit);
}

pub fn a_wrong_configuration_is_refused_whole(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| config["services"][2]["category"] = "analytcs".into());
    visit.go_to_page(&page(TAG, WORKS));
    told(&visit, "declaration", "services[2]");
    the_gate_is_shut(&visit);
}

pub fn the_script_for_developers_names_every_problem(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| {
        config["services"][2]["category"] = "analytcs".into();
        config["cookie"]["days"] = 500.into();
        config["services"][1]["scripts"][0]["src"] = "javascript:alert(1)".into();
    });
    visit.go_to_page(&page(&TAG.replace("min", "dev"), WORKS));
    let message = told(&visit, "declaration", "services[2].category");
    for part in ["did you mean \"analytics\"?", "cookie.days", "400", "services[1].scripts[0].src"]
    {
        assert!(message.contains(part), "no {part} in {message}");
    }
    the_gate_is_shut(&visit);
}

pub fn init_throws_what_is_wrong(browser: Browser) {
    let visit = Visit::new(browser);
    let init = "try { samtycke.init({version: 1}); } catch (error) {
        window.thrown = [error instanceof Error, error.message]; }";
    visit.go_to_page(&page(&format!("{CONFIGURED}<script>{init}</script>"), WORKS));
    assert_eq!(visit.eval("thrown[0]"), true);
    assert_eq!(visit.eval("thrown[1].includes('controller')"), true);
    the_gate_is_shut(&visit);

    let config = visit.site.config();
    visit.run(&format!("samtycke.init({config})"));
    visit.banner();
}

pub fn a_third_party_that_hangs_delays_nobody(browser: Browser) {
    let visit = Visit::with(browser, Setup { impatient: true, ..Setup::default() });
    visit.site.hang(Pardot);
    visit.go("/");
    visit.accept();
    visit.expect_fetched(&[Google, Pardot, PardotGo, Zendesk]);
    visit.wait("standIns.length === 3");

    // With the choice stored, they load while the page does.
    visit.site.clear_calls();
    visit.go("/help");
    visit.expect_fetched(&[Google, Pardot, PardotGo, Zendesk]);
    visit.wait("standIns.length === 3 && document.readyState !== 'loading'");
    visit.open_settings();
    // By its attribute: Firefox gives no role on a page that has not loaded.
    visit.find("samtycke-root .samtycke-close").click();
    visit.no_dialog();
}

pub fn a_third_party_that_fails_is_told(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.fail(Pardot);
    visit.go_to_page(&page(TAG, WORKS));
    visit.accept();
    visit.expect_fetched(&[Google, Pardot, PardotGo, Zendesk]);
    visit.wait("standIns.length === 3");
    told(&visit, "script", "/pd.js");
    assert_eq!(visit.choice().how, "all");
}

/// What lies in the place of the receipts is not ours to trust.
pub fn receipts_that_are_none_break_nothing(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, WORKS));
    visit.banner();
    visit.run("localStorage.setItem('samtycke.receipts', '[{}, null, 1, {\"remains\": 7}]')");
    assert_eq!(visit.eval("samtycke.receipts()"), serde_json::json!([]));
    visit.banner_button("Settings").click();
    visit.dialog_button("Accept all").click();
    visit.expect_call(Google, "/g/collect");
    assert_eq!(visit.eval("samtycke.receipts().length"), 1);
    assert_eq!(visit.eval("JSON.parse(JSON.stringify(samtycke.consent())).decided"), true);
}

/// The page breaks what is needed while scripts of a yes still run: everything ends, and the yes can be taken back.
pub fn a_break_while_scripts_run_ends_everything(browser: Browser) {
    // By the page itself: what a driver looks with may be broken too. Clicks in our parts are ours alone.
    let withdraw = "<script>addEventListener('pointerup', () => setTimeout(() => {
        samtycke.withdraw();
        fetch('/told-' + samtycke.has('analytics'));
    }, 600))</script>";
    for breaks in [
        "document.querySelectorAll = () => { throw 1 }",
        "Array.prototype.map = () => { throw 1 }",
        "Array.prototype.filter = Map.prototype.values = () => { throw 1 }",
    ] {
        let visit = Visit::new(browser);
        visit.site.edit_config(|config| config["ui"] = serde_json::json!({"reload": false}));
        visit.site.replace("/told-false", "text/plain", 200, "");
        let busy = "{ const end = performance.now() + 20; while (performance.now() < end); }";
        let script = |code: &str| {
            format!("<script type=\"text/plain\" data-samtycke=\"analytics\">{busy}{code}</script>")
        };
        let body = [script(""), script(breaks), script(""), script("")].concat();
        visit.go_to_page(&page(&format!("{withdraw}{TAG}"), &body));
        visit.banner_button("Accept all").click();
        visit.expect_own_call("/told-false");
        assert!(visit.choice_text().is_none_or(|text| text.contains("._.")), "{breaks}");
    }
}
