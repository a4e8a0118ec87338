//! What code of the page sees of the state: `samtycke.consent()`, as JSON.

use super::state::State;
use super::write;

/// The snapshot: `{version, decided, granted, denied, services, signal, id, time, how, language}`.
///
/// `granted` and `denied` hold category ids, `services` each service's id with its grant, `signal`
/// the name of the browser signal that is on; what is not known yet is `null`. `time` is whole
/// seconds since 1970. Nothing in it needs escaping: ids, words of ours and a language tag.
pub fn write(state: &State) -> String {
    let mut out = String::from("{\"version\":");
    write::whole(&mut out, state.config.version.into());
    out.push_str(",\"decided\":");
    out.push_str(if state.choice.is_some() { "true" } else { "false" });
    for (name, wanted) in &[(",\"granted\":[", true), ("],\"denied\":[", false)] {
        out.push_str(name);
        let mut before = "\"";
        for (number, on) in state.grants.categories.iter().enumerate() {
            if on == wanted {
                out.push_str(before);
                out.push_str(state.config.category(number).get("id").text());
                before = "\",\"";
            }
        }
        if before != "\"" {
            out.push('"');
        }
    }
    out.push_str("],\"services\":{");
    let mut before = "\"";
    for (number, on) in state.grants.services.iter().enumerate() {
        out.push_str(before);
        out.push_str(state.config.service(number).get("id").text());
        out.push_str(if *on { "\":true" } else { "\":false" });
        before = ",\"";
    }
    out.push_str("},\"time\":");
    let choice = state.choice.as_ref();
    match choice {
        Some(choice) => write::whole(&mut out, choice.time),
        None => out.push_str("null"),
    }
    for (name, text) in &[
        (",\"signal\":", state.signals.name().unwrap_or("")),
        (",\"id\":", choice.map_or("", |choice| choice.id.letters())),
        (",\"how\":", choice.map_or("", |choice| choice.how.name())),
        (",\"language\":", state.config.language.as_str()),
    ] {
        out.push_str(name);
        if text.is_empty() {
            out.push_str("null");
        } else {
            write::json_string(&mut out, text);
        }
    }
    out.push('}');
    out
}

/// The snapshot for a page where nothing has started, or could start.
pub const BEFORE_INIT: &str = "{\"version\":null,\"decided\":false,\"granted\":[],\"denied\":[],\"services\":{},\"time\":null,\"signal\":null,\"id\":null,\"how\":null,\"language\":null}";
