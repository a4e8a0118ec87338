//! From a service with a preset to the whole service.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::fill::Filling;
use super::options::{hold, read};
use super::{LONGEST, Preset, Stored, find, phrase};
use crate::address::is_right_link;
use crate::choices::{added, same_meaning};
use crate::code::Code;
use crate::cookie::is_name;
use crate::declaration::CookieSettings;
use crate::gates::{category_ids, gates, items};
use crate::id::is_id;
use crate::language::is_tag;
use crate::normal;
use crate::problem::Problem;
use crate::spelling::{either, guess};
use crate::values::Text;

/// A declaration with its presets expanded, and what is wrong with them. Fields that a service has stay as
/// they are; further services that a preset brings come last.
pub fn expand(declaration: &Value) -> (Value, Vec<Problem>) {
    let mut problems = Vec::new();
    if !items(declaration, "services").iter().any(|service| service.get("preset").is_some()) {
        return (declaration.clone(), problems);
    }
    let site = Site::of(declaration);
    let mut further = Vec::new();
    let mut expanded = declaration.clone();
    let services = expanded["services"].as_array_mut().into_iter().flatten();
    for (index, service) in services.enumerate() {
        if let Some(id) = service.get("preset").and_then(Value::as_str).map(String::from) {
            let at = format!("services[{index}]");
            for one in site.service(service, &id, &at, &mut problems) {
                bring(&mut further, one, &at, &mut problems);
            }
        }
    }
    if let Some(services) = expanded["services"].as_array_mut() {
        services.extend(further);
    }
    (expanded, problems)
}

/// Adds a service that a preset brings along. Two services of one preset share it: it has the scripts of both.
fn bring(all: &mut Vec<Value>, one: Value, at: &str, problems: &mut Vec<Problem>) {
    let Some(other) = all.iter_mut().find(|other| other["id"] == one["id"]) else {
        return all.push(one);
    };
    let rest = |service: &Value| {
        let mut rest = service.as_object().cloned().unwrap_or_default();
        rest.retain(|name, _| !["scripts", "with"].contains(&name.as_str()));
        // What is always granted is never withdrawn.
        if let Some(consent) = rest.get_mut("consent").and_then(Value::as_object_mut) {
            consent.retain(|name, _| !["withdraw", "grant"].contains(&name.as_str()));
        }
        rest
    };
    if rest(other) != rest(&one) {
        let id = &one["id"];
        problems.push(Problem::new(
            Code::WrongOption,
            format!("{at}.with"),
            format!(
                "brings the service {id} along, as another service does that tells its vendor something else; give both the same options, apart from their ids"
            ),
        ));
        return;
    }
    let Some(scripts) = other["scripts"].as_array_mut() else { return };
    for script in items(&one, "scripts") {
        let is_it = |there: &Value| {
            there == script || (script.get("once").is_some() && there["once"] == script["once"])
        };
        if !scripts.iter().any(is_it) {
            scripts.push(script.clone());
        }
    }
}

/// What of a site its presets depend on.
struct Site<'a> {
    categories: Vec<&'a str>,
    /// The categories that visitors answer.
    asked: Vec<&'a str>,
    /// The category that is always granted.
    required: Option<&'a str>,
    /// The languages of its texts.
    languages: BTreeSet<String>,
    /// What is known of it, by the names that presets have for it.
    facts: Map<String, Value>,
}

