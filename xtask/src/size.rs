//! What a visitor downloads, and whether that is little enough.

use std::io::Write as _;

use samtycke::model::texts;

use crate::project::Project;
use crate::run::{read, read_bytes};
use crate::{readme, script};

/// What a first visit downloads.
const SCRIPT: &str = "samtycke.min.js";

/// The sizes of one thing, in bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// As it is.
    pub raw: usize,
    /// Compressed by gzip, level 9.
    pub gzip: usize,
    /// Compressed by brotli, level 11.
    pub brotli: usize,
}

/// Prints the table. With `check`, holds it against the budgets and against README.md.
///
/// # Errors
/// That `pkg/` has not been built, or what the check finds.
pub fn size(check: bool) -> Result<(), String> {
    let project = Project::find()?;
    let pkg = project.root.join("pkg");
    if !pkg.join(SCRIPT).is_file() {
        return Err("pkg/samtycke.min.js is not there; run `make pkg`.".into());
    }
    let parts = script::parts(&project, "min");
    println!("{:<40} {:>8} {:>8} {:>8}", "bytes", "raw", "gzip", "brotli");
    print("JavaScript, with the style", measure(&read_bytes(&parts.join("loader.js"))?));
    print("  of which style, by itself", measure(texts::FIRST_STYLE.as_bytes()));
    print("module, with the texts", measure(&read_bytes(&parts.join("module.wasm"))?));
    let languages: Vec<&str> = texts::LANGUAGES.split(' ').collect();
    for language in &languages {
        let of_it = measure(texts::first_layer(language).as_bytes());
        print(&format!("  of which texts ({language}), by itself"), of_it);
    }
    let first = measure(&read_bytes(&pkg.join(SCRIPT))?);
    print(&format!("{SCRIPT}: the first visit"), first);
    let layer = format!("samtycke.{}.json", languages[0]);
    let second = measure(&read_bytes(&pkg.join(&layer))?);
    print(&format!("{layer}: once the settings open"), second);
    let sum = |of: fn(Size) -> usize| of(first) + of(second);
    let both = Size {
        raw: sum(|size| size.raw),
        gzip: sum(|size| size.gzip),
        brotli: sum(|size| size.brotli),
    };
    print("both", both);
    let spare = format!("samtycke.{}.js", script::NOWASM);
    let spare_size = measure(&read_bytes(&pkg.join(&spare))?);
    print(&format!("{spare}: without WebAssembly"), spare_size);
    if !check {
        return Ok(());
    }
    for (name, size) in [("first", first), ("both", both)] {
        let budget = project.budget(name)?;
        if size.brotli > budget {
            return Err(format!(
                "`{name}` is {} bytes of brotli, {} above its budget in Cargo.toml.",
                size.brotli,
                size.brotli - budget
            ));
        }
    }
    let readme = read(&project.root.join("README.md"))?;
    readme::check(&readme, SCRIPT, first)?;
    readme::check(&readme, &layer, second)?;
    readme::check(&readme, &spare, spare_size)
}

fn print(what: &str, size: Size) {
    println!("{what:<40} {:>8} {:>8} {:>8}", size.raw, size.gzip, size.brotli);
}

fn measure(bytes: &[u8]) -> Size {
    Size { raw: bytes.len(), gzip: gzip(bytes), brotli: brotli(bytes) }
}

fn gzip(bytes: &[u8]) -> usize {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory takes everything").len()
}

fn brotli(bytes: &[u8]) -> usize {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &*bytes, &mut out, &params).expect("memory takes everything");
    out.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compressing_makes_smaller() {
        let size = measure(&[7; 5000]);
        assert!(size.raw == 5000 && size.gzip < 100 && size.brotli < 50, "{size:?}");
    }
}
