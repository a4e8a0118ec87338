//! What happens on ordinary sites: tabs, history, odd places of the tag, other languages and
//! encodings, keyboards and small screens.

use samtycke_e2e::Vendor::{Google, Pardot, PardotGo, Zendesk};
use samtycke_e2e::{Browser, CONFIGURED, ENTER, SHIFT, SPACE, TAB_KEY, TAG, Visit, page};
use serde_json::{Value, json};

pub fn a_choice_in_one_tab_counts_in_the_other(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.banner();
    let first = visit.window();
    visit.new_tab();
    visit.go("/help");
    visit.accept();
    visit.expect_fetched(&[Google, Pardot, PardotGo, Zendesk]);
    visit.switch_to(&first);
    visit.no_banner();
    assert_eq!(visit.eval("samtycke.has('analytics')"), true);
    visit.wait("document.getElementById('measured').textContent === 'page measured'");
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
    visit.switch_to(&first);
    visit.no_banner();
    assert_eq!(visit.eval("samtycke.has('analytics')"), true);
    assert_eq!(visit.eval("window.wasHidden"), Value::Null);
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
    assert_eq!(visit.all("#samtycke").len(), 1);
    assert_eq!(visit.all(".samtycke-banner").len(), 1);
    visit.accept();
    visit.expect_fetched(&[Google, Pardot, PardotGo, Zendesk]);
    assert_eq!(visit.eval("heard.filter(one => one[0] === 'ready').length"), 1);
    assert_eq!(visit.eval("said.filter(line => line.startsWith('thrown')).length"), 0);
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
        assert_eq!(visit.eval("document.body.firstElementChild.id"), "samtycke", "{head} | {body}");
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
    let script = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../pkg/samtycke.min.js"));
    visit.site.replace("/plain.js", "text/javascript", 200, script.unwrap_or_default());
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

pub fn the_keyboard_refuses(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.banner();
    visit.press(&[TAB_KEY]);
    assert_eq!(visit.focused().eval("Boolean(it.closest('.samtycke-box'))"), true);
    tab_to(&visit, "Reject all", 3);
    visit.press(&[ENTER]);
    visit.no_banner();
    assert_eq!(visit.choice().how, "none");
}

pub fn the_keyboard_chooses(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.banner();
    tab_to(&visit, "Settings", 6);
    visit.press(&[ENTER]);
    visit.dialog();
    // The policy's link, the four categories with their folds, and what may be scrolled.
    tab_to(&visit, "Analytics", 12);
    visit.press(&[SPACE]);
    assert!(visit.switch("Analytics").is_on());
    visit.press(&[TAB_KEY, ENTER]);
    tab_to(&visit, "Google Analytics 4", 3);
    visit.press(&[SPACE]);
    assert!(!visit.switch("Google Analytics 4").is_on());
    visit.press(&[SPACE]);
    tab_to(&visit, "Save choices", 30);
    visit.press(&[ENTER]);
    visit.no_dialog();
    assert_eq!(visit.choice().granted, "analytics");
    assert_eq!(visit.choice().services, "");
}

pub fn the_keyboard_does_not_leave_the_settings(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.banner_button("Settings").click();
    visit.dialog();
    for keys in [[TAB_KEY].as_slice(), &[SHIFT, TAB_KEY]] {
        for _ in 0..12 {
            visit.chord(keys);
            // The browser's own controls stand between the last and the first: then it is the body.
            let inside = "it === document.body || Boolean(it.closest('dialog'))";
            assert_eq!(visit.focused().eval(inside), true);
        }
    }
}

pub fn the_focus_is_never_hidden(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.banner_button("Settings").click();
    visit.dialog();
    visit
        .run("for (const fold of document.querySelectorAll('#samtycke details')) fold.open = true");
    // WCAG 2.2, 2.4.11: there and back again.
    let mut met = 0;
    for keys in [[TAB_KEY].as_slice(), &[SHIFT, TAB_KEY]] {
        for _ in 0..25 {
            visit.chord(keys);
            let focused = visit.focused();
            if focused.eval("it === document.body") == true {
                continue;
            }
            met += 1;
            let seen = "(() => {
                const {left, right, top, bottom} = it.getBoundingClientRect();
                const x = (left + right) / 2;
                return [top + 2, (top + bottom) / 2, bottom - 2].some(y => {
                    const over = document.elementFromPoint(x, y);
                    return over && (it.contains(over) || over.contains(it));
                });
            })()";
            assert_eq!(focused.eval(seen), true, "{} is hidden", focused.name());
        }
    }
    assert!(met > 30, "{met}");
}

/// Goes forward until what has the focus has this name.
#[track_caller]
fn tab_to(visit: &Visit, name: &str, most: usize) {
    let mut seen = Vec::new();
    for _ in 0..most {
        visit.press(&[TAB_KEY]);
        let focused = visit.focused().name();
        if focused == name {
            return;
        }
        seen.push(focused);
    }
    panic!("{name} was not among {seen:?}");
}

pub fn a_small_screen_is_wide_enough(browser: Browser) {
    let visit = Visit::new(browser);
    // Windows cannot be that small; a frame can, and is a screen to what stands in it.
    let frame = "<iframe id=\"small\" src=\"/help\" width=\"320\" height=\"640\" frameborder=\"0\"></iframe>";
    visit.go_to_page(&page("", frame));
    visit.wait("small.contentDocument.querySelector('.samtycke-box')");
    fits(&visit, ".samtycke-box");
    visit.run("small.contentWindow.samtycke.settings()");
    visit.run("for (const fold of small.contentDocument.querySelectorAll('#samtycke details')) fold.open = true");
    fits(&visit, "dialog");
}

#[track_caller]
fn fits(visit: &Visit, selector: &str) {
    let sizes = visit.eval(&format!(
        "(() => {{
            const box = small.contentDocument.querySelector('#samtycke {selector}');
            const at = box.getBoundingClientRect();
            const wide = [...box.querySelectorAll('button, p, h2, h3, label, a')]
                .filter(one => !one.closest('.samtycke-scroll'))
                .filter(one => one.getBoundingClientRect().right > at.right)
                .map(one => one.outerHTML);
            return {{
                left: at.left, right: at.right, bottom: at.bottom, top: at.top,
                scrolls: box.scrollWidth - box.clientWidth, wide,
            }};
        }})()"
    ));
    let number = |name: &str| sizes[name].as_f64().unwrap_or(f64::NAN);
    assert!(number("left") >= 0.0 && number("right") <= 320.0, "{sizes}");
    assert!(number("top") >= 0.0 && number("bottom") <= 640.0, "{sizes}");
    assert_eq!((number("scrolls"), &sizes["wide"]), (0.0, &json!([])), "{selector}");
}
