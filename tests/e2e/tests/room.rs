//! What lies behind the banner can be reached: its last line, and what has the focus (WCAG 2.2,
//! 2.4.11). The policy page is never covered (rule 29), and a blocked page is blocked for the keyboard
//! too.

use samtycke_e2e::{BANNER, Browser, ENTER, TAB_KEY, TAG, Visit, page};
use serde_json::{Value, json};

/// A long page that ends in links.
fn long() -> String {
    let lines: String =
        (0..60).map(|line| format!("<p>Line {line} <a href=\"#{line}\">link</a></p>")).collect();
    format!("{lines}<footer><a id=\"imprint\" href=\"/imprint\">Imprint</a></footer>")
}

/// Whether the banner lies over the whole of an element.
const IS_FREE: &str = "(() => {
    const at = it.getBoundingClientRect();
    return [at.top + 1, (at.top + at.bottom) / 2, at.bottom - 1].some(y => {
        const over = document.elementFromPoint((at.left + at.right) / 2, y);
        return over && (it.contains(over) || over.contains(it)) && !over.closest('samtycke-root');
    });
})()";

/// Goes to a long page on a telephone, with the banner at an edge.
#[track_caller]
fn go(visit: &Visit, layout: &str, position: &str) {
    visit.site.edit_config(|config| config["ui"] = json!({"layout": layout, "position": position}));
    visit.site.replace("/long", "text/html; charset=utf-8", 200, page(TAG, &long()));
    visit.go_small("/long", 375, 667);
    visit.banner();
    visit.settle();
}

pub fn the_last_line_can_be_reached(browser: Browser) {
    let visit = Visit::new(browser);
    for layout in ["box", "bar"] {
        go(&visit, layout, "bottom");
        let imprint = visit.find("#imprint");
        // The room comes with the settings part.
        visit.wait(&format!(
            "(it => {{ scrollTo(0, document.documentElement.scrollHeight); return {IS_FREE} }})(document.querySelector('#imprint'))"
        ));
        // It can be clicked where it is.
        assert!(imprint.is_hit(), "{layout}");
        // It stays there while the page grows a little.
        let before = visit.eval("scrollY").as_f64().expect("a number");
        visit.run("document.querySelector('footer').style.paddingTop = '3px'");
        visit.settle();
        let after = visit.eval("scrollY").as_f64().expect("a number");
        assert!(after > before - 1.0, "{layout}: {after} after {before}");
    }
    // The room is given back, but for that of the button that leads to the settings.
    visit.refuse();
    visit.wait(
        "document.documentElement.scrollHeight - document.querySelector('footer').getBoundingClientRect().bottom - scrollY < 80",
    );
}

/// Search engines quote the page, not what we show: they look for the attribute on `div`, `span` and `section`.
pub fn no_text_of_ours_is_quoted(browser: Browser) {
    let visit = Visit::new(browser);
    for layout in ["box", "bar", "dialog"] {
        visit.site.edit_config(|config| config["ui"] = json!({"layout": layout, "reopen": true}));
        visit.go_to_page(&page(TAG, ""));
        visit.banner();
        let texts = "(part => [...document.querySelectorAll(`samtycke-root ${part} :is(h2, p, button)`)].map(one => !!one.closest('div[data-nosnippet]')))";
        let banner = visit.eval(&format!("{texts}('.samtycke-banner')"));
        assert_eq!(banner, json!([true, true, true, true, true]), "{layout}");
        visit.refuse();
        visit.wait("document.querySelector('.samtycke-reopen')");
        assert_eq!(visit.eval(&format!("{texts}('.samtycke-reopen')")), json!([true]), "{layout}");
        visit.run("document.cookie = 'samtycke=; max-age=0; path=/'");
    }
}

