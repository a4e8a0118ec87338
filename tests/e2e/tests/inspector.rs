//! The inspector of `samtycke.dev.js`: what it says, what it lets one pretend, and that it is in nobody's way.

use samtycke_e2e::Vendor::Google;
use samtycke_e2e::{
    ALT, BANNER, Browser, DEVELOPMENT, ESCAPE, Element, Policy, REOPEN, SHIFT, Setup, TAB_KEY,
    Visit, page, sound_page,
};
use serde_json::json;

use crate::policies::built;
use crate::trouble::WORKS;

/// A page with something of everything that has a gate.
fn everything(visit: &Visit) -> String {
    let third = |path: &str| visit.third(path);
    format!(
        "<label>Name <input id=\"field\"></label>
        <iframe title=\"live\" data-samtycke=\"marketing\" src=\"{}\"></iframe>
        <iframe title=\"film\" data-samtycke=\"marketing\" data-samtycke-src=\"{}\"></iframe>
        <img alt=\"\" data-samtycke=\"marketng\" data-samtycke-src=\"{}\">
        <script type=\"text/plain\" data-samtycke=\"analytics\">window.ran = 1</script>
        <script type=\"text/plain\" data-samtycke=\"analytics\" data-samtycke-src=\"/missing.js\"></script>",
        third("/cell/live.html"),
        third("/cell/film.html"),
        third("/cell/a.png"),
    )
}

#[track_caller]
fn opened(visit: &Visit) -> Element<'_> {
    visit.inspector(".corner[aria-label]").click();
    visit.inspector(".panel:not([hidden])")
}

/// The lines of a section, as `title tag text`.
#[track_caller]
fn lines(visit: &Visit, section: &str) -> Vec<String> {
    let lines = visit.inspector(&format!("[data-section={section}]")).eval(
        "[...it.querySelectorAll('li')].map(line => [...line.querySelectorAll('code, .tag, p:not(.head)')].map(part => part.textContent).join(' '))",
    );
    serde_json::from_value(lines).unwrap_or_default()
}

#[track_caller]
fn has_line(visit: &Visit, section: &str, parts: &[&str]) {
    let all = lines(visit, section);
    let fits = |line: &&String| parts.iter().all(|part| line.contains(part));
    assert!(all.iter().any(|line| fits(&line)), "no {parts:?} in {all:#?}");
}

/// Switches something on or off, which loads the page again.
#[track_caller]
fn toggle(visit: &Visit, id: &str) {
    let fold = visit.inspector("[data-section=pretend]");
    fold.eval("it.open = true");
    visit.reloading(|| visit.inspector(&format!("#{id}")).click());
    visit.ready();
}

pub fn a_button_and_a_key_open_and_close_it(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(DEVELOPMENT, &everything(&visit)));
    visit.banner();
    let panel = visit.inspector(".panel");
    let is_open = || panel.eval("!it.hidden") == true;
    assert!(!is_open());
    let panel_with_focus = opened(&visit);
    let told = (panel_with_focus.role(), panel_with_focus.name());
    assert_eq!(told, ("dialog".into(), "Samtycke inspector".into()));
    assert_eq!(panel_with_focus.eval("it.getRootNode().activeElement === it"), true);
    visit.press(&[ESCAPE]);
    assert!(!is_open());
    assert_eq!(visit.inspector(".corner").eval("it.getRootNode().activeElement === it"), true);
    // The key goes to and fro, and the focus back to where it was.
    visit.find("h1").eval("(it.tabIndex = -1, it.focus())");
    visit.chord(&[ALT, SHIFT, 'Y']);
    assert!(is_open());
    visit.chord(&[ALT, SHIFT, 'Y']);
    assert!(!is_open());
    assert!(visit.find("h1").has_focus());
    // Where somebody types, it is a letter.
    visit.find("#field").eval("it.focus()");
    visit.chord(&[ALT, SHIFT, 'Y']);
    assert!(!is_open());
    // It holds nobody: Tab goes through it and out again.
    opened(&visit);
    let has_left = (0..20).any(|_| {
        visit.press(&[TAB_KEY]);
        visit.eval("document.activeElement.localName !== 'samtycke-inspector'") == true
    });
    assert!(has_left);
    // The banner is still there: nothing was answered by all that.
    assert!(visit.has_banner());
}

