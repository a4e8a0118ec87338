//! Tools that refuse for visitors or hide the banner: extensions, and autoconsent on a page with a host
//! of our own.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::page::{TAG, page};
use crate::visit::{Visit, found, poll};

/// An extension that a browser is opened with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extension {
    /// DuckDuckGo's autoconsent, as its package ships it.
    Autoconsent,
    /// A filter list that hides the banner.
    FilterList,
}

impl Extension {
    /// The folder of its manifest.
    pub(crate) fn folder(self, browser: Browser) -> PathBuf {
        match self {
            Extension::Autoconsent => package("@duckduckgo/autoconsent/dist").join(match browser {
                Browser::Chromium => "addon-mv3",
                Browser::Firefox | Browser::WebKit => "addon-firefox",
            }),
            Extension::FilterList => Path::new(env!("CARGO_MANIFEST_DIR")).join("filter-list"),
        }
    }
}

/// Which build of autoconsent runs on a page, and by what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Its heuristics, without rules.
    Heuristics,
    /// A rule of its own format, without heuristics.
    Rules,
    /// A rule of Consent-O-Matic's, whose engine its older versions held.
    ConsentOMatic,
}

impl Visit {
    /// Goes to a page in a language with autoconsent on it, which carries out `action` (`optOut` or
    /// `optIn`) with these rules. The page keeps its messages in `told`, and the clicks in `clicks`.
    #[track_caller]
    pub fn go_with(&self, engine: Engine, language: &str, action: &str, rules: &Value) {
        let source = package(match engine {
            Engine::ConsentOMatic => "consent-o-matic-engine/dist/autoconsent.esm.js",
            _ => "@duckduckgo/autoconsent/dist/autoconsent.esm.js",
        });
        let source = found(std::fs::read(&source).map_err(|error| {
            format!("{} cannot be read ({error}). Run `make test`.", source.display())
        }));
        self.site.replace("/tool.js", "text/javascript", 200, source);
        let mode = if engine == Engine::Heuristics { "reject" } else { "off" };
        let config = json!({"autoAction": action, "heuristicMode": mode, "isMainWorld": true});
        // The extension's background answers the greeting, and asks for a self-test.
        let host = format!(
            "<script type=\"module\">
            import AutoConsent from '/tool.js';
            const tell = message => setTimeout(() => tool.receiveMessageCallback(message));
            const hear = async message => {{
              told.push(structuredClone(message));
              if (message.type == 'init') tell({{type: 'initResp', config: {config}, rules: {rules}}});
              if (message.type == 'autoconsentDone') tell({{type: 'selfTest'}});
            }};
            const tool = new AutoConsent(hear);
            </script>"
        );
        self.go_counting(language, &host);
    }

    /// Goes to a page in a language that records clicks in `clicks`.
    #[track_caller]
    pub fn go_counting(&self, language: &str, head: &str) {
        let count = "<script>
            window.told = [];
            window.clicks = [];
            addEventListener('click', ({target}) => clicks.push(target.dataset.samtyckeClick), true);
            </script>";
        let html = page(&format!("{count}{TAG}{head}"), "<p style=\"height: 300vh\">Long</p>");
        self.go_to_page(&html.replace("lang=\"en\"", &format!("lang=\"{language}\"")));
    }

    /// Waits for a message of autoconsent of this kind.
    #[track_caller]
    pub fn events_of(&self, kind: &str) -> Value {
        let said = format!("told.find(message => message.type == '{kind}')");
        self.wait(&said);
        self.eval(&said)
    }

    /// Deletes the stored choice.
    #[track_caller]
    pub fn forget_choice(&self) {
        self.run("document.cookie = 'samtycke=; path=/; max-age=0'");
        // The driver may learn of it later than the page.
        assert!(poll(|| self.choice_text().is_none().then_some(())).is_some());
    }
}

/// A path in the packages that scripts/setup-test installs; `scripts/with` says where they are.
fn package(path: &str) -> PathBuf {
    let folder = std::env::var_os("NODE_PATH");
    PathBuf::from(folder.expect("NODE_PATH is set by `scripts/with host`")).join(path)
}
