//! The head and the frame that all pages of the site share.
//!
//! A file of `www/` holds its title in the first line, then what is in `<main>`.

const PAGE: &str = include_str!("layout/page.html");
const ENGLISH: &str = include_str!("layout/body.en.html");
const SWEDISH: &str = include_str!("layout/body.sv.html");

/// The language of the page behind a path.
pub(crate) fn language(path: &str) -> &'static str {
    if ["/sv", "/kakor"].contains(&path) { "sv" } else { "en" }
}

/// The whole page behind a path. The menu marks its link, and its scripts name the view.
pub(crate) fn whole(path: &str, content: &str, view: u64) -> String {
    let lang = language(path);
    let body = if lang == "sv" { SWEDISH } else { ENGLISH };
    let (title, main) = content.split_once('\n').unwrap_or(("", content));
    let link = format!("<li><a href=\"{path}\"");
    let body = body.replace(&link, &format!("{link} aria-current=\"page\""));
    PAGE.trim_end()
        .replace("{lang}", lang)
        .replace("{view}", &view.to_string())
        .replace("{title}", title)
        .replace("{body}", body.trim_end())
        .replace("{main}", main.trim())
        + "\n"
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn the_menu_marks_the_page() {
        let page = whole("/help", "<title>Help</title>\n\n<h1>Help</h1>\n", 7);
        for part in [
            "<html lang=\"en\">",
            "<title>Help</title>",
            "<main>\n<h1>Help</h1>\n</main>",
            "<li><a href=\"/help\" aria-current=\"page\">",
            "data-config=\"/samtycke.json?view=7\"",
        ] {
            assert!(page.contains(part), "no {part} in:\n{page}");
        }
        assert_eq!(page.matches("aria-current").count(), 1);
    }

    #[test]
    fn the_swedish_page_has_a_swedish_menu() {
        let page = whole("/sv", "<title>Start</title>\n", 1);
        assert!(page.contains("<html lang=\"sv\">") && page.contains("Hjälpcenter"));
    }
}
