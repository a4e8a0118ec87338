//! Writes the schema of a declaration, less its descriptions, for the module to read.

use std::path::Path;
use std::{env, fs};

use samtycke_config::schema::json_schema;
use serde_json::Value;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let mut schema = json_schema().clone();
    strip(&mut schema);
    let folder = env::var_os("OUT_DIR").expect("cargo names a folder");
    fs::write(Path::new(&folder).join("schema.json"), schema.to_string())
        .expect("a folder to write to");
}

/// Takes the descriptions out: the check says nothing of them.
fn strip(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(strip),
        Value::Object(fields) => {
            // A field may have that name, and then it is an object.
            if fields.get("description").is_some_and(Value::is_string) {
                fields.remove("description");
            }
            fields.values_mut().for_each(strip);
        }
        _ => {}
    }
}
