//! Scripts in the markup that wait for a yes.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use samtycke_e2e::Vendor::{Google, Pardot, PardotGo};
use samtycke_e2e::{Browser, CONFIGURED, TAG, Visit, page};
use serde_json::json;
use sha2::{Digest, Sha384};

/// Serves scripts that note their names in `order`.
fn serve(visit: &Visit, names: &[&str]) {
    for name in names {
        let script = format!("order.push('{name}');");
        visit.site.replace(&format!("/{name}.js"), "text/javascript", 200, script);
    }
}

/// A gated tag, inline.
fn inline(gate: &str, name: &str) -> String {
    format!("<script type=\"text/plain\" data-samtycke=\"{gate}\">order.push('{name}');</script>\n")
}

/// A gated tag with these attributes.
fn tag(attributes: &str) -> String {
    format!("<script type=\"text/plain\" data-samtycke=\"analytics\" {attributes}></script>\n")
}

fn start() -> String {
    format!("<script>window.order = [];</script>{TAG}")
}

fn all_kinds() -> String {
    [
        tag("data-samtycke-src=\"/one.js\""),
        inline("analytics", "two"),
        tag("data-samtycke-src=\"/three.js\" data-samtycke-type=\"module\""),
        tag("data-samtycke-src=\"/four.js\" defer"),
        "<script type=\"text/plain\" data-samtycke=\"analytics\" data-samtycke-type=\"module\">
            import '/five.js';
            order.push('six');
        </script>"
            .into(),
        inline("analytics", "seven"),
    ]
    .concat()
}

pub fn nothing_runs_or_is_fetched_before_a_yes(browser: Browser) {
    let visit = Visit::new(browser);
    serve(&visit, &["one", "three", "four", "five"]);
    visit.go_to_page(&page(&start(), &all_kinds()));
    visit.banner();
    visit.nobody_called();
    visit.refuse();
    visit.settle();
    assert_eq!(visit.eval("order"), json!([]));
    let calls = visit.site.first_party_calls();
    let fetched = |name: &str| calls.iter().any(|call| call.path.starts_with(name));
    for path in ["/one", "/three", "/four", "/five"] {
        assert!(!fetched(path), "{path} was fetched");
    }
    assert!(fetched("/page"));
}

pub fn they_run_in_document_order(browser: Browser) {
    let visit = Visit::new(browser);
    serve(&visit, &["one", "three", "four", "five"]);
    visit.go_to_page(&page(&start(), &all_kinds()));
    visit.accept();
    in_order(&visit);
    visit.go_to_page(&page(&start(), &all_kinds()));
    in_order(&visit);
    visit.settle();
    assert_eq!(visit.eval("order.length"), 7);
}

#[track_caller]
fn in_order(visit: &Visit) {
    visit.wait("order.length >= 7");
    // A module that stands in the page has no `load` event that others could wait for.
    let modules = "['five', 'six'].includes(one)";
    let rest = visit.eval(&format!("order.filter(one => !{modules})"));
    assert_eq!(rest, json!(["one", "two", "three", "four", "seven"]));
    assert_eq!(visit.eval(&format!("order.filter(one => {modules})")), json!(["five", "six"]));
}

pub fn a_module_of_a_service_holds_nobody_up(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| {
        let scripts = config["services"][2]["scripts"].as_array_mut();
        let module = json!({"type": "module", "inline": "order.push('module');"});
        scripts.expect("a list").insert(0, module);
    });
    visit.go_to_page(&page(&start(), ""));
    visit.accept();
    visit.wait("order.length === 1");
    visit.expect_call(Google, "/g/collect");
}

pub fn a_single_service_has_a_gate_too(browser: Browser) {
    let visit = Visit::new(browser);
    let tags = [
        inline("zendesk", "chat"),
        inline("functional", "functional"),
        inline("pardot_go", "go"),
        inline("nobody", "nobody"),
        inline("marketing", "marketing"),
    ];
    visit.go_to_page(&page(&start(), &tags.concat()));
    visit.ready();
    visit.run("samtycke.accept('zendesk')");
    visit.wait("order.length > 0");
    assert_eq!(visit.eval("order"), json!(["chat"]));
    visit.run("samtycke.set({marketing: true, pardot_go: false})");
    visit.settle();
    assert_eq!(visit.eval("order"), json!(["chat", "marketing"]));
    assert_eq!(visit.eval("said.filter(line => line.includes('nobody')).length"), 1);
}

