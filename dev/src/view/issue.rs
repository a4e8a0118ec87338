//! The findings as text for an issue: names and states, and nothing that a visitor has stored.

use std::fmt::Write as _;

use super::{Section, view};
use crate::facts::Facts;
use crate::note::Notes;

/// Markdown, ready to be pasted.
pub fn issue(facts: &Facts, notes: &Notes, pretended: &[&str]) -> String {
    let view = view(facts, notes);
    let mut text = String::from("### Samtycke inspector\n\n");
    let Facts { build, path, browser, .. } = facts;
    let _ = write!(text, "- Samtycke {build} on `{path}`\n- {browser}\n- {}\n", view.status);
    if !pretended.is_empty() {
        let _ = writeln!(text, "- Pretended: {}", pretended.join(", "));
    }
    view.sections.iter().for_each(|section| write_section(&mut text, section));
    text
}

fn write_section(text: &mut String, section: &Section) {
    let _ = write!(text, "\n#### {}: {}\n\n", section.title, section.sum);
    if section.rows.is_empty() {
        let _ = writeln!(text, "{}", section.empty);
    }
    for row in &section.rows {
        let tag = if row.tag.is_empty() { String::new() } else { format!(" ({})", row.tag) };
        // A page's own words must not become Markdown of the issue.
        let title = row.title.replace(['`', '\n'], " ");
        let words = row.text.replace('\n', " ");
        let _ = writeln!(text, "{}", format!("- `{title}`{tag} {words}").trim_end());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{State, Stored, Thing};

    #[test]
    fn the_text_names_all_that_the_panel_shows() {
        let thing = Thing {
            tag: "iframe".into(),
            address: "https://video.example/`x`".into(),
            gates: vec!["marketing".into()],
            state: State::Live,
            why: "src".into(),
            declared: false,
        };
        let facts = Facts {
            build: "0.1.0".into(),
            path: "/help".into(),
            browser: "Browser/1".into(),
            things: vec![thing],
            stored: vec![Stored { kind: "cookie".into(), names: Some(vec!["_ga".into()]) }],
            ..Facts::default()
        };
        let text = issue(&facts, &Notes::default(), &["Slow third parties"]);
        let expected = "### Samtycke inspector

- Samtycke 0.1.0 on `/help`
- Browser/1
- No declaration is in effect, so nothing with a gate loads.
- Pretended: Slow third parties

#### Findings: 1 finding

- `<iframe> video.example/ x ` (live address) it had src of its own, which the browser may have loaded without a yes. Write data-samtycke-src.

#### Granted: unknown

No declaration is in effect.

#### Gated: 1 thing, 0 waiting, 0 ran

- `<iframe> video.example/ x ` (live address) it had src of its own, which the browser may have loaded without a yes. Write data-samtycke-src.

#### Stored: 1 name

- `_ga` (unknown) cookie: no declaration is in effect

#### Events: 0 events

Nothing has happened yet.
";
        assert_eq!(text, expected);
    }
}
