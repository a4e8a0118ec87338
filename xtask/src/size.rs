//! What a visitor downloads, and whether that is little enough.

use std::io::Write as _;
use std::ops::Range;

use crate::project::Project;
use crate::run::{read, read_bytes};
use crate::scripts::WITHOUT_MODULE;
use crate::{built, readme, texts};

/// What a first visit downloads.
const FIRST: &str = "samtycke.min.js";

/// What an English visitor downloads to see the settings.
const SETTINGS: [&str; 2] = ["samtycke.settings.js", "samtycke.en.json"];

/// The words of a language whose banner is not in the first script, as an example.
const GERMAN: &str = "samtycke.de.json";

/// What README.md calls a first visit to the demo site, by how that was built.
const UNBUILT: &str = "unbuilt site";
const BUILT: &str = "built site, one language";
const BUILT_MANY: &str = "built site, 300 services";

/// What is downloaded where WebAssembly is refused.
const NOWASM: &str = "samtycke.nowasm.js";

/// What a developer downloads, and no visitor.
const DEV: &str = "samtycke.dev.js";

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

impl Size {
    fn and(self, other: Size) -> Size {
        Size {
            raw: self.raw + other.raw,
            gzip: self.gzip + other.gzip,
            brotli: self.brotli + other.brotli,
        }
    }
}

/// Prints the table. With `check`, holds it against the budgets and against README.md.
///
/// # Errors
/// `pkg/` has not been built, or something is larger than its budget or than README.md says.
pub fn size(check: bool) -> Result<(), String> {
    let project = Project::find()?;
    if !project.root.join("pkg").join(FIRST).is_file() {
        return Err("pkg/samtycke.min.js is not there; run `make pkg`.".into());
    }
    println!("{:<40} {:>8} {:>8} {:>8}", "bytes", "raw", "gzip", "brotli");
    print_parts(&project)?;
    let shipped = |file: &str| -> Result<Size, String> {
        let size = measure(&read_bytes(&project.root.join("pkg").join(file))?);
        print(file, size);
        Ok(size)
    };
    let first = shipped(FIRST)?;
    let [settings, words] = [shipped(SETTINGS[0])?, shipped(SETTINGS[1])?];
    let both = first.and(settings).and(words);
    print("first visit with the settings opened", both);
    let german = shipped(GERMAN)?;
    print("first visit in German", first.and(settings).and(german));
    let declaration = measure(built::unbuilt(&project)?.to_string().as_bytes());
    let unbuilt = first.and(declaration);
    print(&format!("{UNBUILT}: two requests"), unbuilt);
    let script = built::script(&project, 0)?;
    let [one, many] = [measure(&script), measure(&built::script(&project, built::MANY)?)];
    print(&format!("{BUILT}: one request"), one);
    print(&format!("{BUILT_MANY}: one request"), many);
    let plain = measure(&with_digests_of(&built::without_presets(&project)?, &script));
    let presets = Size {
        raw: one.raw.saturating_sub(plain.raw),
        gzip: one.gzip.saturating_sub(plain.gzip),
        brotli: one.brotli.saturating_sub(plain.brotli),
    };
    print("  of which the presets of four services", presets);
    let nowasm = shipped(NOWASM)?;
    for file in ["samtycke.js", "samtycke.messages.js"] {
        shipped(file)?;
    }
    let dev = shipped(DEV)?;
    if !check {
        return Ok(());
    }
    for (name, size) in [
        ("first", first),
        ("both", both),
        ("built", one),
        ("built_many", many),
        ("presets", presets),
        ("nowasm", nowasm),
        ("dev", dev),
    ] {
        within(name, size.brotli, project.budget(name)?)?;
    }
    let readme = read(&project.root.join("README.md"))?;
    let rows = [
        (FIRST, first),
        (SETTINGS[0], settings),
        (SETTINGS[1], words),
        (GERMAN, german),
        (NOWASM, nowasm),
        (UNBUILT, unbuilt),
        (BUILT, one),
        (BUILT_MANY, many),
    ];
    rows.iter().try_for_each(|(file, size)| readme::check(&readme, file, *size))
}

/// Prints what the first script is made of, each part compressed by itself.
fn print_parts(project: &Project) -> Result<(), String> {
    for (what, file) in [
        ("module", "core.wasm"),
        ("JavaScript, with style and texts", WITHOUT_MODULE),
        ("  of which style", "banner.css"),
    ] {
        print(what, measure(&read_bytes(&project.parts.join(file))?));
    }
    for language in texts::languages(project)?.iter().filter(|language| language.is_first()) {
        print(
            &format!("  of which texts ({})", language.tag),
            measure(language.first().as_bytes()),
        );
    }
    Ok(())
}

fn within(name: &str, bytes: usize, budget: usize) -> Result<(), String> {
    match bytes.checked_sub(budget) {
        None | Some(0) => Ok(()),
        Some(above) => Err(format!(
            "`{name}` is {bytes} bytes of brotli, {above} above its budget in Cargo.toml."
        )),
    }
}

fn print(what: &str, size: Size) {
    println!("{what:<40} {:>8} {:>8} {:>8}", size.raw, size.gzip, size.brotli);
}

/// A script with the digests of another one: by chance they make one of two that are compared up to 40 bytes larger.
fn with_digests_of(script: &[u8], other: &[u8]) -> Vec<u8> {
    let mut same = script.to_vec();
    for (to, from) in digests(script).into_iter().zip(digests(other)) {
        same[to].copy_from_slice(&other[from]);
    }
    same
}

/// Where the SHA-256 digests of a script are.
fn digests(script: &[u8]) -> Vec<Range<usize>> {
    const START: &[u8] = b"sha256-";
    let starts = (0..script.len()).filter(|at| script[*at..].starts_with(START));
    starts.map(|at| at + START.len()..at + START.len() + 44).collect()
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

    #[test]
    fn only_digests_are_taken_over() {
        let script = |digest: char, rest: &str| {
            format!("a=\"sha256-{}=\"{rest}", digest.to_string().repeat(43)).into_bytes()
        };
        assert_eq!(with_digests_of(&script('x', "b"), &script('y', "c")), script('y', "b"));
    }

    #[test]
    fn a_budget_may_be_used_up_but_not_passed() {
        assert_eq!(within("first", 10, 10), Ok(()));
        assert!(within("first", 11, 10).unwrap_err().contains("1 above"));
    }
}
