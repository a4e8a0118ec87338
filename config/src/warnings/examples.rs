//! Ids that a guide has in the place of the site's own: `G-XXXXXXXXXX`, `YOUR_ID`.

use super::Warnings;
use crate::code::Code;
use crate::declaration::Declaration;

pub(super) fn look(declaration: &Declaration, warnings: &mut Warnings) {
    let mut add = |path: String, text: &str| {
        if let Some(id) = example(text) {
            let message =
                format!("\"{id}\" is an example; write the id that the vendor has given your site");
            warnings.add(Code::PlaceholderId, path, message);
        }
    };
    for (index, service) in declaration.services.iter().enumerate() {
        for (name, value) in &service.with {
            if let Some(text) = value.0.as_str() {
                add(format!("services[{index}].with.{name}"), text);
            }
        }
        // Those of a preset are in its options.
        let scripts = service.scripts.iter().enumerate().filter(|_| service.preset.is_none());
        for (number, script) in scripts {
            if let Some(src) = script.src.as_deref() {
                add(format!("services[{index}].scripts[{number}].src"), src);
            }
        }
    }
}

/// The id in a text that nobody has: of capital X, or with `YOUR` in it.
fn example(text: &str) -> Option<&str> {
    let is_of_id = |one: char| one.is_ascii_alphanumeric() || one == '-' || one == '_';
    text.split(|one| !is_of_id(one)).find(|id| {
        let mut parts = id.split(['-', '_']);
        let is_crossed = |part: &str| part.len() > 3 && part.bytes().all(|one| one == b'X');
        parts.clone().any(is_crossed)
            || parts.next().is_some_and(|first| first.eq_ignore_ascii_case("your")) && *id != "your"
    })
}

#[cfg(test)]
mod tests {
    use super::example;

    #[test]
    fn ids_of_guides_are_known() {
        for (text, expected) in [
            ("G-XXXXXXXXXX", Some("G-XXXXXXXXXX")),
            ("UA-XXXXX-Y", Some("UA-XXXXX-Y")),
            ("https://www.googletagmanager.com/gtm.js?id=GTM-XXXXXXX&l=a", Some("GTM-XXXXXXX")),
            ("YOUR_PIXEL_ID", Some("YOUR_PIXEL_ID")),
            ("your-id", Some("your-id")),
            ("G-XXX1234567", None),
            ("https://a.example/xxxx/your", None),
            ("", None),
        ] {
            assert_eq!(example(text), expected, "{text}");
        }
    }
}
