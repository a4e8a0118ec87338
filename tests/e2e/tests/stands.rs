//! A no stands: whatever is stale, kept, broken or cannot be written.

use samtycke_e2e::{Browser, TAG, Visit, page};
use serde_json::{Value, json};

const RUNS: &str =
    "<script type=\"text/plain\" data-samtycke=\"analytics\">window.runs = 1</script>";

/// A button that opens the settings, and one that says no.
const WAYS: &str = "<button id=\"way\" data-samtycke-click=\"settings\">Cookies</button>
    <button id=\"no\" data-samtycke-click=\"reject\">No</button>";

/// Says yes to all on a page of its own, and goes on with another declaration.
#[track_caller]
fn after_a_yes(browser: Browser, change: impl Fn(&mut Value)) -> Visit {
    let visit = Visit::with_gated_markup(browser);
    visit.go_to_page(&page(TAG, WAYS));
    visit.accept();
    visit.site.edit_config(|config| change(config));
    visit
}

/// A cookie that does not fit the page cannot be written; an older yes that lies there is deleted then.
pub fn a_no_that_cannot_be_written_deletes_an_older_yes(browser: Browser) {
    for cookie in [json!({"domain": "example.org"}), json!({"path": "/elsewhere"})] {
        let visit = after_a_yes(browser, |config| config["cookie"] = cookie.clone());
        visit.go_to_page(&page(TAG, &format!("{WAYS}{RUNS}")));
        visit.wait("window.runs === 1");
        visit.reloading(|| visit.run("setTimeout(() => samtycke.withdraw())"));
        visit.wait("window.samtycke?.consent().version");
        assert_eq!(
            visit.eval("[samtycke.has('analytics'), window.runs ?? null]"),
            json!([false, null])
        );
        assert_eq!(visit.choice_text(), None);
    }
}

/// A withdrawal elsewhere has kept the page, since something was typed; the visitor's own no ends what runs.
pub fn a_page_that_was_kept_ends_with_the_next_no(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    visit.go_to_page(&page(TAG, &format!("{WAYS}{RUNS}<textarea id=\"text\"></textarea>")));
    visit.accept();
    visit.wait("window.runs === 1");
    visit.run(
        "text.dispatchEvent(new InputEvent('beforeinput', {bubbles: true})); text.value = 'Dear'",
    );
    let first = visit.window();
    visit.new_tab();
    visit.go("/help");
    visit.ready();
    visit.run("samtycke.withdraw()");
    visit.switch_to(&first);
    visit.wait("!samtycke.has('analytics')");
    visit.settle();
    assert_eq!(visit.eval("window.runs"), 1);
    visit.reloading(|| visit.find("#no").click());
    visit.ready();
    assert_eq!(visit.eval("window.runs ?? null"), Value::Null);
}

/// For a moment a page has not heard of the window beside it. A yes in its banner is one to what it asks about.
pub fn a_stale_banner_grants_nothing_else(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    visit.go_to_page(&page(TAG, ""));
    visit.banner();
    visit.run("samtycke.reject('analytics', 'functional')");
    visit.wait("document.cookie.includes('samtycke=')");
    let first = visit.window();
    visit.new_tab();
    visit.go_to_page(&page(TAG, ""));
    visit.banner();
    let second = visit.window();
    visit.switch_to(&first);
    visit.refuse();
    visit.switch_to(&second);
    // Where the tab has heard of it, there is no banner left to be stale.
    visit.run("document.querySelector('samtycke-root [data-samtycke-click=accept]')?.click()");
    visit.settle();
    assert_eq!(visit.eval("samtycke.has('analytics') || samtycke.has('functional')"), false);
}

/// Switches that nobody has moved say what holds when they are saved, not what held when they were drawn.
pub fn stale_settings_grant_nothing_again(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    visit.go_to_page(&page(TAG, WAYS));
    visit.accept();
    let first = visit.window();
    visit.new_tab();
    visit.go_to_page(&page(TAG, WAYS));
    visit.find("#way").click();
    visit.dialog();
    let second = visit.window();
    visit.switch_to(&first);
    visit.run("samtycke.withdraw()");
    visit.wait("!samtycke.has('analytics')");
    visit.switch_to(&second);
    visit.run(
        "for (const one of document.querySelectorAll('samtycke-root dialog input[name=marketing], samtycke-root dialog [data-samtycke-click=save]')) one.click()",
    );
    visit.settle();
    visit.wait("window.samtycke?.consent().version");
    assert_eq!(visit.eval("samtycke.consent().granted"), json!(["necessary"]));
}

