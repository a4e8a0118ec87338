//! Prepares what the module and the second layer hold beside code: templates, texts and styles.

mod style;
mod template;
mod texts;

use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::{Map, Value, json};

fn main() {
    for folder in ["build", "src/style", "src/texts", "src/view"] {
        println!("cargo:rerun-if-changed={folder}");
    }
    // Data begins behind the stack: with the usual megabyte of it every address in the code would
    // take a byte more.
    if env::var("CARGO_CFG_TARGET_ARCH").as_deref() == Ok("wasm32") {
        println!("cargo:rustc-link-arg-cdylib=-zstack-size=8192");
    }
    for name in ["banner", "reopen"] {
        write(&format!("{name}.txt"), &template::compile(name));
    }
    write("first.css", &style::minify(&read("src/style/first.css")));
    let mut first = texts::keys("first", "|");
    let mut layers = Map::new();
    for language in texts::LANGUAGES {
        let texts = texts::read(language);
        first.push('\n');
        first.push_str(&texts::lines(&texts["first"]));
        let layer = json!({
            "texts": texts["more"],
            "settings": template::compile("settings"),
            "services": template::compile("services"),
            "declaration": template::compile("declaration"),
            "css": style::minify(&read("src/style/more.css")),
        });
        layers.insert(language.into(), layer);
    }
    write("first.txt", &first);
    write("languages.txt", &texts::LANGUAGES.join(" "));
    write("layers.json", &Value::from(layers).to_string());
    write("more.txt", &texts::keys("more", " "));
}

/// Reads a file of the project.
fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn write(name: &str, text: &str) {
    let out: PathBuf = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR").into();
    fs::write(Path::new(&out).join(name), text).expect("OUT_DIR can be written");
}
