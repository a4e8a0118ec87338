//! What a page's own code can ask and do.

use samtycke_e2e::Vendor::{Google, Pardot, Zendesk};
use samtycke_e2e::{Browser, CONFIGURED, TAG, Visit, page};
use serde_json::json;

/// A page whose configuration stands in it, with code right behind the tag.
fn configured(visit: &Visit, code: &str) -> String {
    let config = visit.site.config();
    let head = format!(
        "<script>window.samtyckeConfig = {config};</script>\n{CONFIGURED}\n<script>{code}</script>"
    );
    page(&head, "")
}

const ASK: &str = "window.answers = {
    necessary: samtycke.has('necessary'),
    analytics: samtycke.has('analytics'),
    ga: samtycke.has('ga'),
    decided: samtycke.consent().decided,
};";

pub fn the_next_line_knows(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&configured(&visit, ASK));
    let answers = json!({"necessary": true, "analytics": false, "ga": false, "decided": false});
    assert_eq!(visit.eval("answers"), answers);

    visit.accept();
    visit.go_to_page(&configured(&visit, ASK));
    let answers = json!({"necessary": true, "analytics": true, "ga": true, "decided": true});
    assert_eq!(visit.eval("answers"), answers);
}

pub fn before_a_fetched_configuration_nothing_is_granted(browser: Browser) {
    let later = "samtycke.on('ready', consent => {
        window.later = [samtycke.has('necessary'), samtycke.has('analytics'), consent.decided] });";
    let visit = Visit::new(browser);
    visit.go("/");
    visit.accept();
    visit.go_to_page(&page(&format!("{TAG}<script>{ASK}{later}</script>"), ""));
    let answers = json!({"necessary": false, "analytics": false, "ga": false, "decided": false});
    assert_eq!(visit.eval("answers"), answers);
    visit.wait("window.later");
    assert_eq!(visit.eval("later"), json!([true, true, true]));
}

pub fn an_unknown_id_is_no_and_is_named_once(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&configured(
        &visit,
        "window.answers = [samtycke.has('analytcs'), samtycke.has('analytcs')];",
    ));
    assert_eq!(visit.eval("answers"), json!([false, false]));
    assert_eq!(visit.eval("said.filter(line => line.includes('analytcs')).length"), 1);
    // The message suggests a similar id, if there is one.
    for (typed, meant) in [
        ("analytcs", "Did you mean \"analytics\"?"),
        ("Analytics", "Did you mean \"analytics\"?"),
        ("pardto", "Did you mean \"pardot\"?"),
        ("statistics", "so it is not granted."),
    ] {
        visit.run(&format!("samtycke.accept('{typed}')"));
        visit.wait(&format!(
            "said.some(line => line.includes('\"{typed}\"') && line.endsWith('{meant}'))"
        ));
    }
}

pub fn the_module_is_asked_like_the_tag(browser: Browser) {
    let visit = Visit::new(browser);
    let config = visit.site.config();
    let module = format!(
        "<script type=\"module\">
        import load, * as samtycke from '/pkg/samtycke.js';
        await load();
        samtycke.init({config});
        samtycke.when('ga').then(() => {{ window.granted = samtycke.consent().granted; }});
        samtycke.accept('analytics');
        window.answers = [samtycke.has('ga'), samtycke.has('pardot'), samtycke.consent().how];
        </script>"
    );
    visit.go_to_page(&page(&module, ""));
    visit.wait("window.granted");
    assert_eq!(visit.eval("answers"), json!([true, false, "api"]));
    assert_eq!(visit.eval("granted"), json!(["necessary", "analytics"]));
    visit.expect_fetched(&[Google]);
}

/// `init` starts the module if nothing has, and the declaration waits for it.
pub fn the_module_starts_with_its_declaration(browser: Browser) {
    let visit = Visit::new(browser);
    let config = visit.site.config();
    let module = format!(
        "<script type=\"module\">
        import load, {{ init, has }} from '/pkg/samtycke.js';
        init({config});
        window.early = has('analytics');
        await load();
        init({config});
        </script>"
    );
    visit.go_to_page(&page(&module, ""));
    visit.banner_button("Accept all").click();
    visit.expect_call(Google, "/g/collect");
    assert_eq!(visit.eval("[early, said.length]"), json!([false, 0]));
}

