//! Steps: what a script would do before a vendor's own, as data. `src/page/steps.ts` carries them out.

mod check;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::values::{Json, Word};

pub use check::is_name;
pub(crate) use check::{Ids, check};

/// One of `let`, `set`, `queue`, `methods`, `call`, `push` and `construct`, with what goes with it.
///
/// A value is JSON, in which `"@now"` is the date, `"@ms"` the time in milliseconds, `{"@granted": id, "yes": …,
/// "no": …}` what holds for a category or service at that moment, `{"@asked": id, "yes": …, "no": …}` whether visitors
/// are still asked about a category, and `{"@global": name}` what a name holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Step {
    /// Gives a global name the value `be`, unless it has one.
    #[serde(rename = "let", skip_serializing_if = "Option::is_none")]
    pub make: Option<Word>,
    /// Gives a global name the value `be`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set: Option<Word>,
    /// Makes a function of this name, unless there is one, that keeps its arguments in the array `into` or in its own `on`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub queue: Option<Word>,
    /// Gives the array `of` these methods, which keep their names and arguments in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<Word>,
    /// Calls this function with `args`, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call: Option<Word>,
    /// Pushes `items` on this array, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub push: Option<Word>,
    /// Makes an object of this class with `args`, if there is one, and gives it the name `into`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub construct: Option<Word>,
    /// The value of `let` and `set`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub be: Option<Json>,
    /// A host: `set` holds while a script of it runs, and else what was there before. For a vendor whose accounts read the same names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub during: Option<Word>,
    /// Arguments of `call` and `construct`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<Json>,
    /// What `push` pushes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Json>,
    /// A global name: the array of `queue`, made where there is none, or what `construct` makes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub into: Option<Word>,
    /// The property of the `queue` that is its array.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<Word>,
    /// Whether `queue` keeps the `arguments` themselves or an array of them; `arguments` by default.
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    pub shape: Option<Shape>,
    /// The property of the `queue` that takes over once the vendor has set it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handoff: Option<Word>,
    /// Further properties of the `queue`.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub extra: IndexMap<String, Json>,
    /// Further global names of the `queue`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alias: Vec<Word>,
    /// Properties of the `queue` that are the queue itself.
    #[serde(rename = "self", skip_serializing_if = "Vec::is_empty")]
    pub itself: Vec<Word>,
    /// The array of `methods`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<Word>,
}

/// What a queue keeps of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Shape {
    /// The `arguments` themselves.
    Arguments,
    /// An array of them.
    Array,
}

/// What a vendor is told of decisions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ConsentCalls {
    /// Services with the same name here share one default, and one update for each decision. The id of the service by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<Word>,
    /// Runs once, before the first script of the group.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub default: Vec<Step>,
    /// Runs after each decision, once a group of which something has run.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub update: Vec<Step>,
    /// Runs when the service has run and has lost its grant: after `update`, before what it stored is deleted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub withdraw: Vec<Step>,
    /// Runs when the service gets its grant back on the same page: after `update`. Its scripts do not run again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub grant: Vec<Step>,
}
