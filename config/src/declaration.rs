//! The declaration as types. The JSON Schema, the TypeScript types and the tables that the check follows
//! ([`crate::schema`]) come from them, with the comments of the fields.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::steps::{ConsentCalls, Step};
use crate::values::{
    Categories, CategoryId, Color, Date, Id, Json, LanguageTag, Lifetime, Link, Source, Text, Word,
    Words,
};

/// The largest whole number that the core has room for.
const LARGEST: u64 = u32::MAX as u64;

/// The declaration: what the site uses and what it promises its visitors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Declaration {
    /// The address of a JSON Schema, for editors.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Raise it when the policy changes: every yes is void then, and visitors are asked again.
    #[schemars(range(min = 0, max = LARGEST))]
    pub version: u32,
    /// The data controller.
    pub controller: Controller,
    /// The cookie that holds the choice.
    #[serde(default)]
    pub cookie: CookieSettings,
    /// What holds while the browser sends a signal. By default only what is required can be granted then.
    #[serde(default)]
    pub signals: Signals,
    /// The languages that `samtycke build` takes in: by default those of the texts, and English.
    #[serde(default)]
    pub languages: Vec<LanguageTag>,
    /// The purposes, in the order shown: at most 32.
    pub categories: Vec<Category>,
    /// In the order shown: with the categories at most 1,024.
    #[serde(default)]
    pub services: Vec<Service>,
    /// Other sites of yours that ask for consent themselves.
    #[serde(default)]
    pub external: Vec<External>,
    /// Words in place of the built-in ones, by language.
    #[serde(default)]
    pub texts: IndexMap<String, Words>,
    /// How the banner looks and behaves.
    #[serde(default)]
    pub ui: Ui,
    /// Warnings of `samtycke check` that do not apply here, each with the reason.
    #[serde(default)]
    pub exceptions: Vec<Exception>,
    /// Findings of `samtycke audit` that are known and do not count for a while, each with the reason.
    #[serde(default)]
    pub ignores: Vec<Ignore>,
}

/// The data controller.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Controller {
    /// Its name.
    pub name: Text,
    /// The address of its cookie policy.
    pub policy_url: Link,
    /// How to reach it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Text>,
}

/// The cookie that holds the choice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct CookieSettings {
    /// `samtycke` by default.
    pub name: Word,
    /// How many days a yes is kept: 180 by default.
    #[schemars(range(min = 1, max = 400))]
    pub days: u16,
    /// How many days a no is kept: 180 by default.
    #[schemars(range(min = 180, max = 400))]
    pub refusal_days: u16,
    /// The page's host alone by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<Word>,
    /// `/` by default.
    pub path: Word,
    /// `Lax` by default.
    pub same_site: SameSite,
    /// True by default on an https page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secure: Option<bool>,
}

impl Default for CookieSettings {
    fn default() -> CookieSettings {
        CookieSettings {
            name: Word(crate::cookie::NAME.into()),
            days: 180,
            refusal_days: 180,
            domain: None,
            path: Word("/".into()),
            same_site: SameSite::Lax,
            secure: None,
        }
    }
}

/// Whether the cookie goes along with requests from other sites.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum SameSite {
    /// With links from other sites.
    Lax,
    /// Never.
    Strict,
    /// Always; needs a secure cookie.
    None,
}

/// What holds while the browser sends a signal.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Signals {
    /// Do Not Track.
    pub do_not_track: SignalRule,
    /// Global Privacy Control.
    pub global_privacy_control: SignalRule,
}

/// What holds while a signal is on. Nobody is asked then.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct SignalRule {
    /// Ids of the categories that visitors can still grant by an act of their own; none by default.
    pub allow: Vec<CategoryId>,
    /// Whether no other category can be granted; true by default.
    pub binding: bool,
}

impl Default for SignalRule {
    fn default() -> SignalRule {
        SignalRule { allow: Vec::new(), binding: true }
    }
}

