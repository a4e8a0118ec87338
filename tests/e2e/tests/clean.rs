//! What a service has stored, of every kind there is, and what is left of it after a withdrawal: seen
//! by the driver's list of cookies, and by a page that has no Samtycke on it.

use samtycke_e2e::{Browser, TAG, Visit, page};
use serde_json::{Value, json};

use crate::policies::built;

/// Where the visitor is; the page has cookies of its own on each folder of it.
const HERE: &str = "/shop/cart/item";

/// Where everything is planted: a page of no policy, since under Trusted Types none registers a worker.
const PLANTING: &str = "/shop/cart/planting";
const EMPTY: &str =
    "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>Empty</title></head><body/></html>";

/// A page that the browser lists everything for, without deleting anything.
const BARE: &str = "<!doctype html><title>Bare</title>";

/// The configuration: one service, which stores everything there is.
fn config() -> Value {
    let item = |name: &str, kind: &str| json!({"name": name, "kind": kind, "party": "first", "lifetime": "P1Y", "purpose": "Test"});
    let mut cookies = Vec::new();
    for name in
        ["root", "deep", "parents", "pat_*", "secure", "__Host-one", "__Secure-one", "parted"]
    {
        cookies.push(item(name, "cookie"));
    }
    for kind in ["localStorage", "sessionStorage", "indexedDb", "cacheStorage"] {
        cookies.push(item("named", kind));
        cookies.push(item("pat_*", kind));
    }
    cookies.push(item("/theirs.js*", "serviceWorker"));
    cookies.push(json!({"name": "hidden", "kind": "cookie", "party": "first", "httpOnly": true,
        "host": "www.billogram.localhost", "lifetime": "P1Y", "purpose": "Test"}));
    cookies
        .push(json!({"name": "far", "kind": "cookie", "party": "third", "host": "tracker.example",
        "lifetime": "P1Y", "purpose": "Test"}));
    json!({
        "version": 1,
        "languages": ["en", "sv"],
        "controller": {"name": "Test", "policyUrl": "/cookies"},
        "categories": [{"id": "necessary", "required": true}, {"id": "analytics"}],
        "services": [{"id": "tracker", "category": "analytics", "name": "Tracker",
            "scripts": [{"inline": "window.ran = true"}], "cookies": cookies}],
    })
}

/// The page that the visitor is on, in a language.
fn html(language: &str) -> String {
    page(TAG, "").replace("lang=\"en\"", &format!("lang=\"{language}\""))
}

/// A visitor who has said yes, in a browser that holds one of every kind, and one of every kind of the
/// site's own.
fn planted(browser: Browser) -> Visit {
    let visit = Visit::new(browser);
    visit.site.edit_config(|served| *served = config());
    for path in [HERE, "/shop/cart/", "/other"] {
        visit.site.replace(path, "text/html; charset=utf-8", 200, html("en"));
    }
    visit.site.replace("/bare", "text/html; charset=utf-8", 200, BARE);
    for worker in ["/theirs.js", "/own.js"] {
        visit.site.replace(worker, "text/javascript", 200, "onfetch = null");
    }
    visit.site.replace(PLANTING, "application/xhtml+xml", 200, EMPTY);
    // Without a yes, the next start deletes everything.
    visit.go(HERE);
    visit.accept();
    visit.go(PLANTING);
    visit.run(
        "const lines = [
            'root=1; path=/', 'deep=1; path=/shop', 'deep=2; path=/shop/', 'deep=3; path=/shop/cart',
            'deep=4; path=/shop/cart/', 'deep=5; path=/shop/cart/item', 'root=2; path=/shop',
            'parents=1; path=/; domain=billogram.localhost',
            'parents=2; path=/shop/cart/; domain=www.billogram.localhost',
            'pat_1=1; path=/', 'pat_2=1; path=/shop/cart; domain=billogram.localhost',
            'secure=1; path=/; secure', '__Host-one=1; path=/; secure', '__Secure-one=1; path=/shop; secure',
            'parted=1; path=/; secure; samesite=none; partitioned', 'parted=2; path=/shop/; secure; partitioned',
            'own=1; path=/', 'xpat_1=1; path=/shop',
        ];
        for (const line of lines) document.cookie = line;
        for (const storage of [localStorage, sessionStorage])
          for (const name of ['named', 'pat_1', 'own']) storage.setItem(name, '1');
        window.planted = (async () => {
          for (const name of ['named', 'pat_1', 'own']) {
            await caches.open(name);
            await new Promise((done, failed) => {
              const open = indexedDB.open(name);
              open.onsuccess = () => { open.result.close(); done(); };
              open.onerror = failed;
            });
          }
          await navigator.serviceWorker.register('/theirs.js?id=1', { scope: '/shop/' });
          await navigator.serviceWorker.register('/own.js', { scope: '/other/' });
          const workers = await navigator.serviceWorker.getRegistrations();
          while (workers.some(worker => !worker.active)) await new Promise(done => setTimeout(done, 20));
          window.done = true;
        })();",
    );
    visit.wait("window.done");
    visit.set_hidden_cookie("hidden", "1");
    visit.go(HERE);
    visit.wait("window.ran");
    visit
}