pub fn it_names_what_is_gated_and_stored(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(DEVELOPMENT, &everything(&visit)));
    visit.banner();
    visit.run("document.cookie = 'stray=1; Path=/'; localStorage.setItem('ZD-store', 'secret')");
    opened(&visit);
    visit.inspector_says("[data-section=stored]", "stray");
    visit.inspector_says(".status", "Nobody has answered yet.");
    has_line(&visit, "grants", &["necessary granted", "required"]);
    has_line(&visit, "grants", &["marketing not granted", "nobody has answered"]);
    has_line(&visit, "gated", &["cell/live.html", "live address", "data-samtycke-src"]);
    has_line(&visit, "gated", &["cell/film.html", "waiting", "marketing"]);
    has_line(&visit, "gated", &["cell/a.png", "unknown gate", "marketng"]);
    has_line(&visit, "gated", &["<script> inline", "waiting", "analytics"]);
    has_line(&visit, "stored", &["stray", "not declared"]);
    has_line(&visit, "stored", &["ZD-store", "left over", "zendesk"]);
    has_line(&visit, "findings", &["live address"]);
    has_line(&visit, "findings", &["stray"]);
    has_line(&visit, "events", &["ready"]);
    // Names alone.
    assert_eq!(visit.inspector(".panel").eval("it.textContent.includes('secret')"), false);

    // As assistive technology has it.
    let tree = visit.accessibility_tree();
    let is_told =
        |role: &str, name: &str| tree.iter().any(|one| one.role == role && one.name.contains(name));
    assert!(is_told("dialog", "Samtycke inspector"), "{tree:#?}");
    assert!(is_told("heading", "Gated"));
    assert!(is_told("StaticText", "live address"));
    assert!(is_told("button", "Copy for an issue"));

    visit.accept();
    visit.inspector_says("[data-section=gated]", "failed");
    has_line(&visit, "gated", &["<script> inline", "ran", "behind analytics"]);
    has_line(&visit, "gated", &["missing.js", "failed", "did not load"]);
    has_line(&visit, "gated", &["cell/film.html", "ran"]);
    has_line(&visit, "grants", &["marketing granted", "the stored choice"]);
    has_line(&visit, "events", &["change", "marketing"]);
    visit.inspector_says(".status", "The visitor accepted all");
    // One that goes is remembered.
    visit.run("document.querySelector('[title=film]').remove()");
    visit.inspector_says("[data-section=gated]", "no longer on the page");
}

pub fn a_signal_can_be_pretended(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(DEVELOPMENT, WORKS));
    visit.banner();
    opened(&visit);
    for (id, property, name) in [
        ("gpc", "globalPrivacyControl === true", "Global Privacy Control"),
        ("dnt", "doNotTrack === '1'", "Do Not Track"),
    ] {
        toggle(&visit, id);
        // Nobody is asked, and the page shows why.
        visit.find(REOPEN);
        assert!(visit.find(REOPEN).text().contains("We follow your browser's privacy signal."));
        assert!(!visit.has_banner());
        assert_eq!(visit.eval(&format!("navigator.{property}")), true);
        visit.inspector_says(".status", &format!("{name} is on, so nobody is asked."));
        has_line(&visit, "grants", &["marketing not granted", name, "binding"]);
        // The focus is where it was.
        visit.wait(&format!(
            "document.querySelector('samtycke-inspector').shadowRoot.activeElement?.id === '{id}'"
        ));
        toggle(&visit, id);
        visit.banner();
        assert_eq!(visit.eval(&format!("navigator.{property}")), false);
    }
    visit.nobody_called();
}

pub fn a_choice_can_be_expired(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(DEVELOPMENT, WORKS));
    for answer in ["Accept all", "Reject all"] {
        visit.banner_button(answer).click();
        visit.no_banner();
        if visit.inspector(".panel").eval("it.hidden") == true {
            opened(&visit);
        }
        visit.inspector("[data-section=pretend]").eval("it.open = true");
        visit.wait("!document.querySelector('samtycke-inspector').shadowRoot.querySelector('#expire').disabled");
        visit.reloading(|| visit.inspector("#expire").click());
        visit.banner();
        visit.inspector_says(".status", "Nobody has answered yet.");
        assert_eq!(visit.eval("samtycke.has('marketing')"), false);
        assert!(!visit.inspector("#expire").is_enabled());
    }
}

