//! Problems as a compiler prints them.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use samtycke_config::source::line_and_column;
use samtycke_config::{Problem, Report, Severity};

use crate::input::Input;
use crate::{Output, System, explain};

/// Prints all problems and warnings, and how many there are.
pub fn print(input: &Input, report: &Report, system: &dyn System) {
    system.print(&text(input, report, Output::Standard, system));
}

/// All problems and warnings, and how many there are, as text for an output.
pub fn text(input: &Input, report: &Report, output: Output, system: &dyn System) -> String {
    let mut text = String::new();
    for problem in &report.problems {
        text.push_str(&format!("{}\n\n", self::problem(input, problem, output, system)));
    }
    for allowed in &report.allowed {
        let (code, reason) = (allowed.warning.code.name(), allowed.reason.of("en"));
        text.push_str(&format!("allowed: {code} at {}: {reason}\n", allowed.warning.path));
    }
    let count = |severity| report.problems.iter().filter(|one| one.severity == severity).count();
    let (problems, warnings) = (count(Severity::Problem), count(Severity::Warning));
    let warnings = match (problems, warnings) {
        (0, _) => number(warnings, "warning"),
        // Warnings of places with problems are not known yet.
        (_, 0) if report.is_looked_through => "no warnings elsewhere".into(),
        (_, 0) => "warnings are looked for once that is mended".into(),
        (..) => number(warnings, "warning"),
    };
    let told = [number(problems, "problem"), warnings].join(", ");
    let verdict = if report.is_accepted() {
        "the declaration is right"
    } else {
        "the declaration is refused"
    };
    text.push_str(&format!("{}: {verdict} ({told})\n", input.shown()));
    text
}

/// A problem or warning as text for an output, with its place in the file.
pub fn problem(input: &Input, problem: &Problem, output: Output, system: &dyn System) -> String {
    let has_colour = system.has_colour(output);
    let renderer = if has_colour { Renderer::styled() } else { Renderer::plain() };
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

/// The longest line that is shown, in bytes: a declaration that a program wrote may be one line.
const LONGEST: usize = 1000;

/// The lines of a problem with the place marked; of long lines, and of an empty file, the numbers alone.
fn place<'a>(input: &'a Input, problem: &Problem, range: &Range<usize>) -> Element<'a> {
    let text = &input.text;
    // An empty range at the end of the text has nothing to underline.
    let (start, end) = (range.start.min(text.len()), range.end.min(text.len()));
    let first = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let last = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let (line, column) = line_and_column(text, start);
    let is_long = text[first..last].lines().any(|line| line.len() > LONGEST);
    if is_long || text.is_empty() {
        return Origin::path(input.shown()).line(line).char_column(column).into();
    }
    // A carriage return would be shown as a sign. A blank in its place keeps all others where they are.
    let shown = text[first..last].replace("\r\n", " \n");
    let shown = shown.strip_suffix('\r').map(String::from).unwrap_or(shown);
    let end = (end - first).min(shown.len());
    let mark = AnnotationKind::Primary.span((start - first).min(end)..end);
    let mark = match &problem.meant {
        Some(meant) => mark.label(format!("write \"{meant}\"")),
        None => mark,
    };
    let lines = Snippet::source(shown).line_start(line);
    lines.path(input.shown()).annotation(mark).into()
}

fn group<'a>(input: &'a Input, problem: &Problem) -> Group<'a> {
    let level = if problem.is_warning() { Level::WARNING } else { Level::ERROR };
    let title = if problem.path.is_empty() {
        problem.message.clone()
    } else {
        format!("{}: {}", problem.path, problem.message)
    };
    let mut group =
        level.primary_title(title).id(problem.code.name()).elements(Vec::<Element>::new());
    if let Some(range) = &problem.range {
        group = group.element(place(input, problem, range));
    }
    let more = format!("samtycke explain {}", problem.code.name());
    let note = match explain::named(problem.code.rules()) {
        none if none.is_empty() => more,
        rules => format!("{rules}; {more}"),
    };
    group.element(Level::NOTE.message(note))
}
