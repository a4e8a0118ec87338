//! A system without a machine, for programs that take a build as it is, such as a server, and for tests.

use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};

use crate::{Output, System};

/// Files in memory, what was told, and what a person types. Its clock is at 1970.
#[derive(Debug, Default)]
pub struct Memory {
    files: RefCell<HashMap<String, Vec<u8>>>,
    told: RefCell<String>,
    /// The lines that are yet to be typed.
    typed: RefCell<VecDeque<String>>,
    runtime: Vec<u8>,
    /// The output that is a terminal.
    terminal: Option<Output>,
}

impl Memory {
    /// A system that builds sites from these scripts, `samtycke.runtime.json`.
    pub fn with_runtime(runtime: Vec<u8>) -> Memory {
        Memory { runtime, ..Memory::default() }
    }

    /// A system at which a person types these lines. Without any nobody can be asked.
    pub fn with_lines(lines: &[&str]) -> Memory {
        let typed = lines.iter().copied().map(String::from).collect();
        Memory { typed: RefCell::new(typed), ..Memory::default() }
    }

    /// A system of which this output is a terminal with colours.
    pub fn with_terminal(output: Output) -> Memory {
        Memory { terminal: Some(output), ..Memory::default() }
    }

    /// All files, by path.
    pub fn into_files(self) -> HashMap<String, Vec<u8>> {
        self.files.into_inner()
    }

    /// All that was written to standard output and standard error, questions and their answers included.
    pub fn told(&self) -> String {
        self.told.borrow().clone()
    }
}

impl System for Memory {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.files.borrow().get(path).cloned().ok_or_else(|| "No such file".into())
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), String> {
        self.files.borrow_mut().insert(path.into(), bytes.into());
        Ok(())
    }

    fn is_file(&self, path: &str) -> bool {
        self.files.borrow().contains_key(path)
    }

    fn real(&self, path: &str) -> String {
        path.into()
    }

    fn list(&self, path: &str) -> Result<Vec<String>, String> {
        let start = format!("{}/", path.trim_end_matches('/'));
        let names = self.files.borrow();
        let mut names: Vec<String> = names
            .keys()
            .filter_map(|one| {
                one.strip_prefix(&start)?.split_inclusive('/').next().map(String::from)
            })
            .collect();
        names.sort_unstable();
        names.dedup();
        Ok(names)
    }

    fn read_input(&self) -> Result<Vec<u8>, String> {
        Ok(Vec::new())
    }

    fn ask(&self, question: &str) -> Option<String> {
        let line = self.typed.borrow_mut().pop_front()?;
        self.print(&format!("{question}{line}\n"));
        Some(line)
    }

    fn print(&self, text: &str) {
        self.told.borrow_mut().push_str(text);
    }

    fn lost(&self) -> Option<String> {
        None
    }

    fn warn(&self, text: &str) {
        self.print(text);
    }

    fn has_colour(&self, output: Output) -> bool {
        self.terminal == Some(output)
    }

    fn variable(&self, _: &str) -> Option<String> {
        None
    }

    fn now(&self) -> u64 {
        0
    }

    fn runtime(&self) -> Result<Vec<u8>, String> {
        Ok(self.runtime.clone())
    }

    fn pause(&self, _: u32) {}
}
