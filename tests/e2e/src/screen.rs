//! The screen of a visit: pictures of it, and small ones.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::browser::Browser;
use crate::session::command;
use crate::visit::{Visit, found};

/// Where pictures go.
const SCREENS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/screens");

impl Visit {
    /// Shows the page as it is printed, in Chromium.
    #[track_caller]
    pub fn print(&self) {
        found(self.session().devtools("Emulation.setEmulatedMedia", json!({"media": "print"})));
    }

    /// Keeps a picture of the page in `target/screens/` for people to look at; none of WebKit, whose
    /// driver never answers when it is asked for one.
    #[track_caller]
    pub fn picture(&self, name: &str) {
        if self.browser() == Browser::WebKit {
            return;
        }
        let png = found(command(self.session().client.screenshot()));
        assert!(png.starts_with(b"\x89PNG"), "a picture is a PNG");
        let file = Path::new(SCREENS).join(format!("{name}-{}.png", self.browser().name()));
        let written = fs::create_dir_all(SCREENS).and_then(|()| fs::write(&file, png));
        found(written.map_err(|error| format!("{}: {error}", file.display())));
    }

    /// Goes to a page of the site on a screen of this size, in CSS pixels, and stays inside.
    ///
    /// No browser makes a window that small. A frame can be, and is the screen to the page in it.
    #[track_caller]
    pub fn go_small(&self, path: &str, width: u32, height: u32) {
        let html = format!(
            "<!doctype html><html lang=\"en\"><title>A screen</title><body style=\"margin: 0\">
            <iframe title=\"screen\" src=\"{path}\" width=\"{width}\" height=\"{height}\" style=\"border: 0\"></iframe>"
        );
        self.site.replace("/screen", "text/html; charset=utf-8", 200, html);
        self.go("/screen");
        self.enter(&self.find("iframe"));
    }
}
