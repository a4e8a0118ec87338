//! The tag and the policy in the pages of a site, between markers.

/// What is written into pages, by the name of the marker.
pub struct Lines {
    /// The script's tag, for `<!-- samtycke -->`.
    pub tag: String,
    /// The policy as a tag, for `<!-- samtycke policy -->`.
    pub policy: String,
}

const END: &str = "<!-- /samtycke -->";

/// A page with the lines between its markers. What was between them is replaced.
///
/// # Errors
/// The page has no marker of ours, one twice, or one without an end.
pub fn write(page: &str, lines: &Lines) -> Result<String, String> {
    let mut written = page.to_owned();
    let mut found = false;
    for (marker, line) in
        [("<!-- samtycke -->", &lines.tag), ("<!-- samtycke policy -->", &lines.policy)]
    {
        let Some(start) = written.find(marker) else { continue };
        let start = start + marker.len();
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
