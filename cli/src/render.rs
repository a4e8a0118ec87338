//! Problems as a compiler prints them.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use samtycke_config::{Problem, Report, Severity};

use crate::System;
use crate::input::Input;

/// Prints all problems and warnings, and how many there are.
pub fn print(input: &Input, report: &Report, system: &dyn System) {
    for problem in &report.problems {
        system.print(&format!("{}\n\n", self::problem(input, problem, system)));
    }
    for allowed in &report.allowed {
        let (code, reason) = (allowed.warning.code.name(), &allowed.reason);
        system.print(&format!("allowed: {code} at {}: {reason}\n", allowed.warning.path));
    }
    let count = |severity| report.problems.iter().filter(|one| one.severity == severity).count();
    let (problems, warnings) = (count(Severity::Problem), count(Severity::Warning));
    let told = [number(problems, "problem"), number(warnings, "warning")].join(", ");
    let verdict = if report.is_accepted() {
        "the declaration is right"
    } else {
        "the declaration is refused"
    };
    system.print(&format!("{}: {verdict} ({told})\n", input.name));
}

/// A problem or warning as text, with its place in the file.
pub fn problem(input: &Input, problem: &Problem, system: &dyn System) -> String {
    let renderer = if system.has_colour() { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Ascii).render(&[group(input, problem)])
}

/// A count and what is counted.
pub fn number(count: usize, what: &str) -> String {
    match count {
        0 => format!("no {what}s"),
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

fn group<'a>(input: &'a Input, problem: &Problem) -> Group<'a> {
    let level = if problem.is_warning() { Level::WARNING } else { Level::ERROR };
    let title = if problem.path.is_empty() {
        problem.message.clone()
    } else {
        format!("{}: {}", problem.path, problem.message)
    };
    let mut group = level
        .primary_title(title)
        .id(problem.code.name())
        .elements(Vec::<annotate_snippets::Element>::new());
    if let Some(range) = &problem.range {
        // An empty range at the end of the text has nothing to underline.
        let range = range.start.min(input.text.len())..range.end.min(input.text.len());
        let mark = AnnotationKind::Primary.span(range);
        let mark = match &problem.meant {
            Some(meant) => mark.label(format!("write \"{meant}\"")),
            None => mark,
        };
        group = group.element(Snippet::source(&input.text).path(&input.name).annotation(mark));
    }
    let rules = problem.code.rules();
    let more = format!("samtycke explain {}", problem.code.name());
    let note = match rules {
        "" => more,
        one if !one.contains(',') => format!("rule {one}; {more}"),
        several => format!("rules {several}; {more}"),
    };
    group.element(Level::NOTE.message(note))
}
