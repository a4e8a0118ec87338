//! What pages of today have beside us: popovers, libraries that take the wheel, headers that stay, vendors that report when
//! a visitor leaves, links to the settings from anywhere.

use std::thread::sleep;
use std::time::Duration;

use samtycke_e2e::{Browser, CONFIGURED, TAG, Visit, page};
use serde_json::json;

/// A gated script that reports at each moment at which a visitor leaves or is back, and each change of the address.
const REPORTS: &str = "<script type=\"text/plain\" data-samtycke=\"analytics\">
    const report = (what) => navigator.sendBeacon('{third}' + what);
    for (const name of ['pagehide', 'beforeunload']) addEventListener(name, () => report(name));
    window.navigation?.addEventListener('navigate', () => report('navigate'));
    document.addEventListener('visibilitychange', () => report('visibility'));
    addEventListener('pageshow', ({ persisted }) => persisted && report('restored'));
    const { replaceState } = history;
    history.replaceState = (...all) => { report('address'); replaceState.apply(history, all) };
    window.reports = true;
    </script>
    <label>Name <input id=\"name\"></label>";

fn reporting(browser: Browser) -> Visit {
    let visit = Visit::with_gated_markup(browser);
    visit.site.replace(
        "/reports",
        "text/html; charset=utf-8",
        200,
        page(TAG, &REPORTS.replace("{third}", &visit.third("/report/"))),
    );
    visit.go("/reports#place");
    visit.accept();
    visit.wait("window.reports");
    visit
}

/// What runs and is refused does not hear that the page is left for the load that ends it.
pub fn nothing_reports_that_the_visitor_leaves(browser: Browser) {
    let visit = reporting(browser);
    visit.reloading(|| visit.run("setTimeout(() => samtycke.withdraw())"));
    visit.ready();
    sleep(Duration::from_millis(500));
    let reported = visit.site.calls().into_iter().map(|call| call.path);
    assert_eq!(reported.filter(|path| path.starts_with("/report/")).collect::<Vec<_>>(), [""; 0]);
    assert_eq!(visit.eval("location.hash"), "#place");
}

/// A link from a frame of the page, or from elsewhere, leads to the settings without a press in this document.
pub fn an_address_that_changes_to_the_settings_opens_them(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, ""));
    visit.banner();
    visit.run("location.hash = 'samtycke-settings'");
    visit.dialog_button("Reject all").click();
    assert_eq!(visit.choice().how, "none");
}

/// A page may save what was typed in that moment.
pub fn what_is_typed_may_be_saved_when_the_visitor_leaves(browser: Browser) {
    let visit = reporting(browser);
    visit.find("#name").click();
    visit.press(&['A']);
    visit.reloading(|| visit.run("setTimeout(() => samtycke.withdraw())"));
    visit.ready();
    sleep(Duration::from_millis(500));
    assert_eq!(visit.count_calls("/report/pagehide"), 1);
    assert_eq!(visit.count_calls("/report/address"), 0);
}

/// A newsletter that opens over a cover, or over the settings, could be neither closed nor seen through.
pub fn a_popover_that_opens_later_covers_no_answer(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    let popover = "<div id=\"news\" popover=\"manual\" style=\"inset: 0; width: auto; height: auto\">News</div>";
    visit.site.edit_config(|config| config["ui"] = json!({"layout": "dialog"}));
    visit.go_to_page(&page(TAG, popover));
    visit.banner();
    visit.run("news.showPopover()");
    visit.settle();
    assert!(visit.banner_button("Reject all").is_hit());
    visit.banner_button("Settings").click();
    let dialog = visit.dialog();
    visit.run("news.hidePopover(); news.showPopover()");
    visit.settle();
    assert_eq!(dialog.eval("it.matches(':modal')"), true);
    assert!(visit.dialog_button("Reject all").is_hit());
}

/// Libraries that scroll a page smoothly take the wheel and the finger of all that lies in it.
pub fn the_settings_scroll_by_themselves(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    let library = "<script>for (const type of ['wheel', 'touchmove'])
        addEventListener(type, event => event.preventDefault(), { passive: false })</script>";
    visit.go_to_page(&page(&format!("{library}{TAG}"), ""));
    visit.banner_button("Settings").click();
    let is_left = "['wheel', 'touchmove'].map(type => it.dispatchEvent(new Event(type, { bubbles: true, cancelable: true })))";
    assert_eq!(visit.dialog().eval(is_left), json!([true, true]));
}

