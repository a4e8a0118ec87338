//! How it looks: yes and no alike on every page, contrast in every theme, large enough targets, and
//! what the system asks for.

use samtycke_e2e::{
    BANNER, Browser, DIALOG, Element, PAGE_DOWN, PLACES, Rect, SHIFT, Setup, TAB_KEY, TAG, Visit,
    page,
};
use serde_json::{Value, json};

/// Every page of the demo site, with the names of yes and no.
const PAGES: [(&str, &str, &str); 6] = [
    ("/", "Accept all", "Reject all"),
    ("/help", "Accept all", "Reject all"),
    ("/careers", "Accept all", "Reject all"),
    ("/cookies", "Accept all", "Reject all"),
    ("/sv", "Acceptera alla", "Neka alla"),
    ("/kakor", "Acceptera alla", "Neka alla"),
];

/// A page that is hard on everything, by every means that stands outside a layer. What it does to
/// `html` and `body` as a whole (fade, turn, cover) takes the banner along, as it takes all that it
/// holds; so that is not here.
const HARD: &str = "<style>
    html { font-size: 62.5%; -webkit-text-size-adjust: none }
    body { visibility: hidden; text-align: center; text-transform: uppercase; word-spacing: 2em;
        pointer-events: none; line-height: 0.7; white-space: nowrap; user-select: none; text-indent: -9em;
        text-shadow: 0 0 9px red; font-variant: small-caps; -webkit-text-fill-color: pink }
    * { color: red !important; font-size: 3px !important; direction: rtl !important; letter-spacing: 9px !important;
        unicode-bidi: bidi-override !important; scroll-behavior: smooth !important; transition: all 1s !important }
    body * { all: unset !important; animation: shake 1s infinite !important; opacity: 0.2 !important }
    body *::before, body *::after { content: 'x' !important; position: absolute !important; inset: 0 !important;
        background: red !important; display: block !important }
    button { background: grey !important; float: left !important; clip-path: inset(50%) !important }
    button:hover, button:focus { background: black !important; outline: none !important; filter: blur(9px) !important }
    div, section, h2, p { position: static !important; max-height: 9px !important; overflow: hidden !important }
    dialog { display: none !important } dialog::backdrop { background: red !important }
    html samtycke-root #samtycke-title { display: none !important }
    html samtycke-root button[data-samtycke-click=reject] {
        display: none !important; opacity: 0 !important; background: transparent !important; order: 9 !important;
        pointer-events: none !important; width: 1px !important; transform: scale(0) !important }
    [data-samtycke-click=reject] { --samtycke-button: #fff; --samtycke-button-text: #eee; --samtycke-button-radius: 0 }
    [data-samtycke-click=reject]::after { content: '(not recommended)' !important }
    @keyframes shake { to { transform: rotate(9deg) } }
    </style>";

/// Two looks are the same, or what differs is told.
#[track_caller]
fn same(one: &Value, other: &Value, state: &str) {
    let all = one.as_object().expect("a look has names");
    assert!(all.len() > 1000, "{state}: only {} values", all.len());
    let differs = all.iter().filter(|(name, value)| **value != other[name.as_str()]);
    let told = differs.map(|(name, value)| format!("{name}: {value} and {}", other[name]));
    assert_eq!(told.collect::<Vec<_>>(), [""; 0], "{state}");
}

/// Yes and no are equal in all that their computed style says: as they stand, under the mouse and
/// with the focus; equally large, and hit by whoever aims at them.
#[track_caller]
fn alike(visit: &Visit, yes: &Element, no: &Element, state: &str) {
    same(&yes.look(), &no.look(), state);
    let hovered = [yes, no].map(|one| {
        visit.hover(one);
        one.look()
    });
    same(&hovered[0], &hovered[1], &format!("{state}, under the mouse"));
    let focused = [yes, no].map(|one| {
        focus(visit, one);
        one.look()
    });
    same(&focused[0], &focused[1], &format!("{state}, with the focus"));
    let (yes_at, no_at) = (yes.rect(), no.rect());
    for side in 0..3 {
        // Firefox rounds to sixtieths of a pixel.
        let size = |at: &Rect| [at.y, at.width, at.height][side];
        assert!(
            (size(&yes_at) - size(&no_at)).abs() < 0.1,
            "{state}: {side} of {yes_at:?} and {no_at:?}"
        );
    }
    assert!(yes.is_hit() && no.is_hit(), "{state}: something lies over them");
    assert!(yes.is_enabled() && no.is_enabled(), "{state}");
}

/// Gives an element the focus as a keyboard does, so that it is shown.
#[track_caller]
fn focus(visit: &Visit, element: &Element) {
    element.eval("it.focus()");
    // Back and forth: what comes after the last of a page is the browser's.
    visit.chord(&[SHIFT, TAB_KEY]);
    visit.press(&[TAB_KEY]);
    assert!(element.has_focus());
    shows_focus(visit);
}

/// Waits until what has the focus shows it: WebKit styles that a moment later.
#[track_caller]
fn shows_focus(visit: &Visit) {
    visit.wait("getComputedStyle(document.activeElement).outlineStyle != 'none'");
}

#[track_caller]
fn alike_everywhere(visit: &Visit, state: &str, yes: &str, no: &str) {
    alike(visit, &visit.banner_button(yes), &visit.banner_button(no), state);
    visit.run("samtycke.settings()");
    visit.dialog();
    alike(
        visit,
        &visit.dialog_button(yes),
        &visit.dialog_button(no),
        &format!("settings on {state}"),
    );
}

pub fn yes_and_no_are_alike_on_every_page(browser: Browser) {
    let visit = Visit::new(browser);
    for (path, yes, no) in PAGES {
        visit.go(path);
        visit.banner();
        alike_everywhere(&visit, path, yes, no);
    }
}

pub fn yes_and_no_are_alike_in_every_layout(browser: Browser) {
    let visit = Visit::new(browser);
    for theme in ["light", "dark"] {
        for (layout, position) in PLACES {
            visit.site.edit_config(|config| {
                config["ui"] = json!({"theme": theme, "layout": layout, "position": position});
            });
            visit.go("/help");
            let (yes, no) = (visit.banner_button("Accept all"), visit.banner_button("Reject all"));
            alike(&visit, &yes, &no, &format!("{theme} {layout} {position}"));
        }
    }
}

pub fn a_hard_page_changes_nothing(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, ""));
    let names = ["Accept all", "Reject all"];
    let plain = names.map(|name| visit.banner_button(name).look());
    let at = visit.banner().rect();
    visit.go_to_page(&page(&format!("{HARD}{TAG}"), ""));
    let hard = names.map(|name| visit.banner_button(name).look());
    for (plain, hard) in plain.iter().zip(&hard) {
        same(plain, hard, "a plain page and a hard one");
    }
    assert_eq!(visit.banner().rect(), at);
    visit.picture("hard-banner");
    alike_everywhere(&visit, "a hard page", "Accept all", "Reject all");
    visit.picture("hard-settings");
    assert_eq!(visit.below(4.5, "texts('samtycke-root .samtycke-settings')", 15), [json!(null); 0]);
    visit.dialog_button("Reject all").click();
    assert_eq!(visit.choice().how, "none");
}

