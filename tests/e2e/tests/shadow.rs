//! Every button that means something to the library is heard, and the visitor always finds a way
//! back (rule 39).

use samtycke_e2e::{Browser, REOPEN, TAG, Visit, page};

const HOST: &str = "<div id=\"host\"></div><script>
    host.attachShadow({mode: 'open'}).innerHTML = '<section><button data-samtycke-click=\"settings\"><b>Cookies</b></button></section>';
    window.press = (selector) => host.shadowRoot.querySelector(selector).click();
    </script>";

pub fn a_button_in_a_shadow_root_is_heard(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, HOST));
    visit.banner();
    visit.run("press('b')");
    visit.dialog_button("Reject all").click();
    visit.no_dialog();
    assert_eq!(visit.choice().how, "none");
    for (meaning, how) in [("accept", "all"), ("reject", "none")] {
        let change = format!(
            "const button = host.shadowRoot.querySelector('button');
            button.dataset.samtyckeClick = '{meaning}'; button.click();"
        );
        if meaning == "reject" {
            visit.reloading(|| visit.run(&format!("setTimeout(() => {{ {change} }})")));
        } else {
            visit.run(&change);
        }
        assert_eq!(visit.choice().how, how);
        visit.ready();
    }
}

/// A link that needs neither attribute nor script.
pub fn a_plain_link_opens_the_settings(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, "<a id=\"link\" href=\"#samtycke-settings\"><i>Cookies</i></a>"));
    visit.refuse();
    visit.find("#link i").click();
    visit.dialog_button("Close without saving").click();
    visit.no_dialog();
    assert_eq!(visit.all(REOPEN).len(), 0);
}

/// Routers, and a `<base>`, put a path before what an author wrote; a link with a host leads away, and is no way back.
pub fn a_link_with_a_path_opens_the_settings_too(browser: Browser) {
    let visit = Visit::new(browser);
    let away =
        "<a id=\"away\" href=\"//127.0.0.9:9/#samtycke-settings\" target=\"_blank\">Theirs</a>";
    let here = "<a id=\"link\" href=\"/shop/#samtycke-settings\">Cookies</a>";
    visit.go_to_page(&page(TAG, away));
    visit.refuse();
    visit.find(REOPEN);
    visit.run("addEventListener('click', event => { window.isOurs = event.defaultPrevented; event.preventDefault() })");
    visit.find("#away").click();
    assert_eq!(visit.eval("isOurs"), false);
    visit.go_to_page(&page(TAG, here));
    visit.find("#link").click();
    visit.dialog_button("Close without saving").click();
    visit.no_dialog();
    assert_eq!(visit.all(REOPEN).len(), 0);
}

/// Words that mean nothing do nothing, and are named; the library's own words work in its parts alone.
pub fn an_unknown_meaning_is_named(browser: Browser) {
    let visit = Visit::new(browser);
    let body = "<button id=\"save\" data-samtycke-click=\"save\">Save</button>
        <button id=\"typo\" data-samtycke-click=\"acept\">Accept</button>";
    visit.go_to_page(&page(TAG, body));
    visit.banner();
    for id in ["save", "typo"] {
        visit.find(&format!("#{id}")).click();
    }
    visit.wait("heard.filter(([name, problem]) => name === 'error' && problem.code === 'click').length === 2");
    assert!(visit.has_banner());
    assert_eq!(visit.choice_text(), None);
}

/// Where a page has no trigger of its own, the library shows its button; one that comes later takes its
/// place.
pub fn a_page_without_a_trigger_gets_a_button(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, "<p>No way back</p>"));
    visit.refuse();
    visit.named(REOPEN, "button", "Cookie settings");
    visit.go_to_page(&page(TAG, "<p>No way back</p>"));
    visit.named(REOPEN, "button", "Cookie settings").click();
    visit.dialog_button("Accept all").click();
    visit.no_dialog();
    assert_eq!(visit.choice().how, "all");
    visit.run("document.body.insertAdjacentHTML('beforeend', '<button data-samtycke-click=settings>Cookies</button>')");
    visit.wait(&format!("!document.querySelector('{REOPEN}')"));
    visit.run("document.querySelector('body > button').remove()");
    visit.named(REOPEN, "button", "Cookie settings");
}

/// A trigger that nobody can see is no way back.
pub fn a_hidden_trigger_is_none(browser: Browser) {
    let visit = Visit::new(browser);
    let link = "<nav style=\"display:none\"><a href=\"#samtycke-settings\">Cookies</a></nav>";
    visit.go_to_page(&page(TAG, link));
    visit.refuse();
    visit.find(REOPEN);
    visit
        .run("document.querySelector('nav').style.display = 'block'; document.body.append('more')");
    visit.wait("!document.querySelector('samtycke-root .samtycke-reopen')");
}
