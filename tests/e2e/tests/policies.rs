//! Policies of the page, and what happens where there is no WebAssembly. The other tests run under
//! them too (src/variants.rs); these look at what they alone bring about.

use samtycke_e2e::Vendor::{Google, Pardot, PardotGo, Zendesk};
use samtycke_e2e::{Browser, CONFIGURED, Policy, Setup, TAG, Visit, page};
use serde_json::{Value, json};

use crate::trouble::{WORKS, the_gate_is_shut, told};

const NOWASM: &str = "/samtycke.nowasm.js";

const GATED: &str =
    "<script type=\"text/plain\" data-samtycke=\"analytics\">order.push('inline');</script>
    <script type=\"text/plain\" data-samtycke=\"analytics\" data-samtycke-src=\"/gated.js\"></script>";

pub fn the_strictest_policy_refuses_nothing_of_ours(browser: Browser) {
    let visit = Visit::under(browser, Policy::Strict);
    visit.site.replace("/gated.js", "text/javascript", 200, "order.push('fetched');");
    let head = format!("<script>window.order = [];</script>{TAG}");
    visit.go_to_page(&page(&head, &format!("{GATED}<div data-samtycke-declaration></div>")));
    visit.banner_button("Settings").click();
    assert_eq!(visit.dialog().style("position"), "fixed");
    visit.unfold();
    visit.dialog_button("Accept all").click();
    visit.wait("order.length > 1 && standIns.length > 3");
    assert_eq!(visit.eval("order"), json!(["inline", "fetched"]));
    visit.expect_call(Google, "/g/collect");
    visit.expect_call(Pardot, "account_id=1041001");
    visit.expect_call(PardotGo, "account_id=1041002");
    visit.wait("document.getElementById('stand-in-chat')");
    visit.find("[data-samtycke-declaration] table");
    assert_eq!(visit.eval("said"), json!([]));
    // The policies are in force.
    assert_eq!(visit.eval("crossOriginIsolated"), true);
    assert_eq!(refused(&visit, "document.createElement('script').src = '/gated.js'"), true);
    assert_eq!(refused(&visit, "document.body.innerHTML = ''"), true);
    visit.run("document.body.setAttribute('style', 'color: red')");
    visit.wait("said.some(line => line.startsWith('refused: style-src'))");

    visit.reloading(|| visit.run("setTimeout(() => samtycke.withdraw())"));
    visit.settle();
    assert_eq!(visit.eval("order"), json!([]));
    assert_eq!(visit.eval("said"), json!([]));
}

/// What code of the page can get at: looks for the policy and for what it has signed.
const SEARCH: &str = "<script>
    function search() {
        const kinds = [TrustedTypePolicy, TrustedScript, TrustedScriptURL];
        const seen = new Set();
        const found = [];
        const look = (thing, path) => {
            if (thing === null || !/object|function/.test(typeof thing) || seen.has(thing)) return;
            seen.add(thing);
            if (kinds.some(kind => thing instanceof kind)) found.push(path);
            if (path.split('.').length > 3 || thing instanceof Node && !(thing instanceof HTMLScriptElement)) return;
            for (const key of Reflect.ownKeys(thing)) {
                let value;
                try { value = thing[key]; } catch { continue; }
                look(value, path + '.' + String(key));
            }
        };
        look(window, 'window');
        for (const script of document.scripts) look(script, 'script');
        return {found, looked: seen.has(samtycke.init) && seen.size > 500};
    }
    </script>";