/// Everything in the browser, of each kind: cookies as the driver lists them, the rest as this page
/// itself does.
fn found(visit: &Visit) -> Value {
    visit.run(
        "window.found = 0;
        (async () => {
          const databases = (await indexedDB.databases()).map(one => one.name).sort();
          const workers = (await navigator.serviceWorker.getRegistrations()).map(one => one.active.scriptURL.replace(location.origin, ''));
          window.found = { databases, caches: (await caches.keys()).sort(), workers: workers.sort(),
            local: Object.keys(localStorage).sort(), session: Object.keys(sessionStorage).sort() };
        })();",
    );
    visit.wait("window.found");
    let mut found = visit.eval("window.found");
    found["cookies"] = json!(visit.cookie_names());
    found
}

/// What is to be left: the site's own, and what no page can delete.
fn own() -> Value {
    json!({
        "cookies": ["hidden", "own", "samtycke", "xpat_1"],
        "local": ["own", "samtycke.receipts"],
        "session": ["own"],
        "databases": ["own"],
        "caches": ["own"],
        "workers": ["/own.js"],
    })
}

pub fn every_kind_is_deleted_before_the_page_loads_anew(browser: Browser) {
    let visit = planted(browser);
    let before = found(&visit);
    let mut all =
        vec!["deep", "hidden", "own", "parents", "pat_1", "pat_2", "root", "samtycke", "xpat_1"];
    let mut parted = 0;
    // WebKit takes secure cookies from https alone, also of this machine.
    if browser != Browser::WebKit {
        all.extend(["__Host-one", "__Secure-one", "parted", "secure"]);
        all.sort();
        parted = 2;
    }
    let mut names = visit.cookie_names();
    names.dedup();
    assert_eq!(names, all);
    assert_eq!((visit.cookies("deep").len(), visit.cookies("parted").len()), (5, parted));
    for kind in ["databases", "caches"] {
        assert_eq!(before[kind], json!(["named", "own", "pat_1"]));
    }
    assert_eq!(before["workers"], json!(["/own.js", "/theirs.js?id=1"]));
    // One takes its time, and is waited for.
    visit.run(
        "const real = caches.delete.bind(caches);
        caches.delete = name => new Promise(done => setTimeout(done, 400)).then(() => real(name));",
    );
    // What loads anew has no Samtycke that could delete any more.
    visit.site.replace(HERE, "text/html; charset=utf-8", 200, BARE);
    visit.withdraw_and_reload();
    assert_eq!(visit.eval("document.title"), "Bare");
    assert_eq!(found(&visit), own());
}

pub fn a_deletion_that_hangs_holds_nobody_up(browser: Browser) {
    let visit = planted(browser);
    visit.run("caches.delete = () => new Promise(() => {}); window.asked = Date.now(); sessionStorage.setItem('own', asked);");
    visit.withdraw_and_reload();
    let took = visit.eval("performance.timeOrigin - sessionStorage.getItem('own')");
    // A second, and what a busy machine takes.
    let took = took.as_f64().unwrap_or(f64::MAX);
    assert!((900.0..5000.0).contains(&took), "{took} ms");
    // The page that came in its place deletes what was left.
    visit
        .wait("caches.keys().then(names => window.names = names.join()) && window.names === 'own'");
    assert_eq!(found(&visit), own());
}

pub fn a_database_that_is_held_open_goes_with_the_next_page(browser: Browser) {
    let visit = planted(browser);
    visit.run(
        "indexedDB.open('named').onsuccess = event => { window.held = event.target.result; };",
    );
    visit.wait("window.held");
    visit.withdraw_and_reload();
    visit.wait("indexedDB.databases().then(all => window.names = all.map(one => one.name).join()) && window.names === 'own'");
}

