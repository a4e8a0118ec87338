//! Every field of the configuration, once: the check goes by it, and so do the TypeScript types.
//!
//! What a field holds is said by a letter and what belongs to it:
//!
//! | | |
//! | --- | --- |
//! | `?` | `true` or `false` |
//! | `#1-400` | a whole number within bounds, both included |
//! | `w`, `s` | a string that is not blank; any string |
//! | `t`, `l` | a text for visitors, or a link: a string, or an object of language → string |
//! | `u` | the address of a script |
//! | `i`, `c` | an id; the id of a category that is declared |
//! | `d` | `session` or an ISO 8601 duration |
//! | `\|a b` | one of these strings |
//! | `[`, `*`, `@` | an array of what follows; an object of it by any name, or by language |
//! | `{Ui` | an object with the fields of a table |
//! | `%` | words in place of the built-in ones, by their keys |
//!
//! It is a text, and not a structure: names and letters compress, and a table of addresses does not.

use super::parts::{cut, parts};

/// A field of an object, as a line of a table: its name, `!` where it is needed or `:`, its kind.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: &'static str,
    /// Whether it has to be there.
    pub needed: bool,
}

/// A field's explanation, or a table's, for the types.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Copy, Debug)]
pub struct Doc {
    /// The table, which is the name of a TypeScript interface.
    pub table: &'static str,
    /// The field; empty for the table.
    pub field: &'static str,
    /// What it means.
    pub doc: &'static str,
}

macro_rules! schema {
    ($($table:literal $about:literal {
        $($name:literal $need:literal $kind:literal, $doc:literal)*
    })*) => {
        const SCHEMA: &str = concat!($(";", $table, "\n" $(, $name, $need, $kind, "\n")*),*);

        /// What every table and field means.
        #[cfg(not(target_arch = "wasm32"))]
        pub static DOCS: &[Doc] = &[$(
            Doc { table: $table, field: "", doc: $about },
            $(Doc { table: $table, field: $name, doc: $doc },)*
        )*];
    };
}

