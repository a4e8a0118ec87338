//! What a build writes and says. It needs the scripts of `make pkg`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use snapbox::cmd::{Command, cargo_bin};
use snapbox::str;

/// A folder that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path =
            std::env::temp_dir().join(format!("samtycke-build-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder");
        Folder(path)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).expect("a file");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn run(&self, arguments: &[&str]) -> snapbox::cmd::OutputAssert {
        let program = Command::new(cargo_bin!("samtycke")).current_dir(&self.0);
        program.env("SOURCE_DATE_EPOCH", "1795600000").args(arguments).assert()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn billogram() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../www/samtycke.json");
    fs::read_to_string(path).expect("the demo's declaration")
}

/// What is inside a built script: the declaration and the words of the banner.
fn inside(script: &str) -> Value {
    let start = script.find("JSON.parse('").expect("a declaration inside") + "JSON.parse('".len();
    let mut text = String::new();
    let mut characters = script[start..].chars();
    loop {
        match characters.next().expect("the end of the string") {
            '\\' => text.push(characters.next().expect("what is escaped")),
            '\'' => break,
            other => text.push(other),
        }
    }
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn a_site_is_built_with_what_it_needs() {
    let folder = Folder::new("site");
    folder.write("samtycke.json", &billogram());
    folder.write("index.html", "<head><!-- samtycke --><!-- /samtycke --></head>");
    let told = folder.run(&["build", "-o", "public", "--html", "index.html"]).code(0);
    told.stdout_eq(str![[r#"
public/samtycke.min.js: [..] bytes before compression

In the <head> of each page, before other scripts:

  <script src="/samtycke.min.js" integrity="sha384-[..]"></script>

Content-Security-Policy:

  script-src 'self' 'wasm-unsafe-eval' [..]; connect-src 'self' [..]; style-src 'self'; frame-src 'self' https://*.pardot.com [..]; img-src 'self' data: [..]

"#]]);
    let script = folder.read("public/samtycke.min.js");
    let inside = inside(&script);
    assert_eq!(inside[1].as_object().expect("words").keys().collect::<Vec<_>>(), ["en", "sv"]);
    let services = inside[0]["services"].as_array().expect("services");
    assert!(services.iter().all(|one| one.get("name").is_none() && one.get("id").is_some()));
    let words: Value = serde_json::from_str(&folder.read("public/samtycke.sv.json")).expect("JSON");
    assert_eq!(words["save"], "Spara val");
    assert_eq!(words["declaration"]["services"][1]["name"], "Chatt från Zendesk");
    for file in ["settings", "messages", "nowasm"] {
        let text = folder.read(&format!("public/samtycke.{file}.js"));
        assert!(text.starts_with("\u{feff}/*! Samtycke "), "{file}");
    }
    let gpc: Value =
        serde_json::from_str(&folder.read("public/.well-known/gpc.json")).expect("JSON");
    assert_eq!(gpc, json!({ "gpc": true, "lastUpdate": "2026-11-25" }));
    assert!(
        folder
            .read("index.html")
            .contains("--><script src=\"/samtycke.min.js\" integrity=\"sha384-")
    );
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let built = ["one", "two"].map(|name| {
        let folder = Folder::new(name);
        folder.write("samtycke.json", &billogram());
        folder.run(&["build", "-o", "."]).code(0);
        let names = [
            "samtycke.min.js",
            "samtycke.settings.js",
            "samtycke.en.json",
            "samtycke.evidence.json",
        ];
        names.map(|name| folder.read(name))
    });
    assert_eq!(built[0], built[1]);
}

#[test]
fn the_evidence_names_every_file_and_text() {
    let folder = Folder::new("evidence");
    folder.write("samtycke.json", &billogram());
    folder.run(&["build", "-o", "public"]).code(0);
    let evidence: Value =
        serde_json::from_str(&folder.read("samtycke.evidence.json")).expect("JSON");
    assert_eq!(evidence["date"], "2026-11-25");
    assert_eq!(evidence["declaration"]["text"], billogram());
    assert_eq!(evidence["texts"]["sv"]["words"]["reject"], "Neka alla");
    let declaration: Value = serde_json::from_str(&billogram()).expect("JSON");
    let is_preset = |service: &&Value| service.get("preset").is_some();
    assert!(
        declaration["services"].as_array().expect("services").iter().any(|one| is_preset(&one))
    );
    for language in ["en", "sv"] {
        let shown = &evidence["shown"][language]["declaration"];
        let ga = shown["services"]
            .as_array()
            .expect("services")
            .iter()
            .find(|one| one["name"] == "Google Analytics 4");
        let ga = ga.expect("a service of a preset");
        assert!(ga["provider"].is_string() && ga.get("scripts").is_none(), "{ga}");
        let purpose = ga["cookies"][0]["purpose"].as_str().expect("a purpose in one language");
        assert_eq!(purpose.starts_with("Tells one browser"), language == "en", "{purpose}");
    }
    let sha256 = |text: String| -> String {
        use sha2::{Digest as _, Sha256};
        Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
    };
    let files = evidence["files"].as_object().expect("files");
    assert!(files.len() >= 6, "{files:?}");
    for (name, hash) in files {
        assert_eq!(*hash, sha256(folder.read(&format!("public/{name}"))), "{name}");
    }
    // Each text has a hash: the words, and what they say of the declaration, in each language.
    for (table, field) in [("texts", "words"), ("shown", "declaration")] {
        for language in ["en", "sv"] {
            let one = &evidence[table][language];
            assert_eq!(one["sha256"], sha256(one[field].to_string()), "{table} {language}");
        }
    }
}

#[test]
fn one_language_leaves_the_others_out() {
    let folder = Folder::new("swedish");
    let text = billogram().replacen('{', "{ \"languages\": [\"sv\"],", 1);
    folder.write("samtycke.json", &text);
    folder.run(&["build", "-o", "."]).code(0);
    let script = folder.read("samtycke.min.js");
    assert!(!script.contains("Accept all") && script.contains("Acceptera alla"));
    assert!(!folder.0.join("samtycke.en.json").exists());
}

/// What would be noticed late: evidence that is published, and code in pages that their new policy refuses.
#[test]
fn what_would_be_noticed_late_is_said() {
    let folder = Folder::new("notes");
    folder.write("samtycke.json", &billogram());
    let told = |arguments: &[&str]| {
        let output = folder.run(arguments).code(0).get_output().stdout.clone();
        String::from_utf8(output).expect("UTF-8")
    };
    let [public, code] = ["lies in the folder of the site", "gated script with code in it"];
    assert!(told(&["build", "-o", "."]).contains(public));
    assert!(!told(&["build", "-o", "public"]).contains(public));
    let page = |script: &str| {
        format!(
            "<head><!-- samtycke policy --><!-- /samtycke --><!-- samtycke --><!-- /samtycke --></head>{script}"
        )
    };
    for (script, is_told) in [
        ("<script type=\"text/plain\" data-samtycke=\"ga\">a()</script>", true),
        ("<script type=\"text/plain\" data-samtycke=\"ga\" nonce=\"a\">a()</script>", false),
        (
            "<script type=\"text/plain\" data-samtycke=\"ga\" data-samtycke-src=\"/a.js\"></script>",
            false,
        ),
    ] {
        folder.write("index.html", &page(script));
        let told = told(&["build", "-o", "public", "--html", "index.html"]);
        assert_eq!(told.contains(code), is_told, "{told}");
    }
}

/// Browsers have no words for durations in Icelandic and some other languages.
#[test]
fn lifetimes_are_said_in_the_words_of_each_language() {
    let folder = Folder::new("lifetimes");
    let text = billogram().replacen('{', "{ \"languages\": [\"is\", \"ga\", \"en\"],", 1);
    folder.write("samtycke.json", &text);
    folder.run(&["build", "-o", "."]).code(0);
    for (language, kept) in [("is", "180 dagar"), ("ga", "180 lá"), ("en", "180 days")] {
        let words: Value =
            serde_json::from_str(&folder.read(&format!("samtycke.{language}.json"))).expect("JSON");
        let declaration = words["declaration"].clone();
        let cookies = &declaration["services"][0]["cookies"];
        assert_eq!([&cookies[0]["lifetime"], &cookies[1]["lifetime"]], [kept, "persistent"]);
    }
}

#[test]
fn what_is_hostile_stays_a_string() {
    let folder = Folder::new("hostile");
    let declaration = json!({
        "version": 1,
        "controller": { "name": "'\\'); alert(1) //\u{2028}</script>", "policyUrl": "/cookies" },
        "categories": [{ "id": "analytics" }],
    });
    folder.write("samtycke.json", &declaration.to_string());
    folder.run(&["build", "-o", "."]).code(0);
    let script = folder.read("samtycke.min.js");
    assert!(script.contains(r"\'\\\\\'); alert(1) //\u2028"), "the quote is escaped");
}

#[test]
fn mistakes_end_in_a_sentence() {
    let folder = Folder::new("mistakes");
    folder.write("wrong.json", "{}");
    folder.run(&["build", "wrong.json", "-o", "public"]).code(1);
    assert!(!folder.0.join("public").exists());
    let declaration = r#"{"version": 1, "languages": ["xx"], "controller": {"name": "A", "policyUrl": "/"}, "categories": [{"id": "analytics"}]}"#;
    folder.write("language.json", declaration);
    folder.run(&["build", "language.json", "-o", "public"]).code(2).stderr_eq(str![[r#"
samtycke: there are no words in "xx". Give them in texts.xx of the declaration, or take one of [..].

"#]]);
    folder.write("right.json", &declaration.replace("xx", "en"));
    folder.write("page.html", "<head></head>");
    folder.run(&["build", "right.json", "-o", "public", "--html", "page.html"]).code(2).stderr_eq(str![[r#"
samtycke: page.html: there is no <!-- samtycke --> with <!-- /samtycke --> after it. Put both into its <head>.

"#]]);
}

#[test]
fn a_time_beyond_all_dates_ends_in_a_sentence() {
    let folder = Folder::new("time");
    folder.write("samtycke.json", &billogram());
    for time in ["253402300800", "99999999999999999999", "-1", "1.5", ""] {
        let program = Command::new(cargo_bin!("samtycke")).current_dir(&folder.0);
        let program = program.env("SOURCE_DATE_EPOCH", time).args(["build", "-o", "public"]);
        let told = format!(
            "samtycke: SOURCE_DATE_EPOCH is \"{time}\". It has to be a whole number of seconds since 1970, before the year 10000.\n"
        );
        program.assert().code(2).stderr_eq(told);
        assert!(!folder.0.join("public").exists());
    }
}

#[test]
fn the_base_is_in_the_policy_and_can_be_loaded() {
    let folder = Folder::new("base");
    let declaration = json!({
        "version": 1,
        "controller": { "name": "A", "policyUrl": "/cookies" },
        "categories": [{ "id": "analytics" }],
        "services": [{ "id": "a", "category": "analytics", "name": "A", "provider": "A",
            "scripts": [{ "src": "https://möbel.example/a.js" }], "embeds": ["https://*.möbel.example/*"] }],
    });
    folder.write("samtycke.json", &declaration.to_string());
    let told = |base: &str| {
        let output = folder.run(&["build", "-o", "public", "--base", base]).code(0);
        String::from_utf8_lossy(&output.get_output().stdout).into_owned()
    };
    for (base, host, src) in [
        ("/static", "", "/static/samtycke.min.js"),
        ("//cdn.example/", " cdn.example", "//cdn.example/samtycke.min.js"),
        (
            "https://käse.example/a",
            " https://xn--kse-qla.example",
            "https://käse.example/a/samtycke.min.js",
        ),
        (
            "http://localhost:8080",
            " http://localhost:8080",
            "http://localhost:8080/samtycke.min.js",
        ),
    ] {
        let told = told(base);
        assert!(told.contains(&format!("connect-src 'self'{host}; ")), "{base}: {told}");
        assert!(told.contains(&format!("src=\"{src}\"")), "{base}: {told}");
        assert!(told.contains(" https://xn--mbel-5qa.example"), "{told}");
        assert!(told.contains("frame-src 'self' https://*.xn--mbel-5qa.example"), "{told}");
    }
    for base in
        ["http://cdn.example/", "static/", "javascript:a", "ftp://a.example", "/a b", "//", "/a?b"]
    {
        folder.run(&["build", "-o", "new", "--base", base]).code(2).stderr_eq(format!(
            "samtycke: --base \"{base}\" is no place for the script. Write a path such as /static/, or an https address.\n"
        ));
        assert!(!folder.0.join("new").exists());
    }
}

#[test]
fn the_policy_has_what_presets_load_in_turn() {
    let folder = Folder::new("in-turn");
    let pardot = json!({
        "version": 1,
        "controller": { "name": "A", "policyUrl": "/cookies" },
        "categories": [{ "id": "marketing" }],
        "services": [{ "preset": "pardot",
            "with": { "accountId": "123456", "campaignId": "12345", "host": "go.x.example" } }],
    });
    folder.write("samtycke.json", &pardot.to_string());
    let output = folder.run(&["build", "-o", "public"]).code(0);
    let told = String::from_utf8_lossy(&output.get_output().stdout).into_owned();
    for directive in [
        "script-src 'self' 'wasm-unsafe-eval' https://go.x.example https://pi.pardot.com;",
        "connect-src 'self' https://go.x.example;",
        "img-src 'self' https://go.x.example",
    ] {
        assert!(told.contains(directive), "{directive}: {told}");
    }
    folder.write("page.html", "<body><!-- samtycke policy --><!-- /samtycke --></body>");
    folder.run(&["build", "-o", "public", "--html", "page.html"]).code(2).stderr_eq(
        "samtycke: page.html: <!-- samtycke policy --> is not in <head>, where alone browsers heed a Content-Security-Policy. Move it there.\n",
    );
}

#[test]
fn no_file_is_written_over_the_declaration_or_another_one() {
    let folder = Folder::new("over");
    let page = "<head><!-- samtycke --><!-- /samtycke --></head>";
    folder.write("samtycke.json", &billogram());
    folder.write("page.html", page);
    folder.write("bare.html", "<head></head>");
    let refused = |arguments: &[&str], words: &str| {
        let output = folder.run(arguments).code(2);
        let told = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
        assert!(told.contains(words), "{arguments:?}: {told}");
        assert_eq!(folder.read("samtycke.json"), billogram());
        assert_eq!(folder.read("page.html"), page);
        assert!(!folder.0.join("public").exists(), "{arguments:?}");
    };
    let build = ["build", "-o", "public"];
    refused(&[&build[..], &["--evidence", "./samtycke.json"]].concat(), "the declaration itself");
    refused(
        &[&build[..], &["--evidence", "no/../samtycke.json"]].concat(),
        "the declaration itself",
    );
    refused(&[&build[..], &["--evidence", "public/samtycke.min.js"]].concat(), "twice");
    refused(&[&build[..], &["--evidence", "page.html", "--html", "page.html"]].concat(), "twice");
    refused(
        &[&build[..], &["--html", "page.html", "bare.html"]].concat(),
        "bare.html: there is no",
    );
    refused(&["policy", "-o", "./samtycke.json"], "the declaration itself");
    folder.write("samtycke.en.json", &billogram());
    folder.run(&["build", "samtycke.en.json", "-o", "."]).code(2);
    assert_eq!(folder.read("samtycke.en.json"), billogram());
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("samtycke.json", folder.0.join("link.json")).expect("a link");
        refused(&["policy", "-o", "link.json"], "the declaration itself");
        refused(
            &["build", "link.json", "-o", "public", "--evidence", "samtycke.json"],
            "the declaration itself",
        );
    }
    // The same page twice is one page.
    folder.run(&[&build[..], &["--html", "page.html", "./page.html"]].concat()).code(0);
}

/// The seconds of processor time that a build takes, which other programs of the machine hardly change.
#[cfg(unix)]
fn processor_time(folder: &Folder) -> f64 {
    let script = format!("'{}' build -o . > told.txt && times", cargo_bin!("samtycke").display());
    let output = std::process::Command::new("sh")
        .current_dir(&folder.0)
        .args(["-c", &script])
        .output()
        .expect("there is a shell");
    // The second line is of what the shell has run: `0m0.870s 0m0.020s`.
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = told.lines().nth(1).unwrap_or_else(|| panic!("{output:?}"));
    let seconds = |time: &str| {
        let (minutes, seconds) = time.trim_end_matches('s').split_once('m')?;
        // Some languages have a comma there.
        let seconds: f64 = seconds.replace(',', ".").parse().ok()?;
        Some(minutes.parse::<f64>().ok()? * 60.0 + seconds)
    };
    line.split_whitespace().map(|time| seconds(time).expect("a time")).sum()
}

/// Measured in a debug build: 0.07 seconds. An optimised one needs a hundredth.
#[cfg(unix)]
#[test]
fn the_demo_is_built_in_a_moment() {
    let folder = Folder::new("demo");
    folder.write("samtycke.json", &billogram());
    let took = processor_time(&folder);
    assert!(took < 0.3, "{took}");
}

/// Measured in a debug build: 0.9 seconds, and 2.2 on a machine that was slow and busy. An optimised one has to need
/// less than a second.
#[cfg(unix)]
#[test]
fn a_thousand_services_are_built_in_four_seconds() {
    let folder = Folder::new("large");
    let mut declaration: Value = serde_json::from_str(&billogram()).expect("JSON");
    let services = declaration["services"].as_array_mut().expect("services");
    for number in 0..1000 {
        services.push(json!({
            "id": format!("service_{number}"), "category": "analytics", "name": format!("Service {number}"),
            "provider": "Example AB", "policyUrl": "https://example.com/privacy",
            "cookies": [{ "name": format!("s{number}"), "kind": "cookie", "party": "first", "lifetime": "P1Y",
                "purpose": { "en": "Counts visits.", "sv": "Räknar besök." } }],
        }));
    }
    folder.write("samtycke.json", &declaration.to_string());
    let took = processor_time(&folder);
    assert!(took < 4.0, "{took}");
}

/// A program that ends with the test, whatever becomes of it.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Waits for something, at most half a minute.
#[track_caller]
fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_secs(30), "{what} does not come");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_watched_declaration_is_built_again_after_each_change() {
    let folder = Folder::new("watch");
    let named = |name: &str| {
        json!({
            "version": 1,
            "controller": { "name": name, "policyUrl": "/cookies" },
            "categories": [{ "id": "analytics" }],
        })
        .to_string()
    };
    folder.write("samtycke.json", &named("First AB"));
    let program = std::process::Command::new(cargo_bin!("samtycke"))
        .current_dir(&folder.0)
        .args(["build", "-o", "public", "--watch"])
        .stdout(std::fs::File::create(folder.0.join("told.txt")).expect("a file"))
        .stderr(Stdio::null())
        .spawn();
    let _running = Running(program.expect("it starts"));
    let path = folder.0.join("public/samtycke.min.js");
    let has = |words: &str| fs::read_to_string(&path).is_ok_and(|text| text.contains(words));
    wait_until("the first build", || has("First AB"));
    folder.write("samtycke.json", &named("Second AB"));
    wait_until("the second build", || has("Second AB"));
    // A wrong declaration is told, and what was built stays.
    folder.write("samtycke.json", "{}");
    wait_until("the verdict", || folder.read("told.txt").contains("the declaration is refused"));
    assert!(has("Second AB"));
    folder.write("samtycke.json", &named("Third AB"));
    wait_until("the third build", || has("Third AB"));
}

#[test]
fn standard_input_cannot_be_watched() {
    let folder = Folder::new("watch-input");
    folder.run(&["build", "-", "-o", "public", "--watch"]).code(2).stderr_eq(
        "samtycke: --watch looks at a file, and standard input is none. Name the file.\n",
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_made_ends_in_a_sentence() {
    let folder = Folder::new("proc");
    folder.write("samtycke.json", &billogram());
    let output = folder.run(&["build", "-o", "/proc/samtycke"]).code(2);
    let told = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
    assert!(
        told.starts_with("samtycke: /proc/samtycke/samtycke.min.js cannot be written: "),
        "{told}"
    );
}

#[test]
fn a_site_has_the_steps_only_if_it_needs_them() {
    let folder = Folder::new("steps");
    let script = |service: Value| {
        let declaration = json!({
            "version": 1,
            "controller": {"name": "A", "policyUrl": "/policy"},
            "categories": [{"id": "analytics"}, {"id": "marketing"}],
            "services": [service],
        });
        folder.write("samtycke.json", &declaration.to_string());
        folder.run(&["build", "-o", "public"]).code(0);
        folder.read("public/samtycke.min.js")
    };
    let without = script(json!({"id": "a", "category": "analytics", "name": "A", "provider": "A",
        "scripts": [{"src": "https://a.example/a.js"}]}));
    let with = script(json!({"preset": "meta-pixel", "with": {"id": "123456789012345"}}));
    // The part is known by what no other script says.
    assert!(!without.contains("no step may use") && with.contains("no step may use"));
    // Nor does the script call a part that it does not have, or look again at names that have been looked at.
    assert!(!without.contains(".enter(") && with.contains(".enter("));
    assert!(!with.contains("constructor|prototype"));
    // What few vendors need is left out where none of them is.
    let common = script(json!({"preset": "google-analytics-4", "with": {"id": "G-0000000000"}}));
    assert!(common.contains("no step may use") && !common.contains("construct:("));
    let many = script(
        json!({"preset": "segment", "with": {"writeKey": "AbCdEfGhIjKlMnOpQrStUvWxYz123456"}}),
    );
    assert!(many.contains("construct:("));
    let services = inside(&with)[0]["services"].clone();
    assert!(services[0].get("preset").is_none());
    assert_eq!(services[0]["scripts"][0]["steps"][2]["args"], json!(["init", "123456789012345"]));
}