/// A page of which a part scrolls, as an app does, has the room in that part, and the whole of it stays where it is.
pub fn a_part_that_scrolls_has_the_room(browser: Browser) {
    let visit = Visit::new(browser);
    for (style, scroller) in [
        (
            "html, body { height: 100%; margin: 0 } html { overflow: hidden } body { overflow: auto }",
            "body",
        ),
        (
            "html, body { height: 100%; margin: 0; overflow: hidden } main { height: 100%; overflow: auto }",
            "main",
        ),
        (
            "body { height: 100vh; margin: 0; overflow: hidden; display: flex; flex-direction: column } main { overflow: auto }",
            "main",
        ),
    ] {
        let html =
            page(&format!("<style>{style}</style>{TAG}"), &format!("<main>{}</main>", long()));
        for path in ["/long", "/cookies"] {
            visit.site.replace(path, "text/html; charset=utf-8", 200, html.clone());
            visit.go_small(path, 375, 667);
            visit.banner();
            visit.wait(&format!(
                "(it => {{ document.querySelector('{scroller}').scrollTop = 1e6; return {IS_FREE} }})(document.querySelector('#imprint'))"
            ));
            assert!(visit.find("#imprint").is_hit(), "{style} {path}");
            visit.run("document.querySelector('#imprint').scrollIntoView({ block: 'start' })");
            assert_eq!(
                visit.eval("[scrollY, document.documentElement.scrollTop]"),
                json!([0, 0]),
                "{style}"
            );
        }
    }
}

/// Where `html` and `body` are as high as the window, what is in them grows and shrinks without them.
pub fn the_room_follows_what_is_in_a_page_as_high_as_the_window(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| config["ui"] = json!({"layout": "bar"}));
    let style = "<style>html, body { height: 100%; margin: 0 } main { display: inline }</style>";
    let body = "<main><div id=\"route\"><div style=\"height:6000px\"></div></div></main>";
    visit.go_to_page(&page(&format!("{style}{TAG}"), body));
    visit.banner();
    let height = "document.documentElement.scrollHeight";
    let below = format!(
        "{height} - scrollY - document.querySelector('#route').getBoundingClientRect().bottom"
    );
    let show = |pixels: u32| {
        visit.run(&format!(
            "document.querySelector('#route').innerHTML = '<div style=\"height:{pixels}px\"></div>'"
        ));
    };
    // Under the banner, and then under the button.
    for room in [60, 20] {
        show(6000);
        visit.wait(&format!("{below} > {room}"));
        show(9000);
        visit.wait(&format!("{height} > 9000 && {below} > {room}"));
        show(300);
        visit.wait(&format!("{height} < 1500"));
        if room == 60 {
            visit.refuse();
        }
    }
}

pub fn the_focus_is_not_hidden_by_the_banner(browser: Browser) {
    let visit = Visit::new(browser);
    for position in ["bottom", "top"] {
        go(&visit, "bar", position);
        visit.run("document.querySelector('a').focus(); scrollTo(0, 0)");
        for step in 0..60 {
            visit.press(&[TAB_KEY]);
            let focused = visit.focused();
            // What lies at the very start of a page cannot be scrolled out from under a banner at the top.
            let is_out =
                "!!it.closest('samtycke-root') || it.getBoundingClientRect().bottom + scrollY
                < document.querySelector('.samtycke-banner[data-position=top]')?.getBoundingClientRect().bottom";
            if focused.eval(is_out) == true {
                continue;
            }
            assert_eq!(focused.eval(IS_FREE), true, "{position}: link {step} is hidden");
        }
    }
}

/// No cover on the policy page, and every line of it can be read (rule 29).
pub fn the_policy_page_is_never_covered(browser: Browser) {
    for cover in covers() {
        policy_page_under(browser, &cover);
    }
}

/// The two ways to have the page wait.
fn covers() -> [Value; 2] {
    [json!({"block": true}), json!({"layout": "dialog"})]
}

fn policy_page_under(browser: Browser, cover: &Value) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| {
        config["ui"] = cover.clone();
        config["controller"]["policyUrl"] = "/policy".into();
    });
    visit.site.replace("/policy", "text/html; charset=utf-8", 200, page(TAG, &long()));
    visit.go_small("/policy?from=banner", 375, 667);
    visit.banner();
    visit.settle();
    assert_eq!(visit.eval("document.querySelectorAll('dialog:modal, [inert]').length"), 0);
    visit.run("scrollTo(0, document.documentElement.scrollHeight)");
    assert_eq!(visit.find("#imprint").eval(IS_FREE), true);
    assert_eq!(visit.find("h1").eval("it.scrollIntoView(), it.checkVisibility()"), true);
}

/// A page that is blocked until the answer is blocked for the mouse, the keyboard and the accessibility
/// tree; what is in the banner is not.
pub fn a_cover_holds_for_the_keyboard_too(browser: Browser) {
    for cover in covers() {
        keyboard_under(browser, &cover);
    }
}

