//! Finds what is on the page of a visit: elements, the banner, the settings.

use fantoccini::Locator;
use fantoccini::elements::ElementRef;
use serde_json::Value;

use crate::element::Element;
use crate::session::command;
use crate::visit::{Visit, found, poll};

/// The element that holds all parts of the library.
pub const ROOT: &str = "samtycke-root";

/// The banner.
pub const BANNER: &str = "samtycke-root .samtycke-banner";

/// The layouts and positions that the banner can have.
pub const PLACES: [(&str, &str); 7] = [
    ("box", "bottom"),
    ("box", "top"),
    ("box", "center"),
    ("bar", "bottom"),
    ("bar", "top"),
    ("bar", "center"),
    ("dialog", "bottom"),
];

/// The settings.
pub const DIALOG: &str = "samtycke-root dialog.samtycke-settings";

/// What finds the first element that matches a selector inside the inspector's shadow root.
fn in_inspector(selector: &str) -> String {
    format!("document.querySelector('samtycke-inspector')?.shadowRoot.querySelector('{selector}')")
}

/// The button that the library shows where a page has none.
pub const REOPEN: &str = "samtycke-root .samtycke-reopen";

/// Orders what matches the first argument by whether it says the second.
const LIKELY_FIRST: &str = "
    const [selector, name] = arguments
    const says = (one) => [one, ...(one.labels ?? [])]
        .some((part) => `${part.textContent} ${part.getAttribute('aria-label')}`.includes(name))
    return [...document.querySelectorAll(selector)].sort((one, other) => says(other) - says(one))";

impl Visit {
    fn element(&self, node: fantoccini::elements::Element) -> Element<'_> {
        Element { visit: self, node }
    }

    /// All elements that match a selector.
    #[track_caller]
    pub fn all(&self, selector: &str) -> Vec<Element<'_>> {
        let nodes = found(command(self.session().client.find_all(Locator::Css(selector))));
        nodes.into_iter().map(|node| self.element(node)).collect()
    }

    /// Waits for the first element that matches a selector.
    #[track_caller]
    pub fn find(&self, selector: &str) -> Element<'_> {
        let node = poll(|| command(self.session().client.find(Locator::Css(selector))).ok());
        match node {
            Some(node) => self.element(node),
            None => panic!("nothing on the page matches {selector}"),
        }
    }

    /// The element that has the focus.
    #[track_caller]
    pub fn focused(&self) -> Element<'_> {
        // WebKit's own command gives an element that no other command knows, inside a frame.
        let script = "return document.activeElement";
        self.referred(&found(command(self.session().client.execute(script, vec![]))))
    }

    /// Waits for the first element that matches a selector inside the inspector.
    #[track_caller]
    pub fn inspector(&self, selector: &str) -> Element<'_> {
        let it = in_inspector(selector);
        self.wait(&it);
        let client = &self.session().client;
        let node = found(command(client.execute(&format!("return {it}"), vec![])));
        let id = node.as_object().and_then(|keys| keys.values().next()?.as_str());
        let id = ElementRef::from(id.unwrap_or_default().to_owned());
        self.element(fantoccini::elements::Element::from_element_id(client.clone(), id))
    }

    /// Waits until the text of an element inside the inspector contains some words.
    #[track_caller]
    pub fn inspector_says(&self, selector: &str, words: &str) {
        self.wait(&format!("{}?.textContent.includes('{words}')", in_inspector(selector)));
    }

    /// Waits for the banner.
    #[track_caller]
    pub fn banner(&self) -> Element<'_> {
        self.find(BANNER)
    }

    /// Waits for the settings.
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

    /// Waits until the banner is gone.
    #[track_caller]
    pub fn no_banner(&self) {
        self.wait(&format!("!document.querySelector('{BANNER}')"));
    }

    /// Waits until the settings are gone.
    #[track_caller]
    pub fn no_dialog(&self) {
        self.wait(&format!("!document.querySelector('{DIALOG}')"));
    }

    /// Waits for an element inside `scope` with this role and name in the accessibility tree.
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
            for element in self.likely_first(&format!("{scope} {tag}"), name) {
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

    /// All elements that match a selector, those first whose text or label holds the name: the driver is
    /// asked for the role and the name of one element at a time.
    #[track_caller]
    fn likely_first(&self, selector: &str, name: &str) -> Vec<Element<'_>> {
        let arguments = vec![selector.into(), name.into()];
        let elements = found(command(self.session().client.execute(LIKELY_FIRST, arguments)));
        let elements = elements.as_array().cloned().unwrap_or_default();
        elements.iter().map(|reference| self.referred(reference)).collect()
    }

    /// The element that a script has returned.
    fn referred(&self, reference: &Value) -> Element<'_> {
        let id = reference.as_object().and_then(|keys| keys.values().next()?.as_str());
        let id = ElementRef::from(id.unwrap_or_default().to_owned());
        let client = self.session().client.clone();
        self.element(fantoccini::elements::Element::from_element_id(client, id))
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

    /// A switch of the settings, by its name.
    #[track_caller]
    pub fn switch(&self, name: &str) -> Element<'_> {
        self.named(DIALOG, "switch", name)
    }

    /// Shows the services of all categories in the open settings.
    #[track_caller]
    pub fn unfold(&self) {
        // The settings part has to be fetched first.
        self.dialog();
        for summary in self.all(&format!("{DIALOG} summary")) {
            // Else it may lie under the buttons at the foot.
            summary.eval("it.scrollIntoView({block: 'center'})");
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

    /// Accepts everything in the banner.
    #[track_caller]
    pub fn accept(&self) {
        self.banner_button("Accept all").click();
        self.no_banner();
    }

    /// Rejects everything in the banner.
    #[track_caller]
    pub fn refuse(&self) {
        self.banner_button("Reject all").click();
        self.no_banner();
    }

    /// Reloads the page with a withdrawal by code.
    #[track_caller]
    pub fn withdraw_and_reload(&self) {
        self.reloading(|| self.run("setTimeout(() => samtycke.withdraw())"));
    }
}
