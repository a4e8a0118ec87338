//! The longest value that our cookie can come to.

use serde_json::Value;

use crate::checker::Checker;
use crate::code::Code::LongCookie;
use crate::gates::Gate;

/// The longest value that is read or written, in bytes.
pub const LONGEST: usize = 512;

/// Digits of the time: seconds since 1970 have ten until the year 2286.
const TIME: usize = 10;
/// Characters of a choice's id.
const ID: usize = 22;
/// The longest way in which a choice is made.
const HOW: &str = "embed";
/// Characters of a category's fingerprint.
const FINGERPRINT: usize = 3;
/// Bytes of the check in front of the services' bits.
const CHECK: usize = 2;

/// Notes that a choice may not fit the cookie.
pub fn check(checker: &mut Checker, declaration: &Value, gates: &[Gate]) {
    let length = longest(declaration["version"].as_f64().unwrap_or(0.0), gates);
    if length > LONGEST {
        let message = format!(
            "with the services they make a cookie of up to {length} bytes, and at most {LONGEST} are kept; use fewer or shorter ids"
        );
        checker.note_at(LongCookie, "categories", message);
    }
}

/// The length of the longest value that any choice comes to:
/// `1.<version>.<time>.<id>.<how>.<asked>.<granted>[.<services>]`.
pub fn longest(version: f64, gates: &[Gate]) -> usize {
    let ids = |services: bool| {
        let asked = gates.iter().filter(move |gate| gate.is_service == services && !gate.required);
        asked.map(|gate| gate.id.len())
    };
    let categories = ids(false).count();
    let asked = (categories * FINGERPRINT).max(1);
    // The ids with a hyphen between each two.
    let granted = (ids(false).sum::<usize>() + categories).max(2) - 1;
    // The ids with a sign each, unless the bits of all services are shorter.
    let named: usize = ids(true).map(|length| length + 1).sum();
    let services = gates.iter().filter(|gate| gate.is_service).count();
    let bits = 1 + base64_length(CHECK + services.div_ceil(8));
    let services = if named == 0 { 0 } else { 1 + named.min(bits) };
    let fields = [1, version.to_string().len(), TIME, ID, HOW.len(), asked, granted];
    fields.iter().sum::<usize>() + fields.len() - 1 + services
}

/// Characters of so many bytes in base64url without padding.
fn base64_length(bytes: usize) -> usize {
    (bytes * 4).div_ceil(3)
}
