//! A wrong declaration is refused whole, with every problem, where it is and what was expected.

use samtycke_config::{Code, Page, Problem, check, describe, read};
use serde_json::{Value, json};

use crate::site::{accepted, billogram, changed, page, page_at, problems, problems_for};

type Change = fn(&mut Value);

/// What is changed, the path of the problem, and words of its message.
type Case = (Change, &'static str, &'static [&'static str]);

/// Problems at these paths and at no other.
#[track_caller]
fn wrong_at(found: &[Problem], paths: &[&str]) {
    let mut at: Vec<&str> = found.iter().map(|problem| problem.path.as_str()).collect();
    at.sort_unstable();
    at.dedup();
    assert_eq!(at, paths, "{found:?}");
}

/// A problem at the path and at no other, with the words.
#[track_caller]
fn refused((change, path, words): &Case) {
    let found = problems(&changed(change));
    wrong_at(&found, &[path]);
    let messages: Vec<&str> = found.iter().map(|problem| problem.message.as_str()).collect();
    for word in *words {
        assert!(messages.join("\n").contains(word), "{path}: {word:?} is not in {messages:?}");
    }
}

fn all_refused(cases: &[Case]) {
    cases.iter().for_each(|case| refused(case));
}

fn remove(object: &mut Value, name: &str) {
    let removed = object.as_object_mut().and_then(|fields| fields.remove(name));
    assert!(removed.is_some(), "{name} was not there");
}

fn add_category(declaration: &mut Value, category: Value) {
    declaration["categories"].as_array_mut().expect("a list of categories").push(category);
}

#[test]
fn what_is_missing_is_named() {
    all_refused(&[
        (|c| remove(c, "version"), "version", &["missing"]),
        (|c| c["version"] = Value::Null, "version", &["whole number", "not null"]),
        (|c| remove(c, "controller"), "controller", &["missing"]),
        (|c| remove(&mut c["controller"], "name"), "controller.name", &["missing"]),
        (|c| remove(&mut c["controller"], "policyUrl"), "controller.policyUrl", &["missing"]),
        (
            |c| add_category(c, json!({"name": "x", "description": "y"})),
            "categories[4].id",
            &["missing"],
        ),
        (
            |c| add_category(c, json!({"id": "chat", "description": "y"})),
            "categories[4].name",
            &["missing; only \"necessary\""],
        ),
        (
            |c| add_category(c, json!({"id": "chat", "name": "x"})),
            "categories[4].description",
            &["missing"],
        ),
        (|c| remove(&mut c["services"][2], "id"), "services[2].id", &["missing"]),
        (|c| remove(&mut c["services"][2], "name"), "services[2].name", &["missing"]),
        (|c| remove(&mut c["services"][2], "category"), "services[2].category", &["missing"]),
        (
            |c| remove(&mut c["services"][2]["cookies"][0], "name"),
            "services[2].cookies[0].name",
            &["missing"],
        ),
        (
            |c| remove(&mut c["services"][2]["cookies"][0], "kind"),
            "services[2].cookies[0].kind",
            &["missing"],
        ),
        (
            |c| remove(&mut c["services"][2]["cookies"][0], "party"),
            "services[2].cookies[0].party",
            &["missing"],
        ),
        (
            |c| remove(&mut c["services"][2]["cookies"][1], "lifetime"),
            "services[2].cookies[1].lifetime",
            &["missing"],
        ),
        (
            |c| remove(&mut c["services"][2]["cookies"][1], "purpose"),
            "services[2].cookies[1].purpose",
            &["missing"],
        ),
        (|c| remove(&mut c["external"][0], "name"), "external[0].name", &["missing"]),
        (|c| remove(&mut c["external"][0], "host"), "external[0].host", &["missing"]),
        (|c| c["controller"]["name"] = json!({"en": null}), "controller.name.en", &["not empty"]),
    ]);
}

#[test]
fn a_declaration_without_categories_is_refused() {
    for none in [Value::Null, json!([]), json!({})] {
        let found = problems(&changed(|c| {
            c["categories"] = none;
            remove(c, "services");
            remove(c, "signals");
        }));
        wrong_at(&found, &["categories"]);
    }
}

#[test]
fn an_unknown_field_is_a_problem_at_every_level() {
    all_refused(&[
        (|c| c["sevices"] = json!([]), "sevices", &["unknown field", "did you mean \"services\"?"]),
        (
            |c| c["controller"]["url"] = json!("/"),
            "controller.url",
            &["unknown field; did you mean \"policyUrl\"?"],
        ),
        (|c| c["cookie"] = json!({"day": 30}), "cookie.day", &["did you mean \"days\"?"]),
        (
            |c| c["signals"]["gpc"] = json!({}),
            "signals.gpc",
            &["unknown field", "globalPrivacyControl"],
        ),
        (
            |c| c["signals"]["doNotTrack"]["allows"] = json!([]),
            "signals.doNotTrack.allows",
            &["did you mean \"allow\"?"],
        ),
        (|c| c["categories"][0]["title"] = json!("x"), "categories[0].title", &["unknown field"]),
        (
            |c| c["services"][0]["cookie"] = json!([]),
            "services[0].cookie",
            &["did you mean \"cookies\"?"],
        ),
        (
            |c| c["services"][2]["scripts"][0]["url"] = json!("x"),
            "services[2].scripts[0].url",
            &["unknown field"],
        ),
        (
            |c| c["services"][2]["cookies"][0]["expires"] = json!("P1Y"),
            "services[2].cookies[0].expires",
            &["unknown field"],
        ),
        (|c| c["external"][0]["url"] = json!("x"), "external[0].url", &["unknown field"]),
        (|c| c["ui"] = json!({"colour": "red"}), "ui.colour", &["unknown field"]),
        (
            |c| c["texts"] = json!({"en": {"acept": "Yes"}}),
            "texts.en.acept",
            &["did you mean \"accept\"?"],
        ),
        (|c| c["Version"] = json!(3), "Version", &["did you mean \"version\"?"]),
        (|c| c["nothing"] = Value::Null, "nothing", &["unknown field"]),
    ]);
}

#[test]
fn a_value_of_another_kind_is_a_problem() {
    all_refused(&[
        (
            |c| c["version"] = json!("3"),
            "version",
            &["whole number from 0 to 4294967295, not \"3\""],
        ),
        (|c| c["version"] = json!(-1), "version", &["whole number"]),
        (|c| c["version"] = json!(1.5), "version", &["whole number"]),
        (|c| c["version"] = json!(4_294_967_296_u64), "version", &["whole number"]),
        (|c| c["cookie"] = json!("samtycke"), "cookie", &["expected an object"]),
        (|c| c["ui"] = json!([]), "ui", &["expected an object"]),
        (|c| c["signals"] = json!(true), "signals", &["expected an object"]),
        (
            |c| c["signals"]["doNotTrack"] = json!(true),
            "signals.doNotTrack",
            &["expected an object"],
        ),
        (
            |c| c["signals"]["doNotTrack"]["allow"] = json!("functional"),
            "signals.doNotTrack.allow",
            &["expected a list"],
        ),
        (
            |c| c["signals"]["doNotTrack"]["binding"] = json!("yes"),
            "signals.doNotTrack.binding",
            &["expected true or false"],
        ),
        (|c| c["services"] = json!({}), "services", &["expected a list"]),
        (|c| c["external"] = json!("x"), "external", &["expected a list"]),
        (|c| c["texts"] = json!(["en"]), "texts", &["expected an object"]),
        (|c| c["texts"] = json!({"en": "x"}), "texts.en", &["expected an object"]),
        (|c| c["texts"] = json!({"en": {"title": 7}}), "texts.en.title", &["not empty"]),
        (|c| c["texts"] = json!({"en": {"title": null}}), "texts.en.title", &["not empty"]),
        (|c| c["texts"] = json!({"en": {"title": "  "}}), "texts.en.title", &["not empty"]),
        (|c| c["texts"] = json!({"english": {}}), "texts.english", &["language tag"]),
        (|c| c["controller"]["name"] = json!(""), "controller.name", &["not empty"]),
        (|c| c["controller"]["name"] = json!({}), "controller.name", &["at least one language"]),
        (|c| c["controller"]["name"] = json!({"e": "x"}), "controller.name.e", &["language tag"]),
        (
            |c| c["controller"]["name"] = json!({"en": "x", "sv": ""}),
            "controller.name.sv",
            &["not empty"],
        ),
        (
            |c| c["categories"][1]["required"] = json!(1),
            "categories[1].required",
            &["true or false"],
        ),
        (
            |c| c["ui"] = json!({"layout": "popup"}),
            "ui.layout",
            &["expected \"box\", \"bar\" or \"dialog\""],
        ),
        (|c| c["ui"] = json!({"position": "botom"}), "ui.position", &["did you mean \"bottom\"?"]),
        (|c| c["ui"] = json!({"theme": true}), "ui.theme", &["expected"]),
    ]);
}

#[test]
fn an_id_is_short_lower_case_and_taken_once() {
    all_refused(&[
        (
            |c| c["services"][1]["id"] = json!("Zendesk"),
            "services[1].id",
            &["\"Zendesk\" is not an id"],
        ),
        (|c| c["services"][1]["id"] = json!("zen-desk"), "services[1].id", &["not an id"]),
        (|c| c["services"][1]["id"] = json!("1st"), "services[1].id", &["not an id"]),
        (|c| c["services"][1]["id"] = json!("_"), "services[1].id", &["not an id"]),
        (|c| c["services"][1]["id"] = json!("zéndesk"), "services[1].id", &["not an id"]),
        (|c| c["services"][1]["id"] = json!("z".repeat(33)), "services[1].id", &["at most 32"]),
        (|c| c["services"][1]["id"] = json!("site"), "services[1].id", &["\"site\" is taken"]),
        (
            |c| c["services"][1]["id"] = json!("analytics"),
            "services[1].id",
            &["taken", "share their ids"],
        ),
        (|c| c["services"][1]["id"] = json!(7), "services[1].id", &["is not an id"]),
    ]);
}

#[test]
fn where_there_are_no_categories_nothing_else_is_wrong() {
    for change in [
        (|c| c["categories"] = json!([])) as fn(&mut Value),
        |c| drop(c.as_object_mut().unwrap().remove("categories")),
        |c| {
            let categories = c.as_object_mut().unwrap().remove("categories").unwrap();
            c["catagories"] = categories;
        },
    ] {
        let found = problems(&changed(change));
        assert_eq!(found.len(), 1, "{found:?}");
    }
}

#[test]
fn an_unknown_category_is_named_with_its_like() {
    all_refused(&[
        (
            |c| c["services"][2]["category"] = json!("marketng"),
            "services[2].category",
            &["\"marketng\" is not a category; did you mean \"marketing\"?"],
        ),
        (
            |c| c["services"][2]["category"] = json!("statistik"),
            "services[2].category",
            &["\"statistik\" is not a category; did you mean \"analytics\"?"],
        ),
        (
            |c| c["services"][4]["category"] = json!("advertising"),
            "services[4].category",
            &["\"advertising\" is not a category; did you mean \"marketing\"?"],
        ),
        (
            |c| c["services"][2]["category"] = json!("social"),
            "services[2].category",
            &[
                "\"social\" is not a category; expected \"necessary\", \"functional\", \"analytics\" or \"marketing\"",
            ],
        ),
        (
            |c| c["services"][2]["category"] = json!("site"),
            "services[2].category",
            &["is not a category"],
        ),
        (
            |c| c["signals"]["doNotTrack"]["allow"][0] = json!("functinal"),
            "signals.doNotTrack.allow[0]",
            &["did you mean \"functional\"?"],
        ),
    ]);
}

#[test]
fn the_cookie_is_one_that_browsers_keep() {
    all_refused(&[
        (|c| c["cookie"] = json!({"days": 401}), "cookie.days", &["from 1 to 400"]),
        (|c| c["cookie"] = json!({"days": 0}), "cookie.days", &["from 1 to 400"]),
        (
            |c| c["cookie"] = json!({"refusalDays": 179}),
            "cookie.refusalDays",
            &["from 180 to 400, not 179"],
        ),
        (|c| c["cookie"] = json!({"refusalDays": 401}), "cookie.refusalDays", &["from 180 to 400"]),
        (|c| c["categories"][2]["revision"] = json!(-1), "categories[2].revision", &["from 0 to"]),
        (|c| c["cookie"] = json!({"name": "my cookie"}), "cookie.name", &["letters, digits"]),
        (|c| c["cookie"] = json!({"name": "a;b"}), "cookie.name", &["letters"]),
        (|c| c["cookie"] = json!({"name": "kåka"}), "cookie.name", &["letters"]),
        (|c| c["cookie"] = json!({"name": ""}), "cookie.name", &["not empty"]),
        (|c| c["cookie"] = json!({"path": "my blog"}), "cookie.path", &["begins with \"/\""]),
        (|c| c["cookie"] = json!({"path": "/; Domain=x"}), "cookie.path", &["path"]),
        (
            |c| c["cookie"] = json!({"domain": "example.org"}),
            "cookie.domain",
            &["\"example.org\" is neither this page's host, www.example.com, nor a parent of it"],
        ),
        (|c| c["cookie"] = json!({"domain": "ample.com"}), "cookie.domain", &["neither"]),
        (
            |c| c["cookie"] = json!({"domain": "shop.www.example.com"}),
            "cookie.domain",
            &["neither"],
        ),
        (|c| c["cookie"] = json!({"domain": "."}), "cookie.domain", &["not a domain"]),
        (|c| c["cookie"] = json!({"domain": "com"}), "cookie.domain", &["not a domain"]),
        (|c| c["cookie"] = json!({"domain": ".com"}), "cookie.domain", &["not a domain"]),
        (|c| c["cookie"] = json!({"domain": "example com"}), "cookie.domain", &["not a domain"]),
        (|c| c["cookie"] = json!({"domain": "127.0.0.1"}), "cookie.domain", &["not a domain"]),
        (|c| c["cookie"] = json!({"name": "__Http-s"}), "cookie.name", &["no script can set"]),
        (|c| c["cookie"] = json!({"name": "__host-HTTP-s"}), "cookie.name", &["no script can set"]),
        (|c| c["cookie"] = json!({"name": "__HOST-s", "path": "/a"}), "cookie.name", &["prefix"]),
        (
            |c| c["cookie"] = json!({"sameSite": "lax"}),
            "cookie.sameSite",
            &["did you mean \"Lax\"?"],
        ),
        (
            |c| c["cookie"] = json!({"sameSite": "None", "secure": false}),
            "cookie.sameSite",
            &["needs a secure cookie"],
        ),
        (
            |c| c["cookie"] = json!({"name": "__Secure-s", "secure": false}),
            "cookie.name",
            &["needs a secure cookie"],
        ),
        (
            |c| c["cookie"] = json!({"name": "__Host-s", "domain": "example.com"}),
            "cookie.name",
            &["no domain"],
        ),
        (
            |c| c["cookie"] = json!({"name": "__Host-s", "path": "/a"}),
            "cookie.name",
            &["path \"/\""],
        ),
        (
            |c| c["cookie"] = json!({"name": "a".repeat(257)}),
            "cookie.name",
            &["257 characters", "up to 256"],
        ),
    ]);
}

#[test]
fn a_declared_cookie_has_a_name_a_place_and_a_lifetime() {
    const AT: &str = "services[2].cookies[0].name";
    all_refused(&[
        (|c| c["services"][2]["cookies"][0]["name"] = json!("*"), AT, &["would delete it"]),
        (|c| c["services"][2]["cookies"][0]["name"] = json!("**"), AT, &["\"_ga_*\""]),
        (
            |c| c["services"][2]["cookies"][0]["name"] = json!("a b"),
            AT,
            &["no cookie can have the name"],
        ),
        (
            |c| c["services"][2]["cookies"][0]["name"] = json!("a=b"),
            AT,
            &["no cookie can have the name"],
        ),
        (
            |c| c["services"][2]["cookies"][0]["name"] = json!("a;b"),
            AT,
            &["no cookie can have the name"],
        ),
        (
            |c| c["services"][2]["cookies"][0]["name"] = json!("samtycke"),
            AT,
            &["covers \"samtycke\""],
        ),
        (
            |c| c["services"][2]["cookies"][0]["name"] = json!("sam*"),
            AT,
            &["in which Samtycke keeps the choice"],
        ),
        (
            |c| {
                c["services"][2]["cookies"][0]["name"] = json!("*.receipts");
                c["services"][2]["cookies"][0]["kind"] = json!("localStorage");
            },
            AT,
            &["covers \"samtycke.receipts\""],
        ),
        (
            |c| c["services"][2]["cookies"][0]["kind"] = json!("cookies"),
            "services[2].cookies[0].kind",
            &["did you mean \"cookie\"?"],
        ),
        (
            |c| c["services"][2]["cookies"][0]["party"] = json!("second"),
            "services[2].cookies[0].party",
            &["\"first\" or \"third\""],
        ),
        (
            |c| c["services"][2]["cookies"][0]["lifetime"] = json!("2 years"),
            "services[2].cookies[0].lifetime",
            &["\"2 years\" is not a lifetime", "\"P2Y\""],
        ),
        (
            |c| c["services"][2]["cookies"][0]["lifetime"] = json!(365),
            "services[2].cookies[0].lifetime",
            &["365 is not a lifetime"],
        ),
        (
            |c| c["services"][2]["cookies"][0]["lifetime"] = json!("P"),
            "services[2].cookies[0].lifetime",
            &["is not a lifetime"],
        ),
        (
            |c| c["services"][2]["cookies"][0]["lifetime"] = json!("Session"),
            "services[2].cookies[0].lifetime",
            &["is not a lifetime"],
        ),
    ]);
}

#[test]
fn a_script_is_one_thing_with_attributes_that_are_no_code() {
    const AT: &str = "services[2].scripts[0]";
    all_refused(&[
        (
            |c| c["services"][2]["scripts"][0] = json!({"src": "/a.js", "inline": "a()"}),
            AT,
            &["one of \"src\", \"inline\""],
        ),
        (|c| c["services"][2]["scripts"][0] = json!({}), AT, &["expected one of"]),
        (
            |c| c["services"][2]["scripts"][1]["async"] = json!(true),
            "services[2].scripts[1].async",
            &["goes with \"src\" only"],
        ),
        (
            |c| c["services"][2]["scripts"][1]["defer"] = json!(false),
            "services[2].scripts[1].defer",
            &["goes with"],
        ),
        (
            |c| c["services"][2]["scripts"][1]["integrity"] = json!("sha256-x"),
            "services[2].scripts[1].integrity",
            &["goes with"],
        ),
        (
            |c| c["services"][2]["scripts"][0]["integrity"] = json!("md5-x"),
            "services[2].scripts[0].integrity",
            &["\"sha384-\""],
        ),
        (
            |c| c["services"][2]["scripts"][0]["type"] = json!("text/plain"),
            "services[2].scripts[0].type",
            &["\"module\""],
        ),
        (
            |c| c["services"][2]["scripts"][0]["crossorigin"] = json!("yes"),
            "services[2].scripts[0].crossorigin",
            &["\"anonymous\""],
        ),
        (
            |c| c["services"][2]["scripts"][0]["attributes"] = json!([]),
            "services[2].scripts[0].attributes",
            &["expected an object"],
        ),
        (
            |c| c["services"][2]["scripts"][0]["attributes"] = json!({"id": 1}),
            "services[2].scripts[0].attributes.id",
            &["expected a string"],
        ),
        (
            |c| c["services"][2]["scripts"][0]["attributes"] = json!({"onload": "x()"}),
            "services[2].scripts[0].attributes.onload",
            &["cannot be set here"],
        ),
        (
            |c| c["services"][2]["scripts"][0]["attributes"] = json!({"ONERROR": "x()"}),
            "services[2].scripts[0].attributes.ONERROR",
            &["cannot be set"],
        ),
        (
            |c| c["services"][2]["scripts"][0]["attributes"] = json!({"nonce": "x"}),
            "services[2].scripts[0].attributes.nonce",
            &["cannot be set"],
        ),
        (
            |c| c["services"][2]["scripts"][0]["attributes"] = json!({"SRC": "data:,x"}),
            "services[2].scripts[0].attributes.SRC",
            &["cannot be set"],
        ),
        (
            |c| c["services"][2]["scripts"][0]["attributes"] = json!({"type": "module"}),
            "services[2].scripts[0].attributes.type",
            &["cannot be set"],
        ),
        (
            |c| c["services"][2]["scripts"][0]["attributes"] = json!({"a b": "x"}),
            "services[2].scripts[0].attributes.a b",
            &["cannot be set"],
        ),
        (
            |c| c["services"][2]["scripts"][0]["attributes"] = json!({"1st": "x"}),
            "services[2].scripts[0].attributes.1st",
            &["cannot be set"],
        ),
        (
            |c| c["services"][2]["scripts"][0]["attributes"] = json!({"": "x"}),
            "services[2].scripts[0].attributes.",
            &["cannot be set"],
        ),
    ]);
}

/// Addresses that browsers would take for something other than https or the page's own origin.
const ATTACKS: &[&str] = &[
    "",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\u{1}javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java\r\nscript:alert(1)",
    "\tjavascript:alert(1)",
    "data:text/javascript,alert(1)",
    "DATA:,alert(1)",
    "blob:https://www.example.com/1",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://a.example/x.js",
    "filesystem:https://www.example.com/x",
    "//cdn.example/x.js",
    "///cdn.example/x.js",
    " //cdn.example/x.js",
    "/\t/cdn.example/x.js",
    "\\\\cdn.example\\x.js",
    "/\\cdn.example/x.js",
    "\\/cdn.example/x.js",
    "https:\\\\cdn.example/x.js",
    "http://cdn.example/x.js",
    "HTTP://cdn.example/x.js",
    "http:cdn.example/x.js",
    "http:/cdn.example/x.js",
    "http:///cdn.example/x.js",
    "http://www.example.com/x.js",
    "https:",
    "https:/",
    "https://",
    "https:/cdn.example",
    "https:cdn.example",
    "https:///cdn.example",
    "https://?x",
    "https://#x",
    "https://cdn.example/x y.js",
    "https://cdn.example/x.js ",
    "https://cdn.example/\u{7f}",
    "https://user@cdn.example/x.js",
    "https://user:pass@cdn.example/x.js",
    "https://cdn.example:65536/x.js",
    "https://cdn.example:+80/x.js",
    "https://cdn.example:8443x/x.js",
    "https://cdn%2eexample/x.js",
    "https://cdn..example/x.js",
    "https://1.2.3.256/x.js",
    "https://cdn.0x7f/x.js",
    "https://[::1/x.js",
    "https://[cdn]/x.js",
    "https://-/x.js",
    "http://x@localhost/x.js",
    "http://.localhost/x.js",
    "http://localhost@cdn.example/x.js",
    "http://localhost:80@cdn.example/x.js",
    "http://127.0.0.1:x@cdn.example/",
    "http://localhost.cdn.example/x.js",
    "http://127.0.0.1.cdn.example/x.js",
    "http://127.1/x.js",
    "http://128.0.0.1/x.js",
    "http://notlocalhost/x.js",
    ":",
    "x:y",
];

#[test]
fn a_script_comes_over_https_or_from_the_page_and_nothing_browsers_would_mend() {
    for address in ATTACKS {
        let found = problems(&changed(|c| c["services"][2]["scripts"][0]["src"] = json!(address)));
        wrong_at(&found, &["services[2].scripts[0].src"]);
        let message = found[0].message.strip_prefix(&json!(address).to_string());
        // What is https already is not told that it is not.
        let expected = if address.starts_with("https://") {
            &[" has a blank", " has a control character", " names no host"][..]
        } else {
            &[" is neither https nor", " has a ", " is empty"]
        };
        let message = message.expect("the address comes first");
        assert!(expected.iter().any(|one| message.starts_with(one)), "{address}: {message}");
        // What is offered in its place is right.
        if let Some(meant) = &found[0].meant {
            accepted(&changed(|c| c["services"][2]["scripts"][0]["src"] = json!(meant)));
        }
    }
}

/// Others read the messages without the lines of the file: in JSON, in SARIF, on a page.
#[test]
fn messages_name_what_was_found() {
    all_refused(&[
        (|c| c["cookie"] = json!({"path": "blog"}), "cookie.path", &["\"blog\"", "\"/blog\"?"]),
        (|c| c["cookie"] = json!({"path": "/a;b"}), "cookie.path", &["\"/a;b\" is not"]),
        (|c| c["cookie"] = json!({"name": "a b"}), "cookie.name", &["\"a b\""]),
        (|c| c["cookie"] = json!({"name": "__Http-s"}), "cookie.name", &["\"__Http-s\""]),
        (
            |c| c["cookie"] = json!({"name": "__Host-s", "path": "/a"}),
            "cookie.name",
            &["\"__Host-s\""],
        ),
        (
            |c| c["services"][2]["embeds"] = json!(["a.example"]),
            "services[2].embeds[0]",
            &["\"a.example\"", "did you mean \"https://a.example/*\"?"],
        ),
        (
            |c| c["services"][2]["embeds"] = json!(["https://*/x"]),
            "services[2].embeds[0]",
            &["\"https://*/x\""],
        ),
        (
            |c| c["services"][2]["rewrites"] = json!({"a": "https://a.example/"}),
            "services[2].rewrites.a",
            &["\"a\" is not the beginning"],
        ),
        (
            |c| c["services"][2]["rewrites"] = json!({"https://a.example/": "b"}),
            "services[2].rewrites.https://a.example/",
            &["\"b\" is not the beginning"],
        ),
        (
            |c| c["services"][2]["scripts"][0]["integrity"] = json!("md5-x"),
            "services[2].scripts[0].integrity",
            &["\"md5-x\" is not a digest"],
        ),
        (
            |c| c["controller"]["name"] = json!({"sv_SE": "x"}),
            "controller.name.sv_SE",
            &["\"sv_SE\" is not a language tag; did you mean \"sv-SE\"?"],
        ),
        (
            |c| c["external"][0]["host"] = json!("https://jobs.example.com/"),
            "external[0].host",
            &["did you mean \"jobs.example.com\"?"],
        ),
        (
            |c| c["cookie"] = json!({"domain": "https://example.com/"}),
            "cookie.domain",
            &["did you mean \"example.com\"?"],
        ),
    ]);
}

#[test]
fn a_page_without_an_http_origin_has_no_addresses_of_its_own() {
    for (origin, host) in [("null", ""), ("file://", ""), ("", "")] {
        for src in ["http:///cdn.example/x.js", "/x.js", "x.js"] {
            let declaration = json!({"version": 1, "controller": {"name": "x", "policyUrl": "https://a.example"},
                "categories": [{"id": "marketing"}],
                "services": [{"id": "ad", "name": "x", "category": "marketing", "scripts": [{"src": src}]}]});
            let found = problems_for(&declaration, &page_at(origin, host));
            wrong_at(&found, &["services[0].scripts[0].src"]);
        }
    }
}

#[test]
fn a_link_leads_to_the_web() {
    for address in [
        "javascript:x",
        "data:,x",
        "//a.example",
        "mailto:a@b.c",
        "http://",
        "http://a b",
        "http://a\\b",
        "https:/x",
    ] {
        for (path, change) in [
            (
                "controller.policyUrl",
                (|c, a| c["controller"]["policyUrl"] = a) as fn(&mut Value, Value),
            ),
            ("services[1].policyUrl", |c, a| c["services"][1]["policyUrl"] = a),
            ("external[0].policyUrl", |c, a| c["external"][0]["policyUrl"] = a),
        ] {
            let found = problems(&changed(|c| change(c, json!(address))));
            wrong_at(&found, &[path]);
        }
    }
    for address in ["http://old.example/policy", "https://a.example", "/policy", "/policy.html#a"] {
        accepted(&changed(|c| c["controller"]["policyUrl"] = json!(address)));
    }
    // A declaration is for every page of a site, and these lead somewhere else from each.
    for (address, meant) in
        [("policy.html", "/policy.html"), ("#policy", "/#policy"), ("?p=3", "/?p=3")]
    {
        let found = problems(&changed(|c| c["external"][0]["policyUrl"] = json!(address)));
        wrong_at(&found, &["external[0].policyUrl"]);
        assert_eq!(found[0].meant.as_deref(), Some(meant), "{found:?}");
    }
}

#[test]
fn several_mistakes_are_listed_at_once() {
    let json = changed(|c| {
        remove(c, "version");
        c["categories"][1]["id"] = json!("Chat");
        c["services"][2]["category"] = json!("marketng");
        c["services"][4]["scripts"][1]["src"] = json!("//pi.pardot.com/pd.js");
        c["ui"] = json!({"colour": "red"});
        c["signals"] = json!({"doNotTrack": {"binding": 1}});
    });
    let found = problems(&json);
    let paths = [
        "categories[1].description",
        "categories[1].id",
        "categories[1].name",
        "services[1].category",
        "services[2].category",
        "services[4].scripts[1].src",
        "signals.doNotTrack.binding",
        "ui.colour",
        "version",
    ];
    wrong_at(&found, &paths);
    let text = describe(&found);
    let lines = text.lines().filter(|line| line.starts_with("- "));
    assert_eq!(lines.count(), paths.len());
    let meant =
        "- services[2].category: \"marketng\" is not a category; did you mean \"marketing\"?\n";
    assert!(text.contains(meant), "{text}");
}

#[test]
fn what_is_not_an_object_is_one_problem_of_the_whole() {
    for text in ["null", "[]", "7", "true", "\"x\"", "\"{}\""] {
        let found = check(text, &page());
        wrong_at(&found, &[""]);
        assert!(describe(&found).contains("- declaration: expected an object"));
    }
}

#[test]
fn text_that_is_not_json_is_one_problem_with_its_line() {
    for text in [
        "",
        "x",
        "{",
        "{\"version\":1,",
        "{}{}",
        "\0{}",
        "{'version':1}",
        "{\"a\":0x1}",
        "{\"a\":+1}",
        "[1 2]",
    ] {
        let found = check(text, &page());
        wrong_at(&found, &[""]);
        assert!(
            found.len() == 1 && found[0].message.starts_with("not JSON: "),
            "{text}: {found:?}"
        );
    }
    let found = check("{\"version\": 1,\n  controller: {}}", &page());
    assert!(
        found[0].message.ends_with("at line 2 column 3; write names in double quotes"),
        "{found:?}"
    );
    let text = "{ // a comment\n  \"version\": 1, /* another */\n}";
    wrong_at(&check(text, &page()), &["categories", "controller"]);
}

/// A declaration with categories and services of these ids.
fn with_ids(categories: &[String], services: &[String]) -> Value {
    let category = |id| json!({"id": id, "name": "x", "description": "y"});
    let service = |id| json!({"id": id, "name": "x", "category": categories[0]});
    json!({
        "version": 7,
        "controller": {"name": "x", "policyUrl": "/p"},
        "categories": categories.iter().map(category).collect::<Vec<_>>(),
        "services": services.iter().map(service).collect::<Vec<_>>(),
    })
}

fn ids(letter: &str, count: usize, length: usize) -> Vec<String> {
    (0..count).map(|n| format!("{letter}{n:0>width$}", width = length - 1)).collect()
}

#[test]
fn a_cookie_that_may_get_too_long_is_refused_before_a_choice_is_lost() {
    // `1.7.<10>.<22>.embed.<asked>.<granted>` is 45 bytes without the last two. Each category takes
    // three bytes of fingerprint, its id and a hyphen.
    for (categories, services, length) in [
        (ids("a", 13, 32), vec![], 45 + 13 * 3 + 13 * 33 - 1),
        (ids("a", 13, 32), ids("s", 1, 9), 512 + 1 + 1 + 4),
        (ids("a", 12, 32), ids("s", 3, 9), 476 + 1 + 1 + 4),
        // Where naming them is longer, the services are 2 bytes of check and a bit each.
        (ids("a", 12, 32), ids("s", 200, 9), 476 + 1 + 1 + 36),
        (ids("a", 9, 31), ids("s", 1015, 9), 359 + 1 + 1 + 172),
    ] {
        let found = problems_for(&with_ids(&categories, &services), &page());
        if length <= 512 {
            assert_eq!(found, [], "{length}");
        } else {
            wrong_at(&found, &["categories"]);
            let words = format!("a cookie of up to {length} bytes, and at most 512 are kept");
            assert!(found[0].message.contains(&words), "{found:?}");
        }
    }
}

#[test]
fn the_gates_are_as_many_as_the_core_has_room_for() {
    accepted(&with_ids(&ids("a", 32, 3), &ids("s", 992, 14)));
    for (categories, services, path, words) in [
        (ids("a", 33, 3), vec![], "categories", "at most 32 categories, not 33"),
        (ids("a", 32, 3), ids("s", 993, 4), "services", "at most 1024 categories and services"),
        // 4 + 511 * 32 + 28 is 16,384, and one more is too much.
        (
            ids("a", 1, 3),
            [ids("s", 511, 31), ids("t", 1, 28)].concat(),
            "services",
            "at most 16384 bytes of ids",
        ),
    ] {
        let found = problems(&with_ids(&categories, &services));
        wrong_at(&found, &[path]);
        assert!(found[0].message.contains(words), "{found:?}");
    }
    accepted(&with_ids(&ids("a", 1, 3), &[ids("s", 511, 31), ids("t", 1, 27)].concat()));
}

#[test]
fn a_service_has_one_category_or_several() {
    for category in [json!("analytics"), json!(["analytics"]), json!(["analytics", "marketing"])] {
        accepted(&changed(|c| c["services"][2]["category"] = category));
    }
    all_refused(&[
        (
            |c| c["services"][2]["category"] = json!([]),
            "services[2].category",
            &["at least one category"],
        ),
        (
            |c| c["services"][2]["category"] = json!(["analytics", "marketng"]),
            "services[2].category[1]",
            &["did you mean \"marketing\"?"],
        ),
        (
            |c| c["services"][2]["category"] = json!(["analytics", "analytics"]),
            "services[2].category[1]",
            &["\"analytics\" is named twice"],
        ),
        (
            |c| c["services"][2]["category"] = json!([7]),
            "services[2].category[0]",
            &["7 is not a category"],
        ),
        (
            |c| c["services"][2]["category"] = json!({}),
            "services[2].category",
            &["is not a category"],
        ),
    ]);
}

#[test]
fn a_secure_cookie_needs_https_or_the_own_machine() {
    let secure = changed(|c| c["cookie"] = json!({"secure": true}));
    let found = problems_for(&secure, &page_at("http://www.example.com", "www.example.com"));
    wrong_at(&found, &["cookie.secure"]);
    for page in [page(), page_at("http://localhost:8080", "localhost"), page_at("https://", "")] {
        assert_eq!(problems_for(&secure, &page), []);
    }
}

#[test]
fn a_domain_is_known_without_a_site() {
    let found = |domain: &str| {
        let declaration = changed(|c| c["cookie"] = json!({"domain": domain}));
        problems_for(&declaration, &page_at("https://", ""))
    };
    for domain in ["com", "location.hostname/", "https://a.example", " example.com"] {
        wrong_at(&found(domain), &["cookie.domain"]);
    }
    for domain in ["example.com", ".Example.com", "shop.localhost", "möbel.example"] {
        assert_eq!(found(domain), [], "{domain}");
    }
    let own = |domain: &str, host: &'static str| {
        let declaration = changed(|c| c["cookie"] = json!({"domain": domain}));
        problems_for(&declaration, &page_at("https://x", host)).len()
    };
    // A site within a house may have a name of one part.
    assert_eq!([own("intranet", "intranet"), own("EXAMPLE.com", "www.Example.COM")], [0, 0]);
    assert_eq!([own("intranet", "other"), own("0.0.1", "127.0.0.1")], [1, 1]);
}

#[test]
fn integrity_holds_whole_digests() {
    let with = |integrity: &str| {
        changed(|c| c["services"][2]["scripts"][0]["integrity"] = integrity.into())
    };
    let (a, b, c) = (
        format!("sha256-{}=", "A".repeat(43)),
        format!("sha384-{}", "b/".repeat(32)),
        format!("sha512-{}==", "C".repeat(86)),
    );
    for integrity in [&a, &b, &c, &format!("{a} {b}"), &format!("{b}?later")] {
        accepted(&with(integrity));
    }
    for integrity in [
        "sha256-",
        "sha384-abc",
        &a[..a.len() - 1],
        &format!("{b}="),
        &b.replace("sha384", "sha256"),
        &b.replace("sha384", "SHA384"),
        &format!("{a},{b}"),
        &format!("{a} x"),
        &a.replacen('A', "å", 1),
    ] {
        wrong_at(&problems(&with(integrity)), &["services[2].scripts[0].integrity"]);
    }
}

#[test]
fn a_day_is_one_of_the_calendar() {
    let with = |until: &str| {
        changed(|c| {
            c["ignores"] = json!([{"code": "undeclared-host", "reason": "x", "until": until}])
        })
    };
    for day in ["2027-02-28", "2028-02-29", "2000-02-29", "2027-12-31", "2027-04-30"] {
        accepted(&with(day));
    }
    for day in [
        "2027-02-30",
        "2027-02-29",
        "2100-02-29",
        "2027-04-31",
        "2027-13-01",
        "2027-00-10",
        "2027-01-00",
    ] {
        wrong_at(&problems(&with(day)), &["ignores[0].until"]);
    }
}

#[test]
fn a_host_is_one() {
    for host in [
        "Google Analytics",
        "https://a.example",
        "a.example/b",
        "a..example",
        "*",
        "1.2.3",
        "a@b.example",
    ] {
        for path in ["/services/4/cookies/1/host", "/external/0/host"] {
            let found = problems(&changed(|c| *c.pointer_mut(path).expect("a host") = host.into()));
            let at = if path.starts_with("/e") {
                "external[0].host"
            } else {
                "services[4].cookies[1].host"
            };
            wrong_at(&found, &[at]);
            assert!(found[0].message.contains("is not a host"), "{found:?}");
        }
    }
    for host in [
        "a.example",
        ".a.example",
        "*.a.example",
        "localhost",
        "a.localhost:8080",
        "127.0.0.1",
        "[::1]",
        "möbel.example",
    ] {
        accepted(&changed(|c| {
            c["services"][4]["cookies"][1]["host"] = host.into();
            c["external"][0]["host"] = host.into();
        }));
    }
}

#[test]
fn a_service_that_nobody_can_refuse_says_why_it_is_necessary() {
    all_refused(&[
        (
            |c| remove(&mut c["services"][0], "reason"),
            "services[0].reason",
            &["why it is necessary"],
        ),
        (
            |c| {
                c["categories"][1]["required"] = json!(true);
                c["services"][1]["category"] = json!(["necessary", "functional"]);
                // Nobody knows it as a chat.
                c["services"][1]["scripts"] = json!([]);
            },
            "services[1].reason",
            &["missing"],
        ),
        (|c| c["services"][0]["reason"] = json!(" "), "services[0].reason", &["not empty"]),
    ]);
    // One category that can be refused is enough.
    accepted(&changed(|c| c["services"][1]["category"] = json!(["necessary", "functional"])));
    accepted(&changed(|c| c["services"][2]["reason"] = json!({"en": "Counts", "sv": "Räknar"})));
}

#[test]
fn a_field_that_does_nothing_yet_is_refused() {
    all_refused(&[(
        |c| c["services"][2]["$schema"] = json!("x"),
        "services[2].$schema",
        &["unknown field"],
    )]);
    accepted(&changed(|c| c["$schema"] = json!("./samtycke.schema.json")));
}

#[test]
fn an_embed_names_its_host() {
    all_refused(&[
        (|c| c["services"][2]["embeds"] = json!(["*"]), "services[2].embeds[0]", &["a host"]),
        (
            |c| c["services"][2]["embeds"] = json!(["https://*/embed"]),
            "services[2].embeds[0]",
            &["a host"],
        ),
        (
            |c| c["services"][2]["embeds"] = json!(["https://www.a.*/x"]),
            "services[2].embeds[0]",
            &["the first part", "https://*.example.com/*"],
        ),
        (
            |c| c["services"][2]["embeds"] = json!(["https://*a.example/x"]),
            "services[2].embeds[0]",
            &["the first part"],
        ),
        (
            |c| c["services"][2]["embeds"] = json!(["https://*.example/x"]),
            "services[2].embeds[0]",
            &["a name with a dot"],
        ),
        (
            |c| c["services"][2]["embeds"] = json!(["https://www.*.a.example/x"]),
            "services[2].embeds[0]",
            &["the first part"],
        ),
        (
            |c| c["services"][2]["embeds"] = json!(["http://a.example/embed"]),
            "services[2].embeds[0]",
            &["https://"],
        ),
        (
            |c| c["services"][2]["rewrites"] = json!({"https://a.example/": "javascript:1"}),
            "services[2].rewrites.https://a.example/",
            &["\"javascript:1\" is not the beginning"],
        ),
        (
            |c| c["services"][2]["chat"] = json!([{"call": "document.write"}]),
            "services[2].chat[0].call",
            &["document"],
        ),
    ]);
    accepted(&changed(|c| {
        c["services"][2]["embeds"] =
            json!(["https://*.a.example/embed/*", "https://www.a.example/*/x"]);
        c["services"][2]["rewrites"] = json!({"https://a.example/": "https://b.example/"});
        c["services"][2]["chat"] = json!([{"call": "chat.open"}]);
    }));
}

#[test]
fn a_preset_is_known_and_options_go_with_one() {
    all_refused(&[
        (
            |c| c["services"][2]["preset"] = json!("ga"),
            "services[2].preset",
            &["\"google-analytics-4\"?"],
        ),
        (|c| c["services"][2]["with"] = json!({}), "services[2].with", &["\"preset\" only"]),
    ]);
}

#[test]
fn a_step_says_one_thing_and_names_nothing_of_the_browser() {
    const AT: &str = "services[2].scripts[0].steps[0]";
    fn steps(c: &mut Value, step: Value) {
        c["services"][2]["scripts"][0] = json!({"steps": [step]});
    }
    accepted(&changed(|c| {
        steps(c, json!({"call": "gtag", "args": [{"@granted": "analytics", "yes": 1, "no": 0}]}))
    }));
    all_refused(&[
        (|c| steps(c, json!({})), AT, &["expected one of \"let\""]),
        (|c| steps(c, json!({"call": "a", "push": "b", "items": []})), AT, &["expected one of"]),
        (|c| steps(c, json!({"set": "a"})), "services[2].scripts[0].steps[0].be", &["missing"]),
        (
            |c| steps(c, json!({"call": "a", "on": "q"})),
            "services[2].scripts[0].steps[0].on",
            &["does not go with \"call\""],
        ),
        (|c| steps(c, json!({"queue": "a"})), AT, &["either \"into\" or \"on\""]),
        (
            |c| steps(c, json!({"call": "document.write"})),
            "services[2].scripts[0].steps[0].call",
            &["cannot use \"document.write\""],
        ),
        (
            |c| steps(c, json!({"call": "a.constructor.constructor"})),
            "services[2].scripts[0].steps[0].call",
            &["cannot use"],
        ),
        (
            |c| steps(c, json!({"set": "location", "be": "javascript:alert(1)"})),
            "services[2].scripts[0].steps[0].set",
            &["cannot use"],
        ),
        (
            |c| steps(c, json!({"queue": "a", "on": "__proto__"})),
            "services[2].scripts[0].steps[0].on",
            &["cannot be the name"],
        ),
        (
            |c| steps(c, json!({"queue": "a", "on": "q", "extra": {"constructor": 1}})),
            "services[2].scripts[0].steps[0].extra",
            &["cannot be the name"],
        ),
        (
            |c| {
                steps(
                    c,
                    json!({"call": "a", "args": [{"@granted": "analitics", "yes": 1, "no": 0}]}),
                )
            },
            "services[2].scripts[0].steps[0].args",
            &["no category and no service"],
        ),
        (
            |c| steps(c, json!({"call": "a", "args": [{"@granted": [], "yes": 1, "no": 0}]})),
            "services[2].scripts[0].steps[0].args",
            &["no category and no service"],
        ),
        (
            |c| steps(c, json!({"call": "a", "args": [{"@granted": "analytics", "yes": 1}]})),
            "services[2].scripts[0].steps[0].args",
            &["needs \"no\""],
        ),
        (
            |c| steps(c, json!({"call": "a", "args": [{"@asked": "pardot", "yes": 1, "no": 0}]})),
            "services[2].scripts[0].steps[0].args",
            &["\"@asked\" has \"pardot\", which is no category"],
        ),
        (
            |c| steps(c, json!({"call": "a", "args": [{"@asked": "analytics", "no": 0}]})),
            "services[2].scripts[0].steps[0].args",
            &["\"@asked\" needs \"yes\""],
        ),
        (
            |c| c["services"][2]["consent"] = json!({"update": [{"call": "eval"}]}),
            "services[2].consent.update[0].call",
            &["cannot use \"eval\""],
        ),
    ]);
}

#[test]
fn yes_and_no_have_to_be_equal_answers_in_every_language() {
    all_refused(&[
        (|c| c["texts"] = json!({"en": {"reject": ""}}), "texts.en.reject", &["not empty"]),
        (|c| c["texts"] = json!({"en": {"reject": " \t "}}), "texts.en.reject", &["not empty"]),
        (|c| c["texts"] = json!({"en": {"reject": "\u{a0}"}}), "texts.en.reject", &["not empty"]),
        // As good as empty.
        (
            |c| c["texts"] = json!({"sv": {"reject": "\u{200b}"}}),
            "texts.sv",
            &["not equal answers"],
        ),
        // The same as the other, its own or the one built in.
        (
            |c| c["texts"] = json!({"de": {"accept": "Weiter", "reject": "Weiter"}}),
            "texts.de",
            &["\"Weiter\" (accept) and \"Weiter\" (reject)", "two that differ"],
        ),
        (|c| c["texts"] = json!({"en": {"accept": "Reject all"}}), "texts.en", &["differ"]),
        (|c| c["texts"] = json!({"sv": {"reject": "Acceptera alla"}}), "texts.sv", &["differ"]),
        // Far longer, whichever it is.
        (
            |c| {
                c["texts"] =
                    json!({"en": {"reject": "Go on without the best experience, if you must"}})
            },
            "texts.en",
            &["three times as long"],
        ),
        (
            |c| c["texts"] = json!({"sv": {"accept": "OK", "reject": "Nej tack"}}),
            "texts.sv",
            &["\"OK\" (accept) and \"Nej tack\" (reject)"],
        ),
    ]);
    for (yes, no) in [("Yes", "No"), ("Ja", "Nein"), ("OK", "Nej"), ("قبول الكل", "رفض الكل")]
    {
        accepted(&changed(|c| c["texts"] = json!({"de": {"accept": yes, "reject": no}})));
    }
    accepted(&changed(|c| c["texts"] = json!({"sv": {"reject": "Avvisa alla"}})));
}

#[test]
fn what_is_right_is_accepted() {
    accepted(&billogram());
    let src = |address: &str| changed(|c| c["services"][2]["scripts"][0]["src"] = json!(address));
    for address in [
        "https://cdn.example/x.js",
        "https://cdn.example:8443/x.js?a=b#c",
        "https://CDN.example./x.js",
        "https://räksmörgås.example/x.js",
        "https://192.0.2.1/x.js",
        "https://[2001:db8::1]:8443/x.js",
        "/x.js",
        "x.js",
        "./x.js",
        "../x.js",
        "?x",
        "/a:b.js",
        "/https://x",
        "x.js?u=http://y",
        "http://localhost/x.js",
        "http://localhost:8080/x.js",
        "http://shop.localhost:8080/x.js",
        "http://127.0.0.1:9000/x.js",
        "http://127.1.2.3/x.js",
        "http://localhost?x",
    ] {
        accepted(&src(address));
    }
    accepted(
        &json!({"version": 0, "controller": {"name": "x", "policyUrl": "/p"}, "categories": [{"id": "analytics"}]}),
    );
    accepted(&changed(
        |c| c["cookie"] = json!({"domain": "example.com", "days": 400, "path": "/shop", "sameSite": "Strict", "secure": false}),
    ));
    accepted(&changed(|c| {
        c["cookie"] = json!({"domain": ".example.com", "name": "__Secure-x", "sameSite": "None"})
    }));
    accepted(&changed(|c| c["cookie"] = json!({"name": "__Host-samtycke"})));
    accepted(&changed(|c| {
        c["services"][2]["scripts"][0]["attributes"] = json!({"data-cfasync": "false", "id": "x"})
    }));
    accepted(&changed(|c| c["texts"] = json!({"en": {}, "sv": {}, "pt-BR": {"title": "x"}})));
    for lifetime in ["session", "persistent", "P1Y6M"] {
        accepted(&changed(|c| c["services"][2]["cookies"][0]["lifetime"] = json!(lifetime)));
    }
    // What JavaScript reads as a whole number is one.
    for version in [json!(1.0), json!(2e3)] {
        accepted(&changed(|c| c["version"] = version));
    }
}

#[test]
fn the_demo_site_is_right() {
    let declaration = include_str!("../../../www/samtycke.json");
    for (origin, host) in
        [("http://127.0.0.1:8080", "127.0.0.1"), ("https://www.billogram.com", "www.billogram.com")]
    {
        assert_eq!(check(declaration, &page_at(origin, host)), []);
    }
}

#[test]
fn a_page_of_plain_http_may_name_its_own_origin() {
    let json = |address: &str| changed(|c| c["services"][2]["scripts"][0]["src"] = json!(address));
    let page = page_at("http://intranet:8080", "intranet");
    assert_eq!(problems_for(&json("http://intranet:8080/x.js"), &page), []);
    for other in [
        "http://intranet/x.js",
        "http://intranet:8081/x.js",
        "http://intranet:8080.cdn.example/x.js",
        "http://x@intranet:8080/x.js",
    ] {
        wrong_at(&problems_for(&json(other), &page), &["services[2].scripts[0].src"]);
    }
}

#[test]
fn a_cookie_is_secure_by_default_on_a_page_of_https() {
    let declaration = changed(|c| c["cookie"] = json!({"sameSite": "None"}));
    accepted(&declaration);
    let found = problems_for(&declaration, &page_at("http://www.example.com", "www.example.com"));
    wrong_at(&found, &["cookie.sameSite"]);
}

#[test]
fn a_mark_of_the_byte_order_is_left_out() {
    let right = billogram().to_string();
    assert_eq!(check(&format!("\u{feff}{right}"), &page()), []);
    let wrong = "\u{feff}{\n  \"version\": 1,\n  'a': 1 }";
    let found = check(wrong, &page());
    assert!(found[0].message.ends_with("at line 3 column 3; write double quotes"), "{found:?}");
    let start = found[0].range.as_ref().map(|range| range.start);
    assert_eq!(start, wrong.find('\''));
    assert!(!check(&format!("\u{feff}\u{feff}{right}"), &page()).is_empty());
}

#[test]
fn what_json_forbids_is_no_json() {
    let right = r#"{"version": 1, "controller": {"name": "A \" // b", "policyUrl": "/"}, "categories": [{"id": "analytics"}]}"#;
    assert_eq!(check(right, &page()), []);
    for (from, to, words) in [
        ("A ", "A\u{1}", "Control character in a string (U+0001) at line 1 column 41"),
        ("A ", "A\t", "Control character in a string (U+0009)"),
        ("// b", "/*\n", "Control character in a string (U+000A)"),
        (": 1", ":\u{a0}1", "Blank that JSON does not have (U+00A0) at line 1 column 12"),
        (": 1", ":\u{b}1", "Blank that JSON does not have (U+000B)"),
        ("{\"version", "// \u{1}\r\u{2028}{\"version", "Blank that JSON does not have (U+2028)"),
        ("{\"version", "/* \" */\u{3000}{\"version", "Blank that JSON does not have (U+3000)"),
    ] {
        let found = check(&right.replacen(from, to, 1), &page());
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].message.contains(words) && found[0].range.is_some(), "{found:?}");
    }
    for (from, to) in [
        ("{", "/* \u{1}\u{a0} \" // */ // \u{1}\u{a0} \" /*\r\n\t{"),
        ("A ", "A\u{a0}\u{2028}\u{7f}\\u0001\\\\"),
        ("[{", "[/**/{"),
        ("1,", "1, // a \" b\r"),
    ] {
        assert_eq!(check(&right.replacen(from, to, 1), &page()), [], "{to}");
    }
}

