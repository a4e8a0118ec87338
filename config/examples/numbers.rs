//! For the differential test of `dev/tests/agree.test.mjs`: each line of standard input is
//! `{"origin", "host", "secure", "text"}`, and each line of output is `null` for a refused declaration, else
//! its normal form and the numbers that the core gets for it.

use std::io::{self, BufRead as _};

use samtycke_config::declaration::SignalRule;
use samtycke_config::{Declaration, Page, normal, read};
use serde_json::{Value, json};

fn main() {
    for line in io::stdin().lock().lines() {
        let line: Value =
            line.ok().and_then(|line| serde_json::from_str(&line).ok()).expect("JSON");
        let text = |name: &str| line[name].as_str().expect(name);
        let page =
            Page { origin: text("origin"), host: text("host"), secure: line["secure"] == true };
        let answer = match read(text("text"), &page).declaration {
            Some(declaration) => {
                json!({"normal": normal::form(&declaration), "numbers": numbers(&declaration)})
            }
            None => Value::Null,
        };
        println!("{answer}");
    }
}

/// What `src/page/declaration.ts` gives to the core.
fn numbers(declaration: &Declaration) -> Value {
    let signals = &declaration.signals;
    let mask = |id: &str| {
        let place = declaration.categories.iter().position(|one| *one.id == *id);
        1_u32 << place.expect("a declared category")
    };
    let allows = |rule: &SignalRule, id: &str| rule.allow.iter().any(|one| **one == *id);
    let categories = declaration.categories.iter().map(|one| {
        let flags = u8::from(one.required)
            | u8::from(allows(&signals.do_not_track, &one.id)) << 1
            | u8::from(allows(&signals.global_privacy_control, &one.id)) << 2;
        json!([mask(&one.id), flags, one.revision])
    });
    let services = declaration
        .services
        .iter()
        .map(|one| json!([one.category.ids().map(mask).fold(0, |all, one| all | one), 0, 0]));
    json!({
        "site": [declaration.version, declaration.cookie.days, declaration.cookie.refusal_days],
        "ids": declaration.ids(),
        "gates": categories.chain(services).collect::<Vec<_>>(),
        "binding": [signals.do_not_track.binding, signals.global_privacy_control.binding],
    })
}
