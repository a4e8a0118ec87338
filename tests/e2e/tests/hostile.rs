//! Pages and browsers that mean no good, or are only careless: nothing leaks, no choice is lost,
//! nothing is granted without a yes, and the banner can be answered or the console says why not.

use samtycke_e2e::Moment::{After, Before};
use samtycke_e2e::Vendor::{Google, Pardot, PardotGo, Zendesk};
use samtycke_e2e::{Browser, ESCAPE, Moment, TAG, Visit, page};
use serde_json::{Value, json};

/// What pages redefine: what it is called here, and how.
const REDEFINED: &[(&str, &str)] = &[
    ("push throws", "redefine(Array.prototype, 'push', throws)"),
    ("push does nothing", "redefine(Array.prototype, 'push', () => 0)"),
    ("map throws", "redefine(Array.prototype, 'map', throws)"),
    ("map is empty", "redefine(Array.prototype, 'map', () => [])"),
    ("filter throws", "redefine(Array.prototype, 'filter', throws)"),
    ("filter keeps all", "redefine(Array.prototype, 'filter', function () { return this })"),
    ("forEach throws", "redefine(Array.prototype, 'forEach', throws)"),
    ("forEach does nothing", "redefine(Array.prototype, 'forEach', () => {})"),
    ("flatMap throws", "redefine(Array.prototype, 'flatMap', throws)"),
    ("flatMap is empty", "redefine(Array.prototype, 'flatMap', () => [])"),
    ("includes is always true", "redefine(Array.prototype, 'includes', () => true)"),
    ("slice throws", "redefine(Array.prototype, 'slice', throws)"),
    ("shift does nothing", "redefine(Array.prototype, 'shift', () => {})"),
    ("join throws", "redefine(Array.prototype, 'join', throws)"),
    ("isArray is always false", "redefine(Array, 'isArray', () => false)"),
    (
        "arrays iterate to nothing",
        "redefine(Array.prototype, Symbol.iterator, () => ({next: () => ({done: true})}))",
    ),
    ("arrays cannot be iterated", "redefine(Array.prototype, Symbol.iterator, throws)"),
    (
        "toJSON of arrays is a string",
        "{ const real = JSON.stringify; redefine(Array.prototype, 'toJSON', function () { const own = this.slice(); own.toJSON = 0; return real(own) }) }",
    ),
    ("toJSON of arrays is empty", "redefine(Array.prototype, 'toJSON', () => [])"),
    ("toJSON of arrays is a yes", "redefine(Array.prototype, 'toJSON', () => true)"),
    ("toJSON of objects is empty", "redefine(Object.prototype, 'toJSON', () => ({}))"),
    ("toJSON of strings is empty", "redefine(String.prototype, 'toJSON', () => '')"),
    ("JSON.stringify throws", "redefine(JSON, 'stringify', throws)"),
    ("JSON.stringify is undefined", "redefine(JSON, 'stringify', () => {})"),
    ("JSON.stringify is a yes", "redefine(JSON, 'stringify', () => 'true')"),
    (
        "JSON.stringify adds blanks",
        "{ const real = JSON.stringify; redefine(JSON, 'stringify', (what) => real(what, null, 1)) }",
    ),
    ("JSON.parse throws", "redefine(JSON, 'parse', throws)"),
    ("JSON.parse is null", "redefine(JSON, 'parse', () => null)"),
    ("JSON.parse is always true", "redefine(JSON, 'parse', () => true)"),
    ("JSON.parse is a yes to all", "redefine(JSON, 'parse', () => [3, 0, 0])"),
    ("createElement throws", "redefine(Document.prototype, 'createElement', throws)"),
    ("createElement is null", "redefine(Document.prototype, 'createElement', () => null)"),
    (
        "createElement makes links only",
        "{ const real = document.createElement; redefine(Document.prototype, 'createElement', function () { return real.call(this, 'a') }) }",
    ),
    ("querySelector throws", "redefine(Document.prototype, 'querySelector', throws)"),
    ("querySelectorAll throws", "redefine(Document.prototype, 'querySelectorAll', throws)"),
    ("getElementById finds nothing", "redefine(Document.prototype, 'getElementById', () => null)"),
    ("addEventListener throws", "redefine(EventTarget.prototype, 'addEventListener', throws)"),
    (
        "addEventListener does nothing",
        "redefine(EventTarget.prototype, 'addEventListener', () => {})",
    ),
    ("dispatchEvent throws", "redefine(EventTarget.prototype, 'dispatchEvent', throws)"),
    ("setAttribute throws", "redefine(Element.prototype, 'setAttribute', throws)"),
    ("append throws", "redefine(Element.prototype, 'append', throws)"),
    ("prepend throws", "redefine(Element.prototype, 'prepend', throws)"),
    ("closest throws", "redefine(Element.prototype, 'closest', throws)"),
    ("remove throws", "redefine(Element.prototype, 'remove', throws)"),
    ("MutationObserver is gone", "redefine(window, 'MutationObserver', undefined)"),
    ("CustomEvent is gone", "redefine(window, 'CustomEvent', undefined)"),
    ("CSSStyleSheet is gone", "redefine(window, 'CSSStyleSheet', undefined)"),
    ("Set is gone", "redefine(window, 'Set', undefined)"),
    ("Set has everything", "redefine(Set.prototype, 'has', () => true)"),
    ("Map is gone", "redefine(window, 'Map', undefined)"),
    ("structuredClone is gone", "redefine(window, 'structuredClone', undefined)"),
    ("TextEncoder is gone", "redefine(window, 'TextEncoder', undefined)"),
    ("TextDecoder is gone", "redefine(window, 'TextDecoder', undefined)"),
    ("TextDecoder says yes", "redefine(TextDecoder.prototype, 'decode', () => 'true')"),
    ("Uint8Array is gone", "redefine(window, 'Uint8Array', undefined)"),
    ("WebAssembly is gone", "redefine(window, 'WebAssembly', undefined)"),
    ("Promise is gone", "redefine(window, 'Promise', undefined)"),
    ("entries are none", "redefine(Object, 'entries', () => [])"),
    ("hasOwn is always true", "redefine(Object, 'hasOwn', () => true)"),
    ("every object has a src", "redefine(Object.prototype, 'src', '/own.js')"),
    ("every object has a then", "redefine(Object.prototype, 'then', undefined)"),
    ("no random numbers", "redefine(crypto, 'getRandomValues', throws)"),
    ("Math.floor is no number", "redefine(Math, 'floor', () => NaN)"),
    ("Date.now is no number", "redefine(Date, 'now', () => 'soon')"),
    ("Date.now is before time began", "redefine(Date, 'now', () => -1e15)"),
    ("split throws", "redefine(String.prototype, 'split', throws)"),
    ("replace throws", "redefine(String.prototype, 'replace', throws)"),
    ("test is always true", "redefine(RegExp.prototype, 'test', () => true)"),
    (
        "an image is called cookie",
        "{ const it = document.createElement('img'); it.name = 'cookie'; document.documentElement.append(it) }",
    ),
    (
        "a form is called body",
        "{ const it = document.createElement('form'); it.name = 'body'; document.documentElement.append(it) }",
    ),
    (
        "a form is called head",
        "{ const it = document.createElement('form'); it.name = 'head'; document.documentElement.append(it) }",
    ),
    (
        "an image is called querySelector",
        "{ const it = document.createElement('img'); it.name = 'querySelector'; document.documentElement.append(it) }",
    ),
    (
        "an image is called querySelectorAll",
        "{ const it = document.createElement('img'); it.name = 'querySelectorAll'; document.documentElement.append(it) }",
    ),
    (
        "an image is called createElement",
        "{ const it = document.createElement('img'); it.name = 'createElement'; document.documentElement.append(it) }",
    ),
    (
        "an image is called addEventListener",
        "{ const it = document.createElement('img'); it.name = 'addEventListener'; document.documentElement.append(it) }",
    ),
    (
        "an image is called currentScript",
        "{ const it = document.createElement('img'); it.name = 'currentScript'; document.documentElement.append(it) }",
    ),
    (
        "an image is called readyState",
        "{ const it = document.createElement('img'); it.name = 'readyState'; document.documentElement.append(it) }",
    ),
    (
        "a form is called samtycke",
        "{ const it = document.createElement('form'); it.id = it.name = 'samtycke'; document.documentElement.append(it) }",
    ),
    (
        "a form called samtycke has has",
        "{ const it = document.createElement('form'); it.id = 'samtycke'; const has = document.createElement('input'); has.name = 'has'; it.append(has); document.documentElement.append(it) }",
    ),
];

