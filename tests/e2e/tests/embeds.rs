//! Stand-ins: what a visitor meets in the place of what waits, and what reaches the third party before, during
//! and after each answer.

use std::collections::BTreeMap;

use samtycke_e2e::Vendor::Google;
use samtycke_e2e::{Browser, Policy, SHIFT, Setup, TAB_KEY, TAG, Visit, page, sound_page};
use serde_json::{Value, json};

/// Finds the stand-in of an element: in its frame, in its shadow root, or above it.
const FIND: &str = "<script>
    window.standIn = (id) => {
        const one = document.getElementById(id);
        const inside = one.contentDocument?.querySelector('.samtycke-embed') ?? one.shadowRoot?.querySelector('.samtycke-embed');
        if (inside) return inside;
        const {x, y} = one.getBoundingClientRect();
        const isThere = (host) => {
            const box = host.getBoundingClientRect();
            return box.width && Math.abs(box.x - x) < 2 && Math.abs(box.y - y) < 2;
        };
        const host = [...document.querySelectorAll('samtycke-root .samtycke-above')].find(isThere);
        return host?.shadowRoot.querySelector('.samtycke-embed') ?? null;
    };
    window.chat = () => document.querySelector('samtycke-root .samtycke-chat')?.shadowRoot.querySelector('button') ?? null;
    window.press = (id, what) => standIn(id).querySelector(`[data-what=${what}]`).click();
    </script>";

/// Kinds with a stand-in of their own, by the ids of their elements.
const KINDS: [&str; 7] = ["film", "map", "picture", "clip", "sound", "thing", "box"];

/// What each service loads from the third party, as the end of a path. The chat and the form's check are code.
const LOADED: [(&str, &str); 9] = [
    ("film", "plain/film.html"),
    ("map", "map.html"),
    ("picture", "picture"),
    ("clip", "clip"),
    ("sound", "sound"),
    ("thing", "thing.html"),
    ("box", "box.js"),
    ("check", "check.js"),
    ("talk", "talk.js"),
];

fn configure(visit: &Visit) {
    let third = visit.third("/cell");
    let service = |id: &str, category: &str, scripts: Value| {
        json!({
            "id": id, "category": category, "name": format!("The {id}"),
            "provider": format!("{id} Inc."), "policyUrl": format!("https://{id}.example/privacy"),
            "scripts": scripts,
        })
    };
    let script = |name: &str| json!([{"src": format!("{third}/{name}.js")}]);
    let mut film = service("film", "marketing", json!([]));
    film["embeds"] = json!([format!("{third}/whole/*")]);
    film["rewrites"] = json!({format!("{third}/whole/"): format!("{third}/plain/")});
    film["cookies"] = json!([
        {"name": "still", "kind": "localStorage", "party": "third", "host": "127.0.0.2", "lifetime": "persistent", "purpose": "Keeps how loud it is."},
        {"name": "gone", "kind": "cookie", "party": "third", "host": "whole.example", "lifetime": "P1D", "purpose": "Recognises visitors."},
    ]);
    let mut talk = service("talk", "functional", script("talk"));
    let talking = json!({"inline": "window.talk = (...said) => { window.talked = said }"});
    talk["scripts"].as_array_mut().expect("a list").push(talking);
    talk["chat"] = json!([{"call": "talk", "args": ["open"]}]);
    let services = json!([
        film,
        service("map", "functional", json!([])),
        service("picture", "marketing", json!([])),
        service("clip", "marketing", json!([])),
        service("sound", "marketing", json!([])),
        service("thing", "analytics", json!([])),
        service("box", "functional", script("box")),
        service("check", "functional", script("check")),
        talk,
    ]);
    visit.site.edit_config(|config| {
        let own = config["services"][0].clone();
        config["services"] = services;
        config["services"].as_array_mut().expect("a list").insert(0, own);
    });
}

/// Eight kinds of embeds and the chat, each between two links.
fn body(visit: &Visit) -> String {
    let third = visit.third("/cell");
    let link = |name: &str| format!("<p><a id=\"{name}\" href=\"#{name}\">{name}</a></p>");
    [
        link("before"),
        format!("<iframe id=\"film\" title=\"A film\" width=\"400\" height=\"260\" data-samtycke-src=\"{third}/whole/film.html\"></iframe>"),
        link("between"),
        format!("<p><img id=\"picture\" class=\"large\" alt=\"A picture\" width=\"400\" height=\"260\" data-samtycke=\"picture\" data-samtycke-src=\"{third}/picture\"></p>"),
        link("after"),
        format!("<iframe id=\"map\" title=\"A map\" width=\"400\" height=\"260\" data-samtycke=\"map\" data-samtycke-src=\"{third}/map.html\" data-samtycke-picture=\"/map.svg\"></iframe>"),
        format!("<p><video id=\"clip\" width=\"400\" height=\"260\" preload=\"auto\" data-samtycke=\"clip\" data-samtycke-src=\"{third}/clip\"></video></p>"),
        format!("<p><audio id=\"sound\" class=\"large\" controls preload=\"auto\" data-samtycke=\"sound\" data-samtycke-src=\"{third}/sound\"></audio></p>"),
        format!("<p><object id=\"thing\" class=\"large\" aria-label=\"A thing\" width=\"400\" height=\"260\" type=\"text/html\" data-samtycke=\"thing\" data-samtycke-data=\"{third}/thing.html\"></object></p>"),
        "<div id=\"box\" class=\"large\" data-samtycke=\"box\"></div>".into(),
        "<form id=\"form\" data-samtycke=\"check\" data-samtycke-action=\"/sent\"><label>Message <input name=\"message\"></label><button id=\"send\">Send</button></form>".into(),
        link("last"),
    ]
    .concat()
}

const STYLE: &str = "<link rel=\"stylesheet\" href=\"/embeds.css\">";

/// A page with all of them, once their stand-ins are there.
fn visit(browser: Browser) -> Visit {
    let visit = Visit::new(browser);
    configure(&visit);
    go(&visit);
    visit
}

fn go(visit: &Visit) {
    go_to(visit, TAG);
    visit.ready();
}

fn go_to(visit: &Visit, tag: &str) {
    let style = ".large { display: block; width: 400px; height: 260px }
        p:nth-of-type(3) { padding-left: 7px } iframe + p { margin-top: 3px }";
    visit.site.replace("/embeds.css", "text/css", 200, style);
    let svg = "<svg xmlns='http://www.w3.org/2000/svg'/>";
    visit.site.replace("/map.svg", "image/svg+xml", 200, svg);
    let whole = page("", "");
    let recorder =
        &whole[whole.find("<script>").expect("one")..whole.find("</head>").expect("one")];
    let head = format!("{recorder}{FIND}{STYLE}{tag}");
    visit.go_to_page(&sound_page("en", "ltr", &head, &body(visit)));
}

