//! What happens on ordinary sites: tabs, history, odd places of the tag, other languages and
//! encodings.

use samtycke_e2e::Vendor::{Google, Pardot, PardotGo, Zendesk};
use samtycke_e2e::{
    ALT, Browser, CONFIGURED, DEVELOPMENT, ESCAPE, ROOT, SHIFT, Setup, TAG, Visit, page,
};
use serde_json::{Value, json};

pub fn a_choice_in_one_tab_counts_in_the_other(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.banner();
    let first = visit.window();
    visit.new_tab();
    visit.go("/help");
    visit.accept();
    visit.expect_call(Google, "/g/collect");
    visit.switch_to(&first);
    visit.no_banner();
    assert_eq!(visit.eval("samtycke.has('analytics')"), true);
    visit.wait("document.getElementById('measured').textContent === 'page measured'");
}

/// In a page of frames the banner lies above them.
pub fn a_page_of_frames_asks(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.replace("/one", "text/html; charset=utf-8", 200, "<p>one</p>");
    let frames = "<frameset cols=\"50%,50%\"><frame src=\"/one\"><frame src=\"/one\"></frameset>";
    visit.go_to_page(&format!(
        "<!doctype html><html lang=\"en\"><head><title>A page</title>{TAG}</head>{frames}</html>"
    ));
    assert!(visit.banner_button("Reject all").is_hit());
    visit.refuse();
    assert_eq!(visit.choice().how, "none");
}

pub fn a_choice_in_one_window_counts_in_the_one_beside_it(browser: Browser) {
    let watch = "<script>document.addEventListener('visibilitychange', () => window.wasHidden = true)</script>";
    let visit = Visit::new(browser);
    visit.go_to_page(&page(&format!("{watch}{TAG}"), ""));
    visit.banner();
    let first = visit.window();
    visit.new_window();
    visit.go("/help");
    visit.accept();
    let second = visit.window();
    visit.switch_to(&first);
    visit.no_banner();
    assert_eq!(visit.eval("samtycke.has('analytics')"), true);
    assert_eq!(visit.eval("window.wasHidden"), Value::Null);
    // By now the page hears of it at once, and not only when it looks by itself.
    visit.wait("performance.now() > 3500");
    visit.switch_to(&second);
    visit.run("samtycke.reject()");
    visit.switch_to(&first);
    visit.wait("!samtycke.has('analytics')");
}

pub fn a_page_in_history_learns_of_a_choice(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.banner();
    visit.find("nav a[href=\"/help\"]").click();
    visit.wait("location.pathname === '/help'");
    visit.accept();
    visit.expect_fetched(&[Google, Pardot, PardotGo, Zendesk]);
    // From the back-forward cache or anew: the visitor sees the same.
    visit.back();
    visit.wait("location.pathname === '/'");
    visit.no_banner();
    visit.ready();
    visit.wait("document.getElementById('measured').textContent === 'page measured'");
    assert!(!visit.has_banner());
}

/// A page that the browser has kept whole and shows again follows what was decided on the next one meanwhile.
pub fn a_restored_page_follows_a_decision(browser: Browser) {
    let visit = Visit::with(browser, Setup { keeps_history: true, ..Setup::PLAIN });
    visit.without_scripts();
    visit.site.edit_config(|config| config["ui"] = json!({"reload": false}));
    let watch = "<script>
        window.ran = 0;
        addEventListener('pageshow', (event) => window.isRestored = event.persisted);
        </script>";
    let gated = format!(
        "<script type=\"text/plain\" data-samtycke=\"analytics\">ran++</script>
        <img alt=\"\" id=\"image\" data-samtycke=\"analytics\" data-samtycke-src=\"{}\">",
        visit.third("/image.png")
    );
    visit.site.replace_kept("/kept", page(&format!("{watch}{TAG}"), &gated));
    visit.site.replace_kept("/next", page(TAG, ""));
    visit.go("/kept");
    visit.banner();
    // Firefox keeps no page that still fetches something; the settings come once a page has nothing to do.
    for part in ["samtycke.settings.js", "samtycke.en.json"] {
        let came = format!("one.name.includes('{part}') && one.responseEnd > 0");
        visit.wait(&format!("performance.getEntriesByType('resource').some((one) => {came})"));
    }
    for (decision, granted) in
        [("samtycke.reject()", false), ("samtycke.accept()", true), ("samtycke.withdraw()", false)]
    {
        visit.go("/next");
        visit.ready();
        visit.run(decision);
        visit.back();
        visit.wait("location.pathname === '/kept'");
        assert_eq!(visit.eval("window.isRestored"), true, "{decision}: it was not restored");
        visit.wait(&format!("samtycke.has('analytics') === {granted}"));
        visit.wait(&format!("image.hasAttribute('src') === {granted}"));
        assert!(!visit.has_banner(), "{decision}");
        let heard = visit.eval("heard.findLast(([name]) => name === 'change')[1].granted");
        let is_heard = heard.as_array().is_some_and(|all| all.contains(&json!("analytics")));
        assert_eq!(is_heard, granted, "{decision}: {heard}");
    }
    assert_eq!(visit.eval("ran"), 1);
}