/// Those that leave no trace: nothing throws, and the page has no banner and no word of it.
const SILENT: &[&str] =
    &["map is empty", "forEach does nothing", "addEventListener does nothing", "entries are none"];

/// What is looked at before the start alone: later, nothing could tell it from an answer.
const TOO_LATE: &[&str] = &["TextDecoder says yes"];

/// What a case has to come to.
fn holds(
    visit: &Visit,
    moment: Moment,
    (name, code): (&str, &str),
    answer: &str,
) -> Result<(), String> {
    // Firefox shows JSON in a page of its own, which has no cookies.
    visit.go("/nothing");
    visit.run(
        "for (const pair of document.cookie.split('; '))
            document.cookie = pair.split('=')[0] + '=; Max-Age=0; Path=/';",
    );
    let seen = visit.broken(moment, code, answer);
    let calls = visit.site.calls();
    let yes = seen.cookie.contains(".all.");
    let no = seen.cookie.contains(".none.");
    let told = seen.told.contains("Samtycke")
        || seen.told.contains("thrown")
        || (moment == Before && SILENT.contains(&name));
    let fail = |what: &str| Err(format!("{what}: {seen:?}, {} calls", calls.len()));
    if seen.has[0] {
        return fail("granted before any answer");
    }
    if answer == "reject" && (seen.has[1] || !calls.is_empty() || yes) {
        return fail("granted after a no");
    }
    if seen.has[1] && !yes {
        return fail("granted, with no yes stored");
    }
    if !yes && !calls.is_empty() {
        return fail("called without a yes");
    }
    if !seen.banner && !told {
        return fail("no banner, and no word");
    }
    if answer == "reject" && seen.banner && !no && !told {
        return fail("a no was lost without a word");
    }
    if answer == "accept" && seen.banner && !(yes && seen.has[1]) && !told {
        return fail("a yes was lost without a word");
    }
    Ok(())
}

