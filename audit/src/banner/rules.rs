//! Answers the banner of another vendor by the rules of autoconsent, the tool that refuses for visitors in DuckDuckGo's
//! browsers. Its package is a file of its own, under its own licence (MPL-2.0).

use crate::drive::Drive;

/// The tool with its rules, as the npm package `@duckduckgo/autoconsent` ships it.
const AUTOCONSENT: &str = include_str!("../../data/autoconsent.js");
const ANSWER: &str = include_str!("rules.js");

/// What Chromium says when a page goes while something in it is waited for.
const WENT_AWAY: &str = "navigated";

impl Drive<'_> {
    /// Answers by a rule: its name, or nothing where no rule knows the banner.
    ///
    /// # Errors
    /// The browser does not answer.
    pub(super) fn answer_by_rules(&mut self, is_yes: bool) -> Result<Option<String>, String> {
        // It does not start twice on a page.
        let fresh = "delete window.autoconsentReceiveMessage;";
        let script = format!("{fresh}{AUTOCONSENT};({ANSWER})({is_yes})");
        let answered = match self.tab.evaluate(&script) {
            Ok(name) => name.as_str().map(|name| format!("autoconsent's rule {name}")),
            // Many banners reload the page once they have an answer.
            Err(error) if error.contains(WENT_AWAY) => Some("a rule of autoconsent".into()),
            Err(_) => None,
        };
        self.settle(super::MOMENT)?;
        Ok(answered)
    }
}
