//! A report as text for a terminal.

use crate::finding::{Finding, Level};
use crate::report::Report;

/// The codes of a colour for terminals, and of its end; empty without colours.
fn paint(text: &str, code: &str, has_colour: bool) -> String {
    if has_colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
}

/// The findings, the worst first, and the verdict.
pub fn text(report: &Report, has_colour: bool) -> String {
    let mut out = String::new();
    for finding in &report.findings {
        out += &self::finding(report, finding, has_colour);
        out.push('\n');
    }
    for (look, reason) in report.trouble() {
        let title = paint("could not look", "1;35", has_colour);
        out += &format!("{title}: {}: {reason}\n", look.state.name);
    }
    for (finding, why) in &report.ignored {
        let title = paint("ignored", "2", has_colour);
        out += &format!("{title}: {} ({why})\n", finding.title);
    }
    out += &format!("{} under {}: {}\n", report.url, report.declaration, report.verdict());
    let ids: Vec<&str> = report.looks.iter().map(|look| look.state.id.as_str()).collect();
    let requests: usize = report.looks.iter().map(|look| look.requests.len()).sum();
    out += &format!(
        "{} states ({}), {requests} requests, {}\n",
        ids.len(),
        ids.join(", "),
        report.browser
    );
    out
}

fn finding(report: &Report, finding: &Finding, has_colour: bool) -> String {
    let level = finding.fault.level();
    let colour = match level {
        Level::Error => "1;31",
        Level::Warning => "1;33",
        Level::Note => "1;36",
    };
    let head = paint(&format!("{}[{}]", level.name(), finding.fault.code()), colour, has_colour);
    let mut out = format!("{head}: {}\n", finding.title);
    let mut line = |label: &str, text: &str| out += &format!("  {label:<9} {text}\n");
    let mut shown = 0;
    for cause in &finding.causes {
        shown += 1;
        if shown > 3 {
            line("", &format!("and {} other places", finding.causes.len() - 3));
            break;
        }
        let at =
            cause.at.as_ref().map_or("not known to the browser".to_owned(), ToString::to_string);
        line("caused by", &at);
        cause.chain.iter().take(5).for_each(|step| line("", step));
    }
    finding.details.iter().for_each(|detail| line("", detail));
    let states: Vec<String> =
        finding.states().iter().map(|(state, page)| format!("{state} on {page}")).collect();
    if !states.is_empty() {
        line("seen", &states.join(", "));
    }
    if let Some(place) = &finding.place {
        let at = format!("{}:{}:{} ({})", report.declaration, place.line, place.column, place.path);
        line("declared", &at);
    }
    if let Some(draft) = &finding.draft {
        line("line", draft);
    }
    for (number, source) in finding.fault.rules() {
        line("rule", &format!("{number}: {source}"));
    }
    line("do", finding.fault.advice());
    out
}
