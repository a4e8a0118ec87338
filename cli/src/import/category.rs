//! Categories, and the usual names of them.

use std::collections::HashSet;

use samtycke_config::purpose::{follows, usual};
use serde_json::{Map, Value, json};

use super::draft::Draft;
use super::file::Node;

impl Draft {
    /// Declares categories by their names, in this order, each with whether it is always granted. Those with usual
    /// names get the built-in ids; nothing becomes necessary that visitors could refuse.
    pub fn declare_categories(&mut self, named: &[(String, Node, bool)]) {
        let is_exact = |id: &str| named.iter().any(|(name, ..)| name == id);
        let mut claimed: HashSet<&str> = HashSet::new();
        for (name, node, is_required) in named {
            if self.by_name.contains_key(name) {
                continue;
            }
            let built_in = usual(name)
                .filter(|id| *id != "necessary" || *is_required)
                .filter(|id| name == id || !is_exact(id))
                .filter(|id| claimed.insert(id));
            let id = match built_in {
                Some(id) => id.to_owned(),
                None => self.id(name, "category"),
            };
            if id != *name {
                node.note(format!("the category is \"{id}\" here: write that in data-samtycke"));
            }
            let path = format!("categories[{}]", self.categories.len());
            self.origins.insert(path, node.path.clone());
            let mut category = Map::from_iter([("id".to_owned(), json!(id))]);
            if built_in.is_none() {
                let shown = if name.trim().is_empty() { &id } else { name };
                category.insert("name".into(), json!(shown));
            }
            if *is_required && follows(&id).is_some() {
                node.note("cannot be refused there, and can be here: nobody has to accept statistics or advertising");
            } else if *is_required {
                category.insert("required".into(), json!(true));
                if id != "necessary" {
                    node.note("cannot be refused there, and so not here: check that the site does not work without it");
                }
            }
            self.categories.push(category);
            self.by_name.insert(name.clone(), id);
        }
    }

    /// The id of a category by its name there.
    pub fn category_id(&self, name: &str) -> Option<String> {
        self.by_name.get(name).cloned()
    }

    /// A category by its id.
    pub fn category(&mut self, id: &str) -> Option<&mut Map<String, Value>> {
        self.categories.iter_mut().find(|category| category["id"] == id)
    }

    /// The necessary category, which is always granted. It is made if it is missing.
    pub fn necessary(&mut self) -> String {
        if self.category("necessary").is_none() {
            let category = json!({"id": "necessary", "required": true});
            self.categories.insert(0, category.as_object().cloned().unwrap_or_default());
            self.origins = std::mem::take(&mut self.origins)
                .into_iter()
                .map(|(path, origin)| (moved(&path), origin))
                .collect();
        } else if let Some(category) = self.category("necessary") {
            category.insert("required".into(), json!(true));
        }
        "necessary".into()
    }

    /// The names of categories that are their ids, since the other banner had no words for them.
    pub fn unnamed(&self) -> impl Iterator<Item = String> {
        let is_id = |one: &Map<String, Value>| {
            one.get("name")
                .and_then(Value::as_str)
                .is_some_and(|name| self.by_name.contains_key(name))
        };
        let numbered = self.categories.iter().enumerate();
        numbered
            .filter(move |(_, one)| is_id(one))
            .map(|(index, _)| format!("categories[{index}].name"))
    }

    /// Whether nobody is asked about a category.
    pub fn is_always_granted(&self, id: &str) -> bool {
        let granted = |one: &Map<String, Value>| one["id"] == id && one.get("required").is_some();
        self.categories.iter().any(granted)
    }

    /// The category for a service that visitors were asked about: this one, or one in its place where nobody is asked about it.
    pub fn refusable(&mut self, id: &str, node: &Node) -> String {
        if !self.is_always_granted(id) {
            return id.into();
        }
        let instead = match self.in_place.get(id) {
            Some(instead) => instead.clone(),
            None => {
                let instead = self.id(id, "category");
                let category = json!({"id": instead, "name": id});
                self.categories.extend(category.as_object().cloned());
                self.in_place.insert(id.into(), instead.clone());
                instead
            }
        };
        node.note(format!(
            "visitors were asked about it, and \"{id}\" is always granted; it is in \"{instead}\", made for it: name that, and say what it is for"
        ));
        instead
    }

    /// Makes sure that a built-in category is there.
    pub fn built_in(&mut self, id: &str) -> String {
        if self.category(id).is_none() {
            self.categories.push(Map::from_iter([("id".to_owned(), json!(id))]));
        }
        id.into()
    }
}

/// The path of a category once another one came before it.
fn moved(path: &str) -> String {
    let number = path.strip_prefix("categories[").and_then(|rest| rest.strip_suffix(']'));
    match number.and_then(|number| number.parse::<usize>().ok()) {
        Some(number) => format!("categories[{}]", number + 1),
        None => path.into(),
    }
}
