//! A page that redefines what scripts rely on. It records its own state, since the driver's scripts do
//! not survive there.

use serde_json::Value;

use crate::Visit;
use crate::page::{CONFIGURED, page};

/// When a page breaks things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Before the script of the library.
    Before,
    /// After the start, before anyone has answered.
    After,
}

/// The recorded state of a page that broke something.
#[derive(Debug)]
pub struct Seen {
    /// Whether there was a banner with the wanted button.
    pub banner: bool,
    /// `has("analytics")` before and after the click.
    pub has: [bool; 2],
    /// The cookie that holds the choice.
    pub cookie: String,
    /// The console's lines: from the library, and exceptions.
    pub told: String,
}

/// The request that the page sends once it is whole again.
const ENDED: &str = "/favicon.ico?ended";

/// Everything that the page itself needs, taken before anything is broken. `CODE` breaks things, and may
/// call `redefine(object, name, value)`, which is undone before the driver looks.
const HARNESS: &str = r#"<script>
{
  for (const pair of document.cookie.split('; ')) document.cookie = pair.split('=')[0] + '=; Max-Age=0; Path=/';
  const define = Object.defineProperty, describe = Object.getOwnPropertyDescriptor;
  const { querySelector } = Document.prototype;
  const { call } = Function.prototype;
  const find = querySelector.bind(document);
  const click = call.bind(HTMLElement.prototype.click);
  const jar = describe(Document.prototype, 'cookie').get.bind(document);
  const includes = call.bind(String.prototype.includes);
  const wait = setTimeout;
  const until = (is, most, then) => {
    if (is() || most < 0) then();
    else wait(() => until(is, most - 10, then), 10);
  };
  const tell = fetch;
  const undo = {};
  let changes = 0;
  const redefine = (object, name, value) => {
    const old = describe(object, name);
    define(object, name, { value, configurable: true, writable: true });
    undo[changes++] = () => { if (old) define(object, name, old); else delete object[name]; };
  };
  const throws = () => { throw new Error('broken by the page'); };
  const seen = window.seen = { told: '', banner: false, before: null, after: null, cookie: '' };
  console.error = (text) => { seen.told += text + '\n'; };
  window.onerror = (text) => { seen.told += 'thrown: ' + text + '\n'; };
  window.onunhandledrejection = (event) => { seen.told += 'rejected: ' + event.reason + '\n'; };
  const has = () => {
    try { return samtycke.has('analytics'); } catch { return null; }
  };
  const end = () => {
    seen.after = has();
    while (changes) undo[--changes]();
    for (const pair of jar().split('; ')) if (pair.startsWith('samtycke=')) seen.cookie += pair;
    tell('ENDED');
  };
  const button = () => find('samtycke-root .samtycke-banner [data-samtycke-click=ANSWER]');
  const answer = () => {
    seen.before = has();
    seen.banner = !!button();
    if (seen.banner) click(button());
    // What follows an answer comes at once or is told of; a little later, what must not come would have.
    const isDone = () => includes(jar(), 'samtycke=') && ('ANSWER' == 'reject' || has());
    until(() => isDone() || seen.told, 100, () => wait(end, 50));
  };
  window.breaks = () => { CODE };
  window.onload = () => { AFTER; until(() => WAITED && button(), 25, answer); };
}
</script>"#;

impl Visit {
    /// Opens a page that forgets earlier cookies, runs `code` at a moment, clicks a button of the banner if
    /// there is one, and returns what the page recorded.
    #[track_caller]
    pub fn broken(&self, moment: Moment, code: &str, click: &str) -> Seen {
        // A banner that comes in spite of it can be answered at once. One that is there already waits a
        // while, for what the break itself might let in.
        let (before, after, waited) = match moment {
            Moment::Before => ("<script>breaks()</script>", "", "true"),
            Moment::After => ("", "breaks()", "false"),
        };
        let harness = HARNESS
            .replace("WAITED", waited)
            .replace("CODE", code)
            .replace("AFTER", after)
            .replace("ANSWER", click)
            .replace("ENDED", ENDED);
        let config = self.site.config();
        let given = format!("<script>window.samtyckeConfig = {config};</script>");
        self.site.clear_calls();
        self.go_to_page(&page(&format!("{harness}{given}{before}{CONFIGURED}"), ""));
        self.expect_first_party_call(ENDED);
        let seen = self.eval("seen");
        let text = |name: &str| seen[name].as_str().unwrap_or_default().to_owned();
        Seen {
            banner: seen["banner"] == true,
            has: ["before", "after"].map(|moment| seen[moment] == Value::Bool(true)),
            cookie: text("cookie"),
            told: text("told"),
        }
    }
}
