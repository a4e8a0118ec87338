//! What the fields of a script have to do with each other.

use serde_json::Value;

use crate::checker::Checker;
use crate::code::Code::WrongScript;
use crate::gates::string;
use crate::messages::quoted;

/// Fields of a script that describe how its address is fetched.
const OF_SRC: [&str; 5] = ["async", "defer", "integrity", "crossorigin", "referrerpolicy"];

/// Attributes that have a field of their own, or belong to the page.
const TAKEN: [&str; 10] = [
    "src",
    "inline",
    "async",
    "defer",
    "type",
    "integrity",
    "crossorigin",
    "referrerpolicy",
    "attributes",
    "nonce",
];

/// Notes what is wrong with a script.
pub fn check(checker: &mut Checker, script: &Value) {
    let is_fetched = script.get("src").is_some();
    let forms =
        ["src", "inline", "steps"].iter().filter(|form| script.get(*form).is_some()).count();
    if script.is_object() && forms != 1 {
        checker.note(WrongScript, "expected one of \"src\", \"inline\" and \"steps\"");
    }
    if string(script, "inline").trim_start().starts_with('<') {
        let message = "begins with a tag, and browsers run none in it; write what stands between `<script>` and `</script>`, and the address of a `<script src>` in \"src\" of a script of its own";
        checker.note_at(WrongScript, "inline", message);
    }
    let mut digests = string(script, "integrity").split_ascii_whitespace();
    if let Some(wrong) = digests.find(|digest| !is_digest(digest)) {
        let message = format!(
            "{} is not a digest; expected \"sha256-\", \"sha384-\" or \"sha512-\" and base64 of 44, 64 or 88 characters",
            quoted(wrong)
        );
        checker.note_at(WrongScript, "integrity", message);
    }
    for name in OF_SRC {
        // Without any of the three, "src" is what is missing.
        if !is_fetched && forms > 0 && script.get(name).is_some() {
            checker.note_at(WrongScript, name, "goes with \"src\" only");
        }
    }
    for name in script["attributes"].as_object().into_iter().flat_map(|fields| fields.keys()) {
        if !is_attribute(name) {
            let message = "cannot be set here; expected a name of letters, digits and any of -_:., which is no event handler, no nonce, and has no field of its own";
            checker.field("attributes", |checker| {
                checker.field(name, |checker| checker.note_name(WrongScript, message));
            });
        }
    }
}

/// Whether a text is a digest, as browsers read it from `integrity` (Subresource Integrity, section 3.5). What follows `?` is for
/// later versions.
fn is_digest(text: &str) -> bool {
    let Some((hash, rest)) = text.split_once('-') else { return false };
    let digest = rest.split('?').next().unwrap_or_default();
    let (letters, padding) = match hash {
        "sha256" => (43, "="),
        "sha384" => (64, ""),
        "sha512" => (86, "=="),
        _ => return false,
    };
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte);
    digest
        .strip_suffix(padding)
        .is_some_and(|digest| digest.len() == letters && digest.bytes().all(is_letter))
}

fn is_attribute(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.starts_with(|first: char| first.is_ascii_lowercase())
        && lower.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_:.".contains(&byte))
        && !lower.starts_with("on")
        && !TAKEN.contains(&lower.as_str())
}
