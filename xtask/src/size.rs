//! What a visitor downloads, and whether that is little enough.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use crate::project::Project;
use crate::run::{read, read_bytes};
use crate::{readme, script};

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

/// Prints the table. With `check`, holds it against the budget and against README.md.
///
/// # Errors
/// That `pkg/` has not been built, or what the check finds.
pub fn size(check: bool) -> Result<(), String> {
    let project = Project::find()?;
    let shipped = project.root.join("pkg/samtycke.min.js");
    if !shipped.is_file() {
        return Err("pkg/samtycke.min.js is not there; run `make pkg`.".into());
    }
    let whole = read_bytes(&shipped)?;
    let configuration = read_bytes(&project.root.join("www/samtycke.json")).unwrap_or_default();
    let parts = script::parts(&project, "min");
    let [english, swedish] = texts(&read(&project.root.join("src/model/texts.rs"))?);
    println!("{:<34} {:>8} {:>8} {:>8}", "bytes", "raw", "gzip", "brotli");
    print("JavaScript", measure(&read_bytes(&parts.join("loader.js"))?));
    print("module", measure(&read_bytes(&parts.join("module.wasm"))?));
    print("  of which style, by itself", measure(&read_bytes(&style(&project)?)?));
    print("  of which English, by itself", measure(english.as_bytes()));
    print("  of which Swedish, by itself", measure(swedish.as_bytes()));
    let total = measure(&whole);
    print("samtycke.min.js", total);
    let visit = measure(&configuration);
    print(
        "first visit, with www/samtycke.json",
        Size {
            raw: total.raw + visit.raw,
            gzip: total.gzip + visit.gzip,
            brotli: total.brotli + visit.brotli,
        },
    );
    let budget = project.budget()?;
    println!("The budget is {budget} bytes of brotli.");
    if !check {
        return Ok(());
    }
    if total.brotli > budget {
        return Err(format!(
            "samtycke.min.js is {} bytes above the budget.",
            total.brotli - budget
        ));
    }
    readme::check(&read(&project.root.join("README.md")).unwrap_or_default(), total)
}

fn print(what: &str, size: Size) {
    println!("{what:<34} {:>8} {:>8} {:>8}", size.raw, size.gzip, size.brotli);
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

/// The style sheet as the last build prepared it.
fn style(project: &Project) -> Result<PathBuf, String> {
    let builds = project.target.join("wasm32-unknown-unknown/release/build");
    let made = |path: &PathBuf| fs::metadata(path).and_then(|about| about.modified()).ok();
    let found = fs::read_dir(builds)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("out/style.css"));
    found
        .filter(|path| path.is_file())
        .max_by_key(made)
        .ok_or("The style sheet has not been built.".into())
}

/// The built-in texts: under each name stands the English one on a line, then the Swedish one.
fn texts(source: &str) -> [String; 2] {
    let mut texts = [String::new(), String::new()];
    let literals =
        source.lines().map(str::trim).filter_map(|line| line.strip_prefix('"')?.strip_suffix('"'));
    for (number, text) in literals.enumerate() {
        texts[number % 2].push_str(text);
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_told_apart() {
        let source = "texts! {\n    Title \"title\"\n        \"Yes\"\n        \"Ja\"\n    No \"no\"\n        \"No\"\n        \"Nej\"\n}";
        assert_eq!(texts(source), ["YesNo", "JaNej"]);
    }

    #[test]
    fn compressing_makes_smaller() {
        let size = measure(&[7; 5000]);
        assert!(size.raw == 5000 && size.gzip < 100 && size.brotli < 50, "{size:?}");
    }
}
