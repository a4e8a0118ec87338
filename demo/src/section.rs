//! The cookie section of the site's policy pages, as `samtycke policy` writes it.

use samtycke_cli::{Memory, System as _, run};

/// What a page has in the place of the section.
const PLACE: &str = "<!-- samtycke cookies -->";

/// The page with the section in its place, from the declaration as it is now.
///
/// # Errors
/// The declaration has problems. The message is the program's.
pub(crate) fn fill(page: &str, declaration: &[u8], language: &str) -> Result<String, String> {
    if !page.contains(PLACE) {
        return Ok(page.into());
    }
    Ok(page.replace(PLACE, &section(declaration, language)?))
}

fn section(declaration: &[u8], language: &str) -> Result<String, String> {
    let memory = Memory::default();
    memory.write("site.json", declaration)?;
    let command = ["policy", "site.json", "--language", language, "-o", "section.html"];
    let arguments: Vec<String> =
        ["samtycke"].iter().chain(&command).map(ToString::to_string).collect();
    match run(&arguments, &memory) {
        0 => Ok(String::from_utf8_lossy(&memory.read("section.html")?).into_owned()),
        _ => Err(memory.told()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DECLARATION: &[u8] = include_bytes!("../../www/samtycke.json");

    #[test]
    fn the_section_is_in_the_language_of_the_page() {
        for (language, heading) in
            [("en", "Why we use cookies"), ("sv", "Varför vi använder cookies")]
        {
            let page = fill(&format!("a {PLACE} b"), DECLARATION, language).unwrap();
            assert!(page.starts_with("a <section") && page.ends_with(" b"), "{page}");
            assert!(page.contains(heading), "{page}");
        }
        assert_eq!(fill("a page", b"{}", "en").unwrap(), "a page");
    }

    #[test]
    fn a_wrong_declaration_says_what_is_wrong() {
        let error = fill(PLACE, b"{}", "en").unwrap_err();
        assert!(error.contains("The declaration is refused."), "{error}");
    }
}
