//! Files that come later than the first script: of this build or refused, found wherever the
//! tag's address says, and never in the way of an answer.

use samtycke_e2e::Vendor::Google;
use samtycke_e2e::{BANNER, Browser, DIALOG, REOPEN, TAG, Visit, page};
use serde_json::{Value, json};

use crate::trouble::WORKS;

const WORDS: &str = "/samtycke.en.json";

/// A page with a way to the settings of its own.
fn html() -> String {
    page(
        TAG,
        &format!("{WORKS}<button id=\"way\" data-samtycke-click=\"settings\">Cookies</button>"),
    )
}

/// Waits for a problem with this code.
#[track_caller]
fn told(visit: &Visit, code: &str) {
    visit.wait(&format!(
        "heard.some(([name, problem]) => name === 'error' && problem.code === '{code}')"
    ));
}

/// What may come in place of a file: its type, its status and its body.
fn wrong(visit: &Visit, name: &str) -> Vec<(&'static str, u16, String)> {
    let whole = visit.own(name);
    vec![
        ("text/plain", 404, String::new()),
        ("text/html", 200, "<!doctype html><title>Not found</title>".into()),
        ("application/json", 200, "{\"error\":\"not found\"}".into()),
        ("application/json", 200, "[\"script\",{\"src\":\"/evil.js\"}]".into()),
        ("text/javascript", 200, "window.evil = 1".into()),
        // Of another build, or damaged on the way.
        ("text/javascript", 200, whole.replacen('e', "i", 1)),
        ("text/javascript", 200, whole.replacen("Save", "Safe", 1) + " "),
        ("text/javascript", 200, whole[..whole.len() / 2].into()),
        ("text/javascript", 500, whole),
    ]
}

/// The settings part or its words are not of this build: refused and named, and the banner opens in their
/// place, whose answers need nothing.
pub fn a_part_of_another_build_is_refused(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.replace("/evil.js", "text/javascript", 200, "window.evil = 1");
    for file in ["samtycke.settings.js", "samtycke.en.json"] {
        for (number, (kind, status, body)) in wrong(&visit, file).into_iter().enumerate() {
            let state = format!("{file}, case {number}");
            visit.site.replace(&format!("/{file}"), kind, status, body);
            visit.go_to_page(&html());
            visit.banner_button("Settings").click();
            told(&visit, "settings");
            assert!(!visit.has_dialog(), "{state}");
            assert!(visit.banner().text().contains("The settings cannot be shown now."), "{state}");
            visit.refuse();
            assert_eq!(visit.choice().how, "none", "{state}");
            // The way back stays: the banner again, by which a yes can be given and taken back.
            visit.find("#way").click();
            visit.accept();
            assert_eq!(visit.choice().how, "all", "{state}");
            visit.find("#way").click();
            visit.banner();
            visit.reloading(|| visit.banner_button("Reject all").click());
            assert_eq!(visit.choice().how, "none", "{state}");
            assert_eq!(visit.eval("[window.evil, window.works]"), json!([null, true]), "{state}");
            visit.run("document.cookie = 'samtycke=; Max-Age=0; Path=/'");
        }
        visit.site.replace(&format!("/{file}"), "text/javascript", 200, visit.own(file));
    }
    // Once they can be had, they open.
    visit.go_to_page(&html());
    visit.banner_button("Settings").click();
    visit.dialog_button("Reject all").click();
    assert_eq!(visit.choice().how, "none");
}

/// A file that did not come is tried again on the next press.
pub fn a_file_that_did_not_come_is_tried_again(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.replace(WORDS, "application/json", 404, "");
    visit.go_to_page(&html());
    visit.banner_button("Settings").click();
    told(&visit, "settings");
    visit.site.replace(WORDS, "application/json", 200, visit.own("samtycke.en.json"));
    visit.banner_button("Settings").click();
    visit.dialog_button("Reject all").click();
    assert_eq!(visit.choice().how, "none");
}

/// The page's policy keeps the files away: the way back does not hang on a fetch.
pub fn without_a_fetch_the_visitor_finds_a_way_back(browser: Browser) {
    let visit = Visit::new(browser);
    let config = visit.site.config();
    let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"connect-src 'none'\">";
    let tag =
        format!("<script>window.samtyckeConfig = {config}</script>{}", samtycke_e2e::CONFIGURED);
    let html = page(
        &format!("{policy}{tag}"),
        "<button id=\"way\" data-samtycke-click=\"settings\">Cookies</button>",
    );
    visit.go_to_page(&html);
    visit.accept();
    visit.find("#way").click();
    visit.banner();
    visit.reloading(|| visit.banner_button("Reject all").click());
    assert_eq!(visit.choice().how, "none");
}

