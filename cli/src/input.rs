//! Where a declaration comes from.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use samtycke_config::Page;

/// The names that a declaration without a given path is looked for under.
const USUAL: [&str; 3] = ["samtycke.json", "public/samtycke.json", "www/samtycke.json"];

/// The text of a declaration.
pub struct Input {
    /// The name in messages.
    pub name: String,
    /// The text.
    pub text: String,
}

/// Reads a file, standard input (`-`), or where no path is given, the first usual name that is there.
///
/// # Errors
/// There is no such file, or it is not UTF-8. The message says what to do.
pub fn read(path: Option<&Path>) -> Result<Input, String> {
    if path == Some(Path::new("-")) {
        let mut text = String::new();
        let read = std::io::stdin().read_to_string(&mut text);
        read.map_err(|error| format!("standard input cannot be read: {error}."))?;
        return Ok(Input { name: "-".into(), text });
    }
    let usual = || USUAL.iter().map(PathBuf::from).find(|path| path.is_file());
    let path = path.map(PathBuf::from).or_else(usual).ok_or_else(|| {
        format!("there is no {} here. Name the file: samtycke check path/to/site.json", USUAL[0])
    })?;
    let name = path.display().to_string();
    let bytes = fs::read(&path).map_err(|error| format!("{name} cannot be read: {error}."))?;
    let text =
        String::from_utf8(bytes).map_err(|_| format!("{name} is not UTF-8. Save it as UTF-8."))?;
    Ok(Input { name, text })
}

/// The page that a declaration is for: of a site's address, or any page over https.
///
/// # Errors
/// The address has no host, or is neither http nor https.
pub fn page(site: Option<&str>) -> Result<Page<'_>, String> {
    let Some(site) = site else {
        return Ok(Page { origin: "https://", host: "", secure: true });
    };
    let rest = site.strip_prefix("https://").or_else(|| site.strip_prefix("http://"));
    let authority = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    let host = authority.split(':').next().unwrap_or_default();
    if host.is_empty() {
        return Err(format!("\"{site}\" is no site. Write it as https://www.example.com"));
    }
    let origin = &site[..site.len() - rest.map_or(0, str::len) + authority.len()];
    Ok(Page { origin, host, secure: site.starts_with("https:") })
}