pub fn unknown_ids_decide_nothing(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.banner();
    visit
        .run("samtycke.set({analytcs: true}); samtycke.accept('analytcs'); samtycke.reject(['x'])");
    visit.settle();
    assert!(visit.has_banner());
    assert_eq!(visit.choice_text(), None);
    assert_eq!(visit.eval("samtycke.receipts()"), json!([]));
    visit.run("samtycke.accept('analytics')");
    let said = visit.choice_text();
    // On the same second, and on the next.
    visit.run("samtycke.accept('analytics')");
    std::thread::sleep(std::time::Duration::from_millis(1100));
    visit.run("samtycke.set({analytics: true})");
    assert_eq!(visit.choice_text(), said);
    assert_eq!(visit.eval("samtycke.receipts().length"), 1);
}

pub fn events_carry_the_snapshot(browser: Browser) {
    let listen = "window.called = [];
        for (const name of ['ready', 'change', 'open', 'close'])
            samtycke.on(name, detail => called.push([name, detail]));";
    let visit = Visit::new(browser);
    visit.go_to_page(&page(&format!("{TAG}<script>{listen}</script>"), ""));
    visit.accept();
    visit.wait("heard.some(one => one[0] === 'change')");
    let last = visit.eval("heard.filter(one => one[0] === 'change').at(-1)");
    assert_eq!(last[1], visit.eval("samtycke.consent()"));
    assert_eq!(last[1]["granted"], json!(["necessary", "functional", "analytics", "marketing"]));
    // A built site asks before the page's next script listens.
    let later = |list: &str| visit.eval(&format!("{list}.filter(([name]) => name !== 'open')"));
    assert_eq!(later("heard"), later("called"));
    let names = visit.eval("heard.map(one => one[0]).sort()");
    assert_eq!(names, json!(["change", "close", "open", "ready"]));
}

pub fn a_listener_can_stop(browser: Browser) {
    let listen = "window.count = 0;
        window.stop = samtycke.on('change', () => count += 1);
        samtycke.on('change', () => window.other = (window.other || 0) + 1);";
    let visit = Visit::new(browser);
    visit.go_to_page(&configured(&visit, listen));
    visit.run("samtycke.accept('analytics')");
    visit.wait("count === 1");
    visit.run("stop(); stop(); samtycke.accept('marketing')");
    visit.wait("other === 2");
    assert_eq!(visit.eval("[count, other]"), json!([1, 2]));
}

pub fn a_listener_that_throws_stops_nothing(browser: Browser) {
    let listen = "samtycke.on('change', () => { throw new Error('the page is broken'); });
        samtycke.on('change', () => window.next = true);
        document.addEventListener('samtycke:change', () => { throw new Error('broken too'); });";
    let visit = Visit::new(browser);
    visit.go_to_page(&configured(&visit, listen));
    visit.accept();
    assert_eq!(visit.eval("next"), true);
    assert_eq!(visit.choice().how, "all");
    visit.expect_call(Google, "/g/collect");
}

pub fn a_promise_is_kept_with_a_later_yes(browser: Browser) {
    let promise = "window.kept = [];
        for (const id of ['necessary', 'analytics', 'pardot_go', 'nobody'])
            samtycke.when(id).then(() => kept.push(id));";
    let visit = Visit::new(browser);
    visit.go_to_page(&page(&format!("{TAG}<script>{promise}</script>"), ""));
    visit.ready();
    visit.wait("kept.length > 0");
    assert_eq!(visit.eval("kept"), json!(["necessary"]));
    visit.run("samtycke.accept('analytics')");
    visit.wait("kept.includes('analytics')");
    visit.run("samtycke.accept()");
    visit.wait("kept.includes('pardot_go')");
    assert_eq!(visit.eval("kept.length"), 3);
    visit.run("samtycke.when('marketing').then(() => window.late = true)");
    visit.wait("window.late");
}

pub fn code_decides_by_id(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| config["services"][4]["id"] = "go".into());
    visit.go("/");
    visit.ready();
    visit.run("samtycke.accept('analytics')");
    let choice = visit.choice();
    assert_eq!((choice.how.as_str(), choice.granted.as_str()), ("api", "analytics"));
    // The others are not answered, so the banner still asks about them.
    assert_eq!((choice.asked[0].as_str(), choice.asked[2].as_str()), ("AAA", "AAA"));
    assert!(visit.has_banner());
    visit.expect_fetched(&[Google]);

    visit.run("samtycke.set({marketing: true, go: false})");
    let choice = visit.choice();
    assert_eq!((choice.granted.as_str(), choice.services.as_str()), ("analytics-marketing", "~go"));
    visit.expect_fetched(&[Google, Pardot]);

    visit.run("samtycke.accept(['zendesk'])");
    assert!(visit.choice().services.starts_with('*'), "{:?}", visit.choice());
    visit.expect_fetched(&[Google, Pardot, Zendesk]);
    assert!(visit.has_banner());

    visit.reloading(|| {
        visit.run("setTimeout(() => samtycke.reject(['analytics', 'marketing', 'zendesk']))")
    });
    visit.settle();
    let choice = visit.choice();
    assert_eq!((choice.how.as_str(), choice.granted.as_str()), ("none", "_"));
    // The newest first: the withdrawal, and three that granted something.
    let receipts = visit.eval("samtycke.receipts().map(({value}) => value.split('.')[4])");
    assert_eq!(receipts, json!(["none", "api", "api", "api"]));
}

