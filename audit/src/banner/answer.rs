//! Answers the banner of another vendor.

use crate::drive::Drive;

impl Drive<'_> {
    /// Answers the banner of another vendor, by a rule of autoconsent or else by its words: `true` is a yes to
    /// everything.
    ///
    /// # Errors
    /// The page has no banner that is known by rules or words, or it stays.
    pub(crate) fn answer(&mut self, is_yes: bool) -> Result<(), String> {
        let word = if is_yes { "yes" } else { "no" };
        let mut by = Vec::from_iter(self.answer_by_rules(is_yes)?);
        // A rule may press before a banner listens.
        if by.is_empty() || self.is_asked()? {
            if self.press(word)? || (self.press("settings")? && self.press(word)?) {
                by.push("its words".into());
            }
            // In some dialogs an answer moves switches alone.
            if !by.is_empty() && self.is_asked()? {
                self.press("save")?;
            }
        }
        if by.is_empty() {
            return Err(format!(
                "the page has no Samtycke, and no banner was found by autoconsent's rules, nor a control that says {word} by its words"
            ));
        }
        let by = by.join(" and ");
        let page = self.tab.told().url.clone();
        self.look.pages.push((page, format!("the banner answered with {word}, by {by}")));
        match self.is_asked()? {
            false => Ok(()),
            true => Err(format!("the banner is still there after its {word}, by {by}")),
        }
    }
}
