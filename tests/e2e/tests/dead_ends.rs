//! Never a dead end: each part broken in turn, in each state that a visitor comes in, and then every button
//! pressed and every function called. A no can always be said and a yes always be taken back, and nothing is
//! left on the page that cannot be answered.

use samtycke_e2e::Vendor::Teamtailor;
use samtycke_e2e::{Browser, CONFIGURED, TAG, Visit, page};
use serde_json::{Value, json};

/// What is broken.
struct Broken {
    name: &'static str,
    /// What runs before the tag.
    before: &'static str,
    /// What the site answers in place of files.
    answers: &'static [Answer],
    /// The attribute of the tag that leads to a server that never answers.
    hangs: &'static str,
}

impl Broken {
    /// Whether nothing on the page reaches the browser's cookies, so that nothing can delete one.
    fn hides_cookies(&self) -> bool {
        self.name.starts_with("cookies")
    }
}

/// A file, a status, and a body.
type Answer = (&'static str, u16, &'static str);

const fn page_breaks(name: &'static str, before: &'static str) -> Broken {
    Broken { name, before, answers: &[], hangs: "" }
}

const fn answers(name: &'static str, answers: &'static [Answer]) -> Broken {
    Broken { name, before: "", answers, hangs: "" }
}

const fn hangs(name: &'static str, hangs: &'static str) -> Broken {
    Broken { name, before: "", answers: &[], hangs }
}

const SETTINGS: &str = "/samtycke.settings.js";
const WORDS: &str = "/samtycke.en.json";
const MESSAGES: &str = "/samtycke.messages.js";
const CONFIG: &str = "/samtycke.json";

const BREAKS: &[Broken] = &[
    page_breaks("nothing", ""),
    // Files.
    answers("settings missing", &[(SETTINGS, 404, "")]),
    answers("settings foreign", &[(SETTINGS, 200, "window.evil = 1")]),
    answers("words missing", &[(WORDS, 404, "")]),
    answers("words foreign", &[(WORDS, 200, "{\"error\":\"not found\"}")]),
    answers("messages missing", &[(MESSAGES, 404, ""), (SETTINGS, 404, "")]),
    hangs("settings hang", "data-folder"),
    answers("declaration missing", &[(CONFIG, 404, "")]),
    answers("declaration is HTML", &[(CONFIG, 200, "<!doctype html><title>Front page</title>")]),
    answers("declaration is no JSON", &[(CONFIG, 200, "{\"version\": 1")]),
    answers("declaration is wrong", &[(CONFIG, 200, "{\"version\": 1}")]),
    hangs("declaration hangs", "data-config"),
    page_breaks(
        "no fetch",
        "window.fetch = () => Promise.reject(new TypeError('Failed to fetch'))",
    ),
    // The module.
    page_breaks("no WebAssembly", "delete window.WebAssembly"),
    Broken {
        name: "no module at all",
        before: "delete window.WebAssembly",
        answers: &[("/samtycke.nowasm.js", 404, "")],
        hangs: "",
    },
    page_breaks(
        "a damaged module",
        "WebAssembly.Instance = function () { return { exports: {} } }",
    ),
    // Storage.
    page_breaks(
        "cookies throw",
        "Object.defineProperty(Document.prototype, 'cookie', \
         { get() { throw new DOMException('', 'SecurityError') }, set() { throw new DOMException('', 'SecurityError') } })",
    ),
    page_breaks(
        "cookies are not kept",
        "Object.defineProperty(Document.prototype, 'cookie', { get: () => '', set() {} })",
    ),
    page_breaks(
        "storage throws",
        "for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) \
         Object.defineProperty(window, name, { get() { throw new DOMException('', 'SecurityError') } })",
    ),
    page_breaks(
        "storage is full",
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }",
    ),
    page_breaks(
        "storage never answers",
        "indexedDB.databases = () => new Promise(() => {}); indexedDB.deleteDatabase = () => ({})",
    ),
    // The page.
    page_breaks(
        "listeners throw",
        "for (const name of ['ready', 'change', 'open', 'close', 'error']) \
         document.addEventListener('samtycke:' + name, () => { throw new Error(name) }); \
         addEventListener('DOMContentLoaded', () => { for (const name of ['ready', 'change', 'open', 'close', 'error']) \
         samtycke.on(name, () => { throw new Error(name) }) })",
    ),
    page_breaks(
        "no channel",
        "window.BroadcastChannel = function () { throw new Error('no channel') }",
    ),
    page_breaks("no frames", "window.requestAnimationFrame = () => 0"),
    page_breaks(
        "no idle time",
        "window.requestIdleCallback = () => { throw new Error('no idle time') }",
    ),
    page_breaks(
        "no random numbers",
        "crypto.getRandomValues = () => { throw new Error('no random numbers') }",
    ),
    page_breaks("no top layer", "delete HTMLElement.prototype.showPopover"),
    page_breaks(
        "popovers throw",
        "HTMLElement.prototype.showPopover = () => { throw new Error('no popovers') }",
    ),
    page_breaks(
        "dialogs throw",
        "HTMLDialogElement.prototype.showModal = () => { throw new Error('no dialogs') }",
    ),
    page_breaks("no lists", "delete Intl.ListFormat"),
    page_breaks("no locales", "delete Intl.Locale"),
    page_breaks("no units", "Intl.NumberFormat = function () { throw new RangeError('no units') }"),
    page_breaks(
        "no style sheets",
        "window.CSSStyleSheet = function () { throw new TypeError('Illegal constructor') }",
    ),
    page_breaks("no sizes", "delete window.ResizeObserver"),
    page_breaks("no timing", "delete Performance.prototype.getEntriesByName"),
    page_breaks(
        "JSON is the page's own",
        "Array.prototype.toJSON = function () { return '[' + this + ']' }",
    ),
];

