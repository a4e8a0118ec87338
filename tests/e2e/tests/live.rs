//! A gated element that has a live address, or is acted on by other code: lazy loaders, frameworks and
//! routers that copy or restore markup, changed attributes.

use samtycke_e2e::{Browser, TAG, Visit, page};
use serde_json::{Value, json};

/// A site whose pages are kept after a withdrawal.
#[track_caller]
fn visit(browser: Browser) -> Visit {
    let visit = Visit::with_gated_markup(browser);
    visit.site.edit_config(|config| config["ui"] = json!({"reload": false}));
    visit
}

/// The code of every problem so far.
fn codes(visit: &Visit) -> Value {
    visit.eval("heard.filter(([name]) => name === 'error').map(([, problem]) => problem.code)")
}

/// The attributes that load something, by element.
const ADDRESSES: [(&str, &str); 15] = [
    ("img", "src"),
    ("img", "srcset"),
    ("iframe", "src"),
    ("video", "poster"),
    ("link rel=\"stylesheet\"", "href"),
    ("a", "ping"),
    ("form", "action"),
    ("iframe", "srcdoc"),
    ("video", "src"),
    ("audio", "src"),
    ("object", "data"),
    ("embed", "src"),
    ("link rel=\"preload\" as=\"image\"", "imagesrcset"),
    ("button", "formaction"),
    ("table", "background"),
];

/// Our address waits, and a lazy loader that moves `data-src` finds nothing to act on.
pub fn a_lazy_loader_finds_nothing(browser: Browser) {
    let visit = visit(browser);
    let frame = format!(
        "<iframe data-samtycke=\"analytics\" data-samtycke-src=\"{}\"></iframe>",
        visit.third("/cell/frame.html")
    );
    let lazy = "<script>
        for (const one of document.querySelectorAll('[data-src]')) one.src = one.dataset.src;
        for (const one of document.querySelectorAll('[loading=lazy]')) one.loading = 'eager';
        </script>";
    visit.go_to_page(&page(TAG, &format!("{frame}{lazy}")));
    visit.banner();
    visit.nobody_called();
    visit.accept();
    visit.expect_call(samtycke_e2e::Vendor::Google, "/cell/frame.html");
}

/// Code of the page gives a gated element its address before the grant: it is taken at once, kept, and the
/// site is told.
pub fn an_address_before_the_grant_is_taken_and_named(browser: Browser) {
    let visit = visit(browser);
    visit.go_to_page(&page(TAG, ""));
    visit.banner();
    visit.settle();
    for (number, (tag, name)) in ADDRESSES.iter().enumerate() {
        let address = visit.third(&format!("/cell/{number}.html"));
        let value = if *name == "srcdoc" { format!("<p>{number}</p>") } else { address };
        visit.run(&format!(
            "document.body.insertAdjacentHTML('beforeend', `<{tag} id=\"it{number}\" data-samtycke=\"analytics\"></{}>`);
            const it = document.getElementById('it{number}');
            setTimeout(() => it.setAttribute('{name}', '{value}'));",
            tag.split(' ').next().unwrap_or_default()
        ));
        let own =
            format!("document.getElementById('it{number}').getAttribute('data-samtycke-{name}')");
        visit.wait(&format!("{own} !== null"));
        assert_eq!(visit.eval(&own), value, "{tag} {name}");
        let live = format!("document.getElementById('it{number}').hasAttribute('{name}')");
        assert_eq!(visit.eval(&live), false, "{tag} {name}");
    }
    let live = codes(&visit).as_array().map(|all| all.iter().filter(|one| *one == "live").count());
    assert_eq!(live, Some(ADDRESSES.len()));
    visit.settle();
    // A browser may have begun to fetch before it was taken; nothing after the grant is asked for twice.
    visit.site.clear_calls();
    visit.run("samtycke.accept('analytics')");
    visit.expect_call(samtycke_e2e::Vendor::Google, "/cell/2.html");
}

