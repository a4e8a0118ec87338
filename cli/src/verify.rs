//! `samtycke verify`: whether the evidence of an audit is as it was written.

use clap::Args;
use sha2::{Digest as _, Sha256};

use crate::{Outcome, System};

/// The list of digests in a folder of evidence, in the format of `sha256sum`.
const MANIFEST: &str = "manifest.sha256";

/// Options of `verify`.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 everything is as it was written, 1 something is not, 2 the folder cannot be read.\n\nExample:\n  samtycke verify evidence"
)]
pub struct Arguments {
    /// The folder that `samtycke audit --evidence` wrote
    folder: String,
}

pub fn run(arguments: &Arguments, system: &dyn System) -> Result<Outcome, String> {
    let folder = arguments.folder.trim_end_matches('/');
    let path = format!("{folder}/{MANIFEST}");
    let bytes = system.read(&path).map_err(|error| format!("{path} cannot be read: {error}."))?;
    let manifest = String::from_utf8_lossy(&bytes).into_owned();
    let mut files = Vec::new();
    for line in manifest.lines() {
        let (digest, name) =
            line.split_once("  ").ok_or_else(|| format!("{path} is no list of digests."))?;
        files.push((name, digest));
    }
    let mut wrong = Vec::new();
    for (name, digest) in &files {
        match system.read(&format!("{folder}/{name}")) {
            Err(error) => wrong.push(format!("{name}: missing ({error})")),
            Ok(bytes) if hex(&bytes) != *digest => wrong.push(format!("{name}: changed")),
            Ok(_) => {}
        }
    }
    let found =
        system.list(folder).map_err(|error| format!("{folder} cannot be read: {error}."))?;
    let is_extra = |name: &&String| *name != MANIFEST && !files.iter().any(|(one, _)| one == *name);
    wrong.extend(found.iter().filter(is_extra).map(|name| format!("{name}: not in the manifest")));
    for one in &wrong {
        system.print(&format!("{one}\n"));
    }
    let verdict = if wrong.is_empty() { "as it was written" } else { "not as it was written" };
    system.print(&format!("{folder}: {} files, {verdict}\n", files.len()));
    Ok(if wrong.is_empty() { Outcome::Clean } else { Outcome::Problems })
}

/// The SHA-256 of bytes in hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use crate::{Memory, System as _, run};

    fn verify(memory: &Memory) -> u8 {
        run(&["samtycke", "verify", "evidence"].map(String::from), memory)
    }

    #[test]
    fn a_change_is_seen() {
        let memory = Memory::default();
        assert_eq!(verify(&memory), 2);
        let digest = super::hex(b"all");
        let manifest = format!("{digest}  report.json\n");
        memory.write("evidence/manifest.sha256", manifest.as_bytes()).unwrap();
        assert_eq!(verify(&memory), 1);
        assert!(memory.told().contains("report.json: missing"));
        memory.write("evidence/report.json", b"all").unwrap();
        assert_eq!(verify(&memory), 0);
        memory.write("evidence/report.json", b"else").unwrap();
        assert_eq!(verify(&memory), 1);
        assert!(memory.told().contains("report.json: changed"));
        memory.write("evidence/report.json", b"all").unwrap();
        memory.write("evidence/more.txt", b"").unwrap();
        assert_eq!(verify(&memory), 1);
        assert!(memory.told().contains("more.txt: not in the manifest"));
    }
}
