//! What other code of a page does beside us: routers, dialogs, style sheets, libraries that write and morph
//! attributes, and pages of an older declaration.

use samtycke_e2e::Vendor::Google;
use samtycke_e2e::{BANNER, Browser, SPACE, TAB_KEY, TAG, Visit, page};
use serde_json::{Value, json};

const RUNS: &str =
    "<script type=\"text/plain\" data-samtycke=\"analytics\">window.runs = 1</script>";

/// A router on the Navigation API takes in every navigation but the load that ends what was withdrawn.
pub fn a_router_cannot_keep_what_was_withdrawn(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    let router = "<script>window.navigation?.addEventListener('navigate', event => {
        if (event.canIntercept && !event.hashChange) event.intercept({ handler: async () => { document.title = 'kept' } });
        });</script>";
    visit.go_to_page(&page(&format!("{router}{TAG}{router}"), RUNS));
    visit.accept();
    visit.wait("window.runs === 1");
    visit.reloading(|| visit.run("setTimeout(() => samtycke.withdraw())"));
    visit.ready();
    assert_eq!(visit.eval("[window.runs ?? null, document.title]"), json!([null, "A page"]));
    // The page's own navigations are its own.
    visit.run("window.isHere = true; window.navigation?.navigate('/elsewhere')");
    visit.wait("!window.navigation || document.title === 'kept'");
    assert_eq!(visit.eval("isHere"), true);
}

/// A page that was opened under an older declaration leaves the yes to a newer one in the cookie.
pub fn an_older_page_leaves_a_newer_yes(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    visit.go_to_page(&page(TAG, ""));
    visit.banner();
    let first = visit.window();
    visit.site.edit_config(|config| config["version"] = json!(2));
    visit.new_tab();
    visit.go("/help");
    visit.accept();
    visit.settle();
    let yes = visit.choice_text();
    visit.switch_to(&first);
    visit
        .run("document.dispatchEvent(new Event('visibilitychange')); document.body.append('more')");
    std::thread::sleep(std::time::Duration::from_secs(1));
    visit.settle();
    assert_eq!(
        visit.eval("[samtycke.consent().version, samtycke.has('analytics')]"),
        json!([1, false])
    );
    assert_eq!(visit.choice_text(), yes);
    visit.go("/help");
    visit.ready();
    assert_eq!(visit.eval("samtycke.has('analytics')"), true);
}

/// Over a modal dialog of the page the banner would be seen and be dead: it waits below, and can be answered after it.
pub fn a_modal_dialog_of_the_page_comes_first(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    let dialog = "<dialog id=\"age\"><p>Are you of age?</p><button>Continue</button></dialog><script>age.showModal()</script>";
    visit.go_to_page(&page(TAG, dialog));
    visit.wait(&format!("document.querySelector('{BANNER}')"));
    let hit = format!(
        "(() => {{ const {{x, y, width, height}} = document.querySelector('{BANNER} [data-samtycke-click=reject]').getBoundingClientRect();
        return !!document.elementFromPoint(x + width / 2, y + height / 2)?.closest('samtycke-root') }})()"
    );
    let above = format!("document.querySelector('{BANNER}').matches(':popover-open')");
    // Where our script has the declaration, the banner was there first, and the dialog lies above it.
    assert_eq!(visit.eval(&format!("[{hit}, {above}]")), json!([false, visit.is_built()]));
    visit.run("age.close()");
    assert_eq!(visit.eval(&hit), true);
    visit.refuse();
    assert_eq!(visit.choice().how, "none");
}

/// The same of a dialog in a shadow tree, as web components have theirs.
pub fn a_modal_dialog_in_a_shadow_tree_comes_first(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    for inner in
        ["outer", "outer.appendChild(document.createElement('div')).attachShadow({mode: 'open'})"]
    {
        let dialog = format!(
            "<div id=\"host\"></div><script>
            const outer = host.attachShadow({{mode: 'open'}});
            window.root = {inner};
            root.innerHTML = '<dialog><p>Are you of age?</p><button>Continue</button></dialog>';
            root.firstChild.showModal()</script>"
        );
        visit.go_to_page(&page("", &format!("{dialog}{TAG}")));
        visit.wait("document.querySelector('.samtycke-banner')");
        let is_open = "document.querySelector('.samtycke-banner').matches(':popover-open')";
        assert_eq!(visit.eval(is_open), false, "{inner}");
        visit.run("root.firstChild.close()");
        assert!(visit.banner_button("Reject all").is_hit(), "{inner}");
    }
    visit.refuse();
    assert_eq!(visit.choice().how, "none");
}