#[track_caller]
fn all_hold(browser: Browser, moment: Moment) {
    let visit = Visit::new(browser);
    let mut wrong = Vec::new();
    let mut visits = 0;
    for (name, code) in REDEFINED {
        if moment == After && TOO_LATE.contains(name) {
            continue;
        }
        for answer in ["reject", "accept"] {
            visits += 1;
            if let Err(why) = holds(&visit, moment, (name, code), answer) {
                wrong.push(format!("{name}, {answer}: {why}"));
            }
        }
    }
    println!("{}, {moment:?}: {} ways, {visits} visits", browser.name(), REDEFINED.len());
    assert!(wrong.is_empty(), "{moment:?}:\n{}", wrong.join("\n"));
}

pub fn what_the_page_redefined_before_grants_nothing(browser: Browser) {
    all_hold(browser, Before);
}

pub fn what_the_page_redefines_later_grants_nothing(browser: Browser) {
    all_hold(browser, After);
}

/// Cookies that cannot be read or written, and no storage at all.
pub fn a_browser_that_keeps_nothing_grants_nothing(browser: Browser) {
    let block = "<script>
        const refuse = () => { throw new DOMException('blocked', 'SecurityError'); };
        Object.defineProperty(Document.prototype, 'cookie', {get: refuse, set: refuse});
        for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
            Object.defineProperty(window, name, {get: refuse});
        </script>";
    let visit = Visit::new(browser);
    for answer in ["Accept all", "Reject all"] {
        visit.go_to_page(&page(&format!("{block}{TAG}"), ""));
        visit.banner_button(answer).click();
        visit.no_banner();
        visit.wait("said.some(line => line.includes('did not keep the cookie'))");
        assert_eq!(visit.eval("samtycke.has('analytics')"), false, "{answer}");
        assert_eq!(visit.eval("samtycke.receipts()"), json!([]));
        visit.nobody_called();
    }
}

