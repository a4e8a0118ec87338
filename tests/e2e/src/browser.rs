//! The browsers, and how a session of each is set up.

use serde_json::{Map, Value, json};

/// A browser that every test runs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Chromium, or Chrome.
    Chromium,
    /// Firefox.
    Firefox,
}

/// What a visitor has set in the browser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Setup {
    /// Do Not Track is on.
    pub do_not_track: bool,
    /// Global Privacy Control is on.
    pub global_privacy_control: bool,
    /// The browser takes no cookies.
    pub no_cookies: bool,
    /// The system is dark.
    pub dark: bool,
    /// The system has colours of its own that every page has to take.
    pub forced_colors: bool,
    /// The system asks for as little motion as can be.
    pub reduced_motion: bool,
    /// Going to a page waits for the end of parsing alone, not for what the page loads.
    pub impatient: bool,
}

impl Setup {
    /// A browser as it comes.
    pub const PLAIN: Setup = Setup {
        do_not_track: false,
        global_privacy_control: false,
        no_cookies: false,
        dark: false,
        forced_colors: false,
        reduced_motion: false,
        impatient: false,
    };
}

impl Browser {
    /// All of them, in the order they run in.
    pub const ALL: [Browser; 2] = [Browser::Chromium, Browser::Firefox];

    /// Its name in the tests' names.
    pub fn name(self) -> &'static str {
        match self {
            Browser::Chromium => "chromium",
            Browser::Firefox => "firefox",
        }
    }

    /// The variable that names its driver, and what the driver is called on the path.
    pub(crate) fn driver(self) -> (&'static str, &'static str) {
        match self {
            Browser::Chromium => ("CHROMEDRIVER", "chromedriver"),
            Browser::Firefox => ("GECKODRIVER", "geckodriver"),
        }
    }

    /// The capabilities that a session asks for.
    pub(crate) fn capabilities(self, setup: Setup) -> Map<String, Value> {
        let (name, options) = match self {
            Browser::Chromium => ("goog:chromeOptions", chromium(setup)),
            Browser::Firefox => ("moz:firefoxOptions", firefox(setup)),
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
    // Without a sandbox, since CI runs as root; without anything that would call home.
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
    if setup.dark {
        args.push("--force-dark-mode");
    }
    if setup.forced_colors {
        args.push("--force-high-contrast");
    }
    if setup.reduced_motion {
        args.push("--force-prefers-reduced-motion");
    }
    json!({"args": args, "prefs": prefs})
}

fn firefox(setup: Setup) -> Value {
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
    json!({"args": ["-headless", "--width=1200", "--height=900"], "prefs": prefs})
}