/// What is warned of, and the problems, by code and path.
fn told(declaration: &Value) -> Vec<String> {
    let report = read(&declaration.to_string(), &page());
    assert!(!report.is_accepted(), "{:?}", report.problems);
    report.problems.iter().map(|one| format!("{} {}", one.code.name(), one.path)).collect()
}

#[test]
fn a_category_that_follows_visitors_is_never_required() {
    all_refused(&[
        (
            |c| {
                c["categories"][2]["required"] = json!(true);
                c["services"][2]["reason"] = json!("x");
                c["services"][3]["reason"] = json!("x");
            },
            "categories[2].required",
            &["\"analytics\" stands for statistics", "leave \"required\" out"],
        ),
        (
            |c| {
                add_category(
                    c,
                    json!({"id": "reklam", "name": "Ads", "description": "Ads.", "required": true}),
                );
            },
            "categories[4].required",
            &["\"reklam\" stands for advertising"],
        ),
    ]);
    accepted(&changed(|c| {
        let own = json!({"id": "performance", "name": "A", "description": "B.", "required": true});
        add_category(c, own);
    }));
}

#[test]
fn an_embed_tells_who_follows_visitors() {
    fn required(service: Value) -> Value {
        changed(|c| {
            let mut service = service;
            for (name, value) in
                [("id", "film"), ("category", "necessary"), ("name", "Film"), ("reason", "x")]
            {
                service[name] = json!(value);
            }
            c["services"].as_array_mut().expect("a list").push(service);
        })
    }
    for service in [
        json!({"embeds": ["https://www.youtube.com/embed/*"]}),
        json!({"embeds": ["https://www.YouTube-nocookie.com/*"]}),
        json!({"embeds": ["https://www.facebook.com/plugins/*"]}),
        json!({"embeds": ["https://www.facebook.com/plugins/video.php*"]}),
        json!({"embeds": ["https://player.vimeo.com/video/1"]}),
        json!({"rewrites": {"https://a.example/": "https://www.youtube-nocookie.com/"}}),
    ] {
        let found = problems(&required(service.clone()));
        wrong_at(&found, &["services[6].category"]);
        assert!(found[0].message.contains("known by its embed"), "{service}: {found:?}");
    }
    for address in
        ["https://www.facebook.com/help/*", "https://www.openstreetmap.org/export/embed.html*"]
    {
        accepted(&required(json!({ "embeds": [address] })));
    }
}