/// Waits until these and no others have stand-ins.
#[track_caller]
fn waiting(visit: &Visit, ids: &[&str], has_chat: bool) {
    let (all, here) = (json!(KINDS), json!(ids));
    let is_so = format!(
        "{all}.every(id => !!standIn(id) === {here}.includes(id)) && !!chat() === {has_chat}"
    );
    visit.wait(&is_so);
}

/// How often the third party was asked for what.
fn counts(visit: &Visit) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for call in visit.site.calls().into_iter().filter(|call| call.path.starts_with("/cell/")) {
        *counts.entry(call.path["/cell/".len()..].to_owned()).or_default() += 1;
    }
    counts
}

/// The third party has been asked for these services' things, and for nothing else.
#[track_caller]
fn loaded(visit: &Visit, services: &[&str], state: &str) {
    // The strict policy lets no film and no sound of others in, and no page as an object.
    let is_refused = |id: &str| {
        visit.site.policy() == Policy::Strict && ["clip", "sound", "thing"].contains(&id)
    };
    let wanted: Vec<&str> = LOADED
        .into_iter()
        .filter(|(id, _)| services.contains(id) && !is_refused(id))
        .map(|(_, path)| path)
        .collect();
    for path in &wanted {
        visit.expect_call(Google, &format!("/cell/{path}"));
    }
    visit.settle();
    let came = counts(visit);
    let names: Vec<&str> = came.keys().map(String::as_str).collect();
    let mut wanted = wanted;
    wanted.sort_unstable();
    assert_eq!(names, wanted, "{state}");
    // Films and sounds come in pieces.
    let is_once = |(path, times): (&String, &usize)| {
        *times == 1 || ["clip", "sound"].contains(&path.as_str())
    };
    assert!(came.iter().all(is_once), "{state}: {came:?}");
    visit.site.clear_calls();
}

/// Nothing before a yes; on a press what it names, once; afterwards what is kept, and no more.
pub fn nothing_leaks_before_during_and_after_each_answer(browser: Browser) {
    let visit = visit(browser);
    waiting(&visit, &KINDS, true);
    loaded(&visit, &[], "before");
    visit.run("press('film', 'once')");
    waiting(&visit, &["map", "picture", "clip", "sound", "thing", "box"], true);
    loaded(&visit, &["film"], "loaded once");
    assert_eq!(visit.choice_text(), None);
    assert!(visit.has_banner());
    assert_eq!(visit.eval("samtycke.receipts()"), json!([]));
    assert_eq!(
        visit.eval("[samtycke.has('film'), samtycke.has('marketing')]"),
        json!([true, false])
    );
    // A view is a view.
    go(&visit);
    waiting(&visit, &KINDS, true);
    loaded(&visit, &[], "loaded anew");
    visit.run("press('map', 'always')");
    loaded(&visit, &["map"], "always allowed");
    assert_eq!(visit.choice().how, "embed");
    assert!(visit.has_banner(), "the banner goes on asking about the rest");
    visit.run("chat().click()");
    visit.wait("window.talked");
    assert_eq!(visit.eval("talked"), json!(["open"]));
    loaded(&visit, &["talk"], "the chat was opened");
    go(&visit);
    waiting(&visit, &["film", "picture", "clip", "sound", "thing", "box"], false);
    loaded(&visit, &["map", "talk"], "kept");
    // What was said elsewhere opens it, too.
    visit.accept();
    waiting(&visit, &[], false);
    loaded(&visit, &["film", "picture", "clip", "sound", "thing", "box", "check"], "all");
    visit.reloading(|| visit.run("setTimeout(() => samtycke.withdraw())"));
    waiting(&visit, &KINDS, true);
    loaded(&visit, &[], "withdrawn");
    assert_eq!(visit.eval("said"), json!([]));
}

/// The boxes of the page, and what its rules by position give them.
const PLACES: &str = "[...document.querySelectorAll('body *')]
    .filter(one => !one.closest('script, form, samtycke-root'))
    .map(one => [one.id || one.localName, ...['x', 'y', 'width', 'height'].map(side => Math.round(one.getBoundingClientRect()[side])),
        getComputedStyle(one).paddingLeft, getComputedStyle(one).marginTop])";

/// No element of the page is added, moved or changes its size, neither by a stand-in nor by a yes.
pub fn nothing_of_the_page_shifts(browser: Browser) {
    let visit = Visit::new(browser);
    configure(&visit);
    go_to(&visit, "");
    let before = visit.eval(PLACES);
    assert!(before.as_array().is_some_and(|all| all.len() > 20), "{before}");
    go(&visit);
    waiting(&visit, &KINDS, true);
    assert_eq!(visit.eval(PLACES), before, "with stand-ins");
    visit.accept();
    waiting(&visit, &[], false);
    assert_eq!(visit.eval(PLACES), before, "after the yes");
}

/// An image that waits has its declared size, by its attributes or by a style, and not that of its alternative text; and the
/// page's own word on it wins.
pub fn images_have_their_size_while_they_wait(browser: Browser) {
    let visit = Visit::new(browser);
    configure(&visit);
    let image =
        "<img alt=\"A picture\" data-samtycke=\"picture\" data-samtycke-src=\"/picture.svg\"";
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='300' height='150'/>";
    visit.site.replace("/picture.svg", "image/svg+xml", 200, svg);
    let style = ".styled { width: 400px; height: 250px } .hidden { display: none } .block { display: block; width: 300px; height: 100px }";
    visit.site.replace("/images.css", "text/css", 200, style);
    let body = format!(
        "<p>Before {image} id=\"sized\" width=\"300\" height=\"150\"> between {image} id=\"styled\" class=\"styled\"> after</p>
        <div>{image} id=\"block\" class=\"block\">{image} id=\"hidden\" class=\"styled hidden\"></div><p id=\"last\">Last</p>"
    );
    let head = format!("{FIND}<link rel=\"stylesheet\" href=\"/images.css\">{TAG}");
    visit.go_to_page(&samtycke_e2e::page(&head, &body));
    visit.refuse();
    visit.wait("standIn('sized') && standIn('styled') && standIn('block') && !standIn('hidden')");
    let waiting = visit.eval(PLACES);
    visit.run("samtycke.accept()");
    visit.wait("['sized', 'styled', 'block', 'hidden'].every(id => document.getElementById(id).src) && sized.complete && styled.complete && block.complete");
    assert_eq!(visit.eval(PLACES), waiting);
    assert_eq!(visit.eval("[sized.offsetWidth, styled.offsetHeight]"), json!([300, 250]));
}

