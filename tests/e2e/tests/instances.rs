//! Two copies of the library on a page, frames of the own site, and browsers without
//! constructed style sheets.

use samtycke_e2e::{BANNER, Browser, ROOT, TAG, Visit, page};
use serde_json::json;

use crate::trouble::{WORKS, told};

/// The second of two builds says so and keeps still.
pub fn a_second_build_keeps_still(browser: Browser) {
    let visit = Visit::new(browser);
    let second = TAG.replace("samtycke.min.js", "samtycke.min.js?other-build");
    let dev = TAG.replace("min", "dev");
    for other in [second, dev] {
        visit.go_to_page(&page(&format!("{TAG}{other}"), ""));
        visit.banner();
        visit.settle();
        visit.wait("heard.filter(([name, problem]) => name === 'error' && problem.code === 'twice').length === 1");
        assert_eq!((visit.all(ROOT).len(), visit.all(BANNER).len()), (1, 1));
        assert_eq!(visit.eval("heard.filter(([name]) => name === 'ready').length"), 1);
    }
    visit.refuse();
    assert_eq!(visit.choice().how, "none");
}

/// The module, loaded and started twice at once as React does in development.
pub fn the_module_starts_once(browser: Browser) {
    let visit = Visit::new(browser);
    let config = visit.site.config();
    let module = format!(
        "<script type=\"module\">
        import load, {{ init }} from '/pkg/samtycke.js';
        const start = () => load().then(() => init({config}));
        window.same = load() === load();
        await Promise.all([start(), start()]);
        window.started = 1;
        </script>"
    );
    visit.go_to_page(&page(&module, ""));
    visit.wait("window.started");
    assert_eq!(visit.eval("same"), true);
    assert_eq!(visit.all(BANNER).len(), 1);
    assert_eq!(visit.eval("said"), json!([]));
    visit.accept();
    assert_eq!(visit.choice().how, "all");
}

/// The top page asks, frames of the same site do not, and the answer counts in all of them.
pub fn frames_of_the_own_site_ask_nobody_twice(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.replace("/inner", "text/html; charset=utf-8", 200, page(TAG, "<p>inner</p>"));
    let frames = "<iframe id=\"one\" src=\"/inner\"></iframe><iframe src=\"/inner\"></iframe>";
    visit.go_to_page(&page(TAG, frames));
    visit.banner();
    visit.settle();
    let inner = |expression: &str| {
        visit.eval(&format!("[...document.querySelectorAll('iframe')].map(({{contentWindow: {{document, samtycke}}}}) => {expression})"))
    };
    assert_eq!(inner(&format!("document.querySelectorAll('{BANNER}').length")), json!([0, 0]));
    visit.accept();
    visit.wait("[...document.querySelectorAll('iframe')].every(one => one.contentWindow.samtycke.has('analytics'))");
    // A no there is a no here.
    visit.run("frames[0].samtycke.reject()");
    visit.wait("window.samtycke && !samtycke.has('analytics')");
    assert_eq!(visit.choice().how, "none");
}

/// A frame that has begun before the page above it stops asking once that one asks.
pub fn a_frame_that_was_first_stops_asking(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.replace("/inner", "text/html; charset=utf-8", 200, page(TAG, "<p>inner</p>"));
    visit.go_to_page(&page("", "<iframe src=\"/inner\" width=\"900\" height=\"600\"></iframe>"));
    let inner = format!("frames[0].document.querySelectorAll('{BANNER}').length");
    visit.wait(&format!("{inner} === 1"));
    visit.run("const tag = document.createElement('script'); tag.src = '/samtycke.min.js'; tag.dataset.config = '/samtycke.json'; document.head.append(tag)");
    visit.banner();
    visit.run("frames[0].document.body.append('more')");
    visit.wait(&format!("{inner} === 0"));
    visit.refuse();
    assert_eq!(visit.choice().how, "none");
}

/// A frame whose top page has no Samtycke asks for itself.
pub fn a_frame_of_a_page_without_samtycke_asks(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.replace("/inner", "text/html; charset=utf-8", 200, page(TAG, "<p>inner</p>"));
    visit.go_to_page(&page("", "<iframe src=\"/inner\" width=\"900\" height=\"600\"></iframe>"));
    visit.enter(&visit.find("iframe"));
    visit.refuse();
    assert_eq!(visit.choice().how, "none");
}

/// Browsers without cascade layers would leave out all of its style: it is not shown, and the console says why.
pub fn without_cascade_layers_there_is_a_word_and_no_banner(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(
        &format!("<script>delete window.CSSLayerBlockRule</script>{TAG}"),
        WORKS,
    ));
    told(&visit, "style", "cascade layers");
    assert_eq!(visit.all(ROOT).len(), 0);
    assert_eq!(visit.eval("samtycke.has('analytics')"), false);
    visit.run("samtycke.settings()");
    visit.settle();
    assert_eq!(visit.all(ROOT).len(), 0);
    visit.nobody_called();
}

/// Safari before 16.4 has no constructed style sheets: the banner has its style all the same. What waits has no stand-in, a
/// form still says why it is not sent, and what a yes lets in is seen.
pub fn without_constructed_style_sheets_the_banner_has_its_style(browser: Browser) {
    let visit = Visit::new(browser);
    for without in [
        "delete Document.prototype.adoptedStyleSheets",
        "Object.defineProperty(window, 'CSSStyleSheet', {value: function () { throw new TypeError('Illegal constructor') }})",
        "delete CSSStyleSheet.prototype.replaceSync",
    ] {
        let body = "<div id=\"box\" data-samtycke=\"analytics\"></div>
            <script type=\"text/plain\" data-samtycke=\"analytics\">box.append('It has come.')</script>
            <form data-samtycke=\"analytics\" data-samtycke-action=\"/sent\"><button>Send</button></form>";
        visit.go_to_page(&page(&format!("<script>{without}</script>{TAG}"), body));
        let banner = visit.banner();
        assert_eq!(banner.style("position"), "fixed", "{without}");
        assert!(visit.banner_button("Reject all").is_hit(), "{without}");
        assert_eq!(visit.eval("said"), json!([]), "{without}");
        visit.banner_button("Settings").click();
        assert_eq!(visit.dialog().style("position"), "fixed", "{without}");
        visit.dialog_button("Close without saving").click();
        visit.no_dialog();
        assert_eq!(visit.eval("!!box.shadowRoot"), false, "{without}");
        visit.refuse();
        visit.find("form button").click();
        visit.wait("document.querySelector('dialog.samtycke-form[open]')");
        visit.run("document.querySelector('dialog.samtycke-form').close()");
        visit.run("samtycke.accept()");
        visit.wait("box.innerText === 'It has come.' && box.offsetHeight > 0");
        visit.run("document.cookie = 'samtycke=; max-age=0; path=/'");
    }
}
