//! The browsers, and how a session of each is set up.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use crate::refuser::Extension;

/// A browser that every test runs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Chromium, or Chrome.
    Chromium,
    /// Firefox.
    Firefox,
    /// WebKit, Safari's engine, in the small browser that comes with WebKitGTK.
    WebKit,
}

/// Variables of an environment, with their values.
pub(crate) type Environment = Vec<(&'static str, String)>;

/// The settings of a visitor's browser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Setup {
    /// Do Not Track is on.
    pub do_not_track: bool,
    /// Global Privacy Control is on.
    pub global_privacy_control: bool,
    /// The browser takes no cookies.
    pub no_cookies: bool,
    /// WebAssembly is switched off.
    pub no_webassembly: bool,
    /// The system is dark.
    pub dark: bool,
    /// The system forces its colours on every page.
    pub forced_colors: bool,
    /// The system asks for reduced motion.
    pub reduced_motion: bool,
    /// The system's text is twice as large.
    pub large_text: bool,
    /// Opening a page waits for the end of parsing only, not for what the page loads.
    pub impatient: bool,
    /// Pages of the history are kept whole, as by every browser that people use.
    pub keeps_history: bool,
    /// Frames of other sites have processes of their own.
    pub isolates_sites: bool,
    /// An extension is installed.
    pub extension: Option<Extension>,
}

impl Setup {
    /// A browser with its default settings.
    pub const PLAIN: Setup = Setup {
        do_not_track: false,
        global_privacy_control: false,
        no_cookies: false,
        no_webassembly: false,
        dark: false,
        forced_colors: false,
        reduced_motion: false,
        large_text: false,
        impatient: false,
        keeps_history: false,
        isolates_sites: false,
        extension: None,
    };

    /// Whether a browser with the other settings can take these as it runs.
    pub(crate) fn can_follow(self, other: Setup) -> bool {
        let Setup { impatient, isolates_sites, extension, .. } = self;
        let fixed = (impatient, isolates_sites, extension);
        extension.is_none() && fixed == (other.impatient, other.isolates_sites, other.extension)
    }
}

impl Browser {
    /// All of them, in the order they run in.
    pub const ALL: [Browser; 3] = [Browser::Chromium, Browser::Firefox, Browser::WebKit];

    /// The browsers in `BROWSERS`, in the order they run in; without it, all.
    pub(crate) fn wanted() -> Result<Vec<Browser>, String> {
        Browser::named(&std::env::var("BROWSERS").unwrap_or_default())
    }

    fn named(list: &str) -> Result<Vec<Browser>, String> {
        if list.trim().is_empty() {
            return Ok(Browser::ALL.to_vec());
        }
        let names: Vec<&str> = list.split(',').map(str::trim).collect();
        let known = Browser::ALL.map(Browser::name);
        match names.iter().find(|name| !known.contains(name)) {
            Some(name) => Err(format!("BROWSERS: \"{name}\" is none of {}.", known.join(", "))),
            None => {
                Ok(Browser::ALL.into_iter().filter(|one| names.contains(&one.name())).collect())
            }
        }
    }

    /// Its name in the tests' names.
    pub fn name(self) -> &'static str {
        match self {
            Browser::Chromium => "chromium",
            Browser::Firefox => "firefox",
            Browser::WebKit => "webkit",
        }
    }

    /// The variable that names its driver, and what the driver is called on the path.
    pub(crate) fn driver(self) -> (&'static str, &'static str) {
        match self {
            Browser::Chromium => ("CHROMEDRIVER", "chromedriver"),
            Browser::Firefox => ("GECKODRIVER", "geckodriver"),
            Browser::WebKit => ("WEBKITDRIVER", "WebKitWebDriver"),
        }
    }

    /// A script that runs first in every page in place of settings that the browser lacks: WebKit has
    /// neither signal, and pages read both from these properties.
    pub(crate) fn stand_in(self, setup: Setup) -> String {
        let mut script = String::new();
        let mut define = |wanted: bool, name: &str, value: &str| {
            if self == Browser::WebKit && wanted {
                script += &format!(
                    "Object.defineProperty(Navigator.prototype, '{name}', {{get: () => {value}}});"
                );
            }
        };
        define(setup.do_not_track, "doNotTrack", "'1'");
        define(setup.global_privacy_control, "globalPrivacyControl", "true");
        script
    }

    /// Variables for the browser and its driver: WebKit takes some settings in no other way.
    pub(crate) fn environment(self, setup: Setup) -> Result<Environment, String> {
        let mut environment = Environment::new();
        if self == Browser::WebKit && setup.no_webassembly {
            environment.push(("JSC_useWasm", "0".into()));
        }
        if self == Browser::WebKit && setup.reduced_motion {
            environment.push(("XDG_CONFIG_HOME", still()?));
        }
        Ok(environment)
    }

    /// The capabilities that a session asks for.
    pub(crate) fn capabilities(self, setup: Setup) -> Map<String, Value> {
        let (name, options) = match self {
            Browser::Chromium => ("goog:chromeOptions", chromium(setup)),
            Browser::Firefox => ("moz:firefoxOptions", firefox(setup)),
            Browser::WebKit => ("webkitgtk:browserOptions", webkit(setup)),
        };
        let mut capabilities = Map::new();
        capabilities.insert(name.into(), options);
        // With "eager", a click in Firefox waits for what loads because of it.
        let patience = if setup.impatient { "none" } else { "normal" };
        capabilities.insert("pageLoadStrategy".into(), patience.into());
        if self == Browser::Chromium {
            capabilities.insert("goog:loggingPrefs".into(), json!({"browser": "ALL"}));
        }
        capabilities
    }
}

