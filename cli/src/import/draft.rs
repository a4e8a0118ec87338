//! The declaration while it is made.

use std::collections::{BTreeMap, HashMap, HashSet};

use samtycke_config::gates::BUILT_IN;
use samtycke_config::id::as_id;
use serde_json::{Map, Value, json};

use super::file::Node;
use super::known;
use super::text::policy;

/// Where the choice is kept besides its cookie.
pub(super) const RECEIPTS: &str = "samtycke.receipts";

pub struct Draft {
    /// The language of texts that do not say theirs.
    pub language: Option<String>,
    /// The languages of the site, as far as they are known.
    pub(super) languages: Vec<String>,
    pub version: u32,
    pub controller: Map<String, Value>,
    cookie: Map<String, Value>,
    pub categories: Vec<Map<String, Value>>,
    pub services: Vec<Map<String, Value>>,
    /// Words by language.
    pub texts: Map<String, Value>,
    pub ui: Map<String, Value>,
    /// Places of the other file, by places here.
    pub origins: HashMap<String, String>,
    /// What is known of services, by their numbers.
    pub(super) known: BTreeMap<usize, &'static known::Known>,
    ids: HashSet<String>,
    /// Ids of categories by their names there.
    pub(super) by_name: HashMap<String, String>,
    /// Categories for what visitors were asked about, by the required ones whose place they take.
    pub(super) in_place: HashMap<String, String>,
}

impl Draft {
    /// The only one of some languages is that of all texts, where no other is given.
    pub fn new(language: Option<&str>, languages: Vec<String>) -> Draft {
        let only = || languages.first().filter(|_| languages.len() == 1).cloned();
        Draft {
            language: language.map(String::from).or_else(only),
            languages,
            version: 1,
            controller: Map::new(),
            cookie: Map::new(),
            categories: Vec::new(),
            services: Vec::new(),
            texts: Map::new(),
            ui: Map::new(),
            origins: HashMap::new(),
            known: BTreeMap::new(),
            ids: BUILT_IN
                .iter()
                .map(|id| String::from(*id))
                .chain([String::from("samtycke")])
                .collect(),
            by_name: HashMap::new(),
            in_place: HashMap::new(),
        }
    }

    pub fn set_cookie(&mut self, field: &str, value: Value) {
        self.cookie.insert(field.into(), value);
    }

    pub(super) fn own_name(&self) -> &str {
        self.cookie.get("name").and_then(Value::as_str).unwrap_or("samtycke")
    }

    /// An id that nobody has, near to a name.
    pub(super) fn id(&mut self, name: &str, otherwise: &str) -> String {
        let short = |length: usize| as_id(&name.chars().take(length).collect::<String>());
        let id = (1..=32).rev().find_map(short).unwrap_or_else(|| otherwise.into());
        let numbered = (2..).map(|number| format!("{}_{number}", &id[..id.len().min(24)]));
        let free = std::iter::once(id.clone()).chain(numbered).find(|id| !self.ids.contains(id));
        let free = free.unwrap_or_default();
        self.ids.insert(free.clone());
        free
    }

    /// Adds a service by its name there; returns its number. What is known of it is filled in.
    pub fn service(&mut self, name: &str, node: &Node, category: Option<Value>) -> usize {
        let id = self.id(name, "service");
        if id != name {
            node.note(format!("the service is \"{id}\" here: write that in data-samtycke"));
        }
        let number = self.services.len();
        self.origins.insert(format!("services[{number}]"), node.path.clone());
        let mut service = Map::from_iter([("id".to_owned(), json!(id))]);
        if let Some(category) = category {
            service.insert("category".into(), category);
        }
        // A name can be blank.
        let shown = if name.trim().is_empty() { service["id"].clone() } else { json!(name) };
        service.insert("name".into(), shown);
        self.services.push(service);
        self.fill_known(number, name, node);
        // A title can still take its place.
        if let Some(known) = self.known.get(&number) {
            self.services[number].insert("name".into(), json!(known.name));
        }
        number
    }