/// Markup that came with its live address from a router's cache, before the answer or after a no.
pub fn restored_markup_loses_its_address(browser: Browser) {
    let visit = visit(browser);
    let film = visit.third("/cell/film.html");
    let body = format!(
        "<div id=\"app\"><iframe data-samtycke=\"analytics\" data-samtycke-src=\"{film}\"></iframe></div>"
    );
    visit.go_to_page(&page(TAG, &body));
    visit.accept();
    visit.expect_call(samtycke_e2e::Vendor::Google, "/cell/film.html");
    // htmx keeps `innerHTML`, Turbo a clone; both say so before.
    for (event, keep, restore) in [
        ("htmx:beforeHistorySave", "window.kept = app.innerHTML", "app.innerHTML = kept"),
        (
            "turbo:before-cache",
            "window.kept = app.cloneNode(true)",
            "app.replaceChildren(...kept.cloneNode(true).childNodes)",
        ),
    ] {
        visit.run(&format!(
            "document.dispatchEvent(new Event('{event}', {{bubbles: true}})); {keep};"
        ));
        let kept = visit.eval("kept.outerHTML ?? kept");
        let kept = kept.as_str().unwrap_or_default().replace("data-samtycke-src", "ours");
        assert!(!kept.contains(" src="), "{event} keeps {kept}");
        visit.run("samtycke.withdraw()");
        visit.run("app.replaceChildren()");
        visit.site.clear_calls();
        visit.run(restore);
        visit.nobody_called();
        visit.run("samtycke.accept('analytics')");
        visit.expect_call(samtycke_e2e::Vendor::Google, "/cell/film.html");
    }
    // A router that says nothing keeps the live address, which goes as soon as it comes back.
    visit.run("window.kept = app.innerHTML; samtycke.withdraw(); app.replaceChildren()");
    visit.run("app.innerHTML = kept");
    visit.wait("!app.firstChild.hasAttribute('src')");
    assert_eq!(visit.eval("app.firstChild.getAttribute('data-samtycke-src')"), film);
}

/// A router keeps its markup while what a yes granted is still running: all of it runs, `change` is told, and a no after it
/// counts.
pub fn a_router_that_keeps_markup_meanwhile_ends_no_decision(browser: Browser) {
    let visit = visit(browser);
    let busy = "{ const end = performance.now() + 20; while (performance.now() < end); ran++ }";
    let tag = format!("<script type=\"text/plain\" data-samtycke=\"analytics\">{busy}</script>");
    visit.go_to_page(&page(&format!("<script>window.ran = 0</script>{TAG}"), &tag.repeat(20)));
    visit.banner();
    for event in ["turbo:before-cache", "htmx:beforeHistorySave"] {
        visit.run(&format!(
            "window.ran = 0;
            document.body.append(...[...document.querySelectorAll('[data-samtycke]')].map(one => (one.remove(), one.cloneNode(true))));
            samtycke.accept('analytics');
            if (ran < 20) document.dispatchEvent(new Event('{event}', {{bubbles: true}}));"
        ));
        visit.wait("ran === 20");
        visit.wait(
            "heard.some(([name, {granted}]) => name === 'change' && granted.includes('analytics'))",
        );
        visit.run("samtycke.withdraw()");
        visit.wait("!samtycke.has('analytics')");
        visit.run("heard.length = 0");
    }
}