/// A clock that is set: what the page's `Date.now` says, in hours from now.
fn at(hours: i64) -> String {
    format!(
        "<script>{{ const now = Date.now; Date.now = () => now() + {hours} * 3600000; }}</script>{TAG}"
    )
}

pub fn a_clock_that_is_set_loses_no_choice(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, ""));
    visit.accept();
    visit.expect_call(Google, "/g/collect");
    let yes = visit.choice_text();
    let asked = |hours: i64| {
        visit.go_to_page(&page(&at(hours), ""));
        visit.ready();
        visit.has_banner()
    };
    for hours in [-1, -23, 1, 24 * 179] {
        assert!(!asked(hours), "{hours} hours off");
        assert_eq!(visit.eval("samtycke.has('analytics')"), true);
    }
    // Too far off to be believed: asked, nothing is granted, and what is stored stays.
    for hours in [-26, -24 * 365 * 60, 24 * 181, 24 * 365 * 100] {
        assert!(asked(hours), "{hours} hours off");
        visit.site.clear_calls();
        assert_eq!(visit.eval("samtycke.has('analytics')"), false);
        visit.nobody_called();
    }
    assert_eq!(visit.choice_text(), yes);
    // A no under a wrong clock holds under the right one, or it is asked again: never the old yes.
    assert!(asked(-26));
    visit.refuse();
    assert_eq!(visit.eval("samtycke.has('analytics')"), false);
    assert!(!asked(0));
    visit.site.clear_calls();
    assert_eq!(visit.choice().how, "none");
    visit.nobody_called();
}

/// Hides from the page that it was away, and that another window has kept a receipt, so that it
/// decides on what it knew.
const UNAWARE: &str = "<script>
    for (const name of ['visibilitychange', 'pageshow', 'storage'])
        window.addEventListener(name, (event) => window.unaware && event.stopImmediatePropagation(), true);
    </script>";

pub fn of_two_tabs_the_last_word_counts(browser: Browser) {
    for (first_says, last_says) in [("Accept all", "Reject all"), ("Reject all", "Accept all")] {
        let visit = Visit::new(browser);
        let html = page(&format!("{UNAWARE}{TAG}"), "");
        visit.go_to_page(&html);
        visit.banner();
        let first = visit.window();
        visit.new_tab();
        visit.go_to_page(&html);
        visit.banner();
        visit.run("window.unaware = true");
        let last = visit.window();
        visit.switch_to(&first);
        visit.banner_button(first_says).click();
        visit.no_banner();
        visit.switch_to(&last);
        // It has not heard of the other's answer, and still asks.
        visit.banner_button(last_says).click();
        visit.no_banner();
        let yes = last_says == "Accept all";
        let how = if yes { "all" } else { "none" };
        assert_eq!(visit.choice().how, how);
        assert_eq!(visit.eval("samtycke.has('analytics')"), yes);
        visit.switch_to(&first);
        visit.wait(&format!("window.samtycke && samtycke.has('analytics') === {yes}"));
        visit.settle();
        assert_eq!(visit.choice().how, how);
        assert_eq!(visit.eval("samtycke.has('analytics')"), yes);
        visit.site.clear_calls();
        visit.go_to_page(&html);
        visit.ready();
        assert!(!visit.has_banner());
        if yes {
            visit.expect_call(Google, "/g/collect");
        } else {
            visit.nobody_called();
        }
    }
}