/// What holds the focus in a part of the page takes back presses and keys on all else, as `focus-trap` does: banner and settings
/// are answered nonetheless.
pub fn a_focus_trap_of_the_page_holds_nothing(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    visit.site.edit_config(|config| config["ui"] = json!({"reload": false}));
    let trap = "<div id=\"trap\"><button>Subscribe</button></div><script>
        window.held = [];
        for (const name of ['pointerdown', 'mousedown', 'touchstart', 'touchend', 'click', 'keydown', 'keypress']) document.addEventListener(name, event => {
          if (trap.contains(event.target)) return;
          held.push(`${name} ${event.target.outerHTML.slice(0, 60)}`);
          event.preventDefault();
          if (name == 'pointerdown') document.body.setPointerCapture(event.pointerId);
          if (name == 'click') event.stopImmediatePropagation();
        }, {capture: true, passive: false})</script>";
    visit.go_to_page(&page(TAG, &format!("{trap}<p id=\"outside\">Outside</p>")));
    visit.banner();
    visit.find("#outside").click();
    assert_ne!(visit.eval("held"), json!([]), "the trap holds nothing");
    visit.run("window.held.length = 0");
    // Where it is taken back, a phone makes no click of it.
    let touch = "['touchstart', 'touchend'].every(name => document.querySelector('.samtycke-banner button').dispatchEvent(new Event(name, {bubbles: true, cancelable: true})))";
    assert_eq!(visit.eval(touch), true);
    visit.banner_button("Settings").click();
    visit.switch("Analytics").click();
    visit.dialog_button("Save choices").click();
    visit.wait("samtycke.has('analytics')");
    assert!(!visit.eval("samtycke.has('marketing')").as_bool().unwrap_or(true));
    assert_eq!(visit.eval("held"), json!([]));
    visit.run("samtycke.settings()");
    visit.dialog_button("Close without saving").click();
    visit.wait("!document.querySelector('samtycke-root dialog')");
    // By keys alone: on to the first switch, and back to the button that closes.
    visit.run("samtycke.settings()");
    visit.dialog();
    visit.press(&[TAB_KEY, TAB_KEY, TAB_KEY]);
    visit.press(&[SPACE]);
    assert_eq!(visit.eval("held"), json!([]));
    assert_eq!(visit.eval("!!document.activeElement.closest('samtycke-root dialog')"), true);
}

/// Calculators, quizzes and tabs give `onclick` to every button there is: ours do what they say.
pub fn handlers_that_all_buttons_get_replace_none_of_ours(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    visit.site.edit_config(|config| config["ui"] = json!({"reload": false}));
    visit.go_to_page(&page(TAG, "<button id=\"own\">Add</button>"));
    let take = "window.got = []; for (const one of document.querySelectorAll('button')) one.onclick = () => got.push(one.textContent)";
    visit.banner();
    visit.run(take);
    visit.find("#own").click();
    assert_eq!(visit.eval("got"), json!(["Add"]));
    visit.banner_button("Settings").click();
    visit.dialog();
    visit.run(take);
    visit.switch("Analytics").click();
    visit.dialog_button("Save choices").click();
    visit.wait("samtycke.has('analytics')");
    visit.run("samtycke.settings()");
    visit.dialog();
    visit.run(take);
    visit.dialog_button("Close without saving").click();
    visit.no_dialog();
    assert_eq!(visit.eval("got"), json!([]));
}

/// A page that numbers its sections, as one whose menu follows them, counts none of ours.
pub fn sections_of_the_page_keep_their_numbers(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    visit.go_to_page(&page(TAG, "<section id=\"first\">One</section><section>Two</section>"));
    assert_eq!(visit.banner().role(), "region");
    let ids = "Array.from(document.querySelectorAll('section, article, main, nav, header, footer, form, ul'), one => one.id)";
    assert_eq!(visit.eval(ids), json!(["first", ""]));
}