pub fn what_lies_on_other_paths_goes_when_the_visitor_comes_there(browser: Browser) {
    let visit = planted(browser);
    visit.go("/other");
    visit.withdraw_and_reload();
    visit.go("/bare");
    assert_eq!(visit.cookie_names(), ["hidden", "own", "samtycke"]);
    visit.go(HERE);
    visit.ready();
    // What a page writes comes to the driver's list later than the writing ends, but before the page
    // has read it back.
    visit.eval("document.cookie");
    assert_eq!(visit.cookie_names(), ["hidden", "own", "samtycke", "xpat_1"]);
}

pub fn where_databases_cannot_be_listed_those_of_a_whole_name_go(browser: Browser) {
    let visit = planted(browser);
    visit.site.replace(HERE, "text/html; charset=utf-8", 200, BARE);
    visit.run("IDBFactory.prototype.databases = undefined");
    visit.withdraw_and_reload();
    assert_eq!(found(&visit)["databases"], json!(["own", "pat_1"]));
}

/// What `consent().remains` says.
fn remains(visit: &Visit) -> Value {
    visit.ready();
    visit.eval("samtycke.consent().remains")
}

pub fn what_no_page_can_delete_is_named(browser: Browser) {
    let visit = planted(browser);
    let both = json!([
        {"service": "tracker", "name": "hidden", "host": "www.billogram.localhost"},
        {"service": "tracker", "name": "far", "host": "tracker.example"},
    ]);
    assert_eq!(remains(&visit), json!([]));
    visit.run("samtycke.settings()");
    visit.wait("document.querySelector('dialog[open]')");
    assert_eq!(
        visit.eval("document.querySelectorAll('dialog [aria-labelledby=samtycke-remains]').length"),
        0
    );
    visit.reloading(|| visit.dialog_button("Reject all").click());
    assert_eq!(remains(&visit), both);
    // It is true: the driver still sees the cookie that no page does.
    assert_eq!(visit.cookies("hidden").len(), 1);
    assert_eq!(visit.eval("document.cookie.includes('hidden')"), false);
    visit.go("/other");
    assert_eq!(remains(&visit), both);
    for language in ["en", "sv"] {
        let words: Value = serde_json::from_str(&built(&format!("samtycke.{language}.json")))
            .expect("words are JSON");
        let words = words["remains"].as_str().expect("words for what remains");
        visit.site.replace("/other", "text/html; charset=utf-8", 200, html(language));
        visit.go("/other");
        visit.ready();
        visit.run("samtycke.settings()");
        visit.wait("document.querySelector('dialog[open] ul')");
        let list = visit.find("dialog ul");
        assert_eq!(list.role(), "list");
        assert!(list.name().contains(words), "{:?}", list.name());
        let items =
            visit.eval("[...document.querySelectorAll('dialog ul li')].map(one => one.innerText)");
        assert_eq!(
            items,
            json!(["hidden, www.billogram.localhost, Tracker", "far, tracker.example, Tracker"])
        );
    }
    visit.run("samtycke.accept()");
    visit.wait("samtycke.has('tracker')");
    assert_eq!(remains(&visit), json!([]));
}

/// Somebody who refused pays for no storage that nothing declares.
pub fn storage_that_nothing_declares_is_not_opened(browser: Browser) {
    let watch = "<script>
        window.opened = [];
        for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
          const real = window[name];
          Object.defineProperty(window, name, {get() { opened.push(name); return real; }});
        }
        const workers = navigator.serviceWorker.getRegistrations;
        navigator.serviceWorker.getRegistrations = function () { opened.push('workers'); return workers.call(this) };
        </script>";
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| {
        for service in config["services"].as_array_mut().into_iter().flatten() {
            if let Some(stored) = service["cookies"].as_array_mut() {
                stored.retain(|one| one["kind"] == "cookie");
            }
        }
    });
    let opened = || {
        visit.go_to_page(&page(&format!("{watch}{TAG}"), ""));
        visit.settle();
        visit.eval("opened")
    };
    assert_eq!(opened(), json!([]));
    visit.refuse();
    assert_eq!(visit.eval("opened"), json!([]));
    assert_eq!(opened(), json!([]));
}
