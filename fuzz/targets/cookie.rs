//! Any text in the cookie's place, and any text in `document.cookie`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use samtycke::model::jar;
use samtycke::model::record::{LONGEST, Record};
use samtycke_fuzz::{CONFIGS, NOW};

fuzz_target!(|text: &str| {
    for config in &*CONFIGS {
        if let Some(record) = Record::parse(text, config) {
            assert!(text.len() <= LONGEST);
            let written = record.write(config);
            assert_eq!(Record::parse(&written, config), Some(record), "{text} as {written}");
        }
        let name = config.cookie_name();
        if let Some(record) = jar::find(config, text, NOW.into()) {
            let ours = |pair: &str| {
                pair.trim_start().strip_prefix(name)?.strip_prefix('=').map(String::from)
            };
            let mut values = text.split(';').filter_map(ours);
            assert!(values.any(|value| Record::parse(&value, config).as_ref() == Some(&record)));
            assert!(record.is_current(config, NOW.into()));
        }
        // What else stands in the jar changes nothing, unless it is a choice as well.
        let good = format!("{name}=1.3.{NOW}.AAAAAAAAQACAAAAAAAAAAA.some.analytics");
        if !text.contains(name) {
            let found = jar::find(config, &format!("{text}; {good}; {text}"), NOW.into());
            assert_eq!(found, jar::find(config, &good, NOW.into()), "{text}");
            assert!(found.is_some());
        }
    }
});