/// What a page says of first letters, first lines and backdrops holds for its own.
pub fn pseudo_elements_of_the_page_are_its_own(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    let style = "<style>::backdrop, [popover]::backdrop, dialog::backdrop { background: rgb(1, 2, 3) }
        p::first-letter, div::first-letter { font-size: 60px; float: left } p::first-line, div::first-line { font-size: 50px; color: rgb(1, 2, 3) }</style>";
    visit.go_to_page(&page(&format!("{style}{TAG}"), "<p id=\"own\">Once upon a time</p>"));
    visit.banner();
    let look = |part: &str, pseudo: &str, property: &str| {
        visit.eval(&format!(
            "getComputedStyle(document.querySelector('{part}'), '{pseudo}').{property}"
        ))
    };
    assert_eq!(look("#own", "::first-letter", "fontSize"), "60px");
    let transparent = "rgba(0, 0, 0, 0)";
    assert_eq!(look(BANNER, "::backdrop", "backgroundColor"), transparent);
    for pseudo in ["::first-letter", "::first-line"] {
        let size = look("samtycke-root p", pseudo, "fontSize");
        assert_eq!(size, look("samtycke-root p", "", "fontSize"), "{pseudo}");
        assert_ne!(look("samtycke-root p", pseudo, "color"), "rgb(1, 2, 3)");
    }
    visit.banner_button("Settings").click();
    visit.dialog();
    let behind = look("samtycke-root dialog", "::backdrop", "backgroundColor");
    assert!(behind != "rgb(1, 2, 3)" && behind != transparent, "{behind}");
    visit.dialog_button("Reject all").click();
    visit.wait("document.querySelector('samtycke-root .samtycke-reopen')");
    assert_eq!(
        look("samtycke-root .samtycke-reopen", "::backdrop", "backgroundColor"),
        transparent
    );
}

/// Once a dialog of the page has closed or gone, the banner lies above all of the page again.
pub fn a_closed_dialog_leaves_the_banner_on_top(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    let widget = "<div style=\"position:fixed;inset:0;z-index:2147483647;background:#fff\"></div>
        <dialog id=\"age\"><p>Are you of age?</p></dialog><script>age.showModal()</script>";
    let is_on_top = "document.querySelector('.samtycke-banner')?.matches(':popover-open')";
    for end in ["age.close()", "age.remove()"] {
        visit.go_to_page(&page(TAG, widget));
        visit.wait("document.querySelector('.samtycke-banner')");
        visit.settle();
        visit.run(end);
        visit.wait(is_on_top);
        assert!(visit.banner_button("Reject all").is_hit(), "{end}");
    }
    visit.refuse();
    assert_eq!(visit.choice().how, "none");
}

/// What nobody has touched holds no withdrawal up; what somebody has chosen or written anywhere does.
pub fn only_what_was_entered_keeps_a_page(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    let fields = "<input id=\"field\"><input type=\"checkbox\"><input type=\"range\"><input type=\"color\">
        <select><option>One<option id=\"two\">Two</select><p id=\"text\" contenteditable>Text</p>
        <form id=\"form\" target=\"sent\"></form><iframe name=\"sent\"></iframe><form id=\"gated\" data-samtycke=\"nobody\"></form>";
    let typed = "text.dispatchEvent(new InputEvent('input', {bubbles: true}))";
    let entered =
        "field.value = 'Ada'; field.dispatchEvent(new InputEvent('input', {bubbles: true}))";
    for (code, is_kept) in [
        ("", false),
        (typed, true),
        (entered, true),
        // Code of the page has sent it, or a router has taken its form away.
        (&format!("{entered}; field.value = ''"), false),
        (&format!("{entered}; field.remove()"), false),
        (&format!("{typed}; form.requestSubmit()"), false),
        // Code of the page found something missing.
        (
            &format!(
                "{typed}; form.onsubmit = event => event.preventDefault(); form.requestSubmit()"
            ),
            true,
        ),
        // It waits for a grant.
        (&format!("{typed}; gated.requestSubmit()"), true),
    ] {
        visit.go_to_page(&page(TAG, &format!("{RUNS}{fields}")));
        visit.wait("window.samtycke?.consent().version");
        visit.run("samtycke.accept()");
        visit.wait("window.runs === 1");
        visit.run(&format!("window.isOld = true; {code}"));
        let first = visit.window();
        visit.new_tab();
        visit.go("/help");
        visit.ready();
        visit.run("samtycke.withdraw()");
        visit.switch_to(&first);
        if is_kept {
            visit.wait("!samtycke.has('analytics')");
            std::thread::sleep(std::time::Duration::from_secs(2));
        } else {
            visit.wait("!window.isOld");
        }
        assert_eq!(visit.eval("!!window.isOld"), is_kept, "{code}");
    }
}