/// The tag stays where it is, and no script of ours is left in the page.
pub fn the_gated_tag_stays_and_the_running_script_goes(browser: Browser) {
    let visit = visit(browser);
    visit.site.replace("/w.js", "text/javascript", 200, "order.push('fetched')");
    let tags = "<div id=\"app\"><p>before</p>
        <script type=\"text/plain\" data-samtycke=\"analytics\" id=\"one\">order.push('inline')</script>
        <script type=\"text/plain\" data-samtycke=\"analytics\" id=\"two\" data-samtycke-src=\"/w.js\"></script>
        <p>after</p></div>";
    visit.go_to_page(&page(&format!("<script>window.order = []</script>{TAG}"), tags));
    visit.banner();
    visit.run("window.before = app.innerHTML; window.nodes = [...app.childNodes];");
    visit.accept();
    visit.wait("order.length === 2");
    visit.settle();
    assert_eq!(
        visit.eval(
            "app.innerHTML === before && nodes.every((node, at) => app.childNodes[at] === node)"
        ),
        true
    );
    let running = "[...document.scripts].filter(one => one.type !== 'text/plain' && /order.push|w[.]js/.test(one.outerHTML)).length";
    assert_eq!(visit.eval(running), 0);
    // A framework takes its node away and puts it in again: nothing runs twice.
    visit.run("{ const two = app.querySelector('#two'); two.remove(); app.append(two); app.prepend(app.querySelector('#one')) }");
    visit.settle();
    assert_eq!(visit.eval("order"), json!(["inline", "fetched"]));
}

/// What a router keeps for later is shut with the rest, and asks nobody when it is put back.
pub fn what_is_away_during_a_withdrawal_is_shut(browser: Browser) {
    let visit = visit(browser);
    let film = visit.third("/cell/film.html");
    let frame = format!(
        "<div id=\"view\"><iframe data-samtycke=\"analytics\" data-samtycke-src=\"{film}\"></iframe></div>"
    );
    visit.go_to_page(&page(TAG, &frame));
    visit.accept();
    visit.expect_call(samtycke_e2e::Vendor::Google, "/cell/film.html");
    visit.run("window.kept = document.querySelector('#view'); kept.remove()");
    visit.settle();
    visit.run("samtycke.withdraw()");
    visit.settle();
    visit.site.clear_calls();
    visit.run("document.body.append(kept)");
    visit.settle();
    visit.nobody_called();
    // Granted again, it has its address again.
    visit.run("kept.remove(); samtycke.accept()");
    visit.settle();
    visit.run("document.body.append(kept)");
    visit.expect_call(samtycke_e2e::Vendor::Google, "/cell/film.html");
}

/// No copy of the page's markup has a module in it that would run without a grant.
pub fn a_running_module_goes_too(browser: Browser) {
    let visit = visit(browser);
    let module = "<script type=\"text/plain\" data-samtycke=\"analytics\" data-samtycke-type=\"module\">window.ran = 1</script>";
    visit.go_to_page(&page(TAG, module));
    visit.accept();
    visit.wait("window.ran");
    assert_eq!(visit.all("script[type=module]").len(), 0);
}

/// A new address on a granted element is followed, and nothing is asked for twice.
pub fn changed_addresses_are_followed(browser: Browser) {
    let visit = visit(browser);
    let frame = |name: &str| visit.third(&format!("/cell/{name}.html"));
    let body = format!(
        "<iframe data-samtycke=\"analytics\" data-samtycke-src=\"{}\"></iframe>",
        frame("first")
    );
    visit.go_to_page(&page(TAG, &body));
    visit.accept();
    visit.expect_call(samtycke_e2e::Vendor::Google, "/cell/first.html");
    visit.run(&format!(
        "document.querySelector('iframe').dataset.samtyckeSrc = '{}'",
        frame("second")
    ));
    visit.expect_call(samtycke_e2e::Vendor::Google, "/cell/second.html");
    // Changes of other attributes ask for nothing.
    visit.run("document.querySelector('iframe').title = 'film'; document.querySelector('iframe').dataset.samtycke = ' analytics'");
    visit.settle();
    assert_eq!((visit.count_calls("first"), visit.count_calls("second")), (1, 1));
}