/// The first tag with a nonce may come after the first script that is granted.
pub fn a_nonce_that_comes_late_is_found(browser: Browser) {
    let visit = Visit::new(browser);
    let config = visit.site.config();
    let gated = "<script nonce=\"of-the-page\" type=\"text/plain\" data-samtycke=\"analytics\">window.its = document.currentScript.nonce</script>";
    visit.go_to_page(&page(
        &format!("<script>window.samtyckeConfig = {config}</script>{CONFIGURED}"),
        gated,
    ));
    visit.accept();
    visit.wait("window.its");
    visit.reloading(|| visit.run("setTimeout(() => location.reload())"));
    visit.wait("window.its");
    assert_eq!(visit.eval("its"), "of-the-page");
}

/// A link with the site's own host opens the settings, as content systems write it; so does an address from elsewhere.
pub fn the_settings_open_from_anywhere(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, "<a id=\"own\">Cookies</a> <a id=\"other\" href=\"https://other.example/#samtycke-settings\">Theirs</a>"));
    visit.accept();
    visit.run("own.href = location.origin + '/help#samtycke-settings'");
    visit.find("#own").click();
    visit.dialog_button("Close without saving").click();
    let opens = "other.addEventListener('click', event => { window.isTheirs = !event.defaultPrevented; event.preventDefault() }); other.click()";
    visit.run(opens);
    assert_eq!(visit.eval("isTheirs"), true);
    visit.go("/help#samtycke-settings");
    visit.dialog();
    // What was decided there does not open them again.
    visit.reloading(|| visit.dialog_button("Reject all").click());
    visit.ready();
    visit.settle();
    assert_eq!(
        visit.eval("[location.hash, !!document.querySelector('.samtycke-settings')]"),
        json!(["", false])
    );
}

/// A link to the settings that a narrow window hides leaves the visitor a button.
pub fn a_link_that_is_hidden_leaves_a_button(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, "<footer><a href=\"#samtycke-settings\">Cookies</a></footer>"));
    visit.refuse();
    visit.settle();
    assert!(visit.all(".samtycke-reopen").is_empty());
    visit.run(
        "const narrow = new CSSStyleSheet(); narrow.replaceSync('footer { display: none }');
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, narrow]; dispatchEvent(new Event('resize'))",
    );
    visit.wait("document.querySelector('.samtycke-reopen')");
}

/// Room that the page has at its edges, as for a header that stays, remains.
pub fn the_page_keeps_its_own_room(browser: Browser) {
    let visit = Visit::new(browser);
    let style = "<style nonce=\"demo\">html { scroll-padding-block: 170px 25% } p { height: 3000px }</style>";
    visit.go_to_page(&page(&format!("{style}{TAG}"), "<p></p>"));
    visit.refuse();
    visit.wait("getComputedStyle(document.documentElement).scrollPaddingBottom.includes('px')");
    let given = visit.eval(
        "(({ scrollPaddingTop, scrollPaddingBottom }) => [scrollPaddingTop, scrollPaddingBottom])(getComputedStyle(document.documentElement))",
    );
    assert_eq!(given[0], "170px");
    assert!(given[1].as_str().is_some_and(|bottom| bottom.contains("25%")), "{given}");
}

/// A header that stays, and the menu that opens in it, lie over a stand-in above a film.
pub fn a_header_that_stays_lies_over_stand_ins(browser: Browser) {
    let visit = Visit::new(browser);
    let third = visit.third("/cell/film.mp4");
    let body = format!(
        "<div style=\"isolation: isolate\"><header style=\"position: sticky; top: 0; z-index: 9; height: 90px; background: white\">Menu</header>
        <p style=\"height: 500px\"></p><video data-samtycke=\"analytics\" data-samtycke-src=\"{third}\" width=\"400\" height=\"300\"></video><p style=\"height: 2000px\"></p></div>"
    );
    visit.go_to_page(&page(TAG, &body));
    visit.banner();
    visit.wait("document.querySelector('samtycke-root .samtycke-above')");
    visit.run("scrollTo(0, document.querySelector('video').getBoundingClientRect().top - 40)");
    let over =
        "(() => { const { left, width } = document.querySelector('video').getBoundingClientRect();
        return [60, 130].map(y => document.elementFromPoint(left + width / 2, y).localName) })()";
    visit.wait(&format!("{over}[0] === 'header' && {over}[1] === 'div'"));
}