pub fn the_page_cannot_make_the_text_small(browser: Browser) {
    let visit = Visit::new(browser);
    // What many sites do, so that 1rem is 10px to them.
    visit.go_to_page(&page(&format!("<style>html {{ font-size: 62.5% }}</style>{TAG}"), ""));
    assert_eq!(visit.banner().style("font-size"), "16px");
    assert_eq!(visit.banner_button("Reject all").style("font-size"), "16px");
}

/// Who has set a larger text reads ours in it too, whole and with both answers in view.
pub fn large_text_is_taken(browser: Browser) {
    let visit = Visit::with(browser, Setup { large_text: true, ..Setup::PLAIN });
    visit.go_to_page(&page(TAG, ""));
    assert_eq!(visit.banner().style("font-size"), "32px");
    for scope in [BANNER, DIALOG] {
        visit.find(scope);
        assert_eq!(visit.measure(&format!("lost('{scope}')")), json!([]), "{scope}");
        for answer in ["Reject all", "Accept all"] {
            assert!(visit.named(scope, "button", answer).is_hit(), "{scope}: {answer}");
        }
        visit.run("samtycke.settings()");
    }
}

/// Paper shows nothing of ours: no banner, no button, no stand-in.
pub fn print_shows_nothing_of_ours(browser: Browser) {
    let visit = Visit::new(browser);
    let film = "<iframe title=\"Film\" width=\"400\" height=\"300\" data-samtycke=\"marketing\" data-samtycke-src=\"/film\"></iframe>
        <div style=\"width:400px;height:300px\" data-samtycke=\"marketing\" id=\"box\"></div>";
    visit.go_to_page(&page(TAG, film));
    visit.banner();
    visit.wait("document.querySelector('#box').shadowRoot?.querySelector('.samtycke-embed')");
    let seen = |visit: &Visit| {
        visit.eval(
            "[document.querySelector('samtycke-root').firstElementChild,
            document.querySelector('#box').shadowRoot.querySelector('.samtycke-embed'),
            document.querySelector('iframe').contentDocument.querySelector('.samtycke-embed')]
            .map(one => one.checkVisibility())",
        )
    };
    assert_eq!(seen(&visit), json!([true, true, true]));
    visit.print();
    assert_eq!(seen(&visit), json!([false, false, false]));
}