fn keyboard_under(browser: Browser, cover: &Value) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| config["ui"] = cover.clone());
    visit.go_to_page(&page(TAG, "<button id=\"own\" onclick=\"window.pressed = 1\">Own</button>"));
    let banner = visit.banner();
    assert_eq!(banner.eval("it.matches('dialog:modal')"), true);
    // No answer looks chosen.
    assert_eq!(banner.eval("document.activeElement == it"), true);
    let text = "document.getElementById(it.getAttribute('aria-describedby')).localName";
    assert_eq!(banner.eval(text), "p");
    // The settings part keeps the focus within.
    visit.wait("performance.getEntriesByType('resource').some(({name}) => name.includes('samtycke.settings'))");
    visit.settle();
    for _ in 0..9 {
        visit.press(&[TAB_KEY]);
        assert_eq!(visit.eval("!!document.activeElement.closest('samtycke-root')"), true);
    }
    visit.run("document.activeElement.blur(); document.querySelector('#own').focus()");
    visit.press(&[ENTER]);
    assert_eq!(visit.eval("window.pressed"), Value::Null);
    // Escape is no answer, and takes no cover away.
    visit.press(&[samtycke_e2e::ESCAPE]);
    visit.press(&[samtycke_e2e::ESCAPE]);
    visit.settle();
    assert_eq!(visit.find(BANNER).eval("it.matches('dialog:modal')"), true);
    assert_eq!(visit.choice_text(), None);
    visit.banner_button("Settings").click();
    visit.dialog_button("Close without saving").click();
    visit.no_dialog();
    visit.refuse();
    visit.find("#own").click();
    assert_eq!(visit.eval("window.pressed"), 1);
}

/// The policy can be read without an answer, and what the page excepts, but not the same path of another site, nor another page of the path.
pub fn only_the_policy_is_not_held(browser: Browser) {
    let visit = Visit::new(browser);
    let imprint = page(TAG, "").replace("<html", "<html data-samtycke-block=\"false\"");
    visit.site.replace("/imprint", "text/html; charset=utf-8", 200, imprint);
    for (policy, path, is_held) in [
        ("/help", "/help", false),
        ("/help", "/help?from=mail", false),
        ("/help?page=cookies", "/help?page=cookies", false),
        ("/help?page=cookies", "/help", true),
        ("https://policies.example/help", "/help", true),
        ("/cookies", "/imprint", false),
    ] {
        visit.site.edit_config(|config| {
            config["ui"] = json!({"block": true});
            config["controller"]["policyUrl"] = json!(policy);
        });
        visit.go(path);
        visit.banner();
        let is_modal = visit.eval("!!document.querySelector('samtycke-root dialog:modal')");
        assert_eq!(is_modal, is_held, "{policy} at {path}");
    }
}

/// What the settings button and the line about a signal lie on can be scrolled free too, also of a page that fits the window, and
/// of one whose main part scrolls by itself.
pub fn what_the_button_lies_on_can_be_reached(browser: Browser) {
    let visit = Visit::new(browser);
    let foot = "<footer style=\"margin-top:auto\"><a id=\"imprint\" href=\"/imprint\">Imprint</a></footer>";
    let fits = format!(
        "<style>body{{margin:0;min-height:100vh;display:flex;flex-direction:column}}</style>{foot}"
    );
    let shell = format!(
        "<style>html,body{{height:100%;margin:0}}main{{height:100%;overflow:auto}}</style><main>{}</main>",
        long()
    );
    for (name, body) in [("long", long()), ("fits", fits), ("shell", shell)] {
        visit.site.replace("/below", "text/html; charset=utf-8", 200, page(TAG, &body));
        visit.go_small("/below", 375, 667);
        if visit.has_banner() {
            visit.refuse();
        }
        visit.find(samtycke_e2e::REOPEN);
        let is_free = format!(
            "(() => {{
                for (const one of [document.documentElement, document.querySelector('main')]) one?.scrollTo(0, one.scrollHeight);
                const it = document.querySelector('#imprint');
                return {IS_FREE};
            }})()"
        );
        // A scroll bar that takes room would move the page, so the page gets no room then.
        let has_bars = "(() => {
            const box = document.createElement('div');
            box.style.cssText = 'overflow-y:scroll;width:99px;position:fixed';
            document.body.append(box);
            const has = box.clientWidth < 99;
            box.remove();
            return has;
        })()";
        if name == "long" || visit.eval(has_bars) == false {
            visit.wait(&is_free);
        }
    }
}