#[test]
fn a_preset_of_a_tag_is_necessary_only_where_it_says_that_it_loads_before_a_choice() {
    let with =
        |preset: Value| changed(|c| c["services"].as_array_mut().expect("a list").push(preset));
    for preset in [
        json!({"preset": "google-tag-manager", "with": {"id": "GTM-ABCDEF"}}),
        json!({"preset": "google-analytics-4", "with": {"id": "G-ABCDE12345"}}),
        json!({"preset": "google-analytics-4", "with": {"id": "G-ABCDE12345", "mode": "advanced"}}),
    ] {
        let mut required = preset.clone();
        for (name, value) in
            [("category", json!("necessary")), ("reason", json!("x")), ("cookies", json!([]))]
        {
            required[name] = value;
        }
        let found = problems(&with(required));
        wrong_at(&found, &["services[6].category"]);
        accepted(&with(preset));
    }
}

#[test]
fn what_is_wrong_elsewhere_hides_nothing() {
    let json = changed(|c| {
        c["foo"] = json!(1);
        c["cookie"] = json!({"refusalDays": 3, "days": 365});
        c["ui"] = json!({"colors": {"text": "#999999"}});
        c["services"][1]["category"] = json!("marketng");
        c["services"][2]["category"] = json!("necessary");
        c["services"][2]["reason"] = json!("x");
        c["services"][3]["cookies"][0]["lifetime"] = json!("P2Y");
        c["exceptions"] =
            json!([{"code": "xx", "reason": "y"}, {"code": "one-signal", "reason": "Known."}]);
    });
    let found = told(&json);
    for line in [
        "unknown-field foo",
        "short-refusal cookie.refusalDays",
        "long-consent cookie.days",
        "low-contrast ui.colors.text",
        "unknown-category services[1].category",
        "tracker-required services[2].category",
        "long-lifetime services[3].cookies[0].lifetime",
        "unknown-exception exceptions[0].code",
    ] {
        assert!(found.iter().any(|one| one == line), "{line} is not in {found:#?}");
    }
    assert!(!found.iter().any(|one| one.starts_with("one-signal")), "{found:#?}");
}

