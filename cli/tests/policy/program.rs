//! Options, and what the program says on standard error.

use std::fs;

use serde_json::{Value, json};
use snapbox::dir::DirRoot;

use crate::{billogram, policy, samtycke};

/// A declaration with these fields besides what it needs.
fn site(more: Value) -> String {
    let mut site = json!({
        "version": 1,
        "controller": { "name": "Example AB", "policyUrl": "/cookies" },
        "categories": [{ "id": "necessary", "required": true }, { "id": "analytics" }],
    });
    for (name, value) in more.as_object().expect("an object") {
        site[name] = value.clone();
    }
    site.to_string()
}

#[test]
fn a_language_without_words_is_named_with_those_there_are() {
    let run = |tag: &str| {
        samtycke()
            .args(["policy", "-", "--language", tag])
            .stdin(site(json!({ "texts": { "eo": { "why": "Kial" }, "sv": { "why": "Därför" } } })))
    };
    run("ja").assert().code(2).stderr_eq(
        "samtycke: there are no words in \"ja\". There are words in ar, bg, cs, da, de, el, en, es, et, fi, fr, ga, hr, hu, is, it, lt, lv, mt, nb, nl, nn, pl, pt, ro, sk, sl, sv, tr, uk, eo, and `texts` in the declaration can bring others.\n",
    ).stdout_eq("");
    run("svenska!").assert().code(2).stderr_eq(
        "samtycke: \"svenska!\" is not a language tag. Write one such as en or pt-BR.\n",
    );
}

#[test]
fn what_is_not_translated_is_named() {
    let half = site(
        json!({ "services": [{ "id": "a", "category": "analytics", "name": { "en": "A" } }] }),
    );
    let run = |tag: &str, site: &str| {
        samtycke().args(["policy", "-", "--language", tag]).stdin(site.to_string()).assert().code(0)
    };
    run("sv", &half).stderr_eq(
        "samtycke: the declaration is not fully translated to \"sv\". Another language stands in for services[0].name.\n",
    );
    run("en", &half).stderr_eq("");
    run("eo", &site(json!({ "texts": { "eo": { "why": "Kial" } } }))).stderr_eq(
        "samtycke: words of \"eo\" are missing in `texts`. English stands in for title, intro, whatsNew, settingsMissing, policy, reject, accept, settings and [..] more.\n",
    );
}

#[test]
fn a_pixel_stores_nothing_and_has_no_lifetime() {
    let cookie = |name: &str, kind: &str, lifetime: Option<&str>| {
        let mut one = json!({ "name": name, "kind": kind, "party": "third", "host": "a.example", "purpose": "x" });
        if let Some(lifetime) = lifetime {
            one["lifetime"] = lifetime.into();
        }
        one
    };
    let cookies = [
        cookie("a.gif", "pixel", None),
        cookie("b.gif", "pixel", Some("P1D")),
        cookie("c", "indexedDb", None),
    ];
    let site = site(
        json!({ "services": [{ "id": "a", "category": "analytics", "name": "A", "cookies": cookies }] }),
    );
    let output = samtycke().args(["policy", "-", "--format", "json"]).stdin(site).assert().code(0);
    let told: Value = serde_json::from_slice(&output.get_output().stdout).expect("JSON");
    let rows = told["tables"]["categories"][1]["tables"][0]["rows"].as_array().expect("rows");
    let lifetimes: Vec<&Value> = rows.iter().map(|row| &row["cells"][3]).collect();
    assert_eq!(lifetimes, ["", "", "Until you delete it"]);
}

#[test]
fn a_refused_declaration_has_no_policy() {
    let wrong = site(json!({ "controler": 1, "external": 1 }));
    samtycke().args(["policy", "-"]).stdin(wrong).assert().code(1).stdout_eq("").stderr_eq(
        "\
samtycke: standard input:1:[..]: controler: unknown field; did you mean \"controller\"?
The declaration is refused. There is 1 other problem. `samtycke check -` says more.
",
    );
    samtycke().args(["policy", "mistakes/kind.json"]).assert().code(1).stdout_eq("").stderr_eq(
        "\
samtycke: mistakes/kind.json:54:19: services[1].cookies[0].kind: \"localstorage\" is not known; did you mean \"localStorage\"?
The declaration is refused. `samtycke check mistakes/kind.json` says more.
",
    );
}

#[test]
fn the_language_is_by_default_the_first_of_the_declaration() {
    assert!(policy(&site(json!({})), &[]).contains(" lang=\"en\""));
    assert!(policy(&site(json!({ "languages": ["fi", "en"] })), &[]).contains(" lang=\"fi\""));
}