/// Each says what waits, whose it is, why, and where that is explained.
pub fn each_says_what_it_is(browser: Browser) {
    let visit = visit(browser);
    waiting(&visit, &KINDS, true);
    let text = visit.eval("standIn('film').innerText");
    let text = text.as_str().unwrap_or_default();
    for words in [
        "The film from film Inc.",
        "for these purposes: Marketing.",
        "Load once",
        "Always allow The film",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert_eq!(
        visit.eval("standIn('film').querySelector('a').href"),
        "https://film.example/privacy"
    );
    // What the host of the address still stores, and nothing of the other one.
    assert_eq!(
        visit.eval("standIn('film').querySelector('li').textContent"),
        "still: Keeps how loud it is."
    );
    assert_eq!(visit.eval("standIn('film').querySelectorAll('li').length"), 1);
    assert_eq!(
        visit.eval("standIn('film').querySelector('summary').innerText"),
        "What it stores in your browser"
    );
    let is_centred = "(() => {
        const [outer, inner] = ['.text', 'details'].map(one => standIn('film').querySelector(one).getBoundingClientRect());
        return Math.abs(outer.left - inner.left - (inner.right - outer.right)) < 2;
    })()";
    assert_eq!(visit.eval(is_centred), true);
    assert_eq!(visit.eval("new URL(standIn('map').querySelector('img').src).pathname"), "/map.svg");
    assert_eq!(
        visit.eval("[standIn('box').getAttribute('role'), standIn('box').lang]"),
        json!(["group", "en"])
    );
    // In the language that the page changes to.
    visit.run("document.documentElement.lang = 'sv'");
    visit.wait("standIn('film')?.innerText.includes('Läs in en gång') && standIn('box')?.lang == 'sv' && chat().innerText.includes('Öppna chatten')");
    assert_eq!(visit.eval("said"), json!([]));
}

/// The keyboard meets each stand-in where its element is.
pub fn the_keyboard_meets_each_in_its_place(browser: Browser) {
    let visit = visit(browser);
    visit.refuse();
    waiting(&visit, &KINDS, true);
    let focused = "(function () {
        const deep = (root) => {
            const one = root.activeElement;
            return one?.shadowRoot ? deep(one.shadowRoot) : one?.contentDocument ? deep(one.contentDocument) : one;
        };
        const one = deep(document);
        return one?.id || one?.dataset?.what || one?.localName;
    })()";
    visit.run("document.getElementById('before').focus()");
    let way = ["a", "summary", "once", "always", "between", "a", "once", "always", "after"];
    for stop in way {
        visit.press(&[TAB_KEY]);
        assert_eq!(visit.eval(focused), stop, "forwards to {stop}");
    }
    for (number, stop) in way.iter().enumerate().rev().skip(1) {
        visit.chord(&[SHIFT, TAB_KEY]);
        assert_eq!(visit.eval(focused), *stop, "backwards to {number}");
    }
    // The focus is not lost with the button.
    visit.press(&[TAB_KEY, TAB_KEY]);
    visit.press(&[' ']);
    visit.wait("!standIn('film')");
    assert_eq!(visit.eval("document.activeElement.id"), "film");
}

/// The picture behind a stand-in is the page's own: that of another origin would be asked for before any answer.
pub fn a_picture_of_others_is_not_loaded(browser: Browser) {
    let visit = Visit::new(browser);
    configure(&visit);
    let third = visit.third("/cell");
    let map = format!(
        "<iframe id=\"map\" title=\"A map\" width=\"400\" height=\"260\" data-samtycke=\"map\" data-samtycke-src=\"{third}/map.html\" data-samtycke-picture=\"{third}/picture\"></iframe>"
    );
    visit.go_to_page(&page(TAG, &map));
    visit.wait("document.querySelector('#map').contentDocument?.querySelector('.samtycke-embed')");
    visit.settle();
    visit.nobody_called();
}

/// A form that needs a service is not sent without it: what was typed stays, and the visitor reads why.
pub fn a_form_waits_and_says_why(browser: Browser) {
    let visit = visit(browser);
    visit.refuse();
    visit.wait("standIn('box')");
    visit.run("document.querySelector('[name=message]').value = 'Hello'; document.getElementById('send').click()");
    let notice = "document.querySelector('samtycke-root dialog[open] div')?.shadowRoot";
    visit.wait(&format!("{notice}?.querySelector('[data-what=always]')"));
    let text = visit.eval(&format!("{notice}.querySelector('.samtycke-embed').innerText"));
    let text = text.as_str().unwrap_or_default();
    assert!(text.contains("The check") && text.contains("check Inc."), "{text}");
    assert!(text.ends_with("Close"), "nothing is saved here: {text}");
    assert_eq!(visit.eval("location.pathname"), "/page");
    assert_eq!(visit.eval("document.querySelector('[name=message]').value"), "Hello");
    visit.run(&format!("{notice}.querySelector('[data-what=always]').click()"));
    visit.expect_call(Google, "/cell/check.js");
    visit.wait("!document.querySelector('samtycke-root dialog[open]')");
    visit.site.replace("/sent", "text/html", 200, "Sent");
    visit.run("document.getElementById('send').click()");
    visit.wait("location.pathname === '/sent'");
    assert_eq!(visit.eval("location.search"), "?message=Hello");
}