    /// Fills in provider and policy of a service that is known by this name.
    pub fn fill_known(&mut self, number: usize, name: &str, node: &Node) {
        let service = &mut self.services[number];
        let Some(known) = known::service(name).filter(|_| !service.contains_key("provider")) else {
            return;
        };
        service.insert("provider".into(), json!(known.provider));
        service.insert("policyUrl".into(), json!(known.policy_url));
        self.known.insert(number, known);
        if self.is_required(number) && ["analytics", "marketing"].contains(&known.category) {
            node.note(format!("is granted always, and follows visitors: put it into \"{}\", so that they are asked", known.category));
        }
        node.note(format!(
            "provider, and what is known of its cookies, are those of {}, from Samtycke's list: check them",
            known.name
        ));
    }

    /// Whether all categories of a service are required.
    pub(super) fn is_required(&self, number: usize) -> bool {
        let required = |id: &Value| {
            self.categories.iter().any(|category| {
                category.get("id") == Some(id) && category.get("required") == Some(&json!(true))
            })
        };
        match self.services[number].get("category") {
            Some(Value::Array(ids)) => ids.iter().all(required),
            Some(id) => required(id),
            None => false,
        }
    }

    /// Takes over a link to the policy. The first one stays.
    pub fn policy(&mut self, address: &str, node: &Node, language: Option<&str>) {
        let Some(written) = policy(address) else {
            return node.note("not the address of a policy; set controller.policyUrl");
        };
        if written != address {
            node.note(format!("written as {written}: the address has to be the same on each page"));
        }
        let address = written;
        let Some(language) = language else {
            self.controller.entry("policyUrl").or_insert_with(|| json!(address));
            return;
        };
        let links = self.controller.entry("policyUrl").or_insert_with(|| json!({}));
        if let Some(links) = links.as_object_mut() {
            links.entry(language).or_insert_with(|| json!(address));
        }
    }

    /// Takes over a word in place of a built-in one. Those that push or are no equal answers fall out at the end.
    pub fn word(&mut self, language: &str, key: &str, node: &Node) {
        let Some(word) = node.words() else { return };
        if word == samtycke_config::texts::built_in(language, key) {
            return;
        }
        self.origins.insert(format!("texts.{language}.{key}"), node.path.clone());
        self.texts.entry(language).or_insert_with(|| json!({}))[key] = json!(word);
    }

    /// The declaration.
    pub fn whole(&self) -> Value {
        let objects = |list: &[Map<String, Value>]| -> Vec<Value> {
            list.iter().map(|fields| Value::Object(ordered(fields))).collect()
        };
        let mut whole = json!({"version": self.version, "controller": self.controller});
        if !self.languages.is_empty() {
            whole["languages"] = json!(self.languages);
        }
        let parts = [
            ("cookie", json!(self.cookie)),
            ("categories", json!(objects(&self.categories))),
            ("services", json!(objects(&self.services))),
            ("texts", json!(self.texts)),
            ("ui", json!(self.ui)),
        ];
        for (name, part) in parts {
            let is_empty = part.as_object().is_some_and(Map::is_empty);
            if !is_empty {
                whole[name] = part;
            }
        }
        whole
    }

    /// Declares where the choice itself is kept.
    pub fn declare_own(&mut self) {
        let category = self.necessary();
        let days = self.cookie.get("days").and_then(Value::as_u64).unwrap_or(180);
        let longest =
            self.cookie.get("refusalDays").and_then(Value::as_u64).unwrap_or(180).max(days);
        let own = json!({
            "id": "samtycke",
            "category": category,
            "name": "Your cookie choice",
            "reason": "Without your choice the site would ask on every page, and a no would be forgotten.",
            "cookies": [
                {"name": self.own_name(), "kind": "cookie", "party": "first", "lifetime": format!("P{longest}D"),
                 "purpose": "Keeps what you have said yes and no to."},
                {"name": RECEIPTS, "kind": "localStorage", "party": "first", "lifetime": "persistent",
                 "purpose": "Keeps a list of each yes and each withdrawal made in this browser, for you to look at."},
            ],
        });
        self.services.push(own.as_object().cloned().unwrap_or_default());
    }
}

/// The fields in the order of the schema.
fn ordered(fields: &Map<String, Value>) -> Map<String, Value> {
    let order = [
        "id",
        "required",
        "category",
        "name",
        "description",
        "provider",
        "policyUrl",
        "reason",
        "cookies",
    ];
    let one = |name: &&str| fields.get(*name).map(|value| (String::from(*name), value.clone()));
    order.iter().filter_map(one).collect()
}