impl Site<'_> {
    fn of(declaration: &Value) -> Site<'_> {
        let gates = gates(declaration);
        let required = gates.iter().find(|gate| !gate.is_service && gate.required);
        let asked: Vec<&str> = gates
            .iter()
            .filter(|gate| !gate.is_service && !gate.required)
            .map(|gate| gate.id)
            .collect();
        Site {
            categories: category_ids(&gates),
            required: required.map(|gate| gate.id),
            languages: spoken(declaration),
            facts: facts(declaration, !asked.is_empty()),
            asked,
        }
    }

    /// Fills in a service; returns what it brings along.
    fn service(
        &self,
        service: &mut Value,
        id: &str,
        at: &str,
        problems: &mut Vec<Problem>,
    ) -> Vec<Value> {
        let Some(fields) = service.as_object() else { return Vec::new() };
        let Some(preset) = find(id) else {
            problems.push(unknown(id, at));
            *service = merged(self.unknown(id, at), fields);
            return Vec::new();
        };
        let given = fields.get("with").unwrap_or(&Value::Null);
        let before = problems.len();
        let options =
            read(preset, given, &self.categories, &self.asked, &format!("{at}.with"), problems);
        let category = match fields.get("category") {
            Some(own) => own.clone(),
            None => self.category(preset, at, problems),
        };
        if problems.len() > before {
            let mut fields = fields.clone();
            if let Some(problem) =
                problems[before..].iter_mut().find(|one| moved(preset, &fields, at, one))
            {
                let id = fields.shift_remove("id").unwrap_or_default();
                *problem = Problem::new(
                    Code::WrongOption,
                    format!("{at}.id"),
                    format!(
                        "{id} is what the preset \"{}\" takes as an option; move it into \"with\": {{\"id\": {id}}}",
                        preset.id
                    ),
                );
            }
            // What lacks an option says no more than that.
            *service = merged(self.bare(preset, category), &fields);
            return Vec::new();
        }
        let mut options = options;
        options.insert("category".into(), category.clone());
        options.extend(self.facts.clone());
        let filling = Filling { options: &options, categories: &self.categories };
        let whole = self.whole(preset, category, &filling);
        let further =
            preset.also.iter().filter_map(|one| self.further(one, &whole, fields, &filling));
        let further: Vec<Value> = further.collect();
        *service = merged(whole, fields);
        further
    }

    /// The category of a preset, which the site has to have.
    fn category(&self, preset: &Preset, at: &str, problems: &mut Vec<Problem>) -> Value {
        let usual = preset.category.as_str();
        if self.categories.contains(&usual) {
            return usual.into();
        }
        if usual == "necessary"
            && let Some(required) = self.required
        {
            return required.into();
        }
        let others = match same_meaning(usual, &self.categories) {
            Some(id) => format!("\"{id}\", which means the same"),
            None => either(self.categories.iter().copied()),
        };
        let remedy = added(usual);
        problems.push(Problem::new(
            Code::UnknownCategory,
            format!("{at}.preset"),
            format!(
                "\"{}\" belongs to the category \"{usual}\", which the site does not have; {remedy}, or say which one by \"category\": {others}",
                preset.id
            ),
        ));
        self.categories.first().copied().unwrap_or_default().into()
    }

    /// A service of an unknown preset, with what every service needs, so that the check finds nothing else wrong with it. No other
    /// service has its id.
    fn unknown(&self, id: &str, at: &str) -> Map<String, Value> {
        let letters =
            |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        let id = format!("p{}_{}", letters(at), letters(id)).to_ascii_lowercase();
        let id: String = id.chars().take(32).collect();
        let category = self.categories.first().copied().unwrap_or_default();
        let fields = json!({ "id": id, "category": category, "name": "?", "reason": "?" });
        fields.as_object().cloned().unwrap_or_default()
    }

    /// A service whose options are wrong: it has what its preset says without them.
    fn bare(&self, preset: &Preset, category: Value) -> Map<String, Value> {
        let id = preset.service_id();
        let mut fields = Map::from_iter([
            ("id".into(), id.into()),
            ("category".into(), category),
            ("name".into(), self.text(&preset.name)),
        ]);
        fields.extend(preset.reason.iter().map(|reason| ("reason".into(), self.phrase(reason))));
        let filling = Filling { options: &self.facts, categories: &self.categories };
        let provider = filling.value(&json!(preset.provider));
        fields.extend(provider.map(|provider| ("provider".into(), provider)));
        let cookies = preset.cookies.iter().filter(|one| one.when.is_empty());
        let cookies: Value = cookies.filter_map(|one| self.stored(one, &filling)).collect();
        fields.insert("cookies".into(), cookies);
        fields
    }

    fn whole(&self, preset: &Preset, category: Value, filling: &Filling) -> Map<String, Value> {
        let mut whole = Map::new();
        let mut put = |name: &str, value: Value| {
            let is_empty = value.as_array().is_some_and(Vec::is_empty) || value.is_null();
            if !is_empty {
                whole.insert(name.into(), value);
            }
        };
        put("id", preset.service_id().into());
        put("category", category);
        put("name", self.text(&preset.name));
        put("provider", filling.value(&json!(preset.provider)).unwrap_or_default());
        put("policyUrl", filling.value(&json!(preset.policy_url)).unwrap_or_default());
        put("reason", preset.reason.as_deref().map_or(Value::Null, |reason| self.phrase(reason)));
        let scripts = preset.scripts.iter().filter_map(|script| filling.value(&script.0));
        put("scripts", scripts.collect());
        let consent = preset.consent.as_ref().and_then(|consent| filling.value(&consent.0));
        put("consent", consent.unwrap_or_default());
        let cookies = preset.cookies.iter().filter(|one| hold(&one.when, filling.options));
        put("cookies", cookies.filter_map(|one| self.stored(one, filling)).collect());
        put("embeds", preset.embeds.iter().filter_map(|one| filling.string(one)).collect());
        if !preset.rewrites.is_empty() {
            put("rewrites", json!(preset.rewrites));
        }
        put("chat", preset.chat.iter().filter_map(|step| filling.value(&step.0)).collect());
        whole
    }

    fn stored(&self, stored: &Stored, filling: &Filling) -> Option<Value> {
        let Stored { kind, party, .. } = stored;
        let mut value =
            json!({ "name": filling.string(&stored.name)?, "kind": kind, "party": party });
        if let Some(host) = &stored.host {
            value["host"] = filling.string(host)?.into();
        }
        if stored.http_only {
            value["httpOnly"] = true.into();
        }
        if stored.wide {
            value["keep"] = true.into();
        }
        value["lifetime"] = filling.string(&stored.kept())?.into();
        value["purpose"] = self.phrase(&stored.purpose);
        Some(value)
    }

    /// A further service, if its condition holds.
    fn further(
        &self,
        template: &crate::values::Json,
        whole: &Map<String, Value>,
        fields: &Map<String, Value>,
        filling: &Filling,
    ) -> Option<Value> {
        let mut service = filling.value(&template.0)?.as_object()?.clone();
        if service.get("category").and_then(Value::as_str) == Some("@required") {
            service.insert("category".into(), self.required?.into());
        }
        for name in ["name", "reason"] {
            if let Some(text) = service.get(name).and_then(Value::as_str) {
                let text = self.phrase(text);
                service.insert(name.into(), text);
            }
        }
        for name in ["preset", "with"] {
            service.extend(fields.get(name).map(|value| (name.into(), value.clone())));
        }
        for name in ["provider", "policyUrl", "consent"] {
            if !service.contains_key(name) {
                service.extend(whole.get(name).map(|value| (name.into(), value.clone())));
            }
        }
        Some(service.into())
    }

    fn text(&self, text: &Text) -> Value {
        match text {
            Text::Same(text) => self.phrase(text),
            Text::Each(each) => {
                let find = |tag: &String| Some((tag.clone(), each.get(tag)?.clone()));
                let spoken: Map<String, Value> = self
                    .languages
                    .iter()
                    .filter_map(find)
                    .map(|(tag, text)| (tag, text.into()))
                    .collect();
                one_or_each(spoken)
            }
        }
    }

    /// An English phrase in the languages of the site.
    fn phrase(&self, english: &str) -> Value {
        let each = self
            .languages
            .iter()
            .filter_map(|tag| Some((tag.clone(), phrase(english, tag)?.into())));
        one_or_each(each.collect())
    }
}