/// The gate is read at the moment of use, not when the tag was seen.
pub fn the_gate_is_read_when_it_is_used(browser: Browser) {
    let visit = visit(browser);
    let tag = |id: &str, gate: &str| {
        format!(
            "<script type=\"text/plain\" data-samtycke=\"{gate}\" id=\"{id}\">order.push('{id}')</script>"
        )
    };
    let body = [
        tag("changed", "analytics"),
        tag("away", "analytics"),
        tag("mended", "analytcs"),
        tag("twice", "analytics marketing"),
        tag("plain", "analytics"),
    ];
    visit.go_to_page(&page(&format!("<script>window.order = []</script>{TAG}"), &body.concat()));
    visit.banner();
    visit.run(
        "changed.dataset.samtycke = 'marketing';
        { const it = away; it.remove(); it.dataset.samtycke = 'marketing'; document.body.append(it) }
        mended.dataset.samtycke = 'analytics';",
    );
    visit.run("samtycke.accept('analytics')");
    visit.wait("order.length >= 2");
    visit.settle();
    assert_eq!(visit.eval("order.sort()"), json!(["mended", "plain"]));
    visit.run("samtycke.accept('marketing')");
    visit.wait("order.length >= 5");
    visit.settle();
    assert_eq!(visit.eval("order.sort()"), json!(["away", "changed", "mended", "plain", "twice"]));
}

/// A change made in the same turn as the grant counts too.
pub fn a_gate_that_changes_while_others_run_counts(browser: Browser) {
    let visit = visit(browser);
    let body = "<script type=\"text/plain\" data-samtycke=\"analytics\">
        order.push('first'); document.getElementById('second').dataset.samtycke = 'marketing'</script>
        <script type=\"text/plain\" data-samtycke=\"analytics\" id=\"second\">order.push('second')</script>";
    visit.go_to_page(&page(&format!("<script>window.order = []</script>{TAG}"), body));
    visit.banner();
    visit.run("samtycke.accept('analytics')");
    visit.settle();
    assert_eq!(visit.eval("order"), json!(["first"]));
}

/// A gated tag that can never load is named.
pub fn what_can_never_load_is_named(browser: Browser) {
    let visit = visit(browser);
    let body = "<script data-samtycke=\"analytics\">window.ran = 1</script>
        <script type=\"text/plain\" data-samtycke=\"analytics\" data-samtycke-src=\"data:text/javascript,window.evil=1\"></script>
        <script type=\"text/plain\" data-samtycke=\"analytics\" data-samtycke-src=\"http://vendor.test/x.localhost/\"></script>
        <iframe data-samtycke=\"analytics\" data-samtycke-src=\"javascript:parent.evil=1\"></iframe>
        <img alt=\"\" data-samtycke=\"analytics\" data-src=\"/lazy.png\">";
    visit.go_to_page(&page(TAG, body));
    visit.accept();
    for part in ["needs type=", "data:text", "http://vendor.test", "javascript:", "data-src"] {
        visit.wait(&format!(
            "heard.some(([name, problem]) => name === 'error' && problem.message.includes('{part}'))"
        ));
    }
    visit.settle();
    assert_eq!(visit.eval("window.evil"), Value::Null);
}

/// A script that the page forgot to give its type is named and loses its address: the browser may have run it, and runs no
/// copy of it.
pub fn a_script_without_its_type_is_kept_from_loading_again(browser: Browser) {
    let visit = visit(browser);
    let script = visit.third("/cell/again.js");
    let tag = format!("<script id=\"it\" data-samtycke=\"analytics\" src=\"{script}\"></script>");
    visit.go_to_page(&page(TAG, &tag));
    visit.banner();
    visit.wait("!it.hasAttribute('src')");
    assert_eq!(codes(&visit), json!(["ungated"]));
    visit.settle();
    visit.site.clear_calls();
    visit.run(
        "const copy = document.createRange().createContextualFragment(it.outerHTML);
        it.remove();
        document.body.append(copy)",
    );
    visit.nobody_called();
}