/// Text 4.5 : 1, what shows controls and their states 3 : 1.
#[track_caller]
fn contrasts(visit: &Visit, scope: &str, count: usize) {
    visit.find(scope);
    assert_eq!(visit.below(4.5, &format!("texts('{scope}')"), count), [json!(null); 0], "{scope}");
    assert_eq!(visit.below(3.0, &format!("shapes('{scope}')"), 2), [json!(null); 0], "{scope}");
}

/// The focus shows, on everything that takes it.
#[track_caller]
fn focus_shows(visit: &Visit, stops: usize) {
    for _ in 0..stops {
        visit.press(&[TAB_KEY]);
        // Between the last and the first are the browser's own controls.
        if visit.focused().eval("it.matches('body, html, dialog')") == true {
            continue;
        }
        shows_focus(visit);
        let focus = visit.measure("focus()");
        let (width, contrast) = (focus[0].as_f64(), focus[1].as_f64());
        assert!(width >= Some(2.0) && contrast >= Some(3.0), "{focus}");
    }
}

/// A site names the colour of its buttons alone, and their words are white or black, whichever can be read.
pub fn words_fit_any_colour_of_the_buttons(browser: Browser) {
    let visit = Visit::new(browser);
    for colour in ["#ffd400", "#00205b", "#777", "#ff0000", "#0f0", "#00f", "#c2185b"] {
        let brand = format!("<style>:root {{ --samtycke-button: {colour} }}</style>");
        visit.go_to_page(&page(&format!("{brand}{TAG}"), ""));
        visit.banner();
        let texts = "texts('samtycke-root .samtycke-banner')";
        assert_eq!(visit.below(4.5, texts, 6), [json!(null); 0], "{colour}");
    }
}

/// So do words on any background, and any words have a background that fits, where a site gives one of the two.
pub fn words_and_background_fit_each_other(browser: Browser) {
    for dark in [false, true] {
        let visit = Visit::with(browser, Setup { dark, ..Setup::PLAIN });
        for (name, colour) in [
            ("background", "#fff"),
            ("background", "#00205b"),
            ("background", "#ffd400"),
            ("background", "#1b1b1f"),
            ("text", "#fff"),
            ("text", "#111"),
            ("text", "#5a1030"),
        ] {
            let brand = format!("<style>:root {{ --samtycke-{name}: {colour} }}</style>");
            visit.go_to_page(&page(&format!("{brand}{TAG}"), ""));
            visit.banner();
            let texts = "texts('samtycke-root .samtycke-banner')";
            assert_eq!(visit.below(4.5, texts, 6), [json!(null); 0], "{name} {colour} {dark}");
        }
    }
}

