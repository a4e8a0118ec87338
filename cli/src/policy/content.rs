//! What a policy says, as data: the formats print it, and `--format json` is it. The guide `docs/program.md`
//! lists these fields with their comments.

#[cfg(test)]
use schemars::JsonSchema;
use serde::Serialize;

/// The cookie section of a policy in one language.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Policy {
    /// The tag of its language.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// The title, and who is responsible.
    pub about: Section,
    /// Why the site uses cookies. Missing if nothing needs a consent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Section>,
    /// What the site stores.
    pub tables: Tables,
    /// What the site does about browser signals. Missing if nothing needs a consent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signals: Option<Section>,
    /// Sites that ask for consent themselves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external: Option<External>,
    /// How to withdraw. Missing if nothing needs a consent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdraw: Option<Withdraw>,
    /// How browsers block and delete cookies.
    pub browsers: Browsers,
    /// Warnings of the check that the site allows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exceptions: Option<Exceptions>,
}

/// A title with paragraphs.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Section {
    /// The id of the HTML element.
    pub anchor: String,
    /// The heading.
    pub title: String,
    /// The text.
    pub paragraphs: Vec<String>,
}

/// What the site stores, by category.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Tables {
    /// The title, and what holds for all tables.
    #[serde(flatten)]
    pub about: Section,
    /// What first-party and third-party cookies are: those of the two that the site has.
    pub parties: Vec<Term>,
    /// The headings of the columns: name, kind, host, lifetime, purpose.
    pub columns: [String; 5],
    /// The categories, in declared order.
    pub categories: Vec<Category>,
}

/// A word and what it means or holds.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Term {
    /// The word.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// A category.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Category {
    /// Its id in the declaration.
    pub id: String,
    /// Whether it is always granted.
    pub required: bool,
    /// Its name, and its description.
    #[serde(flatten)]
    pub about: Section,
    /// Its services, in declared order.
    pub services: Vec<Service>,
    /// What they store, by party.
    pub tables: Vec<Table>,
}

/// A service.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Service {
    /// Its id in the declaration.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its provider, and why it is necessary.
    pub details: Vec<Term>,
    /// Its policy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<Link>,
}

/// A link.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Link {
    /// The address.
    pub url: String,
    /// The text.
    pub text: String,
}

/// What the services of a category store under the hosts of one party.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Table {
    /// The id of the HTML element.
    pub anchor: String,
    /// The caption.
    pub title: String,
    /// The rows, those of a service together.
    pub rows: Vec<Row>,
}

/// Something that a service stores.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Row {
    /// The name of the service.
    pub service: String,
    /// The cells: name, kind, host, lifetime, purpose.
    pub cells: [String; 5],
}

/// Sites that ask for consent themselves.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct External {
    /// The title.
    #[serde(flatten)]
    pub about: Section,
    /// The sites.
    pub sites: Vec<Site>,
}

/// A site that asks for consent itself.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Site {
    /// Who runs it.
    pub name: String,
    /// Its host.
    pub host: String,
    /// What it is; may be empty.
    pub text: String,
    /// Its policy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<Link>,
}

/// How to withdraw.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Withdraw {
    /// The title, and how it works.
    #[serde(flatten)]
    pub about: Section,
    /// The words of the button that opens the settings.
    pub button: String,
    /// What the site cannot delete.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cannot_delete: Option<CannotDelete>,
}

/// What the site cannot delete.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct CannotDelete {
    /// Why not.
    pub text: String,
    /// What it is: the name, the host and the service of each.
    pub items: Vec<String>,
}

/// How browsers block and delete cookies.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Browsers {
    /// The title, and what browsers can do.
    #[serde(flatten)]
    pub about: Section,
    /// The help of each browser.
    pub links: Vec<Link>,
}

/// Warnings of the check that the site allows.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Exceptions {
    /// The title.
    #[serde(flatten)]
    pub about: Section,
    /// The warnings.
    pub items: Vec<Exception>,
}

impl Exceptions {
    /// What visitors read of them, each once: codes and places are for developers.
    pub fn reasons(&self) -> impl Iterator<Item = &str> {
        let items = self.items.iter().enumerate();
        let is_first = |(at, one): &(usize, &Exception)| {
            !self.items[..*at].iter().any(|two| two.reason == one.reason)
        };
        items.filter(is_first).map(|(_, one)| one.reason.as_str())
    }
}

/// A warning of the check that the site allows.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub struct Exception {
    /// The code of the warning.
    pub code: String,
    /// The places in the declaration.
    pub paths: Vec<String>,
    /// The site's reason.
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    /// The type of a field, as the guide names it.
    fn kind(schema: &Value) -> String {
        let name = |schema: &Value| schema["$ref"].as_str()?.rsplit('/').next().map(String::from);
        if let Some(name) = name(schema) {
            return format!("`{name}`");
        }
        let options = schema["anyOf"].as_array().into_iter().flatten();
        if let Some(name) = options.into_iter().find_map(name) {
            return format!("`{name}`");
        }
        match schema["type"].as_str() {
            Some("array") => format!("list of {}", kind(&schema["items"])),
            Some("boolean") => "true or false".into(),
            _ => "text".into(),
        }
    }

    fn table(name: &str, schema: &Value) -> String {
        let text =
            |schema: &Value| schema["description"].as_str().unwrap_or_default().replace('\n', " ");
        let fields = schema["properties"].as_object().expect("an object");
        let rows = fields.iter().map(|(field, schema)| {
            format!("| `{field}` | {} | {} |\n", kind(schema), text(schema))
        });
        let rows: String = rows.collect();
        format!(
            "`{name}`: {}\n\n| field | holds | meaning |\n| --- | --- | --- |\n{rows}",
            text(schema)
        )
    }

    #[test]
    fn the_guide_lists_every_field() {
        let schema = schemars::schema_for!(Policy).to_value();
        let definitions = schema["$defs"].as_object().expect("an object");
        let others = definitions.iter().map(|(name, schema)| table(name, schema));
        let tables: Vec<String> = [table("Policy", &schema)].into_iter().chain(others).collect();
        let tables = tables.join("\n");
        let guide = include_str!("../../../docs/program.md");
        assert!(guide.contains(&tables), "docs/program.md needs these tables:\n\n{tables}");
    }
}
