//! Small screens, much zoom, and the spacing that readers set: nothing is lost, and nothing has to
//! be scrolled sideways (WCAG 1.4.10 and 1.4.12).

use samtycke_e2e::{BANNER, Browser, DIALOG, PLACES, TAG, Visit, sound_page};
use serde_json::json;

use crate::accessible::{DIRECTIONS, speak_arabic};

/// 320 pixels are the narrowest screen; 320 × 256 is one of 1280 × 1024 at 400 %.
const SCREENS: [(u32, u32); 2] = [(320, 640), (320, 256)];

/// Nothing of what fits a selector is lost.
#[track_caller]
fn whole(visit: &Visit, scope: &str, state: &str) {
    let least = if scope == BANNER { 6 } else { 20 };
    let count = visit.measure(&format!("seen('{scope}').length")).as_u64();
    assert!(count >= Some(least), "{state}: {count:?}");
    assert_eq!(visit.measure(&format!("lost('{scope}')")), json!([]), "{state}");
}

pub fn the_banner_fits(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(speak_arabic);
    for (layout, position) in PLACES {
        visit
            .site
            .edit_config(|config| config["ui"] = json!({"layout": layout, "position": position}));
        for (language, direction) in DIRECTIONS {
            serve(&visit, language, direction);
            for (width, height) in SCREENS {
                visit.go_small("/page", width, height);
                visit.banner();
                let state = format!("{layout}-{position}-{direction}-{width}x{height}");
                whole(&visit, BANNER, &state);
                visit
                    .run("document.querySelector('samtycke-root .samtycke-banner').scrollTo(0, 0)");
                visit.picture(&format!("narrow-{state}"));
            }
        }
    }
}

/// Has the site answer with a page in a language, at `/page`.
fn serve(visit: &Visit, language: &str, direction: &str) {
    let html = sound_page(language, direction, TAG, "");
    visit.site.replace("/page", "text/html; charset=utf-8", 200, html);
}

pub fn the_settings_fit(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(speak_arabic);
    for (language, direction) in DIRECTIONS {
        serve(&visit, language, direction);
        for (width, height) in SCREENS {
            visit.go_small("/page", width, height);
            visit.banner();
            visit.run("samtycke.settings()");
            visit.dialog();
            let state = format!("settings-{direction}-{width}x{height}");
            whole(&visit, DIALOG, &state);
            visit.run("for (const fold of document.querySelectorAll('samtycke-root details')) fold.open = true");
            whole(&visit, DIALOG, &format!("{state}, unfolded"));
            visit.run("document.querySelector('samtycke-root .samtycke-settings').scrollTo(0, 0)");
            visit.picture(&format!("narrow-{state}"));
        }
    }
}

/// On a phone a table has no room: each cell is a line after its head, and nothing scrolls sideways.
pub fn tables_become_lines(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_small("/", 375, 667);
    visit.banner();
    visit.run("samtycke.settings()");
    visit.dialog();
    visit.unfold();
    let wide = "[...document.querySelectorAll('samtycke-root .samtycke-scroll')].filter(one => one.scrollWidth > one.clientWidth).length";
    assert_eq!(visit.eval(wide), 0);
    let lines = "(cells => cells.every((one, at) => !at || one.getBoundingClientRect().top >= cells[at - 1].getBoundingClientRect().bottom))(
        [...document.querySelector('samtycke-root tbody tr').children])";
    assert_eq!(visit.eval(lines), true);
    let head = "getComputedStyle(document.querySelector('samtycke-root td'), '::before').content";
    let head = visit.eval(head);
    assert!(
        head.as_str().is_some_and(|head| head.contains("Kind") || head.contains("data-head")),
        "{head}"
    );
    visit.picture("narrow-tables");
}

pub fn the_floating_button_fits(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| config["ui"] = json!({"reopen": true}));
    visit.go("/");
    visit.refuse();
    visit.go_small("/", 320, 256);
    visit.find("samtycke-root .samtycke-reopen");
    assert_eq!(visit.measure("lost('samtycke-root .samtycke-reopen')"), json!([]));
    visit.picture("narrow-reopen");
}

pub fn spacing_loses_nothing(browser: Browser) {
    let visit = Visit::new(browser);
    for (width, height) in [(1000, 700), SCREENS[0], SCREENS[1]] {
        visit.go_small("/help", width, height);
        visit.banner();
        visit.measure(&format!("space('{BANNER}')"));
        assert_eq!(visit.banner_button("Reject all").style("letter-spacing"), "1.92px");
        whole(&visit, BANNER, &format!("{width}x{height}"));
        visit.picture(&format!("spacing-banner-{width}x{height}"));
        visit.run("samtycke.settings()");
        visit.dialog();
        visit.run(
            "for (const fold of document.querySelectorAll('samtycke-root details')) fold.open = true",
        );
        visit.measure(&format!("space('{DIALOG}')"));
        whole(&visit, DIALOG, &format!("settings {width}x{height}"));
        visit.run("document.querySelector('samtycke-root .samtycke-settings').scrollTo(0, 0)");
        visit.picture(&format!("spacing-settings-{width}x{height}"));
    }
}

/// Between a phone and a tablet the third answer has a row of its own: a third of a row would break words.
pub fn three_answers_have_room(browser: Browser) {
    let visit = Visit::new(browser);
    for language in ["de", "el"] {
        visit.site.edit_config(|config| config["languages"] = json!(["en", language]));
        for width in [412, 560] {
            serve(&visit, language, "ltr");
            visit.go_small("/page", width, 700);
            visit.run("samtycke.settings()");
            visit.find(&format!("{DIALOG} .samtycke-buttons"));
            let rows = format!(
                "(([no, yes, save]) => no.top == yes.top && no.width == yes.width && save.top >= no.bottom && save.width > yes.width)(
                    [...document.querySelectorAll('{DIALOG} .samtycke-buttons button')].map(one => one.getBoundingClientRect()))"
            );
            visit.wait(&rows);
        }
    }
}

/// The title and the button that closes the settings stay in view while they scroll.
pub fn the_settings_can_be_closed_from_their_end(browser: Browser) {
    let visit = Visit::new(browser);
    serve(&visit, "en", "ltr");
    visit.go_small("/page", 375, 667);
    visit.run("samtycke.settings()");
    let dialog = visit.dialog();
    visit.unfold();
    dialog.eval("it.scrollTo(0, it.scrollHeight)");
    assert!(visit.find(&format!("{DIALOG} .samtycke-close")).is_hit());
    let is_above =
        "it.querySelector('h2').getBoundingClientRect().top <= it.getBoundingClientRect().top + 2";
    assert_eq!(dialog.eval(is_above), true);
    // What has the focus is not behind the title.
    dialog.eval("it.querySelector('summary').focus()");
    let is_free = "it.querySelector('summary').getBoundingClientRect().top >= it.querySelector('h2').getBoundingClientRect().bottom";
    assert_eq!(dialog.eval(is_free), true);
    visit.picture("narrow-settings-head");
}
