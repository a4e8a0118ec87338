//! No text breaks the reading of a declaration. Every place that it names is one of the text, and the normal
//! form of what it accepts is accepted, and is its own normal form.
#![no_main]

use libfuzzer_sys::fuzz_target;
use samtycke_config::{Page, normal, read};

const PAGE: Page =
    Page { origin: "https://www.example.com", host: "www.example.com", secure: true };

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let report = read(text, &PAGE);
    for problem in &report.problems {
        let range = problem.range.clone().unwrap_or_default();
        assert!(text.get(range).is_some(), "{problem:?}");
    }
    let Some(declaration) = report.declaration else { return };
    let form = normal::form(&declaration);
    let again = read(&form.to_string(), &PAGE);
    let declaration = again.declaration.unwrap_or_else(|| panic!("{form}: {:?}", again.problems));
    assert_eq!(normal::form(&declaration), form);
});
