//! Prepares the style sheet for the module: important throughout, and without spare bytes.

use std::{env, fs, path::Path};

fn main() {
    println!("cargo:rerun-if-changed=src/style.css");
    // Data begins behind the stack: with the usual megabyte of it every address in the code would
    // take a byte more.
    if env::var("CARGO_CFG_TARGET_ARCH").as_deref() == Ok("wasm32") {
        println!("cargo:rustc-link-arg-cdylib=-zstack-size=65536");
    }
    let source = fs::read_to_string("src/style.css").expect("src/style.css can be read");
    let minified = minify(&source);
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("style.css"), minified).expect("OUT_DIR can be written");
}

/// Puts `!important` on every declaration (one a line, ending in `;`), custom properties apart,
/// which an `!important` would keep sites from setting on the root; then drops comments and blanks.
fn minify(source: &str) -> String {
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
            None => minified.push_str(&line.replace(" {", "{").replace(" > ", ">")),
        }
    }
    for (long, short) in [(", ", ","), (";}", "}")] {
        minified = minified.replace(long, short);
    }
    minified
}