/// The demo's pages give the banner their colour and their corners, in the light and in the dark; where looks are chosen, the
/// built-in ones show.
pub fn the_demo_has_the_colours_of_its_brand(browser: Browser) {
    for dark in [false, true] {
        let visit = Visit::with(browser, Setup { dark, ..Setup::PLAIN });
        visit.go("/");
        let yes = visit.banner_button("Accept all");
        let own = "getComputedStyle(document.querySelector('.button'))";
        assert_eq!(
            yes.eval("getComputedStyle(it).backgroundColor"),
            visit.eval(&format!("{own}.backgroundColor"))
        );
        assert_eq!(yes.style("border-start-start-radius"), "32px");
        contrasts(&visit, BANNER, 6);
        visit.banner_button("Settings").click();
        contrasts(&visit, DIALOG, 10);
        visit.go("/looks?colors=plain");
        let plain = if dark { "rgb(185, 200, 255)" } else { "rgb(31, 58, 138)" };
        let yes = visit.banner_button("Accept all");
        assert_eq!(yes.eval("getComputedStyle(it).backgroundColor"), plain);
    }
}

/// The banner's logo comes from the page's style sheet.
pub fn a_logo_stands_above_the_title(browser: Browser) {
    let visit = Visit::new(browser);
    let logo =
        "<style>:root { --samtycke-logo: url(/favicon.ico); --samtycke-logo-height: 2em }</style>";
    visit.go_to_page(&page(TAG, ""));
    let height = |visit: &Visit| visit.banner().eval("it.querySelector('h2').offsetHeight");
    let without = height(&visit).as_f64().expect("a height");
    visit.go_to_page(&page(&format!("{logo}{TAG}"), ""));
    let with = height(&visit).as_f64().expect("a height");
    // 2em of a heading in 19.2 pixels.
    assert!((with - without - 38.4).abs() < 1.0, "{without}, {with}");
    visit.expect_own_call("/favicon.ico");
}

pub fn contrast_is_enough_in_every_theme(browser: Browser) {
    for (dark, themes) in [(false, ["auto", "dark"]), (true, ["auto", "light"])] {
        let visit = Visit::with(browser, Setup { dark, ..Setup::PLAIN });
        for theme in themes {
            visit.site.edit_config(|config| config["ui"] = json!({"theme": theme, "reopen": true}));
            visit.go("/help");
            let is_dark = theme == "dark" || theme == "auto" && dark;
            let background = if is_dark { "rgb(27, 27, 31)" } else { "rgb(255, 255, 255)" };
            assert_eq!(visit.banner().eval("getComputedStyle(it).backgroundColor"), background);
            contrasts(&visit, "samtycke-root .samtycke-banner", 6);
            focus_shows(&visit, 4);
            visit.banner_button("Settings").click();
            visit.switch("Marketing").click();
            visit.unfold();
            contrasts(&visit, "samtycke-root .samtycke-settings", 40);
            focus_shows(&visit, 12);
            visit.dialog_button("Reject all").click();
            visit.find("samtycke-root .samtycke-reopen");
            contrasts(&visit, "samtycke-root .samtycke-reopen", 1);
            visit.run("document.cookie = 'samtycke=; max-age=0; path=/'");
        }
    }
}

pub fn targets_are_large_enough(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| config["ui"] = json!({"reopen": true}));
    visit.go("/");
    visit.banner();
    // WCAG 2.2, 2.5.8.
    assert_eq!(visit.below(24.0, "targets('samtycke-root .samtycke-banner')", 3), [json!(null); 0]);
    visit.banner_button("Settings").click();
    visit.unfold();
    assert_eq!(
        visit.below(24.0, "targets('samtycke-root .samtycke-settings')", 20),
        [json!(null); 0]
    );
    visit.dialog_button("Reject all").click();
    visit.find("samtycke-root .samtycke-reopen");
    assert_eq!(visit.below(24.0, "targets('samtycke-root .samtycke-reopen')", 1), [json!(null); 0]);
}

