//! A policy as GitHub Flavored Markdown. Anchors are empty HTML elements, since Markdown has none.

use super::content::{
    Category, Exceptions, External, Link, Policy, Section, Service, Table, Withdraw,
};
use super::words::isolated;

/// The document, whose first heading has a level from 1 to 4.
pub fn render(policy: &Policy, level: u8) -> String {
    let level = level.into();
    let mut blocks = Blocks { all: Vec::new(), is_rtl: policy.direction == "rtl" };
    blocks.section(&policy.about, level);
    policy.why.iter().for_each(|why| blocks.section(why, level + 1));
    blocks.section(&policy.tables.about, level + 1);
    blocks.list(
        policy
            .tables
            .parties
            .iter()
            .map(|one| format!("{} {}", strong(&one.name), escape(&one.text))),
    );
    for category in &policy.tables.categories {
        blocks.category(category, &policy.tables.columns, level + 2);
    }
    policy.signals.iter().for_each(|signals| blocks.section(signals, level + 1));
    policy.external.iter().for_each(|external| blocks.external(external, level + 1));
    policy.withdraw.iter().for_each(|withdraw| blocks.withdraw(withdraw, level + 1));
    blocks.section(&policy.browsers.about, level + 1);
    blocks.list(policy.browsers.links.iter().map(link));
    policy.exceptions.iter().for_each(|exceptions| blocks.exceptions(exceptions, level + 1));
    blocks.all.join("\n\n") + "\n"
}

/// Paragraphs, headings, lists and tables, each without a blank line.
struct Blocks {
    all: Vec<String>,
    /// Whether the language is written from the right.
    is_rtl: bool,
}

impl Blocks {
    fn section(&mut self, section: &Section, level: usize) {
        self.all.push(format!("<a id=\"{}\"></a>", section.anchor));
        self.all.push(format!("{} {}", "#".repeat(level), escape(&section.title)));
        self.all.extend(section.paragraphs.iter().map(|paragraph| escape(paragraph)));
    }

    fn list(&mut self, items: impl Iterator<Item = String>) {
        let items: Vec<String> = items.map(|item| format!("- {item}")).collect();
        self.all.extend((!items.is_empty()).then(|| items.join("\n")));
    }

    fn category(&mut self, category: &Category, columns: &[String; 5], level: usize) {
        self.section(&category.about, level);
        self.list(category.services.iter().map(service));
        category.tables.iter().for_each(|table| self.table(table, columns));
    }

    fn table(&mut self, table: &Table, columns: &[String; 5]) {
        self.all.push(format!("<a id=\"{}\"></a>", table.anchor));
        self.all.push(strong(&table.title));
        let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
        let mut lines = vec![
            line(columns.iter().map(|name| escape(name)).collect()),
            line(columns.iter().map(|_| "---".into()).collect()),
        ];
        for rows in table.rows.chunk_by(|one, next| one.service == next.service) {
            let mut cells = vec![String::new(); columns.len()];
            cells[0] = strong(&rows[0].service);
            lines.push(line(cells));
            lines.extend(rows.iter().map(|row| {
                let [name, rest @ ..] = &row.cells;
                let rest = rest.iter().map(|cell| escape(cell));
                line([self.name(name)].into_iter().chain(rest).collect())
            }));
        }
        self.all.push(lines.join("\n"));
    }

    fn external(&mut self, external: &External, level: usize) {
        self.section(&external.about, level);
        let items: Vec<String> = external
            .sites
            .iter()
            .map(|site| {
                let text = (!site.text.is_empty()).then(|| escape(&site.text));
                let parts = [strong(&site.name), self.name(&site.host)].into_iter().chain(text);
                parts.chain(site.policy.iter().map(link)).collect::<Vec<_>>().join(" ")
            })
            .collect();
        self.list(items.into_iter());
    }

    // The page layer opens the settings for a link to this anchor.
    fn withdraw(&mut self, withdraw: &Withdraw, level: usize) {
        self.section(&withdraw.about, level);
        self.all.push(format!("[{}](#samtycke-settings)", escape(&withdraw.button)));
        if let Some(left) = &withdraw.cannot_delete {
            self.all.push(escape(&left.text));
            self.list(left.items.iter().map(|item| escape(item)));
        }
    }

    fn exceptions(&mut self, exceptions: &Exceptions, level: usize) {
        self.section(&exceptions.about, level);
        self.list(exceptions.reasons().map(escape));
    }

    /// A name or a host.
    fn name(&self, name: &str) -> String {
        isolated(&escape(name), self.is_rtl)
    }
}

fn service(service: &Service) -> String {
    let details = service.details.iter().map(|one| format!("{}: {}", one.name, one.text));
    let details = details.map(|detail| escape(&detail));
    let parts = [strong(&service.name)].into_iter().chain(details);
    parts.chain(service.policy.iter().map(link)).collect::<Vec<_>>().join("  \n  ")
}

fn strong(text: &str) -> String {
    format!("**{}**", escape(text.trim()))
}

/// A link. In angle brackets its address ends nowhere else; the check lets no blank into one.
fn link(link: &Link) -> String {
    let url = link.url.replace('\\', "%5C").replace('<', "%3C").replace('>', "%3E");
    format!("[{}](<{}>)", escape(&link.text), url.replace('|', "%7C"))
}

/// A text that reads as it is: without a meaning in Markdown, HTML or the templates of site generators.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    // What begins a heading, a list, a quotation or a rule does so at the start of a line only.
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    for (index, letter) in text.char_indices() {
        let starts_block = (index == 0 && "-+=".contains(letter))
            || (digits > 0 && index == digits && ".)".contains(letter));
        if letter.is_control() {
            escaped.push(' ');
            continue;
        }
        if starts_block || "\\`*_{}[]<>#|~&$%^".contains(letter) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}