/// A page that the browser may have kept whole does not run on when its visitor comes back after a withdrawal.
pub fn a_kept_page_ends_with_a_withdrawal(browser: Browser) {
    let visit = Visit::with(browser, Setup { keeps_history: true, ..Setup::PLAIN });
    visit.without_scripts();
    let third = visit.third("/tick");
    let gated = format!(
        "<script type=\"text/plain\" data-samtycke=\"analytics\">
        const tick = () => navigator.sendBeacon('{third}');
        document.addEventListener('resume', tick);
        setInterval(tick, 100);
        window.ran = 1;
        </script>"
    );
    visit.site.replace_kept("/kept", page(TAG, &gated));
    visit.site.replace_kept("/next", page(TAG, ""));
    visit.go("/kept");
    visit.accept();
    visit.wait("window.ran");
    visit.settle();
    visit.go("/next");
    visit.ready();
    visit.run("samtycke.withdraw()");
    visit.wait("!samtycke.has('analytics')");
    visit.settle();
    visit.site.clear_calls();
    visit.back();
    visit.wait("location.pathname === '/kept'");
    visit.ready();
    std::thread::sleep(std::time::Duration::from_secs(1));
    visit.nobody_called();
    assert!(!visit.has_banner());
}

pub fn a_second_start_changes_nothing(browser: Browser) {
    let visit = Visit::new(browser);
    let config = visit.site.config();
    let head = format!(
        "<script>window.samtyckeConfig = {config};</script>{CONFIGURED}
        <script>samtycke.init({{...samtyckeConfig, version: 7}}); samtycke.init(samtyckeConfig);</script>"
    );
    visit.go_to_page(&page(&head, ""));
    visit.accept();
    assert_eq!(visit.choice().version, 1);
    visit.expect_fetched(&[Google, Pardot, PardotGo, Zendesk]);
    assert_eq!(visit.eval("said.filter(line => line.includes('Samtycke')).length"), 1);
    assert_eq!(visit.eval("heard.filter(one => one[0] === 'ready').length"), 1);
}

pub fn a_second_script_tag_changes_nothing(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(&format!("{TAG}{TAG}"), TAG));
    visit.banner();
    visit.settle();
    assert_eq!(visit.all(ROOT).len(), 1);
    assert_eq!(visit.all(".samtycke-banner").len(), 1);
    visit.accept();
    visit.expect_fetched(&[Google, Pardot, PardotGo, Zendesk]);
    assert_eq!(visit.eval("heard.filter(one => one[0] === 'ready').length"), 1);
    assert_eq!(visit.eval("said.filter(line => line.startsWith('thrown')).length"), 0);
    visit.wait("heard.some(([name, problem]) => problem.code === 'twice')");
}

pub fn the_tag_works_wherever_it_stands(browser: Browser) {
    let visit = Visit::new(browser);
    let config = visit.site.config();
    let given = format!("<script>window.samtyckeConfig = {config};</script>{CONFIGURED}");
    let with = |attribute: &str| TAG.replace("<script", &format!("<script {attribute}"));
    for (head, body) in [
        (given.as_str(), ""),
        (with("async").as_str(), ""),
        (with("defer").as_str(), ""),
        ("", TAG),
        ("", given.as_str()),
    ] {
        visit.go_to_page(&page(head, body));
        visit.banner();
        let place = "document.body.previousElementSibling.localName";
        assert_eq!(visit.eval(place), ROOT, "{head} | {body}");
        assert_eq!(visit.eval("said"), json!([]), "{head} | {body}");
    }
}

pub fn the_tag_can_be_added_by_a_script(browser: Browser) {
    let visit = Visit::new(browser);
    // Long after the page has loaded.
    visit.go_to_page(&page("", ""));
    visit.run(
        "const tag = document.createElement('script');
        tag.src = '/samtycke.min.js';
        tag.dataset.config = '/samtycke.json';
        document.head.append(tag);",
    );
    visit.banner();
    visit.nobody_called();
}

pub fn a_page_that_is_written_anew_is_asked_and_answers(browser: Browser) {
    let visit = Visit::new(browser);
    let write_anew = |name: &str| {
        // With all that the page listened to, and all that it showed.
        visit.run(&format!(
            "setTimeout(() => {{
                document.open();
                document.write('<!doctype html><html lang=\"en\"><title>{name}</title><body>\
                    <h1>{name}</h1><button data-samtycke-click=\"settings\">Cookies</button></body></html>');
                document.close();
            }})"
        ));
        visit.wait(&format!("document.querySelector('h1').textContent === '{name}'"));
    };
    visit.go("/");
    visit.banner();
    // What is on its way goes with the old document.
    visit.wait("performance.getEntriesByName(location.origin + '/samtycke.en.json').length");
    visit.settle();
    write_anew("first");
    visit.banner();
    let position =
        "getComputedStyle(document.querySelector('samtycke-root .samtycke-banner')).position";
    assert_eq!(visit.eval(position), "fixed");
    visit.find("body button").click();
    visit.dialog_button("Close without saving").click();
    visit.no_dialog();
    visit.refuse();
    assert_eq!(visit.choice().how, "none");
    // Where nothing of ours stands that could come again.
    write_anew("second");
    visit.find("body button").click();
    visit.switch("Analytics").click();
    visit.dialog_button("Save choices").click();
    visit.no_dialog();
    assert_eq!(visit.choice().how, "some");
    visit.expect_fetched(&[Google]);
}

