//! What of a declaration only the settings show. It comes with their words, in one language, so the first
//! script is smaller.

use serde_json::{Map, Value};

use crate::policy::Speech;

/// Takes the details out of a declaration in normal form, as an object of the same shape. The runtime merges
/// it back when the settings part has come. How long something is kept is said in the words of a language: some browsers have
/// no such words in some. Without one, or where we have none either, it stays a duration, for the browser to say.
pub fn take(declaration: &mut Value, language: Option<&str>) -> Value {
    let speech = language.and_then(Speech::of);
    let mut details = of(declaration, &["external"]);
    for (name, fields) in [
        ("controller", &["contact"][..]),
        ("categories", &["description"]),
        ("services", &["name", "provider", "policyUrl", "reason", "embeds", "rewrites"]),
    ] {
        let Some(value) = declaration.get_mut(name) else { continue };
        let taken = match value {
            Value::Array(items) => {
                items.iter_mut().map(|item| entry(item, fields, speech.as_ref())).collect()
            }
            one => entry(one, fields, speech.as_ref()),
        };
        details.insert(name.into(), taken);
    }
    details.into()
}

fn entry(value: &mut Value, fields: &[&str], speech: Option<&Speech>) -> Value {
    let mut details = of(value, fields);
    if let Some(cookies) = value.get_mut("cookies").and_then(Value::as_array_mut) {
        let taken = cookies.iter_mut().map(|cookie| {
            let mut stored = of(cookie, &fields_of(cookie));
            let duration = stored.get("lifetime").and_then(Value::as_str);
            if let Some(words) = duration.and_then(|duration| speech?.duration(duration)) {
                stored.insert("lifetime".into(), words.into());
            }
            Value::from(stored)
        });
        details.insert("cookies".into(), taken.collect());
    }
    details.into()
}

fn of(value: &mut Value, fields: &[&str]) -> Map<String, Value> {
    let Some(object) = value.as_object_mut() else { return Map::new() };
    fields.iter().filter_map(|field| object.shift_remove_entry(*field)).collect()
}

/// What the first script can do without: it takes a cookie of the site itself for granted, and a pixel stores nothing. Where
/// something lies that no page can delete is told at once (`consent().remains`).
fn fields_of(cookie: &Value) -> Vec<&'static str> {
    let mut fields = vec!["lifetime", "purpose"];
    if cookie["kind"] == "pixel" {
        fields.extend(["name", "party", "host"]);
    }
    if cookie["kind"] == "cookie" {
        fields.push("kind");
    }
    if cookie["party"] == "first" {
        fields.push("party");
        if cookie["httpOnly"] != true {
            fields.push("host");
        }
    }
    fields
}