/// Several chats and the button that leads to the settings lie beside each other, wherever that is, and in a window as
/// narrow as a phone.
pub fn chats_lie_on_nothing_of_ours(browser: Browser) {
    let visit = Visit::new(browser);
    configure(&visit);
    visit.site.edit_config(|config| {
        let services = config["services"].as_array_mut().expect("a list");
        let mut other = services.last().expect("the chat").clone();
        other["id"] = json!("other");
        services.push(other);
    });
    let boxes = "[...document.querySelectorAll('samtycke-root .samtycke-chat, samtycke-root .samtycke-reopen')].map(one => one.getBoundingClientRect())";
    let are_apart = format!(
        "(all => all.length == 3 && all.every((one, at) => one.width && one.left >= 0 && one.top >= 0 && one.right <= innerWidth && one.bottom <= innerHeight
            && all.slice(at + 1).every(other =>
                one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top)))({boxes})"
    );
    for (language, dir) in [("en", "ltr"), ("ar", "rtl")] {
        for position in ["bottomStart", "bottomEnd", "topEnd"] {
            visit.site.edit_config(|config| {
                config["ui"] = json!({"reopen": true, "reopenPosition": position});
                config["languages"] = json!(["en", "ar"]);
            });
            let page = sound_page(language, dir, TAG, "<p>Text</p>");
            visit.site.replace("/page", "text/html; charset=utf-8", 200, page);
            for (width, height) in [(320, 480), (1000, 480)] {
                visit.go_small("/page", width, height);
                visit.ready();
                visit.run("samtycke.reject()");
                visit.wait(&are_apart);
                // At the end of the line, where a chat is.
                let is_at_end = format!(
                    "(({{left, right}}) => left > innerWidth - right == {})(document.querySelector('samtycke-root .samtycke-chat').getBoundingClientRect())",
                    dir == "ltr"
                );
                if width > 400 {
                    visit.wait(&is_at_end);
                }
                visit.run("document.cookie = 'samtycke=; max-age=0; path=/'");
            }
        }
    }
}

/// What was let in once is not shown as switched on, and a no takes it away.
pub fn the_settings_and_stand_ins_are_in_step(browser: Browser) {
    let visit = visit(browser);
    waiting(&visit, &KINDS, true);
    visit.run("press('map', 'once')");
    visit.wait("!standIn('map')");
    visit.run("samtycke.settings()");
    visit.dialog();
    visit.unfold();
    assert!(!visit.switch("The map").is_on());
    visit.reloading(|| visit.dialog_button("Reject all").click());
    waiting(&visit, &KINDS, true);
    visit.run("samtycke.accept(['map'])");
    visit.wait("!standIn('map')");
    assert_eq!(visit.choice().how, "api");
    visit.reloading(|| visit.run("samtycke.set({map: false})"));
    visit.wait("standIn('map')");
    assert_eq!(visit.eval("said"), json!([]));
}

/// A stand-in leaves alone what is too small to read, what has content of its own, and what asks for none; markup
/// of the page takes the place of our words, and loads nothing.
/// A category speaks for its services, and without any for the host of the address.
pub fn a_category_names_who_is_behind_it(browser: Browser) {
    let visit = Visit::new(browser);
    configure(&visit);
    visit.site.edit_config(|config| {
        let services = config["services"].as_array_mut().expect("a list");
        services.retain(|one| one["category"] != "analytics");
    });
    let third = visit.third("/cell");
    let frame = |id: &str| {
        format!(
            "<iframe id=\"{id}\" title=\"{id}\" width=\"400\" height=\"260\" data-samtycke=\"{id}\" data-samtycke-src=\"{third}/map.html\"></iframe>"
        )
    };
    let body = frame("analytics") + &frame("marketing");
    visit.go_to_page(&samtycke_e2e::page(&format!("{FIND}{TAG}"), &body));
    visit.wait("standIn('analytics')?.innerText.includes('Analytics from 127.0.0.2')");
    visit
        .wait("standIn('marketing')?.innerText.includes('Marketing from film Inc., picture Inc.')");
}

pub fn the_page_has_its_say(browser: Browser) {
    let visit = Visit::new(browser);
    configure(&visit);
    let third = visit.third("/cell");
    let body = format!(
        "<img id=\"pixel\" alt=\"\" width=\"1\" height=\"1\" data-samtycke=\"picture\" data-samtycke-src=\"{third}/picture\">
        <div id=\"full\" data-samtycke=\"box\">My own words</div>
        <iframe id=\"none\" data-samtycke=\"map\" data-samtycke-standin=\"none\" data-samtycke-src=\"{third}/bare\"></iframe>
        <iframe id=\"unknown\" data-samtycke-src=\"https://nobody.example/\"></iframe>
        <template id=\"words\"><p id=\"mine\">See where we are.</p><object data=\"{third}/leak\"></object><button data-samtycke-embed=\"once\">Show it</button></template>
        <iframe id=\"own\" width=\"400\" height=\"300\" data-samtycke=\"map\" data-samtycke-standin=\"words\" data-samtycke-src=\"{third}/map.html\"></iframe>"
    );
    visit.go_to_page(&samtycke_e2e::page(&format!("{FIND}{TAG}"), &body));
    visit.wait("standIn('own')?.querySelector('#mine')");
    for id in ["pixel", "full", "none", "unknown"] {
        assert_eq!(visit.eval(&format!("standIn('{id}')")), json!(null), "{id}");
    }
    assert_eq!(visit.eval("document.getElementById('full').innerText"), "My own words");
    visit.wait("heard.some(([name, problem]) => name === 'error' && problem.code === 'embed')");
    visit.run("standIn('own').querySelector('[data-samtycke-embed]').click()");
    visit.expect_call(Google, "/cell/map.html");
    visit.settle();
    let came: Vec<String> = counts(&visit).into_keys().collect();
    assert_eq!(came, ["bare", "map.html"], "by a button of the page");
}

/// A page without anything that waits fetches no part for it.
pub fn a_page_without_embeds_fetches_nothing(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&samtycke_e2e::page(
        TAG,
        "<script type=\"text/plain\" data-samtycke=\"analytics\">1</script>",
    ));
    visit.banner();
    visit.settle();
    let calls = visit.site.first_party_calls();
    assert!(!calls.iter().any(|call| call.path.contains("embeds")), "{calls:?}");
}

/// Stand-ins are sound for tools of accessibility, and fit where there is little room.
pub fn stand_ins_are_accessible_and_fit(browser: Browser) {
    let visit = visit(browser);
    visit.refuse();
    waiting(&visit, &KINDS, true);
    let findings = visit.findings();
    assert_eq!(findings.violations, json!([]));
    assert!(findings.passes.iter().any(|rule| rule == "button-name"), "{:?}", findings.passes);
    visit.run(
        "const sheet = new CSSStyleSheet();
        sheet.replaceSync('#film, #box { width: 200px; height: 150px }');
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]",
    );
    for id in ["film", "box"] {
        visit.wait(&format!("standIn('{id}').clientWidth <= 200"));
        let fits = format!(
            "(function () {{
                const one = standIn('{id}');
                const buttons = [...one.querySelectorAll('button')].filter(button => button.getClientRects()[0]).map(button => button.getBoundingClientRect());
                return [one.scrollWidth <= one.clientWidth, buttons.every(({{width, height}}) => width >= 24 && width <= 200 && height >= 24)];
            }})()"
        );
        assert_eq!(visit.eval(&fits), json!([true, true]), "{id}");
    }
}

