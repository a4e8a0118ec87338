//! Every field of the configuration, once: the check goes by it, and so do the TypeScript types.

/// A field of an object.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it has to be there.
    pub needed: bool,
    /// What it means; for the types alone, so it costs the module nothing.
    #[cfg(not(target_arch = "wasm32"))]
    pub doc: &'static str,
}

/// What a field holds.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// `true` or `false`.
    Flag,
    /// A whole number within bounds, both included.
    Whole(u32, u32),
    /// A string that is not empty.
    Word,
    /// Any string.
    Any,
    /// A text for visitors: a string, or an object of language → string.
    Text,
    /// The same, holding an address to link to.
    Link,
    /// The address of a script.
    Address,
    /// The id of a category or a service.
    Id,
    /// The id of a category that is declared.
    Category,
    /// `session` or an ISO 8601 duration.
    Lifetime,
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// An array of these.
    List(&'static Kind),
    /// An object with these fields and no others.
    Object(&'static Table),
    /// An object of any names, each holding this.
    Map(&'static Kind),
    /// An object of language → this.
    Languages(&'static Kind),
    /// Words in place of the built-in ones, by the names of [`texts`](super::texts).
    Texts,
}

/// The fields of one kind of object.
#[derive(Debug)]
pub struct Table {
    /// Its fields.
    pub fields: &'static [Field],
    /// The name of its TypeScript interface.
    #[cfg(not(target_arch = "wasm32"))]
    pub interface: &'static str,
    /// What it is.
    #[cfg(not(target_arch = "wasm32"))]
    pub doc: &'static str,
}

macro_rules! schema {
    ($($table:ident $interface:literal $about:literal {
        $($name:literal $need:ident $kind:expr, $doc:literal)*
    })*) => {
        $(
            #[doc = $about]
            pub static $table: Table = Table {
                fields: &[$(
                    Field {
                        name: $name,
                        kind: $kind,
                        needed: schema!(@ $need),
                        #[cfg(not(target_arch = "wasm32"))]
                        doc: $doc,
                    },
                )*],
                #[cfg(not(target_arch = "wasm32"))]
                interface: $interface,
                #[cfg(not(target_arch = "wasm32"))]
                doc: $about,
            };
        )*

        /// Every table.
        #[cfg(not(target_arch = "wasm32"))]
        pub static ALL: &[&Table] = &[$(&$table),*];
    };
    (@ needed) => { true };
    (@ optional) => { false };
}

use Kind::{
    Address, Any, Category, Flag, Id, Languages, Lifetime, Link, List, Map, Object, OneOf, Text,
    Whole, Word,
};

schema! {
    CONFIG "Config" "The configuration: what the policy promises." {
        "version" needed Whole(0, u32::MAX), "Whole number; raise it when the policy changes, and everyone is asked again."
        "controller" needed Object(&CONTROLLER), "The data controller."
        "cookie" optional Object(&COOKIE_SETTINGS), "The cookie that holds the choice."
        "categories" needed List(&Object(&CATEGORY)), "In the order shown."
        "signals" optional Object(&SIGNALS), "What holds while the browser sends a signal. By default no category is granted, and none can be."
        "services" optional List(&Object(&SERVICE)), "In the order shown."
        "external" optional List(&Object(&EXTERNAL)), "Other sites of yours that ask for consent themselves."
        "texts" optional Languages(&Kind::Texts), "Other words than the built-in ones, by language."
        "ui" optional Object(&UI), "How the banner looks and behaves."
    }
    CONTROLLER "Controller" "The data controller." {
        "name" needed Text, "Its name."
        "policyUrl" needed Link, "Where its cookie policy stands."
        "contact" optional Text, "How to reach it."
    }
    COOKIE_SETTINGS "CookieSettings" "The cookie that holds the choice." {
        "name" optional Word, "`samtycke` by default."
        "days" optional Whole(1, 400), "How long the choice is kept: 180 days by default. Browsers cut what is over 400."
        "domain" optional Word, "The host alone by default."
        "path" optional Word, "`/` by default."
        "sameSite" optional OneOf(&["Lax", "Strict", "None"]), "`Lax` by default."
        "secure" optional Flag, "By default, whether the page is https."
    }
    SIGNALS "Signals" "What holds while the browser sends a signal." {
        "doNotTrack" optional Object(&SIGNAL_RULE), "Do Not Track."
        "globalPrivacyControl" optional Object(&SIGNAL_RULE), "Global Privacy Control."
    }
    SIGNAL_RULE "SignalRule" "What holds while a signal is on." {
        "allow" optional List(&Category), "Ids of the categories granted without asking; none by default."
        "binding" optional Flag, "Whether no other category can be granted; true by default."
    }
    CATEGORY "Category" "A purpose one can say yes or no to." {
        "id" needed Id, "A letter, then letters, digits and `_`, all lower case, at most 32."
        "required" optional Flag, "Granted always; false by default."
        "name" optional Text, "Built in for `necessary`, `functional`, `analytics` and `marketing`."
        "description" optional Text, "Built in for the same four."
    }
    SERVICE "Service" "A third party, or something that the site does itself." {
        "id" needed Id, "As a category's; no category and no other service has it."
        "category" needed Category, "The id of its category."
        "name" needed Text, "Its name in the settings."
        "provider" optional Text, "Who runs it."
        "policyUrl" optional Link, "Where its policy stands."
        "scripts" optional List(&Object(&SCRIPT)), "Loaded once it is granted, in order."
        "cookies" optional List(&Object(&COOKIE)), "What it stores: shown in the tables, and deleted on withdrawal."
    }
    SCRIPT "Script" "A script: `src` or `inline`." {
        "src" optional Address, "An address: https, or of the page's own origin."
        "inline" optional Word, "Code."
        "async" optional Flag, "The next script does not wait for this one."
        "defer" optional Flag, "Kept as an attribute; the scripts of a service run in order anyway."
        "type" optional OneOf(&["text/javascript", "module"]), "A classic script by default."
        "integrity" optional Word, "As the attribute of that name."
        "crossorigin" optional OneOf(&["anonymous", "use-credentials"]), "As the attribute of that name."
        "referrerpolicy" optional Word, "As the attribute of that name."
        "attributes" optional Map(&Any), "Any others."
    }
    COOKIE "Cookie" "Something that a service stores." {
        "name" needed Word, "`*` stands for any run of characters."
        "kind" needed OneOf(&["cookie", "localStorage", "sessionStorage", "indexedDb", "pixel"]), "Where it is stored."
        "party" needed OneOf(&["first", "third"]), "Whose it is: the site's own host or a parent of it, or another's."
        "host" optional Word, "The host that sets it."
        "lifetime" optional Lifetime, "`session` or an ISO 8601 duration such as `P2Y`. Needed for cookies; all else stays until it is deleted."
        "purpose" needed Text, "What it is for."
    }
    EXTERNAL "External" "A site that asks for consent itself." {
        "name" needed Text, "Who runs it."
        "host" needed Word, "Its host."
        "policyUrl" optional Link, "Where its policy stands."
        "description" optional Text, "What it is."
    }
    UI "Ui" "How the banner looks and behaves." {
        "layout" optional OneOf(&["box", "bar"]), "`box` by default."
        "position" optional OneOf(&["bottom", "top", "center"]), "`bottom` by default."
        "theme" optional OneOf(&["auto", "light", "dark"]), "`auto` by default: as the visitor's system."
        "reopen" optional Flag, "A floating button that opens the settings; false by default."
        "block" optional Flag, "Cover the page while the banner is unanswered; false by default."
        "reload" optional Flag, "Reload when a service that had run is withdrawn; true by default."
    }
}

/// The TypeScript type of what a field holds.
#[cfg(not(target_arch = "wasm32"))]
pub fn type_of(kind: Kind) -> String {
    match kind {
        Flag => "boolean".into(),
        Whole(..) => "number".into(),
        Text | Link => "Text".into(),
        Word | Any | Address | Id | Category | Lifetime => "string".into(),
        OneOf(words) => words.iter().map(|w| format!("\"{w}\"")).collect::<Vec<_>>().join(" | "),
        List(kind) => format!("{}[]", type_of(*kind)),
        Object(table) => table.interface.into(),
        Map(kind) => format!("{{ [name: string]: {} }}", type_of(*kind)),
        Kind::Texts => "Texts".into(),
        Languages(kind) => format!("{{ [language: string]: {} }}", type_of(*kind)),
    }
}