/// A service that a placeholder or code lets in before the banner was answered does not end the asking.
pub fn a_single_service_does_not_end_the_asking(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.banner();
    visit.run("samtycke.accept('zendesk')");
    visit.expect_fetched(&[Zendesk]);
    assert!(visit.has_banner());
    assert_eq!(visit.choice().asked, ["AAA", "AAA", "AAA"]);
    visit.site.clear_calls();
    visit.go("/help");
    visit.expect_fetched(&[Zendesk]);
    visit.banner();
    visit.refuse();
    assert_eq!(visit.choice().how, "none");
    assert_eq!(visit.eval("samtycke.has('zendesk')"), false);
}

pub fn anything_but_true_is_no_yes(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.ready();
    visit.run("samtycke.set({analytics: 1, marketing: 'yes', functional: null})");
    assert_eq!(visit.choice().granted, "_");
    visit.nobody_called();
}

/// A typo in a variable grants nothing, and refuses nothing.
pub fn a_mistake_in_place_of_ids_changes_nothing(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.banner();
    for call in [
        "accept(undefined)",
        "accept(null)",
        "reject(undefined)",
        "reject({marketing: true})",
        "accept({marketing: true})",
        "accept([])",
        "accept(7)",
        "accept([['analytics'], {}])",
        "set()",
        "set(null)",
        "set({})",
        "set('analytics')",
        "set(['analytics'])",
    ] {
        visit.run(&format!("try {{ samtycke.{call} }} catch (why) {{ window.thrown = why }}"));
        assert_eq!(visit.choice_text(), None, "{call}");
        assert!(visit.has_banner(), "{call}");
        assert_eq!(visit.eval("samtycke.consent().granted"), json!(["necessary"]), "{call}");
    }
    visit.nobody_called();
    // Without an argument they mean everything.
    visit.run("samtycke.accept()");
    assert_eq!(visit.choice().granted, "functional-analytics-marketing");
}

pub fn mistakes_are_named(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, ""));
    visit.ready();
    visit.run(
        "samtycke.accept(undefined); samtycke.set('analytics'); samtycke.when('typo');
        samtycke.on('chnage', () => {});",
    );
    for part in ["ids", "typo", "chnage"] {
        visit.wait(&format!(
            "heard.some(([name, problem]) => name === 'error' && JSON.stringify(problem).includes('{part}'))"
        ));
    }
}

pub fn values_that_are_no_json_break_nothing(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/");
    visit.ready();
    visit.run(
        "const odd = {}; odd.odd = odd;
        for (const call of [() => samtycke.accept([odd]), () => samtycke.accept([1n, Symbol()])])
            try { call() } catch {}",
    );
    assert_eq!(visit.eval("[1n, Symbol(), {}, null].some(id => samtycke.has(id))"), false);
    assert_eq!(visit.choice_text(), None);
    visit.run("samtycke.accept('analytics')");
    assert_eq!(visit.choice().granted, "analytics");
}

/// Each listener hears the truth of the moment it is called, and a decision made in one comes after the
/// others have heard of the first.
pub fn listeners_hear_the_truth(browser: Browser) {
    let listen = "window.called = [];
        samtycke.on('change', ({granted}) => { called.push(['first', granted.length, samtycke.has('analytics')]); samtycke.reject(); });
        samtycke.on('change', ({granted}) => called.push(['second', granted.length, samtycke.has('analytics')]));
        samtycke.on('change', consent => { if (consent.granted.includes('marketing') !== samtycke.has('marketing')) called.push('a lie') });";
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| config["ui"] = json!({"reload": false}));
    visit.go_to_page(&configured(&visit, listen));
    visit.accept();
    visit.wait("called.length >= 4");
    let expected =
        json!([["first", 4, true], ["second", 4, true], ["first", 1, false], ["second", 1, false]]);
    assert_eq!(visit.eval("called"), expected);
    visit.settle();
    assert_eq!(visit.choice().how, "none");
    assert_eq!(visit.eval("[called.length, samtycke.has('analytics')]"), json!([4, false]));
}

