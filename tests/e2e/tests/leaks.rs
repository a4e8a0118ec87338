//! What reaches a third party, for every way into a page, moment and answer. Its own log decides:
//! nothing without a grant, and with one everything, once.

mod cells;
mod forms;

use samtycke_e2e::{Browser, Policy, Setup, TAG, Visit, page};
use serde_json::json;

use cells::{FEW_WAYS, Matrix, PARTS, SOME_WAYS, YES};

/// Leaves a page without an answer, for the next story on the same site.
const FORGET: &str = "document.cookie = 'samtycke=; path=/; max-age=0'";

pub fn nothing_leaks_while_a_visitor_decides(browser: Browser) {
    let visit = Visit::new(browser);
    let mut matrix = Matrix::new(&visit, &[], false);
    // The ways are those of the page layer: all of them in one engine, and some in the others, under the policy and in a
    // built site.
    let is_whole =
        browser == Browser::Chromium && visit.site.policy() == Policy::None && !visit.is_built();
    let (parts, least) = match is_whole {
        true => (&PARTS[..], 5000),
        false => (&[&SOME_WAYS[..]][..], 3000),
    };
    for (part, ways) in parts.iter().enumerate() {
        matrix.begin_part(part, ways);
        decide(&visit, &mut matrix, |state| format!("{state}-{part}"));
    }
    matrix.count(least);
}

/// A visitor is asked, refuses, comes back, agrees, comes back, takes it back, and comes back.
#[track_caller]
fn decide(visit: &Visit, matrix: &mut Matrix, name: impl Fn(&str) -> String) {
    let [undecided, refused, granted, withdrawn] =
        ["undecided", "refused", "granted", "withdrawn"].map(name);
    visit.go("/nothing");
    visit.run(FORGET);
    matrix.go(&undecided, false);
    matrix.check(&undecided);
    visit.refuse();
    matrix.insert(&undecided, "refused", false);
    matrix.check(&refused);
    matrix.go(&refused, false);
    matrix.check(&format!("{refused} before"));
    visit.run("leave()");
    visit.run(YES);
    matrix.open(&refused);
    matrix.insert(&refused, "granted", true);
    matrix.check(&granted);
    matrix.go(&granted, true);
    matrix.check(&format!("{granted} before"));
    // Without the reload, so that the same page goes on.
    visit.run("samtycke.withdraw()");
    matrix.insert(&granted, "withdrawn", false);
    matrix.check(&withdrawn);
    matrix.go(&withdrawn, false);
    matrix.check(&format!("{withdrawn} before"));
}

pub fn nothing_leaks_when_a_yes_is_taken_back(browser: Browser) {
    let visit = Visit::new(browser);
    let mut matrix = Matrix::new(&visit, &FEW_WAYS, true);
    matrix.go("undecided", false);
    visit.run(YES);
    matrix.open("undecided");
    matrix.check("granted");
    matrix.serve("/undecided", "reloaded");
    matrix.expect("reloaded", false);
    visit.reloading(|| visit.run("setTimeout(() => samtycke.withdraw())"));
    matrix.insert("reloaded", "after", false);
    matrix.check("withdrawn, and loaded anew");
    matrix.count(1000);
}

pub fn nothing_leaks_from_a_page_that_is_written_anew(browser: Browser) {
    let visit = Visit::new(browser);
    let mut matrix = Matrix::new(&visit, &SOME_WAYS, false);
    matrix.go("undecided", false);
    matrix.check("undecided");
    matrix.write_anew("anew", "after");
    matrix.check("written anew");
    visit.run(YES);
    matrix.open("anew");
    matrix.check("granted");
    visit.run("samtycke.withdraw()");
    matrix.write_anew("again", "after");
    matrix.check("withdrawn");
    matrix.count(1500);
}

pub fn nothing_leaks_in_the_tab_beside(browser: Browser) {
    let visit = Visit::new(browser);
    let mut matrix = Matrix::new(&visit, &FEW_WAYS, false);
    matrix.go("undecided", false);
    let first = visit.window();
    visit.new_tab();
    let second = visit.window();
    let beside = |script: &str| {
        visit.switch_to(&second);
        visit.go("/decide");
        visit.ready();
        visit.run(script);
        visit.switch_to(&first);
    };
    beside("samtycke.reject()");
    matrix.check("refused in another tab");
    beside(YES);
    // There as here.
    matrix.declared(true);
    matrix.open("undecided");
    matrix.check("granted in another tab");
    matrix.declared(true);
    beside("samtycke.withdraw()");
    visit.wait("!samtycke.has('analytics')");
    matrix.insert("undecided", "withdrawn", false);
    matrix.check("withdrawn in another tab");
    matrix.count(1000);
}

