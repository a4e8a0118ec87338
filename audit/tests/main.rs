//! Audits in Chromium. They are one program, so that they are linked once and run beside one another.

mod banner;
mod light;
mod program;
mod rivals;
mod seeded;
mod site;