/// A script that records what its own element says.
const RECORDS: &str = "{
    const it = document.currentScript;
    window.ran = [it.className, it.dataset.own, it.crossOrigin, it.referrerPolicy, it.integrity,
        it.hasAttribute('async'), it.type];
    order.push('four');
    }";

fn digest(script: &str) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(script)))
}

pub fn attributes_are_kept(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.replace("/four.js", "text/javascript", 200, RECORDS);
    let attributes = format!(
        "data-samtycke-src=\"/four.js\" id=\"four\" class=\"a b\" data-own=\"kept\" async
        crossorigin=\"anonymous\" referrerpolicy=\"no-referrer\" integrity=\"{}\"",
        digest(RECORDS)
    );
    visit.go_to_page(&page(&start(), &tag(&attributes)));
    visit.accept();
    visit.wait("order.length > 0");
    let kept = json!(["a b", "kept", "anonymous", "no-referrer", digest(RECORDS), true, ""]);
    assert_eq!(visit.eval("ran"), kept);
}

pub fn one_that_fails_is_told_and_the_next_goes_on(browser: Browser) {
    let visit = Visit::new(browser);
    serve(&visit, &["four"]);
    let tags = [
        tag("data-samtycke-src=\"/none.js\""),
        inline("analytics", "two"),
        tag(&format!(
            "data-samtycke-src=\"/four.js?other\" integrity=\"{}\"",
            digest("another script")
        )),
        inline("analytics", "five"),
    ];
    visit.go_to_page(&page(&start(), &tags.concat()));
    visit.accept();
    visit.wait("order.length >= 2");
    assert_eq!(visit.eval("order"), json!(["two", "five"]));
    let problems = visit.eval("heard.filter(one => one[0] === 'error').map(one => one[1].message)");
    let problems = problems.as_array().cloned().unwrap_or_default();
    assert_eq!(problems.len(), 2, "{problems:?}");
    for (problem, path) in problems.iter().zip(["/none.js", "/four.js"]) {
        assert!(problem.as_str().unwrap_or_default().contains(path), "{problem}");
    }
}

pub fn a_tag_that_comes_later_counts(browser: Browser) {
    let add = |name: &str| {
        format!(
            "const tag = document.createElement('script');
            tag.type = 'text/plain';
            tag.dataset.samtycke = 'analytics';
            // Where the page uses nonces, a gated tag needs its own.
            tag.nonce = document.querySelector('script[nonce]')?.nonce ?? '';
            tag.append(\"order.push('{name}');\");
            document.body.append(tag);"
        )
    };
    let visit = Visit::new(browser);
    visit.go_to_page(&page(&start(), &inline("analytics", "first")));
    visit.banner();
    visit.run(&add("before a yes"));
    visit.settle();
    assert_eq!(visit.eval("order"), json!([]));
    visit.accept();
    visit.wait("order.length >= 2");
    visit.run(&add("after it"));
    visit.wait("order.length >= 3");
    assert_eq!(visit.eval("order"), json!(["first", "before a yes", "after it"]));
}

pub fn an_async_one_holds_nobody_up(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.hang(Google);
    let tags = [
        tag(&format!("data-samtycke-src=\"{}\" async", visit.third("/slow.js"))),
        inline("analytics", "next"),
    ];
    visit.go_to_page(&page(&start(), &tags.concat()));
    visit.accept();
    visit.expect_call(Google, "/slow.js");
    visit.wait("order.length > 0");
}

pub fn the_nonce_goes_to_every_script(browser: Browser) {
    let policy = "<meta http-equiv=\"Content-Security-Policy\"
        content=\"script-src 'nonce-of-the-page' 'wasm-unsafe-eval'\">";
    let visit = Visit::new(browser);
    let config = visit.site.config();
    let nonce = |text: String| text.replace("<script", "<script nonce=\"of-the-page\"");
    let head = nonce(format!(
        "<script>window.order = []; window.samtyckeConfig = {config};</script>{CONFIGURED}"
    ));
    let signed = nonce(inline("analytics", "gated"));
    let injected = inline("analytics", "injected");
    visit.go_to_page(&page(&format!("{policy}{head}"), &format!("{injected}{signed}")));
    visit.accept();
    visit.wait("order.length > 0");
    assert_eq!(visit.eval("order"), json!(["gated"]));
    // A tag without the page's nonce may be injected markup.
    assert_eq!(visit.eval("heard.filter(([name, problem]) => problem.code === 'nonce').length"), 1);
    visit.expect_call(Google, "/g/collect");
    visit.expect_call(Pardot, "account_id=1041001");
    visit.expect_call(PardotGo, "account_id=1041002");
}