/// The texts of less contrast than 4.5 : 1 inside an element, and the buttons whose edge has less than 3 : 1.
fn weak(visit: &Visit, element: &str) -> Value {
    visit.measure(&format!(
        "[...{element}.querySelectorAll('p, a, summary, li, button')].filter(one => one.getClientRects()[0]).flatMap((one) => {{
            const style = getComputedStyle(one)
            const text = ratio(colour(style.color).slice(0, 3), backdrop(one))
            const edge = ratio(colour(style.borderTopColor).slice(0, 3), backdrop(one.parentElement))
            const hasEdge = style.borderTopStyle == 'solid' && parseFloat(style.borderTopWidth) > 0 && edge >= 3
            return [
                ...(text < 4.5 ? [`${{called(one)}}: text ${{round(text)}}, ${{style.color}} on ${{backdrop(one)}}`] : []),
                ...(one.localName == 'button' && !hasEdge ? [`${{called(one)}}: edge ${{round(edge)}}`] : []),
            ]
        }})"
    ))
}

/// In the colours that a visitor's system forces, every text has a contrast of 4.5, and every button an edge.
pub fn forced_colours_are_taken(browser: Browser) {
    let visit = Visit::with(browser, Setup { forced_colors: true, ..Setup::PLAIN });
    configure(&visit);
    go(&visit);
    waiting(&visit, &KINDS, true);
    assert_eq!(visit.eval("matchMedia('(forced-colors: active)').matches"), true);
    for id in KINDS {
        let count = format!("standIn('{id}').querySelectorAll('p, button').length >= 3");
        assert_eq!(visit.eval(&count), true, "{id}");
        assert_eq!(weak(&visit, &format!("standIn('{id}')")), json!([]), "{id}");
    }
    assert_eq!(weak(&visit, "chat().parentElement"), json!([]));
    visit.picture("forced-embeds");
}

/// Parts of a stand-in that are cut off, covered or out of reach.
const UNREADABLE: &str = "<script>
    window.unreadable = (id) => {
        document.getElementById(id).scrollIntoView({block: 'center'});
        const one = standIn(id);
        const box = one.getBoundingClientRect();
        const parts = [...one.querySelectorAll('.title, .text, button')].filter(part => part.getClientRects()[0]);
        const name = (part) => `${part.className || part.dataset.what} in ${one.dataset.size}`;
        const isInside = ({left, top, right, bottom}) =>
            left > box.left - 1 && top > box.top - 1 && right < box.right + 1 && bottom < box.bottom + 1;
        const covers = (part) => {
            const {left, width, top, bottom} = part.getBoundingClientRect();
            return [top + 2, bottom - 2].map(y => one.getRootNode().elementFromPoint(left + width / 2, y)).filter(hit => !part.contains(hit));
        };
        const problems = parts.flatMap(part => [
            ...(isInside(part.getBoundingClientRect()) ? [] : [`${name(part)} is cut off`]),
            ...covers(part).map(hit => `${name(part)} is covered by ${hit?.outerHTML.slice(0, 60)}`),
        ]);
        const isThere = (selector) => parts.some(part => part.matches(selector));
        const text = one.querySelector('.text');
        const isRead = text.clientHeight >= Math.min(text.scrollHeight, 50);
        const lines = document.createRange();
        lines.selectNodeContents(text);
        const end = text.getBoundingClientRect().bottom;
        const isCut = text.scrollHeight > text.clientHeight && [...lines.getClientRects()].some(({top, bottom, height}) => height < 30 && top < end - 3 && bottom > end + 3);
        if (one.dataset.size == 'small' && isCut) problems.push('a line is cut through');
        if (!isThere('.more') && !(isThere('.title') && isRead)) problems.push(`the text of ${one.dataset.size} is out of reach`);
        if (one.dataset.size != 'line' && !(isThere('[data-what=once]') && isThere('[data-what=always]'))) problems.push('a button is missing');
        return problems;
    };
    window.resize = (width, height) => {
        window.resized ??= new CSSStyleSheet();
        document.adoptedStyleSheets = [...document.adoptedStyleSheets.filter(one => one != resized), resized];
        resized.replaceSync(`#film, #box, #clip { display: block; width: ${width}px; height: ${height}px }`);
    };
    </script>";

/// At every size that embeds have, the title and the buttons are in view, and so is the text, or the scroller or the button
/// that leads to it.
pub fn nothing_is_cut_off_at_any_size(browser: Browser) {
    for language in ["en", "ar", "fi"] {
        let visit = Visit::new(browser);
        configure(&visit);
        visit.site.edit_config(|config| {
            config["languages"] = json!(["en", "ar", "fi"]);
            for service in config["services"].as_array_mut().expect("a list") {
                service["name"] = json!("YouTube (embedded player)");
                service["provider"] = json!("Google Ireland Limited");
                // Its button would lie on the page.
                service.as_object_mut().expect("a service").remove("chat");
            }
        });
        go_to(&visit, &format!("{UNREADABLE}{TAG}"));
        visit.refuse();
        visit.run(&format!("document.documentElement.lang = '{language}'"));
        let ids = ["film", "box", "clip"];
        for (width, height, sizes) in [
            (560, 400, &["full"][..]),
            (560, 315, &["full", "small"]),
            (400, 260, &["small"]),
            (320, 180, &["small", "brief"]),
            (304, 171, &["small", "brief"]),
            (200, 200, &["small", "brief"]),
            (200, 150, &["brief", "line"]),
            (300, 54, &["line"]),
            (100, 40, &["line"]),
        ] {
            visit.run(&format!("resize({width}, {height})"));
            for id in ids {
                visit.wait(&format!(
                    "standIn('{id}')?.lang == '{language}' && Math.abs(standIn('{id}').offsetWidth - {width}) < 5
                        && {}.includes(standIn('{id}').dataset.size)",
                    json!(sizes)
                ));
                // A stand-in above a film follows it a frame later.
                visit.wait(&format!("/* {language} {width} x {height} */ !unreadable('{id}')[0]"));
            }
        }
    }
}