pub fn a_banner_that_goes_with_the_body_comes_back(browser: Browser) {
    let visit = Visit::new(browser);
    for takes in [
        "document.body.replaceWith(document.createElement('body'))",
        "document.querySelector('h1').append(document.getElementById('samtycke'))",
    ] {
        visit.go_to_page(&page(TAG, ""));
        visit.banner();
        visit.run(takes);
        assert!(visit.banner().eval("it.checkVisibility()") == true, "{takes}");
        assert_eq!(visit.all(".samtycke-banner").len(), 1, "{takes}");
        visit.nobody_called();
        visit.refuse();
        assert_eq!(visit.choice().how, "none", "{takes}");
        visit.settle();
        assert!(!visit.has_banner(), "{takes}");
        visit.run("document.cookie = 'samtycke=; Max-Age=0; Path=/'");
    }
}

pub fn a_banner_that_is_taken_away_stays_away(browser: Browser) {
    let visit = Visit::new(browser);
    for takes in [
        "document.getElementById('samtycke').remove()",
        "document.querySelector('.samtycke-banner').remove()",
        "document.body.replaceChildren()",
    ] {
        visit.go_to_page(&page(TAG, ""));
        visit.banner();
        visit.run(takes);
        visit.settle();
        assert!(!visit.has_banner(), "{takes}");
        visit.nobody_called();
        assert_eq!(visit.choice_text(), None, "{takes}");
        // The page can ask again.
        visit.run("samtycke.open()");
        visit.banner();
        visit.refuse();
        assert_eq!(visit.choice().how, "none", "{takes}");
        visit.run("document.cookie = 'samtycke=; Max-Age=0; Path=/'");
    }
}

pub fn a_page_that_never_tires_of_taking_it_away_still_works(browser: Browser) {
    let tireless = "<script>
        new MutationObserver(() => document.getElementById('samtycke')?.remove())
            .observe(document, {childList: true, subtree: true});
        </script>";
    let visit = Visit::new(browser);
    visit.go_to_page(&page(&format!("{tireless}{TAG}"), ""));
    visit.settle();
    visit.run("document.body.append('more')");
    assert!(!visit.has_banner());
    assert_eq!(visit.eval("samtycke.has('analytics')"), false);
    visit.nobody_called();
    visit.run("samtycke.reject()");
    assert_eq!(visit.choice().granted, "_");
}

pub fn settings_that_the_page_takes_away_save_nothing(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, "<p id=\"there\"></p>"));
    visit.banner_button("Settings").click();
    visit.switch("Analytics").click();
    visit.run("document.getElementById('samtycke').remove()");
    visit.no_dialog();
    assert_eq!(visit.choice_text(), None);
    // They open anew, with the switches off.
    visit.run("samtycke.settings()");
    assert!(!visit.switch("Analytics").is_on());
    // Moved while they are open, they are no longer modal, and still say what they said.
    visit.switch("Analytics").click();
    visit.run("document.getElementById('there').append(document.getElementById('samtycke'))");
    assert!(visit.switch("Analytics").is_on());
    assert_eq!(visit.choice_text(), None);
    visit.run("document.querySelector('#samtycke dialog [data-samtycke-click=save]').click()");
    visit.no_dialog();
    let choice = visit.choice();
    assert_eq!((choice.how.as_str(), choice.granted.as_str()), ("some", "analytics"));
    visit.press(&[ESCAPE]);
}