pub fn the_page_cannot_sign_by_our_policy(browser: Browser) {
    let watch = "<script>
        window.order = [];
        window.made = [];
        var real = trustedTypes.createPolicy;
        trustedTypes.createPolicy = function (name, rules) {
            made.push(name);
            return real.call(trustedTypes, name, rules);
        };
        </script>";
    let visit = Visit::under(browser, Policy::Strict);
    visit.site.replace("/gated.js", "text/javascript", 200, "order.push('fetched');");
    visit.go_to_page(&page(&format!("{watch}{SEARCH}{TAG}"), GATED));
    visit.accept();
    visit.wait("order.length > 1 && standIns.length > 3");
    assert_eq!(visit.eval("made"), json!(["samtycke"]));
    for name in ["samtycke", "other"] {
        let make = format!("real.call(trustedTypes, '{name}', {{createScript: text => text}})");
        assert_eq!(refused(&visit, &make), true, "{name}");
    }
    assert_eq!(visit.eval("search()"), json!({"found": [], "looked": true}));
}

/// Whether the page's policy stops some code with an error of types.
fn refused(visit: &Visit, code: &str) -> Value {
    visit.eval(&format!(
        "(() => {{ try {{ {code}; }} catch (error) {{ return error.name === 'TypeError'; }} }})()"
    ))
}