/// The words of a language are words alone, and become text nodes whatever they are: here where nothing can tell that
/// they are not ours.
pub fn words_are_texts_alone(browser: Browser) {
    let visit = Visit::new(browser);
    let mut words: Value =
        serde_json::from_str(&visit.own("samtycke.en.json")).expect("words are JSON");
    let all = words.as_object_mut().expect("an object of words");
    assert!(all.len() > 10 && all.values().all(Value::is_string), "{all:?}");
    let markup = "<img src=x onerror='window.evil=1'><script>window.evil=1</script>";
    for (_, word) in all.iter_mut().filter(|(key, _)| *key != "proof") {
        *word = format!("{}{markup}", word.as_str().unwrap_or_default()).into();
    }
    // Details of a built declaration come with the words. They are no code and no gates either.
    let evil = json!([{"inline": "window.evil = 1"}]);
    words["declaration"] = json!({
        "__proto__": {"provider": "evil"},
        "services": {"0": {"scripts": evil, "category": "necessary", "policyUrl": "javascript:window.evil=1"}, "99": {"id": "new", "scripts": evil}},
        "categories": {"1": {"required": true}},
    });
    visit.site.replace("/samtycke.en.json", "application/json", 200, words.to_string());
    visit.site.run_first("Object.defineProperty(crypto, 'subtle', {value: undefined})");
    visit.go_to_page(&html());
    visit.banner_button("Settings").click();
    assert!(visit.dialog().text().contains("<img src=x"));
    assert_eq!(visit.all(&format!("{DIALOG} script, {DIALOG} img, {DIALOG} iframe")).len(), 0);
    assert_eq!(visit.all(&format!("{DIALOG} a[href^='javascript:']")).len(), 0);
    visit.run("samtycke.accept()");
    visit.settle();
    assert_eq!(visit.eval("window.evil ?? {}.provider ?? null"), Value::Null);
}

/// Ways to write the address of the tag, all of which lead to the folder of its path.
pub fn the_folder_is_that_of_the_tags_path(browser: Browser) {
    let visit = Visit::new(browser);
    for source in [
        "/samtycke.min.js?v=2026/11/25",
        "/samtycke.min.js#a/b",
        "./samtycke.min.js",
        "//HOST/samtycke.min.js?x=/y/",
        "/deep/../samtycke.min.js",
    ] {
        let host = visit.site.url("");
        let source = source.replace("HOST", host.trim_start_matches("http://"));
        visit.go_to_page(&page(&TAG.replace("/samtycke.min.js", &source), ""));
        visit.banner_button("Settings").click();
        visit.dialog_button("Close without saving").click();
        visit.no_dialog();
        assert_eq!(visit.eval("said"), json!([]), "{source}");
    }
    // A tag of another name, pasted code and another host: an option says where the parts are.
    let script = visit.own("samtycke.min.js").replace("</script", "<\\/script");
    let named =
        format!("<script data-folder=\"/\" data-config=\"/samtycke.json\">{script}</script>");
    visit.site.replace("/shop/page", "text/html; charset=utf-8", 200, page(&named, ""));
    visit.go("/shop/page");
    visit.banner_button("Settings").click();
    visit.dialog_button("Reject all").click();
    assert_eq!(visit.choice().how, "none");
}

/// A `<base>` of another origin moves nothing of ours.
pub fn a_base_of_another_origin_moves_nothing(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| {
        config["services"][2]["scripts"] = json!([{"src": "/own.js"}]);
    });
    visit.site.replace("/own.js", "text/javascript", 200, "window.own = 1");
    let base = format!("<base href=\"{}\">", visit.third("/elsewhere/"));
    for tag in [TAG.to_owned(), TAG.replace("<script", "<script defer")] {
        for head in [
            format!("{tag}{base}"),
            format!("{base}{}", tag.replace("\"/s", &format!("\"{}/s", visit.site.url("")))),
        ] {
            visit.site.clear_calls();
            visit.go_to_page(&page(&head, ""));
            visit.banner_button("Settings").click();
            visit.dialog_button("Accept all").click();
            visit.no_dialog();
            visit.wait("window.own");
            let moved = visit.site.calls().into_iter().filter(|call| {
                call.path.contains("elsewhere")
                    || call.path.contains("samtycke")
                    || call.path.contains("own.js")
            });
            assert_eq!(moved.collect::<Vec<_>>(), [], "{head}");
            visit.run("document.cookie = 'samtycke=; Max-Age=0; Path=/'");
        }
    }
}

/// A page that breaks what the library needs loads nothing third-party, and no banner is left that cannot
/// be answered.
pub fn after_a_break_nobody_is_held(browser: Browser) {
    let visit = Visit::new(browser);
    let breaks =
        "<script>Array.prototype.toJSON = function () { return '[' + this + ']' }</script>";
    visit.site.edit_config(|config| config["ui"] = json!({"block": true}));
    visit.go_to_page(&page(TAG, breaks));
    visit.settle();
    visit.run("document.querySelector('samtycke-root [data-samtycke-click=reject]')?.click()");
    visit.no_banner();
    assert_eq!(visit.eval("document.querySelectorAll('dialog:modal, [inert]').length"), 0);
    visit.nobody_called();
}