/// Elements of the page with names that scripts look for.
pub fn names_of_the_page_are_not_taken_for_ours(browser: Browser) {
    let names =
        "<form id=\"samtycke\" name=\"samtycke\"><input name=\"has\"><input name=\"querySelector\">
        <input name=\"matches\"><input name=\"analytics\" type=\"checkbox\"></form>
        <img name=\"cookie\" alt=\"\"><img name=\"title\" alt=\"\">
        <a id=\"samtyckeConfig\" href=\"https://example.com\"></a>";
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, names));
    visit.banner();
    assert_eq!(visit.eval("document.querySelectorAll('form .samtycke-banner').length"), 0);
    visit.nobody_called();
    visit.accept();
    // What they do then is theirs: some look for `document.cookie` and find the image.
    visit.expect_fetched(&[Google, Pardot, PardotGo, Zendesk]);
    assert_eq!(visit.choice().how, "all");
    visit.reloading(|| visit.run("samtycke.withdraw()"));
    assert_eq!(visit.choice().granted, "_");
    assert_eq!(visit.cookie_names(), ["samtycke"]);
    visit.ready();
    assert!(!visit.has_banner(), "a stored choice is read");
}

const HARD: &str = "<style>
    * { all: unset !important; display: none !important; position: static !important }
    button, dialog, div, p, section { opacity: 0 !important; visibility: hidden !important;
        width: 0 !important; height: 0 !important; transform: scale(0) !important;
        pointer-events: none !important; clip-path: circle(0) !important; color: white !important;
        z-index: -1 !important; font-size: 0 !important; filter: opacity(0) !important }
    html, body, h1 { display: block !important }
    html body #samtycke [data-samtycke-click] { content-visibility: hidden !important;
        margin: -9999px !important; user-select: none !important; animation: none !important }
    dialog::backdrop { display: none !important }
    </style>";

pub fn hard_styles_of_the_page_leave_the_banner_as_it_is(browser: Browser) {
    let visit = Visit::new(browser);
    let look = |head: &str| {
        visit.go_to_page(&page(head, ""));
        let buttons = ["Reject all", "Accept all", "Settings"].map(|name| {
            let button = visit.banner_button(name);
            [
                "color",
                "background-color",
                "font-size",
                "opacity",
                "visibility",
                "display",
                "clip-path",
                "filter",
                "transform",
                "pointer-events",
                "width",
                "height",
                "content-visibility",
                "margin-top",
            ]
            .map(|property| button.style(property))
        });
        (buttons, visit.banner().rect())
    };
    let plain = look(TAG);
    assert_eq!(look(&format!("{HARD}{TAG}")), plain);
    visit.banner_button("Settings").click();
    visit.switch("Analytics").click();
    visit.dialog_button("Save choices").click();
    visit.no_dialog();
    assert_eq!(visit.choice().granted, "analytics");
}

/// Many services, each with a text.
fn many(visit: &Visit, count: usize, text: &str) {
    visit.site.edit_config(|config| {
        let services = config["services"].as_array_mut().expect("a list");
        for number in 0..count {
            let category = ["functional", "analytics", "marketing"][number % 3];
            services.push(json!({"id": format!("service_{number}"), "category": category,
                "name": format!("Service {number}"), "provider": text,
                "cookies": [{"name": format!("_s{number}"), "kind": "cookie", "party": "first",
                    "lifetime": "P1Y", "purpose": text}]}));
        }
    });
}

#[track_caller]
fn is_asked_and_answers(visit: &Visit, what: &str) {
    visit.go_to_page(&page(TAG, ""));
    visit.banner();
    let time = visit.eval("Math.round(performance.now())");
    println!("{}: {what}: the banner was there after at most {time} ms", visit.browser().name());
    visit.nobody_called();
    visit.run("samtycke.accept(['analytics'])");
    assert_eq!(visit.eval("samtycke.has('analytics')"), true);
    assert!(visit.choice_text().is_some_and(|value| value.len() <= 512));
    visit.run("samtycke.set({ga: true})");
    visit.eval("document.cookie.split('; ').map(one => document.cookie = one.split('=')[0] + '=; Max-Age=0; Path=/')");
}