#[test]
fn the_policy_goes_into_a_file_with_headings_of_a_level() {
    let folder = DirRoot::mutable_temp().expect("a folder");
    let file = folder.path().expect("a path").join("new/cookies.html");
    let arguments = ["--heading-level", "4", "-o", &file.to_string_lossy()];
    assert_eq!(policy(&billogram(), &arguments), "");
    let written = fs::read_to_string(&file).expect("it is written");
    assert!(written.contains("<h4 id=\"cookies-title\">Cookies</h4>"), "{written}");
    assert!(written.contains("<h6>Analytics</h6>") && !written.contains("<h3"), "{written}");
    samtycke().args(["policy", "-", "--heading-level", "5"]).assert().code(2);
    samtycke()
        .args(["policy", "-", "-o", "/dev/null/x"])
        .stdin(site(json!({})))
        .assert()
        .code(2)
        .stderr_eq("samtycke: /dev/null/x cannot be written: [..].\n");
}

#[test]
fn allowed_warnings_are_shown_with_their_reasons() {
    let run = |format: &str| {
        let arguments = ["policy", "mistakes/exception.json", "--format", format];
        let output = samtycke().args(arguments).assert().code(0).get_output().stdout.clone();
        String::from_utf8(output).expect("UTF-8")
    };
    let json: Value = serde_json::from_str(&run("json")).expect("JSON");
    assert_eq!(
        json["exceptions"]["items"],
        json!([{ "code": "long-consent", "paths": ["cookie.days"], "reason": "Agreed with the authority." }])
    );
    assert!(run("html").contains("<li>Agreed with the authority.</li>"));
    assert!(run("markdown").contains("\n- Agreed with the authority.\n"));
    assert!(!run("html").contains("long-consent") && !run("markdown").contains("cookie.days"));
    assert!(!policy(&billogram(), &[]).contains("cookies-exceptions"));
}

#[test]
fn names_and_hosts_keep_their_order_in_arabic() {
    let cookie = json!({ "name": "_ga", "kind": "cookie", "party": "third", "host": ".a.example", "lifetime": "P1Y", "purpose": "x" });
    let site = site(json!({
        "services": [{ "id": "a", "category": "analytics", "name": "A", "cookies": [cookie] }],
        "external": [{ "name": "Jobs", "host": "_jobs.example" }],
    }));
    let run = |format: &str| policy(&site, &["--language", "ar", "--format", format]);
    let html = run("html");
    for part in [
        "<code dir=\"ltr\">_ga</code>",
        "، \u{2066}.a.example\u{2069}</td>",
        "<bdi dir=\"ltr\">_jobs.example</bdi>",
        "<li>\u{2066}_ga\u{2069}، \u{2066}.a.example\u{2069}، A</li>",
    ] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
    let markdown = run("markdown");
    assert!(markdown.contains("| \u{2066}\\_ga\u{2069} |"), "{markdown}");
    assert!(markdown.contains("**Jobs** \u{2066}\\_jobs.example\u{2069}"), "{markdown}");
    assert!(!policy(&site, &["--language", "sv"]).contains(['\u{2066}', '،']));
}

#[test]
fn a_site_that_asks_nothing_promises_no_consent() {
    let site = site(json!({ "categories": [{ "id": "necessary", "required": true }] }));
    let told: Value = serde_json::from_str(&policy(&site, &["--format", "json"])).expect("JSON");
    for part in ["why", "signals", "withdraw", "external", "exceptions"] {
        assert_eq!(told[part], Value::Null, "{part}");
    }
    let category = &told["tables"]["categories"][0];
    assert_eq!(category["paragraphs"][1], "This category stores nothing.");
    assert_eq!(told["tables"]["parties"], json!([]));
}

#[test]
fn signals_with_different_rules_are_told_apart() {
    let rules = json!({ "doNotTrack": { "binding": false }, "globalPrivacyControl": {} });
    let told = policy(&site(json!({ "signals": rules })), &["--format", "json"]);
    let told: Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(
        told["signals"]["paragraphs"],
        json!([
            "If your browser sends a Do Not Track signal, we do not ask you, and only necessary cookies are used. You can still allow any category yourself in the settings.",
            "If your browser sends a Global Privacy Control signal, we do not ask you, and only necessary cookies are used.",
        ])
    );
}

#[test]
fn the_reason_of_an_exception_is_in_the_language_of_the_policy() {
    let site = site(json!({
        "cookie": { "days": 365 },
        "exceptions": [{ "code": "long-consent", "reason": { "en": "Agreed.", "sv": "Överenskommet." } }],
    }));
    for (language, reason) in [("en", "Agreed."), ("sv", "Överenskommet.")] {
        let output = samtycke()
            .args(["policy", "-", "--language", language])
            .stdin(site.clone())
            .assert()
            .code(0);
        let told = String::from_utf8_lossy(&output.get_output().stdout).into_owned();
        assert!(told.contains(reason), "{told}");
    }
}
