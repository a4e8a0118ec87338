//! What a visit leaves: cookies and storage in the browser, and calls at third parties.

use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use fantoccini::cookies::Cookie;
use samtycke_demo::{Call, Vendor};
use serde_json::{Value, json};

use crate::cookie::{self, Choice};
use crate::session::command;
use crate::visit::{SETTLE, Visit, found, poll};

/// The length of a day in seconds.
pub const DAY: u64 = 86_400;

/// Whole seconds since 1970.
pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs())
}

impl Visit {
    /// The cookies that the page's host can see, as WebDriver lists them.
    #[track_caller]
    pub fn jar(&self) -> Vec<Cookie<'static>> {
        found(command(self.session().client.get_all_cookies()))
    }

    /// Their names, in order.
    #[track_caller]
    pub fn cookie_names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.jar().iter().map(|one| one.name().into()).collect();
        names.sort();
        names
    }

    /// The cookies with a name.
    #[track_caller]
    pub fn cookies(&self, name: &str) -> Vec<Cookie<'static>> {
        self.jar().into_iter().filter(|cookie| cookie.name() == name).collect()
    }

    /// The value of the only cookie that holds a choice; `None` where there is none.
    #[track_caller]
    pub fn choice_text(&self) -> Option<String> {
        let cookies = self.cookies("samtycke");
        assert!(cookies.len() < 2, "{cookies:?}");
        cookies.first().map(|cookie| cookie.value().into())
    }

    /// The stored choice.
    #[track_caller]
    pub fn choice(&self) -> Choice {
        let Some(value) = self.choice_text() else { panic!("no choice is stored") };
        found(cookie::read(&value).ok_or_else(|| format!("{value} is not as documented")))
    }

    /// A choice under the site's declaration, this many seconds old, which grants `granted` (`_` for a
    /// refusal).
    pub fn made_choice(&self, how: &str, granted: &str, age: i64) -> Choice {
        let config = self.site.config();
        let time = now().saturating_add_signed(-age);
        let is_refusal = how == "none";
        Choice {
            version: config["version"].as_u64().unwrap_or(0) as u32,
            time: if is_refusal { time / DAY * DAY } else { time },
            id: if is_refusal { "_" } else { cookie::ID }.into(),
            how: how.into(),
            asked: cookie::asked(&config),
            granted: granted.into(),
            services: String::new(),
        }
    }

    /// Stores a choice as if the visitor had made it some seconds ago, and returns the cookie's value.
    #[track_caller]
    pub fn store_choice(&self, how: &str, granted: &str, age: i64) -> String {
        let value = self.made_choice(how, granted, age).value();
        self.go("/nothing");
        self.set_cookie("samtycke", &value);
        value
    }

    /// Sets a cookie on the page's host.
    #[track_caller]
    pub fn set_cookie(&self, name: &str, value: &str) {
        if value.is_empty() {
            // WebKit's driver takes no empty value; browsers do.
            return self.run(&format!("document.cookie = '{name}=; path=/'"));
        }
        self.add_cookie(json!({"name": name, "value": value, "path": "/"}));
    }

    /// Sets a cookie that is hidden from the page, as a server does.
    #[track_caller]
    pub fn set_hidden_cookie(&self, name: &str, value: &str) {
        self.add_cookie(json!({"name": name, "value": value, "path": "/", "httpOnly": true}));
    }

    // The client's own call names a domain of `null`, which Chromium's driver refuses.
    #[track_caller]
    fn add_cookie(&self, cookie: Value) {
        found(self.session().post("cookie", json!({"cookie": cookie})));
    }

    /// The keys of a storage of the page's, in order.
    #[track_caller]
    pub fn keys(&self, storage: &str) -> Vec<String> {
        let keys = self.eval(&format!("Object.keys({storage}).sort()"));
        serde_json::from_value(keys).unwrap_or_default()
    }

    /// The third parties whose scripts were fetched, in the order of [`Vendor::STAND_INS`], one entry a
    /// fetch.
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

    /// Waits for a call at a third party whose path contains this.
    #[track_caller]
    pub fn expect_call(&self, vendor: Vendor, part: &str) -> Call {
        let fits = |call: &Call| call.vendor == vendor && call.path.contains(part);
        let call = poll(|| self.site.calls().into_iter().find(fits));
        found(call.ok_or_else(|| {
            format!("{vendor:?} got no call with {part}, but {:?}", self.site.calls())
        }))
    }

    /// Waits until the site's own server is asked for a path.
    #[track_caller]
    pub fn expect_own_call(&self, path: &str) {
        let asked = || self.site.first_party_calls().into_iter().find(|call| call.path == path);
        found(poll(asked).ok_or_else(|| format!("nobody asked for {path}")));
    }

    /// How often a third party was asked for a path that contains this.
    pub fn count_calls(&self, part: &str) -> usize {
        self.site.calls().iter().filter(|call| call.path.contains(part)).count()
    }

    /// Waits until the site itself has been asked for this; a busy machine takes its time to prerender.
    #[track_caller]
    pub fn expect_first_party_call(&self, part: &str) {
        let fits = |call: &Call| call.path.contains(part);
        let ask = || self.site.first_party_calls().iter().any(fits).then_some(());
        let came = (0..4).any(|_| poll(ask).is_some());
        assert!(came, "nobody asked the site for {part}");
    }

    /// The address of a path at a third party.
    pub fn third(&self, path: &str) -> String {
        format!("http://{}{path}", self.site.stand_ins()[0].1)
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
