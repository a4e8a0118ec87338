//! Somebody comes for the first time.

use samtycke_e2e::{BANNER, Browser, TAG, Visit, page};
use serde_json::json;

pub fn the_banner_is_a_region_with_three_buttons(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    let banner = visit.banner();
    assert_eq!((banner.role().as_str(), banner.name().as_str()), ("region", "We use cookies"));
    assert!(banner.text().starts_with("We use cookies"), "{}", banner.text());
    for name in ["Reject all", "Accept all", "Settings"] {
        assert!(visit.banner_button(name).is_enabled(), "{name}");
    }
    visit.named(BANNER, "link", "Cookie policy");
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

/// The first answer of these formats takes a browser tens of milliseconds.
pub fn the_banner_needs_no_slow_formats(browser: Browser) {
    let watch = "<script>
        window.formats = [];
        for (const name of ['ListFormat', 'NumberFormat', 'DateTimeFormat', 'Locale']) {
            const Real = Intl[name];
            Intl[name] = class extends Real {
                constructor(...all) { super(...all); formats.push(name); }
            };
        }
        </script>";
    let visit = Visit::new(browser);
    let english = page(&format!("{watch}{TAG}"), "");
    for (language, words) in [
        ("en", ["Functional, Analytics, and Marketing", "180 days"]),
        ("sv-SE", ["Funktionella, Analys och Marknadsföring", "180 dagar"]),
    ] {
        visit.go_to_page(&english.replace("lang=\"en\"", &format!("lang=\"{language}\"")));
        let text = visit.banner().text();
        assert!(words.iter().all(|word| text.contains(word)), "{text}");
        assert_eq!(visit.eval("formats"), json!([]), "{language}");
    }
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
    visit.run("samtycke.settings()");
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
    visit.press(&['a', 'b']);
    assert_eq!(visit.eval("document.querySelector('input[autofocus]').value"), "ab");

    visit.go("/");
    visit.banner();
    assert_eq!(visit.eval("document.activeElement.tagName"), "BODY");
}