pub fn a_thousand_services_are_asked_about(browser: Browser) {
    let visit = Visit::new(browser);
    many(&visit, 1_000, "Somebody");
    visit.go_to_page(&page(TAG, ""));
    visit.banner_button("Settings").click();
    visit.unfold();
    visit.switch("Service 997").click();
    visit.dialog_button("Save choices").click();
    visit.no_dialog();
    let value = visit.choice_text().unwrap_or_default();
    assert!(value.contains(".some._.+service_997"), "{value}");
    visit.go("/page");
    visit.ready();
    assert_eq!(
        visit.eval("[samtycke.has('service_997'), samtycke.has('service_996')]"),
        json!([true, false])
    );
    visit.run("document.cookie = 'samtycke=; Max-Age=0; Path=/'");
    is_asked_and_answers(&visit, "1,000 services");
}

pub fn five_megabytes_of_configuration_are_read(browser: Browser) {
    let visit = Visit::new(browser);
    many(&visit, 500, &"<b>All of it</b> \u{202e}txet \\\" ".repeat(190));
    assert!(visit.site.config().to_string().len() > 5_000_000);
    is_asked_and_answers(&visit, "5 MB");
}

pub fn deep_nesting_is_refused_and_breaks_nothing(browser: Browser) {
    let visit = Visit::new(browser);
    for depth in [31, 1_000, 100_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let deep = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            for place in ["services", "categories", "texts", "controller"] {
                let mut config = visit.site.config();
                config[place] = "HERE".into();
                let text = config.to_string().replace("\"HERE\"", &deep);
                visit.site.replace("/deep.json", "application/json", 200, text);
                let tag = TAG.replace("/samtycke.json", "/deep.json");
                visit.go_to_page(&page(&tag, ""));
                visit.wait("said.some(line => line.includes('Samtycke'))");
                assert!(!visit.has_banner());
                assert_eq!(visit.eval("samtycke.has('analytics')"), false);
                assert_eq!(visit.eval("said.filter(line => line.includes('it broke'))"), json!([]));
            }
        }
    }
    visit.run("window.done = 1");
    assert_eq!(visit.site.calls(), []);
}

/// Texts that would do something, were they read as anything but texts.
const TEXTS: &[&str] = &[
    "<img src=/leak onerror=\"window.leaked=1\">",
    "</script><script>window.leaked = 1</script>",
    "'\"><svg onload=window.leaked=1>",
    "\u{202e}sdrawkcab\u{2066}\u{2069}",
    "<title> <!l> <.name> {controller} \\u0022 \\",
    "\u{0} \u{1f} \u{7f} \u{feff} \u{2028} \u{ffff}",
];

pub fn texts_of_the_configuration_stay_texts(browser: Browser) {
    let visit = Visit::new(browser);
    let config = visit.site.config();
    for text in TEXTS {
        let mut config = config.clone();
        config["controller"]["name"] = (*text).into();
        config["categories"][2]["name"] = (*text).into();
        config["services"][2]["name"] = (*text).into();
        config["services"][2]["provider"] = (*text).into();
        config["texts"] = json!({"en": {"accept": text, "reject": format!("{text}.")}});
        visit.site.replace("/samtycke.json", "application/json", 200, config.to_string());
        visit.go_to_page(&page(TAG, "<div data-samtycke-declaration></div>"));
        visit.wait("document.querySelector('[data-samtycke-declaration] table')");
        visit.banner_button("Settings").click();
        visit.dialog();
        let found = "[...document.querySelectorAll('#samtycke img, #samtycke script, #samtycke svg')].length";
        assert_eq!(visit.eval(found), 0, "{text}");
        let said = visit.find("#samtycke .samtycke-banner [data-samtycke-click=accept]");
        assert_eq!(said.eval("it.textContent"), Value::from(text.replace("{controller}", text)));
    }
    assert_eq!(visit.eval("window.leaked"), Value::Null);
    visit.nobody_called();
    assert!(visit.site.first_party_calls().iter().all(|call| call.path != "/leak"));
    // A lone surrogate, which no JSON text of Rust's can hold.
    let text = config.to_string().replacen("Billogram AB", "\\ud800 AB \\udc00", 1);
    visit.site.replace("/samtycke.json", "application/json", 200, text);
    visit.go_to_page(&page(TAG, ""));
    visit.accept();
    assert_eq!(visit.choice().how, "all");
}