/// Where a policy of the page refuses our scripts, the settings are named as missing and the banner is in their place.
pub fn trusted_types_without_our_name_leave_a_way_back(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"require-trusted-types-for 'script'; trusted-types none\">";
    let config = visit.site.config();
    let tag = format!(
        "<script>window.samtyckeConfig = {config}</script>{policy}{}",
        samtycke_e2e::CONFIGURED
    );
    visit.go_to_page(&page(
        &tag,
        "<button id=\"way\" data-samtycke-click=\"settings\">Cookies</button>",
    ));
    visit.refuse();
    visit.find("#way").click();
    visit.wait(&format!("document.querySelector('{BANNER}, samtycke-root dialog')"));
    visit.banner_button("Reject all").click();
    visit.no_banner();
}

/// A form is found by what it is, not by what its fields are called.
pub fn a_form_with_a_field_of_any_name_is_let_in(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    // Our own words, and all that a form has by itself; but for four methods, whose names no field has.
    let forms = "<div id=\"forms\"></div><script>{
        const names = ['service', 'script']
        for (const name in document.createElement('form')) {
            if (!/^([gs]etAttribute|hasAttribute|querySelectorAll)$/.test(name)) names.push(name)
        }
        forms.innerHTML = names.map((name) => `<form data-samtycke=\"analytics\" data-samtycke-action=\"/order\"><input name=\"${name}\"></form>`).join('')
        window.waiting = () => names.filter((_, at) => !Element.prototype.getAttribute.call(forms.children[at], 'action'))
    }</script>";
    visit.go_to_page(&page(TAG, forms));
    visit.banner();
    assert_eq!(
        visit.eval("waiting().length === forms.children.length && waiting().length > 200"),
        true
    );
    visit.accept();
    visit.settle();
    assert_eq!(visit.eval("[waiting(), said]"), json!([[], []]));
}

/// Setting `<html lang>` to the value it has, as many libraries do on each route, redraws nothing.
pub fn the_same_language_again_changes_nothing(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    visit.go_to_page(&page(TAG, ""));
    visit.banner_button("Settings").click();
    visit.switch("Analytics").click();
    visit.run(&format!(
        "window.was = document.querySelector('{BANNER}'); document.documentElement.lang = 'en'"
    ));
    visit.settle();
    assert!(visit.switch("Analytics").is_on());
    assert_eq!(visit.eval(&format!("was === document.querySelector('{BANNER}')")), true);
}

/// A page that sets its own sheets in the place of all leaves ours.
pub fn sheets_of_the_page_leave_ours(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    visit.go_to_page(&page(TAG, ""));
    visit.banner();
    let height =
        "document.querySelector('samtycke-root [data-samtycke-click=accept]').offsetHeight";
    let before = visit.eval(height);
    visit.run("document.adoptedStyleSheets = [new CSSStyleSheet()]; document.body.append(document.createElement('p'))");
    visit.settle();
    assert_eq!(visit.eval(height), before);
}

/// A page that hides itself for a moment has its banner afterwards.
pub fn a_page_that_comes_late_has_its_banner(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    visit.site.edit_config(|config| config["ui"] = json!({"block": true}));
    let hide = "<script>document.documentElement.hidden = true; setTimeout(() => { document.documentElement.hidden = false }, 1500)</script>";
    visit.go_to_page(&page(&format!("{hide}{TAG}"), ""));
    visit.wait("!document.documentElement.hidden");
    visit.refuse();
}

