//! The site in a frame of another site, where browsers keep its storage apart or deny it.

use samtycke_e2e::Vendor::{Google, Pardot, PardotGo, Zendesk};
use samtycke_e2e::{Browser, Setup, TAG, Visit, page};
use serde_json::json;

use crate::trouble::{WORKS, told};

pub fn in_a_frame_of_another_site_nothing_is_granted_and_nothing_is_lost(browser: Browser) {
    let visit = Visit::with(browser, Setup { isolates_sites: true, ..Setup::PLAIN });
    // No HTML, so that it is under no policy itself: others decide whom a site's pages frame.
    let framing = format!(
        "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>Another site</title></head><body>\
         <iframe src=\"{}\" width=\"900\" height=\"700\"></iframe></body></html>",
        visit.site.url("/page")
    );
    visit.site.replace("/framing", "application/xhtml+xml", 200, framing);
    visit.go_to_page(&page(TAG, WORKS));
    visit.accept();
    visit.expect_fetched(&[Google, Pardot, PardotGo, Zendesk]);
    let yes = visit.choice_text();
    visit.settle();
    visit.site.clear_calls();

    // Neither the choice nor its receipt is there.
    visit.go_to(&visit.site.loopback_url("/framing"));
    visit.enter(&visit.find("iframe"));
    visit.banner();
    assert_eq!(visit.eval("[samtycke.has('analytics'), samtycke.receipts()]"), json!([false, []]));
    visit.nobody_called();
    // A yes is not kept, so it is not in effect: our cookie is `SameSite=Lax`.
    visit.find("samtycke-root [data-samtycke-click=accept]").click();
    told(&visit, "cookie", "cookie");
    assert_eq!(visit.eval("[samtycke.has('analytics'), works]"), json!([false, true]));
    visit.nobody_called();

    visit.go("/page");
    visit.ready();
    assert!(!visit.has_banner());
    assert_eq!(visit.choice_text(), yes);
    visit.expect_fetched(&[Google, Pardot, PardotGo, Zendesk]);
}

/// A frame within a frame of the site: the page around asks, once.
pub fn a_frame_below_a_frame_of_the_site_asks_nobody(browser: Browser) {
    let visit = Visit::with(browser, Setup { isolates_sites: true, ..Setup::PLAIN });
    visit.site.replace("/inner", "text/html", 200, page(TAG, "<p>Inside</p>"));
    let middle =
        page(TAG, "<iframe id=\"inner\" src=\"/inner\" width=\"400\" height=\"300\"></iframe>");
    visit.site.replace("/middle", "text/html", 200, middle);
    let outer = "<!doctype html><html lang=\"en\"><title>Around</title><iframe id=\"middle\" src=\"/middle\" width=\"900\" height=\"700\"></iframe>";
    visit.site.replace("/outer", "text/html", 200, outer);
    visit.go_to(&visit.site.url("/outer"));
    visit.enter(&visit.find("#middle"));
    visit.banner();
    visit.enter(&visit.find("#inner"));
    visit.wait("window.samtycke?.consent().version");
    visit.settle();
    assert!(!visit.has_banner());
}
