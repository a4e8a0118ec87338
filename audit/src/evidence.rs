//! The evidence of an audit: what the browser told, pictures, and a digest of each file.

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::har;
use crate::report::Report;

/// The files of a folder, by name, with `manifest.sha256` as the last. Names are flat.
pub fn files(report: &Report) -> Vec<(String, Vec<u8>)> {
    let mut files = vec![("report.json".to_owned(), format!("{:#}\n", report.json()).into_bytes())];
    for look in &report.looks {
        let id = &look.state.id;
        let mut raw = look.raw.join("\n");
        raw.push('\n');
        files.push((format!("{id}.ndjson"), raw.into_bytes()));
        let har: Value = har::of(look, &report.browser);
        files.push((format!("{id}.har"), format!("{har:#}\n").into_bytes()));
        for picture in &look.pictures {
            files.push((format!("{id}-{}.jpg", picture.screen), picture.bytes.clone()));
        }
    }
    let about = json!({
        "tool": format!("samtycke {}", env!("CARGO_PKG_VERSION")),
        "browser": report.browser, "url": report.url, "declaration": report.declaration, "time": report.time,
        "left out": "values of cookies, bodies of requests and answers",
    });
    files.push(("about.json".into(), format!("{about:#}\n").into_bytes()));
    files.sort();
    let manifest: String = files
        .iter()
        .map(|(name, bytes)| {
            let digest: String =
                Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            format!("{digest}  {name}\n")
        })
        .collect();
    files.push(("manifest.sha256".into(), manifest.into_bytes()));
    files
}
