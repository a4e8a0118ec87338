//! A script that runs before all else in a page.

/// The page with the script first in its head; with the page's nonce, where it has one.
pub(crate) fn insert(page: Vec<u8>, script: &str) -> Vec<u8> {
    let at = after(&page, b"<head>").unwrap_or(0);
    let nonce = after(&page, b" nonce=\"").map(|start| {
        let rest = &page[start..];
        let value = rest.split(|byte| *byte == b'"').next().unwrap_or_default();
        format!(" nonce=\"{}\"", String::from_utf8_lossy(value))
    });
    let tag = format!("<script{}>{script}</script>", nonce.unwrap_or_default());
    [&page[..at], tag.as_bytes(), &page[at..]].concat()
}

/// Where what is searched for ends.
fn after(page: &[u8], searched: &[u8]) -> Option<usize> {
    let start = page.windows(searched.len()).position(|part| part == searched)?;
    Some(start + searched.len())
}

#[cfg(test)]
mod tests {
    use super::insert;

    #[track_caller]
    fn inserted(page: &str, expected: &str) {
        assert_eq!(String::from_utf8_lossy(&insert(page.into(), "x")), expected);
    }

    #[test]
    fn it_stands_first() {
        inserted("<html><head><title>", "<html><head><script>x</script><title>");
        inserted("<p>", "<script>x</script><p>");
    }

    #[test]
    fn the_nonce_is_the_pages() {
        inserted(
            "<head><script nonce=\"abc\">",
            "<head><script nonce=\"abc\">x</script><script nonce=\"abc\">",
        );
    }
}
