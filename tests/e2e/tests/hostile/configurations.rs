//! Configurations that are huge, deep, or full of what could be taken for code.

use samtycke_e2e::{Browser, TAG, Visit, page};
use serde_json::{Value, json};

/// Many services, each with a text.
fn many(visit: &Visit, count: usize, text: &str) {
    visit.site.edit_config(|config| {
        let services = config["services"].as_array_mut().expect("a list");
        for number in 0..count {
            let category = ["functional", "analytics", "marketing"][number % 3];
            services.push(json!({"id": format!("service_{number}"), "category": category,
                "name": format!("Service {number}"), "provider": text,
                "cookies": [{"name": format!("_s{number}"), "kind": "cookie", "party": "first",
                    "lifetime": "P1Y", "purpose": text}]}));
        }
    });
}

#[track_caller]
fn is_asked_and_answers(visit: &Visit, what: &str) {
    visit.go_to_page(&page(TAG, ""));
    visit.banner();
    let time = visit.eval("Math.round(performance.now())");
    println!("{}: {what}: the banner was there after at most {time} ms", visit.browser().name());
    visit.nobody_called();
    visit.run("samtycke.accept(['analytics'])");
    assert_eq!(visit.eval("samtycke.has('analytics')"), true);
    assert!(visit.choice_text().is_some_and(|value| value.len() <= 512));
    visit.run("samtycke.set({ga: true})");
    visit.eval("document.cookie.split('; ').map(one => document.cookie = one.split('=')[0] + '=; Max-Age=0; Path=/')");
}

pub fn a_thousand_services_are_asked_about(browser: Browser) {
    let visit = Visit::new(browser);
    many(&visit, 1_000, "Somebody");
    visit.go_to_page(&page(TAG, ""));
    visit.banner_button("Settings").click();
    visit.unfold();
    visit.switch("Service 997").click();
    visit.dialog_button("Save choices").click();
    visit.no_dialog();
    let value = visit.choice_text().unwrap_or_default();
    assert!(value.contains(".some.") && value.ends_with("._.+service_997"), "{value}");
    visit.go("/page");
    visit.ready();
    assert_eq!(
        visit.eval("[samtycke.has('service_997'), samtycke.has('service_996')]"),
        json!([true, false])
    );
    visit.run("document.cookie = 'samtycke=; Max-Age=0; Path=/'");
    is_asked_and_answers(&visit, "1,000 services");
}

pub fn five_megabytes_of_configuration_are_read(browser: Browser) {
    let visit = Visit::new(browser);
    many(&visit, 500, &"<b>All of it</b> \u{202e}txet \\\" ".repeat(190));
    assert!(visit.site.config().to_string().len() > 5_000_000);
    is_asked_and_answers(&visit, "5 MB");
}

pub fn deep_nesting_grants_nothing_and_breaks_nothing(browser: Browser) {
    let visit = Visit::new(browser);
    for depth in [31, 1_000, 100_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let deep = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            for (place, is_refused) in
                [("services", true), ("categories", true), ("controller", true), ("texts", false)]
            {
                let mut config = visit.site.config();
                config[place] = "HERE".into();
                let text = config.to_string().replace("\"HERE\"", &deep);
                visit.site.replace("/deep.json", "application/json", 200, text);
                let tag = TAG.replace("/samtycke.json", "/deep.json");
                visit.go_to_page(&page(&tag, ""));
                // Fields that nothing on the page relies on are the compiler's to refuse.
                visit.wait("said.some(line => line.includes('Samtycke')) || document.querySelector('samtycke-root')");
                assert!(!(is_refused && visit.has_banner()), "{place}: {open} {depth} deep");
                assert_eq!(visit.eval("samtycke.has('analytics')"), false);
                let broken = "heard.filter(([name, problem]) => problem?.code === 'broken').length";
                assert_eq!(visit.eval(broken), 0, "{place}: {open} {depth} deep");
            }
        }
    }
    visit.run("window.done = 1");
    assert_eq!(visit.site.calls(), []);
}

/// Texts that would do something, were they read as anything but texts.
const TEXTS: &[&str] = &[
    "<img src=/leak onerror=\"window.leaked=1\">",
    "</script><script>window.leaked = 1</script>",
    "'\"><svg onload=window.leaked=1>",
    "\u{202e}sdrawkcab\u{2066}\u{2069}",
    "<title> <!l> <.name> {controller} \\u0022 \\",
    "\u{0} \u{1f} \u{7f} \u{feff} \u{2028} \u{ffff}",
];

pub fn texts_of_the_configuration_stay_texts(browser: Browser) {
    let visit = Visit::new(browser);
    let config = visit.site.config();
    for text in TEXTS {
        let mut config = config.clone();
        config["controller"]["name"] = (*text).into();
        config["categories"][2]["name"] = (*text).into();
        config["services"][2]["name"] = (*text).into();
        config["services"][2]["provider"] = (*text).into();
        config["texts"] = json!({"en": {"accept": text, "reject": format!("{text} no")}});
        visit.site.replace("/samtycke.json", "application/json", 200, config.to_string());
        visit.go_to_page(&page(TAG, "<div data-samtycke-declaration></div>"));
        visit.wait("document.querySelector('[data-samtycke-declaration] table')");
        visit.banner_button("Settings").click();
        visit.dialog();
        let found = "[...document.querySelectorAll('samtycke-root img, samtycke-root script, samtycke-root svg')].length";
        assert_eq!(visit.eval(found), 0, "{text}");
        let said = visit.find("samtycke-root .samtycke-banner [data-samtycke-click=accept]");
        assert_eq!(said.eval("it.textContent"), Value::from(text.replace("{controller}", text)));
    }
    assert_eq!(visit.eval("window.leaked"), Value::Null);
    visit.nobody_called();
    assert!(visit.site.first_party_calls().iter().all(|call| call.path != "/leak"));
}

/// A lone surrogate, which no JSON text of Rust's can hold.
pub fn a_text_that_is_no_unicode_is_shown(browser: Browser) {
    let visit = Visit::new(browser);
    let config = visit.site.config();
    let text = config.to_string().replacen("Billogram AB", "\\ud800 AB \\udc00", 1);
    visit.site.replace("/samtycke.json", "application/json", 200, text);
    visit.go_to_page(&page(TAG, ""));
    visit.accept();
    assert_eq!(visit.choice().how, "all");
}