/// A purpose that visitors say yes or no to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Category {
    /// A letter, then letters, digits and `_`, all lower case, at most 32.
    pub id: Id,
    /// Always granted; false by default.
    #[serde(default)]
    pub required: bool,
    /// Raise it when the purpose changes: visitors are asked about this category again. 0 by default.
    #[serde(default)]
    #[schemars(range(min = 0, max = LARGEST))]
    pub revision: u32,
    /// Built in for `necessary`, `functional`, `analytics` and `marketing`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// Built in for the same four.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
}

/// A third party, or something that the site does itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Service {
    /// The id of a preset, which gives every field that is left out here. `samtycke build` and `samtycke.dev.js` know them; `samtycke presets` lists them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preset: Option<Word>,
    /// The options of the preset, such as the id of an account.
    #[serde(default)]
    pub with: IndexMap<String, Json>,
    /// As a category's. No category and no other service has it.
    pub id: Id,
    /// The id of its category, or a list of ids that all have to be granted.
    pub category: Categories,
    /// Its name in the settings.
    pub name: Text,
    /// Who runs it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<Text>,
    /// The address of its policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy_url: Option<Link>,
    /// Why it is necessary. Needed if all its categories are required.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
    /// Run once it is granted, in order.
    #[serde(default)]
    pub scripts: Vec<Script>,
    /// What the vendor is told of decisions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<ConsentCalls>,
    /// What it stores: shown in the tables, and deleted on withdrawal.
    #[serde(default)]
    pub cookies: Vec<Cookie>,
    /// Addresses of its embeds; `*` is any run of characters, and in the host only its first part, as in `https://*.example.com/*`. An element with such an address in `data-samtycke-src` needs no `data-samtycke`.
    #[serde(default)]
    pub embeds: Vec<Word>,
    /// What takes the place of the beginning of an embed's address, as of a vendor's host without cookies.
    #[serde(default)]
    pub rewrites: IndexMap<String, Word>,
    /// Opens its chat once it has loaded. A button in a corner of the page stands in for the chat until then.
    #[serde(default)]
    pub chat: Vec<Step>,
}

/// A script: `src`, `inline` or `steps`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Script {
    /// An address: https, or of the page's own origin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub src: Option<Source>,
    /// Code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inline: Option<Word>,
    /// The next script does not wait for this one.
    #[serde(default)]
    pub r#async: bool,
    /// Kept as an attribute. The scripts of a service run in order anyway.
    #[serde(default)]
    pub defer: bool,
    /// A classic script by default.
    #[serde(default)]
    pub r#type: ScriptType,
    /// As the attribute of that name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub integrity: Option<Word>,
    /// As the attribute of that name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crossorigin: Option<CrossOrigin>,
    /// As the attribute of that name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referrerpolicy: Option<Word>,
    /// Any others.
    #[serde(default)]
    pub attributes: IndexMap<String, String>,
    /// Code as data, in order. A strict policy needs no nonce for it.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// A name. Of all scripts with it only the first one that is granted runs, as of a loader that several services share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub once: Option<Word>,
}

/// What kind of script it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum ScriptType {
    #[default]
    #[serde(rename = "text/javascript")]
    /// A classic script.
    Classic,
    #[serde(rename = "module")]
    /// A module.
    Module,
}

/// How a script is fetched from another origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CrossOrigin {
    /// Without cookies.
    Anonymous,
    /// With cookies.
    UseCredentials,
}

/// Something that a service stores.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Cookie {
    /// `*` is any run of characters. A service worker has the address of its script, from the path on: `/worker.js*`.
    pub name: Word,
    /// Where it is stored.
    pub kind: Kind,
    /// Whose it is: the site's own host or a parent of it, or another's.
    pub party: Party,
    /// The host that sets it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<Word>,
    /// Whether only servers see this cookie; false by default. No page can delete it, so `remains` names it after a withdrawal.
    #[serde(default)]
    pub http_only: bool,
    /// Whether it stays after a withdrawal, since the site itself may have data of such a name; false by default.
    #[serde(default)]
    pub keep: bool,
    /// `session`, `persistent` or an ISO 8601 duration such as `P2Y`. Needed for cookies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lifetime: Option<Lifetime>,
    /// What it is for.
    pub purpose: Text,
}

