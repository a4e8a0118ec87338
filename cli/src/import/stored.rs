//! What services store.

use samtycke_config::address::is_named_host;
use samtycke_config::expression::{of_placeholder, patterns, regex};
use samtycke_config::pattern::matches;
use samtycke_config::preset::phrase;
use serde_json::{Map, Value, json};

use super::draft::{Draft, RECEIPTS};
use super::file::{File, Node};
use super::known;

impl Draft {
    /// Adds what a service stores: a name, a pattern or a regular expression, with other fields of a
    /// declaration's cookie. What is known of it is filled in.
    pub fn stored(&mut self, number: usize, name: &Node, others: &Map<String, Value>) {
        self.stored_in(name, others, &mut |_, _| Some(number));
    }

    /// The same, where each name tells the service that it belongs to; nothing for a name that is declared already.
    pub fn stored_in(
        &mut self,
        name: &Node,
        others: &Map<String, Value>,
        service_of: &mut dyn FnMut(&mut Draft, &str) -> Option<usize>,
    ) {
        if name.value.is_object() {
            name.take();
            return name.note("a regular expression that JSON.stringify lost; export it as text, or declare its names");
        }
        let Some(text) = name.string().map(str::trim) else {
            return name.note("not the name of a cookie; left out");
        };
        let expression = regex(text).or_else(|| text.starts_with('^').then_some((text, "")));
        let mut add = |draft: &mut Draft, one: &str| {
            if let Some(number) = service_of(draft, one) {
                draft.one(number, one, name, others);
            }
        };
        let Some((body, flags)) = expression else {
            let pattern = of_placeholder(text);
            if let Some(pattern) = &pattern {
                name.note(format!("written as {pattern}"));
            }
            return add(self, pattern.as_deref().unwrap_or(text));
        };
        match patterns(body, flags) {
            Some(found) => {
                let list = found.names.join(", ");
                name.note(match found.is_exact {
                    true => format!("written as {list}"),
                    false => format!("written as {list}, which covers more names: check that they are all the service's"),
                });
                for one in &found.names {
                    add(self, one);
                }
            }
            None => name.note("no pattern with * says the same; list the names of the cookies"),
        }
    }

    fn one(&mut self, number: usize, name: &str, node: &Node, others: &Map<String, Value>) {
        let only_stars = name.bytes().all(|byte| byte == b'*');
        if only_stars
            || !name.bytes().all(|byte| byte.is_ascii_graphic() && !b";=\\".contains(&byte))
        {
            return node.note("not the name of a cookie; left out");
        }
        let is_ours = matches(name, self.own_name()) || matches(name, RECEIPTS);
        if is_ours && !self.is_required(number) {
            return node.note("covers the cookie that holds the choice; left out");
        }
        let mut stored = Map::from_iter([
            ("name".to_owned(), json!(name)),
            ("kind".to_owned(), json!("cookie")),
        ]);
        let service = &mut self.services[number];
        stored.extend(others.clone());
        let list = service.entry("cookies").or_insert_with(|| json!([]));
        let Some(list) = list.as_array_mut() else { return };
        if let Some(same) = list.iter_mut().find(|one| one["name"] == name) {
            if let (Some(kept), Some(other)) = (same["host"].as_str(), stored.get("host"))
                && other != kept
            {
                node.note(format!(
                    "\"{name}\" is declared with the host {kept}; {} is left out",
                    other.as_str().unwrap_or_default()
                ));
            }
            for (field, value) in stored {
                merge(&mut same[field], value);
            }
            return;
        }
        self.origins
            .insert(format!("services[{number}].cookies[{}]", list.len()), node.path.clone());
        list.push(Value::Object(stored));
    }

    /// Fills in what is known of stored names, where the site says nothing itself, and adds what the site does not name.
    pub fn fill_stored(&mut self, file: &File) {
        for (number, known) in self.known.clone() {
            let list = self.services[number].get_mut("cookies").and_then(Value::as_array_mut);
            for stored in list.into_iter().flatten() {
                let name = stored["name"].as_str().unwrap_or_default().to_owned();
                let fields = known.stored(&name).and_then(Value::as_object).into_iter().flatten();
                if let Some(stored) = stored.as_object_mut() {
                    fields.for_each(|(field, value)| {
                        stored.entry(field).or_insert_with(|| value.clone());
                    });
                }
            }
            self.add_known(number, known, file);
        }
    }