pub fn nothing_leaks_in_a_restored_page(browser: Browser) {
    let visit = Visit::with(browser, Setup { keeps_history: true, ..Setup::PLAIN });
    let mut matrix = Matrix::new(&visit, &FEW_WAYS, false);
    matrix.kept = true;
    for (name, before, meanwhile, is_open) in [
        ("asked", "", "", false),
        ("refused", "", "samtycke.reject()", false),
        ("granted", "", YES, true),
        ("withdrawn", YES, "samtycke.withdraw()", false),
    ] {
        visit.go("/nothing");
        visit.run(FORGET);
        matrix.go(name, false);
        visit.run(before);
        if !before.is_empty() {
            matrix.open(name);
        }
        matrix.check(&format!("{name}, first"));
        // Until here; what follows has to leave the page as it is.
        visit.run("calm()");
        visit.go("/decide");
        visit.ready();
        matrix.arrive(before == YES);
        visit.run(meanwhile);
        matrix.arrive(meanwhile == YES);
        visit.back();
        visit.wait(&format!("location.pathname == '/{name}'"));
        let why = visit.eval("performance.getEntriesByType('navigation')[0].notRestoredReasons");
        assert_eq!(visit.eval("window.isRestored"), true, "{name} was not restored: {why}");
        if is_open {
            matrix.open(name);
        }
        matrix.insert(name, "restored", is_open);
        matrix.check(&format!("{name}, restored"));
    }
    matrix.count(8000);
}

pub fn nothing_leaks_in_a_page_of_the_history(browser: Browser) {
    let visit = Visit::new(browser);
    let mut matrix = Matrix::new(&visit, &FEW_WAYS, false);
    matrix.go("undecided", false);
    visit.run(YES);
    matrix.open("undecided");
    matrix.check("granted");
    visit.go("/decide");
    visit.ready();
    matrix.arrive(true);
    visit.run("samtycke.withdraw()");
    // Nothing of it is kept, so that the browser has to load it, and may want to fill its frames.
    matrix.serve("/undecided", "again");
    matrix.expect("again", false);
    visit.back();
    visit.wait("location.pathname == '/undecided'");
    matrix.insert("again", "after", false);
    assert_eq!(visit.eval("window.isRestored"), false);
    matrix.check("withdrawn elsewhere, and back");
    matrix.count(1000);
}

pub fn nothing_leaks_in_a_prerendered_page(browser: Browser) {
    for (name, before, meanwhile, is_open) in [
        ("asked", "", "", false),
        ("refused", "", "samtycke.reject()", false),
        ("granted", "", YES, true),
        ("granted-before", YES, "", true),
        ("withdrawn", YES, "samtycke.withdraw()", false),
    ] {
        let visit = Visit::new(browser);
        let mut matrix = Matrix::new(&visit, &FEW_WAYS, true);
        matrix.serve(&format!("/{name}"), name);
        let was_open = before == YES;
        let rules =
            json!({"prerender": [{"urls": [format!("/{name}")], "eagerness": "immediate"}]});
        let rules = format!("<script type=\"speculationrules\">{rules}</script>");
        let link = format!("<a id=\"go\" href=\"/{name}\">Go on</a>");
        visit.site.replace_kept("/rules", page(&format!("{TAG}{rules}"), &link));
        visit.go("/decide");
        visit.ready();
        visit.run(before);
        matrix.arrive(was_open);
        visit.go("/rules");
        visit.ready();
        matrix.arrive(was_open);
        matrix.expect(name, was_open);
        visit.expect_first_party_call("/favicon.ico?ready");
        matrix.check_shut(&format!("{name}, prerendered"));
        let is_withdrawn = was_open && !is_open;
        if is_withdrawn {
            matrix.no_more(name);
            // It loads anew on arrival.
            matrix.serve(&format!("/{name}"), "again");
            matrix.expect("again", false);
        }
        visit.run(meanwhile);
        matrix.arrive(meanwhile == YES);
        visit.find("#go").click();
        visit.wait(&format!("location.pathname == '/{name}' && document.readyState == 'complete'"));
        if is_withdrawn {
            visit.wait("window.pageName == 'again' && document.readyState == 'complete'");
            matrix.insert("again", "after", false);
            matrix.check(&format!("{name}, activated and loaded anew"));
            matrix.count(1000);
            continue;
        }
        let was = "performance.getEntriesByType('navigation')[0].activationStart > 0";
        assert_eq!(visit.eval(was), true, "{name} was not prerendered");
        if is_open && !was_open {
            matrix.open(name);
        }
        matrix.insert(name, "activated", is_open);
        matrix.check(&format!("{name}, activated"));
        matrix.count(1000);
    }
}