// The first three are looked up for every service, and thereby at once.
schema! {
    "Cookie" "Something that a service stores." {
        "name" "!" "w", "`*` stands for any run of characters. A service worker goes by the address of its script, from the path on: `/worker.js*`."
        "kind" "!" "|cookie localStorage sessionStorage indexedDb cacheStorage serviceWorker pixel", "Where it is stored."
        "party" "!" "|first third", "Whose it is: the site's own host or a parent of it, or another's."
        "host" ":" "w", "The host that sets it."
        "httpOnly" ":" "?", "Whether only servers see this cookie; false by default. No page can delete it, so `remains` names it after a withdrawal."
        "lifetime" ":" "d", "`session` or an ISO 8601 duration such as `P2Y`. Needed for cookies; all else stays until it is deleted."
        "purpose" "!" "t", "What it is for."
    }
    "Service" "A third party, or something that the site does itself." {
        "id" "!" "i", "As a category's; no category and no other service has it."
        "category" "!" "c", "The id of its category."
        "name" "!" "t", "Its name in the settings."
        "provider" ":" "t", "Who runs it."
        "policyUrl" ":" "l", "Where its policy stands."
        "scripts" ":" "[{Script", "Loaded once it is granted, in order."
        "cookies" ":" "[{Cookie", "What it stores: shown in the tables, and deleted on withdrawal."
    }
    "Script" "A script: `src` or `inline`." {
        "src" ":" "u", "An address: https, or of the page's own origin."
        "inline" ":" "w", "Code."
        "async" ":" "?", "The next script does not wait for this one."
        "defer" ":" "?", "Kept as an attribute; the scripts of a service run in order anyway."
        "type" ":" "|text/javascript module", "A classic script by default."
        "integrity" ":" "w", "As the attribute of that name."
        "crossorigin" ":" "|anonymous use-credentials", "As the attribute of that name."
        "referrerpolicy" ":" "w", "As the attribute of that name."
        "attributes" ":" "*s", "Any others."
    }
    "Config" "The configuration: what the policy promises." {
        "version" "!" "#0-4294967295", "Whole number; raise it when the policy changes, and everyone is asked again."
        "controller" "!" "{Controller", "The data controller."
        "cookie" ":" "{CookieSettings", "The cookie that holds the choice."
        "categories" "!" "[{Category", "In the order shown."
        "signals" ":" "{Signals", "What holds while the browser sends a signal. By default no category is granted, and none can be."
        "services" ":" "[{Service", "In the order shown."
        "external" ":" "[{External", "Other sites of yours that ask for consent themselves."
        "texts" ":" "@%", "Other words than the built-in ones, by language."
        "ui" ":" "{Ui", "How the banner looks and behaves."
    }
    "Controller" "The data controller." {
        "name" "!" "t", "Its name."
        "policyUrl" "!" "l", "Where its cookie policy stands."
        "contact" ":" "t", "How to reach it."
    }
    "CookieSettings" "The cookie that holds the choice." {
        "name" ":" "w", "`samtycke` by default."
        "days" ":" "#1-400", "How long the choice is kept: 180 days by default. Browsers cut what is over 400."
        "domain" ":" "w", "The host alone by default."
        "path" ":" "w", "`/` by default."
        "sameSite" ":" "|Lax Strict None", "`Lax` by default."
        "secure" ":" "?", "By default, whether the page is https."
    }
    "Signals" "What holds while the browser sends a signal." {
        "doNotTrack" ":" "{SignalRule", "Do Not Track."
        "globalPrivacyControl" ":" "{SignalRule", "Global Privacy Control."
    }
    "SignalRule" "What holds while a signal is on." {
        "allow" ":" "[c", "Ids of the categories granted without asking; none by default."
        "binding" ":" "?", "Whether no other category can be granted; true by default."
    }
    "Category" "A purpose one can say yes or no to." {
        "id" "!" "i", "A letter, then letters, digits and `_`, all lower case, at most 32."
        "required" ":" "?", "Granted always; false by default."
        "name" ":" "t", "Built in for `necessary`, `functional`, `analytics` and `marketing`."
        "description" ":" "t", "Built in for the same four."
    }
    "External" "A site that asks for consent itself." {
        "name" "!" "t", "Who runs it."
        "host" "!" "w", "Its host."
        "policyUrl" ":" "l", "Where its policy stands."
        "description" ":" "t", "What it is."
    }
    "Ui" "How the banner looks and behaves." {
        "layout" ":" "|box bar", "`box` by default."
        "position" ":" "|bottom top center", "`bottom` by default."
        "theme" ":" "|auto light dark", "`auto` by default: as the visitor's system."
        "reopen" ":" "?", "A floating button that opens the settings; false by default."
        "block" ":" "?", "Cover the page while the banner is unanswered; false by default."
        "reload" ":" "?", "Reload when a service that had run is withdrawn; true by default."
    }
}

/// The fields of the object that a kind such as `{Ui` stands for; none for other kinds.
pub fn fields(kind: &str) -> Vec<Field> {
    let mut fields = Vec::new();
    let (before, name) = cut(kind, b'{');
    for table in parts(SCHEMA, b';') {
        let (found, lines) = cut(table, b'\n');
        if name != Some(found) || !before.is_empty() {
            continue;
        }
        for line in parts(lines.unwrap_or(""), b'\n') {
            let (name, needed) = cut(line, b'!');
            let (name, kind) = if needed.is_some() { (name, needed) } else { cut(line, b':') };
            if let Some(kind) = kind {
                fields.push(Field { name, kind, needed: needed.is_some() });
            }
        }
        break;
    }
    fields
}

/// The TypeScript type of what a field holds.
#[cfg(not(target_arch = "wasm32"))]
pub fn type_of(kind: &str) -> String {
    let rest = kind.get(1..).unwrap_or("");
    match kind.as_bytes().first() {
        Some(b'?') => "boolean".into(),
        Some(b'#') => "number".into(),
        Some(b't' | b'l') => "Text".into(),
        Some(b'|') => rest.split(' ').map(|w| format!("\"{w}\"")).collect::<Vec<_>>().join(" | "),
        Some(b'[') => format!("{}[]", type_of(rest)),
        Some(b'{') => rest.into(),
        Some(b'*') => format!("{{ [name: string]: {} }}", type_of(rest)),
        Some(b'%') => "Texts".into(),
        Some(b'@') => format!("{{ [language: string]: {} }}", type_of(rest)),
        _ => "string".into(),
    }
}
