//! What visitors meet: what comes and goes, and the second layer that some of it waits for.

use super::{Effect, Event, State, Surface};
use crate::model::draft::Draft;
use crate::model::json::Value;

impl<'t> State<'t> {
    /// Shows a surface.
    pub fn open(&mut self, surface: Surface) {
        self.show(surface);
        self.queue();
    }

    /// Takes it away; nothing is decided by it.
    pub fn close(&mut self, surface: Surface) {
        self.hide(surface);
        self.queue();
    }

    /// A switch of the settings was turned.
    pub fn toggle(&mut self, gate: usize, on: bool) {
        self.draft.turn(&self.config, &self.grants, gate, on);
        self.add(Effect::Align);
        self.queue();
    }

    /// A place for the declaration stands in the page.
    pub fn place(&mut self) {
        if self.has_more(1) {
            self.add(Effect::Declare);
        }
        self.queue();
    }

    /// There is time to fetch the second layer before anyone asks for it.
    pub fn idle(&mut self) {
        if !self.more.is_there() {
            self.fetch();
        }
        self.queue();
    }

    /// The second layer has come, one of [`LAYERS`](crate::model::texts::LAYERS); or it has not, and is
    /// missing.
    pub fn come(&mut self, more: &'t Value<'t>) {
        self.fetching = false;
        // Who asked for the settings and did not get them has to ask again; the declaration waits.
        let settings = std::mem::take(&mut self.wanted[0]);
        if more.kind == b'{' {
            self.more = more;
            if std::mem::take(&mut self.wanted[1]) {
                self.add(Effect::Declare);
            }
            if settings {
                self.show(Surface::Settings);
            }
        }
        self.queue();
    }

    /// Shows what the page should show by itself.
    pub(super) fn ask(&mut self) {
        if self.grants.ask {
            self.show(Surface::Banner);
        } else if self.config.ui("reopen") {
            self.show(Surface::Reopen);
        }
    }

    /// Whether the second layer is there; if not, has it fetched for the settings (0) or the
    /// declaration (1).
    fn has_more(&mut self, by: usize) -> bool {
        let has = self.more.is_there();
        if !has {
            self.fetch();
            self.wanted[by] = true;
        }
        has
    }

    fn fetch(&mut self) {
        if !std::mem::replace(&mut self.fetching, true) {
            self.add(Effect::Fetch);
        }
    }

    fn show(&mut self, surface: Surface) {
        if self.shown[surface as usize] || (surface == Surface::Settings && !self.has_more(0)) {
            return;
        }
        if surface == Surface::Settings {
            // Without a choice the switches show what is in effect.
            let said = self.choice.as_ref().map_or(&self.grants.on, |choice| &choice.on);
            self.draft = Draft::new(said.clone(), &self.grants);
        }
        self.shown[surface as usize] = true;
        self.add(Effect::Show(surface));
        if surface != Surface::Reopen {
            self.add(Effect::Tell(Event::Open));
        }
        if surface == Surface::Banner {
            self.hide(Surface::Reopen);
        }
    }

    pub(super) fn hide(&mut self, surface: Surface) {
        if surface == Surface::Settings {
            self.wanted[0] = false;
        }
        if !std::mem::take(&mut self.shown[surface as usize]) {
            return;
        }
        self.add(Effect::Hide(surface));
        if surface != Surface::Reopen {
            self.add(Effect::Tell(Event::Close));
        }
        // Whoever closes the banner unanswered still finds the settings.
        if surface == Surface::Banner && self.config.ui("reopen") {
            self.show(Surface::Reopen);
        }
    }
}
