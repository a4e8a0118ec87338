//! The native program: [`samtycke_cli::run`] over the operating system.
#![forbid(unsafe_code)]

use std::cell::OnceCell;
use std::io::{self, BufRead as _, IsTerminal as _, Read as _, Write as _};
use std::path::{self, Component, Path};
use std::process::ExitCode;
use std::time::{Duration, SystemTime};
use std::{env, fs, thread};

use samtycke_cli::{Output, System};

/// The scripts that sites are built from, as build.rs found them.
const RUNTIME: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/runtime.json"));

/// The operating system.
#[derive(Default)]
struct Native {
    /// Why something of standard output was lost.
    lost: OnceCell<String>,
}

impl System for Native {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        fs::read(path).map_err(|error| error.to_string())
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), String> {
        let folder = Path::new(path).parent().unwrap_or(Path::new(""));
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(path, bytes))
            .map_err(|error| error.to_string())
    }

    fn is_file(&self, path: &str) -> bool {
        Path::new(path).is_file()
    }

    fn real(&self, path: &str) -> String {
        let mut at = path::absolute(path).unwrap_or_else(|_| path.into());
        let mut missing = Vec::new();
        loop {
            if let Ok(mut real) = fs::canonicalize(&at) {
                for name in missing.iter().rev() {
                    if *name == Component::ParentDir.as_os_str() {
                        real.pop();
                    } else {
                        real.push(name);
                    }
                }
                return real.to_string_lossy().into_owned();
            }
            let last = at.components().next_back().map(|one| one.as_os_str().to_owned());
            missing.extend(last);
            if !at.pop() {
                return path.into();
            }
        }
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, String> {
        let names = || -> io::Result<Vec<String>> {
            let entries = fs::read_dir(folder)?.map(|entry| {
                let path = entry?.path();
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                Ok(if path.is_dir() { name + "/" } else { name })
            });
            entries.collect()
        };
        let mut names = names().map_err(|error| error.to_string())?;
        names.sort();
        Ok(names)
    }

    fn read_input(&self) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes).map_err(|error| error.to_string())?;
        Ok(bytes)
    }

    fn ask(&self, question: &str) -> Option<String> {
        if !io::stdin().is_terminal() {
            return None;
        }
        self.print(question);
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line).ok().filter(|bytes| *bytes > 0)?;
        Some(line.trim_end_matches(['\r', '\n']).to_owned())
    }

    fn print(&self, text: &str) {
        let written = io::stdout().write_all(text.as_bytes()).and_then(|()| io::stdout().flush());
        if let Err(error) = written
            && error.kind() != io::ErrorKind::BrokenPipe
        {
            self.lost.get_or_init(|| error.to_string());
        }
    }

    fn lost(&self) -> Option<String> {
        self.lost.get().cloned()
    }

    fn warn(&self, text: &str) {
        let _ = io::stderr().write_all(text.as_bytes());
    }

    fn has_colour(&self, output: Output) -> bool {
        let is_off = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
        let is_terminal = match output {
            Output::Standard => io::stdout().is_terminal(),
            Output::Error => io::stderr().is_terminal(),
        };
        is_terminal && !is_off("NO_COLOR") && env::var("TERM").as_deref() != Ok("dumb")
    }

    fn variable(&self, name: &str) -> Option<String> {
        env::var(name).ok()
    }

    fn now(&self) -> u64 {
        SystemTime::UNIX_EPOCH.elapsed().map_or(0, |time| time.as_secs())
    }

    fn runtime(&self) -> Result<Vec<u8>, String> {
        if RUNTIME.is_empty() {
            return Err(
                "this program was compiled without the scripts of Samtycke. Run `make pkg`, then install it again."
                    .into(),
            );
        }
        Ok(RUNTIME.into())
    }

    fn pause(&self, milliseconds: u32) {
        thread::sleep(Duration::from_millis(milliseconds.into()));
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> =
        env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect();
    ExitCode::from(samtycke_cli::run(&arguments, &Native::default()))
}
