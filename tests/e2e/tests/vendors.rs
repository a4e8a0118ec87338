//! What vendors are told beside the page's own tags of theirs.

use samtycke_e2e::{Browser, TAG, Visit, page};
use serde_json::json;

/// A page has Google's own snippet after our script. A built site queues the default of Consent Mode before it. A script that fetches
/// its declaration is later, and says so.
pub fn googles_default_comes_first_or_is_named(browser: Browser) {
    let visit = Visit::new(browser);
    if visit.is_built() {
        visit.site.edit_config(|config| {
            let services = config["services"].as_array_mut().expect("a list");
            services.push(json!({"preset": "google-consent-mode"}));
        });
    }
    let snippet = "<script>
        window.dataLayer = window.dataLayer || [];
        function gtag() { dataLayer.push(arguments) }
        gtag('js', new Date());
        gtag('config', 'G-1234567890');
        </script>";
    visit.go_to_page(&page(&format!("{TAG}{snippet}"), ""));
    visit.banner();
    visit.accept();
    visit.wait("dataLayer.some(item => item[0] === 'consent')");
    let first = visit.eval("[...dataLayer].map(item => [item[0], item[1]]).find(([name]) => name === 'consent' || name === 'config')");
    if visit.is_built() {
        assert_eq!(first, json!(["consent", "default"]));
        assert_eq!(visit.eval("dataLayer[0][2].analytics_storage"), "denied");
        return;
    }
    assert_eq!(first, json!(["config", "G-1234567890"]));
    visit.wait("heard.some(([name, problem]) => name === 'error' && problem.code === 'late')");
}