/// Whether the option that a preset lacks is in the place of the service's id.
fn moved(preset: &Preset, fields: &Map<String, Value>, at: &str, lacks: &Problem) -> bool {
    let id = fields.get("id").and_then(Value::as_str).filter(|id| !is_id(id));
    let fits = |id: &str| preset.options.get("id").is_some_and(|rule| rule.fits(id));
    lacks.path == format!("{at}.with.id") && id.is_some_and(fits)
}

/// What presets may say of the site: who runs it, where its policy is, the name of its choice's cookie, for how many days it
/// is kept, and whether visitors are asked anything.
fn facts(declaration: &Value, asks: bool) -> Map<String, Value> {
    let cookie = &declaration["cookie"];
    let default = CookieSettings::default();
    let days = |name: &str, default: u16| cookie[name].as_u64().unwrap_or(default.into());
    let days = days("days", default.days).max(days("refusalDays", default.refusal_days));
    // What is wrong with these is told where it stands, not once more of the service.
    let days = days.min(LONGEST);
    let name = cookie["name"].as_str().filter(|name| is_name(name)).unwrap_or(&default.name.0);
    let mut facts = Map::from_iter([
        ("cookieName".into(), name.into()),
        ("cookieDays".into(), days.into()),
        ("asks".into(), asks.into()),
    ]);
    let controller = &declaration["controller"];
    let is_text = |text: &&Value| match text {
        Value::String(text) => !text.trim().is_empty(),
        other => other.is_object(),
    };
    let is_one = |link: &Value| link.as_str().is_some_and(is_right_link);
    let is_link = |link: &&Value| match link {
        Value::Object(links) => links.iter().all(|(tag, link)| is_tag(tag) && is_one(link)),
        link => is_one(link),
    };
    let name = controller.get("name").filter(is_text);
    let policy = controller.get("policyUrl").filter(is_text).filter(is_link);
    facts.extend(name.map(|it| ("controller".into(), it.clone())));
    facts.extend(policy.map(|it| ("policyUrl".into(), it.clone())));
    facts
}

fn one_or_each(texts: Map<String, Value>) -> Value {
    match texts.iter().next() {
        Some((_, only)) if texts.len() == 1 => only.clone(),
        _ => texts.into(),
    }
}

/// The languages that a site's own texts are in, and English.
fn spoken(declaration: &Value) -> BTreeSet<String> {
    let named = items(declaration, "languages").iter().filter_map(Value::as_str);
    let mut tags: BTreeSet<String> = named.map(String::from).collect();
    if tags.is_empty() {
        tags.extend(normal::languages_of(declaration));
    }
    tags.insert("en".into());
    tags
}

/// A service with its own fields over those of its preset.
fn merged(mut whole: Map<String, Value>, own: &Map<String, Value>) -> Value {
    whole.extend(own.iter().map(|(name, value)| (name.clone(), value.clone())));
    whole.into()
}

fn unknown(id: &str, at: &str) -> Problem {
    let known = || super::all().iter().map(|preset| preset.id.as_str());
    let found = guess(
        &format!("\"{id}\" is not a preset"),
        id,
        known(),
        "; `samtycke presets` lists them all",
    );
    let (message, meant) = match super::by_name(id) {
        Some(preset) => (
            format!("\"{id}\" is not a preset; did you mean \"{}\"?", preset.id),
            Some(preset.id.clone()),
        ),
        None => (found.message, found.meant),
    };
    let mut problem = Problem::new(Code::UnknownPreset, format!("{at}.preset"), message);
    problem.meant = meant;
    problem
}
