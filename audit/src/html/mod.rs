//! A report as one page that needs nothing else, for people who were not there: a privacy officer reads it.

mod tables;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::finding::{Finding, Level};
use crate::har;
use crate::record::Look;
use crate::report::Report;

/// The page. It loads nothing and runs no script.
pub fn page(report: &Report) -> String {
    let title = format!("Audit of {}", report.url);
    let has_faults = report.count(Level::Error) + report.count(Level::Warning) > 0;
    let has_trouble = report.trouble().next().is_some();
    let colour = if has_faults {
        "error"
    } else if has_trouble {
        "look"
    } else {
        "good"
    };
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'";
                title { (title) }
                style { (PreEscaped(include_str!("style.css"))) }
            }
            body {
                header {
                    h1 { (title) }
                    p.quiet {
                        "Declaration: " (report.declaration) ". " (har::date(report.time as f64)) ", " (report.browser) "."
                    }
                }
                main {
                    p class={ "verdict " (colour) } { (capital(&report.verdict())) "." }
                    (introduction(report))
                    (trouble(report))
                    (findings(report))
                    (ignored(report))
                    (states(report))
                    (tables::stored(report))
                    (tables::contacted(report))
                }
            }
        }
    };
    page.into_string()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn introduction(report: &Report) -> Markup {
    html! {
        p {
            "A browser visited the site " (report.looks.len()) " times, each time as a new visitor who chose something else. "
            "For each visit the declaration says what may be loaded and stored. This page lists what was otherwise."
        }
        ul {
            li { strong.error { "Error" } ": something was loaded or stored that the visitor had not agreed to, or the banner leaves no free choice." }
            li { strong.warning { "Warning" } ": what visitors are told or asked is incomplete or wrong." }
            li { strong.note { "Note" } ": good to know; nothing has to be done." }
        }
    }
}

fn trouble(report: &Report) -> Markup {
    let all: Vec<_> = report.trouble().collect();
    html! {
        @if !all.is_empty() {
            h2.look { "Could not look" }
            p { "Nothing is known about these. They do not count as clean." }
            ul { @for (look, reason) in &all { li { strong { (look.state.name) } ": " (reason) } } }
        }
    }
}

fn findings(report: &Report) -> Markup {
    html! {
        h2 { "Findings" }
        @if report.findings.is_empty() {
            p { "None." }
        } @else {
            fieldset {
                legend { "Show" }
                @for level in [Level::Error, Level::Warning, Level::Note] {
                    label {
                        input type="checkbox" checked id={ "show-" (level.name()) };
                        " " (level.name()) "s (" (report.count(level)) ")"
                    }
                }
            }
            @for one in &report.findings { (finding(report, one)) }
        }
    }
}

fn ignored(report: &Report) -> Markup {
    html! {
        @if !report.ignored.is_empty() {
            h2 { "Ignored by the declaration" }
            p { "These do not count until the day that is named." }
            ul { @for (finding, why) in &report.ignored { li { strong { (finding.title) } ": " (why) } } }
        }
    }
}

fn finding(report: &Report, finding: &Finding) -> Markup {
    let level = finding.fault.level().name();
    html! {
        section class={ "finding is-" (level) } {
            h3 { strong class=(level) { (capital(level)) } ": " (finding.title) }
            dl {
                @if !finding.details.is_empty() {
                    dt { "Facts" }
                    dd { ul { @for detail in &finding.details { li { (detail) } } } }
                }
                @if !finding.causes.is_empty() {
                    dt { "Caused by" }
                    dd { ul { @for cause in finding.causes.iter().take(5) {
                        li {
                            @match &cause.at {
                                Some(at) => code { (at) },
                                None => "a place that the browser does not tell",
                            }
                            @for step in cause.chain.iter().take(5) { br; span.quiet { (step) } }
                        }
                    } } }
                }
                @if !finding.seen.is_empty() {
                    dt { "Seen" }
                    dd { ul { @for (state, page) in finding.states() { li { (name(report, &state)) ": " (page) } } } }
                }
                @if let Some(place) = &finding.place {
                    dt { "Declared" }
                    dd { code { (report.declaration) ":" (place.line) } " (" (place.path) ")" }
                }
                @if let Some(draft) = &finding.draft {
                    dt { "Line to add" }
                    dd { code { (draft) } }
                }
                dt { "What to do" }
                dd { (finding.fault.advice()) }
                dt { "Rule" }
                dd { ul { @for (number, source) in finding.fault.rules() { li { (number) ": " (source) } } } }
                dt { "Code" }
                dd { code { (finding.fault.code()) } }
            }
        }
    }
}

/// The name of a state for people.
fn name<'a>(report: &'a Report, id: &'a str) -> &'a str {
    report.looks.iter().find(|look| look.state.id == id).map_or(id, |look| &look.state.name)
}

fn states(report: &Report) -> Markup {
    html! {
        h2 { "Visits" }
        div.states { @for look in &report.looks { (state(report, look)) } }
    }
}

fn state(report: &Report, look: &Look) -> Markup {
    let id = &look.state.id;
    let is_here = |finding: &&Finding| {
        finding.fault.level() > Level::Note && finding.seen.iter().any(|seen| seen.state == *id)
    };
    let faults = report.findings.iter().filter(is_here).count();
    html! {
        section.state {
            h3 { (look.state.name) }
            p.quiet {
                code { (id) } " " (look.requests.len()) " requests, " (look.pages.len()) " page views"
            }
            @if !look.trouble.is_empty() {
                p.look { "Could not look" }
            } @else if faults == 0 {
                p.good { "As declared" }
            } @else {
                p.error { (faults) @if faults == 1 { " finding" } @else { " findings" } }
            }
            @if !look.pictures.is_empty() {
                div.pictures { @for picture in &look.pictures {
                    img class=(picture.screen)
                        src={ "data:image/jpeg;base64," (STANDARD.encode(&picture.bytes)) }
                        alt={ (look.state.name) ", " (picture.screen) };
                } }
            }
        }
    }
}
