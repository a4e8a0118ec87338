//! What the program needs of the machine that it runs on. The native program has an operating system
//! (`main.rs`); in the npm package Node takes its place.

/// Where text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// Standard output.
    Standard,
    /// Standard error.
    Error,
}

/// Files, the terminal and the clock.
///
/// Errors are clauses such as `No such file or directory`, without the path.
pub trait System {
    /// The bytes of a file.
    ///
    /// # Errors
    /// It is not there, or cannot be read.
    fn read(&self, path: &str) -> Result<Vec<u8>, String>;

    /// Writes a file, and makes the folders it needs.
    ///
    /// # Errors
    /// It cannot be written.
    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), String>;

    /// Whether a path is a file.
    fn is_file(&self, path: &str) -> bool;

    /// The path without links and dots, as far as it is there: all paths to a file give the same one.
    fn real(&self, path: &str) -> String;

    /// The names of what is in a folder, sorted; those of folders end with `/`.
    ///
    /// # Errors
    /// It is no folder, or cannot be read.
    fn list(&self, folder: &str) -> Result<Vec<String>, String>;

    /// Everything on standard input.
    ///
    /// # Errors
    /// It cannot be read.
    fn read_input(&self) -> Result<Vec<u8>, String>;

    /// A line that a person types, without its end; none if nobody can be asked.
    fn ask(&self, question: &str) -> Option<String>;

    /// Writes to standard output.
    fn print(&self, text: &str);

    /// Why something of standard output was lost, as on a full disk. A reader that has gone, as `head` does, loses nothing.
    fn lost(&self) -> Option<String>;

    /// Writes to standard error.
    fn warn(&self, text: &str);

    /// Whether an output shows colours.
    fn has_colour(&self, output: Output) -> bool;

    /// The value of an environment variable.
    fn variable(&self, name: &str) -> Option<String>;

    /// Seconds since 1970.
    fn now(&self) -> u64;

    /// `samtycke.runtime.json`: the scripts that sites are built from.
    ///
    /// # Errors
    /// The program has none. The message says how to get them.
    fn runtime(&self) -> Result<Vec<u8>, String>;

    /// Waits.
    fn pause(&self, milliseconds: u32);
}