pub fn ready_is_told_once(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| {
        config["services"][2]["scripts"] =
            json!([{"inline": "samtycke.on('ready', () => window.count = (window.count || 0) + 1)"}]);
    });
    visit.store_choice("some", "analytics", 60);
    visit.go_to_page(&page(TAG, ""));
    visit.settle();
    assert_eq!(visit.eval("count"), 1);
}

pub fn code_opens_and_closes(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, "<button data-samtycke-click=\"reject\">No</button>"));
    visit.banner();
    visit.run("samtycke.settings()");
    visit.dialog();
    visit.run("samtycke.close()");
    visit.no_dialog();
    visit.no_banner();
    assert_eq!(visit.choice_text(), None);
    visit.run("samtycke.open()");
    visit.banner();
    visit.find("body > button").click();
    visit.no_banner();
    assert_eq!(visit.choice().how, "none");
    let names = visit.eval("heard.map(one => one[0])");
    assert_eq!(
        names.as_array().map(|names| names.iter().filter(|name| *name == "open").count()),
        Some(3)
    );
}

/// What a granted script decides holds for the scripts after it.
pub fn a_no_in_a_granted_script_stops_the_next(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    visit.site.edit_config(|config| config["ui"] = json!({"reload": false}));
    let gated = |code: &str| {
        format!("<script type=\"text/plain\" data-samtycke=\"analytics\">{code}</script>")
    };
    let scripts = gated("samtycke.reject('analytics')") + &gated("ran++").repeat(5);
    visit.go_to_page(&page(&format!("<script>window.ran = 0</script>{TAG}"), &scripts));
    visit.accept();
    visit.wait("samtycke.has('marketing') && !samtycke.has('analytics')");
    visit.settle();
    assert_eq!(visit.eval("ran"), 0);
    assert_eq!(visit.choice().granted, "functional-marketing");
}

pub fn too_early_does_nothing(browser: Browser) {
    let visit = Visit::new(browser);
    let early = "samtycke.accept(); samtycke.settings(); samtycke.withdraw(); samtycke.close();";
    visit.go_to_page(&page(&format!("{TAG}<script>{early}</script>"), ""));
    visit.banner();
    visit.nobody_called();
    assert_eq!(visit.choice_text(), None);
    assert!(!visit.has_dialog());
}

/// A no before the declaration has come takes a yes away also where only the declaration says what its cookie is called.
pub fn an_early_no_finds_a_cookie_of_another_name(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| config["cookie"] = json!({"name": "consent"}));
    visit.go_to_page(&page(TAG, ""));
    visit.accept();
    visit.settle();
    assert_eq!(visit.cookies("consent").len(), 1);
    visit.site.clear_calls();
    visit.go_to_page(&page(&format!("{TAG}<script>samtycke.withdraw()</script>"), ""));
    visit.banner();
    visit.nobody_called();
    assert_eq!(visit.cookies("consent").len(), 0);
}

/// A promise of a grant is kept by what holds in the end: not where a listener has said no meanwhile.
pub fn a_promise_waits_for_what_listeners_decide(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| config["ui"] = json!({"reload": false}));
    visit.go_to_page(&page(TAG, ""));
    visit.banner();
    visit.run(
        "samtycke.on('change', () => { if (samtycke.has('analytics')) samtycke.reject(['analytics']) });
        samtycke.when('analytics').then(() => { window.kept = samtycke.has('analytics') });
        samtycke.when('marketing').then(() => { window.other = samtycke.has('marketing') });
        samtycke.accept()",
    );
    visit.wait("window.other === true");
    visit.settle();
    assert_eq!(visit.eval("window.kept"), json!(null));
}

/// Ids stand one after another or in a list.
pub fn ids_stand_one_after_another_too(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(TAG, ""));
    visit.banner();
    visit.run("samtycke.accept('analytics', 'functional')");
    assert_eq!(visit.choice().granted, "functional-analytics");
}

/// A language is a text, whatever it is given as; the settings come all the same.
pub fn a_language_may_be_anything(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go("/help");
    visit.accept();
    for odd in ["['sv']", "new Intl.Locale('sv')", "7", "null"] {
        visit.run(&format!("samtycke.setLanguage({odd})"));
        visit.run("samtycke.settings()");
        visit.dialog();
        visit.run("samtycke.close()");
        visit.no_dialog();
    }
}