/// A way to have no WebAssembly: the policy, what stands before the tag, and what is changed in the
/// script.
type Way = (Policy, &'static str, Option<(char, char)>);

const WAYS: [Way; 5] = [
    (Policy::NoWasm, "", None),
    (Policy::None, "<script>delete window.WebAssembly;</script>", None),
    (Policy::Strict, "<script>delete window.WebAssembly;</script>", None),
    // The module is corrupt: its version, and the instruction at the end of a function.
    (Policy::None, "", Some(('\u{1}', '\u{2}'))),
    (Policy::None, "", Some(('\u{b}', '\u{1}'))),
];

/// A visit of which the next page has no WebAssembly.
fn without_webassembly(browser: Browser, policy: Policy, change: Option<(char, char)>) -> Visit {
    let visit = Visit::under(browser, policy);
    if let Some((from, to)) = change {
        let script = built("samtycke.min.js");
        assert!(script.contains(from));
        let corrupt = script.replace(from, &to.to_string());
        visit.site.replace("/samtycke.min.js", "text/javascript; charset=utf-8", 200, corrupt);
    }
    visit
}

const ASK: &str = "<script>window.answer = samtycke.has('analytics');
    samtycke.on('error', problem => window.problem = problem);</script>";

/// Lets analytics in by the settings, and nothing else.
#[track_caller]
fn analytics_alone(visit: &Visit) {
    visit.banner_button("Settings").click();
    visit.switch("Analytics").click();
    visit.dialog_button("Save choices").click();
    visit.no_banner();
    assert_eq!(visit.choice().granted, "analytics");
    visit.expect_fetched(&[Google]);
}

pub fn without_webassembly_the_other_build_takes_over(browser: Browser) {
    for (policy, before, change) in WAYS {
        let visit = without_webassembly(browser, policy, change);
        visit.go_to_page(&page(&format!("{before}{TAG}{ASK}"), WORKS));
        visit.banner();
        assert_eq!(visit.eval("answer"), false);
        visit.nobody_called();
        let fetched = visit.site.first_party_calls();
        assert_eq!(fetched.iter().filter(|call| call.path == NOWASM).count(), 1);
        analytics_alone(&visit);
        assert_eq!(visit.eval("said"), json!([]), "{policy:?} {before}");

        // A configuration that the page hands over waits for it.
        let config = visit.site.config();
        let init = format!("{before}{CONFIGURED}{ASK}<script>samtycke.init({config})</script>");
        visit.site.clear_calls();
        visit.go_to_page(&page(&init, WORKS));
        visit.ready();
        visit.expect_fetched(&[Google]);
        visit.run("samtycke.accept()");
        assert_eq!(visit.choice().granted, "functional-analytics-marketing");
        visit.expect_fetched(&[Google, Pardot, PardotGo, Zendesk]);
        assert_eq!(visit.eval("said"), json!([]), "{policy:?} {before}");

        // One that comes later is read at once.
        visit.go_to_page(&page(&format!("{before}{CONFIGURED}"), WORKS));
        let wrong = "try { samtycke.init({version: 1}) } catch (error) { window.thrown = 1 }";
        visit.run(&format!("{wrong} samtycke.init({config}); window.answer = samtycke.has('ga')"));
        assert_eq!(visit.eval("[window.thrown, answer]"), json!([1, true]));
    }
    // Nobody else fetches it.
    let visit = Visit::under(browser, Policy::None);
    visit.go("/");
    visit.accept();
    visit.settle();
    assert!(visit.site.first_party_calls().iter().all(|call| call.path != NOWASM));
}

pub fn a_browser_without_webassembly_loses_nothing(browser: Browser) {
    let setup = Setup { no_webassembly: true, ..Setup::default() };
    let visit = Visit::with(browser, setup);
    visit.go_to_page(&page(&format!("{TAG}{ASK}"), WORKS));
    assert_eq!(visit.eval("[typeof WebAssembly, answer]"), json!(["undefined", false]));
    analytics_alone(&visit);
    assert_eq!(visit.eval("said"), json!([]));

    let visit = Visit::with(browser, setup);
    visit.site.replace(NOWASM, "text/plain", 404, "");
    visit.go_to_page(&page(&format!("{TAG}{ASK}"), WORKS));
    told(&visit, "webassembly", "WebAssembly");
    the_gate_is_shut(&visit);
}

/// The first script knows the digest of the other build, so a changed or older one is refused.
pub fn another_build_is_refused(browser: Browser) {
    let built = built("samtycke.nowasm.js");
    for body in [format!("{built}\n// changed"), "window.evil = true".into()] {
        let visit = Visit::under(browser, Policy::NoWasm);
        visit.site.replace(NOWASM, "text/javascript; charset=utf-8", 200, body);
        visit.go_to_page(&page(&format!("{TAG}{ASK}"), WORKS));
        told(&visit, "webassembly", "'wasm-unsafe-eval'");
        the_gate_is_shut(&visit);
        assert_eq!(visit.eval("window.evil"), Value::Null);
    }
}

/// A file of the package as it was built.
pub(crate) fn built(name: &str) -> String {
    let path = format!("{}/../../pkg/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub fn without_either_build_the_gate_stays_shut(browser: Browser) {
    for (policy, before, change) in WAYS {
        let visit = without_webassembly(browser, policy, change);
        // Not there; and what a server says that answers everything with its front page.
        for (status, kind) in [(404, "text/plain"), (200, "text/html")] {
            visit.site.replace(NOWASM, kind, status, "<!doctype html>");
            visit.go_to_page(&page(&format!("{before}{TAG}{ASK}"), WORKS));
            told(&visit, "webassembly", "samtycke.nowasm.js");
            assert_eq!(visit.eval("answer"), false);
            let heard = visit.eval("heard.find(one => one[0] === 'error')[1]");
            assert_eq!(visit.eval("problem"), heard);
            let config = visit.site.config();
            visit.run(&format!(
                "samtycke.init({config}); samtycke.accept(); samtycke.settings();
                samtycke.when('analytics').then(() => window.kept = 1)"
            ));
            the_gate_is_shut(&visit);
            assert_eq!(visit.eval("window.kept"), Value::Null);
        }
    }
}

pub fn the_module_without_either_build_grants_nothing(browser: Browser) {
    let visit = Visit::under(browser, Policy::NoWasm);
    visit.site.replace("/pkg/module/nowasm.js", "text/plain", 404, "");
    let module = "<script type=\"module\">
        import load, * as samtycke from '/pkg/samtycke.js';
        window.samtycke = samtycke;
        try { await load(); } catch (why) { window.why = String(why); }
        </script>";
    visit.go_to_page(&page(module, WORKS));
    visit.wait("window.why");
    visit.wait("heard.some(([name, problem]) => problem.code === 'webassembly')");
    the_gate_is_shut(&visit);
}