pub fn a_new_version_can_be_pretended(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(DEVELOPMENT, WORKS));
    visit.accept();
    opened(&visit);
    toggle(&visit, "version");
    visit.banner();
    assert_eq!(visit.eval("samtycke.consent().version"), 2);
    // A no stays.
    visit.refuse();
    toggle(&visit, "version");
    visit.settle();
    assert!(!visit.has_banner());
    assert_eq!(visit.eval("samtycke.consent().version"), 1);
}

pub fn third_parties_can_be_slow_and_the_gate_still_holds(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(DEVELOPMENT, WORKS));
    visit.banner();
    opened(&visit);
    toggle(&visit, "slow");
    visit.accept();
    visit.inspector_says("[data-section=gated]", "held up");
    assert_eq!(visit.fetched(), []);
    visit.expect_call(Google, "/gtag/js");
    visit.inspector_says("[data-section=gated]", "ran");
    // A no while they are held up keeps them out.
    visit.site.clear_calls();
    visit.reloading(|| visit.run("setTimeout(() => location.reload())"));
    visit.inspector_says("[data-section=gated]", "held up");
    visit.run("samtycke.reject()");
    visit.wait("performance.now() > 5500");
    visit.nobody_called();
}

pub fn a_withdrawal_is_a_real_one(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(DEVELOPMENT, WORKS));
    visit.accept();
    visit.expect_call(Google, "/g/collect");
    opened(&visit);
    visit.inspector("[data-section=pretend]").eval("it.open = true");
    visit.reloading(|| visit.inspector("#withdraw").click());
    assert_eq!(visit.choice().how, "none");
    visit.inspector_says(".status", "rejected all today");
    assert_eq!(visit.cookies("_ga").len(), 0);
}

pub fn the_findings_are_copied(browser: Browser) {
    let visit = Visit::new(browser);
    visit.go_to_page(&page(DEVELOPMENT, &everything(&visit)));
    visit.banner();
    visit.run("navigator.clipboard.writeText = async (text) => void (window.copied = text)");
    opened(&visit);
    visit.inspector_says("[data-section=gated]", "live address");
    visit.inspector(".copy").click();
    visit.inspector_says(".said", "Copied.");
    let text = visit.eval("copied").as_str().unwrap_or_default().to_owned();
    for part in [
        "### Samtycke inspector",
        "on `/page`",
        "Nobody has answered yet.",
        "cell/live.html` (live address)",
        "#### Stored",
    ] {
        assert!(text.contains(part), "no {part} in {text}");
    }
    // Without a clipboard, the text is there to be copied by hand.
    visit.run("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
    visit.inspector(".copy").click();
    visit.inspector_says(".said", "Ctrl+C");
    let area = visit.inspector("textarea:not([hidden])");
    assert_eq!(area.eval("it.value.slice(it.selectionStart, it.selectionEnd)"), json!(text));
    assert_eq!(area.eval("it.getRootNode().activeElement === it"), true);
}

pub fn a_wrong_declaration_is_shown_on_the_page(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| {
        config["services"][2]["category"] = "analytcs".into();
        config["cookie"]["days"] = 500.into();
    });
    visit.go_to_page(&page(DEVELOPMENT, WORKS));
    let overlay = visit.inspector(".overlay[open]");
    assert_eq!(
        (overlay.role(), overlay.name()),
        ("dialog".into(), "The declaration is wrong".into())
    );
    visit.picture("inspector-overlay-light");
    let text = overlay.text();
    for part in [
        "2 problems.",
        "services[2].category",
        "line 1, column",
        "did you mean \"analytics\"?",
        "Write analytics",
        "cookie.days",
        "400",
        "unknown-category",
    ] {
        assert!(text.contains(part), "no {part} in {text}");
    }
    overlay.eval("it.querySelector('details').open = true");
    assert!(overlay.eval("it.querySelector('details').textContent.length > 200") == true);
    visit.press(&[ESCAPE]);
    visit
        .wait("!document.querySelector('samtycke-inspector').shadowRoot.querySelector('.overlay')");
    assert_eq!(visit.inspector(".corner").name(), "Samtycke inspector: 2 findings");
    opened(&visit);
    visit.inspector_says(".status", "The declaration is wrong");
    has_line(&visit, "findings", &["services[2].category", "unknown-category"]);
    // The page works, and nothing is granted.
    assert_eq!(visit.eval("[works, samtycke.has('analytics')]"), json!([true, false]));
    assert_eq!(visit.site.calls(), []);
}

