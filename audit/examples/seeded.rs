//! Serves the site with seeded faults to whatever looks at it from outside, such as `audit/scanners`: prints its address,
//! and ends with its input, so that it never outlives the program that started it.

use std::io;

use seeded::{Faults, Seeded};

#[path = "../tests/seeded/mod.rs"]
#[expect(dead_code, reason = "the tests use all of it")]
mod seeded;

fn main() -> io::Result<()> {
    let site = Seeded::start(Faults::All)?;
    println!("{}", site.url);
    io::copy(&mut io::stdin(), &mut io::sink())?;
    Ok(())
}
