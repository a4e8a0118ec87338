//! A Chromium that has no windows, on systems that have one: it takes a third of the time. Some tests of
//! `program.rs` use the browser that an audit finds by itself.

use std::env;
use std::path::PathBuf;

/// Where it is; `None` leaves the choice to the audit.
pub fn browser() -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders)
        .map(|one| one.join("chromium-headless-shell"))
        .find(|one| one.is_file())
}