pub fn a_text_that_is_no_json_is_shown_with_its_place(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.replace("/samtycke.json", "application/json", 200, "{\n  version: 1\n}");
    visit.go_to_page(&page(DEVELOPMENT, WORKS));
    let text = visit.inspector(".overlay[open]").text();
    assert!(text.contains("line 2") && text.contains("not-json"), "{text}");
}

pub fn warnings_are_no_overlay(browser: Browser) {
    let visit = Visit::new(browser);
    visit.site.edit_config(|config| config["cookie"]["days"] = 300.into());
    visit.go_to_page(&page(DEVELOPMENT, WORKS));
    visit.banner();
    opened(&visit);
    visit.inspector_says("[data-section=findings]", "long-consent");
    assert_eq!(
        visit.inspector(".panel").eval("it.getRootNode().querySelector('.overlay')"),
        json!(null)
    );
    let said = visit.eval(
        "said.filter(line => line.startsWith('warn: ') && line.includes('[long-consent]')).length",
    );
    assert_eq!(said, 1);
}

/// Serves the demo site with the development build.
fn develop(visit: &Visit) {
    visit.site.replace("/samtycke.min.js", "text/javascript", 200, built("samtycke.dev.js"));
}

pub fn the_banner_can_be_answered_beside_it(browser: Browser) {
    let visit = Visit::new(browser);
    develop(&visit);
    for (width, height, layout, position) in [
        (320, 640, "box", "bottom"),
        (320, 640, "bar", "top"),
        (320, 480, "box", "bottom"),
        (1000, 640, "box", "bottom"),
        (1000, 640, "bar", "bottom"),
        (1000, 640, "bar", "top"),
    ] {
        visit
            .site
            .edit_config(|config| config["ui"] = json!({"layout": layout, "position": position}));
        visit.go_small("/", width, height);
        let state = format!("{layout}-{position}-{width}x{height}");
        visit.banner();
        // The button covers nothing of it either.
        assert!(visit.banner_button("Reject all").is_hit(), "{state}");
        visit.picture(&format!("inspector-closed-{state}"));
        // Keys go to the frame that has the focus.
        visit.run("window.focus()");
        visit.chord(&[ALT, SHIFT, 'Y']);
        visit.inspector(".panel:not([hidden])");
        for name in ["Reject all", "Accept all", "Settings"] {
            assert!(visit.banner_button(name).is_hit(), "{name}, {state}");
        }
        visit.picture(&format!("inspector-{state}"));
        let boxes = visit.eval(&format!(
            "[document.querySelector('samtycke-inspector').shadowRoot.querySelector('.panel'), document.querySelector('{BANNER}')].map(one => one.getBoundingClientRect()).map(({{ left, right, top, bottom }}) => [left, right, top, bottom])"
        ));
        let edge = |one: usize, side: usize| boxes[one][side].as_f64().unwrap_or_default();
        let apart = edge(0, 3) <= edge(1, 2)
            || edge(1, 3) <= edge(0, 2)
            || edge(0, 1) <= edge(1, 0)
            || edge(1, 1) <= edge(0, 0);
        // On the lowest screens the banner leaves no room, and lies above.
        assert!(apart || height < 640, "{state}: {boxes}");
        assert_eq!(
            visit.eval("document.documentElement.scrollWidth <= innerWidth"),
            true,
            "{state}"
        );
        visit.refuse();
        assert_eq!(visit.choice().how, "none", "{state}");
        visit.press(&[ESCAPE]);
        visit.run("document.cookie = 'samtycke=; Max-Age=0; Path=/'; sessionStorage.clear()");
    }
}

