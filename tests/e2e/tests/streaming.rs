//! Pages that are parsed while their scripts already run: an inline script is whole once the parser has
//! passed its end.

use samtycke_e2e::{Browser, Setup, Visit, page};
use serde_json::json;

/// A page whose body goes on, with the tag of the site and its declaration.
fn start(visit: &Visit) -> String {
    let mut config = visit.site.config();
    for service in config["services"].as_array_mut().into_iter().flatten() {
        service["scripts"] = json!([]);
    }
    let head = format!(
        "<script>window.order = []; window.samtyckeConfig = {config}</script><script src=\"{}\"></script>",
        visit.site.url("/samtycke.min.js")
    );
    let whole = page(&head, "<p>first</p>");
    whole.split("</body>").next().unwrap_or_default().to_owned()
}

/// What may happen while half of a script has come.
const MEANWHILE: [&str; 4] = [
    "",
    "document.documentElement.append(document.createElement('widget'))",
    "document.body.append(document.createElement('widget'))",
    "document.body.prepend(document.createElement('widget')); document.head.append(document.createElement('style'))",
];

pub fn half_a_script_does_not_run(browser: Browser) {
    let visit = Visit::with(browser, Setup { impatient: true, ..Setup::PLAIN });
    for act in MEANWHILE {
        visit.store_choice("all", "functional-analytics-marketing", 60);
        let stream = visit.go_to_stream(&start(&visit));
        visit.wait("window.samtycke && samtycke.has('analytics')");
        stream.send("<script type=\"text/plain\" data-samtycke=\"analytics\">order.push('one');");
        visit.wait("document.querySelector('script[data-samtycke]')");
        visit.run(act);
        std::thread::sleep(std::time::Duration::from_millis(300));
        assert_eq!(visit.eval("order"), json!([]), "{act}");
        stream.send("order.push('two')</script>");
        stream.send("<p id=\"more\">more</p>");
        visit.wait("document.querySelector('#more')");
        drop(stream);
        visit.wait("order.length >= 2");
        assert_eq!(visit.eval("order"), json!(["one", "two"]), "{act}");
    }
}
