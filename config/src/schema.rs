//! Every field of the declaration, once. The check and the TypeScript types follow these tables.

/// What a field holds.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// `true` or `false`.
    Flag,
    /// A whole number within bounds, both included.
    Whole(u64, u64),
    /// Any string.
    AnyString,
    /// A string that is not blank.
    Word,
    /// A text for visitors: a string that is not blank, or an object of language → string.
    Text,
    /// A link: an address, or an object of language → address.
    Link,
    /// The address of a script.
    Source,
    /// An id of a category or service.
    Id,
    /// The id of a declared category.
    Category,
    /// The id of a declared category, or a list of such ids.
    Categories,
    /// `session`, `persistent` or an ISO 8601 duration.
    Lifetime,
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// A list.
    List(&'static Kind),
    /// An object with any names of fields.
    Named(&'static Kind),
    /// An object with language tags as names.
    ByLanguage(&'static Kind),
    /// Words in place of the built-in ones, by their keys.
    Words,
    /// An object with the fields of a table.
    Object(&'static Table),
}

/// The fields of an object.
#[derive(Debug)]
pub struct Table {
    /// The name of its TypeScript interface.
    pub name: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// Its fields, in the order shown.
    pub fields: &'static [Field],
}

/// A field of an object.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it always has to be there.
    pub needed: bool,
    /// What it means.
    pub doc: &'static str,
}

const fn needed(name: &'static str, kind: Kind, doc: &'static str) -> Field {
    Field { name, kind, needed: true, doc }
}

const fn optional(name: &'static str, kind: Kind, doc: &'static str) -> Field {
    Field { name, kind, needed: false, doc }
}

/// The largest whole number that the core has room for.
const LARGEST: u64 = u32::MAX as u64;

/// Every table. The first is the declaration.
pub static TABLES: [&Table; 11] = [
    &CONFIG,
    &CONTROLLER,
    &COOKIE_SETTINGS,
    &SIGNALS,
    &SIGNAL_RULE,
    &CATEGORY,
    &SERVICE,
    &SCRIPT,
    &COOKIE,
    &EXTERNAL,
    &UI,
];

/// The declaration.
pub static CONFIG: Table = Table {
    name: "Config",
    doc: "The declaration: what the site uses and what it promises its visitors.",
    fields: &[
        optional("$schema", Kind::AnyString, "The address of a JSON Schema, for editors."),
        needed(
            "version",
            Kind::Whole(0, LARGEST),
            "Raise it when the policy changes: every yes is void then, and visitors are asked again.",
        ),
        needed("controller", Kind::Object(&CONTROLLER), "The data controller."),
        optional("cookie", Kind::Object(&COOKIE_SETTINGS), "The cookie that holds the choice."),
        optional(
            "signals",
            Kind::Object(&SIGNALS),
            "What holds while the browser sends a signal. By default only what is required can be granted then.",
        ),
        needed(
            "categories",
            Kind::List(&Kind::Object(&CATEGORY)),
            "The purposes, in the order shown: at most 32.",
        ),
        optional(
            "services",
            Kind::List(&Kind::Object(&SERVICE)),
            "In the order shown: with the categories at most 1,024.",
        ),
        optional(
            "external",
            Kind::List(&Kind::Object(&EXTERNAL)),
            "Other sites of yours that ask for consent themselves.",
        ),
        optional(
            "texts",
            Kind::ByLanguage(&Kind::Words),
            "Words in place of the built-in ones, by language.",
        ),
        optional("ui", Kind::Object(&UI), "How the banner looks and behaves."),
    ],
};

static CONTROLLER: Table = Table {
    name: "Controller",
    doc: "The data controller.",
    fields: &[
        needed("name", Kind::Text, "Its name."),
        needed("policyUrl", Kind::Link, "The address of its cookie policy."),
        optional("contact", Kind::Text, "How to reach it."),
    ],
};

static COOKIE_SETTINGS: Table = Table {
    name: "CookieSettings",
    doc: "The cookie that holds the choice.",
    fields: &[
        optional("name", Kind::Word, "`samtycke` by default."),
        optional("days", Kind::Whole(1, 400), "How many days a yes is kept: 180 by default."),
        optional(
            "refusalDays",
            Kind::Whole(180, 400),
            "How many days a no is kept: 180 by default.",
        ),
        optional("domain", Kind::Word, "The page's host alone by default."),
        optional("path", Kind::Word, "`/` by default."),
        optional("sameSite", Kind::OneOf(&["Lax", "Strict", "None"]), "`Lax` by default."),
        optional("secure", Kind::Flag, "True by default on an https page."),
    ],
};

static SIGNALS: Table = Table {
    name: "Signals",
    doc: "What holds while the browser sends a signal.",
    fields: &[
        optional("doNotTrack", Kind::Object(&SIGNAL_RULE), "Do Not Track."),
        optional("globalPrivacyControl", Kind::Object(&SIGNAL_RULE), "Global Privacy Control."),
    ],
};

static SIGNAL_RULE: Table = Table {
    name: "SignalRule",
    doc: "What holds while a signal is on. Nobody is asked then.",
    fields: &[
        optional(
            "allow",
            Kind::List(&Kind::Category),
            "Ids of the categories that visitors can still grant by an act of their own; none by default.",
        ),
        optional(
            "binding",
            Kind::Flag,
            "Whether no other category can be granted; true by default.",
        ),
    ],
};

static CATEGORY: Table = Table {
    name: "Category",
    doc: "A purpose that visitors say yes or no to.",
    fields: &[
        needed(
            "id",
            Kind::Id,
            "A letter, then letters, digits and `_`, all lower case, at most 32.",
        ),
        optional("required", Kind::Flag, "Always granted; false by default."),
        optional(
            "revision",
            Kind::Whole(0, LARGEST),
            "Raise it when the purpose changes: visitors are asked about this category again. 0 by default.",
        ),
        optional(
            "name",
            Kind::Text,
            "Built in for `necessary`, `functional`, `analytics` and `marketing`.",
        ),
        optional("description", Kind::Text, "Built in for the same four."),
    ],
};

static SERVICE: Table = Table {
    name: "Service",
    doc: "A third party, or something that the site does itself.",
    fields: &[
        needed("id", Kind::Id, "As a category's. No category and no other service has it."),
        needed(
            "category",
            Kind::Categories,
            "The id of its category, or a list of ids that all have to be granted.",
        ),
        needed("name", Kind::Text, "Its name in the settings."),
        optional("provider", Kind::Text, "Who runs it."),
        optional("policyUrl", Kind::Link, "The address of its policy."),
        optional(
            "reason",
            Kind::Text,
            "Why it is necessary. Needed if all its categories are required.",
        ),
        optional(
            "scripts",
            Kind::List(&Kind::Object(&SCRIPT)),
            "Run once it is granted, in order.",
        ),
        optional(
            "cookies",
            Kind::List(&Kind::Object(&COOKIE)),
            "What it stores: shown in the tables, and deleted on withdrawal.",
        ),
    ],
};

static SCRIPT: Table = Table {
    name: "Script",
    doc: "A script: `src` or `inline`.",
    fields: &[
        optional("src", Kind::Source, "An address: https, or of the page's own origin."),
        optional("inline", Kind::Word, "Code."),
        optional("async", Kind::Flag, "The next script does not wait for this one."),
        optional(
            "defer",
            Kind::Flag,
            "Kept as an attribute. The scripts of a service run in order anyway.",
        ),
        optional(
            "type",
            Kind::OneOf(&["text/javascript", "module"]),
            "A classic script by default.",
        ),
        optional("integrity", Kind::Word, "As the attribute of that name."),
        optional(
            "crossorigin",
            Kind::OneOf(&["anonymous", "use-credentials"]),
            "As the attribute of that name.",
        ),
        optional("referrerpolicy", Kind::Word, "As the attribute of that name."),
        optional("attributes", Kind::Named(&Kind::AnyString), "Any others."),
    ],
};

static COOKIE: Table = Table {
    name: "Cookie",
    doc: "Something that a service stores.",
    fields: &[
        needed(
            "name",
            Kind::Word,
            "`*` is any run of characters. A service worker has the address of its script, from the path on: `/worker.js*`.",
        ),
        needed(
            "kind",
            Kind::OneOf(&[
                "cookie",
                "localStorage",
                "sessionStorage",
                "indexedDb",
                "cacheStorage",
                "serviceWorker",
                "pixel",
            ]),
            "Where it is stored.",
        ),
        needed(
            "party",
            Kind::OneOf(&["first", "third"]),
            "Whose it is: the site's own host or a parent of it, or another's.",
        ),
        optional("host", Kind::Word, "The host that sets it."),
        optional(
            "httpOnly",
            Kind::Flag,
            "Whether only servers see this cookie; false by default. No page can delete it, so `remains` names it after a withdrawal.",
        ),
        optional(
            "lifetime",
            Kind::Lifetime,
            "`session`, `persistent` or an ISO 8601 duration such as `P2Y`. Needed for cookies.",
        ),
        needed("purpose", Kind::Text, "What it is for."),
    ],
};

static EXTERNAL: Table = Table {
    name: "External",
    doc: "A site that asks for consent itself.",
    fields: &[
        needed("name", Kind::Text, "Who runs it."),
        needed("host", Kind::Word, "Its host."),
        optional("policyUrl", Kind::Link, "The address of its policy."),
        optional("description", Kind::Text, "What it is."),
    ],
};

static UI: Table = Table {
    name: "Ui",
    doc: "How the banner looks and behaves.",
    fields: &[
        optional("layout", Kind::OneOf(&["box", "bar"]), "`box` by default."),
        optional("position", Kind::OneOf(&["bottom", "top", "center"]), "`bottom` by default."),
        optional(
            "theme",
            Kind::OneOf(&["auto", "light", "dark"]),
            "`auto` by default: as the visitor's system.",
        ),
        optional(
            "reopen",
            Kind::Flag,
            "A floating button that opens the settings; false by default.",
        ),
        optional(
            "block",
            Kind::Flag,
            "Covers the page until the banner is answered; false by default.",
        ),
        optional(
            "reload",
            Kind::Flag,
            "Reloads the page if a service is withdrawn that had run; true by default.",
        ),
    ],
};

impl Kind {
    /// The TypeScript type.
    pub fn type_script(self) -> String {
        match self {
            Kind::Flag => "boolean".into(),
            Kind::Whole(..) => "number".into(),
            Kind::Text | Kind::Link => "Text".into(),
            Kind::Categories => "string | string[]".into(),
            Kind::OneOf(words) => {
                words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" | ")
            }
            Kind::List(item) => format!("{}[]", item.type_script()),
            Kind::Named(field) => format!("{{ [name: string]: {} }}", field.type_script()),
            Kind::ByLanguage(field) => format!("{{ [language: string]: {} }}", field.type_script()),
            Kind::Words => "Texts".into(),
            Kind::Object(table) => table.name.into(),
            Kind::AnyString
            | Kind::Word
            | Kind::Source
            | Kind::Id
            | Kind::Category
            | Kind::Lifetime => "string".into(),
        }
    }
}