pub fn axe_finds_nothing(browser: Browser) {
    for dark in [false, true] {
        let visit = Visit::with(browser, Setup { dark, ..Setup::default() });
        let name = if dark { "dark" } else { "light" };
        visit.go_to_page(&sound_page("en", "ltr", DEVELOPMENT, &everything(&visit)));
        visit.banner();
        let look = |state: &str| {
            let ours = |found: &serde_json::Value| {
                found[1].as_str().is_some_and(|at| at.contains("samtycke-inspector"))
            };
            let findings = visit.findings();
            let wrong: Vec<_> = findings
                .violations
                .as_array()
                .into_iter()
                .flatten()
                .filter(|one| ours(one))
                .collect();
            assert!(wrong.is_empty(), "{name}, {state}: {wrong:#?}");
        };
        look("closed");
        visit.run("document.cookie = 'stray=1; Path=/'");
        let panel = opened(&visit);
        visit.inspector_says("[data-section=stored]", "stray");
        visit.picture(&format!("inspector-{name}"));
        panel.eval("it.querySelectorAll('details').forEach(fold => fold.open = true)");
        look("open");
        for (number, section) in ["gated", "stored", "pretend"].iter().enumerate() {
            visit.inspector(&format!("[data-section={section}]")).eval("it.scrollIntoView()");
            visit.picture(&format!("inspector-{name}-{number}"));
        }
        visit.press(&[ESCAPE]);
        visit.site.edit_config(|config| config["services"][2]["category"] = "analytcs".into());
        visit.go_to_page(&sound_page("en", "ltr", DEVELOPMENT, ""));
        let overlay = visit.inspector(".overlay[open]");
        overlay.eval("it.querySelector('details').open = true");
        look("overlay");
        visit.picture(&format!("inspector-overlay-{name}"));
    }
}

pub fn copies_are_removed_and_it_comes_back(browser: Browser) {
    let visit = Visit::new(browser);
    let copy = "<samtycke-inspector id=\"copy\">old</samtycke-inspector>";
    visit.go_to_page(&page(DEVELOPMENT, copy));
    visit.banner();
    visit.inspector(".corner[aria-label]");
    assert_eq!(visit.eval("document.querySelectorAll('samtycke-inspector').length"), 1);
    assert_eq!(
        visit.eval("document.querySelector('samtycke-inspector').parentElement.localName"),
        "html"
    );
    visit.run("document.querySelector('samtycke-inspector').remove()");
    visit.inspector(".corner[aria-label]");
    // A page that goes on taking it away has its way.
    visit.run("window.taken = 0; new MutationObserver(() => { for (const one of document.querySelectorAll('samtycke-inspector')) one.remove(), taken++ }).observe(document.documentElement, { childList: true }); document.querySelector('samtycke-inspector').remove()");
    visit.settle();
    assert_eq!(visit.eval("taken < 20 && !document.querySelector('samtycke-inspector')"), true);
    assert!(visit.has_banner());
}

pub fn the_page_cannot_change_it(browser: Browser) {
    let hard = "<style>* { display: none !important; color: red !important; font-size: 3px !important }
        html, body { display: block !important } samtycke-inspector { opacity: 0 !important; position: static !important; transform: scale(0) !important }</style>";
    let visit = Visit::new(browser);
    visit.go_to_page(&page(&format!("{DEVELOPMENT}{hard}"), WORKS));
    let before = visit.eval("document.body.getBoundingClientRect().height");
    let corner = visit.inspector(".corner[aria-label]");
    assert_eq!(corner.rect().width, 44.0);
    assert_eq!(corner.style("font-size"), "17px");
    corner.click();
    assert_eq!(visit.inspector(".panel").style("font-size"), "14px");
    assert_eq!(visit.eval("document.body.getBoundingClientRect().height"), before);
}

pub fn what_pretends_needs_storage(browser: Browser) {
    let block = "<script>Object.defineProperty(window, 'sessionStorage', {
        get() { throw new DOMException('blocked', 'SecurityError'); } });</script>";
    let visit = Visit::new(browser);
    visit.go_to_page(&page(&format!("{block}{DEVELOPMENT}"), WORKS));
    visit.banner();
    opened(&visit);
    visit.inspector("[data-section=pretend]").eval("it.open = true");
    visit.inspector("#gpc").click();
    visit.inspector_says(".said", "nothing can be pretended");
    assert!(!visit.inspector("#gpc").is_on());
}

pub fn the_strictest_policy_refuses_nothing_of_it(browser: Browser) {
    let visit = Visit::under(browser, Policy::Strict);
    develop(&visit);
    visit.go("/");
    visit.banner();
    let panel = opened(&visit);
    visit.inspector_says("[data-section=gated]", "waiting");
    assert_eq!(panel.style("position"), "fixed");
}

pub fn without_webassembly_it_is_absent_and_that_is_said(browser: Browser) {
    let visit = Visit::under(browser, Policy::NoWasm);
    visit.go_to_page(&page(DEVELOPMENT, WORKS));
    visit.refuse();
    let said = visit.eval("said.filter(line => line.includes('no inspector')).length");
    assert_eq!(said, 1);
    assert_eq!(visit.eval("document.querySelector('samtycke-inspector')"), json!(null));
}
