//! Somebody comes for the first time.

use samtycke_e2e::{Browser, TAG, Visit, page};
use serde_json::{Value, json};

pub fn the_banner_is_a_region_with_three_buttons(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    let banner = visit.banner();
    assert_eq!((banner.role().as_str(), banner.name().as_str()), ("region", "We use cookies"));
    assert!(banner.text().starts_with("We use cookies"), "{}", banner.text());
    for name in ["Reject all", "Accept all", "Settings"] {
        assert!(visit.banner_button(name).is_enabled(), "{name}");
    }
    visit.named(".samtycke-box", "link", "Cookie policy");
}

pub fn yes_and_no_look_alike(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    alike(&visit);
}

pub fn the_page_cannot_make_a_no_harder(browser: Browser) {
    let style = "body * { color: red !important; font-size: 3px !important }
        html body #samtycke button[data-samtycke-click=reject] {
            display: none !important; opacity: 0 !important; background: transparent !important;
            pointer-events: none !important; width: 1px !important; transform: scale(0) !important }";
    let visit = Visit::new(browser);
    visit.go_to_page(&styled(&visit, style));
    alike(&visit);
    visit.refuse();
    assert_eq!(visit.choice().how, "none");
}

pub fn the_page_cannot_make_the_text_small(browser: Browser) {
    let visit = Visit::new(browser);
    // What many sites do, so that 1rem is 10px to them.
    visit.go_to_page(&styled(&visit, "html { font-size: 62.5% }"));
    assert_eq!(visit.banner().style("font-size"), "16px");
    assert_eq!(visit.banner_button("Reject all").style("font-size"), "16px");
}

/// A page with a style sheet of its own.
fn styled(visit: &Visit, style: &str) -> String {
    visit.site.replace("/page.css", "text/css", 200, style);
    page(&format!("<link rel=\"stylesheet\" href=\"/page.css\">{TAG}"), "")
}

#[track_caller]
fn alike(visit: &Visit) {
    let (yes, no) = (visit.banner_button("Accept all"), visit.banner_button("Reject all"));
    for property in [
        "color",
        "background-color",
        "background-image",
        "border-top-color",
        "border-top-width",
        "box-shadow",
        "cursor",
        "display",
        "font-family",
        "font-size",
        "font-weight",
        "opacity",
        "outline-style",
        "padding-top",
        "pointer-events",
        "text-decoration-line",
        "text-transform",
        "transform",
        "visibility",
    ] {
        assert_eq!(yes.style(property), no.style(property), "{property}");
    }
    let (yes, no) = (yes.rect(), no.rect());
    for side in ["y", "width", "height"] {
        // Firefox rounds to sixtieths of a pixel.
        let size = |button: &Value| button[side].as_f64().unwrap_or(f64::NAN);
        assert!((size(&yes) - size(&no)).abs() < 0.1, "{side} of {yes} and {no}");
    }
    assert!(yes["height"].as_f64() >= Some(24.0), "{yes}");
}

pub fn the_banner_comes_at_once(browser: Browser) {
    let watch = "<script>
        new MutationObserver(() => {
            if (!window.came && document.querySelector('.samtycke-banner'))
                window.came = performance.now();
        }).observe(document, {childList: true, subtree: true});
        </script>";
    let visit = Visit::new(browser);
    let mut times = Vec::new();
    // The machine may be busy with other tests; the library is as fast as its best.
    for _ in 0..3 {
        visit.go_to_page(&page(&format!("{watch}{TAG}"), ""));
        visit.wait("window.came");
        let after =
            "came - performance.getEntriesByType('navigation')[0].domContentLoadedEventStart";
        times.push(visit.eval(after).as_f64().unwrap_or(f64::MAX));
    }
    assert!(times.iter().any(|time| *time < 300.0), "milliseconds: {times:?}");
}

pub fn nobody_is_called_and_nothing_is_stored(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.banner();
    visit.nobody_called();
    assert_eq!(visit.cookie_names(), [""; 0]);
    assert_eq!(visit.keys("localStorage"), [""; 0]);
    assert_eq!(visit.keys("sessionStorage"), [""; 0]);
    assert_eq!(visit.eval("samtycke.consent().granted"), json!(["necessary"]));
}

pub fn browsing_on_is_no_answer(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.banner();
    visit.run("scrollTo(0, document.body.scrollHeight); document.body.click();");
    visit.go("/help");
    visit.banner();
    visit.open_settings();
    visit.dialog_button("Close without saving").click();
    visit.no_dialog();
    assert!(visit.has_banner());
    visit.nobody_called();
    assert_eq!(visit.choice_text(), None);
}

pub fn the_focus_stays_where_it_is(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, "<input autofocus>"));
    visit.banner();
    visit.ready();
    visit.wait("document.activeElement.matches('input[autofocus]')");
    visit.press(&["a", "b"]);
    assert_eq!(visit.eval("document.querySelector('input[autofocus]').value"), "ab");

    visit.go("/");
    visit.banner();
    assert_eq!(visit.eval("document.activeElement.tagName"), "BODY");
}
