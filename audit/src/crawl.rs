//! Finds pages of the site: those of its sitemap, then those that its pages link to. Politely: what `robots.txt`
//! keeps from programs stays unopened, no form is sent, no link that ends a session is followed, and time passes
//! between two pages.

use std::collections::VecDeque;
use std::thread;

use serde_json::json;
use texting_robots::Robot;
use url::Url;

use crate::archive::Exchange;
use crate::client::Client;
use crate::drive::PATIENCE;
use crate::options::Options;
use crate::tab::Tab;

/// What answers of the search are kept under.
const STATE: &str = "pages";

/// How `robots.txt` may name the audit.
const AGENT: &str = "samtycke";

/// How many sitemaps of an index are read.
const SITEMAPS: usize = 5;

/// What ends a session, or changes something.
const ENDS: [&str; 12] = [
    "logout",
    "log-out",
    "signout",
    "sign-out",
    "logoff",
    "loggaut",
    "logga-ut",
    "abmelden",
    "deconnexion",
    "unsubscribe",
    "delete",
    "remove",
];

/// What is no page.
const FILES: [&str; 18] = [
    "pdf", "zip", "gz", "jpg", "jpeg", "png", "gif", "svg", "webp", "mp4", "mp3", "ics", "csv",
    "xml", "json", "js", "css", "docx",
];

/// Pages of the site beside the entry page and those that are named, as many as are asked for.
///
/// # Errors
/// The entry page does not open.
pub(crate) fn pages(
    client: &Client,
    options: &Options,
    tell: &(dyn Fn(&str) + Sync),
) -> Result<(Vec<String>, Vec<Exchange>), String> {
    let entry = Url::parse(&options.url).map_err(|error| error.to_string())?;
    let mut tab = Tab::open(client, options, STATE, None)?;
    // For our own reading of the sitemap: no page is judged here.
    tab.page_command("Page.setBypassCSP", json!({"enabled": true}))?;
    tell("Looking for pages: entry page");
    tab.go(Some(&options.url), PATIENCE)?;
    let robots = text_of(&mut tab, entry.join("/robots.txt").ok()).unwrap_or_default();
    let robot = Robot::new(AGENT, robots.as_bytes()).ok();
    let mut found = Found { robot, known: vec![plain(&entry)], pages: Vec::new() };
    found
        .known
        .extend(options.pages.iter().filter_map(|one| Url::parse(one).ok()).map(|url| plain(&url)));
    let most = options.max_pages.saturating_sub(1 + options.pages.len());
    let mut sitemaps: Vec<String> =
        found.robot.iter().flat_map(|robot| robot.sitemaps.clone()).collect();
    if sitemaps.is_empty() {
        sitemaps.extend(entry.join("/sitemap.xml").map(String::from));
    }
    for address in sitemaps.iter().take(SITEMAPS) {
        let mut inner: Vec<String> = locations(&mut tab, &entry, address);
        let maps: Vec<String> = inner.iter().filter(|one| one.ends_with(".xml")).cloned().collect();
        for map in maps.iter().take(SITEMAPS) {
            inner.extend(locations(&mut tab, &entry, map));
        }
        inner.iter().for_each(|one| found.add(&entry, one));
    }
    let mut next = VecDeque::from([options.url.clone()]);
    next.extend(found.pages.iter().cloned());
    let mut opened = 0;
    while found.pages.len() < most && opened < options.max_pages {
        let Some(page) = next.pop_front() else { break };
        if opened > 0 {
            thread::sleep(options.delay);
            tell(&format!("Looking for pages: {page}"));
            if tab.go(Some(&page), PATIENCE).is_err() {
                continue;
            }
        }
        opened += 1;
        let links = tab.evaluate(
            "[...document.querySelectorAll('a[href]:not([download])')].map(one => one.href)",
        )?;
        for link in links.as_array().into_iter().flatten().filter_map(|one| one.as_str()) {
            let before = found.pages.len();
            found.add(&entry, link);
            next.extend(found.pages[before..].iter().cloned());
        }
    }
    found.pages.truncate(most);
    Ok((found.pages, tab.exchanges(STATE)))
}

/// What was found until now.
struct Found {
    robot: Option<Robot>,
    /// Addresses that were met, without query and fragment.
    known: Vec<String>,
    pages: Vec<String>,
}

impl Found {
    /// Takes an address in if it is a page of the site that may be opened.
    fn add(&mut self, entry: &Url, address: &str) {
        let Ok(url) = entry.join(address) else { return };
        let is_allowed = self.robot.as_ref().is_none_or(|robot| robot.allowed(url.as_str()));
        if !is_page(entry, &url) || !is_allowed || self.known.contains(&plain(&url)) {
            return;
        }
        self.known.push(plain(&url));
        self.pages.push(url.to_string());
    }
}

/// An address without query and fragment: pages that differ in these alone are one.
fn plain(url: &Url) -> String {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    url.to_string()
}

/// Whether an address is a page of the same origin, and opening it changes nothing.
fn is_page(entry: &Url, url: &Url) -> bool {
    let path = url.path().to_lowercase();
    let ending =
        path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending);
    let whole = format!("{path}?{}", url.query().unwrap_or_default().to_lowercase());
    url.origin() == entry.origin()
        && !ending.is_some_and(|ending| FILES.contains(&ending))
        && !ENDS.iter().any(|word| whole.contains(word))
}

/// What is at an address of the site; nothing where there is nothing.
fn text_of(tab: &mut Tab, url: Option<Url>) -> Option<String> {
    let address = json!(url?.as_str());
    let read = format!("fetch({address}).then((one) => one.ok ? one.text() : '', () => '')");
    tab.evaluate(&read).ok()?.as_str().map(String::from)
}

/// The addresses that a sitemap of the site has.
fn locations(tab: &mut Tab, entry: &Url, address: &str) -> Vec<String> {
    let url = entry.join(address).ok().filter(|url| url.origin() == entry.origin());
    let Some(text) = text_of(tab, url) else { return Vec::new() };
    let parsed = format!(
        "[...new DOMParser().parseFromString({}, 'text/xml').querySelectorAll('loc')].map(one => one.textContent.trim())",
        json!(text)
    );
    let found = tab.evaluate(&parsed).unwrap_or_default();
    found
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|one| one.as_str())
        .map(String::from)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn page(address: &str, expected: bool) {
        let entry = Url::parse("https://shop.example/start").unwrap();
        assert_eq!(is_page(&entry, &entry.join(address).unwrap()), expected, "{address}");
    }

    #[test]
    fn pages_are_of_the_site_and_harmless() {
        page("/about", true);
        page("/v1.2/guide", true);
        page("https://other.example/about", false);
        page("/terms.pdf", false);
        page("/account/logout", false);
        page("/cart?do=remove&item=1", false);
        page("mailto:a@shop.example", false);
    }

    #[test]
    fn what_robots_may_not_open_stays_shut() {
        let robot = Robot::new(AGENT, b"User-agent: *\nDisallow: /private").ok();
        let entry = Url::parse("https://shop.example/").unwrap();
        let mut found = Found { robot, known: vec![plain(&entry)], pages: Vec::new() };
        for address in ["/private/a", "/open", "/open?again", "/#top"] {
            found.add(&entry, address);
        }
        assert_eq!(found.pages, ["https://shop.example/open"]);
    }
}