/// What loads nothing is left to the page: a picture within its address, and a place of the page.
pub fn what_loads_nothing_is_left(browser: Browser) {
    let visit = visit(browser);
    let picture = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";
    let body = format!(
        "<img id=\"image\" alt=\"\" src=\"{picture}\" data-samtycke=\"analytics\" data-samtycke-src=\"{}\">
        <object id=\"drawing\" data=\"data:image/svg+xml,%3Csvg/%3E\" data-samtycke=\"analytics\"></object>
        <a id=\"link\" href=\"#top\" data-samtycke=\"analytics\" data-samtycke-href=\"/elsewhere\">Link</a>",
        visit.third("/cell/image.png")
    );
    visit.go_to_page(&page(TAG, &body));
    visit.banner();
    visit.settle();
    assert_eq!(visit.eval("[image.getAttribute('src'), link.hash]"), json!([picture, "#top"]));
    // A drawing that is a document of its own may load more.
    assert_eq!(visit.eval("drawing.hasAttribute('data')"), false);
    assert_eq!(codes(&visit), json!(["live"]));
    visit.nobody_called();
    visit.accept();
    visit.expect_call(samtycke_e2e::Vendor::Google, "/cell/image.png");
    visit.wait("link.pathname === '/elsewhere'");
}

/// A gate that nobody has declared opens nothing: the address goes, and both mistakes are named.
pub fn an_unknown_gate_keeps_its_element_shut(browser: Browser) {
    let visit = visit(browser);
    visit.go_to_page(&page(TAG, ""));
    visit.accept();
    visit.settle();
    visit.run(&format!(
        "document.body.insertAdjacentHTML('beforeend', '<iframe id=\"it\" data-samtycke=\"analytcs\"></iframe>');
        setTimeout(() => it.setAttribute('src', '{}'))",
        visit.third("/cell/frame.html")
    ));
    visit.wait("it.hasAttribute('data-samtycke-src') && !it.hasAttribute('src')");
    // One that was let in is shut when its gate changes to one.
    visit.run(&format!(
        "it.dataset.samtycke = 'analytics'; it.dataset.samtyckeSrc = '{}'",
        visit.third("/cell/second.html")
    ));
    visit.expect_call(samtycke_e2e::Vendor::Google, "/cell/second.html");
    visit.run("it.dataset.samtycke = 'analytcs'");
    visit.wait("!it.hasAttribute('src')");
    let codes = codes(&visit).to_string();
    assert!(codes.contains("\"unknown\"") && codes.contains("\"live\""), "{codes}");
}

/// Mistakes in gated markup that nobody would notice: what never loads, and what loads within a gated element.
pub fn mistakes_in_gated_markup_are_named(browser: Browser) {
    let visit = visit(browser);
    let third = visit.third("/cell/frame.html");
    let body = format!(
        "<iframe data-samtycke=\"analytics\" data-srcdoc=\"<p>lazy</p>\"></iframe>
        <iframe data-samtycke=\"analytics\" title=\"nothing\"></iframe>
        <iframe data-samtycke=\"\" data-samtycke-src=\"{third}\"></iframe>
        <div data-samtycke=\"analytics\"><iframe src=\"{third}\"></iframe></div>
        <div data-samtycke=\"analytics\"><img alt=\"\" src=\"/own.png\"></div>
        <div data-samtycke=\"analytics\"><img alt=\"\" srcset=\"/own.png, {third} 2x\"></div>
        <picture><source srcset=\"{third}\"><img alt=\"\" data-samtycke=\"analytics\" data-samtycke-src=\"/own.png\"></picture>
        <style data-samtycke=\"analytics\">p {{ color: red }}</style>
        <iframe name=\"player\" data-samtycke=\"analytics\" data-samtycke-src=\"{third}\"></iframe><a target=\"player\" href=\"{third}\">Play</a>
        <form data-samtycke-action=\"/order\"></form>"
    );
    visit.go_to_page(&page(TAG, &body));
    visit.banner();
    for (code, part) in [
        ("lazy", "data-srcdoc"),
        ("empty", "nothing"),
        ("gateless", "frame.html"),
        ("gateless", "action"),
        ("inner", "src"),
        ("style-gate", "color"),
        ("target", "Play"),
    ] {
        visit.wait(&format!(
            "heard.some(([name, problem]) => name === 'error' && problem.code === '{code}' && problem.message.includes('{part}'))"
        ));
    }
    let inner = "heard.filter(([name, {code}]) => name === 'error' && code === 'inner').length";
    assert_eq!(visit.eval(inner), 3);
}