/// The policy is the policy by each name that servers give a page, and behind the "#" of a router; a router that leads there
/// takes the cover away, and one that leads on brings it back.
pub fn the_policy_is_known_by_its_other_names(browser: Browser) {
    let visit = Visit::new(browser);
    let html = page(TAG, &long());
    for path in ["/rules", "/rules/", "/rules.html", "/rules/index.html", "/app"] {
        visit.site.replace(path, "text/html; charset=utf-8", 200, html.clone());
    }
    let go = |policy: &str, path: &str| {
        visit.site.edit_config(|config| {
            config["ui"] = json!({"block": true});
            config["controller"]["policyUrl"] = json!(policy);
        });
        visit.go("/help");
        visit.go(path);
        visit.banner();
        visit.eval("!!document.querySelector('samtycke-root dialog:modal')")
    };
    for path in ["/rules/", "/rules.html", "/rules/index.html"] {
        assert_eq!(go("/rules", path), false, "{path}");
        assert_eq!(go(path, "/rules"), false, "{path}");
    }
    assert_eq!(go("/app#/cookies", "/app#/cookies"), false);
    assert_eq!(go("/app#/cookies", "/app#/start"), true);
    assert_eq!(go("/rules", "/app"), true);
    visit.run("history.pushState(null, '', '/rules'); document.body.append('the policy')");
    visit.wait("!document.querySelector('samtycke-root dialog')");
    visit.banner();
    visit.run("history.pushState(null, '', '/app'); document.body.append('the start')");
    visit.wait("!!document.querySelector('samtycke-root dialog:modal')");
}

/// A short policy page gets its room too, whatever a scroll bar takes: all of it can be read without an answer.
pub fn the_end_of_a_short_policy_can_be_read(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| config["controller"]["policyUrl"] = json!("/policy"));
    let foot = "<style>body{margin:0;min-height:100vh;display:flex;flex-direction:column}</style>
        <footer style=\"margin-top:auto\"><a id=\"imprint\" href=\"/imprint\">Imprint</a></footer>";
    visit.site.replace("/policy", "text/html; charset=utf-8", 200, page(TAG, foot));
    visit.go("/policy");
    visit.banner();
    let is_free = format!(
        "(() => {{
            document.documentElement.scrollTo(0, document.documentElement.scrollHeight);
            const it = document.querySelector('#imprint');
            return {IS_FREE};
        }})()"
    );
    visit.wait(&is_free);
}

/// The button that comes in another language has its room as well.
pub fn another_language_leaves_the_button_its_room(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.replace("/long", "text/html; charset=utf-8", 200, page(TAG, &long()));
    visit.go_small("/long", 375, 667);
    visit.refuse();
    let room = "document.documentElement.scrollHeight - document.querySelector('footer').getBoundingClientRect().bottom - scrollY > 30";
    visit.wait(room);
    visit.run("samtycke.setLanguage('sv')");
    visit.wait("document.querySelector('.samtycke-reopen')?.lang === 'sv'");
    visit.settle();
    visit.wait(room);
}

/// A banner that code of the page has closed leaves a way to the settings (GDPR, article 7(3)).
pub fn a_closed_banner_leaves_the_button(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, ""));
    visit.banner();
    visit.run("samtycke.close()");
    visit.find(samtycke_e2e::REOPEN);
    visit.run("samtycke.open()");
    visit.banner();
    visit.wait("!document.querySelector('.samtycke-reopen')");
}

/// Code of a page that closes all popovers leaves the way back.
pub fn a_page_that_closes_popovers_leaves_the_button(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, ""));
    visit.accept();
    let button = "document.querySelector('samtycke-root .samtycke-reopen')";
    visit.wait(button);
    visit.run("document.querySelectorAll('[popover]').forEach(one => one.hidePopover?.())");
    visit.settle();
    assert_eq!(visit.eval(&format!("{button}.checkVisibility?.() ?? true")), true);
    visit.run(&format!("{button}.querySelector('button').click()"));
    visit.dialog();
}