    /// Adds what is known of a service's storage, and what it does not name itself.
    fn add_known(&mut self, number: usize, known: &known::Known, file: &File) {
        let list = self.services[number].get("cookies").and_then(Value::as_array);
        let own: Vec<&str> =
            list.into_iter().flatten().filter_map(|one| one["name"].as_str()).collect();
        let is_declared = |name: &str| own.iter().any(|one| matches(one, name));
        let missing = |one: &&Value| {
            let name = one["name"].as_str().unwrap_or_default();
            !is_declared(name) && !matches(name, self.own_name()) && !matches(name, RECEIPTS)
        };
        let missing: Vec<Value> = known.cookies.iter().filter(missing).cloned().collect();
        if missing.is_empty() {
            return;
        }
        let mut names: Vec<&str> = missing.iter().filter_map(|one| one["name"].as_str()).collect();
        names.dedup();
        let path = self.origins.get(&format!("services[{number}]")).map_or("", String::as_str);
        file.note_line(
            path,
            format!(
                "{}: added what {} stores by Samtycke's list ({}): take out what your site does not store",
                file.at(path),
                known.name,
                names.join(", ")
            ),
        );
        let list = self.services[number].entry("cookies").or_insert_with(|| json!([]));
        if let Some(list) = list.as_array_mut() {
            list.extend(missing);
        }
    }

    /// Whether a service has an entry of exactly this name.
    pub fn has_stored(&self, number: usize, name: &str) -> bool {
        let list = self.services[number].get("cookies").and_then(Value::as_array);
        list.into_iter().flatten().any(|one| one["name"] == name)
    }

    /// Adds everything that is known of a service's storage.
    pub fn known_storage(&mut self, number: usize, known: &known::Known) {
        if !known.cookies.is_empty() {
            self.services[number].insert("cookies".into(), json!(known.cookies));
        }
    }

    /// Says what stored things are for in the languages of the site, where that is known. Returns whether our own texts are in them.
    pub fn translate_stored(&mut self) -> bool {
        let languages = match (&*self.languages, &self.language) {
            ([], None) => return false,
            ([] | [_], Some(language)) => vec![language.clone()],
            (several, _) => several.to_vec(),
        };
        // No other service has texts of ours in its name and its reason.
        let own = self.services.last_mut().filter(|one| one["id"] == "samtycke");
        let is_own_known = own.is_some_and(|own| translate(own, &["name", "reason"], &languages));
        for service in &mut self.services {
            let cookies = service.get_mut("cookies").and_then(Value::as_array_mut);
            for cookie in cookies.into_iter().flatten().filter_map(Value::as_object_mut) {
                translate(cookie, &["purpose"], &languages);
            }
        }
        is_own_known
    }

    /// The service of a category that has a stored name already.
    pub fn owner_of(&self, name: &Node, category: &str) -> Option<usize> {
        self.owner(name.string()?.trim(), category)
    }

    /// The same for a name or pattern.
    pub fn owner(&self, name: &str, category: &str) -> Option<usize> {
        let id = self.category_id(category).map(Value::from);
        let covers = |service: &Map<String, Value>| {
            let cookies = service.get("cookies").and_then(Value::as_array);
            let mut names = cookies.into_iter().flatten().filter_map(|one| one["name"].as_str());
            service.get("category") == id.as_ref() && names.any(|pattern| matches(pattern, name))
        };
        self.services.iter().position(covers)
    }
}

/// Says texts of ours in some languages. Returns whether all of them are known in each.
fn translate(fields: &mut Map<String, Value>, names: &[&str], languages: &[String]) -> bool {
    names.iter().all(|name| {
        let Some(text) = fields.get(*name).and_then(Value::as_str) else { return false };
        let each =
            languages.iter().map(|tag| Some((Some(tag.clone()), String::from(phrase(text, tag)?))));
        let Some(each) = each.collect::<Option<Vec<_>>>() else { return false };
        let one = [(None, each[0].1.clone())];
        let text = super::text::text(if each.len() == 1 { one.into() } else { each });
        fields.insert(String::from(*name), json!(text));
        true
    })
}

/// Adds the host of what is stored, if a text of the other banner is one.
pub fn host(domain: Option<Node>, others: &mut Map<String, Value>) {
    let Some(domain) = domain else { return };
    let Some(text) = domain.string().map(str::trim) else { return };
    if is_host(text) {
        others.insert("host".into(), json!(text));
    } else {
        domain.note(format!("\"{text}\" is not a host; left out"));
    }
}

/// Whether a text is a host of the web.
fn is_host(text: &str) -> bool {
    is_named_host(text) && (text.contains('.') || text.starts_with("localhost")) && !is_code(text)
}

/// Whether a text is code that asks the browser for the page's own host, which looks like a host.
pub fn is_code(text: &str) -> bool {
    text.split('.').any(|part| part == "location" || part == "document")
}

/// Fills in what is missing; texts of several languages join.
fn merge(into: &mut Value, value: Value) {
    match (into, value) {
        (Value::Object(into), Value::Object(value)) => {
            for (language, text) in value {
                into.entry(language).or_insert(text);
            }
        }
        (into @ Value::Null, value) => *into = value,
        _ => {}
    }
}
