//! Takes the scripts that `make pkg` built into the program, for `samtycke build`. Without them the program
//! is whole but for that command, which then says what to do.

use std::path::Path;
use std::{env, fs};

fn main() {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../pkg/samtycke.runtime.json");
    println!("cargo::rerun-if-changed={}", built.display());
    let out = env::var_os("OUT_DIR").expect("cargo sets it");
    let runtime = fs::read(built).unwrap_or_default();
    fs::write(Path::new(&out).join("runtime.json"), runtime).expect("the folder can be written");
}