/// A box without room for the text opens it in a dialog, by its title; the focus comes back to that, or goes to what loads.
pub fn a_small_box_opens_its_text(browser: Browser) {
    let visit = Visit::new(browser);
    configure(&visit);
    go_to(&visit, &format!("{UNREADABLE}{TAG}"));
    visit.refuse();
    waiting(&visit, &KINDS, true);
    visit.run("resize(110, 60)");
    let dialog = "document.querySelector('samtycke-root dialog[open] div')?.shadowRoot";
    for id in ["film", "box", "clip"] {
        let opener = format!("standIn('{id}').querySelector('.more')");
        visit.wait(&format!("standIn('{id}')?.dataset.size == 'line'"));
        // The ring lies within the box, which would cut it.
        visit.press(&[TAB_KEY]);
        visit.run(&format!("{opener}.focus()"));
        visit.wait(&format!(
            "(style => style.outlineStyle != 'none' && parseFloat(style.outlineOffset) <= -parseFloat(style.outlineWidth))(getComputedStyle({opener}))"
        ));
        visit.run(&format!("{opener}.click()"));
        visit.wait(dialog);
        let text = visit.eval(&format!("{dialog}.firstChild.innerText"));
        let text = text.as_str().unwrap_or_default();
        let wanted = format!("The {id} from {id} Inc.");
        assert!(text.contains(&wanted) && text.contains("for these purposes: "), "{text}");
        assert_eq!(
            visit.eval(&format!("{dialog}.querySelector('a').href")),
            format!("https://{id}.example/privacy")
        );
        // The link has the focus, and its outline is the only one.
        assert_eq!(visit.eval(&format!("{dialog}.activeElement.localName")), "a", "{id}");
        assert_eq!(visit.eval(&format!("getComputedStyle({dialog}.host).outlineStyle")), "none");
        visit.run(&format!("{dialog}.querySelector('.close').click()"));
        visit.wait("!document.querySelector('samtycke-root dialog')");
        visit.wait(&format!("{opener} === {opener}.getRootNode().activeElement"));
        visit.run(&format!("{opener}.click()"));
        visit.run(&format!("{dialog}.querySelector('[data-what=once]').click()"));
        visit.wait(&format!(
            "!standIn('{id}') && !document.querySelector('samtycke-root dialog') && document.activeElement.id == '{id}'"
        ));
    }
}

/// The size of letters is the visitor's, not the page's.
pub fn the_page_cannot_make_the_text_small(browser: Browser) {
    let visit = visit(browser);
    visit.run(
        "const small = new CSSStyleSheet();
        small.replaceSync('html { font-size: 62.5% }');
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, small]",
    );
    for id in ["film", "box", "clip"] {
        let size = format!("getComputedStyle(standIn('{id}').querySelector('.title')).fontSize");
        visit.wait(&format!("['13px', '16px'].includes({size})"));
    }
    assert_eq!(visit.eval("getComputedStyle(chat().querySelector('small')).fontSize"), "13px");
}

/// Stand-ins have the colours, the corners and the font that the page gives the banner, and those that it changes to.
pub fn stand_ins_look_as_the_banner_does(browser: Browser) {
    let visit = Visit::new(browser);
    configure(&visit);
    let brand = ":root { --samtycke-button: #ffd54f; --samtycke-button-radius: 0; --samtycke-font: Georgia }
        .other { --samtycke-button: #00205b; --samtycke-background: #eef; --samtycke-button-radius: 3px }";
    visit.site.replace("/brand.css", "text/css", 200, brand);
    go_to(&visit, &format!("<link rel=\"stylesheet\" href=\"/brand.css\">{TAG}"));
    visit.ready();
    waiting(&visit, &KINDS, true);
    let look = |button: &str| {
        format!(
            "['color', 'backgroundColor', 'borderStartStartRadius', 'fontFamily'].map(name => getComputedStyle({button})[name]).join()"
        )
    };
    let banner = look("document.querySelector('samtycke-root .samtycke-buttons button')");
    for state in ["", "other"] {
        visit.run(&format!("document.documentElement.className = '{state}'"));
        for id in KINDS {
            let button = look(&format!("standIn('{id}').querySelector('[data-what=always]')"));
            visit.wait(&format!("{button} == {banner}"));
        }
        let chat =
            "['color', 'backgroundColor'].map(name => getComputedStyle(chat())[name]).join()";
        assert_eq!(visit.eval(&format!("{banner}.startsWith({chat})")), true);
    }
    assert_eq!(visit.eval(&format!("{banner}.includes('rgb(0, 32, 91)')")), true);
}

/// The focus stays with each frame that is let in, also where it loads later than the first.
pub fn the_focus_stays_with_each_frame(browser: Browser) {
    let visit = Visit::new(browser);
    configure(&visit);
    let third = visit.third("/cell");
    let frame = |id: &str| {
        format!(
            "<iframe id=\"{id}\" title=\"{id}\" width=\"400\" height=\"260\" data-samtycke=\"map\" data-samtycke-src=\"{third}/map.html\"></iframe>"
        )
    };
    // After code that takes longer than a click may, the page is drawn before the frames load.
    let slow = "<script type=\"text/plain\" data-samtycke=\"map\">{ const end = performance.now() + 50; while (performance.now() < end); }</script>";
    let body = [slow.into(), frame("one"), frame("two"), frame("three")].concat();
    for id in ["one", "two", "three"] {
        for what in ["once", "always"] {
            visit.go_to_page(&samtycke_e2e::page(&format!("{FIND}{TAG}"), &body));
            visit.ready();
            visit.wait(&format!("standIn('{id}')"));
            let button = format!("standIn('{id}').querySelector('[data-what={what}]')");
            visit.run(&format!("{button}.focus(); {button}.click()"));
            visit.wait("['one', 'two', 'three'].every(id => document.getElementById(id).src)");
            visit.settle();
            assert_eq!(visit.eval("document.activeElement.id"), id, "{what}");
            visit.run("document.cookie = 'samtycke=; max-age=0; path=/'");
        }
    }
}

/// What a signal rules out has no button, and says why; what it leaves to the visitor has.
pub fn what_a_signal_rules_out_has_no_button(browser: Browser) {
    let visit = Visit::with(browser, Setup { global_privacy_control: true, ..Setup::default() });
    configure(&visit);
    go(&visit);
    waiting(&visit, &KINDS, true);
    let buttons = |id: &str| {
        visit.eval(&format!("standIn('{id}').querySelectorAll('.buttons button').length"))
    };
    assert_eq!([buttons("film"), buttons("map")], [json!(0), json!(2)]);
    let why = "/signal\\./.test(standIn('film').innerText) && !standIn('film').innerText.includes('agreed')";
    assert_eq!(visit.eval(why), true, "{}", visit.eval("standIn('film').innerText"));
    visit.run("press('map', 'once')");
    visit.expect_call(Google, "/cell/map.html");
    assert_eq!(visit.choice_text(), None);
}

/// Stand-ins that come one after another, of images with addresses of their own, add no style sheet to the page for each.
pub fn many_come_with_the_style_of_one(browser: Browser) {
    let visit = visit(browser);
    waiting(&visit, &KINDS, true);
    assert!(visit.has_banner());
    let before = visit.eval("document.adoptedStyleSheets.length");
    visit.run(
        "window.add = (left) => {
            const one = document.createElement('img');
            one.width = 400;
            one.height = 260;
            one.alt = '';
            one.dataset.samtycke = 'picture';
            one.dataset.samtyckeSrc = document.getElementById('picture').dataset.samtyckeSrc + left;
            document.body.append(one);
            if (left > 1) requestAnimationFrame(() => add(left - 1));
        };
        add(40)",
    );
    visit.wait("document.querySelectorAll('samtycke-root .samtycke-above').length > 40");
    // That of images that are not blocks by a rule of the page, of which there were none before; the banner's room may have
    // come meanwhile.
    let more = visit.eval(&format!("document.adoptedStyleSheets.length - {before}"));
    assert!((1..=2).contains(&more.as_i64().unwrap_or_default()), "{more}");
}