fn chromium(setup: Setup) -> Value {
    // Without a sandbox, since CI runs as root; without anything that calls home.
    let mut args = vec![
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1200,900",
    ];
    let mut prefs = Map::new();
    if setup.do_not_track {
        prefs.insert("enable_do_not_track".into(), true.into());
    }
    if setup.global_privacy_control {
        args.push("--enable-experimental-web-platform-features");
    }
    if setup.no_cookies {
        prefs.insert("profile.default_content_setting_values.cookies".into(), 2.into());
    }
    if setup.no_webassembly {
        args.push("--js-flags=--jitless");
    }
    if setup.dark {
        args.push("--force-dark-mode");
    }
    if setup.forced_colors {
        args.push("--force-high-contrast");
    }
    if setup.reduced_motion {
        args.push("--force-prefers-reduced-motion");
    }
    if setup.large_text {
        prefs.insert("webkit.webprefs.default_font_size".into(), 32.into());
    }
    let mut args: Vec<String> = args.into_iter().map(String::from).collect();
    if let Some(extension) = setup.extension {
        let folder = extension.folder(Browser::Chromium);
        args.push("--disable-features=DisableLoadExtensionCommandLineSwitch".into());
        args.push(format!("--load-extension={}", folder.display()));
    }
    let mut options = json!({"args": args, "prefs": prefs});
    if let Some(path) = light(setup) {
        options["binary"] = path.display().to_string().into();
    }
    options
}

/// A Chromium that has no windows, on systems that have one: the engine is the same, and tests take two thirds of the
/// time. It has no settings and no extensions, and keeps no page of its history whole.
fn light(setup: Setup) -> Option<PathBuf> {
    let Setup { impatient, no_webassembly, isolates_sites, .. } = setup;
    let suffices = setup == Setup { impatient, no_webassembly, isolates_sites, ..Setup::PLAIN };
    // A driver of somebody's own goes with a browser of its own.
    if !suffices || std::env::var_os("CHROMEDRIVER").is_some() {
        return None;
    }
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders)
        .map(|one| one.join("chromium-headless-shell"))
        .find(|one| one.is_file())
}

fn firefox(setup: Setup) -> Value {
    let mut prefs = preferences(setup);
    // Off by default; switched on, it is one more way to leak.
    prefs.insert("browser.send_pings".into(), true.into());
    // Processes are a fifth of the work. Tests of frames of other sites ask for them.
    if !setup.isolates_sites {
        prefs.insert("fission.autostart".into(), false.into());
        prefs.insert("dom.ipc.processCount".into(), 1.into());
    }
    json!({"args": ["-headless", "--width=1200", "--height=900"], "prefs": prefs})
}

/// The preferences of Firefox that make a visitor's settings. It heeds them as soon as they change.
pub(crate) fn preferences(setup: Setup) -> Map<String, Value> {
    let mut prefs = Map::new();
    if setup.do_not_track {
        prefs.insert("privacy.donottrackheader.enabled".into(), true.into());
    }
    if setup.global_privacy_control {
        prefs.insert("privacy.globalprivacycontrol.enabled".into(), true.into());
        prefs.insert("privacy.globalprivacycontrol.functionality.enabled".into(), true.into());
    }
    if setup.no_cookies {
        prefs.insert("network.cookie.cookieBehavior".into(), 2.into());
    }
    if setup.no_webassembly {
        prefs.insert("javascript.options.wasm".into(), false.into());
    }
    if setup.dark {
        prefs.insert("ui.systemUsesDarkTheme".into(), 1.into());
    }
    if setup.forced_colors {
        prefs.insert("ui.useAccessibilityTheme".into(), 1.into());
        prefs.insert("browser.display.document_color_use".into(), 2.into());
    }
    if setup.reduced_motion {
        prefs.insert("ui.prefersReducedMotion".into(), 1.into());
    }
    if setup.large_text {
        prefs.insert("font.size.variable.x-western".into(), 32.into());
    }
    prefs
}

/// A folder of GTK settings that switch animations off.
fn still() -> Result<String, String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/still");
    let settings = Path::new(folder).join("gtk-3.0");
    fs::create_dir_all(&settings)
        .and_then(|()| {
            fs::write(settings.join("settings.ini"), "[Settings]\ngtk-enable-animations=0\n")
        })
        .map_err(|error| format!("{} cannot be written: {error}", settings.display()))?;
    Ok(folder.into())
}

/// Without `binary`, the driver takes the browser that came with it.
fn webkit(setup: Setup) -> Value {
    let mut args = vec!["--automation"];
    if setup.no_cookies {
        args.push("--cookies-policy=never");
    }
    if setup.dark {
        args.push("--dark-mode");
    }
    json!({"args": args})
}

#[cfg(test)]
mod tests {
    use super::Browser;

    #[test]
    fn a_list_narrows() {
        assert_eq!(
            Browser::named("webkit, chromium"),
            Ok(vec![Browser::Chromium, Browser::WebKit])
        );
        assert_eq!(Browser::named("chromium,firefox,webkit"), Ok(Browser::ALL.to_vec()));
        assert_eq!(Browser::named(""), Ok(Browser::ALL.to_vec()));
    }

    #[test]
    fn an_unknown_name_is_an_error() {
        let none_of = "is none of chromium, firefox, webkit.";
        let error = format!("BROWSERS: \"safari\" {none_of}");
        assert_eq!(Browser::named("chromium,safari"), Err(error));
        assert!(Browser::named("webkit,").is_err());
    }
}
