//! A display for the browser that has no headless mode: one X server without a screen for the whole
//! run, so that nothing appears on the display of whoever runs it. It is ended by its id.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

/// How long the server may take to start.
const START: Duration = Duration::from_secs(30);

#[derive(Debug)]
struct Server {
    name: String,
    child: Child,
}

static SERVER: Mutex<Option<Server>> = Mutex::new(None);

fn server() -> MutexGuard<'static, Option<Server>> {
    SERVER.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The display's name, as `DISPLAY` takes it. Says what to do where there is none.
pub(crate) fn name() -> Result<String, String> {
    let mut server = server();
    if server.is_none() {
        *server = Some(start()?);
    }
    Ok(server.as_ref().map(|server| server.name.clone()).unwrap_or_default())
}

/// Ends the server, if there is one.
pub(crate) fn end() {
    if let Some(mut server) = server().take() {
        let _ = server.child.kill();
        let _ = server.child.wait();
    }
}

fn start() -> Result<Server, String> {
    let mut command = Command::new("Xvfb");
    // It picks a display that is free, and says which on its output.
    command.args(["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|error| {
        format!("Xvfb does not start ({error}). Run `make test`, which sees to it.")
    })?;
    let (sender, receiver) = mpsc::channel();
    if let Some(output) = child.stdout.take() {
        thread::spawn(move || {
            if let Some(Ok(line)) = BufReader::new(output).lines().next() {
                let _ = sender.send(line);
            }
        });
    }
    match receiver.recv_timeout(START) {
        Ok(number) => Ok(Server { name: format!(":{number}"), child }),
        Err(_) => {
            let _ = child.kill();
            let _ = child.wait();
            Err("Xvfb named no display.".into())
        }
    }
}
