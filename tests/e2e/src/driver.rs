//! The drivers: one process for Chromium, and one for each Firefox that runs at the same time,
//! since geckodriver has one session. All are ended by their ids when the run is over.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use crate::browser::Browser;

/// How long a driver may take to start.
const START: Duration = Duration::from_secs(30);

#[derive(Debug)]
struct Driver {
    browser: Browser,
    port: u16,
    busy: bool,
    child: Child,
}

static DRIVERS: Mutex<Vec<Driver>> = Mutex::new(Vec::new());

/// A driver's port, for one session; it is free again when this is dropped.
#[derive(Debug)]
pub(crate) struct Port(pub(crate) u16);

impl Port {
    /// A driver that can open a session. Says what to do where there is none.
    pub(crate) fn of(browser: Browser) -> Result<Port, String> {
        let mut drivers = drivers();
        let shared = browser == Browser::Chromium;
        let free = |driver: &&mut Driver| driver.browser == browser && (shared || !driver.busy);
        if let Some(driver) = drivers.iter_mut().find(free) {
            driver.busy = true;
            return Ok(Port(driver.port));
        }
        let driver = start(browser)?;
        let port = driver.port;
        drivers.push(driver);
        Ok(Port(port))
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
        let _ = driver.child.kill();
        let _ = driver.child.wait();
    }
}

fn drivers() -> MutexGuard<'static, Vec<Driver>> {
    DRIVERS.lock().unwrap_or_else(PoisonError::into_inner)
}

fn start(browser: Browser) -> Result<Driver, String> {
    let (variable, name) = browser.driver();
    let program = std::env::var(variable).unwrap_or_else(|_| name.into());
    let mut command = Command::new(&program);
    command.arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    if browser == Browser::Firefox {
        // A port of its own, since two would want the same one; and access to what is not page, by
        // which a session is made to forget.
        command.args(["--websocket-port=0", "--allow-system-access"]);
    }
    let mut child = command.spawn().map_err(|error| {
        format!("{program} does not start ({error}). Run `make test`, which sees to it, or name it in {variable}.")
    })?;
    let (sender, receiver) = mpsc::channel();
    if let Some(output) = child.stdout.take() {
        // Reads on to the end: a driver whose output nobody takes would stop.
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if let Some(port) = port(&line) {
                    let _ = sender.send(port);
                }
            }
        });
    }
    match receiver.recv_timeout(START) {
        Ok(port) => Ok(Driver { browser, port, busy: true, child }),
        Err(_) => {
            let _ = child.kill();
            let _ = child.wait();
            Err(format!("{program} named no port to talk to."))
        }
    }
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