/// A box that was let in is filled by its vendor, and that is no mistake.
pub fn what_a_vendor_fills_its_box_with_is_no_mistake(browser: Browser) {
    let visit = visit(browser);
    let third = visit.third("/cell/frame.html");
    visit.go_to_page(&page(TAG, ""));
    visit.banner();
    visit.run("samtycke.accept('analytics')");
    visit.wait("samtycke.has('analytics')");
    let body = format!(
        "<div data-samtycke=\"analytics\"><iframe src=\"{third}\"></iframe></div>
        <iframe width=\"300\" height=\"200\" data-samtycke=\"marketing\" data-samtycke-srcdoc=\"x\"></iframe>
        <div data-samtycke=\"marketing\"><iframe src=\"{third}\"></iframe></div>"
    );
    visit.go_to_page(&page(TAG, &body));
    let inner = "heard.filter(([name, {code}]) => name === 'error' && code === 'inner').length";
    visit.wait(&format!("{inner} > 0"));
    visit.settle();
    assert_eq!(visit.eval(inner), 1, "the one that waits alone");
}

/// A list of addresses is checked like one address.
pub fn each_address_of_a_list_has_to_be_safe(browser: Browser) {
    let visit = visit(browser);
    let body = "<img id=\"it\" alt=\"\" data-samtycke=\"analytics\" data-samtycke-srcset=\"/own.png 1x, http://third.example/cell.png 2x\">
        <img id=\"right\" alt=\"\" data-samtycke=\"analytics\" data-samtycke-srcset=\"/own.png 1.5x, /own.png?b 640w\">";
    visit.go_to_page(&page(TAG, body));
    visit.accept();
    visit.wait("right.hasAttribute('srcset')");
    visit.settle();
    assert_eq!(visit.eval("it.hasAttribute('srcset')"), false);
    assert_eq!(codes(&visit), json!(["address"]));
}

/// Elements that were made in a frame and moved here, as some libraries do, are elements.
pub fn elements_of_another_document_are_found(browser: Browser) {
    let visit = visit(browser);
    visit.go_to_page(&page(TAG, "<iframe id=\"other\"></iframe><div id=\"place\"></div>"));
    visit.accept();
    visit.run(
        "const made = other.contentDocument.createElement('div');
        made.innerHTML = '<a id=\"moved\" href=\"#\" data-samtycke-click=\"settings\">Cookies</a><script type=\"text/plain\" data-samtycke=\"analytics\">window.moved1 = 1<\\/script>';
        window.kept = [...made.querySelectorAll('*')];
        place.append(made)",
    );
    visit.wait("window.moved1 === 1");
    visit.run("moved.click()");
    visit.dialog();
}

/// SVG has addresses of its own: they wait like any other.
pub fn addresses_of_svg_wait(browser: Browser) {
    let visit = visit(browser);
    visit.site.replace("/w.js", "text/javascript", 200, "window.ran = (window.ran ?? 0) + 1");
    let third = visit.third("/cell/picture.png");
    let body = "<svg><script type=\"text/plain\" data-samtycke=\"analytics\" data-samtycke-href=\"/w.js\"></script>
        <image id=\"it\" data-samtycke=\"analytics\" width=\"9\" height=\"9\"></image></svg>";
    visit.go_to_page(&page(TAG, body));
    visit.banner();
    visit.settle();
    visit.run(&format!("it.setAttribute('xlink:href', '{third}')"));
    visit.wait("it.hasAttribute('data-samtycke-xlink:href') && !it.hasAttribute('xlink:href')");
    visit.nobody_called();
    assert_eq!(visit.eval("window.ran"), Value::Null);
    visit.run("samtycke.accept('analytics')");
    visit.expect_call(samtycke_e2e::Vendor::Google, "/cell/picture.png");
    visit.wait("window.ran === 1");
}
