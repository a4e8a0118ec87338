//! The page's own boxes stay where they are, and its rules by position hit what they hit.

use samtycke_e2e::{BANNER, Browser, CONFIGURED, ROOT, TAG, Visit, page};
use serde_json::{Value, json};

/// A bar is as high as its words, not as the window.
pub fn a_bar_is_as_high_as_its_words(browser: Browser) {
    let visit = Visit::new(browser);
    for position in ["bottom", "top"] {
        visit
            .site
            .edit_config(|config| config["ui"] = json!({"layout": "bar", "position": position}));
        for body in ["<p>Short</p>", "<div style=\"height:3000px\"></div>"] {
            visit.go_to_page(&page(TAG, body));
            visit.banner();
            visit.settle();
            let height =
                visit.eval("document.querySelector('.samtycke-banner').offsetHeight / innerHeight");
            assert!(height.as_f64().is_some_and(|part| part < 0.3), "{position}: {height}");
        }
    }
}

/// Ways to lay out a body, in which one more child would show.
const BODIES: [(&str, &str); 6] = [
    ("block", "body > * { margin: 13px } body > :last-child { margin-bottom: 99px }"),
    (
        "grid of the whole height",
        "html, body { height: 100%; margin: 0 }
        body { display: grid; grid-template-rows: auto 1fr auto; gap: 20px }",
    ),
    (
        "grid without rows",
        "body { display: grid; gap: 30px; grid-auto-rows: 50px; min-height: 100vh }",
    ),
    (
        "flex column",
        "html, body { height: 100%; margin: 0 }
        body { display: flex; flex-direction: column; justify-content: space-between; gap: 25px }",
    ),
    (
        "flex row",
        "body { display: flex; gap: 40px; justify-content: space-around } body > * { flex: 1 }",
    ),
    ("columns", "body { columns: 2; column-gap: 50px } html { display: grid; gap: 44px }"),
];

/// Rules by position.
const RULES: &str = "body > :first-child { padding-top: 7px } body > * + * { padding-left: 11px }
    body > :nth-child(odd) { border-left: 5px solid } body > :last-child { padding-bottom: 17px }
    body > :nth-last-child(2) { letter-spacing: 3px } main:only-of-type { padding-right: 19px }";

const CONTENT: &str = "<header>h</header><main><p>one</p><p>two</p></main><footer>f</footer>";

/// Where every element of the page is, and what the rules by position give it.
const PLACES: &str = "[...document.querySelectorAll('html, body, body *')]
    .filter(one => !one.matches('script, samtycke-root *'))
    .map(one => {
        const {x, y, width, height} = one.getBoundingClientRect();
        const {paddingTop, paddingLeft, paddingBottom, paddingRight, borderLeftWidth, letterSpacing} = getComputedStyle(one);
        return [one.localName, x + scrollX, y + scrollY, width, height,
            paddingTop, paddingLeft, paddingBottom, paddingRight, borderLeftWidth, letterSpacing];
    })";

fn places(visit: &Visit) -> Value {
    let places = visit.eval(PLACES);
    assert!(places.as_array().is_some_and(|all| all.len() > 6), "{places}");
    places
}

/// Equal to a tenth of a pixel: Firefox may round columns differently from one layout to the next.
#[track_caller]
fn same(visit: &Visit, before: &Value, state: &str) {
    fn is_same(one: &Value, other: &Value) -> bool {
        match (one, other) {
            (Value::Array(one), Value::Array(other)) => {
                one.len() == other.len()
                    && one.iter().zip(other).all(|(one, other)| is_same(one, other))
            }
            (Value::Number(one), Value::Number(other)) => one
                .as_f64()
                .zip(other.as_f64())
                .is_some_and(|(one, other)| (one - other).abs() < 0.1),
            _ => one == other,
        }
    }
    let now = places(visit);
    assert!(is_same(&now, before), "{state}: {now}\n, not {before}");
}

