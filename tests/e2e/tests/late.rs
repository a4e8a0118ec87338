//! Code that was written to run early and runs late: handlers of gated tags, `document.write`,
//! tags that never load, and scripts that never answer.

use samtycke_e2e::Vendor::Google;
use samtycke_e2e::{Browser, Setup, TAG, Visit, page};
use serde_json::{Value, json};

const START: &str = "<script>window.order = []</script>";

#[track_caller]
fn visit(browser: Browser, setup: Setup) -> Visit {
    let visit = Visit::with(browser, setup);
    visit.without_scripts();
    visit
}

fn tag(attributes: &str, code: &str) -> String {
    format!("<script type=\"text/plain\" data-samtycke=\"analytics\" {attributes}>{code}</script>")
}

/// A film does not wait for a script of its service that hangs, and a form is not sent elsewhere meanwhile.
pub fn only_scripts_wait_for_scripts(browser: Browser) {
    let visit = visit(browser, Setup::PLAIN);
    visit.site.hang(Google);
    let hangs = tag(&format!("data-samtycke-src=\"{}\"", visit.third("/hangs.js")), "");
    let rest = "<iframe data-samtycke=\"analytics\" data-samtycke-src=\"/film\"></iframe>
        <form data-samtycke=\"analytics\" data-samtycke-action=\"/sent\"><input name=\"word\" value=\"Hello\"><button id=\"send\">Send</button></form>";
    visit.go_to_page(&page(TAG, &(hangs + rest)));
    visit.site.replace("/sent", "text/html", 200, "Sent");
    visit.accept();
    visit.wait("samtycke.has('analytics')");
    visit.wait("document.querySelector('iframe').getAttribute('src') === '/film'");
    visit.find("#send").click();
    visit.wait("location.pathname === '/sent'");
    assert_eq!(visit.eval("location.search"), "?word=Hello");
    visit.site.mend(Google);
}

pub fn handlers_of_gated_tags_run(browser: Browser) {
    let visit = visit(browser, Setup::PLAIN);
    visit.site.replace("/there.js", "text/javascript", 200, "order.push('ran')");
    let body = [
        tag(
            "data-samtycke-src=\"/there.js\" onload=\"order.push('loaded ' + this.id)\" id=\"a\"",
            "",
        ),
        tag("data-samtycke-src=\"/missing.js\" onerror=\"order.push('failed')\"", ""),
        tag("", "order.push('next')"),
    ];
    visit.go_to_page(&page(&format!("{START}{TAG}"), &body.concat()));
    visit.settle();
    assert_eq!(visit.eval("order"), json!([]));
    visit.accept();
    visit.wait("order.length >= 4");
    assert_eq!(visit.eval("order"), json!(["ran", "loaded a", "failed", "next"]));
}

/// `document.write` of gated code leaves the page as it is, on a click and on a return.
pub fn document_write_does_not_take_the_page_away(browser: Browser) {
    let visit = visit(browser, Setup::PLAIN);
    visit.site.replace(
        "/writes.js",
        "text/javascript",
        200,
        "document.write('<b>fetched</b>'); order.push('fetched')",
    );
    let body = "<h2 id=\"shop\">shop</h2>".to_owned()
        + &tag(
            "",
            "document.write('<b>ad</b>'); document.writeln('<b>ad</b>'); order.push('inline')",
        )
        + &tag("", "document.open(); document.write('gone'); document.close(); order.push('open')")
        + &tag("data-samtycke-src=\"/writes.js\"", "")
        + &tag("async data-samtycke-src=\"/writes.js?async\"", "");
    visit.go_to_page(&page(&format!("{START}{TAG}"), &body));
    visit.accept();
    for moment in ["on a click", "on a return"] {
        visit.wait("window.order && order.length >= 4");
        visit.settle();
        assert_eq!(visit.find("#shop").text(), "shop", "{moment}");
        assert_eq!(visit.eval("!!window.samtycke && document.readyState"), "complete", "{moment}");
        visit.go("/page");
    }
    // Code of the page itself still writes.
    visit.go_to_page(&page(TAG, "<script>document.write('<i id=own>own</i>')</script>"));
    assert_eq!(visit.find("#own").text(), "own");
}

