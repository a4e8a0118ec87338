//! The banner is kept from the visitor, by a filter list or by taking it from the page, and no
//! choice is made.

use samtycke_e2e::{Browser, Extension, Setup, TAG, Visit, page};
use serde_json::json;

/// A page to scroll, with something to click.
const BODY: &str = "<button type=\"button\" id=\"own\">Own</button>
    <button type=\"button\" id=\"way\" data-samtycke-click=\"settings\">Cookie settings</button>
    <p id=\"long\">Long</p>
    <script>document.getElementById('own').addEventListener('click', event => {
        event.target.textContent += '!';
    })</script>";

/// Goes to it; a sheet of the site's own says how it looks.
#[track_caller]
fn go(visit: &Visit, head: &str) {
    let style = "#own { margin: 300px } #long { height: 300vh }";
    visit.site.replace("/own.css", "text/css", 200, style);
    let own = "<link rel=\"stylesheet\" href=\"/own.css\">";
    visit.go_to_page(&page(&format!("{own}{head}{TAG}"), BODY));
}

pub fn behind_a_filter_list_nothing_loads_and_the_page_is_free(browser: Browser) {
    let visit = hidden(browser);
    page_is_free(&visit);
    nothing_is_granted(&visit);
    visit.go("/help");
    nothing_is_granted(&visit);
}

pub fn behind_a_filter_list_the_settings_do_not_hold_the_page(browser: Browser) {
    let visit = hidden(browser);
    visit.find("#way").click();
    // They opened, and nobody could see them.
    visit.wait("heard.filter(([name]) => name == 'open').length == 2");
    visit.wait("heard.filter(([name]) => name == 'close').length == 2");
    page_is_free(&visit);
    nothing_is_granted(&visit);
}

pub fn taken_from_the_page_nothing_loads_and_the_page_is_free(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| config["ui"] = json!({"block": true}));
    go(&visit, "");
    visit.banner();
    visit.run("document.querySelector('samtycke-root').remove()");
    page_is_free(&visit);
    nothing_is_granted(&visit);
    assert!(!visit.has_banner());
    // Who wants to choose still can, even after the settings have been taken away as they stood open.
    visit.find("#way").click();
    visit.dialog();
    visit.run("document.querySelector('samtycke-root').remove()");
    page_is_free(&visit);
    nothing_is_granted(&visit);
    visit.find("#way").click();
    visit.dialog_button("Reject all").click();
    visit.no_dialog();
    assert_eq!(visit.choice().how, "none");
    page_is_free(&visit);
}

pub fn a_style_of_the_page_does_not_hide_it(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.replace("/hide.css", "text/css", 200, "samtycke-root { display: none !important }");
    let head = "<link rel=\"stylesheet\" href=\"/hide.css\"><script>
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('samtycke-root, samtycke-root * { display: none !important }');
        document.adoptedStyleSheets.push(sheet);
        </script>";
    go(&visit, head);
    visit.refuse();
    assert_eq!(visit.choice().how, "none");
}

/// A page that is covered until the banner is answered, where a filter list hides the banner.
#[track_caller]
fn hidden(browser: Browser) -> Visit {
    let setup = Setup { extension: Some(Extension::FilterList), ..Setup::default() };
    let visit = Visit::with(browser, setup);
    visit.site.edit_config(|config| config["ui"] = json!({"block": true}));
    go(&visit, "");
    // An extension that is still starting misses a page.
    visit.reloading(|| visit.run("setTimeout(() => location.reload(), 1000)"));
    visit.ready();
    visit.wait("getComputedStyle(document.querySelector('samtycke-root')).display == 'none'");
    visit
}

/// The page scrolls, and what is on it can be clicked.
#[track_caller]
fn page_is_free(visit: &Visit) {
    let at = visit.eval("scrollY").as_f64().unwrap_or(f64::NAN);
    visit.wheel(200);
    visit.wait(&format!("scrollY > {at}"));
    let before = visit.find("#own").text();
    visit.run("scrollTo(0, 0)");
    visit.find("#own").click();
    assert_eq!(visit.find("#own").text(), before + "!");
    assert_eq!(visit.eval("document.querySelectorAll('[inert], dialog:modal').length"), 0);
}

/// No choice is stored, and nothing loads.
#[track_caller]
fn nothing_is_granted(visit: &Visit) {
    visit.nobody_called();
    assert_eq!(visit.choice_text(), None);
    assert_eq!(visit.eval("samtycke.consent().granted"), json!(["necessary"]));
    assert_eq!(visit.eval("samtycke.consent().decided"), false);
}
