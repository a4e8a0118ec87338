//! The program in the npm package: [`crate::run`] over Node, which `src/program/` passes in.

use wasm_bindgen::prelude::*;

use crate::{Output, System};

#[wasm_bindgen]
extern "C" {
    /// What `src/program/system.mjs` makes: the methods of [`System`].
    pub type Node;

    #[wasm_bindgen(method, catch)]
    fn read(this: &Node, path: &str) -> Result<Vec<u8>, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn write(this: &Node, path: &str, bytes: &[u8]) -> Result<(), JsValue>;
    #[wasm_bindgen(method, js_name = isFile)]
    fn is_file(this: &Node, path: &str) -> bool;
    #[wasm_bindgen(method)]
    fn real(this: &Node, path: &str) -> String;
    #[wasm_bindgen(method, catch)]
    fn list(this: &Node, path: &str) -> Result<Vec<String>, JsValue>;
    #[wasm_bindgen(method, catch, js_name = readInput)]
    fn read_input(this: &Node) -> Result<Vec<u8>, JsValue>;
    #[wasm_bindgen(method)]
    fn ask(this: &Node, question: &str) -> Option<String>;
    #[wasm_bindgen(method)]
    fn print(this: &Node, text: &str);
    #[wasm_bindgen(method)]
    fn lost(this: &Node) -> Option<String>;
    #[wasm_bindgen(method)]
    fn warn(this: &Node, text: &str);
    #[wasm_bindgen(method, js_name = hasColour)]
    fn has_colour(this: &Node, is_error: bool) -> bool;
    #[wasm_bindgen(method)]
    fn variable(this: &Node, name: &str) -> Option<String>;
    #[wasm_bindgen(method)]
    fn now(this: &Node) -> f64;
    #[wasm_bindgen(method, catch)]
    fn runtime(this: &Node) -> Result<Vec<u8>, JsValue>;
    #[wasm_bindgen(method)]
    fn pause(this: &Node, milliseconds: u32);

    /// What Node throws.
    type Error;

    #[wasm_bindgen(method, getter)]
    fn message(this: &Error) -> String;
}

/// What Node says went wrong.
fn reason(error: JsValue) -> String {
    Error::from(error).message()
}

impl System for Node {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.read(path).map_err(reason)
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), String> {
        self.write(path, bytes).map_err(reason)
    }

    fn is_file(&self, path: &str) -> bool {
        self.is_file(path)
    }

    fn real(&self, path: &str) -> String {
        self.real(path)
    }

    fn list(&self, path: &str) -> Result<Vec<String>, String> {
        self.list(path).map_err(reason)
    }

    fn read_input(&self) -> Result<Vec<u8>, String> {
        self.read_input().map_err(reason)
    }

    fn ask(&self, question: &str) -> Option<String> {
        self.ask(question)
    }

    fn print(&self, text: &str) {
        self.print(text);
    }

    fn lost(&self) -> Option<String> {
        self.lost()
    }

    fn warn(&self, text: &str) {
        self.warn(text);
    }

    fn has_colour(&self, output: Output) -> bool {
        self.has_colour(output == Output::Error)
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.variable(name)
    }

    fn now(&self) -> u64 {
        self.now() as u64
    }

    fn runtime(&self) -> Result<Vec<u8>, String> {
        self.runtime().map_err(reason)
    }

    fn pause(&self, milliseconds: u32) {
        self.pause(milliseconds);
    }
}

/// Runs the program with its arguments, the first of which is its name. Returns the exit status.
#[wasm_bindgen(js_name = run)]
pub fn run_in_node(arguments: Vec<String>, system: &Node) -> u8 {
    crate::run(&arguments, system)
}