/// A stand-in that nobody can see costs no frame; once it is scrolled to, it is in its place.
pub fn what_is_far_away_costs_nothing(browser: Browser) {
    let visit = Visit::new(browser);
    configure(&visit);
    let third = visit.third("/cell");
    let style = ".large { display: block; width: 400px; height: 260px; margin-top: 5000px }";
    visit.site.replace("/far.css", "text/css", 200, style);
    let count = "<script>
        window.drawn = 0;
        const real = window.requestAnimationFrame;
        window.requestAnimationFrame = (one) => { drawn++; return real.call(window, one) };
        </script>";
    let head = format!("{count}{FIND}<link rel=\"stylesheet\" href=\"/far.css\">{TAG}");
    let body = format!(
        "<p>Text</p><img id=\"picture\" class=\"large\" alt=\"A picture\" data-samtycke=\"picture\" data-samtycke-src=\"{third}/picture\">"
    );
    visit.go_to_page(&samtycke_e2e::page(&head, &body));
    visit.ready();
    visit.wait("standIn('picture')");
    visit.settle();
    let before = visit.eval("drawn");
    std::thread::sleep(std::time::Duration::from_millis(400));
    assert_eq!(visit.eval("drawn"), before);
    visit.run("document.getElementById('picture').scrollIntoView()");
    visit.wait(&format!("drawn > {before} + 5 && standIn('picture')"));
}

/// Where the page stays after a withdrawal, what can be taken back waits again.
pub fn what_is_withdrawn_waits_again(browser: Browser) {
    let visit = Visit::new(browser);
    configure(&visit);
    visit.site.edit_config(|config| config["ui"] = json!({"reload": false}));
    go(&visit);
    visit.accept();
    waiting(&visit, &[], false);
    visit.expect_call(Google, "/cell/map.html");
    visit.settle();
    visit.site.clear_calls();
    visit.run("samtycke.withdraw()");
    waiting(&visit, &KINDS, true);
    loaded(&visit, &[], "withdrawn");
    visit.run("press('map', 'once')");
    loaded(&visit, &["map"], "loaded once");
}

/// The page of the demo on which looks are clicked: what waits there, and a look that it is asked for.
pub fn the_demo_shows_them(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/looks");
    visit.ready();
    let frames = "[...document.querySelectorAll('main iframe')].filter(one => one.contentDocument?.querySelector('.samtycke-embed')).length";
    visit.wait(&format!("{frames} == 2"));
    visit.wait("document.querySelector('samtycke-root .samtycke-chat')");
    visit.find("main a[href*='layout=bar']").click();
    visit.wait("document.querySelector('samtycke-root [data-layout=bar]')");
    visit.wait(&format!("{frames} == 2"));
    assert!(visit.site.calls().is_empty());
    visit.run(
        "document.getElementById('message').value = 'Hello';
        document.querySelector('main form').requestSubmit()",
    );
    visit.wait("document.querySelector('samtycke-root dialog[open]')");
    visit.run("document.querySelector('main iframe').contentDocument.querySelector('[data-what=once]').click()");
    visit.expect_call(Google, "/embed/M7lc1UVf-VE");
}

/// What a carousel, a scroller or a closed fold cuts off has no stand-in over the page beside it, and widens nothing.
pub fn what_is_cut_off_shows_no_stand_in(browser: Browser) {
    let visit = Visit::new(browser);
    configure(&visit);
    let third = visit.third("/cell");
    let style = ".row { width: 400px; overflow: hidden } .row div { display: flex; width: 4000px }
        .fold { max-height: 0; overflow: hidden } .off { opacity: 0 } img { flex: none; display: block; width: 400px; height: 200px }";
    visit.site.replace("/cut.css", "text/css", 200, style);
    let image = |id: &str| {
        format!(
            "<img id=\"{id}\" alt=\"\" data-samtycke=\"picture\" data-samtycke-src=\"{third}/picture\">"
        )
    };
    let body = format!(
        "<div class=\"row\" id=\"row\"><div>{}{}{}</div></div><div class=\"fold\">{}</div><div class=\"off\">{}</div><button id=\"buy\">Buy</button>",
        image("one"),
        image("two"),
        image("three"),
        image("folded"),
        image("off"),
    );
    let head = format!("{FIND}<link rel=\"stylesheet\" href=\"/cut.css\">{TAG}");
    visit.go_to_page(&samtycke_e2e::page(&head, &body));
    visit.refuse();
    visit.wait("standIn('one')");
    visit.settle();
    assert_eq!(
        visit.eval("['two', 'three', 'folded', 'off'].map(id => !!standIn(id))"),
        json!([false, false, false, false])
    );
    assert_eq!(visit.eval("document.documentElement.scrollWidth <= innerWidth"), true);
    visit.find("#buy").click();
    // The second one is scrolled to.
    visit.run("row.scrollLeft = 400");
    visit.wait("standIn('two') && !standIn('one')");
}

