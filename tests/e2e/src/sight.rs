//! What is on the page of a visit: elements, the banner, the settings.

use serde_json::json;

use crate::element::Element;
use crate::visit::{Visit, found, poll};

/// The banner, with its role.
const BANNER: &str = "#samtycke .samtycke-banner .samtycke-box";

/// The settings.
const DIALOG: &str = "#samtycke dialog.samtycke-settings";

impl Visit {
    /// All elements that fit a selector.
    #[track_caller]
    pub fn all(&self, selector: &str) -> Vec<Element<'_>> {
        let body = json!({"using": "css selector", "value": selector});
        let list = found(self.session().post("elements", body));
        let list = list.as_array().cloned().unwrap_or_default();
        list.into_iter().map(|reference| Element { visit: self, reference }).collect()
    }

    /// The first element that fits a selector, once there is one.
    #[track_caller]
    pub fn find(&self, selector: &str) -> Element<'_> {
        let element = poll(|| {
            let body = json!({"using": "css selector", "value": selector});
            self.session().post("element", body).ok()
        });
        match element {
            Some(reference) => Element { visit: self, reference },
            None => panic!("nothing on the page fits {selector}"),
        }
    }

    /// What has the focus.
    #[track_caller]
    pub fn focused(&self) -> Element<'_> {
        Element { visit: self, reference: found(self.session().get("element/active")) }
    }

    /// The banner, once it is there.
    #[track_caller]
    pub fn banner(&self) -> Element<'_> {
        self.find(BANNER)
    }

    /// The settings, once they are there.
    #[track_caller]
    pub fn dialog(&self) -> Element<'_> {
        self.find(DIALOG)
    }

    /// Whether the banner is on the page.
    #[track_caller]
    pub fn has_banner(&self) -> bool {
        !self.all(BANNER).is_empty()
    }

    /// Whether the settings are on the page.
    #[track_caller]
    pub fn has_dialog(&self) -> bool {
        !self.all(DIALOG).is_empty()
    }

    /// Waits until the banner has gone.
    #[track_caller]
    pub fn no_banner(&self) {
        self.wait(&format!("!document.querySelector('{BANNER}')"));
    }

    /// Waits until the settings have gone.
    #[track_caller]
    pub fn no_dialog(&self) {
        self.wait(&format!("!document.querySelector('{DIALOG}')"));
    }

    /// What stands inside `scope` with this role and name in the accessibility tree.
    #[track_caller]
    pub fn named(&self, scope: &str, role: &str, name: &str) -> Element<'_> {
        let tag = match role {
            "switch" => "input",
            "link" => "a",
            tag => tag,
        };
        let mut seen = Vec::new();
        let element = poll(|| {
            seen.clear();
            for element in self.all(&format!("{scope} {tag}")) {
                let is = (element.role(), element.name());
                if is == (role.into(), name.into()) {
                    return Some(element);
                }
                seen.push(is);
            }
            None
        });
        found(element.ok_or_else(|| format!("no {role} \"{name}\" in {scope}, but {seen:?}")))
    }

    /// A button of the banner.
    #[track_caller]
    pub fn banner_button(&self, name: &str) -> Element<'_> {
        self.named(BANNER, "button", name)
    }

    /// A button of the settings.
    #[track_caller]
    pub fn dialog_button(&self, name: &str) -> Element<'_> {
        self.named(DIALOG, "button", name)
    }

    /// A switch of the settings, by what it is called.
    #[track_caller]
    pub fn switch(&self, name: &str) -> Element<'_> {
        self.named(DIALOG, "switch", name)
    }

    /// Shows the services of all categories in the open settings.
    #[track_caller]
    pub fn unfold(&self) {
        // The settings come once their part has been fetched.
        self.dialog();
        for summary in self.all(&format!("{DIALOG} summary")) {
            summary.click();
            // A section that filled above it may have moved it away from under the click.
            if summary.eval("it.parentElement.open") == false {
                summary.click();
            }
        }
    }

    /// Opens the settings with the button at the end of the page.
    #[track_caller]
    pub fn open_settings(&self) {
        self.find("footer [data-samtycke-click=\"settings\"]").click();
        self.dialog();
    }

    /// Says yes to everything, in the banner.
    #[track_caller]
    pub fn accept(&self) {
        self.banner_button("Accept all").click();
        self.no_banner();
    }

    /// Says no to everything, in the banner.
    #[track_caller]
    pub fn refuse(&self) {
        self.banner_button("Reject all").click();
        self.no_banner();
    }
}
