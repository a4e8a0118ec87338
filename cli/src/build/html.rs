//! The tag and the Content-Security-Policy in the pages of a site, between markers.

use html5gum::{DefaultEmitter, Token, Tokenizer};

/// What is written into pages, by the name of the marker.
pub struct Lines {
    /// The script's tag, for `<!-- samtycke -->`.
    pub tag: String,
    /// The Content-Security-Policy as a tag, for `<!-- samtycke policy -->`.
    pub policy: String,
}

const POLICY: &str = "<!-- samtycke policy -->";
const END: &str = "<!-- /samtycke -->";

/// A page with the lines between its markers. What was between them is replaced.
///
/// # Errors
/// The page has no marker of ours, one twice, one without an end, or that of the policy outside of `<head>`.
pub fn write(page: &str, lines: &Lines) -> Result<String, String> {
    let mut written = page.to_owned();
    let mut found = false;
    for (marker, line) in [("<!-- samtycke -->", &lines.tag), (POLICY, &lines.policy)] {
        let Some(start) = written.find(marker) else { continue };
        let start = start + marker.len();
        if marker == POLICY && !is_in_head(&written) {
            return Err(format!(
                "{marker} is not in <head>, where alone browsers heed a Content-Security-Policy. Move it there"
            ));
        }
        if written[start..].contains(marker) {
            return Err(format!("{marker} is there twice. Leave one of them"));
        }
        let end = written[start..].find(END).ok_or(format!("{marker} has no {END} after it"))?;
        written.replace_range(start..start + end, line);
        found = true;
    }
    if found {
        return Ok(written);
    }
    Err(format!("there is no <!-- samtycke --> with {END} after it. Put both into its <head>"))
}

/// Whether the marker of the policy comes before all that ends the head (HTML, section 13.2.6.4.4).
fn is_in_head(page: &str) -> bool {
    let mut emitter = DefaultEmitter::<()>::default();
    emitter.naively_switch_states(true);
    // Reading from memory cannot fail.
    for token in Tokenizer::new_with_emitter(page, emitter).flatten() {
        match token {
            Token::Comment(comment) if comment.value.trim_ascii() == b"samtycke policy" => {
                return true;
            }
            Token::StartTag(tag) if !OF_HEAD.contains(&&**tag.name) => return false,
            Token::EndTag(tag) if **tag.name == *b"head" => return false,
            _ => {}
        }
    }
    false
}

/// The elements that a head can have.
const OF_HEAD: [&[u8]; 10] = [
    b"html",
    b"head",
    b"title",
    b"meta",
    b"link",
    b"script",
    b"style",
    b"base",
    b"noscript",
    b"template",
];

/// An attribute's value.
pub fn escaped(value: &str) -> String {
    value.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines() -> Lines {
        Lines { tag: "<script>".into(), policy: "<meta>".into() }
    }

    #[test]
    fn what_is_between_markers_is_replaced_as_often_as_wanted() {
        let page = "<head><!-- samtycke policy --><!-- /samtycke -->\n<!-- samtycke -->old<!-- /samtycke --></head>";
        let once = write(page, &lines()).unwrap();
        assert_eq!(
            once,
            "<head><!-- samtycke policy --><meta><!-- /samtycke -->\n<!-- samtycke --><script><!-- /samtycke --></head>"
        );
        assert_eq!(write(&once, &lines()).unwrap(), once);
    }

    #[test]
    fn the_policy_is_in_the_head() {
        let marker = "<!-- samtycke policy --><!-- /samtycke -->";
        for page in [
            format!(
                "<!doctype html><html><head><title><b></title><script>'<p>'</script>{marker}</head>"
            ),
            format!("<meta charset=utf-8>{marker}<p>A page without tags of a head"),
        ] {
            assert!(write(&page, &lines()).is_ok(), "{page}");
        }
        for page in [
            format!("<head></head>{marker}<body>"),
            format!("<html><body>{marker}"),
            format!("<meta charset=utf-8><p>{marker}"),
        ] {
            assert!(write(&page, &lines()).unwrap_err().contains("is not in <head>"), "{page}");
        }
    }

    #[test]
    fn a_page_without_markers_is_named() {
        assert!(
            write("<head></head>", &lines()).unwrap_err().contains("there is no <!-- samtycke -->")
        );
        assert!(
            write("<!-- samtycke -->", &lines()).unwrap_err().contains("has no <!-- /samtycke -->")
        );
        let twice = "<!-- samtycke --><!-- /samtycke -->".repeat(2);
        assert!(write(&twice, &lines()).unwrap_err().contains("is there twice"));
    }
}
