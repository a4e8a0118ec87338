//! Elements that still wait for another banner: once that is gone, they never load.

use html5gum::emitters::default::StartTag;
use samtycke_config::{Code, Problem};

use super::elements::value;
use super::waiting::problem;

/// The classes by which tarteaucitron marks the place of a film or a map, whose address is in an attribute.
const CLASSES: [&str; 9] = [
    "youtube_player",
    "youtube_playlist_player",
    "vimeo_player",
    "dailymotion_player",
    "spotify_player",
    "soundcloud_player",
    "googlemapsembed",
    "googlemaps-canvas",
    "tac_iframe",
];

/// Elements whose `data-name` is Klaro's.
const OF_KLARO: [&[u8]; 6] = [b"script", b"iframe", b"img", b"embed", b"video", b"link"];

/// Whether an element waits for another banner.
pub fn waits(tag: &StartTag<usize>) -> bool {
    whose(tag).is_some()
}

/// The attribute by which an element waits, the banner, and what to write.
fn whose(tag: &StartTag<usize>) -> Option<(&'static str, &'static str, String)> {
    let of = |name: &str| value(tag, name);
    let name: &[u8] = &tag.name;
    let is_plain = of("type").is_some_and(|kind| kind.eq_ignore_ascii_case("text/plain"));
    let source = if of("data-src").is_some() { " and `data-samtycke-src`" } else { "" };
    if let (true, b"script", Some(category)) = (is_plain, name, of("data-category")) {
        let gate = of("data-service").unwrap_or(category);
        let written = format!("data-samtycke=\"{gate}\"{source}");
        return Some(("data-category", "vanilla-cookieconsent", written));
    }
    let is_of_klaro = is_plain || of("data-type").is_some() || of("data-src").is_some();
    if let Some(service) = of("data-name").filter(|_| OF_KLARO.contains(&name) && is_of_klaro) {
        return Some(("data-name", "Klaro", format!("data-samtycke=\"{service}\"{source}")));
    }
    if let (b"template", Some(purpose)) = (name, of("data-purpose")) {
        let written = format!(
            "data-samtycke=\"{purpose}\" and `data-samtycke-src` at the elements within, without the template"
        );
        return Some(("data-purpose", "Orejime", written));
    }
    if of("data-cc").is_some() {
        let written = "data-samtycke-click=\"settings\"".into();
        return Some(("data-cc", "vanilla-cookieconsent", written));
    }
    let classes = of("class").unwrap_or_default();
    let is_of_tarteaucitron = classes.split_whitespace().any(|one| CLASSES.contains(&one));
    let has_address = ["videoid", "playlistid", "data-url", "data-src", "url"]
        .into_iter()
        .any(|one| of(one).is_some());
    (is_of_tarteaucitron && has_address).then(|| {
        let written = "the iframe itself, with data-samtycke and `data-samtycke-src`".into();
        ("class", "tarteaucitron", written)
    })
}

/// Names an element that waits for another banner.
pub fn look(tag: &StartTag<usize>, found: &mut Vec<Problem>) {
    let Some((attribute, banner, written)) = whose(tag) else { return };
    let does = if attribute == "data-cc" { "does nothing" } else { "never loads" };
    let message = format!(
        "`{attribute}` is of {banner}, and without that banner this {does}; write {written}"
    );
    let span = tag.attributes.get(attribute.as_bytes()).map_or(&tag.span, |one| &one.span);
    let mut problem = problem(Code::UnknownGate, tag, span, message);
    problem.path = format!("{}[{attribute}]", String::from_utf8_lossy(&tag.name));
    found.push(problem);
}
