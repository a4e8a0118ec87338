//! Which file of the root folder stands behind a path of the site.

use std::path::{Path, PathBuf};

/// A path's file and its content type, or `None` where no file may stand behind it.
///
/// `/` is `www/index.html` and `/cookies` is `www/cookies.html`; `/pkg/…`, the scripts that a page
/// may name and the second layers beside them are what the build made. Steps that are hidden, lead upwards or are
/// percent-encoded name no file.
pub(crate) fn find(root: &Path, path: &str) -> Option<(PathBuf, &'static str)> {
    let path = path.strip_prefix('/')?;
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"._-".contains(&b);
    let is_safe =
        |step: &str| !step.is_empty() && !step.starts_with('.') && step.bytes().all(plain);
    if !path.is_empty() && !path.split('/').all(is_safe) {
        return None;
    }
    let file = match path {
        "" => "www/index.html".into(),
        _ if path.starts_with("samtycke.") && path != "samtycke.json" => format!("pkg/{path}"),
        _ if path.starts_with("pkg/") => path.into(),
        _ if path.rsplit('/').next()?.contains('.') => format!("www/{path}"),
        _ => format!("www/{path}.html"),
    };
    let kind = content_type(&file);
    Some((root.join(file), kind))
}

fn content_type(file: &str) -> &'static str {
    match file.rsplit('.').next().unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "wasm" => "application/wasm",
        _ => "text/plain; charset=utf-8",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn file(path: &str) -> Option<String> {
        find(Path::new(""), path).map(|(file, _)| file.display().to_string())
    }

    #[test]
    fn pages_have_no_extension() {
        assert_eq!(file("/").as_deref(), Some("www/index.html"));
        assert_eq!(file("/cookies").as_deref(), Some("www/cookies.html"));
        assert_eq!(file("/kakor").as_deref(), Some("www/kakor.html"));
        assert_eq!(file("/site.css").as_deref(), Some("www/site.css"));
    }

    #[test]
    fn the_build_is_served_too() {
        assert_eq!(file("/samtycke.min.js").as_deref(), Some("pkg/samtycke.min.js"));
        assert_eq!(file("/samtycke.sv.json").as_deref(), Some("pkg/samtycke.sv.json"));
        assert_eq!(file("/samtycke.json").as_deref(), Some("www/samtycke.json"));
        assert_eq!(file("/pkg/snippets/a/b.js").as_deref(), Some("pkg/snippets/a/b.js"));
    }

    #[test]
    fn no_path_leads_out() {
        for path in [
            "/../a",
            "/pkg/../../a",
            "/%2e%2e/a",
            "/..%2fa",
            "//etc/a",
            "/.git/a",
            "/a\\b",
            "a",
            "/pkg/",
        ] {
            assert_eq!(file(path), None, "{path}");
        }
    }
}
