//! A display for WebKit, which has no headless mode: one X server without a screen for the whole run.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use crate::driver::end_group;

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

/// The display's name for `DISPLAY`. The error says what to do where there is none.
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
        end_group(&mut server.child);
    }
}

fn start() -> Result<Server, String> {
    let mut command = Command::new("sh");
    // The server ends when the shell's input closes, so none is left when the tests are killed.
    command.args(["-c", r#"Xvfb "$@" & read -r _; kill 0"#, "sh"]).process_group(0);
    // It picks a free display and prints its number.
    command.args(["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|error| {
        format!("Xvfb does not start ({error}). Run `make test`, which installs it.")
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
            end_group(&mut child);
            Err("Xvfb named no display.".into())
        }
    }
}
