//! What is granted, and why.

use super::{Row, Section, Tone, signal_name};
use crate::facts::{Category, Facts, Service, Site};

pub fn section(facts: &Facts) -> Section {
    let mut rows = Vec::new();
    let mut sum = String::from("unknown");
    if let Some(site) = &facts.site {
        let granted = site.categories.iter().filter(|one| one.granted).count();
        sum = format!("{granted} of {} categories", site.categories.len());
        for category in &site.categories {
            rows.push(row(&category.id, category.granted, why(category, facts)));
            // A service of several categories is shown with the first.
            let own = |one: &&Service| one.categories.first() == Some(&category.id);
            for service in site.services.iter().filter(own) {
                let title = format!("{} / {}", category.id, service.id);
                rows.push(row(&title, service.granted, why_service(service, site, facts)));
            }
        }
    }
    Section { id: "grants", title: "Granted", sum, rows, empty: "No declaration is in effect." }
}

fn row(title: &str, granted: bool, text: String) -> Row {
    let (tone, tag) = if granted { (Tone::Good, "granted") } else { (Tone::Plain, "not granted") };
    Row { tone, title: title.into(), tag: tag.into(), text }
}

fn why(category: &Category, facts: &Facts) -> String {
    let signal = signal_name(facts.signal);
    let text = if category.required {
        "required: granted always"
    } else if category.ruled_out {
        return format!("{signal} is on and binding");
    } else if category.granted && facts.signal.is_some() {
        return format!("{signal} is on, and the visitor granted it all the same");
    } else if category.granted {
        "the stored choice"
    } else if facts.signal.is_some() {
        return format!("{signal} is a no; the visitor can still grant it");
    } else if category.asked && facts.choice.is_some() {
        "its yes is void since the declaration changed: asked again"
    } else if facts.choice.is_some() {
        "the visitor said no"
    } else {
        "nobody has answered"
    };
    text.into()
}

fn why_service(service: &Service, site: &Site, facts: &Facts) -> String {
    let missing = site.categories.iter();
    let missing = missing.filter(|one| !one.granted && service.categories.contains(&one.id));
    let missing: Vec<&str> = missing.map(|one| one.id.as_str()).collect();
    if service.ruled_out {
        return format!("{} is on and binding", signal_name(facts.signal));
    }
    match (service.granted, missing.is_empty()) {
        (true, true) => format!("follows {}", service.categories.join(" and ")),
        (true, false) => format!("switched on by itself; {} is not granted", missing.join(" and ")),
        (false, false) => format!("needs {}", missing.join(" and ")),
        (false, true) => "switched off by itself".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Choice, Signal};

    fn category(id: &str, granted: bool) -> Category {
        Category { id: id.into(), granted, ..Category::default() }
    }

    fn service(id: &str, categories: &[&str], granted: bool) -> Service {
        let categories = categories.iter().map(|id| (*id).into()).collect();
        Service { id: id.into(), categories, granted, ..Service::default() }
    }

    fn facts(categories: Vec<Category>, services: Vec<Service>) -> Facts {
        Facts { site: Some(Site { categories, services, ..Site::default() }), ..Facts::default() }
    }

    #[track_caller]
    fn says(facts: &Facts, expected: &[(&str, &str, &str)]) {
        let rows = section(facts).rows;
        let rows: Vec<_> = rows
            .iter()
            .map(|row| (row.title.as_str(), row.tag.as_str(), row.text.as_str()))
            .collect();
        assert_eq!(rows, expected);
    }

    #[test]
    fn a_category_says_why() {
        let required = Category { required: true, ..category("necessary", true) };
        let before = facts(vec![required, category("ads", false)], vec![]);
        says(
            &before,
            &[
                ("necessary", "granted", "required: granted always"),
                ("ads", "not granted", "nobody has answered"),
            ],
        );
        assert_eq!(section(&before).sum, "1 of 2 categories");
        let choice = Some(Choice::default());
        let no = Facts { choice: choice.clone(), ..facts(vec![category("ads", false)], vec![]) };
        says(&no, &[("ads", "not granted", "the visitor said no")]);
        let asked = Category { asked: true, ..category("ads", false) };
        let void = Facts { choice, ..facts(vec![asked], vec![]) };
        says(
            &void,
            &[("ads", "not granted", "its yes is void since the declaration changed: asked again")],
        );
    }

    #[test]
    fn a_signal_says_that_it_is_one() {
        let bound = Category { ruled_out: true, ..category("ads", false) };
        let site = facts(vec![bound, category("chat", false), category("film", true)], vec![]);
        let signal = Some(Signal::DoNotTrack);
        says(
            &Facts { signal, ..site },
            &[
                ("ads", "not granted", "Do Not Track is on and binding"),
                ("chat", "not granted", "Do Not Track is a no; the visitor can still grant it"),
                ("film", "granted", "Do Not Track is on, and the visitor granted it all the same"),
            ],
        );
    }

    #[test]
    fn a_service_needs_all_of_its_categories() {
        let services = vec![
            service("a", &["yes"], true),
            service("b", &["yes"], false),
            service("c", &["no"], true),
            service("d", &["yes", "no"], false),
        ];
        let all =
            section(&facts(vec![category("yes", true), category("no", false)], services)).rows;
        let texts: Vec<_> = all.iter().map(|row| (row.title.as_str(), row.text.as_str())).collect();
        assert_eq!(
            texts,
            [
                ("yes", "the stored choice"),
                ("yes / a", "follows yes"),
                ("yes / b", "switched off by itself"),
                ("yes / d", "needs no"),
                ("no", "nobody has answered"),
                ("no / c", "switched on by itself; no is not granted"),
            ]
        );
    }
}