#[test]
fn an_exception_keeps_its_place_where_another_is_wrong() {
    let found = told(&changed(|c| {
        c["cookie"] = json!({"days": 365});
        c["exceptions"] = json!([
            {"code": "long-consent", "reason": ""},
            {"code": "xx", "reason": "y"},
            {"code": "missing-provider", "reason": "Known anyway."},
        ]);
    }));
    for line in [
        "wrong-value exceptions[0].reason",
        "unknown-exception exceptions[1].code",
        "long-consent cookie.days",
    ] {
        assert!(found.iter().any(|one| one == line), "{line} is not in {found:#?}");
    }
    assert!(!found.iter().any(|one| one.starts_with("missing-provider")), "{found:#?}");
}

#[test]
fn nothing_is_said_of_what_depends_on_a_problem() {
    type Change = fn(&mut Value);
    let cases: [(Change, &str); 6] = [
        // Which services are required is not known then.
        (
            |c| c["categories"][0]["required"] = json!("yes"),
            "missing-provider services[0].provider",
        ),
        (|c| c["cookie"] = json!({"name": "my choice"}), "own-cookie-undeclared services"),
        (|c| c["services"][0]["cookies"][0]["name"] = json!(7), "own-cookie-undeclared services"),
        (|c| c["languages"] = json!(["english"]), "half-translated controller.policyUrl"),
        (
            |c| c["ui"] = json!({"colors": {"text": "#99999", "background": "#888888"}}),
            "low-contrast ui.colors.background",
        ),
        (
            |c| {
                c["services"][1]["category"] = json!("marketng");
                c["services"][2]["cookies"][0]["name"] = json!("__zlcmid");
            },
            "shared-cookie services[2].cookies[0].name",
        ),
    ];
    for (change, line) in cases {
        let found = told(&changed(change));
        assert!(!found.iter().any(|one| one == line), "{line}: {found:#?}");
    }
}

#[test]
fn whose_an_entry_is_fits_its_host() {
    let warned = |party: &str, host: &str, site: &'static str| {
        let declaration = changed(|c| {
            let cookie = &mut c["services"][4]["cookies"][1];
            cookie["party"] = json!(party);
            cookie["host"] = json!(host);
        });
        let page = Page { origin: "https://", host: site, secure: true };
        let report = read(&declaration.to_string(), &page);
        report.problems.iter().any(|one| one.code == Code::WrongParty)
    };
    for (party, host) in
        [("first", "doubleclick.net"), ("third", "www.example.com"), ("third", ".example.com")]
    {
        assert!(warned(party, host, "www.example.com"), "{party} {host}");
        assert!(!warned(party, host, ""), "{party} {host}");
    }
    for (party, host) in [
        ("first", "shop.example.com"),
        ("first", "WWW.example.com"),
        ("third", "go.example.com"),
        ("third", "other-example.com"),
    ] {
        assert!(!warned(party, host, "www.example.com"), "{party} {host}");
    }
}
