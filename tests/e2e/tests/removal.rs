//! A banner that goes with the page's own content comes back until it is answered; one that a tool
//! removes stays away. Copies of our markup are removed.

use samtycke_e2e::Vendor::Google;
use samtycke_e2e::{BANNER, Browser, CONFIGURED, ROOT, Setup, TAG, Visit, page};
use serde_json::json;

/// Deletes the stored choice.
const FORGET: &str = "document.cookie = 'samtycke=; Max-Age=0; Path=/'";

/// Sweeps of pages and frameworks.
const SWEEPS: [&str; 8] = [
    "document.body.innerHTML = '<main>app</main>'",
    "document.body.replaceChildren()",
    "document.body.replaceWith(document.createElement('body'))",
    "document.body.remove(); document.documentElement.append(document.createElement('body'))",
    "document.documentElement.innerHTML = '<head><title>new</title></head><body><main>app</main></body>'",
    "document.documentElement.replaceChildren(document.head, document.createElement('body'))",
    "document.documentElement.replaceWith(document.documentElement.cloneNode(false)); document.documentElement.append(document.createElement('body'))",
    "{ const html = document.createElement('html'); html.append(document.createElement('head'), document.createElement('body')); document.replaceChildren(html) }",
];

pub fn a_sweep_of_the_page_leaves_the_banner(browser: Browser) {
    let visit = Visit::new(browser);
    for sweep in SWEEPS {
        visit.go_to_page(&page(TAG, "<p>content</p>"));
        visit.banner();
        // The driver's own script may not outlive its document.
        visit.run(&format!("setTimeout(() => {{ {sweep} }})"));
        visit.settle();
        assert_eq!(visit.all(ROOT).len(), 1, "{sweep}");
        assert_eq!(visit.all(BANNER).len(), 1, "{sweep}");
        assert_eq!(visit.banner().eval("it.checkVisibility()"), true, "{sweep}");
        assert!(visit.banner_button("Reject all").is_hit(), "{sweep}");
        visit.nobody_called();
        visit.refuse();
        assert_eq!(visit.choice().how, "none", "{sweep}");
        // Once it is answered, a sweep brings nothing back.
        visit.run("document.body.replaceChildren()");
        visit.settle();
        assert!(!visit.has_banner(), "{sweep}");
        visit.run(FORGET);
    }
}

/// A sweep of a page that waits for the answer leaves it waiting, for the keyboard too.
pub fn a_sweep_leaves_the_cover(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| config["ui"] = json!({"block": true}));
    for sweep in SWEEPS {
        visit.go_to_page(&page(TAG, "<p>content</p>"));
        visit.banner();
        visit.run(&format!("setTimeout(() => {{ {sweep} }})"));
        visit.settle();
        assert_eq!(visit.banner().eval("it.matches('dialog:modal')"), true, "{sweep}");
        visit.refuse();
        visit.run(FORGET);
    }
}

/// A framework that takes away what it does not know while the page starts is no tool.
pub fn a_removal_during_the_start_is_no_answer(browser: Browser) {
    let visit = Visit::new(browser);
    let config = visit.site.config();
    let head = format!("<script>window.samtyckeConfig = {config}</script>{CONFIGURED}");
    let remove = "<script>
        window.removed = 0;
        document.addEventListener('DOMContentLoaded', () => {
            for (const one of document.querySelectorAll('samtycke-root')) { one.remove(); removed++ }
        })</script>";
    visit.go_to_page(&page(&head, remove));
    assert_eq!(visit.eval("removed"), 1);
    visit.banner();
    visit.refuse();
    assert_eq!(visit.choice().how, "none");
}

pub fn a_banner_that_a_tool_removes_stays_away(browser: Browser) {
    let visit = Visit::new(browser);
    for takes in [
        "document.querySelector('samtycke-root').remove()",
        "document.querySelector('.samtycke-banner').remove()",
    ] {
        visit.go_to_page(&page(TAG, ""));
        visit.banner();
        visit.settle();
        visit.run(takes);
        visit.settle();
        assert!(!visit.has_banner(), "{takes}");
        visit.nobody_called();
        assert_eq!(visit.choice_text(), None, "{takes}");
        // An answer to something else does not bring it back.
        visit.run("samtycke.reject('analytics')");
        visit.settle();
        assert!(!visit.has_banner(), "{takes}");
        // The page may ask again.
        visit.run("samtycke.open()");
        visit.banner();
        // From then on it follows what is answered meanwhile.
        visit.run("samtycke.reject('functional')");
        visit
            .wait("!document.querySelector('.samtycke-banner').textContent.includes('Functional')");
        visit.refuse();
        assert_eq!(visit.choice().how, "none", "{takes}");
        visit.run(FORGET);
    }
}

