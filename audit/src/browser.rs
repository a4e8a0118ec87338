//! Chromium: where it is, and how it is started so that nothing is hidden from an audit.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use serde_json::json;
use tempfile::TempDir;

use crate::client::Client;
use crate::options::Options;

/// The names that Chromium has on the path, the free one first.
const NAMES: [&str; 5] =
    ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];

/// Where Chromium is on a Mac.
const PLACES: [&str; 2] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// Without anything that calls home, and without saving power on tabs that nobody looks at.
const ARGUMENTS: [&str; 15] = [
    "--headless=new",
    // Else `navigator.webdriver` is true, and some banners hide from programs (vanilla-cookieconsent does).
    "--disable-blink-features=AutomationControlled",
    "--remote-debugging-pipe",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-renderer-backgrounding",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--force-color-profile=srgb",
];

/// A running browser with an empty profile. It ends when this is dropped.
pub(crate) struct Browser {
    child: Child,
    pub(crate) client: Client,
    /// What it calls itself, such as `Chrome/156.0.8078.108`.
    pub(crate) product: String,
    _profile: TempDir,
}

impl Browser {
    /// Starts a browser: the one that the options name, or the first that is found.
    ///
    /// # Errors
    /// There is none, or it does not start. The message says what to do.
    pub(crate) fn start(options: &Options) -> Result<Browser, String> {
        let program = match &options.browser {
            Some(path) => path.clone(),
            None => find().ok_or(
                "there is no Chromium on the path. Install it, or name it with --browser PATH.",
            )?,
        };
        let profile = profile().map_err(|error| format!("no profile can be made: {error}"))?;
        let mut command = command(&program, profile.path());
        if let Some(replay) = &options.replay {
            let key = replay.fingerprint();
            command.arg(format!("--ignore-certificate-errors-spki-list={key}"));
        }
        let mut child = command
            .arg("about:blank")
            .spawn()
            .map_err(|error| format!("{} does not start: {error}", program.display()))?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("the browser has no pipes".into());
        };
        let client = Client::new(input, output);
        let line = client.line();
        let version = line.call("", "Browser.getVersion", json!({}), &mut |_, _| {});
        let version = version.map_err(|error| {
            let _ = child.kill();
            format!(
                "{} does not answer ({error}). Is it Chromium? Name another with --browser PATH.",
                program.display()
            )
        })?;
        let product = version["product"].as_str().unwrap_or("Chromium").into();
        // Workers and windows that a page opens are held until they are watched.
        let watched = json!({
            "autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true,
            "filter": [{"type": "browser", "exclude": true}, {"type": "tab", "exclude": true}, {}],
        });
        line.call("", "Target.setAutoAttach", watched, &mut |_, _| {})?;
        Ok(Browser { child, client, product, _profile: profile })
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.client.line().send("", "Browser.close", json!({}));
        let until = Instant::now() + Duration::from_secs(5);
        while Instant::now() < until && matches!(self.child.try_wait(), Ok(None)) {
            thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The first Chromium on the path, or in a usual place.
fn find() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let on_path = NAMES.iter().flat_map(|name| folders.iter().map(move |one| one.join(name)));
    on_path.chain(PLACES.iter().map(PathBuf::from)).find(|one| one.is_file())
}

/// A fresh profile that takes third-party cookies. Chromium blocks them by default, so a page that sets
/// them would look clean.
fn profile() -> std::io::Result<TempDir> {
    let folder = tempfile::Builder::new().prefix("samtycke-audit-").tempdir()?;
    fs::create_dir(folder.path().join("Default"))?;
    let preferences = json!({"profile": {"cookie_controls_mode": 0}, "enable_do_not_track": false});
    fs::write(folder.path().join("Default/Preferences"), preferences.to_string())?;
    Ok(folder)
}

/// Chromium reads commands from descriptor 3 and writes to descriptor 4. The shell gives it our pipes there.
fn command(program: &Path, profile: &Path) -> Command {
    let mut command = Command::new("/bin/sh");
    command.args(["-c", r#"exec "$0" "$@" 3<&0 4>&1 0</dev/null 1>/dev/null 2>/dev/null"#]);
    command.arg(program).args(ARGUMENTS);
    if is_root() {
        // Chromium has no sandbox for root, as in most containers.
        command.arg("--no-sandbox");
    }
    command.arg(format!("--user-data-dir={}", profile.display()));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

#[cfg(target_os = "linux")]
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

#[cfg(not(target_os = "linux"))]
fn is_root() -> bool {
    false
}