/// A tag of which no event ever comes does not hold up those behind it.
pub fn a_tag_that_never_loads_holds_up_nobody(browser: Browser) {
    let visit = visit(browser, Setup::PLAIN);
    visit.site.replace("/old.js", "text/javascript", 200, "order.push('old')");
    let body = [
        tag("nomodule data-samtycke-src=\"/old.js\"", ""),
        tag("data-samtycke-type=\"application/ld+json\" data-samtycke-src=\"/data.json\"", ""),
        tag("data-samtycke-type=\"application/json\"", "{\"a\": 1}"),
        tag("data-samtycke-type=\"text/template\" data-samtycke-src=\"/template.html\"", ""),
        tag("data-samtycke-src=\"\"", ""),
        tag("data-samtycke-src=\"http://[\"", ""),
        tag("", "order.push('last')"),
    ];
    visit.go_to_page(&page(&format!("{START}{TAG}"), &body.concat()));
    visit.accept();
    visit.wait("order.includes('last')");
    assert_eq!(visit.eval("order"), json!(["last"]));
}

/// A tag that was put in and taken out while the page was parsed.
pub fn a_tag_that_is_taken_out_holds_up_nobody(browser: Browser) {
    let visit = visit(browser, Setup::PLAIN);
    visit.store_choice("all", "functional-analytics-marketing", 60);
    let body = "<script>
        const it = document.createElement('script');
        it.type = 'text/plain'; it.dataset.samtycke = 'analytics'; it.text = 'order.push(\"gone\")';
        document.body.append(it); setTimeout(() => it.remove());
        </script>"
        .to_owned()
        + &tag("", "order.push('parsed')");
    visit.go_to_page(&page(&format!("{START}{TAG}"), &body));
    visit.wait("order.includes('parsed')");
}

/// A server that hangs holds up what waits for it for ten seconds, and nothing else at all.
pub fn a_script_that_hangs_is_waited_for_ten_seconds(browser: Browser) {
    let visit = visit(browser, Setup { impatient: true, ..Setup::PLAIN });
    visit.site.hang(Google);
    let body = [
        tag(&format!("data-samtycke-src=\"{}\"", visit.third("/slow.js")), ""),
        tag("", "order.push(['behind', performance.now()])"),
        "<script type=\"text/plain\" data-samtycke=\"marketing\">order.push(['other', performance.now()])</script>".into(),
    ];
    visit.go_to_page(&page(&format!("{START}{TAG}"), &body.concat()));
    visit.banner();
    visit.eval("window.clicked = performance.now()");
    visit.run("document.querySelector('samtycke-root [data-samtycke-click=accept]').click()");
    visit.expect_call(Google, "/slow.js");
    visit.wait("order.length >= 1");
    assert_eq!(visit.eval("order[0][0]"), "other");
    std::thread::sleep(std::time::Duration::from_secs(5));
    visit.wait("order.length >= 2");
    let waited = visit.eval("order[1][1] - clicked").as_f64().unwrap_or(0.0);
    assert!((9_000.0..13_000.0).contains(&waited), "{waited} ms");
}

/// A third party's script hangs, and a no stays a no, and a withdrawal a withdrawal.
pub fn a_withdrawal_does_not_wait_for_a_script_that_hangs(browser: Browser) {
    let visit = visit(browser, Setup { impatient: true, ..Setup::PLAIN });
    visit.site.hang(Google);
    let body = [
        tag(&format!("data-samtycke-src=\"{}\"", visit.third("/slow.js")), ""),
        tag("", "order.push('behind')"),
    ];
    visit.site.edit_config(|config| config["ui"] = json!({"reload": false}));
    visit.go_to_page(&page(&format!("{START}{TAG}"), &body.concat()));
    visit.banner();
    visit.run("samtycke.accept()");
    visit.expect_call(Google, "/slow.js");
    visit.run("samtycke.withdraw()");
    std::thread::sleep(std::time::Duration::from_secs(11));
    assert_eq!(visit.eval("order"), json!([]));
    assert_eq!(visit.choice().how, "none");
    assert_eq!(visit.eval("window.nothing"), Value::Null);
}