/// In each corner, as words and as an icon, which has the words as its name.
pub fn the_floating_button_stands_where_it_is_told(browser: Browser) {
    let visit = Visit::new(browser);
    for (index, corner) in ["bottomStart", "bottomEnd", "topStart", "topEnd"].iter().enumerate() {
        let look = if index % 2 == 0 { "icon" } else { "word" };
        visit.site.edit_config(|config| {
            config["ui"] = json!({"reopen": true, "reopenAs": look, "reopenPosition": corner});
        });
        visit.go("/help");
        if index == 0 {
            visit.refuse();
        }
        let button = visit.find("samtycke-root .samtycke-reopen button");
        assert_eq!(button.name(), "Cookie settings", "{corner}");
        let place = button.eval(
            "(({x, y, width, height}) => [x + width / 2 < innerWidth / 2, y + height / 2 < innerHeight / 2, width, height])(it.getBoundingClientRect())",
        );
        let place = place.as_array().expect("four").clone();
        assert_eq!(
            [&place[0], &place[1]],
            [corner.ends_with("Start"), corner.starts_with("top")],
            "{corner}"
        );
        if look == "icon" {
            assert_eq!([&place[2], &place[3]], [46, 46], "{corner}");
        }
        button.click();
        visit.dialog_button("Reject all").click();
    }
}

/// A page that waits for the answer scrolls neither by the wheel nor by a key, and its boxes stay where they are.
pub fn a_covered_page_does_not_scroll(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| config["ui"] = json!({"block": true}));
    visit.go_to_page(&page(TAG, &"<p>Text</p>".repeat(200)));
    visit.find("samtycke-root dialog:modal");
    // The style comes with the settings part.
    visit.wait("getComputedStyle(document.querySelector('samtycke-root dialog')).overscrollBehaviorY == 'contain'");
    let width = visit.eval("document.body.offsetWidth");
    visit.wheel(300);
    visit.press(&[PAGE_DOWN]);
    visit.settle();
    assert_eq!(visit.eval("scrollY"), 0);
    visit.banner_button("Reject all").click();
    visit.wait("!document.querySelector('samtycke-root dialog')");
    assert_eq!(visit.eval("document.body.offsetWidth"), width);
    visit.wheel(300);
    visit.wait("scrollY > 0");
}

pub fn forced_colours_are_taken(browser: Browser) {
    let visit = Visit::with(browser, Setup { forced_colors: true, ..Setup::PLAIN });
    visit.go("/");
    visit.banner();
    assert_eq!(visit.eval("matchMedia('(forced-colors: active)').matches"), true);
    // A button shows by its edge, since its background is the system's.
    let (yes, no) = (visit.banner_button("Accept all"), visit.banner_button("Reject all"));
    same(&yes.look(), &no.look(), "forced colours");
    for scope in [BANNER, DIALOG] {
        if scope == DIALOG {
            visit.banner_button("Settings").click();
            visit.switch("Marketing").click();
            visit.unfold();
        }
        let (count, edges) = if scope == DIALOG { (40, 3) } else { (6, 2) };
        assert_eq!(
            visit.below(4.5, &format!("texts('{scope}')"), count),
            [json!(null); 0],
            "{scope}"
        );
        assert_eq!(
            visit.below(3.0, &format!("edges('{scope}')"), edges),
            [json!(null); 0],
            "{scope}"
        );
        focus_shows(&visit, 4);
        visit.picture(if scope == DIALOG { "forced-settings" } else { "forced-banner" });
    }
    // On and off differ by more than colour: the knob is elsewhere.
    let knob = |name: &str| {
        visit.switch(name).eval("parseFloat(getComputedStyle(it, '::before').marginLeft)")
    };
    assert!(knob("Marketing").as_f64() > knob("Analytics").as_f64());
}

