//! The state of a check: where it is, and what it has found.

use crate::code::Code;
use crate::spelling::Guess;
use crate::{Page, Problem};

/// Walks a declaration and collects problems.
#[derive(Debug)]
pub struct Checker<'a> {
    /// The page that the declaration is for.
    pub page: &'a Page<'a>,
    /// Ids of the declared categories.
    pub categories: Vec<&'a str>,
    /// What was found, in order.
    pub problems: Vec<Problem>,
    path: String,
}

impl<'a> Checker<'a> {
    /// A check at the top of a declaration.
    pub fn new(page: &'a Page<'a>, categories: Vec<&'a str>) -> Checker<'a> {
        Checker { page, categories, problems: Vec::new(), path: String::new() }
    }

    /// Notes a problem here.
    pub fn note(&mut self, code: Code, message: impl Into<String>) {
        self.problems.push(Problem::new(code, self.path.clone(), message));
    }

    /// Notes a problem of the name of this field, whatever its value is.
    pub fn note_name(&mut self, code: Code, message: impl Into<String>) {
        let mut problem = Problem::new(code, self.path.clone(), message);
        problem.is_of_name = true;
        self.problems.push(problem);
    }

    /// The same, with the word that was probably meant.
    pub fn note_guess_of_name(&mut self, code: Code, guess: Guess) {
        let mut problem = Problem::new(code, self.path.clone(), guess.message);
        problem.meant = guess.meant;
        problem.is_of_name = true;
        self.problems.push(problem);
    }

    /// Notes a problem here, with the word that was probably meant.
    pub fn note_guess(&mut self, code: Code, guess: Guess) {
        let mut problem = Problem::new(code, self.path.clone(), guess.message);
        problem.meant = guess.meant;
        self.problems.push(problem);
    }

    /// Notes a problem at a field of this object.
    pub fn note_at(&mut self, code: Code, field: &str, message: impl Into<String>) {
        self.field(field, |checker| checker.note(code, message));
    }

    /// Notes a problem at a field of this object, with the word that was probably meant.
    pub fn note_guess_at(&mut self, code: Code, field: &str, guess: Guess) {
        self.field(field, |checker| checker.note_guess(code, guess));
    }

    /// Looks at a field of this object.
    pub fn field(&mut self, name: &str, look: impl FnOnce(&mut Self)) {
        let dot = if self.path.is_empty() { "" } else { "." };
        self.within(&format!("{dot}{name}"), look);
    }

    /// Looks at an item of this list.
    pub fn item(&mut self, index: usize, look: impl FnOnce(&mut Self)) {
        self.within(&format!("[{index}]"), look);
    }

    fn within(&mut self, step: &str, look: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        self.path.push_str(step);
        look(self);
        self.path.truncate(length);
    }
}