/// Sounds and films follow their sources with a yes, and stop with a no where the page is not loaded anew.
pub fn films_start_and_stop_with_their_sources(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    visit.site.edit_config(|config| config["ui"] = json!({"reload": false}));
    let body = format!(
        "<video id=\"film\" preload=\"auto\"><source data-samtycke=\"analytics\" data-samtycke-src=\"{}\"></video>",
        visit.third("/cell/clip.html")
    );
    visit.go_to_page(&page(TAG, &body));
    visit.accept();
    visit.expect_call(Google, "/cell/clip.html");
    visit.run("film.load = () => { window.isStopped = true }; samtycke.withdraw()");
    visit.wait("window.isStopped");
    assert_eq!(visit.eval("film.firstChild.getAttribute('src')"), Value::Null);
}

/// A tag whose address lacks our prefix is named and runs also where the yes was there before it.
pub fn a_tag_without_our_prefix_runs_after_an_earlier_yes(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    visit.site.replace("/w.js", "text/javascript", 200, "window.ran = 1");
    let tag = "<script type=\"text/plain\" data-samtycke=\"analytics\" src=\"/w.js\"></script>";
    for is_first in [true, false] {
        visit.go_to_page(&page(TAG, tag));
        if is_first {
            visit.accept();
        }
        visit.wait("window.ran === 1");
        visit.wait("heard.some(([name, problem]) => name === 'error' && problem.code === 'live')");
    }
}

/// A morph that takes the address of a granted element away, since the server's markup has none, leaves it as it was.
pub fn a_morph_leaves_what_is_granted(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    let film = visit.third("/cell/film.html");
    let frame =
        format!("<iframe data-samtycke=\"analytics\" data-samtycke-src=\"{film}\"></iframe>");
    visit.go_to_page(&page(TAG, &frame));
    visit.accept();
    visit.expect_call(Google, "/cell/film.html");
    visit.run("document.querySelector('iframe').removeAttribute('src')");
    visit.wait("document.querySelector('iframe').hasAttribute('src')");
    // What is refused for good is not tried for ever.
    visit.run("window.count = 0; new MutationObserver(all => count += all.length).observe(document.body, {childList: true, subtree: true, attributes: true});
{ const one = document.createElement('iframe'); one.dataset.samtycke = 'analytics'; one.dataset.samtyckeSrc = 'javascript:0'; document.body.append(one) }");
    visit.settle();
    visit.settle();
    assert!(visit.eval("count").as_u64() < Some(20), "{}", visit.eval("count"));
}

/// Cookies that the granted scripts set meanwhile end no decision early: `change` is told when all have run.
pub fn cookies_of_others_end_no_decision(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    let busy = "{ const end = performance.now() + 20; while (performance.now() < end); document.cookie = `own${ran}=1`; ran++ }";
    let tag = format!("<script type=\"text/plain\" data-samtycke=\"analytics\">{busy}</script>");
    visit.go_to_page(&page(&format!("<script>window.ran = 0</script>{TAG}"), &tag.repeat(30)));
    visit.banner();
    // From then on other writers of our cookie are heard.
    std::thread::sleep(std::time::Duration::from_millis(3500));
    visit.run("samtycke.on('change', () => { window.told ??= ran })");
    visit.accept();
    visit.wait("window.told");
    assert_eq!(visit.eval("told"), 30);
}

/// A choice that another host has written to the shared cookie counts at once, where the browser tells of cookies.
pub fn a_shared_cookie_counts_at_once(browser: Browser) {
    let visit = Visit::with_gated_markup(browser);
    visit.site.edit_config(|config| config["ui"] = json!({"reload": false}));
    visit.go_to_page(&page(TAG, ""));
    visit.accept();
    let no = visit.made_choice("none", "_", 60).value();
    std::thread::sleep(std::time::Duration::from_millis(3500));
    visit.run(&format!("document.cookie = 'samtycke={no}; Path=/'"));
    visit.wait("!window.cookieStore || !samtycke.has('analytics')");
}