pub fn nothing_moves_but_a_knob(browser: Browser) {
    let moving =
        "<style>* { transition: all 1s !important; scroll-behavior: smooth !important }</style>";
    for reduced_motion in [true, false] {
        let visit = Visit::with(browser, Setup { reduced_motion, ..Setup::PLAIN });
        visit.go_to_page(&page(&format!("{moving}{TAG}"), ""));
        visit.banner();
        let asked = visit.eval("matchMedia('(prefers-reduced-motion: reduce)').matches");
        assert_eq!(asked, reduced_motion);
        assert_eq!(visit.measure("motion('samtycke-root')"), json!([]));
        visit.run("samtycke.settings()");
        visit.switch("Marketing").click();
        // The knob of a switch alone, where the visitor has not asked for less.
        let moving = visit.measure("motion('samtycke-root')");
        let is_knob = |one: &Value| {
            one.as_str().is_some_and(|one| {
                one.starts_with("CSSTransition of input")
                    || one == "input \"\" ::before: 0.15s, none, auto"
            })
        };
        let moving = moving.as_array().expect("a list");
        assert!(moving.iter().all(is_knob), "{moving:?}");
        assert_eq!(moving.is_empty(), reduced_motion, "{moving:?}");
    }
}

/// A switch that is off shows on the background of a brand, also where its `line` would not.
pub fn switches_show_on_the_background_of_a_brand(browser: Browser) {
    for dark in [false, true] {
        let visit = Visit::with(browser, Setup { dark, ..Setup::PLAIN });
        for (background, text) in
            [("#3b5998", "#ffffff"), ("#ffffff", "#767676"), ("#ffd400", "#111111")]
        {
            visit.site.edit_config(|config| {
                config["ui"] = json!({"colors": {"background": background, "text": text, "button": text, "buttonText": background}});
            });
            visit.go("/");
            visit.banner_button("Settings").click();
            visit.dialog();
            let edges = visit.measure(
                "[...document.querySelectorAll('samtycke-root input:not(:checked)')].flatMap(one => [null, '::before'].map((part) => {
                    const {borderTopColor} = getComputedStyle(one, part)
                    return ratio(colour(borderTopColor).slice(0, 3), backdrop(one.parentElement))
                }))",
            );
            let edges = edges.as_array().expect("a list");
            assert!(edges.len() >= 6, "{edges:?}");
            assert!(
                edges.iter().all(|edge| edge.as_f64() >= Some(3.0)),
                "{background} {dark}: {edges:?}"
            );
        }
    }
}

/// In forced colours the icon is a cookie and no empty ring.
pub fn the_icon_is_drawn_in_forced_colours(browser: Browser) {
    let visit = Visit::with(browser, Setup { forced_colors: true, ..Setup::PLAIN });
    visit.site.edit_config(|config| config["ui"] = json!({"reopen": true, "reopenAs": "icon"}));
    visit.go("/");
    visit.refuse();
    let icon = visit.find("samtycke-root [data-layout=icon] button");
    let drawn = "(style => [style.forcedColorAdjust, style.backgroundImage.includes('gradient')])(getComputedStyle(it, '::before'))";
    assert_eq!(icon.eval(drawn), json!(["none", true]));
    visit.picture("forced-icon");
}

/// The button that leads to the settings can be pressed everywhere on its pill.
pub fn the_floating_button_has_no_dead_ends(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| config["ui"] = json!({"reopen": true}));
    visit.go("/");
    visit.refuse();
    visit.find("samtycke-root .samtycke-reopen");
    visit.wait(
        "(box => [box.left + 4, box.right - 4].every(x => document.elementFromPoint(x, (box.top + box.bottom) / 2).matches('button')))(
            document.querySelector('samtycke-root .samtycke-reopen').getBoundingClientRect())",
    );
}