/// Where something is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// A cookie.
    Cookie,
    /// An entry of `localStorage`.
    LocalStorage,
    /// An entry of `sessionStorage`.
    SessionStorage,
    /// A database of IndexedDB.
    IndexedDb,
    /// A cache of Cache Storage.
    CacheStorage,
    /// A service worker.
    ServiceWorker,
    /// A request that stores nothing by itself.
    Pixel,
}

/// Whose host something is stored under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Party {
    /// The site's own host or a parent of it.
    First,
    /// Another host.
    Third,
}

/// A site that asks for consent itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct External {
    /// Who runs it.
    pub name: Text,
    /// Its host.
    pub host: Word,
    /// The address of its policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy_url: Option<Link>,
    /// What it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
}

/// How the banner looks and behaves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Ui {
    /// `box` by default.
    pub layout: Layout,
    /// `bottom` by default.
    pub position: Position,
    /// `auto` by default: as the visitor's system.
    pub theme: Theme,
    /// Colours in place of the built-in ones, in both themes.
    pub colors: Colors,
    /// Colours in place of `colors` in the dark theme.
    pub dark_colors: Colors,
    /// A floating button that opens the settings; false by default.
    pub reopen: bool,
    /// `word` by default.
    pub reopen_as: ReopenAs,
    /// `bottomStart` by default, which leaves the other corner to chats.
    pub reopen_position: Corner,
    /// Covers the page until the banner is answered; false by default.
    pub block: bool,
    /// Reloads the page if a service is withdrawn that had run; true by default.
    pub reload: bool,
}

impl Default for Ui {
    fn default() -> Ui {
        Ui {
            layout: Layout::Box,
            position: Position::Bottom,
            theme: Theme::Auto,
            colors: Colors::default(),
            dark_colors: Colors::default(),
            reopen: false,
            reopen_as: ReopenAs::Word,
            reopen_position: Corner::BottomStart,
            block: false,
            reload: true,
        }
    }
}

/// Colours of the banner and the settings. Text has a contrast of at least 4.5 (WCAG 2.2).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Colors {
    /// Behind the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background: Option<Color>,
    /// The text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Color>,
    /// Borders.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<Color>,
    /// Both answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub button: Option<Color>,
    /// The words of both answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub button_text: Option<Color>,
}

/// The shape of the banner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Layout {
    /// A box.
    Box,
    /// A bar as wide as the page.
    Bar,
    /// A dialog in the middle: the page waits for an answer, but for the policy page.
    Dialog,
}

/// Where the banner is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Position {
    /// At the bottom; a box in the corner where lines end.
    Bottom,
    /// At the bottom, in the corner where lines start.
    BottomStart,
    /// At the top; a box in the corner where lines end.
    Top,
    /// At the top, in the corner where lines start.
    TopStart,
    /// In the middle.
    Center,
}

/// What the floating button shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ReopenAs {
    /// Its words.
    Word,
    /// A cookie; its words are for screen readers, and for a pointer that rests on it.
    Icon,
}

/// A corner of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Corner {
    /// At the bottom, where lines start.
    BottomStart,
    /// At the bottom, where lines end.
    BottomEnd,
    /// At the top, where lines start.
    TopStart,
    /// At the top, where lines end.
    TopEnd,
}

/// The colours of the banner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Theme {
    /// As the visitor's system.
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// A warning that does not apply here. The policy's evidence shows it with its reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Exception {
    /// The code of the warning, such as `long-consent`.
    pub code: Word,
    /// The path of the place, such as `cookie.days`; everywhere by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<Word>,
    /// Why it does not apply.
    pub reason: Text,
}

/// A finding of an audit that does not count until a day. Reports show it with its reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Ignore {
    /// The code of the finding, such as `undeclared-host`.
    pub code: Word,
    /// What it is about, a host or a name, in which `*` is any run of characters; all by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Word>,
    /// Why it does not count.
    pub reason: Word,
    /// The last day on which it does not count.
    pub until: Date,
}