/// A no by switches or by code stands like any other where the page breaks what a decision needs.
pub fn a_no_to_some_stands_where_something_breaks(browser: Browser) {
    let broken = "<script>crypto.getRandomValues = () => { throw new Error('no') }</script>";
    for no in ["set({analytics: false, marketing: true})", "reject(['analytics'])"] {
        let visit = after_a_yes(browser, |_| {});
        visit.go_to_page(&page(&format!("{broken}{TAG}"), WAYS));
        visit.wait("window.samtycke?.consent().version");
        visit.run(&format!("samtycke.{no}"));
        visit.settle();
        visit.go_to_page(&page(TAG, RUNS));
        visit.wait("window.samtycke?.consent().version");
        visit.settle();
        assert_eq!(
            visit.eval("[samtycke.has('analytics'), window.runs ?? null]"),
            json!([false, null]),
            "{no}"
        );
    }
}

/// Without a declaration nobody knows what our cookie is called: a no deletes whatever is a yes of ours.
pub fn a_no_without_a_declaration_finds_any_name(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    visit.site.edit_config(|config| config["cookie"] = json!({"name": "consent"}));
    visit.go_to_page(&page(TAG, WAYS));
    visit.accept();
    visit.set_cookie("other", "1.2.3.text");
    visit.go_to_page(&page(&TAG.replace("samtycke.json", "missing.json"), WAYS));
    visit.wait("heard.some(([name]) => name === 'error')");
    visit.find("#no").click();
    visit.wait("!document.cookie.includes('consent=')");
    assert_eq!(visit.eval("document.cookie.includes('other=1.2.3.text')"), true);
}

/// What code of the page has loaded after a promise of ours ends with a withdrawal, too.
pub fn what_a_promise_has_let_in_ends_with_its_page(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    let waits = "<script>samtycke.when('analytics').then(() => { window.runs = 1 })</script>";
    visit.go_to_page(&page(&format!("{TAG}{waits}"), WAYS));
    visit.accept();
    visit.wait("window.runs === 1");
    visit.reloading(|| visit.run("setTimeout(() => samtycke.withdraw())"));
    visit.ready();
    assert_eq!(visit.eval("window.runs ?? null"), Value::Null);
}

/// A place within the page, as routers have it, is still there after the load that ends what was withdrawn; a listener
/// that stops navigations does not stop that one.
pub fn the_place_within_the_page_stays(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    let stops = "window.navigation?.addEventListener('navigate', event => event.preventDefault())";
    for router in ["", stops] {
        visit.go_to_page(&page(TAG, RUNS));
        visit.run("samtycke.accept()");
        visit.wait("window.runs === 1");
        visit.run(&format!("history.replaceState(null, '', '#/cart/2'); {router}"));
        visit.reloading(|| visit.run("setTimeout(() => samtycke.withdraw())"));
        visit.ready();
        assert_eq!(
            visit.eval("[location.hash, location.search, window.runs ?? null]"),
            json!(["#/cart/2", "", null])
        );
    }
}

/// Objects go on with what they have until they are put in anew.
pub fn an_object_ends_without_a_load(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    visit.site.edit_config(|config| config["ui"] = json!({"reload": false}));
    visit.site.replace(
        "/ticks.html",
        "text/html",
        200,
        "<script>setInterval(() => parent.postMessage('tick', '*'), 50)</script>",
    );
    for tag in ["object data-samtycke-data", "embed data-samtycke-src"] {
        let (name, attribute) = tag.split_once(' ').expect("two words");
        let body = format!(
            "<script>addEventListener('message', () => {{ window.ticks = (window.ticks ?? 0) + 1 }})</script>
            <{name} type=\"text/html\" data-samtycke=\"analytics\" {attribute}=\"/ticks.html\"></{name}>"
        );
        visit.go_to_page(&page(TAG, &body));
        visit.wait("window.samtycke?.consent().version");
        visit.site.clear_calls();
        visit.run("samtycke.accept()");
        visit.wait("window.ticks > 1");
        let asked = visit.site.first_party_calls();
        assert_eq!(asked.iter().filter(|call| call.path == "/ticks.html").count(), 1, "{name}");
        visit.run("samtycke.withdraw()");
        visit.settle();
        visit.run("window.ticks = 0");
        visit.settle();
        assert_eq!(visit.eval("window.ticks"), 0, "{name}");
    }
}
