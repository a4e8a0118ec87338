//! What a simulated site declares.

/// A declaration, as far as the core depends on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// Raised, it voids every yes.
    pub version: u32,
    /// How many days a yes holds.
    pub days: u32,
    /// How many days a no holds.
    pub refusal_days: u32,
    /// The categories, in order.
    pub categories: Vec<Category>,
    /// The services, in order.
    pub services: Vec<Service>,
}

/// A declared category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Its id.
    pub id: String,
    /// Whether it is granted always.
    pub required: bool,
    /// Changed, it voids the category's yes.
    pub revision: u32,
    /// Whether each signal allows it: Do Not Track, Global Privacy Control.
    pub allowed: [bool; 2],
}

/// A declared service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Its id.
    pub id: String,
    /// The ids of the categories that it needs.
    pub categories: Vec<String>,
}

impl Declaration {
    /// A declaration of ids: `"necessary! analytics"` and `"ga:analytics yt:analytics+marketing"`.
    /// `!` marks a required category, `=2` a revision, `d` and `g` behind `/` the signals that
    /// allow it.
    pub fn of(version: u32, categories: &str, services: &str) -> Declaration {
        Declaration {
            version,
            days: 180,
            refusal_days: 180,
            categories: categories.split_whitespace().map(Category::of).collect(),
            services: services.split_whitespace().map(Service::of).collect(),
        }
    }

    /// The ids of all gates, in order.
    pub fn ids(&self) -> Vec<&str> {
        let categories = self.categories.iter().map(|category| category.id.as_str());
        categories.chain(self.services.iter().map(|service| service.id.as_str())).collect()
    }
}

impl Category {
    fn of(text: &str) -> Category {
        let (text, allowed) = text.split_once('/').unwrap_or((text, ""));
        let (text, revision) = text.split_once('=').unwrap_or((text, "0"));
        Category {
            id: text.trim_end_matches('!').into(),
            required: text.ends_with('!'),
            revision: revision.parse().expect("a revision is a number"),
            allowed: [allowed.contains('d'), allowed.contains('g')],
        }
    }
}

impl Service {
    fn of(text: &str) -> Service {
        let (id, categories) = text.split_once(':').expect("a service names its categories");
        Service { id: id.into(), categories: categories.split('+').map(Into::into).collect() }
    }
}