/// A page that was saved, prerendered or restored with our markup in it shows one banner of this run, or
/// none.
pub fn copies_are_removed(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, "<p>content</p>"));
    visit.banner();
    visit.run("samtycke.settings()");
    visit.dialog();
    let saved = visit.eval("'<!doctype html>' + document.documentElement.outerHTML");
    let saved = saved.as_str().unwrap_or_default().to_owned();
    assert!(saved.contains("samtycke-banner") && saved.contains("samtycke-settings"));
    visit.go_to_page(&saved);
    visit.settle();
    assert_eq!((visit.all(ROOT).len(), visit.all(BANNER).len()), (1, 1));
    assert!(!visit.has_dialog());
    visit.refuse();
    visit.go_to_page(&saved);
    visit.settle();
    assert!(!visit.has_banner() && !visit.has_dialog());
    // One that comes later, as from a router's cache, goes too.
    visit.run("const copy = document.createElement('div'); copy.innerHTML = '<samtycke-root><section class=\"samtycke-banner\">old</section></samtycke-root>'; document.body.append(copy)");
    visit.settle();
    assert!(!visit.has_banner());
    assert_eq!(visit.choice().how, "none");
}

/// A page that is saved while a file of ours is on its way has no script in it that fetches the file again.
pub fn a_part_on_its_way_is_not_saved(browser: Browser) {
    let visit = Visit::with(browser, Setup { impatient: true, ..Setup::PLAIN });
    visit.site.hang(Google);
    let folder = format!("<script data-folder=\"{}\"", visit.third("/files/"));
    visit.go_to_page(&page(&TAG.replace("<script", &folder), "<p>content</p>"));
    visit.banner_button("Settings").click();
    visit.expect_call(Google, "/files/samtycke.settings.js");
    let saved = visit.eval("'<!doctype html>' + document.documentElement.outerHTML");
    let saved = saved.as_str().unwrap_or_default();
    assert!(saved.contains("samtycke-banner"));
    assert!(!saved.contains("samtycke.settings.js"), "{saved}");
    visit.site.mend(Google);
    visit.site.clear_calls();
    visit.go_to_page(&saved.replace(&folder, "<script"));
    visit.settle();
    assert_eq!((visit.all(ROOT).len(), visit.all(BANNER).len()), (1, 1));
    assert_eq!(visit.count_calls("samtycke.settings.js"), 0);
}

/// The banner is gone in the first frame after the answer, whatever the grant then runs, and the page gets
/// its turn between the scripts.
pub fn the_banner_is_gone_in_the_first_frame(browser: Browser) {
    let visit = Visit::new(browser);
    let scripts = "<script type=\"text/plain\" data-samtycke=\"analytics\">
        { const end = performance.now() + 20; while (performance.now() < end); ran++ }</script>"
        .repeat(40);
    let watch = "<script>
        window.ran = 0;
        addEventListener('click', () => {
            setTimeout(() => window.turn = ran);
            requestAnimationFrame(() => window.gone = !document.querySelector('.samtycke-banner'));
        }, true);
        </script>";
    visit.go_to_page(&page(&format!("{watch}{TAG}"), &scripts));
    visit.banner_button("Accept all").click();
    visit.wait("ran === 40 && 'gone' in window");
    assert_eq!(visit.eval("gone"), true);
    let turn = visit.eval("turn");
    assert!(turn.as_u64() < Some(5), "{turn} scripts ran before the page got its turn");
}

/// A page that sweeps again and again over a long time, as a router does, keeps its banner.
pub fn sweeps_over_a_long_time_leave_the_banner(browser: Browser) {
    let visit = Visit::new(browser);
    // Five seconds pass in ten milliseconds.
    let fast = "<script>{
        const { setTimeout } = window;
        window.setTimeout = (act, time, ...more) => setTimeout(act, time === 5000 ? 10 : time, ...more);
    }</script>";
    visit.go_to_page(&page(&format!("{fast}{TAG}"), "<main></main>"));
    visit.banner();
    visit.settle();
    for sweep in 0..15 {
        visit.run("document.querySelector('main').remove(); document.querySelector('samtycke-root').remove(); document.body.append(document.createElement('main'))");
        visit.wait("!!document.querySelector('samtycke-root .samtycke-banner')");
        visit.wait(&format!("new Promise(done => setTimeout(() => done(true), 30 + 0 * {sweep}))"));
    }
}
