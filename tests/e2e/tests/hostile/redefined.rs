//! Pages that redefine what scripts take for granted: nothing is granted without a stored yes.

use samtycke_e2e::Moment::{After, Before};
use samtycke_e2e::{Browser, Moment, Visit};

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
    // The case before may have ended with a yes, and what that page still sends is not this one's.
    if answer == "reject" {
        visit.go("/nothing");
    }
    let seen = visit.broken(moment, code, answer);
    let calls = visit.site.calls();
    let yes = seen.cookie.contains(".all.");
    let no = seen.cookie.contains(".none.");
    let told = seen.told.contains("Samtycke")
        || seen.told.contains("thrown")
        || seen.told.contains("rejected")
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
    for (number, (name, code)) in REDEFINED.iter().enumerate() {
        if moment == After && TOO_LATE.contains(name) {
            continue;
        }
        // The page layer is the same in all engines: Firefox and WebKit meet some each, with one answer.
        let answers: &[&str] = match (browser, number % 12) {
            (Browser::Chromium, _) => &["reject", "accept"],
            (Browser::Firefox, 0) | (Browser::WebKit, 3) => &["reject"],
            (Browser::Firefox, 6) | (Browser::WebKit, 9) => &["accept"],
            _ => &[],
        };
        for &answer in answers {
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
