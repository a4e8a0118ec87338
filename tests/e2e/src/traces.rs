//! What a visit leaves: cookies and storage in the browser, and calls at third parties.

use std::thread;

use samtycke_demo::{Call, Vendor};
use serde_json::{Value, json};

use crate::cookie::{self, Choice};
use crate::visit::{SETTLE, Visit, found, poll};

impl Visit {
    /// The cookies that the page's host can see, as WebDriver lists them.
    #[track_caller]
    pub fn jar(&self) -> Vec<Value> {
        found(self.session().get("cookie")).as_array().cloned().unwrap_or_default()
    }

    /// Their names, in order.
    #[track_caller]
    pub fn cookie_names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            self.jar().iter().map(|cookie| cookie["name"].as_str().unwrap_or("").into()).collect();
        names.sort();
        names
    }

    /// The cookies with a name.
    #[track_caller]
    pub fn cookies(&self, name: &str) -> Vec<Value> {
        self.jar().into_iter().filter(|cookie| cookie["name"] == name).collect()
    }

    /// The value of the only cookie that holds a choice; `None` where there is none.
    #[track_caller]
    pub fn choice_text(&self) -> Option<String> {
        let cookies = self.cookies("samtycke");
        assert!(cookies.len() < 2, "{cookies:?}");
        Some(cookies.first()?["value"].as_str()?.into())
    }

    /// The stored choice.
    #[track_caller]
    pub fn choice(&self) -> Choice {
        let Some(value) = self.choice_text() else { panic!("no choice is stored") };
        found(cookie::read(&value).ok_or_else(|| format!("{value} is not as documented")))
    }

    /// Sets a cookie on the page's host.
    #[track_caller]
    pub fn set_cookie(&self, name: &str, value: &str) {
        if value.is_empty() {
            // WebKit's driver takes none for a value; browsers do.
            return self.run(&format!("document.cookie = '{name}=; path=/'"));
        }
        let cookie = json!({"name": name, "value": value, "path": "/"});
        found(self.session().post("cookie", json!({"cookie": cookie})));
    }

    /// Sets a cookie on the page's host as a server does that hides it from the page.
    #[track_caller]
    pub fn set_hidden_cookie(&self, name: &str, value: &str) {
        let cookie = json!({"name": name, "value": value, "path": "/", "httpOnly": true});
        found(self.session().post("cookie", json!({"cookie": cookie})));
    }

    /// The keys of a storage of the page's, in order.
    #[track_caller]
    pub fn keys(&self, storage: &str) -> Vec<String> {
        let keys = self.eval(&format!("Object.keys({storage}).sort()"));
        serde_json::from_value(keys).unwrap_or_default()
    }

    /// The third parties whose scripts were fetched, in the order of [`Vendor::STAND_INS`], each
    /// as often as it was.
    pub fn fetched(&self) -> Vec<Vendor> {
        let calls = self.site.calls();
        let mut fetched = Vec::new();
        for vendor in Vendor::STAND_INS {
            let is_script = |call: &&Call| call.vendor == vendor && is_script(&call.path);
            fetched.extend(calls.iter().filter(is_script).map(|_| vendor));
        }
        fetched
    }

    /// Waits until these scripts have been fetched, and a little longer for others.
    #[track_caller]
    pub fn expect_fetched(&self, vendors: &[Vendor]) {
        poll(|| (self.fetched().len() >= vendors.len()).then_some(()));
        thread::sleep(SETTLE);
        assert_eq!(self.fetched(), vendors, "whose scripts were fetched");
    }

    /// Waits for a call that fits.
    #[track_caller]
    pub fn expect_call(&self, vendor: Vendor, part: &str) -> Call {
        let fits = |call: &Call| call.vendor == vendor && call.path.contains(part);
        let call = poll(|| self.site.calls().into_iter().find(fits));
        found(call.ok_or_else(|| {
            format!("{vendor:?} got no call with {part}, but {:?}", self.site.calls())
        }))
    }

    /// Waits until the site itself has been asked for this; a busy machine takes its time to prerender.
    #[track_caller]
    pub fn expect_first_party_call(&self, part: &str) {
        let fits = |call: &Call| call.path.contains(part);
        let ask = || self.site.first_party_calls().iter().any(fits).then_some(());
        let came = (0..4).any(|_| poll(ask).is_some());
        assert!(came, "nobody asked the site for {part}");
    }

    /// No third party has been called, long after it could have been.
    #[track_caller]
    pub fn nobody_called(&self) {
        self.settle();
        assert_eq!(self.site.calls(), [], "what reached third parties");
    }
}

/// Whether a path is that of a third party's script.
fn is_script(path: &str) -> bool {
    ["/gtag/js", "/pd.js", "/ekr/snippet.js"].iter().any(|script| path.starts_with(script))
}
