//! A policy as a fragment of HTML, to be included in a page.

use std::fmt::Write as _;

use super::content::{
    Category, Exceptions, External, Link, Policy, Section, Service, Table, Tables, Withdraw,
};

/// The fragment: one `<section>` whose heading has a level from 1 to 4.
pub fn render(policy: &Policy, level: u8) -> String {
    let mut html = Html { text: String::new(), level, is_rtl: policy.direction == "rtl" };
    let Policy { language, direction, about, .. } = policy;
    html.line(&format!(
        "<section class=\"samtycke-policy\" id=\"{0}\" lang=\"{1}\" dir=\"{direction}\" aria-labelledby=\"{0}-title\">",
        escape(&about.anchor),
        escape(language),
    ));
    html.line(&format!(
        "<h{level} id=\"{}-title\">{}</h{level}>",
        escape(&about.anchor),
        escape(&about.title)
    ));
    html.paragraphs(&about.paragraphs);
    policy.why.iter().for_each(|why| html.section(why, |_| {}));
    html.tables(&policy.tables);
    policy.signals.iter().for_each(|signals| html.section(signals, |_| {}));
    policy.external.iter().for_each(|external| html.external(external));
    policy.withdraw.iter().for_each(|withdraw| html.withdraw(withdraw));
    html.section(&policy.browsers.about, |html| html.links(&policy.browsers.links));
    policy.exceptions.iter().for_each(|exceptions| html.exceptions(exceptions));
    html.line("</section>");
    html.text
}

struct Html {
    text: String,
    /// The level of the headings where it is now.
    level: u8,
    /// Whether the language is written from the right, so that names and hosts need a direction of their own.
    is_rtl: bool,
}

impl Html {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn paragraphs(&mut self, paragraphs: &[String]) {
        for paragraph in paragraphs {
            self.line(&format!("<p>{}</p>", escape(paragraph)));
        }
    }

    fn list(&mut self, items: impl Iterator<Item = String>) {
        self.line("<ul>");
        items.for_each(|item| self.line(&format!("<li>{item}</li>")));
        self.line("</ul>");
    }

    fn links(&mut self, links: &[Link]) {
        self.list(links.iter().map(|one| link(one, None)));
    }

    /// A section one level further down, and what belongs into it.
    fn section(&mut self, section: &Section, inside: impl FnOnce(&mut Html)) {
        self.level += 1;
        self.line(&format!("<section id=\"{}\">", escape(&section.anchor)));
        self.line(&format!("<h{0}>{1}</h{0}>", self.level, escape(&section.title)));
        self.paragraphs(&section.paragraphs);
        inside(self);
        self.line("</section>");
        self.level -= 1;
    }

    fn tables(&mut self, tables: &Tables) {
        self.section(&tables.about, |html| {
            if !tables.parties.is_empty() {
                html.line("<dl>");
                for one in &tables.parties {
                    let (name, text) = (escape(&one.name), escape(&one.text));
                    html.line(&format!("<dt>{name}</dt><dd>{text}</dd>"));
                }
                html.line("</dl>");
            }
            for category in &tables.categories {
                html.category(category, &tables.columns);
            }
        });
    }

    fn category(&mut self, category: &Category, columns: &[String; 5]) {
        self.section(&category.about, |html| {
            if !category.services.is_empty() {
                html.list(category.services.iter().map(service));
            }
            for table in &category.tables {
                html.table(table, columns);
            }
        });
    }

    // The table may be wider than the screen, and what scrolls has to be reachable by keyboard.
    fn table(&mut self, table: &Table, columns: &[String; 5]) {
        let anchor = escape(&table.anchor);
        self.line(&format!(
            "<div class=\"samtycke-scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"{anchor}\">"
        ));
        self.line("<table>");
        self.line(&format!("<caption id=\"{anchor}\">{}</caption>", escape(&table.title)));
        let heads = columns.iter().map(|name| format!("<th scope=\"col\">{}</th>", escape(name)));
        self.line(&format!("<thead><tr>{}</tr></thead>", heads.collect::<String>()));
        let code = if self.is_rtl { "<code dir=\"ltr\">" } else { "<code>" };
        for rows in table.rows.chunk_by(|one, next| one.service == next.service) {
            self.line("<tbody>");
            // A cell, not the header of a row group: axe takes that for the header of a column without data.
            self.line(&format!(
                "<tr><td colspan=\"{}\"><strong>{}</strong></td></tr>",
                columns.len(),
                escape(&rows[0].service)
            ));
            for row in rows {
                let [name, rest @ ..] = &row.cells;
                let name = format!("<th scope=\"row\">{code}{}</code></th>", escape(name));
                let cells = rest.iter().map(|cell| format!("<td>{}</td>", escape(cell)));
                self.line(&format!("<tr>{name}{}</tr>", cells.collect::<String>()));
            }
            self.line("</tbody>");
        }
        self.line("</table>");
        self.line("</div>");
    }

    fn external(&mut self, external: &External) {
        let is_rtl = self.is_rtl;
        self.section(&external.about, |html| {
            html.list(external.sites.iter().map(|site| {
                let (name, host) = (escape(&site.name), escape(&site.host));
                let host = if is_rtl { format!("<bdi dir=\"ltr\">{host}</bdi>") } else { host };
                let mut item = format!("<strong>{name}</strong> {host}");
                if !site.text.is_empty() {
                    let _ = write!(item, " {}", escape(&site.text));
                }
                if let Some(one) = &site.policy {
                    let _ = write!(item, " {}", link(one, Some(&site.name)));
                }
                item
            }));
        });
    }

    fn withdraw(&mut self, withdraw: &Withdraw) {
        self.section(&withdraw.about, |html| {
            html.line(&format!(
                "<p><button type=\"button\" data-samtycke-click=\"settings\">{}</button></p>",
                escape(&withdraw.button)
            ));
            if let Some(left) = &withdraw.cannot_delete {
                html.line(&format!("<p>{}</p>", escape(&left.text)));
                html.list(left.items.iter().map(|item| escape(item)));
            }
        });
    }

    fn exceptions(&mut self, exceptions: &Exceptions) {
        self.section(&exceptions.about, |html| {
            html.list(exceptions.reasons().map(escape));
        });
    }
}

fn service(service: &Service) -> String {
    let mut item = format!("<strong>{}</strong>", escape(&service.name));
    for one in &service.details {
        let _ = write!(item, "<br>{}: {}", escape(&one.name), escape(&one.text));
    }
    if let Some(one) = &service.policy {
        let _ = write!(item, "<br>{}", link(one, Some(&service.name)));
    }
    item
}

/// A link, and whose it is where its text does not say so.
fn link(link: &Link, whose: Option<&str>) -> String {
    let (url, text) = (escape(&link.url), escape(&link.text));
    let label =
        whose.map_or(String::new(), |whose| format!(" aria-label=\"{text}: {}\"", escape(whose)));
    format!("<a href=\"{url}\"{label}>{text}</a>")
}

/// A text as the content of an element or an attribute in double quotes. HTML has no control characters.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ if letter.is_control() => escaped.push(' '),
            _ => escaped.push(letter),
        }
    }
    escaped
}
