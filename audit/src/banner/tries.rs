//! What a banner does: with no answer, an X, a switch that is saved, a no, a yes, and a withdrawal.

use std::collections::BTreeSet;

use serde_json::json;

use super::{Layer, MOMENT, layers};
use crate::drive::Drive;
use crate::measure::Measure;
use crate::state::Moment;

impl Drive<'_> {
    /// Scrolling, Escape, a press beside the banner and going on are no yes (EDPB Guidelines 05/2020 §86).
    pub(super) fn without_an_answer(&mut self) -> Result<(), String> {
        self.tab.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")?;
        self.settle(MOMENT)?;
        if !self.is_asked()? {
            self.note(Measure::GoesByItself, "it is gone once the page was scrolled");
            self.fresh("after scrolling")?;
        }
        let known = self.hosts();
        for kind in ["keyDown", "keyUp"] {
            let key = json!({"type": kind, "key": "Escape", "code": "Escape", "windowsVirtualKeyCode": 27});
            self.tab.page_command("Input.dispatchKeyEvent", key)?;
        }
        self.settle(MOMENT)?;
        self.is_no_yes("Escape", &known)?;
        if let Some([x, y]) = self.find()?.beside {
            for kind in ["mousePressed", "mouseReleased"] {
                let press =
                    json!({"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1});
                self.tab.page_command("Input.dispatchMouseEvent", press)?;
            }
            self.settle(MOMENT)?;
            self.is_no_yes("a press beside it", &known)?;
        }
        if let Some(page) = self.options.pages.first().cloned() {
            self.open(Some(&page), "going on")?;
            self.settle(MOMENT)?;
            self.is_no_yes("going on to another page", &known)?;
            self.fresh("after going on")?;
        }
        Ok(())
    }

    /// Looks whether a banner that is gone has taken something for a yes: then more is contacted than the hosts that were
    /// `known` before it.
    fn is_no_yes(&mut self, what: &str, known: &BTreeSet<String>) -> Result<(), String> {
        if self.is_asked()? {
            return Ok(());
        }
        self.enter_page(&format!("after {what}"))?;
        let new: Vec<String> = self.hosts().difference(known).cloned().collect();
        if !new.is_empty() && !self.is_asked()? {
            let detail = format!("{what} is taken for a yes: {} is contacted then", new.join(", "));
            self.note(Measure::GoesByItself, detail);
        }
        self.fresh(&format!("after {what}"))
    }

    /// Everything that was contacted until now.
    fn hosts(&mut self) -> BTreeSet<String> {
        self.tab.told().network.requests.iter().map(|one| one.host.clone()).collect()
    }

    /// An X is a refusal, and is kept (Garante 231/2021). What loads after it is found like what loads after a no.
    pub(super) fn closing(&mut self, first: &Layer) -> Result<(), String> {
        if first.control("close").is_none() {
            return Ok(());
        }
        self.fresh("before the X")?;
        self.enter(Moment::Refused);
        self.press_twice("close")?;
        self.open(None, "reload after the X")?;
        self.settle(MOMENT * 2)?;
        if self.is_asked()? {
            self.note(Measure::CloseNotKept, "it asks again after a reload");
        }
        self.enter(Moment::Before);
        self.fresh("after the X")
    }

    /// The settings, if the banner leads to some.
    pub(super) fn second_layer(&mut self, first: &Layer) -> Result<(), String> {
        if first.control("settings").is_none() || !self.press("settings")? {
            return Ok(());
        }
        // Some draw what is folded away when it is opened.
        self.press("unfold")?;
        if let Some(layer) = self.find()?.top() {
            self.note_all(layers::second_layer(layer, self.declaration));
        }
        self.saving()
    }

    /// What is saved is what the switches showed (GDPR art. 4(11)): one is moved, and looked at again after a reload.
    fn saving(&mut self) -> Result<(), String> {
        // Whatever it switches on may load, until the page is gone.
        self.enter(Moment::All);
        let is_moved = self.press("switch")?;
        let shown = self.find()?.top().map(|layer| layer.on.clone());
        if is_moved && self.press("save")? {
            self.open(None, "reload after saving")?;
            self.settle(MOMENT * 2)?;
            if !self.is_asked()?
                && self.press("back")?
                && (self.has_switches()? || self.press("settings")?)
            {
                self.press("unfold")?;
                let kept = self.find()?.top().map(|layer| layer.on.clone());
                if let (Some(shown), Some(kept)) = (shown, kept)
                    && shown != kept
                {
                    let list = |names: &[String]| match names {
                        [] => "nothing".into(),
                        _ => names.join(", "),
                    };
                    let detail = format!("saved: {}; later on: {}", list(&shown), list(&kept));
                    self.note(Measure::SavedOtherwise, detail);
                }
            }
        }
        Ok(())
    }

    fn has_switches(&mut self) -> Result<bool, String> {
        Ok(self.find()?.top().is_some_and(|layer| layer.switches > 0))
    }

    /// Says no. The answer is how many presses it took; nothing where there was no way.
    pub(super) fn refusing(&mut self) -> Result<Option<usize>, String> {
        self.fresh("before a no")?;
        self.enter(Moment::Refused);
        let presses = match self.press_twice("no")? {
            true => 1,
            false if self.press("settings")? && self.press_twice("no")? => 2,
            false => {
                self.note(
                    Measure::NoRefusal,
                    "neither the banner nor its settings have a control that says no",
                );
                return Ok(None);
            }
        };
        if self.is_asked()? {
            self.note(Measure::RefusalNotFinal, "it is still there after the no");
        }
        self.open(None, "reload after a no")?;
        self.settle(MOMENT * 2)?;
        if self.is_asked()? {
            self.note(Measure::AsksAgain, "it asks again after a reload");
        }
        Ok(Some(presses))
    }

    /// Says yes, and looks for the way back on each page.
    pub(super) fn accepting(&mut self, refusing: Option<usize>) -> Result<(), String> {
        self.fresh("before a yes")?;
        self.enter(Moment::All);
        if !self.press_twice("yes")? {
            return Err(
                "the banner has no control that says yes, so no withdrawal was tried".into()
            );
        }
        if refusing.is_some_and(|presses| presses > 1) {
            self.note(Measure::RefusalTakesMore, "a yes takes 1 press, a no takes 2");
        }
        let pages = self.options.pages.clone();
        for page in pages {
            self.open(Some(&page), "the way back")?;
            self.settle(MOMENT)?;
            if self.find()?.back.is_empty() {
                self.note(Measure::NoWayBack, "no control on it leads back to the choice");
            }
        }
        let entry = self.options.url.clone();
        self.open(Some(&entry), "the way back")?;
        self.settle(MOMENT)?;
        if !self.press("back")? {
            self.note(Measure::NoWayBack, "no control on it leads back to the choice");
            return Ok(());
        }
        let dialogs = self.tab.told().dialogs;
        // A control may withdraw by itself; and where there is no refusal at all, that has been said.
        if refusing.is_some() && self.is_asked()? && !self.press("no")? {
            self.press("settings")?;
            let told = match self.press("no")? {
                true => "a yes takes 1 press, a withdrawal 3",
                false => "the control on the page leads to no refusal",
            };
            self.note(Measure::WithdrawalTakesMore, told);
        }
        if self.tab.told().dialogs > dialogs {
            self.note(Measure::AsksWhetherSure, "the browser asks back after the withdrawal");
        }
        Ok(())
    }
}