pub fn the_boxes_of_the_page_stay_where_they_are(browser: Browser) {
    let visit = Visit::new(browser);
    let config = visit.site.config();
    let tag = format!("<script>window.samtyckeConfig = {config}</script>{CONFIGURED}");
    for (name, style) in BODIES {
        for answer in ["accept", "reject"] {
            let style = format!("<style>{style} {RULES}</style>");
            visit.go_to_page(&page(&style, CONTENT));
            let before = places(&visit);
            visit.run("document.cookie = 'samtycke=; path=/; max-age=0'");
            visit.go_to_page(&page(&format!("{style}{tag}"), CONTENT));
            visit.banner();
            visit.settle();
            same(&visit, &before, &format!("{name}: with the banner"));
            visit.run("samtycke.settings()");
            visit.dialog();
            same(&visit, &before, &format!("{name}: with the settings"));
            visit.run("samtycke.close(); samtycke.open()");
            visit.find(&format!("{BANNER} [data-samtycke-click={answer}]")).click();
            visit.no_banner();
            visit.settle();
            // What others add after a yes is theirs.
            if answer == "reject" {
                same(&visit, &before, &format!("{name}: after the answer"));
            }
        }
    }
}

pub fn what_is_ours_is_no_child_of_the_body(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| config["ui"] = json!({"reopen": true}));
    visit.go_to_page(&page(
        TAG,
        "<footer><button data-samtycke-click=\"settings\">Cookies</button></footer>",
    ));
    visit.banner();
    let children = "[...document.body.children].map(one => one.outerHTML).join().length";
    let before = visit.eval(children);
    visit.open_settings();
    assert_eq!(visit.eval("document.body.querySelectorAll('[class*=samtycke]').length"), 0);
    visit.dialog_button("Reject all").click();
    visit.find(&format!("{ROOT} .samtycke-reopen"));
    assert_eq!(visit.eval(children), before);
    assert_eq!(visit.all(ROOT).len(), 1);
}

/// The widget of the page that has the highest `z-index` lies under both answers.
pub fn the_banner_lies_above_everything(browser: Browser) {
    let widget = "<div style=\"position: fixed; z-index: 2147483647; inset: 0 0 0 0; background: red\">chat</div>";
    let popover = "<div id=\"theirs\" popover=\"manual\" style=\"inset: 0; margin: 0; width: 100vw; height: 100vh; max-width: none; max-height: none\">theirs</div>";
    let visit = Visit::new(browser);
    let config = visit.site.config();
    let tag = format!("<script>window.samtyckeConfig = {config}</script>{CONFIGURED}");
    for layout in ["box", "bar"] {
        for (body, act) in [(widget, ""), (popover, "theirs.showPopover()")] {
            visit.site.edit_config(|config| config["ui"] = json!({"layout": layout}));
            // In the page's own order the widget comes after the banner's script, and is shown before it.
            visit.go_to_page(&page("", &format!("{body}<script>{act}</script>{tag}{widget}")));
            for name in ["Reject all", "Accept all", "Settings"] {
                assert!(visit.banner_button(name).is_hit(), "{layout}: {name} is covered");
            }
        }
    }
    visit.refuse();
    assert_eq!(visit.choice().how, "none");
}

/// A box stands in the corner that its position names, also where lines start on the right.
pub fn a_box_stands_in_its_corner(browser: Browser) {
    let visit = Visit::new(browser);
    for (position, is_top, at_start) in [
        ("bottom", false, false),
        ("bottomStart", false, true),
        ("top", true, false),
        ("topStart", true, true),
    ] {
        visit.site.edit_config(|config| {
            config["ui"] = json!({"position": position});
            config["languages"] = json!(["en", "ar"]);
        });
        for (language, is_mirrored) in [("en", false), ("ar", true)] {
            let html = page(TAG, "").replace("lang=\"en\"", &format!("lang=\"{language}\""));
            visit.go_to_page(&html);
            let sides = visit.banner().eval(
                "(({top, left}) => [top < innerHeight / 3, left < innerWidth / 3])(it.getBoundingClientRect())",
            );
            assert_eq!(sides, json!([is_top, at_start != is_mirrored]), "{position}, {language}");
        }
    }
}

/// Without a top layer the order of the page decides between boxes of the same `z-index`.
pub fn without_a_top_layer_the_banner_lies_above_too(browser: Browser) {
    let visit = Visit::new(browser);
    let old = "<script>delete HTMLElement.prototype.popover; delete HTMLElement.prototype.showPopover</script>";
    let chat =
        "<div style=\"position:fixed;inset:0;z-index:2147483647;background:#fff\">Chat</div>";
    visit.go_to_page(&page(&format!("{old}{TAG}"), chat));
    visit.banner();
    assert!(visit.banner_button("Reject all").is_hit());
    visit.refuse();
}