/// Nothing to ask about: no banner, ever, and the settings stay reachable.
pub fn with_nothing_to_ask_there_is_no_banner(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| {
        config["categories"] = json!([{"id": "necessary", "required": true}]);
        config["services"] = json!([config["services"][0]]);
        config["signals"] = json!({});
    });
    visit.go_to_page(&html());
    visit.settle();
    assert!(!visit.has_banner());
    assert_eq!(visit.choice_text(), None);
    assert_eq!(visit.eval("samtycke.has('necessary')"), true);
    visit.find("#way").click();
    visit.dialog_button("Close without saving").click();
    visit.no_dialog();
    visit.run("samtycke.open()");
    visit.dialog_button("Close without saving").click();
    visit.no_dialog();
    assert_eq!(visit.all(&format!("{REOPEN}, {BANNER}")).len(), 0);
}

/// What failed is not asked for again by every change of the page.
pub fn a_file_that_fails_is_left_alone_for_a_while(browser: Browser) {
    let visit = Visit::new(browser);
    let film = "<iframe title=\"Film\" width=\"400\" height=\"300\" data-samtycke=\"marketing\" data-samtycke-src=\"/works\"></iframe>
        <div data-samtycke-declaration></div>";
    let changes = "<script>window.changes = 0; setInterval(() => document.body.append(`${changes++}`), 20)</script>";
    for file in [WORDS, "/samtycke.embeds.js", "/samtycke.settings.js"] {
        let whole = visit.own(file.trim_start_matches('/'));
        let count = format!(
            "performance.getEntriesByType('resource').filter(({{name}}) => name.includes('{file}')).length"
        );
        visit.site.replace(file, "text/plain", 404, "");
        visit.go_to_page(&page(TAG, &format!("{film}{changes}")));
        visit.wait(&format!("{count} > 0"));
        visit.wait("window.changes > 75");
        // The first, and one when what was left alone for two seconds is tried again.
        assert!(visit.eval(&count).as_u64() <= Some(2), "{file}: {}", visit.eval(&count));
        visit.site.replace(file, "text/plain", 200, whole);
    }
}

/// A declaration that never comes is named.
pub fn a_declaration_that_hangs_is_named(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.hang(Google);
    let soon = "<script>
        const later = setTimeout;
        window.setTimeout = (act, after, ...more) => later(act, after === 10000 ? 50 : after, ...more);
        </script>";
    let tag = TAG.replace("/samtycke.json", &visit.third("/samtycke.json"));
    assert_ne!(tag, TAG);
    visit.go_to_page(&page(&format!("{soon}{tag}"), ""));
    told(&visit, "fetch");
    assert_eq!(visit.eval("samtycke.has('analytics')"), false);
    visit.site.mend(Google);
}

/// A gated script without a gate never runs, and is named.
pub fn a_gated_script_without_a_gate_is_named(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(
        TAG,
        "<script type=\"text/plain\" data-samtycke=\"\">window.ran = 1</script>",
    ));
    told(&visit, "gateless");
    visit.accept();
    visit.settle();
    assert_eq!(visit.eval("window.ran ?? null"), Value::Null);
}

/// The tag as a module, late, or without a declaration is named or works.
pub fn a_tag_that_is_put_in_wrongly_works_or_is_named(browser: Browser) {
    let visit = Visit::new(browser);
    let config = visit.site.config();
    visit.go_to_page(&page(&TAG.replace("<script", "<script type=\"module\""), ""));
    visit.banner();
    let late =
        format!("{}<script>window.samtyckeConfig = {config}</script>", samtycke_e2e::CONFIGURED);
    visit.go_to_page(&page(&late, ""));
    visit.banner();
    visit.go_to_page(&page(samtycke_e2e::CONFIGURED, ""));
    told(&visit, "missing");
    assert_eq!(visit.eval("samtycke.has('analytics')"), false);
    visit.site.replace("/samtycke.json", "text/html", 200, "<!doctype html>Front page");
    visit.go_to_page(&page(TAG, ""));
    told(&visit, "fetch");
    assert_eq!(visit.site.calls(), []);
}

/// Without the part that draws stand-ins what waits has none, and that is said.
pub fn without_stand_ins_the_page_works_and_is_told(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.replace("/samtycke.embeds.js", "text/plain", 404, "");
    let film = "<iframe title=\"Film\" width=\"400\" height=\"300\" data-samtycke=\"marketing\" data-samtycke-src=\"/works\"></iframe>";
    visit.go_to_page(&page(TAG, &format!("{WORKS}{film}")));
    told(&visit, "embeds");
    visit.accept();
    assert_eq!(visit.choice().how, "all");
}

/// The policy is where the declaration says, not where a `<base>` would have it.
pub fn a_base_moves_no_link(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, ""));
    let own = visit.banner().eval("it.querySelector('p a').href");
    visit.go_to_page(&page(&format!("{TAG}<base href=\"https://elsewhere.example/\">"), ""));
    assert_eq!(visit.banner().eval("it.querySelector('p a').href"), own);
}