pub fn a_swedish_page_is_asked_in_swedish(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/sv");
    let banner = visit.banner();
    assert_eq!(banner.name(), "Vi använder cookies");
    for name in ["Neka alla", "Acceptera alla"] {
        visit.banner_button(name);
    }
    assert_eq!(banner.eval("it.closest('[lang]').lang"), "sv");
    visit.banner_button("Inställningar").click();
    assert_eq!(visit.dialog().name(), "Cookieinställningar");
    visit.switch("Marknadsföring");
    visit.unfold();
    visit.switch("Chatt från Zendesk");
}

pub fn a_page_in_another_encoding_works(browser: Browser) {
    let visit = Visit::new(browser);
    // Most servers name no encoding for scripts, which are then read in the page's.
    visit.site.replace("/plain.js", "text/javascript", 200, visit.own("samtycke.min.js"));
    for source in ["/samtycke.min.js", "/plain.js"] {
        let html = page(&TAG.replace("/samtycke.min.js", source), "<p>K\u{e4}ra n\u{e5}n</p>");
        let html =
            html.replace("<meta charset=\"utf-8\">", "").replace("lang=\"en\"", "lang=\"sv\"");
        let bytes: Vec<u8> = html.chars().map(|character| character as u8).collect();
        visit.site.replace("/old", "text/html; charset=windows-1252", 200, bytes);
        visit.go("/old");
        assert_eq!(visit.eval("document.characterSet"), "windows-1252");
        assert_eq!(visit.banner().name(), "Vi använder cookies", "{source}");
        visit.banner_button("Inställningar").click();
        visit.unfold();
        visit.switch("Chatt från Zendesk");
    }
}

/// The inspector of `samtycke.dev.js`; its own group looks at all of it in Chromium.
pub fn the_development_build_has_its_inspector(browser: Browser) {
    let visit = Visit::new(browser);
    let gated = format!(
        "<iframe title=\"film\" data-samtycke=\"marketing\" src=\"{}\"></iframe>",
        visit.third("/cell/a.html")
    );
    visit.go_to_page(&page(DEVELOPMENT, &gated));
    visit.banner();
    visit.inspector(".corner").click();
    visit.wait("document.activeElement.localName === 'samtycke-inspector'");
    visit.inspector_says("[data-section=findings]", "live address");
    visit.press(&[ESCAPE]);
    assert_eq!(visit.inspector(".panel").eval("it.hidden"), true);
    visit.chord(&[ALT, SHIFT, 'Y']);
    assert_eq!(visit.inspector(".panel").eval("it.hidden"), false);
    visit.refuse();
    visit.inspector_says(".status", "rejected all today");
}

/// Another tab or frame says no while this page is new, and has not begun to listen: what comes into the page then is asked about
/// in the jar, and waits.
pub fn what_comes_after_a_no_elsewhere_waits(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| config["ui"] = serde_json::json!({"reload": false}));
    visit.go_to_page(&page(TAG, ""));
    visit.refuse();
    let no = visit.choice_text().expect("a refusal");
    visit.run("samtycke.accept()");
    let tag = format!("<script>window.jar = 'samtycke={no}; Path=/'</script>{TAG}");
    visit.go_to_page(&page(&tag, ""));
    visit.wait("samtycke.has('analytics')");
    visit.site.clear_calls();
    visit.run(&format!(
        "document.cookie = jar;
        window.early = performance.now();
        document.body.insertAdjacentHTML('beforeend',
            '<iframe data-samtycke=\"analytics\" data-samtycke-src=\"{}\"></iframe>')",
        visit.third("/cell/frame.html")
    ));
    visit.wait("!samtycke.has('analytics')");
    assert!(visit.eval("early").as_f64().is_some_and(|time| time < 3000.0));
    visit.settle();
    assert_eq!(visit.count_calls("/cell/frame.html"), 0);
    assert_eq!(visit.eval("document.querySelector('iframe').hasAttribute('src')"), false);
}

/// A path of a router on which nothing of the page has changed is one that the page has been on.
pub fn a_path_without_a_change_counts(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, ""));
    visit.accept();
    visit.wait("samtycke.has('analytics')");
    visit.run(
        "history.pushState(null, '', '/shop/cart');
        document.cookie = '_ga_shop=1; Path=/shop';
        history.pushState(null, '', '/help')",
    );
    visit.run("samtycke.withdraw()");
    visit.wait("!samtycke.has('analytics')");
    assert_eq!(visit.cookies("_ga_shop").len(), 0);
}
