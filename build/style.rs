//! Style sheets: important throughout, and without spare bytes.

/// Puts `!important` on every declaration (one a line, ending in `;`), custom properties apart,
/// which an `!important` would keep sites from setting on the root; then drops comments and blanks.
pub fn minify(source: &str) -> String {
    let mut css = String::new();
    let mut rest = source;
    while let Some((before, after)) = rest.split_once("/*") {
        css.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    css.push_str(rest);
    let mut minified = String::new();
    for line in css.lines().map(str::trim) {
        match line.strip_suffix(';') {
            Some(declaration) if !line.starts_with("--") => {
                let (name, value) = declaration.split_once(':').expect("a declaration");
                minified.push_str(&format!("{name}:{}!important;", value.trim()));
            }
            Some(declaration) => minified.push_str(&format!("{};", declaration.replace(": ", ":"))),
            None => {
                // Values of attributes are plain words here, which need no quotes.
                let short = line.replace(" {", "{").replace(" > ", ">").replace(": ", ":");
                minified.push_str(&short.replace('"', ""));
            }
        }
    }
    for (long, short) in [(", ", ","), (";}", "}"), (" 0.", " ."), (":0.", ":."), (",0.", ",.")] {
        minified = minified.replace(long, short);
    }
    minified
}
