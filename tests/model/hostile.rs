//! Input that means no good: large, deep, odd or broken. Nothing panics, and none of it grants.

use std::time::{Duration, Instant};

use samtycke::model::jar;
use samtycke::model::json::{Value as Tree, canonical};
use samtycke::model::read::read;
use samtycke::model::record::Record;
use samtycke::model::state::Surface;
use samtycke::model::view;
use serde_json::{Value, json};

use crate::util::{
    Jar, NOW, SILENT, TEXTS, Visit, billogram, changed, config, escaped, kept, page, read_for,
    value,
};

/// Texts that would do something, were they read as anything but texts.
const ODD: &[&str] = &[
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "\u{202e}sdrawkcab\u{2066}\u{2069}\u{200f}",
    "\"],[\"script\",{},\"alert(1)",
    "'<!l><#b>{controller}</><.name>\\",
    "\u{0}\u{1}\u{1f}\u{7f}\u{85}\u{feff}\u{2028}\u{2029}\u{fffe}\u{10ffff}",
];

fn with_services(count: usize, text: &str) -> Value {
    changed(|json| {
        let services = json["services"].as_array_mut().expect("a list");
        for number in 0..count {
            let category = ["functional", "analytics", "marketing"][number % 3];
            services.push(json!({"id": format!("service_{number}"), "name": text,
                "category": category}));
        }
    })
}

#[test]
fn a_thousand_services_are_decided_about_one_by_one() {
    let start = Instant::now();
    let json = with_services(1_000, "Somebody");
    let mut visit = Visit::open(config(&json), SILENT, Jar::empty());
    visit.settings();
    for number in (0..1_000).step_by(7) {
        visit.turn(&format!("service_{number}"), true);
    }
    visit.say(crate::util::Say::Switches);
    assert!(visit.jar.choice().len() <= 512);
    let again = visit.again(SILENT);
    for number in 0..1_000 {
        assert_eq!(again.has(&format!("service_{number}")), number % 7 == 0, "{number}");
    }
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

#[test]
fn five_megabytes_are_read() {
    let json = with_services(500, &ODD.concat().repeat(70));
    assert!(json.to_string().len() > 5_000_000, "{}", json.to_string().len());
    let visit = Visit::open(config(&json), SILENT, Jar::empty());
    assert_eq!(visit.shown(), [Surface::Banner]);
}

#[test]
fn no_depth_is_a_configuration_or_a_panic() {
    for depth in [1, 30, 31, 32, 33, 100, 10_000, 1_000_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]")] {
            let deep = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            for part in ["services", "categories", "texts", "controller", "ui", "version"] {
                let text = changed(|json| json[part] = json!("HERE"));
                let text = text.to_string().replace("\"HERE\"", &deep);
                let tree = Tree::parse(kept(&text));
                assert!(read(Box::leak(Box::new(tree)), &page()).is_err(), "{part} {depth}");
            }
        }
    }
}

#[test]
fn odd_texts_stay_whole_and_are_never_markup() {
    for text in ODD {
        for (place, field) in TEXTS {
            if ["host", "name"].contains(&field) && place.contains("cookies") {
                continue;
            }
            let json = changed(|json| json.pointer_mut(place).expect("there")[field] = json!(text));
            let mut visit = Visit::open(config(&json), SILENT, Jar::empty());
            visit.settings();
            let shown = [
                view::surface(&visit.state, Surface::Banner),
                view::surface(&visit.state, Surface::Settings),
                view::declaration(&visit.state),
            ];
            for one in &shown {
                let tree: Value = serde_json::from_str(one).expect("JSON");
                assert!(
                    tags(&tree)
                        .iter()
                        .all(|tag| !["script", "img", "iframe"].contains(&tag.as_str()))
                );
            }
            assert!(shown.concat().contains(&escaped(text)), "{field} of {place} is shown: {text}");
        }
    }
}

