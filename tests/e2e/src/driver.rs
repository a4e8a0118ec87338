//! The drivers: one process for Chromium, and one for each session of Firefox or WebKit, whose drivers
//! have one session each.
//!
//! Each driver runs in a process group of its own with its browsers, under a shell that ends the group
//! when its input closes. So nothing is left running when the tests are killed.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use crate::browser::{Browser, Environment, Setup};
use crate::display;

/// How long a driver may take to start.
const START: Duration = Duration::from_secs(30);

#[derive(Debug)]
struct Driver {
    browser: Browser,
    environment: Environment,
    port: u16,
    busy: bool,
    child: Child,
}

static DRIVERS: Mutex<Vec<Driver>> = Mutex::new(Vec::new());

/// A driver's port for one session; it is free again when this is dropped.
#[derive(Debug)]
pub(crate) struct Port(pub(crate) u16);

impl Port {
    /// A driver that can open a session. The error says what to do where there is none.
    pub(crate) fn of(browser: Browser, setup: Setup) -> Result<Port, String> {
        let environment = browser.environment(setup)?;
        let mut drivers = drivers();
        let shared = browser == Browser::Chromium;
        let free = |driver: &&mut Driver| {
            driver.browser == browser
                && driver.environment == environment
                && (shared || !driver.busy)
        };
        if let Some(driver) = drivers.iter_mut().find(free) {
            driver.busy = true;
            return Ok(Port(driver.port));
        }
        let driver = start(browser, environment)?;
        let port = driver.port;
        drivers.push(driver);
        Ok(Port(port))
    }

    /// Ends the driver, so that no other session gets it; Chromium's has others that are open.
    pub(crate) fn end(&self) {
        let mut drivers = drivers();
        if let Some(index) = drivers
            .iter()
            .position(|driver| driver.port == self.0 && driver.browser != Browser::Chromium)
        {
            end_group(&mut drivers.swap_remove(index).child);
        }
    }
}

impl Drop for Port {
    fn drop(&mut self) {
        for driver in drivers().iter_mut().filter(|driver| driver.port == self.0) {
            driver.busy = false;
        }
    }
}

/// Ends all drivers.
pub(crate) fn end() {
    for mut driver in drivers().drain(..) {
        end_group(&mut driver.child);
    }
}

/// Starts the program in `$@`, and ends the group once the input closes.
const KEEPER: &str = r#""$@" & exec >&-; read -r _; kill 0"#;

/// Ends a shell that runs [`KEEPER`] or the like, and its group.
pub(crate) fn end_group(shell: &mut Child) {
    drop(shell.stdin.take());
    let _ = shell.wait();
}

fn drivers() -> MutexGuard<'static, Vec<Driver>> {
    DRIVERS.lock().unwrap_or_else(PoisonError::into_inner)
}

fn start(browser: Browser, environment: Environment) -> Result<Driver, String> {
    let (variable, name) = browser.driver();
    let program = std::env::var(variable).unwrap_or_else(|_| name.into());
    let mut command = Command::new("sh");
    command.args(["-c", KEEPER, "sh", &program]).process_group(0);
    let asked = if browser == Browser::WebKit { free_port()? } else { 0 };
    command.arg(format!("--port={asked}")).envs(environment.iter().cloned());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    match browser {
        Browser::Chromium => {}
        Browser::Firefox => {
            // A port of its own, since two would want the same one; and access to the browser itself,
            // by which a session is cleared.
            command.args(["--websocket-port=0", "--allow-system-access"]);
        }
        Browser::WebKit => {
            // Without a sandbox, since CI runs as root.
            command.envs([("DISPLAY", display::name()?.as_str()), ("GDK_BACKEND", "x11")]);
            command.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
            command.env("WEBKIT_DISABLE_COMPOSITING_MODE", "1");
            command.stdout(Stdio::null());
        }
    }
    let mut child =
        command.spawn().map_err(|error| format!("no shell starts {program}: {error}"))?;
    let port = match asked {
        0 => named_port(&mut child),
        asked => is_listening(asked).then_some(asked),
    };
    match port {
        Some(port) => Ok(Driver { browser, environment, port, busy: true, child }),
        None => {
            end_group(&mut child);
            Err(format!(
                "{program} does not start. Run `make test`, which installs it, or name it in {variable}."
            ))
        }
    }
}

/// A port that nobody listens on, for a driver that does not name the one that the system picks.
fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
    let address = listener.and_then(|listener| listener.local_addr());
    address.map(|address| address.port()).map_err(|error| format!("no port is free: {error}"))
}

/// Waits until a driver listens on the port that it was given.
fn is_listening(port: u16) -> bool {
    let start = Instant::now();
    while start.elapsed() < START {
        if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return true;
        }
        thread::sleep(Duration::from_millis(20));
    }
    false
}

/// The port that a driver names on its output.
fn named_port(child: &mut Child) -> Option<u16> {
    let (sender, receiver) = mpsc::channel();
    let output = child.stdout.take()?;
    // Reads on to the end: a driver whose output nobody takes would stop.
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if let Some(port) = port(&line) {
                let _ = sender.send(port);
            }
        }
    });
    receiver.recv_timeout(START).ok()
}

/// The port in a driver's line: `… started successfully on port 1234.`, `Listening on 127.0.0.1:1234`.
fn port(line: &str) -> Option<u16> {
    let (_, rest) =
        line.rsplit_once("successfully on port ").or(line.rsplit_once("Listening on 127.0.0.1:"))?;
    rest.trim_end_matches('.').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::port;

    #[test]
    fn both_drivers_name_their_port() {
        assert_eq!(port("ChromeDriver was started successfully on port 35431."), Some(35431));
        assert_eq!(port("1\tgeckodriver\tINFO\tListening on 127.0.0.1:4444"), Some(4444));
        assert_eq!(port("Starting ChromeDriver 156.0 on port 0"), None);
    }
}
