//! Where a declaration comes from.

use samtycke_config::Page;

use crate::System;

/// The names that a declaration without a given path is looked for under.
const USUAL: [&str; 3] = ["samtycke.json", "public/samtycke.json", "www/samtycke.json"];

/// The text of a declaration.
pub struct Input {
    /// The name in messages.
    pub name: String,
    /// The text.
    pub text: String,
}

impl Input {
    /// The name that people read.
    pub fn shown(&self) -> &str {
        if self.name == "-" { "standard input" } else { &self.name }
    }

    /// Whether it was read from this file.
    pub fn is_from(&self, path: &str, system: &dyn System) -> bool {
        self.name != "-" && system.real(&self.name) == system.real(path)
    }
}

/// Reads a file, standard input (`-`), or where no path is given, the first usual name that is there.
///
/// # Errors
/// There is no such file, or it is not UTF-8. The message says what to do.
pub fn read(path: Option<&str>, system: &dyn System) -> Result<Input, String> {
    let usual = || USUAL.into_iter().find(|path| system.is_file(path));
    let path = path.or_else(usual).ok_or_else(|| {
        format!(
            "there is no {} here. `samtycke init` writes one; name one that is elsewhere behind the command.",
            USUAL[0]
        )
    })?;
    let (name, bytes) = match path {
        "-" => ("standard input", system.read_input()),
        path => (path, system.read(path)),
    };
    let bytes = bytes.map_err(|error| format!("{name} cannot be read: {error}."))?;
    let text =
        String::from_utf8(bytes).map_err(|_| format!("{name} is not UTF-8. Save it as UTF-8."))?;
    Ok(Input { name: path.into(), text })
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