fn tags(tree: &Value) -> Vec<String> {
    let Some([Value::String(tag), _, inside @ ..]) = tree.as_array().map(Vec::as_slice) else {
        return vec![];
    };
    let mut all = vec![tag.clone()];
    inside.iter().for_each(|one| all.extend(tags(one)));
    all
}

#[test]
fn a_lone_surrogate_is_a_character_like_others() {
    let text = billogram().to_string().replacen("Billogram AB", "\\ud800 AB \\udfff", 1);
    let tree = Tree::parse(kept(&text));
    let config = read(Box::leak(Box::new(tree)), &page()).expect("a right configuration");
    let visit = Visit::open(config, SILENT, Jar::empty());
    assert!(view::surface(&visit.state, Surface::Banner).contains("\\ud800 AB \\udfff"));
}

#[test]
fn addresses_that_are_code_are_refused_wherever_they_stand() {
    let addresses = [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "java\tscript:alert(1)",
        "\u{1}javascript:alert(1)",
        "data:text/javascript,alert(1)",
        "data:text/html;base64,AAAA",
        "vbscript:x",
        "blob:https://www.example.com/1",
        "filesystem:x",
        "about:blank",
        "//example.com/a.js",
        "\\\\example.com/a.js",
        "/\\example.com/a.js",
        "https:\\\\example.com",
        "https://",
    ];
    for address in addresses {
        for place in [
            "/controller/policyUrl",
            "/services/1/policyUrl",
            "/services/1/scripts/0/src",
            "/external/0/policyUrl",
        ] {
            let json = changed(|json| *json.pointer_mut(place).expect("there") = json!(address));
            assert!(read_for(&json, &page()).is_err(), "{address:?} at {place}");
        }
    }
}

#[test]
fn every_byte_everywhere_in_a_cookie_is_read_to_the_letter() {
    let config = config(&billogram());
    let mut cases = 0;
    for good in [
        "all.functional-analytics-marketing",
        "none._",
        "some.functional-analytics.~ga",
        "some._.+ga~pardot",
        "some.analytics.*7YoF",
    ] {
        let good = value(good);
        assert!(Record::parse(&good, &config).is_some(), "{good}");
        let mut try_one = |bytes: &[u8]| {
            cases += 1;
            // A browser hands script text over; what is no UTF-8 has become that.
            let text = String::from_utf8_lossy(bytes);
            if let Some(record) = Record::parse(&text, &config) {
                let written = record.write(&config);
                assert_eq!(Record::parse(&written, &config), Some(record), "{text}");
                assert!(
                    text.bytes()
                        .all(|byte| matches!(byte, 0x21..=0x7E) && !b"\",;\\".contains(&byte))
                );
            }
            for jar in [format!("samtycke={text}"), format!("a=b; samtycke={text}; {text}={text}")]
            {
                let found = jar::find(&config, &jar, NOW);
                let first = text.split(';').next().unwrap_or("");
                if found.is_some() && !text.contains("samtycke=") {
                    assert_eq!(found, Record::parse(first, &config), "{jar}");
                }
            }
        };
        let bytes = good.as_bytes();
        for at in 0..bytes.len() {
            try_one(&bytes[..at]);
            try_one(&bytes[at..]);
            for byte in 0..=255 {
                let mut other = bytes.to_vec();
                other[at] = byte;
                try_one(&other);
                other.insert(at, byte);
                try_one(&other);
            }
            for bit in 0..8 {
                let mut other = bytes.to_vec();
                other[at] ^= 1 << bit;
                try_one(&other);
            }
        }
    }
    println!("{cases} cookies");
    assert!(cases > 100_000, "only {cases}");
}

#[test]
fn what_is_no_json_is_no_configuration() {
    let text = billogram().to_string();
    for end in (0..text.len()).step_by(3) {
        let cut = text.get(..end).unwrap_or("");
        assert!(canonical(cut).is_err(), "{cut}");
        let tree = Tree::parse(kept(cut));
        // A page's own parser refuses it first; ours must not panic on it.
        let _ = read(Box::leak(Box::new(tree)), &page());
    }
}