/// An empty box that waits, and that the page fills itself, shows what the page put in.
pub fn a_box_that_the_page_fills_shows_its_content(browser: Browser) {
    let visit = Visit::new(browser);
    configure(&visit);
    let style = "#map { width: 400px; height: 260px }";
    visit.site.replace("/map.css", "text/css", 200, style);
    let head = format!("{FIND}<link rel=\"stylesheet\" href=\"/map.css\">{TAG}");
    visit.go_to_page(&samtycke_e2e::page(&head, "<div id=\"map\" data-samtycke=\"map\"></div>"));
    visit.ready();
    visit.wait("standIn('map')");
    visit.run("{ const where = document.createElement('p'); where.id = 'where'; where.append('Street 1'); map.append(where) }");
    visit.wait("!standIn('map') && where.offsetHeight > 0");
}

/// A framework uses one element for several embeds: each address has the gate of its own service.
pub fn an_embed_with_another_address_is_known_anew(browser: Browser) {
    let visit = Visit::new(browser);
    configure(&visit);
    let third = visit.third("/cell");
    visit.go_to_page(&page(
        TAG,
        &format!("<iframe id=\"it\" title=\"A film\" width=\"400\" height=\"260\" data-samtycke-src=\"{third}/whole/film.html\"></iframe>"),
    ));
    visit.wait("it.dataset.samtycke === 'film'");
    visit.run("samtycke.accept('film')");
    visit.wait("it.hasAttribute('src')");
    visit.run(&format!("it.setAttribute('data-samtycke-src', '{third}/nobodys.html')"));
    visit.wait("!it.hasAttribute('src') && !it.dataset.samtycke");
    visit.wait("heard.some(([name, {code}]) => name === 'error' && code === 'embed')");
    visit.run(&format!("it.setAttribute('data-samtycke-src', '{third}/whole/second.html')"));
    visit.wait("it.dataset.samtycke === 'film' && it.src.endsWith('/second.html')");
    assert_eq!(visit.count_calls("nobodys"), 0);
}

/// Every address of an embed needs its grant, not that of the film alone.
pub fn a_poster_of_nobody_keeps_a_film_shut(browser: Browser) {
    let visit = Visit::new(browser);
    configure(&visit);
    let third = visit.third("/cell");
    visit.go_to_page(&page(
        TAG,
        &format!("<video id=\"it\" width=\"400\" height=\"260\" data-samtycke-src=\"{third}/whole/clip\" data-samtycke-poster=\"{third}/poster\"></video>
            <video id=\"own\" width=\"400\" height=\"260\" data-samtycke-src=\"{third}/whole/clip\" data-samtycke-poster=\"/own.png\"></video>"),
    ));
    visit.wait("own.dataset.samtycke === 'film'");
    visit.accept();
    visit.wait("own.hasAttribute('src')");
    visit.settle();
    assert_eq!(
        visit.eval(
            "[it.hasAttribute('src'), it.hasAttribute('poster'), it.dataset.samtycke ?? null]"
        ),
        json!([false, false, null])
    );
    assert_eq!(visit.count_calls("poster"), 0);
}

/// A custom element makes its own root once it is one; the stand-in takes none of it.
pub fn a_custom_element_keeps_its_root(browser: Browser) {
    let visit = Visit::new(browser);
    configure(&visit);
    visit.go_to_page(&page(TAG, "<my-map id=\"it\" data-samtycke=\"map\"></my-map>"));
    visit.run("it.style.cssText = 'display: block; width: 400px; height: 260px'; document.body.append('.')");
    visit.wait("document.querySelector('samtycke-root .samtycke-above')");
    assert_eq!(visit.eval("it.shadowRoot"), json!(null));
    visit.run("customElements.define('my-map', class extends HTMLElement { constructor() { super(); this.attachShadow({mode: 'open'}).append('A map') } })");
    visit.wait("it.shadowRoot?.textContent === 'A map'");
}

/// A list that opens gets room: nothing lies behind the buttons, and what has none scrolls.
pub fn a_list_that_opens_is_fitted_in(browser: Browser) {
    let visit = Visit::new(browser);
    configure(&visit);
    go_to(&visit, &format!("{UNREADABLE}{TAG}"));
    visit.refuse();
    waiting(&visit, &KINDS, true);
    for (width, height) in [(560, 250), (560, 280), (560, 315)] {
        visit.run(&format!("resize({width}, {height})"));
        visit.wait(&format!("Math.abs(standIn('film').offsetWidth - {width}) < 5"));
        visit.run("standIn('film').querySelector('details').open = true");
        visit.wait(
            "(one => one.scrollHeight <= one.clientHeight &&
                one.querySelector('.text').getBoundingClientRect().bottom <= one.querySelector('.buttons').getBoundingClientRect().top)(standIn('film'))",
        );
        visit.wait("!unreadable('film')[0]");
        visit.run("standIn('film').querySelector('details').open = false");
    }
}

/// On a phone the page can be scrolled until its last line is free of the chat's button, alone or above the one that leads to
/// the settings.
pub fn the_last_line_is_free_of_a_chat(browser: Browser) {
    let visit = Visit::new(browser);
    configure(&visit);
    let lines: String = (0..60).map(|line| format!("<p>Line {line}</p>")).collect();
    let footer =
        "<footer><a id=\"imprint\" href=\"#samtycke-settings\">Cookie settings</a></footer>";
    let page = page(&format!("{FIND}{TAG}"), &format!("{lines}{footer}"));
    visit.site.replace("/long", "text/html; charset=utf-8", 200, page);
    visit.go_small("/long", 375, 667);
    visit.refuse();
    visit.wait("chat()");
    let is_free = "(scrollTo(0, 1e6), document.querySelector('#imprint').getBoundingClientRect().bottom <= document.querySelector('.samtycke-chats').getBoundingClientRect().top)";
    visit.wait(is_free);
    // Without the link there is a button of ours, and the chat's is above it.
    visit.run("document.querySelector('#imprint').removeAttribute('href')");
    visit.run("document.body.append('more')");
    visit.wait("document.querySelector('.samtycke-reopen')");
    visit.wait(is_free);
    visit.run("document.querySelector('#imprint').href = '#samtycke-settings'; document.body.lastChild.remove()");
    visit.wait("!document.querySelector('.samtycke-reopen')");
    // A provider's full stop is that of the sentence.
    let said = visit.eval("chat().innerText");
    assert!(said.as_str().is_some_and(|said| said.contains("talk Inc. When")), "{said}");
    // The room goes with it.
    visit.run("samtycke.accept()");
    visit.wait(
        "!document.querySelector('.samtycke-chats') &&
            document.documentElement.scrollHeight - document.querySelector('footer').getBoundingClientRect().bottom - scrollY < 40",
    );
}