/// Presses and calls everything.
const DRIVER: &str = include_str!("dead_ends/press.js");

const ALL: &str = "functional-analytics-marketing";

const BUTTONS: &str = "<button id=\"settings\" data-samtycke-click=\"settings\">Settings</button>
    <button id=\"accept\" data-samtycke-click=\"accept\">Yes</button>
    <button id=\"reject\" data-samtycke-click=\"reject\">No</button>
    <button id=\"withdraw\" data-samtycke-click=\"withdraw\">Take back</button>";

/// The ways by which a yes is taken back.
const WAYS_BACK: [&str; 2] = ["the page's withdraw", "the page's settings, and no"];

/// Goes to the broken page, in a state.
#[track_caller]
fn arrive(visit: &Visit, broken: &Broken, state: &str) {
    let stored = match state {
        "yes" => format!("samtycke={}; Path=/", visit.made_choice("all", ALL, 60).value()),
        _ => "samtycke=; Max-Age=0; Path=/".into(),
    };
    let fresh = format!("<script>localStorage.clear(); document.cookie = '{stored}'</script>");
    let before = format!("{fresh}<script>{DRIVER}</script><script>{}</script>", broken.before);
    let nobody = visit.site.stand_ins().iter().find(|(vendor, _)| *vendor == Teamtailor);
    let nobody = nobody.map(|(_, address)| format!("http://{address}/")).unwrap_or_default();
    let tag = match broken.hangs {
        "" => TAG.into(),
        "data-config" => TAG.replace("/samtycke.json", &nobody),
        attribute => TAG.replace(" src", &format!(" {attribute}=\"{nobody}\" src")),
    };
    visit.go_to_page(&page(&format!("{before}{tag}"), BUTTONS));
    // What arrives late is there, or does not come.
    visit.wait("document.readyState === 'complete' && (samtycke.consent().version !== null || performance.now() > 400)");
}

/// Whether a value of our cookie holds a yes.
fn is_yes(choice: Option<String>) -> bool {
    choice.is_some_and(|value| !value.contains(".none."))
}

/// A site of its own for each, so that nothing of one is left for the next.
fn each(browser: Browser, look: impl Fn(&Visit, &Broken, &mut Vec<String>)) {
    let mut wrong = Vec::new();
    for (number, broken) in BREAKS.iter().enumerate() {
        // The page layer is the same in all engines: Firefox and WebKit meet a quarter each.
        if (browser == Browser::Firefox && number % 4 != 0)
            || (browser == Browser::WebKit && number % 4 != 2)
        {
            continue;
        }
        let visit = Visit::new(browser);
        // The declaration of a built site cannot go astray, and was checked. Of the rest, whose code is the same, every
        // second does.
        if visit.is_built() && (broken.name.starts_with("declaration") || number % 2 == 1) {
            continue;
        }
        visit.site.edit_config(|config| config["ui"] = json!({"reload": false, "block": true}));
        for &(path, status, body) in broken.answers {
            let kind = if path.ends_with("json") { "application/json" } else { "text/javascript" };
            visit.site.replace(path, kind, status, body);
        }
        if !broken.hangs.is_empty() {
            visit.site.hang(Teamtailor);
        }
        look(&visit, broken, &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every button and every function, in each state.
pub fn whatever_breaks_a_no_is_possible(browser: Browser) {
    each(browser, |visit, broken, wrong| {
        // Through the acts each comes to a no, too.
        for state in ["not asked", "yes"] {
            arrive(visit, broken, state);
            visit.run("press()");
            visit.wait("window.isPressed");
            let found = visit.eval("wrong");
            let found = found.as_array().into_iter().flatten().filter_map(Value::as_str);
            wrong.extend(found.map(|one| format!("{}, {state}: {one}", broken.name)));
            if is_yes(visit.choice_text()) && !broken.hides_cookies() {
                wrong.push(format!("{}, {state}: a yes is stored at the end", broken.name));
            }
        }
    });
}

/// Each way back, by itself, out of a stored yes: it is gone, and a page that is whole asks nobody.
pub fn whatever_breaks_a_yes_is_taken_back(browser: Browser) {
    each(browser, |visit, broken, wrong| {
        for way in WAYS_BACK {
            arrive(visit, broken, "yes");
            visit.run(&format!("one(\"{way}\")"));
            visit.wait("window.isPressed");
            // Without a declaration in effect there is nothing that could be shown.
            let shows = visit.eval("samtycke.consent().version") != Value::Null;
            let can_be = !broken.hides_cookies() && (shows || !way.contains("settings"));
            if can_be && is_yes(visit.choice_text()) {
                wrong.push(format!("{}: {way} leaves the yes", broken.name));
            }
        }
    });
}

/// A visitor says no before the declaration has come: nobody is asked once it has.
pub fn a_no_before_the_declaration_counts(browser: Browser) {
    let visit = Visit::new(browser);
    let config = visit.site.config();
    visit.store_choice("all", ALL, 60);
    visit.go_to_page(&page(CONFIGURED, BUTTONS));
    visit.find("#reject").click();
    assert_eq!(visit.choice_text(), None);
    visit.run(&format!("samtycke.init({config})"));
    visit.settle();
    assert!(!visit.has_banner());
    assert_eq!(visit.choice().how, "none");
    visit.nobody_called();
}
